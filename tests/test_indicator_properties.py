"""What must hold of every indicator of a kind, over random records of all tables and random histories of reporting."""

import dataclasses
import itertools
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from record_builders import EVERY_FORM, make_pack, make_records

from ctip_analysis.definitions import units_parts
from ctip_analysis.indicators import compute_indicators

ORGANIZATIONS = [
    ("A", "KG-C;KG-GB", "2019Q1", "2019Q4"),
    ("B", "KG-O;KG-GO", "2019Q1", "2019Q4"),
    ("C", "KG-T", "2019Q2", "2019Q4"),
]
QUARTERS = [f"2019Q{quarter}" for quarter in (1, 2, 3, 4)]
PERIODS = {quarter: [quarter] for quarter in QUARTERS} | {
    "2019H1": QUARTERS[:2],
    "2019H2": QUARTERS[2:],
    "2019": QUARTERS,
}
HAVE_NUMBER = ("reported", "zero", "partial")
#: One row is due, and one came, whatever table it holds.
ANY_TABLE = ("reported_rows", "submissions", "due_reports")
TABLES = (
    "activities",
    "participants",
    "cases",
    "services",
    "proceedings",
    "partnerships",
    "hotline",
    "shelters",
)
CODES = {
    "province": ["KG-C", "KG-GB", "KG-O", "KG-GO", "KG-T"],
    "district": ["KG07220000000", "KG08215000000"],
    "activity_type": ["campaign", "school_session", "training_officials", "media"],
    "activity_class": ["awareness", "training", "media"],
    "status": ["completed", "completed", "planned"],
    "joint_event": ["", "", "J1", "J2"],
    "has_state_partner": ["yes", ""],
    "sex": ["female", "male", "unknown"],
    "age_group": ["child", "adult", "unknown"],
    "participant_group": ["students", "teachers", "unknown"],
    "person": ["p1", "p2", "p3", "p4", ""],
    "trafficking_status": ["possible", "actual", "not_a_victim"],
    "exploitation": ["sexual", "forced_labour", ""],
    "case_status": ["active", "closed"],
    "closure_reason": ["reintegrated", "withdrew"],
    "service_type": ["legal", "referral", "return", "one_off"],
    "accepted": ["yes", "no", ""],
    "proceeding": ["x", "y", "z"],
    "stage": ["registered", "suspect", "sent_to_court", "convicted_first_instance", "terminated", "final"],
    "article_group": ["tip", "related"],
    "code_edition": ["2017"],
    "article": ["171", "173"],
    "kind": ["council_meeting", "mou", "other"],
    "meeting": ["m1", "m2", ""],
    "funding_source": ["state", "donor"],
    "topic": ["migration", "trafficking"],
    "for_whom": ["women", "children"],
}
NUMBERS = (
    "n",
    "n_events",
    "materials_n",
    "participants_total",
    "post_test_n",
    "post_test_pass_n",
    "calls_relevant",
    "beds",
    "bed_days",
)
NUMBERS += (
    "nights",
    "persons_n",
    "victims_n",
    "victims_represented_n",
    "decisions_due_n",
    "decisions_done_n",
)
NUMBERS += ("amount_kgs", "compensation_awarded_kgs", "compensation_paid_kgs")
DATES = ("date", "identified", "opened", "start", "valid_from")
SETTINGS = settings(
    max_examples=6,
    deadline=None,
    # A smaller history says no more, and takes minutes to find.
    phases=[Phase.explicit, Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
reports = st.sets(st.tuples(st.sampled_from("ABC"), st.sampled_from(QUARTERS)), max_size=12)
seeds = st.integers(0, 2**32 - 1)


@pytest.fixture(scope="module")
def pack(definitions):
    return make_pack(definitions, ORGANIZATIONS)


def make_row(random, number, table, organization, quarter):
    """Make up one record of a table: every code, number and date that the table may hold."""
    first_month = 3 * int(quarter[5]) - 2
    day = f"2019-{first_month + random.integers(3):02d}-{random.integers(1, 29):02d}"
    row = {name: codes[random.integers(len(codes))] for name, codes in CODES.items()}
    row |= {name: int(random.integers(1, 40)) for name in NUMBERS} | dict.fromkeys(DATES, day)
    row |= {"organization": organization, "period": quarter, "source_file": f"{organization} {quarter}"}
    row |= {"activity": f"{table} {number}", "case": f"case {number % 7}", "partnership": f"{number % 5}"}
    return row


def make_history(sent, seed, *, order=1):
    """Make up what some reports hold: each some tables by its forms, and a few rows of them."""
    random = np.random.default_rng(seed)
    tables, received = {table: [] for table in TABLES}, []
    for organization, quarter in sorted(sent):
        held = [table for table in TABLES if random.random() < 0.7]
        forms = [f"form_{table}" for table in held if f"form_{table}" in EVERY_FORM]
        received.append((f"{organization} {quarter}", organization, quarter, ";".join(forms)))
        for table in held:
            for _ in range(random.integers(0, 4)):
                row = make_row(random, len(tables[table]), table, organization, quarter)
                if table == "participants":
                    # People are those of an event; where there is none, the event comes with them.
                    event = row | {"activity": f"of people {len(tables[table])}"}
                    tables["activities"].append(event)
                    row = event
                tables[table].append(row)
    tables = {name: rows[::order] for name, rows in tables.items()}
    return make_records(received=received[::order], **tables)


def totals_of(values):
    columns = list(values.columns)
    breakdowns = columns[columns.index("period") + 1 : columns.index("value")]
    return values[values[breakdowns].eq("total").all(axis=1)], breakdowns


def by_place(totals, column="value"):
    keys = ["indicator", "territory", "province", "period"]
    return totals.set_index(keys)[column].astype(float).fillna(0).to_dict()


def list_codes(definitions, *kinds, **conditions):
    own = definitions.indicators.query("source == 'organizations' and table != 'due_reports'")
    own = own[own["kind"].isin(kinds)]
    for column, accepted in conditions.items():
        own = own[own[column].isin(accepted)]
    return own["indicator"].tolist()


def list_cells(totals, code):
    """List the periods of a year and the units of each view that an indicator shows."""
    own = totals[totals["indicator"].eq(code)]
    units = own.loc[own["province"].ne("KG"), ["territory", "province"]].drop_duplicates()
    shown = set(own["period"])
    splits = [split for split in (QUARTERS, ["2019H1", "2019H2"]) if set(split) <= shown]
    return splits, {view: part["province"].tolist() for view, part in units.groupby("territory")}


def check_sums(totals, code, column="value"):
    """Check that quarters and halves add up to the year, and the units of every view to the country."""
    cells, (splits, views) = by_place(totals, column), list_cells(totals, code)
    year = cells[code, "9", "KG", "2019"]
    for split in splits:
        assert sum(cells[code, "9", "KG", period] for period in split) == pytest.approx(year), (code, split)
    for view, units in views.items():
        assert sum(cells[code, view, unit, "2019"] for unit in units) == pytest.approx(year), (code, view)


@SETTINGS
@given(reports, seeds)
def test_every_sum_adds_up_over_time_territory_and_breakdowns(pack, sent, seed):
    codes = list_codes(pack, "flow_sum")
    values = compute_indicators(make_history(sent, seed), pack, indicators=codes)
    totals, breakdowns = totals_of(values)
    assert len(codes) >= 13
    for code in set(codes) & set(totals["indicator"]):
        check_sums(totals, code)
        own = values[values["indicator"].eq(code)]
        is_single = own[breakdowns].ne("total").sum(axis=1).eq(1)
        for column in [name for name in breakdowns if own.loc[is_single, name].ne("total").any()]:
            keys = ["territory", "province", "period"]
            parts = own[is_single & own[column].ne("total")].groupby(keys)["value"].sum()
            whole = totals[totals["indicator"].eq(code)].set_index(keys)["value"].fillna(0)
            pd.testing.assert_series_equal(
                parts, whole.loc[parts.index].astype(float), check_names=False, obj=f"{code} {column}"
            )


@SETTINGS
@given(reports, seeds)
def test_every_count_of_different_ones_lies_between_its_largest_part_and_their_sum(pack, sent, seed):
    codes = list_codes(pack, "distinct_count")
    totals, _ = totals_of(compute_indicators(make_history(sent, seed), pack, indicators=codes))
    cells = by_place(totals)
    for code in set(codes) & set(totals["indicator"]):
        splits, views = list_cells(totals, code)
        year = cells[code, "9", "KG", "2019"]
        parts = [[cells[code, "9", "KG", period] for period in split] for split in splits]
        parts += [[cells[code, view, unit, "2019"] for unit in units] for view, units in views.items()]
        for own in parts:
            assert max(own) <= year <= sum(own), code
    # The first identification alone counts: these add up.
    if "PROT-01" in set(totals["indicator"]):
        check_sums(totals, "PROT-01")


@SETTINGS
@given(reports, seeds)
def test_every_ratio_is_its_sums_divided_and_lies_between_the_ratios_of_its_parts(pack, sent, seed):
    codes = list_codes(pack, "ratio_of_sums", "cohort_ratio", "rate")
    totals, _ = totals_of(compute_indicators(make_history(sent, seed), pack, indicators=codes))
    own = totals.merge(pack.indicators[["indicator", "kind", "multiplier", "aggregate"]], on="indicator")
    ratios = own[own["denominator"].notna() & own["value"].notna()]
    expected = ratios["numerator"] * ratios["multiplier"].astype(float) / ratios["denominator"]
    np.testing.assert_allclose(ratios["value"].astype(float), expected.astype(float), rtol=1e-12)
    for code in list_codes(pack, "ratio_of_sums", moment=["during"], aggregate=["sum", "count"]):
        if code in set(totals["indicator"]):
            check_sums(totals, code, "numerator")
            check_sums(totals, code, "denominator")
            halves = ratios.query("indicator == @code and province == 'KG'").set_index("period")["value"]
            if {"2019H1", "2019H2", "2019"} <= set(halves.index):
                low, high = sorted([halves["2019H1"], halves["2019H2"]])
                assert low - 1e-9 <= halves["2019"] <= high + 1e-9, code


@SETTINGS
@given(reports, seeds)
def test_every_stock_of_a_period_is_that_of_its_last_quarter(pack, sent, seed):
    stocks = list_codes(pack, "stock_end") + list_codes(pack, "ratio_of_sums", moment=["end"])
    totals, _ = totals_of(compute_indicators(make_history(sent, seed), pack, indicators=stocks))
    cells = by_place(totals)
    for code in stocks:
        places = {key[1:3] for key in cells if key[0] == code}
        for view, unit in places:
            assert cells[code, view, unit, "2019"] == cells[code, view, unit, "2019H2"], code
            if (code, view, unit, "2019Q2") in cells:
                assert cells[code, view, unit, "2019H1"] == cells[code, view, unit, "2019Q2"], code


@SETTINGS
@given(reports, seeds)
def test_no_order_of_rows_and_no_second_copy_of_a_report_changes_anything(pack, sent, seed):
    values = compute_indicators(make_history(sent, seed), pack)
    turned = make_history(sent, seed, order=-1)
    copies = [turned.submissions.assign(fate=fate) for fate in ("duplicate", "superseded")]
    turned.submissions = pd.concat([*copies, turned.submissions], ignore_index=True)
    pd.testing.assert_frame_equal(compute_indicators(turned, pack), values)


@SETTINGS
@given(reports, seeds)
def test_an_organization_that_says_nothing_changes_no_number_of_any_indicator(pack, sent, seed):
    records = make_history(sent, seed)
    silent = pack.organizations.iloc[[0]].assign(organization="S", provinces="KG-C;KG-N")
    more = dataclasses.replace(pack, organizations=pd.concat([pack.organizations, silent], ignore_index=True))
    before, after = compute_indicators(records, pack), compute_indicators(records, more)
    keys = list(before.columns[: list(before.columns).index("value")])
    both = before[~before["indicator"].eq("DQ-01")].merge(after, on=keys, suffixes=("", "_after"))
    assert len(both) == before["indicator"].ne("DQ-01").sum()
    known = both["value"].notna()
    assert (both.loc[known, "value"] == both.loc[known, "value_after"]).all()
    assert (both["status"].eq("not_due") | both["value_after"].notna().eq(known)).all()


def expect_status(value, due, came, kind):
    """Give the status that a value must have, from who was due, who came and whether there is a number at all."""
    if not np.isnan(value):
        return "partial" if came < due else "zero" if value == 0 else "reported"
    if not due:
        return "not_due"
    is_ratio = kind in ("ratio_of_sums", "cohort_ratio", "rate")
    return "not_reported" if not came or not is_ratio else "not_applicable"


#: What a report may leave blank of a record, beside what tells the same thing told twice.
LOSABLE = [
    "province",
    "district",
    "activity_type",
    "activity_class",
    "status",
    "sex",
    "age_group",
    "trafficking_status",
]
LOSABLE += [
    "exploitation",
    "case_status",
    "service_type",
    "stage",
    "article_group",
    "kind",
    "date",
    "identified",
]
LOSABLE += ["start", "n", "participants_total", "n_events", "persons_n", "beds"]


def tell_once(records):
    """Make each record one of its own: of what is told twice another account might stand once a field is lost."""
    tables = {}
    for table in TABLES:
        frame = getattr(records, table).copy()
        for key in frame.columns.intersection(["joint_event", "meeting"]):
            frame[key] = ""
        for key in frame.columns.intersection(["proceeding", "person", "case", "partnership"]):
            frame[key] = [f"{table} {number}" for number in range(len(frame))]
        tables[table] = frame
    return SimpleNamespace(**{**vars(records), **tables})


def lose_knowledge(records, seed):
    """Blank one field in ten of all records."""
    random, tables = np.random.default_rng(seed), {}
    provinces = {organization: places.split(";") for organization, places, *_ in ORGANIZATIONS}
    for table in TABLES:
        frame = getattr(records, table).copy()
        for column in frame.columns.intersection(LOSABLE):
            nothing = pd.NA if pd.api.types.is_numeric_dtype(frame[column]) else ""
            is_lost = random.random(len(frame)) < 0.1
            if column == "province":
                # Of a record of no province is known where its organization works, and not more.
                pairs = zip(frame["organization"], frame["province"], strict=True)
                is_lost &= np.array([place in provinces[who] for who, place in pairs], dtype=bool)
            frame[column] = frame[column].mask(is_lost, nothing)
        tables[table] = frame
    return SimpleNamespace(**{**vars(records), **tables})


@settings(parent=SETTINGS, max_examples=12)
@given(reports, seeds)
def test_what_reports_do_not_tell_makes_a_number_partial_or_missing_and_never_just_less(pack, sent, seed):
    records = tell_once(make_history(sent, seed))
    codes = list_codes(pack, "flow_sum", "distinct_count", "stock_end")
    periods = ["month", "quarter", "half", "year", "2019-02/2019-08"]
    before, after = (
        totals_of(compute_indicators(own, pack, indicators=codes, periods=periods))[0].set_index(
            ["indicator", "territory", "province", "period"]
        )
        for own in (records, lose_knowledge(records, seed))
    )
    own = after.join(before["value"].rename("before"))
    less = own[own["value"].lt(own["before"]) | (own["value"].eq(0) & own["before"].gt(0))]
    assert less["status"].eq("partial").all(), less[less["status"].ne("partial")].iloc[0]
    gone = own[own["value"].isna() & own["before"].notna()]
    # Who speaks of a province where nobody was due is not due there once it names no province.
    assert gone["status"].isin(["not_reported", "not_due"]).all()


@SETTINGS
@given(reports, seeds)
def test_every_status_of_every_indicator_follows_from_who_was_due_or_reported_undue_and_who_came(
    pack, sent, seed
):
    records = make_history(sent, seed)
    totals, _ = totals_of(compute_indicators(records, pack))
    rows = {table: set(getattr(records, table)["source_file"]) for table in TABLES}
    forms = records.submissions.set_index("file")["form"].to_dict()

    def has_come(organization, quarter, table):
        file = f"{organization} {quarter}"
        if (organization, quarter) not in sent or table in ANY_TABLE:
            return (organization, quarter) in sent
        is_nil = not forms[file] and not any(file in held for held in rows.values())
        own = "activities" if table == "participants" else table
        return is_nil or f"form_{own}" in forms[file].split(";") or file in rows[table]

    provinces = {organization: places.split(";") for organization, places, *_ in ORGANIZATIONS}
    first = {organization: start for organization, _, start, _ in ORGANIZATIONS}
    listed = {
        (name, quarter): {*provinces[name]}
        for name in first
        for quarter in QUARTERS
        if quarter >= first[name]
    }
    held = {q: set().union(*(own for (_, quarter), own in listed.items() if quarter == q)) for q in QUARTERS}

    def places_of(organization, quarter, table):
        """Where a report is due: where it is listed, and where it has rows though nobody is listed there."""
        tables = (
            TABLES
            if table in ANY_TABLE
            else ("activities", "participants")
            if table == "participants"
            else (table,)
        )
        frames = [getattr(records, name) for name in tables]
        file = f"{organization} {quarter}"
        told = {place for frame in frames for place in frame.loc[frame["source_file"].eq(file), "province"]}
        own = listed.get((organization, quarter), set())
        return own | (
            (told - held[quarter] if own else told) if has_come(organization, quarter, table) else set()
        )

    units = {(view, unit): set(own) for view in pack.views for unit, own in units_parts(pack, view).items()}
    units["9", "KG"] = {place for own in provinces.values() for place in own}
    indicators = pack.indicators.set_index("indicator")
    pairs = itertools.product(provinces, QUARTERS, {*TABLES, *ANY_TABLE})
    places = {key: places_of(*key) for key in pairs}
    for row in totals[totals["source"].eq("organizations")].itertuples(index=False):
        indicator = indicators.loc[row.indicator]
        if indicator["table"] in ("due_reports", "submissions") or not indicator["aggregate"]:
            continue
        if "age_group" in indicator["filter"]:
            # Some of the people have no age: that leaves a number partial whoever came.
            continue
        spoken = PERIODS[row.period][-1:] if indicator["moment"] == "end" else PERIODS[row.period]
        due = [
            (organization, quarter)
            for organization in provinces
            for quarter in spoken
            if units[row.territory, row.province] & places[organization, quarter, indicator["table"]]
        ]
        came = [pair for pair in due if has_come(*pair, indicator["table"])]
        expected = expect_status(row.value, len(due), len(came), indicator["kind"])
        assert row.status == expected, row
        assert (row.value is not None and not np.isnan(row.value)) == (row.status in HAVE_NUMBER)
        owners = {organization for organization, _ in due}
        whole = owners - {organization for organization, quarter in set(due) - set(came)}
        assert (row.organizations_expected, row.organizations_reporting) == (len(owners), len(whole)), row
