"""Protect tables of growing size and attack what comes out: hidden cells against the bound, seconds against a reference.

    python benchmarks/disclosure.py [150 1000 ...]

The reference is one sort of a million numbers in the same run, so that runs on different machines compare.
"""

import sys
import time

import numpy as np
import pandas as pd

import ctip_analysis as ctip

SHAPES = {60: (9, 5), 150: (14, 9), 125: (4, 4, 4), 1000: (9, 9, 9), 15000: (24, 24, 23)}


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
    """Time one sort of a million numbers."""
    numbers = np.random.default_rng(0).random(1_000_000)
    start = time.process_time()
    np.sort(numbers)
    return time.process_time() - start


def main():
    reference = time_reference()
    print("cells  hidden  bound  hidden/bound  seconds  sorts of a million")
    for size in [int(argument) for argument in sys.argv[1:]] or [60, 150, 125, 1000]:
        tables, dimensions = make_table(SHAPES[size])
        start = time.process_time()
        protected = ctip.protect_tables(tables, dimensions, value="n")
        seconds = time.process_time() - start
        ctip.verify_audit(protected)
        cost, bound = protected.audit["cost"], protected.audit["bound"]
        print(
            f"{len(tables['t']):5d}  {cost:6.0f}  {bound:5.0f}  {cost / max(bound, 1):12.3f}  {seconds:7.2f}"
            f"  {seconds / reference:8.0f}"
        )


if __name__ == "__main__":
    main()
