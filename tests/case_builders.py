"""Random victims, their cases and the services they received: the records from which a run counts people. SYNTHETIC."""

import numpy as np
from record_builders import make_pack, make_records

from ctip_analysis.definitions import list_periods, period_bounds, period_of_date

PROVINCES = ("KG-B", "KG-C", "KG-GB", "KG-GO", "KG-J", "KG-N", "KG-O", "KG-T", "KG-Y")
SERVICES = ("shelter", "medical", "legal", "return", "one_off")


def make_victims(seed, first, last, per_quarter, *, provinces=PROVINCES):
    """Make cases and services of the quarters from first to last, some of them of persons known before."""
    rng, cases, services = np.random.default_rng(seed), [], []
    weights = rng.dirichlet(np.full(len(provinces), 0.6))
    for quarter in list_periods(first, last):
        start = np.datetime64(period_bounds(quarter)[0].isoformat())
        for _ in range(rng.poisson(per_quarter)):
            number = len(cases)
            day = str(start + int(rng.integers(0, 89)))
            person = {
                "case": f"case-{number}",
                "person": f"person-{rng.integers(number + 1)}" if rng.random() < 0.05 else f"person-{number}",
                "organization": "CSO-01",
                "province": str(rng.choice(provinces, p=weights)),
                "sex": str(rng.choice(["female", "male", "unknown"], p=[0.7, 0.27, 0.03])),
                "age_group": str(rng.choice(["adult", "child"], p=[0.8, 0.2])),
            }
            reason = str(rng.choice(["sexual", "forced_labour", "forced_criminality"], p=[0.5, 0.4, 0.1]))
            cases.append(
                {**person, "period": quarter, "identified": day, "opened": day, "exploitation": reason}
            )
            for _ in range(rng.integers(0, 4)):
                later = str(np.datetime64(day) + int(rng.integers(0, 120)))
                period = period_of_date(later, "quarter")
                if period <= last:
                    service = {"service_type": str(rng.choice(SERVICES)), "start": later, "period": period}
                    services.append(person | service)
    return {"cases": cases, "services": services}


def revise(victims, seed, share):
    """Change the sex, the age or the province of some cases, as a corrected report does."""
    rng = np.random.default_rng(seed)
    choices = {"sex": ["female", "male"], "age_group": ["adult", "child"], "province": list(PROVINCES)}
    changed = {}
    for case in victims["cases"]:
        if rng.random() < share:
            column = str(rng.choice(list(choices)))
            changed[case["case"]] = {column: str(rng.choice(choices[column]))}
    return {table: [row | changed.get(row["case"], {}) for row in rows] for table, rows in victims.items()}


def make_case_records(victims, definitions, first, last):
    """Give the records, and the pack in which one organization reports them."""
    pack = make_pack(definitions, [("CSO-01", "KG-GB", first, last)])
    received = [("CSO-01", quarter) for quarter in list_periods(first, last)]
    return make_records(received=received, **victims), pack
