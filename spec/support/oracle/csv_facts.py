"""What python3 finds in CSV files of the portal. Reads a JSON list of { "file":, "key": [columns] }
from a file and prints a JSON list, one object for each:

    header   the names, without the byte order mark of the file
    rows     how many
    ragged   how many rows have another number of cells than the header
    twice    a key that two rows share, or ""
    kinds    for each column what its filled cells are: "int", "double", "day", "text", joined by "|"
    empty    for each column how many cells are empty

    csv_facts.py LIST
"""
import csv
import json
import re
import sys

KINDS = [
    ("day", re.compile(r"\d{4}-\d\d-\d\d")),
    ("int", re.compile(r"-?\d+")),
    ("double", re.compile(r"-?\d+\.\d+(e[-+]?\d+)?")),
]


def kind_of(cell):
    return next((kind for kind, form in KINDS if form.fullmatch(cell)), "text")


def twice(rows, at):
    seen = set()
    for row in rows:
        key = tuple(row[i] for i in at)
        if key in seen:
            return ";".join(key)
        seen.add(key)
    return ""


def facts(asked):
    with open(asked["file"], encoding="utf-8-sig", newline="") as file:
        header, *rows = csv.reader(file, delimiter=";")
    columns = [[row[i] for row in rows] for i in range(len(header))]
    return {
        "header": header,
        "rows": len(rows),
        "ragged": sum(len(row) != len(header) for row in rows),
        "twice": twice(rows, [header.index(name) for name in asked["key"]]),
        "kinds": {name: "|".join(sorted({kind_of(cell) for cell in cells if cell}))
                  for name, cells in zip(header, columns)},
        "empty": {name: cells.count("") for name, cells in zip(header, columns)},
    }


with open(sys.argv[1], encoding="utf-8") as file:
    json.dump([facts(asked) for asked in json.load(file)], sys.stdout)
