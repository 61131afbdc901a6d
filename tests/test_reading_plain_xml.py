"""Workbooks in plain XML, as Excel 2003 and exports of old programs write them."""

import pytest

import ctip_analysis as ctip

SPACES = 'xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"'
HEAD = f'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook {SPACES}>'


def cell(value, about=""):
    if isinstance(value, (int, float)):
        return f'<Cell {about}><Data ss:Type="Number">{value}</Data></Cell>'
    return f'<Cell {about}><Data ss:Type="String">{value}</Data></Cell>'


def write(path, *rows, name="Лист1", after="", encoding="utf-8"):
    text = f'{HEAD}<Worksheet ss:Name="{name}"><Table>{"".join(rows)}</Table>{after}</Worksheet></Workbook>'
    if encoding != "utf-8":
        text = text.replace('version="1.0"', f'version="1.0" encoding="{encoding}"')
    path.write_bytes(text.encode(encoding))
    return path


def row(*cells, about=""):
    return f"<Row {about}>{''.join(c if c.startswith('<') else cell(c) for c in cells)}</Row>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "windows-1251"])
def test_values_places_and_merges_are_those_of_the_xml(tmp_path, encoding):
    group = cell("Жертвы", 'ss:Index="2" ss:MergeAcross="1"')
    date = '<Cell ss:Index="4"><Data ss:Type="DateTime">2019-04-05T00:00:00.000</Data></Cell>'
    rows = [
        row("Сводка"),
        row(cell("Область", 'ss:MergeDown="1"'), group, "Дата", about='ss:Index="3"'),
        row(cell("жен", 'ss:Index="2"'), "муж"),
        row("Ошская &amp; Ош", cell(11), cell(2.5), date),
        row("Чуйская", cell(14), cell(5), date),
    ]
    workbook = ctip.read_workbook(write(tmp_path / "a.xls", *rows, encoding=encoding))
    assert workbook.format == "xml"
    assert workbook.tables[["sheet", "header_rows"]].to_numpy().tolist() == [["Лист1", (3, 4)]]
    cells = workbook.cells.set_index("cell")
    assert cells.loc["C5", ["value", "column_labels"]].tolist() == [2.5, ("Жертвы", "муж")]
    assert cells.loc["D6", "value"] == "2019-04-05"
    assert workbook.texts["text"].tolist()[0] == "Сводка"


def test_errors_formulas_without_values_and_what_is_hidden_are_said(tmp_path):
    error = '<Cell><Data ss:Type="Error">#DIV/0!</Data></Cell>'
    formula = '<Cell ss:Formula="=RC[-1]*2"/>'
    hidden = (
        '<WorksheetOptions xmlns="urn:schemas-microsoft-com:office:excel"><Visible>SheetHidden</Visible>'
        "</WorksheetOptions>"
    )
    rows = [
        '<Column ss:Index="2" ss:Hidden="1"/>',
        row("Region", "n", "m"),
        row("Osh", error, formula),
        row("Chuy", cell(3), cell(4), about='ss:Hidden="1"'),
    ]
    workbook = ctip.read_workbook(write(tmp_path / "a.xml", *rows, after=hidden))
    assert sorted(workbook.problems[["code", "cell"]].to_numpy().tolist()) == [
        ["error_cell", "B2"],
        ["formula_without_value", "C2"],
        ["hidden_columns", "B:B"],
        ["hidden_rows", "3:3"],
        ["hidden_sheet", ""],
    ]


FAR = cell(1, 'ss:Index="16384"')
#: name: the bytes, and the code of the problem
BROKEN = {
    "cut off": (f"{HEAD}<Worksheet><Table><Row>{cell(1)}".encode(), "corrupt"),
    "entities": (f'<!DOCTYPE a [<!ENTITY b "c">]>{HEAD[21:]}</Workbook>'.encode(), "corrupt"),
    "a number that is none": (
        f'{HEAD}<Worksheet><Table><Row><Cell><Data ss:Type="Number">x</Data></Cell></Row></Table></Worksheet>'
        "</Workbook>".encode(),
        "corrupt",
    ),
    "a far corner": (
        f'{HEAD}<Worksheet><Table>{row("a")}<Row ss:Index="1048576">{FAR}</Row></Table></Worksheet></Workbook>'.encode(),
        "too_large",
    ),
    "a place before the last one": (
        f"{HEAD}<Worksheet><Table>{row('a', 'b', cell(1, chr(115) + 's:Index=' + chr(34) + '1' + chr(34)))}"
        "</Table></Worksheet></Workbook>".encode(),
        "corrupt",
    ),
}


@pytest.mark.parametrize("name", BROKEN)
def test_what_cannot_be_read_is_told_by_its_code(tmp_path, name):
    content, code = BROKEN[name]
    (tmp_path / "a.xls").write_bytes(content)
    workbook = ctip.read_workbook(tmp_path / "a.xls")
    assert workbook.problems["code"].tolist() == [code]
    assert workbook.cells.empty
