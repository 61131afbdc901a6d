"""Labelled cells to records: what a careful officer would write down by hand, and what she would ask."""

import dataclasses

import pandas as pd
import pytest
from builders import make_reports, make_table

from ctip_analysis.cleaning import clean

HEAD = [
    ["CSO-01", None, None, None, None, None],
    ["Отчёт о мероприятиях за 1 квартал 2019 года", None, None, None, None, None],
    ["Дата", "Область", "Вид мероприятия", "Всего участников", "Женщины", "Мужчины"],
]


DISTRICT_HEAD = [*HEAD[:2], ["Дата", "Место", *HEAD[2][2:]]]


def list_report(*rows, head=HEAD, kinds=None, file="a.xlsx"):
    return make_table([*head, *rows], header_rows=(len(head),), kinds=kinds, file=file)


def clean_rows(definitions, *rows, **options):
    return clean(make_reports(list_report(*rows, **options)), definitions)


def rules(records):
    return records.issues[["rule", "severity", "cell"]].apply(tuple, axis=1).tolist()


def test_a_row_of_a_list_is_one_event_with_its_participants(definitions):
    records = clean_rows(definitions, ["2019-02-12", "Чуй облусу", "Семинар", 20, 12, 8])
    event = records.activities.iloc[0]
    assert event[["organization", "period", "province", "activity_type", "activity_class"]].tolist() == [
        "CSO-01",
        "2019Q1",
        "KG-C",
        "training_officials",
        "training",
    ]
    assert (event["n_events"], event["participants_total"], event["source_row"]) == (1, 20, 4)
    assert dict(zip(records.participants["sex"], records.participants["n"], strict=True)) == {
        "female": 12,
        "male": 8,
    }
    assert rules(records) == []


def test_columns_may_stand_in_any_order_and_language(definitions):
    head = [["CSO-03, Q2 2019", None, None, None], ["Participants", "Province", "Type of activity", "Date"]]
    records = clean_rows(definitions, [7, "Talas", "campaign", "2019-05-02"], head=head)
    place = records.activities[["period", "province", "activity_type"]].iloc[0]
    assert place.tolist() == ["2019Q2", "KG-T", "campaign"]


def test_people_of_one_sex_alone_are_no_total(definitions):
    head = [["CSO-03, Q2 2019", None, None, None], ["Women", "Province", "Type of activity", "Date"]]
    records = clean_rows(definitions, [7, "Talas", "campaign", "2019-05-02"], head=head)
    assert records.activities["participants_total"].isna().all()
    assert records.participants[["sex", "n"]].to_numpy().tolist() == [["female", 7]]
    assert rules(records) == [("R01", "warning", "A3")]


def test_what_the_total_leaves_over_has_no_known_sex_and_is_said(definitions):
    records = clean_rows(definitions, ["2019-02-12", "Чүй облусу", "Акция", 20, 12, 5])
    assert dict(zip(records.participants["sex"], records.participants["n"], strict=True)) == {
        "female": 12,
        "male": 5,
        "unknown": 3,
    }
    assert rules(records) == [("R01", "warning", "D4")]


def test_a_total_below_its_parts_counts_nobody_and_is_said(definitions):
    records = clean_rows(definitions, ["2019-02-12", "Чүй облусу", "Акция", 10, 12, 5])
    assert records.participants.empty
    assert len(records.activities) == 1
    assert rules(records) == [("R01", "blocking", "D4")]


def test_only_a_total_is_of_unknown_sex(definitions):
    records = clean_rows(definitions, ["2019-02-12", "Чүй облусу", "Акция", "~60", None, None])
    assert records.participants[["sex", "n", "value_status"]].iloc[0].tolist() == ["unknown", 60, "estimated"]
    assert rules(records) == [("F05", "info", "D4")]


def test_a_dash_is_none_and_a_blank_is_nothing(definitions):
    records = clean_rows(definitions, ["2019-02-12", "Чүй облусу", "Акция", None, 4, "-"])
    assert dict(zip(records.participants["sex"], records.participants["n"], strict=True)) == {
        "female": 4,
        "male": 0,
    }
    records = clean_rows(definitions, ["2019-02-12", "Чүй облусу", "Акция", None, 4, None])
    assert records.participants["sex"].tolist() == ["female"]


@pytest.mark.parametrize("cell", ["?30-40", "…", 12.5, -3])
def test_a_number_that_is_not_certain_is_not_counted(definitions, cell):
    records = clean_rows(definitions, ["2019-02-12", "Чүй облусу", "Акция", cell, None, None])
    assert records.participants.empty
    assert records.activities["participants_total"].isna().all()


def test_a_bare_osh_is_a_question(definitions):
    records = clean_rows(definitions, ["2019-02-12", "Ош", "Акция", 20, None, None])
    assert records.activities.empty
    assert rules(records)[0] == ("F03", "blocking", "B4")
    assert "Osh province" in records.issues["message"].iloc[0]
    assert "Osh city" in records.issues["message"].iloc[0]
    assert records.submissions["rows_set_aside"].iloc[0] == 1


def test_a_bare_osh_is_settled_where_the_organization_works_in_one_of_the_two(definitions):
    organizations = definitions.organizations.copy()
    organizations.loc[organizations["organization"].eq("CSO-01"), "provinces"] = "KG-GO"
    pack = dataclasses.replace(definitions, organizations=organizations)
    records = clean_rows(pack, ["2019-02-12", "Ош", "Акция", 20, None, None])
    assert records.activities["province"].tolist() == ["KG-GO"]


def test_a_rayon_gives_its_province(definitions):
    records = clean_rows(definitions, ["2019-02-12", "Сокулукский район", "Акция", 20, None, None])
    assert records.activities["province"].tolist() == ["KG-C"]


def test_an_unknown_place_is_set_aside_and_said(definitions):
    records = clean_rows(definitions, ["2019-02-12", "Атлантида", "Акция", 20, None, None])
    assert records.activities.empty
    assert rules(records) == [("F03", "blocking", "B4")]
    assert "Атлантида" not in records.issues.to_csv()


@pytest.mark.parametrize(("home", "place"), [("KG-J", "Нооката"), ("KG-J", "Алаабука"), ("KG-O", "Нооката")])
def test_a_slip_of_the_pen_for_a_district_is_placed_at_home_only_where_the_district_is(
    definitions, home, place
):
    organizations = definitions.organizations.copy()
    organizations.loc[organizations["organization"].eq("CSO-01"), "provinces"] = home
    pack = dataclasses.replace(definitions, organizations=organizations)
    records = clean_rows(pack, ["2019-02-12", place, "Акция", 20, None, None], head=DISTRICT_HEAD)
    elsewhere = (home, place) == ("KG-J", "Нооката")
    assert records.activities["province"].tolist() == ([] if elsewhere else [home])
    (asked,) = records.questions.query("question == 'place'").to_dict("records")
    assert asked["suggestion"] == ("KG-O" if place == "Нооката" else "KG-J")
    said = records.issues.query("rule == 'F03'")["suggestion"].tolist()
    assert ["Perhaps Osh province is meant" in text for text in said] == [elsewhere]
    assert place.casefold() not in records.issues.to_csv().casefold()


def test_a_type_like_a_known_one_is_suggested_and_never_applied(definitions):
    records = clean_rows(definitions, ["2019-02-12", "Чүй облусу", "Трениинг", 20, None, None])
    assert records.activities["activity_type"].tolist() == ["other"]
    assert rules(records) == [("F06", "warning", "C4")]
    assert records.issues["suggestion"].iloc[0].startswith("Perhaps ")


def test_an_unknown_type_counts_as_other_and_is_said(definitions):
    records = clean_rows(definitions, ["2019-02-12", "Чүй облусу", "Парад", 20, None, None])
    assert records.activities["activity_type"].tolist() == ["other"]
    assert rules(records) == [("F06", "warning", "C4")]


def test_a_date_outside_the_period_counts_in_its_own_quarter_and_is_said(definitions):
    records = clean_rows(definitions, ["2019-05-12", "Чүй облусу", "Акция", 20, None, None])
    assert records.activities["period"].tolist() == ["2019Q2"]
    assert rules(records) == [("F04", "warning", "A4")]


def test_a_date_that_cannot_be_read_sets_the_row_aside(definitions):
    records = clean_rows(definitions, ["?31.06.2018", "Чүй облусу", "Акция", 20, None, None])
    assert records.activities.empty
    assert rules(records) == [("F04", "blocking", "A4")]


def test_a_row_without_a_date_counts_in_the_report_s_quarter(definitions):
    records = clean_rows(definitions, [None, "Чүй облусу", "Акция", 20, None, None])
    assert records.activities["period"].tolist() == ["2019Q1"]
    assert rules(records) == [("F04", "info", "4:4")]


def test_without_any_period_the_row_is_set_aside(definitions):
    head = [["CSO-01", None, None, None, None, None], HEAD[2]]
    records = clean_rows(definitions, [None, "Чүй облусу", "Акция", 20, None, None], head=head)
    assert records.activities.empty
    assert rules(records) == [("F02", "blocking", "3:3")]


def test_an_unknown_organization_is_blocking_and_nothing_is_counted(definitions):
    head = [["Фонд Неизвестный", None, None, None, None, None], *HEAD[1:]]
    records = clean_rows(definitions, ["2019-02-12", "Чүй облусу", "Акция", 20, None, None], head=head)
    assert records.activities.empty
    assert records.submissions["fate"].tolist() == ["rejected"]
    assert ("F01", "blocking", "") in rules(records)


def test_a_total_row_is_left_out_and_said(definitions):
    records = clean_rows(
        definitions,
        ["2019-02-12", "Чүй облусу", "Акция", 20, None, None],
        [None, "Итого", None, 20, None, None],
        kinds={5: "total"},
    )
    assert records.participants["n"].sum() == 20
    assert rules(records) == [("F08", "info", "5:5")]


def test_the_account_of_rows_adds_up(definitions):
    records = clean_rows(
        definitions,
        ["2019-02-12", "Чүй облусу", "Акция", 20, None, None],
        ["2019-02-12", "Ош", "Акция", 20, None, None],
        [None, None, None, None, None, None],
        [None, "Итого", None, 40, None, None],
        ["Подпись", None, None, None, None, None],
        kinds={7: "total", 8: "note"},
    )
    account = records.submissions.filter(like="rows_").iloc[0].to_dict()
    assert account == {
        "rows_seen": 8,
        "rows_recorded": 1,
        "rows_total": 1,
        "rows_note": 4,
        "rows_blank": 1,
        "rows_set_aside": 1,
    }


def test_a_table_of_no_known_form_is_set_aside_whole(definitions):
    head = [["Товар", "Цена"]]
    records = clean_rows(definitions, ["Хлеб", 20], ["Соль", 30], head=head)
    assert rules(records) == [("form_unknown", "warning", "2:3")]
    assert records.submissions[["fate", "rows_set_aside"]].iloc[0].tolist() == ["rejected", 2]


def test_the_same_bytes_twice_count_once(definitions):
    row = ["2019-02-12", "Чүй облусу", "Акция", 20, None, None]
    reports = make_reports(list_report(row), list_report(row, file="b.xlsx"))
    reports.files["sha256"] = "same"
    records = clean(reports, definitions)
    assert records.submissions["fate"].tolist() == ["accepted", "duplicate"]
    assert len(records.activities) == 1
    assert rules(records) == [("duplicate_file", "info", "")]


def test_a_longer_report_with_the_same_rows_supersedes(definitions):
    row, more = (["2019-02-12", "Чүй облусу", "Акция", n, None, None] for n in (20, 30))
    records = clean(make_reports(list_report(row, more), list_report(row, file="b.xlsx")), definitions)
    assert records.submissions["fate"].tolist() == ["accepted", "superseded"]
    assert records.activities["participants_total"].tolist() == [20, 30]
    assert ("P08", "warning", "") in rules(records)


MATRIX = [
    ["CSO-05 2019-жылдын 2-чейреги", None, None, None, None, None, None],
    ["Облус", "Район", "Класс сааты", "Класс сааты", "Өнөктүк", "Өнөктүк", "Өнөктүк"],
    [None, None, "Иш-чаралардын саны", "Катышуучулардын саны", "Иш-чаралардын саны", "Аялдар", "Эркектер"],
    ["Талас облусу", "Манас району", 2, 51, 1, 60, 40],
    ["Талас облусу", "Бакай-Ата району", 1, 30, "-", "-", "-"],
]


def test_a_matrix_gives_an_event_row_for_each_place_and_type(definitions):
    records = clean(make_reports(make_table(MATRIX, header_rows=(2, 3), labels=2)), definitions)
    events = records.activities
    assert sorted(events["n_events"]) == [0, 1, 1, 2]
    assert set(events["province"]) == {"KG-T"}
    assert set(events["period"]) == {"2019Q2"}
    by_sex = records.participants.groupby("sex")["n"].sum().to_dict()
    assert by_sex == {"female": 60, "male": 40, "unknown": 81}
    assert records.submissions["form"].tolist() == ["activities"]


STATISTICS = [
    ["16.2.2 Number of victims of human trafficking per 100,000 population", None, None, None],
    ["Items", "Наименование", 2018, 2019],
    [
        "The number of victims of human trafficking, total people",
        "Число жертв торговли людьми на 100 000 человек",
        0.2,
        0.1,
    ],
    ["Number of victims of human trafficking", "Количество жертв торговли людьми", 12, 4],
    ["Number of permanent population", "Численность постоянного населения", 6000000, 6100000],
    ["By sex", "По полу", None, None],
    ["Man", "Мужчины", 8, "-"],
    ["Women", "Женщины", 3, 4],
    ["Not installed", "Не установлено", "-", None],
    ["By territory", "По территории", None, None],
    ["Osh oblast", "Ошская область", 12, 3],
    ["Osh city", "г. Ош", "-", 1],
    ["By age", "По возрасту", None, None],
    ["70 years and above", "70 лет и выше", 2, "(*)"],
]


@pytest.fixture(scope="module")
def statistics(definitions):
    table = make_table(
        STATISTICS, header_rows=(2,), labels=2, kinds={6: "section", 10: "section", 13: "section"}
    )
    return clean(make_reports(table), definitions)


def pick(figures, **where):
    for column, code in where.items():
        figures = figures[figures[column].eq(code)]
    return figures[["value", "status"]].apply(tuple, axis=1).tolist()


def test_a_section_s_rows_take_the_measure_to_which_they_add_up(statistics):
    persons = statistics.figures.query("measure == 'tip_victims_registered'")
    assert len(persons) == 2 + 5 + 4 + 2
    assert set(persons["organization"]) == {"NSC"}
    assert statistics.figures["measure"].value_counts()["tip_victims_rate"] == 2
    assert statistics.figures["measure"].value_counts()["population"] == 2


def test_figures_keep_province_period_sex_and_age_apart(statistics):
    persons = statistics.figures.query("measure == 'tip_victims_registered'")
    total = {"sex": "total", "age_group": "total"}
    assert pick(persons, province="KG", period="2018", **total) == [(12, "reported")]
    assert pick(persons, province="KG-O", period="2019", **total) == [(3, "reported")]
    assert pick(persons, province="KG-GO", period="2018", **total) == [(0, "nil")]
    assert pick(persons, sex="male", period="2018") == [(8, "reported")]
    assert pick(persons, sex="unknown", period="2019") == []
    assert pick(persons, age_group="70p", period="2018") == [(2, "reported")]
    (hidden,) = pick(persons, age_group="70p", period="2019")
    assert pd.isna(hidden[0])
    assert hidden[1] == "suppressed_at_source"


def test_a_measure_that_the_glossary_does_not_know_keeps_its_label_and_is_said(definitions):
    grid = [
        ["8.7.1 Proportion of children engaged in child labour (in percent)", None],
        ["Items", 2014],
        ["Percentage of children involved in child labor", 25.8],
        ["By territory", None],
        ["Batken oblast", 27.7],
        ["Urbanisation", None],
        ["Urban", 12.3],
    ]
    table = make_table(grid, header_rows=(2,), labels=1, kinds={4: "section", 6: "section"})
    records = clean(make_reports(table), definitions)
    batken = records.figures.query("province == 'KG-B'").iloc[0]
    assert (batken["measure"], batken["measure_label"]) == (
        "",
        "Percentage of children involved in child labor",
    )
    assert records.figures[["category_of", "category"]].iloc[-1].tolist() == ["Urbanisation", "Urban"]
    assert rules(records) == [("measure_unknown", "warning", "3:7")]
    assert records.submissions["fate"].tolist() == ["accepted_with_issues"]


def test_messages_come_in_the_language_asked_for(definitions):
    reports = make_reports(list_report(["2019-02-12", "Ош", "Акция", 20, None, None]))
    for language, word in {"ru": "Уточните", "ky": "Тактаңыз"}.items():
        assert word in clean(reports, definitions, language=language).issues["suggestion"].iloc[0]


def test_the_kinds_of_the_committed_matrices_are_told_apart_in_every_language(definitions, tmp_path):
    from ctip_analysis.examples import write_example_reports
    from ctip_analysis.reading import read_reports

    truth = write_example_reports(tmp_path)
    keys = ["organization", "period", "province", "activity_type"]
    found = clean(read_reports(tmp_path), definitions).activities
    expected = truth.groupby(keys)["n_events"].sum().to_dict()
    assert found.groupby(keys)["n_events"].sum().to_dict() == expected
