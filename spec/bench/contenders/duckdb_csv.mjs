// DuckDB: the CSV export fetched by Node, read by DuckDB, and a list of values by unit and measure.
import { DuckDBInstance } from "@duckdb/node-api";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";

const before = process.cpuUsage();
const answer = await fetch(process.argv[2]
  + "/catalog/datasets/auto-entrepreneurs-par-departement/exports/csv");
const folder = mkdtempSync(tmpdir() + "/bench-");
writeFileSync(folder + "/export.csv", Buffer.from(await answer.arrayBuffer()));
const instance = await DuckDBInstance.create(":memory:");
const connection = await instance.connect();
const reader = await connection.runAndReadAll(`
  select coalesce(code_departement, departement) as code, measure,
    list(value order by annee, trimestre) as series
  from (unpivot (select * from read_csv('${folder}/export.csv', delim = ';', header = true,
    types = {'code_departement': 'VARCHAR', 'code_region': 'VARCHAR'}))
    on immatriculations, radiations, chiffres_d_affaires, economiquement_actifs,
    administrativement_actifs into name measure value value)
  group by all`);
const rows = reader.getRows();
rmSync(folder, { recursive: true });
const used = process.cpuUsage(before);

if (process.argv[3] === "check") {
  let cells = 0, sum = 0n;
  for (const row of rows) {
    for (const value of row[2].items) { cells++; sum += BigInt(value); }
  }
  console.log(`cells ${cells} sum ${sum}`);
}
console.log(`cpu ${(used.user + used.system) / 1e6}`);
