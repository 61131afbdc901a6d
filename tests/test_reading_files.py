"""Files of every kind, broken files and hostile ones: told by their content, never a traceback, memory within bounds."""

import datetime as dt
import random
import re
import subprocess
import sys
import zipfile

import pytest
from binary_workbooks import ONE_DECIMAL, PERCENT, Error, Unvalued, write_xls, write_xlsb
from hypothesis import given, settings
from hypothesis import strategies as st
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from written_files import edit_part, ods_cell, write_csv, write_ods, write_ods_content, write_xlsx

import ctip_analysis as ctip

GRID = [["Область", "Ж", "М"], ["Чуйская область", 1, 2], ["Ошская область", 3, 4]]
SHEET_PART = "xl/worksheets/sheet1.xml"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def codes(path):
    return ctip.read_workbook(path).problems["code"].tolist()


def values(workbook):
    return dict(zip(workbook.cells["cell"], workbook.cells["value"], strict=True))


# --- formats and encodings ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1251"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_a_text_table_is_read_in_every_encoding_and_with_every_delimiter(tmp_path, encoding, delimiter):
    path = write_csv(tmp_path / "report.xls", GRID, delimiter=delimiter, encoding=encoding)
    workbook = ctip.read_workbook(path)
    assert workbook.format == ("tsv" if delimiter == "\t" else "csv")
    assert values(workbook) == {"B2": 1, "C2": 2, "B3": 3, "C3": 4}
    assert workbook.cells["row_labels"].iloc[0] == ("Чуйская область",)


def test_latin_1_is_told_from_cyrillic(tmp_path):
    rows = [["Région", "Número"], ["Córdoba", 1], ["Ñuñoa", 2]]
    workbook = ctip.read_workbook(write_csv(tmp_path / "a.csv", rows, encoding="latin-1"))
    assert workbook.cells["row_labels"].tolist() == [("Córdoba",), ("Ñuñoa",)]


@pytest.mark.parametrize("encoding", ["koi8-r", "cp866"])
def test_an_encoding_that_is_not_ours_is_said(tmp_path, encoding):
    assert codes(write_csv(tmp_path / "a.csv", GRID, encoding=encoding)) == ["unknown_encoding"]


def test_quotes_ragged_rows_and_line_breaks_within_fields(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text(
        'Region,Note,n\n"Chuy\nprovince","a ""b"", c",1\nOsh,x\nTalas,y,3,extra\n', encoding="utf-8"
    )
    workbook = ctip.read_workbook(path)
    assert values(workbook)["C4"] == 3
    assert workbook.cells.set_index("cell").loc["C2", "row_labels"] == ("Chuy\nprovince", 'a "b", c')
    assert len(workbook.rows) == 4


def test_what_windows_and_excel_leave_beside_reports_is_no_report(tmp_path):
    write_csv(tmp_path / "report.csv", GRID)
    for name in ("~$report.xlsx", "Thumbs.db", "desktop.ini", ".DS_Store"):
        (tmp_path / name).write_bytes(b"\x05user")
    assert ctip.read_reports(tmp_path).files["file"].tolist() == ["report.csv"]


def test_a_quote_that_is_never_closed_swallows_nothing(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('Region,n\n"Chuy,1\n' + "".join(f"r{n},{n}\n" for n in range(200)), encoding="utf-8")
    assert len(ctip.read_workbook(path).rows) == 202


def test_an_html_table_under_the_name_of_a_workbook_is_read(tmp_path):
    path = tmp_path / "export.xls"
    path.write_text(
        "<html><table><tr><th rowspan=2>Region</th><th colspan=2>2018</th></tr><tr><th>M</th><th>F</th></tr>"
        "<tr><td>Chuy</td><td>1</td><td>2&nbsp;345</td></tr><tr><td>Osh</td><td>3</td><td>-</td></tr></table></html>",
        encoding="utf-8",
    )
    workbook = ctip.read_workbook(path)
    assert workbook.format == "html"
    cell = workbook.cells.set_index("cell").loc["C3"]
    assert (cell["value"], cell["row_labels"], cell["column_labels"]) == (2345, ("Chuy",), ("2018", "F"))


def test_an_ods_with_repeated_rows_and_blank_lines_is_read(tmp_path):
    rows = "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in GRID)
    tail = (
        '<table:table-row table:number-rows-repeated="1048573"><table:table-cell table:number-columns-repeated="16384"/>'
        "</table:table-row>"
    )
    path = write_ods_content(tmp_path / "a.ods", f'<table:table table:name="1">{rows}{tail}</table:table>')
    workbook = ctip.read_workbook(path)
    assert (workbook.format, len(workbook.rows)) == ("ods", 3)


@pytest.mark.parametrize("part", ["xl/vbaProject.bin", "[Content_Types].xml"])
def test_a_workbook_with_macros_is_read_by_its_parts_under_any_name(tmp_path, part):
    path = write_xlsx(tmp_path / "report.xlsx", GRID)
    plain = b"vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    edit_part(path, part, lambda xml: xml.replace(plain, b"vnd.ms-excel.sheet.macroEnabled.main+xml") or OLE)
    workbook = ctip.read_workbook(path)
    assert workbook.format == "xlsm"
    assert values(workbook) == {"B2": 1, "C2": 2, "B3": 3, "C3": 4}


def test_a_binary_workbook_is_read_like_any_other(tmp_path):
    rows = [["Свод"], ["Область", "2018", "2019"], ["Чуй", 10, 12.5], ["Талас", "-", 7], ["Нарын", None, 4]]
    workbook = ctip.read_workbook(write_xlsb(tmp_path / "report.xlsb", rows, sheet="Лист1"))
    assert workbook.format == "xlsb"
    assert workbook.tables["sheet"].tolist() == ["Лист1"]
    assert workbook.tables["header_rows"].tolist() == [(2,)]
    cells = workbook.cells.set_index("cell")
    assert cells["value"].dropna().to_dict() == {"B3": 10, "C3": 12.5, "C4": 7, "C5": 4}
    assert cells.loc["B4", "status"] == "nil"
    assert cells.loc["C5", "row_labels"] == ("Нарын",)


def test_a_binary_workbook_is_known_by_its_part_and_a_broken_one_said(tmp_path):
    path = tmp_path / "report.xlsb"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("[Content_Types].xml", "<Types/>")
        archive.writestr("xl/workbook.bin", b"\x83\x01\x00")
    assert codes(path) == ["corrupt"]


def test_dates_of_the_1904_system_are_the_days_that_were_meant(tmp_path):
    workbook = Workbook()
    workbook.epoch = CALENDAR_MAC_1904
    for row in [["Date", "City", "n"], [dt.date(2018, 12, 5), "Osh", 1], [dt.date(2018, 12, 6), "Osh", 1]]:
        workbook.active.append(row)
    workbook.save(tmp_path / "a.xlsx")
    assert values(ctip.read_workbook(tmp_path / "a.xlsx"))["A2"] == "2018-12-05"


def test_addresses_are_excel_s_where_the_sheet_begins_further_in(tmp_path):
    rows = [[], [], [None, None, "Region", "n"], [None, None, "Chuy", 5], [None, None, "Osh", 6]]
    assert values(ctip.read_workbook(write_xlsx(tmp_path / "a.xlsx", rows))) == {"D4": 5, "D5": 6}


# --- what Excel shows and a reader loses ---------------------------------------------------------------------------


def test_errors_and_formulas_without_a_value_are_problems_with_their_address(tmp_path):
    rows = [["Region", "a", "b"], ["Chuy", 1, "=SUM(B2:B2)"], ["Osh", 2, 3], ["Talas", 2, 5]]
    path = write_xlsx(tmp_path / "a.xlsx", rows)
    edit_part(
        path,
        SHEET_PART,
        lambda xml: xml.replace(b'<c r="B3" t="n"><v>2</v>', b'<c r="B3" t="e"><v>#DIV/0!</v>'),
    )
    workbook = ctip.read_workbook(path)
    assert sorted(workbook.problems[["code", "cell"]].apply(tuple, axis=1)) == [
        ("error_cell", "B3"),
        ("formula_without_value", "C2"),
    ]
    cells = workbook.cells.set_index("cell")
    assert cells.loc[["B3", "C2"], "status"].tolist() == ["unreadable", "unreadable"]
    assert cells.loc["B3", "text"] == "#DIV/0!"


def test_elements_with_a_prefix_are_looked_at_like_any_others(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", [["R", "a", "b"], ["x", 1, 2], ["y", 3, "=1+1"]])

    def give_prefix(xml):
        xml = xml.replace(b'<c r="B3" t="n"><v>3</v>', b'<c r="B3" t="e"><v>#REF!</v>')
        return re.sub(rb"<(/?)([a-zA-Z])", rb"<\1x:\2", xml).replace(b'xmlns="', b'xmlns:x="')

    edit_part(path, SHEET_PART, give_prefix)
    workbook = ctip.read_workbook(path)
    assert workbook.problems["cell"].tolist() == ["B3", "C3"]
    assert values(workbook) == {"B2": 1, "C2": 2, "B3": None, "C3": None}


def test_errors_of_an_ods_and_of_a_csv_are_problems_too(tmp_path):
    rows = "".join(f"<table:table-row>{''.join(map(ods_cell, row))}</table:table-row>" for row in GRID)
    error = (
        f'<table:table-row>{ods_cell("Талас")}<table:table-cell table:formula="of:=1/0" office:value-type="string"'
        f' office:string-value=""><text:p>#DIV/0!</text:p></table:table-cell>{ods_cell(3)}</table:table-row>'
    )
    path = write_ods_content(tmp_path / "a.ods", f'<table:table table:name="1">{rows}{error}</table:table>')
    assert ctip.read_workbook(path).problems[["code", "cell"]].iloc[0].tolist() == ["error_cell", "B4"]
    path = write_csv(tmp_path / "a.csv", [*GRID, ["Талас", "#REF!", 3]])
    assert ctip.read_workbook(path).problems[["code", "cell"]].iloc[0].tolist() == ["error_cell", "B4"]


def test_a_raised_digit_among_the_shared_texts_is_no_digit_of_its_number(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", [["Область", "км2"], ["Чуй", "91"], ["Ош", "12"], ["Талас", "91"]])
    texts = (
        '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
        '<si><r><t>9</t></r><r><rPr><b/><vertAlign val="superscript"/></rPr><t>1</t></r></si><si><t>12</t></si>'
        '<si><r><t xml:space="preserve">км</t></r><r><rPr><vertAlign val="superscript"/></rPr><t>2</t></r></si></sst>'
    )
    edit_part(path, "xl/sharedStrings.xml", lambda _: texts.encode())
    for number, text in enumerate(("91", "12", "км2")):
        inline, shared = f't="inlineStr"><is><t>{text}</t></is>', f't="s"><v>{number}</v>'
        edit_part(path, SHEET_PART, lambda xml, a=inline, b=shared: xml.replace(a.encode(), b.encode()))
    workbook = ctip.read_workbook(path)
    assert values(workbook) == {"B2": 9, "B3": 12, "B4": 9}
    assert workbook.cells["text"].tolist() == ["9¹", "12", "9¹"]
    assert workbook.cells["column_labels"].tolist() == [("км²",)] * 3


def test_a_number_shown_as_a_percentage_keeps_its_value_and_the_text_that_is_seen(tmp_path):
    workbook = Workbook()
    workbook.active.append(["Region", "Share", "Number", "Note"])
    rows = [(0.25, "0%", "25%"), (0.1255, "0.0%", "12.6%"), (-1, '#,##0.00" "%', "-1"), (1.5, "0 %", "150 %")]
    rows += [(0.005, "0%;[Red]-0%", "1%"), (7, "0", "7"), (0.5, '0.0"%"', "0.5"), (1e300, "0.00%", None)]
    for place, (value, code, _) in enumerate(rows, 2):
        workbook.active.append([f"Region {place}", value, place, "seen"])
        workbook.active.cell(place, 2).number_format = code
        # A text in a cell of percentages is what it is, and so is a blank.
        workbook.active.cell(place, 4).number_format = "0%"
    workbook.active["E25"].number_format = "0%"
    workbook.save(tmp_path / "a.xlsx")
    cells = ctip.read_workbook(tmp_path / "a.xlsx").cells
    share = cells[cells["column"] == 2]
    assert share["value"].tolist() == [value for value, *_ in rows]
    assert share["text"].tolist()[:-1] == [text for *_, text in rows[:-1]]
    assert share["text"].iloc[-1] == "1" + "0" * 302 + ".00%"
    assert cells.loc[cells["column"] == 3, "text"].tolist() == [str(n) for n in range(2, 10)]
    assert set(cells.loc[cells["column"] == 4, "text"]) == {"seen"}


@pytest.mark.parametrize("write", [write_xls, write_xlsb])
def test_percentages_of_a_binary_workbook_have_the_text_that_is_seen(tmp_path, write):
    rows = [["Region", "n", "Share"], ["Osh", 4, 0.25], ["Talas", 6, 0.1255], ["Chuy", 8, 0.5]]
    looks = {(1, 2): PERCENT, (2, 2): ONE_DECIMAL, (3, 0): PERCENT}
    cells = ctip.read_workbook(write(tmp_path / "a.bin", rows, looks=looks)).cells
    share = cells[cells["column"] == 3]
    assert share["text"].tolist() == ["25%", "12.6%", "0.5"]
    assert share["value"].tolist() == [0.25, 0.1255, 0.5]


def test_percentages_of_an_ods_have_the_text_that_it_shows(tmp_path):
    share = (
        '<table:table-cell office:value-type="percentage" office:value="0.125"{}><text:p>12,5 %</text:p>'
        "</table:table-cell>"
    )
    head = "".join(map(ods_cell, ["Region", "a", "b"]))
    body = ods_cell("Osh") + share.format(' table:number-columns-repeated="2"')
    rows = f"<table:table-row>{head}</table:table-row>" + 2 * f"<table:table-row>{body}</table:table-row>"
    path = write_ods_content(tmp_path / "a.ods", f'<table:table table:name="1">{rows}</table:table>')
    cells = ctip.read_workbook(path).cells
    assert cells["text"].tolist() == ["12,5 %"] * 4
    assert cells["value"].tolist() == [0.125] * 4


def test_raised_digits_of_an_ods_are_marks_and_no_digits_of_the_number(tmp_path):
    style = (
        '<style:style style:name="T1" style:family="text"><style:text-properties'
        ' style:text-position="super 58%"/></style:style>'
    )
    cell = (
        '<table:table-cell office:value-type="string"><text:p>9<text:span text:style-name="T1">1</text:span>'
        "</text:p></table:table-cell>"
    )
    lines = ["".join(map(ods_cell, ["Region", "n"])), ods_cell("Osh") + cell, ods_cell("Chuy") + ods_cell(7)]
    rows = "".join(f"<table:table-row>{line}</table:table-row>" for line in lines)
    path = write_ods_content(tmp_path / "a.ods", style + f'<table:table table:name="1">{rows}</table:table>')
    cells = ctip.read_workbook(path).cells
    assert cells[["value", "text"]].to_numpy().tolist() == [[9, "9¹"], [7, "7"]]


def test_percentages_of_a_second_sheet_of_the_same_shape_are_its_own(tmp_path):
    workbook = Workbook()
    for sheet, share in ((workbook.active, 0.25), (workbook.create_sheet("two"), 0.5)):
        sheet.append(["Region", "Share"])
        sheet.append(["Osh", share])
        sheet.append(["Talas", share])
        sheet["B3"].number_format = "0%"
    workbook.save(tmp_path / "a.xlsx")
    cells = ctip.read_workbook(tmp_path / "a.xlsx").cells
    assert cells["text"].tolist() == ["0.25", "25%", "0.5", "50%"]


def test_percentages_are_found_among_thousands_of_formats(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", [["Region", "Share"], ["Osh", 0.25], ["Talas", 0.5]])
    formats = b'<xf numFmtId="9"/>' * 2999 + b'<xf numFmtId="0"/>' + b'<xf numFmtId="10"/>'
    styles = rb"<cellXfs\b.*</cellXfs>", b'<cellXfs count="3001">' + formats + b"</cellXfs>"
    edit_part(path, "xl/styles.xml", lambda xml: re.sub(*styles, xml, flags=re.S))
    for cell, number in ((b"B2", b"3000"), (b"B3", b"2999")):
        mark = b'r="' + cell + b'"', b'r="' + cell + b'" s="' + number + b'"'
        edit_part(path, SHEET_PART, lambda xml, mark=mark: xml.replace(*mark))
    assert ctip.read_workbook(path).cells["text"].tolist() == ["25.00%", "0.5"]


def test_hidden_sheets_rows_and_columns_are_read_and_said(tmp_path):
    workbook = Workbook()
    workbook.active.append(["note"])
    sheet = workbook.create_sheet("скрытый")
    for row in GRID:
        sheet.append(row)
    sheet.sheet_state = "hidden"
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    workbook.save(tmp_path / "a.xlsx")
    read = ctip.read_workbook(tmp_path / "a.xlsx")
    assert set(read.problems[["code", "cell"]].apply(tuple, axis=1)) == {
        ("hidden_sheet", ""),
        ("hidden_rows", "3:3"),
        ("hidden_columns", "B:B"),
    }
    assert values(read) == {"B2": 1, "C2": 2, "B3": 3, "C3": 4}


BINARY = {"xlsb": write_xlsb, "xls": write_xls}
WITH_ERRORS = [
    ["Область", "2018"],
    [None, "Ж", "М"],
    ["Чуй", 1, Error(7)],
    ["Ош", Error(42, is_formula=True), 4],
    [],
    ["Талас", 5, 6],
]


@pytest.mark.parametrize("kind", BINARY)
def test_errors_hidden_parts_and_merges_of_binary_workbooks_are_read_and_said(tmp_path, kind):
    path = BINARY[kind](
        tmp_path / "a",
        WITH_ERRORS,
        sheet="Лист1",
        merges=["A1:A2", "B1:C1"],
        hidden_rows=[2, 3],
        hidden_columns=[2],
        is_hidden=True,
    )
    workbook = ctip.read_workbook(path)
    assert workbook.format == kind
    assert set(workbook.problems[["code", "sheet", "cell"]].apply(tuple, axis=1)) == {
        ("hidden_sheet", "Лист1", ""),
        ("hidden_rows", "Лист1", "3:4"),
        ("hidden_columns", "Лист1", "C:C"),
        ("error_cell", "Лист1", "C3"),
        ("error_cell", "Лист1", "B4"),
    }
    cells = workbook.cells.set_index("cell")
    assert cells["text"].to_dict() == {
        "B3": "1", "C3": "#DIV/0!", "B4": "#N/A", "C4": "4", "B6": "5", "C6": "6"
    }  # fmt: skip
    assert cells.loc["C3", ["status", "column_labels"]].tolist() == ["unreadable", ("2018", "М")]


@pytest.mark.parametrize("kind", BINARY)
def test_a_plain_binary_workbook_has_no_problem(tmp_path, kind):
    path = BINARY[kind](tmp_path / "a", GRID)
    assert codes(path) == []
    assert values(ctip.read_workbook(path)) == {"B2": 1, "C2": 2, "B3": 3, "C3": 4}


@pytest.mark.parametrize("kind", BINARY)
def test_a_few_cells_far_apart_in_a_binary_workbook_are_too_large(tmp_path, kind):
    rows = [["a", 1], *[[]] * 65_000, [*[None] * 250, 1]]
    assert codes(BINARY[kind](tmp_path / "a", rows)) == ["too_large"]


def test_an_old_workbook_s_formula_without_a_value_is_told_from_one_that_gives_a_blank(tmp_path):
    rows = [*GRID, ["Талас", Unvalued(), 6]]
    workbook = ctip.read_workbook(write_xls(tmp_path / "a.xls", rows, is_calculated=False))
    assert workbook.problems[["code", "cell"]].apply(tuple, axis=1).tolist() == [
        ("formula_without_value", "B4")
    ]
    assert workbook.cells.set_index("cell").loc["B4", "status"] == "unreadable"
    calculated = ctip.read_workbook(write_xls(tmp_path / "b.xls", rows))
    assert calculated.problems.empty
    assert "B4" not in values(calculated)


def test_a_formula_that_gives_an_empty_text_is_a_blank(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", [*GRID, ["Талас", "=IF(A1=1,2,A9)", 6]])
    edit_part(path, SHEET_PART, lambda xml: xml.replace(b'<c r="B4"><f>', b'<c r="B4" t="str"><f>'))
    workbook = ctip.read_workbook(path)
    assert workbook.problems.empty
    assert "B4" not in values(workbook)


# --- broken files ---------------------------------------------------------------------------------------------------


def biff(with_password):
    """The beginning of an old workbook's stream in a compound file, as far as anyone looks at it."""
    records = b"\x09\x08\x10\x00\x00\x06\x05\x00" + bytes(12)
    records += b"\x2f\x00\x06\x00" + bytes(6) if with_password else b"\x42\x00\x02\x00\xb0\x04"
    return OLE + bytes(504) + records.ljust(4096, b"\0") + "Workbook".encode("utf-16-le") + bytes(48)


BROKEN = {
    "empty": (b"", b"\r\n  \r\n", b"\xef\xbb\xbf"),
    "corrupt": (b"PK\x03\x04 cut off", biff(False)),
    "not_a_workbook": (
        b"%PDF-1.4 \x00\x01",
        b"\xff\xd8\xff\xe0" + bytes(range(256)),
        bytes(range(256)) * 4,
        b"{\\rtf1 letter}",
        OLE + bytes(5000) + "WordDocument".encode("utf-16-le"),
        b"\x05Owner" + b" " * 48 + b"\x05\x00O\x00w\x00n\x00e\x00r\x00" + b"\x20\x00" * 50,
    ),
    "password_protected": (OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), biff(True)),
}


@pytest.mark.parametrize(
    ("code", "content"), [(code, c) for code, contents in BROKEN.items() for c in contents]
)
def test_a_file_that_cannot_be_read_says_why(tmp_path, code, content):
    path = tmp_path / "report.xlsx"
    path.write_bytes(content)
    workbook = ctip.read_workbook(path)
    assert workbook.problems["code"].tolist() == [code]
    assert workbook.problems["severity"].tolist() == ["blocking"]
    assert workbook.tables.empty


def test_a_truncated_workbook_and_a_letter_are_told_apart(tmp_path):
    whole = write_xlsx(tmp_path / "a.xlsx", GRID).read_bytes()
    (tmp_path / "b.xlsx").write_bytes(whole[: len(whole) // 2])
    assert codes(tmp_path / "b.xlsx") == ["corrupt"]
    with zipfile.ZipFile(tmp_path / "c.xlsx", "w") as archive:
        archive.writestr("word/document.xml", "<w/>")
    assert codes(tmp_path / "c.xlsx") == ["not_a_workbook"]
    with zipfile.ZipFile(tmp_path / "d.ods", "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("META-INF/manifest.xml", "<manifest:encryption-data/>")
        archive.writestr("content.xml", "?")
    assert codes(tmp_path / "d.ods") == ["password_protected"]


def test_messages_come_in_three_languages(tmp_path):
    (tmp_path / "a.xlsx").write_bytes(b"")
    said = {
        ctip.read_workbook(tmp_path / "a.xlsx", language=code).problems["message"].iloc[0]
        for code in ("en", "ru", "ky")
    }
    assert len(said) == 3


def test_a_file_that_is_not_there_raises(tmp_path):
    with pytest.raises(ctip.InputError, match="no file"):
        ctip.read_workbook(tmp_path / "nowhere.xlsx")


# --- hostile files --------------------------------------------------------------------------------------------------


def sparse(path):
    workbook = Workbook()
    for row, column in ((1, 1), (2, 2), (50_000, 1000)):
        workbook.active.cell(row, column, 1)
    workbook.save(path)


def sparse_with_a_lie(path):
    sparse(path)
    edit_part(path, SHEET_PART, lambda xml: xml.replace(b'ref="A1:ALL50000"', b'ref="A1:B2"'))


def zip_bomb(path, part=SHEET_PART):
    write_xlsx(path, GRID)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != part}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        with archive.open(part, "w", force_zip64=True) as target:
            for _ in range(200):
                target.write(b" " * 2**20)


def shared_bomb(path):
    zip_bomb(path, "xl/sharedStrings.xml")


def billion_laughs(path):
    entities = b"".join(
        b'<!ENTITY l%d "%s">' % (n, (b"&l%d;" % (n - 1) if n else b"lol") * 10) for n in range(10)
    )
    write_xlsx(path, GRID)
    edit_part(
        path, SHEET_PART, lambda xml: b"<!DOCTYPE a [" + entities + b"]>" + xml.replace(b"<v>1<", b"<v>&l9;<")
    )


def repeated_cells(path):
    row = '<table:table-row table:number-rows-repeated="1000000"><table:table-cell table:number-columns-repeated="1000" office:value-type="float" office:value="1"/></table:table-row>'
    write_ods_content(path, f'<table:table table:name="1">{row}</table:table>')


def million_rows(path):
    path.write_text("a,b,c\n" + "x,1,2\n" * 1_000_000, encoding="ascii")


HOSTILE = {
    sparse: "too_large",
    sparse_with_a_lie: "too_large",
    zip_bomb: "too_large",
    shared_bomb: "too_large",
    billion_laughs: "corrupt",
    repeated_cells: "too_large",
    million_rows: "too_large",
}
READ_WITHIN = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[2]), int(sys.argv[2])))
import ctip_analysis as ctip
print(ctip.read_workbook(sys.argv[1]).problems["code"].tolist())
# Not ru_maxrss: a child takes that over from the process that started it.
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


@pytest.mark.parametrize("write", HOSTILE, ids=lambda write: write.__name__)
def test_a_hostile_file_is_named_within_500_mib(tmp_path, write):
    path = tmp_path / "report.xlsx"
    write(path)
    answer = subprocess.run(
        [sys.executable, "-c", READ_WITHIN, str(path), str(6 * 2**30)],
        capture_output=True,
        text=True,
        timeout=60,
        check=True,
    )
    said, kilobytes = answer.stdout.splitlines()
    assert said == str([HOSTILE[write]])
    assert int(kilobytes) < 500 * 1024


def test_deep_elements_and_names_with_paths_do_no_harm(tmp_path):
    path = write_xlsx(tmp_path / "a.xlsx", GRID)
    deep = b"<a>" * 100_000 + b"</a>" * 100_000
    edit_part(path, SHEET_PART, lambda xml: xml.replace(b"<sheetData>", deep + b"<sheetData>"))
    edit_part(path, "../../evil.txt", lambda _: b"x")
    assert set(codes(path)) <= {"corrupt"}
    assert not (tmp_path.parent.parent / "evil.txt").exists()


# --- chance ---------------------------------------------------------------------------------------------------------

WRITERS = {"xlsx": write_xlsx, "ods": write_ods, "csv": write_csv, "xlsb": write_xlsb, "xls": write_xls}


@pytest.mark.parametrize("kind", WRITERS)
def test_files_with_flipped_bytes_never_raise(tmp_path, kind):
    whole = bytearray(
        WRITERS[kind](tmp_path / f"a.{kind}", [*GRID, *([f"р{n}", n, n] for n in range(30))]).read_bytes()
    )
    for seed in range(120):
        chance = random.Random(f"{kind}{seed}")
        flipped = bytearray(whole)
        for _ in range(chance.choice([1, 3, 20])):
            flipped[chance.randrange(len(flipped))] ^= 1 << chance.randrange(8)
        path = tmp_path / "flipped"
        path.write_bytes(flipped[: chance.randrange(len(flipped))] if seed % 5 == 0 else flipped)
        workbook = ctip.read_workbook(path)
        assert workbook.format or workbook.problems["severity"].eq("blocking").any()


CELL = st.one_of(
    st.none(),
    st.integers(-1000, 100_000),
    st.floats(-1e6, 1e6).map(lambda number: round(number, 3)),
    st.sampled_from(
        ["Чуй", "Osh", "-", "…", "(*)", "12 чел.", "№", "2018", "a b c", "30-40", "нет", "12.05.2018"]
    ),
    st.booleans(),
    st.dates(dt.date(2000, 1, 1), dt.date(2030, 1, 1)),
)


@settings(max_examples=120, deadline=None)
@given(st.lists(st.lists(CELL, max_size=7), max_size=12))
def test_of_a_random_grid_no_cell_is_lost(tmp_path_factory, grid):
    """Each filled cell is a cell, or stands in a row that is named title, header, section or note, or is a label."""
    path = tmp_path_factory.mktemp("grid") / "a.xlsx"
    workbook = ctip.read_workbook(write_xlsx(path, grid))
    assert "corrupt" not in workbook.problems["code"].tolist()
    found = set(zip(workbook.cells["row"], workbook.cells["column"], strict=True))
    assert len(found) == len(workbook.cells)
    kinds = workbook.rows.groupby("row")["kind"].agg(set).to_dict()
    labels = {
        (row, label)
        for row, label, *_ in workbook.rows.merge(workbook.tables, on="table")[
            ["row", "label_columns"]
        ].itertuples(index=False)
    }
    is_unclear = workbook.problems["code"].eq("header_unclear").any()
    for row, line in enumerate(grid, 1):
        for column, value in enumerate(line, 1):
            if value is None or (row, column) in found or is_unclear:
                continue
            is_label = any(chr(64 + column) in letters for at, letters in labels if at == row)
            assert is_label or kinds[row] & {"title", "header", "section", "note", "blank"}, (row, column)


def draw_merges(chance, rows, width):
    """Draw rectangles that do not overlap."""
    drawn, taken = [], set()
    for _ in range(chance.randrange(5)):
        top, left = chance.randint(1, rows), chance.randint(1, width)
        bottom, right = top + chance.choice([0, 1, 2]), left + chance.choice([0, 1, 3])
        cells = {(row, column) for row in range(top, bottom + 1) for column in range(left, right + 1)}
        if len(cells) > 1 and not cells & taken:
            taken |= cells
            drawn.append(f"{chr(64 + left)}{top}:{chr(64 + right)}{bottom}")
    return drawn


def test_merges_anywhere_never_raise(tmp_path):
    pool = [None, None, "Чуй", "a b", "b", "#adm1", "…", 1, 7, 2015, 2016, "5/12/18", "Region:", "2018"]
    drawn = [([["5/12/18"], [], [], [2015], []], ["A1:A3", "A4:A5"])]
    for seed in range(80):
        chance = random.Random(seed)
        grid = [chance.choices(pool, k=5) for _ in range(chance.randint(1, 8))]
        drawn.append((grid, draw_merges(chance, len(grid), 5)))
    for grid, merges in drawn:
        workbook = ctip.read_workbook(write_xlsx(tmp_path / "a.xlsx", grid, merges=merges))
        assert "corrupt" not in workbook.problems["code"].tolist()


def test_a_quote_that_is_never_closed_belongs_to_its_field(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text('Region;N;Note\n"A;1;"x;y"\nB;2;"z"\nC;3;\n', encoding="utf-8")
    cells = ctip.read_workbook(path).cells.set_index("cell")
    assert cells.loc[["B2", "B3", "B4"], "value"].tolist() == [1, 2, 3]
    assert cells.loc["C3", "text"] == "z"


def test_a_line_of_more_fields_than_a_sheet_has_columns_is_too_large(tmp_path):
    path = tmp_path / "a.csv"
    path.write_text("a," * 20_000, encoding="utf-8")
    assert ctip.read_workbook(path).problems["code"].tolist() == ["too_large"]
    path.write_text("name,text\na," + "x" * 100_000 + "\n", encoding="utf-8")
    assert ctip.read_workbook(path).problems.empty


def test_a_page_without_a_table_is_no_workbook(tmp_path):
    path = tmp_path / "a.xls"
    path.write_text("<html><table></table><p>no table</p></html>", encoding="utf-8")
    assert ctip.read_workbook(path).problems["code"].tolist() == ["not_a_workbook"]


@pytest.mark.parametrize(
    "content",
    [
        b"a" + b"\n" * 49_999 + b"," * 999 + b"1\n",
        b"<table>" + b"<tr>" * 49_999 + b"<tr>" + b"<td>1" * 999 + b"</table>",
    ],
    ids=["csv", "html"],
)
def test_a_text_file_whose_few_cells_span_a_wide_rectangle_is_too_large(tmp_path, content):
    (tmp_path / "a.csv").write_bytes(content)
    workbook = ctip.read_workbook(tmp_path / "a.csv")
    assert workbook.problems["code"].tolist() == ["too_large"]


@pytest.mark.parametrize(
    ("value", "said"), [(250, ["no_table"]), ("250 persons, of whom many are children", [])]
)
def test_a_sheet_with_numbers_but_no_table_is_said(tmp_path, value, said):
    pairs = [["Report"], [], ["Project:", "Safe return"], ["Country:", "Moldova"], ["Persons:", value]]
    workbook = ctip.read_workbook(write_xlsx(tmp_path / "a.xlsx", ("pairs", pairs), ("table", GRID)))
    assert workbook.cells["sheet"].unique().tolist() == ["table"]
    assert workbook.problems["code"].tolist() == said
    assert workbook.problems["sheet"].tolist() == ["pairs"] * len(said)
