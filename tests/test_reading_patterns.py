"""Twenty-five patterns of headers and labels, each with what a person would say of its cells.

The patterns are those of the worked examples of unpivotr (github.com/nacnudus/unpivotr, MIT), written anew.
"""

import datetime as dt

import pytest
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Border, Side
from written_files import write_xlsx

import ctip_analysis as ctip

THIN = Side(style="thin")
PIVOT = [
    [],
    [None, None, None, "Female", None, "Male", None],
    [None, None, None, "Matilda", "Olivia", "Nicholas", "Paul"],
    [None, "Humanities", "Classics", 1, 2, 3, 0],
    [None, None, "History", 3, 4, 5, 1],
    [None, "Performance", "Music", 5, 6, 9, 2],
    [None, None, "Drama", 7, 8, 12, 3],
]


def _raise(text, mark):
    """Write a text and a raised mark behind it, as two runs of one cell."""
    return CellRichText(text, TextBlock(InlineFont(vertAlign="superscript"), mark))


TERMS = [None, None, "Term 1", "Term 2", "Term 3"]
NAME_SCORE = [["Name", "Score"], ["Matilda", 7], ["Nicholas", 5], ["Olivia", 3], ["Paul", 1]]

# name, rows, merges, label columns, and of some cells: value, row labels, header cells, sections
PATTERNS = [
    (
        "clean",
        [["Name", "Age"], ["Matilda", 1], ["Nicholas", 3], ["Olivia", 5]],
        (),
        ("A",),
        {"B3": (3, ("Nicholas",), ("Age",), ())},
    ),
    (
        "notes",
        [
            ["Title text"],
            [],
            [None, "Name", "Age"],
            [None, "Matilda", 1],
            [None, "Nicholas", 3],
            [],
            [None, None, None, "Footnote"],
        ],
        (),
        ("B",),
        {"C5": (3, ("Nicholas",), ("Age",), ())},
    ),
    (
        "highlights",
        [["Age", "Height"], [1, 2], [3, 4], [5, 6]],
        (),
        (),
        {"A2": (1, (), ("Age",), ()), "B4": (6, (), ("Height",), ())},
    ),
    (
        "annotations",
        [["Name", "Age", "Height"], ["Matilda", 1, 2], ["Nicholas", 3, 4], ["Olivia", 5, 6]],
        (),
        ("A",),
        {"C3": (4, ("Nicholas",), ("Height",), ())},
    ),
    (
        "combined-highlights",
        [["Name", "Weight", "Price"], ["Knife", 7, 8], ["Fork", 5, 6], ["Spoon", 3, 4], ["Teaspoon", 1, 2]],
        (),
        ("A",),
        {"B5": (1, ("Teaspoon",), ("Weight",), ())},
    ),
    ("highlight-hierarchy", NAME_SCORE, (), ("A",), {"B2": (7, ("Matilda",), ("Score",), ())}),
    (
        "sentinels",
        [
            ["Name", "Subject", "Score"],
            ["Matilda", "Music", 7],
            ["Nicholas", "Classics", "NA"],
            ["Olivia", "…", 3],
            ["Paul", "NA", "..C"],
        ],
        (),
        ("A", "B"),
        {
            "C2": (7, ("Matilda", "Music"), ("Score",), ()),
            "C3": (None, ("Nicholas", "Classics"), ("Score",), ()),
        },
    ),
    (
        "transposed",
        [["Name", "Matilda", "Nicholas", "Olivia"], ["Age", 1, 3, 5]],
        (),
        ("A",),
        {"C2": (3, ("Age",), ("Nicholas",), ())},
    ),
    (
        "pivot-annotations",
        PIVOT,
        (),
        ("B", "C"),
        {
            "G5": (1, ("Humanities", "History"), ("Male", "Paul"), ()),
            "E7": (8, ("Performance", "Drama"), ("Female", "Olivia"), ()),
        },
    ),
    (
        "pivot-hierarchy",
        [
            [],
            [None, None, "Matilda", "Nicholas"],
            [None, "Humanities"],
            [None, "Classics", 1, 3],
            [None, "History", 3, 5],
            [None, "Performance"],
            [None, "Music", 5, 9],
            [None, "Drama", 7, 12],
        ],
        (),
        ("B",),
        {
            "D5": (5, ("History",), ("Nicholas",), ("Humanities",)),
            "C8": (7, ("Drama",), ("Matilda",), ("Performance",)),
        },
    ),
    (
        "pivot-repeated-headers",
        [
            [],
            [None, *TERMS],
            [None, "Classics", "Matilda", 1, 8, 7],
            [None, None, "Nicholas", 3, 1, 2],
            [None, *TERMS],
            [None, "History", "Matilda", 4, 7, 3],
            [None, None, "Nicholas", 3, 5, 5],
        ],
        (),
        ("B", "C"),
        {
            "E4": (1, ("Classics", "Nicholas"), ("Term 2",), ()),
            "F7": (5, ("History", "Nicholas"), ("Term 3",), ()),
        },
    ),
    (
        "pivot-header-within-data",
        [
            [],
            [None, None, "Classics"],
            TERMS,
            [None, "Matilda", 4, 0, 7],
            [None, "Nicholas", 4, 6, 2],
            [None, None, "History"],
            TERMS,
            [None, "Matilda", 0, 4, 2],
            [None, "Nicholas", 2, 5, 2],
        ],
        ("C2:E2", "C6:E6"),
        ("B",),
        {
            "D5": (6, ("Nicholas",), ("Classics", "Term 2"), ()),
            "E9": (2, ("Nicholas",), ("History", "Term 3"), ()),
        },
    ),
    (
        "small-multiples",
        [
            ["Classics", None, None, None, "History"],
            ["Name", "Score", "Grade", None, "Name", "Score", "Grade"],
            ["Matilda", 1, "F", None, "Matilda", 3, "D"],
            ["Olivia", 2, "D", None, "Olivia", 4, "C"],
            [],
            ["Music", None, None, None, "Drama"],
            ["Name", "Score", "Grade", None, "Name", "Score", "Grade"],
            ["Matilda", 5, "B", None, "Matilda", 7, "A"],
            ["Olivia", 6, "B", None, "Olivia", 8, "A"],
        ],
        (),
        (),
        {"B4": (2, (), ("Score",), ()), "G8": ("A", (), ("Grade",), ())},
    ),
    (
        "humanities",
        [["", "Matilda", "Nicholas"], ["Classics", 1, 3], ["History", 3, 5]],
        (),
        ("A",),
        {"C3": (5, ("History",), ("Nicholas",), ())},
    ),
    (
        "performance",
        [["", "Matilda", "Nicholas"], ["Music", 5, 9], ["Drama", 7, 12]],
        (),
        ("A",),
        {"B3": (7, ("Drama",), ("Matilda",), ())},
    ),
    (
        "female",
        [["Table of scores"], [], ["Subject", "Matilda", "Olivia"], ["Classics", 1, 2], ["History", 3, 4]],
        (),
        ("A",),
        {"C5": (4, ("History",), ("Olivia",), ())},
    ),
    (
        "male",
        [
            ["Table of scores"],
            ["By subject"],
            [],
            ["Subject", "Nicholas", "Paul"],
            ["Classics", 3, 0],
            ["History", 5, 1],
        ],
        (),
        ("A",),
        {"B6": (5, ("History",), ("Nicholas",), ())},
    ),
    (
        "implied-multiples",
        [
            [None, "Humanities", None, None, None, "Performance"],
            ["Name", "Classics", "Grade", "History", "Grade", "Music", "Grade", "Drama", "Grade"],
            ["Matilda", 1, "F", 3, "D", 5, "B", 7, "A"],
            ["Olivia", 2, "D", 4, "C", 6, "B", 8, "A"],
        ],
        (),
        ("A",),
        {
            "E4": ("C", ("Olivia",), ("Humanities", "Grade"), ()),
            "H3": (7, ("Matilda",), ("Performance", "Drama"), ()),
        },
    ),
    (
        "formatting",
        [["bold"], ["italic"], ["underline"], [None, "column width 16.76"], ["Bad' style"]],
        (),
        None,
        {},
    ),
    (
        "in-cell formatting",
        [["in-cell: bold"], [], ["ID", "Count"], ["A1-TEST", 1], ["A2-PRODUCTION", 2], ["A3-PRODUCTION", 3]],
        (),
        ("A",),
        {"B5": (2, ("A2-PRODUCTION",), ("Count",), ())},
    ),
    (
        "superscript symbols",
        [["Name", "Score"], [_raise("Paul", "a"), _raise("9", "1")], ["Matilda", 10]],
        (),
        ("A",),
        {"B2": (9, ("Paula",), ("Score",), ())},
    ),
    (
        "non-text headers",
        [["Name", dt.date(2018, 1, 1), dt.date(2017, 1, 1)], ["Matilda", 2, 4], ["Nicholas", 1, 3]],
        (),
        ("A",),
        {"C3": (3, ("Nicholas",), ("2017-01-01",), ())},
    ),
    (
        "comments",
        [["Name", "Score"], ["Paul", 9], ["Matilda", 10]],
        (),
        ("A",),
        {"B3": (10, ("Matilda",), ("Score",), ())},
    ),
]


@pytest.mark.parametrize(
    ("name", "rows", "merges", "labels", "expected"), PATTERNS, ids=[p[0] for p in PATTERNS]
)
def test_a_pattern_is_read_as_a_person_reads_it(tmp_path, name, rows, merges, labels, expected):
    workbook = ctip.read_workbook(write_xlsx(tmp_path / "a.xlsx", (name, rows), merges=merges))
    assert set(workbook.tables["label_columns"]) == (set() if labels is None else {labels})
    if labels is None:
        assert workbook.tables.empty
    columns = ["cell", "value", "row_labels", "column_labels", "sections"]
    found = {cell: tuple(rest) for cell, *rest in workbook.cells[columns].itertuples(index=False)}
    assert {cell: found[cell] for cell in expected} == expected


def draw_frames(path, rows, frames):
    """Write rows, and a frame around each block of cells (top, left, bottom, right)."""
    workbook = Workbook()
    sheet = workbook.active
    for row, line in enumerate(rows, 1):
        for column, value in enumerate(line, 1):
            sheet.cell(row, column, value)
    for top, left, bottom, right in frames:
        for row in range(top, bottom + 1):
            for column in range(left, right + 1):
                sheet.cell(row, column).border = Border(
                    left=THIN if column == left else None,
                    right=THIN if column == right else None,
                    top=THIN if row == top else None,
                    bottom=THIN if row == bottom else None,
                )
    workbook.save(path)
    return path


def test_a_name_in_the_middle_of_a_frame_names_the_whole_frame(tmp_path):
    rows = [
        [],
        [None, None, None, None, "Female", None, None, None, "Male", None],
        [None, None, None, "Leah", "Matilda", "Olivia", "Lenny", "Max", "Nicholas", "Paul"],
        [None, None, "Classics", 3, 1, 2, 4, 3, 3, 0],
        [None, "Humanities", "History", 8, 3, 4, 7, 5, 5, 1],
        [None, None, "Literature", 1, 1, 9, 3, 12, 7, 5],
        [None, None, "Philosophy", 5, 10, 10, 8, 2, 5, 12],
        [None, None, "Languages", 5, 4, 5, 9, 8, 3, 8],
        [None, None, "Music", 4, 10, 10, 2, 4, 5, 6],
        [None, "Performance", "Dance", 4, 5, 6, 4, 12, 9, 2],
        [None, None, "Drama", 2, 7, 8, 6, 1, 12, 3],
    ]
    frames = [(2, 4, 3, 6), (2, 7, 3, 10), (4, 2, 8, 3), (9, 2, 11, 3)]
    cells = ctip.read_workbook(draw_frames(tmp_path / "a.xlsx", rows, frames)).cells.set_index("cell")
    assert cells.loc["D4", ["row_labels", "column_labels"]].tolist() == [
        ("Humanities", "Classics"),
        ("Female", "Leah"),
    ]
    assert cells.loc["G9", ["row_labels", "column_labels"]].tolist() == [
        ("Performance", "Music"),
        ("Male", "Lenny"),
    ]
    assert cells.loc["J8", ["row_labels", "column_labels"]].tolist() == [
        ("Humanities", "Languages"),
        ("Male", "Paul"),
    ]


def test_a_remark_within_a_frame_does_not_take_its_name_s_place(tmp_path):
    rows = [list(row) for row in PIVOT]
    rows[1][6] = "0 = absent"
    frames = [(2, 4, 3, 5), (2, 6, 3, 7)]
    cells = ctip.read_workbook(draw_frames(tmp_path / "a.xlsx", rows, frames)).cells.set_index("cell")
    assert cells.loc["G4", "column_labels"] == ("Male", "Paul")
