# pandas: the operations of spec/bench/operations.lua on data in memory.
#
#   helpers_pandas.py FOLDER RUNS [NAME]  prints for each operation, or for one, its name and the
#                                         least CPU and wall seconds
#   helpers_pandas.py FOLDER check        writes FOLDER/pandas/NAME: each cell of the result and its
#                                         value
#
# In memory are the file as it was read (`frame`) and pivoted (`table`, a row for each quarter, a
# column for each measure and unit); an operation takes whichever is faster.
import io
import json
import os
import sys
import time

import pandas

MEASURES = ["immatriculations", "radiations", "chiffres_d_affaires", "economiquement_actifs",
            "administrativement_actifs"]
FLOWS, COUNT, STOCK = MEASURES[:3], MEASURES[3:4], MEASURES[4:]
KEYS = ["code_departement", "departement", "code_region", "region"]
UNITS = dict(zip(MEASURES, ["account", "account", "EUR", "account", "account"]))
NATURES = dict(zip(MEASURES, ["flow", "flow", "flow", "count", "stock"]))
LATEST, BEFORE, REMAINDER = "2025-Q4", "2024-Q4", "NCA"

folder, mode = sys.argv[1:3]
wanted = sys.argv[3:]


def read(name):
    codes = {"code_departement": str, "code_region": str}
    made = pandas.read_csv(f"{folder}/{name}.csv", sep=";", dtype=codes)
    made["period"] = made["annee"].astype(str) + "-Q" + made["trimestre"].astype(str)
    return made


frame, older = read("newer"), read("older")
population = pandas.read_csv(f"{folder}/population.csv", dtype={"code_departement": str})
prices = pandas.read_csv(f"{folder}/prices.csv", dtype={"period": str}).set_index("period")["prices"]
table = frame.pivot(index="period", columns="code_departement", values=MEASURES)
names = frame.drop_duplicates("code_departement").set_index("code_departement")[KEYS[1:]]
measure_of = table.columns.get_level_values(0)
region_of = table.columns.get_level_values(1).map(names["code_region"])
radiations = table["radiations"]


# Where a unit is missing that had a value before.
def holes(values):
    return values.isna() & values.ffill().notna()


# Sums that are missing where a unit is missing.
def strict(values, groups):
    sums = values.groupby(groups, axis=1).sum(min_count=1)
    return sums.mask(holes(values).groupby(groups, axis=1).any())


# ---------------------------------------------------------------- the operations

def by_year(values):
    return values.groupby(values.index.str[:4])


def annual():
    whole = by_year(table).count() == 4
    return pandas.concat([by_year(table[FLOWS]).sum(min_count=4), by_year(table[COUNT]).mean(),
                          by_year(table[STOCK]).last()], axis=1).where(whole)


def rolling():
    return pandas.concat([table[FLOWS].rolling(4).sum(), table[COUNT].rolling(4).mean()], axis=1)


def ratio_total():
    active, all_accounts = table["economiquement_actifs"], table["administrativement_actifs"]
    both = active.notna() & all_accounts.notna()
    parts = pandas.concat({"top": active.where(both), "bottom": all_accounts.where(both)}, axis=1)
    sums = strict(parts, parts.columns.get_level_values(0))
    return strict(table, measure_of).assign(taux_activite=sums["top"] / sums["bottom"])


def rank():
    values = radiations.loc[LATEST].drop(REMAINDER).dropna()
    return pandas.DataFrame({"value": values,
                             "rank": values.rank(method="min", ascending=False)}).sort_values("rank")


def share():
    values = radiations.loc[LATEST]
    return values / values.sum()


def contributions():
    values = radiations.loc[[BEFORE, LATEST]].fillna(0)
    return (values.loc[LATEST] - values.loc[BEFORE]) / values.loc[BEFORE].sum()


# The columns that the library writes.
def long():
    cells = frame.melt(id_vars=["period"] + KEYS, value_vars=MEASURES, var_name="measure")
    is_there = cells["value"].notna()
    return cells.assign(
        name=cells["departement"], unit=cells["measure"].map(UNITS), transform="",
        nature=cells["measure"].map(NATURES), formula="", numerator="", denominator="",
        status=is_there.map({True: "final", False: "missing"}), present=is_there.astype(int),
        expected=1, absent="", without="", addend="",
        dataset="auto-entrepreneurs-par-departement", notes="")


def diff():
    both = frame.merge(older, on=["code_departement", "period"], suffixes=("", "_old"))
    revised = []
    for measure in MEASURES:
        change = both[measure] - both[measure + "_old"]
        rows = change[change.notna() & (change != 0)]
        revised.append(both.loc[rows.index, ["code_departement", "period"]].assign(
            measure=measure, change=rows))
    return pandas.concat(revised)


def latest_complete():
    whole = radiations.drop(columns=REMAINDER).notna().all(axis=1)
    return whole[whole].index[-1]


def join():
    joined = frame.merge(population, how="left", left_on=["code_departement", "annee"],
                         right_on=["code_departement", "year"])
    return joined.assign(per_head=joined["immatriculations"] * 1000 / joined["population"])


def deflate():
    levels = prices / prices["2020"]
    by_quarter = table.index.str[:4].map(levels)
    return table["chiffres_d_affaires"].div(by_quarter, axis=0)


def fill():
    return table.mask(holes(table), 0)


# ---------------------------------------------------------------- cells of the results

def of_table(result):
    return {f"{m}|{unit}|{period}": value for (m, unit), values in result.items()
            for period, value in values.items()}


def of_groups(result):
    return {"|".join(["|".join(c) if isinstance(c, tuple) else c, period]): value
            for c, values in result.items() for period, value in values.items()}


def of_frame(result):
    return {f"{m}|{row.code_departement}|{row.period}": getattr(row, m)
            for row in result.itertuples() for m in MEASURES}


def of_long(result):
    return {f"{row.measure}|{row.code_departement}|{row.period}": row.value
            for row in result.itertuples()}


def of_units(result):
    return dict(result.items())


def of_wide(result):
    return {f"{unit}|{period}": value for unit, values in result.items()
            for period, value in values.items()}


def of_rank(result):
    return {f"{kind}|{code}": value for kind in ("value", "rank")
            for code, value in result[kind].items()}


def of_diff(result):
    return {f"{row.measure}|{row.code_departement}|{row.period}": row.change
            for row in result.itertuples()}


def of_join(result):
    return {f"{m}|{row.code_departement}|{row.period}": getattr(row, m)
            for row in result.itertuples() for m in ("population", "per_head")}


def of_csv_long(text):
    return of_long(pandas.read_csv(io.StringIO(text), dtype={"code_departement": str}))


def of_csv_wide(text):
    return of_wide(pandas.read_csv(io.StringIO(text), index_col="period"))


def of_json(text):
    panel = json.loads(text)
    return {f"{m}|{unit}|{period}": value for (m, unit), values in zip(panel["index"], panel["data"])
            for period, value in zip(panel["columns"], values)}


def of_json_long(text):
    return {f"{row['measure']}|{row['code_departement']}|{row['period']}": row["value"]
            for row in json.loads(text)}


OPERATIONS = {
    "filter": (lambda: frame[frame["code_region"] == "53"], of_frame),
    "aggregate": (lambda: strict(table, [measure_of, region_of]), of_groups),
    "aggregate_skip": (lambda: table.groupby([measure_of, region_of], axis=1).sum(min_count=1),
                       of_groups),
    "total": (lambda: strict(table, measure_of), of_groups),
    "annual": (annual, of_table),
    "yoy": (lambda: (table / table.shift(4) - 1).where(table.shift(4) > 0), of_table),
    "rolling": (rolling, of_table),
    "index": (lambda: table / table.loc["2015-Q1":"2015-Q4"].mean(skipna=False) * 100, of_table),
    "ratio_total": (ratio_total, of_groups),
    "rank": (rank, of_rank),
    "share": (share, of_units),
    "contributions": (contributions, of_units),
    "latest_complete": (latest_complete, lambda period: {period: 1}),
    "wide": (lambda: frame.pivot(index="period", columns="code_departement", values="radiations"),
             of_wide),
    "csv_long": (lambda: long().to_csv(index=False), of_csv_long),
    "csv_wide": (lambda: radiations.to_csv(), of_csv_wide),
    "json": (lambda: table.T.to_json(orient="split"), of_json),
    "json_long": (lambda: long().to_json(orient="records"), of_json_long),
    "diff": (diff, of_diff),
    "join": (join, of_join),
    "deflate": (deflate, of_wide),
    "fill": (fill, of_table),
    "total_zero": (lambda: fill().groupby(measure_of, axis=1).sum(min_count=1), of_groups),
}


def least_of(work, runs):
    cpu = wall = float("inf")
    for _ in range(runs):
        started, at = time.process_time(), time.monotonic()
        work()
        cpu, wall = min(cpu, time.process_time() - started), min(wall, time.monotonic() - at)
    return cpu, wall


def write_cells(name, cells):
    with open(f"{folder}/pandas/{name}", "w", encoding="utf-8") as out:
        for cell, value in cells.items():
            if value is not None and value == value:
                out.write(f"{cell}\t{float(value)!r}\n")


if mode == "check":
    os.makedirs(f"{folder}/pandas", exist_ok=True)
    for operation, (work, cells_of) in OPERATIONS.items():
        write_cells(operation, cells_of(work()))
else:
    for operation, (work, _) in OPERATIONS.items():
        if wanted in ([], [operation]):
            print(operation, "%.7f %.7f" % least_of(work, int(mode)))
