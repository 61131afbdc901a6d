"""Personal data in what was read: raised with the address of the cell, and masked wherever a text is handed on."""

from dataclasses import replace

import pandas as pd

from ctip_analysis.cleaning.harvest import Harvest, Place
from ctip_analysis.cleaning.personal import PersonalData
from ctip_analysis.cleaning.tables import LARGEST_COUNT, Sheets, Table

__all__ = ["NameMask", "screen_table", "screen_texts"]

#: Many villages are named after somebody: under such a header one word that is a name is a place.
PLACES = ("col.adm2", "col.adm3", "col.settlement")


def screen_table(
    table: Table, *, place: Place, harvest: Harvest, personal: PersonalData, is_suspect: bool = True
) -> None:
    """Raise F11 at every cell, label and title of a table that holds personal data.

    Parameters
    ----------
    table : Table
    place, harvest, personal
    is_suspect : bool
        Whether any text or number of its file may be personal; else only columns are screened whose header says so.
    """
    columns, of_places = _columns_of(table, place, "personal."), _columns_of(table, place, *PLACES)
    if not (is_suspect or columns):
        return
    for cell in table.cells:
        value = cell.value
        if cell.column in columns and cell.status == "reported":
            is_personal = True
        elif isinstance(value, str):
            is_personal = personal.find(cell.text)
            if is_personal and cell.column in of_places and personal.is_one_word_name(cell.text):
                is_personal = ""
        else:
            is_large = isinstance(value, (int, float)) and abs(value) >= LARGEST_COUNT
            is_personal = is_large and personal.find(f"{value:.0f}")
        if is_personal:
            harvest.raise_issue(place, "F11", cell=cell.cell)
    _screen_labels(table, place, harvest, personal)


def _columns_of(table: Table, place: Place, *concepts: str) -> frozenset[int]:
    """Give the columns of a table whose header means one of some concepts, or of a namespace that ends in a point."""
    known = place.tools.known("columns of concepts", concepts)
    if table.layout not in known:
        read = place.tools.headers.read
        known[table.layout] = frozenset(
            n for n, labels in table.layout if any(c.startswith(concepts) for c in read(labels).concepts)
        )
    return known[table.layout]


def _screen_labels(table: Table, place: Place, harvest: Harvest, personal: PersonalData) -> None:
    letters = dict(enumerate(table.label_columns))
    for number, cells in table.rows_of_cells() if table.label_columns else ():
        labels = cells[0].row_labels
        for position, label in enumerate(labels):
            if label not in labels[:position] and personal.find(label):
                letter = letters.get(position, "")
                cell = f"{letter}{number}" if letter else f"{number}:{number}"
                harvest.raise_issue(place, "F11", cell=cell)


def screen_texts(
    sheets: Sheets, *, place: Place, harvest: Harvest, personal: PersonalData, is_suspect: bool = True
) -> None:
    """Raise F11 at every cell of a title, a header or a note that holds personal data, and for names of sheets."""
    for sheet, cells in sheets.texts.items():
        if personal.find_in_name(sheet):
            harvest.raise_issue(replace(place, sheet=sheet), "F11", case="name")
        for *_, cell, text in cells if is_suspect else ():
            if personal.find(text):
                harvest.raise_issue(replace(place, sheet=sheet), "F11", cell=cell)


class NameMask:
    """Names of files and sheets without personal data; two that would become the same keep apart by a number."""

    def __init__(self, personal: PersonalData):
        self.personal = personal
        self._masked: dict[str, str] = {}
        self._taken: set[str] = set()

    def mask(self, name: str) -> str:
        """Give the name under which a file or sheet may be written."""
        if name not in self._masked:
            hidden = self.personal.show_name(name)
            masked = hidden
            number = 1
            while masked != name and masked in self._taken:
                number += 1
                masked = f"{hidden} ({number})"
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
