# pandas: the CSV export, of a base URL or on disk, codes read as text, pivoted to units and measures
# by quarter: SOURCE MODE [DATASET KEYS MEASURES], these two separated by commas.
import sys
import time

import pandas

MAIN = ["auto-entrepreneurs-par-departement", "code_departement",
        "immatriculations,radiations,chiffres_d_affaires,economiquement_actifs,administrativement_actifs"]

source, headers = sys.argv[1], None
dataset, keys, measures = sys.argv[3:] or MAIN
keys, measures = keys.split(","), measures.split(",")
if source.startswith("http"):
    source += "/catalog/datasets/" + dataset + "/exports/csv"
    headers = {"Accept-Encoding": "gzip"}

started, wall = time.process_time(), time.monotonic()
frame = pandas.read_csv(source, sep=";", storage_options=headers, dtype={
    "code_departement": str, "code_region": str, "code_ancienne_region": str})
frame["period"] = frame["annee"].astype(str) + "-Q" + frame["trimestre"].astype(str)
table = frame.pivot(index="period", columns=keys, values=measures)
cpu, wall = time.process_time() - started, time.monotonic() - wall

if sys.argv[2:3] == ["check"]:
    print("cells %d sum %.0f" % (table.count().sum(), table.sum().sum()))
print("cpu %.6f wall %.6f" % (cpu, wall))
