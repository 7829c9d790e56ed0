// polars: the CSV export fetched by Node, read by polars, and a list of values by unit and measure:
// BASE_URL MODE [DATASET KEYS MEASURES], these two separated by commas.
import pl from "nodejs-polars";

const MAIN = ["auto-entrepreneurs-par-departement", "code_departement",
  "immatriculations,radiations,chiffres_d_affaires,economiquement_actifs,administrativement_actifs"];
const given = process.argv.slice(4);
const [dataset, keyList, measureList] = given.length > 0 ? given : MAIN;
const keys = keyList.split(","), measures = measureList.split(",");

const before = process.cpuUsage(), started = performance.now();
const answer = await fetch(process.argv[2] + `/catalog/datasets/${dataset}/exports/csv`);
const frame = pl.readCSV(Buffer.from(await answer.arrayBuffer()), { sep: ";",
  dtypes: { code_departement: pl.Utf8, code_region: pl.Utf8, code_ancienne_region: pl.Utf8 } });
const units = frame.sort(["annee", "trimestre"]).groupBy(keys)
  .agg(...measures.map((name) => pl.col(name)));
const used = process.cpuUsage(before), wall = (performance.now() - started) / 1000;

if (process.argv[3] === "check") {
  let cells = 0, sum = 0;
  for (const name of measures) {
    const values = units.getColumn(name).explode();
    cells += values.length - values.nullCount();
    sum += values.sum();
  }
  console.log(`cells ${cells} sum ${sum.toFixed(0)}`);
}
console.log(`cpu ${(used.user + used.system) / 1e6} wall ${wall}`);
