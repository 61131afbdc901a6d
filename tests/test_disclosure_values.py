"""The values of a run: views, periods and breakdowns are one linked system; rates and shares follow their counts."""

import itertools
import json
from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest
from attacker import Cell, attack

import ctip_analysis as ctip
from ctip_analysis.definitions import say_error, units_parts
from ctip_analysis.frames import VALUE_COLUMNS_AFTER, VALUE_COLUMNS_BEFORE
from ctip_analysis.releasing import write_internal

COLUMNS = [*VALUE_COLUMNS_BEFORE, "age_group", "exploitation", "sex", *VALUE_COLUMNS_AFTER]
SEXES = ("female", "male", "unknown")
PERIODS = {"2019Q1": [0], "2019Q2": [1], "2019H1": [0, 1]}


def make_row(indicator, territory, province, period, value, *, sex="total", denominator=np.nan, status=None):
    status = status or ("zero" if value == 0 else "reported")
    numerator = value
    if denominator == denominator:
        value = 100_000 * value / denominator
    return (
        *(indicator, territory, province, period, "total", "total", sex),
        *(value, numerator, denominator, 1, 1, status),
    )


def make_values(definitions, population, *, published_sexes=SEXES):
    """Tabulate (quarter, province, sex) over periods, views and sex, with a rate; and list the cells' covers."""
    provinces = list(definitions.provinces["province"])
    base = np.arange(population.size).reshape(population.shape)
    units = [("9", "KG", provinces)]
    units += [(v, unit, own) for v in definitions.views for unit, own in units_parts(definitions, v).items()]
    rows, covers = [], []
    for (view, unit, own), (period, quarters) in itertools.product(units, PERIODS.items()):
        inside = [provinces.index(province) for province in own]
        for sex in ("total", *published_sexes):
            kinds = [SEXES.index(sex)] if sex != "total" else [0, 1, 2]
            members = base[np.ix_(quarters, inside, kinds)].ravel()
            value = int(population.ravel()[members].sum())
            rows.append(make_row("STAT-01", view, unit, period, value, sex=sex))
            covers.append(members)
        total = int(population[np.ix_(quarters, inside)].sum())
        rows.append(make_row("STAT-02", view, unit, period, total, denominator=100_000 * len(own)))
        covers.append(base[np.ix_(quarters, inside)].ravel())
    return pd.DataFrame(rows, columns=COLUMNS), covers


def make_population(seed, mean):
    rng = np.random.default_rng(seed)
    population = rng.negative_binomial(0.4, 0.4 / (0.4 + mean), size=(2, 9, 3))
    population[:, rng.permutation(9)[:5], :] = 0
    return population


@pytest.mark.parametrize(("seed", "mean"), [(1, 2), (2, 6)])
def test_no_small_count_is_learnt_over_views_periods_and_breakdowns(definitions, seed, mean):
    values, covers = make_values(definitions, make_population(seed, mean))
    protected = ctip.protect(values, definitions)
    cells = []
    for row, out, members in zip(values.itertuples(), protected.values.itertuples(), covers, strict=True):
        count = int(row.numerator)
        is_hidden = out.status == "suppressed"
        assert is_hidden == (out.value != out.value) == (out.numerator != out.numerator)
        cells.append(Cell(tuple(row[1:8]), members, count, None if is_hidden else count, 1))
    assert attack(cells, 2 * 9 * 3, is_whole=False) == []
    told = ctip.verify_audit(protected)
    assert told["proved"] == told["small_counts"] > 0


def test_persons_in_no_published_category_are_protected_like_others(definitions):
    population = np.zeros((2, 9, 3), dtype=int)
    population[0, 0] = [40, 30, 4]
    values, _ = make_values(definitions, population, published_sexes=("female", "male"))
    out = ctip.protect(values, definitions).values
    own = out[out["province"].eq("KG") & out["period"].eq("2019H1") & out["indicator"].eq("STAT-01")]
    shown = own.loc[own["status"].ne("suppressed"), "sex"].tolist()
    # 74 - 40 - 30 would tell of four persons whose sex is unknown.
    assert len(shown) < 3


def test_a_rate_is_shown_where_its_count_is_and_hidden_where_it_is_not(definitions):
    values, _ = make_values(definitions, make_population(3, 6))
    out = ctip.protect(values, definitions).values
    keys = ["territory", "province", "period"]
    counts = out[out["indicator"].eq("STAT-01") & out["sex"].eq("total")].set_index(keys)["status"]
    rates = out[out["indicator"].eq("STAT-02")].set_index(keys)
    assert (counts.eq("suppressed") == rates["status"].eq("suppressed")).all()
    assert (
        rates.loc[rates["status"].eq("suppressed"), ["value", "numerator", "denominator"]]
        .isna()
        .to_numpy()
        .all()
    )


def test_a_rate_without_population_does_not_carry_its_hidden_count(definitions):
    rows = [
        make_row("STAT-01", "9", "KG-B", "2019", 3),
        make_row("STAT-02", "9", "KG-B", "2019", 3, status="not_applicable"),
    ]
    out = ctip.protect(pd.DataFrame(rows, columns=COLUMNS), definitions).values
    assert out["status"].tolist() == ["suppressed", "not_applicable"]
    assert out["numerator"].isna().all()


def test_counts_of_activities_pass_through(definitions):
    values = pd.DataFrame([make_row("PREV-01", "9", "KG-B", "2019Q1", 2)], columns=COLUMNS)
    assert ctip.protect(values, definitions).values["value"].tolist() == [2]


def test_persons_counted_in_two_parts_leave_an_inequality(definitions):
    """Two quarters of 12 and 15 make a year of 20: seven came twice. Nothing is small, nothing is hidden."""
    rows = [
        make_row("STAT-01", "9", "KG", period, value)
        for period, value in (("2019", 20), ("2019H1", 12), ("2019H2", 15))
    ]
    out = ctip.protect(pd.DataFrame(rows, columns=COLUMNS), definitions).values
    assert out["status"].tolist() == ["reported"] * 3
    rows[1] = make_row("STAT-01", "9", "KG", "2019H1", 7)
    out = ctip.protect(pd.DataFrame(rows, columns=COLUMNS), definitions).values
    # Of 20 in the year and 15 in one half, at least 5 came in the other: it could not be 1, so more is hidden.
    assert out["status"].eq("suppressed").sum() >= 2


def test_the_next_release_with_the_ledger_of_the_first_keeps_its_pattern(definitions):
    values, _ = make_values(definitions, make_population(2, 6))
    first = ctip.protect(values, definitions)
    again = ctip.protect(values, definitions, ledger=first.ledger)
    pd.testing.assert_frame_equal(first.values, again.values)
    assert again.audit["earlier_releases"] == 1


def test_no_true_value_of_a_hidden_row_is_in_the_ledger(definitions):
    values, _ = make_values(definitions, make_population(2, 6))
    ledger = ctip.protect(values, definitions).ledger
    assert ledger.loc[ledger["status"].eq("suppressed"), "value"].isna().all()


def test_the_annex_of_a_run_proves_it_again_and_a_changed_one_does_not(definitions, tmp_path):
    values, _ = make_values(definitions, make_population(2, 6))
    protected = ctip.protect(values, definitions)
    frame = pd.DataFrame({"file": ["f"]})
    write_internal(
        tmp_path,
        records=SimpleNamespace(submissions=frame),
        issues=frame,
        values=values,
        annex=protected.annex,
    )
    assert ctip.verify_audit(ctip.read_annex(tmp_path / "annex.json")) == ctip.verify_audit(protected)
    packed = json.loads((tmp_path / "annex.json").read_text(encoding="utf-8"))
    for system in packed["systems"]:
        for cell in system["is_small"]:
            _, low, high = next(own for own in system["open_between"] if own[0] == cell)
            assert low <= system["floor"][cell] and high >= 11
    packed["systems"][0]["witnesses"][0][0] += 1
    (tmp_path / "annex.json").write_text(json.dumps(packed), encoding="utf-8")
    with pytest.raises(ctip.DisclosureError):
        ctip.verify_audit(ctip.read_annex(tmp_path / "annex.json"))
    (tmp_path / "annex.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ctip.DisclosureError, match="no annex"):
        ctip.read_annex(tmp_path / "annex.json")


def test_the_order_of_rows_changes_nothing(definitions):
    values, _ = make_values(definitions, make_population(1, 6))
    expected = ctip.protect(values, definitions).values["status"]
    found = ctip.protect(values.sample(frac=1, random_state=1), definitions).values["status"]
    pd.testing.assert_series_equal(found.sort_index(), expected)


def make_share(indicator, province, period, above, below):
    row = list(make_row(indicator, "9", province, period, 100 * above / below))
    row[COLUMNS.index("numerator")], row[COLUMNS.index("denominator")] = above, below
    return row


def test_a_share_of_all_does_not_tell_the_hidden_count_that_is_its_denominator(definitions):
    identified = {"KG": 150, "KG-C": 4, "KG-GB": 60, "KG-J": 86}
    rows = [make_row("PROT-01", "9", place, "2019H1", count) for place, count in identified.items()]
    rows += [
        make_share("PROT-04", place, "2019H1", 30, identified[place]) for place in ("KG", "KG-GB", "KG-J")
    ]
    out = ctip.protect(pd.DataFrame(rows, columns=COLUMNS), definitions).values
    shown = out[out["value"].notna()].groupby("indicator")["province"].agg(set)
    assert "KG-C" not in shown["PROT-01"] and len(shown["PROT-01"]) == 2
    assert shown["PROT-04"] == shown["PROT-01"]


def make_open_cases(definitions, seed, mean):
    """Tabulate new cases by quarter and the cases that are open at its end, none closed; and list the cells' covers."""
    provinces, quarters = list(definitions.provinces["province"]), [f"2019Q{n}" for n in (1, 2, 3, 4)]
    rng = np.random.default_rng(seed)
    new = rng.negative_binomial(0.5, 0.5 / (0.5 + mean), size=(5, 9))
    new[0] = rng.permutation([0, 0, 0, 12, 14, 15, 20, 30, 40])  # open before the first quarter
    base = np.arange(new.size).reshape(new.shape)
    rows, covers = [], []
    for view, unit, own in [
        ("9", "KG", provinces),
        *((v, unit, own) for v in definitions.views for unit, own in units_parts(definitions, v).items()),
    ]:
        inside = [provinces.index(province) for province in own]
        periods = {quarter: [n] for n, quarter in enumerate(quarters, start=1)} | {"2019": [1, 2, 3, 4]}
        for period, came in periods.items():
            for indicator, held in (("PROT-01", came), ("PROT-11", range(came[-1] + 1))):
                members = base[np.ix_(list(held), inside)].ravel()
                rows.append(make_row(indicator, view, unit, period, int(new.ravel()[members].sum())))
                covers.append(members)
    return pd.DataFrame(rows, columns=COLUMNS), covers, new.size


@pytest.mark.parametrize(("seed", "mean"), [(1, 2), (2, 6), (3, 12), (4, 25)])
def test_open_cases_at_two_ends_do_not_tell_the_new_ones_between(definitions, seed, mean):
    values, covers, n_base = make_open_cases(definitions, seed, mean)
    protected = ctip.protect(values, definitions)
    cells = [
        Cell(
            tuple(row[1:8]),
            members,
            int(row.value),
            None if out.status == "suppressed" else int(out.value),
            1,
        )
        for row, out, members in zip(values.itertuples(), protected.values.itertuples(), covers, strict=True)
    ]
    assert attack(cells, n_base, is_whole=False) == []
    shown = protected.values[protected.values["indicator"].eq("PROT-11") & protected.values["value"].notna()]
    assert len(shown) > 0
    told = ctip.verify_audit(protected)
    assert told["proved"] == told["small_counts"] > 0


def test_a_small_step_of_open_cases_is_protected_where_no_new_ones_are_counted(definitions):
    levels = {"2019Q1": 40, "2019Q2": 43, "2019Q3": 43, "2019Q4": 80}
    rows = [make_row("PROT-11", "9", "KG", period, level) for period, level in levels.items()]
    out = ctip.protect(pd.DataFrame(rows, columns=COLUMNS), definitions).values
    shown = set(out.loc[out["value"].notna(), "period"])
    # 43 less 40 would be three survivors' cases; 80 less 43 may be told.
    assert "2019Q4" in shown and shown != set(levels)
    assert not {"2019Q1", "2019Q2"} <= shown and not {"2019Q1", "2019Q3"} <= shown


def test_every_hidden_count_is_explained_also_where_two_indicators_are_joined(definitions):
    values, _, _ = make_open_cases(definitions, 3, 12)
    protected = ctip.protect(values, definitions)
    hidden = protected.values[protected.values["status"].eq("suppressed")]
    said = [
        ctip.explain(
            protected, row.indicator, territory=row.territory, province=row.province, period=row.period
        )
        for row in hidden.itertuples()
    ]
    assert sum("hidden to guard the small count" in text for text in said) > 5
    assert not any("earlier release" in text for text in said)


def test_a_share_is_shown_where_both_counts_and_what_is_between_are_large(definitions):
    rows = [
        make_share("PROT-08", "KG", period, *counts)
        for period, counts in {"2017": (20, 60), "2018": (40, 45), "2019": (3, 60)}.items()
    ]
    out = ctip.protect(pd.DataFrame(rows, columns=COLUMNS), definitions).values
    assert out["value"].notna().tolist() == [True, False, False]
    assert out.loc[1:, ["value", "numerator", "denominator"]].isna().to_numpy().all()


def test_amounts_of_money_are_hidden_for_nobody_knows_of_how_many_people_they_are(definitions):
    row = list(make_row("PROS-08", "9", "KG", "2019", 50))
    row[COLUMNS.index("numerator")], row[COLUMNS.index("denominator")] = 40_000, 80_000
    protected = ctip.protect(pd.DataFrame([row], columns=COLUMNS), definitions)
    assert protected.values["status"].tolist() == ["suppressed"]
    assert "how many people" in ctip.explain(protected, "PROS-08", province="KG", period="2019")


def test_breakdowns_that_are_crossed_without_margins_add_up_to_the_total(definitions):
    crossed = [("female", "child", 30), ("male", "child", 4), ("female", "adult", 25), ("male", "adult", 21)]
    rows = [make_row("STAT-01", "9", "KG", "2019", 80)]
    for sex, age, count in crossed:
        row = list(make_row("STAT-01", "9", "KG", "2019", count, sex=sex))
        row[COLUMNS.index("age_group")] = age
        rows.append(row)
    out = ctip.protect(pd.DataFrame(rows, columns=COLUMNS), definitions).values
    assert out["status"].eq("suppressed").sum() == 2


def test_an_age_group_that_holds_others_is_their_sum(definitions):
    rows = [make_row("STAT-01", "9", "KG", "2019", 90)]
    for age, count in (("child", 40), ("0_13", 36), ("14_17", 4), ("adult", 50)):
        row = list(make_row("STAT-01", "9", "KG", "2019", count))
        row[COLUMNS.index("age_group")] = age
        rows.append(row)
    out = ctip.protect(pd.DataFrame(rows, columns=COLUMNS), definitions).values
    assert out["status"].tolist().count("suppressed") == 2 and out["status"][3] == "suppressed"


def test_a_part_above_its_total_is_no_reason_to_stop(definitions):
    rows = [make_row("STAT-01", "9", "KG", "2019", 20)]
    rows += [make_row("STAT-01", "9", "KG", "2019", n, sex=sex) for sex, n in (("female", 25), ("male", 3))]
    out = ctip.protect(pd.DataFrame(rows, columns=COLUMNS), definitions).values
    assert out["status"].tolist() == ["reported", "reported", "suppressed"]


def test_what_earlier_releases_make_impossible_stops_with_the_tables_that_would_do(definitions):
    rows = [make_row("STAT-01", "9", "KG", "2019", 11)]
    first = ctip.protect(pd.DataFrame(rows, columns=COLUMNS), definitions)
    rows += [make_row("STAT-01", "9", "KG", "2019", n, sex=sex) for sex, n in (("female", 5), ("male", 6))]
    values = pd.DataFrame(rows, columns=COLUMNS)
    with pytest.raises(ctip.DisclosureError) as stopped:
        ctip.protect(values, definitions, ledger=first.ledger)
    assert "STAT-01 KG 2019 sex female (narrowed by" in str(stopped.value)
    assert str(stopped.value).endswith("These coarser tables would do: STAT-01 without sex.")
    in_russian = say_error(stopped.value, definitions, "ru")
    assert in_russian.startswith("После того, что уже опубликовано") and "STAT-01 without sex" in in_russian
    assert "жарамак: STAT-01" in say_error(stopped.value, definitions, "ky")
    coarser = values[values["sex"].eq("total")]
    assert ctip.protect(coarser, definitions, ledger=first.ledger).values["value"].tolist() == [11]


@pytest.mark.parametrize(
    ("language", "said"),
    [
        ("en", "to guard the small count"),
        ("ru", "чтобы защитить малое число"),
        ("ky", "аз санды коргоо үчүн"),
    ],
)
def test_a_hidden_value_is_explained_by_what_it_guards_and_the_sum_that_would_tell(
    definitions, language, said
):
    rows = [make_row("STAT-01", "9", "KG", "2019", 70)]
    rows += [make_row("STAT-01", "9", "KG", "2019", n, sex=sex) for sex, n in (("female", 67), ("male", 3))]
    protected = ctip.protect(pd.DataFrame(rows, columns=COLUMNS), definitions)

    def explain(**codes):
        cell = {"province": "KG", "period": "2019", **codes}
        return ctip.explain(protected, "STAT-01", definitions=definitions, language=language, **cell)

    told = explain(sex="female")
    country = definitions.settings["name"][language]
    assert said in told and f"STAT-01 ({country}, 2019) = STAT-01 ({country}, 2019, " in told
    assert "10" in explain(sex="male") and "67" not in told
    assert explain() == ctip.explain(protected, "STAT-01", language=language, province="KG", period="2019")
    with pytest.raises(ctip.InputError, match="no value of STAT-01"):
        explain(sex="unknown")
    with pytest.raises(ctip.InputError, match="no column"):
        explain(color="red")


def test_the_audit_counts_by_indicator_and_says_what_it_covers(definitions):
    values, _ = make_values(definitions, make_population(2, 6))
    audit = ctip.protect(values, definitions).audit
    told = audit["tables"].values()
    assert set(audit["tables"]) == {"STAT-01", "STAT-02"}
    assert {name for own in told for name in own} == {"hidden", "shown"}
    assert sum(own["hidden"] for own in told) == audit["cells_primary"] + audit["cells_complementary"]
    assert audit["hidden_for_nothing"] == audit["differences_not_protected"] == 0
    assert audit["bound"] <= audit["cost"] and audit["sums"] > 100
    assert set(audit["in_words"]) == set(definitions.languages)
