"""What each organization must be told, in its own language: the same sentences as a run in that language gives."""

import pandas as pd
import pytest
from builders import make_reports, make_table

from ctip_analysis.checking import check, list_letters
from ctip_analysis.checking.letters import translate_issues
from ctip_analysis.cleaning import clean

HEAD = ["Дата", "Область", "Вид мероприятия", "Всего участников", "Женщины", "Мужчины"]
ROWS = [
    ["?31.06.2019", "Атлантида", "Парад", 30, 20, 15],
    ["2019-04-12", "Чүй облусу", "Парад", "~30", None, None],
    ["2019-05-12", "Ош", "Семинар", "25 (18 ж)", None, None],
    ["2020-12-12", "Чүй облусу", "Радио", 900, 500, 400],
]


def issues_in(definitions, language):
    grid = [["CSO-01, 2 квартал 2019", *[None] * 5], HEAD, *ROWS]
    records = clean(make_reports(make_table(grid, header_rows=(2,))), definitions, language=language)
    return check(records, definitions, language=language)


@pytest.mark.parametrize(("language", "into"), [("en", "ru"), ("en", "ky"), ("ru", "ky"), ("ky", "en")])
def test_a_translated_list_says_what_a_run_in_that_language_says(definitions, language, into):
    issues = issues_in(definitions, language)
    assert len(issues) >= 8
    translated = translate_issues(issues, definitions, language=language, into=into)
    pd.testing.assert_frame_equal(translated, issues_in(definitions, into))


def test_each_organization_gets_its_own_issues_in_the_language_of_its_files(definitions):
    issues = issues_in(definitions, "en")
    submissions = pd.DataFrame(
        [["CSO-01", "ru"], ["CSO-01", "ru"], ["CSO-01", "ky"], ["CSO-02", "mixed"]],
        columns=["organization", "language"],
    )
    letters = list_letters(issues, submissions, definitions, language="en")
    assert letters["CSO-01"]["organization"].unique().tolist() == ["CSO-01"]
    assert "Область не указана или не распознана." in set(letters["CSO-01"]["message"])
    assert letters["CSO-02"]["message"].str.contains("No report").all()
    assert sum(map(len, letters.values())) == issues["organization"].ne("").sum()


def test_a_sentence_that_no_rule_has_stays_as_it_is(definitions):
    issues = pd.DataFrame(
        [["corrupt", "Broken in a new way.", ""]], columns=["rule", "message", "suggestion"]
    )
    translated = translate_issues(issues, definitions, language="en", into="ru")
    assert translated["message"].tolist() == ["Broken in a new way."]
