"""What the tables of a file give: records, and issues with their place."""

import hashlib
from dataclasses import dataclass, field

from ctip_analysis.cleaning.labels import Vocabulary
from ctip_analysis.cleaning.submissions import Sender
from ctip_analysis.definitions import make_issue

__all__ = ["Harvest", "Place"]


@dataclass(frozen=True)
class Place:
    """Where a table stands, who sent it, and the words to read it with."""

    file: str
    sheet: str
    sha256: str
    sender: Sender
    vocabulary: Vocabulary
    language: str

    def name_activity(self, row: int, part: str = "") -> str:
        """Name an activity by its content's place, so that the name is the same in every run."""
        seed = f"{self.sha256}|{self.sheet}|{row}|{part}"
        return hashlib.blake2s(seed.encode(), digest_size=6).hexdigest()

    def source(self, row: int) -> dict:
        """Give the columns by which a record leads back to its row."""
        return {"source_file": self.file, "source_sheet": self.sheet, "source_row": row}


@dataclass
class Harvest:
    """Records and issues, gathered table by table."""

    activities: list[dict] = field(default_factory=list)
    participants: list[dict] = field(default_factory=list)
    figures: list[dict] = field(default_factory=list)
    issues: list[dict] = field(default_factory=list)

    def raise_issue(
        self, place: Place, rule: str, *, cell: str = "", case: str = "", text: str = "", **parts
    ) -> None:
        """Add an issue at a cell ("C14") or a row ("14:14") of the place's sheet."""
        where = {
            "organization": place.sender.organization,
            "file": place.file,
            "sheet": place.sheet,
            "cell": cell,
            "text": text,
        }
        definitions = place.vocabulary.definitions
        self.issues.append(
            make_issue(definitions, rule, case=case, language=place.language, place=where, **parts)
        )
