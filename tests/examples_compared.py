"""Compare records with the truth of the synthetic reports, field by field, row by row."""

import pandas as pd

FIELDS = {
    "activities": {
        "province": "province", "district": "district", "activity_type": "activity_type", "n_events": "n_events",
        "participants_total": "total", "materials_n": "materials_n", "date": "date", "status": "status",
    },
    "cases": {"opened": "opened", "sex": "sex", "province_origin": "province_origin", "exploitation": "exploitation",
              "country_exploitation": "country_exploitation", "trafficking_status": "trafficking_status",
              "decided_by": "decided_by", "case_status": "case_status"},
    "services": {"service_type": "service_type", "start": "start"},
    "partnerships": {"kind": "kind", "date": "date", "province": "province", "decisions_n": "decisions_n",
                     "decisions_done_n": "decisions_done_n"},
    "proceedings": {"article": "article", "stage": "stage", "date": "date", "persons_n": "persons_n"},
}  # fmt: skip


def read_truth(folder, table):
    path = folder.parent / f"{folder.name}-truth" / f"{table}.csv"
    return pd.read_csv(path, dtype=str, keep_default_na=False) if path.exists() else pd.DataFrame()


def key_of(frame, file, sheet, row):
    return list(zip(frame[file], frame[sheet], frame[row].astype(int), strict=True))


def find_differences(records, folder):
    """List (table, file, sheet, row, field) where a record is not the truth; field is "" where the record is missing."""
    differences = []
    for table, fields in FIELDS.items():
        truth = read_truth(folder, table)
        if truth.empty:
            continue
        found = getattr(records, table)
        own = dict(
            zip(
                key_of(found, "source_file", "source_sheet", "source_row"),
                found.to_dict("records"),
                strict=True,
            )
        )
        for key, row in zip(key_of(truth, "file", "sheet", "row"), truth.to_dict("records"), strict=True):
            record = own.get(key)
            if record is None:
                differences.append((table, *key, ""))
                continue
            for field, name in fields.items():
                if name in row and spell(record[field]) != spell(row[name]):
                    if (field, name) == ("district", "district") and not record[field]:
                        continue  # layouts without a column of districts
                    if field == "materials_n" and pd.isna(record[field]):
                        continue  # layouts without a column of materials
                    differences.append((table, *key, field))
    return differences + find_people_differences(records, folder)


def find_people_differences(records, folder):
    """The same for women and men, which stand on rows of their own."""
    truth = read_truth(folder, "activities")
    own = {}
    for key, sex, n in zip(
        key_of(records.participants, "source_file", "source_sheet", "source_row"),
        records.participants["sex"],
        records.participants["n"],
        strict=True,
    ):
        own[key, sex] = n
    return [
        ("participants", *key, sex)
        for sex in ("female", "male")
        for key, n in zip(key_of(truth, "file", "sheet", "row"), truth[sex], strict=True)
        if spell(own.get((key, sex))) != spell(n)
    ]


def spell(value):
    if value is None or value is pd.NA or (isinstance(value, float) and pd.isna(value)):
        return ""
    text = str(value)
    return text.removesuffix(".0").removesuffix(" 00:00:00")
