"""Where a record's fields stand, so that a check can name the cell."""

__all__ = ["Spots"]


class Spots:
    """The columns of the fields of every sheet, ready to look up."""

    def __init__(self, records):
        self._columns = records.columns_of_fields

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
