# pandas: the CSV export, of a base URL or on disk, codes read as text, pivoted to units and measures
# by quarter.
import sys
import time

import pandas

MEASURES = ["immatriculations", "radiations", "chiffres_d_affaires", "economiquement_actifs",
            "administrativement_actifs"]

source, headers = sys.argv[1], None
if source.startswith("http"):
    source += "/catalog/datasets/auto-entrepreneurs-par-departement/exports/csv"
    headers = {"Accept-Encoding": "gzip"}

started = time.process_time()
frame = pandas.read_csv(source, sep=";", dtype={"code_departement": str, "code_region": str},
                        storage_options=headers)
frame["code_departement"] = frame["code_departement"].fillna(frame["departement"])
frame["period"] = frame["annee"].astype(str) + "-Q" + frame["trimestre"].astype(str)
table = frame.pivot(index="period", columns="code_departement", values=MEASURES)
cpu = time.process_time() - started

if sys.argv[2:] == ["check"]:
    print("cells %d sum %d" % (table.count().sum(), table.sum().sum()))
print("cpu %.6f" % cpu)
