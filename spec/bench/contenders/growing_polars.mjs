// What spec/bench/growing.lua measures, with polars: BASE_URL STEP MODE DATASET KEYS.
import pl from "nodejs-polars";

const [baseUrl, step, mode, dataset, keyList] = process.argv.slice(2);
const keys = keyList.split(","), MEASURES = ["dpae_brut", "dpae_cvs"], TIME = ["annee", "trimestre"];
const CODES = ["code_region", "code_ancienne_region", "code_departement"];

const read = async () => {
  const answer = await fetch(`${baseUrl}/catalog/datasets/${dataset}/exports/csv`);
  return pl.readCSV(Buffer.from(await answer.arrayBuffer()), { sep: ";",
    dtypes: Object.fromEntries(CODES.map((name) => [name, pl.Utf8])) });
};
const columns = (names) => names.map((name) => pl.col(name));
const period = pl.concatString(columns(TIME), "-Q").alias("period");

const STEPS = {
  fetch: async () => (await read()).sort([...keys, ...TIME]).groupBy(keys).agg(...columns(MEASURES)),
  aggregate: (frame) => frame.groupBy(["code_region", ...TIME])
    .agg(...MEASURES.map((name) => pl.col(name).sum())),
  rank: (frame) => {
    const latest = pl.col("annee").mul(10).add(pl.col("trimestre"));
    const isPlace = ["region", "departement", ...keys]
      .filter((name) => frame.columns.includes(name))
      .map((name) => pl.col(name).str.contains("_").not())
      .reduce((all, one) => all.and(one));
    return frame.filter(latest.eq(latest.max())).filter(isPlace)
      .select(...columns(keys), pl.col("dpae_brut").alias("value"),
        pl.col("dpae_brut").rank("min", true).alias("rank"))
      .sort("rank");
  },
  csv: (frame) => { // the columns that the library writes
    const own = frame.columns.filter((name) =>
      ![...TIME, ...MEASURES, "dernier_jour_du_trimestre"].includes(name));
    const name = pl.concatString(columns(keys), ", ").alias("name");
    const constant = (value, name) => pl.lit(value).alias(name);
    const empty = (...names) => names.map((name) => constant("", name));
    frame.withColumns(period, name)
      .unpivot(["period", ...own, "name"], MEASURES, { variableName: "measure" })
      .withColumns(constant("declaration", "unit"), ...empty("transform"),
        constant("flow", "nature"), ...empty("formula", "numerator", "denominator"),
        constant("final", "status"), constant(1, "present"), constant(1, "expected"),
        ...empty("absent", "without", "addend"), constant(dataset, "dataset"), ...empty("notes"))
      .writeCSV(process.env.OUTPUT);
  },
};

// ------------------------------------------------------------------ the cells of the results

const printCount = (valuesOf) => {
  for (const measure of MEASURES) {
    const values = valuesOf(measure);
    console.log(`${measure}|cells\t${values.length - values.nullCount()}`);
    console.log(`${measure}|sum\t${values.sum()}`);
  }
};
const CELLS = {
  fetch: (units) => printCount((measure) => units.getColumn(measure).explode()),
  aggregate: (sums) => {
    for (const row of sums.toRecords()) {
      for (const m of MEASURES) {
        console.log(`${m}|${row.code_region}|${row.annee}-Q${row.trimestre}\t${row[m]}`);
      }
    }
  },
  rank: (rows) => {
    for (const row of rows.toRecords()) {
      const unit = keys.map((name) => row[name]).join("|");
      console.log(`rank|${unit}\t${row.rank}\nvalue|${unit}\t${row.value}`);
    }
  },
  csv: () => {
    const cells = pl.readCSV(process.env.OUTPUT, { columns: ["measure", "value"] });
    printCount((m) => cells.filter(pl.col("measure").eq(pl.lit(m))).getColumn("value"));
  },
};

const frame = step === "fetch" ? null : await read();
const before = process.cpuUsage(), started = performance.now();
const result = await STEPS[step](frame);
const used = process.cpuUsage(before), wall = (performance.now() - started) / 1000;
if (mode === "check") CELLS[step](result);
console.log(`cpu ${(used.user + used.system) / 1e6} wall ${wall}`);
