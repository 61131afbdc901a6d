"""Words and signs in cells: countries with their cities, numbers that are about so many, several numbers in one cell."""

import pytest
from openpyxl import Workbook

import ctip_analysis as ctip
from ctip_analysis.cleaning.dates import read_date
from ctip_analysis.cleaning.labels import Vocabulary


@pytest.fixture
def clean_rows(tmp_path, definitions):
    def run(name, *rows):
        workbook = Workbook()
        for row in rows:
            workbook.active.append(row)
        workbook.save(tmp_path / f"{name} SYNTHETIC.xlsx")
        return ctip.clean(ctip.read_reports(tmp_path), definitions, key=b"k" * 32)

    return run


@pytest.mark.parametrize(
    ("text", "country"),
    [
        ("Таласская обл.", "KG"),
        ("г. Бишкек", "KG"),
        ("Кара-Суу", "KG"),
        ("Russia (Moscow)", "RU"),
        ("г. Екатеринбург", "RU"),
        ("Ю. Корея", "KR"),
        ("РФ, г. Москва", "RU"),
        ("Турция / ОАЭ", "TR;AE"),
        ("за рубежом", "ZZ"),
        ("Атлантида", "ZZ"),
    ],
)
def test_a_city_a_bracket_or_a_place_at_home_names_its_country_and_nothing_else_does(
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


@pytest.mark.parametrize(
    ("text", "total", "status", "parts"),
    [
        ("20+", 20, "estimated", {}),
        ("20?", 20, "estimated", {}),
        ("прибл. 20", 20, "estimated", {}),
        ("12ж+8м", 20, "reported", {"female": 12, "male": 8}),
        ("12+8", None, "unreadable", {}),
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
