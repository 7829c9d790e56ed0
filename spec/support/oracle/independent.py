"""What the helper layer computes, computed another way: from the file, by the definitions alone.

    independent.py FILE        FILE: a portal's CSV (names, ";")

Prints one line a cell, "family TAB unit TAB measure TAB period TAB value", value as repr gives it;
missing cells are not printed. Cells are kept in a dictionary by (unit, measure, quarter), quarters
are numbers (4 × year + quarter - 1): nothing here walks lists of positions as the library does.
"""
import csv
import sys
from collections import defaultdict
from functools import cache

FLOWS = ["immatriculations", "radiations", "chiffres_d_affaires"]
ACTIVE, STOCK = "economiquement_actifs", "administrativement_actifs"
MEASURES = FLOWS + [ACTIVE, STOCK]
RATIOS = {
    "taux_activite": (ACTIVE, STOCK),
    "chiffre_d_affaires_moyen": ("chiffres_d_affaires", ACTIVE),
    "sorties": ("radiations", STOCK),
}
REST = "NCA"


def read(path):
    cells, region = {}, {}
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            unit = row["code_departement"]
            region[unit] = row["code_region"]
            quarter = 4 * int(row["annee"]) + int(row["trimestre"]) - 1
            for measure in MEASURES:
                if row[measure] != "":
                    cells[unit, measure, quarter] = int(row[measure])
    return cells, region


def spell(quarter):
    return f"{quarter // 4}-Q{quarter % 4 + 1}"


def show(family, unit, measure, period, value):
    if value is not None:
        print(family, unit, measure, period, repr(value), sep="\t")


class Data:
    """The cells of quarters, and for each unit and measure when it began."""

    def __init__(self, cells, region):
        self.cells, self.region = cells, region
        self.units = tuple(region)
        quarters = [quarter for _, _, quarter in cells]
        self.quarters = range(min(quarters), max(quarters) + 1)
        self.began = {}
        for unit, measure, quarter in sorted(cells, key=lambda cell: -cell[2]):
            self.began[unit, measure] = quarter

    def at(self, unit, measure, quarter):
        return self.cells.get((unit, measure, quarter))

    def expected(self, unit, measures, quarter):
        """Whether a unit should be there: never the remainder, never before it began."""
        begun = [self.began.get((unit, measure)) for measure in measures]
        return unit != REST and None not in begun and quarter >= max(begun)

    def window(self, unit, measure, first, count):
        values = [self.at(unit, measure, quarter) for quarter in range(first, first + count)]
        return None if None in values else values


def over_time(measure, values, in_ratio=False):
    """A window of quarters: flows add up, counts are averaged, stocks end or (in ratios) average."""
    if measure in FLOWS:
        return sum(values)
    if measure == ACTIVE or in_ratio:
        return sum(values) / len(values)
    return values[-1]


def growth(now, before):
    return now / before - 1 if now is not None and before is not None and before > 0 else None


@cache
def group_sums(data, members, measures, quarter, skip):
    """The sums of all measures over the members that have all of them, and how many that is."""
    present, missing, some = 0, 0, False
    totals = [0] * len(measures)
    for unit in members:
        values = [data.at(unit, measure, quarter) for measure in measures]
        if None not in values:
            totals = [total + value for total, value in zip(totals, values)]
            present += unit != REST
            some = some or unit != REST or members == (REST,)
        elif data.expected(unit, measures, quarter):
            missing += 1
    if not some or (missing and not skip):
        return None, present, missing
    return totals, present, missing


def groups(data):
    by_region = defaultdict(list)
    for unit in data.units:
        by_region[data.region[unit]].append(unit)
    regions = {name: tuple(members) for name, members in by_region.items()}
    return {"region": regions, "nation": {"all": data.units}}


def print_sums(data):
    for level, members_of in groups(data).items():
        for name, members in members_of.items():
            for measure in MEASURES:
                for quarter in data.quarters:
                    for skip in (False, True):
                        sums, present, missing = group_sums(data, members, (measure,), quarter, skip)
                        how = "skip" if skip else "strict"
                        if sums:
                            show(f"{level} {how}", name, measure, spell(quarter), sums[0])
                        if sums and skip and missing:
                            show(f"{level} coverage", name, measure, spell(quarter),
                                 present * 1000 + present + missing)


def print_units_over_time(data):
    years = range(data.quarters[0] // 4, data.quarters[-1] // 4 + 1)
    for unit in data.units:
        for measure in MEASURES:
            for year in years:
                values = data.window(unit, measure, 4 * year, 4)
                if values:
                    show("annual", unit, measure, year, over_time(measure, values))
            base = data.window(unit, measure, 4 * 2015, 4)
            for quarter in data.quarters:
                now, when = data.at(unit, measure, quarter), spell(quarter)
                show("yoy", unit, measure, when, growth(now, data.at(unit, measure, quarter - 4)))
                show("qoq", unit, measure, when, growth(now, data.at(unit, measure, quarter - 1)))
                before = data.at(unit, measure, quarter - 3)
                if now is not None and before is not None:
                    show("change", unit, measure, when, now - before)
                if now is not None and base and sum(base) > 0:
                    show("index", unit, measure, when, now * 400 / sum(base))
                values = data.window(unit, measure, quarter - 3, 4)
                if values and measure != STOCK:
                    show("rolling", unit, measure, when, over_time(measure, values))


def nation(data, measures, quarter):
    return group_sums(data, data.units, measures, quarter, False)[0]


def print_nation_over_time(data):
    for measure in MEASURES:
        sums = {quarter: nation(data, (measure,), quarter) for quarter in data.quarters}
        sums = {quarter: total[0] for quarter, total in sums.items() if total}
        for quarter in data.quarters:
            show("nation yoy", "all", measure, spell(quarter),
                 growth(sums.get(quarter), sums.get(quarter - 4)))
        for year in range(data.quarters[0] // 4, data.quarters[-1] // 4 + 1):
            values = [sums.get(4 * year + i) for i in range(4)]
            if None not in values:
                show("nation annual", "all", measure, year, over_time(measure, values))


def ratio(sums):
    return sums[0] / sums[1] if sums and sums[1] != 0 else None


def ratio_over_time(data, members, parts, first):
    """Four quarters of the sums over the members: each part put together, then divided."""
    sums = [group_sums(data, members, parts, first + i, False)[0] for i in range(4)]
    if None in sums:
        return None
    return ratio([over_time(part, [quarter[i] for quarter in sums], True)
                  for i, part in enumerate(parts)])


def print_ratios(data):
    every = {"unit": {unit: (unit,) for unit in data.units}, **groups(data)}
    for level, members_of in every.items():
        for name, members in members_of.items():
            for measure, parts in RATIOS.items():
                for quarter in data.quarters:
                    when = spell(quarter)
                    for how, skip in (("strict", False), ("skip", True)):
                        sums = group_sums(data, members, parts, quarter, skip)[0]
                        show(f"ratio {level} {how}", name, measure, when, ratio(sums))
                    show(f"ratio {level} rolling", name, measure, when,
                         ratio_over_time(data, members, parts, quarter - 3))
                    if quarter % 4 == 0:
                        show(f"ratio {level} annual", name, measure, quarter // 4,
                             ratio_over_time(data, members, parts, quarter))
            for quarter in data.quarters:
                sums = group_sums(data, members, tuple(FLOWS[:2]), quarter, False)[0]
                if sums:
                    show(f"solde {level}", name, "solde", spell(quarter), sums[0] - sums[1])


def print_comparisons(data):
    last = data.quarters[-1]
    for measure in MEASURES:
        total = {quarter: nation(data, (measure,), quarter)[0] for quarter in (last - 4, last)}
        for unit in data.units:
            before, now = data.at(unit, measure, last - 4), data.at(unit, measure, last)
            show("points", unit, measure, spell(last), (now - before) / total[last - 4])
            show("share", unit, measure, spell(last), now / total[last])
        classified = [unit for unit in data.units if unit != REST]
        for unit in classified:
            above = sum(data.at(other, measure, last) > data.at(unit, measure, last)
                        for other in classified)
            show("rank", unit, measure, spell(last), above + 1)


def main():
    sys.stdout.reconfigure(encoding="utf-8")
    data = Data(*read(sys.argv[1]))
    print_sums(data)
    print_units_over_time(data)
    print_nation_over_time(data)
    print_ratios(data)
    print_comparisons(data)


main()
