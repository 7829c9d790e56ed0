"""What the operations on a panel mean, computed from the cells of a file with exact fractions.

Nothing here walks series, and no sum is made of other sums: each figure is added up from the cells
that its definition names. A cell of a measure that is computed from two others is the pair of both.
"""
from fractions import Fraction

FLOW, COUNT, STOCK = "flow", "count", "stock"
NATURES = {"immatriculations": FLOW, "radiations": FLOW, "economiquement_actifs": COUNT,
           "administrativement_actifs": STOCK}


class Measure:
    """A measure of the file, a difference of two or a ratio of two."""

    def __init__(self, name, parts, kind="plain", scale=1):
        self.name, self.parts, self.kind, self.scale = name, parts, kind, scale
        # the growth of a share is a difference; that of so many per thousand is relative
        self.in_points = kind == "ratio" and scale == 1

    def finish(self, pair):
        """The figure that a cell stands for."""
        if self.kind == "difference":
            return pair[0] - pair[1]
        if self.kind == "ratio":
            return self.scale * pair[0] / pair[1] if pair[1] != 0 else None
        return pair[0]

    def rules(self, is_year):
        """How each part is combined over time; None if the measure is not."""
        rules = {FLOW: "sum", COUNT: "mean", STOCK: "last" if is_year else None}
        if self.kind == "ratio":
            rules[STOCK] = "mean"
        found = [rules[NATURES[part]] for part in self.parts]
        return found if all(found) else None


MEASURES = [Measure(name, [name]) for name in NATURES] + [
    Measure("solde", ["immatriculations", "radiations"], "difference"),
    Measure("taux_activite", ["economiquement_actifs", "administrativement_actifs"], "ratio"),
    Measure("taux_radiation", ["radiations", "administrativement_actifs"], "ratio"),
    Measure("pour_mille", ["immatriculations", "economiquement_actifs"], "ratio", 1000),
]


def combined(rules, pairs, length):
    """The cells of a span as one: each part by its rule."""
    result = []
    for part, rule in enumerate(rules):
        total = sum((pair[part] for pair in pairs), Fraction(0))
        result.append({"sum": total, "mean": total / length, "last": pairs[-1][part]}[rule])
    return tuple(result)


class Data:
    """The cells of a panel. Units are numbers; a group is a tuple of them."""

    def __init__(self, panel):
        # a year's flow or count is not divided by a level at the year's end
        self.measures = [one for one in MEASURES if panel.per_year > 1 or one.kind != "ratio"]
        self.size, self.per_year = panel.size, panel.per_year
        self.first = panel.first
        # the library reads a number as the double next to it
        self.file = {(u, measure, t): Fraction(float(text))
                     for u, unit in enumerate(panel.units)
                     for (measure, t), text in unit.cells.items() if text != ""}
        having = {u for u, _, _ in self.file}
        self.units = tuple(u for u, unit in enumerate(panel.units)
                           if u in having and not unit.is_total)
        # kept out of sums, though a value of theirs is one
        self.total_rows = tuple(u for u, unit in enumerate(panel.units) if unit.is_total)
        self.pseudo = {u for u, unit in enumerate(panel.units) if unit.is_pseudo}
        self.begun = {}
        for u, name, t in self.file:
            self.begun[u, name] = min(t, self.begun.get((u, name), t))

    def cell(self, u, measure, t):
        pair = tuple(self.file.get((u, part, t)) for part in measure.parts)
        return None if None in pair else pair

    def is_expected(self, u, measure, t):
        """A true unit, once all parts have begun; one that never has one of them is outside."""
        begun = [self.begun.get((u, part)) for part in measure.parts]
        return u not in self.pseudo and None not in begun and t >= max(begun)

    def absent(self, group, measure, t):
        return frozenset(u for u in group if self.cell(u, measure, t) is None
                         and self.is_expected(u, measure, t))

    def leading(self, group):
        """Those that make a sum: pseudo-units alone only where there is no other unit."""
        return [u for u in group if u not in self.pseudo] or list(group)

    def total(self, group, measure, t, skip=False):
        """The sum over a group, as a pair of sums for a pair."""
        if self.absent(group, measure, t) and not skip:
            return None
        if all(self.cell(u, measure, t) is None for u in self.leading(group)):
            return None
        cells = [self.cell(u, measure, t) for u in group]
        return tuple(map(sum, zip(*[cell for cell in cells if cell is not None])))

    def stand_in(self, group, measure, t, skip):
        """What a group without a sum adds to larger sums, its pseudo-units; None if it is missing."""
        if self.absent(group, measure, t) and not skip:
            return None
        cells = [self.cell(u, measure, t) for u in group if u in self.pseudo]
        cells = [cell for cell in cells if cell is not None]
        return tuple(map(sum, zip(*cells))) if cells else None

    # ---------------------------------------------------------------- over time

    def span(self, values, rules):
        return None if None in values or not rules else combined(rules, values, len(values))

    def total_span(self, group, measure, first, length, rules, skip=False):
        """First the sums over units, then that over time."""
        if first < 0 or first + length > self.size:
            return None
        return self.span([self.total(group, measure, t, skip)
                          for t in range(first, first + length)], rules)

    def span_total(self, group, measure, first, length, rules, skip):
        """First the sums over time, then that over units: a unit counts with its whole span, or
        with what it has since it began; with a gap in it, it is missing."""
        if first < 0 or first + length > self.size or not rules:
            return None
        span, sums = range(first, first + length), []
        leads = False
        for u in group:
            cells = [self.cell(u, measure, t) for t in span]
            if any(cell is None and self.is_expected(u, measure, t) for cell, t in zip(cells, span)):
                if not skip:
                    return None
                continue
            zero = (Fraction(0),) * len(measure.parts)
            if any(cells):
                sums.append(combined(rules, [cell or zero for cell in cells], length))
                leads = leads or (None not in cells and u in self.leading(group))
        return tuple(map(sum, zip(*sums))) if leads else None

    def longer(self, length):
        """Periods of so many of the panel's: the ordinal, and the position at which it begins."""
        for ordinal in range(self.first // length, (self.first + self.size - 1) // length + 1):
            yield ordinal, ordinal * length - self.first

    def years(self):
        return self.longer(self.per_year)

    # ---------------------------------------------------------------- one period

    def has_value(self, u, measure, t):
        """A ratio to zero has no value, though both parts are there."""
        cell = self.cell(u, measure, t)
        return cell is not None and measure.finish(cell) is not None

    def latest_complete(self, measure):
        for t in reversed(range(self.size)):
            if not self.lacking(measure, t) and any(self.has_value(u, measure, t)
                                                    for u in self.units + self.total_rows):
                return t
        return None

    def lacking(self, measure, t):
        """The units, and total rows, without a value where they should have one."""
        return [u for u in self.units + self.total_rows
                if self.is_expected(u, measure, t) and not self.has_value(u, measure, t)]

    def last_with_value(self, measure):
        """The last position at which a unit has a value; pseudo-units only if no other has one."""
        having = self.units + self.total_rows
        for some in ([u for u in having if u not in self.pseudo], having):
            for t in reversed(range(self.size)):
                if any(self.has_value(u, measure, t) for u in some):
                    return t
        return None

    def ends(self, u, measure, i, j):
        """The cells at two positions: none where the unit is not expected counts as zero."""
        from_, to = self.cell(u, measure, i), self.cell(u, measure, j)
        zero = (Fraction(0),) * len(measure.parts)
        if from_ is None and to is not None and not self.is_expected(u, measure, i):
            from_ = zero
        if to is None and from_ is not None and not self.is_expected(u, measure, j):
            to = zero
        return from_, to


def finished(measure, pair):
    return None if pair is None else measure.finish(pair)


def growth(now, before, in_points=False):
    if now is None or before is None:
        return None
    if in_points:
        return now - before
    return now / before - 1 if before > 0 else None
