"""The structure of a sheet, found by shape alone: compared with the structure that it was written with."""

import datetime as dt

import pytest
from random_tables import draw_published_table, draw_table
from written_files import write_csv, write_ods, write_xlsx

import ctip_analysis as ctip

KINDS = {"data": "data", "sections": "section", "totals": "total", "notes": "note"}
WRITERS = {
    "xlsx": lambda path, drawn: write_xlsx(path, drawn.rows, merges=drawn.merges),
    "ods": lambda path, drawn: write_ods(path, drawn.rows),
    "csv": lambda path, drawn: write_csv(path, drawn.rows),
}


def read(path, rows, *, merges=()):
    return ctip.read_workbook(write_xlsx(path / "a.xlsx", rows, merges=merges))


def rows_of(workbook, kind, table=0):
    rows = workbook.rows
    return rows.loc[rows["kind"].eq(kind) & rows["table"].eq(table), "row"].tolist()


def labels_of(workbook):
    """Every cell's address, value and labels, as one reads them aloud."""
    columns = ["cell", "value", "row_labels", "column_labels", "sections"]
    return {cell: tuple(rest) for cell, *rest in workbook.cells[columns].itertuples(index=False)}


def table_of(workbook, place=0):
    table = workbook.tables.iloc[place]
    return table["range"], table["header_rows"], table["label_columns"], bool(table["is_list"])


def find_difference(drawn, workbook):
    """Say what was read otherwise than it was written; an empty text where nothing was."""
    if len(workbook.tables) != 1:
        return f"{len(workbook.tables)} tables"
    table = workbook.tables.iloc[0]
    if list(table["header_rows"]) != drawn.header_rows:
        return f"header {table['header_rows']}, written {drawn.header_rows}"
    if len(table["label_columns"]) != drawn.label_columns:
        return f"labels {table['label_columns']}, written {drawn.label_columns}"
    for name, kind in KINDS.items():
        if rows_of(workbook, kind) != getattr(drawn, name):
            return f"{name} {rows_of(workbook, kind)}, written {getattr(drawn, name)}"
    found = {(cell.row, cell.column): cell for cell in workbook.cells.itertuples()}
    if set(found) != set(drawn.cells):
        return f"cells {set(found) ^ set(drawn.cells)}"
    for (row, column), (value, labels, sections) in drawn.cells.items():
        cell = found[row, column]
        if isinstance(value, (int, float)) and cell.value != value:
            return f"{cell.cell} is {cell.value}, written {value}"
        if (cell.row_labels, cell.column_labels, cell.sections) != (labels, drawn.heads[column], sections):
            return f"{cell.cell} has {cell.row_labels, cell.column_labels, cell.sections}"
    return ""


@pytest.mark.parametrize("draw", [draw_table, draw_published_table])
@pytest.mark.parametrize("kind", WRITERS)
def test_of_a_hundred_random_tables_99_are_read_as_written_and_the_rest_abstain(kind, draw, tmp_path):
    wrong = {}
    for seed in range(100):
        drawn = draw(f"{kind}{seed}", can_merge=kind == "xlsx")
        path = tmp_path / f"a.{kind}"
        WRITERS[kind](path, drawn)
        workbook = ctip.read_workbook(path)
        if difference := find_difference(drawn, workbook):
            wrong[seed] = difference
            assert workbook.problems["code"].eq("header_unclear").any(), (seed, difference)
    assert len(wrong) <= 1, wrong


# --- headers ----------------------------------------------------------------------------------------------------


def test_three_header_rows_merged_across_and_down_name_every_column(tmp_path):
    rows = [
        ["Quadro 3 - Pesca descarregada"],
        [],
        ["NUTS II", "Espécie", "2018", None, None, None, "2019", None],
        [None, None, "Continente", None, "Ilhas", None, "Continente", None],
        [None, None, "t", "mil €", "t", "mil €", "t", "mil €"],
        ["Norte", "Sardinha", 10, 20, 30, 40, 50, 60],
        [None, "Carapau", 11, 21, 31, 41, 51, 61],
        ["Fonte: INE"],
    ]
    merges = ["A3:A5", "B3:B5", "C3:F3", "G3:H3", "C4:D4", "E4:F4", "G4:H4", "A6:A7"]
    workbook = read(tmp_path, rows, merges=merges)
    assert table_of(workbook) == ("A3:H7", (3, 4, 5), ("A", "B"), False)
    assert labels_of(workbook)["F7"] == (41, ("Norte", "Carapau"), ("2018", "Ilhas", "mil €"), ())
    assert workbook.tables["title"].iloc[0] == ("Quadro 3 - Pesca descarregada",)
    assert workbook.tables["notes"].iloc[0] == ("Fonte: INE",)


def test_a_cell_merged_down_is_one_header_and_groups_are_filled_without_merges(tmp_path):
    rows = [
        ["Область", "Всего", "в том числе", None],
        [None, None, "жен", "муж"],
        ["Чуй", 10, 4, 6],
        ["Талас", 12, 5, 7],
    ]
    expected = {"B3": ("Всего",), "C3": ("в том числе", "жен"), "D3": ("в том числе", "муж")}
    for merges in ((), ("A1:A2", "B1:B2", "C1:D1")):
        found = labels_of(read(tmp_path, rows, merges=merges))
        assert {cell: found[cell][2] for cell in expected} == expected


@pytest.mark.parametrize(
    "years", [[2017, 2018, 2019], ["2017", "2018", "2019"], ["2017 г.", "2018 г.", "2019 г."]], ids=str
)
def test_years_head_columns_as_numbers_and_as_texts(tmp_path, years):
    workbook = read(tmp_path, [["Показатель", *years], ["a", 2001, 5, 7], ["b", 3, 2005, 9]])
    assert table_of(workbook)[1:] == ((1,), ("A",), False)
    assert labels_of(workbook)["C2"][2] == (str(years[1]),)


def test_dates_and_month_numbers_head_columns(tmp_path):
    dates = read(
        tmp_path, [["Name", dt.date(2018, 1, 1), dt.date(2017, 1, 1)], ["Matilda", 2, 4], ["Nick", 1, 3]]
    )
    assert labels_of(dates)["B2"] == (2, ("Matilda",), ("2018-01-01",), ())
    months = read(tmp_path, [["Регион", 1, 2, 3, 4], ["Чуй", 5, 0, 3, 4], ["Ош", 1, 1, 1, 3]])
    assert labels_of(months)["E3"] == (3, ("Ош",), ("4",), ())


def test_rows_of_column_numbers_and_of_tags_are_no_records(tmp_path):
    numbered = read(tmp_path, [["№", "Имя", "Всего"], [1, 2, 3], [1, "Чуй", 5], [2, "Ош", 6]])
    assert (rows_of(numbered, "data"), table_of(numbered)[1]) == ([3, 4], (1,))
    lettered = read(
        tmp_path,
        [["Область", "Район", "n", "m"], ["А", "Б", 1, 2], ["Чуй", "Кемин", 5, 1], ["Ош", "Узген", 6, 2]],
    )
    assert rows_of(lettered, "data") == [3, 4]
    tagged = read(tmp_path, [["Country", "Need"], ["#country", "#inneed"], ["Mali", 5], ["Chad", 6]])
    assert (rows_of(tagged, "data"), table_of(tagged)[1]) == ([3, 4], (1,))
    coded = read(tmp_path, [["prs_FirstName", "prs_Age"], ["First Name", "Age"], ["Ann", 5], ["Bob", 6]])
    assert (rows_of(coded, "data"), table_of(coded)[1]) == ([3, 4], (2,))


def test_a_data_row_1_2_below_the_header_is_a_record(tmp_path):
    assert rows_of(read(tmp_path, [["Age", "Height"], [1, 2], [3, 4], [5, 6]]), "data") == [2, 3, 4]
    assert rows_of(read(tmp_path, [["Region", "x", "y"], ["a", 1, 2], ["b", 2, 3]]), "data") == [2, 3]


def test_a_header_in_three_languages_is_three_header_rows(tmp_path):
    rows = [
        ["Көрсөткүч", "Эркек", "Аял"],
        ["Показатель", "Мужчины", "Женщины"],
        ["Item", "Men", "Women"],
        ["a", 3, 4],
    ]
    assert labels_of(read(tmp_path, rows))["C4"][2] == ("Аял", "Женщины", "Women")


def test_a_header_apart_from_its_data_is_found(tmp_path):
    workbook = read(tmp_path, [["Region", "M", "F"], [], ["Chuy", 1, 2], ["Osh", 3, 4]])
    assert (rows_of(workbook, "header"), rows_of(workbook, "data")) == ([1], [3, 4])


def test_without_a_header_the_table_says_so_and_gives_no_cells(tmp_path):
    workbook = read(tmp_path, [["Chuy", 12, 15, 20], ["Osh", 13, 4, 33], ["Naryn", 1, 2, 3]])
    assert workbook.problems[["code", "cell"]].iloc[0].tolist() == ["header_unclear", "A1:D3"]
    assert "candidates: rows 1" in workbook.problems["message"].iloc[0]
    assert workbook.cells.empty
    assert table_of(workbook) == ("A1:D3", (), (), False)


def test_pairs_above_a_list_are_its_title(tmp_path):
    rows = [
        ["Организация", "CSO-01"],
        ["Дата заполнения", dt.date(2019, 4, 2)],
        ["Дата", "Область", "Вид", "Ж", "М"],
        ["12.01.2019", "Чуй", "Семинар", 5, 6],
        ["13.01.2019", "Чуй", "Акция", 15, 26],
    ]
    workbook = read(tmp_path, rows)
    assert table_of(workbook) == ("A3:E5", (3,), (), True)
    assert workbook.tables["title"].iloc[0] == ("Организация", "CSO-01", "Дата заполнения", "2019-04-02")


# --- rows -------------------------------------------------------------------------------------------------------


def test_sections_govern_their_rows_and_levels_stay(tmp_path):
    rows = [
        ["", "2018"],
        ["Chuy"],
        ["By sex"],
        ["M", 1],
        ["F", 2],
        ["By age"],
        ["0-17", 1],
        ["Osh"],
        ["By sex"],
        ["M", 4],
    ]
    found = labels_of(read(tmp_path, rows))
    assert [found[cell][3] for cell in ("B4", "B7", "B10")] == [
        ("Chuy", "By sex"),
        ("Chuy", "By age"),
        ("Osh", "By sex"),
    ]


def test_a_label_given_once_is_filled_down_only_where_blanks_are_the_rule(tmp_path):
    blocks = [
        ["Область", "Район", "n"],
        ["Чуй", "Сокулук", 1],
        [None, "Кемин", 2],
        ["Талас", "Манас", 3],
        [None, "Талас", 4],
    ]
    assert labels_of(read(tmp_path, blocks))["C3"][1] == ("Чуй", "Кемин")
    languages = [["ky", "ru", "n"], *([f"к{n}", f"р{n}", n] for n in range(9)), [None, "р9", 9]]
    assert labels_of(read(tmp_path, languages))["C11"][1] == ("", "р9")


def test_totals_are_told_by_sums_that_check_and_by_what_a_last_row_lacks(tmp_path):
    rows = [
        ["Region", "M", "F"],
        ["a", 1, 2],
        ["b", 3, 4],
        ["ab", 4, 6],
        ["c", 5, 1],
        ["d", 2, 2],
        ["cd", 7, 3],
        ["abcd", 11, 9],
    ]
    assert rows_of(read(tmp_path, rows), "total") == [4, 7, 8]
    rows[3] = ["ab", 4, 7]
    assert 4 not in rows_of(read(tmp_path, rows), "total")
    first = [["Region", "M", "F"], ["all", 9, 7], ["a", 1, 2], ["b", 3, 4], ["c", 5, 1]]
    assert rows_of(read(tmp_path, first), "total") == [2]
    day = dt.date(2019, 1, 2)
    listed = [
        ["Date", "Place", "n"],
        [day, "Osh", 5],
        [day, "Talas", 6],
        [day, "Osh", 7],
        [None, "Итого", 99],
    ]
    assert rows_of(read(tmp_path, listed), "total") == [5]


def test_a_grand_total_below_sections_is_a_total(tmp_path):
    rows = [
        ["Показатель", "Ж", "М"],
        ["I"],
        ["a", 1, 2],
        ["b", 3, 4],
        ["ab", 4, 6],
        ["II"],
        ["c", 1, 1],
        ["d", 2, 2],
        ["cd", 3, 3],
        ["all", 7, 9],
    ]
    assert rows_of(read(tmp_path, rows), "total") == [5, 9, 10]
    without_subtotals = [row for row in rows if row[0] not in ("ab", "cd")]
    assert rows_of(read(tmp_path, without_subtotals), "total") == [8]


def test_a_last_row_with_a_slip_in_its_sums_is_still_a_total(tmp_path):
    rows = [
        ["Region", "a", "b", "c", "d"],
        ["x", 1, 2, 3, 4],
        ["y", 5, 6, 7, 8],
        ["z", 2, 2, 2, 2],
        ["all", 8, 10, 12, 99],
    ]
    assert rows_of(read(tmp_path, rows), "total") == [5]


def test_a_sum_by_chance_is_no_total(tmp_path):
    assert rows_of(read(tmp_path, [["Name", "n"], ["a", 1], ["b", 2], ["c", 3], ["d", 8]]), "total") == []


def test_a_header_repeated_down_a_sheet_is_one_table(tmp_path):
    header = ["Region", "A", "B"]
    workbook = read(tmp_path, [header, ["a", 1, 2], ["b", 2, 9], header, ["c", 3, 4], ["d", 4, 5]])
    assert len(workbook.tables) == 1
    assert (rows_of(workbook, "header"), rows_of(workbook, "data")) == ([1, 4], [2, 3, 5, 6])


def test_a_numbered_template_holds_no_records(tmp_path):
    workbook = read(tmp_path, [["№", "Дата", "Место", "Чел"], *([number] for number in range(1, 1001))])
    assert rows_of(workbook, "data") == []
    assert workbook.cells.empty
    assert len(workbook.rows) == 1001


def test_every_row_of_the_used_range_is_accounted_for_once(tmp_path):
    rows = [["T"], [], ["Region", "M"], ["S"], ["a", 1], [], ["b", 5], [], ["note"]]
    workbook = read(tmp_path, rows)
    assert workbook.rows[["row", "kind"]].apply(tuple, axis=1).tolist() == [
        (1, "title"),
        (2, "blank"),
        (3, "header"),
        (4, "section"),
        (5, "data"),
        (6, "blank"),
        (7, "data"),
        (8, "blank"),
        (9, "note"),
    ]


# --- several tables, and none ------------------------------------------------------------------------------------


def test_blocks_one_below_the_other_are_tables_with_their_own_titles(tmp_path):
    for gap in ([[]], []):
        rows = []
        for name in ("Чуй", "Талас", "Ош"):
            rows += [[name], ["Activity", "Events", "People"], ["Seminar", 1, 20], ["Campaign", 2, 31], *gap]
        workbook = read(tmp_path, rows)
        assert workbook.tables["title"].tolist() == [("Чуй",), ("Талас",), ("Ош",)]
        assert workbook.cells.groupby("table").size().tolist() == [4, 4, 4]


def test_panels_side_by_side_are_tables(tmp_path):
    head, rows = ["Region", "F", "M"], [["Chuy", 1, 2, None, "Chuy", 3, 4], ["Osh", 3, 9, None, "Osh", 5, 6]]
    workbook = read(tmp_path, [["Victims"], ["2018", None, None, None, "2019"], [*head, None, *head], *rows])
    assert workbook.tables["range"].tolist() == ["A3:C5", "E3:G5"]
    assert labels_of(workbook)["G5"] == (6, ("Osh",), ("M",), ())
    assert workbook.tables["title"].tolist() == [("Victims", "2018"), ("2019",)]


def test_a_blank_column_within_a_table_parts_nothing(tmp_path):
    workbook = read(tmp_path, [["Region", "F", None, "M"], ["Chuy", 1, None, 2], ["Osh", 3, None, 4]])
    assert workbook.tables["range"].tolist() == ["A1:D3"]
    assert labels_of(workbook)["D3"] == (4, ("Osh",), ("M",), ())


@pytest.mark.parametrize(
    "rows",
    [
        [["Methodology"], ["These data were collected in 2019."], ["See the annex."]],
        [["Анкета"], ["Организация:", "CSO-1"], ["Руководитель:", "X"], ["Сотрудников:", 12]],
        [["alone"]],
        [],
    ],
    ids=["notes", "form", "one cell", "nothing"],
)
def test_a_sheet_without_a_table_gives_none(tmp_path, rows):
    workbook = read(tmp_path, rows)
    assert workbook.tables.empty
    assert workbook.cells.empty
    assert len(workbook.rows) == len(rows)


# --- lists and matrices -----------------------------------------------------------------------------------------


def test_a_list_has_no_label_columns_and_every_body_cell(tmp_path):
    rows = [
        ["№", "Date", "Place", "n"],
        [1, dt.date(2019, 1, 2), "Osh", 5],
        [2, dt.date(2019, 1, 3), "Osh", 6],
    ]
    workbook = read(tmp_path, rows)
    assert table_of(workbook) == ("A1:D3", (1,), (), True)
    assert labels_of(workbook)["B3"] == ("2019-01-03", (), ("Date",), ())
    assert len(workbook.cells) == 8


def test_labels_that_repeat_name_no_row(tmp_path):
    rows = [["Province", "Type", "n"], ["Osh", "a", 1], ["Osh", "a", 2], ["Osh", "a", 3], ["Osh", "b", 3]]
    assert table_of(read(tmp_path, rows))[2:] == ((), True)


def test_years_and_ages_down_the_side_are_labels(tmp_path):
    years = read(tmp_path, [["Year", "Births", "Deaths"], [2015, 100, 50], [2016, 110, 52], [2017, 120, 54]])
    assert labels_of(years)["C3"] == (52, ("2016",), ("Deaths",), ())
    ages = read(tmp_path, [["Возраст", "М", "Ж"], ["0-4", 1, 2], ["5-9", 2, 3], ["10-14", 4, 5]])
    assert labels_of(ages)["B3"] == (2, ("5-9",), ("М",), ())


def test_a_list_s_merged_province_stands_in_each_of_its_rows(tmp_path):
    day = dt.date(2019, 1, 2)
    rows = [["Область", "Дата", "n"], ["Чуй", day, 5], [None, day, 6], ["Ош", day, 7]]
    found = labels_of(read(tmp_path, rows, merges=["A2:A3"]))
    assert found["A3"][0] == "Чуй"


# --- cells in the light of their column ---------------------------------------------------------------------------


def test_words_and_ranges_are_read_by_what_their_column_holds(tmp_path):
    rows = [
        ["Имя", "Дата", "Люди", "Есть ли", "Возраст"],
        ["a", "12.01.2019", 5, "да", "5-9"],
        ["b", "13.01.2019", "нет", "нет", "10-14"],
        ["c", "31.06.2018", "30-40", "да", "15-17"],
        ["d", 43440, "12 чел.", "да", "18+"],
    ]
    workbook = read(tmp_path, rows)
    status = workbook.cells.set_index("cell")["status"]
    value = workbook.cells.set_index("cell")["value"]
    assert status[["C3", "C4", "C5", "D3", "E3", "B4"]].tolist() == [
        "nil",
        "unreadable",
        "reported",
        "reported",
        "reported",
        "unreadable",
    ]
    assert value[["C5", "D3", "E3", "B5"]].tolist() == [12, "нет", "10-14", "2018-12-06"]
    assert workbook.cells.set_index("cell").loc["C4", "text"] == "30-40"


def test_blank_is_nothing_and_true_is_no_number(tmp_path):
    workbook = read(
        tmp_path,
        [["Name", "Ok", "Code", "n"], ["a", True, "007", None], ["b", False, "008", 1], ["c", True, "x", 2]],
    )
    cells = labels_of(workbook)
    assert "D2" not in cells
    assert (cells["B2"][0], cells["C2"][0]) == ("TRUE", "007")


def test_a_date_that_reads_two_ways_is_unreadable_and_said(tmp_path):
    rows = [["Date", "City", "n"], ["5/12/18", "Osh", 1], ["6/11/18", "Osh", 2]]
    workbook = read(tmp_path, rows)
    assert workbook.problems["code"].tolist() == ["date_two_ways", "date_two_ways"]
    rows.append(["25/12/18", "Osh", 3])
    assert labels_of(read(tmp_path, rows))["A2"][0] == "2018-12-05"


def test_a_number_that_reads_two_ways_is_unreadable_and_said(tmp_path):
    rows = [["Region", "n", "m"], ["Osh", "1,234", "1.200"], ["Chuy", "567", 7], ["Talas", "12", 9]]
    workbook = ctip.read_workbook(write_xlsx(tmp_path / "a.xlsx", rows))
    assert workbook.problems[["code", "cell"]].to_numpy().tolist() == [
        ["number_two_ways", "B2"],
        ["number_two_ways", "C2"],
    ]
    cells = workbook.cells.set_index("cell")
    assert cells.loc["B2", ["value", "text", "status"]].tolist() == [None, "1,234", "unreadable"]
    assert cells.loc["B3", "value"] == 567


def test_numbers_whose_sheet_decides_their_commas_raise_nothing(tmp_path):
    rows = [["Region", "n"], ["Osh", "1,234"], ["Chuy", "2,345,678"]]
    assert ctip.read_workbook(write_xlsx(tmp_path / "a.xlsx", rows)).problems.empty


@pytest.mark.parametrize("step", [10, 100])
def test_a_blank_row_below_the_header_does_not_make_numbers_in_even_steps_a_header(tmp_path, step):
    rows = [["Offence", "W", "M", "All"], [], ["Theft", step, 2 * step, 3 * step], ["Assault", 20, 21, 41]]
    workbook = ctip.read_workbook(write_xlsx(tmp_path / "a.xlsx", rows))
    assert workbook.tables["header_rows"].tolist() == [(1,)]
    assert workbook.cells.set_index("cell").loc["B3", "column_labels"] == ("W",)


def test_a_blank_column_between_groups_of_numbers_parts_no_table(tmp_path):
    rows = [
        [None, 2018, None, None, 2019, None],
        [None, "F", "M", None, "F", "M"],
        ["Theft", 11, 12, None, 13, 14],
        ["Fraud", 5, 7, None, 2, 3],
    ]
    workbook = ctip.read_workbook(write_xlsx(tmp_path / "a.xlsx", rows))
    cells = workbook.cells.set_index("cell")
    assert len(workbook.tables) == 1
    assert cells.loc["F4", ["row_labels", "column_labels"]].tolist() == [("Fraud",), ("2019", "M")]


def test_points_part_thousands_where_a_decimal_comma_stands_elsewhere(tmp_path):
    rows = [["Região", "n", "%"], ["Norte", "1.234", "12,5"], ["Sul", "567", "7,25"]]
    workbook = ctip.read_workbook(write_xlsx(tmp_path / "a.xlsx", rows))
    assert workbook.problems.empty
    assert workbook.cells["value"].tolist() == [1234, 12.5, 567, 7.25]
