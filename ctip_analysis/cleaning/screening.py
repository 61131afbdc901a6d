"""Personal data in what was read: raised with the address of the cell, and masked wherever a text is handed on."""

from dataclasses import replace

import pandas as pd

from ctip_analysis.cleaning.harvest import Harvest, Place
from ctip_analysis.cleaning.personal import PersonalData
from ctip_analysis.cleaning.tables import Sheets, Table

__all__ = ["NameMask", "screen_table", "screen_texts"]

LARGEST_COUNT = 1e8


def screen_table(table: Table, *, place: Place, harvest: Harvest, personal: PersonalData) -> None:
    """Raise F11 at every cell, label and title of a table that holds personal data."""
    personal_columns = {
        number for number, labels in table.headers().items() if place.tools.headers.read(labels).is_personal
    }
    for cell in table.cells:
        if cell.column in personal_columns and cell.status == "reported":
            kind = personal.find(cell.text) or "column"
        elif isinstance(cell.value, str):
            kind = personal.find(cell.text)
        elif isinstance(cell.value, (int, float)) and abs(cell.value) >= LARGEST_COUNT:
            kind = personal.find(f"{cell.value:.0f}")
        else:
            continue
        if kind:
            harvest.raise_issue(place, "F11", cell=cell.cell)
    _screen_labels(table, place, harvest, personal)


def _screen_labels(table: Table, place: Place, harvest: Harvest, personal: PersonalData) -> None:
    seen: set[tuple[int, str]] = set()
    for cell in table.cells:
        for position, label in enumerate(cell.row_labels):
            if (cell.row, label) in seen:
                continue
            seen.add((cell.row, label))
            if personal.find(label):
                letter = table.label_columns[position] if position < len(table.label_columns) else ""
                harvest.raise_issue(
                    place, "F11", cell=f"{letter}{cell.row}" if letter else f"{cell.row}:{cell.row}"
                )


def screen_texts(sheets: Sheets, *, place: Place, harvest: Harvest, personal: PersonalData) -> None:
    """Raise F11 at every cell of a title, a header or a note that holds personal data, and for names of sheets."""
    for sheet, cells in sheets.texts.items():
        own = replace(place, sheet=sheet)
        if personal.find(sheet.replace("_", " ")):
            harvest.raise_issue(own, "F11", case="name")
        for *_, cell, text in cells:
            if personal.find(text):
                harvest.raise_issue(own, "F11", cell=cell)


class NameMask:
    """Names of files and sheets without personal data; two that would become the same keep apart by a number."""

    def __init__(self, personal: PersonalData):
        self.personal = personal
        self._masked: dict[str, str] = {}
        self._taken: set[str] = set()

    def mask(self, name: str) -> str:
        """Give the name under which a file or sheet may be written."""
        if name not in self._masked:
            plain = name.replace("_", " ")
            masked = name if not self.personal.find(plain) else self.personal.mask(plain)
            number = 1
            while masked != name and masked in self._taken:
                number += 1
                masked = f"{self.personal.mask(plain)} ({number})"
            self._masked[name] = masked
            self._taken.add(masked)
        return self._masked[name]

    def mask_columns(self, frame: pd.DataFrame, columns) -> pd.DataFrame:
        """Give a frame with masked names in some of its columns."""
        names = {
            column: {name: self.mask(name) for name in frame[column].unique()}
            for column in columns
            if column in frame
        }
        changed = {
            column: frame[column].map(mapping)
            for column, mapping in names.items()
            if any(k != v for k, v in mapping.items())
        }
        return frame.assign(**changed) if changed else frame
