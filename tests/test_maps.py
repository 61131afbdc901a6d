"""Maps: every kind of no number, labels apart, classes that stay, boundaries of the user."""

import geopandas as gpd
import matplotlib as mpl
import matplotlib.pyplot as plt
import numpy as np
import pandas as pd
import pytest
import shapely
from figure_builders import NUMBERS, PROVINCES, STATUSES, make_row, make_units, seal
from matplotlib.colors import to_hex

import ctip_analysis as ctip
from ctip_analysis.definitions import load_boundaries
from ctip_analysis.presenting.change_classes import find_change_breaks
from ctip_analysis.presenting.classing import class_of, compute_breaks, make_classes
from ctip_analysis.presenting.samples import show_protected
from ctip_analysis.presenting.style import ZERO_COLOR


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def sample():
    return show_protected()


def list_legend(ax):
    return [text.get_text() for text in ax.get_legend().get_texts()]


def draw_units(definitions, **options):
    protected = seal(make_units())
    return ctip.draw_map(protected, indicator="PREV-02", period="2019Q2", definitions=definitions, **options)


def test_each_kind_of_no_number_has_a_swatch_of_its_own(definitions):
    ax = draw_units(definitions)
    names = list_legend(ax)
    assert {"zero", "not reported", "not due", "suppressed", "partly reported"} <= set(names)
    assert "not applicable" not in names
    hatches = [h.get_hatch() for h in ax.get_legend().get_patches() if h.get_hatch()]
    assert len(hatches) == len(set(hatches)) == 3


def test_a_map_without_gaps_has_no_swatch_for_them(definitions):
    full = make_units(numbers=dict.fromkeys(PROVINCES, 50), statuses=dict.fromkeys(PROVINCES, "reported"))
    ax = ctip.draw_map(seal(full), indicator="PREV-02", period="2019Q2", definitions=definitions)
    assert list_legend(ax) == ["50"] or list_legend(ax) == ["up to 50"]


def test_zero_is_no_class_of_the_scale(definitions):
    ax = draw_units(definitions)
    swatch = {
        t: to_hex(p.get_facecolor())
        for t, p in zip(list_legend(ax), ax.get_legend().get_patches(), strict=False)
    }
    assert swatch["zero"] == ZERO_COLOR
    assert ZERO_COLOR not in {
        color for name, color in swatch.items() if name != "zero" and "report" not in name
    }


def test_a_zero_that_is_partly_reported_has_the_swatch_of_zero(definitions):
    statuses = dict.fromkeys(PROVINCES, "reported") | {"KG-Y": "partial"}
    rows = make_units(numbers=dict.fromkeys(PROVINCES, 50) | {"KG-Y": 0}, statuses=statuses)
    ax = ctip.draw_map(seal(rows), indicator="PREV-02", period="2019Q2", definitions=definitions)
    assert {"zero", "partly reported"} <= set(list_legend(ax))


def test_the_country_never_enters_the_classes(definitions):
    rows = [*make_units()[:-1], make_row("KG", 99_999, "reported")]
    ax = ctip.draw_map(seal(rows), indicator="PREV-02", period="2019Q2", definitions=definitions)
    assert not any("99" in text for text in list_legend(ax))


def measure_boxes(ax):
    ax.figure.canvas.draw()
    renderer = ax.figure.canvas.get_renderer()
    texts = [*ax.texts, ax.title, *ax.get_legend().get_texts()]
    return [(t.get_text(), t.get_window_extent(renderer)) for t in texts if t.get_text().strip()]


def require_apart(ax):
    boxes, page = measure_boxes(ax), ax.figure.bbox
    for number, (text, box) in enumerate(boxes):
        assert page.x0 <= box.x0 and box.x1 <= page.x1 and page.y0 <= box.y0 and box.y1 <= page.y1, text
        for other, second in boxes[:number]:
            across = min(box.x1, second.x1) - max(box.x0, second.x0)
            up = min(box.y1, second.y1) - max(box.y0, second.y0)
            assert across <= 1 or up <= 1.5, (text, other)


@pytest.mark.parametrize("language", ["en", "ru", "ky"])
@pytest.mark.parametrize("width", [7.2, 3.6], ids=["print", "phone"])
@pytest.mark.parametrize("territory", ["9", "8", "7", "2"])
def test_no_text_stands_on_another_or_leaves_the_page(sample, language, width, territory):
    definitions, protected = sample
    ax = ctip.draw_map(
        protected,
        indicator="PREV-02",
        period="2019Q2",
        definitions=definitions,
        language=language,
        territory=territory,
        value_labels=True,
        figsize=(width, None),
    )
    require_apart(ax)


def test_all_units_are_labelled_in_each_language(sample):
    definitions, protected = sample
    for language in definitions.languages:
        ax = ctip.draw_map(
            protected, indicator="PREV-02", period="2019Q2", definitions=definitions, language=language
        )
        written = {text.get_text().replace(" ◐", "") for text in ax.texts}
        assert set(definitions.provinces[f"short_{language}"]) <= written


def test_the_cities_are_drawn_at_a_readable_size(definitions):
    ax = draw_units(definitions)
    ax.figure.canvas.draw()
    across = ax.transData.transform([(1, 0)])[0, 0] - ax.transData.transform([(0, 0)])[0, 0]
    widths = {}
    for collection in ax.collections:
        for path in collection.get_paths():
            west, east = path.vertices[:, 0].min(), path.vertices[:, 0].max()
            widths.setdefault(round((east - west) * across / ax.figure.dpi, 2), 0)
    insets = [width for width in widths if 0.13 <= width <= 0.5]
    assert insets


def test_the_projection_keeps_areas(definitions):
    from ctip_analysis.presenting.geometry import load_land

    land = load_land(definitions)
    own = load_boundaries(definitions).to_crs("ESRI:54034").set_index("province").area / 1e6
    drawn = pd.Series([shape.area for shape in land.shapes], index=land.units)
    assert (drawn / own).between(0.998, 1.002).all()


def test_drawing_changes_no_global_setting(definitions):
    before = dict(mpl.rcParams)
    draw_units(definitions)
    assert dict(mpl.rcParams) == before


def test_a_map_stays_within_the_axes_it_is_given(definitions):
    figure, axes = plt.subplots(1, 2, figsize=(12, 5))
    place = axes[1].get_position()
    assert draw_units(definitions, ax=axes[1]) is axes[1]
    inside = axes[1].get_position()
    assert inside.x0 >= place.x0 - 1e-6 and inside.x1 <= place.x1 + 1e-6
    assert len(figure.axes) == 2


@pytest.mark.parametrize(
    "asked, told",
    [
        ({"indicator": "PREV-99"}, "There is no indicator 'PREV-99'. The pack has PREV-01"),
        ({"period": "2031Q1"}, "PREV-02 has no values for '2031Q1'. It has 2019Q2"),
        ({"period": "soon"}, "'soon' is no period"),
        ({"territory": "12"}, "There is no territory view '12'. The pack has 9"),
        ({"language": "fr"}, "Expected one of en, ru, ky"),
        ({"sex": "woman"}, "There is no sex 'woman'. There are total, female"),
        ({"breakdowns": {"color": "red"}}, "There is no breakdown color. There are sex, age_group"),
        ({"scheme": "magic"}, "There is no scheme 'magic'. There are quantiles"),
        ({"breaks": [5, 1]}, "Class breaks must be numbers that increase"),
        ({"breaks": []}, "at least one; these are not: []"),
        ({"breaks": "many"}, "these are not: 'many'"),
        ({"k": 0}, "There cannot be 0 classes"),
        ({"k": 2.5}, "There cannot be 2.5 classes"),
        ({"cmap": "rainbough"}, "There is no colour map 'rainbough'"),
        ({"column": "status"}, "There is no column 'status' to draw"),
        ({"sexx": "female"}, "There is no option sexx. Breakdowns of these values are sex, age_group"),
        ({"as_of": "30.06.2019"}, "'30.06.2019' is no date"),
        ({"figsize": 5}, "5 is no size of a figure"),
        ({"registry": "figures.toml"}, "A registry is a dict"),
        ({"registry": {"PREV-02.quarter.9": {"breaks": [5, 1]}}}, "The entry PREV-02.quarter.9"),
        ({"boundaries": pd.DataFrame({"province": ["KG-B"]})}, "a path or a GeoDataFrame"),
        ({"boundaries": "no/such.geojson"}, "The boundaries such.geojson cannot be read"),
    ],
)
def test_what_does_not_exist_is_said_with_what_does(definitions, asked, told):
    protected = seal(make_units())
    options = {"indicator": "PREV-02", "period": "2019Q2", "definitions": definitions} | asked
    with pytest.raises(ctip.InputError, match=None) as raised:
        ctip.draw_map(protected, **options)
    assert told in str(raised.value)


def test_unprotected_values_are_refused(definitions):
    frame = seal(make_units()).values
    with pytest.raises(ctip.DisclosureError, match="Protected values are needed"):
        ctip.draw_map(frame, indicator="PREV-02", period="2019Q2", definitions=definitions)


def test_values_that_were_changed_after_their_protection_are_refused(definitions):
    protected = seal(make_units())
    protected.values.loc[3, "value"] = 3.0
    with pytest.raises(ctip.DisclosureError, match="changed after it was protected"):
        ctip.draw_map(protected, indicator="PREV-02", period="2019Q2", definitions=definitions)


def test_an_empty_selection_draws_a_figure_that_says_so(definitions):
    ax = draw_units(definitions, sex="female")
    assert "No data for this selection" in [text.get_text() for text in ax.texts]
    assert "No data for this selection" in ctip.describe(ax.figure).alt


def test_the_pack_of_the_package_is_used_where_none_is_given():
    ax = ctip.draw_map(seal(make_units()), indicator="PREV-02", period="2019Q2", breakdowns={"sex": "total"})
    assert ax.get_title() == "People reached by awareness events (attendances)"


# Classes


@pytest.mark.parametrize("scheme, name", [("quantiles", "Quantiles"), ("equal_interval", "EqualInterval")])
def test_plain_schemes_agree_with_mapclassify(scheme, name):
    import mapclassify

    numbers = np.array([3.1, 7.4, 9.9, 14.2, 15.8, 22.6, 31.3, 48.7, 90.2])
    own = compute_breaks(numbers, scheme=scheme, k=4, decimals=1)
    theirs = getattr(mapclassify, name)(numbers, k=4).bins
    assert own == pytest.approx(np.ceil(np.round(theirs * 10, 6)) / 10)


@pytest.mark.parametrize("scheme", ["quantiles", "natural_breaks", "equal_interval", "pretty_breaks"])
def test_every_number_has_a_class(scheme):
    numbers = [1, 2, 2, 3, 8, 13, 21, 34, 55, 89, 144]
    breaks = compute_breaks(numbers, scheme=scheme, k=4)
    assert class_of(make_classes([], breaks=breaks), numbers).max() < len(breaks)


def test_a_kept_map_gives_the_same_value_the_same_color_in_a_later_release(definitions):
    from ctip_analysis.presenting import fill_registry

    first = seal(make_units())
    kept = fill_registry(first, None, definitions=definitions, maps=[("PREV-02", "2019Q2", "9")])
    later = seal(
        [*make_units(), *make_units(period="2019Q3", numbers=NUMBERS | {"KG-O": 5_000, "KG-J": 110})]
    )
    assert fill_registry(later, kept, definitions=definitions, maps=[("PREV-02", "2019Q3", "9")]) == kept

    def color_of_unit(protected, period, unit):
        ax = ctip.draw_map(
            protected,
            indicator="PREV-02",
            period=period,
            definitions=definitions,
            registry=kept,
            labels=False,
        )
        numbered = ax.collections[0].get_facecolor()
        order = [p for p in PROVINCES if STATUSES[p] in ("reported", "partial", "zero")]
        return to_hex(numbered[order.index(unit)]), ax

    old, _ = color_of_unit(first, "2019Q2", "KG-B")
    new, ax = color_of_unit(later, "2019Q3", "KG-J")
    assert old == new
    assert any("beyond the scale" in text for text in list_legend(ax))


def test_a_value_beyond_the_last_class_is_an_issue(definitions):
    from ctip_analysis.presenting import list_overflow

    protected = seal(make_units())
    kept = {"PREV-02.quarter.9": {"breaks": [200.0, 500.0]}, "OTHER-1.quarter.9": {"breaks": [1.0]}}
    (issue,) = list_overflow(protected, kept, definitions=definitions)
    assert (
        issue["rule"] == "class_overflow" and "550" in issue["message"] and "Osh province" in issue["message"]
    )


def test_a_kept_map_of_a_breakdown_tells_what_is_beyond_its_last_class(definitions):
    from ctip_analysis.presenting import fill_registry, list_overflow

    women = [make_row(p, NUMBERS[p], STATUSES[p], sex="female") for p in PROVINCES]
    chosen = {"definitions": definitions, "breakdowns": {"sex": "female"}}
    kept = fill_registry(seal(women), None, maps=[("PREV-02", "2019Q2", "9")], **chosen)
    assert list(kept) == ["PREV-02.quarter.9.sex=female"]
    later = seal([*women, make_row("KG-B", 9_000, "reported", period="2019Q3", sex="female")])
    (issue,) = list_overflow(later, kept, definitions=definitions)
    assert issue["rule"] == "class_overflow" and "9,000" in issue["message"]


def test_classes_kept_from_other_units_or_boundaries_are_said_on_the_map_and_as_an_issue(definitions):
    from ctip_analysis.presenting import fill_registry, list_overflow

    protected = seal(make_units())
    kept = fill_registry(protected, None, definitions=definitions, maps=[("PREV-02", "2019Q2", "9")])
    told = "Classes kept from maps with other units or boundaries."
    assert told not in ctip.describe(draw_units(definitions, registry=kept)).long
    assert list_overflow(protected, kept, definitions=definitions) == []
    moved = load_boundaries(definitions)
    moved = moved.set_geometry(moved.simplify(0.01))
    assert told in ctip.describe(draw_units(definitions, registry=kept, boundaries=moved)).long
    (entry,) = kept.values()
    strange = {"PREV-02.quarter.9": entry | {"units": ["KG-B", "KG-C"]}}
    assert told in ctip.describe(draw_units(definitions, registry=strange)).long
    (issue,) = list_overflow(protected, strange, definitions=definitions)
    assert issue["rule"] == "class_other_land"


def test_shares_of_reports_have_the_classes_that_the_pack_sets(definitions):
    protected = seal(make_units(indicator="DQ-01", numbers=dict.fromkeys(PROVINCES, 100)))
    ax = ctip.draw_map(protected, indicator="DQ-01", period="2019Q2", definitions=definitions)
    assert list_legend(ax)[:4] == ["up to 25", "26–50", "51–75", "76–100"]
    ax = ctip.draw_map(
        protected, indicator="DQ-01", period="2019Q2", definitions=definitions, scheme="quantiles"
    )
    assert list_legend(ax)[0] == "up to 100"


# Change and series


def test_a_kept_map_of_change_gives_the_same_change_the_same_color_in_a_later_release(definitions):
    from ctip_analysis.presenting import fill_change_registry

    def draw(protected, period, compared_with, registry):
        ax = ctip.draw_map_change(
            protected,
            indicator="PREV-02",
            period=period,
            compared_with=compared_with,
            definitions=definitions,
            registry=registry,
        )
        numbered = [p for p in PROVINCES if STATUSES[p] in ("reported", "partial", "zero")]
        return dict(zip(numbered, map(to_hex, ax.collections[0].get_facecolor()), strict=False))

    grown = NUMBERS | {"KG-B": 160, "KG-C": 240, "KG-J": 480, "KG-O": 500}
    first = seal([*make_units(period="2019Q1"), *make_units(numbers=grown)])
    pair = {"period": "2019Q2", "compared_with": "2019Q1", "territory": "9"}
    kept = fill_change_registry(first, None, definitions=definitions, indicator="PREV-02", **pair)
    assert list(kept) == ["PREV-02.quarter.9.change=1"]
    far = grown | {"KG-B": 160 + 50, "KG-C": 240, "KG-J": 9_000, "KG-O": 500}
    later = seal([*make_units(numbers=grown), *make_units(period="2019Q3", numbers=far)])
    old, new = draw(first, "2019Q2", "2019Q1", kept), draw(later, "2019Q3", "2019Q2", kept)
    assert old["KG-B"] == new["KG-B"]
    assert new["KG-B"] != draw(later, "2019Q3", "2019Q2", None)["KG-B"]


def test_a_change_in_percent_says_percent_and_not_the_unit(definitions):
    protected = seal([*make_units(period="2019Q1"), *make_units()])
    two = {"indicator": "PREV-02", "period": "2019Q2", "compared_with": "2019Q1"}
    alt = ctip.describe(ctip.draw_map_change(protected, definitions=definitions, is_relative=True, **two)).alt
    assert "· percent." in alt and "· attendances" not in alt


@pytest.mark.parametrize("earlier", ["2019Q2", "2019Q3", "2019"])
def test_a_change_needs_an_earlier_period_of_the_same_kind(definitions, earlier):
    protected = seal([*make_units(), *make_units(period="2019Q3"), *make_units(period="2019")])
    for draw in (ctip.draw_map_change, ctip.draw_change_dots):
        with pytest.raises(ctip.InputError, match="Expected an earlier period of the same kind"):
            draw(
                protected,
                indicator="PREV-02",
                period="2019Q2",
                compared_with=earlier,
                definitions=definitions,
            )


def test_the_maps_of_a_series_stand_alike_whatever_is_partly_reported(definitions):
    whole = dict(STATUSES, **{"KG-GB": "reported"})
    protected = seal([*make_units(period="2019Q1", statuses=whole), *make_units()])
    axes = ctip.draw_map_series(protected, indicator="PREV-02", definitions=definitions)
    assert axes[0].get_xlim() == pytest.approx(axes[1].get_xlim())
    assert axes[0].get_ylim() == pytest.approx(axes[1].get_ylim())
    marks = [[text.get_text() for text in ax.texts if text.get_text() == "◐"] for ax in axes]
    assert marks == [[], ["◐"]]
    assert [text.get_text() for ax in axes for text in ax.texts if "km" in text.get_text()] == ["100 km"]


def test_a_map_of_another_country_takes_its_units_names_and_first_view_from_its_pack(definitions, tmp_path):
    import dataclasses

    corners = {"ZZ-A": 10, "ZZ-B": 11, "ZZ-C": 12}
    shapes = gpd.GeoDataFrame(
        {"province": list(corners)},
        geometry=[shapely.box(x, 50, x + 1, 51) for x in corners.values()],
        crs=4326,
    )
    shapes.to_file(tmp_path / "land.geojson", driver="GeoJSON")
    provinces = pd.DataFrame(
        {
            "province": list(corners),
            "half": ["ZZ-A", "ZZ-A", "ZZ-C"],
            "label_longitude": [str(x + 0.5) for x in corners.values()],
            "label_latitude": "50.5",
            **{
                f"{part}_{language}": ["Alpha", "Beta", "Gamma"]
                for part in ("name", "short")
                for language in ("en", "ru", "ky")
            },
        }
    )
    country = dataclasses.replace(
        definitions,
        folder=tmp_path,
        country="ZZ",
        provinces=provinces,
        districts=definitions.districts.iloc[:0],
        views={"whole": "province", "halves": "half"},
        settings={
            "boundaries": {"file": "land.geojson"},
            "views": {"whole": {}, "halves": {}},
            "cities": {"inset": ["ZZ-B"]},
        },
    )
    rows = [
        make_row(unit, 10 * place, "reported", period=period) | {"territory": view}
        for period in ("2019Q1", "2019Q2")
        for view, units in {"whole": list(corners), "halves": ["ZZ-A", "ZZ-C"]}.items()
        for place, unit in enumerate(units, start=1)
    ]
    chosen = {"indicator": "PREV-02", "definitions": country, "language": "ru"}
    two = {"period": "2019Q2", "compared_with": "2019Q1"}
    ax = ctip.draw_map(seal(rows), period="2019Q2", **chosen)
    assert {"Alpha", "Beta", "Gamma"} <= {text.get_text() for text in ax.texts}
    require_apart(ax)
    merged = ctip.draw_map(seal(rows), period="2019Q2", territory="halves", **chosen)
    assert ctip.describe(merged).data["province"].tolist() == ["ZZ-A", "ZZ-C"]
    assert len(ctip.draw_map_series(seal(rows), **chosen)) == 2
    assert ctip.describe(ctip.draw_map_change(seal(rows), **two, **chosen)).data["value"].tolist() == [
        0,
        0,
        0,
    ]
    assert ctip.describe(ctip.draw_change_dots(seal(rows), **two, **chosen)).data["change"].tolist() == [
        0,
        0,
        0,
    ]
    with pytest.raises(ctip.InputError, match="no territory view '9'"):
        ctip.draw_map(seal(rows), period="2019Q2", territory="9", **chosen)


def test_breaks_of_change_mirror_each_other_around_the_midpoint():
    breaks = find_change_breaks([-30, -5, 0, 10, 40], k=3, decimals=0)
    assert breaks == (-31.0, -11.0, -1.0, 0.0, 10.0, 30.0, 40.0)


def test_a_change_is_drawn_only_where_both_numbers_are_shown(definitions):
    earlier = make_units(
        period="2018Q2", numbers=dict.fromkeys(PROVINCES, 100), statuses=dict.fromkeys(PROVINCES, "reported")
    )
    ax = ctip.draw_map_change(
        seal([*earlier, *make_units()]),
        indicator="PREV-02",
        period="2019Q2",
        compared_with="2018Q2",
        definitions=definitions,
    )
    data = ctip.describe(ax.figure).data.set_index("province")
    assert data.loc["KG-C", "value"] == 120 and data.loc["KG-N", "value"] == -100
    assert data.loc["KG-GB", "status"] == "partial"
    assert data.loc[["KG-GO", "KG-T", "KG-Y"], "value"].isna().all()
    assert data.loc[["KG-GO", "KG-T", "KG-Y"], "status"].tolist() == ["suppressed", "not_reported", "not_due"]
    assert any("0: no change" in text for text in list_legend(ax))
    assert "Colors part at 0" in ctip.describe(ax.figure).long


def test_a_series_has_one_legend_and_one_set_of_classes(definitions):
    rows = [row for q in ("2019Q1", "2019Q2") for row in make_units(period=q)]
    axes = ctip.draw_map_series(seal(rows), indicator="PREV-02", definitions=definitions)
    assert [ax.get_title() for ax in axes] == ["Q1 2019", "Q2 2019"]
    assert [ax.get_legend() is not None for ax in axes] == [True, False]
    first, second = (ax.collections[0].get_facecolor() for ax in axes)
    assert (first == second).all()
    assert len(ctip.describe(axes[0].figure).data) == 18


# Boundaries


def make_file(definitions, folder, change=lambda shapes: shapes, *, column="iso"):
    shapes = change(load_boundaries(definitions).rename(columns={"province": column}))
    path = folder / "mine.geojson"
    shapes.to_file(path)
    return path


def with_soate(shapes, definitions):
    codes = dict(zip(definitions.provinces["province"], definitions.provinces["soate"], strict=True))
    return shapes.assign(Adm1_Code=[int(codes[c][:5]) for c in shapes["iso"]]).drop(columns="iso")


def test_a_users_file_is_matched_by_iso_pcode_and_soate(definitions, tmp_path):
    provinces = definitions.provinces
    pcode = dict(zip(provinces["province"], provinces["pcode"], strict=True))
    changes = {
        "iso": lambda s: s,
        "pcode": lambda s: s.assign(ADM1_PCODE=s["iso"].map(pcode)).drop(columns="iso"),
        "soate": lambda s: with_soate(s, definitions),
    }
    for name, change in changes.items():
        (tmp_path / name).mkdir()
        path = make_file(definitions, tmp_path / name, change)
        assert load_boundaries(definitions, path=path)["province"].tolist() == PROVINCES
        ax = draw_units(definitions, boundaries=path)
        assert "mine.geojson" in ctip.describe(ax.figure).long


@pytest.mark.parametrize(
    "change, told",
    [
        (lambda s: s[s["iso"].ne("KG-T")], "they lack KG-T"),
        (lambda s: s.assign(iso=s["iso"].replace("KG-T", "KG-B")), "they double KG-B"),
        (lambda s: s.assign(iso=s["iso"].str.replace("KG", "UZ")), "they have the unknown UZ-B"),
        (lambda s: s.drop(columns="iso"), "have no column of codes"),
    ],
)
def test_a_boundary_file_at_fault_names_the_units(definitions, tmp_path, change, told):
    path = make_file(definitions, tmp_path, change)
    with pytest.raises(ctip.InputError, match=told):
        draw_units(definitions, boundaries=path)


@pytest.mark.parametrize(
    "move, told",
    [
        (lambda shapes: shapes.set_geometry(shapes.representative_point()), "have no polygon of KG-B, KG-C"),
        (lambda shapes: shapes.set_geometry(shapes.translate(60, -30)), "lie elsewhere: none of KG-B, KG-C"),
    ],
    ids=["points", "another country"],
)
def test_boundaries_that_cannot_be_those_of_the_country_name_the_units(definitions, move, told):
    with pytest.raises(ctip.InputError, match=told):
        draw_units(definitions, boundaries=move(load_boundaries(definitions)))


def test_boundaries_without_a_reference_system_are_refused(definitions):
    shapes = load_boundaries(definitions).set_crs(None, allow_override=True)
    with pytest.raises(ctip.InputError, match="no coordinate reference system"):
        draw_units(definitions, boundaries=shapes)


def make_squares(count, *, side=0.5, columns=8):
    corners = [(70 + i % columns * side, 39 + i // columns * side) for i in range(count)]
    return [shapely.box(x, y, x + side, y + side) for x, y in corners]


@pytest.mark.parametrize("language", ["en", "ru", "ky"])
@pytest.mark.parametrize("width", [7.2, 3.6], ids=["print", "phone"])
def test_districts_known_by_soate_alone_bear_labels_that_stand_apart(definitions, language, width):
    districts = definitions.districts
    # A shapefile holds such a code as a number.
    frame = gpd.GeoDataFrame(
        {"SOATE": districts["soate"].astype(float)}, geometry=make_squares(len(districts)), crs=4326
    )
    ax = ctip.draw_map(
        seal([make_row(code, 20 + i, "reported") for i, code in enumerate(districts["district"])]),
        indicator="PREV-02",
        period="2019Q2",
        definitions=definitions,
        boundaries=frame,
        language=language,
        figsize=(width, None),
    )
    assert sorted(ctip.describe(ax.figure).data["province"]) == sorted(districts["district"])
    require_apart(ax)


def test_districts_are_drawn_from_a_file_of_districts_with_lakes(definitions, tmp_path):
    codes = definitions.districts["district"]
    frame = gpd.GeoDataFrame({"ADM2_PCODE": codes}, geometry=make_squares(len(codes)), crs=4326)
    lakes = gpd.GeoDataFrame(geometry=[shapely.box(70.1, 39.1, 70.3, 39.3)], crs=4326)
    rows = [make_row(code, 20 + i, "reported") for i, code in enumerate(codes)]
    protected = seal(rows)
    ax = ctip.draw_map(
        protected,
        indicator="PREV-02",
        period="2019Q2",
        definitions=definitions,
        boundaries=frame,
        lakes=lakes,
    )
    data = ctip.describe(ax.figure).data
    assert sorted(data["province"]) == sorted(codes) and data["value"].sum() == sum(
        20 + i for i in range(len(codes))
    )
    merged = load_boundaries(definitions, path=frame, territory="7")
    assert len(merged) == 7
    with pytest.raises(ctip.InputError, match="are of provinces"):
        ctip.draw_map(protected, indicator="PREV-02", period="2019Q2", definitions=definitions)
