"""Find where a pack contradicts itself. Each check gives sentences that name the file, the row and the remedy."""

import json
from collections.abc import Iterator

import pandas as pd

from ctip_analysis.definitions.indicator_checks import find_indicator_faults
from ctip_analysis.definitions.number_checks import find_number_faults
from ctip_analysis.definitions.organizations import find_organization_faults

__all__ = ["find_faults"]

SEVERITIES = ("blocking", "warning", "info")


def _repeated(frame: pd.DataFrame, columns: list[str], name: str) -> Iterator[str]:
    """Tell the rows whose key stands in an earlier row."""
    for position in frame.index[frame.duplicated(columns)]:
        key = ", ".join(frame.loc[position, columns])
        yield f"{name}.csv, row {position + 2}: {key} stands twice. Keep one row."


def _unknown(frame: pd.DataFrame, column: str, known, name: str, *, what: str) -> Iterator[str]:
    """Tell the cells that name something unknown."""
    for position, code in frame[column].items():
        for part in filter(None, code.split(";")):
            if part not in known:
                yield f"{name}.csv, row {position + 2}, column {column}: {part!r} is no {what}."


def _not_numbers(frame: pd.DataFrame, column: str, name: str) -> Iterator[str]:
    """Tell the cells that hold no number."""
    bad = pd.to_numeric(frame[column], errors="coerce").isna()
    for position in frame.index[bad]:
        yield f"{name}.csv, row {position + 2}, column {column}: {frame.loc[position, column]!r} is no number."


def _check_places(pack) -> Iterator[str]:
    """Check provinces, districts and the views over them."""
    provinces = pack.provinces
    known = set(provinces["province"])
    yield from _repeated(provinces, ["province"], "provinces")
    yield from _unknown(pack.districts, "province", known, "districts", what="province")
    for column in ("label_longitude", "label_latitude"):
        yield from _not_numbers(provinces, column, "provinces")
    for view, column in pack.views.items():
        if column not in provinces:
            yield f"pack.toml, views.{view}: provinces.csv has no column {column!r}."
        else:
            units = known | set(pack.unit_names)
            yield from _unknown(
                provinces, column, units, "provinces", what="province, nor a unit of pack.toml"
            )
    spelled = set(pack.glossary["concept"])
    for code in sorted(code for code in known if f"adm1.{code}" not in spelled):
        yield f"glossary.csv: no spelling of the province {code} (concept adm1.{code})."
    for concept in sorted(
        c for c in spelled if c.startswith("adm1.") and c[5:] not in known | {pack.country}
    ):
        if not concept.startswith("adm1.group_"):
            yield f"glossary.csv: {concept} names no province of provinces.csv."


def _check_boundaries(pack) -> Iterator[str]:
    """Check that the boundaries draw every province."""
    try:
        document = json.loads(pack.boundaries_path.read_text(encoding="utf-8"))
        drawn = {feature["properties"].get("province") for feature in document["features"]}
    except (OSError, ValueError, KeyError, TypeError):
        yield f"{pack.boundaries_path.name}: missing, or no GeoJSON of provinces."
        return
    known = set(pack.provinces["province"])
    for code in sorted(known - drawn):
        yield f"{pack.boundaries_path.name}: no polygon of the province {code}."
    for code in sorted(map(str, drawn - known)):
        yield f"{pack.boundaries_path.name}: a polygon of {code}, which provinces.csv does not know."


def _check_codes(pack) -> Iterator[str]:
    """Check code lists, the glossary and the measures."""
    yield from _repeated(pack.codes, ["list", "code"], "codes")
    yield from _not_numbers(pack.codes, "order", "codes")
    spelled = set(pack.glossary["concept"])
    yield from _unknown(pack.codes, "concept", spelled, "codes", what="concept of glossary.csv")
    yield from _unknown(
        pack.glossary, "language", set(pack.languages), "glossary", what="language of pack.toml"
    )
    measures = set("measure." + pack.measures["measure"])
    yield from _unknown(
        pack.measures, "source", set(pack.organizations["organization"]), "measures", what="organization"
    )
    for concept in sorted(c for c in spelled if c.startswith("measure.") and c not in measures):
        yield f"glossary.csv: {concept} names no measure of measures.csv."


def _check_organizations(pack) -> list[str]:
    """Check the list of organizations."""
    return find_organization_faults(
        pack.organizations, "organizations.csv", provinces=pack.provinces["province"], forms=pack.forms
    )


def _check_forms(pack) -> Iterator[str]:
    """Check that each form has its parts and names known concepts."""
    spelled = {*pack.glossary["concept"], *pack.stems["concept"]}
    for name, form in pack.forms.items():
        for part in ("record", "recognize", "fields"):
            if part not in form:
                yield f"forms/{name}.toml: lacks {part}."
        for field, entry in form.get("fields", {}).items():
            for concept in entry.get("concepts", ()):
                if concept not in spelled:
                    yield f"forms/{name}.toml, fields.{field}: {concept!r} is no concept of glossary.csv or stems.csv."


def _check_rules(pack) -> Iterator[str]:
    """Check that each rule stands once, with a severity."""
    yield from _repeated(pack.rules, ["rule", "case"], "rules")
    yield from _unknown(pack.rules, "severity", SEVERITIES, "rules", what="severity")


CHECKS = (
    _check_places,
    _check_boundaries,
    _check_codes,
    _check_organizations,
    find_indicator_faults,
    find_number_faults,
    _check_forms,
    _check_rules,
)


def find_faults(pack) -> list[str]:
    """List every fault of a pack, in the order of its files.

    Examples
    --------
    >>> from ctip_analysis.definitions import load_definitions
    >>> find_faults(load_definitions())
    []
    """
    return [fault for check in CHECKS for fault in check(pack)]
