"""A run's folders: what stays inside and what may be sent, written beside and swapped in at the end."""

from ctip_analysis.releasing.drawing_from import draw_from_release
from ctip_analysis.releasing.internal import write_internal
from ctip_analysis.releasing.leaks import find_leaks
from ctip_analysis.releasing.ledger_file import read_ledger_file
from ctip_analysis.releasing.manifest import verify_release
from ctip_analysis.releasing.reading_back import Release, read_release
from ctip_analysis.releasing.registry_file import read_registry, write_registry
from ctip_analysis.releasing.release import write_release
from ctip_analysis.releasing.swapping import require_writable, swap_folders
from ctip_analysis.releasing.verifying_run import verify_run

__all__ = [
    "Release",
    "draw_from_release",
    "find_leaks",
    "read_ledger_file",
    "read_registry",
    "read_release",
    "require_writable",
    "swap_folders",
    "verify_release",
    "verify_run",
    "write_internal",
    "write_registry",
    "write_release",
]
