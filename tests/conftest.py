"""What all tests share: the pack, loaded once, and figures that need no screen."""

import os

os.environ.setdefault("MPLBACKEND", "Agg")

import pytest
from written_files import write_xlsx

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


@pytest.fixture
def records_of_books(definitions, tmp_path):
    """Write workbooks, the sheets of each by the name of its file, and give the records of all together."""

    def build(books, *, merges=(), **options):
        for name, sheets in books.items():
            write_xlsx(tmp_path / name, *sheets, merges=merges)
        return ctip.clean(ctip.read_reports(tmp_path), definitions, key=b"k" * 32, **options)

    return build


@pytest.fixture
def records_of(records_of_books):
    """Write the sheets of one workbook, and give its records."""

    def build(*sheets, name="a.xlsx", merges=(), **options):
        return records_of_books({name: sheets}, merges=merges, **options)

    return build
