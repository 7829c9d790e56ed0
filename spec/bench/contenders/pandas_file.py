# pandas: a CSV export on disk, codes read as text, pivoted to units and measures by quarter.
import sys
import time

import pandas

MEASURES = ["immatriculations", "radiations", "chiffres_d_affaires", "economiquement_actifs",
            "administrativement_actifs"]

started = time.process_time()
frame = pandas.read_csv(sys.argv[1], sep=";", dtype={"code_departement": str, "code_region": str})
frame["code_departement"] = frame["code_departement"].fillna(frame["departement"])
frame["period"] = frame["annee"].astype(str) + "-Q" + frame["trimestre"].astype(str)
table = frame.pivot(index="period", columns="code_departement", values=MEASURES)
print("cpu %.6f" % (time.process_time() - started))
