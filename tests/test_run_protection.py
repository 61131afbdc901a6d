"""A run protects, proves, keeps its ledger, and writes nothing that is not proved."""

import shutil

import pandas as pd
import pytest
from release_attacker import attack_releases

import ctip_analysis as ctip
from ctip_analysis.disclosure import solving
from ctip_analysis.releasing import verify_run


@pytest.fixture(scope="module")
def raw(tmp_path_factory):
    """Reports of a few organizations with cases, over a year."""
    folder = tmp_path_factory.mktemp("reports") / "raw"
    ctip.write_example_reports(folder, organizations=10, quarters=("2018Q3", "2018Q4"), seed=3)
    return folder


@pytest.fixture(scope="module")
def first(raw, definitions):
    """A run of these reports, with the release that it wrote."""
    out = raw.parent / "out"
    return ctip.run(raw, out, definitions=definitions, with_figures=False)


def read_values(path):
    return pd.read_csv(
        path,
        encoding="utf-8-sig",
        dtype={"territory": str, "period": str},
        keep_default_na=False,
        na_values={name: [""] for name in ("value", "numerator", "denominator")},
    )


def test_the_witnesses_of_a_run_prove_by_addition_what_its_release_shows(first):
    told = verify_run(first.out)
    assert told["proved"] == told["small_counts"] == first.protected.audit["small_counts_proved"] > 0
    assert told["compared"] > 50


def test_a_release_that_says_something_else_than_was_proved_is_refused(first, tmp_path):
    shutil.copytree(first.out, tmp_path / "out")
    path = tmp_path / "out" / "release" / "values.csv"
    values = pd.read_csv(path, dtype=str, keep_default_na=False, encoding="utf-8-sig")
    row = values.index[values["status"].eq("suppressed") & values["indicator"].eq("PROT-01")][0]
    values.loc[row, "value"] = "3"
    values.to_csv(path, index=False, encoding="utf-8-sig")
    with pytest.raises(ctip.DisclosureError, match=r"is hidden in the annex and shown in the release"):
        verify_run(tmp_path / "out")
    path.unlink()
    with pytest.raises(ctip.InputError, match=r"values\.csv is missing"):
        verify_run(tmp_path / "out")


def test_without_a_passed_audit_nothing_is_written_and_the_last_release_stands(
    raw, first, definitions, monkeypatch
):
    before = {path: path.read_bytes() for path in first.out.rglob("*") if path.is_file()}

    def refuse(*_):
        raise ctip.DisclosureError("The witnesses prove nothing.")

    monkeypatch.setattr(solving, "verify_audit", refuse)
    for out in (first.out, raw.parent / "new"):
        with pytest.raises(ctip.DisclosureError, match="prove nothing"):
            ctip.run(raw, out, definitions=definitions, with_figures=False)
    assert {path: path.read_bytes() for path in first.out.rglob("*") if path.is_file()} == before
    assert not (raw.parent / "new" / "release").exists()


def test_releases_of_a_run_with_its_ledger_tell_no_small_count_to_who_has_their_files(
    raw, first, definitions
):
    releases = []
    beside = raw.parent / "next" / "raw"
    beside.mkdir(parents=True)
    reports = sorted(path for path in raw.rglob("*") if path.is_file())
    for number, kept in enumerate((len(reports) // 2, len(reports))):
        for path in reports[:kept]:
            target = beside / path.relative_to(raw)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(path, target)
        out = beside.parent / f"out{number}"
        run = ctip.run(beside, out, definitions=definitions, with_figures=False)
        assert run.protected.audit["earlier_releases"] == number
        shutil.copy(out / "internal" / "ledger.csv", beside.parent / "ledger.csv")
        releases.append(tuple(read_values(out / part / "values.csv") for part in ("internal", "release")))
    learnt = attack_releases(releases)
    assert all(name[1] == "rest of" and low < high for name, _, low, high in learnt)
