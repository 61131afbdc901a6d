"""Names of groups above several columns without a merge: each format gives the labels a person would, or abstains."""

import numpy as np
import pytest
from binary_workbooks import ACROSS, LINE_ON_LEFT, write_xls, write_xlsb
from openpyxl import load_workbook
from openpyxl.styles import Alignment, Border, Side
from written_files import ods_cell, write_csv, write_ods, write_ods_content, write_xlsx

import ctip_analysis as ctip
from ctip_analysis.reading.groups import part_columns

N = None
WRITERS = {"xlsx": write_xlsx, "ods": write_ods, "csv": write_csv}
ROWS = [["Osh", 1, 7, 3, 4, 5, 6], ["Chuy", 2, 3, 4, 5, 6, 7], ["Naryn", 9, 1, 4, 5, 2, 7]]
TOTALS = [["Osh", 10, 4, 6, 3, 7], ["Chuy", 21, 10, 11, 10, 11], ["Naryn", 9, 4, 5, 8, 1]]

#: name: the header rows, the rows of the body, and what heads each column of values; None where nothing decides.
CASES = {
    "names in the middle of headers that repeat": (
        [["Region", N, "Female", N, N, "Male", N], [N, 2017, 2018, 2019, 2017, 2018, 2019]],
        ROWS,
        ["Female 2017", "Female 2018", "Female 2019", "Male 2017", "Male 2018", "Male 2019"],
    ),
    "the corner is named in the lower row": (
        [[N, N, "Q1", N, N, "Q2", N], ["Region", "plan", "fact", "%", "plan", "fact", "%"]],
        ROWS,
        ["Q1 plan", "Q1 fact", "Q1 %", "Q2 plan", "Q2 fact", "Q2 %"],
    ),
    "two levels of names in the middle": (
        [
            [N, N, N, "2018", N, N, N, "2019", N],
            [N, N, "F", N, "M", N, "F", N, "M"],
            ["Region", "urban", "rural", "urban", "rural", "urban", "rural", "urban", "rural"],
        ],
        [
            ["Osh", 1, 2, 3, 4, 5, 6, 7, 8],
            ["Chuy", 3, 2, 1, 4, 5, 6, 7, 9],
            ["Naryn", 3, 2, 1, 7, 5, 6, 7, 9],
        ],
        [f"{year} {sex} {place}" for year in (2018, 2019) for sex in "FM" for place in ("urban", "rural")],
    ),
    "names over the first of their columns": (
        [["Region", "Sex", N, N, "Age", N, N], [N, "F", "M", "X", "0-17", "18-29", "30+"]],
        ROWS,
        ["Sex F", "Sex M", "Sex X", "Age 0-17", "Age 18-29", "Age 30+"],
    ),
    "columns that are multiples of each other": (
        [["Region", "Sex", N, "Age", N], [N, "F", "M", "0-17", "18+"]],
        [["Osh", 1, 2, 3, 4], ["Chuy", 4, 8, 12, 16], ["Naryn", 3, 6, 9, 12], ["Talas", 9, 18, 27, 36]],
        ["Sex F", "Sex M", "Age 0-17", "Age 18+"],
    ),
    "names in the middle of unlike headers, the corner beside them": (
        [["Region", N, "Sex", N, N, "Age", N], [N, "F", "M", "X", "0-17", "18-29", "30+"]],
        ROWS,
        ["Sex F", "Sex M", "Sex X", "Age 0-17", "Age 18-29", "Age 30+"],
    ),
    "unlike headers below a free corner could be parted in two ways": (
        [[N, N, "Sex", N, N, "Age", N], ["Region", "F", "M", "X", "0-17", "18-29", "30+"]],
        ROWS,
        None,
    ),
    "a total stands before the groups of which it is the sum": (
        [[N, N, "Sex", N, "Age", N], ["Region", "Total", "F", "M", "0-17", "18+"]],
        TOTALS,
        ["Total", "Sex F", "Sex M", "Age 0-17", "Age 18+"],
    ),
    "a total that is larger than its known parts": (
        [[N, N, "Sex", N, "Age", N], ["Region", "Total", "F", "M", "0-17", "18+"]],
        [["Osh", 10, 4, 5, 3, 2], ["Chuy", 21, 10, 9, 10, 5], ["Naryn", 9, 4, 3, 8, 1]],
        ["Total", "Sex F", "Sex M", "Age 0-17", "Age 18+"],
    ),
    "a total with a name of its own above, and its parts below a name in their middle": (
        [["Region", "Total", N, "of which", N], [N, N, "women", "men", "children"]],
        [["Osh", 10, 4, 5, 1], ["Chuy", 21, 10, 9, 2], ["Naryn", 9, 4, 3, 2]],
        ["Total", "of which women", "of which men", "of which children"],
    ),
    "one name in the middle of all columns": (
        [["Region", N, "Women", N], [N, 2017, 2018, 2019]],
        [["Osh", 10, 4, 5], ["Chuy", 21, 10, 9], ["Naryn", 9, 4, 3]],
        ["Women 2017", "Women 2018", "Women 2019"],
    ),
    "a total of all groups stands behind them": (
        [[N, "Women", N, "Men", N, N], ["Region", 2018, 2019, 2018, 2019, "Total"]],
        [["Osh", 1, 2, 3, 4, 10], ["Chuy", 2, 3, 4, 5, 14], ["Naryn", 2, 9, 4, 5, 20]],
        ["Women 2018", "Women 2019", "Men 2018", "Men 2019", "Total"],
    ),
    "a column behind the groups that is no sum": (
        [[N, "Women", N, "Men", N, N], ["Region", 2018, 2019, 2018, 2019, "Rank"]],
        [["Osh", 1, 2, 3, 4, 1], ["Chuy", 2, 3, 4, 5, 2], ["Naryn", 2, 9, 4, 5, 3]],
        None,
    ),
    "totals of each year stand before the groups": (
        [[N, N, N, "Women", N, "Men", N], ["Region", 2018, 2019, 2018, 2019, 2018, 2019]],
        [["Osh", 4, 6, 1, 2, 3, 4], ["Chuy", 6, 8, 2, 3, 4, 5], ["Naryn", 6, 14, 2, 9, 4, 5]],
        ["2018", "2019", "Women 2018", "Women 2019", "Men 2018", "Men 2019"],
    ),
    "a blank column parts the groups": (
        [["Region", N, "Women", N, N, "Men", N], [N, "under 18", "18-29", "30+", N, "under 25", "25+"]],
        [["Osh", 1, 2, 3, N, 4, 10], ["Chuy", 2, 3, 4, N, 5, 14], ["Naryn", 2, 9, 4, N, 5, 20]],
        ["Women under 18", "Women 18-29", "Women 30+", "Men under 25", "Men 25+"],
    ),
}


@pytest.mark.parametrize("kind", WRITERS)
@pytest.mark.parametrize("name", CASES)
def test_a_name_governs_the_columns_that_a_person_gives_it(tmp_path, name, kind):
    header, body, expected = CASES[name]
    workbook = ctip.read_workbook(WRITERS[kind](tmp_path / f"a.{kind}", [*header, *body]))
    assert workbook.tables["header_rows"].tolist() == [tuple(range(1, len(header) + 1))]
    if expected is None:
        assert workbook.problems["code"].tolist() == ["header_unclear"]
        assert workbook.cells.empty
        return
    assert workbook.problems.empty
    first = workbook.cells[workbook.cells["row"].eq(len(header) + 1)]
    assert [" ".join(labels) for labels in first["column_labels"]] == expected


def test_remarks_behind_the_last_group_of_numbers_belong_to_no_group(tmp_path):
    rows = [
        ["Region", "Women", N, "Men", N, N],
        [N, "girls", "adults", "boys", "adults", "Remark"],
        ["Osh", 1, 2, 3, 4, "checked"],
        ["Chuy", 2, 3, 4, 5, "sent late"],
        ["Naryn", 3, 3, 4, 5, "by phone"],
    ]
    cells = ctip.read_workbook(write_xlsx(tmp_path / "a.xlsx", rows)).cells.set_index("cell")
    assert cells.loc["E3", "column_labels"] == ("Men", "adults")
    assert cells.loc["F3", "column_labels"] == ("Remark",)


def test_a_sum_across_two_groups_refutes_names_over_first_columns():
    numbers = np.array([[1, 4, 5, 9], [2, 6, 5, 11], [3, 6, 7, 13]], dtype=float)
    heads = ["name", "F", "M", "all"]
    assert part_columns(heads, [0, 2], numbers=numbers) == (0, 2, 2, 2)
    assert part_columns(heads, [0, 2]) == (0, 0, 2, 2)


# --- lines and alignment, in every format that has them -----------------------------------------------------------

UNLIKE = [[N, N, "Sex", N, N, "Age", N], ["Region", "F", "M", "X", "0-17", "18-29", "30+"], *ROWS]
ODS_STYLES = (
    '<style:style style:name="l" style:family="table-cell"><style:table-cell-properties'
    ' fo:border-left="0.74pt solid #000000" fo:border-right="none"/></style:style>'
)


def write_xlsx_looks(path, rows, looks):
    workbook = load_workbook(write_xlsx(path, rows))
    for (row, column), look in looks.items():
        cell = workbook.active.cell(row + 1, column + 1)
        if look == LINE_ON_LEFT:
            cell.border = Border(left=Side(style="thin"))
        if look == ACROSS:
            cell.alignment = Alignment(horizontal="centerContinuous")
    workbook.save(path)
    return path


def write_ods_lines(path, rows, looks):
    lines = [
        "".join(
            ods_cell(value, ' table:style-name="l"' if (row, column) in looks else "")
            for column, value in enumerate(cells)
        )
        for row, cells in enumerate(rows)
    ]
    body = "".join(f"<table:table-row>{cells}</table:table-row>" for cells in lines)
    return write_ods_content(path, f'{ODS_STYLES}<table:table table:name="a">{body}</table:table>')


LOOKS_OF = {
    "xlsx": write_xlsx_looks,
    "ods": write_ods_lines,
    "xls": lambda path, rows, looks: write_xls(path, rows, looks=looks),
    "xlsb": lambda path, rows, looks: write_xlsb(path, rows, looks=looks),
}


def heads_of_first_row(workbook):
    first = workbook.cells[workbook.cells["row"].eq(3)]
    return [" ".join(labels) for labels in first["column_labels"]]


@pytest.mark.parametrize("kind", LOOKS_OF)
def test_lines_part_the_groups_whose_names_stand_in_the_middle(tmp_path, kind):
    looks = {(row, column): LINE_ON_LEFT for row in range(5) for column in (1, 4)}
    workbook = ctip.read_workbook(LOOKS_OF[kind](tmp_path / f"a.{kind}", UNLIKE, looks))
    assert heads_of_first_row(workbook) == ["Sex F", "Sex M", "Sex X", "Age 0-17", "Age 18-29", "Age 30+"]


@pytest.mark.parametrize("kind", ["xlsx", "xls", "xlsb"])
def test_a_name_centered_across_cells_governs_these_and_no_others(tmp_path, kind):
    looks = {(0, column): ACROSS for column in (2, 3, 5)}
    workbook = ctip.read_workbook(LOOKS_OF[kind](tmp_path / f"a.{kind}", UNLIKE, looks))
    assert heads_of_first_row(workbook) == ["F", "Sex M", "Sex X", "0-17", "Age 18-29", "30+"]


@pytest.mark.parametrize("kind", LOOKS_OF)
def test_without_lines_the_same_table_abstains(tmp_path, kind):
    workbook = ctip.read_workbook(LOOKS_OF[kind](tmp_path / f"a.{kind}", UNLIKE, {}))
    assert workbook.problems["code"].tolist() == ["header_unclear"]
