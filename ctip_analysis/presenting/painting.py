"""Put a map on its axes: shapes, hatches, lakes, insets, leaders, labels with a halo, the scale bar."""

import numpy as np
import shapely
from matplotlib.collections import LineCollection, PatchCollection, PathCollection
from matplotlib.patches import PathPatch
from matplotlib.path import Path as MatplotlibPath
from matplotlib.textpath import TextPath
from matplotlib.transforms import Affine2D

from ctip_analysis.definitions import say
from ctip_analysis.presenting.colors import contrast_ratio
from ctip_analysis.presenting.geometry import paths_of
from ctip_analysis.presenting.map_content import MapContent
from ctip_analysis.presenting.placing import LINE, Arrangement, edge_towards
from ctip_analysis.presenting.style import INK, MARKS, MUTED, OUTLINE, PAGE, WATER
from ctip_analysis.presenting.texts import POINTS_PER_INCH, font_of
from ctip_analysis.presenting.wording import format_number

__all__ = ["paint_labels", "paint_land", "paint_scale_bar", "trace_land"]

HALO_POINTS = 1.8


def _move_into(shape, box):
    """Scale a small unit into the box of its inset, keeping its form."""
    west, south, east, north = shape.bounds
    factor = min((box[2] - box[0]) / (east - west), (box[3] - box[1]) / (north - south)) * 0.86
    centre = np.array([(west + east) / 2, (south + north) / 2])
    target = np.array([(box[0] + box[2]) / 2, (box[1] + box[3]) / 2])
    return shapely.transform(shape, lambda points: (points - centre) * factor + target)


def trace_land(land, arrangement: Arrangement) -> list[tuple[MatplotlibPath, int]]:
    """Trace the units, in place and in their insets: each path with the position of its unit."""
    shapes, owner = list(land.shapes), list(range(len(land.units)))
    for label in arrangement.labels:
        if label.icon is not None:
            position = land.units.index(label.unit)
            shapes.append(_move_into(land.shapes[position], label.icon))
            owner.append(position)
    return list(zip(paths_of(shapes), owner, strict=True))


def paint_land(ax, content: MapContent, traced, options=None) -> None:
    """Draw the traced units, one collection for those with a number and one a mark."""
    options = dict(options or {})
    ax.set_axis_off()
    land, colors = content.land, content.colors
    paths, owner = zip(*traced, strict=True)
    patches = [PathPatch(path) for path in paths]
    statuses = content.rows["status"].to_numpy()
    line = {"edgecolor": OUTLINE, "linewidth": 0.5} | options
    numbered = [number for number, position in enumerate(owner) if isinstance(colors[position], str)]
    if numbered:
        fills = [colors[owner[number]] for number in numbered]
        ax.add_collection(
            PatchCollection([patches[number] for number in numbered], **({"facecolor": fills} | line)),
            autolim=False,
        )
    for status, hatch in MARKS.items():
        found = [
            patches[number]
            for number, position in enumerate(owner)
            if statuses[position] == status and number not in numbered
        ]
        if found:
            style = {"facecolor": PAGE, "hatch": hatch} | line | content.missing_kwds
            ax.add_collection(PatchCollection(found, label=status, **style), autolim=False)
    if land.lakes:
        water = [PathPatch(path) for path in paths_of(land.lakes)]
        ax.add_collection(
            PatchCollection(water, facecolor=WATER, edgecolor=MUTED, linewidth=0.3), autolim=False
        )


def _set_extent(ax, extent, scale: float) -> None:
    # The room is filled to its edges, so that the axes keeps its place and a kilometre is the same both ways.
    box, (across, up) = ax.get_position(original=True), ax.figure.get_size_inches()
    for low, high, inches, limit in (
        (extent[0], extent[2], box.width * across, ax.set_xlim),
        (extent[1], extent[3], box.height * up, ax.set_ylim),
    ):
        spare = (inches * scale - (high - low)) / 2
        limit(low - spare, high + spare)
    ax.set_aspect("equal", adjustable="datalim")


def paint_labels(ax, content: MapContent, arrangement: Arrangement) -> None:
    """Draw the labels where they were arranged: text that stays text, upon a halo of its own outline."""
    _set_extent(ax, arrangement.extent, arrangement.scale)
    leaders, frames = [], []
    fills = dict(zip(content.land.units, content.colors, strict=True))
    halos: list[tuple] = []
    for label in arrangement.labels:
        if label.target is not None:
            leaders.append([edge_towards(label.box, label.target), label.target])
        if label.icon is not None:
            frames.append(
                PathPatch(MatplotlibPath(shapely.get_coordinates(shapely.box(*label.box)), closed=True))
            )
        fill = fills[label.unit] if label.target is None and isinstance(fills[label.unit], str) else PAGE
        halos += _write_label(ax, label, arrangement.scale, fill)
    if leaders:
        ax.add_collection(LineCollection(leaders, colors=INK, linewidths=0.6, zorder=3), autolim=False)
    if frames:
        ax.add_collection(
            PatchCollection(frames, facecolor="none", edgecolor=MUTED, linewidth=0.5, zorder=3), autolim=False
        )
    if halos:
        _paint_halos(ax, *zip(*halos, strict=True))


def ink_on(fill: str) -> str:
    """Choose dark or white letters, whichever stands out more.

    Examples
    --------
    >>> ink_on("#ffffff"), ink_on("#08306b")
    ('#1a1a1a', '#ffffff')
    """
    return max((INK, PAGE), key=lambda ink: contrast_ratio(ink, fill))


def _write_label(ax, label, scale: float, fill: str) -> list[tuple]:
    """Write the lines of a label; give the halo of each: its outline, its place and its colour."""
    west, south, east, north = label.box
    left = label.icon[2] if label.icon is not None else west
    step = label.points * LINE / POINTS_PER_INCH * scale
    top = (south + north) / 2 + step * len(label.lines) / 2
    font, halos = font_of(label.points), []
    for number, line in enumerate(label.lines):
        place = ((left + east) / 2, top - step * (number + 0.76))
        if line:
            ax.text(
                *place, line, ha="center", va="baseline", fontproperties=font, color=ink_on(fill), zorder=5
            )
        if line and label.icon is None:
            outline = TextPath((0, 0), line, size=label.points, prop=font)
            half = (outline.vertices[:, 0].min() + outline.vertices[:, 0].max()) / 2
            halos.append((MatplotlibPath(outline.vertices - (half, 0), outline.codes), place, fill))
    return halos


def _paint_halos(ax, halos, places, fills) -> None:
    halo = PathCollection(
        halos,
        offsets=places,
        offset_transform=ax.transData,
        facecolor=fills,
        edgecolor=fills,
        linewidth=HALO_POINTS,
        zorder=4,
    )
    halo.set_transform(Affine2D().scale(1 / POINTS_PER_INCH) + ax.figure.dpi_scale_trans)
    ax.add_collection(halo, autolim=False)


def paint_scale_bar(ax, content: MapContent, arrangement: Arrangement, *, points: float) -> None:
    """Draw the scale bar: a line with two ends and its length."""
    west, south = arrangement.bar[:2]
    scale = arrangement.scale
    base, tick = south + 0.03 * scale, 0.04 * scale
    east = west + arrangement.bar_km
    line = [(west, base + tick), (west, base), (east, base), (east, base + tick)]
    ax.add_collection(LineCollection([line], colors=MUTED, linewidths=0.8), autolim=False)
    text = say_length(content, arrangement.bar_km)
    ax.text(
        west, base + 0.06 * scale, text, fontproperties=font_of(points), color=MUTED, ha="left", va="baseline"
    )


def say_length(content: MapContent, kilometres: int) -> str:
    """Write a length in kilometres."""
    return say(
        content.definitions, "kilometres", content.language, value=format_number(kilometres, content.language)
    )
