"""The audit as a file: in full inside, and what may be sent of it with a release."""

import json
from pathlib import Path

__all__ = ["write_audit"]


def write_audit(audit: dict, path: Path) -> None:
    """Write an audit as JSON that people can read, the same bytes for the same audit."""
    text = json.dumps(audit, indent=1, sort_keys=True, ensure_ascii=False) + "\n"
    path.write_text(text, encoding="utf-8", newline="\n")
