"""Numbers below a topic are how many calls were about it, never the topic's name; all reports are SYNTHETIC."""

import pytest


def hotline(records_of, heads, *rows):
    return records_of([["SYNTHETIC CSO-29, горячая линия, 2 квартал 2019"], heads, *rows])


@pytest.mark.parametrize(
    "heads",
    [
        ["Месяц", "Всего обращений", "Вопросы торговли людьми", "Прочие вопросы"],
        ["Month", "Total calls", "Trafficking issues", "Other questions"],
        ["Ай", "Чалуулардын саны", "Адам сатуу маселелери", "Башка маселелер"],
        ["Месяц", "Кол-во звонков", "по ТЛ", "прочие вопросы"],
    ],
)
def test_numbers_below_trafficking_are_relevant_calls_and_no_topic(records_of, heads):
    records = hotline(records_of, heads, ["апрель", 5, 1, 4], ["май", 7, 0, 7])
    assert records.hotline["calls_total"].tolist() == [5, 7]
    assert records.hotline["calls_relevant"].tolist() == [1, 0]
    assert set(records.hotline["topic"]) == {"total"}
    assert "F06" not in set(records.issues["rule"])
    assert records.extras["value"].tolist() == [4, 7]


def test_calls_by_sex_beside_numbers_of_topics_stand_under_no_topic(records_of):
    heads = ["Месяц", "Всего звонков", "Ж", "М", "прочие вопросы"]
    records = hotline(records_of, heads, ["апрель", 5, 3, 2, 1])
    assert records.hotline[["topic", "sex", "calls_total"]].values.tolist() == [
        ["total", "female", 3],
        ["total", "male", 2],
    ]


def test_words_below_a_topic_still_name_it(records_of):
    records = hotline(
        records_of, ["Месяц", "Всего звонков", "Вопросы"], ["апрель", 5, "ТЛ"], ["май", 7, "выезд"]
    )
    assert records.hotline["topic"].tolist() == ["trafficking", "migration"]
