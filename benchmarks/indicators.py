"""Print the time of ``compute_indicators`` as a multiple of one categorical group-by of the same rows per indicator.

The wish is "under 3 times a single categorical group-by of the same rows per indicator-kind". It is read here as one
``groupby(..., observed=True)`` of all rows of an indicator's table by province, quarter and all its breakdowns at once,
with the aggregate of its kind (sum, size, nunique), for each indicator that counts rows: of records, of published
figures, of the reports that were due or came. All of them together are 1. The columns are categories before the clock
starts. That is the strictest reading that still groups each indicator's own rows: the reference encodes nothing, chooses
no rows, counts no event twice over, and knows neither half-years, years, merged units nor who was due. A second line
gives the same reference with the encoding of the records as they come, for ``compute_indicators`` starts from these: it
is for information, the wish is held against the first.

``compute_indicators`` beside it encodes the records, chooses the rows, gives every quarter, half-year and year, every unit
of every view, every breakdown, who was due and the status of each value.

python benchmarks/indicators.py [--rows 1000000]

First the records of the workbooks of 41 organizations over 16 quarters, then so many made-up records.
"""

import argparse
import dataclasses
import re
import resource
import tempfile
import time
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pandas as pd

import ctip_analysis as ctip
from ctip_analysis.definitions import list_periods, parse_breakdowns
from ctip_analysis.frames import RECORD_COLUMNS, SUBMISSION_COLUMNS, make_issues
from ctip_analysis.indicators import list_due_reports

QUARTERS = list_periods("2017Q1", "2020Q4")
ORGANIZATIONS = [f"CSO-{number:02d}" for number in range(1, 42)]
#: The share of all rows that each table has.
SHARES = {
    "activities": 0.25,
    "participants": 0.5,
    "cases": 0.05,
    "services": 0.1,
    "proceedings": 0.02,
    "partnerships": 0.02,
    "hotline": 0.05,
    "shelters": 0.01,
}
CHOICES = {
    "activity_type": [
        "awareness_event",
        "school_session",
        "campaign",
        "training_officials",
        "media",
        "theatre",
    ],
    "activity_class": ["awareness", "training", "media"],
    "status": ["completed", "planned"],
    "sex": ["female", "male", "unknown"],
    "participant_group": ["school_children", "students", "teachers", "general_public", "unknown"],
    "trafficking_status": ["possible", "actual", "not_a_victim"],
    "decided_by": ["police", "ngo"],
    "exploitation": ["sexual", "forced_labour", "sale_of_children", "unknown"],
    "case_status": ["active", "closed"],
    "closure_reason": ["reintegrated", "withdrew"],
    "service_type": ["legal", "shelter", "referral", "return", "one_off"],
    "stage": ["registered", "suspect", "sent_to_court", "terminated", "convicted_first_instance"],
    "article_group": ["tip", "related"],
    "kind": ["council_meeting", "mou", "joint_activity"],
    "funding_source": ["state", "donor"],
    "topic": ["migration", "trafficking"],
    "has_state_partner": ["yes", ""],
    "citizenship": ["KG", "UZ", "ZZ"],
    "country_exploitation": ["RU", "KZ", "KG"],
    "for_whom": ["women", "children"],
    "code_edition": ["1997", "2017"],
    "article": ["124", "171"],
}
DATES = {"date", "identified", "opened", "closed", "start", "accepted", "valid_from", "valid_to"}
NUMBERS = {"n", "n_events", "calls_relevant", "beds", "bed_days", "nights"}
KEYS = {
    "case": 4,
    "person": 5,
    "proceeding": 3,
    "partnership": 1,
    "meeting": 3,
    "activity": 1,
    "joint_event": 20,
}


def make_table(name: str, size: int, definitions, random) -> pd.DataFrame:
    """Make up the records of a table, texts as categories."""
    days = pd.date_range("2017-01-01", "2020-12-31").strftime("%Y-%m-%d").to_numpy()
    lists = CHOICES | {
        "organization": ORGANIZATIONS,
        "period": QUARTERS,
        "province": list(definitions.provinces["province"]),
        "district": list(definitions.districts["district"]),
        "age_group": ["child", "adult", "unknown"]
        if name in ("cases", "services")
        else ["0_13", "14_17", "18_28", "29_59"],
    }
    columns = {}
    for column in RECORD_COLUMNS[name]:
        if column in lists:
            values = np.asarray(lists[column], dtype=object)
            columns[column] = pd.Categorical.from_codes(random.integers(len(values), size=size), values)
        elif column in DATES:
            columns[column] = pd.Categorical.from_codes(random.integers(len(days), size=size), days)
        elif column in KEYS:
            codes = (
                random.integers(max(size // KEYS[column], 1), size=size)
                if column != "activity"
                else np.arange(size) // 2
            )
            labels = [f"{number:07d}" for number in range(codes.max(initial=-1) + 1)]
            columns[column] = pd.Categorical.from_codes(codes, labels)
            if column == "joint_event":
                columns[column] = columns[column].add_categories([""])
                columns[column][random.random(size) < 0.95] = ""
        elif column == "source_file":
            continue
        elif column.endswith(("_n", "_kgs")) or column in NUMBERS:
            columns[column] = random.integers(0, 60, size=size).astype(float)
    file = columns["organization"].codes.astype(int) * len(QUARTERS) + columns["period"].codes
    names = [f"{organization} {quarter}" for organization in ORGANIZATIONS for quarter in QUARTERS]
    columns["source_file"] = pd.Categorical.from_codes(file, names)
    return pd.DataFrame(columns)


def make_records(rows: int, definitions):
    """Make up the records and the submissions of the whole network."""
    random = np.random.default_rng(2019)
    tables = {
        name: make_table(name, int(rows * share), definitions, random) for name, share in SHARES.items()
    }
    submissions = [
        {
            "file": f"{o} {q}",
            "organization": o,
            "period": q,
            "fate": "accepted",
            "form": ";".join(SHARES),
            "rows_seen": 99,
        }
        for o in ORGANIZATIONS
        for q in QUARTERS
        if random.random() < 0.9
    ]
    frame = pd.DataFrame(submissions, columns=list(SUBMISSION_COLUMNS)).fillna({"rows_set_aside": 3})
    figures = pd.DataFrame(columns=list(RECORD_COLUMNS["figures"]))
    return SimpleNamespace(**tables, figures=figures, submissions=frame, issues=make_issues([]))


def make_pack(definitions):
    """Give the pack with 41 organizations, each due in two provinces with every form."""
    provinces = list(definitions.provinces["province"])
    organizations = pd.DataFrame(
        {
            "organization": ORGANIZATIONS,
            "provinces": [f"{provinces[n % 9]};{provinces[(n + 4) % 9]}" for n in range(41)],
            "expected_from": QUARTERS[0],
            "expected_to": QUARTERS[-1],
            "forms": ";".join(SHARES),
        }
    )
    forms = {name: {"record": name} for name in SHARES}
    return dataclasses.replace(definitions, organizations=organizations, forms=forms)


def read_workbooks():
    """Write, read and clean the workbooks of 41 organizations over 16 quarters."""
    definitions = ctip.load_definitions()
    with tempfile.TemporaryDirectory() as folder:
        quarters = (QUARTERS[0], QUARTERS[-1])
        ctip.write_example_reports(Path(folder) / "raw", organizations=41, quarters=quarters, mess=0.3)
        return ctip.clean(ctip.read_reports(Path(folder) / "raw"), definitions)


def make_categories(records, definitions) -> list[tuple[pd.DataFrame, list[str], str, str]]:
    """Give for each indicator its rows with categories, what to group them by, the aggregate and the measure."""
    own = definitions.indicators.query("aggregate != ''")
    tables = vars(records) | {"due_reports": list_due_reports(records, definitions)}
    prepared = []
    for row in own.to_dict("records"):
        frame = tables.get(row["table"])
        if frame is None or frame.empty:
            continue
        broken = [name for part in parse_breakdowns(row["breakdowns"]) for name in part.columns]
        by = [name for name in dict.fromkeys(["province", "period", *broken]) if name in frame]
        measure = re.split(r"[|;]", row["measure"])[0]
        columns = frame[list(dict.fromkeys([*by, *filter(None, [measure])]))]
        prepared.append((columns.astype(dict.fromkeys(by, "category")), by, row["aggregate"], measure))
    return prepared


AGGREGATES = {
    "count": lambda groups, measure: groups.size(),
    "sum": lambda groups, measure: groups[measure].sum(min_count=1),
    "distinct": lambda groups, measure: groups[measure].nunique(),
}


def group_from_texts(prepared) -> None:
    """Make categories of the columns of each indicator and group its rows once."""
    group_once([(frame.astype(dict.fromkeys(by, "category")), by, *how) for frame, by, *how in prepared])


def group_once(prepared) -> None:
    """Group the rows of each indicator once: the unit of the ratio."""
    for frame, by, aggregate, measure in prepared:
        AGGREGATES[aggregate](frame.groupby(by, observed=True), measure)


def time_best(*actions, rounds: int = 9) -> list[float]:
    """Give the shortest of a few rounds of each action in seconds of the processor; they take turns, as loads change."""
    spent = [[] for _ in actions]
    for _ in range(rounds):
        for own, action in zip(spent, actions, strict=True):
            start = time.process_time()
            action()
            own.append(time.process_time() - start)
    return [min(own) for own in spent]


def measure(title: str, records, definitions) -> None:
    """Print both times, their ratio and the peak of memory so far."""
    prepared = make_categories(records, definitions)
    values = ctip.compute_indicators(records, definitions)
    reference, spent = time_best(
        lambda: group_once(prepared), lambda: ctip.compute_indicators(records, definitions)
    )
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    texts = [(frame.astype(dict.fromkeys(by, object)), by, *how) for frame, by, *how in prepared]
    (from_texts,) = time_best(lambda: group_from_texts(texts), rounds=1)
    rows = sum(len(getattr(records, name)) for name in RECORD_COLUMNS if hasattr(records, name))
    print(f"{title}: {rows:,} records, {values['indicator'].nunique()} indicators, {len(values):,} values")
    print(f"  one categorical group-by per indicator {reference:8.2f} s = 1")
    print(f"  compute_indicators                     {spent:8.2f} s = {spent / reference:.2f}")
    print(f"  the group-bys from texts               {from_texts:8.2f} s = {from_texts / reference:.2f}")
    print(f"  peak memory                            {memory:8.2f} GiB")


def main() -> None:
    """Time all indicators on the records of workbooks and on made-up ones."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    rows = parser.parse_args().rows
    definitions = make_pack(ctip.load_definitions())
    own = dataclasses.replace(definitions, forms=ctip.load_definitions().forms)
    own = dataclasses.replace(own, organizations=own.organizations.assign(forms=""))
    measure("656 workbooks", read_workbooks(), own)
    measure("made up", make_records(rows, definitions), definitions)


if __name__ == "__main__":
    main()
