"""A progress bar for a terminal; silence elsewhere."""

from collections.abc import Iterable, Iterator

__all__ = ["show_progress"]


def show_progress(items: Iterable) -> Iterator:
    """Give the items one by one, with a bar on the standard error where that is a terminal.

    Examples
    --------
    >>> list(show_progress(["a.xlsx", "b.xlsx"]))
    ['a.xlsx', 'b.xlsx']
    """
    from rich.console import Console
    from rich.progress import track

    console = Console(stderr=True)
    if not console.is_terminal:
        yield from items
        return
    yield from track(items, description="reading", console=console, transient=True)
