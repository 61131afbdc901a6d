"""Labelled cells to records: the meaning of what was read, with an account for every row."""

from ctip_analysis.cleaning.records import Records, clean

__all__ = ["Records", "clean"]
