"""Write the workbook of SDG indicator 16.2.2 in the shape in which the National Statistical Committee publishes it.

Figures: National Statistical Committee of the Kyrgyz Republic, national SDG platform, indicator 16.2.2, workbook of
the repository sdg-kyrgyzstan/open-sdg-data-starter (commit f35cf1cc); transcribed in ``sdg_16_2_2.csv`` beside this
script. A dash and a blank are the publisher's own and mean different things; the rate is computed again from the
persons and the population of the same table.

    python scripts/build_official_workbook.py
"""

import csv
from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font

from ctip_analysis.packing import pack_workbook

HERE = Path(__file__).parent
TARGET = HERE.parent / "data" / "raw" / "official" / "sdg_16.2.2_official_statistics.xlsx"
TITLES = (
    "16.2.2 100 миң калкка адам сатуунун курмандыктарынын саны",
    "16.2.2 Число жертв торговли людьми на 100 000 человек",
    "16.2.2 Number of victims of human trafficking per 100,000 population",
)
UNITS = ("(саны)", "(число)", "(number)")
HEADERS = ("Көрсөткүчтөрдүн аталышы", "Наименование показателей", "Items")
FIRST_COUNT = 3


def read_figures() -> tuple[list[int], list[list]]:
    """Read the years and the rows; numbers as numbers, dashes and blanks as they are."""
    with (HERE / "sdg_16_2_2.csv").open(encoding="utf-8", newline="") as file:
        header, *rows = csv.reader(file)
    parsed = [row[:3] + [int(cell) if cell.isdigit() else cell or None for cell in row[3:]] for row in rows]
    return [int(year) for year in header[3:]], parsed


def fill_rate(rows: list[list]) -> None:
    """Compute the row of the rate from the two below it: persons and population."""
    rate, persons, population = rows[:3]
    for column in range(FIRST_COUNT, len(rate)):
        rate[column] = persons[column] / population[column] * 100_000


def main() -> None:
    """Write the workbook."""
    years, rows = read_figures()
    fill_rate(rows)
    workbook = Workbook()
    sheet = workbook.active
    sheet.title = "Лист1"
    for line in (TITLES, UNITS, (), (*HEADERS, *years), *rows):
        sheet.append(line)
    for cell in (*sheet[1], *sheet[4]):
        cell.font = Font(bold=True)
    for column in "ABC":
        sheet.column_dimensions[column].width = 44
    TARGET.parent.mkdir(parents=True, exist_ok=True)
    TARGET.write_bytes(pack_workbook(workbook, creator="scripts/build_official_workbook.py"))
    print(f"{TARGET.name}: {len(rows)} rows, {len(years)} years")


if __name__ == "__main__":
    main()
