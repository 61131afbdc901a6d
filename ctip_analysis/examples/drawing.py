"""The true events, cases, calls and meetings of a made-up organization in a quarter.

Magnitudes follow published ones: two to twelve events a quarter, school sessions of 25 to 40, campaigns of 80 to 400,
55 to 65 percent women; few cases, most of men in labor abroad.
"""

import datetime as dt
import random
from dataclasses import dataclass, field

from ctip_analysis.definitions import period_bounds

__all__ = ["Truth", "draw_truth"]

SIZES = {
    "school_session": (25, 40),
    "awareness_event": (15, 60),
    "campaign": (80, 400),
    "training_officials": (15, 30),
    "round_table": (12, 35),
}
GROUPS = {
    "school_session": "school_children",
    "awareness_event": "general_public",
    "campaign": "general_public",
    "training_officials": "law_enforcement",
    "round_table": "local_government",
}
#: How many events fall into a month, beside another: quiet in January, busy at the World Day of 30 July and in the
#: campaign of the autumn; in the spring of 2020 state bodies worked from home.
BUSY = {1: 0.4, 7: 1.4, 9: 1.3, 10: 1.5, 11: 1.5, 12: 1.2}
QUIET_QUARTERS = {"2020Q2": 0.4}
FEWEST_EVENTS, MOST_EVENTS = 2, 12
STAGES = ("complaint_filed", "registered", "investigation", "sent_to_court")


@dataclass
class Truth:
    """What an organization truly did in a quarter; each list holds dictionaries by field."""

    organization: str
    period: str
    activities: list[dict] = field(default_factory=list)
    cases: list[dict] = field(default_factory=list)
    services: list[dict] = field(default_factory=list)
    hotline: list[dict] = field(default_factory=list)
    partnerships: list[dict] = field(default_factory=list)
    proceedings: list[dict] = field(default_factory=list)


def _draw_day(chance: random.Random, period: str) -> dt.date:
    start, end = period_bounds(period)
    days = [start + dt.timedelta(days=number) for number in range((end - start).days + 1)]
    return chance.choices(days, [BUSY.get(day.month, 1.0) for day in days])[0]


def _draw_event(chance: random.Random, period: str, provinces: list[str], districts: dict) -> dict:
    day = _draw_day(chance, period)
    kind = chance.choice(sorted(SIZES))
    total = chance.randint(*SIZES[kind])
    female = round(total * chance.uniform(0.5, 0.68))
    child = (
        round(total * 0.9)
        if kind == "school_session"
        else round(total * chance.uniform(0, 0.2))
        if kind == "campaign"
        else 0
    )
    young = round((total - child) * chance.uniform(0.2, 0.5))
    province = chance.choice(provinces)
    return {
        "date": day,
        "province": province,
        "district": chance.choice(districts.get(province) or [""]),
        "activity_type": kind,
        "n_events": 1,
        "total": total,
        "female": female,
        "male": total - female,
        "child": child,
        "18_28": young,
        "29_59": total - child - young,
        "materials_n": chance.choice([0, 50, 120, 300]),
        "participant_group": GROUPS[kind],
        "status": "completed",
    }


def _draw_cases(
    chance: random.Random, truth: Truth, start: dt.date, end: dt.date, provinces: list[str]
) -> None:
    for number in range(1, chance.randint(1, 5) + 1):
        opened = start + dt.timedelta(days=chance.randrange((end - start).days - 20))
        is_labour = chance.random() < 0.65
        code = f"{truth.organization[-2:]}-{truth.period[2:4]}{truth.period[-1]}-{number:03d}"
        truth.cases.append(
            {
                "case": code,
                "opened": opened,
                "sex": "male" if is_labour and chance.random() < 0.8 else "female",
                "age": chance.choice([16, 17, 19, 22, 25, 31, 36, 44]),
                "province_origin": chance.choice(provinces),
                "country_exploitation": chance.choice(["RU", "KZ"])
                if is_labour
                else chance.choice(["TR", "AE", "KG"]),
                "exploitation": "forced_labour" if is_labour else "sexual",
                "trafficking_status": chance.choice(["possible", "possible", "actual"]),
                "case_status": "active",
            }
        )
        truth.cases[-1]["decided_by"] = (
            "police" if truth.cases[-1]["trafficking_status"] == "actual" else "ngo"
        )
        for service in chance.sample(["shelter", "legal", "psychological", "medical"], chance.randint(1, 2)):
            begin = opened + dt.timedelta(days=chance.randrange(1, 10))
            truth.services.append({"case": code, "service_type": service, "start": begin})


def _draw_logs(
    chance: random.Random, truth: Truth, start: dt.date, end: dt.date, provinces: list[str]
) -> None:
    for month in range(start.month, start.month + 3):
        calls = chance.randint(20, 140)
        female = round(calls * chance.uniform(0.4, 0.7))
        truth.hotline.append(
            {"period": f"{start.year}-{month:02d}", "calls_total": calls, "calls_relevant": calls // 5, "female": female,
             "male": calls - female, "referred_n": chance.randint(0, 5)}
        )  # fmt: skip
    for _ in range(chance.randint(1, 2)):
        day = start + dt.timedelta(days=chance.randrange((end - start).days + 1))
        taken = chance.randint(1, 6)
        truth.partnerships.append(
            {"kind": chance.choice(["council_meeting", "working_group"]), "date": day, "province": chance.choice(provinces),
             "decisions_n": taken, "decisions_done_n": chance.randint(0, taken)}
        )  # fmt: skip
    if truth.cases:
        case = chance.choice(truth.cases)
        truth.proceedings.append(
            {"proceeding": f"P-{case['case']}", "case": case["case"], "article": "171" if start.year < 2022 else "166",
             "stage": chance.choice(STAGES), "date": case["opened"] + dt.timedelta(days=10), "persons_n": chance.randint(1, 3)}
        )  # fmt: skip


def draw_truth(
    organization: str,
    period: str,
    provinces: list[str],
    districts: dict[str, list[str]],
    chance: random.Random,
    *,
    has_cases: bool,
) -> Truth:
    """Draw what an organization did in a quarter.

    Parameters
    ----------
    organization, period : str
    provinces : list of str
        Where it works.
    districts : dict of str to list of str
        The districts of each province.
    chance : random.Random
    has_cases : bool
        Whether it also keeps cases, calls and meetings.
    """
    truth = Truth(organization, period)
    start, end = period_bounds(period)
    count = max(
        FEWEST_EVENTS, round(chance.randint(FEWEST_EVENTS, MOST_EVENTS) * QUIET_QUARTERS.get(period, 1))
    )
    truth.activities = [_draw_event(chance, period, provinces, districts) for _ in range(count)]
    truth.activities.sort(key=lambda event: event["date"])
    if has_cases:
        _draw_cases(chance, truth, start, end, provinces)
        _draw_logs(chance, truth, start, end, provinces)
    return truth
