"""Print the time and memory of reading as multiples of a bare python-calamine parse of the same files.

python benchmarks/reading.py [--rows 200000] [--workbooks 60] [--many 10 100 1000]

Last comes the time for each row when a folder of 10, 100 and 1,000 workbooks is read at once: it should not grow;
``--many 10 10000`` tries more.

Each is measured in a process of its own, by the processor time that it takes, so that a busy machine does not count.
"""

import argparse
import random
import resource
import subprocess
import sys
import tempfile
import time
import zipfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.utils import get_column_letter

ROUNDS = 3
WIDE = 25
SHEET_PART = "xl/worksheets/sheet1.xml"


def write_workbooks(folder: Path, count: int) -> None:
    """Write workbooks of three sheets of 200 rows and 8 columns."""
    chance = random.Random(1)
    for number in range(count):
        workbook = Workbook()
        workbook.remove(workbook.active)
        for place in range(3):
            sheet = workbook.create_sheet(f"sheet {place}")
            sheet.append(["SYNTHETIC"])
            sheet.append([])
            sheet.append(["Region", "District", "Kind", *(f"n{n}" for n in range(5))])
            for row in range(200):
                sheet.append([f"R{row // 10}", f"D{row}", "a", *(chance.randrange(1000) for _ in range(5))])
        workbook.save(folder / f"{number:03}.xlsx")


def write_long_sheet(path: Path, rows: int) -> None:
    """Write one sheet of many rows and 25 columns, its XML by hand: openpyxl would take minutes."""
    letters = [get_column_letter(column) for column in range(1, WIDE + 1)]

    def text(cell, shown):
        return f'<c r="{cell}" t="inlineStr"><is><t>{shown}</t></is></c>'

    Workbook().save(path)
    with zipfile.ZipFile(path) as archive:
        parts = {name: archive.read(name) for name in archive.namelist() if name != SHEET_PART}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
        with archive.open(SHEET_PART, "w", force_zip64=True) as part:
            head = "".join(text(f"{letter}1", f"column {letter}") for letter in letters)
            space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
            part.write(f'<worksheet xmlns="{space}"><sheetData><row r="1">{head}</row>'.encode())
            for row in range(2, rows + 2):
                numbers = "".join(
                    f'<c r="{letter}{row}"><v>{(row * 7 + place * 13) % 1000}</v></c>'
                    for place, letter in enumerate(letters[1:])
                )
                part.write(f'<row r="{row}">{text(f"A{row}", f"district {row}")}{numbers}</row>'.encode())
            part.write(b"</sheetData></worksheet>")


def read_bare(files: list[Path]) -> None:
    """Parse every sheet to Python lists, and nothing else."""
    from python_calamine import CalamineWorkbook

    for file in files:
        workbook = CalamineWorkbook.from_path(file)
        for name in workbook.sheet_names:
            workbook.get_sheet_by_name(name).to_python(skip_empty_area=False)


def read_labelled(files: list[Path]) -> None:
    """Read every file to labelled cells."""
    from ctip_analysis.reading import read_workbook

    for file in files:
        read_workbook(file)


def read_with_pandas(files: list[Path]) -> None:
    """Read every sheet with pandas and openpyxl, which gives no labels."""
    import pandas as pd

    for file in files:
        pd.read_excel(file, sheet_name=None, engine="openpyxl")


def read_folder(files: list[Path]) -> None:
    """Read a folder of reports to one set of frames."""
    from ctip_analysis.reading import read_reports

    read_reports(files[0].parent)


READERS = {"calamine": read_bare, "ctip_analysis": read_labelled, "pandas+openpyxl": read_with_pandas}
FOLDER_READER = {"folder": read_folder}


def measure_here(name: str, files: list[Path], rounds: int) -> None:
    """Print seconds and mebibytes of one reader, the libraries' own loading left out."""
    read = (READERS | FOLDER_READER)[name]
    READERS.get(name, read_labelled)(files[:1])
    spent = []
    for _ in range(rounds):
        start = time.process_time()
        read(files)
        spent.append(time.process_time() - start)
    print(min(spent), resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)


def measure(name: str, folder: Path, rounds: int) -> tuple[float, float]:
    """Measure one reader in a process of its own."""
    command = [sys.executable, __file__, "--measure", name, "--folder", str(folder), "--rounds", str(rounds)]
    seconds, mebibytes = subprocess.run(command, capture_output=True, text=True, check=True).stdout.split()
    return float(seconds), float(mebibytes)


def compare(title: str, folder: Path, readers, rounds: int) -> None:
    """Print each reader beside calamine."""
    print(title)
    base = None
    for name in readers:
        seconds, mebibytes = measure(name, folder, rounds)
        base = base or (seconds, mebibytes)
        times = f"{seconds / base[0]:6.1f} x  {mebibytes / base[1]:6.1f} x"
        print(f"  {name:16} {seconds:8.2f} s {mebibytes:8.0f} MiB  {times}")


def compare_many(counts: list[int], parent: Path) -> None:
    """Print the time for each row of folders of more and more workbooks, all of them links to the same few."""
    print("a folder of workbooks of 3 sheets of 200 x 8, read at once")
    few = parent / "few"
    few.mkdir()
    write_workbooks(few, 10)
    written = sorted(few.iterdir())
    for count in counts:
        folder = parent / f"many {count}"
        folder.mkdir()
        for number in range(count):
            Path(folder, f"{number:05}.xlsx").symlink_to(written[number % len(written)])
        seconds, mebibytes = measure("folder", folder, ROUNDS if count <= 100 else 1)
        print(
            f"  {count:6} workbooks {seconds:8.2f} s {mebibytes:8.0f} MiB {seconds / count / 600 * 1e6:8.1f} us a row"
        )


def main() -> None:
    """Measure many small workbooks, one long sheet, and folders of more and more workbooks."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--workbooks", type=int, default=60)
    parser.add_argument("--rows", type=int, default=200_000)
    parser.add_argument("--many", type=int, nargs="*", default=[10, 100, 1000])
    parser.add_argument("--measure", choices=READERS | FOLDER_READER)
    parser.add_argument("--folder", type=Path)
    parser.add_argument("--rounds", type=int, default=ROUNDS)
    options = parser.parse_args()
    if options.measure:
        measure_here(options.measure, sorted(options.folder.iterdir()), options.rounds)
        return
    with tempfile.TemporaryDirectory() as name:
        small, large = Path(name, "small"), Path(name, "large")
        small.mkdir()
        large.mkdir()
        write_workbooks(small, options.workbooks)
        compare(f"{options.workbooks} workbooks of 3 sheets of 200 x 8", small, READERS, options.rounds)
        write_long_sheet(large / "long.xlsx", options.rows)
        compare(f"one sheet of {options.rows} x {WIDE}", large, list(READERS)[:2], 1)
        compare_many(options.many, Path(name))


if __name__ == "__main__":
    main()
