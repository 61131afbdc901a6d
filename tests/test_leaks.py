"""A leak that is planted in a release is seen; a release as it is written has none."""

import struct
import zipfile
import zlib

import pandas as pd
import pytest

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


def make_pdf_with_text(text):
    """Make a page whose text is compressed, as most writers of PDF do."""
    stream = zlib.compress(f"BT /F1 12 Tf ({text}) Tj ET".encode("latin-1"))
    return b"%PDF-1.4\n1 0 obj\n<< /Filter /FlateDecode >>\nstream\n" + stream + b"\nendstream\nendobj\n%%EOF"


@pytest.mark.parametrize(("name", "make"), [("map.png", make_png_with_text), ("map.pdf", make_pdf_with_text)])
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


def test_a_comment_in_a_workbook_is_seen(release):
    _, folder, look = release
    with zipfile.ZipFile(folder / "tables.xlsx", "a") as archive:
        archive.writestr("xl/comments1.xml", "<comments/>")
    assert look() == ["tables.xlsx: xl/comments1.xml keeps data beside the cells"]


def test_a_hidden_number_in_a_cell_of_the_report_is_seen(release):
    _, folder, look = release
    with (folder / "report.html").open("a", encoding="utf-8") as file:
        file.write("<td>3</td>")
    # A single digit stands in many a table; only a number that none of the shown has tells of a hidden one.
    assert look() == []
    hidden = 57 if "57" not in (folder / "values.csv").read_text(encoding="utf-8-sig") else 60
    with (folder / "report.html").open("a", encoding="utf-8") as file:
        file.write(f"<p>Чуй: {hidden}</p><p>Чуйская область: {hidden}</p>")
    assert len(look()) >= 1


def test_the_ledger_file_of_a_run_is_read_back_as_it_was(release, definitions, tmp_path):
    values, _, _ = release
    protected = protect(values, definitions)
    write_csv(protected.ledger, tmp_path / "ledger.csv")
    ledger = read_ledger_file(tmp_path / "ledger.csv")
    pd.testing.assert_frame_equal(ledger, protected.ledger, check_dtype=False)
    again = protect(values, definitions, ledger=ledger)
    pd.testing.assert_frame_equal(again.values, protected.values)
