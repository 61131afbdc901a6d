"""Raised digits of an xlsx or an ODS: the mark of a footnote that would else be read as the last digit of its number.

"9" with a raised "1" behind it is stored as two runs of one text, and every reader joins them to "91". The runs are
looked up in the shared texts and in the cells, and the raised one is written with the raised digits of Unicode: "9¹".
"""

import re
import zipfile

from ctip_analysis.reading.containers import read_pieces

__all__ = ["find_raised_cells", "find_raised_styles", "find_raised_texts", "spell_raised", "unescape_xml"]

TEXTS_PART = "xl/sharedStrings.xml"
RAISED = re.compile(rb'<vertAlign\b[^>]*"superscript"')
TEXT = re.compile(rb"<si\b[^>]*?(?:/>|>(.*?)</si>)", re.S)
RUN = re.compile(rb"<r\b[^>]*>(.*?)</r>|<rPh\b.*?</rPh>", re.S)
LETTERS = re.compile(rb"<t\b[^>]*>([^<]*)</t>")
INLINE_CELL = re.compile(
    rb'<c\b(?=[^>]*\bt="inlineStr")[^>]*\br="([A-Z]{1,3}\d+)"[^>]*>\s*<is>(.*?)</is>', re.S
)
SHARED_CELL = re.compile(rb'<c\b(?=[^>]*\bt="s")[^>]*\br="([A-Z]{1,3}\d+)"[^>]*>\s*<v>(\d+)</v>')
PARAGRAPH = re.compile(rb"<text:p\b[^>]*>(.*?)</text:p>", re.S)
SPAN = re.compile(rb'<text:span\b[^>]*text:style-name="([^"]*)"[^>]*>([^<]*)</text:span>')
TAG = re.compile(rb"<[^>]*>")
RAISED_STYLE = re.compile(
    rb'<style:style\b(?=[^>]*style:family="text")[^>]*style:name="([^"]*)"[^>]*>\s*'
    rb'<style:text-properties\b[^>]*style:text-position="(?:super|[1-9])'
)
RAISED_DIGITS = str.maketrans("0123456789+-()", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾")


def unescape_xml(text: str) -> str:
    """Give a text with the five entities of XML resolved.

    Examples
    --------
    >>> unescape_xml("A &amp; B")
    'A & B'
    """
    for entity, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&apos;", "'"), ("&amp;", "&")):
        text = text.replace(entity, letter)
    return re.sub(r"&#(\d{1,6});", lambda match: chr(int(match[1])), text)


def _spell_runs(content: bytes) -> str:
    spelled = []
    for run in RUN.findall(content):
        text = unescape_xml(b"".join(LETTERS.findall(run)).decode("utf-8", "replace"))
        spelled.append(text.translate(RAISED_DIGITS) if RAISED.search(run) else text)
    return "".join(spelled)


def _overlap(pieces):
    """Give pieces each with the end of the last one before it."""
    end = b""
    for piece in pieces:
        yield end + piece
        end = piece[-20:]


def find_raised_texts(archive: zipfile.ZipFile) -> dict[int, str]:
    """Give the shared texts that have a raised part, by their numbers, as they are seen.

    Parameters
    ----------
    archive : zipfile.ZipFile
    """
    if TEXTS_PART not in archive.NameToInfo:
        return {}
    # Most workbooks have none, and their texts may be many: they are looked through piece by piece first.
    if not any(b'"superscript"' in piece for piece in _overlap(read_pieces(archive, TEXTS_PART))):
        return {}
    texts = enumerate(TEXT.findall(b"".join(read_pieces(archive, TEXTS_PART))))
    return {number: _spell_runs(text) for number, text in texts if RAISED.search(text)}


def find_raised_cells(block: bytes, texts: dict[int, str]) -> dict[str, str]:
    """Give the cells of a stretch of a sheet's XML whose text has a raised part, and the text as it is seen.

    Parameters
    ----------
    block : bytes
    texts : dict of int to str
        From `find_raised_texts`.
    """
    found = {}
    if b'"superscript"' in block:
        inline = INLINE_CELL.findall(block)
        found = {cell.decode(): _spell_runs(text) for cell, text in inline if RAISED.search(text)}
    if texts:
        cells = ((cell.decode(), int(number)) for cell, number in SHARED_CELL.findall(block))
        found |= {cell: texts[number] for cell, number in cells if number in texts}
    return found


def find_raised_styles(content: bytes) -> frozenset[bytes]:
    """Give the styles of an ODS that raise letters.

    Parameters
    ----------
    content : bytes
        Its XML.
    """
    return frozenset(RAISED_STYLE.findall(content)) if b"text-position=" in content else frozenset()


def spell_raised(content: bytes, styles: frozenset[bytes]) -> str:
    """Give the text of a cell of an ODS as it is seen; an empty one where none of it is raised.

    Parameters
    ----------
    content : bytes
        The XML within the cell.
    styles : frozenset of bytes
        From `find_raised_styles`.

    Examples
    --------
    >>> spell_raised(b'<text:p>9<text:span text:style-name="T1">1</text:span></text:p>', frozenset({b"T1"}))
    '9¹'
    """
    if not any(name in styles for name, _ in SPAN.findall(content)):
        return ""

    def raise_span(match: re.Match) -> bytes:
        text = match[2].decode("utf-8", "replace")
        return (text.translate(RAISED_DIGITS) if match[1] in styles else text).encode()

    lines = [TAG.sub(b"", SPAN.sub(raise_span, line)) for line in PARAGRAPH.findall(content)]
    return unescape_xml(b"\n".join(lines).decode("utf-8", "replace"))
