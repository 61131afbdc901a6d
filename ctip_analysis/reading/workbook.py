# TEMPORARY stand-in, replaced by the real reader
import hashlib, re
from dataclasses import dataclass
from pathlib import Path
import pandas as pd, openpyxl
from ctip_analysis.frames import *


@dataclass
class Workbook:
    file: str
    format: str
    sha256: str
    cells: object
    tables: object
    rows: object
    problems: object


def parse(v):
    if v is None:
        return None
    if hasattr(v, "isoformat"):
        return v.date().isoformat(), v.date().isoformat(), "reported"
    if isinstance(v, (int, float)):
        return v, f"{v:g}", "reported"
    t = v.strip()
    if t in ("-", "–"):
        return None, t, "nil"
    if m := re.fullmatch(r"(\d\d)\.(\d\d)\.(\d{4})", t):
        return f"{m[3]}-{m[2]}-{m[1]}", t, "reported"
    if re.fullmatch(r"\d[\d\xa0 ]*", t):
        return int(re.sub(r"\D", "", t)), t, "reported"
    if m := re.fullmatch(r"(около|about|болжол менен) (\d+)", t):
        return int(m[2]), t, "estimated"
    return t, t, "reported"


def read_workbook(path, *, name=None):
    raw = Path(path).read_bytes()
    name = name or Path(path).name
    E = lambda c: pd.DataFrame(columns=list(c))
    try:
        wb = openpyxl.load_workbook(path, data_only=True)
    except Exception:
        return Workbook(
            name,
            "",
            hashlib.sha256(raw).hexdigest(),
            E(CELL_COLUMNS),
            E(TABLE_COLUMNS),
            E(ROW_COLUMNS),
            pd.DataFrame(
                [
                    (
                        name,
                        "",
                        "",
                        "not_a_workbook",
                        "blocking",
                        "This file is not a workbook.",
                        "Send an xlsx.",
                    )
                ],
                columns=list(PROBLEM_COLUMNS),
            ),
        )
    ws = wb.active
    for r in list(ws.merged_cells.ranges):
        v = ws.cell(r.min_row, r.min_col).value
        ws.unmerge_cells(str(r))
        for row in ws.iter_rows(min_row=r.min_row, max_row=r.max_row, min_col=r.min_col, max_col=r.max_col):
            for c in row:
                c.value = v
    g = [[c.value for c in r] for r in ws.iter_rows()]
    h = next((i for i, r in enumerate(g) if sum(x is not None for x in r) >= 4), None)
    if h is None:
        return Workbook(
            name,
            "xlsx",
            hashlib.sha256(raw).hexdigest(),
            E(CELL_COLUMNS),
            E(TABLE_COLUMNS),
            E(ROW_COLUMNS),
            E(PROBLEM_COLUMNS),
        )
    two = g[h][0] == g[h + 1][0]
    hr = (h + 1, h + 2) if two else (h + 1,)
    stat = any(isinstance(x, (int, float)) for x in g[h])
    lab = 3 if stat else 2 if two else 0
    cells = []
    rows = []
    sec = ()
    for i, r in enumerate(g, 1):
        n = sum(x is not None for x in r)
        k = "blank" if n == 0 else "title" if i < hr[0] else "header" if i in hr else "data"
        if k == "data" and lab == 3 and all(x is None for x in r[3:]):
            k = "section"
            sec = tuple(x.strip() for x in r[:3] if x)
        if k == "data" and any(x in ("Итого", "Total", "Жыйынтыгы") for x in r[:2]):
            k = "total"
        if k == "data" and n == 1:
            k = "note"
        rows.append((name, ws.title, 0, i, k))
        if k in ("data", "total"):
            for j, x in enumerate(r[lab:], lab + 1):
                p = parse(x)
                if p is None:
                    continue
                cells.append(
                    (
                        name,
                        ws.title,
                        0,
                        i,
                        j,
                        f"{openpyxl.utils.get_column_letter(j)}{i}",
                        *p,
                        tuple((x or "").strip() for x in r[:lab]),
                        tuple(str(g[q - 1][j - 1]) for q in hr if g[q - 1][j - 1] is not None),
                        sec,
                    )
                )
    t = [
        (
            name,
            ws.title,
            0,
            "A1",
            hr,
            tuple("ABC"[:lab]),
            lab == 0,
            tuple(str(x) for r in g[:h] for x in r if x),
            (),
        )
    ]
    return Workbook(
        name,
        "xlsx",
        hashlib.sha256(raw).hexdigest(),
        pd.DataFrame(cells, columns=list(CELL_COLUMNS)).astype({"value": object}),
        pd.DataFrame(t, columns=list(TABLE_COLUMNS)),
        pd.DataFrame(rows, columns=list(ROW_COLUMNS)),
        E(PROBLEM_COLUMNS),
    )


def draw_inspection(*a):
    pass


def inspection_document(*a):
    pass
