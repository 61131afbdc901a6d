"""Rows of a case register to cases and their services, rows of services to services.

Free text of these sheets is never kept: what is no code of a list is "other". The code of a case stays beside the
records only until it is replaced by a keyed hash.
"""

import datetime as dt
import re
from dataclasses import replace

from ctip_analysis.cleaning.births import read_births
from ctip_analysis.cleaning.blocks import Block, pick, read_texts
from ctip_analysis.cleaning.marked import list_marked
from ctip_analysis.cleaning.reading_codes import read_ages, read_code, read_codes, read_countries, read_flags
from ctip_analysis.cleaning.reading_dates import quarter_of_report, read_days
from ctip_analysis.cleaning.reading_numbers import read_counts
from ctip_analysis.cleaning.settling import settle_places
from ctip_analysis.cleaning.tables import Cell
from ctip_analysis.definitions import describe_code, period_bounds, period_of_date

__all__ = ["record_cases", "record_services", "settle_provinces"]

SEX_AND_AGE = re.compile(r"([^\W\d]+)[.,;:\s(/-]+(\d{1,2})\s*(?:[^\W\d]{1,6}\.?)?\)?")
OF_A_CASE = ("case", "organization", "period", "province", "sex", "age_group")


def _quarters(block: Block, *days: list[str], name: str) -> list[str]:
    """Give the quarter of the first known day, else the report's; a day after the report is said."""
    quarters = []
    for row, own in enumerate(zip(*days, strict=True)):
        reported = block.places[row].sender.period
        quarter = quarter_of_report(reported)
        if day := next(filter(None, own), ""):
            after, quarter = (
                quarter and day > period_bounds(quarter)[1].isoformat(),
                period_of_date(day, "quarter"),
            )
            if after:
                block.raise_issue(row, "F04", name, case="outside", period=reported, quarter=quarter)
        elif not quarter:
            block.raise_issue(row, "F02")
        quarters.append(quarter)
    return quarters


def settle_provinces(block: Block) -> list[str]:
    """Give the province of rows of cases, else the only one where the organization works, else none."""
    own = [row for row, has_place in enumerate(block.has("province", "district")) if has_place]
    provinces = dict(zip(own, settle_places(block.take(own))[0], strict=True))
    return [
        provinces[row] if row in provinces else _province_of_sender(block, row) for row in range(len(block))
    ]


def _province_of_sender(block: Block, row: int) -> str:
    place = block.places[row]
    if place.province:
        return place.province
    own = place.vocabulary.provinces_of_organization.get(place.sender.organization, ())
    if len(own) != 1:
        return ""
    block.raise_issue(row, "F03", case="own")
    return own[0]


def _origins(block: Block) -> list[str]:
    """Give the province of origin; an issue where a text names neither one of them nor a country."""
    vocabulary, country = block.tools.vocabulary, block.tools.vocabulary.definitions.country
    origins = []
    for row, cell in enumerate(block.column("province_origin")):
        is_said = cell is not None and cell.status == "reported"
        found = vocabulary.find_provinces((cell.text,)) if is_said else ()
        origins.append(found[0] if len(found) == 1 and found[0] != country else "")
        if is_said and not found and not vocabulary.matcher.match(cell.text, "country."):
            block.raise_issue(row, "F03", case="origin", cell=cell.cell)
    return origins


def _read_age_groups(
    block: Block, spans: list[tuple[dt.date, dt.date]] | None = None
) -> tuple[list[str], list[str]]:
    """Give child, adult or unknown, and the band, from whatever of a row's columns says it; a birth with ``spans``."""
    groups, bands = map(list, zip(*read_ages(block, "age_group"), strict=True)) if len(block) else ([], [])
    contradicting = set()
    for name in ("age_band", "age", "born" if spans else ""):
        if name not in block.cells:
            continue
        open_rows = [
            row for row, cell in enumerate(block.cells[name]) if cell is not None and row not in contradicting
        ]
        own = block.take(open_rows)
        ages = read_births(own, name, pick(spans, open_rows)) if name == "born" else read_ages(own, name)
        for row, (age, band) in zip(open_rows, ages, strict=True):
            if "unknown" not in (groups[row], age) and age != groups[row]:
                block.raise_issue(row, "R12", name)
                contradicting.add(row)
                groups[row], bands[row] = "unknown", ""
                continue
            groups[row] = age if groups[row] == "unknown" else groups[row]
            bands[row] = band or bands[row]
    return groups, bands


def _span_rows(quarters: list[str], *days: list[str]) -> list[tuple[dt.date, dt.date]]:
    """Give the first and last date of what each row tells: its first known day, else its quarter."""
    known = [next(filter(None, own), "") for own in zip(*days, strict=True)]
    return [
        (dt.date.fromisoformat(day),) * 2 if day else period_bounds(quarter)
        for day, quarter in zip(known, quarters, strict=True)
    ]


def _read_who(block: Block, name: str) -> list[str]:
    return read_code(block, name, "decided_by", otherwise="other", blank="")


def _with_settled_columns(block: Block) -> Block:
    """Give a block in which a bare "Status" is what its words are, and "female, 22" is a sex and an age."""
    cells = dict(block.cells)
    find = block.tools.vocabulary.find_code
    stated = [cell for cell in cells.get("case_status", ()) if cell is not None]
    is_other = [
        not find("case_status", c.text).code and bool(find("trafficking_status", c.text).code) for c in stated
    ]
    if stated and all(is_other) and "trafficking_status" not in cells:
        cells["trafficking_status"] = cells.pop("case_status")
    parted = [_part_sex(cell) for cell in block.column("sex")]
    if any(age is not None for _, age in parted):
        cells["sex"] = [sex for sex, _ in parted]
        stated = block.column("age")
        cells["age"] = [own or age for own, (_, age) in zip(stated, parted, strict=True)]
    return replace(block, cells=cells)


def _part_sex(cell: Cell | None) -> tuple[Cell | None, Cell | None]:
    """Give the sex and the age that one cell says ("ж, 22 г."), each as a cell; no age where it says none."""
    match = SEX_AND_AGE.fullmatch(cell.text.strip()) if cell is not None else None
    if not match:
        return cell, None
    age = int(match[2])
    return cell._replace(value=match[1], text=match[1]), cell._replace(value=age, text=match[2])


def record_cases(block: Block) -> list[int]:
    """Add cases, and their services where the register names them; give the rows that were recorded."""
    days = {name: read_days(block, name) for name in ("opened", "identified", "closed")}
    quarters = _quarters(block, days["opened"], days["identified"], name="opened")
    kept = _complete_rows(block, quarters)
    block = _with_settled_columns(block.take(kept))
    days = {name: pick(column, kept) for name, column in days.items()}
    quarters = pick(quarters, kept)
    groups, bands = _read_age_groups(block, _span_rows(quarters, days["identified"], days["opened"]))
    cases = {
        "case": read_texts(block, "case"),
        "organization": block.organizations(),
        "period": quarters,
        "province": settle_provinces(block),
        **days,
        "trafficking_status": read_code(block, "trafficking_status", "trafficking_status"),
        **{name: _read_who(block, name) for name in ("decided_by", "identified_by", "referred_by")},
        "sex": _read_ticked(block, "sex", read_code(block, "sex", "sex")),
        "age_group": _read_ticked(block, "age_group", groups),
        "age_band": bands,
        "citizenship": read_countries(block, "citizenship"),
        "province_origin": _origins(block),
        "country_exploitation": read_countries(block, "country_exploitation"),
        "exploitation": _read_forms(block),
        "industry": read_code(block, "industry", "industry", otherwise="S", blank=""),
        "case_status": read_code(block, "case_status", "case_status"),
        "closure_reason": read_code(block, "closure_reason", "closure_reason", otherwise="other", blank=""),
        **block.sources(),
    }
    block.harvest.add("cases", cases)
    about = {name: cases[name] for name in OF_A_CASE}
    blank = [""] * len(block)
    _add_services(block, about, cases["opened"], blank, [None] * len(block))
    return kept


def _read_ticked(block: Block, name: str, stated: list[str]) -> list[str]:
    """Give the code of each row that one column says, else that which is ticked; none and an issue where two are."""
    ticked: dict[int, set[str]] = {}
    for row, code, _ in list_marked(block, name):
        ticked.setdefault(row, set()).add(code)
    found = list(stated)
    for row, codes in ticked.items():
        if found[row] == "unknown":
            found[row] = next(iter(codes)) if len(codes) == 1 else "unknown"
        if len(codes) > 1:
            tools = block.tools
            named = describe_code(tools.vocabulary.definitions, name, found[row], tools.language)
            block.raise_issue(row, "F06", code=named)
    return found


def _read_forms(block: Block) -> list[str]:
    """Give the forms of exploitation of each row, from their column or from those that are ticked."""
    stated = read_codes(block, "exploitation", "exploitation")
    ticked: dict[int, list[str]] = {}
    for row, code, _ in list_marked(block, "exploitation"):
        ticked.setdefault(row, []).append(code)
    cells = block.column("exploitation")
    return [
        ";".join(codes if cells[row] is not None or row not in ticked else dict.fromkeys(ticked[row]))
        for row, codes in enumerate(stated)
    ]


def _complete_rows(block: Block, quarters: list[str], *needed: list[str]) -> list[int]:
    """Give the rows that have a quarter and an organization, and whatever else is needed."""
    columns = (quarters, block.organizations(), *needed)
    return [row for row, said in enumerate(zip(*columns, strict=True)) if all(said)]


def _add_services(block: Block, about: dict, starts: list[str], ends: list[str], nights: list) -> None:
    services = read_codes(block, "service_type", "service_type", otherwise="other", blank=())
    ticked = list_marked(block, "service_type")
    told = [(row, code, starts[row]) for row, codes in enumerate(services) for code in codes]
    told = sorted({*told, *((row, code, day or starts[row]) for row, code, day in ticked)})
    rows = [row for row, _, _ in told]
    own = {
        **about,
        "end": ends,
        "nights": nights,
        "referred_to": _read_who(block, "referred_to"),
        "accepted": read_flags(block, "accepted"),
        **block.sources(),
    }
    block.harvest.add(
        "services",
        {
            **{name: pick(column, rows) for name, column in own.items()},
            "service_type": [code for _, code, _ in told],
            "start": [start for _, _, start in told],
        },
    )


def record_services(block: Block) -> list[int]:
    """Add services of cases; give the rows that were recorded."""
    starts, ends = read_days(block, "start"), read_days(block, "end")
    quarters = _quarters(block, starts, ends, name="start")
    kept = _complete_rows(block, quarters, read_texts(block, "case"))
    block = block.take(kept)
    has_age = [row for row, is_said in enumerate(block.has("age_group", "age")) if is_said]
    ages = dict(zip(has_age, _read_age_groups(block.take(has_age))[0], strict=True))
    about = {
        "case": read_texts(block, "case"),
        "organization": block.organizations(),
        "period": pick(quarters, kept),
        "province": settle_provinces(block),
        "sex": read_code(block, "sex", "sex", blank=""),
        "age_group": [ages.get(row, "") for row in range(len(block))],
    }
    _add_services(block, about, pick(starts, kept), pick(ends, kept), read_counts(block, "nights"))
    return kept
