"""Disclosure control: counts -> the same counts with small ones hidden, and the proof that they are."""

from ctip_analysis.disclosure.explaining import explain
from ctip_analysis.disclosure.proof import ProtectedValues, require_protected
from ctip_analysis.disclosure.protecting import protect
from ctip_analysis.disclosure.tables import ProtectedTables, protect_tables
from ctip_analysis.disclosure.verifying import verify_audit

__all__ = [
    "ProtectedTables",
    "ProtectedValues",
    "explain",
    "protect",
    "protect_tables",
    "require_protected",
    "verify_audit",
]
