"""Counter-trafficking indicators, maps and charts from the spreadsheets of many organizations."""

from ctip_analysis.checking import check
from ctip_analysis.cleaning import clean
from ctip_analysis.definitions import load_definitions
from ctip_analysis.disclosure import protect
from ctip_analysis.errors import (
    CtipError,
    DefinitionsError,
    DisclosureError,
    InputError,
    MissingColumnsError,
    OutputError,
)
from ctip_analysis.examples import example_reports, write_example_reports
from ctip_analysis.indicators import compute_indicators
from ctip_analysis.pipeline import run
from ctip_analysis.reading import read_reports
from ctip_analysis.releasing import verify_release, write_release

__all__ = [
    "CtipError",
    "DefinitionsError",
    "DisclosureError",
    "InputError",
    "MissingColumnsError",
    "OutputError",
    "check",
    "clean",
    "compute_indicators",
    "example_reports",
    "load_definitions",
    "protect",
    "read_reports",
    "run",
    "verify_release",
    "write_example_reports",
    "write_release",
]
