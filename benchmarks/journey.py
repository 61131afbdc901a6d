"""Print the time of ``ctip run`` as a multiple of a bare python-calamine parse of the same files.

python benchmarks/journey.py [RAW]
"""

import argparse
import tempfile
import time
from pathlib import Path

from python_calamine import CalamineWorkbook

import ctip_analysis as ctip

ROUNDS = 3


def parse_bare(files: list[Path]) -> None:
    """Parse every sheet of every workbook to Python lists, and nothing else."""
    for file in files:
        workbook = CalamineWorkbook.from_path(file)
        for name in workbook.sheet_names:
            workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)


def time_best(action) -> float:
    """Give the shortest of a few rounds, in seconds."""
    spent = []
    for _ in range(ROUNDS):
        start = time.perf_counter()
        action()
        spent.append(time.perf_counter() - start)
    return min(spent)


def main() -> None:
    """Time the parts of the journey on the same files in the same process."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("raw", nargs="?", type=Path, default=Path("data/raw"))
    raw = parser.parse_args().raw
    files = sorted(raw.rglob("*.xlsx"))
    definitions = ctip.load_definitions()
    bare = time_best(lambda: parse_bare(files))
    reports = ctip.read_reports(raw)
    records = ctip.clean(reports, definitions)
    values = ctip.compute_indicators(records, definitions)
    print(f"{len(files)} workbooks; bare python-calamine {bare * 1000:.1f} ms = 1")

    def run_whole() -> None:
        with tempfile.TemporaryDirectory() as out:
            ctip.run(raw, out, definitions=definitions)

    steps = {
        "read_reports": lambda: ctip.read_reports(raw),
        "clean": lambda: ctip.clean(reports, definitions),
        "check": lambda: ctip.check(records, definitions),
        "compute_indicators": lambda: ctip.compute_indicators(records, definitions),
        "protect": lambda: ctip.protect(values, definitions),
        "ctip run": run_whole,
    }
    for name, action in steps.items():
        spent = time_best(action)
        print(f"{name:20} {spent:8.3f} s {spent / bare:9.1f} x")


if __name__ == "__main__":
    main()
