"""``python -m ctip_analysis`` is the command ``ctip``."""

from ctip_analysis.cli import main

main()
