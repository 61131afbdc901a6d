"""Synthetic reports with their truth: what arrives in practice, made up, the same from the same seed."""

from ctip_analysis.examples.writing import example_reports, write_example_reports

__all__ = ["example_reports", "write_example_reports"]
