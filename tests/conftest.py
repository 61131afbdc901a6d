"""What all tests share: the pack, loaded once, and figures that need no screen."""

import os

os.environ.setdefault("MPLBACKEND", "Agg")

import pytest

import ctip_analysis as ctip


@pytest.fixture(scope="session")
def definitions():
    return ctip.load_definitions()


@pytest.fixture(scope="session")
def example_run(tmp_path_factory):
    """A run over the synthetic reports and the official workbook, as a user starts it."""
    raw = tmp_path_factory.mktemp("raw")
    out = tmp_path_factory.mktemp("out")
    truth = ctip.write_example_reports(raw / "example-2019")
    return ctip.run(raw, out, with_figures=False), truth
