"""The pack: loaded whole, checked whole, and another country is another folder."""

import shutil
from itertools import pairwise

import pandas as pd
import pytest

from ctip_analysis.definitions import (
    DEFAULT_PACK,
    apply_filter,
    build_matcher,
    find_period,
    list_periods,
    list_units,
    load_boundaries,
    load_definitions,
    parse_age_band,
    parse_filter,
    period_bounds,
    period_within,
    unit_of_province,
)
from ctip_analysis.definitions.folding import fold_text
from ctip_analysis.errors import DefinitionsError, InputError


@pytest.fixture
def pack(tmp_path):
    return shutil.copytree(DEFAULT_PACK, tmp_path / "pack")


def edit(path, old, new):
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


NASTY_SPELLINGS = [
    ("Чуй обл.", {"KG-C"}),
    ("ЧУЙСКАЯ ОБЛАСТЬ", {"KG-C"}),
    ("Чүй облусу ", {"KG-C"}),
    ("Чїй облусу", {"KG-C"}),  # a font made before Unicode
    ("Чуй облусу", {"KG-C"}),  # typed without the Kyrgyz keyboard
    ("Ысык\u00a0- Көл облусу", {"KG-Y"}),
    ("Ысык-Кєл", {"KG-Y"}),
    ("Ysyk-KÃ¶l", {"KG-Y"}),  # UTF-8 read as Latin-1
    ("Нapынcкaя область", {"KG-N"}),  # Latin a, p, c among Cyrillic
    ("Жалал–Абад\u00ad облусу", {"KG-J"}),
    ("Ош", {"KG-O", "KG-GO"}),  # a question, never an answer
    ("Osh", {"KG-O", "KG-GO"}),
    ("г. Ош", {"KG-GO"}),
    ("г.Ош", {"KG-GO"}),
    ("Ош ш.", {"KG-GO"}),
    ("Osh city", {"KG-GO"}),
    ("Ош облусу", {"KG-O"}),
    ("Ошская область", {"KG-O"}),
    ("KG-T", {"KG-T"}),
    ("KG01", set()),  # a FIPS code that looks like a P-code
    ("Чуйка", set()),
]


@pytest.mark.parametrize(("text", "provinces"), NASTY_SPELLINGS)
def test_a_spelling_means_its_provinces(definitions, text, provinces):
    assert {concept[5:] for concept in build_matcher(definitions).match(text, "adm1.")} == provinces


def test_every_official_name_means_its_own_province_alone(definitions):
    matcher = build_matcher(definitions)
    for language in definitions.languages:
        for province, name in definitions.provinces[["province", f"name_{language}"]].itertuples(index=False):
            assert matcher.match(name, "adm1.") == (f"adm1.{province}",), name


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Отчет_2кв_2019", "2019Q2"),
        ("Отчёт за I полугодие 2019 года", "2019H1"),
        ("2019-жылдын 1-чейреги үчүн", "2019Q1"),
        ("Report for Q4 2018", "2018Q4"),
        ("апрель 2019", "2019-04"),
        ("2018-ж.", "2018"),
        ("2019Q3", "2019Q3"),
        ("1 и 2 квартал 2019", None),
        ("2018-2019", None),
        ("II квартал", None),
        ("12019", None),
    ],
)
def test_a_period_is_found_or_left_open(definitions, text, period):
    assert find_period(text, build_matcher(definitions)) == period


def test_quarters_fill_a_year_without_gap_or_overlap():
    bounds = [period_bounds(quarter) for quarter in list_periods("2019Q1", "2019Q4")]
    assert bounds[0][0].isoformat() == "2019-01-01"
    assert bounds[-1][1].isoformat() == "2019-12-31"
    assert all((later[0] - earlier[1]).days == 1 for earlier, later in pairwise(bounds))


def test_a_month_lies_in_its_quarter_half_and_year():
    assert [period_within("2020-02", kind) for kind in ("quarter", "half", "year")] == [
        "2020Q1",
        "2020H1",
        "2020",
    ]


def test_what_is_no_period_says_what_one_is():
    with pytest.raises(InputError, match="2019Q2"):
        period_bounds("2019Q5")


@pytest.mark.parametrize(
    ("text", "band"),
    [
        ("0-17 жаш", (0, 17)),
        ("70 жаш жана андан жогору", (70, None)),
        ("60+", (60, None)),
        ("Women", None),
        ("2018-2019", None),
    ],
)
def test_an_age_band_is_read(text, band):
    assert parse_age_band(text) == band


def test_a_filter_keeps_what_it_says():
    frame = pd.DataFrame(
        {"sex": ["female", "male", "unknown"], "status": ["completed", "planned", "completed"]}
    )
    assert apply_filter(frame, "sex != 'female' and status == 'completed'")["sex"].tolist() == ["unknown"]
    assert apply_filter(frame, "sex not in ('female', 'male')")["sex"].tolist() == ["unknown"]
    assert len(apply_filter(frame, "")) == 3


@pytest.mark.parametrize(
    "text", ["__import__('os')", "sex = 'female'", "sex == female", "sex == 'a' or sex == 'b'"]
)
def test_a_filter_that_is_not_in_the_language_is_refused(text):
    with pytest.raises(DefinitionsError, match="cannot be read"):
        parse_filter(text)


def test_the_word_and_inside_a_code_joins_nothing():
    assert parse_filter("kind == 'raid and seizure'")[0].codes == ("raid and seizure",)


def test_the_views_of_the_country_have_nine_eight_and_seven_units(definitions):
    assert [len(list_units(definitions, view)) for view in ("9", "8", "7")] == [9, 8, 7]
    assert unit_of_province(definitions, "8")["KG-GO"] == "KG-GO"
    assert unit_of_province(definitions, "7")["KG-GO"] == "KG-O"


def test_polygons_merge_as_the_view_says_and_keep_the_land(definitions):
    area = [
        load_boundaries(definitions, territory=view).to_crs("ESRI:54034").area.sum() for view in ("9", "7")
    ]
    assert area[0] == pytest.approx(area[1], rel=1e-3)


def test_a_polygon_has_about_its_official_area(definitions):
    shapes = load_boundaries(definitions).set_index("province").to_crs("ESRI:54034")
    official = (
        definitions.provinces.query("kind == 'province'").set_index("province")["area_km2"].astype(float)
    )
    drawn = (shapes.area / 1e6).reindex(official.index)
    assert ((drawn - official).abs() / official).max() < 0.027


def test_a_boundary_file_of_another_country_is_refused(definitions, tmp_path):
    path = tmp_path / "other.geojson"
    shapes = load_boundaries(definitions).rename(columns={"province": "iso"})
    shapes["iso"] = "TJ-" + shapes["iso"]
    shapes.to_file(path)
    with pytest.raises(
        InputError, match=r"other\.geojson are not those of the pack .* lack KG-B, .* unknown TJ-KG-B"
    ):
        load_boundaries(definitions, path=path)


def test_all_faults_of_a_pack_stand_in_one_message(pack):
    edit(pack / "provinces.csv", "KG-T,KG07000000000", "KG-X,KG07000000000")
    edit(pack / "indicators.csv", "activity_class == 'awareness'", "activity_klass == 'awareness'")
    edit(pack / "population.csv", "5503086", "5 503 086")
    with pytest.raises(DefinitionsError) as caught:
        load_definitions(pack)
    message = str(caught.value)
    for part in (
        "no spelling of the province KG-X",
        "no polygon of the province KG-X",
        "a polygon of KG-T",
        "has no column 'activity_klass'",
        "'5 503 086' is no number",
    ):
        assert part in message


@pytest.mark.parametrize(
    ("file", "content", "said"),
    [
        ("codes.csv", "list;code;parent\nsex;female;\n", "separated by semicolons"),
        ("codes.csv", "list,code\nsex,female\n", "lacks the columns"),
        ("codes.csv", "", "no rows"),
        ("pack.toml", "country = ", "not valid TOML"),
    ],
)
def test_a_file_that_excel_or_a_person_spoiled_is_named(pack, file, content, said):
    (pack / file).write_text(content, encoding="utf-8")
    with pytest.raises(DefinitionsError, match=said):
        load_definitions(pack)


def test_a_code_that_excel_made_a_date_is_named_with_its_row(pack):
    edit(pack / "codes.csv", "age_group,14_17,child,2,14-17", "age_group,14_17,child,2,14-Jul")
    with pytest.raises(
        DefinitionsError, match=r"codes\.csv, row \d+, column range: '14-Jul' looks like a date"
    ):
        load_definitions(pack)


def test_a_missing_file_and_a_missing_folder_are_named(pack):
    (pack / "words.csv").unlink()
    with pytest.raises(DefinitionsError, match=r"words\.csv: the file is missing"):
        load_definitions(pack)
    with pytest.raises(DefinitionsError, match="no country pack"):
        load_definitions(pack / "nowhere")


def test_a_file_saved_by_excel_with_a_mark_reads_the_same(pack):
    path = pack / "codes.csv"
    path.write_text(path.read_text(encoding="utf-8"), encoding="utf-8-sig")
    assert load_definitions(pack).codes["list"].iloc[0] == "sex"


def test_folding_is_stable(definitions):
    for variant in definitions.glossary["variant"]:
        assert fold_text(fold_text(variant)) == fold_text(variant)


def test_an_edited_pack_is_loaded_as_it_is_now(pack):
    load_definitions(pack)
    glossary = pack / "glossary.csv"
    glossary.write_text(
        glossary.read_text(encoding="utf-8-sig") + "adm1.KG-C,en,Chuyland,yes\n", encoding="utf-8"
    )
    assert load_definitions(pack).matcher.match("Chuyland") == ("adm1.KG-C",)


def test_what_is_done_to_a_loaded_pack_touches_no_other(pack):
    own = load_definitions(pack)
    own.settings["reporting"]["due_days"] = 99
    own.forms.clear()
    own.glossary.loc[:, "concept"] = "row.total"
    again = load_definitions(pack)
    assert again.settings["reporting"]["due_days"] == 10
    assert again.forms
    assert again.matcher.match("Мужчины", "sex.") == ("sex.male",)
