"""Put words and letters into an SVG: title, description and role for readers, the font's letters for viewers."""

import base64
import io
import re
from functools import lru_cache
from xml.sax.saxutils import escape, quoteattr

from matplotlib import font_manager

from ctip_analysis.presenting.style import FONTS
from ctip_analysis.presenting.texts import font_of

__all__ = ["embed_in_svg"]

SVG_TAG = re.compile(r"<svg\b[^>]*>")
TEXT = re.compile(r"<(?:text|tspan)\b[^>]*>([^<]*)<")
#: A hundredth of a point is finer than any printer: more decimals are only bytes.
PATH_DATA = re.compile(r'\bd="[^"]*"')
LONG_NUMBER = re.compile(r"(\d\.\d\d)\d+")
ENTITIES = {"&amp;": "&", "&lt;": "<", "&gt;": ">"}


@lru_cache(maxsize=64)
def _subset_font(letters: str, weight: str) -> str:
    """Cut the font down to some letters; base64 of a WOFF."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(flavor="woff", hinting=False, recalc_timestamp=False, layout_features=[])
    options.drop_tables += ["FFTM"]
    options.name_IDs, options.notdef_outline = [], True
    path = font_manager.findfont(font_of(10.0, weight))
    with TTFont(path, recalcTimestamp=False, lazy=True) as font:
        cutter = subset.Subsetter(options)
        cutter.populate(text=letters)
        cutter.subset(font)
        font.flavor = "woff"
        buffer = io.BytesIO()
        font.save(buffer)
    return base64.b64encode(buffer.getvalue()).decode("ascii")


def _font_faces(svg: str) -> str:
    """Give the style rule of each weight that the SVG uses, with the letters that it uses."""
    letters: dict[str, set[str]] = {"normal": set(), "bold": set()}
    for match in TEXT.finditer(svg):
        text = match.group(1)
        for entity, letter in ENTITIES.items():
            text = text.replace(entity, letter)
        letters["bold" if re.search(r"\b(?:bold|700)\b", match.group(0)) else "normal"] |= set(text)
    rules = []
    for weight, used in letters.items():
        if used:
            data = _subset_font("".join(sorted(used)), weight)
            rules.append(
                f'@font-face{{font-family:"{FONTS[0]}";font-weight:{weight};'
                f'src:url("data:font/woff;base64,{data}") format("woff")}}'
            )
    return "".join(rules)


def embed_in_svg(content: bytes, words) -> bytes:
    """Give an SVG its title, description, role, language and letters.

    Parameters
    ----------
    content : bytes
        An SVG as matplotlib writes it, text as text.
    words : Description

    Returns
    -------
    bytes
    """
    svg = content.decode("utf-8")
    opening = SVG_TAG.search(svg)
    tag = (
        opening.group(0)[:-1]
        + f' role="img" lang={quoteattr(words.language)} xml:lang={quoteattr(words.language)}'
        + ' aria-labelledby="figure-title figure-desc">'
    )
    head = (
        f'<title id="figure-title">{escape(words.title)}</title>'
        f'<desc id="figure-desc">{escape(words.alt)}</desc>'
        f"<style>{_font_faces(svg)}</style>"
    )
    body = PATH_DATA.sub(lambda match: LONG_NUMBER.sub(r"\1", match.group(0)), svg[opening.end() :])
    return (svg[: opening.start()] + tag + head + body).encode("utf-8")
