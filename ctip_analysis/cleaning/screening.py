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
        value = cell.value
        if cell.column in personal_columns and cell.status == "reported":
            is_personal = True
        elif isinstance(value, str):
            is_personal = personal.find(cell.text)
        else:
            is_large = isinstance(value, (int, float)) and abs(value) >= LARGEST_COUNT
            is_personal = is_large and personal.find(f"{value:.0f}")
        if is_personal:
            harvest.raise_issue(place, "F11", cell=cell.cell)
    _screen_labels(table, place, harvest, personal)


def _screen_labels(table: Table, place: Place, harvest: Harvest, personal: PersonalData) -> None:
    letters = dict(enumerate(table.label_columns))
    for number, cells in table.rows_of_cells() if table.label_columns else ():
        labels = cells[0].row_labels
        for position, label in enumerate(labels):
            if label not in labels[:position] and personal.find(label):
                letter = letters.get(position, "")
                cell = f"{letter}{number}" if letter else f"{number}:{number}"
                harvest.raise_issue(place, "F11", cell=cell)


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
        names = {column: dict.fromkeys(frame[column].tolist()) for column in columns if column in frame}
        masked = {column: {name: self.mask(name) for name in own} for column, own in names.items()}
        changed = {
            column: frame[column].map(mapping)
            for column, mapping in masked.items()
            if any(name != mask for name, mask in mapping.items())
        }
        return frame.assign(**changed) if changed else frame
