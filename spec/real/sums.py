# The sums of each numeric column of a CSV file, by period and by region: what spec/real/try.lua
# holds the library's panel against. Reads the bytes anew and shares no code with the library.
#
#     python3 sums.py FILE    prints one JSON object:
#     { "columns": { heading: { "count": cells, "periods": { period: sum }, "regions": { region: sum } } } }
#
# A period is spelt as the library spells it. A sum is correctly rounded (math.fsum); a column counts
# as numeric if all its filled cells are numbers. An empty cell is no zero: it is not counted.
import csv
import json
import math
import re
import sys
import unicodedata


def folded(heading):
    """A heading without accents, capitals and marks: 'Année' is 'annee'."""
    plain = unicodedata.normalize("NFD", heading.lower().replace("\ufeff", ""))
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^a-z0-9]+", "_", plain).strip("_")


def period_of(row, at):
    """The period of a row: a month's end, else year and quarter, else a quarter's end or a year."""
    for name in ("dernier_jour_du_mois", "date_dernier_jour_du_mois"):
        if name in at:
            return row[at[name]][:7]
    if "annee" in at and "trimestre" in at:
        return "%s-Q%s" % (row[at["annee"]][:4], row[at["trimestre"]][-1])
    for name in ("dernier_jour_du_trimestre", "dernier_jour_trim"):
        if name in at:
            year, month = row[at[name]].split("-")[:2]
            return "%s-Q%d" % (year, int(month) // 3)
    return row[at["annee"]][:4]


def number(cell):
    try:
        return float(cell)
    except ValueError:
        return None


def rows_of(path):
    with open(path, encoding="utf-8-sig", newline="") as file:
        delimiter = ";" if ";" in file.readline() else ","
        file.seek(0)
        return list(csv.reader(file, delimiter=delimiter))


def sums(rows):
    header, body = rows[0], [row for row in rows[1:] if row]
    at = {folded(heading): i for i, heading in enumerate(header)}
    region = at.get("code_region", at.get("region"))
    columns = {}
    for i, heading in enumerate(header):
        filled = [(row, number(row[i])) for row in body if row[i] != ""]
        if not filled or any(value is None for _, value in filled):
            continue
        by = {"periods": {}, "regions": {}}
        for row, value in filled:
            by["periods"].setdefault(period_of(row, at), []).append(value)
            if region is not None:
                by["regions"].setdefault(row[region], []).append(value)
        columns[folded(heading)] = {
            "count": len(filled),
            "periods": {key: math.fsum(values) for key, values in by["periods"].items()},
            "regions": {key: math.fsum(values) for key, values in by["regions"].items()},
        }
    return {"columns": columns}


json.dump(sums(rows_of(sys.argv[1])), sys.stdout)
