"""What people do to reports: one function a kind of error, planted into a row before it is written."""

import datetime as dt
import random
from dataclasses import dataclass

from ctip_analysis.definitions import describe_unit
from ctip_analysis.examples.layouts import SheetPlan
from ctip_analysis.examples.wording import KINDS, VALUES

__all__ = ["Planted", "plant_errors"]

NAMES = ("Асанова Айгуль", "Бекова Нургуль", "Токтогулова Бермет")


@dataclass(frozen=True)
class Planted:
    """An error: its kind, the rule that should find it, and the row and field where it stands."""

    kind: str
    rule: str
    table: str
    row: int
    field: str


def _impossible_date(row, truth, words):
    row["date"] = f"31.{'06' if truth['date'].month > 3 else '02'}.{truth['date'].year}"
    return "date", "F04"


def _year_far_off(row, truth, words):
    row["date"] = dt.date(2081, truth["date"].month, min(truth["date"].day, 28))
    return "date", "F04"


def _day_or_month(row, truth, words):
    if truth["date"].day > 12 or truth["date"].day == truth["date"].month:
        return None
    row["date"] = f"{truth['date'].day}/{truth['date'].month}/{truth['date'].year % 100}"
    return "date", "F04"


def _neighboring_quarter(row, truth, words):
    row["date"] = truth["date"] + dt.timedelta(days=92)
    return "date", "F04"


def _letter_for_zero(row, truth, words):
    if truth["total"] % 10 != 0:
        return None
    row["total"] = f"{truth['total'] // 10}О"
    return "total", "F07"


def _number_with_unit(row, truth, words):
    row["total"] = f"{truth['total']} {words('people')}"
    return "total", "F07"


def _estimate(row, truth, words):
    row["total"] = words("about").format(n=truth["total"])
    return "total", "F05"


def _range(row, truth, words):
    row["total"] = f"{truth['total'] - 5}-{truth['total'] + 5}"
    return "total", "F05"


def _percent(row, truth, words):
    row["female"] = "55%"
    return "female", "F05"


def _half_a_person(row, truth, words):
    row["male"] = truth["male"] + 0.5
    return "male", "F05"


def _negative(row, truth, words):
    row["male"] = -truth["male"] - 1
    return "male", "F05"


def _total_too_small(row, truth, words):
    row["total"] = truth["female"] + truth["male"] - 3
    return "total", "R01"


def _total_too_large(row, truth, words):
    row["total"] = truth["total"] + 7
    return "total", "R01"


def _uneven_ages(row, truth, words):
    if "29_59" not in row:
        return None
    row["29_59"] = truth["29_59"] + 9
    return "child", "R02"


def _unknown_place(row, truth, words):
    row["province"] = words("nowhere")
    if "district" in row:
        row["district"] = None
    return "province", "F03"


def _bare_osh(row, truth, words):
    if truth["province"] not in ("KG-O", "KG-GO") or not words("is_two_oshes"):
        return None
    row["province"] = words("osh")
    if "district" in row:
        row["district"] = None
    return "province", "F03"


def _wrong_district(row, truth, words):
    if not row.get("district") or truth["province"] == "KG-T":
        return None
    row["district"] = words("district_of_talas")
    return "district", "R10"


def _unknown_type(row, truth, words):
    row["activity_type"] = words("parade")
    return "activity_type", "F06"


def _several_numbers(row, truth, words):
    if "total" not in row or row.get("18_28") is not None:
        return None
    row["total"] = f"{truth['total']} ({truth['female']} {words('women')})"
    row["female"] = row["male"] = None
    return "total", "F05"


def _month_for_a_date(row, truth, words):
    if "date_end" in row:
        row["date_end"] = None
    row["date"] = f"{truth['date'].month:02d}.{truth['date'].year}"
    return "date", "F04"


def _number_of_pieces(row, truth, words):
    if not row.get("materials_n"):
        return None
    row["materials_n"] = f"{truth['materials_n']} {words('pieces')}"
    return "materials_n", "F07"


def _telephone_in_note(row, truth, words):
    if "note" not in row:
        return None
    row["note"] = "0555 12-34-56"
    return "note", "F11"


def _name_in_note(row, truth, words):
    if "note" not in row:
        return None
    row["note"] = words("name")
    return "note", "F11"


def _planned_with_people(row, truth, words):
    if "status" not in row:
        return None
    row["status"] = words("planned")
    return "status", "R08"


def _ends_before_it_begins(row, truth, words):
    if "date_end" not in row:
        return None
    row["date_end"] = truth["date"] - dt.timedelta(days=2)
    return "date_end", "R07"


def _more_passed_than_tested(row, truth, words):
    if "post_test_n" not in row:
        return None
    row["post_test_n"], row["post_test_pass_n"] = 10, 12
    return "post_test_pass_n", "R09"


def _audience_as_participants(row, truth, words):
    row["activity_type"] = words("media")
    row["total"], row["female"], row["male"] = 5000, None, None
    for name in ("child", "18_28", "29_59"):
        if name in row:
            row[name] = None
    return "total", "R06"


KINDS_OF_ERROR = {
    "impossible date": _impossible_date,
    "year far off": _year_far_off,
    "day or month first": _day_or_month,
    "neighboring quarter": _neighboring_quarter,
    "letter for zero": _letter_for_zero,
    "number with its unit": _number_with_unit,
    "estimate": _estimate,
    "range": _range,
    "percent": _percent,
    "half a person": _half_a_person,
    "negative number": _negative,
    "total too small": _total_too_small,
    "total too large": _total_too_large,
    "uneven ages": _uneven_ages,
    "unknown place": _unknown_place,
    "bare Osh": _bare_osh,
    "district of another province": _wrong_district,
    "unknown type": _unknown_type,
    "several numbers": _several_numbers,
    "month for a date": _month_for_a_date,
    "pieces": _number_of_pieces,
    "telephone": _telephone_in_note,
    "name": _name_in_note,
    "planned with participants": _planned_with_people,
    "ends before it begins": _ends_before_it_begins,
    "more passed than tested": _more_passed_than_tested,
    "audience as participants": _audience_as_participants,
}


def plant_errors(
    plan: SheetPlan, chance: random.Random, rate: float, *, language: str, organization: str, definitions
) -> list[Planted]:
    """Spoil some rows of a sheet of activities, one error a row.

    Parameters
    ----------
    plan : SheetPlan
        Its rows are changed.
    chance : random.Random
    rate : float
        From 0 to 1: the share of rows that are spoiled.
    language, organization : str
    definitions : Definitions
    """
    if plan.table != "activities" or plan.block or plan.section or "date" not in plan.fields:
        return []
    own = definitions.organizations.set_index("organization")["provinces"][organization].split(";")
    talas = definitions.districts.query("province == 'KG-T' and kind == 'rayon'")[f"name_{language}"].iloc[0]

    def words(key: str):
        special = {
            "is_two_oshes": {"KG-O", "KG-GO"} <= set(own),
            "district_of_talas": talas,
            "name": chance.choice(NAMES),
            "media": KINDS["media"][language],
            "nowhere_unit": describe_unit(definitions, own[0], language),
        }
        return special[key] if key in special else VALUES[key][language]

    planted = []
    for number, (row, truth) in enumerate(zip(plan.rows, plan.truths, strict=True)):
        if chance.random() >= rate:
            continue
        kind = chance.choice(sorted(KINDS_OF_ERROR))
        found = KINDS_OF_ERROR[kind](row, truth, words)
        # What has no column in this layout cannot be spoiled.
        if found and found[0] in plan.fields:
            planted.append(Planted(kind, found[1], plan.table, number, found[0]))
            plan.total = ""
    return planted
