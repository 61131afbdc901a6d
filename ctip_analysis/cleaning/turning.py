"""Records that stand across: a field a row with its name at the left, a record a column ("cards" of single events too).

Such a table, or a sheet on which the reader found none, is turned into lists of one record each. It is one where its
names are the fields of a form, one of them a date and another a place or a kind.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from ctip_analysis.cleaning.forms import Fit, choose_form, list_fits
from ctip_analysis.cleaning.harvest import Place
from ctip_analysis.cleaning.headings import FIELD_OF_COUNT
from ctip_analysis.cleaning.numbering import column_letter, column_number
from ctip_analysis.cleaning.tables import Cell, Sheets, Table

__all__ = ["turn_sheet", "turn_table"]

FEWEST_FIELDS = 4
#: A column with fewer filled fields is no record; what stands in it is said.
FEWEST_FILLED = 3
#: So many rows from the top show whether a column names fields.
ROWS_THAT_SHOW = 40
#: What the reader takes rows for that hold words alone.
OUTSIDE = ("title", "header", "note")
SAYS_WHERE_OR_WHAT = {"province", "district", "code", "codes"}
#: Fields of free text that say it too.
NAMES_WHERE_OR_WHAT = {"settlement", "title"}
BLANK = Cell(0, 0, "", None, "", "reported", (), (), ())


@dataclass(frozen=True)
class Card:
    """Rows of a sheet that name the fields of records in a column: their names by row, the cells right of them by column."""

    column: int
    names: dict[int, str]
    records: dict[int, dict[int, Cell]] = field(default_factory=dict)


def turn_table(table: Table, sheets: Sheets, place: Place) -> list[tuple[Table, Fit]]:
    """Give a table whose label column names fields as lists of one record, each with the form that it fits; or nothing.

    Parameters
    ----------
    table : Table
    sheets : Sheets
        What was read of its file.
    place : Place
    """
    if table.is_list or not table.label_columns:
        return []
    return _turn(_grid_of_table(table, sheets), table, place)


def turn_sheet(sheet: str, sheets: Sheets, place: Place) -> list[tuple[Table, Fit]]:
    """Give what stands on a sheet without a table, names of fields beside their values, as lists of one record."""
    grid: dict[int, dict[int, Cell]] = {}
    titles = []
    for _, row, column, cell, text in sheets.texts.get(sheet, ()):
        grid.setdefault(row, {})[column] = _read_text(row, column, cell, text)
    titles = [next(iter(own.values())).text for own in grid.values() if len(own) == 1]
    table = Table(sheet, -1, True, tuple(titles), (), (), ())
    return _turn(grid, table, place)


def _read_text(row: int, column: int, cell: str, text: str) -> Cell:
    """Give the cell of a text outside of tables; digits are a number."""
    value = int(text) if text.isascii() and text.isdigit() and len(text) < 10 else text
    return BLANK._replace(row=row, column=column, cell=cell, value=value, text=text)


def _grid_of_table(table: Table, sheets: Sheets) -> dict[int, dict[int, Cell]]:
    """Give all cells of a table by row and column: its headers and labels too, and the pairs of texts on its sheet.

    A card may begin with fields that hold words alone, which the reader takes for a title.
    """
    grid: dict[int, dict[int, Cell]] = {}
    for _, row, column, cell, text in sheets.texts.get(table.sheet, ()):
        if table.kinds.get(row) in OUTSIDE:
            grid.setdefault(row, {})[column] = _read_text(row, column, cell, text)
    for row, cells in table.rows_of_cells():
        own = grid.setdefault(row, {})
        for letters, text in zip(table.label_columns, cells[0].row_labels, strict=False):
            if text:
                own[column_number(letters)] = _read_text(row, column_number(letters), f"{letters}{row}", text)
        own.update({cell.column: cell for cell in cells})
    return dict(sorted(grid.items()))


def _turn(grid: dict[int, dict[int, Cell]], table: Table, place: Place) -> list[tuple[Table, Fit]]:
    turned = []
    for card in _find_cards(grid, place):
        columns = {row: place.tools.headers.read((name,)) for row, name in card.names.items()}
        counted = {c for column in columns.values() for c in column.concepts} & FIELD_OF_COUNT.keys()
        fits = [
            fit
            for fit in list_fits(columns, place.vocabulary)
            if _is_whole(fit, card) and counted <= _list_concepts(fit)
        ]
        fit = choose_form(fits, place.tools.fold(table.sheet, *table.title))
        if fit is not None:
            top = min((*fit.fields, *fit.people))
            fit = replace(fit, unknown=tuple(row for row in fit.unknown if row > top))
            turned += [(own, fit) for own in _tables_of(card, top, table)]
    return turned


def _list_concepts(fit: Fit) -> set[str]:
    """List what the fields of a form mean; answers that count more than one form takes are no single record."""
    return {concept for entry in fit.form["fields"].values() for concept in entry.get("concepts", ())}


def _is_whole(fit: Fit, card: Card) -> bool:
    """Whether a form's fields stand on most rows of a card, one of them a date and another a place or a kind."""
    types = {fit.form["fields"][name]["type"] for name in fit.fields.values()}
    known = len(fit.fields) + len(fit.people)
    is_most = known >= FEWEST_FIELDS and known * 2 > len(card.names)
    says = bool(types & SAYS_WHERE_OR_WHAT or NAMES_WHERE_OR_WHAT & {*fit.fields.values()})
    return is_most and "date" in types and says


def _find_cards(grid: dict[int, dict[int, Cell]], place: Place) -> Iterator[Card]:
    """Find the rows whose names are known; where a name comes again, another card begins."""
    column = _column_of_names(grid, place)
    names: dict[int, str] = {}
    for row, own in grid.items() if column else ():
        name = own[column].text if column in own else ""
        if not name or len(own) < 2 or not any(number > column for number in own):
            continue
        if name in names.values():
            yield _make_card(names, column, grid)
            names = {}
        names[row] = name
    if names:
        yield _make_card(names, column, grid)


def _column_of_names(grid: dict[int, dict[int, Cell]], place: Place) -> int:
    """Give the column most of whose texts are known names of fields, 0 where none has enough."""
    found: dict[int, int] = {}
    for own in list(grid.values())[:ROWS_THAT_SHOW]:
        for number, cell in own.items():
            is_name = isinstance(cell.value, str) and place.tools.headers.read((cell.text,)).concepts
            found[number] = found.get(number, 0) + bool(is_name)
    best = max(found, key=lambda number: (found[number], -number), default=0)
    return best if best and found[best] >= FEWEST_FIELDS else 0


def _make_card(names: dict[int, str], column: int, grid: dict[int, dict[int, Cell]]) -> Card:
    records: dict[int, dict[int, Cell]] = {}
    for row in names:
        for number, cell in grid[row].items():
            if number > column:
                records.setdefault(number, {})[row] = cell
    return Card(column, dict(names), records)


def _tables_of(card: Card, top: int, table: Table) -> Iterator[Table]:
    """Give a list of one row for each column of a card: its record stands at the first row that names a field."""
    heads = {row: f"{column_letter(card.column)}{row}" for row in card.names}
    for number, own in sorted(card.records.items()):
        cells = [
            cell._replace(row=top, column=row, row_labels=(), column_labels=(card.names[row],), sections=())
            for row, cell in own.items()
            if cell.text.strip() and row >= top
        ]
        if len(cells) >= FEWEST_FILLED:
            yield replace(
                table,
                is_list=True,
                header_rows=(),
                label_columns=(),
                cells=cells,
                kinds={top: "data"},
                side=f"|{column_letter(number)}{top}",
                heads=heads,
            )
