--- `urssaf export`: the data for other programs, whole or in part.
local lazy = require "urssaf.base.lazy"
local options = require "urssaf.cli.options"
local ranking_options = require "urssaf.cli.ranking_options"

local errors = lazy "urssaf.base.errors"
local missing_notes = lazy "urssaf.cli.missing_notes"
local parquet = lazy "urssaf.cli.parquet"
local results = lazy "urssaf.cli.result"
local selection = lazy "urssaf.cli.selection"
local workbook = lazy "urssaf.cli.workbook"

local export = {
  name = "export",
  summary = "write the data for other programs: one line for each value, or a table",
  examples = { "urssaf export -o everything.csv",
    "urssaf export -m radiations --wide code_departement --preset fr -o out.csv",
    "urssaf export 38 -o isere.xlsx" },
  formats = { "csv", "json", "xlsx", "parquet" },
}

function export.configure(command)
  options.series(command, true, "Places; without any, every unit of the dataset.")
  ranking_options.by_key(command, "Write sums: france of all units; by")
  options.transforms(command)
  command:option "--wide":argname "KEY"
    :description "Write a table of one measure: a row for each period, a column for each KEY."
  options.sums(command)
  options.provisional(command)
  command:option "--date":choices { "first", "last" }:argname "DAY"
    :description "Add a column with the first or the last day of each period."
  command:flag "--bare"
    :description "With --wide: leave out what describes the table, with which --file reads it."
  options.data(command)
end

-- Records with the columns of CSV, in the shape of JSON that all commands have.
local function as_json(panel, given)
  if given.date then
    return errors.fail("usage", "--date is for CSV: leave it out, or write to a file that ends in"
      .. " .csv")
  end
  return results.new { panel = panel, records = panel:to_json { columns = given.wide,
    layout = given.wide and "wide" or "long" } }
end

-- The notes of a workbook are in it.
local function as_xlsx(panel, given, context)
  local bytes, err = workbook.of(panel, context.language, given)
  return bytes and results.new { text = bytes }, err
end

local function as_parquet(panel, given)
  if given.wide then
    return errors.fail("usage", "--wide is not for Parquet: leave it out, or write to a file that"
      .. " ends in .csv or .xlsx")
  end
  local bytes, err = parquet.of(panel, given.date)
  return bytes and results.new { text = bytes }, err
end

local function as_csv(panel, given, context)
  return results.new { notes = panel.notes, text = panel:to_csv { columns = given.wide,
    preset = context.csv.preset, delimiter = context.csv.delimiter, date = given.date,
    bare = given.bare } }
end

local WRITERS = { csv = as_csv, json = as_json, xlsx = as_xlsx, parquet = as_parquet }

function export.run(given, context)
  local panel, err, whole = context.panel(selection.units)
  if not panel then return nil, err end
  missing_notes.of_span(selection.units, whole, given, panel)
  return WRITERS[context.format](panel, given, context)
end

return export
