"""Give title, picture, legend and notes of a figure their places, in inches, from what they measure."""

from dataclasses import dataclass

from ctip_analysis.errors import InputError
from ctip_analysis.presenting.colors import contrast_ratio
from ctip_analysis.presenting.style import (
    ALERT,
    CAPTION_POINTS,
    INK,
    LINE_SPACING,
    MUTED,
    PAGE,
    SUBTITLE_POINTS,
    TEXT_SPACING,
    TITLE_POINTS,
    WIDTH_INCHES,
)
from ctip_analysis.presenting.texts import POINTS_PER_INCH, font_of, measure_width, wrap_text

__all__ = ["Header", "Page", "open_page", "place_texts"]

MARGIN = 0.12
GAP = 0.08
#: WCAG 2.2, 1.4.3: text against its ground.
READABLE_CONTRAST = 4.5


@dataclass(frozen=True)
class Header:
    """The words around a picture."""

    title: str
    subtitle: str
    notes: tuple[str, ...] = ()
    alerts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Page:
    """The slot in which a figure may draw, in inches of the whole figure, and the room inside it.

    ``top`` and ``bottom`` bound what is left between header and notes; ``height`` is None while it is free.
    """

    ax: object
    left: float
    right: float
    top: float
    bottom: float
    is_free: bool
    header: Header
    lines: tuple

    @property
    def width(self) -> float:
        """The width between the margins, in inches."""
        return self.right - self.left


def pitch(points: float) -> float:
    """Give the height of one line of text in inches."""
    return points * LINE_SPACING / POINTS_PER_INCH


def title_points(width: float) -> float:
    """Give the size of a title on a page of so many inches: smaller on a phone."""
    return TITLE_POINTS if width > 5 else TITLE_POINTS - 1.5


def _wrap_header(header: Header, width: float) -> tuple:
    """Wrap all words; each line is (text, points, weight, color)."""
    above = [
        (line, SUBTITLE_POINTS, "bold", ALERT)
        for alert in header.alerts
        for line in wrap_text(alert, width, SUBTITLE_POINTS, "bold")
    ]
    title = wrap_text(header.title, width, title_points(width), "bold")
    below = [
        (line, SUBTITLE_POINTS, "normal", MUTED)
        for line in wrap_text(header.subtitle, width, SUBTITLE_POINTS)
        if header.subtitle
    ]
    notes = [
        (line, CAPTION_POINTS, "normal", MUTED)
        for note in join_notes(header.notes, width)
        for line in wrap_text(note, width, CAPTION_POINTS)
    ]
    return tuple(above), tuple(title), tuple(below), tuple(notes)


def join_notes(notes, width: float) -> list[str]:
    """Join short notes into lines as long as they fit, so that the foot stays low."""
    joined: list[str] = []
    for note in notes:
        candidate = f"{joined[-1]} · {note}" if joined else note
        if joined and measure_width(candidate, CAPTION_POINTS) <= width:
            joined[-1] = candidate
        else:
            joined.append(note)
    return joined


def open_page(ax, header: Header, *, figsize=None, width: float = WIDTH_INCHES) -> Page:
    """Make or take the axes, and find the room between its header and its notes.

    Parameters
    ----------
    ax : Axes or None
        A given axes is a slot of its figure: everything stays inside its place. Without one a figure is made,
        as high as it needs, or of ``figsize``.
    header : Header
    figsize : (float, float or None), optional
        With None for the height, it is as high as it needs.
    width : float
        Inches of a figure that is made without ``figsize``.

    Returns
    -------
    Page
    """
    import matplotlib.pyplot as plt

    across, up = _require_size(figsize) if figsize is not None else (width, None)
    is_free = ax is None and up is None
    if ax is None:
        figure = plt.figure(figsize=(across, up or across))
        ax = figure.add_axes((0, 0, 1, 1))
        left, bottom, right, top = 0.0, 0.0, *figure.get_size_inches()
        margin = MARGIN
    else:
        _make_readable(ax)
        box = ax.get_position(original=True)
        across, up = ax.figure.get_size_inches()
        left, bottom, right, top = box.x0 * across, box.y0 * up, box.x1 * across, box.y1 * up
        margin = 0.0
    left, right, top, bottom = left + margin, right - margin, top - margin, bottom + margin
    lines = _wrap_header(header, right - left)
    above, title, below, notes = lines
    top -= (
        len(title) * pitch(title_points(right - left))
        + sum(pitch(line[1]) for line in (*above, *below))
        + GAP
    )
    bottom += len(notes) * pitch(CAPTION_POINTS) + (GAP if notes else 0)
    return Page(ax, left, right, top, bottom, is_free, header, lines)


def _make_readable(ax) -> None:
    """Give a dark figure of the user a light ground: our letters and hatches are dark."""
    ax.set_facecolor(PAGE)
    if contrast_ratio(INK, ax.figure.get_facecolor()) < READABLE_CONTRAST:
        ax.figure.set_facecolor(PAGE)


def _require_size(figsize) -> tuple[float, float | None]:
    """Refuse a size that is no width with a height or None, in inches."""
    try:
        across, up = figsize
        is_size = across > 0 and (up is None or up > 0)
    except (TypeError, ValueError):
        is_size = False
    if not is_size:
        raise InputError(
            f"{figsize!r} is no size of a figure. Expected inches: (width, height), or (width, None)."
        )
    return across, up


def settle_height(page: Page, height: float) -> Page:
    """Give a free figure the height its picture and legend need; a given slot keeps its own."""
    if not page.is_free:
        return page
    figure = page.ax.figure
    across, up = figure.get_size_inches()
    spare = (page.top - page.bottom) - height
    figure.set_size_inches(across, up - spare)
    return Page(page.ax, page.left, page.right, page.top - spare, page.bottom, False, page.header, page.lines)


def place_picture(page: Page, left: float, bottom: float, width: float, height: float) -> None:
    """Give the axes its place, in inches."""
    across, up = page.ax.figure.get_size_inches()
    page.ax.set_position((left / across, bottom / up, max(width, 0.05) / across, max(height, 0.05) / up))


def place_texts(page: Page, *, with_title: bool = True) -> None:
    """Write title, subtitle, alerts and notes at their places; call it after the axes has its own.

    Parameters
    ----------
    page : Page
    with_title : bool
        Whether the title is the axes' own; else it is a text of the figure, and the axes keeps room for another.
    """
    above, title, below, notes = page.lines
    y = (
        page.top
        + GAP
        + sum(pitch(line[1]) for line in (*above, *below))
        + len(title) * pitch(title_points(page.width))
    )
    for line in above:
        y = _write_line(page, line, y)
    if with_title:
        y = _write_title(page, title, y)
    else:
        for line in title:
            y = _write_line(page, (line, title_points(page.width), "bold", INK), y)
    for line in below:
        y = _write_line(page, line, y)
    y = page.bottom - (GAP if notes else 0)
    for line in notes:
        y = _write_line(page, line, y)


def _write_line(page: Page, line: tuple, y: float) -> float:
    text, points, weight, color = line
    figure = page.ax.figure
    across, up = figure.get_size_inches()
    baseline = y - points / POINTS_PER_INCH
    page.ax.text(
        page.left / across,
        baseline / up,
        text,
        transform=figure.transFigure,
        fontproperties=font_of(points, weight),
        color=color,
        va="baseline",
        ha="left",
        clip_on=False,
        parse_math=False,
        zorder=10,
    )
    return y - pitch(points)


def _write_title(page: Page, lines: tuple, y: float) -> float:
    figure, ax = page.ax.figure, page.ax
    across, up = figure.get_size_inches()
    # Half of what a line of the page is higher than the letters: the title stands in the middle of its room.
    start = y - (LINE_SPACING - 1) / 2 * title_points(page.width) / POINTS_PER_INCH
    x0, y0 = ax.transAxes.inverted().transform(figure.transFigure.transform((page.left / across, start / up)))
    ax.set_title(
        "\n".join(lines),
        x=x0,
        y=y0,
        pad=0,
        ha="left",
        va="top",
        fontproperties=font_of(title_points(page.width), "bold"),
        color=INK,
        linespacing=TEXT_SPACING,
        parse_math=False,
    )
    return y - len(lines) * pitch(title_points(page.width))
