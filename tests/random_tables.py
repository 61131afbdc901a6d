"""Well-formed statistical tables drawn at random, with what a reader should find in them."""

import itertools
import random
from dataclasses import dataclass, field

ALPHABETS = ("abcdefghijklmnoprstuvz", "абвгдежзиклмнопрст", "αβγδεζηθικλμνοπρστ", "абвгдеёжөүңклмноп")


@dataclass
class Drawn:
    """A grid, its merges, and the structure that it was written with; rows and columns counted from 1."""

    rows: list = field(default_factory=list)
    merges: list = field(default_factory=list)
    header_rows: list = field(default_factory=list)
    label_columns: int = 1
    sections: list = field(default_factory=list)
    totals: list = field(default_factory=list)
    notes: list = field(default_factory=list)
    data: list = field(default_factory=list)
    heads: dict = field(default_factory=dict)
    cells: dict = field(default_factory=dict)


class _Drawing:
    def __init__(self, seed, can_merge):
        self.chance = random.Random(seed)
        self.letters = self.chance.choice(ALPHABETS)
        self.can_merge = can_merge
        self.drawn = Drawn()
        self.used = set()

    def word(self, low=4, high=12):
        """A new word: labels of one table differ."""
        while True:
            length = self.chance.randint(low, high)
            word = "".join(self.chance.choice(self.letters) for _ in range(length)).capitalize()
            if word not in self.used:
                self.used.add(word)
                return word

    def sentence(self, low=3, high=9):
        return " ".join(self.word(2, 9) for _ in range(self.chance.randint(low, high)))

    def add(self, *cells):
        self.drawn.rows.append(list(cells))
        return len(self.drawn.rows)

    def titles(self):
        for _ in range(self.chance.randint(0, 3)):
            self.add(self.sentence())
        if self.drawn.rows and self.chance.random() < 0.6:
            self.add()

    def header(self, n_labels, depth, n_columns):
        """Groups of equal width above groups above leaves; the leaves of a deep header repeat."""
        chance, drawn = self.chance, self.drawn
        merge = self.can_merge and chance.random() < 0.6
        top = len(drawn.rows) + 1
        drawn.header_rows = list(range(top, top + depth))
        if depth == 1:
            first = chance.randint(1995, 2015)
            leaves = (
                [first + n for n in range(n_columns)]
                if chance.random() < 0.5
                else [self.word() for _ in range(n_columns)]
            )
            levels = [leaves]
        else:
            width = chance.choice([2, 3])
            leaf = [self.word() for _ in range(width)]
            n_groups = max(2, n_columns // width)
            groups = [self.word() for _ in range(n_groups)]
            if depth == 3:
                upper = [self.word() for _ in range(2)]
                groups = [self.word() for _ in range(chance.choice([2, 3]))] * 2
                n_groups = len(groups)
            lower = [text for group in groups for text in [group] + [None] * (width - 1)]
            levels = [lower, leaf * n_groups]
            if depth == 3:
                half = len(lower) // 2
                levels.insert(
                    0, [upper[0]] + [None] * (half - 1) + [upper[1]] + [None] * (len(lower) - half - 1)
                )
        for place, level in enumerate(levels):
            labels = [self.word() if place == 0 else None for _ in range(n_labels)]
            row = self.add(*labels, *level)
            if merge and place < depth - 1:
                self.merge_across(row, n_labels, level)
        if merge and depth > 1:
            for column in range(1, n_labels + 1):
                self.merge(top, column, top + depth - 1, column)
        filled = [self.fill(level) for level in levels[:-1]] + [levels[-1]]
        drawn.heads = {
            n_labels + 1 + at: tuple(str(level[at]) for level in filled) for at in range(len(levels[-1]))
        }
        return len(levels[-1])

    @staticmethod
    def fill(level):
        current, filled = None, []
        for text in level:
            current = text if text is not None else current
            filled.append(current)
        return filled

    def merge(self, top, left, bottom, right):
        from openpyxl.utils import get_column_letter as letter

        if (top, left) != (bottom, right):
            self.drawn.merges.append(f"{letter(left)}{top}:{letter(right)}{bottom}")

    def merge_across(self, row, n_labels, level):
        starts = [at for at, text in enumerate(level) if text is not None] + [len(level)]
        for first, after in itertools.pairwise(starts):
            self.merge(row, n_labels + 1 + first, row, n_labels + after)

    def number(self):
        chance = self.chance
        return chance.choice(
            [chance.randint(0, 9), chance.randint(10, 5000), round(chance.uniform(0, 90), 1)]
        )

    def record(self, labels, shown, columns, sections, values=None, kind="data"):
        """Write one row; ``shown`` are the labels as they stand, ``labels`` as they should be read."""
        chance, drawn = self.chance, self.drawn
        values = values or [
            chance.choice(["-", "…", None]) if chance.random() < 0.08 else self.number()
            for _ in range(columns)
        ]
        if all(not isinstance(value, (int, float)) for value in values):
            values[0] = 7
        row = self.add(*shown, *values)
        getattr(drawn, "data" if kind == "data" else "totals").append(row)
        for at, value in enumerate(values):
            if value is not None:
                drawn.cells[row, len(shown) + 1 + at] = (value, tuple(labels), tuple(sections))
        return values

    def total(self, n_labels, parts, sections):
        sums = [sum(v for v in column if isinstance(v, (int, float))) for column in zip(*parts, strict=True)]
        sums = [round(s, 1) if isinstance(s, float) else s for s in sums]
        labels = [self.word(), *[""] * (n_labels - 1)]
        self.record(
            labels, [labels[0], *[None] * (n_labels - 1)], len(sums), sections, values=sums, kind="total"
        )

    def body(self, n_labels, columns):
        chance = self.chance
        shape = chance.choice(["plain", "sections", "blocks"] if n_labels > 1 else ["plain", "sections"])
        with_totals = chance.random() < 0.5
        for _ in range(chance.randint(2, 4) if shape != "plain" else 1):
            sections = ()
            if shape == "sections":
                sections = tuple(self.word() for _ in range(n_labels))
                self.drawn.sections.append(self.add(*sections))
            parts = self.block(n_labels, columns, sections, is_block=shape == "blocks")
            if with_totals and shape != "blocks":
                self.total(n_labels, parts, sections)

    def block(self, n_labels, columns, sections, *, is_block):
        outer, first, parts = self.word(), len(self.drawn.rows) + 1, []
        count = self.chance.randint(3, 7)
        for number in range(count):
            inner = [self.word() for _ in range(n_labels - 1)]
            labels = [outer if is_block else self.word(), *inner]
            shown = [outer if not is_block or number == 0 else None, *inner] if is_block else labels
            parts.append(self.record(labels, shown, columns, sections))
        if is_block and self.can_merge and self.drawn.merges:
            self.merge(first, 1, first + count - 1, 1)
        return parts

    def notes(self):
        if self.chance.random() < 0.5:
            self.add()
        for _ in range(self.chance.randint(0, 2)):
            self.drawn.notes.append(self.add(self.sentence()))


class _Publishing(_Drawing):
    """Tables as offices publish them: names once more at the right, codes, centered sections, years, totals above."""

    def __init__(self, seed, can_merge):
        super().__init__(seed, can_merge)
        self.other = ALPHABETS[1] if self.letters == ALPHABETS[0] else ALPHABETS[0]
        self.is_right = self.chance.random() < 0.4
        self.has_codes = self.chance.random() < 0.4
        self.code = self.chance.randint(10, 900)

    def header(self, n_labels, depth, n_columns):
        columns = super().header(n_labels, depth, n_columns)
        if self.is_right:
            self.drawn.label_columns += 1
            for row in self.drawn.header_rows:
                written = self.drawn.rows[row - 1]
                is_first = row == self.drawn.header_rows[0]
                written += [None] * (n_labels + columns - len(written)) + [
                    self.translate() if is_first else None
                ]
        return columns

    def translate(self):
        own, self.letters = self.letters, self.other
        word = self.word()
        self.letters = own
        return word

    def record(self, labels, shown, columns, sections, values=None, kind="data"):
        right = [self.translate()] if self.is_right else []
        values = super().record([*labels, *right], shown, columns, sections, values, kind)
        self.drawn.rows[-1] += right
        return values

    def body(self, n_labels, columns):
        shapes = ["years", "plain", *["centered"] * self.can_merge, *["outline"] * (n_labels == 2)]
        shape = self.chance.choice(shapes)
        year = self.chance.randint(1990, 2018)
        for number in range(self.chance.randint(2, 4)):
            if shape == "outline":
                self.outline(columns)
                continue
            sections = ()
            if shape != "plain":
                section = str(year + number) if shape == "years" else self.word()
                left = 1 if shape == "years" else n_labels + 1
                self.drawn.sections.append(row := self.add(*[None] * (left - 1), section))
                if shape == "centered":
                    self.merge(row, left, row, n_labels + columns)
                sections = (section,)
            self.coded_block(n_labels, columns, sections)

    def coded_block(self, n_labels, columns, sections):
        for _ in range(self.chance.randint(3, 6)):
            self.code += self.chance.randint(1, 9)
            is_coded = self.has_codes and n_labels > 1
            shown = [self.code if is_coded else self.word(), *(self.word() for _ in range(n_labels - 1))]
            self.record([str(label) for label in shown], shown, columns, sections)

    def outline(self, columns):
        """A group alone in its row, with the sums of its parts, above them."""
        parts = [
            [self.chance.randint(10, 5000) for _ in range(columns)] for _ in range(self.chance.randint(2, 5))
        ]
        outer = self.word()
        sums = list(map(sum, zip(*parts, strict=True)))
        self.record([outer, ""], [outer, None], columns, (), sums, "total")
        for values in parts:
            inner = self.word()
            self.record([outer, inner], [None, inner], columns, (), values)


def draw_published_table(seed, *, can_merge=True):
    """Draw a table as `draw_table` does, with what publishers add to it."""
    return _draw(_Publishing(seed, can_merge))


def draw_table(seed, *, can_merge=True):
    """Draw a table: a title, a header of one to three rows, labels, sections, totals, notes."""
    return _draw(_Drawing(seed, can_merge))


def _draw(drawing):
    chance = drawing.chance
    drawing.titles()
    n_labels = chance.choice([1, 1, 2, 3])
    drawing.drawn.label_columns = n_labels
    columns = drawing.header(n_labels, chance.choice([1, 1, 2, 3]), chance.randint(2, 8))
    drawing.body(n_labels, columns)
    drawing.notes()
    return drawing.drawn
