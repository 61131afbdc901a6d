"""A verdict that says its own date is of that day, not of the day on which the case was opened."""

from written_files import write_xlsx

from ctip_analysis.cleaning import clean
from ctip_analysis.reading import read_reports


def test_the_date_beside_a_verdict_is_its_date(definitions, tmp_path):
    head = ["№ дела", "Статья УК", "Дата возбуждения", "Приговор"]
    rows = [
        ["10-20-3", "171", "05.01.2020", "осужден 18.06.2020, 5 лет"],
        ["10-20-4", "171", "11.04.2020", "осужден 18.06.2020, апелляция 20.07.2020"],
    ]
    grid = [
        ["СИНТЕТИКА Чуйская правовая клиника"],
        ["Сопровождение уголовных дел, 2 квартал 2020"],
        head,
        *rows,
    ]
    write_xlsx(tmp_path / "Чуйская правовая клиника.xlsx", grid)
    records = clean(read_reports(tmp_path), definitions)
    own = records.proceedings.set_index("source_row").loc[4]
    assert (own["stage"], own["date"], own["period"]) == ("convicted_first_instance", "2020-06-18", "2020Q2")
    told = records.issues[records.issues["rule"].eq("F04") & records.issues["cell"].eq("D4")]
    assert told["severity"].tolist() == ["info"]
    # Of two dates nobody can tell which is the stage's.
    assert "D5" not in set(records.issues.loc[records.issues["rule"].eq("F04"), "cell"])
