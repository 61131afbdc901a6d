"""From rows to frames: changes of earlier reports, cases that came again, joint events, free texts without names."""

from dataclasses import replace

import pandas as pd

from ctip_analysis.cleaning.harvest import Harvest, Place, Tools
from ctip_analysis.cleaning.joining import find_joint_events, find_repeats, join_events
from ctip_analysis.cleaning.personal import PersonalData
from ctip_analysis.definitions import fold_softly, make_issue, period_bounds
from ctip_analysis.frames import RECORD_COLUMNS

__all__ = ["apply_changes", "drop_repeated_cases", "fill_services", "join_and_ask", "make_frames"]

WHOLE_NUMBERS = {
    "n_events", "participants_total", "materials_n", "post_test_n", "post_test_pass_n", "n", "first_time_n", "nights",
    "persons_n", "victims_n", "victims_represented_n", "decisions_n", "decisions_due_n", "decisions_done_n",
    "calls_total", "calls_relevant", "referred_n", "beds", "bed_days", "source_row",
}  # fmt: skip
AMOUNTS = {
    "value",
    "budget_kgs",
    "amount_kgs",
    "compensation_claimed_kgs",
    "compensation_awarded_kgs",
    "compensation_paid_kgs",
}
FREE_TEXTS = ("partners", "donor", "plan_measure", "measure_label", "category", "category_of")
DISCARDED = ("duplicate", "superseded")
COUNTED_ELSEWHERE = "joint"


def _drop_rows(harvest: Harvest, dropped: set[tuple[str, str, int]]) -> None:
    for table, rows in harvest.tables.items():
        harvest.tables[table] = [
            row for row in rows if (row["source_file"], row["source_sheet"], row["source_row"]) not in dropped
        ]


def apply_changes(harvest: Harvest, fates: dict[str, str]) -> None:
    """Apply the rows of the sheets of changes: delete and update drop an earlier report's row; each is said (P08)."""
    senders = {
        (row["source_file"], row["source_sheet"], row["source_row"]): (row["organization"], row["period"])
        for rows in harvest.tables.values()
        for row in rows
    }
    dropped: set[tuple[str, str, int]] = set()
    for change in harvest.changes:
        place = change["place"]
        if fates.get(place.file) in DISCARDED:
            continue
        cell = f"{change['row']}:{change['row']}"
        earlier = [
            spot
            for spot, code in harvest.row_codes.items()
            if spot[0] != place.file
            and code == change["row_code"]
            and senders.get(spot, ("", ""))[0] == place.sender.organization
            and senders.get(spot, ("", ""))[1] == change["period"]
            and fates.get(spot[0]) not in DISCARDED
        ]
        is_renewed = any(
            spot[0] == place.file and code == change["row_code"] for spot, code in harvest.row_codes.items()
        )
        needs_earlier = change["action"] in ("update", "delete")
        if (needs_earlier and len(earlier) != 1) or (change["action"] == "update" and not is_renewed):
            harvest.raise_issue(place, "P08", case="unmatched", cell=cell)
            continue
        if needs_earlier:
            dropped.add(earlier[0])
        harvest.raise_issue(place, "P08", cell=cell, period=change["period"])
    if dropped:
        _drop_rows(harvest, dropped)


def drop_repeated_cases(harvest: Harvest, fates: dict[str, str], places: dict[str, Place]) -> None:
    """Keep of a case that stands in several rows of an organization the one of the latest report; the others are said.

    Parameters
    ----------
    harvest : Harvest
    fates : dict
    places : dict of str to Place
        Each file's, with its sender.
    """

    def lateness(row: dict) -> tuple:
        period = places[row["source_file"]].sender.period
        last = period_bounds(period)[1].isoformat() if period else ""
        return (last, row["closed"], row["source_file"], row["source_row"])

    latest: dict[tuple, dict] = {}
    for row in harvest.tables["cases"]:
        if fates.get(row["source_file"]) in DISCARDED or not row["case"]:
            continue
        key = (row["organization"], fold_softly(row["case"]))
        former = latest.get(key)
        if former is None or lateness(row) >= lateness(former):
            latest[key] = row
    kept = []
    for row in harvest.tables["cases"]:
        is_alone = fates.get(row["source_file"]) in DISCARDED or not row["case"]
        last = row if is_alone else latest[row["organization"], fold_softly(row["case"])]
        if last is row:
            kept.append(row)
            continue
        spot = (row["source_file"], row["source_sheet"], row["source_row"])
        harvest.noted.discard(spot)
        place = replace(places[row["source_file"]], sheet=row["source_sheet"])
        cell = f"{row['source_row']}:{row['source_row']}"
        harvest.raise_issue(place, "P08", case="repeated", cell=cell, other=last["source_file"])
    harvest.tables["cases"] = kept


def fill_services(harvest: Harvest) -> None:
    """Give services what their case says of province, sex and age, where they say nothing themselves."""
    cases = {
        (row["organization"], fold_softly(row["case"])): row for row in harvest.tables["cases"] if row["case"]
    }
    for row in harvest.tables["services"]:
        case = cases.get((row["organization"], fold_softly(row["case"])))
        for name in ("province", "sex", "age_group"):
            if case is not None and not row[name]:
                row[name] = case[name]
        row["sex"], row["age_group"] = row["sex"] or "unknown", row["age_group"] or "unknown"


def _frame(rows: list[dict], table: str, personal: PersonalData) -> pd.DataFrame:
    columns = list(RECORD_COLUMNS[table])
    frame = pd.DataFrame(rows, columns=columns)
    for column in columns:
        if column in WHOLE_NUMBERS:
            frame[column] = frame[column].astype("Int64")
        elif column in AMOUNTS:
            frame[column] = frame[column].astype("Float64")
        else:
            frame[column] = frame[column].fillna("").astype(str)
    for column in FREE_TEXTS:
        if column in frame and len(frame):
            frame[column] = frame[column].map(
                {text: personal.keep_text(text) for text in frame[column].unique()}
            )
    return frame.sort_values(["source_file", "source_sheet", "source_row"], kind="stable", ignore_index=True)


def make_frames(harvest: Harvest, fates: dict[str, str], personal: PersonalData) -> dict[str, pd.DataFrame]:
    """Make the tables of records of the files that count."""
    discarded = {file for file, fate in fates.items() if fate in DISCARDED}
    return {
        table: _frame([row for row in rows if row["source_file"] not in discarded], table, personal)
        for table, rows in harvest.tables.items()
    }


def join_and_ask(frames: dict[str, pd.DataFrame], harvest: Harvest, tools: Tools) -> dict[str, pd.DataFrame]:
    """Join the events that two organizations report alike, and ask about those that are only like each other (O01)."""
    activities = frames["activities"]
    if activities.empty:
        return frames
    keys = zip(activities["source_file"], activities["source_sheet"], activities["source_row"], strict=True)
    titles = pd.Series([fold_softly(harvest.titles.get(key, "")) for key in keys], index=activities.index)
    pairs = find_joint_events(activities, titles)
    joint = join_events(activities, pairs, tools.answers)
    definitions = tools.vocabulary.definitions
    for pair in pairs:
        one, other = activities.loc[pair.first], activities.loc[pair.second]
        for own, against in ((one, other), (other, one)):
            place = {
                "organization": own["organization"],
                "file": own["source_file"],
                "sheet": own["source_sheet"],
                "cell": f"{own['source_row']}:{own['source_row']}",
            }
            case = "joined" if joint[pair.first] else ""
            harvest.issues.append(
                make_issue(
                    definitions,
                    "O01",
                    case=case,
                    language=tools.language,
                    place=place,
                    other=against["organization"],
                )
            )
        if not pair.is_identical:
            subject = pair.subject(activities)
            harvest.questions.setdefault(
                ("joint_event", subject),
                {"question": "joint_event", "subject": subject, "organization": one["organization"], "file": one["source_file"],
                 "sheet": one["source_sheet"], "cell": f"{one['source_row']}:{one['source_row']}", "suggestion": "yes"},
            )  # fmt: skip
    repeats = find_repeats(activities, joint)
    activities = activities.assign(
        joint_event=joint, status=activities["status"].mask(repeats, COUNTED_ELSEWHERE)
    )
    named = activities.set_index("activity")
    participants = frames["participants"]
    return frames | {
        "activities": activities,
        "participants": participants.assign(
            joint_event=participants["activity"].map(named["joint_event"]).fillna(""),
            status=participants["activity"].map(named["status"]).fillna(participants["status"]),
        ),
    }
