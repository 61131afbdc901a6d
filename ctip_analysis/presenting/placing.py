"""Find places for labels, insets of small units and the scale bar, so that nothing covers anything.

All in the kilometres of the map; sizes of texts are inches times ``scale`` (kilometres an inch).
"""

from dataclasses import dataclass
from functools import lru_cache

import numpy as np
import shapely

from ctip_analysis.presenting.style import PARTIAL_MARK
from ctip_analysis.presenting.texts import POINTS_PER_INCH, measure_width

__all__ = ["Arrangement", "Label", "arrange_map"]

LINE = 1.22
ICON_POINTS = 3.4
READABLE_INCHES = 0.13
PAD_INCHES = 0.04
BAR_HEIGHT_INCHES = 0.24
#: A label of which less lies on its own unit would be read as its neighbor's: it goes outside, with a leader.
SMALLEST_SHARE = 0.6
#: Shifts of a label from its anchor, in its own widths and heights, the nearest first.
SHIFTS = sorted(
    (
        (x, y)
        for x in (0, -0.25, 0.25, -0.5, 0.5, -0.75, 0.75, -1, 1)
        for y in (0, 0.5, -0.5, 1, -1, 1.6, -1.6, 2.4, -2.4, 3.2, -3.2)
    ),
    key=lambda shift: (shift[0] ** 2 + shift[1] ** 2, shift),
)
ANGLES = np.radians(np.arange(0, 360, 15))
REACHES = np.arange(0.3, 3.1, 0.1)


@dataclass(frozen=True)
class Label:
    """A label in its place: lines of text, its box (west, south, east, north) and its kind.

    ``icon`` is the box of an inset beside the text, ``target`` the place a leader points to.
    """

    unit: str
    lines: tuple[str, ...]
    box: tuple[float, float, float, float]
    points: float
    icon: tuple[float, float, float, float] | None = None
    target: tuple[float, float] | None = None


@dataclass(frozen=True)
class Arrangement:
    """Where everything stands: the extent of the map, its scale, labels, insets and scale bar."""

    extent: tuple[float, float, float, float]
    scale: float
    labels: tuple[Label, ...]
    bar: tuple[float, float, float, float]
    bar_km: int
    left_out: tuple[str, ...] = ()


def _size(lines, points: float, scale: float) -> tuple[float, float]:
    width = max((measure_width(line, points) for line in lines), default=0.0)
    return (width + PAD_INCHES) * scale, (len(lines) * points * LINE / POINTS_PER_INCH + 0.02) * scale


def _touch_any(boxes: np.ndarray, taken: list) -> np.ndarray:
    """Tell which boxes (n, 4) touch any of the taken ones."""
    if not taken:
        return np.zeros(len(boxes), dtype=bool)
    other = np.asarray(taken)
    apart = (
        (boxes[:, None, 2] <= other[None, :, 0])
        | (boxes[:, None, 0] >= other[None, :, 2])
        | (boxes[:, None, 3] <= other[None, :, 1])
        | (boxes[:, None, 1] >= other[None, :, 3])
    )
    return ~apart.all(axis=1)


def _place_inside(anchor, size, shape, taken) -> tuple | None:
    """Place a label on its own unit, as near to its anchor and as far inside as can be."""
    width, height = size
    shifts = np.asarray(SHIFTS)
    centres = np.asarray(anchor) + shifts * (width, height)
    half = np.array([width, height]) / 2
    boxes = np.hstack([centres - half, centres + half])
    free = ~_touch_any(boxes, taken)
    if not free.any():
        return None
    boxes, shifts = boxes[free], shifts[free]
    drawn = shapely.box(*boxes.T)
    inside = shapely.contains_properly(shape, drawn)
    if inside.any():
        return tuple(boxes[int(np.argmax(inside))])
    share = shapely.area(shapely.intersection(shape, drawn)) / (width * height)
    cost = 2.5 * (1 - share) + np.hypot(*shifts.T) * 0.4
    best = int(np.argmin(cost))
    return tuple(boxes[best]) if share[best] > SMALLEST_SHARE else None


def _place_outside(target, size, land, taken, bounds, scale: float) -> tuple | None:
    """Place a box off the land, near what it speaks of, keeping the map from growing."""
    width, height = size
    steps = np.stack([np.cos(ANGLES), np.sin(ANGLES)], axis=1)
    centres = (np.asarray(target) + (REACHES[:, None, None] * steps * scale)).reshape(-1, 2)
    half = np.array([width, height]) / 2
    boxes = np.hstack([centres - half, centres + half])
    boxes = boxes[~_touch_any(boxes, taken)]
    west, south, east, north = bounds
    growth = np.maximum(west - boxes[:, 0], 0) + np.maximum(boxes[:, 2] - east, 0)
    growth += np.maximum(south - boxes[:, 1], 0) + np.maximum(boxes[:, 3] - north, 0)
    gap_x = np.maximum.reduce([boxes[:, 0] - target[0], target[0] - boxes[:, 2], np.zeros(len(boxes))])
    gap_y = np.maximum.reduce([boxes[:, 1] - target[1], target[1] - boxes[:, 3], np.zeros(len(boxes))])
    cost = np.hypot(gap_x, gap_y) + 1.5 * growth
    boxes = boxes[np.argsort(np.round(cost, 6), kind="stable")]
    pad = PAD_INCHES * scale
    # The cheapest places first, a few at a time: most are found in the first lot.
    for lot in np.array_split(boxes, max(len(boxes) // 40, 1)):
        drawn = shapely.box(lot[:, 0] - pad, lot[:, 1] - pad, lot[:, 2] + pad, lot[:, 3] + pad)
        free = ~_on_land(land, drawn)
        if free.any():
            return tuple(lot[int(np.argmax(free))])
    return None


def _on_land(shapes, drawn) -> np.ndarray:
    """Tell which of some boxes touch any of the (prepared) shapes."""
    return shapely.intersects(np.asarray(shapes, dtype=object)[:, None], drawn).any(axis=0)


def _bar_length(width_km: float) -> int:
    """Choose a round length near a seventh of the map."""
    wanted = width_km / 7
    base = 10 ** int(np.floor(np.log10(max(wanted, 1))))
    return int(max((step * base for step in (1, 2, 5, 10) if step * base <= wanted * 1.3), default=base))


def _place_bar(bounds, land, taken, scale: float, text_inches: float):
    """Place the scale bar in a corner or along the foot, or below the land where all is taken."""
    west, south, east, north = bounds
    kilometres = _bar_length(east - west)
    width = max(kilometres, text_inches * scale) + PAD_INCHES * scale
    height = BAR_HEIGHT_INCHES * scale
    for x in (west, east - width, *np.linspace(west, east - width, 9)[1:-1]):
        for y in (south, north - height):
            box = (float(x), float(y), float(x) + width, float(y) + height)
            if not _touch_any(np.array([box]), taken)[0] and not _on_land(land, shapely.box(*box)).any():
                return box, kilometres
    return (west, south - 1.2 * height, west + width, south - 0.2 * height), kilometres


def edge_towards(box, target) -> tuple[float, float]:
    """Find the point of a box nearest to a place outside it: a leader begins there.

    Examples
    --------
    >>> edge_towards((0, 0, 2, 1), (5, 0.5))
    (2, 0.5)
    """
    return (min(max(target[0], box[0]), box[2]), min(max(target[1], box[1]), box[3]))


def _cover_leader(box, target, scale: float) -> list[tuple]:
    """Cover a leader with small boxes, so that no label comes to stand on it."""
    start, end = np.asarray(edge_towards(box, target)), np.asarray(target)
    half = PAD_INCHES / 2 * scale
    steps = max(int(np.hypot(*(end - start)) / half), 1)
    points = start + np.linspace(0, 1, steps + 1)[:, None] * (end - start)
    return [(x - half, y - half, x + half, y + half) for x, y in points]


def _bounds_of(boxes) -> tuple:
    stacked = np.asarray(boxes)
    return (*stacked[:, :2].min(axis=0), *stacked[:, 2:].max(axis=0))


def _arrange_at(units, shapes, anchors, lines, small, points, scale, bar_text, icon_points) -> Arrangement:
    """Arrange everything at one scale."""
    bounds, land = tuple(shapely.total_bounds(list(shapes))), shapes
    taken: list[tuple] = []
    labels: list[Label] = []
    left_out: list[str] = []
    shape_of = dict(zip(units, shapes, strict=True))
    for unit in small:
        x, y = anchors[unit]
        half = READABLE_INCHES / 4 * scale
        taken.append((x - half, y - half, x + half, y + half))
    for unit in small:
        width, height = _size(lines[unit], points, scale)
        icon = icon_points * points / POINTS_PER_INCH * scale
        size = (icon + width + 2 * PAD_INCHES * scale, max(icon, height) + PAD_INCHES * scale)
        box = _place_outside(anchors[unit], size, land, taken, bounds, scale)
        middle, pad = (box[1] + box[3]) / 2, PAD_INCHES / 2 * scale
        inset = (box[0] + pad, middle - icon / 2, box[0] + pad + icon, middle + icon / 2)
        labels.append(Label(unit, lines[unit], box, points, inset, anchors[unit]))
        taken += [box, *_cover_leader(box, anchors[unit], scale)]
    bar, bar_km = _place_bar(bounds, land, taken, scale, measure_width(bar_text, points))
    taken.append(bar)
    others = [unit for unit in units if unit not in small and lines[unit]]
    for unit in sorted(others, key=lambda unit: (shape_of[unit].area, unit)):
        size = _size(lines[unit], points, scale)
        box = _place_inside(anchors[unit], size, shape_of[unit], taken)
        target = None
        if box is None and len(units) <= 20:
            box, target = _place_outside(anchors[unit], size, land, taken, bounds, scale), anchors[unit]
        if box is None and PARTIAL_MARK in lines[unit][-1]:
            # A name may lack room, the mark of partial reporting may not.
            lines = lines | {unit: (PARTIAL_MARK,)}
            box = _place_inside(anchors[unit], _size(lines[unit], points, scale), shape_of[unit], taken)
            left_out.append(unit)
        if box is None:
            left_out.append(unit)
            continue
        labels.append(Label(unit, lines[unit], box, points, None, target))
        taken.append(box)
        if target is not None:
            taken += _cover_leader(box, target, scale)
    pad = PAD_INCHES * scale
    west, south, east, north = _bounds_of([bounds, bar, *(label.box for label in labels)])
    extent = (west - pad, south - pad, east + pad, north + pad)
    return Arrangement(extent, scale, tuple(labels), bar, bar_km, tuple(dict.fromkeys(left_out)))


def arrange_map(
    units,
    shapes,
    anchors,
    lines,
    *,
    small=(),
    width: float,
    height: float | None,
    points=7.5,
    bar_text="100 km",
    icon_points: float = ICON_POINTS,
) -> Arrangement:
    """Arrange labels, insets and scale bar, with the largest land that fits the room.

    Parameters
    ----------
    units : sequence of str
    shapes : sequence of shapely geometries
        In kilometres, in the order of the units.
    anchors : dict of str to (float, float)
    lines : dict of str to tuple of str
        The lines of each unit's label; an empty tuple for none.
    small : sequence of str
        The units that are drawn in an inset.
    width, height : float
        The room in inches; without a height the land fills the width.
    points : float
        The size of the labels.
    bar_text : str
        What stands at the scale bar, for its width.
    icon_points : float
        The size of an inset, in sizes of a letter.

    Returns
    -------
    Arrangement

    Examples
    --------
    >>> square = shapely.box(0, 0, 100, 100)
    >>> found = arrange_map(["A"], [square], {"A": (50, 50)}, {"A": ("Here",)}, width=2, height=2)
    >>> found.labels[0].unit, found.labels[0].target is None
    ('A', True)
    """
    key = (tuple(units), tuple(shapes), tuple(anchors.items()), tuple(lines.items()), tuple(small))
    return _arrange_cached(*key, width, height, points, bar_text, icon_points)


@lru_cache(maxsize=128)
def _arrange_cached(
    units, shapes, anchors, lines, small, width, height, points, bar_text, icon_points
) -> Arrangement:
    """Arrange, once for all figures with the same shapes and labels in the same room."""
    anchors, lines = dict(anchors), dict(lines)
    shapely.prepare(list(shapes))
    west, south, east, north = shapely.total_bounds(list(shapes))
    scale = max((east - west) / width, (north - south) / height if height else 0.0) * 1.02
    for _ in range(6):
        found = _arrange_at(units, shapes, anchors, lines, small, points, scale, bar_text, icon_points)
        across, up = found.extent[2] - found.extent[0], found.extent[3] - found.extent[1]
        needed = max(across / width, up / height if height else 0.0)
        if needed <= scale * 1.0005:
            break
        scale = needed * 1.005
    return found
