--- What two publications differ in, for programs: a row for each difference, and the units and
-- measures that are new, gone or renamed as lists.
local labels = require "urssaf.cli.labels"
local messages = require "urssaf.language.messages"
local tables = require "urssaf.base.tables"

local difference_rows = {}

local COLUMNS = { "code", "place", "measure", "period", "old", "new", "change", "relative", "unit",
  "difference", "field", "old_name", "new_name" }

-- The columns that tell what kind of difference a row is, and what a renamed unit was called.
difference_rows.COLUMNS = tables.map({ "difference", "field", "old_name", "new_name" },
  function(name) return { name = name, kind = "detail" } end)

-- Adds a row for each of a list; `fields_of` makes its fields by name.
local function add(rows, list, difference, fields_of)
  for _, one in ipairs(list) do
    local fields, row = fields_of(one), {}
    fields.difference = difference
    for i, name in ipairs(COLUMNS) do row[i] = fields[name] end
    rows[#rows + 1] = row
  end
end

-- A row for each field in which the units have changed.
local function add_renamed(rows, units, unit_fields)
  for _, one in ipairs(units) do
    add(rows, one.changes, "renamed_unit", function(change)
      return tables.merge(unit_fields(one), { field = change.field, old_name = change.old,
        new_name = change.new })
    end)
  end
end

--- A row for each difference: first the revised cells, the largest revision first.
---@param found urssaf.Diff
---@param unit_of table<string, string> the units of measures
---@param language urssaf.Language
---@return any[][]
function difference_rows.of(found, unit_of, language)
  local rows = {}
  local function unit_fields(one)
    return { code = labels.code(one.key), place = language:place(one.key) }
  end
  local function cell_fields(cell)
    return tables.merge(cell, tables.merge(unit_fields(cell), { unit = unit_of[cell.measure] }))
  end
  local function period_fields(period) return { period = period } end
  local function measure_fields(measure)
    return { measure = measure, unit = unit_of[measure] }
  end
  for _, kind in ipairs { "revised", "appeared", "vanished" } do
    add(rows, found[kind], kind, cell_fields)
  end
  for _, state in ipairs { "new", "gone" } do
    add(rows, found[state .. "_periods"], state .. "_period", period_fields)
    add(rows, found[state .. "_units"], state .. "_unit", unit_fields)
    add(rows, found[state .. "_measures"], state .. "_measure", measure_fields)
  end
  add_renamed(rows, found.renamed_units, unit_fields)
  return rows
end

--- The same as fields of JSON, without the cells, and what the measures were compared in.
---@param found urssaf.Diff
---@param language urssaf.Language
---@return table<string, any>
function difference_rows.fields(found, language)
  local say = messages.translator(language.code)
  local function shown(one)
    return { code = labels.code(one.key), place = language:place(one.key), changes = one.changes,
      key = next(one.key) and one.key or nil }
  end
  return { same = found.same, by_measure = found.by_measure,
    new_periods = found.new_periods, gone_periods = found.gone_periods,
    new_measures = found.new_measures, gone_measures = found.gone_measures,
    new_units = tables.map(found.new_units, shown),
    gone_units = tables.map(found.gone_units, shown),
    renamed_units = tables.map(found.renamed_units, shown),
    skipped = tables.map(found.skipped, function(one)
      return { measure = one.measure, reason = say(one.reason) }
    end) }
end

return difference_rows
