"""A sheet as it was understood, drawn for a person: on a terminal, or in a notebook.

Every cell has the color of its part: title, header, label, value, section, total, note. What is unsure is said above it
in words. Colors are never alone: on a terminal each row is named in the margin too.
"""

from pathlib import Path

import numpy as np
import pandas as pd

from ctip_analysis.definitions import load_definitions, say
from ctip_analysis.errors import InputError
from ctip_analysis.reading.grid import Grid
from ctip_analysis.reading.gridding import make_grid
from ctip_analysis.reading.marks import BLANK
from ctip_analysis.reading.opening import open_file
from ctip_analysis.reading.sheets import column_letters, split_address
from ctip_analysis.reading.workbook import Workbook

__all__ = ["draw_inspection", "show_sheet"]

PARTS = ("title", "header", "label", "data", "section", "total", "note")
TERMINAL_STYLES = {
    "title": "italic magenta",
    "header": "bold white on blue",
    "label": "cyan",
    "data": "default",
    "section": "bold yellow",
    "total": "bold green",
    "note": "dim italic",
    "blank": "dim",
}
# Pale grounds of one lightness (Okabe and Ito's hues), so that black text reads on all of them.
GROUNDS = {
    "title": "#f3e3ee",
    "header": "#bcd9ee",
    "label": "#dcefe8",
    "data": "#ffffff",
    "section": "#fbe7c2",
    "total": "#cfe8c9",
    "note": "#ececec",
    "blank": "#ffffff",
}
ROWS_SHOWN = 40
COLUMNS_SHOWN = 16
LETTERS_SHOWN = 24
MARGIN = 20


def _read_grids(workbook: Workbook) -> dict[str, Grid]:
    """Read the raw cells again: a workbook as it was read keeps only those that tables hold."""
    path = Path(workbook.path)
    return {sheet.name: make_grid(sheet) for sheet in open_file(path.read_bytes(), path.stem).sheets}


def _columns_of(spelled: str) -> tuple[int, int]:
    first, _, last = spelled.partition(":")
    return split_address(first)[1] - 1, split_address(last or first)[1] - 1


def _find_parts(workbook: Workbook, sheet: str, shape: tuple[int, int]) -> np.ndarray:
    """Name the part of every cell of a sheet."""
    parts = np.full(shape, "blank", dtype=object)
    tables = workbook.tables[workbook.tables["sheet"].eq(sheet)]
    rows = workbook.rows[workbook.rows["sheet"].eq(sheet)]
    for row, kind in rows.loc[rows["table"].eq(-1), ["row", "kind"]].itertuples(index=False):
        parts[row - 1, :] = kind
    for table in tables.itertuples():
        left, right = _columns_of(table.range)
        labels = [split_address(f"{letters}1")[1] - 1 for letters in table.label_columns]
        own = rows.loc[rows["table"].eq(table.table), ["row", "kind"]]
        for row, kind in own.itertuples(index=False):
            is_beside = kind in ("title", "note")
            parts[row - 1, left : shape[1] if is_beside else right + 1] = kind
            if kind == "data":
                parts[row - 1, labels] = "label"
    return parts


def _shorten(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= LETTERS_SHOWN else flat[: LETTERS_SHOWN - 1] + "…"


def _choose_rows(height: int) -> list[int]:
    """Give the rows to show: all, or the first and the last of many; -1 stands for those left out."""
    if height <= ROWS_SHOWN:
        return list(range(height))
    return [*range(ROWS_SHOWN - 8), -1, *range(height - 8, height)]


def _draw_grid(grid: Grid, parts: np.ndarray, columns: int, definitions, language: str):
    from rich import box
    from rich.table import Table
    from rich.text import Text

    width = min(grid.shape[1], columns)
    drawn = Table(box=box.SIMPLE_HEAD, padding=(0, 1), pad_edge=False)
    drawn.add_column("", justify="right", style="dim", no_wrap=True, min_width=4)
    drawn.add_column("", style="dim", no_wrap=True, min_width=9)
    for column in range(width):
        drawn.add_column(column_letters(column + 1), no_wrap=True)
    if width < grid.shape[1]:
        drawn.add_column(f"… {column_letters(grid.shape[1])}", style="dim")
    for row in _choose_rows(grid.shape[0]):
        if row < 0:
            drawn.add_row("⋮", "")
            continue
        kinds = [kind for kind in dict.fromkeys(parts[row].tolist()) if kind not in ("blank", "label")]
        name = say(definitions, f"part_{kinds[0]}", language) if kinds else ""
        cells = [
            Text(
                _shorten(grid.text(row, c)) if grid.kinds[row, c] != BLANK else "",
                TERMINAL_STYLES[parts[row, c]],
            )
            for c in range(width)
        ]
        drawn.add_row(str(row + 1), name, *cells)
    return drawn


def _describe_table(table, workbook: Workbook, definitions, language: str) -> str:
    rows = workbook.rows[workbook.rows["table"].eq(table.table)]
    kind = "list" if table.is_list else "matrix"
    return say(
        definitions,
        "inspect_table",
        language,
        range=table.range,
        kind=say(definitions, f"inspect_{kind}", language),
        header=", ".join(map(str, table.header_rows)) or "?",
        labels=", ".join(table.label_columns) or "–",
        rows=int(rows["kind"].eq("data").sum()),
        cells=int(workbook.cells["table"].eq(table.table).sum()),
    )


def draw_inspection(workbook: Workbook, console, *, language: str = "en") -> None:
    """Draw what was understood of a file on a terminal, sheet by sheet.

    Parameters
    ----------
    workbook : Workbook
    console : rich.console.Console
    language : str
        Of the words around the cells.

    Examples
    --------
    >>> import io
    >>> import ctip_analysis as ctip
    >>> from rich.console import Console
    >>> console = Console(file=io.StringIO(), width=120)
    >>> with ctip.example_reports() as folder:
    ...     draw_inspection(ctip.read_workbook(sorted(folder.iterdir())[0]), console)
    >>> "A5:H15" in console.file.getvalue()
    True
    """
    from rich.text import Text

    definitions = load_definitions()
    console.print(Text(f"{workbook.file}  {workbook.format}", "bold"))
    for problem in workbook.problems.itertuples():
        place = " ".join(part for part in (problem.sheet, problem.cell) if part)
        style = {"blocking": "bold red", "warning": "yellow"}.get(problem.severity, "dim")
        console.print(
            Text(f"  {place}  {problem.message} {problem.suggestion} [{problem.code}]".rstrip(), style)
        )
    if not workbook.format:
        return
    legend = Text("  ").join(
        Text(f" {say(definitions, f'part_{part}', language)} ", TERMINAL_STYLES[part]) for part in PARTS
    )
    console.print(legend)
    for sheet, grid in _read_grids(workbook).items():
        console.print()
        console.print(Text(f"« {sheet} »", "bold"))
        tables = workbook.tables[workbook.tables["sheet"].eq(sheet)]
        for table in tables.itertuples():
            console.print(Text("  " + _describe_table(table, workbook, definitions, language)))
        if tables.empty:
            console.print(Text("  " + say(definitions, "inspect_no_table", language)))
        if grid.kinds.size:
            columns = min(COLUMNS_SHOWN, max(3, (console.width - MARGIN) // 11))
            parts = _find_parts(workbook, sheet, grid.shape)
            console.print(_draw_grid(grid, parts, columns, definitions, language))


def show_sheet(workbook: Workbook, sheet: str | None = None, *, rows: int = 200):
    """Show a sheet in a notebook, each cell on the ground of its part.

    Parameters
    ----------
    workbook : Workbook
    sheet : str, optional
        The first sheet when not given.
    rows : int
        How many rows to show at most.

    Returns
    -------
    pandas.io.formats.style.Styler
        Rows and columns named as in Excel; a cell's part shows when the pointer rests on it.

    Raises
    ------
    InputError
        If there is no such sheet.

    Examples
    --------
    >>> import ctip_analysis as ctip
    >>> with ctip.example_reports() as folder:
    ...     styled = show_sheet(ctip.read_workbook(sorted(folder.iterdir())[0]))
    >>> styled.data.loc[5, "C"]
    'Province'
    """
    grids = _read_grids(workbook)
    name = sheet if sheet is not None else next(iter(grids), None)
    if name not in grids:
        raise InputError(
            f"{workbook.file} has no sheet {name!r}. Expected one of: {', '.join(grids) or 'none'}."
        )
    grid = grids[name]
    parts = _find_parts(workbook, name, grid.shape)[:rows]
    letters = [column_letters(c + 1) for c in range(grid.shape[1])]
    numbers = range(1, len(parts) + 1)
    texts = [
        [grid.text(r, c) if grid.kinds[r, c] != BLANK else "" for c in range(grid.shape[1])]
        for r in range(len(parts))
    ]
    shown = pd.DataFrame(texts, index=numbers, columns=letters, dtype=object)
    named = pd.DataFrame(parts, index=numbers, columns=letters, dtype=object)
    styles = named.map(
        lambda part: f"background-color: {GROUNDS[part]}; color: #111111; white-space: pre-line"
    )
    return (
        shown.style.apply(lambda _: styles, axis=None)
        .set_tooltips(named)
        .set_caption(f"{workbook.file} · {name}")
    )
