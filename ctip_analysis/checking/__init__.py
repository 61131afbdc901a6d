"""Records to issues: each rule is one function, its words one row of ``rules.csv``. Nothing is changed here."""

from ctip_analysis.checking.checks import check
from ctip_analysis.checking.letters import list_letters

__all__ = ["check", "list_letters"]
