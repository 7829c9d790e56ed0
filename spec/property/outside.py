"""What is computed with a table that is not in the file, and what a check finds in it.

The table has the inhabitants of each region, a year at a time; a turnover and a price index of each
region and period. Numbers are chosen by the seed, and some are missing."""
from fractions import Fraction

from definitions import NATURES, Measure
from perimeters import Filled

EUROS = Measure("recettes", ["recettes"])
RATE = Measure("par_habitant", [])


class Table:
    """The rows of the table: by region and year, and by region and period."""

    def __init__(self, panel, pick):
        self.panel = panel
        self.regions = sorted({unit.key["code_region"] for unit in panel.units
                               if "code_region" in unit.key and not unit.is_pseudo})
        self.years = sorted({(panel.first + t) // panel.per_year for t in range(panel.size)})
        self.people = {(region, year): pick.randint(1, 5000)
                       for region in self.regions for year in self.years if pick.random() < 0.9}
        cells = [(region, t) for region in self.regions for t in range(panel.size)]
        self.money = {cell: pick.randint(0, 10**5) for cell in cells if pick.random() < 0.95}
        self.prices = {cell: pick.randint(50, 200) for cell in cells if pick.random() < 0.97}

    def lines(self):
        """Lines "people|money|prices;region;period;value"."""
        yield from (f"people;{region};{year};{value}"
                    for (region, year), value in self.people.items())
        for name in ("money", "prices"):
            yield from (f"{name};{region};{self.panel.spell(t)};{value}"
                        for (region, t), value in getattr(self, name).items())


def write_per_inhabitant(writer, data, table):
    """The active accounts of a region per thousand inhabitants."""
    active = next(one for one in data.measures if one.name == "economiquement_actifs")
    groups = writer.groups("region")
    for t in range(data.size):
        year = (data.first + t) // data.per_year
        for name, group in groups.items():
            people = table.people.get((name.split(":")[0], year))
            above = data.total(group, active, t)
            if above is not None and people is not None:
                writer.cell("per thousand", name, RATE, t, 1000 * above[0] / people)


def write_constant_prices(writer, data, table, base):
    """Euros of the base, by region and for all."""
    groups = writer.groups("region")
    names = {name.split(":")[0]: name for name in groups}
    # a region of nothing but remainders is one
    true = {name for name, group in groups.items() if not set(group) <= data.pseudo}
    regions = [region for region in table.regions if region in names]
    if all((region, base) not in table.prices for region in regions):
        return
    for t in range(data.size):
        found, leads, lacking = [], False, False
        for region in regions:
            level, price = table.prices.get((region, base)), table.prices.get((region, t))
            euros = table.money.get((region, t))
            if None not in (level, euros, price):
                found.append(Fraction(euros) * level / price)
                leads = leads or names[region] in true or not true
                writer.cell("deflated", names[region], EUROS, t, found[-1])
            elif names[region] in true:
                lacking = lacking or any((region, at) in table.money for at in range(t + 1))
        if leads and not lacking:
            writer.cell("deflated total", "-/-", EUROS, t, sum(found))


def write_findings(writer, data, filled):
    """Units that begin and end, negative counts, and empty cells that look like zeros."""
    having = {u for u, _ in data.begun}
    everything = [u for u in data.units + data.total_rows if u in having]
    true = [u for u in everything if u not in data.pseudo]
    births = {u: min(data.begun[u, part] for part in NATURES if (u, part) in data.begun)
              for u in everything}
    earliest = min((births[u] for u in true), default=None)
    for u in true:
        figures = {t: next((one for one in data.measures[:4] if data.cell(u, one, t)), None)
                   for t in (births[u], filled.last[u])}
        if births[u] > earliest:
            at = births[u]
            writer.cell("born", writer.name(u), figures[at], at, data.cell(u, figures[at], at)[0])
        if filled.stops[u] < data.size:
            at = filled.last[u]
            writer.cell("ended", writer.name(u), figures[at], at, data.cell(u, figures[at], at)[0])
    write_empty(writer, data, filled, true)
    write_negative(writer, data)


def write_empty(writer, data, filled, true):
    for measure in data.measures[:4]:
        cells = [data.cell(u, measure, t) for u in true for t in range(data.size)
                 if filled.is_expected(u, measure, t)]
        small = sum(cell in ((1,), (2,), (3,)) for cell in cells)
        empty = cells.count(None)
        if (0,) not in cells and small >= 10 and empty >= small / 3:
            writer.cell("empty", "-/-", measure, "all", empty)


def write_negative(writer, data):
    """What three units and more than half of all have in the same periods is of the whole."""
    counting = [u for u in data.units if "_calage_" not in writer.panel.units[u].key.values()]
    for measure in data.measures[:4]:
        found, having = {}, 0
        for u in data.units:
            cells = {t: data.cell(u, measure, t) for t in range(data.size)}
            having += any(cells.values())
            low = tuple(t for t, cell in cells.items() if cell and cell[0] < 0)
            if low and u in counting:
                found.setdefault(low, []).append(u)
        for low, group in found.items():
            is_whole = len(group) >= 3 and len(group) * 2 > having
            for u in group[:1] if is_whole else group:
                for t in low:
                    writer.cell("negative", "whole" if is_whole else writer.name(u), measure, t,
                                data.cell(u, measure, t)[0])


def write_latest(writer, data):
    """The latest complete period; how many lack a value in the last period with values, if that is not complete."""
    for measure in data.measures:
        latest, last = data.latest_complete(measure), data.last_with_value(measure)
        if latest is not None:
            writer.cell("latest", "-/-", measure, latest, 1)
        if latest is not None and last > latest:
            writer.cell("lacking", "-/-", measure, last, len(data.lacking(measure, last)))


def write(writer, data, table, base):
    write_per_inhabitant(writer, data, table)
    write_constant_prices(writer, data, table, base)
    write_findings(writer, data, Filled(writer.panel, True))
