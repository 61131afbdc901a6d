"""Figures as files: described, embedded, repeatable, small, told apart by all eyes, silent about the hidden."""

import io
import json
import re
import shutil

import matplotlib as mpl
import matplotlib.pyplot as plt
import pandas as pd
import pytest
from figure_builders import make_units, seal
from matplotlib.colors import to_hex
from PIL import Image

import ctip_analysis as ctip
from ctip_analysis.presenting import list_drawn_csv, render_figure
from ctip_analysis.presenting.colors import contrast_ratio, find_confusions, lab_difference, simulate_vision
from ctip_analysis.presenting.samples import show_protected
from ctip_analysis.releasing import draw_from_release, read_release, write_release


@pytest.fixture(autouse=True)
def close_figures():
    yield
    plt.close("all")


@pytest.fixture(scope="module")
def sample():
    return show_protected()


@pytest.fixture(scope="module")
def release(sample, tmp_path_factory):
    definitions, protected = sample
    folder = tmp_path_factory.mktemp("out")
    days = {"organizations": "2019-12-31", "official": "2019-12-31"}
    write_release(
        protected,
        folder / "release",
        definitions=definitions,
        with_figures=False,
        is_synthetic=True,
        as_of=days,
    )
    return folder


def draw(definitions, **options):
    return ctip.draw_map(
        seal(make_units()), indicator="PREV-02", period="2019Q2", definitions=definitions, **options
    ).figure


@pytest.mark.parametrize("language", ["en", "ru", "ky"])
def test_a_png_carries_its_words_in_its_language(definitions, language):
    figure = draw(definitions, language=language)
    image = Image.open(io.BytesIO(render_figure(figure, "png")))
    words = ctip.describe(figure)
    assert image.text["Alt"] == words.alt and image.text["Description"] == words.long
    assert image.text["Title"].lang == language
    assert image.info["dpi"][0] == pytest.approx(300, abs=0.1)
    assert definitions.provinces[f"name_{language}"].iloc[0] in words.long


def test_an_svg_has_title_description_role_language_and_its_letters(definitions):
    svg = render_figure(draw(definitions, language="ky"), "svg").decode()
    assert 'role="img"' in svg and 'lang="ky"' in svg and "<title id=" in svg and "<desc id=" in svg
    assert "@font-face" in svg and ">Ысык-Көл</text>" in svg


def test_a_pdf_has_its_words_and_embedded_fonts_with_selectable_text(definitions):
    pdf = render_figure(draw(definitions), "pdf")
    assert b"/FontFile2" in pdf and b"/ToUnicode" in pdf and b"/Subject" in pdf
    assert b"/CreationDate" not in pdf


@pytest.mark.parametrize("form", ["png", "svg", "pdf"])
def test_the_same_figure_gives_the_same_bytes_and_a_small_file(definitions, form):
    first, second = (render_figure(draw(definitions, is_synthetic=True), form) for _ in range(2))
    assert first == second
    assert len(first) < 300_000


#: What a user may have set, from a dark style sheet to what seems to be no matter of looks.
STRANGE_STYLE = {
    "axes.facecolor": "black",
    "axes.grid": True,
    "axes.spines.bottom": False,
    "axes.titleweight": "bold",
    "axes.xmargin": 0.3,
    "figure.constrained_layout.use": True,
    "figure.dpi": 40,
    "font.weight": "bold",
    "lines.marker": "x",
    "path.sketch": (1, 100, 2),
    "pdf.fonttype": 3,
    "savefig.bbox": "tight",
    "svg.fonttype": "path",
    "text.color": "white",
    "xtick.direction": "in",
}


def test_a_users_style_changes_no_byte_of_a_figure_and_is_not_changed(definitions):
    def draw_both():
        return [
            render_figure(figure, form, dpi=60)
            for figure in (
                draw(definitions),
                ctip.draw_trend(
                    seal(make_units()), indicator="PREV-02", provinces=["KG-B"], definitions=definitions
                ).figure,
            )
            for form in ("png", "svg", "pdf")
        ]

    plain = draw_both()
    with mpl.rc_context(STRANGE_STYLE):
        before = dict(mpl.rcParams)
        assert draw_both() == plain
        assert dict(mpl.rcParams) == before


def test_a_dark_figure_of_the_user_gets_a_ground_on_which_our_letters_can_be_read(definitions):
    with mpl.rc_context({"figure.facecolor": "black", "axes.facecolor": "black"}):
        figure, ax = plt.subplots()
        draw(definitions, ax=ax)
    assert to_hex(figure.get_facecolor()) == to_hex(ax.get_facecolor()) == "#ffffff"


def test_the_order_of_the_rows_changes_no_byte(definitions):
    rows = make_units()
    turned = ctip.draw_map(
        seal(rows[::-1]), indicator="PREV-02", period="2019Q2", definitions=definitions
    ).figure
    assert render_figure(turned, "svg") == render_figure(draw(definitions), "svg")


def test_every_letter_of_the_three_languages_is_in_the_font(definitions):
    from fontTools.ttLib import TTFont
    from matplotlib import font_manager

    from ctip_analysis.presenting.texts import font_of

    words = " ".join(definitions.words[list(definitions.languages)].to_numpy().ravel())
    letters = set("".join(words.split())) | set("ңөүҢӨҮ◐")
    for weight in ("normal", "bold"):
        known = TTFont(font_manager.findfont(font_of(10.0, weight))).getBestCmap()
        assert [letter for letter in sorted(letters) if ord(letter) not in known] == []


def test_the_data_beside_a_figure_hold_what_is_drawn_and_nothing_more(definitions, tmp_path):
    files = ctip.save_figure(draw(definitions), tmp_path / "map.png", dpi=60)
    assert sorted(path.name for path in files) == ["map.csv", "map.png"]
    table = pd.read_csv(tmp_path / "map.csv", encoding="utf-8-sig")
    shown = table.dropna(subset=["value"]).set_index("province")["value"]
    assert shown.to_dict() == {"KG-B": 110, "KG-C": 220, "KG-GB": 330, "KG-J": 440, "KG-N": 0, "KG-O": 550}
    assert "numerator" not in table and "organizations_reporting" not in table


def test_a_hidden_unit_is_drawn_alike_whatever_surrounds_it(definitions):
    svg = render_figure(draw(definitions, value_labels=True), "svg").decode()
    texts = re.findall(r"<text[^>]*>([^<]*)</text>", svg)
    assert "Osh city" in texts
    assert texts.count("330 ◐") == 1
    # Six numbers are shown; the hidden, the missing and the one not due have none.
    assert len([text for text in texts if re.fullmatch(r"[\d,]+( ◐)?", text)]) == 6
    assert "data-" not in svg


def test_colors_that_cannot_be_told_apart_are_refused_by_pair(definitions):
    figure = draw(definitions, cmap="prism")
    with pytest.raises(ctip.InputError, match=r"'.+' \(#\w{6}\) and '.+' \(#\w{6}\)"):
        render_figure(figure, "png")


@pytest.mark.parametrize("cmap", ["YlGnBu", "Blues", "viridis_r", "YlOrRd", "cividis_r", "PuBu"])
def test_good_palettes_pass_with_five_classes_and_zero(definitions, cmap):
    assert render_figure(draw(definitions, cmap=cmap), "svg")


def test_contrast_and_difference_agree_with_what_is_published():
    assert contrast_ratio("#000000", "#ffffff") == pytest.approx(21.0)
    assert contrast_ratio("#767676", "#ffffff") == pytest.approx(4.54, abs=0.01)
    # Sharma, Wu, Dalal (2005), table 1, pairs 1, 7, 13, 19, 25.
    pairs = [
        ((50.0, 2.6772, -79.7751), (50.0, 0.0, -82.7485), 2.0425),
        ((50.0, 0.0, 0.0), (50.0, -1.0, 2.0), 2.3669),
        ((50.0, -0.001, 2.49), (50.0, 0.0011, -2.49), 4.7461),
        ((50.0, 2.5, 0.0), (56.0, -27.0, -3.0), 31.9030),
        ((60.2574, -34.0099, 36.2677), (60.4626, -34.1751, 39.4387), 1.2644),
    ]
    for first, second, wanted in pairs:
        assert lab_difference(first, second) == pytest.approx(wanted, abs=1e-4)


def test_red_and_green_of_one_lightness_are_told_apart_by_normal_eyes_only():
    assert simulate_vision("#ffffff", "deuteranopia") == "#ffffff"
    (fault,) = find_confusions([], [("stop", "#b0503c"), ("go", "#6e7a2e")])
    assert "opia vision" in fault


# Reading a release back, and drawing from it


def test_a_release_is_read_back_as_it_was_written(sample, release):
    read = read_release(release)
    assert read.is_synthetic
    kept = ["indicator", "territory", "province", "period", "sex", "status"]
    pd.testing.assert_frame_equal(read.protected.values[kept], sample[1].values[kept], check_dtype=False)
    assert read.protected.values["value"].tolist() == pytest.approx(
        sample[1].values["value"].tolist(), nan_ok=True
    )


def test_a_release_that_was_touched_is_not_drawn_from(release, tmp_path):
    folder = tmp_path / "release"
    shutil.copytree(release / "release", folder)
    values = folder / "values.csv"
    values.write_bytes(values.read_bytes() + b"\n")
    with pytest.raises(ctip.DisclosureError, match=r"values.csv was changed"):
        read_release(folder)
    with pytest.raises(ctip.InputError, match="holds no release"):
        read_release(tmp_path / "nothing")


def test_a_release_whose_audit_did_not_pass_is_not_drawn_from(release, tmp_path):
    import hashlib

    folder = tmp_path / "release"
    shutil.copytree(release / "release", folder)
    audit = json.dumps({"passed": False}).encode()
    (folder / "audit.json").write_bytes(audit)
    manifest = json.loads((folder / "manifest.json").read_text())
    manifest["files_sha256"]["audit.json"] = hashlib.sha256(audit).hexdigest()
    (folder / "manifest.json").write_text(json.dumps(manifest))
    with pytest.raises(ctip.DisclosureError, match="did not pass"):
        read_release(folder)


def test_a_chart_drawn_from_a_release_says_that_it_is_synthetic(definitions, release, tmp_path):
    files = draw_from_release(
        release, "map_map", tmp_path / "map.svg", definitions=definitions, language="ru", indicator="PREV-02"
    )
    svg = files[0].read_text(encoding="utf-8")
    assert "SYNTHETIC" in svg and "4-й квартал 2019" in svg
    assert files[1].read_bytes().startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize(
    "name, options, told",
    [
        ("pie", {}, "There is no chart 'pie'. There are trend"),
        ("trend", {}, "trend needs --indicator"),
        ("trend", {"indicator": "PREV-02", "cascade": "justice"}, "takes no cascade"),
        ("map_map", {"indicator": "NOPE"}, "There is no indicator 'NOPE'"),
        ("trend", {"indicator": "PREV-02", "where": ["female"]}, "written as name=code"),
        ("trend", {"indicator": "PREV-02", "province": "KG-X"}, "There is no province 'KG-X'"),
    ],
)
def test_what_cannot_be_drawn_from_a_release_is_said(definitions, release, tmp_path, name, options, told):
    with pytest.raises(ctip.InputError, match=re.escape(told)):
        draw_from_release(release, name, tmp_path / "a.svg", definitions=definitions, **options)
    with pytest.raises(ctip.InputError, match=r"ends in .png, .svg, .pdf"):
        draw_from_release(release, "trend", tmp_path / "a.gif", definitions=definitions)


def test_a_registry_is_read_as_it_was_written_and_faults_are_named(tmp_path):
    from ctip_analysis.releasing import read_registry, write_registry

    kept = {"PREV-02.quarter.9": {"breaks": [1.5, 2.0], "colors": ["#ffffff", "#000000"], "scheme": "equal"}}
    write_registry(kept, tmp_path / "figures.toml")
    assert read_registry(tmp_path / "figures.toml") == kept
    (tmp_path / "figures.toml").write_text('["PREV-02.quarter.9"]\nbreaks = [2, 1]\n', encoding="utf-8")
    with pytest.raises(ctip.InputError, match=r"PREV-02.quarter.9 need breaks that increase"):
        read_registry(tmp_path / "figures.toml")
    (tmp_path / "figures.toml").write_text("breaks = [", encoding="utf-8")
    with pytest.raises(ctip.InputError, match="not valid TOML"):
        read_registry(tmp_path / "figures.toml")


def test_jobs_give_their_results_in_order_with_one_process_and_with_two():
    from ctip_analysis.releasing.jobs import run_jobs

    jobs = list(range(20))
    assert run_jobs(float, jobs) == [float(job) for job in jobs]
    assert run_jobs(float, jobs[:3]) == [0.0, 1.0, 2.0]


def test_the_csv_of_a_figure_is_the_same_whatever_the_language(definitions):
    assert list_drawn_csv(draw(definitions, language="ru")) == list_drawn_csv(
        draw(definitions, language="en")
    )


def test_a_map_drawn_for_the_first_time_keeps_its_classes_beside_the_data(definitions, release, tmp_path):
    from ctip_analysis.releasing import read_registry

    shutil.copytree(release, tmp_path / "out")
    drawn = {"definitions": definitions, "indicator": "PREV-02", "dpi": 40}
    files = draw_from_release(tmp_path / "out", "map_map", tmp_path / "a.png", period="2019Q2", **drawn)
    assert [path.name for path in files] == ["a.png", "a.csv"]
    assert not (tmp_path / "figures.toml").exists(), "what was received is no place of ours"
    (tmp_path / "out" / "internal").mkdir()
    for name, options in (
        ("map_map", {"where": ["sex=female"]}),
        ("map_change", {"period": "2019Q2", "compared_with": "2018Q2", "is_relative": True}),
        ("map_series", {"territory": "8"}),
        ("map_map", {"period": "2019Q2", "territory": "7", "k": 3}),
    ):
        draw_from_release(tmp_path / "out", name, tmp_path / "a.png", **drawn, **options)
    kept = read_registry(tmp_path / "figures.toml")
    assert set(kept) - set(read_registry(release / "release" / "figures.toml")) == {
        "PREV-02.quarter.9.sex=female",
        "PREV-02.quarter.9.change_percent=4",
        "PREV-02.quarter.8",
    }
    before = (tmp_path / "figures.toml").read_bytes()
    draw_from_release(tmp_path / "out", "map_map", tmp_path / "a.png", where=["sex=female"], **drawn)
    assert (tmp_path / "figures.toml").read_bytes() == before
