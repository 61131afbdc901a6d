"""Print how far trends are off while reports are still missing: of all reporters, and of the same reporters.

A made-up network whose true change is known; every organization reports late by its own habit, and more of the later
quarter is missing than of the earlier, as on every due day. The figure is the error of the change in percent.

python benchmarks/late_reporting.py [--rounds 20]
"""

import argparse
import dataclasses
from types import SimpleNamespace

import numpy as np
import pandas as pd

import ctip_analysis as ctip
from ctip_analysis.frames import RECORD_COLUMNS, SUBMISSION_COLUMNS, make_issues

EARLIER, LATER = "2019Q1", "2019Q2"
ORGANIZATIONS = [f"CSO-{number:02d}" for number in range(1, 42)]
#: The chance that a report of the earlier and of the later quarter has come when the table is made.
CAME = {EARLIER: 0.97, LATER: 0.75}


def make_pack(definitions):
    """Give the pack with 41 organizations, each in one province."""
    provinces = list(definitions.provinces["province"])
    organizations = pd.DataFrame(
        {
            "organization": ORGANIZATIONS,
            "provinces": [provinces[number % 9] for number in range(41)],
            "expected_from": EARLIER,
            "expected_to": LATER,
            "forms": "activities",
        }
    )
    return dataclasses.replace(definitions, organizations=organizations)


def simulate(random, definitions):
    """Make up true events, and the records of the reports that came in time; larger organizations report later."""
    size = random.lognormal(2, 0.9, size=41)
    growth = random.normal(0.05, 0.15, size=41)
    home = definitions.organizations.set_index("organization")["provinces"]
    rows, came = [], []
    truth = dict.fromkeys((EARLIER, LATER), 0)
    for number, organization in enumerate(ORGANIZATIONS):
        lateness = 0.2 if size[number] > np.median(size) else -0.1
        for quarter, factor in ((EARLIER, 1.0), (LATER, 1 + growth[number])):
            n = int(random.poisson(size[number] * factor))
            truth[quarter] += n
            if random.random() < CAME[quarter] - (lateness if quarter == LATER else 0):
                came.append(
                    {"file": f"{organization} {quarter}", "organization": organization, "period": quarter}
                )
                rows.append(
                    {
                        "organization": organization,
                        "period": quarter,
                        "province": home[organization],
                        "n_events": n,
                    }
                )
    common = {
        "status": "completed",
        "activity_class": "awareness",
        "activity_type": "campaign",
        "joint_event": "",
    }
    frames = {table: pd.DataFrame(columns=list(columns)) for table, columns in RECORD_COLUMNS.items()}
    frames["activities"] = pd.DataFrame(
        [{"activity": str(number), **common, **row} for number, row in enumerate(rows)],
        columns=list(RECORD_COLUMNS["activities"]),
        dtype=object,
    )
    texts = [
        name
        for name in RECORD_COLUMNS["activities"]
        if not name.endswith(("_n", "n_events", "_kgs", "_total"))
    ]
    frames["activities"][texts] = frames["activities"][texts].fillna("")
    submissions = pd.DataFrame(came, columns=list(SUBMISSION_COLUMNS)).assign(
        fate="accepted", form="activities"
    )
    records = SimpleNamespace(**frames, submissions=submissions, issues=make_issues([]))
    return records, 100 * (truth[LATER] / truth[EARLIER] - 1)


def main() -> None:
    """Measure both errors over some rounds."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=20)
    rounds = parser.parse_args().rounds
    definitions = make_pack(ctip.load_definitions())
    random = np.random.default_rng(2019)
    errors = []
    for _ in range(rounds):
        records, truth = simulate(random, definitions)
        values = ctip.compute_indicators(records, definitions, indicators=["PREV-01"])
        found = ctip.compare_periods(values, EARLIER, LATER, records=records, definitions=definitions)
        country = found[found["province"].eq(definitions.country) & found["activity_type"].eq("total")].iloc[
            0
        ]
        errors.append([country["change_percent"] - truth, country["same_change_percent"] - truth])
    raw, same = np.sqrt(np.mean(np.square(errors), axis=0))
    print(f"{rounds} rounds; root mean square error of the change of the country, in percentage points")
    print(f"all reporters       {raw:6.1f} = 1")
    print(f"the same reporters  {same:6.1f} = {same / raw:.2f}")


if __name__ == "__main__":
    main()
