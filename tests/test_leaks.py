"""A leak that is planted in a release is seen; a release as it is written has none."""

import base64
import io
import struct
import zipfile
import zlib

import matplotlib as mpl
import openpyxl
import pandas as pd
import pytest
from matplotlib.figure import Figure

from ctip_analysis.definitions import describe_unit
from ctip_analysis.disclosure import protect
from ctip_analysis.releasing import find_leaks, read_ledger_file, write_release
from ctip_analysis.releasing.csv_files import write_csv

COUNTS = {"KG": 60, "KG-B": 3, "KG-C": 57}


@pytest.fixture
def release(tmp_path, definitions):
    """A release of one year's counts, of which 3 and another are hidden."""
    provinces = ["KG", *definitions.provinces["province"]]
    values = pd.DataFrame(
        {
            **{"indicator": "STAT-01", "territory": "9", "province": provinces, "period": "2019"},
            **dict.fromkeys(sorted({"sex", "age_group", "exploitation"}), "total"),
            "value": [float(COUNTS.get(province, 0)) for province in provinces],
            "numerator": [float(COUNTS.get(province, 0)) for province in provinces],
            **{"denominator": float("nan"), "organizations_reporting": 1, "organizations_expected": 1},
            "status": ["reported" if province in COUNTS else "zero" for province in provinces],
        }
    )
    protected = protect(values, definitions)
    assert protected.values["status"].eq("suppressed").sum() == 2
    folder = tmp_path / "release"
    write_release(protected, folder, definitions=definitions, with_figures=False)

    def look():
        return find_leaks(folder, values, protected, definitions=definitions)

    return values, folder, look


def test_a_release_as_it_is_written_holds_no_hidden_number(release):
    _, _, look = release
    assert look() == []


def test_a_number_put_back_into_a_csv_is_seen(release):
    values, folder, look = release
    index = values.index[values["province"].eq("KG-B")][0]
    frame = pd.read_csv(folder / "values.csv", dtype=str, keep_default_na=False, encoding="utf-8-sig")
    frame.loc[index, "value"] = "3"
    frame.to_csv(folder / "values.csv", index=False, encoding="utf-8-sig")
    assert len(look()) == 1 and look()[0].startswith(f"values.csv: row {index + 2}")


@pytest.mark.parametrize(
    "text",
    [
        '<svg xmlns="http://www.w3.org/2000/svg"><desc>{name}: {value}</desc></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><g aria-label="{name}: {value}"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><g aria-label="2019. Ош (0), {name} ({value})"/></svg>',
        '<svg xmlns="http://www.w3.org/2000/svg"><!-- {name} = {value} --></svg>',
    ],
)
def test_a_hidden_number_in_the_description_of_a_map_is_seen(release, definitions, text):
    _, folder, look = release
    name = describe_unit(definitions, "KG-B", "ru")
    path = folder / "maps" / "STAT-01.svg"
    path.write_text(text.format(name=name, value=3), encoding="utf-8")
    assert [told.split(":")[0] for told in look()] == ["maps/STAT-01.svg"] * len(look()) != []


def make_png_with_text(text):
    """Make a picture of one grey pixel with a description."""
    chunks = [
        (b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, 0, 0, 0, 0)),
        (b"tEXt", b"Description\x00" + text.encode("latin-1")),
        (b"IDAT", zlib.compress(b"\x00\x80")),
        (b"IEND", b""),
    ]
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )


def make_png_with_packed_text(text):
    """Make the same picture with a packed description."""
    kind, data = b"zTXt", b"Description\x00\x00" + zlib.compress(text.encode("utf-8"))
    chunk = struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
    plain = make_png_with_text("nothing")
    return plain[:33] + chunk + plain[33:]


def make_pdf_with_text(text):
    """Make a page whose text is compressed, as most writers of PDF do."""
    stream = zlib.compress(f"BT /F1 12 Tf ({text}) Tj ET".encode("latin-1"))
    return b"%PDF-1.4\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\n" + stream + b"\nendstream\nendobj\n%%EOF"


def make_pdf_with_glyphs(text):
    """Make a page that draws glyphs by number; a table of the font says what they stand for."""
    names = "".join(f"<{number:04X}> <{ord(letter):04X}>\n" for number, letter in enumerate(text, 500))
    table = f"begincmap {len(text)} beginbfchar\n{names}endbfchar endcmap"
    shown = "".join(f"<{number:04X}> -20 " for number, _ in enumerate(text, 500))
    streams = [zlib.compress(own.encode("ascii")) for own in (table, f"BT [{shown}] TJ ET")]
    return b"%PDF-1.4\n" + b"".join(b"stream\n" + own + b"\nendstream\n" for own in streams) + b"%%EOF"


def make_pdf_with_matplotlib(text):
    """Make a page as the figures of a release are made."""
    file = io.BytesIO()
    with mpl.rc_context({"pdf.fonttype": 42}):
        figure = Figure()
        figure.text(0.1, 0.5, text)
        figure.savefig(file, format="pdf")
    return file.getvalue()


@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("map.png", make_png_with_text),
        ("map.png", make_png_with_packed_text),
        ("map.pdf", make_pdf_with_text),
        ("map.pdf", make_pdf_with_glyphs),
        ("map.pdf", make_pdf_with_matplotlib),
    ],
)
def test_a_hidden_number_in_the_text_of_a_picture_or_a_page_is_seen(release, definitions, name, make):
    _, folder, look = release
    unit = describe_unit(definitions, "KG-B", "en")
    (folder / "maps" / name).write_bytes(make(f"{unit}: 4"))
    assert look() == []
    (folder / "maps" / name).write_bytes(make(f"{unit}: 3"))
    assert [told.split(":")[0] for told in look()] == [f"maps/{name}"]


def test_a_hidden_number_spelled_by_escapes_in_a_page_is_seen(release, definitions):
    _, folder, look = release
    unit = describe_unit(definitions, "KG-B", "en")
    # \\063 is the octal code of 3; a backslash before any other letter, a 9 too, stands for nothing.
    (folder / "maps" / "map.pdf").write_bytes(make_pdf_with_text(f"\\9 {unit}: \\063"))
    assert [told.split(":")[0] for told in look()] == ["maps/map.pdf"]


def test_what_a_hidden_ratio_is_made_of_is_seen_and_that_of_a_shown_one_is_not(
    release, definitions, tmp_path
):
    values, folder, _ = release
    values = values.assign(denominator=values["province"].map({"KG": 63.0, "KG-B": 7.0, "KG-C": 64.0}))
    protected = protect(values, definitions)
    report = folder / "report.html"
    whole = report.read_text(encoding="utf-8")
    for made_of, is_hidden in (
        ("3 of 7", True),
        ("7 ичинен 3", True),
        ("60 of 63", False),
        ("3 of 8", False),
    ):
        report.write_text(whole + f"<p>Batken, 5 %; +30.7 against 2019 ({made_of}).</p>", encoding="utf-8")
        assert bool(find_leaks(folder, values, protected, definitions=definitions)) == is_hidden, made_of


def test_a_comment_in_a_workbook_is_seen(release):
    _, folder, look = release
    with zipfile.ZipFile(folder / "tables.xlsx", "a") as archive:
        archive.writestr("xl/comments1.xml", "<comments/>")
    assert look() == ["tables.xlsx: xl/comments1.xml keeps data beside the cells"]


def test_a_hidden_number_in_a_table_of_the_report_is_seen_by_the_words_of_its_row(release):
    _, folder, look = release
    table = (
        "<table><caption>STAT-01, 2019</caption><tr><th>Place</th><th>Sex</th><th>Value</th></tr>{}</table>"
    )
    rows = {"Batken province": "4", "Чуйская область": "[c]", "Kyrgyz Republic": "60"}

    def write(**changes):
        cells = "".join(
            f"<tr><th>{place}</th><td>total</td><td>{n}</td></tr>" for place, n in (rows | changes).items()
        )
        (folder / "report.html").write_text(table.format(cells), encoding="utf-8")

    write()
    assert look() == []
    for place, hidden in (("Batken province", "3"), ("Чуйская область", "57")):
        write(**{place: hidden})
        assert look() == [f"report.html: a table: a cell holds {hidden} for {place} total"]


def test_a_hidden_number_in_a_cell_of_the_workbook_is_seen(release):
    _, folder, look = release
    book = openpyxl.load_workbook(folder / "tables.xlsx")
    sheet = book["STAT-01"]
    cell = next(row for row in sheet.iter_rows() if row[1].value == "KG-B")
    place = next(one for one in cell if one.value == "[c]")
    place.value = 3
    book.save(folder / "tables.xlsx")
    assert len(look()) == 1 and look()[0].startswith("tables.xlsx: xl/worksheets/sheet")


def test_a_picture_inside_the_report_is_read_too(release):
    _, folder, look = release
    svg = b'<svg xmlns="http://www.w3.org/2000/svg"><desc>Chuy province, 2019: 57</desc></svg>'
    image = f'<img src="data:image/svg+xml;base64,{base64.b64encode(svg).decode()}">'
    (folder / "report.html").write_text(f"<p>{image}</p>", encoding="utf-8")
    assert look() == ["report.html: it says 'Chuy province, 2019: 57'"]


@pytest.mark.parametrize("name", ["ledger.csv", "annex.json", "charts/decisions.csv", "ctip.key"])
def test_a_file_that_is_to_stay_inside_is_named(release, name):
    _, folder, look = release
    (folder / name).write_text("x", encoding="utf-8")
    assert look() == [f"{name}: it is confidential and stays inside"]


def test_the_ledger_file_of_a_run_is_read_back_as_it_was(release, definitions, tmp_path):
    values, _, _ = release
    protected = protect(values, definitions)
    write_csv(protected.ledger, tmp_path / "ledger.csv")
    ledger = read_ledger_file(tmp_path / "ledger.csv")
    pd.testing.assert_frame_equal(ledger, protected.ledger, check_dtype=False)
    again = protect(values, definitions, ledger=ledger)
    pd.testing.assert_frame_equal(again.values, protected.values)
