"""Reads CSV or JSON from a file with Python's own modules and prints its cells, one a line:

    period TAB key TAB measure TAB value

where key is "name=value" pairs, sorted, joined by "|"; a missing value is "-"; numbers are printed
as repr gives them, which reads back to the same double, integers without a point.

    read_back.py long-csv|fr-csv|wide-csv|json|long-json|wide-json FILE
"""
import csv
import json
import sys

OWN = {"period", "date", "name", "measure", "value", "unit", "transform", "nature", "formula",
       "numerator", "denominator", "status", "present", "expected", "absent", "without", "dataset",
       "notes"}


def number(text):
    if text == "":
        return "-"
    try:
        return repr(int(text))
    except ValueError:
        return repr(float(text))


def plain(value):
    return "-" if value is None else repr(value)


def line(period, key, measure, value):
    pairs = "|".join(f"{name}={key[name]}" for name in sorted(key))
    print(period, pairs, measure, value, sep="\t")


def long_rows(rows, spell):
    for row in rows:
        key = {name: text for name, text in row.items()
               if name not in OWN and text not in ("", None)}
        line(row["period"], key, row["measure"], spell(row["value"]))


def wide_rows(header, rows, spell):
    for row in rows:
        # what stands behind the table describes its rows
        end = header.index("columns") if "columns" in header else len(header)
        for column, value in list(zip(header, row))[1:end]:
            line(row[0], {"column": column}, "", spell(value))


def main():
    kind, path = sys.argv[1:]
    sys.stdout.reconfigure(encoding="utf-8")
    if kind.endswith("csv"):
        encoding = "utf-8-sig" if kind == "fr-csv" else "utf-8"
        with open(path, encoding=encoding, newline="") as file:
            reader = csv.reader(file, delimiter=";" if kind == "fr-csv" else ",", strict=True)
            header, *rows = list(reader)
        spell = (lambda text: number(text.replace(",", "."))) if kind == "fr-csv" else number
        if kind == "wide-csv":
            wide_rows(header, rows, spell)
        else:
            assert all(len(row) == len(header) for row in rows)
            long_rows([dict(zip(header, row)) for row in rows], spell)
        return
    with open(path, encoding="utf-8") as file:
        data = json.load(file)
    if kind == "json":
        for series in data["series"]:
            assert len(series["values"]) == len(data["periods"])
            for period, value in zip(data["periods"], series["values"]):
                line(period, series["key"], series["measure"], plain(value))
    elif kind == "long-json":
        long_rows(data, plain)
    else:
        wide_rows(list(data[0]), [list(row.values()) for row in data], plain)


main()
