"""The one province and district that a row means, from all its texts, its section, its sheet and its organization."""

from typing import NamedTuple

from rapidfuzz import fuzz, process

from ctip_analysis.cleaning.blocks import Block, Doubt
from ctip_analysis.cleaning.harvest import Place
from ctip_analysis.cleaning.reading_codes import LIKENESS
from ctip_analysis.cleaning.titles import own_province, titled_province
from ctip_analysis.definitions import describe_unit, fold_text

__all__ = ["settle_places"]

FIELDS = ("province", "district", "settlement")
#: Where a doubt about a row's place is said: at its first text, or at its district.
AT_FIRST, AT_DISTRICT = "first", "district"


class Settled(NamedTuple):
    """The place of a row and the doubts about it; ``is_unlisted`` where its texts name none that the pack lists."""

    province: str
    district: str = ""
    doubts: tuple[tuple[str, Doubt], ...] = ()
    is_unlisted: bool = False


def settle_places(block: Block) -> tuple[list[str], list[str]]:
    """Give the one province and the district that each row means; issues where it means none or several."""
    known = block.tools.known("place")
    provinces, districts = [], []
    columns = [block.column(name) for name in FIELDS]
    for row, (place, section, *cells) in enumerate(zip(block.places, block.sections, *columns, strict=True)):
        texts = tuple(cell.text if cell is not None else None for cell in cells)
        around = (place.province, place.district, place.sheet, place.sender.organization)
        said = (texts, section[-1:], *around)
        if said not in known:
            known[said] = _settle(texts, section[-1:], place)
        settled = known[said]
        if settled.is_unlisted and (around := _province_around(section[-1:], place)):
            settled = _settle_unlisted(around, texts, place) or settled
        first = next((name for name, text in zip(FIELDS, texts, strict=True) if text is not None), "")
        for at, doubt in settled.doubts:
            block.raise_doubt(row, doubt, block.where(row, "district" if at == AT_DISTRICT else first))
        provinces.append(settled.province)
        districts.append(settled.district)
    return provinces, districts


def _province_around(section: tuple[str, ...], place: Place) -> str:
    """Give the province of a village that the pack does not list: the section's, the title's, the organization's only one."""
    named = set(place.vocabulary.find_provinces(section)) - {place.definitions.country}
    return named.pop() if len(named) == 1 else titled_province(place) or own_province(place)


def _settle_unlisted(province: str, texts, place: Place) -> Settled | None:
    """Give a village that the pack does not list the province around it; it is said, and the village is asked about.

    None for what may be a slip of the pen for a district elsewhere: it is asked about, and nothing is taken.
    """
    subject = fold_text(next(text for text in texts if text is not None))
    if _find_like_district(subject, place.vocabulary) not in ("", province):
        return None
    said = {"choices": describe_unit(place.definitions, province, place.language)}
    suggestion = _suggest_place(subject, place.vocabulary)
    return Settled(
        province, "", ((AT_FIRST, Doubt("F03", "unlisted", "", said, "place", subject, suggestion)),)
    )


def _settle(texts, section: tuple[str, ...], place: Place) -> Settled:
    """Choose the province that all texts allow; the section's and the organization's in the last place."""
    vocabulary, country = place.vocabulary, place.definitions.country
    named = zip(FIELDS, texts, strict=True)
    found = [(text, *_read_place(text, place, name)) for name, text in named if text is not None]
    candidates = _first_candidates(found, section, place)
    home = vocabulary.province_of_district
    towns = [d for _, _, districts, _ in found for d in districts if len(districts) == 1]
    town = next((t for t in towns if not candidates or home[t] in candidates), "")
    stray = next((t for t in towns if candidates and home[t] not in candidates), "")
    if stray and texts[1] is not None and not town:
        return Settled("", "", ((AT_DISTRICT, Doubt("R10")),))
    if town:
        candidates = {home[town]}
    elif len(candidates) != 1:
        candidates = _narrow(found, candidates, country)
    if len(candidates) > 1:
        candidates = _settle_by_sender(place, candidates) or candidates
    if len(candidates) != 1:
        is_unlisted = bool(found) and not candidates and texts[0] is None
        return Settled("", "", ((AT_FIRST, _ask_place(found, candidates, place)),), is_unlisted)
    province = next(iter(candidates))
    is_district = texts[0] is not None and not found[0][1]
    is_repaired = found and ((not found[0][3] and found[0][1]) or (is_district and found[0][2]))
    said = {"choices": describe_unit(place.definitions, province, place.language)}
    doubts = ((AT_FIRST, Doubt("F03", "repaired", parts=said)),) if is_repaired else ()
    if not found and province == place.province:
        town = place.district
    return Settled(province, town if country != town else "", doubts)


def _read_place(text: str, place: Place, name: str) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    """Give the provinces and districts of a text; in a column of districts "Talas" is the district of that name."""
    if answered := place.answer("place", fold_text(text)):
        return (answered,), (), True
    return place.vocabulary.find_place_of_kind(text, is_district=name == "district")


def _first_candidates(found, section: tuple[str, ...], place: Place) -> set[str]:
    """Give the provinces of a row's first text; without any text its section's, else its table's title's."""
    country = place.definitions.country
    if found:
        return set(found[0][1]) - {country}
    own = set(place.vocabulary.find_provinces(section)) - {country} if section else set()
    return own or {place.province} - {""}


def _narrow(found, candidates: set[str], country: str) -> set[str]:
    """Narrow the provinces of a row's first text by what the others name."""
    others = [set(provinces) - {country} for _, provinces, _, _ in found[1:] if provinces]
    narrowed = [own & candidates if candidates else own for own in others]
    return next((own for own in narrowed if len(own) == 1), candidates or next(iter(narrowed), set()))


def _settle_by_sender(place: Place, candidates: set[str]) -> set[str]:
    """A place that can be two provinces is settled by the sheet, or where the organization works in one of them alone."""
    vocabulary = place.vocabulary
    sheet = set(vocabulary.find_provinces((place.sheet,))) & candidates
    own = set(vocabulary.provinces_of_organization.get(place.sender.organization, ())) & candidates
    return next((within for within in (sheet, own) if len(within) == 1), set())


def _ask_place(found, candidates: set[str], place: Place) -> Doubt:
    definitions, language = place.definitions, place.language
    subject = fold_text(found[0][0]) if found else ""
    question = "place" if subject else ""
    if candidates:
        choices = ", ".join(describe_unit(definitions, c, language) for c in sorted(candidates))
        suggestion = " | ".join(sorted(candidates))
        return Doubt("F03", "ambiguous", "", {"choices": choices}, question, subject, suggestion)
    if like := _suggest_place(subject, place.vocabulary):
        said = {"like": describe_unit(definitions, like, language)}
        return Doubt("F03", "like", "", said, question, subject, like)
    return Doubt("F03", "", "", {"count": len(definitions.provinces)}, question, subject)


def _suggest_place(subject: str, vocabulary) -> str:
    """Give the province of the spelling that is most like a text; never for a text under five letters."""
    spelled = vocabulary.province_of_spelling
    best = process.extractOne(subject, spelled.keys(), score_cutoff=LIKENESS) if len(subject) >= 5 else None
    return spelled[best[0]] if best else _find_like_district(subject, vocabulary)


def _find_like_district(subject: str, vocabulary) -> str:
    """Give the province of the district whose whole spelling is like a text, or an empty text."""
    spelled = vocabulary.province_of_district_spelling
    best = process.extractOne(subject, spelled.keys(), scorer=fuzz.ratio, score_cutoff=LIKENESS)
    return spelled[best[0]] if best and len(subject) >= 5 else ""
