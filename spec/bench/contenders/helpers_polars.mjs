// polars: the operations of spec/bench/operations.lua on a frame in memory.
//
//   helpers_polars.mjs FOLDER RUNS [NAME]  prints for each operation, or for one, its name and the
//                                          least CPU and wall seconds
//   helpers_polars.mjs FOLDER check        writes FOLDER/polars/NAME: each cell of the result and its
//                                          value
//
// In memory is the file as it was read, a row for each unit and quarter, in that order.
import pl from "nodejs-polars";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const MEASURES = ["immatriculations", "radiations", "chiffres_d_affaires", "economiquement_actifs",
  "administrativement_actifs"];
const FLOWS = MEASURES.slice(0, 3), COUNT = MEASURES[3], STOCK = MEASURES[4];
const KEYS = ["code_departement", "departement", "code_region", "region"], UNIT = KEYS[0];
const [folder, mode, wanted] = process.argv.slice(2);
const { col, lit, when } = pl;

const readFile = (name, options) => pl.readCSV(readFileSync(`${folder}/${name}.csv`), options);
const CODES = { code_departement: pl.Utf8, code_region: pl.Utf8 };
const PERIOD = pl.concatString([col("annee"), col("trimestre")], "-Q").alias("period");
const read = (name) => readFile(name, { sep: ";", dtypes: CODES }).withColumn(PERIOD);
const data = read("newer").sort([UNIT, "annee", "trimestre"]), older = read("older");
const population = readFile("population", { dtypes: { code_departement: pl.Utf8 } });
const prices = readFile("prices");

// What a function makes of each measure.
const each = (make, measures = MEASURES) => measures.map((m) => make(m).alias(m));

// ------------------------------------------------------------------ the operations

// `div` of integers gives an integer.
const ratio = (top, bottom) => top.cast(pl.Float64).div(bottom);
// Where a unit is missing that had a value before.
const hole = (m) => col(m).isNull().and(col(m).forwardFill().over(UNIT).isNotNull());
const withHoles = (frame, names) => frame.withColumns(...names.map((m) => hole(m).alias(`${m}_`)));
// A sum without any value is none.
const sumOrNull = (m) => when(col(m).count().gt(0)).then(col(m).sum()).otherwise(lit(null));
// A sum is missing where a unit is.
const strictSum = (m) => when(col(`${m}_`).any().not().and(col(m).count().gt(0)))
  .then(col(m).sum()).otherwise(lit(null));
const strictBy = (...groups) => withHoles(data, MEASURES).groupBy(...groups).agg(...each(strictSum));

const annual = () => {
  const whole = (m, value) => when(col(m).count().eq(4)).then(value).otherwise(lit(null));
  return data.groupBy(UNIT, "annee").agg(...each((m) => whole(m, col(m).sum()), FLOWS),
    ...each((m) => whole(m, col(m).mean()), [COUNT]),
    ...each((m) => whole(m, col(m).last()), [STOCK]))
    .withColumn(col("annee").cast(pl.Utf8).alias("period"));
};
const yoy = () => data.select(UNIT, "period", ...each((m) => {
  const before = col(m).shift(4).over(UNIT);
  return when(before.gt(0)).then(ratio(col(m), before).sub(1)).otherwise(lit(null));
}));
const FOUR = { windowSize: 4, minPeriods: 4 };
const rolling = () => data.select(UNIT, "period",
  ...each((m) => col(m).rollingSum(FOUR).over(UNIT), FLOWS),
  ...each((m) => col(m).cast(pl.Float64).rollingMean(FOUR).over(UNIT), [COUNT]));
const index = () => {
  const base = data.filter(col("annee").eq(2015)).groupBy(UNIT).agg(...MEASURES.map((m) =>
    when(col(m).count().eq(4)).then(col(m).mean()).otherwise(lit(null)).alias(`${m}_`)));
  return data.join(base, { on: UNIT, how: "left" })
    .select(UNIT, "period", ...each((m) => ratio(col(m), col(`${m}_`)).mul(100)));
};
const ratioTotal = () => {
  const [top, bottom] = [COUNT, STOCK];
  const both = col(top).isNotNull().and(col(bottom).isNotNull());
  const paired = data.withColumns(...[[top, "top"], [bottom, "bottom"]].map(([m, name]) =>
    when(both).then(col(m)).otherwise(lit(null)).alias(name)));
  return withHoles(paired, [...MEASURES, "top", "bottom"]).groupBy("period")
    .agg(...each(strictSum, [...MEASURES, "top", "bottom"]))
    .withColumn(ratio(col("top"), col("bottom")).alias("taux_activite"));
};

const LATEST = "2025-Q4", BEFORE = "2024-Q4", REMAINDER = "NCA";
const isAt = (period) => col("period").eq(lit(period));
const isPlace = col(UNIT).neq(lit(REMAINDER));
const rank = () => data.filter(isAt(LATEST).and(isPlace).and(col("radiations").isNotNull()))
  .select(col(UNIT), col("radiations").alias("value"),
    col("radiations").rank("min", true).alias("rank")).sort("rank");
const share = () => data.filter(isAt(LATEST))
  .select(col(UNIT), ratio(col("radiations"), col("radiations").sum()).alias("value"));
const contributions = () => {
  const of = (period) => when(isAt(period)).then(col("radiations")).otherwise(lit(0)).sum();
  return data.filter(isAt(LATEST).or(isAt(BEFORE))).groupBy(UNIT)
    .agg(of(BEFORE).alias("before"), of(LATEST).alias("now"))
    .select(col(UNIT), ratio(col("now").sub(col("before")), col("before").sum()).alias("value"));
};
const latestComplete = () => data.filter(isPlace).groupBy("period")
  .agg(col("radiations").nullCount().alias("missing"))
  .filter(col("missing").eq(0)).select(col("period").max());

const wide = () => data.pivot("radiations", { index: "period", on: UNIT });
const cells = () => data.unpivot(["period", ...KEYS], MEASURES, { variableName: "measure" });
const constant = (value, ...names) => names.map((name) => lit(value).alias(name));
// A text by the measure.
const byMeasure = (texts, other, name) => Object.entries(texts).reduce((rest, [m, text]) =>
  when(col("measure").eq(lit(m))).then(lit(text)).otherwise(rest), lit(other)).alias(name);
// the columns that the library writes
const long = () => cells().withColumns(col("departement").alias("name"),
  byMeasure({ chiffres_d_affaires: "EUR" }, "account", "unit"), ...constant("", "transform"),
  byMeasure({ [COUNT]: "count", [STOCK]: "stock" }, "flow", "nature"),
  ...constant("", "formula", "numerator", "denominator"),
  when(col("value").isNull()).then(lit("missing")).otherwise(lit("final")).alias("status"),
  col("value").isNotNull().cast(pl.Int64).alias("present"), ...constant(1, "expected"),
  ...constant("", "absent", "without", "addend"),
  ...constant("auto-entrepreneurs-par-departement", "dataset"), ...constant("", "notes"));
const panel = () => cells().groupBy([UNIT, "measure"]).agg(col("value"));

const diff = () => {
  const both = data.join(older, { on: [UNIT, "period"], suffix: "_old" });
  const change = (m) => col(m).sub(col(`${m}_old`));
  return both.select(UNIT, "period", ...each((m) =>
    when(change(m).neq(0)).then(change(m)).otherwise(lit(null))))
    .filter(MEASURES.map((m) => col(m).isNotNull()).reduce((any, one) => any.or(one)));
};
const join = () => data.join(population, { leftOn: [UNIT, "annee"], rightOn: [UNIT, "year"],
  how: "left" }).withColumn(
  ratio(col("immatriculations").mul(1000), col("population")).alias("per_head"));
const deflate = () => {
  const base = col("prices").filter(col("period").eq(2020)).first();
  const levels = prices.withColumn(ratio(col("prices"), base).alias("level"))
    .rename({ period: "year" });
  return data.join(levels, { leftOn: "annee", rightOn: "year" })
    .select(col(UNIT), col("period"), ratio(col("chiffres_d_affaires"), col("level")).alias("value"));
};
const filled = (m) => when(hole(m)).then(lit(0)).otherwise(col(m));
const fill = () => data.select(UNIT, "period", ...each(filled));
const totalZero = () => fill().groupBy("period").agg(...each(sumOrNull));

// ------------------------------------------------------------------ cells of the results

const ofColumns = (key, measures = MEASURES) => (frame) => frame.toRecords().flatMap((row) =>
  measures.map((m) => [[m, ...key(row)].join("|"), row[m]]));
const byUnit = (row) => [row[UNIT], row.period];
const byPeriod = (row) => [row.period];
const byRegion = (row) => [row.code_region, row.period];
const ofValues = (key) => (frame) => frame.toRecords().map((row) => [key(row).join("|"), row.value]);
const ofLong = ofValues((row) => [row.measure, ...byUnit(row)]);
const ofWide = (frame) => frame.toRecords().flatMap((row) => Object.entries(row)
  .filter(([name]) => name !== "period").map(([name, value]) => [`${name}|${row.period}`, value]));
const ofUnits = ofValues((row) => [row[UNIT]]);
const periods = data.getColumn("period").unique().sort().toArray();
const ofPanel = (text) => JSON.parse(text).flatMap((row) => row.value.map((value, i) =>
  [`${row.measure}|${row[UNIT]}|${periods[i]}`, value]));
const fromCsv = (cellsOf) => (text) => cellsOf(pl.readCSV(text, { dtypes: CODES }));
const fromJson = (text) => ofLong({ toRecords: () => JSON.parse(text) });

const asJson = (frame) => frame.writeJSON({ format: "json" });

const OPERATIONS = {
  filter: [() => data.filter(col("code_region").eq(lit("53"))), ofColumns(byUnit)],
  aggregate: [() => strictBy("code_region", "period"), ofColumns(byRegion)],
  aggregate_skip: [() => data.groupBy("code_region", "period").agg(...each(sumOrNull)),
    ofColumns(byRegion)],
  total: [() => strictBy("period"), ofColumns(byPeriod)],
  annual: [annual, ofColumns(byUnit)],
  yoy: [yoy, ofColumns(byUnit)],
  rolling: [rolling, ofColumns(byUnit, [...FLOWS, COUNT])],
  index: [index, ofColumns(byUnit)],
  ratio_total: [ratioTotal, ofColumns(byPeriod, [...MEASURES, "taux_activite"])],
  rank: [rank, (frame) => frame.toRecords().flatMap((row) => [[`value|${row[UNIT]}`, row.value],
    [`rank|${row[UNIT]}`, row.rank]])],
  share: [share, ofUnits],
  contributions: [contributions, ofUnits],
  latest_complete: [latestComplete, (frame) => [[frame.toRecords()[0].period, 1]]],
  wide: [wide, ofWide],
  csv_long: [() => long().writeCSV(), fromCsv(ofLong)],
  csv_wide: [() => wide().writeCSV(), fromCsv(ofWide)],
  json: [() => asJson(panel()), ofPanel],
  json_long: [() => asJson(long()), fromJson],
  diff: [diff, ofColumns(byUnit)],
  join: [join, ofColumns(byUnit, ["population", "per_head"])],
  deflate: [deflate, ofValues(byUnit)],
  fill: [fill, ofColumns(byUnit)],
  total_zero: [totalZero, ofColumns(byPeriod)],
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

mkdirSync(`${folder}/polars`, { recursive: true });
for (const [name, [work, cellsOf]] of Object.entries(OPERATIONS)) {
  if (mode === "check") {
    const lines = cellsOf(work()).filter(([, value]) => value !== null)
      .map(([cell, value]) => `${cell}\t${Number(value)}\n`);
    writeFileSync(`${folder}/polars/${name}`, lines.join(""));
  } else if (!wanted || name === wanted) {
    console.log(`${name} ${leastOf(work, Number(mode))}`);
  }
}
