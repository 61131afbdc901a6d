"""Plans of sheets to files, with the address of every value."""

import csv
import io

from openpyxl import Workbook
from openpyxl.styles import Font
from openpyxl.utils import get_column_letter

from ctip_analysis.examples.layouts import SheetPlan
from ctip_analysis.packing import pack_workbook

__all__ = ["write_csv_report", "write_workbook"]

BOLD = Font(bold=True)
COUNTED = ("total", "female", "male", "materials_n")


def _lines(plan: SheetPlan) -> tuple[list[list], dict[tuple[int, str], str], int]:
    """Give a sheet's lines, the address of each value, and the number of the first header line."""
    lines: list[list] = [[text] for text in plan.titles]
    if lines and plan.headers and not plan.hides_first_header:
        lines.append([])
    top = len(lines) + 1
    lines += [list(head) for head in plan.headers]
    if plan.has_numbers_below:
        lines.append(list(range(1, len(plan.fields) + 1)))
    addresses, before = {}, None
    for number, row in enumerate(plan.rows):
        if plan.section and row[plan.section] != before:
            before = row[plan.section]
            lines.append([before])
        values = [row[name] for name in plan.fields]
        for place, name in enumerate(plan.fields):
            addresses[number, name] = f"{get_column_letter(place + 1)}{len(lines) + 1}"
        if plan.block:
            place = plan.fields.index(plan.block)
            before, values[place] = values[place], None if values[place] == before else values[place]
        lines.append(values)
    if plan.total and plan.rows:
        total = [plan.total if place == 1 else None for place in range(len(plan.fields))]
        for place, name in enumerate(plan.fields):
            if name in COUNTED:
                total[place] = sum(row[name] or 0 for row in plan.rows)
        if plan.fields[1] not in COUNTED:
            lines.append(total)
    if plan.signature:
        lines += [[], [plan.signature]]
    return lines, addresses, top


def write_workbook(plans: list[SheetPlan]) -> tuple[bytes, list[dict[tuple[int, str], str]]]:
    """Write sheets as a workbook; give its bytes and each sheet's addresses of (row, field)."""
    workbook = Workbook()
    workbook.remove(workbook.active)
    found = []
    for plan in plans:
        sheet = workbook.create_sheet(plan.name)
        lines, addresses, top = _lines(plan)
        for line in lines:
            sheet.append(line)
        for number in range(top, top + len(plan.headers)):
            for cell in sheet[number]:
                cell.font = BOLD
        for line, first, last in plan.merges:
            sheet.merge_cells(
                start_row=top + line, end_row=top + line, start_column=first + 1, end_column=last + 1
            )
        for place in plan.tall:
            sheet.merge_cells(start_row=top, end_row=top + 1, start_column=place + 1, end_column=place + 1)
        if plan.hides_first_header:
            sheet.row_dimensions[top].hidden = True
        found.append(addresses)
    return pack_workbook(workbook), found


def write_csv_report(plan: SheetPlan) -> tuple[bytes, list[dict[tuple[int, str], str]]]:
    """Write one sheet as a CSV with semicolons, as a Russian Excel saves it."""
    lines, addresses, _ = _lines(plan)
    buffer = io.StringIO()
    writer = csv.writer(buffer, delimiter=";", lineterminator="\r\n")
    for line in lines:
        writer.writerow(
            [value.strftime("%d.%m.%Y") if hasattr(value, "strftime") else value for value in line]
        )
    return buffer.getvalue().encode("utf-8-sig"), [addresses]
