"""Every form to its table of records, whatever its headers are called and wherever they stand."""

import dataclasses

import pytest
from builders import make_reports, make_table

from ctip_analysis.checking import check
from ctip_analysis.cleaning import clean

REGISTER = [
    ["CSO-02 Реестр пострадавших, 1 квартал 2019"],
    [
        "Шифр клиента",
        "Дата обращения",
        "Пол",
        "Возраст",
        "Вид эксплуатации",
        "Страна эксплуатации",
        "Статус жертвы",
        "ФИО",
    ],
    ["К-001", "2019-01-15", "ж", 24, "сексуальная эксплуатация", "Турция", "возможная", "Асанова Айгуль"],
    ["К-002", "2019-02-05", "муж", 16, "трудовая; нищенство", "РФ", "подтвержденная", "Бекова Нургуль"],
]


def wide(grid):
    width = max(map(len, grid))
    return [row + [None] * (width - len(row)) for row in grid]


def records_of(definitions, *grids, header=2, files=None, **options):
    names = files or [f"{chr(97 + place)}.xlsx" for place in range(len(grids))]
    tables = [
        make_table(wide(g), header_rows=(header,), file=name) for g, name in zip(grids, names, strict=True)
    ]
    return clean(make_reports(*tables), definitions, **options)


def rules(records):
    return set(records.issues["rule"])


def test_a_register_gives_cases_with_codes_of_the_lists(definitions):
    cases = records_of(definitions, REGISTER).cases
    columns = ["sex", "age_group", "age_band", "exploitation", "country_exploitation", "trafficking_status"]
    assert cases[columns].values.tolist() == [
        ["female", "adult", "18_28", "sexual", "TR", "possible"],
        ["male", "child", "14_17", "forced_labour;forced_begging", "RU", "actual"],
    ]


def test_names_of_a_register_are_raised_and_stand_nowhere(definitions):
    records = records_of(definitions, REGISTER)
    assert {"H3", "H4"} <= set(records.issues.query("rule == 'F11'")["cell"])
    frames = [getattr(records, name) for name in records.__dataclass_fields__]
    assert "Асанова" not in " ".join(frame.to_csv() for frame in frames)
    assert "К-001" not in " ".join(frame.to_csv() for frame in frames)


def test_without_a_key_cases_are_numbered_and_that_is_said(definitions):
    records = records_of(definitions, REGISTER)
    assert records.cases["case"].tolist() == ["CSO-02-case-0001", "CSO-02-case-0002"]
    assert "no_key" in rules(records)


def test_with_a_key_the_same_person_of_two_organizations_is_known(definitions):
    other = [["CSO-03 Реестр, 1 квартал 2019"], *REGISTER[1:3]]
    records = records_of(definitions, REGISTER, other, key=b"a secret of the network")
    shared = records.cases[records.cases.duplicated("person", keep=False)]
    assert sorted(shared["organization"]) == ["CSO-02", "CSO-03"]
    assert records.cases["case"].nunique() == 3
    issues = check(records, definitions)
    assert issues.query("rule == 'O02'")["organization"].tolist() == ["CSO-02", "CSO-03"]
    again = records_of(definitions, REGISTER, other, key=b"another secret of theirs")
    assert not set(again.cases["person"]) & set(records.cases["person"])


HOTLINE = [
    ["CSO-05 Ишеним телефону, 2019-ж. 1-чейрек"],
    ["Айы", "Чалуулардын саны", "Адам сатуу боюнча", "Аялдар", "Эркектер"],
    ["Январь", 30, 3, 20, 10],
    ["Февраль", 25, 2, 15, 8],
]


def test_calls_are_parts_that_add_up_to_the_total(definitions):
    calls = records_of(definitions, HOTLINE).hotline
    assert calls.groupby("period")["calls_total"].sum().to_dict() == {"2019-01": 30, "2019-02": 25}
    second = calls[calls["period"].eq("2019-02")]
    assert sorted(second[["sex", "calls_total"]].values.tolist()) == [
        ["female", 15],
        ["male", 8],
        ["unknown", 2],
    ]
    # What is told of all callers together is told of no sex.
    assert set(calls.loc[calls["calls_relevant"].notna(), "sex"]) == {"unknown"}
    assert calls["calls_relevant"].sum() == 5


PROSECUTION = [
    ["CSO-07, Q1 2019"],
    ["Proceeding no.", "Article", "Stage", "Date", "Persons", "Compensation awarded", "Compensation paid"],
    ["05-1", "171", "investigation", "2019-02-03", 2, None, None],
    ["05-2", "124", "sent to court", "2019-03-03", 1, 100, 200],
]


def test_an_article_of_another_edition_and_more_paid_than_awarded_are_said(definitions):
    records = records_of(definitions, PROSECUTION)
    assert records.proceedings[["code_edition", "article_group", "stage"]].values.tolist() == [
        ["2017", "tip", "investigation"],
        ["2017", "", "sent_to_court"],
    ]
    assert records.issues.query("rule == 'F09'")["cell"].tolist() == ["B4"]
    assert check(records, definitions).query("rule == 'R15'")["cell"].tolist() == ["G4"]


COORDINATION = [
    ["CSO-06 Log of coordination, Q1 2019"],
    ["Date", "Province", "Body", "Decisions taken", "Decisions implemented"],
    ["2019-02-02", "Batken", "Coordination council", 5, 2],
]


def test_a_coordination_log_gives_meetings_and_two_reports_of_one_are_said(definitions):
    other = [["CSO-13 Log of coordination, Q1 2019"], *COORDINATION[1:]]
    records = records_of(definitions, COORDINATION, other)
    assert (
        records.partnerships[["kind", "province", "decisions_n", "decisions_done_n"]].values.tolist()
        == [["council_meeting", "KG-B", 5, 2]] * 2
    )
    assert check(records, definitions).query("rule == 'O03'")["organization"].tolist() == ["CSO-06", "CSO-13"]


PLAN = [
    ["CSO-01 Отчёт по плану мероприятий, I полугодие 2019"],
    ["№", "Меры", "Срок", "Ответственные", "Запланировано", "Выполнено за период"],
    ["1.1", "Провести кампанию", "2019", "МВД", 5, 4],
    ["1.2", "Обучить сотрудников", "2019", "ГСМ", None, "?проведено 5 лекций"],
]


def test_a_plan_table_gives_what_is_planned_and_done_and_takes_no_number_from_prose(definitions):
    figures = records_of(definitions, PLAN).figures
    done = figures.query("measure == 'plan_measure_done'")
    assert done["value"].fillna(-1).tolist() == [4, -1]
    assert done["status"].tolist() == ["reported", "unreadable"]
    assert figures.query("measure == 'plan_measure_target'")["value"].tolist() == [5]


LIST = ["Дата", "Область", "Вид мероприятия", "Всего участников", "Женщины", "Мужчины"]


def activities(title, *rows, head=LIST):
    return [[title], head, *rows]


EVENT = ["2019-02-12", "Чүй облусу", "Семинар", 20, 12, 8]


@pytest.mark.parametrize(
    ("header", "value"),
    [("Колонка неизвестная", 17), ("Погода", "ясно"), ("Дата сдачи отчета в архив", 3)],
)
def test_an_unknown_column_is_kept_beside_the_record_and_said_once(definitions, header, value):
    rows = [[*EVENT, value], [*EVENT[:3], 30, 20, 10, value]]
    records = records_of(definitions, activities("CSO-01, 1 квартал 2019", *rows, head=[*LIST, header]))
    assert records.extras["value"].tolist() == [value, value]
    assert records.issues.query("rule == 'column'")["cell"].tolist() == ["G2"]
    assert len(records.activities) == 2


def test_people_by_sex_and_age_crossed_add_up(definitions):
    head = [
        "Дата",
        "Область",
        "Вид",
        "Девочки до 18 лет",
        "Женщины 18 лет и старше",
        "Мальчики до 18 лет",
        "Мужчины 18+",
    ]
    grid = activities("CSO-01, 1 квартал 2019", ["2019-02-12", "Чүй облусу", "Акция", 5, 10, 4, 6], head=head)
    people = records_of(definitions, grid).participants
    found = people.set_index(["sex", "age_group"])["n"].to_dict()
    assert found == {
        ("female", "child"): 5,
        ("female", "adult"): 10,
        ("male", "child"): 4,
        ("male", "adult"): 6,
    }


DATES = [
    ("?5/12/18", "2018Q2", "2018Q2", {"F04"}),  # 12 May lies in the report's quarter
    ("?12-14 мая", "2018Q2", "2018Q2", set()),
    ("2018-05", "2018Q2", "2018Q2", set()),
    ("?2-чейрек", "2018Q2", "2018Q2", set()),
    ("?31 июня 2018", "2018Q2", None, {"F04"}),
    ("2018-07-03", "2018Q2", "2018Q3", {"F04"}),
    ("2081-05-12", "2018Q2", None, {"F04"}),
    ("2018-05-12/2018-05-14", "2018Q2", "2018Q2", set()),
]


@pytest.mark.parametrize(("text", "report", "quarter", "said"), DATES)
def test_dates_as_people_write_them(definitions, text, report, quarter, said):
    grid = activities(f"CSO-01, Q{report[-1]} {report[:4]}", [text, *EVENT[1:]])
    records = records_of(definitions, grid)
    assert records.activities["period"].tolist() == ([quarter] if quarter else [])
    assert rules(records) == said


# --- versions -------------------------------------------------------------------------------------------------

FOUR = [[f"2019-01-1{n}", "Чүй облусу", "Семинар", 20 + n, 12 + n, 8] for n in range(4)]


def test_a_corrected_version_stands_and_what_differed_is_listed(definitions):
    mended = [*FOUR[:3], [*FOUR[3][:3], 90, 82, 8]]
    names = ["отчет.xlsx", "отчет испр.xlsx"]
    title = "CSO-01, 1 квартал 2019"
    records = records_of(definitions, activities(title, *FOUR), activities(title, *mended), files=names)
    assert records.submissions.set_index("file")["fate"].to_dict() == {
        "отчет.xlsx": "superseded",
        "отчет испр.xlsx": "accepted",
    }
    assert records.activities["participants_total"].tolist() == [20, 21, 22, 90]
    (message,) = records.issues.query("rule == 'P08'")["message"]
    assert "1!6" in message


def test_last_quarter_s_report_with_the_dates_changed_is_caught_and_left_out_when_a_person_says_so(
    definitions,
):
    moved = [[row[0].replace("-01-", "-04-"), *row[1:]] for row in FOUR]
    grids = activities("CSO-01, 1 квартал 2019", *FOUR), activities("CSO-01, 2 квартал 2019", *moved)
    records = records_of(definitions, *grids)
    assert records.issues.query("rule == 'P02'")["file"].tolist() == ["b.xlsx"]
    assert len(records.activities) == 8
    decided = records.questions.assign(answer="yes")
    again = records_of(definitions, *grids, decisions=decided)
    assert again.submissions["fate"].tolist() == ["accepted", "duplicate"]
    assert len(again.activities) == 4


CHANGES = ["Отчетный период", "Лист", "№ строки", "Действие", "Причина"]


def with_changes(definitions, action, *rows):
    head = ["№", *LIST]
    first = make_table(wide(activities("CSO-01, 1 квартал 2019", ["7", *EVENT], head=head)), header_rows=(2,))
    own = activities("CSO-01, 2 квартал 2019", ["1", "2019-05-12", *EVENT[1:]], *rows, head=head)
    second = make_table(wide(own), header_rows=(2,), file="b.xlsx")
    grid = wide([["Исправления"], CHANGES, ["2019Q1", "Мероприятия", "7", action, "опечатка"]])
    third = make_table(grid, header_rows=(2,), file="b.xlsx", sheet="8_Исправления", table=1)
    return clean(make_reports(first, second, third), definitions)


def test_a_row_of_the_sheet_of_changes_deletes_an_earlier_row(definitions):
    records = with_changes(definitions, "удалить")
    assert records.activities["period"].tolist() == ["2019Q2"]
    assert "P08" in rules(records)


def test_a_row_of_the_sheet_of_changes_updates_an_earlier_row(definitions):
    records = with_changes(definitions, "изменить", ["7", *EVENT[:3], 50, 30, 20])
    first_quarter = records.activities.query("period == '2019Q1'")
    assert first_quarter["participants_total"].tolist() == [50]


def test_a_change_whose_row_is_not_there_says_so(definitions):
    records = with_changes(definitions, "изменить")
    assert records.activities["period"].tolist() == ["2019Q1", "2019Q2"]
    assert records.issues.query("rule == 'P08'")["severity"].tolist() == ["warning"]


# --- decisions and corrections -----------------------------------------------------------------------------------


def test_an_answer_is_replayed_and_not_asked_again(definitions):
    grid = activities("CSO-02, 1 квартал 2019", ["2019-02-12", "Ош", "Парад", 20, 12, 8])
    first = records_of(definitions, grid)
    assert sorted(first.questions["question"]) == ["place"]
    answered = first.questions.assign(answer="KG-GO")
    second = records_of(definitions, grid, decisions=answered)
    assert second.activities["province"].tolist() == ["KG-GO"]
    assert second.questions["question"].tolist() == ["activity_type"]
    both = second.questions.assign(answer="campaign")
    import pandas as pd

    third = records_of(definitions, grid, decisions=pd.concat([answered, both]))
    assert third.activities["activity_type"].tolist() == ["campaign"]
    assert third.questions.empty


def corrections(**row):
    import pandas as pd

    whole = {
        "file": "a.xlsx",
        "sheet": "1",
        "cell": "D3",
        "wrong": "20",
        "right": "21",
        "reason": "typo",
        "who": "AB",
    }
    return pd.DataFrame([whole | row])


def test_a_correction_is_applied_to_what_was_read(definitions):
    grid = activities("CSO-01, 1 квартал 2019", [*EVENT[:3], 20, 13, 8])
    records = records_of(definitions, grid, corrections=corrections())
    assert records.activities["participants_total"].tolist() == [21]
    assert rules(records) == {"correction_applied"}


def test_a_correction_whose_wrong_value_is_gone_says_so(definitions):
    records = records_of(
        definitions, activities("CSO-01, 1 квартал 2019", EVENT), corrections=corrections(wrong="19")
    )
    assert records.activities["participants_total"].tolist() == [20]
    assert rules(records) == {"correction_stale"}


def test_a_correction_fills_a_blank(definitions):
    grid = activities("CSO-01, 1 квартал 2019", [*EVENT[:3], None, 12, 8], EVENT)
    records = records_of(definitions, grid, corrections=corrections(wrong="", right="20"))
    assert rules(records) == {"correction_applied", "same_row"}
    assert records.activities["participants_total"].tolist() == [20, 20]


# --- joint events ------------------------------------------------------------------------------------------------


def joint(definitions, second, **options):
    head = [*LIST, "Название мероприятия"]
    grids = (
        activities("CSO-01, 1 квартал 2019", [*EVENT, "День молодёжи"], head=head),
        activities("CSO-07, 1 квартал 2019", [*second, "День молодёжи"], head=head),
    )
    return records_of(definitions, *grids, **options)


def test_an_identical_event_of_two_organizations_is_one(definitions):
    records = joint(definitions, EVENT)
    assert len(set(records.activities["joint_event"]) - {""}) == 1
    assert (records.activities["joint_event"] != "").all()
    assert records.issues.query("rule == 'O01'")["severity"].tolist() == ["info", "info"]
    assert sorted(records.activities["status"]) == ["completed", "joint"]
    assert records.participants.query("status == 'completed'")["n"].sum() == 20


def test_a_like_event_is_proposed_and_joined_only_when_a_person_says_so(definitions):
    second = ["2019-02-13", *EVENT[1:3], 22, 13, 9]
    records = joint(definitions, second)
    assert set(records.activities["joint_event"]) == {""}
    assert records.questions["question"].tolist() == ["joint_event"]
    decided = joint(definitions, second, decisions=records.questions.assign(answer="yes"))
    assert len(set(decided.activities["joint_event"]) - {""}) == 1
    assert (decided.activities["joint_event"] != "").all()


# --- reports without records ------------------------------------------------------------------------------------


def test_a_report_that_says_nothing_was_done_is_received(definitions):
    reports = make_reports(make_table(wide(activities("CSO-01, 1 квартал 2019", EVENT)), header_rows=(2,)))
    empty = {
        "cells": reports.cells.iloc[:0],
        "tables": reports.tables.assign(notes=[("Мероприятия не проводились",)]),
        "rows": reports.rows.iloc[:2],
    }
    records = clean(dataclasses.replace(reports, **empty), definitions)
    assert records.submissions["fate"].tolist() == ["accepted"]
    assert "empty_report" in rules(records)


def test_a_form_that_came_back_empty_is_no_report(definitions):
    reports = make_reports(make_table(wide(activities("CSO-01, 1 квартал 2019", EVENT)), header_rows=(2,)))
    empty = {"cells": reports.cells.iloc[:0], "rows": reports.rows.iloc[:2]}
    records = clean(dataclasses.replace(reports, **empty), definitions)
    assert records.submissions["fate"].tolist() == ["rejected"]
    assert records.issues["severity"].tolist() == ["warning"]


# --- personal data ------------------------------------------------------------------------------------------------

PERSONAL = [
    "0555 12-34-56", "+996 (555) 123-456", "12345678901234 PIN 20101199012345", "a.b@mail.kg", "AN1234567",
    "Асанова А.Б.", "А. Б. Асанова", "Айгуль Асанова", "Токтогулова Бермет Асановна", "ул. Ленина, д. 5, кв. 12",
    "Nurlan Bekov", "Жаныл Бакыт кызы",
]  # fmt: skip
INNOCENT = [
    "Семинар для сотрудников МВД", "Ленинский район", "Акция «100 дней против торговли людьми»", "Чуйская область",
    "г. Джалал-Абад", "Встреча с Координационным советом", "12.05.2019", "1 200 000", "ПРАВА МИГРАНТОВ", "Ак-Суу",
    "Манасский район", "Круглый стол в Бишкеке", "МОМ, УНП ООН", "Детский дом", "№ 5 мектеп", "School No 12",
]  # fmt: skip


@pytest.fixture(scope="module")
def personal(definitions):
    from ctip_analysis.cleaning.personal import build_personal_data

    return build_personal_data(definitions)


@pytest.mark.parametrize("text", PERSONAL)
def test_personal_data_are_found_and_masked(personal, text):
    assert personal.find(text)
    masked = personal.mask(text)
    assert "***" in masked
    assert not any(
        word in masked for word in ("Асанов", "123456", "34-56", "1234567", "mail", "Bekov", "Бермет")
    )


@pytest.mark.parametrize("text", INNOCENT)
def test_what_names_nobody_is_left_alone(personal, text):
    assert personal.find(text) == ""


def test_a_person_in_the_name_of_a_file_or_sheet_is_masked_in_all_that_is_handed_on(definitions):
    table = make_table(
        wide(activities("CSO-01, 1 квартал 2019", EVENT)),
        header_rows=(2,),
        file="Отчет_Асанова Айгуль_0555123456.xlsx",
        sheet="Бекова Нургуль",
    )
    records = clean(make_reports(table), definitions)
    written = " ".join(getattr(records, name).to_csv() for name in records.__dataclass_fields__)
    for secret in ("Асанова", "0555123456", "Бекова"):
        assert secret not in written
    assert records.activities["source_file"].iloc[0] == records.submissions["file"].iloc[0] != ""


# --- cumulative columns --------------------------------------------------------------------------------------------


def test_a_cumulative_column_is_not_counted_until_a_person_decides_and_then_by_increments(definitions):
    def grid(quarter, events, people):
        head = ["Область", "Мероприятий с начала года", "Участников с начала года"]
        return [
            [f"CSO-05. Отчет за {quarter} квартал 2019 года"],
            head,
            ["Таласская область", events, people],
        ]

    tables = [
        make_table(grid(1, 3, 60), header_rows=(2,), labels=1, file="a.xlsx"),
        make_table(grid(2, 5, 100), header_rows=(2,), labels=1, file="b.xlsx"),
    ]
    first = clean(make_reports(*tables), definitions)
    assert first.activities.empty
    assert first.issues.query("rule == 'P03'")["file"].tolist() == ["a.xlsx", "a.xlsx", "b.xlsx", "b.xlsx"]
    decided = first.questions.assign(answer=first.questions["suggestion"])
    second = clean(make_reports(*tables), definitions, decisions=decided)
    own = second.activities.set_index("period")[["n_events", "participants_total"]]
    assert own.loc["2019Q1"].tolist() == [3, 60]
    assert own.loc["2019Q2"].tolist() == [2, 40]
    assert second.participants.groupby("period")["n"].sum().to_dict() == {"2019Q1": 60, "2019Q2": 40}
