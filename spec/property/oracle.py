"""Writes random panels, and what the operations on them must give.

    oracle.py FOLDER FIRST COUNT    for each seed: SEED.csv, SEED.again.csv with the same rows in
                                    another order, and SEED.txt, whose lines are
                                    "operation TAB unit TAB measure TAB period TAB value"

A sum is the double next to the exact one; a missing cell has no line.
"""
import sys
from pathlib import Path

from definitions import Data, growth
from random_panel import RandomPanel

RATIOS = ("taux_activite", "sorties")


class Writer:
    def __init__(self, panel, data):
        self.panel, self.data, self.lines = panel, data, []

    def cell(self, operation, unit, measure, period, value):
        if value is not None:
            name = period if isinstance(period, str) else self.panel.spell(period)
            self.lines.append(f"{operation}\t{unit}\t{measure.name}\t{name}\t{float(value)!r}")

    def name(self, u):
        key = self.panel.units[u].key
        place = key.get("code_departement") or key.get("code_region") or "-"
        return place + "/" + key.get("secteur_d_activite", "-")

    def groups(self, *fields):
        """The units by some fields of their keys."""
        found = {}
        for u in self.data.units:
            key = self.panel.units[u].key
            found.setdefault("/".join(key.get(field, "-") for field in fields), []).append(u)
        return {name: tuple(group) for name, group in found.items()}


def finished(measure, pair):
    return None if pair is None else measure.finish(pair)


def write_sums(writer, data):
    """Sums by group, however they are nested; shown by their groups."""
    levels = {"total": {"-/-": data.units}, "region": writer.groups("code_region")}
    if any("secteur_d_activite" in unit.key for unit in writer.panel.units):
        levels["sector"] = writer.groups("secteur_d_activite")
        levels["both"] = writer.groups("code_region", "secteur_d_activite")
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
    whole = {"-/-": data.units}
    for name, group in {**whole, **{writer.name(u): (u,) for u in data.units}}.items():
        of = "total" if name == "-/-" else "unit"
        # of a pseudo-unit, gaps count as zero, which only its part in sums is to show
        is_pseudo = of == "unit" and set(group) <= data.pseudo
        for measure in data.measures:
            if data.per_year > 1 and not is_pseudo:
                for year, first in data.years():
                    span = data.total_span(group, measure, first, data.per_year,
                                           measure.rules(True))
                    writer.cell(f"{of} annual", name, measure, str(year), finished(measure, span))
            values = []
            for t in range(data.size):
                span = data.total_span(group, measure, t - k + 1, k, measure.rules(False))
                if not is_pseudo:
                    writer.cell(f"{of} rolling", name, measure, t, finished(measure, span))
                values.append(finished(measure, data.total(group, measure, t)))
            in_points = measure.name in RATIOS
            for t in range(data.per_year, data.size):
                writer.cell(f"{of} yoy", name, measure, t,
                            growth(values[t], values[t - data.per_year], in_points))
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
                            growth(now, then, measure.name in RATIOS))


def write_ranks(writer, data, at):
    for measure in data.measures:
        values = {u: finished(measure, data.cell(u, measure, at) or None)
                  for u in data.units if u not in data.pseudo}
        values = {u: value for u, value in values.items() if value is not None}
        for u, value in values.items():
            above = sum(other > value for other in values.values())
            writer.cell("rank", writer.name(u), measure, at, above + 1)
        latest = data.latest_complete(measure)
        if latest is not None:
            writer.cell("latest", "-/-", measure, latest, 1)


def write_shares(writer, data, at):
    """The shares of units and of regions, under both rules."""
    by_unit = {writer.name(u): (u,) for u in data.units}
    for level, groups in (("unit", by_unit), ("region", writer.groups("code_region"))):
        for measure in data.measures:
            for skip in (False, True) if measure.kind != "ratio" else ():
                whole = finished(measure, data.total(data.units, measure, at, skip))
                parts = {name: data.total(group, measure, at, skip)
                         or data.stand_in(group, measure, at, skip) for name, group in groups.items()}
                parts = {name: measure.finish(part) for name, part in parts.items() if part}
                is_mixed = any(value < 0 for name, value in parts.items()
                               if not set(groups[name]) <= data.pseudo)
                for name, value in parts.items():
                    if whole is not None and whole > 0 and not is_mixed:
                        writer.cell(f"share {level} {'skip' if skip else 'strict'}", name, measure,
                                    at, value / whole)


def write_contributions(writer, data, i, j):
    for measure in data.measures:
        for skip in (False, True) if measure.kind != "ratio" else ():
            how = "skip" if skip else "strict"
            ends = {u: [finished(measure, end) for end in data.ends(u, measure, i, j)]
                    for u in data.units}
            both = {u: end for u, end in ends.items() if None not in end}
            gaps = any(u not in both and data.is_expected(u, measure, j) for u in data.units)
            lead = data.leading(data.units)
            some = all(any(data.cell(u, measure, t) for u in lead) for t in (i, j))
            if not skip and (gaps or not some):
                continue
            total = sum(end[0] for end in both.values())
            change = sum(end[1] for end in both.values()) - total
            if total <= 0:
                continue
            writer.cell(f"growth {how}", "-/-", measure, j, change / total)
            negative = any(value is not None and value < 0 for u, end in ends.items()
                           for value in end if u not in data.pseudo)
            for u, end in both.items():
                if not negative:
                    writer.cell(f"points {how}", writer.name(u), measure, j,
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
    write_ranks(writer, data, at)
    write_shares(writer, data, at)
    write_contributions(writer, data, i, j)
    chosen = [panel.spell(at), panel.spell(base), str(k), panel.spell(i), panel.spell(j)]
    (folder / f"{seed}.csv").write_text(panel.csv(seed), encoding="utf-8", newline="")
    (folder / f"{seed}.again.csv").write_text(panel.csv(seed + 1), encoding="utf-8", newline="")
    (folder / f"{seed}.txt").write_text("\n".join(["\t".join(chosen)] + writer.lines) + "\n",
                                        encoding="utf-8")


def main():
    folder, first, count = Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3])
    for seed in range(first, first + count):
        write(folder, seed)


main()
