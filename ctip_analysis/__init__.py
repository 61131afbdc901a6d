"""Counter-trafficking indicators, maps and charts from the spreadsheets of many organizations.

Names are imported when they are first used: ``ctip --help`` must not wait for pandas and matplotlib.
"""

from importlib import import_module

from ctip_analysis.version import __version__

_MODULE_OF = {
    "CtipError": "errors",
    "DefinitionsError": "errors",
    "DisclosureError": "errors",
    "InputError": "errors",
    "MissingColumnsError": "errors",
    "OutputError": "errors",
    "check": "checking",
    "check_plausibility": "indicators",
    "clean": "cleaning",
    "compare_periods": "indicators",
    "compare_sources": "indicators",
    "compare_with_targets": "indicators",
    "compute_indicators": "indicators",
    "describe": "presenting",
    "draw_4p_page": "presenting",
    "draw_cascade": "presenting",
    "draw_change_dots": "presenting",
    "draw_coverage_matrix": "presenting",
    "draw_forms": "presenting",
    "draw_map_change": "presenting",
    "draw_map_series": "presenting",
    "draw_pyramid": "presenting",
    "draw_reporting_heatmap": "presenting",
    "draw_targets": "presenting",
    "draw_map": "presenting",
    "draw_trend": "presenting",
    "explain": "disclosure",
    "example_reports": "examples",
    "explain_indicator": "indicators",
    "load_definitions": "definitions",
    "load_received": "definitions",
    "protect": "disclosure",
    "protect_tables": "disclosure",
    "read_annex": "disclosure",
    "read_release": "releasing",
    "read_reports": "reading",
    "read_workbook": "reading",
    "run": "pipeline",
    "save_figure": "presenting",
    "verify_audit": "disclosure",
    "show_sheet": "reading",
    "verify_release": "releasing",
    "write_example_reports": "examples",
    "write_release": "releasing",
}

__all__ = ["__version__", *sorted(_MODULE_OF)]


def __getattr__(name: str):
    if name not in _MODULE_OF:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_MODULE_OF[name]}"), name)


def __dir__():
    return sorted({*globals(), *_MODULE_OF})
