"""From files to records and issues, against a bare calamine parse of the same workbooks in the same run.

Run: python benchmarks/cleaning.py [organizations] [quarters]. Without numbers it takes 41 organizations and 16 quarters, one
workbook each: 656. Prints seconds of processor time, the ratio to calamine and the largest memory of a process that does
nothing else: of the first pass over files that the process has never seen, its modules and the pack being loaded only
then; and of the best of two more, for which layouts and words are remembered. Both are one process with one thread.
Wanted: at most 6 times, under 1 GiB.

Run: python benchmarks/cleaning.py --rows 200000 for one list of so many rows, against Python's own reader of CSV.
"""

import csv
import random
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import python_calamine

import ctip_analysis as ctip
from ctip_analysis.definitions import list_periods

PLACES = (("Chuy province", "Sokuluk"), ("Osh province", "Kara-Suu"), ("Talas province", "Talas"))
TYPES = ("Information session", "School session", "Training", "Round table")


def measure(step, *arguments) -> tuple[float, object]:
    """Give the seconds of processor time of a step, and its result."""
    start = time.process_time()
    result = step(*arguments)
    return time.process_time() - start, result


def parse_workbooks(folder: Path) -> int:
    cells = 0
    for path in sorted(folder.iterdir()):
        workbook = python_calamine.load_workbook(str(path))
        for name in workbook.sheet_names:
            cells += sum(map(len, workbook.get_sheet_by_name(name).to_python()))
    return cells


def parse_lists(folder: Path) -> int:
    cells = 0
    for path in sorted(folder.iterdir()):
        with path.open(encoding="utf-8-sig", newline="") as file:
            cells += sum(map(len, csv.reader(file)))
    return cells


def write_workbooks(folder: Path, organizations: int, quarters: int) -> None:
    """Write example reports and keep one workbook for each organization and quarter: the largest of them."""
    last = list_periods("2017Q1", "2020Q4")[quarters - 1]
    ctip.write_example_reports(folder, organizations=organizations, quarters=("2017Q1", last), mess=0.2)
    workbooks = sorted(folder.glob("*.xlsx"), key=lambda path: (-path.stat().st_size, path.name))
    kept = set(workbooks[: organizations * quarters])
    for path in folder.iterdir():
        if path not in kept:
            path.unlink()


def write_list(folder: Path, rows: int) -> None:
    """Write one list of events, drawn from the same seed each time."""
    draw = random.Random(1)
    folder.mkdir()
    with (folder / "CSO-01 Q1 2019 SYNTHETIC.csv").open("w", encoding="utf-8-sig", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(
            ["No", "Province", "District", "Date", "Activity type", "Participants", "Women", "Men"]
        )
        for number in range(1, rows + 1):
            women, men = draw.randint(5, 60), draw.randint(5, 60)
            day = f"2019-0{draw.randint(1, 3)}-{draw.randint(1, 28):02d}"
            row = [number, *draw.choice(PLACES), day, draw.choice(TYPES), women + men, women, men]
            writer.writerow(row)


def measure_pass(folder: Path, definitions) -> tuple[dict[str, float], tuple]:
    """Give the seconds of each step of one pass, and what came out."""
    read, reports = measure(lambda: ctip.read_reports(folder))
    clean, records = measure(lambda: ctip.clean(reports, definitions))
    check, issues = measure(lambda: ctip.check(records, definitions))
    return {"read": read, "clean": clean, "check": check}, (reports, records, issues)


def print_seconds(title: str, seconds: dict[str, float], bare: float) -> None:
    print(title)
    for step, spent in {"bare": bare, **seconds, "whole": sum(seconds.values())}.items():
        print(f"{step:10} {spent:7.2f} s  {spent / bare:6.2f} times")


def report(folder: Path, parse, times: int) -> None:
    """Measure the steps in this process, and print the first pass and the best of the later ones."""
    bare, cells = min(measure(parse, folder) for _ in range(3))
    load, definitions = measure(ctip.load_definitions)
    first, (reports, records, issues) = measure_pass(folder, definitions)
    counts = f"{len(reports.files)} files, {cells} cells, {len(records.activities)} activities"
    print(f"{counts}, {len(issues)} issues; the pack was loaded in {load:.2f} s")
    print_seconds("first pass", first, bare)
    del reports, records, issues
    later = [measure_pass(folder, definitions)[0] for _ in range(times - 1)]
    if later:
        print_seconds("later passes", {step: min(own[step] for own in later) for step in first}, bare)
    print(f"memory     {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:7.0f} MiB at most")


def main(arguments: list[str]) -> None:
    if arguments[:1] == ["--measure"]:
        parse, times = {"workbooks": (parse_workbooks, 3), "list": (parse_lists, 1)}[arguments[1]]
        report(Path(arguments[2]), parse, times)
        return
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "raw"
        is_list = arguments[:1] == ["--rows"]
        if is_list:
            write_list(folder, int(arguments[1]))
        else:
            write_workbooks(folder, *map(int, arguments or ("41", "16")))
        kind = "list" if is_list else "workbooks"
        subprocess.run([sys.executable, __file__, "--measure", kind, str(folder)], check=True)


if __name__ == "__main__":
    main(sys.argv[1:])
