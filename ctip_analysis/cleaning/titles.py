"""What the title of a table and the name of its sheet say for all of its cells: what is counted, and where."""

from ctip_analysis.cleaning.harvest import Place

__all__ = [
    "counted_by_title",
    "own_province",
    "speaks_of_activities",
    "titled_district",
    "titled_province",
]

COUNTED = ("col.n_events", "col.people", "col.calls", "col.materials")


def counted_by_title(titles: tuple[str, ...], vocabulary) -> tuple[str, ...]:
    """Give the one thing that titles say is counted ("Number of events by province"), or nothing.

    A title that speaks of a number counts before one that only names a thing; titles that say different things say
    nothing.
    """
    found = [(title, hits) for title in titles if len(hits := vocabulary.stems.match(title, *COUNTED)) == 1]
    numbered = [hits for title, hits in found if vocabulary.stems.match(title, "title.number")]
    said = set(numbered or [hits for _, hits in found])
    if any(vocabulary.stems.match(title, "title.several") for title in titles):
        return ()
    return said.pop() if len(said) == 1 else ()


def speaks_of_activities(titles: tuple[str, ...], vocabulary) -> bool:
    """Whether titles speak of activities or of those who take part in them, and not of victims or residents."""
    joined = " ".join(titles)
    return bool(vocabulary.stems.match(joined, "title.activity", "col.event_name", "col.n_events"))


def own_province(place: Place) -> str:
    """Give the only province where the organization works, or an empty text."""
    own = place.vocabulary.provinces_of_organization.get(place.sender.organization, ())
    return own[0] if len(own) == 1 else ""


def titled_province(place: Place) -> str:
    """Give the one province that the name of the sheet says, else the nearest title that names one; or an empty text."""
    vocabulary, country = place.vocabulary, place.definitions.country
    for text in (place.sheet, *place.titles[::-1]):
        provinces, districts, is_whole = vocabulary.find_place(text)
        named = set(provinces) - {country}
        if not named and is_whole:
            named = {vocabulary.province_of_district[district] for district in districts}
        if len(named) > 1:
            own = set(vocabulary.provinces_of_organization.get(place.sender.organization, ())) & named
            named = own if len(own) == 1 else set()
        if len(named) == 1:
            return named.pop()
    return ""


def titled_district(place: Place, province: str) -> str:
    """Give the one district of a province that the name of the sheet or a title is and nothing more; or an empty text."""
    vocabulary = place.vocabulary
    for text in (place.sheet, *place.titles[::-1]):
        provinces, districts, is_whole = vocabulary.find_place(text)
        if is_whole and not provinces and len(districts) == 1:
            return districts[0] if vocabulary.province_of_district[districts[0]] == province else ""
    return ""
