--- Ranks, shares and contributions of a panel's units, as tables of rows.
--
-- A result is { rows = { … }, period =, notes =, … }: a list in `rows`, and named fields beside it,
-- which JSON encoders take as they are. In 0.1 the result was the list itself: for this version
-- `result[i]`, `#result` and `ipairs(result)` go on, since its metatable looks into `rows`. Lua 5.1
-- and LuaJIT ask no metatable there: for them the result has the rows in itself, too.
local aggregate = require "urssaf.panel.aggregate"
local caveats = require "urssaf.panel.caveats"
local fill = require "urssaf.panel.fill"
local joined_notes = require "urssaf.panel.joined_notes"
local lazy = require "urssaf.base.lazy"
local note_labels = require "urssaf.panel.note_labels"
local options = require "urssaf.domain.options"
local selection = require "urssaf.panel.selection"
local tables = require "urssaf.base.tables"
local total_origin = require "urssaf.panel.total_origin"
local total_rows = require "urssaf.panel.total_rows"
local unit = require "urssaf.domain.unit"

local comparison_text = lazy "urssaf.panel.comparison_text"

local unit_comparison = {}

-- ------------------------------------------------------------------ the shape of results

local AS_TEXT = { __tostring = function(result) return comparison_text.result(result) end }

local AS_LIST = {
  __tostring = AS_TEXT.__tostring,
  __index = function(result, i)
    if type(i) == "number" then return rawget(result, "rows")[i] end
  end,
  __len = function(result) return #result.rows end,
}

local ROW = { __tostring = function(row) return comparison_text.row(row) end }

local TOTAL = { __tostring = function(total) return comparison_text.total(total) end }

local HAS_METAMETHODS = #setmetatable({ rows = { true } }, AS_LIST) == 1

-- The result of a list of rows with named fields.
local function result_of(list)
  local result = { rows = {} }
  for name, value in pairs(list) do
    if type(name) == "number" then
      result.rows[name] = setmetatable(value, ROW)
    else
      result[name] = value
    end
  end
  if type(result.total) == "table" then setmetatable(result.total, TOTAL) end
  if not HAS_METAMETHODS then tables.append(result, result.rows) end
  return setmetatable(result, HAS_METAMETHODS and AS_LIST or AS_TEXT)
end

-- ------------------------------------------------------------------ comparisons

local checks = options.checks

local COMMON = tables.merge(aggregate.OPTIONS_BY, { measure = checks.text })

-- The options of each comparison, for `options.check`.
local OPTIONS = {
  rank = tables.merge(COMMON, { at = checks.period, n = checks.count, descending = checks.flag,
    unclassified = checks.flag }),
  share = tables.merge(COMMON, { at = checks.period }),
  contributions = tables.merge(COMMON, { from = checks.period, to = checks.period,
    units = options.one_of("all", "common") }),
  shares = COMMON,
  points = tables.merge(COMMON, { k = checks.positive }),
}

-- The units of one measure, without total rows, or their sums by a key; and notes on both. All
-- measures show which rows are totals, and which units have ended.
local function comparable(panel, checked)
  if checked.by then return aggregate.by_key(panel.series, checked, panel) end
  local function is_wanted(measure) return measure == checked.measure end
  local units, notes = total_rows.keep_out(unit.collect(panel.series), total_origin.of(panel))
  if checked.missing == "zero" then
    notes = caveats.add(notes, fill.units(units, { value = 0, wanted = is_wanted }))
  end
  local kept = {}
  for _, one in ipairs(units) do
    kept[#kept + 1] = tables.find(one.series, function(s) return is_wanted(s.measure) end)
  end
  return kept, notes
end

--- The series that a comparison is of: those of the measure's units, or their sums by a key.
---@param panel urssaf.Panel
---@param given table?
---@param name string of the comparison
---@return urssaf.Series[] compared
---@return urssaf.Note[] notes on these
---@return table checked the options
---@return urssaf.Series[] list the measure's series in the panel
function unit_comparison.series(panel, given, name)
  local checked = options.check(given, OPTIONS[name])
  selection.check_how(panel, checked.how)
  local measure = selection.measure(panel, checked.measure)
  local list = measure and selection.of_measures(panel, measure) or {}
  local compared, notes = comparable(panel, tables.merge(checked, { measure = measure }))
  return compared, notes, checked, list
end

--- Compares units by a function; the result gets the notes that concern its rows.
---@param panel urssaf.Panel
---@param given table?
---@param name string of the comparison
---@param rows_of function of `ranking` or `contributions`
---@return table result
function unit_comparison.of(panel, given, name, rows_of)
  local compared, notes, checked, list = unit_comparison.series(panel, given, name)
  local result = result_of(rows_of(compared, checked, panel))
  notes = caveats.add(notes, result.notes)
  result.notes = note_labels.of(caveats.add(joined_notes.at(panel.notes, list,
    result.period or result.to, result.from), notes), list)
  return result
end

return unit_comparison
