"""Where a record's fields stand, so that a check can name the cell."""

import re

__all__ = ["Spots"]

ROW_OF_CELL = re.compile(r"\d+")


class Spots:
    """The columns of the fields of every sheet, ready to look up."""

    def __init__(self, records):
        self._columns: dict[tuple[str, str, str], list[tuple[int, int, str]]] = {}
        names = ("source_file", "source_sheet", "field", "first_row", "last_row", "column")
        for file, sheet, field, first, last, column in zip(
            *(records.spots[name] for name in names), strict=True
        ):
            self._columns.setdefault((file, sheet, field), []).append((first, last, column))

    def cell(self, record: dict, *fields: str) -> str:
        """Give the cell of the first of some fields that its sheet has, else the row ("14:14")."""
        row = int(record["source_row"])
        for field in fields:
            for first, last, column in self._columns.get(
                (record["source_file"], record["source_sheet"], field), ()
            ):
                if first <= row <= last:
                    return f"{column}{row}"
        return f"{row}:{row}"

    def place(self, record: dict, *fields: str) -> dict:
        """Give the place of an issue about a record."""
        return {
            "organization": record["organization"],
            "file": record["source_file"],
            "sheet": record["source_sheet"],
            "cell": self.cell(record, *fields),
        }
