// What spec/bench/growing.lua measures, in Node alone: BASE_URL STEP MODE DATASET KEYS.
import { closeSync, createReadStream, openSync, writeSync } from "node:fs";
import { createInterface } from "node:readline";

const [baseUrl, step, mode, dataset, keyList] = process.argv.slice(2);
const keys = keyList.split(","), MEASURES = ["dpae_brut", "dpae_cvs"];

// The rows, as lists of cells; a cell of these files has no quotes. `at` has the place of a column.
const at = {}, rows = [];
const take = (line) => {
  const cells = line.split(";");
  if ("annee" in at) rows.push(cells);
  else cells.forEach((name, i) => { at[name] = i; });
};
const read = async () => {
  const answer = await fetch(`${baseUrl}/catalog/datasets/${dataset}/exports/csv`);
  let rest = "";
  for await (const text of answer.body.pipeThrough(new TextDecoderStream())) {
    const lines = (rest + text).split("\r\n");
    rest = lines.pop();
    lines.forEach(take);
  }
};

const unitOf = (row) => keys.map((name) => row[at[name]]).join("|");
const periodOf = (row) => row[at.annee] + "-Q" + row[at.trimestre];
const emptyOr = (table, name, make) => {
  if (!table.has(name)) table.set(name, make());
  return table.get(name);
};
const rankingOf = () => {
  const isPlace = (row) => ["region", "departement", ...keys]
    .every((name) => !row[at[name]]?.includes("_"));
  const latest = rows.reduce((last, row) => periodOf(row) > last ? periodOf(row) : last, "");
  return rows.filter((row) => periodOf(row) === latest && isPlace(row))
    .map((row) => ({ unit: unitOf(row), value: Number(row[at.dpae_brut]) }))
    .sort((a, b) => b.value - a.value);
};
const quoted = (text) => /[",]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;

const STEPS = {
  fetch: async () => {
    await read();
    const units = new Map();
    for (const row of rows) {
      const unit = emptyOr(units, unitOf(row), () => MEASURES.map(() => new Map()));
      MEASURES.forEach((m, i) => unit[i].set(periodOf(row), Number(row[at[m]])));
    }
    return units;
  },
  aggregate: () => {
    const sums = new Map();
    for (const row of rows) {
      const sum = emptyOr(sums, `${row[at.code_region]}|${periodOf(row)}`, () => [0, 0]);
      MEASURES.forEach((m, i) => { sum[i] += Number(row[at[m]]); });
    }
    return sums;
  },
  rank: () => {
    const ranked = rankingOf();
    ranked.forEach((row, i) => {
      row.rank = i > 0 && ranked[i - 1].value === row.value ? ranked[i - 1].rank : i + 1;
    });
    return ranked;
  },
  csv: () => { // the columns that the library writes
    const own = Object.keys(at).filter((name) =>
      !["annee", "trimestre", "dernier_jour_du_trimestre", ...MEASURES].includes(name));
    const out = openSync(process.env.OUTPUT, "w");
    writeSync(out, `period,${own},name,measure,value,unit,transform,nature,formula,numerator,`
      + "denominator,status,present,expected,absent,without,addend,dataset,notes\n");
    let text = "";
    for (const row of rows) {
      const head = [periodOf(row), ...own.map((name) => quoted(row[at[name]])),
        quoted(unitOf(row))].join(",");
      for (const m of MEASURES) {
        text += `${head},${m},${row[at[m]]},declaration,,flow,,,,final,1,1,,,,${dataset},\n`;
      }
      if (text.length > 1 << 20) {
        writeSync(out, text);
        text = "";
      }
    }
    writeSync(out, text);
    closeSync(out);
  },
};

// ------------------------------------------------------------------ the cells of the results

const printCount = (counts, sums) => MEASURES.forEach((m, i) =>
  console.log(`${m}|cells\t${counts[i]}\n${m}|sum\t${sums[i]}`));
const CELLS = {
  fetch: (units) => {
    const counts = [0, 0], sums = [0, 0];
    for (const unit of units.values()) {
      unit.forEach((values, i) => values.forEach((value) => { counts[i]++; sums[i] += value; }));
    }
    printCount(counts, sums);
  },
  aggregate: (sums) => {
    for (const [place, sum] of sums) {
      MEASURES.forEach((m, i) => console.log(`${m}|${place}\t${sum[i]}`));
    }
  },
  rank: (ranked) => {
    for (const { unit, rank, value } of ranked) {
      console.log(`rank|${unit}\t${rank}\nvalue|${unit}\t${value}`);
    }
  },
  csv: async () => {
    const counts = [0, 0], sums = [0, 0];
    for await (const line of createInterface({ input: createReadStream(process.env.OUTPUT) })) {
      const [, name, value] = line.match(/,(dpae_[a-z]+),([\d.-]+),declaration,/) ?? [];
      const i = MEASURES.indexOf(name);
      if (i >= 0) { counts[i]++; sums[i] += Number(value); }
    }
    printCount(counts, sums);
  },
};

if (step !== "fetch") await read();
const before = process.cpuUsage(), started = performance.now();
const result = await STEPS[step]();
const used = process.cpuUsage(before), wall = (performance.now() - started) / 1000;
if (mode === "check") await CELLS[step](result);
console.log(`cpu ${(used.user + used.system) / 1e6} wall ${wall}`);
