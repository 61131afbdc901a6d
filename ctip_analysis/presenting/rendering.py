"""Figures to bytes, the same bytes each time, with their description inside; and the one way to a file."""

import io
from pathlib import Path

import numpy as np
from matplotlib.colors import to_rgb
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from ctip_analysis.errors import InputError, OutputError
from ctip_analysis.presenting.canvas import FigureCanvas
from ctip_analysis.presenting.colors import find_confusions
from ctip_analysis.presenting.describing import Description, describe
from ctip_analysis.presenting.drawing import figure_of, find_drawings
from ctip_analysis.presenting.embedding import embed_in_svg
from ctip_analysis.presenting.style import INK, MUTED, PAGE, figure_style

__all__ = ["list_drawn_csv", "render_figure", "require_distinct_colors", "save_figure"]

PNG_LEVEL = 3
PNG_COLORS = 128
FORMATS = ("png", "svg", "pdf")
#: Text stays text: selectable, searchable, read aloud. The salt makes the ids of an SVG the same each time.
SAVED = {
    "svg_fonttype": "none",
    "svg_hashsalt": "ctip_analysis",
    "pdf_fonttype": 42,
    "pdf_compression": 6,
    "text_hinting": "none",
}


def require_distinct_colors(figure) -> None:
    """Refuse a figure whose colours could be mistaken for each other.

    Raises
    ------
    InputError
        Naming each pair, how far apart it is and for whose eyes.
    """
    faults = [
        fault
        for drawing in find_drawings(figure)
        for fault in find_confusions(drawing.ladder, drawing.others)
    ]
    if faults:
        listing = "\n".join(f"  - {fault}" for fault in dict.fromkeys(faults))
        raise InputError(
            f"Colours of the figure are too alike:\n{listing}\nChoose another cmap, or fewer classes (k)."
        )


def _metadata(words: Description, kind: str) -> dict:
    if kind == "pdf":
        return {"Title": words.title, "Subject": words.alt, "Keywords": words.long, "CreationDate": None}
    return {
        "Date": None,
        "Creator": None,
        "Title": words.title,
        "Description": words.alt,
        "Language": words.language,
    }


def _list_exact_colors(figure) -> list[tuple[int, int, int]]:
    """List the colours that mean something: they must come out exactly."""
    named = [color for drawing in find_drawings(figure) for _, color in (*drawing.ladder, *drawing.others)]
    plain = dict.fromkeys(to_rgb(color) for color in (*named, PAGE, INK, MUTED))
    return [tuple(round(channel * 255) for channel in color) for color in plain]


def _paint(figure, dpi: int) -> np.ndarray:
    """Paint a figure; give its pixels, (rows, columns, 4)."""
    canvas = FigureCanvas(figure)
    before = figure.dpi
    try:
        figure.dpi = dpi
        canvas.draw()
        return np.asarray(canvas.buffer_rgba())
    finally:
        figure.dpi = before


def _to_palette(pixels: np.ndarray, exact) -> Image.Image:
    """Bring pixels down to few colours, a third of the bytes, keeping the exact ones as they are.

    Colours are gathered by five bits a channel; the exact colours come first, then the most frequent; what is left,
    the blends at the edges of letters and lines, goes to the nearest of them.
    """
    # Runs of one colour instead of pixels: twenty times fewer.
    whole = np.ascontiguousarray(pixels).view("<u4").ravel()
    starts = np.flatnonzero(np.concatenate([[True], whole[1:] != whole[:-1]]))
    lengths, whole = np.diff(starts, append=len(whole)), whole[starts]
    cells = ((whole << 7) & 0x7C00 | (whole >> 6) & 0x3E0 | (whole >> 19) & 0x1F).astype(np.int64)
    counts = np.bincount(cells, weights=lengths, minlength=1 << 15)
    held = np.flatnonzero(counts)
    exact = np.array(exact, dtype=np.int64)
    cell_of_exact = (exact[:, 0] >> 3 << 10) | (exact[:, 1] >> 3 << 5) | (exact[:, 2] >> 3)
    others = held[~np.isin(held, cell_of_exact)]
    others = others[np.argsort(-counts[others], kind="stable")][: PNG_COLORS - len(exact)]
    palette = np.vstack([exact, _color_of_cell(others)])
    colors = _color_of_cell(held)
    near = np.argmin(((colors[:, None, :] - palette[None, :, :]) ** 2).sum(axis=2), axis=1)
    table = np.zeros(1 << 15, dtype=np.uint8)
    table[held] = near
    table[cell_of_exact[::-1]] = np.arange(len(exact))[::-1]
    image = Image.fromarray(np.repeat(table[cells], lengths).reshape(pixels.shape[:2]), mode="P")
    image.putpalette(palette.astype(np.uint8).tobytes())
    return image


def _color_of_cell(cells: np.ndarray) -> np.ndarray:
    """Give the middle colour of cells of five bits a channel, white and black at the ends."""
    channels = np.stack([cells >> 10, cells >> 5 & 31, cells & 31], axis=1)
    return (channels * 255 + 15) // 31


def _render_png(figure, words: Description, dpi: int) -> bytes:
    """Render to PNG without an alpha channel, every word in an iTXt chunk with its language."""
    buffer, chunks = io.BytesIO(), PngInfo()
    image = _to_palette(_paint(figure, dpi), _list_exact_colors(figure))
    for key, text in {"Title": words.title, "Alt": words.alt, "Description": words.long}.items():
        chunks.add_itxt(key, text, lang=words.language, tkey=key)
    image.save(buffer, format="png", pnginfo=chunks, dpi=(dpi, dpi), compress_level=PNG_LEVEL)
    return buffer.getvalue()


def render_figure(figure, format: str = "png", *, dpi: int = 300) -> bytes:
    """Render a figure, with its alt text embedded; the same figure gives the same bytes.

    Parameters
    ----------
    figure : Figure
        Drawn by this package.
    format : {"png", "svg", "pdf"}
        PNG carries title, alt text and description as iTXt; SVG as title, desc and role, with its font; PDF as
        title, subject and keywords, with its fonts and selectable text.
    dpi : int
        For PNG.

    Returns
    -------
    bytes

    Raises
    ------
    InputError
        If the format is another, if nothing of this package is on the figure, or if two of its colours are too
        alike; the message names the pair.

    Examples
    --------
    >>> from ctip_analysis.presenting import draw_map
    >>> from ctip_analysis.presenting.samples import show_protected
    >>> definitions, protected = show_protected()
    >>> ax = draw_map(protected, definitions=definitions, indicator="PREV-01", period="2019Q2")
    >>> render_figure(ax.figure, "png", dpi=50)[:4]
    b'\\x89PNG'
    """
    if format not in FORMATS:
        raise InputError(f"A figure cannot be saved as {format!r}. Expected one of {', '.join(FORMATS)}.")
    figure = figure_of(figure)
    require_distinct_colors(figure)
    words = describe(figure)
    buffer = io.BytesIO()
    with figure_style(**SAVED):
        if format == "png":
            return _render_png(figure, words, dpi)
        figure.savefig(buffer, format=format, metadata=_metadata(words, format))
    return embed_in_svg(buffer.getvalue(), words) if format == "svg" else buffer.getvalue()


def list_drawn_csv(figure) -> bytes:
    """Write what a figure shows, and nothing more, as CSV (UTF-8 with a byte-order mark).

    Examples
    --------
    >>> from ctip_analysis.presenting import draw_map
    >>> from ctip_analysis.presenting.samples import show_protected
    >>> definitions, protected = show_protected()
    >>> ax = draw_map(protected, definitions=definitions, indicator="PREV-01", period="2019Q2")
    >>> list_drawn_csv(ax.figure).decode("utf-8-sig").splitlines()[0]
    'indicator,territory,sex,age_group,exploitation,activity_type,province,period,value,status'
    """
    text = describe(figure).data.to_csv(index=False, lineterminator="\r\n")
    return b"\xef\xbb\xbf" + text.encode("utf-8")


def save_figure(figure, path, *, dpi: int = 300) -> list[Path]:
    """Save a figure and, beside it, its data as CSV.

    Parameters
    ----------
    figure : Figure
    path : path-like
        Ends in .png, .svg or .pdf.
    dpi : int

    Returns
    -------
    list of Path
        The files written: the figure and the CSV of the same name.

    Raises
    ------
    InputError
        As ``render_figure``.
    OutputError
        If the folder cannot be written.

    Examples
    --------
    >>> import tempfile
    >>> from ctip_analysis.presenting import draw_trend
    >>> from ctip_analysis.presenting.samples import show_protected
    >>> definitions, protected = show_protected()
    >>> axes = draw_trend(protected, definitions=definitions, indicator="PREV-01")
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     [path.name for path in save_figure(axes.figure, Path(folder) / "events.png")]
    ['events.png', 'events.csv']
    """
    path = Path(path)
    content = {
        path: render_figure(figure, path.suffix.lstrip(".").lower(), dpi=dpi),
        path.with_suffix(".csv"): list_drawn_csv(figure),
    }
    try:
        for target, payload in content.items():
            target.write_bytes(payload)
    except OSError as error:
        raise OutputError(
            f"The figure {path.name} cannot be written: {error.strerror}. Expected a folder that exists and can be written."
        ) from error
    return list(content)
