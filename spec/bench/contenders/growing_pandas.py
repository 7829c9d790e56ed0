# What spec/bench/growing.lua measures, with pandas: BASE_URL STEP MODE DATASET KEYS.
import os
import sys
import time

import pandas

base_url, step, mode, dataset, keys = sys.argv[1:]
keys = keys.split(",")
MEASURES = ["dpae_brut", "dpae_cvs"]
CODES = ["code_region", "code_ancienne_region", "code_departement"]
TIME = ["annee", "trimestre"]


def read():
    url = base_url + "/catalog/datasets/" + dataset + "/exports/csv"
    return pandas.read_csv(url, sep=";", storage_options={"Accept-Encoding": "gzip"},
                           dtype=dict.fromkeys(CODES, str))


def periods(frame):
    return frame["annee"].astype(str) + "-Q" + frame["trimestre"].astype(str)


# ---------------------------------------------------------------- the steps

def fetch(_):
    frame = read()
    frame["period"] = periods(frame)
    return frame.pivot(index="period", columns=keys, values=MEASURES)


def aggregate(frame):
    return frame.groupby(["code_region"] + TIME)[MEASURES].sum()


def rank(frame):
    latest = frame[TIME[0]] * 10 + frame[TIME[1]]
    rows = frame[latest == latest.max()]
    for name in frame.columns.intersection(["region", "departement"] + keys):
        rows = rows[~rows[name].str.contains("_", regex=False)]
    values = rows.set_index(keys)["dpae_brut"]
    return pandas.DataFrame({"value": values,
                             "rank": values.rank(method="min", ascending=False)}).sort_values("rank")


# The columns that the library writes.
def csv(frame):
    own = [name for name in frame.columns if name not in TIME + MEASURES]
    own.remove("dernier_jour_du_trimestre")
    name = frame[keys[0]].str.cat([frame[key] for key in keys[1:]], sep=", ")
    cells = frame.assign(period=periods(frame), name=name).melt(
        id_vars=["period"] + own + ["name"], value_vars=MEASURES, var_name="measure")
    cells.assign(unit="declaration", transform="", nature="flow", formula="", numerator="",
                 denominator="", status="final", present=1, expected=1, absent="", without="",
                 addend="", dataset=dataset, notes="").to_csv(os.environ["OUTPUT"], index=False)


# ---------------------------------------------------------------- the cells of the results

def print_count(of_measure):
    for measure in MEASURES:
        values = of_measure(measure)
        print(f"{measure}|cells\t{int(values.count().sum())}")
        print(f"{measure}|sum\t{float(values.sum().sum())!r}")


def cells_of_fetch(table):
    print_count(lambda measure: table[measure])


def cells_of_aggregate(sums):
    for (region, year, quarter), row in sums.iterrows():
        for measure in MEASURES:
            print(f"{measure}|{region}|{year}-Q{quarter}\t{float(row[measure])!r}")


def cells_of_rank(rows):
    for unit, row in rows.iterrows():
        for field in ("rank", "value"):
            print(f"{field}|{'|'.join(unit)}\t{float(row[field])!r}")


def cells_of_csv(_):
    cells = pandas.read_csv(os.environ["OUTPUT"], usecols=["measure", "value"])
    print_count(lambda measure: cells[cells["measure"] == measure]["value"].to_frame())


work = {"fetch": fetch, "aggregate": aggregate, "rank": rank, "csv": csv}[step]
frame = None if step == "fetch" else read()
cpu, wall = time.process_time(), time.monotonic()
result = work(frame)
cpu, wall = time.process_time() - cpu, time.monotonic() - wall
if mode == "check":
    {"fetch": cells_of_fetch, "aggregate": cells_of_aggregate, "rank": cells_of_rank,
     "csv": cells_of_csv}[step](result)
print("cpu %.6f wall %.6f" % (cpu, wall))
