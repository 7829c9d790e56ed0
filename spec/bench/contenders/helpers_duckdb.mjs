// DuckDB: the operations of spec/bench/operations.lua on tables in memory, in one thread.
//
//   helpers_duckdb.mjs FOLDER RUNS [NAME]  prints for each operation, or for one, its name and the
//                                          least CPU and wall seconds
//   helpers_duckdb.mjs FOLDER check        writes FOLDER/duckdb/NAME: each cell of the result and its
//                                          value
//
// In memory is the file as it was read: a row for each unit and quarter. A result stays in DuckDB's
// own chunks: making JavaScript values of it is not counted. Texts are written to a file.
import { DuckDBInstance } from "@duckdb/node-api";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";

const MEASURES = ["immatriculations", "radiations", "chiffres_d_affaires", "economiquement_actifs",
  "administrativement_actifs"];
const FLOWS = MEASURES.slice(0, 3), COUNT = MEASURES[3], STOCK = MEASURES[4];
const KEYS = "code_departement, departement, code_region, region";
const [folder, mode, wanted] = process.argv.slice(2);
const TEXT = `${folder}/duckdb/text`;

mkdirSync(`${folder}/duckdb`, { recursive: true });
const instance = await DuckDBInstance.create(":memory:");
const connection = await instance.connect();

// A list of what a function makes of each measure.
const each = (make, measures = MEASURES) => measures.map(make).join(", ");

const reading = (name) => `select *, annee || '-Q' || trimestre as period
  from read_csv('${folder}/${name}.csv', delim = ';', header = true,
    types = {'code_departement': 'VARCHAR', 'code_region': 'VARCHAR'})`;
for (const sql of [
  "set threads = 1",
  `create table data as ${reading("newer")} order by code_departement, annee, trimestre`,
  `create table older as ${reading("older")}`,
  `create table population as from read_csv('${folder}/population.csv',
    types = {'code_departement': 'VARCHAR'})`,
  `create table prices as from read_csv('${folder}/prices.csv')`,
]) await connection.run(sql);

// ------------------------------------------------------------------ the operations

// Sums that are missing where a unit is missing that had a value before: `starts` has the first
// quarter of each unit and measure.
const STARTS = `starts as (select code_departement,
  ${each((m) => `min(period) filter (${m} is not null) as ${m}`)} from data group by all)`;
const hole = (m) => `d.${m} is null and d.period > s.${m}`;
const strictSum = (m) => `case when count(*) filter (${hole(m)}) = 0 then sum(d.${m}) end as ${m}`;
const strictBy = (group) => `with ${STARTS} select ${group}d.period, ${each(strictSum)}
  from data d join starts s using (code_departement) group by all`;

const overYear = (how) => (m) => `case when count(${m}) = 4 then ${how(m)} end as ${m}`;
const annual = `select code_departement, annee as period,
  ${each(overYear((m) => `sum(${m})`), FLOWS)}, ${overYear((m) => `avg(${m})`)(COUNT)},
  ${overYear((m) => `max(${m}) filter (trimestre = 4)`)(STOCK)} from data group by all`;

const yoy = `select code_departement, period, ${each((m) => `case when lag(${m}, 4) over w > 0
  then ${m} / lag(${m}, 4) over w - 1 end as ${m}`)} from data
  window w as (partition by code_departement order by period)`;

const overWindow = (how) => (m) => `case when count(${m}) over w = 4
  then ${how}(${m}) over w end as ${m}`;
const rolling = `select code_departement, period, ${each(overWindow("sum"), FLOWS)},
  ${overWindow("avg")(COUNT)} from data
  window w as (partition by code_departement order by period rows 3 preceding)`;

const index = `with base as (select code_departement,
  ${each((m) => `case when count(${m}) = 4 then avg(${m}) end as ${m}`)}
  from data where annee = 2015 group by all)
  select code_departement, period, ${each((m) => `d.${m} / b.${m} * 100 as ${m}`)}
  from data d join base b using (code_departement)`;

const [top, bottom] = [COUNT, STOCK];
const isPaired = `d.${top} is not null and d.${bottom} is not null`;
const ratioTotal = `with ${STARTS} select period, ${each(strictSum)},
  case when count(*) filter (not (${isPaired}) and d.period > greatest(s.${top}, s.${bottom})) = 0
    then sum(d.${top}) filter (${isPaired}) / sum(d.${bottom}) filter (${isPaired})
  end as taux_activite from data d join starts s using (code_departement) group by all`;

const rank = `select code_departement, radiations as value,
  rank() over (order by radiations desc) as rank from data
  where period = '2025-Q4' and code_departement <> 'NCA' and radiations is not null order by rank`;
const share = `select code_departement, radiations / sum(radiations) over () as value from data
  where period = '2025-Q4'`;
const contributions = `with ends as (select code_departement,
  coalesce(sum(radiations) filter (period = '2024-Q4'), 0) as before,
  coalesce(sum(radiations) filter (period = '2025-Q4'), 0) as now
  from data where period in ('2024-Q4', '2025-Q4') group by all)
  select code_departement, (now - before) / sum(before) over () as value from ends`;
const latestComplete = `select max(period) as period from (select period from data
  where code_departement <> 'NCA' group by period having bool_and(radiations is not null))`;

const cells = `data unpivot include nulls (value for measure in (${MEASURES}))`;
// the columns that the library writes
const long = `select period, ${KEYS}, departement as name, measure, value,
  case measure when 'chiffres_d_affaires' then 'EUR' else 'account' end as unit, '' as transform,
  case measure when '${COUNT}' then 'count' when '${STOCK}' then 'stock' else 'flow' end as nature,
  '' as formula, '' as numerator, '' as denominator,
  case when value is null then 'missing' else 'final' end as status,
  (value is not null)::int as present, 1 as expected, '' as absent, '' as without, '' as addend,
  'auto-entrepreneurs-par-departement' as dataset, '' as notes from ${cells}`;
const wide = `pivot (select period, code_departement, radiations from data)
  on code_departement using first(radiations) group by period order by period`;
const panel = `select code_departement, measure, list(value order by period) as "values"
  from ${cells} group by code_departement, measure`;

const diff = `select code_departement, period, ${each((m) => `nullif(n.${m} - o.${m}, 0) as ${m}`)}
  from data n join older o using (code_departement, period)
  where ${MEASURES.map((m) => `n.${m} <> o.${m}`).join(" or ")}`;
const join = `select d.*, population, immatriculations * 1000 / population as per_head from data d
  left join population p on p.code_departement = d.code_departement and p.year = d.annee`;
const deflate = `select code_departement, d.period, chiffres_d_affaires / (p.prices
  / (select prices from prices where period = 2020)) as value
  from data d join prices p on p.period = d.annee`;

const filled = (m) => `case when ${hole(m)} then 0 else d.${m} end`;
const fromFilled = "from data d join starts s using (code_departement)";
const fill = `with ${STARTS} select code_departement, period,
  ${each((m) => `${filled(m)} as ${m}`)} ${fromFilled}`;
const totalZero = `with ${STARTS} select period, ${each((m) => `sum(${filled(m)}) as ${m}`)}
  ${fromFilled} group by all`;

// ------------------------------------------------------------------ cells of the results

const ofColumns = (key, measures = MEASURES) => (rows) => rows.flatMap((row) =>
  measures.map((m) => [[m, ...key(row)].join("|"), row[m]]));
const byUnit = (row) => [row.code_departement, row.period];
const byPeriod = (row) => [row.period];
const byRegion = (row) => [row.code_region, row.period];
const ofValues = (key) => (rows) => rows.map((row) => [key(row).join("|"), row.value]);
const ofLong = ofValues((row) => [row.measure, ...byUnit(row)]);
const ofWide = (rows) => rows.flatMap((row) => Object.entries(row)
  .filter(([name]) => name !== "period").map(([name, value]) => [`${name}|${row.period}`, value]));

const fromJson = () => JSON.parse(readFileSync(TEXT, "utf8"));
const fromCsv = () => {
  const [header, ...lines] = readFileSync(TEXT, "utf8").trimEnd().split("\n")
    .map((line) => line.split(","));
  return lines.map((line) => Object.fromEntries(header.map((name, i) =>
    [name, line[i] === "" ? null : line[i]])));
};
const periods = [];
for (let year = 2009; year <= 2025; year++) {
  for (let quarter = 1; quarter <= 4; quarter++) periods.push(`${year}-Q${quarter}`);
}
const ofPanel = (rows) => rows.flatMap((row) => row.values.map((value, i) =>
  [`${row.measure}|${row.code_departement}|${periods[i]}`, value]));

const written = (sql, format) => `copy (${sql}) to '${TEXT}' (${format})`;
const CSV = "format csv, header true", JSON_LIST = "format json, array true";

// name: SQL, cells of its rows, where the rows are if not in the result
const OPERATIONS = {
  filter: ["from data where code_region = '53'", ofColumns(byUnit)],
  aggregate: [strictBy("d.code_region, "), ofColumns(byRegion)],
  aggregate_skip: [`select code_region, period, ${each((m) => `sum(${m}) as ${m}`)} from data
    group by all`, ofColumns(byRegion)],
  total: [strictBy(""), ofColumns(byPeriod)],
  annual: [annual, ofColumns(byUnit)],
  yoy: [yoy, ofColumns(byUnit)],
  rolling: [rolling, ofColumns(byUnit, [...FLOWS, COUNT])],
  index: [index, ofColumns(byUnit)],
  ratio_total: [ratioTotal, ofColumns(byPeriod, [...MEASURES, "taux_activite"])],
  rank: [rank, (rows) => rows.flatMap((row) => [[`value|${row.code_departement}`, row.value],
    [`rank|${row.code_departement}`, row.rank]])],
  share: [share, ofValues((row) => [row.code_departement])],
  contributions: [contributions, ofValues((row) => [row.code_departement])],
  latest_complete: [latestComplete, (rows) => [[rows[0].period, 1]]],
  wide: [wide, ofWide],
  csv_long: [written(long, CSV), ofLong, fromCsv],
  csv_wide: [written(wide, CSV), ofWide, fromCsv],
  json: [written(panel, JSON_LIST), ofPanel, fromJson],
  json_long: [written(long, JSON_LIST), ofLong, fromJson],
  diff: [diff, ofColumns(byUnit)],
  join: [join, ofColumns(byUnit, ["population", "per_head"])],
  deflate: [deflate, ofValues(byUnit)],
  fill: [fill, ofColumns(byUnit)],
  total_zero: [totalZero, ofColumns(byPeriod)],
};

const leastOf = async (sql, runs) => {
  let cpu = Infinity, wall = Infinity;
  for (let run = 0; run < runs; run++) {
    const before = process.cpuUsage(), started = performance.now();
    await connection.run(sql);
    const used = process.cpuUsage(before);
    wall = Math.min(wall, (performance.now() - started) / 1000);
    cpu = Math.min(cpu, (used.user + used.system) / 1e6);
  }
  return `${cpu.toFixed(7)} ${wall.toFixed(7)}`;
};

for (const [name, [sql, cellsOf, read]] of Object.entries(OPERATIONS)) {
  if (mode === "check") {
    const rows = read ? (await connection.run(sql), read())
      : (await connection.runAndReadAll(sql)).getRowObjects();
    const lines = cellsOf(rows).filter(([, value]) => value !== null)
      .map(([cell, value]) => `${cell}\t${Number(value)}\n`);
    writeFileSync(`${folder}/duckdb/${name}`, lines.join(""));
  } else if (!wanted || name === wanted) {
    console.log(`${name} ${await leastOf(sql, Number(mode))}`);
  }
}
