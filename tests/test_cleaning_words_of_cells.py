"""Words and signs in cells: countries with their cities, numbers that are about so many, several numbers in one cell."""

import pytest

from ctip_analysis.cleaning.dates import read_date
from ctip_analysis.cleaning.vocabulary import Vocabulary


@pytest.fixture
def clean_rows(records_of):
    return lambda name, *rows: records_of(list(rows), name=f"{name} SYNTHETIC.xlsx")


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Таласская обл.", "KG"),
        ("г. Бишкек", "KG"),
        ("Кара-Суу", "KG"),
        ("Московская область", "RU"),
        ("Московской области", "ZZ"),
        ("Russia (Moscow)", "RU"),
        ("г. Екатеринбург", "RU"),
        ("Ю. Корея", "KR"),
        ("РФ, г. Москва", "RU"),
        ("Турция / ОАЭ", "TR;AE"),
        ("за рубежом", "ZZ"),
        ("Атлантида", "ZZ"),
    ],
)
def test_a_city_a_bracket_or_a_place_at_home_names_its_country_and_what_is_inferred_is_said(
    clean_rows, text, country
):
    records = clean_rows(
        "Сонун Доор случаи 1 кв 2019",
        ["СИНТЕТИКА Сонун Доор"],
        ["1 квартал 2019"],
        ["Код", "Пол", "Возраст", "Дата обращения", "Страна эксплуатации", "Вид эксплуатации"],
        ["A-1", "ж", 25, "10.01.2019", text, "трудовая"],
    )
    assert records.cases["country_exploitation"].tolist() == [country]
    is_said = records.issues.loc[records.issues["rule"] == "F06", "cell"].eq("E4").any()
    assert is_said == (country in ("KG", "ZZ"))


@pytest.mark.parametrize(
    ("text", "total", "status", "parts"),
    [
        ("20+", 20, "estimated", {}),
        ("20?", 20, "estimated", {}),
        ("прибл. 20", 20, "estimated", {}),
        ("12ж+8м", 20, "reported", {"female": 12, "male": 8}),
        ("12+8", None, "unreadable", {}),
        ("25 (все женщины)", 25, "reported", {"female": 25}),
        ("25 (женщины)", None, "reported", {"female": 25}),
        ("около 70 муж.", None, "estimated", {"male": 70}),
        ("20 учеников", 20, "reported", {}),
        ("30 учеников и 5 учителей", 35, "reported", {}),
        ("45 учеников, из них 20 девочек", 45, "reported", {"female": 20}),
        ("15 взр. и 5 детей", 20, "reported", {}),
        ("20-30", None, "unreadable", {}),
    ],
)
def test_a_loose_number_is_an_estimate_and_only_named_parts_are_added(clean_rows, text, total, status, parts):
    records = clean_rows(
        "Сонун Доор 1 кв 2019",
        ["СИНТЕТИКА Сонун Доор"],
        ["1 квартал 2019"],
        ["Дата", "Вид мероприятия", "Район", "Количество участников"],
        ["10.01.2019", "Семинар", "Сузак", 30],
        ["12.01.2019", "Акция", "Сузак", text],
    )
    event = records.activities.loc[records.activities["source_row"] == 5].iloc[0]
    assert (event["participants_total"] if total else None) == total
    assert event["value_status"] == status
    own = records.participants[
        (records.participants["source_row"] == 5) & records.participants["sex"].isin(["female", "male"])
    ]
    assert dict(zip(own["sex"], own["n"], strict=True)) == parts


@pytest.mark.parametrize(
    ("code_list", "text", "code"),
    [
        ("activity_type", "родительское собрание в СШ №12", "awareness_event"),
        ("activity_type", "собрание с жителями", "awareness_event"),
        ("activity_type", "собрание", "coordination_meeting"),
        ("activity_type", "показ фильма в школе", "school_session"),
        ("activity_type", "показ фильма", "theatre"),
        ("activity_type", "ToT для врачей", "training_officials"),
        ("activity_type", "фокус-группа", "research"),
        ("stage", "апелляционная жалоба", "appeal"),
        ("stage", "жалоба", "complaint_filed"),
        ("stage", "следствие приостановлено", "suspended"),
        ("stage", "следствие", "investigation"),
        ("stage", "приговор вступил в силу", "final"),
        ("stage", "приговор", "convicted_first_instance"),
        ("service_type", "представительство в суде", "legal"),
        ("exploitation", "кража невесты", "forced_marriage"),
        ("kind", "referral protocol", "referral_agreement"),
    ],
)
def test_a_longer_wording_has_the_code_of_the_whole_not_of_a_word_in_it(definitions, code_list, text, code):
    assert Vocabulary(definitions).find_code(code_list, text).code == code


@pytest.mark.parametrize(
    ("text", "order", "start", "other"),
    [
        ("12/04", "", "2019-04-12", "2019-12-04"),
        ("12/04", "month_first", "2019-12-04", ""),
        ("13/4", "", "2019-04-13", ""),
        ("40/4", "", "", ""),
    ],
)
def test_a_day_and_month_with_a_slash_are_of_the_year_of_the_report(definitions, text, order, start, other):
    found = read_date(text, text, matcher=definitions.matcher, report="2019Q2", order=order)
    assert (found.start, found.others) == (start, other)


def test_girls_told_of_in_one_cell_say_nothing_of_the_age_of_women_in_others(clean_rows):
    records = clean_rows(
        "Сонун Доор 1 кв 2019",
        ["СИНТЕТИКА Сонун Доор"],
        ["1 квартал 2019"],
        ["Дата", "Вид мероприятия", "Район", "Количество участников"],
        ["10.01.2019", "Семинар", "Сузак", "30 (20 ж, 10 м)"],
        ["12.01.2019", "Акция", "Сузак", "45 учеников, из них 20 девочек"],
    )
    parts = records.participants[["source_row", "sex", "age_group", "n"]].values.tolist()
    assert sorted(parts) == [
        [4, "female", "total", 20],
        [4, "male", "total", 10],
        [5, "female", "child", 20],
        [5, "unknown", "total", 25],
    ]


def test_of_a_share_over_two_levels_the_column_of_persons_is_counted(clean_rows):
    records = clean_rows(
        "Ак Шумкар 1 кв 2020",
        ["СИНТЕТИКА Ак Шумкар"],
        ["I квартал 2020 г."],
        ["Дата", "Мероприятие", "Район", "Всего участников", "из них женщины (чел./%)", None],
        [None, None, None, None, "чел.", "%"],
        ["10.01.2020", "Лекция", "Сокулук", 120, 66, 55],
        ["12.02.2020", "Сход граждан", "Кемин", 80, 40, 50],
    )
    women = records.participants[records.participants["sex"] == "female"]
    assert women["n"].tolist() == [66, 40]


def test_the_sum_of_a_field_in_a_pivot_table_is_that_field_and_a_count_of_it_is_not(clean_rows):
    title = ["СИНТЕТИКА Тунук Булак: участники информационных встреч, 3 квартал 2019 г."]
    head = ["Названия строк", "Сумма по полю Женщины", "Сумма по полю Мужчины", "Среднее по полю Всего"]
    records = clean_rows("Тунук Булак 3 кв 2019", title, head, ["Алай", 30, 20, 5], ["Узген", 50, 40, 9])
    told = records.participants[["sex", "n"]].values.tolist()
    assert sorted(told) == [["female", 30], ["female", 50], ["male", 20], ["male", 40]]
    assert records.activities["participants_total"].tolist() == [50, 90]
