"""Disclosure control: counts -> the same counts with small ones hidden, and the proof that they are."""

from ctip_analysis.disclosure.proof import ProtectedValues, require_protected
from ctip_analysis.disclosure.values import protect_values

__all__ = ["ProtectedValues", "protect_values", "require_protected"]
