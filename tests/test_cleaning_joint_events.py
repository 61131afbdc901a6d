"""One event that two organizations report in other words is asked about, and counts once where nothing else differs."""

import pytest
from written_files import write_xlsx

import ctip_analysis as ctip

HEAD = ["Дата", "Мероприятие", "Район", "Участников"]


@pytest.fixture(scope="module")
def definitions():
    return ctip.load_definitions()


@pytest.fixture
def report_both(tmp_path, definitions):
    """Clean a report of Ак Ниет and one of Кенч, of one row each; give the issues O01 and the events that count."""

    def run(own, its, head=HEAD, its_head=HEAD):
        for name, columns, row in (("Ак Ниет", head, own), ("Кенч", its_head, its)):
            rows = [[f"SYNTHETIC {name}"], ["1 квартал 2019"], columns, row]
            write_xlsx(tmp_path / f"{name} 1 кв 2019.xlsx", rows)
        records = ctip.clean(ctip.read_reports(tmp_path), definitions, key=b"k" * 32)
        said = records.issues.query("rule == 'O01'")["severity"].tolist()
        return said, int(records.activities["status"].eq("completed").sum()), records.questions

    return run


ASKED, JOINED, NOTHING = ["warning", "warning"], ["info", "info"], []
TABLE = "Круглый стол"


@pytest.mark.parametrize(
    ("own", "its"),
    [
        (("14.02.2019", "Круглый стол с ОО Кенч", "Сокулук", 28), ("14.02.2019", TABLE, "Сокулук", 27)),
        (("14.02.2019", TABLE, "Сокулук", 28), ("15.02.2019", "Тегерек стол", "Сокулук району", 27)),
        (("14.02.2019", TABLE, "Сокулук", 28), ("14.02.2019", "Круглый стол по миграции", "Сокулук", 30)),
        (("14.02.2019", TABLE, "Бишкек", 28), ("14.02.2019", "Тегерек стол", "Бишкек ш.", 27)),
    ],
)
def test_an_event_told_in_other_words_at_one_place_is_asked_about(report_both, own, its):
    said, counted, questions = report_both(list(own), list(its))
    assert (said, counted) == (ASKED, 2)
    assert "joint_event" in questions["question"].tolist()


def test_an_event_whose_title_names_the_other_and_differs_in_nothing_counts_once(report_both):
    own = ["14.02.2019", "Круглый стол с ОО Кенч", "Сокулук", 28]
    said, counted, _ = report_both(own, ["14.02.2019", TABLE, "Сокулук", 28])
    assert (said, counted) == (JOINED, 1)


def test_a_partner_in_its_own_column_names_the_other_too(report_both):
    own = ["14.02.2019", "Круглый стол", "Чуйская", 28, "ОО «Кенч»"]
    said, counted, _ = report_both(own, ["14.02.2019", TABLE, "Чуйская", 28], head=[*HEAD, "Партнеры"])
    assert (said, counted) == (JOINED, 1)


@pytest.mark.parametrize(
    "its",
    [
        ("14.02.2019", TABLE, "Аламудун", 28),
        ("17.02.2019", TABLE, "Сокулук", 28),
        ("14.02.2019", TABLE, "Сокулук", 40),
        ("14.02.2019", "Лекция в школе", "Сокулук", 28),
    ],
)
def test_events_of_other_districts_days_numbers_or_types_are_two(report_both, its):
    said, counted, _ = report_both(["14.02.2019", TABLE, "Сокулук", 28], list(its))
    assert (said, counted) == (NOTHING, 2)


def test_titles_of_their_own_in_a_city_are_two_events(report_both):
    own = ["14.02.2019", "Круглый стол: отчет о проекте", "Бишкек", 28]
    said, counted, _ = report_both(own, ["14.02.2019", "Круглый стол о правах мигрантов", "Бишкек", 28])
    assert (said, counted) == (NOTHING, 2)
