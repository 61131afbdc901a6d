"""Cut the fonts of all figures out of the DejaVu Sans that comes with matplotlib: python scripts/build_fonts.py.

A figure embeds its letters. Cutting them out of the whole of DejaVu Sans (6,000 glyphs, 700 KB) took four fifths
of the time of a figure; these hold Latin, Cyrillic, punctuation, arrows and geometric shapes. What they lack
comes from DejaVu Sans itself. The licence is beside them; it asks that a changed font has another name.
"""

from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont
from matplotlib import get_data_path

TARGET = Path(__file__).parents[1] / "ctip_analysis" / "presenting" / "fonts"
FAMILY = "Ctip Sans"
WEIGHTS = {"Regular": "DejaVuSans.ttf", "Bold": "DejaVuSans-Bold.ttf"}
RANGES = (
    (0x20, 0x7E),
    (0xA0, 0x17F),
    (0x218, 0x21B),
    (0x2BC, 0x2BC),
    (0x400, 0x52F),
    (0x2010, 0x203A),
    (0x20AC, 0x20BF),
    (0x2116, 0x2116),
    (0x2190, 0x2193),
    (0x2212, 0x2265),
    (0x25A0, 0x25FF),
)


def name_font(font: TTFont, style: str) -> None:
    """Give a font its own name; what the licence asks to keep stays."""
    names = {1: FAMILY, 2: style, 3: f"{FAMILY} {style}", 4: f"{FAMILY} {style}", 6: f"CtipSans-{style}"}
    for record in list(font["name"].names):
        if record.nameID in (16, 17) or (record.nameID in names and record.platformID != 3):
            font["name"].removeNames(record.nameID, record.platformID)
    for number, text in names.items():
        font["name"].setName(text, number, 3, 1, 0x409)


def build_font(style: str, source: str) -> None:
    """Write one weight."""
    options = subset.Options(hinting=False, layout_features=[], recalc_timestamp=False, glyph_names=True)
    options.name_IDs, options.notdef_outline = [0, 1, 2, 3, 4, 5, 6, 13, 14], True
    options.drop_tables += ["FFTM", "GSUB", "GPOS", "GDEF", "MATH"]
    with TTFont(Path(get_data_path()) / "fonts" / "ttf" / source, recalcTimestamp=False) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(unicodes=[code for low, high in RANGES for code in range(low, high + 1)])
        cutter.subset(font)
        name_font(font, style)
        font.save(TARGET / f"CtipSans-{style}.ttf")


if __name__ == "__main__":
    for style, source in WEIGHTS.items():
        build_font(style, source)
