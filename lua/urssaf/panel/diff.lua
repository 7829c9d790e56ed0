--- Compares two panels, such as a publication and the one before it.
--
-- Cells are matched by unit, measure and period, never by their position. A unit is identified by
-- its codes: under another name it is the same unit, renamed. Periods, units and measures that only
-- one panel has are listed as new or gone, and their cells are not listed.
local additivity = require "urssaf.domain.additivity"
local errors = require "urssaf.base.errors"
local method_changes = require "urssaf.domain.method_changes"
local names = require "urssaf.base.names"
local numbers = require "urssaf.base.numbers"
local printed = require "urssaf.domain.printed"
local sorting = require "urssaf.base.sorting"
local tables = require "urssaf.base.tables"
local unit = require "urssaf.domain.unit"
local check_text = require "urssaf.panel.check_text"

local diff = {}

---@class urssaf.Revision
---@field key table<string, string> the unit's, of the newer panel
---@field measure string
---@field period string
---@field old number
---@field new number
---@field change number new - old
---@field relative number? new / old - 1; nil from zero or below

---@class urssaf.Diff
---@field same boolean whether there is no difference
---@field dataset string?
---@field published table { newer =, older = }: when the data were processed, if it is known
---@field new_periods string[]
---@field gone_periods string[]
---@field new_units table[] { key =, name = }
---@field gone_units table[] { key =, name = }
---@field renamed_units table[] { key =, name =, changes = { { field =, old =, new = } } }
---@field new_measures string[]
---@field gone_measures string[]
---@field revised urssaf.Revision[] the largest first
---@field appeared table[] { key =, measure =, period =, new = }: missing before, present now
---@field vanished table[] { key =, measure =, period =, old = }: present before, missing now
---@field by_measure table[] { measure =, compared =, revised =, appeared =, vanished =,
-- relative = }: numbers of cells, and the relative change of the sum of the compared ones
---@field skipped table[] { measure =, reason = }: measures that cannot be compared
---@field notes urssaf.Note[] changes of method between the two, of kind `method`
local Diff = {}
Diff.__index = Diff

-- How many names of each list, and how many revisions, are printed.
local NAMES, LINES = 5, 10

-- ------------------------------------------------------------------ what can be compared

local function check_panel(panel, which)
  local is_table = type(panel) == "table"
  if not is_table or type(panel.series) ~= "table" or type(panel.periods) ~= "table" then
    errors.misuse("diff: the %s panel expected, got %s", which,
      is_table and "another table" or type(panel))
  end
  for _, s in ipairs(panel.series) do
    if s.transform then
      errors.misuse("diff: %s is computed from others: compare the panels it was made of",
        additivity.title(s))
    end
  end
end

local function check_alike(newer, older)
  for _, field in ipairs { "dataset", "frequency" } do
    local a, b = newer[field], older[field]
    if a and b and a ~= b then
      errors.misuse("diff: these panels differ in %s: %s, %s", field, a, b)
    end
  end
end

-- ------------------------------------------------------------------ new, gone, renamed

local function only_in(list, other)
  local others = tables.set(other)
  return tables.filter(list, function(value) return not others[value] end)
end

local function measures_of(panel)
  local list, first = {}, {}
  for _, s in ipairs(panel.series) do
    if not first[s.measure] then
      list[#list + 1], first[s.measure] = s.measure, s
    end
  end
  return list, first
end

-- The units, and a table of them by id. A pseudo-unit whose name is spelt differently is the same
-- one, unless the panel has both spellings.
local function units_of(panel)
  local units, count, of_id = unit.collect(panel.series), {}, {}
  for _, one in ipairs(units) do
    one.lasting_id = unit.lasting_id(one.key)
    count[one.lasting_id] = (count[one.lasting_id] or 0) + 1
  end
  for _, one in ipairs(units) do
    if count[one.lasting_id] == 1 then one.id = one.lasting_id end
    one.of, of_id[one.id] = {}, one
    for _, s in ipairs(one.series) do one.of[s.measure] = s end
  end
  return units, of_id
end

local function name_of(one) return one.name end

local UNIT = { __tostring = name_of }

local function units_not_in(units, others)
  local list = {}
  for _, one in ipairs(units) do
    if not others[one.id] then
      list[#list + 1] = setmetatable({ key = one.key, name = unit.name(one.key) }, UNIT)
    end
  end
  return list
end

-- What a field of a renamed unit was: "departement was Isere".
local CHANGE = { __tostring = function(change)
  return ("%s was %s"):format(change.field, change.old or "absent")
end }

local function changes_of(new, old)
  local changes = {}
  for _, field in ipairs(sorting.keys(tables.merge(new, old))) do
    if new[field] ~= old[field] then
      changes[#changes + 1] = setmetatable({ field = field, old = old[field],
        new = new[field] }, CHANGE)
    end
  end
  return changes
end

-- A renamed unit: "Isère (38) (departement was Isere)".
local RENAMED = { __tostring = function(one)
  return ("%s (%s)"):format(one.name, table.concat(tables.map(one.changes, tostring), ", "))
end }

local function renamed(units, others)
  local list = {}
  for _, one in ipairs(units) do
    local other = others[one.id]
    local changes = other and changes_of(one.key, other.key) or {}
    if #changes > 0 then
      list[#list + 1] = setmetatable({ key = one.key, name = unit.name(one.key),
        changes = changes }, RENAMED)
    end
  end
  return list
end

-- ------------------------------------------------------------------ cells

-- The positions of the periods that both grids have: { period =, new =, old = }.
local function shared_positions(newer, older)
  local places, shared = tables.positions(older.periods), {}
  for i, name in ipairs(newer.periods) do
    if places[name] then shared[#shared + 1] = { period = name, new = i, old = places[name] } end
  end
  return shared
end

-- A growth from zero or from a negative number means nothing.
local function relative(new, old)
  if old > 0 then return new / old - 1 end
end

-- A cell of a difference as a line: "Ain, radiations, Q2 2021: 310, before 295 (+5.08 %)".
local CELL = { __tostring = function(cell)
  return ("%s, %s, %s: %s, before %s%s"):format(unit.name(cell.key), cell.measure,
    check_text.period(cell.period), numbers.text(cell.new) or "missing",
    numbers.text(cell.old) or "missing",
    cell.relative and (" (%s)"):format(check_text.signed_percent(cell.relative)) or "")
end }

local function note_cell(result, tally, cell, new, old)
  cell.new, cell.old = new, old
  local list = new ~= nil and old ~= nil and "revised" or new ~= nil and "appeared" or "vanished"
  if list == "revised" then
    cell.change, cell.relative = new - old, relative(new, old)
    tally.change = tally.change + cell.change
  end
  tally[list] = tally[list] + 1
  table.insert(result[list], setmetatable(cell, CELL))
end

local function compare_series(result, tally, pair, shared)
  for _, at in ipairs(shared) do
    local new = pair.new and pair.new.values[at.new]
    local old = pair.old and pair.old.values[at.old]
    if new ~= nil and old ~= nil then
      tally.compared, tally.old = tally.compared + 1, tally.old + old
    end
    if new ~= old then
      note_cell(result, tally, { key = pair.key, measure = pair.measure, period = at.period }, new,
        old)
    end
  end
end

-- Replaces the sums of a tally by their relative change, for measures that can be added up.
local function finish(tally, s)
  local nature = additivity.nature(s)
  if nature and nature ~= "ratio" then
    tally.relative = relative(tally.old + tally.change, tally.old)
  end
  tally.old, tally.change = nil, nil
end

-- Why two series of one measure cannot be compared; nil if they can. In files of 2021 the column of
-- turnover is a mean.
local function not_alike(a, b)
  local is, was = additivity.nature(a), additivity.nature(b)
  if is ~= was then
    return ("it is a %s, and was a %s"):format(is or "measure of unknown nature",
      was or "measure of unknown nature")
  end
  local unit_is, unit_was = additivity.unit(a) or "?", additivity.unit(b) or "?"
  if unit_is ~= unit_was then
    return ("it is in %s, and was in %s"):format(unit_is, unit_was)
  end
end

-- The size of a revision: its change relative to the old value. From zero it is the change itself,
-- so that from 0 to 1 is as large as from 1 to 2.
local function size_of(cell)
  local change = math.abs(cell.change)
  return cell.old ~= 0 and change / math.abs(cell.old) or change
end

-- The largest first; of those of equal size, the one with the larger change; else by unit, measure
-- and period, which is the order in which they were found.
local function sort_by_size(revised)
  local place, size = {}, {}
  for i, cell in ipairs(revised) do place[cell], size[cell] = i, size_of(cell) end
  table.sort(revised, function(a, b)
    if size[a] ~= size[b] then return size[a] > size[b] end
    local x, y = math.abs(a.change), math.abs(b.change)
    if x ~= y then return x > y end
    return place[a] < place[b]
  end)
end

-- What became of the cells of a measure.
local TALLY = { __tostring = function(one)
  return ("%s: %d of %s revised%s, %d appeared, %d vanished"):format(one.measure, one.revised,
    printed.counted(one.compared, "cell"), one.revised > 0 and one.relative
      and (" (%s in all)"):format(check_text.signed_percent(one.relative)) or "",
    one.appeared, one.vanished)
end }

-- The tallies of the measures that both panels have and that can be compared.
local function tallies_of(result, newer, older)
  local list, now = measures_of(newer)
  local _, before = measures_of(older)
  local of_measure = {}
  for _, measure in ipairs(list) do
    local reason = before[measure] and not_alike(now[measure], before[measure])
    if reason then
      table.insert(result.skipped, setmetatable({ measure = measure, reason = reason },
        printed.SKIPPED))
    elseif before[measure] then
      of_measure[measure] = setmetatable({ measure = measure, compared = 0, revised = 0,
        appeared = 0, vanished = 0, old = 0, change = 0 }, TALLY)
      table.insert(result.by_measure, of_measure[measure])
    end
  end
  return of_measure, now
end

local function compare_cells(result, newer, older, units, others)
  local shared = shared_positions(newer, older)
  local of_measure, series = tallies_of(result, newer, older)
  for _, one in ipairs(units) do
    local other = others[one.id]
    for _, tally in ipairs(other and result.by_measure or {}) do
      local measure = tally.measure
      compare_series(result, tally, { key = one.key, measure = measure, new = one.of[measure],
        old = other.of[measure] }, shared)
    end
  end
  for measure, tally in pairs(of_measure) do finish(tally, series[measure]) end
  sort_by_size(result.revised)
end

-- ------------------------------------------------------------------ the result

local LISTS = { "new_periods", "gone_periods", "new_units", "gone_units", "renamed_units",
  "new_measures", "gone_measures", "revised", "appeared", "vanished", "skipped" }

local function is_same(result)
  return not tables.find(LISTS, function(name) return #result[name] > 0 end)
end

--- The differences between a panel and an older one of the same dataset.
--
-- `revised` has the cells whose values differ, the largest relative change first (from zero the
-- change itself counts), then the largest change. Raises if the panels differ in dataset or
-- frequency, or have growths or other transformed series. `tostring(result)` is a summary for
-- people.
---@param newer urssaf.Panel
---@param older urssaf.Panel
---@return urssaf.Diff
function diff.compare(newer, older)
  check_panel(newer, "newer")
  check_panel(older, "older")
  check_alike(newer, older)
  local units, ids = units_of(newer)
  local old_units, old_ids = units_of(older)
  local measures, old_measures = (measures_of(newer)), (measures_of(older))
  local result = {
    dataset = newer.dataset or older.dataset,
    published = { newer = (newer.source or {}).data_processed,
      older = (older.source or {}).data_processed },
    new_periods = only_in(newer.periods, older.periods),
    gone_periods = only_in(older.periods, newer.periods),
    new_units = units_not_in(units, old_ids), gone_units = units_not_in(old_units, ids),
    renamed_units = renamed(units, old_ids),
    new_measures = only_in(measures, old_measures),
    gone_measures = only_in(old_measures, measures),
    revised = {}, appeared = {}, vanished = {}, by_measure = {}, skipped = {},
  }
  compare_cells(result, newer, older, units, old_ids)
  result.notes = method_changes.notes(result.dataset, measures, result.published.older,
    result.published.newer)
  result.same = is_same(result)
  return setmetatable(result, Diff)
end

-- ------------------------------------------------------------------ the summary

local function shortened(list, show)
  return names.listed(show and tables.map(list, show) or list, NAMES)
end

local function put_lists(lines, result)
  local function put(list, what, show, state)
    if #list == 0 then return end
    lines[#lines + 1] = ("%s %s: %s"):format(printed.counted(#list, what), state,
      shortened(list, show))
  end
  put(result.new_periods, "period", check_text.period, "new")
  put(result.gone_periods, "period", check_text.period, "gone")
  put(result.new_units, "unit", name_of, "new")
  put(result.gone_units, "unit", name_of, "gone")
  put(result.renamed_units, "unit", tostring, "renamed")
  put(result.new_measures, "measure", nil, "new")
  put(result.gone_measures, "measure", nil, "gone")
end

local function put_measures(lines, result)
  for _, one in ipairs(result.by_measure) do
    if one.revised + one.appeared + one.vanished > 0 then
      lines[#lines + 1] = tostring(one)
    end
  end
end

local function put_revised(lines, revised)
  if #revised > 0 then lines[#lines + 1] = "the largest revisions:" end
  for i = 1, math.min(#revised, LINES) do lines[#lines + 1] = "  " .. tostring(revised[i]) end
  if #revised > LINES then lines[#lines + 1] = ("  and %d more"):format(#revised - LINES) end
end

local function compared(result)
  local count = 0
  for _, one in ipairs(result.by_measure) do count = count + one.compared end
  return count
end

local function title(result)
  local newer, older = result.published.newer, result.published.older
  local text = result.dataset or "two panels"
  if not (newer and older) then return text end
  return ("%s, published %s, compared with %s"):format(text, newer:sub(1, 10), older:sub(1, 10))
end

--- The publications, what is new and gone, the revisions of each measure, and the ten largest.
---@return string
function Diff:__tostring()
  local lines = { title(self) }
  if self.same then
    lines[2] = "no difference in " .. printed.counted(compared(self), "cell")
    return table.concat(lines, "\n")
  end
  put_lists(lines, self)
  put_measures(lines, self)
  put_revised(lines, self.revised)
  for _, one in ipairs(self.skipped) do
    lines[#lines + 1] = ("not compared: %s: %s"):format(one.measure, one.reason)
  end
  for _, note in ipairs(self.notes) do lines[#lines + 1] = note.message end
  return table.concat(lines, "\n")
end

return diff
