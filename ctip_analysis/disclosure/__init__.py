"""Disclosure control: counts -> the same counts with small ones hidden, and the proof that they are."""

from ctip_analysis.disclosure.annex_file import pack_annex, read_annex
from ctip_analysis.disclosure.auditing_record import hash_witnesses, publish_audit
from ctip_analysis.disclosure.explaining import explain
from ctip_analysis.disclosure.proof import ProtectedValues, require_protected
from ctip_analysis.disclosure.protecting import protect
from ctip_analysis.disclosure.tables import ProtectedTables, protect_tables
from ctip_analysis.disclosure.verifying import verify_audit
from ctip_analysis.disclosure.wording import describe_protection

__all__ = [
    "ProtectedTables",
    "ProtectedValues",
    "describe_protection",
    "explain",
    "hash_witnesses",
    "pack_annex",
    "protect",
    "protect_tables",
    "publish_audit",
    "read_annex",
    "require_protected",
    "verify_audit",
]
