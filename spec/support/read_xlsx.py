"""Reads a workbook with zipfile and ElementTree alone, and checks its structure.

Prints a line of JSON for each sheet: its name, frozen rows, filter, widths, and its cells by their
places, each as [type, value]: "text", "number", "day" (ISO) or "head".
"""
import datetime
import json
import re
import sys
import xml.etree.ElementTree as tree
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
OFFICE = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PACKAGE = "{http://schemas.openxmlformats.org/package/2006/relationships}"
TYPES = "{http://schemas.openxmlformats.org/package/2006/content-types}"
KINDS = {"1": "text", "2": "day", "3": "head", "4": "text", None: "number"}

archive = zipfile.ZipFile(sys.argv[1])
assert archive.testzip() is None
names = archive.namelist()
assert names[0] == "[Content_Types].xml" and len(set(names)) == len(names)
assert {info.date_time for info in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
parts = {name: tree.fromstring(archive.read(name)) for name in names}

types = parts["[Content_Types].xml"]
overridden = {one.get("PartName") for one in types.iter(TYPES + "Override")}
assert overridden == {"/" + name for name in names if name.startswith("xl/") and "_rels" not in name}
root = [one.get("Target") for one in parts["_rels/.rels"].iter(PACKAGE + "Relationship")]
assert root == ["xl/workbook.xml"]
targets = {one.get("Id"): "xl/" + one.get("Target")
           for one in parts["xl/_rels/workbook.xml.rels"].iter(PACKAGE + "Relationship")}
assert set(targets.values()) <= set(names)


def unescaped(text):
    return re.sub("_x([0-9A-F]{4})_", lambda found: chr(int(found[1], 16)), text)


strings = [unescaped("".join(one.itertext())) for one in parts["xl/sharedStrings.xml"]]
assert len(set(strings)) == len(strings)
styles = len(parts["xl/styles.xml"].find(MAIN + "cellXfs"))


def cell_of(cell):
    style, value = cell.get("s"), cell.find(MAIN + "v").text
    assert int(style or 0) < styles
    if cell.get("t") == "s":
        return [KINDS[style], strings[int(value)]]
    if KINDS[style] == "day":
        return ["day", str(datetime.date(1899, 12, 30) + datetime.timedelta(days=int(value)))]
    return ["number", float(value)]


for sheet in parts["xl/workbook.xml"].iter(MAIN + "sheet"):
    part = parts[targets[sheet.get(OFFICE + "id")]]
    assert len(sheet.get("name")) <= 31
    cells, number = {}, 0
    for row in part.iter(MAIN + "row"):
        number += 1
        assert row.get("r") == str(number)
        for cell in row:
            assert re.fullmatch("[A-Z]+%d" % number, cell.get("r"))
            assert cell.get("r") not in cells
            cells[cell.get("r")] = cell_of(cell)
    pane = part.find("%ssheetViews/%ssheetView/%spane" % (MAIN, MAIN, MAIN))
    print(json.dumps({
        "name": sheet.get("name"), "rows": number, "cells": cells,
        "frozen": pane is not None and pane.get("state") == "frozen" and int(pane.get("ySplit")),
        "filter": part.find(MAIN + "autoFilter").get("ref"),
        "widths": [float(one.get("width")) for one in part.iter(MAIN + "col")]}))
