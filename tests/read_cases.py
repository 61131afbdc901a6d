"""A table written out by hand, read, and compared with what a person reads in it."""

from written_files import write_xlsx

import ctip_analysis as ctip


def check_case(tmp_path, rows, merges, tables, expected, *, problems=()):
    """Write rows and merges, and compare what is read.

    ``tables`` tells of each table its header rows, its label columns and its rows of data; ``expected`` of some cells
    the header cells above, the labels of the row and the sections.
    """
    workbook = ctip.read_workbook(write_xlsx(tmp_path / "a.xlsx", rows, merges=merges))
    assert workbook.problems["code"].tolist() == list(problems)
    data = workbook.rows[workbook.rows["kind"].eq("data")].groupby("table")["row"].agg(list)
    found = zip(workbook.tables["header_rows"], workbook.tables["label_columns"], data, strict=True)
    assert [(list(header), list(labels), body) for header, labels, body in found] == tables
    cells = workbook.cells.set_index("cell")[["column_labels", "row_labels", "sections"]]
    for cell, parts in expected.items():
        assert tuple(map(list, cells.loc[cell])) == parts, cell
    return workbook
