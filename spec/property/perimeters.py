"""Which units a figure is made of: empty cells as zeros, and the units at both ends of a growth."""
from fractions import Fraction

from definitions import Data, finished, growth
from random_panel import spell


class Filled(Data):
    """The same cells, with zero where a unit should have a value and another unit has one.

    A unit that has no value of any measure for a year or more at the end has ended, and has no
    zeros, and is not expected, after its last value. A difference of two measures is not filled;
    of a ratio both parts are."""

    def __init__(self, panel, with_totals=False):
        super().__init__(panel)
        everything = self.units + (self.total_rows if with_totals else ())
        self.last = {}
        for u, _, t in self.file:
            if u in everything:
                self.last[u] = max(t, self.last.get(u, t))
        horizon = max(self.last.values(), default=0)
        self.stops = {u: last if horizon - last >= self.per_year else self.size
                      for u, last in self.last.items()}
        self.some = {(measure.name, t)
                     for measure in self.measures for t in range(self.size)
                     for u in everything
                     if u not in self.pseudo and super(Filled, self).cell(u, measure, t)}

    def is_expected(self, u, measure, t):
        is_over = measure.kind != "difference" and u in self.stops and t > self.stops[u]
        return super().is_expected(u, measure, t) and not is_over

    def is_filled(self, u, measure, t):
        return (measure.kind != "difference" and super().cell(u, measure, t) is None
                and self.is_expected(u, measure, t) and (measure.name, t) in self.some)

    def cell(self, u, measure, t):
        if self.is_filled(u, measure, t):
            return (Fraction(0),) * len(measure.parts)
        return super().cell(u, measure, t)


def at_both(data, group, measure, first, second):
    """The sums over the units that have both of two cells, which two functions give."""
    pairs = [(u, first(u), second(u)) for u in group]
    both = [(u, one, other) for u, one, other in pairs if None not in (one, other)]
    if not any(u in data.leading(group) for u, _, _ in both):
        return None, None
    return tuple(finished(measure, tuple(map(sum, zip(*(pair[n] for pair in both)))))
                 for n in (1, 2))


def write_common_growth(writer, data, name, groups):
    """Growth over a year of sums, of the units at both ends; also of the sums of years."""
    for unit, group in groups.items():
        for measure in data.measures:
            for t in range(data.per_year, data.size):
                then, now = at_both(data, group, measure,
                                    lambda u: data.cell(u, measure, t - data.per_year),
                                    lambda u: data.cell(u, measure, t))
                writer.cell(f"{name} common", unit, measure, t,
                            growth(now, then, measure.in_points))


def year_of_unit(data, u, measure, first):
    """A unit's year. Of a pseudo-unit a gap is zero while others have a value, but not all gaps."""
    span = range(first, first + data.per_year)
    if first < 0 or span[-1] >= data.size:
        return None
    cells, rules = [data.cell(u, measure, t) for t in span], measure.rules(True)
    is_last = rules is not None and rules[0] == "last" and cells[-1] is None
    if u not in data.pseudo or not any(cells) or is_last:
        return data.span(cells, rules)
    zero, others = (Fraction(0),) * len(measure.parts), data.leading(data.units)
    some = [any(data.cell(other, measure, t) for other in others) for t in span]
    return data.span([cell or (zero if here else None) for cell, here in zip(cells, some)], rules)


def write_common_years(writer, data):
    for measure in data.measures if data.per_year > 1 else ():
        for year, first in data.years():
            def of_year(u, begin):
                return year_of_unit(data, u, measure, begin)
            then, now = at_both(data, data.units, measure,
                                lambda u: of_year(u, first - data.per_year),
                                lambda u: of_year(u, first))
            writer.cell("annual common", "-/-", measure, str(year),
                        growth(now, then, measure.in_points))


def write_common_index(writer, data, base):
    for measure in data.measures:
        for t in range(data.size if measure.kind != "ratio" else 0):
            then, now = at_both(data, data.units, measure, lambda u: data.cell(u, measure, base),
                                lambda u: data.cell(u, measure, t))
            if then is not None and then > 0:
                writer.cell("index common", "-/-", measure, t, now / then * 100)


def write_filled(writer, filled):
    """Sums in which empty cells are zeros, and what is made of these."""
    for level, groups in (("total", {"-/-": filled.units}), ("region", writer.groups("region"))):
        for name, group in groups.items():
            for measure in filled.measures:
                values = [finished(measure, filled.total(group, measure, t))
                          for t in range(filled.size)]
                for t, value in enumerate(values):
                    writer.cell(f"{level} zero", name, measure, t, value)
                    if t >= filled.per_year:
                        writer.cell(f"{level} zero yoy", name, measure, t, growth(
                            value, values[t - filled.per_year], measure.in_points))
    regions = list(writer.groups("region").values())
    parts = {"units": [(u,) for u in filled.leading(filled.units)],
             "regions": [group for group in regions if not set(group) <= filled.pseudo] or regions}
    for measure in filled.measures:
        for year, first in filled.years() if filled.per_year > 1 else ():
            def span(group):
                return filled.total_span(group, measure, first, filled.per_year,
                                         measure.rules(True))
            whole = finished(measure, span(filled.units))
            writer.cell("total zero annual", "-/-", measure, str(year), whole)
            # years are added up where at least one part has its whole year
            for name, groups in parts.items():
                has_whole = any(span(group) is not None for group in groups)
                writer.cell(f"{name} zero annual total", "-/-", measure, str(year),
                            whole if has_whole else None)


def write_filled_cells(writer, filled):
    """How many empty cells `fill` takes for zeros."""
    for measure in filled.measures[:4]:
        cells = sum(filled.is_filled(u, measure, t) for u in filled.units
                    for t in range(filled.size))
        if cells > 0:
            writer.cell("filled", "-/-", measure, "all", cells)


def write_quarters(writer, data):
    """The quarters of months, of the total and of each unit."""
    if data.per_year != 12:
        return
    for of, name, group in [("total", "-/-", data.units)] + [
            ("unit", name, group) for name, group in writer.units().items()]:
        for measure in data.measures:
            for ordinal, first in data.longer(3):
                span = data.total_span(group, measure, first, 3, measure.rules(True))
                writer.cell(f"{of} quarterly", name, measure, spell(ordinal, "quarter"),
                            finished(measure, span))


def write(writer, data, filled, base):
    write_filled(writer, filled)
    write_filled_cells(writer, filled)
    whole = {"-/-": data.units}
    write_common_growth(writer, data, "total", whole)
    write_common_growth(writer, data, "region", writer.groups("region"))
    write_common_growth(writer, filled, "zero", whole)
    write_common_years(writer, data)
    write_common_index(writer, data, base)
    write_quarters(writer, data)
