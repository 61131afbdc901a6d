"""A row of a case register to a case and its services, a row of services to services.

Free text of these sheets is never kept: what is no code of a list is "other". The code of a case stays beside the
records only until it is replaced by a keyed hash.
"""

from ctip_analysis.cleaning.reading_cells import Row
from ctip_analysis.definitions import period_bounds, period_of_date, period_within

__all__ = ["record_case", "record_service"]


def _quarter(row: Row, *days: str, name: str) -> str:
    """Give the quarter of the first known day, else the report's; a day after the report is said."""
    reported = row.place.sender.period
    quarter = (period_within(reported, "quarter") or "") if reported else ""
    day = next((day for day in days if day), "")
    if day:
        own = period_of_date(day, "quarter")
        if quarter and day > period_bounds(quarter)[1].isoformat():
            row.raise_issue("F04", name, case="outside", period=reported, quarter=own)
        return own
    if not quarter:
        row.raise_issue("F02")
    return quarter


def settle_case_province(row: Row) -> str:
    """Give the province of a case's row, else the only one where the organization works, else none."""
    if {"province", "district"} & row.cells.keys():
        return row.settle_place()[0]
    if row.place.province:
        return row.place.province
    own = row.place.vocabulary.provinces_of_organization.get(row.place.sender.organization, ())
    if len(own) != 1:
        return ""
    row.raise_issue("F03", case="own")
    return own[0]


def _origin(row: Row) -> str:
    reading = row.cells.get("province_origin")
    if reading is None or reading.status != "reported":
        return ""
    found = row.place.vocabulary.find_provinces((reading.text,))
    return found[0] if len(found) == 1 and found[0] != row.place.definitions.country else ""


def read_age(row: Row) -> tuple[str, str]:
    """Give child, adult or unknown, and the band, from whatever of a row's columns says it."""
    group, band = row.age("age_group") if "age_group" in row.cells else ("unknown", "")
    for name in ("age_band", "age"):
        if name in row.cells:
            own, own_band = row.age(name)
            if group != "unknown" and own != "unknown" and own != group:
                row.raise_issue("R12", name)
                return "unknown", ""
            group, band = (own if group == "unknown" else group), own_band or band
    return group, band


def _who(row: Row, name: str) -> str:
    return row.code(name, "decided_by", otherwise="other") if name in row.cells else ""


def record_case(row: Row) -> bool:
    """Add a case, and its services where the register names them; whether it was recorded."""
    place = row.place
    dates = {name: row.day(name) for name in ("opened", "identified", "closed")}
    quarter = _quarter(row, dates["opened"], dates["identified"], name="opened")
    code = row.text("case")
    if not (quarter and place.sender.organization):
        return False
    group, band = read_age(row)
    case = {
        "case": code,
        "organization": place.sender.organization,
        "period": quarter,
        "province": settle_case_province(row),
        **dates,
        "trafficking_status": row.code("trafficking_status", "trafficking_status"),
        "decided_by": _who(row, "decided_by"),
        "identified_by": _who(row, "identified_by"),
        "referred_by": _who(row, "referred_by"),
        "sex": row.code("sex", "sex"),
        "age_group": group,
        "age_band": band,
        "citizenship": row.country("citizenship"),
        "province_origin": _origin(row),
        "country_exploitation": row.country("country_exploitation"),
        "exploitation": ";".join(row.codes("exploitation", "exploitation")),
        "industry": row.code("industry", "industry", otherwise="S") if "industry" in row.cells else "",
        "case_status": row.code("case_status", "case_status"),
        "closure_reason": row.code("closure_reason", "closure_reason", otherwise="other")
        if "closure_reason" in row.cells
        else "",
        **place.source(row.number),
    }
    row.harvest.tables["cases"].append(case)
    if "service_type" in row.cells:
        _add_services(row, case, case["opened"], "", None)
    return True


def _add_services(row: Row, about: dict, start: str, end: str, nights: int | None) -> None:
    for service in row.codes("service_type", "service_type", otherwise="other"):
        row.harvest.tables["services"].append(
            {
                **{
                    name: about[name]
                    for name in ("case", "organization", "period", "province", "sex", "age_group")
                },
                "service_type": service,
                "start": start,
                "end": end,
                "nights": nights,
                "referred_to": _who(row, "referred_to"),
                "accepted": row.flag("accepted"),
                **row.place.source(row.number),
            }
        )


def record_service(row: Row) -> bool:
    """Add a service of a case; whether it was recorded."""
    place = row.place
    start, end = row.day("start"), row.day("end")
    quarter = _quarter(row, start, end, name="start")
    if not (quarter and place.sender.organization and row.text("case")):
        return False
    about = {
        "case": row.text("case"),
        "organization": place.sender.organization,
        "period": quarter,
        "province": settle_case_province(row),
        "sex": row.code("sex", "sex") if "sex" in row.cells else "",
        "age_group": read_age(row)[0] if {"age_group", "age"} & row.cells.keys() else "",
    }
    _add_services(row, about, start, end, row.count("nights")[0])
    return True
