// DuckDB: the CSV export fetched by Node, read by DuckDB, and a list of values by unit and measure:
// BASE_URL MODE [DATASET KEYS MEASURES], these two separated by commas.
import { DuckDBInstance } from "@duckdb/node-api";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";

const MAIN = ["auto-entrepreneurs-par-departement", "code_departement",
  "immatriculations,radiations,chiffres_d_affaires,economiquement_actifs,administrativement_actifs"];
const given = process.argv.slice(4);
const [dataset, keys, measures] = given.length > 0 ? given : MAIN;

const before = process.cpuUsage(), started = performance.now();
const answer = await fetch(process.argv[2] + `/catalog/datasets/${dataset}/exports/csv`);
const folder = mkdtempSync(tmpdir() + "/bench-");
writeFileSync(folder + "/export.csv", Buffer.from(await answer.arrayBuffer()));
const instance = await DuckDBInstance.create(":memory:");
const connection = await instance.connect();
const reader = await connection.runAndReadAll(`
  select ${keys}, measure, list(value order by annee, trimestre) as series
  from (unpivot (select * from read_csv('${folder}/export.csv', delim = ';', header = true,
    types = {'code_departement': 'VARCHAR', 'code_region': 'VARCHAR'}))
    on ${measures} into name measure value value)
  group by all`);
const rows = reader.getRows();
rmSync(folder, { recursive: true });
const used = process.cpuUsage(before), wall = (performance.now() - started) / 1000;

if (process.argv[3] === "check") {
  let cells = 0, sum = 0;
  for (const row of rows) {
    for (const value of row[row.length - 1].items) { cells++; sum += Number(value); }
  }
  console.log(`cells ${cells} sum ${sum.toFixed(0)}`);
}
console.log(`cpu ${(used.user + used.system) / 1e6} wall ${wall}`);
