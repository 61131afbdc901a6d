"""Files that say the same: the same bytes twice, or most rows of a report once more."""

import pandas as pd

__all__ = ["find_copies", "find_superseded"]

WHAT_MAKES_AN_EVENT = ["period", "province", "date", "activity_type", "n_events", "participants_total"]


def find_copies(files: pd.DataFrame) -> dict[str, str]:
    """Give, for each file whose bytes came before, the first file with the same bytes.

    Parameters
    ----------
    files : pandas.DataFrame
        Columns file, sha256, in the order of reading.

    Examples
    --------
    >>> import pandas as pd
    >>> find_copies(pd.DataFrame({"file": ["a.xlsx", "b.xlsx"], "sha256": ["1f", "1f"]}))
    {'b.xlsx': 'a.xlsx'}
    """
    first = files.groupby("sha256", sort=False)["file"].transform("first")
    is_copy = first.ne(files["file"])
    return dict(zip(files.loc[is_copy, "file"], first[is_copy], strict=True))


def find_superseded(activities: pd.DataFrame) -> dict[str, str]:
    """Give, for each file most of whose events stand in another of the same organization, that other file.

    The longer report is kept; of two equally long ones the one whose name sorts last, which is how people name
    a second version ("отчет.xlsx", "отчет_испр.xlsx"). The choice is raised as an issue (P02).

    Parameters
    ----------
    activities : pandas.DataFrame
    """
    superseded: dict[str, str] = {}
    for _, own in activities.groupby("organization"):
        events = {
            file: pd.util.hash_pandas_object(group[WHAT_MAKES_AN_EVENT].astype(str), index=False)
            for file, group in own.groupby("source_file")
        }
        ranked = sorted(events, key=lambda file: (len(events[file]), file), reverse=True)
        for place, file in enumerate(ranked):
            for better in ranked[:place]:
                if better not in superseded and events[file].isin(set(events[better])).mean() > 0.5:
                    superseded[file] = better
                    break
    return superseded
