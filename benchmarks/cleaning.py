"""From files to records and issues, against a bare calamine parse of the same files in the same run.

Run: python benchmarks/cleaning.py [organizations] [quarters of a year]; 41 and 16 make 656 workbooks and more.
Prints seconds, the ratio to calamine, and the largest memory of the process. Wanted: at most 6 times, under 1 GiB.
"""

import resource
import sys
import tempfile
import time
from itertools import pairwise
from pathlib import Path

import python_calamine

import ctip_analysis as ctip
from ctip_analysis.definitions import list_periods


def parse_barely(folder: Path) -> int:
    cells = 0
    for path in sorted(folder.glob("*.xlsx")):
        workbook = python_calamine.load_workbook(str(path))
        for name in workbook.sheet_names:
            cells += sum(map(len, workbook.get_sheet_by_name(name).to_python()))
    return cells


def main(organizations: int, quarters: int) -> None:
    definitions = ctip.load_definitions()
    last = list_periods("2017Q1", "2020Q4")[quarters - 1]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "raw"
        ctip.write_example_reports(folder, organizations=organizations, quarters=("2017Q1", last), mess=0.2)
        marks = [time.perf_counter()]
        cells = parse_barely(folder)
        marks.append(time.perf_counter())
        reports = ctip.read_reports(folder)
        marks.append(time.perf_counter())
        records = ctip.clean(reports, definitions)
        marks.append(time.perf_counter())
        issues = ctip.check(records, definitions)
        marks.append(time.perf_counter())
    bare, read, clean, check = (later - former for former, later in pairwise(marks))
    print(
        f"{len(reports.files)} files, {cells} cells, {len(records.activities)} activities, {len(issues)} issues"
    )
    for step, seconds in (("calamine", bare), ("read", read), ("clean", clean), ("check", check)):
        print(f"{step:10} {seconds:7.2f} s  {seconds / bare:5.2f} times")
    print(f"{'whole':10} {read + clean + check:7.2f} s  {(read + clean + check) / bare:5.2f} times")
    print(f"memory     {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:7.0f} MiB at most")


if __name__ == "__main__":
    main(*([int(argument) for argument in sys.argv[1:3]] or [41, 16]))
