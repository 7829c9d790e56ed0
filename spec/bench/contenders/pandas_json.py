# pandas: the JSON export, codes read as text, pivoted to units and measures by quarter.
import gzip
import io
import sys
import time
import urllib.request

import pandas

MEASURES = ["immatriculations", "radiations", "chiffres_d_affaires", "economiquement_actifs",
            "administrativement_actifs"]

started, wall = time.process_time(), time.monotonic()
request = urllib.request.Request(
    sys.argv[1] + "/catalog/datasets/auto-entrepreneurs-par-departement/exports/json",
    headers={"Accept-Encoding": "gzip"})
with urllib.request.urlopen(request) as answer:
    body = gzip.decompress(answer.read())
frame = pandas.read_json(io.BytesIO(body), dtype={"code_departement": str, "code_region": str,
                                                  "annee": str}, convert_dates=False)
frame["code_departement"] = frame["code_departement"].fillna(frame["departement"])
frame["period"] = frame["annee"].astype(str) + "-Q" + frame["trimestre"].astype(str)
table = frame.pivot(index="period", columns="code_departement", values=MEASURES)
cpu, wall = time.process_time() - started, time.monotonic() - wall

if sys.argv[2:] == ["check"]:
    print("cells %d sum %d" % (table.count().sum(), table.sum().sum()))
print("cpu %.6f wall %.6f" % (cpu, wall))
