"""A header that can mean two things is settled by what its column holds; all reports are SYNTHETIC."""

import pytest


@pytest.fixture
def clean_report(records_of):
    """Give the records of a report of an organization that the pack knows, with this grid below its title."""

    def build(grid, *, sheet="1", name="CSO-04 2019Q2.xlsx"):
        return records_of((sheet, [["SYNTHETIC CSO-04, 2 квартал 2019"], [], *grid]), name=name)

    return build


@pytest.mark.parametrize("header", ["Events", "Activities", "Мероприятия", "Иш-чаралар"])
def test_whole_numbers_and_dashes_below_events_are_how_many_there_were(clean_report, header):
    records = clean_report(
        [
            ["District", "Quarter", header, "Male", "Female", "Total"],
            ["Leilek", "Q2 2019", 3, 20, 25, 45],
            ["Leilek", "Q2 2019", 2, 1, 2, 3],
            ["Batken", "Q2 2019", "-", "-", "-", "-"],
        ],
    )
    assert records.activities["n_events"].tolist() == [3, 2, 0]
    assert records.activities["value_status"].tolist() == ["reported", "reported", "nil"]


@pytest.mark.parametrize("header", ["Events", "Мероприятия"])
def test_words_below_events_are_their_names(clean_report, header):
    records = clean_report(
        [
            ["District", "Quarter", header, "Male", "Female", "Total"],
            ["Leilek", "Q2 2019", "Round table", 20, 25, 45],
            ["Leilek", "Q2 2019", "Школьный урок", 1, 2, 3],
        ],
    )
    assert records.activities["n_events"].tolist() == [1, 1]
    assert records.activities["activity_type"].tolist() == ["round_table", "school_session"]


@pytest.mark.parametrize(("header", "codes"), [("Activity #", ("A1", "A2")), ("# events", ("E-07", "E-09"))])
def test_codes_below_numbers_of_activities_only_name_the_rows(clean_report, header, codes):
    records = clean_report(
        [
            [header, "Date", "Activity name", "District", "Total"],
            [codes[0], "2019-04-05", "Round table", "Leilek", 45],
            [codes[1], "2019-05-06", "School lesson", "Leilek", 30],
        ],
    )
    assert records.activities["n_events"].tolist() == [1, 1]
    assert "F05" not in set(records.issues["rule"])


@pytest.mark.parametrize(
    "heads",
    [
        ["Дата", "Область", "Вид материала", "Количество"],
        ["Күнү", "Облус", "Материалдын түрү", "Саны"],
        ["Date", "Province", "Type of material", "Quantity"],
        ["Дата", "Область", "Материал", "Кол-во"],
    ],
)
def test_numbers_beside_kinds_of_materials_are_how_many_were_handed_out(clean_report, heads):
    rows = [["05.04.2019", "Чуйская область", "Буклет", 500], ["12.05.2019", "Ошская область", "Плакат", 200]]
    records = clean_report([heads, *rows])
    assert records.activities["materials_n"].tolist() == [500, 200]
    assert records.activities["activity_type"].tolist() == ["materials", "materials"]
    assert records.extras.empty
    assert set(records.issues["severity"]) <= {"info"}


def test_numbers_beside_events_and_materials_are_asked_about(clean_report):
    heads = ["Дата", "Область", "Мероприятие", "Вид материала", "Количество"]
    rows = [["05.04.2019", "Чуйская область", "Круглый стол", "Буклет", 50]]
    records = clean_report([heads, *rows])
    assert records.activities["materials_n"].isna().all()
    assert "column" in set(records.issues["rule"])


@pytest.mark.parametrize(
    "text",
    [
        "участвовали 45 учеников и 3 учителя",
        "присутствовало 45 учеников, 3 врача",
        "катышты 45 окуучу жана 3 мугалим",
        "participants 45 pupils and 3 teachers",
    ],
)
def test_a_sentence_with_two_numbers_of_people_gives_none_of_them(clean_report, text):
    heads = ["Дата", "Область", "Что сделано", "Результат (кол-во людей)"]
    records = clean_report([heads, ["10.04.2019", "Чуйская область", "Круглый стол", text]])
    assert records.activities["participants_total"].isna().all()
    assert records.participants["n"].isna().all()
    issues = records.issues.set_index("cell")
    assert issues.loc["D4", ["rule", "severity"]].tolist() == ["F05", "warning"]


@pytest.mark.parametrize("text", ["жен. 15, муж. 10", "Ж-15; М-10 чел.", "25 (15 женщин, 10 мужчин)"])
def test_numbers_of_women_and_men_in_one_cell_are_read_on_either_side_of_their_words(clean_report, text):
    heads = ["Дата", "Область", "Что сделано", "Участники"]
    records = clean_report([heads, ["10.04.2019", "Чуйская область", "Круглый стол", text]])
    assert records.participants.set_index("sex")["n"].to_dict() == {"female": 15, "male": 10}


@pytest.mark.parametrize("sheet", ["Сейитбек", "Толкунгүл 2", "Turatbek", "Айнура"])
def test_a_sheet_named_by_a_given_name_alone_is_masked_wherever_it_is_named(clean_report, sheet):
    heads = ["Дата", "Область", "Вид мероприятия", "Участники"]
    records = clean_report([heads, ["10.04.2019", "Чуйская область", "Акция", 25]], sheet=sheet)
    assert records.activities["source_sheet"].str.startswith("***").all()
    assert "F11" in set(records.issues["rule"])
    frames = [getattr(records, name) for name in ("activities", "participants", "issues", "questions")]
    assert not any(sheet.split()[0] in frame.to_csv() for frame in frames)


@pytest.mark.parametrize("sheet", ["Узбек", "Кара-Суу", "Мероприятия", "Toktogul", "Q2"])
def test_a_sheet_named_by_a_place_or_a_thing_keeps_its_name(clean_report, sheet):
    heads = ["Дата", "Область", "Вид мероприятия", "Участники"]
    records = clean_report([heads, ["10.04.2019", "Чуйская область", "Акция", 25]], sheet=sheet)
    assert set(records.activities["source_sheet"]) == {sheet}


def test_a_file_named_by_a_given_name_alone_keeps_its_kind_and_not_the_name(clean_report):
    heads = ["Дата", "Область", "Вид мероприятия", "Участники"]
    rows = [["10.04.2019", "Чуйская область", "Акция", 25]]
    records = clean_report([heads, *rows], name="Сейитбек.xlsx")
    assert set(records.activities["source_file"]) == {"***.xlsx"}
    assert set(records.submissions["file"]) == {"***.xlsx"}


@pytest.mark.parametrize("header", ["Статья расходов", "Статья"])
def test_lines_of_a_budget_are_no_proceedings(clean_report, header):
    records = clean_report(
        [
            ["№", header, "Бюджет, сом", "Израсходовано, сом", "Остаток"],
            [1, "Кофе-брейк на семинары", 20000, 15000, 5000],
            [2, "Печать буклетов", 30000, 30000, 0],
            ["", "Итого", 50000, 45000, 5000],
        ],
        sheet="Фин отчет",
    )
    assert records.proceedings.empty
    assert records.activities.empty
    assert {"measure_unknown", "not_counted"} & set(records.issues["rule"])
    account = records.submissions.iloc[0]
    assert account["rows_seen"] == account.filter(like="rows_").drop("rows_seen").sum()


def test_events_that_were_put_off_do_not_count_as_held(clean_report):
    records = clean_report(
        [
            ["Дата", "Мероприятие", "Район", "Участников", "Примечание"],
            ["10.04.2019", "Семинар", "Алай", 20, "перенесли с марта"],
            ["15.05.2019", "Семинар (ЧЕРНОВИК, отменён)", "Алай", 20, None],
            ["20.06.2019", "Круглый стол - перенесен на 3 квартал", "Алай", 0, None],
            ["21.06.2019", "Круглый стол", "Алай", None, "не состоялся"],
            ["22.06.2019", "Акция, перенесённая с 20 июня", "Алай", 30, None],
        ],
    )
    told = records.activities[["source_row", "status"]].values.tolist()
    assert told == [[4, "completed"], [5, "cancelled"], [6, "cancelled"], [7, "cancelled"], [8, "completed"]]
    said = records.issues[records.issues["rule"].eq("R08")]
    assert said["cell"].tolist() == ["B5", "B6", "E7"]


@pytest.mark.parametrize("word", ["нет", "жок", "Нет", "none", "-"])
def test_a_word_for_none_in_a_column_of_numbers_is_zero(clean_report, word):
    grid = [["Дата", "Мероприятие", "Район", "Ж", "М"], ["10.04.2019", "Семинар", "Алай", 20, word]]
    records = clean_report(grid)
    assert records.participants.groupby("sex")["n"].sum().to_dict() == {"female": 20, "male": 0}
    assert not records.issues["rule"].eq("F05").any()
