// Node: fetch, JSON.parse and a pivot.
const MEASURES = ["immatriculations", "radiations", "chiffres_d_affaires",
  "economiquement_actifs", "administrativement_actifs"];

const before = process.cpuUsage(), started = performance.now();
const answer = await fetch(process.argv[2]
  + "/catalog/datasets/auto-entrepreneurs-par-departement/exports/json");
const rows = JSON.parse(await answer.text());
const units = new Map();
for (const row of rows) {
  const code = row.code_departement ?? row.departement;
  let unit = units.get(code);
  if (!unit) {
    unit = {};
    for (const measure of MEASURES) unit[measure] = new Map();
    units.set(code, unit);
  }
  const period = row.annee + "-Q" + row.trimestre;
  for (const measure of MEASURES) {
    if (row[measure] !== null) unit[measure].set(period, row[measure]);
  }
}
const used = process.cpuUsage(before), wall = (performance.now() - started) / 1000;

if (process.argv[3] === "check") {
  let cells = 0, sum = 0n;
  for (const unit of units.values()) {
    for (const measure of MEASURES) {
      for (const value of unit[measure].values()) { cells++; sum += BigInt(value); }
    }
  }
  console.log(`cells ${cells} sum ${sum}`);
}
console.log(`cpu ${(used.user + used.system) / 1e6} wall ${wall}`);
