"""What operations give one after another: a part of the periods or of the units first, then sums,
years, ranks and growths."""
from definitions import finished, growth
from random_panel import ALL_SECTORS


def write_cut(writer, data, i, j):
    """Sums of the periods from i to j, and of the whole years among them."""
    levels = {"total": {"-/-": data.units}, "region": writer.groups("region")}
    for level, groups in levels.items():
        for name, group in groups.items():
            for measure in data.measures:
                for t in range(i, j + 1):
                    for skip in (False, True):
                        how = "skip" if skip else "strict"
                        writer.cell(f"cut {level} {how}", name, measure, t,
                                    finished(measure, data.total(group, measure, t, skip)))
    for measure in data.measures if data.per_year > 1 else ():
        for year, first in data.years():
            if i <= first and first + data.per_year - 1 <= j:
                span = data.total_span(data.units, measure, first, data.per_year,
                                       measure.rules(True))
                writer.cell("cut annual", "-/-", measure, str(year), finished(measure, span))


def write_totals(writer, data):
    """Sums of total rows, which are units like others where their parts are filtered out."""
    group = tuple(u for u in data.total_rows
                  if writer.panel.units[u].key.get("secteur_d_activite") == ALL_SECTORS)
    for measure in data.measures if group else ():
        for t in range(data.size):
            writer.cell("totals alone", "-/-", measure, t,
                        finished(measure, data.total(group, measure, t)))


def ranked(writer, name, measure, at, values):
    """Ranks of what has a value; equal values share one."""
    values = {unit: value for unit, value in values.items() if value is not None}
    for unit, value in values.items():
        writer.cell(name, unit, measure, at,
                    1 + sum(other > value for other in values.values()))


def write_ranks(writer, data, at, k):
    """Ranks by the growth over a year or some periods, and of the sums of regions."""
    for measure in data.measures:
        for name, lag in (("rank yoy", data.per_year), ("rank growth", k)):
            growths, in_points = {}, measure.in_points and name == "rank yoy"
            for u in data.units:
                if u not in data.pseudo and at >= lag:
                    then, now = (finished(measure, data.cell(u, measure, t))
                                 for t in (at - lag, at))
                    growths[writer.name(u)] = growth(now, then, in_points)
            ranked(writer, name, measure, at, growths)
        regions = {name: finished(measure, data.total(group, measure, at))
                   for name, group in writer.groups("region").items()
                   if not set(group) <= data.pseudo}
        ranked(writer, "rank region", measure, at, regions)


def mean_of(values):
    return None if None in values else sum(values) / len(values)


def write_changes(writer, data, k, year):
    """Changes and growths over k periods, and indices of which a year is the base."""
    for of, name, group in [("total", "-/-", data.units)] + [
            ("unit", name, group) for name, group in writer.units().items()]:
        for measure in data.measures:
            values = [finished(measure, data.total(group, measure, t)) for t in range(data.size)]
            for t in range(k, data.size):
                then, now = values[t - k], values[t]
                # in points is that over a year alone
                writer.cell(f"{of} growth k", name, measure, t, growth(now, then))
                writer.cell(f"{of} change k", name, measure, t,
                            None if None in (then, now) else now - then)
            if year is None:
                continue
            first = year * data.per_year - data.first
            base = mean_of(values[first:first + data.per_year])
            for t in range(data.size if base is not None and base > 0 else 0):
                writer.cell(f"{of} index year", name, measure, t,
                            None if values[t] is None else values[t] / base * 100)


def write(writer, data, chosen):
    at, k, i, j, year = chosen
    write_cut(writer, data, i, j)
    write_totals(writer, data)
    write_ranks(writer, data, at, k)
    write_changes(writer, data, k, year)
