"""A report on the plan that counts events and people beside its words keeps these numbers."""

HEAD = [
    "№",
    "Мера",
    "Срок исполнения",
    "Ответственные",
    "Ожидаемые результаты",
    "Кол-во мероприятий",
    "Кол-во людей",
]
ROWS = [
    ["1", "Информационные кампании", 2020, "НПО", "повышение осведомленности", 4, 320],
    ["2", "Обучение специалистов", "III кв.", "НПО", "обучено 50 чел.", 1, 22],
]


def test_events_and_people_of_a_measure_are_figures_of_it(records_of):
    title = ["CSO-25. Отчёт о выполнении Плана мероприятий за 2-полугодие 2020 года"]
    records = records_of(("Plan", [title, HEAD, *ROWS]))
    figures = records.figures.dropna(subset="value")
    told = figures[["category", "measure", "value"]].apply(tuple, axis=1).tolist()
    assert sorted(told) == [
        ("1", "plan_measure_events", 4),
        ("1", "plan_measure_people", 320),
        ("2", "plan_measure_events", 1),
        ("2", "plan_measure_people", 22),
    ]
    assert "column" not in set(records.issues["rule"])
    assert records.activities.empty


def test_a_list_of_events_with_its_people_is_no_plan(records_of):
    head = ["Дата", "Мероприятие", "Район", "Ответственные", "Результат", "Участников", "Ж", "М"]
    rows = [["12.08.2020", "Семинар", "Сузак", "НПО", "повышены знания", 20, 15, 5]]
    records = records_of([["CSO-25, 3 квартал 2020"], head, *rows])
    assert records.activities["participants_total"].tolist() == [20]
