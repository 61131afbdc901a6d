"""Charts: what they draw is what the values show, and what is hidden leaves no trace."""

import re
import zlib

import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
from figure_builders import PROVINCES, make_row, make_units, seal

import ctip_analysis as ctip
from ctip_analysis.presenting import list_drawn_csv, render_figure
from ctip_analysis.presenting.captions import describe_coverage
from ctip_analysis.presenting.samples import show_protected


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def sample():
    return show_protected()


def list_bars(ax):
    return [round(patch.get_width(), 6) for patch in ax.patches]


def list_words(ax):
    return [text.get_text() for text in ax.texts]


GOALS = pd.DataFrame(
    {"indicator": ["PREV-01", "PREV-02"], "year": "2019", "target": [200, 1000], "baseline": [100, None]}
)


def test_a_result_is_drawn_in_percent_of_its_target(definitions):
    rows = [
        make_row("KG", 150, "reported", indicator="PREV-01", period="2019"),
        make_row("KG", None, "suppressed", period="2019"),
    ]
    ax = ctip.draw_targets(seal(rows), period="2019", targets=GOALS, definitions=definitions)
    assert list_bars(ax) == [75.0]
    assert "suppressed" in list_words(ax) and "150 of 200" in list_words(ax)
    data = ctip.describe(ax.figure).data
    assert data["value"].tolist()[0] == 150 and np.isnan(data["value"].tolist()[1])


def test_targets_that_lack_a_column_or_name_an_unknown_indicator_are_refused(definitions):
    protected = seal([make_row("KG", 1, "reported")])
    with pytest.raises(ctip.InputError, match="lack the columns target"):
        ctip.draw_targets(protected, targets=GOALS.drop(columns="target"), definitions=definitions)
    with pytest.raises(ctip.InputError, match="unknown indicators: NOPE"):
        ctip.draw_targets(protected, targets=GOALS.assign(indicator="NOPE"), definitions=definitions)


def test_a_pyramid_has_women_on_one_side_and_men_on_the_other_and_no_bar_for_the_hidden(definitions):
    cells = {("female", "14_17"): 40, ("male", "14_17"): 30, ("female", "18_28"): None, ("male", "18_28"): 25}
    rows = [make_row("KG", 95, "reported", indicator="PREV-06", period="2019")]
    for (sex, age), count in cells.items():
        status = "suppressed" if count is None else "reported"
        rows.append(make_row("KG", count, status, indicator="PREV-06", period="2019", sex=sex, age_group=age))
    ax = ctip.draw_pyramid(seal(rows), indicator="PREV-06", period="2019", definitions=definitions)
    assert list_bars(ax) == [-40, 30, 25]
    assert "suppressed" in list_words(ax)
    low, high = ax.get_xlim()
    assert low == -high


def test_a_cascade_draws_each_stage_in_its_own_period_and_hides_the_hidden(definitions):
    rows = [
        make_row("KG", 90, "reported", indicator="PROT-01", period="2018"),
        make_row("KG", None, "suppressed", indicator="PROT-03", period="2019"),
        make_row("KG", 60, "reported", indicator="PROT-06", period="2019"),
    ]
    ax = ctip.draw_cascade(
        seal(rows),
        indicators=["PROT-01", "PROT-06", "PROT-03"],
        period={"PROT-01": "2018"},
        definitions=definitions,
    )
    assert list_bars(ax) == [90, 60]
    assert "suppressed" in list_words(ax)
    assert any(text.replace("\n", " ").endswith(", 2018") for text in list_words(ax))
    with pytest.raises(ctip.InputError, match=r"no cascade 'x'. It has assistance, justice"):
        ctip.draw_cascade(seal(rows), cascade="x", definitions=definitions)


def test_dots_stand_only_where_both_periods_are_shown_in_the_order_of_the_pack(definitions):
    earlier = make_units(
        period="2018Q2", numbers=dict.fromkeys(PROVINCES, 100), statuses=dict.fromkeys(PROVINCES, "reported")
    )
    ax = ctip.draw_change_dots(
        seal([*earlier, *make_units()]),
        indicator="PREV-02",
        period="2019Q2",
        compared_with="2018Q2",
        definitions=definitions,
    )
    assert ax.lines[1].get_xdata().tolist() == [110, 220, 330, 440, 0, 550]
    assert {"+10", "−100", "suppressed", "not reported", "not due"} <= set(list_words(ax))
    assert ctip.describe(ax.figure).data["province"].tolist() == PROVINCES


def make_forms():
    forms = {"sexual": [20, None], "forced_labour": [30, 41]}
    rows = [make_row("KG", 60, "reported", indicator="STAT-01", period=year) for year in ("2018", "2019")]
    for form, counts in forms.items():
        for year, count in zip(("2018", "2019"), counts, strict=True):
            status = "suppressed" if count is None else "reported"
            rows.append(
                make_row("KG", count, status, indicator="STAT-01", period=year) | {"exploitation": form}
            )
    frame = pd.DataFrame(rows)
    frame.insert(6, "exploitation", frame.pop("exploitation").fillna("total"))
    return frame.to_dict("records")


def test_forms_stand_in_cells_of_their_own_and_nothing_is_stacked(definitions):
    ax = ctip.draw_forms(seal(make_forms()), definitions=definitions)
    assert {"20", "30", "41"} <= set(list_words(ax))
    assert not {"60", "19"} & set(list_words(ax))
    data = ctip.describe(ax.figure).data
    assert data.query("exploitation == 'sexual' and period == '2019'")["value"].isna().all()


def test_a_matrix_without_the_breakdown_says_which_there_are(definitions):
    with pytest.raises(ctip.InputError, match=r"no breakdown 'organization'. They have sex, age_group"):
        ctip.draw_coverage_matrix(seal(make_units()), by="organization", definitions=definitions)


def test_a_matrix_counts_each_kind_in_each_unit(sample):
    definitions, protected = sample
    ax = ctip.draw_coverage_matrix(protected, period="2019Q3", by="activity_type", definitions=definitions)
    data = ctip.describe(ax.figure).data
    values = protected.values.query(
        "indicator == 'PREV-01' and territory == '9' and period == '2019Q3' and province != 'KG'"
    )
    wanted = values[values["activity_type"].ne("total")].groupby("activity_type")["value"].sum()
    assert data.groupby("activity_type")["value"].sum().to_dict() == wanted.to_dict()


def test_a_heat_map_tells_each_state_of_a_report(definitions):
    reports = pd.DataFrame(
        [
            ("A", "2019Q1", "reported"),
            ("A", "2019Q2", "late"),
            ("B", "2019Q1", "not_reported"),
            ("C", "2019Q2", "nil"),
        ],
        columns=["organization", "period", "status"],
    )
    ax = ctip.draw_reporting_heatmap(reports, definitions=definitions)
    words = ctip.describe(ax.figure)
    assert words.table.iloc[0].tolist() == ["A", "received", "received late"]
    assert words.table.iloc[1].tolist() == ["B", "not received", "not due"]
    assert words.table.iloc[2].tolist() == ["C", "not due", "reported that nothing happened"]
    assert "Reports received: 3 of 4" in words.long
    render_figure(ax.figure, "png", dpi=50)
    with pytest.raises(ctip.InputError, match="no status gone"):
        ctip.draw_reporting_heatmap(reports.assign(status="gone"), definitions=definitions)
    with pytest.raises(ctip.InputError, match="lacks status"):
        ctip.draw_reporting_heatmap(reports.drop(columns="status"), definitions=definitions)


def test_the_page_of_the_four_ps_has_a_trend_a_headline(definitions):
    quarters = ["2017Q4", *(f"{year}Q{q}" for year in (2018, 2019) for q in (1, 2, 3, 4))]
    rows = [
        make_row("KG", 20 + place, "reported", indicator=indicator, period=period)
        for indicator in ("PREV-02", "PROT-01", "PROS-02", "PART-05")
        for place, period in enumerate(quarters)
    ]
    axes = ctip.draw_4p_page(seal(rows), definitions=definitions)
    assert len(axes) == 4
    assert [len(ax.lines[0].get_xdata()) for ax in axes] == [8] * 4
    assert "Protection" in list_words(axes[1]) and "28" in list_words(axes[1])


@pytest.mark.parametrize(
    "status, word", [("suppressed", "suppressed"), ("not_due", "not due"), (None, "not reported")]
)
def test_a_pillar_whose_headline_has_no_number_says_why_and_takes_no_other_in_its_place(
    definitions, status, word
):
    rows = [make_row("KG", 20, "reported", indicator=name) for name in ("PREV-02", "PROS-02", "PART-05")]
    rows += [make_row("KG", 71, "reported", indicator=name) for name in ("STAT-01", "PROT-02")]
    rows += [make_row("KG", None, status, indicator="PROT-01")] if status else []
    axes = ctip.draw_4p_page(seal(rows), definitions=definitions)
    assert len(axes) == 4
    words = ctip.describe(axes[0].figure)
    assert list(dict.fromkeys(words.data["indicator"])) == ["PREV-02", "PROT-01", "PROS-02", "PART-05"]
    assert list_words(axes[1])[:2] == ["Protection", word]
    assert 71 not in words.data["value"].tolist()


def make_due(organization, share, *, period="2019Q2", indicator="DQ-01", status=None):
    """Make the row of an organization's own completeness."""
    status = status or ("zero" if share == 0 else "reported")
    row = make_row("KG", share, status, indicator=indicator, period=period)
    return {**row, "organizations_reporting": 1, "organizations_expected": 1, "organization": organization}


def seal_due(rows):
    frame = pd.DataFrame(rows)
    before = list(frame.columns[: list(frame.columns).index("value")])
    after = [name for name in frame.columns if name not in (*before, "organization")]
    return seal(frame[[*before, "organization", *after]].to_dict("records"))


def test_a_report_that_did_not_come_is_not_reported_and_never_a_zero(definitions):
    rows = [
        make_due("total", 50),
        make_due("total", 50, period="2019Q3"),
        make_due("CSO-01", 100),
        make_due("CSO-01", 0, period="2019Q3"),
        make_due("CSO-02", 100),
        make_due("CSO-02", None, status="not_due", period="2019Q3"),
        make_due("CSO-02", 0, indicator="DQ-03"),
        make_due("CSO-01", 100, indicator="DQ-03"),
    ]
    ax = ctip.draw_reporting_heatmap(seal_due(rows), definitions=definitions)
    words = ctip.describe(ax.figure)
    assert words.table.iloc[:, 1:].to_numpy().tolist() == [
        ["received", "not received"],
        ["received late", "not due"],
    ]
    assert "value" not in words.data
    shown = {text.get_text() for legend in ax.figure.legends for text in legend.get_texts()}
    shown |= {text.get_text() for text in ax.get_legend().get_texts()} if ax.get_legend() else set()
    assert shown == {"received", "received late", "not received", "not due"}


def test_a_true_zero_of_another_indicator_stays_a_zero_in_the_heat_map(definitions):
    rows = [make_due("total", 5, indicator="PREV-01"), make_due("CSO-01", 0, indicator="PREV-01")]
    ax = ctip.draw_reporting_heatmap(seal_due(rows), indicator="PREV-01", definitions=definitions)
    assert ctip.describe(ax.figure).data["status"].tolist() == ["zero"]


EMPTY = [
    ("draw_trend", {"indicator": "PREV-01", "sex": "female"}),
    ("draw_targets", {"period": "2019"}),
    ("draw_pyramid", {"indicator": "PREV-01", "period": "2019Q2"}),
    ("draw_forms", {"indicator": "PREV-01", "by": "sex"}),
    ("draw_cascade", {"indicators": ["PROS-01"]}),
    ("draw_4p_page", {"indicators": ["PROS-01"]}),
    ("draw_coverage_matrix", {"indicator": "PREV-01", "by": "sex"}),
    ("draw_map_series", {"indicator": "PREV-01", "sex": "male"}),
]


@pytest.mark.parametrize("name, options", EMPTY, ids=[name for name, _ in EMPTY])
def test_an_empty_selection_draws_a_chart_that_says_so(definitions, name, options):
    protected = seal(make_units(indicator="PREV-01"))
    drawn = getattr(ctip, name)(protected, definitions=definitions, **options)
    figure = np.ravel(drawn)[0].figure
    assert "No data for this selection" in ctip.describe(figure).alt


def draw_all(protected, definitions, **options):
    """Draw one of each from the sample."""
    two = {"indicator": "PREV-02", "period": "2019Q2", "compared_with": "2018Q2"}
    yield (
        "map",
        ctip.draw_map(protected, indicator="PREV-02", period="2019Q2", definitions=definitions, **options),
    )
    yield (
        "series",
        ctip.draw_map_series(protected, indicator="PREV-02", definitions=definitions, **options)[0],
    )
    yield "change", ctip.draw_map_change(protected, definitions=definitions, **two, **options)
    yield "trend", ctip.draw_trend(protected, indicator="PREV-02", definitions=definitions, **options)
    goals = GOALS.assign(target=[150, 9000])
    yield (
        "targets",
        ctip.draw_targets(protected, period="2019Q2", targets=goals, definitions=definitions, **options),
    )
    yield "pyramid", ctip.draw_pyramid(protected, indicator="PREV-02", definitions=definitions, **options)
    yield "forms", ctip.draw_forms(protected, definitions=definitions, **options)
    chosen = ["PREV-02", "PREV-01"]
    yield "cascade", ctip.draw_cascade(protected, indicators=chosen, definitions=definitions, **options)
    yield "4p", ctip.draw_4p_page(protected, indicators=chosen, definitions=definitions, **options)[0]
    yield (
        "matrix",
        ctip.draw_coverage_matrix(
            protected, period="2019Q2", by="activity_type", definitions=definitions, **options
        ),
    )
    yield (
        "heatmap",
        ctip.draw_reporting_heatmap(protected, indicator="PREV-01", definitions=definitions, **options),
    )
    yield "dots", ctip.draw_change_dots(protected, definitions=definitions, **two, **options)


#: Numbers that no axis, date, count or coordinate of a figure holds by chance.
PLANTED = [8674123 + 1111 * place for place in range(400)]


def plant(protected, definitions):
    """Hide a third of the rows; what they held before is a planted number, which nothing may tell."""
    values = protected.values.copy()
    hidden = values.index[values["status"].eq("reported") & (values.index % 3 == 1)]
    before = values.copy()
    for name in ("value", "numerator"):
        before.loc[hidden, name] = np.resize(PLANTED, len(hidden)).astype(float)
    after = before.copy()
    after.loc[hidden, ["value", "numerator", "denominator"]] = np.nan
    after.loc[hidden, "status"] = "suppressed"
    return before, seal(after.to_dict("records"))


def find_planted(text):
    """Find the planted numbers in a text, however their digits are grouped, and within longer ones."""
    plain = re.sub(r"(?<=\d)[,\u00a0\u202f](?=\d)", "", text)
    runs = re.findall(r"\d{7,}", plain)
    return {run[at : at + 7] for run in runs for at in range(len(run) - 6)} & set(map(str, PLANTED))


def read_pdf(content):
    """Read the words and the drawing of a PDF: its streams unpacked, its letters by their codes."""
    streams = re.findall(rb"stream\r?\n(.*?)\r?\nendstream", content, re.DOTALL)
    found = []
    for stream in streams:
        try:
            found.append(zlib.decompress(stream))
        except zlib.error:
            found.append(stream)
    drawn = b"\n".join(found).decode("latin-1")
    shown = "".join(re.findall(r"\(((?:\\.|[^\\)])*)\)", drawn))
    return drawn + shown.replace("\0", "") + content.decode("latin-1")


def test_a_hidden_number_occurs_in_no_file_of_any_figure(sample):
    definitions, protected = sample
    before, sealed = plant(protected, definitions)
    assert before["value"].isin(PLANTED).sum() > 100
    for name, ax in draw_all(sealed, definitions, is_synthetic=True):
        figure = ax.figure
        contents = [
            render_figure(figure, "svg").decode(),
            list_drawn_csv(figure).decode(),
            repr(ctip.describe(figure)),
        ]
        if name in ("map", "forms"):
            contents.append(read_pdf(render_figure(figure, "pdf")))
        assert not set().union(*map(find_planted, contents)), name
        plt.close(figure)


def carry(protected, number):
    """Let hidden rows carry a number, as no release would: nothing that is drawn may depend on it."""
    values = protected.values.copy()
    hidden = values["status"].eq("suppressed") | (values["status"].eq("reported") & (values.index % 3 == 1))
    values.loc[hidden, "status"] = "suppressed"
    values.loc[hidden, ["value", "numerator", "denominator"]] = float(number)
    return seal(values.to_dict("records"))


def draw_more(protected, definitions):
    """Draw what ``draw_all`` leaves out: other columns, breakdowns, units and labels."""
    chosen = {"indicator": "PREV-02", "definitions": definitions}
    two = {"period": "2019Q2", "compared_with": "2019Q1"}
    yield ctip.draw_map(protected, period="2019Q2", column="numerator", value_labels=True, **chosen)
    yield ctip.draw_map(protected, period="2019Q2", territory="7", scheme="natural_breaks", k=3, **chosen)
    yield ctip.draw_map_change(protected, is_relative=True, **two, **chosen)
    yield ctip.draw_trend(protected, by="sex", **chosen)
    yield ctip.draw_trend(protected, provinces=["KG-B", "KG-C"], **chosen)
    yield ctip.draw_coverage_matrix(protected, by="sex", **chosen)


def test_no_byte_of_a_figure_depends_on_a_hidden_number(sample):
    definitions, protected = sample
    drawn = []
    for number in (1, 987_654):
        carried = carry(protected, number)
        figures = [ax.figure for _, ax in draw_all(carried, definitions)]
        figures += [ax.figure for ax in draw_more(carried, definitions)]
        drawn.append(
            [
                (render_figure(figure, "svg"), list_drawn_csv(figure), repr(ctip.describe(figure)))
                for figure in figures
            ]
        )
        plt.close("all")
    assert len(drawn[0]) == 18
    for number, (first, second) in enumerate(zip(*drawn, strict=True)):
        assert first == second, number


def test_the_reader_of_hidden_numbers_finds_a_shown_one(definitions):
    rows = [make_row("KG", PLANTED[0], "reported", indicator="PREV-02", period=p) for p in ("2018", "2019")]
    figure = ctip.draw_trend(seal(rows), indicator="PREV-02", definitions=definitions).figure
    assert find_planted(render_figure(figure, "svg").decode()) == {str(PLANTED[0])}
    assert find_planted(read_pdf(render_figure(figure, "pdf"))) == {str(PLANTED[0])}


@pytest.mark.parametrize("language", ["en", "ru", "ky"])
@pytest.mark.parametrize("width", [7.2, 3.6], ids=["print", "phone"])
def test_every_figure_keeps_its_words_on_the_page_and_apart(sample, language, width):
    definitions, protected = sample
    for name, ax in draw_all(
        protected, definitions, language=language, figsize=(width, None), is_synthetic=True
    ):
        figure = ax.figure
        figure.canvas.draw()
        renderer = figure.canvas.get_renderer()
        boxes = []
        for axis in figure.axes:
            ticks = [*axis.get_xticklabels(), *axis.get_yticklabels()] if axis.axison else []
            boxes += [
                (text.get_text(), text.get_window_extent(renderer))
                for text in (*axis.texts, axis.title, *ticks)
                if text.get_text().strip() and text.get_visible()
            ]
        for number, (text, box) in enumerate(boxes):
            assert box.x0 >= -1 and box.x1 <= figure.bbox.x1 + 1 and box.y0 >= -1, (name, text)
            for other, second in boxes[:number]:
                across = min(box.x1, second.x1) - max(box.x0, second.x0)
                up = min(box.y1, second.y1) - max(box.y0, second.y0)
                assert across <= 1.5 or up <= 2.5, (name, text, other)
        assert "SYNTHETIC" in ctip.describe(figure).long, name
        plt.close(figure)


@pytest.mark.parametrize(
    "period, told",
    [
        ("2019Q2R12", "twelve months, July 2018 – June 2019"),
        ("2019Q2YTD", "year to date, January 2019 – June 2019"),
        ("2019Q2PTD", "plan to date, January 2017 – June 2019"),
        ("2018-03/2019-08", "March 2018 – August 2019"),
    ],
)
def test_periods_of_every_kind_are_drawn_and_named(definitions, period, told):
    rows = [*make_units(period=period), make_row("KG", 900, "reported", period=period)]
    protected, chosen = seal(rows), {"indicator": "PREV-02", "definitions": definitions}
    for ax in (
        ctip.draw_map(protected, period=period, **chosen),
        ctip.draw_trend(protected, **chosen),
        ctip.draw_map_series(protected, **chosen)[0],
    ):
        assert told in ctip.describe(ax).long


def test_lines_of_which_one_lacks_a_period_stand_in_one_table(definitions):
    rows = [
        make_row("KG", 30 + place, "reported", period=period, sex=sex)
        for place, (period, sex) in enumerate(
            [("2019Q1", "female"), ("2019Q2", "female"), ("2019Q2", "male")]
        )
    ]
    ax = ctip.draw_trend(seal(rows), indicator="PREV-02", by="sex", definitions=definitions)
    assert ctip.describe(ax).table.to_dict("list") == {
        "Period": ["1st quarter 2019", "2nd quarter 2019"],
        "female": ["30", "31"],
        "male": ["", "32"],
    }


def test_a_grid_of_two_years_keeps_every_quarter_in_its_table_and_words(definitions):
    quarters = ["2018Q1", "2018Q4", "2019Q1", "2019Q4"]
    reports = pd.DataFrame({"organization": "SYNTHETIC", "period": quarters, "status": "reported"})
    reports.loc[3, "status"] = "late"
    words = ctip.describe(ctip.draw_reporting_heatmap(reports, definitions=definitions))
    assert list(words.table.columns)[1:] == ["Q1 2018", "Q4 2018", "Q1 2019", "Q4 2019"]
    assert "received: 3. received late: 1." in words.alt and "Q4 2019 received late" in words.long


def test_the_coverage_of_a_trend_counts_all_reports_of_its_periods(definitions):
    rows = [make_row("KG", 30, "partial", period=period) for period in ("2019Q1", "2019Q2", "2019Q3")]
    ax = ctip.draw_trend(seal(rows), indicator="PREV-02", definitions=definitions)
    assert "Reports received: 6 of 9 (Q1 2019 – Q3 2019)" in ctip.describe(ax).long


def test_the_coverage_counts_no_report_twice_where_periods_hold_one_another(definitions):
    periods = ["2018Q4", "2019Q1", "2019Q2", "2019H1", "2019", "2018"]
    rows = pd.DataFrame(
        {"period": periods, "organizations_reporting": 2, "organizations_expected": [3, 3, 3, 6, 6, 3]}
    )
    told = describe_coverage(definitions, rows, "en")
    assert told == "Reports received: 6 of 9 (Q4 2018 – Q2 2019)"


def test_the_coverage_of_a_year_speaks_of_organizations_and_not_of_reports(definitions):
    year = pd.DataFrame({"period": ["2019"], "organizations_reporting": 12, "organizations_expected": 14})
    told = [describe_coverage(definitions, year, language) for language in ("en", "ru", "ky")]
    assert told == [
        "Organizations of which every report came: 12 of 14",
        "Организации, от которых получены все отчёты: 12 из 14",
        "Бардык отчеттору келген уюмдар: 14 ичинен 12",
    ]


def test_the_numbers_at_the_ends_of_a_steep_line_stand_clear_of_it(definitions):
    steep = {"2019Q1": 670, "2019Q2": 12125, "2019Q3": 200}
    rows = [make_row("KG", number, "reported", period=period) for period, number in steep.items()]
    ax = ctip.draw_trend(seal(rows), indicator="PREV-02", definitions=definitions)
    ax.figure.canvas.draw()
    boxes = {text.get_text(): text.get_window_extent() for text in ax.texts}
    first, last = ax.transData.transform([(0, 670), (2, 200)])
    assert boxes["670"].x1 < first[0] and boxes["200"].x0 > last[0]


def test_a_heat_map_of_what_no_organization_is_told_apart_in_has_the_units_as_rows(definitions):
    told = [make_row("KG", 100, "reported", indicator="DQ-01") | {"age_group": "CSO-01"}]
    rows = pd.DataFrame([make_row(row["province"], 30, "reported") for row in make_units()] + told)
    protected = seal(rows.rename(columns={"age_group": "organization"}))
    ax = ctip.draw_reporting_heatmap(protected, indicator="PREV-02", definitions=definitions)
    assert (
        "Batken" in ctip.describe(ax).long
        and ax.get_title() == "People reached by awareness events (attendances)"
    )


def test_wrong_options_of_charts_are_said(definitions):
    protected, chosen = seal(make_units()), {"definitions": definitions}
    goals = pd.DataFrame({"indicator": ["PREV-02"], "year": ["2019"], "target": ["many"]})
    with pytest.raises(ctip.InputError, match="A target is no number: 'many' of PREV-02"):
        ctip.draw_targets(protected, period="2019Q2", targets=goals, **chosen)
    with pytest.raises(ctip.InputError, match="unknown indicators: X-1"):
        ctip.draw_targets(protected, indicators=["X-1"], **chosen)
    with pytest.raises(ctip.InputError, match="There is no column tenth"):
        ctip.draw_cascade(protected, indicators=["PREV-02.tenth"], **chosen)
    with pytest.raises(ctip.InputError, match="A pyramid has two sides"):
        ctip.draw_pyramid(protected, indicator="PREV-02", sides=("female",), **chosen)
    with pytest.raises(ctip.InputError, match="no kind of period 'decade'"):
        ctip.draw_trend(protected, indicator="PREV-02", period_kind="decade", **chosen)
    with pytest.raises(ctip.InputError, match="A figure is needed"):
        ctip.describe("map.png")
