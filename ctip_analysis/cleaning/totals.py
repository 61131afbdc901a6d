"""Totals that a table states: left out of the records, and compared with the sum of the rows that they stand for."""

from ctip_analysis.cleaning.blocks import Block
from ctip_analysis.cleaning.harvest import Harvest, Place
from ctip_analysis.cleaning.tables import Cell, Table
from ctip_analysis.cleaning.telling_words import is_total

__all__ = ["check_totals", "find_totals"]

SAID = ("reported", "unreadable")


def find_totals(block: Block, rows: list[list[Cell]], kinds: list[str]) -> set[int]:
    """Find the rows that are totals by their words, or for the reader by their sums; what is doubtful is said.

    Parameters
    ----------
    block : Block
    rows : list of list of Cell
        All cells of each row.
    kinds : list of str
        What the reader took each row for.
    """
    named = _rows_with(block, block.tools.marks.total)
    totals = {row for row in named if _calls_itself_total(block, row)}
    summed = [row for row, kind in enumerate(kinds) if kind == "total" and row not in totals]
    return totals | {row for row in summed if not _is_record_after_all(block, row, rows[row])}


def _rows_with(block: Block, texts: frozenset[str]) -> set[int]:
    """Give the rows in which a field says one of some texts."""
    return {
        row
        for cells in (block.cells.values() if texts else ())
        for row, cell in enumerate(cells)
        if cell is not None and cell.text in texts and cell.status in SAID and _is_text(cell)
    }


def _is_text(cell: Cell) -> bool:
    return not isinstance(cell.value, (int, float))


def _calls_itself_total(block: Block, row: int) -> bool:
    """Whether all texts of a row are words for a total, or one is and it has no date of its own and no note."""
    fields, vocabulary = block.form["fields"], block.tools.vocabulary
    own = {name: cells[row] for name, cells in block.cells.items() if cells[row] is not None}
    texts = [cell.text for cell in own.values() if _is_text(cell) and cell.status in SAID]
    named = [text for text in texts if _is_total_text(text, vocabulary)]
    others = [text for text in texts if text not in named and not text.strip().isdigit()]
    if not named or not others:
        return bool(named)
    dates = [cell for name, cell in own.items() if fields.get(name, {}).get("type") in ("date", "quarter")]
    return "note" not in own and all(cell.text in named for cell in dates)


def _is_total_text(text: str, vocabulary) -> bool:
    """Whether a text is a word for a total or for a part of one, or begins with it ("Итого по области", "в т.ч. село").

    The short name of the country stands for the national total too; in a list it says where somebody is from.
    """
    return is_total(vocabulary, text) and not vocabulary.matcher.match(text, "country.")


def _is_record_after_all(block: Block, row: int, cells: list[Cell]) -> bool:
    """Whether a row that the reader took for a total by its sums says a date or a place of its own; that is said."""
    vocabulary = block.tools.vocabulary
    texts = [*cells[0].row_labels, *(cell.text for cell in cells if _is_text(cell))]
    if any(_is_total_text(text, vocabulary) for text in texts if text):
        return False
    date, province = block.column("date")[row], block.column("province")[row]
    has_date = date is not None and date.status in SAID
    has_place = province is not None and bool(vocabulary.find_provinces((province.text,)))
    if has_date or has_place:
        block.raise_issue(row, "F08", case="uncertain")
    return has_date or has_place


def _number(cell: Cell) -> float | None:
    if cell.status == "nil":
        return 0.0
    is_number = isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool)
    return float(cell.value) if is_number and cell.status == "reported" else None


def check_totals(
    table: Table, totals: set[int], columns, *, place: Place, harvest: Harvest, heads=frozenset()
) -> None:
    """Raise F08 where a stated total is neither the sum of all rows above it nor of those since the last total.

    Where a number above cannot be read, a stated total is wrong only if it is less than what the others add up to.

    Parameters
    ----------
    table : Table
    totals : set of int
        The rows that are totals. One above all others is of the whole table.
    columns : collection of int
        The columns that are counted.
    place, harvest
    heads : set of int
        Rows that head others: their numbers are no part of a sum.
    """
    if not totals:
        return
    columns = set(columns)
    rows = [(n, {c.column: c for c in cells if c.column in columns}) for n, cells in table.rows_of_cells()]
    rows = [(number, own) for number, own in rows if number not in heads]
    data = [own for number, own in rows if number not in totals]
    numbers = {column: [_number(own[column]) for own in data if column in own] for column in columns}
    doubtful = {column for column, own in numbers.items() if None in own}
    whole, since = dict.fromkeys(columns, 0.0), dict.fromkeys(columns, 0.0)
    is_first = True
    for number, own in rows:
        if number not in totals:
            is_first = False
            for column, cell in own.items():
                whole[column] += _number(cell) or 0
                since[column] += _number(cell) or 0
            continue
        sums = {column: sum(n or 0 for n in numbers[column]) for column in columns} if is_first else whole
        for column, cell in own.items():
            stated = _number(cell)
            fits = (sums[column], since[column])
            if stated is not None and (stated < min(fits) if column in doubtful else stated not in fits):
                said = {"stated": f"{stated:g}", "summed": f"{sums[column]:g}"}
                harvest.raise_issue(place, "F08", case="differs", cell=cell.cell, **said)
        since = dict.fromkeys(columns, 0.0)
