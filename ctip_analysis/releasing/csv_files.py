"""Write frames as the contract's CSV: UTF-8 with a mark, comma, dot decimals, ISO dates, the same bytes each time."""

from pathlib import Path

import pandas as pd

__all__ = ["write_csv"]


def write_csv(frame: pd.DataFrame, path: Path) -> None:
    """Write a frame; whole numbers stand without a decimal point, what is missing stays empty.

    Parameters
    ----------
    frame : pandas.DataFrame
    path : Path
        Its folder is made where it does not exist.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    frame.to_csv(path, index=False, encoding="utf-8-sig", float_format="%.12g", lineterminator="\n")
