"""Random panels, as rows of a CSV of the portal: holes, births, ends, units that never have a
measure, remainders and adjustments (maybe of one code), totals at several levels, zeros,
negatives, ties, decimals; months, quarters, years."""
import random
from dataclasses import dataclass, field
from decimal import Decimal

MEASURES = ["immatriculations", "radiations", "economiquement_actifs", "administrativement_actifs"]
KEYS = ["code_region", "region", "code_departement", "departement", "secteur_d_activite"]

REST, CALAGE = "_non classé ailleurs_", "_calage_"
REGIONS = {
    ("84", "Auvergne-Rhône-Alpes"): [("01", "Ain"), ("38", "Isère"), ("69", "Rhône")],
    ("53", "Bretagne"): [("22", "Côtes-d'Armor"), ("35", "Ille-et-Vilaine")],
    ("94", "Corse"): [("2A", "Corse-du-Sud"), ("2B", "Haute-Corse")],
    ("01", "Guadeloupe"): [("971", "Guadeloupe")],
}
ALL_SECTORS = "Tous secteurs"
SECTORS = ["Commerce", "Construction", REST]
PER_YEAR = {"month": 12, "quarter": 4, "year": 1}
# how many periods there are: at least, at most
SIZES = {"month": (13, 30), "quarter": (6, 14), "year": (3, 6)}


def spell(ordinal, frequency):
    """The name of a period, of which the ordinal is known."""
    year, part = divmod(ordinal, PER_YEAR[frequency])
    return {"year": f"{year}", "quarter": f"{year}-Q{part + 1}",
            "month": f"{year}-{part + 1:02}"}[frequency]


@dataclass
class Unit:
    key: dict
    is_total: bool = False
    cells: dict = field(default_factory=dict)

    @property
    def is_pseudo(self):
        return any(value in (REST, CALAGE) for value in self.key.values())


class RandomPanel:
    """The panel of a seed. A cell is the text of a number, or "" if it is empty."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.frequency = self.random.choice(["quarter", "quarter", "month", "year"])
        self.per_year = PER_YEAR[self.frequency]
        self.size = self.random.randint(*SIZES[self.frequency])
        self.first = 2015 * self.per_year + self.random.randrange(3 * self.per_year)
        self.holes = self.random.choice([0, 0, 0.03, 0.1, 0.25])
        self.has_births = self.random.random() < 0.6
        self.digits = self.random.choice([0, 0, 2, 6])
        self.largest = self.random.choice([3, 40, 5000, 10**6])
        self.least = self.random.choice([0, 0, 0, 1, -5])
        # in some all units have all values, so that a total without a name can be told
        self.is_whole = seed % 8 == 7
        if self.is_whole:
            self.holes, self.has_births, self.least = 0, False, max(self.least, 0)
            self.largest = max(self.largest, 5000)
        shape = self.random.choice(["departement", "sector", "both"])
        self.units = [self.with_cells(unit) for unit in self.make_units(shape)]
        self.units += self.totals(shape)
        self.units += self.named_totals(shape) or self.unnamed_total(shape)

    def make_units(self, shape):
        pick = self.random
        keys = []
        for (code, name), departements in pick.sample(sorted(REGIONS.items()), pick.randint(1, 4)):
            region = {"code_region": code, "region": name}
            places = [dict(region, code_departement=c, departement=d) for c, d in departements]
            keys += places if shape != "sector" else [region]
        if pick.random() < 0.5:
            keys.append(self.pseudo_place("NCA", REST, shape))
        if pick.random() < 0.3:
            code = pick.choice(["99", "NCA"])
            keys.append(self.pseudo_place(code, CALAGE, shape))
        if shape != "departement":
            keys = [dict(key, secteur_d_activite=sector) for key in keys
                    for sector in SECTORS if pick.random() < 0.7]
        units = [Unit(key) for key in keys]
        if all(unit.is_pseudo for unit in units):
            # of pseudo-units alone no sum over years is known, unless one has a whole year
            sector = {} if shape == "departement" else {"secteur_d_activite": "Commerce"}
            units.append(Unit({"code_region": "94", "region": "Corse", **sector}))
        if pick.random() < 0.2 and shape == "departement":
            units.append(Unit({"departement": "France entière"}, is_total=True))
        return units

    def totals(self, shape):
        """Rows that lack a key which those under them have, and are their sums."""
        levels = {"departement": [KEYS[:2], []], "sector": [KEYS[:2], KEYS[4:]],
                  "both": [KEYS[:4], KEYS[4:], KEYS[:2]]}[shape]
        # what is small, negative or full of holes may be a sum by chance, or not look like one
        if self.least < 0 or self.largest < 1000 or self.holes > 0.05 or self.is_whole:
            return []
        parts, found = [unit for unit in self.units if not unit.is_total], []
        for level in levels:
            groups = {}
            for unit in parts if self.random.random() < 0.3 else []:
                key = {name: unit.key[name] for name in level if name in unit.key}
                if len(key) == len(level):
                    groups.setdefault(tuple(key.items()), []).append(unit)
            found += [self.total_of(dict(key), group) for key, group in groups.items()
                      if not any(value in (REST, CALAGE) for _, value in key)]
        return found

    def total_of(self, key, group):
        total = Unit(key, is_total=True)
        for measure in MEASURES:
            for t in range(self.size):
                texts = [unit.cells[measure, t] for unit in group if unit.cells[measure, t]]
                total.cells[measure, t] = str(sum(map(Decimal, texts))) if texts else ""
        # some differ from the sum of their parts, or are not told, in a cell
        measure, t = self.random.choice(MEASURES), self.random.randrange(self.size)
        if total.cells[measure, t] and self.size > 4 and not self.is_whole:
            total.cells[measure, t] = self.random.choice([total.cells[measure, t]] * 4 + ["7", ""])
        return total

    def named_totals(self, shape):
        """Rows of all sectors of a place, as the name of their sector says."""
        if shape == "departement" or self.random.random() < 0.85:
            return []
        places = self.by_place(unit for unit in self.units if not unit.is_total)
        return [self.total_of(dict(place, secteur_d_activite=ALL_SECTORS), group)
                for place, group in places.items() if len(group) > 1]

    @staticmethod
    def by_place(units):
        places = {}
        for unit in units:
            place = {name: unit.key[name] for name in KEYS[:4] if name in unit.key}
            places.setdefault(tuple(place.items()), []).append(unit)
        return places

    def unnamed_total(self, shape):
        """Rows that nothing tells but their figures: sums of all others, or of all sectors."""
        parts = [unit for unit in self.units if not unit.is_total]
        if not self.is_whole or len(parts) < len(self.units) or self.size < 8:
            return []
        if shape == "departement" and len(parts) > 3:
            key = {"code_region": "ZZ", "region": "Autre", "code_departement": "ZZ",
                   "departement": "Autre"}
            return [self.total_of(key, parts)]
        places = self.by_place(parts)
        if shape == "departement" or len(places) < 3 or min(map(len, places.values())) < 2:
            return []
        return [self.total_of(dict(place, secteur_d_activite="Autre"), group)
                for place, group in places.items()]

    @staticmethod
    def pseudo_place(code, name, shape):
        key = {"code_region": code, "region": name}
        return dict(key, code_departement=code, departement=name) if shape != "sector" else key

    def with_cells(self, unit):
        pick = self.random
        is_new = self.has_births and pick.random() < 0.4
        birth = pick.randrange(self.size) if is_new else 0
        is_over = pick.random() < 0.15 and not self.is_whole
        end = pick.randrange(birth, self.size) if is_over else self.size
        for measure in MEASURES:
            never = pick.random() < 0.08 and not (unit.is_total or self.is_whole)
            own = birth if pick.random() < 0.85 or self.is_whole else pick.randrange(self.size)
            for t in range(self.size):
                is_there = own <= t < end and not never and pick.random() >= self.holes
                unit.cells[measure, t] = self.number(measure) if is_there or unit.is_total else ""
        return unit

    def number(self, measure):
        pick = self.random
        least = self.least if measure in MEASURES[:2] else max(self.least, 0)
        if measure == "radiations" and self.digits:
            return f"{pick.uniform(least, self.largest):.{self.digits}f}"
        return str(pick.randint(least, self.largest))

    def spell(self, t):
        """The name of the period at a position."""
        return spell(self.first + t, self.frequency)

    def time_columns(self, t):
        year, part = divmod(self.first + t, self.per_year)
        if self.frequency == "month":
            days = [31, 29 if year % 4 == 0 else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
            return {"dernier_jour_du_mois": f"{year}-{part + 1:02}-{days[part]}"}
        if self.frequency == "quarter":
            return {"annee": str(year), "trimestre": str(part + 1)}
        return {"annee": str(year)}

    def csv(self, order):
        """The text of a file, its rows in a random order."""
        keys = [key for key in KEYS if any(key in unit.key for unit in self.units)]
        header = list(self.time_columns(0)) + keys + MEASURES
        rows = [list(self.time_columns(t).values()) + [unit.key.get(key, "") for key in keys]
                + [unit.cells[measure, t] for measure in MEASURES]
                for unit in self.units for t in range(self.size)]
        random.Random(order).shuffle(rows)
        return "".join(";".join(row) + "\r\n" for row in [header] + rows)
