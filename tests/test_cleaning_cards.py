"""Cards and forms that hold one record, a field a row with its name at the left."""

BOOK = "CSO-16 отчет 2 квартал 2019.xlsx"


def card(title, date, place, people, women, men):
    return [
        ["Карточка мероприятия"],
        ["Название", title],
        ["Дата проведения", date],
        ["Место проведения", place],
        ["Количество участников", people],
        ["из них женщин", women],
        ["из них мужчин", men],
        ["Партнеры", "МВД"],
    ]


def test_a_card_a_sheet_whose_first_fields_are_words_is_an_event_each(records_of):
    records = records_of(
        ("1", card("Урок в школе", "12.04.2019", "Чуйская область, Сокулукский район", 30, 17, 13)),
        ("2", card("Круглый стол", "20.05.2019", "Чуйская область, г. Токмок", 18, 8, 10)),
        name=BOOK,
    )
    events = records.activities
    assert events["activity_type"].tolist() == ["school_session", "round_table"]
    assert events["date"].tolist() == ["2019-04-12", "2019-05-20"]
    assert events["participants_total"].tolist() == [30, 18]
    assert events["province"].tolist() == ["KG-C", "KG-C"]
    assert records.participants["n"].tolist() == [17, 13, 8, 10]
    assert not records.issues["severity"].eq("blocking").any()
    rows = records.submissions.filter(like="rows_")
    assert rows["rows_seen"].eq(rows.drop(columns="rows_seen").sum(axis=1)).all()
    assert rows["rows_set_aside"].tolist() == [0]


def test_a_card_that_is_recorded_is_not_said_to_have_no_table(records_of):
    own = card("Урок в школе", "12.04.2019", "Чуйская область, Сокулукский район", 30, 17, 13)
    records = records_of(("1", [own[0], *([f"{name}:", answer] for name, answer in own[1:])]), name=BOOK)
    assert records.activities["participants_total"].tolist() == [30]
    assert "no_table" not in set(records.issues["rule"])


def test_pairs_without_a_date_are_no_event(records_of):
    pairs = [
        ["Название проекта", "Безопасная миграция"],
        ["Донор", "МОМ"],
        ["Бюджет", 12000],
        ["Участников", 30],
    ]
    assert records_of(("1", pairs), name=BOOK).activities.empty
    asked = [[f"{name}:", answer] for name, answer in pairs]
    assert "no_table" in set(records_of(("1", asked), name=BOOK).issues["rule"])


def test_of_records_side_by_side_one_may_leave_a_count_blank(records_of):
    first = card("Урок в школе", "12.04.2019", "Чуйская область, Сокулукский район", 30, 17, 13)
    other = card("Круглый стол", "20.05.2019", "Чуйская область, г. Токмок", 18, "", 10)
    both = [*first[:1], *([*own, its[1]] for own, its in zip(first[1:], other[1:], strict=True))]
    records = records_of(("1", both), name=BOOK)
    assert records.activities["participants_total"].tolist() == [30, 18]
