"""What every chart shares: its page, its axes, its ticks in the language, its record."""

from matplotlib.ticker import FuncFormatter, MaxNLocator

from ctip_analysis.definitions import say
from ctip_analysis.presenting.drawing import Drawing, keep_drawing
from ctip_analysis.presenting.layout import Header, Page, open_page, place_picture, place_texts, settle_height
from ctip_analysis.presenting.style import GRID, INK, LABEL_POINTS, MUTED
from ctip_analysis.presenting.texts import font_of, measure_width
from ctip_analysis.presenting.wording import format_number

__all__ = ["draw_nothing", "finish_chart", "open_chart", "place_chart", "points_for", "set_number_axis"]


def points_for(width: float) -> float:
    """Choose the size of the letters in a picture of so many inches."""
    return LABEL_POINTS if width > 5 else LABEL_POINTS - 1


def open_chart(ax, header: Header, *, figsize=None) -> Page:
    """Open the page of a chart."""
    return open_page(ax, header, figsize=figsize)


def place_chart(
    page: Page,
    *,
    height: float,
    left: float = 0.0,
    below: float = 0.0,
    right: float = 0.0,
    above: float = 0.0,
) -> Page:
    """Place the axes of a chart, leaving inches for tick labels at the left and below, and labels at the other sides."""
    page = settle_height(page, height + below + above)
    bottom = page.bottom + below
    place_picture(page, page.left + left, bottom, page.width - left - right, page.top - above - bottom)
    return page


def clear_frame(ax, *, keep=("bottom",)) -> None:
    """Leave only the sides of the frame that carry meaning."""
    for name, side in ax.spines.items():
        side.set_visible(name in keep)
        side.set_color(MUTED)
        side.set_linewidth(0.6)


def set_number_axis(
    ax, language: str, *, along: str = "y", top: float, decimals: int = 0, points=LABEL_POINTS, bins: int = 5
):
    """Give an axis from zero round ticks in the language; its end comes only from what is shown.

    Returns
    -------
    float
        The width of the widest tick label, in inches.
    """
    axis = getattr(ax, f"{along}axis")
    top = top if top > 0 else 1.0
    locator = MaxNLocator(nbins=bins, steps=[1, 2, 2.5, 5, 10], integer=decimals == 0)
    ticks = [tick for tick in locator.tick_values(0, top) if 0 <= tick <= top * 1.2]
    end = max(top * 1.06, *ticks)
    finest = 0 if all(float(tick).is_integer() for tick in ticks) else max(decimals, 1)
    texts = [format_number(tick, language, decimals=finest) for tick in ticks]
    getattr(ax, f"set_{along}lim")(0, end)
    axis.set_ticks(ticks, texts)
    axis.set_major_formatter(FuncFormatter(lambda value, _: format_number(value, language, decimals=finest)))
    style_ticks(ax, along, points)
    ax.grid(axis=along, color=GRID, linewidth=0.6)
    ax.set_axisbelow(True)
    return max(measure_width(text, points) for text in texts) + 0.1


def style_ticks(ax, along: str, points: float, *, length: float = 0) -> None:
    """Give the tick labels of an axis the font of all figures."""
    ax.tick_params(axis=along, length=length, labelcolor=INK, color=MUTED, pad=3)
    for label in ax.get_xticklabels() if along == "x" else ax.get_yticklabels():
        label.set_fontproperties(font_of(points))


def finish_chart(
    page: Page,
    definitions,
    language: str,
    *,
    kind: str,
    findings,
    data,
    table,
    ladder=(),
    others=(),
    keys: int = 1,
):
    """Write the words of a chart and keep what it shows; gives the axes."""
    place_texts(page)
    drawing = Drawing(
        kind=say(definitions, kind, language),
        language=language,
        title=page.header.title,
        subtitle=page.header.subtitle,
        findings=tuple(findings),
        notes=(*page.header.alerts, *page.header.notes),
        data=data,
        table=table,
        ladder=tuple(ladder),
        others=tuple(others),
        keys=keys,
    )
    keep_drawing(page.ax, drawing)
    return page.ax


def draw_nothing(page: Page, definitions, language: str, kind: str, data):
    """Draw a figure that says that nothing matches the selection; gives the axes."""
    page = place_chart(page, height=1.0)
    page.ax.set_axis_off()
    text = say(definitions, "no_data", language)
    page.ax.text(
        0.5,
        0.5,
        text,
        transform=page.ax.transAxes,
        ha="center",
        va="center",
        fontproperties=font_of(10.0),
        color=INK,
    )
    return finish_chart(
        page, definitions, language, kind=kind, findings=[text], data=data.iloc[:0], table=data.iloc[:0, :0]
    )
