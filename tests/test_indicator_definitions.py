"""What a pack says of its indicators: read, checked whole, and told all at once where it is wrong."""

import csv
import re
import shutil
from dataclasses import replace

import pandas as pd
import pytest
from typer.testing import CliRunner

import ctip_analysis as ctip
from ctip_analysis.cli import app
from ctip_analysis.definitions import (
    DEFAULT_PACK,
    load_definitions,
    load_received,
    mark_rows,
    parse_breakdowns,
    parse_filter,
    period_bounds,
    period_kind,
)
from ctip_analysis.definitions.record_columns import DERIVED_COLUMNS
from ctip_analysis.errors import DefinitionsError, InputError
from ctip_analysis.indicators import explain_indicator
from ctip_analysis.indicators.ages import roll_up_bands
from ctip_analysis.indicators.derived import DERIVED
from ctip_analysis.indicators.kinds import KINDS


@pytest.fixture
def pack(tmp_path):
    return shutil.copytree(DEFAULT_PACK, tmp_path / "pack")


def change(pack, code, table="indicators", key="indicator", **cells):
    """Change cells of one row of a table of a pack; give the number of its line."""
    path = pack / f"{table}.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    position = next(place for place, row in enumerate(rows) if row[key] == code)
    rows[position] |= cells
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    return position + 2


def test_the_pack_has_the_42_indicators_of_the_framework_and_the_official_two(definitions):
    counts = {"PREV": 12, "PROT": 12, "PROS": 8, "PART": 6, "DQ": 4, "STAT": 2}
    own = definitions.indicators.query("tier != 'companion'")["indicator"]
    assert own.str.partition("-")[0].value_counts().to_dict() == counts
    assert definitions.indicators["tier"].value_counts()[["core", "extended"]].tolist() == [30, 12]


def test_a_companion_stands_beside_the_indicator_whose_second_half_it_is(definitions):
    codes = set(definitions.indicators["indicator"])
    companions = definitions.indicators.query("tier == 'companion'")["indicator"].tolist()
    assert companions == ["PROT-12A", "PROS-05A", "PROS-08A", "DQ-02A"]
    assert {code[:-1] for code in companions} <= codes


def test_victims_are_protected_and_activities_are_not(definitions):
    indicators = definitions.indicators.set_index("indicator")
    protected = set(indicators.index[indicators["protection"].eq("victims")])
    assert {f"PROS-0{n}" for n in range(1, 9)} | {"PROT-01", "PROT-12", "PREV-10", "STAT-01"} - {
        "PROT-12"
    } <= protected
    assert not {"PREV-01", "PREV-02", "DQ-01", "PART-05"} & protected


BAD = {
    "an unknown column in a filter": (
        {"filter": "activity_klass == 'awareness'"},
        "column filter: the table activities has no column 'activity_klass'",
    ),
    "a filter that is no filter": ({"filter": "n_events = 3"}, "column filter: The filter 'n_events = 3'"),
    "code in a filter": ({"filter": "__import__('os')"}, "cannot be read"),
    "a breakdown that the table does not have": (
        {"breakdowns": "sex"},
        "column breakdowns: the table activities has no column 'sex'",
    ),
    "a breakdown that is none": ({"breakdowns": "activity_type*"}, "The breakdowns 'activity_type*'"),
    "a breakdown of a period that is none": ({"breakdowns": "activity_type@week"}, "activity_type@week"),
    "a missing translation": ({"name_ky": ""}, "column name_ky: the translation is missing"),
    "a caveat in one language": ({"caveat_en": "Mind."}, "column caveat_ru: the translation is missing"),
    "an unknown kind": ({"kind": "sum"}, "column kind: 'sum' is none of flow_sum"),
    "no measure": ({"measure": ""}, "column measure: what 'sum' is to be taken of is missing"),
    "a window that is no number": (
        {"window_days": "three"},
        "column window_days: 'three' is no number of days",
    ),
    "a multiplier that is no number": ({"multiplier": "x"}, "column multiplier: 'x' is no number"),
    "a view that is none": ({"views": "9;6"}, "column views: '6' is none of 2, 7, 8, 9, country"),
    "a code that its list does not have": (
        {"filter": "status == 'complete'"},
        "column filter: 'complete' is no code of 'status'",
    ),
    "a unit without a word": ({"unit": "happenings"}, "words.csv has no word 'unit_happenings'"),
    "a column without a word": ({"measure": "budget_kgs"}, "words.csv has no word 'field_budget_kgs'"),
    "official figures crossed": (
        {"source": "official", "breakdowns": "activity_type*activity_class"},
        "column breakdowns: official figures are broken down one way at a time",
    ),
    "a sum of texts": ({"measure": "activity_type"}, "column measure: 'activity_type' holds no numbers"),
    "a text held against a number": (
        {"filter": "activity_type > 90"},
        "column filter: 'activity_type' holds texts",
    ),
    "a number held against a text": ({"filter": "n_events > 'x'"}, "column filter: 'n_events' holds numbers"),
    "a day that is none": ({"filter": "date > '2019-99-99'"}, "column filter: '2019-99-99' is no day"),
    "a multiplier of zero": ({"multiplier": "0"}, "column multiplier: '0' is not above zero"),
    "a multiplier without end": ({"multiplier": "inf"}, "column multiplier: 'inf' is no number"),
    "decimals without end": ({"decimals": "inf"}, "column decimals: 'inf' is no number"),
    "a code that cannot name a file": ({"indicator": "PREV/01"}, "column indicator: 'PREV/01' is no code"),
    "no code": ({"indicator": ""}, "column indicator: '' is no code"),
    "an unknown tier": ({"tier": "coree"}, "column tier: 'coree' is none of core, extended"),
    "an unknown level": ({"level": "effect"}, "column level: 'effect' is none of output, outcome"),
    "a sum with something below a line": (
        {"denominator": "status == 'completed'"},
        "column denominator: a flow_sum has no line. Only ratio_of_sums and cohort_ratio do.",
    ),
    "the interval of a share around a sum": (
        {"interval": "wilson"},
        "column interval: wilson is the interval of a share of what was counted",
    ),
    "the interval of a rate around a sum": (
        {"interval": "garwood"},
        "column interval: garwood is the interval of a rate",
    ),
    "a date that holds none": ({"date": "activity_type"}, "column date: 'activity_type' holds no dates"),
    "decimals below zero": ({"decimals": "-1"}, "column decimals: '-1' is no whole number"),
    "a pillar without a word": ({"pillar": "xx"}, "column pillar: words.csv has no word 'pillar_xx'"),
    "the last of nothing": (
        {"moment": "last", "deduplicate_on": ""},
        "column deduplicate_on: the last of what?",
    ),
    "nobody whom it protects": ({"protection": "victims"}, "column people: protected"),
    "a day of the period in a flow": (
        {"filter": "date <= period_end"},
        "only an indicator of the moment 'end' may name days",
    ),
    "the first day of the period in a stock": (
        {"kind": "stock_end", "moment": "end", "filter": "date >= period_start"},
        "column filter: a stock holds on the last day of a period. Compare with period_end",
    ),
}


@pytest.mark.parametrize(("cells", "said"), BAD.values(), ids=BAD)
def test_a_bad_indicator_is_told_with_its_row_and_column(pack, cells, said):
    row = change(pack, "PREV-01", **cells)
    with pytest.raises(DefinitionsError) as caught:
        load_definitions(pack)
    assert f"indicators.csv, row {row}" in str(caught.value)
    assert said in str(caught.value)


def test_a_new_indicator_of_a_known_kind_is_a_row_and_no_code(pack):
    path = pack / "indicators.csv"
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    like = next(row for row in rows if row["indicator"] == "PREV-01")
    rows.append(like | {"indicator": "PREV-99", "filter": "activity_type == 'campaign'", "subject": ""})
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(rows[0]), lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    definitions = load_definitions(pack)
    with ctip.example_reports() as folder:
        records = ctip.clean(ctip.read_reports(folder), definitions)
    values = ctip.compute_indicators(records, definitions, indicators=["PREV-01", "PREV-99"])
    country = values.query("province == 'KG' and period == '2019Q1'").set_index(
        ["indicator", "activity_type"]
    )
    assert country.loc[("PREV-99", "total"), "value"] == country.loc[("PREV-01", "campaign"), "value"] > 0
    assert "PREV-99" in explain_indicator("PREV-99", definitions)


def test_all_bad_rows_are_told_at_once(pack):
    change(pack, "PREV-01", filter="nonsense")
    change(pack, "PREV-08", kind="nonsense")
    change(pack, "PROT-02", numerator="NONE-01")
    change(pack, "KG-C", "population", "province", population="many")
    with pytest.raises(DefinitionsError, match=r"has \d fault") as caught:
        load_definitions(pack)
    for part in (
        "'nonsense' has a part",
        "none of flow_sum",
        "'NONE-01' is no indicator",
        "'many' is no number",
    ):
        assert part in str(caught.value)


def test_a_first_breakdown_that_no_table_has_is_told(pack):
    path = pack / "pack.toml"
    path.write_text(
        path.read_text(encoding="utf-8").replace("first_breakdowns = [", 'first_breakdowns = ["colour", '),
        encoding="utf-8",
    )
    with pytest.raises(
        DefinitionsError, match=r"pack.toml, values.first_breakdowns: no table has a column 'colour'"
    ):
        load_definitions(pack)


def test_indicators_that_refer_to_each_other_are_told(pack):
    change(pack, "PREV-04", numerator="PREV-04")
    with pytest.raises(DefinitionsError, match="PREV-04 refers to itself"):
        load_definitions(pack)


def test_targets_and_published_figures_are_checked(pack):
    (pack / "targets.csv").write_text(
        "indicator,year,province,target,baseline,baseline_year,source\n"
        "PREV-99,2019,KG,10,,,x\nPREV-01,soon,KG,ten,,,x\nPREV-01,2019,ZZ,10,,,x\n",
        encoding="utf-8",
    )
    with pytest.raises(DefinitionsError) as caught:
        load_definitions(pack)
    for part in (
        "no indicator 'PREV-99'",
        "'soon' is neither a year",
        "'ten' is no number",
        "'ZZ' is no province",
    ):
        assert part in str(caught.value)


def test_a_filter_compares_numbers_dates_and_days_of_the_period():
    frame = pd.DataFrame({"days": [90.0, 91.0, None], "closed": ["2019-06-30", "2019-07-01", ""]})
    assert mark_rows(frame, "days <= 90").tolist() == [True, False, False]
    assert mark_rows(frame, "not days <= 90").tolist() == [False, True, True]
    assert mark_rows(frame, "closed > '2019-06-30'").tolist() == [False, True, False]
    assert mark_rows(frame, "not closed <= period_end", end="2019-06-30").tolist() == [False, True, True]
    assert mark_rows(frame, "closed >= period_start", start="2019-07-01").tolist() == [False, True, False]


@pytest.mark.parametrize(
    "text", ["days <= ninety", "days == 90", "not", "a < b", "days <= 9e9", "period_end < '2'x"]
)
def test_a_comparison_that_is_not_in_the_language_is_refused(text):
    with pytest.raises(DefinitionsError, match="cannot be read"):
        parse_filter(text)


def test_breakdowns_are_single_crossed_and_limited():
    single, crossed, country = parse_breakdowns("sex; sex*age_group@year ;organization@country@quarter")
    assert (single.columns, single.period, single.is_country_only) == (("sex",), "", False)
    assert (crossed.columns, crossed.period) == (("sex", "age_group"), "year")
    assert country.is_country_only


@pytest.mark.parametrize(
    ("period", "kind", "first", "last"),
    [
        ("2019Q1R12", "R12", "2018-04-01", "2019-03-31"),
        ("2019Q4R12", "R12", "2019-01-01", "2019-12-31"),
        ("2019Q3YTD", "YTD", "2019-01-01", "2019-09-30"),
        ("2019Q3PTD", "PTD", "2017-02-01", "2019-09-30"),
        ("2018-03/2020-02", "project", "2018-03-01", "2020-02-29"),
    ],
)
def test_periods_beyond_the_calendar_have_bounds(period, kind, first, last):
    assert period_kind(period) == kind
    assert [day.isoformat() for day in period_bounds(period, plan_start="2017-02")] == [first, last]


@pytest.mark.parametrize(
    "period", ["2019Q2R13", "2019-05/2019-04", "2019-13/2020-01", "2019YTD", "2019Q5PTD"]
)
def test_what_is_no_period_is_refused(period):
    with pytest.raises(InputError, match="is no period"):
        period_kind(period)


def test_a_plan_to_date_needs_the_start_of_the_plan():
    with pytest.raises(InputError, match=r"plan\.from"):
        period_bounds("2019Q2PTD")


@pytest.mark.parametrize(
    ("found", "rolled"),
    [
        (["0_13", "14_17"], ["0_13", "14_17"]),
        (["0_13", "child", "adult"], ["child", "child", "adult"]),
        (["18_28", "29_59", "60p", "adult"], ["adult"] * 4),
        (["18_29", "29_59"], ["adult", "adult"]),
        (["30_49", "50_69", "70p", "unknown", "total"], ["30_49", "50_69", "70p", "unknown", "total"]),
    ],
)
def test_age_bands_go_up_the_tree_until_none_overlap(definitions, found, rolled):
    assert [roll_up_bands(found, definitions, "age_group")[code] for code in found] == rolled


def test_every_kind_of_the_pack_has_its_function(definitions):
    counted = definitions.indicators.query("aggregate != ''")
    assert set(counted["kind"]) <= set(KINDS)


def test_every_derived_column_that_an_indicator_may_name_is_worked_out():
    for table, columns in DERIVED_COLUMNS.items():
        assert set(columns) <= {*DERIVED[table]}


@pytest.mark.parametrize("language", ["en", "ru", "ky"])
def test_every_indicator_is_explained_in_every_language(definitions, language):
    for code in definitions.indicators["indicator"]:
        lines = explain_indicator(code, definitions, language=language).splitlines()
        assert lines[0].startswith(code)
        assert len(lines) >= 5
        assert not any("{" in line or "explain_" in line or "field_" in line for line in lines), lines


@pytest.mark.parametrize("language", ["ru", "ky"])
def test_an_explanation_has_no_word_of_another_language(definitions, language):
    names = {"CSO", "SDG", "DQ", "PREV", "PROT", "PROS", "PART", "STAT", "GLO"}
    for code in definitions.indicators["indicator"]:
        text = explain_indicator(code, definitions, language=language)
        assert set(re.findall(r"[A-Za-z_]{2,}", text)) <= names, code


def test_an_explanation_says_what_is_counted_and_what_is_not(definitions):
    text = explain_indicator("PREV-05", definitions)
    assert "sex is female" in text
    assert "× 100" in text
    assert "a missing number is never a zero" in text
    assert "joint event" in explain_indicator("PREV-01", definitions)
    assert "по" not in explain_indicator("PREV-01", definitions)


def test_an_explanation_says_what_stands_for_an_unknown_person_and_by_which_day_a_record_falls_into_a_period(
    definitions,
):
    assert "number of different: person (where not known, case)" in explain_indicator("PROT-03", definitions)
    assert "by day of identification; the shortest is the quarter" in explain_indicator(
        "PROT-01", definitions
    )
    assert "by the period of the report; the shortest is the quarter" in explain_indicator(
        "PREV-01", definitions
    )
    assert "Period: the shortest is the year" in explain_indicator("PROT-02", definitions)


def test_an_explanation_of_a_ratio_of_two_numbers_says_that_records_with_one_of_them_are_left_out(
    definitions,
):
    said = "records that do not give both numbers"
    pairs = definitions.indicators.query("denominator_measure != ''")["indicator"]
    assert {"PREV-11", "PROS-07", "PART-02"} <= {*pairs}
    assert all(said in explain_indicator(code, definitions) for code in pairs)
    assert said not in explain_indicator("PREV-05", definitions)


def test_an_explanation_of_what_is_left_out_names_all_of_it(definitions):
    text = explain_indicator("PROS-07", definitions)
    assert "stage is none of: terminated, acquitted, final" in text
    assert "type of service is not one-off" in explain_indicator("PROT-03", definitions)


def test_a_rate_is_explained_by_what_the_population_is_known_by(definitions):
    assert "Breakdowns" not in explain_indicator("PREV-03", definitions)
    assert "Breakdowns: form of exploitation" in explain_indicator("PROT-02", definitions)
    women = definitions.population.assign(sex="female")
    known = replace(definitions, population=pd.concat([definitions.population, women]))
    assert "Breakdowns: sex\n" in explain_indicator("PREV-03", known)


def test_of_reporting_itself_a_missing_report_is_what_is_counted(definitions):
    for code in ("DQ-01", "DQ-03", "DQ-04"):
        assert "never a zero" not in explain_indicator(code, definitions)
    assert "never a zero" in explain_indicator("DQ-02", definitions)


def test_the_command_lists_and_explains_indicators():
    runner = CliRunner()
    listed = runner.invoke(app, ["indicators"])
    assert listed.exit_code == 0
    assert len(listed.stdout.strip().splitlines()) == 48
    told = runner.invoke(app, ["indicators", "prot-01", "--language", "ky"])
    assert told.stdout.startswith("PROT-01 Аныкталган жабырлануучулар")


def test_an_unknown_indicator_is_named_with_those_there_are():
    with pytest.raises(InputError, match=r"no indicator 'PREV-99'\. It has PREV-01"):
        ctip.explain_indicator("PREV-99")


def test_days_of_arrival_are_read_and_checked(definitions, tmp_path):
    path = tmp_path / "received.csv"
    path.write_text(
        "file,organization,period,received\n,CSO-01,2019Q1,2019-04-09\na.xlsx,,,2019-07-11\n",
        encoding="utf-8",
    )
    assert load_received(path, definitions)["received"].tolist() == ["2019-04-09", "2019-07-11"]
    path.write_text(
        "file,organization,period,received\n,CSO-99,2019Q1,2019-04-09\n,CSO-01,spring,2019-04-09\nb.xlsx,,,11.07.2019\n",
        encoding="utf-8",
    )
    with pytest.raises(DefinitionsError, match="3 fault") as caught:
        load_received(path, definitions)
    for part in ("row 2, column organization: 'CSO-99'", "row 3, column period", "row 4, column received"):
        assert part in str(caught.value)
