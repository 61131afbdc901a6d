"""Plans, forms and logs whose sections stand right below the header: a section heads rows, never columns."""

import datetime as dt

import pytest
from written_files import write_xlsx

import ctip_analysis as ctip

N = None
PLAN = ["№", "Мера", "Срок", "Ответственные", "Индикатор", "Исполнено", "Примечание"]
DAY = dt.datetime(2019, 4, 12)

#: name: rows, merges, header rows, rows of the body, a cell and the header cells above it
CASES = {
    "numbered sections merged across": (
        [
            ["План мероприятий на 2018-2020 годы"],
            PLAN,
            ["1.", "Раздел 1. Предупреждение"],
            ["1.1", "Провести кампанию", "2018", "МТСМ, НПО", "число акций", "3 акции"],
            ["1.2", "Обучить учителей", "2019", "МОН", "число учителей", "120"],
            ["2.", "Раздел 2. Защита"],
            ["2.1", "Открыть приют", "2019", "МТСР", "число мест", "1"],
        ],
        ["B3:G3", "B6:G6"],
        [2],
        [3, 4, 5, 6, 7],
        ("D4", ["Ответственные"]),
    ),
    "numbered sections without a merge": (
        [
            PLAN,
            ["1.", "Предупреждение"],
            ["1.1", "Провести кампанию", "2018", "МТСМ", "число акций", "3 акции"],
            ["1.2", "Обучить учителей", "2019", "МОН", "число учителей", "120"],
            ["2.", "Защита"],
            ["2.1", "Открыть приют", "2019", "МТСР", "число мест", "1"],
            ["2.2", "Оказать помощь", "2020", "МТСР", "число лиц", "35"],
        ],
        [],
        [1],
        [2, 3, 4, 5, 6, 7],
        ("F3", ["Исполнено"]),
    ),
    "a section merged over the whole width": (
        [
            PLAN,
            ["I. Предупреждение торговли людьми"],
            [1, "Провести кампанию", 2018, "МТСМ", "число акций", 3],
            [2, "Обучить учителей", 2019, "МОН", "число учителей", 120],
            ["II. Защита потерпевших"],
            [3, "Открыть приют", 2019, "МТСР", "число мест", 1],
        ],
        ["A2:G2", "A5:G5"],
        [1],
        [2, 3, 4, 5, 6],
        ("F3", ["Исполнено"]),
    ),
    "two levels of sections below the header": (
        [
            PLAN,
            ["I", "Цель 1. Сократить уязвимость"],
            ["1.", "Задача 1. Просвещать"],
            ["1.1", "Провести кампанию", "2018", "МТСМ", "число акций", "3"],
            ["1.2", "Обучить учителей", "2019", "МОН", "число учителей", "120"],
            ["II", "Цель 2. Помогать"],
            ["2.1", "Открыть приют", "2019", "МТСР", "число мест", "1"],
        ],
        ["B2:G2", "B3:G3", "B6:G6"],
        [1],
        [2, 3, 4, 5, 6, 7],
        ("E4", ["Индикатор"]),
    ),
    "a header of two rows above sections": (
        [
            ["№", "Мера", "Срок", N, "Исполнено", N, "Примечание"],
            [N, N, "начало", "конец", "план", "факт", N],
            ["1.", "Раздел 1. Предупреждение"],
            ["1.1", "Провести кампанию", 2018, 2019, 5, 3, "-"],
            ["1.2", "Обучить учителей", 2018, 2020, 200, 120, "-"],
            ["2.", "Раздел 2. Защита"],
            ["2.1", "Открыть приют", 2019, 2019, 1, 1, "-"],
        ],
        ["A1:A2", "B1:B2", "C1:D1", "E1:F1", "G1:G2", "B3:G3", "B6:G6"],
        [1, 2],
        [3, 4, 5, 6, 7],
        ("D4", ["Срок", "конец"]),
    ),
    "a header of two rows without a merge": (
        [
            ["№", "Мера", "Срок", N, "Исполнено", N, "Примечание"],
            [N, N, "начало", "конец", "план", "факт", N],
            ["1.", "Раздел 1. Предупреждение"],
            ["1.1", "Провести кампанию", 2018, 2019, 5, 3, "-"],
            ["1.2", "Обучить учителей", 2018, 2020, 200, 120, "-"],
            ["2.", "Раздел 2. Защита"],
            ["2.1", "Открыть приют", 2019, 2019, 1, 1, "-"],
        ],
        [],
        [1, 2],
        [3, 4, 5, 6, 7],
        ("D4", ["Срок", "конец"]),
    ),
    "an activity log by direction": (
        [
            ["Отчет за 2 квартал"],
            [],
            ["№", "Дата", "Название", "Место", "Участников", "Женщин"],
            ["A", "Направление: школы"],
            ["1", DAY, "Беседа", "Ош", 35, 20],
            ["2", DAY, "Лекция", "Ош", 40, 22],
            ["B", "Направление: сёла"],
            ["3", DAY, "Сход", "Узген", 70, 30],
        ],
        ["B4:F4", "B7:F7"],
        [3],
        [4, 5, 6, 7, 8],
        ("E5", ["Участников"]),
    ),
    "a log with months as sections": (
        [
            ["Date", "Activity", "Partner", "Men", "Women"],
            ["January"],
            [DAY, "Training", "School 4", 12, 15],
            [DAY, "Hotline", "NGO", 3, 9],
            ["February"],
            [DAY, "Training", "School 9", 10, 18],
        ],
        ["A2:E2", "A5:E5"],
        [1],
        [2, 3, 4, 5, 6],
        ("D3", ["Men"]),
    ),
    "a form of questions with answers": (
        [
            ["Código", "Pergunta", "Resposta", "Número", "Fonte"],
            ["A.", "Identificação"],
            ["A.1", "Existe um plano?", "sim", 1, "lei"],
            ["A.2", "Existe um abrigo?", "não", 0, "visita"],
            ["B.", "Assistência"],
            ["B.1", "Pessoas assistidas", "sim", 35, "registro"],
        ],
        ["B2:E2", "B5:E5"],
        [1],
        [2, 3, 4, 5, 6],
        ("D3", ["Número"]),
    ),
    "a budget with lines and parts": (
        [
            ["Line", "Item", "Unit", "Quantity", "Price", "Sum"],
            ["1", "Staff"],
            ["1.1", "Lawyer", "month", 12, 500, 6000],
            ["1.2", "Psychologist", "month", 12, 400, 4800],
            ["2", "Shelter"],
            ["2.1", "Food", "day", 365, 20, 7300],
        ],
        ["B2:F2", "B5:F5"],
        [1],
        [2, 3, 4, 5, 6],
        ("D3", ["Quantity"]),
    ),
    "a section merged over a part of the width": (
        [
            ["Көрсөткүч", "Бирдик", "2018", "2019", "Эскертүү"],
            ["Алдын алуу"],
            ["Акциялар", "саны", 5, 7, N],
            ["Лекциялар", "саны", 15, 17, N],
            ["Коргоо"],
            ["Баш калкалоо", "адам", 35, 47, N],
        ],
        ["A2:D2", "A5:D5"],
        [1],
        [2, 3, 4, 5, 6],
        ("C3", ["2018"]),
    ),
    "results beside their parts": (
        [
            ["Мера", "Организация", "План", "Факт", "Причина"],
            ["Раздел 1", "все организации"],
            ["Кампания", "НПО А", 5, 3, "зима"],
            ["Обучение", "НПО Б", 200, 120, "отпуск"],
            ["Раздел 2", "приюты"],
            ["Приют", "НПО В", 10, 10, N],
        ],
        [],
        [1],
        [2, 3, 4, 5, 6],
        ("D3", ["Факт"]),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_a_section_right_below_the_header_is_no_header(tmp_path, name):
    rows, merges, header, body, (cell, heads) = CASES[name]
    workbook = ctip.read_workbook(write_xlsx(tmp_path / "plan.xlsx", rows, merges=merges))
    assert workbook.tables["header_rows"].tolist() == [tuple(header)]
    is_body = workbook.rows["kind"].isin(["data", "section", "total"])
    assert workbook.rows["row"][is_body].tolist() == body
    found = dict(zip(workbook.cells["cell"], workbook.cells["column_labels"], strict=True))
    assert list(found[cell]) == heads


HEADERS = {
    "parts of a merged label": ([["Area", N, "n", "m"], ["Oblast", "Rayon"]], ["A1:B1", "C1:C2", "D1:D2"]),
    "units below": ([["Region", "Area", "People"], [N, "km2", "n"]], []),
    "a group over its leaves": ([["Region", "2018", N], [N, "f", "m"]], ["B1:C1", "A1:A2"]),
}


@pytest.mark.parametrize("name", HEADERS)
def test_a_lower_header_row_is_still_a_header(tmp_path, name):
    header, merges = HEADERS[name]
    body = [[f"R{n}", *([f"D{n}"] if "Rayon" in header[1] else []), 5 + n, 7 * n] for n in range(1, 5)]
    workbook = ctip.read_workbook(write_xlsx(tmp_path / "table.xlsx", [*header, *body], merges=merges))
    assert workbook.tables["header_rows"].tolist() == [(1, 2)]
