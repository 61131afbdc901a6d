"""How a report looks: eight layouts, from a bare list to the agreed form; each as plans of sheets before any is written."""

import random
from dataclasses import dataclass, field

from ctip_analysis.definitions import describe_code, describe_unit
from ctip_analysis.examples.drawing import Truth
from ctip_analysis.examples.wording import HEADERS, KINDS, SHEETS, TITLES, VALUES

__all__ = ["LAYOUTS", "SheetPlan", "plan_case_file", "plan_report"]

LIST = ("number", "date", "province", "activity_type", "total", "female", "male", "materials_n")
WIDE = ("number", "date", "date_end", "province", "district", "activity_type", "n_events", "total", "female", "male", "child",
        "18_28", "29_59", "participant_group", "materials_n", "post_test_n", "post_test_pass_n", "status", "note")  # fmt: skip
SHUFFLED = ("female", "male", "total", "activity_type", "district", "province", "date", "note")
PLACED = ("number", "date", "place", "activity_type", "total", "female", "male")
SECTIONS = ("date", "activity_type", "total", "female", "male", "materials_n")
COUNTS = ("province", "district", "activity_type", "n_events", "total", "female", "male")
SUMMED = ("n_events", "total", "female", "male")
LOGS = {
    "cases": ("case", "opened", "sex", "age", "province_origin", "country_exploitation", "exploitation", "trafficking_status",
              "decided_by", "case_status"),
    "services": ("case", "service_type", "start"),
    "hotline": ("period", "calls_total", "calls_relevant", "female", "male", "referred_n"),
    "partnerships": ("date", "province", "kind", "decisions_n", "decisions_done_n"),
    "proceedings": ("proceeding", "case", "article", "stage", "date", "persons_n"),
}  # fmt: skip
CODE_LISTS = {
    "participant_group": "participant_group", "sex": "sex", "exploitation": "exploitation", "trafficking_status": "trafficking_status",
    "decided_by": "decided_by", "case_status": "case_status", "service_type": "service_type", "stage": "stage", "kind": "kind",
}  # fmt: skip
MACHINE_NAMES = {
    "total": "participants_total", "female": "women", "male": "men", "child": "under_18", "note": "note",
    "date": "date", "materials_n": "materials_n",
}  # fmt: skip


@dataclass
class SheetPlan:
    """A sheet before it is written.

    ``headers`` holds rows of header texts; ``rows`` the shown values by field, ``truths`` what they truly are;
    ``merges`` spans (row of the header, first column, last column) counted from 0; ``block`` the field that is
    written once for a run of equal values, ``section`` the one that stands in a row of its own above them.
    """

    name: str
    table: str
    fields: tuple[str, ...]
    headers: list[list[str | None]]
    rows: list[dict]
    truths: list[dict]
    titles: list[str] = field(default_factory=list)
    merges: list[tuple[int, int, int]] = field(default_factory=list)
    tall: list[int] = field(default_factory=list)
    total: str = ""
    signature: str = ""
    has_numbers_below: bool = False
    hides_first_header: bool = False
    block: str = ""
    section: str = ""


def _show(name: str, truth: dict, language: str, definitions):
    value = truth.get(name)
    if name in ("province", "province_origin"):
        return describe_unit(definitions, value, language) if value else None
    if name == "place":
        parts = (_show(part, truth, language, definitions) for part in ("province", "district"))
        return ", ".join(filter(None, parts))
    if name == "district":
        return definitions.rows["districts"][(value,)][f"name_{language}"] if value else None
    if name == "activity_type":
        return KINDS[value][language]
    if name == "status":
        return VALUES[value][language]
    if name == "country_exploitation":
        own = definitions.glossary.query(
            "concept == @concept and language == @language",
            local_dict={"concept": f"country.{value}", "language": language},
        )
        return own["variant"].iloc[0]
    if name in CODE_LISTS:
        return describe_code(definitions, CODE_LISTS[name], value, language)
    return value


def _plan(
    table: str, fields, truths: list[dict], language: str, definitions, *, variant: int = 0, name: str = ""
) -> SheetPlan:
    headers = [HEADERS[f][language][variant % len(HEADERS[f][language])] for f in fields]
    rows = [{f: _show(f, truth, language, definitions) for f in fields} for truth in truths]
    for number, row in enumerate(rows, 1):
        if "number" in row:
            row["number"] = number
    return SheetPlan(name or SHEETS[table][language], table, tuple(fields), [headers], rows, truths)


def _decorate(plan: SheetPlan, truth: Truth, language: str, definitions) -> SheetPlan:
    mark, title, signature, total = TITLES[language]
    names = definitions.organizations.set_index("organization")[f"name_{language}"]
    plan.titles = [
        names[truth.organization],
        title.format(quarter=truth.period[-1], year=truth.period[:4]),
        mark,
    ]
    plan.total, plan.signature = total, signature
    return plan


def _bare_list(truth, language, definitions, variant):
    plan = _decorate(
        _plan("activities", LIST, truth.activities, language, definitions, variant=variant),
        truth,
        language,
        definitions,
    )
    return [plan]


def _two_level_list(truth, language, definitions, variant):
    plan = _bare_list(truth, language, definitions, variant)[0]
    first, last = plan.fields.index("total"), plan.fields.index("male")
    people = {
        "en": ("Participants", "Total"),
        "ru": ("Участники", "Всего"),
        "ky": ("Катышуучулар", "Бардыгы"),
    }[language]
    upper = [
        people[0] if place == first else None if first < place <= last else head
        for place, head in enumerate(plan.headers[0])
    ]
    lower = [
        people[1] if place == first else head if first < place <= last else None
        for place, head in enumerate(plan.headers[0])
    ]
    plan.headers = [upper, lower]
    plan.merges = [(0, first, last)]
    plan.tall = [place for place in range(len(upper)) if not first <= place <= last]
    plan.has_numbers_below = True
    return [plan]


def _wide_list(truth, language, definitions, variant):
    plan = _plan("activities", WIDE, truth.activities, language, definitions, variant=variant)
    return [_decorate(plan, truth, language, definitions)]


def _shuffled_list(truth, language, definitions, variant):
    plan = _plan("activities", SHUFFLED, truth.activities, language, definitions, variant=variant + 1)
    plan = _decorate(plan, truth, language, definitions)
    plan.total = ""
    return [plan]


def _trilingual_list(truth, language, definitions, variant):
    plan = _bare_list(truth, language, definitions, variant)[0]
    plan.headers = [
        [" / ".join(dict.fromkeys(HEADERS[f][code][0] for code in ("ru", "ky", "en"))) for f in plan.fields]
    ]
    return [plan]


def _block_list(truth, language, definitions, variant):
    truth.activities.sort(key=lambda event: (event["province"], event["date"]))
    fields = ("province", "district", "date", "activity_type", "total", "female", "male")
    plan = _decorate(
        _plan("activities", fields, truth.activities, language, definitions, variant=variant),
        truth,
        language,
        definitions,
    )
    plan.block = "province"
    return [plan]


def _placed_list(truth, language, definitions, variant):
    plan = _plan("activities", PLACED, truth.activities, language, definitions, variant=variant)
    return [_decorate(plan, truth, language, definitions)]


def _sectioned_list(truth, language, definitions, variant):
    truth.activities.sort(key=lambda event: (event["province"], event["date"]))
    plan = _plan("activities", SECTIONS, truth.activities, language, definitions, variant=variant)
    for row, event in zip(plan.rows, truth.activities, strict=True):
        row["province"] = _show("province", event, language, definitions)
    plan.section = "province"
    plan = _decorate(plan, truth, language, definitions)
    plan.total = ""
    return [plan]


def _counts_by_kind(truth, language, definitions, variant):
    """Give the events of one kind in one district as one row of counts, without dates."""
    groups: dict[tuple, list[dict]] = {}
    for event in truth.activities:
        groups.setdefault((event["province"], event["district"], event["activity_type"]), []).append(event)
    summed = [
        {"province": province, "district": district, "activity_type": kind, "status": "completed"}
        | {name: sum(event[name] for event in events) for name in SUMMED}
        for (province, district, kind), events in sorted(groups.items())
    ]
    plan = _plan("activities", COUNTS, summed, language, definitions, variant=variant)
    return [_decorate(plan, truth, language, definitions)]


def _monthly_sheets(truth, language, definitions, variant):
    names = {
        "ru": "янв фев март апр май июнь июль авг сент окт нояб дек",
        "en": "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    }
    plans = []
    for month in sorted({event["date"].month for event in truth.activities}):
        own = [event for event in truth.activities if event["date"].month == month]
        name = names["en" if language == "en" else "ru"].split()[month - 1]
        plan = _plan("activities", LIST, own, language, definitions, variant=variant, name=name)
        plans.append(_decorate(plan, truth, language, definitions))
    return plans


def _agreed_form(truth, language, definitions, variant):
    cover = SheetPlan(f"0_{SHEETS['cover'][language]}", "cover", (), [], [], [])
    cover.titles = [
        TITLES[language][0],
        f"{VALUES['organization'][language]}: {truth.organization}",
        f"{VALUES['period'][language]}: {truth.period}",
    ]
    plans = [cover]
    tables = {"activities": WIDE, **LOGS}
    for number, (table, fields) in enumerate(tables.items(), 1):
        if not getattr(truth, table):
            continue
        plan = _plan(
            table,
            fields,
            getattr(truth, table),
            language,
            definitions,
            name=f"{number}_{SHEETS[table][language]}",
        )
        plan.titles = [SHEETS[table][language]]
        plan.headers = [[MACHINE_NAMES.get(f, f) for f in fields], *plan.headers, ["…" for _ in fields]]
        plan.hides_first_header = True
        plans.append(plan)
    return plans


LAYOUTS = {
    "bare list": _bare_list,
    "two-level list": _two_level_list,
    "wide list": _wide_list,
    "shuffled list": _shuffled_list,
    "trilingual list": _trilingual_list,
    "block list": _block_list,
    "monthly sheets": _monthly_sheets,
    "agreed form": _agreed_form,
    "csv": _bare_list,
    "place in one column": _placed_list,
    "sections": _sectioned_list,
    "counts by kind": _counts_by_kind,
}


def plan_report(
    layout: str, truth: Truth, language: str, definitions, chance: random.Random
) -> list[SheetPlan]:
    """Plan the sheets of a report."""
    return LAYOUTS[layout](truth, language, definitions, chance.randrange(3))


def plan_case_file(truth: Truth, language: str, definitions) -> list[SheetPlan]:
    """Plan the file in which an organization that does not use the agreed form keeps its cases, calls and meetings."""
    plans = []
    for table, fields in LOGS.items():
        if getattr(truth, table):
            plan = _plan(table, fields, getattr(truth, table), language, definitions)
            plans.append(_decorate(plan, truth, language, definitions))
            plans[-1].total = ""
    return plans
