// What spec/bench/growing.lua measures, with DuckDB: BASE_URL STEP MODE DATASET KEYS. A result stays
// in DuckDB's own chunks: making JavaScript values of it is not counted.
import { DuckDBInstance } from "@duckdb/node-api";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";

const [baseUrl, step, mode, dataset, keyList] = process.argv.slice(2);
const keys = keyList.split(","), MEASURES = ["dpae_brut", "dpae_cvs"];

const connection = await (await DuckDBInstance.create(":memory:")).connect();
const records = async (sql) => (await connection.runAndReadAll(sql)).getRowObjects();

const read = async () => {
  const answer = await fetch(`${baseUrl}/catalog/datasets/${dataset}/exports/csv`);
  const folder = mkdtempSync(tmpdir() + "/bench-");
  writeFileSync(folder + "/export.csv", Buffer.from(await answer.arrayBuffer()));
  const codes = ["code_region", "code_ancienne_region", "code_departement"];
  const types = codes.filter((name) => name === "code_region" || name === "code_ancienne_region"
    || keys.includes(name)).map((name) => `'${name}': 'VARCHAR'`).join(", ");
  await connection.run(`create table data as from read_csv('${folder}/export.csv', delim = ';',
    header = true, types = {${types}})`);
  rmSync(folder, { recursive: true });
};

const areas = keys.includes("code_departement") ? ["region", "departement"] : ["region"];
const isPlace = [...areas, ...keys].map((name) => `not contains(${name}, '_')`).join(" and ");
const LONG = `select annee || '-Q' || trimestre as period,
  * exclude (annee, trimestre, dernier_jour_du_trimestre, measure, value),
  concat_ws(', ', ${keys}) as name, measure, value, 'declaration' as unit, '' as transform,
  'flow' as nature, '' as formula, '' as numerator, '' as denominator, 'final' as status,
  1 as present, 1 as expected, '' as absent, '' as without, '' as addend, '${dataset}' as dataset,
  '' as notes from (unpivot data on ${MEASURES} into name measure value value)`;
const SQL = {
  fetch: `create table result as select ${keys}, measure,
    list(value order by annee, trimestre) as series
    from (unpivot data on ${MEASURES} into name measure value value) group by all`,
  aggregate: `create table result as select code_region, annee, trimestre,
    ${MEASURES.map((m) => `sum(${m}) as ${m}`)} from data group by all`,
  rank: `create table result as select ${keys}, dpae_brut as value,
    rank() over (order by dpae_brut desc) as rank from data where ${isPlace}
    and annee * 10 + trimestre = (select max(annee * 10 + trimestre) from data) order by rank`,
  csv: `copy (${LONG}) to '${process.env.OUTPUT}' (format csv, header true)`,
};

// ------------------------------------------------------------------ the cells of the results

const printCount = (rows) => {
  for (const { measure, count, sum } of rows) {
    console.log(`${measure}|cells\t${count}\n${measure}|sum\t${Number(sum)}`);
  }
};
const COUNT = "select measure, count(value) as count, sum(value) as sum from";
const CELLS = {
  fetch: async () => printCount(await records(`${COUNT}
    (select measure, unnest(series) as value from result) group by all`)),
  aggregate: async () => {
    for (const row of await records("from result")) {
      for (const m of MEASURES) {
        console.log(`${m}|${row.code_region}|${row.annee}-Q${row.trimestre}\t${Number(row[m])}`);
      }
    }
  },
  rank: async () => {
    for (const row of await records("from result")) {
      const unit = keys.map((name) => row[name]).join("|");
      console.log(`rank|${unit}\t${row.rank}\nvalue|${unit}\t${row.value}`);
    }
  },
  csv: async () => printCount(await records(
    `${COUNT} read_csv('${process.env.OUTPUT}', header = true) group by all`)),
};

if (step !== "fetch") await read();
const before = process.cpuUsage(), started = performance.now();
if (step === "fetch") await read();
await connection.run(SQL[step]);
const used = process.cpuUsage(before), wall = (performance.now() - started) / 1000;
if (mode === "check") await CELLS[step]();
console.log(`cpu ${(used.user + used.system) / 1e6} wall ${wall}`);
