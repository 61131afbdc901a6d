"""Counts told in words: a word for none is zero, a group counted alone is everybody who came."""

import pandas as pd
import pytest


@pytest.fixture
def event_of(records_of):
    def build(count):
        grid = [
            ["CSO-09, 2 квартал 2019"],
            ["Дата", "Область", "Вид мероприятия", "Участников"],
            ["12.04.2019", "Нарынская область", "тренинг", count],
            ["13.04.2019", "Нарынская область", "тренинг", 7],
        ]
        records = records_of(grid)
        by_sex = records.participants.loc[records.participants["source_row"].eq(3)]
        event = records.activities.loc[records.activities["source_row"].eq(3)].iloc[0]
        return event["participants_total"], dict(zip(by_sex["sex"], by_sex["n"], strict=True)), records

    return build


@pytest.mark.parametrize("word", ["нет", "жок", "none", "не было", "Нет."])
def test_a_word_for_none_in_a_column_of_numbers_is_zero(event_of, word):
    total, by_sex, records = event_of(word)
    assert (total, by_sex) == (0, {"unknown": 0})
    assert "F05" not in set(records.issues["rule"])


@pytest.mark.parametrize("text", ["н/д", "не знаю"])
def test_a_word_for_not_known_is_not_zero(event_of, text):
    total, by_sex, _ = event_of(text)
    assert pd.isna(total)
    assert by_sex == {}


@pytest.mark.parametrize("text", ["20 уч-ся", "20 учеников", "20 окуучу", "20 pupils"])
def test_a_group_counted_alone_is_everybody(event_of, text):
    total, by_sex, _ = event_of(text)
    assert (total, by_sex) == (20, {"unknown": 20})


@pytest.mark.parametrize("text", ["25 (все женщины)", "25, баары аялдар", "25 (all women)"])
def test_all_of_one_sex_are_the_total_too(event_of, text):
    total, by_sex, _ = event_of(text)
    assert (total, by_sex) == (25, {"female": 25})


def test_women_alone_are_not_everybody(event_of):
    total, by_sex, _ = event_of("25 женщин")
    assert pd.isna(total)
    assert by_sex == {"female": 25}


@pytest.mark.parametrize("text", ["15 взр. и 5 детей", "15 adults and 5 children"])
def test_adults_and_children_are_everybody_together(event_of, text):
    assert event_of(text)[0] == 20
