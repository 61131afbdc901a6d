"""The small committed set: seven organizations, two quarters, three languages, the same from the same seed.

Every workbook says SYNTHETIC on its sheet and in its name. No organization, event or number is real.
"""

import datetime as dt
import random
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
from openpyxl import Workbook
from openpyxl.styles import Alignment, Font

from ctip_analysis.definitions import describe_unit, period_bounds
from ctip_analysis.packing import pack_workbook

__all__ = ["SEED", "TRUTH_COLUMNS", "write_sample"]

QUARTERS = ("2019Q1", "2019Q2")
SEED = 2019
BOLD = Font(bold=True)


@dataclass(frozen=True)
class Sender:
    """How an organization of the made-up network reports."""

    organization: str
    language: str
    layout: str
    quarters: tuple[str, ...] = QUARTERS


# The last one sends nothing for the second quarter: somebody is always silent.
NETWORK = (
    Sender("CSO-01", "ru", "list"),
    Sender("CSO-02", "ky", "list"),
    Sender("CSO-03", "en", "list"),
    Sender("CSO-04", "ru", "matrix"),
    Sender("CSO-05", "ky", "matrix"),
    Sender("CSO-06", "en", "matrix"),
    Sender("CSO-07", "ru", "list", ("2019Q1",)),
)
WORDS = {
    "ru": {
        "mark": "СИНТЕТИЧЕСКИЕ ДАННЫЕ (SYNTHETIC), не настоящие",
        "title": "Отчёт о мероприятиях за {quarter} квартал {year} года",
        "list": (
            "№",
            "Дата проведения",
            "Область",
            "Вид мероприятия",
            "Всего участников",
            "Женщины",
            "Мужчины",
            "Листовки",
        ),
        "matrix": ("Область", "Район", "Кол-во мероприятий", "Всего участников", "Женщины", "Мужчины"),
        "total": "Итого",
        "signed": "Координатор: подпись",
        "types": {
            "awareness_event": "Встреча с населением",
            "school_session": "Классный час",
            "campaign": "Акция",
            "training_officials": "Семинар",
        },
        "file": "Отчет_{organization}_{quarter}кв_{year}_SYNTHETIC.xlsx",
        "about": "около {n}",
    },
    "ky": {
        "mark": "СИНТЕТИКАЛЫК МААЛЫМАТ (SYNTHETIC), чыныгы эмес",
        "title": "{year}-жылдын {quarter}-чейреги үчүн иш-чаралар боюнча отчет",
        "list": (
            "№",
            "Өткөрүлгөн күнү",
            "Облус",
            "Иш-чаранын түрү",
            "Катышуучулардын саны",
            "Аялдар",
            "Эркектер",
            "Баракчалар",
        ),
        "matrix": ("Облус", "Район", "Иш-чаралардын саны", "Катышуучулардын саны", "Аялдар", "Эркектер"),
        "total": "Жыйынтыгы",
        "signed": "Координатор: колу",
        "types": {
            "awareness_event": "Калк менен жолугушуу",
            "school_session": "Класс сааты",
            "campaign": "Өнөктүк",
            "training_officials": "Окуу-семинар",
        },
        "file": "Отчет_{organization}_{year}_{quarter}-чейрек_SYNTHETIC.xlsx",
        "about": "болжол менен {n}",
    },
    "en": {
        "mark": "SYNTHETIC DATA, not real",
        "title": "Report on activities, Q{quarter} {year}",
        "list": (
            "No",
            "Date of event",
            "Province",
            "Activity type",
            "Total participants",
            "Women",
            "Men",
            "Leaflets",
        ),
        "matrix": ("Province", "District", "Number of events", "Total participants", "Women", "Men"),
        "total": "Total",
        "signed": "Coordinator: signature",
        "types": {
            "awareness_event": "Information session",
            "school_session": "School session",
            "campaign": "Campaign",
            "training_officials": "Seminar",
        },
        "file": "{organization} activities Q{quarter} {year} SYNTHETIC.xlsx",
        "about": "about {n}",
    },
}
SIZES = {
    "awareness_event": (15, 60),
    "school_session": (25, 40),
    "campaign": (80, 400),
    "training_officials": (15, 30),
}
TRUTH_COLUMNS = [
    "organization",
    "period",
    "province",
    "activity_type",
    "n_events",
    "female",
    "male",
    "unknown",
    "materials_n",
]


def _draw_people(chance: random.Random, kind: str, *, knows_sex: bool = True) -> dict:
    total = chance.randint(*SIZES[kind])
    female = round(total * chance.uniform(0.5, 0.68))
    if not knows_sex:
        return {"female": 0, "male": 0, "unknown": total}
    return {"female": female, "male": total - female, "unknown": 0}


def _draw_day(chance: random.Random, period: str) -> dt.date:
    start, end = period_bounds(period)
    return start + dt.timedelta(days=chance.randrange((end - start).days + 1))


def _head(sheet, sender: Sender, period: str, definitions) -> None:
    words = WORDS[sender.language]
    names = definitions.organizations.set_index("organization")[f"name_{sender.language}"]
    for text in (
        names[sender.organization],
        words["title"].format(quarter=period[-1], year=period[:4]),
        words["mark"],
    ):
        sheet.append([text])
        sheet.cell(sheet.max_row, 1).font = BOLD
    sheet.append([])


def _write_list(sheet, sender: Sender, period: str, definitions, chance: random.Random) -> list[dict]:
    """Write one event a row; now and then a date as text, an "about", a space in a number, a dash."""
    words = WORDS[sender.language]
    sheet.append(words["list"])
    for cell in sheet[sheet.max_row]:
        cell.font = BOLD
    provinces = definitions.organizations.set_index("organization")["provinces"][sender.organization].split(
        ";"
    )
    truth = []
    days = sorted(_draw_day(chance, period) for _ in range(chance.randint(7, 11)))
    for number, day in enumerate(days, 1):
        kind = chance.choice(sorted(SIZES))
        province = chance.choice(provinces)
        knows_sex = number % 6 != 0
        people = _draw_people(chance, kind, knows_sex=knows_sex)
        total, materials = sum(people.values()), chance.choice([0, 50, 120, 1200])
        shown = {0: "-", 1200: "1\u00a0200"}.get(materials, materials)
        sheet.append(
            [
                number,
                day.strftime("%d.%m.%Y") if number % 3 == 0 else day,
                describe_unit(definitions, province, sender.language),
                words["types"][kind],
                total if knows_sex else words["about"].format(n=total),
                people["female"] if knows_sex else None,
                people["male"] if knows_sex else None,
                shown,
            ]
        )
        truth.append(
            {"province": province, "activity_type": kind, "n_events": 1, **people, "materials_n": materials}
        )
    sheet.append(
        [None, words["total"], None, None, sum(t["female"] + t["male"] + t["unknown"] for t in truth)]
    )
    return truth


def _write_matrix(sheet, sender: Sender, period: str, definitions, chance: random.Random) -> list[dict]:
    """Write districts down and kinds of activities across, each with its events, people, women and men."""
    words = WORDS[sender.language]
    kinds = ("awareness_event", "school_session", "campaign")
    labels, measures = words["matrix"][:2], words["matrix"][2:]
    upper = [
        *labels,
        *(text for kind in kinds for text in [words["types"][kind], *[None] * (len(measures) - 1)]),
    ]
    sheet.append(upper)
    sheet.append([None, None, *(measures * len(kinds))])
    top = sheet.max_row - 1
    for column in (1, 2):
        sheet.merge_cells(start_row=top, end_row=top + 1, start_column=column, end_column=column)
    for place in range(len(kinds)):
        first = 3 + place * len(measures)
        sheet.merge_cells(
            start_row=top, end_row=top, start_column=first, end_column=first + len(measures) - 1
        )
        sheet.cell(top, first).alignment = Alignment(horizontal="center")
    for row in sheet.iter_rows(min_row=top, max_row=top + 1):
        for cell in row:
            cell.font = BOLD
    return _write_matrix_rows(sheet, sender, definitions, chance, kinds)


def _write_matrix_rows(sheet, sender: Sender, definitions, chance, kinds) -> list[dict]:
    words = WORDS[sender.language]
    truth, counted = [], []
    provinces = definitions.organizations.set_index("organization")["provinces"][sender.organization].split(
        ";"
    )
    for province in provinces:
        own = definitions.districts.query("province == @province and kind == 'rayon'")
        first = sheet.max_row + 1
        for district in own[f"name_{sender.language}"].tolist()[:4]:
            groups = [_draw_group(chance, kind) for kind in kinds]
            truth += [{"province": province, "materials_n": 0, **group} for group in groups]
            counts = [[g["n_events"], g["female"] + g["male"], g["female"], g["male"]] for g in groups]
            counted.append([count for group in counts for count in group])
            # In the last kind a dash stands for "none", as people write it.
            shown = [count or "-" for count in counts.pop()]
            numbers = [count for group in counts for count in group] + shown
            sheet.append([describe_unit(definitions, province, sender.language), district, *numbers])
        sheet.merge_cells(start_row=first, end_row=sheet.max_row, start_column=1, end_column=1)
    sheet.append([words["total"], None, *map(sum, zip(*counted, strict=True))])
    return truth


def _draw_group(chance: random.Random, kind: str) -> dict:
    """Draw the events of one kind in one district: a group of cells of the matrix."""
    n_events = chance.randint(0, 3)
    draws = [_draw_people(chance, kind) for _ in range(n_events)]
    people = {sex: sum(draw[sex] for draw in draws) for sex in ("female", "male", "unknown")}
    return {"activity_type": kind, "n_events": n_events, **people}


LAYOUTS = {"list": _write_list, "matrix": _write_matrix}


def _make_report(
    sender: Sender, period: str, definitions, chance: random.Random
) -> tuple[str, bytes, list[dict]]:
    words = WORDS[sender.language]
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "SYNTHETIC"
    _head(sheet, sender, period, definitions)
    truth = LAYOUTS[sender.layout](sheet, sender, period, definitions, chance)
    sheet.append([])
    sheet.append([words["signed"]])
    for column, width in zip("ABCDEFGH", (16, 20, 26, 26, 22, 12, 12, 12), strict=True):
        sheet.column_dimensions[column].width = width
    name = words["file"].format(organization=sender.organization, quarter=period[-1], year=period[:4])
    return (
        name,
        pack_workbook(workbook),
        [{"organization": sender.organization, "period": period} | t for t in truth],
    )


def write_sample(folder: Path, definitions, *, seed: int = SEED) -> pd.DataFrame:
    """Write the thirteen reports that come with the package, and give their truth, one row an event."""
    truth: list[dict] = []
    for sender in NETWORK:
        for period in sender.quarters:
            chance = random.Random(f"{seed}|{sender.organization}|{period}")
            name, content, events = _make_report(sender, period, definitions, chance)
            (folder / name).write_bytes(content)
            truth += events
    return pd.DataFrame(truth, columns=TRUTH_COLUMNS)
