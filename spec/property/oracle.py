"""Writes random panels, and what the operations on them must give.

    oracle.py FOLDER FIRST COUNT    for each seed: SEED.csv, SEED.again.csv with the same rows in
                                    another order, and SEED.txt, whose lines are
                                    "operation TAB unit TAB measure TAB period TAB value"

A sum is the double next to the exact one; a missing cell has no line.
"""
import sys
from pathlib import Path

import orders
import outside
import perimeters
from definitions import Data, finished, growth
from perimeters import Filled
from random_panel import RandomPanel


class Writer:
    def __init__(self, panel, data):
        self.panel, self.data, self.lines = panel, data, []

    def cell(self, operation, unit, measure, period, value):
        if value is not None:
            name = period if isinstance(period, str) else self.panel.spell(period)
            self.lines.append(f"{operation}\t{unit}\t{measure.name}\t{name}\t{float(value)!r}")

    def name(self, u):
        key = self.panel.units[u].key
        place = place_of(key, "departement") or place_of(key, "region") or "-"
        return place + "/" + key.get("secteur_d_activite", "-")

    def groups(self, *fields):
        """The units by some fields of their keys: the region, the sector."""
        found = {}
        for u in self.data.units:
            key = self.panel.units[u].key
            parts = [(place_of(key, field) if field == "region" else key.get(field)) or "-"
                     for field in fields]
            found.setdefault("/".join(parts), []).append(u)
        return {name: tuple(group) for name, group in found.items()}

    def units(self):
        """All units as groups of one, with total rows."""
        return {self.name(u): (u,) for u in self.data.units + self.data.total_rows}


def place_of(key, field):
    """A place with its code; two pseudo-units may have the same one."""
    if field not in key:
        return None
    return f"{key.get('code_' + field, '')}:{key[field]}"


def write_sums(writer, data):
    """Sums by group, however they are nested; shown by their groups."""
    levels = {"total": {"-/-": data.units}, "region": writer.groups("region")}
    if any("secteur_d_activite" in unit.key for unit in writer.panel.units):
        levels["sector"] = writer.groups("secteur_d_activite")
        levels["both"] = writer.groups("region", "secteur_d_activite")
    for level, groups in levels.items():
        for name, group in groups.items():
            for measure in data.measures:
                for t in range(data.size):
                    for skip in (False, True):
                        how = "skip" if skip else "strict"
                        value = finished(measure, data.total(group, measure, t, skip))
                        writer.cell(f"{level} {how}", name, measure, t, value)


def write_coverage(writer, data):
    for measure in data.measures[:4]:
        for t in range(data.size):
            expected = sum(data.is_expected(u, measure, t) for u in data.units)
            lacking = len(data.absent(data.units, measure, t))
            if lacking:
                writer.cell("present", "-/-", measure, t, expected - lacking)
                writer.cell("expected", "-/-", measure, t, expected)


def write_time(writer, data, base, k):
    """Years, windows, growths and indices of the total and of each unit."""
    for of, name, group in [("total", "-/-", data.units)] + [
            ("unit", name, group) for name, group in writer.units().items()]:
        for measure in data.measures:
            if data.per_year > 1:
                for year, first in data.years():
                    span = data.total_span(group, measure, first, data.per_year,
                                           measure.rules(True))
                    writer.cell(f"{of} annual", name, measure, str(year), finished(measure, span))
            values = []
            for t in range(data.size):
                span = data.total_span(group, measure, t - k + 1, k, measure.rules(False))
                writer.cell(f"{of} rolling", name, measure, t, finished(measure, span))
                values.append(finished(measure, data.total(group, measure, t)))
            for t in range(data.per_year, data.size):
                writer.cell(f"{of} yoy", name, measure, t,
                            growth(values[t], values[t - data.per_year], measure.in_points))
            if values[base] is not None and values[base] > 0:
                for t in range(data.size):
                    writer.cell(f"{of} index", name, measure, t,
                                None if values[t] is None else values[t] / values[base] * 100)


def write_skipped(writer, data, k):
    """What is added up with gaps: the order matters, and growths need the same units."""
    for measure in data.measures:
        if data.per_year > 1:
            for year, first in data.years():
                span = first, data.per_year, measure.rules(True)
                writer.cell("total skip annual", "-/-", measure, str(year),
                            finished(measure, data.total_span(data.units, measure, *span, True)))
                writer.cell("annual total skip", "-/-", measure, str(year),
                            finished(measure, data.span_total(data.units, measure, *span, True)))
        for t in range(data.size):
            span = t - k + 1, k, measure.rules(False)
            writer.cell("rolling total skip", "-/-", measure, t,
                        finished(measure, data.span_total(data.units, measure, *span, True)))
            before = t - data.per_year
            if before >= 0 and (data.absent(data.units, measure, t)
                                == data.absent(data.units, measure, before)):
                now, then = (finished(measure, data.total(data.units, measure, at, True))
                             for at in (t, before))
                writer.cell("skip yoy", "-/-", measure, t,
                            growth(now, then, measure.in_points))


def write_ranks(writer, data, at, name):
    for measure in data.measures:
        values = {u: finished(measure, data.cell(u, measure, at) or None)
                  for u in data.units if u not in data.pseudo}
        values = {u: value for u, value in values.items() if value is not None}
        for u, value in values.items():
            above = sum(other > value for other in values.values())
            writer.cell(name, writer.name(u), measure, at, above + 1)


def write_shares(writer, data, at, rules):
    """The shares of units and of regions, under some rules."""
    by_unit = {writer.name(u): (u,) for u in data.units}
    for level, groups in (("unit", by_unit), ("region", writer.groups("region"))):
        for measure in data.measures:
            for rule in rules if measure.kind != "ratio" else ():
                skip = rule == "skip"
                whole = finished(measure, data.total(data.units, measure, at, skip))
                parts = {name: data.total(group, measure, at, skip)
                         or data.stand_in(group, measure, at, skip) for name, group in groups.items()}
                parts = {name: measure.finish(part) for name, part in parts.items() if part}
                is_mixed = any(value < 0 for name, value in parts.items()
                               if not set(groups[name]) <= data.pseudo)
                for name, value in parts.items():
                    if whole is not None and whole > 0 and not is_mixed:
                        writer.cell(f"share {level} {rule}", name, measure, at, value / whole)


def ends_of(data, measure, i, j, is_common):
    """The values of each unit at both ends; with is_common of those that have both."""
    ends = {u: (data.cell(u, measure, i), data.cell(u, measure, j)) if is_common
            else data.ends(u, measure, i, j) for u in data.units}
    if is_common:
        ends = {u: end for u, end in ends.items() if None not in end}
    return {u: [finished(measure, cell) for cell in end] for u, end in ends.items()}


def write_contributions(writer, data, i, j, rules):
    for measure in data.measures:
        for rule in rules if measure.kind != "ratio" else ():
            ends = ends_of(data, measure, i, j, rule == "common")
            both = {u: end for u, end in ends.items() if None not in end}
            gaps = any(u not in both and data.is_expected(u, measure, j) for u in ends)
            lead = data.leading(data.units)
            some = all(any(data.cell(u, measure, t) for u in lead) for t in (i, j))
            if gaps and rule != "skip" or not some or not any(u in both for u in lead):
                continue
            total = sum(end[0] for end in both.values())
            change = sum(end[1] for end in both.values()) - total
            if total <= 0:
                continue
            writer.cell(f"growth {rule}", "-/-", measure, j, change / total)
            negative = any(value is not None and value < 0 for u, end in ends.items()
                           for value in end if u not in data.pseudo)
            for u, end in both.items():
                if not negative:
                    writer.cell(f"points {rule}", writer.name(u), measure, j,
                                (end[1] - end[0]) / total)


def write(folder, seed):
    panel = RandomPanel(seed)
    data, pick = Data(panel), panel.random
    writer = Writer(panel, data)
    at, base, k = pick.randrange(panel.size), pick.randrange(panel.size), pick.randint(1, 5)
    i, j = sorted(pick.sample(range(panel.size), 2))
    write_sums(writer, data)
    write_coverage(writer, data)
    write_time(writer, data, base, k)
    write_skipped(writer, data, k)
    filled, table = Filled(panel), outside.Table(panel, pick)
    write_ranks(writer, data, at, "rank")
    write_ranks(writer, filled, at, "rank zero")
    write_shares(writer, data, at, ["strict", "skip"])
    write_shares(writer, filled, at, ["zero"])
    write_contributions(writer, data, i, j, ["strict", "skip", "common"])
    write_contributions(writer, filled, i, j, ["zero"])
    outside.write_latest(writer, data)
    perimeters.write(writer, data, filled, base)
    outside.write(writer, data, table, base)
    year = pick.choice([None] + [year for year, first in data.years()
                                 if first >= 0 and first + data.per_year <= data.size])
    orders.write(writer, data, (at, k, i, j, year))
    chosen = [panel.spell(at), panel.spell(base), str(k), panel.spell(i), panel.spell(j),
              str(year or "")]
    (folder / f"{seed}.csv").write_text(panel.csv(seed), encoding="utf-8", newline="")
    (folder / f"{seed}.again.csv").write_text(panel.csv(seed + 1), encoding="utf-8", newline="")
    (folder / f"{seed}.table").write_text("".join(line + "\n" for line in table.lines()))
    (folder / f"{seed}.txt").write_text("\n".join(["\t".join(chosen)] + writer.lines) + "\n",
                                        encoding="utf-8")


def main():
    folder, first, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    for seed in range(first, first + count):
        write(folder, seed)


main()
