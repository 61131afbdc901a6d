"""Columns headed as stages of a proceeding that hold days: each is a stage reached on that day, nothing is lost or doubled."""

import pytest
from written_files import write_xlsx

import ctip_analysis as ctip


@pytest.fixture(scope="module")
def definitions():
    return ctip.load_definitions()


@pytest.fixture
def stages_of(tmp_path, definitions):
    def run(head, *rows):
        grid = [["SYNTHETIC Chuy Legal Clinic"], ["Дела, 4 квартал 2020"], head, *rows]
        write_xlsx(tmp_path / "Чуйская правовая клиника 4 кв 2020.xlsx", grid)
        records = ctip.clean(ctip.read_reports(tmp_path), definitions, key=b"k" * 32)
        told = records.proceedings[["source_row", "stage", "date", "period", "code_edition"]]
        return told.sort_values(["source_row", "date"]).values.tolist(), set(records.issues["rule"])

    return run


FILED, REGISTERED, OPENED = "complaint_filed", "registered", "case_opened"
SENT, CONVICTED = "sent_to_court", "convicted_first_instance"


@pytest.mark.parametrize(
    ("head", "stages"),
    [
        (["Complaint filed", "Registered", "Sent to court"], (FILED, REGISTERED, SENT)),
        (["Заявление подано", "Зарегистрировано", "Направлено в суд"], (FILED, REGISTERED, SENT)),
        (["Дата подачи заявления", "Дата возбуждения дела", "Дата передачи в суд"], (FILED, OPENED, SENT)),
        (["Арыз берилген күнү", "Катталган", "Сотко жөнөтүлгөн"], (FILED, REGISTERED, SENT)),
    ],
)
def test_each_day_below_the_name_of_a_stage_is_that_stage(stages_of, head, stages):
    told, rules = stages_of(
        ["№ дела", "Статья", *head],
        ["R1", "171", "05.10.2020", "08.10.2020", None],
        ["R2", "171", None, "10.10.2020", "30.11.2020"],
    )
    assert told == [
        [4, stages[0], "2020-10-05", "2020Q4", "2017"],
        [4, stages[1], "2020-10-08", "2020Q4", "2017"],
        [5, stages[1], "2020-10-10", "2020Q4", "2017"],
        [5, stages[2], "2020-11-30", "2020Q4", "2017"],
    ]
    assert "column" not in rules


def test_a_stage_that_a_row_names_itself_stands_beside_those_of_its_columns(stages_of):
    head = ["№ дела", "Статья", "Зарегистрировано", "Направлено в суд", "Дата приговора", "Приговор"]
    told, _ = stages_of(head, ["R3", "173", "02.07.2020", "02.10.2020", "21.12.2020", "осужден"])
    assert told == [
        [4, REGISTERED, "2020-07-02", "2020Q3", "2017"],
        [4, SENT, "2020-10-02", "2020Q4", "2017"],
        [4, CONVICTED, "2020-12-21", "2020Q4", "2017"],
    ]


def test_a_column_headed_as_a_stage_that_holds_words_is_no_column_of_days(stages_of):
    head = ["№ дела", "Статья", "Зарегистрировано", "Направлено в суд"]
    told, rules = stages_of(head, ["R1", "171", "08.10.2020", "Октябрьский районный суд"])
    assert [row[:3] for row in told] == [[4, REGISTERED, "2020-10-08"]]
    assert "column" in rules
