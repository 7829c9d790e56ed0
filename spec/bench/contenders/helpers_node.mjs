// Node alone: the operations of spec/bench/operations.lua as loops over arrays.
//
//   helpers_node.mjs FOLDER RUNS [NAME]  prints for each operation, or for one, its name and the
//                                        least CPU and wall seconds
//   helpers_node.mjs FOLDER check        writes FOLDER/node/NAME: each cell of the result and its
//                                        value
//
// In memory are the units, each with its key and an array of values for each measure.
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const MEASURES = ["immatriculations", "radiations", "chiffres_d_affaires", "economiquement_actifs",
  "administrativement_actifs"];
const [COUNT, STOCK] = MEASURES.slice(3);
const KEYS = ["code_departement", "departement", "code_region", "region"];
const LATEST = "2025-Q4", BEFORE = "2024-Q4", REMAINDER = "NCA", DATASET =
  "auto-entrepreneurs-par-departement";
const [folder, mode, wanted] = process.argv.slice(2);

// The rows of a file as objects of texts; no cell of these files has quotes.
const rowsOf = (name, delimiter) => {
  const [header, ...lines] = readFileSync(`${folder}/${name}.csv`, "utf8").trimEnd().split(/\r?\n/)
    .map((line) => line.split(delimiter));
  return lines.map((line) => Object.fromEntries(header.map((heading, i) => [heading, line[i]])));
};
const number = (text) => text === "" ? null : Number(text);

const periods = [];
for (let year = 2009; year <= 2025; year++) {
  for (let quarter = 1; quarter <= 4; quarter++) periods.push(`${year}-Q${quarter}`);
}
const position = new Map(periods.map((period, i) => [period, i]));
const yearOf = (i) => periods[i].slice(0, 4);

const read = (name) => {
  const units = new Map();
  for (const row of rowsOf(name, ";")) {
    let unit = units.get(row.code_departement);
    if (!unit) {
      unit = { key: Object.fromEntries(KEYS.map((k) => [k, row[k]])), values: {} };
      for (const m of MEASURES) unit.values[m] = new Array(periods.length).fill(null);
      units.set(row.code_departement, unit);
    }
    const i = position.get(`${row.annee}-Q${row.trimestre}`);
    for (const m of MEASURES) unit.values[m][i] = number(row[m]);
  }
  return [...units.values()];
};
const data = read("newer"), older = read("older");
const population = rowsOf("population", ","), prices = rowsOf("prices", ",");

// ------------------------------------------------------------------ the operations

// Units with what a function makes of the values of each measure.
const mapped = (make, measures = MEASURES, units = data) => units.map((unit) => ({ key: unit.key,
  values: Object.fromEntries(measures.map((m) => [m, make(unit.values[m], m)])) }));
const holes = (values) => {
  let hasBegun = false;
  return values.map((value) => {
    hasBegun ||= value !== null;
    return hasBegun && value === null;
  });
};

// Sums of a measure by group and period. Strict: missing where a unit is missing.
const sumOf = (units, m, isStrict) => {
  const sums = new Array(periods.length).fill(null), lost = new Array(periods.length).fill(false);
  for (const unit of units) {
    let hasBegun = false;
    const values = unit.values[m];
    for (let i = 0; i < values.length; i++) {
      if (values[i] === null) {
        if (hasBegun && isStrict) lost[i] = true;
      } else {
        hasBegun = true;
        sums[i] = (sums[i] ?? 0) + values[i];
      }
    }
  }
  return isStrict ? sums.map((sum, i) => lost[i] ? null : sum) : sums;
};
const groupSums = (units, groupOf, isStrict, measures = MEASURES) => {
  const groups = Map.groupBy ? Map.groupBy(units, groupOf) : new Map();
  if (groups.size === 0) {
    for (const unit of units) {
      const group = groupOf(unit);
      if (!groups.has(group)) groups.set(group, []);
      groups.get(group).push(unit);
    }
  }
  return [...groups].map(([group, members]) => ({ key: { group },
    values: Object.fromEntries(measures.map((m) => [m, sumOf(members, m, isStrict)])) }));
};
const ofRegion = (unit) => unit.key.code_region, ofAll = () => "";

const annual = () => mapped((values, m) => {
  const years = [];
  for (let i = 0; i < values.length; i += 4) {
    const four = values.slice(i, i + 4), isWhole = !four.includes(null);
    const sum = isWhole ? four[0] + four[1] + four[2] + four[3] : null;
    years.push(isWhole ? m === STOCK ? four[3] : m === COUNT ? sum / 4 : sum : null);
  }
  return years;
});
const growth = (values) => values.map((value, i) => value !== null && i >= 4
  && values[i - 4] > 0 ? value / values[i - 4] - 1 : null);
const window = (values, m) => values.map((_, i) => {
  if (i < 3) return null;
  const four = values.slice(i - 3, i + 1);
  if (four.includes(null)) return null;
  const sum = four[0] + four[1] + four[2] + four[3];
  return m === COUNT ? sum / 4 : sum;
});
const indexed = (values) => {
  const first = position.get("2015-Q1"), four = values.slice(first, first + 4);
  if (four.includes(null)) return values.map(() => null);
  const base = (four[0] + four[1] + four[2] + four[3]) / 4;
  return values.map((value) => value === null ? null : value / base * 100);
};
const ratioTotal = () => {
  const paired = data.map(({ key, values }) => {
    const both = values[COUNT].map((value, i) => value !== null && values[STOCK][i] !== null);
    const where = (m) => values[m].map((value, i) => both[i] ? value : null);
    return { key, values: { top: where(COUNT), bottom: where(STOCK) } };
  });
  const [total] = groupSums(data, ofAll, true);
  const [{ values: { top, bottom } }] = groupSums(paired, ofAll, true, ["top", "bottom"]);
  total.values.taux_activite = top.map((sum, i) => sum === null || bottom[i] === null ? null
    : sum / bottom[i]);
  return [total];
};

const at = (period) => {
  const i = position.get(period);
  return (unit) => unit.values.radiations[i];
};
const codeOf = (unit) => unit.key.code_departement;
const isPlace = (unit) => codeOf(unit) !== REMAINDER;
const rank = () => {
  const now = at(LATEST), rows = data.filter((unit) => isPlace(unit) && now(unit) !== null)
    .map((unit) => ({ code: codeOf(unit), value: now(unit) })).sort((a, b) => b.value - a.value);
  rows.forEach((row, i) => {
    row.rank = i > 0 && rows[i - 1].value === row.value ? rows[i - 1].rank : i + 1;
  });
  return rows;
};
const total = (valueOf) => data.reduce((sum, unit) => sum + (valueOf(unit) ?? 0), 0);
const share = () => {
  const now = at(LATEST), all = total(now);
  return data.map((unit) => ({ code: codeOf(unit),
    value: now(unit) === null ? null : now(unit) / all }));
};
const contributions = () => {
  const now = at(LATEST), before = at(BEFORE), all = total(before);
  return data.map((unit) => ({ code: codeOf(unit),
    value: ((now(unit) ?? 0) - (before(unit) ?? 0)) / all }));
};
const latestComplete = () => {
  for (let i = periods.length - 1; i >= 0; i--) {
    const now = at(periods[i]);
    if (data.every((unit) => !isPlace(unit) || now(unit) !== null)) return periods[i];
  }
};

const wide = () => periods.map((period, i) => [period,
  ...data.map((unit) => unit.values.radiations[i])]);
const csv = (header, rows) => [header, ...rows].map((row) => row.join(",")).join("\n") + "\n";
const UNITS = { chiffres_d_affaires: "EUR" }, NATURES = { [COUNT]: "count", [STOCK]: "stock" };
const LONG = ["period", ...KEYS, "name", "measure", "value", "unit", "transform", "nature",
  "formula", "numerator", "denominator", "status", "present", "expected", "absent", "without",
  "addend", "dataset", "notes"];
const long = () => data.flatMap(({ key, values }) => MEASURES.flatMap((m) =>
  values[m].map((value, i) => [periods[i], key.code_departement, key.departement, key.code_region,
    key.region, key.departement, m, value, UNITS[m] ?? "account", "", NATURES[m] ?? "flow", "", "",
    "", value === null ? "missing" : "final", value === null ? 0 : 1, 1, "", "", "", DATASET, ""])));
const longRecords = () => long().map((row) => {
  const record = {};
  for (let k = 0; k < LONG.length; k++) record[LONG[k]] = row[k];
  return record;
});
const panel = () => data.flatMap(({ key, values }) => MEASURES.map((measure) =>
  ({ measure, code: key.code_departement, values: values[measure] })));

const diff = () => {
  const before = new Map(older.map((unit) => [codeOf(unit), unit]));
  const revised = [];
  for (const unit of data) {
    const old = before.get(codeOf(unit));
    for (const m of MEASURES) {
      unit.values[m].forEach((value, i) => {
        const change = value === null || !old || old.values[m][i] === null ? 0
          : value - old.values[m][i];
        if (change !== 0) revised.push({ m, code: codeOf(unit), period: periods[i], change });
      });
    }
  }
  return revised;
};
const join = () => {
  const known = new Map(population.map((row) =>
    [`${row.code_departement}|${row.year}`, Number(row.population)]));
  return data.map((unit) => {
    const counts = periods.map((_, i) => known.get(`${codeOf(unit)}|${yearOf(i)}`) ?? null);
    return { key: unit.key, values: { population: counts,
      per_head: unit.values.immatriculations.map((value, i) => value === null
        || counts[i] === null ? null : value * 1000 / counts[i]) } };
  });
};
const deflate = () => {
  const levels = Object.fromEntries(prices.map((row) => [row.period, Number(row.prices)]));
  return data.map((unit) => ({ key: unit.key,
    values: { value: unit.values.chiffres_d_affaires.map((value, i) => value === null ? null
      : value / (levels[yearOf(i)] / levels["2020"])) } }));
};
const filled = (values) => {
  const isHole = holes(values);
  return values.map((value, i) => isHole[i] ? 0 : value);
};

// ------------------------------------------------------------------ cells of the results

const of = (nameOf, times = periods) => (units) => units.flatMap((unit) =>
  Object.entries(unit.values).flatMap(([m, values]) =>
    values.map((value, i) => [nameOf(m, unit, times[i]), value])));
const byUnit = of((m, unit, period) => `${m}|${codeOf(unit)}|${period}`);
const byRegion = of((m, unit, period) => `${m}|${unit.key.group}|${period}`);
const byPeriod = of((m, unit, period) => `${m}|${period}`);
const ofRows = (rows) => rows.map((row) => [row.code, row.value]);
const records = (text) => {
  const [header, ...lines] = text.trimEnd().split("\n").map((line) => line.split(","));
  return lines.map((line) => Object.fromEntries(header.map((name, i) => [name, line[i]])));
};
const ofWide = (rows) => rows.flatMap((row) => Object.entries(row).filter(([name]) =>
  name !== "period").map(([name, value]) => [`${name}|${row.period}`, number(value)]));
const ofLong = (rows) => rows.map((row) => [`${row.measure}|${row.code_departement}|${row.period}`,
  row.value === "" ? null : row.value]);
const codes = data.map(codeOf);

const OPERATIONS = {
  filter: [() => data.filter((unit) => unit.key.code_region === "53"), byUnit],
  aggregate: [() => groupSums(data, ofRegion, true), byRegion],
  aggregate_skip: [() => groupSums(data, ofRegion, false), byRegion],
  total: [() => groupSums(data, ofAll, true), byPeriod],
  annual: [annual, of((m, unit, year) => `${m}|${codeOf(unit)}|${year}`,
    periods.filter((_, i) => i % 4 === 0).map((period) => period.slice(0, 4)))],
  yoy: [() => mapped(growth), byUnit],
  rolling: [() => mapped(window, MEASURES.slice(0, 4)), byUnit],
  index: [() => mapped(indexed), byUnit],
  ratio_total: [ratioTotal, byPeriod],
  rank: [rank, (rows) => rows.flatMap((row) => [[`value|${row.code}`, row.value],
    [`rank|${row.code}`, row.rank]])],
  share: [share, ofRows],
  contributions: [contributions, ofRows],
  latest_complete: [latestComplete, (period) => [[period, 1]]],
  wide: [wide, (rows) => rows.flatMap(([period, ...values]) =>
    values.map((value, c) => [`${codes[c]}|${period}`, value]))],
  csv_long: [() => csv(LONG, long()), (text) => ofLong(records(text))],
  csv_wide: [() => csv(["period", ...codes], wide()), (text) => ofWide(records(text))],
  json: [() => JSON.stringify(panel()), (text) => JSON.parse(text).flatMap((s) =>
    s.values.map((value, i) => [`${s.measure}|${s.code}|${periods[i]}`, value]))],
  json_long: [() => JSON.stringify(longRecords()), (text) => ofLong(JSON.parse(text))],
  diff: [diff, (rows) => rows.map((row) => [`${row.m}|${row.code}|${row.period}`, row.change])],
  join: [join, byUnit],
  deflate: [deflate, of((_, unit, period) => `${codeOf(unit)}|${period}`)],
  fill: [() => mapped(filled), byUnit],
  total_zero: [() => groupSums(mapped(filled), ofAll, false), byPeriod],
};

const leastOf = (work, runs) => {
  let cpu = Infinity, wall = Infinity;
  for (let run = 0; run < runs; run++) {
    const before = process.cpuUsage(), started = performance.now();
    work();
    const used = process.cpuUsage(before);
    wall = Math.min(wall, (performance.now() - started) / 1000);
    cpu = Math.min(cpu, (used.user + used.system) / 1e6);
  }
  return `${cpu.toFixed(7)} ${wall.toFixed(7)}`;
};

mkdirSync(`${folder}/node`, { recursive: true });
for (const [name, [work, cellsOf]] of Object.entries(OPERATIONS)) {
  if (mode === "check") {
    const lines = cellsOf(work()).filter(([, value]) => value !== null)
      .map(([cell, value]) => `${cell}\t${Number(value)}\n`);
    writeFileSync(`${folder}/node/${name}`, lines.join(""));
  } else if (!wanted || name === wanted) {
    console.log(`${name} ${leastOf(work, Number(mode))}`);
  }
}
