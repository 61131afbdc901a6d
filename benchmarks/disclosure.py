"""Protect tables of growing size and attack what comes out: hidden cells against the bound, seconds against a reference.

    python benchmarks/disclosure.py [60 150 125 1000 ...] [--optimal] [--attack]

The reference is one sort of a million numbers in the same run, so that runs on different machines compare. With
--attack a reader of separate code (tests/attacker.py: an integer program for each small count and side) tries to learn
something; where pytauargus is installed (by hand: it is no dependency), the same tables go through it too, and the same
reader attacks both. pytauargus knows no threshold that a hidden count must still be able to reach: its rule for
frequencies is a least count and a range of some percent around the cell.
"""

import argparse
import contextlib
import importlib.util
import os
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
import pandas as pd

import ctip_analysis as ctip

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))

from attacker import attack, list_cells

SHAPES = {60: (9, 5), 150: (14, 9), 125: (4, 4, 4), 1000: (9, 9, 9), 15000: (24, 24, 23)}
#: A least count of 11, and a range of 20 percent.
RULE = "FREQ(11,20)"


def make_table(sizes, seed=0, mean=25):
    """Make a complete table of made-up counts with all its totals."""
    rng = np.random.default_rng(seed)
    counts = rng.negative_binomial(0.6, 0.6 / (0.6 + mean), size=sizes)
    counts[rng.random(sizes) < 0.3] = 0
    for axis in range(len(sizes)):
        counts = np.concatenate([counts.sum(axis=axis, keepdims=True), counts], axis=axis)
    members = [["total", *(f"m{place:02d}" for place in range(size))] for size in sizes]
    names = [f"d{axis}" for axis in range(len(sizes))]
    rows = pd.MultiIndex.from_product(members, names=names).to_frame(index=False)
    dimensions = {name: {"total": own[1:]} for name, own in zip(names, members, strict=True)}
    return {"t": rows.assign(n=counts.ravel())}, dimensions


def time_reference():
    """Time one sort of a million numbers, the best of three."""
    numbers, seconds = np.random.default_rng(0).random(1_000_000), []
    for _ in range(3):
        start = time.process_time()
        np.sort(numbers)
        seconds.append(time.process_time() - start)
    return min(seconds)


@contextlib.contextmanager
def silence():
    """Send what a compiled library prints nowhere."""
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    try:
        yield
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)


def protect_with_pytauargus(table, dimensions):
    """Protect one table with pytauargus, person by person; the same rows with a status and the hidden counts missing."""
    import pytauargus

    names = list(dimensions)
    inner = table[(table[names] != "total").all(axis=1)]
    people = inner.loc[inner.index.repeat(inner["n"]), names].assign(one=1)
    # Its solver writes logs where it runs.
    with tempfile.TemporaryDirectory() as folder, contextlib.chdir(folder), silence():
        found = pytauargus.protect(people, [names], "one", safety_rules=RULE, suppress="OPT(1)").tables[0]
    hidden = {
        tuple("total" if row[name] in ("", "Total") else row[name] for name in names)
        for row in found.rows
        if row["status"] in ("U", "M")
    }
    is_hidden = np.array([key in hidden for key in table[names].itertuples(index=False, name=None)])
    return table.assign(n=table["n"].where(~is_hidden), status=np.where(is_hidden, "suppressed", "shown"))


def tell_attack(tables, released, dimensions):
    """Attack a release: hidden cells, small counts recovered, and narrowed below the threshold."""
    cells, base = list_cells(tables, {"t": released}, dimensions)
    learnt = attack(cells, len(base["of"]))
    exact = sum(len(one) == 3 or abs(one[2] - one[3]) < 0.5 for one in learnt)
    return f"hidden {int(released['status'].eq('suppressed').sum())}, exactly recovered {exact}, narrowed {len(learnt) - exact}"


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("sizes", nargs="*", type=int, default=[60, 150, 125, 1000])
    parser.add_argument("--optimal", action="store_true", help="search until no cheaper pattern is left")
    parser.add_argument("--attack", action="store_true", help="attack what comes out")
    given = parser.parse_args()
    reference = time_reference()
    print("cells  hidden  bound  hidden/bound  seconds  sorts of a million")
    for size in given.sizes:
        tables, dimensions = make_table(SHAPES[size])
        start = time.process_time()
        protected = ctip.protect_tables(tables, dimensions, value="n", optimal=given.optimal)
        seconds = time.process_time() - start
        ctip.verify_audit(protected)
        cost, bound = protected.audit["cost"], protected.audit["bound"]
        print(
            f"{len(tables['t']):5d}  {cost:6.0f}  {bound:5.0f}  {cost / max(bound, 1):12.3f}  {seconds:7.2f}"
            f"  {seconds / reference:8.0f}"
        )
        if given.attack:
            print(f"       ctip_analysis: {tell_attack(tables, protected.tables['t'], dimensions)}")
        if given.attack and importlib.util.find_spec("pytauargus"):
            start = time.process_time()
            released = protect_with_pytauargus(tables["t"], dimensions)
            seconds = time.process_time() - start
            print(f"       pytauargus: {tell_attack(tables, released, dimensions)}, {seconds:.2f} seconds")


if __name__ == "__main__":
    main()
