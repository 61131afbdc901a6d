"""Records to issues: each rule is one function, its words one row of ``rules.csv``. Nothing is changed here."""

from ctip_analysis.checking.checks import check

__all__ = ["check"]
