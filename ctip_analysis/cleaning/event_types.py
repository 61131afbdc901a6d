"""Of what type an event is: what its column says, else its form, its title, its section, the name of its sheet."""

from ctip_analysis.cleaning.blocks import Block
from ctip_analysis.cleaning.reading_codes import read_code
from ctip_analysis.cleaning.vocabulary import Found
from ctip_analysis.definitions import describe_code

__all__ = ["list_classes", "settle_types"]

#: What a title begins with that names a thing and no event ("Booklet for schools").
THINGS = "col.materials"
#: A heading of more words is a sentence.
LONGEST_HEADING = 5


def settle_types(block: Block) -> list[str]:
    """Give the type of each event: what its matrix or its column says, its form's, else its title's or its form's else."""
    if "activity_type" in block.given:
        return block.given["activity_type"]
    default, otherwise = (
        block.form.get(part, {}).get("activity_type", "") for part in ("defaults", "otherwise")
    )
    stated = read_code(block, "activity_type", "activity_type", otherwise="other", blank="")
    told = _types_of_fields(block)
    kinds = [
        code
        or (default and (_type_spelled(block, cell) or default))
        or told.get(row)
        or _type_of_words(block, row, cell, otherwise)
        for row, (code, cell) in enumerate(zip(stated, block.column("title"), strict=True))
    ]
    if "unknown" in kinds:
        _raise_untyped(block)
    return kinds


def _type_spelled(block: Block, cell) -> str:
    """Give the type that a title or its only word names ("Round table"), or an empty text: it goes before the form's own."""
    if cell is None:
        return ""
    found = block.tools.vocabulary.find_code("activity_type", cell.text)
    return found.code if found.how == "exact" or len(cell.text.split()) == 1 else ""


def _types_of_fields(block: Block) -> dict[int, str]:
    """Give the type of the rows in which a field is filled that only events of one type have ("Kind of material")."""
    telling = {name: e["activity_type"] for name, e in block.form["fields"].items() if "activity_type" in e}
    return {
        row: kind
        for name, kind in telling.items()
        for row, cell in enumerate(block.column(name))
        if cell is not None
    }


def _type_of_words(block: Block, row: int, cell, otherwise: str) -> str:
    """Give the type that an event's title says; its section's, or its sheet's, where the title says none."""
    is_said = cell is not None and bool(block.tools.vocabulary.find_code("activity_type", cell.text).code)
    around = "" if is_said else _type_of_section(block, row)
    return around or _type_of_title(block, row, cell, otherwise)


def _raise_untyped(block: Block) -> None:
    """Say once for a table that neither a column nor a title says of what type its events are."""
    before = None
    for row, place in enumerate(block.places):
        if place is not before and not {"activity_type", "title"} & block.cells.keys():
            block.raise_issue(row, "F06", case="untyped")
        before = place


def _type_of_section(block: Block, row: int) -> str:
    """Give the type that the section of a row, else the name of its sheet, names ("Seminars"), or an empty text."""
    find_code, section = block.tools.vocabulary.find_code, block.sections[row][-1:]
    found = find_code("activity_type", section[0]) if section and _is_heading(section[0]) else Found()
    if not found.code:
        of_sheet = find_code("activity_type", block.places[row].sheet)
        found = of_sheet if of_sheet.how == "exact" else Found()
    if not found.code:
        return ""
    tools = block.tools
    named = describe_code(tools.vocabulary.definitions, "activity_type", found.code, tools.language)
    block.raise_issue(row, "F06", case="understood", code=named)
    return found.code


def _is_heading(text: str) -> bool:
    """Whether a text between rows heads those below it: a few words, no sentence and no remark with a star."""
    return len(text.split()) <= LONGEST_HEADING and not text.lstrip().startswith("*")


def _type_of_title(block: Block, row: int, cell, otherwise: str) -> str:
    if cell is None:
        return otherwise or "unknown"
    vocabulary = block.tools.vocabulary
    alone = vocabulary.find_code("activity_type", cell.text)
    found = _type_of_audience(block, row, cell, alone)
    is_thing = otherwise and vocabulary.stems.match((cell.text.split() or [""])[0], THINGS)
    if otherwise and (not found.code or (is_thing and found.how != "exact")):
        return otherwise
    if not found.code:
        block.raise_issue(row, "F06", case="untyped", cell=cell.cell)
        return "unknown"
    if found.how != "exact":
        block.raise_issue(row, "F06", case="understood", cell=cell.cell, code=found.code)
    return found.code


def _type_of_audience(block: Block, row: int, cell, found: Found) -> Found:
    """Give the type that a title ("Lecture") and a column of who came ("school children") say together, if of one class.

    A title of several words that is the name of a type ("Information campaign") stays what it is.
    """
    audience, vocabulary = block.column("participants_group")[row], block.tools.vocabulary
    is_named = found.how == "exact" and len(cell.text.split()) > 1
    if audience is None or not found.code or is_named:
        return found
    hits = vocabulary.stems.match(f"{cell.text} {audience.text}", "activity.", fewest=2)
    codes = {vocabulary.code_of_concept.get(("activity_type", hit)) for hit in hits} - {None}
    code = codes.pop() if len(codes) == 1 else ""
    classes = [vocabulary.parent_of_code.get(("activity_type", own), "") for own in (code, found.code)]
    return Found(code, "words") if code and classes[0] and classes[0] == classes[1] else found


def list_classes(kinds: list[str], block: Block) -> list[str]:
    parent_of = block.tools.vocabulary.parent_of_code
    return [parent_of.get(("activity_type", kind), "") or "other" for kind in kinds]
