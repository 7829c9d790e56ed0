--- A panel: all series of a dataset, on one grid of periods. Its shape is the README's.
--
-- A plain table with methods. Panels are immutable by convention: no method writes to its
-- receiver, and results may share `periods`, `key` and `values` with it.
local errors = require "urssaf.errors"
local measures = require "urssaf.measures"
local names = require "urssaf.names"
local period = require "urssaf.period"
local schema = require "urssaf.schema"
local series = require "urssaf.series"

local panel = {}

---@class urssaf.Panel
---@field dataset string? the portal's identifier
---@field frequency "quarter"|"year"
---@field periods string[] the full grid, step one
---@field series urssaf.Series[] in canonical order: unit, then measure
---@field notes table[] { kind =, message = }
---@field source table { url or path, fetched_at or read_at, data_processed, rows, licence, … }
local Panel = {}
Panel.__index = Panel

--- Makes a panel of a plain table (`dataset`, `frequency`, `periods`, `series`, `notes`,
-- `source`); its series become series with methods.
---@param plain table
---@return urssaf.Panel
function panel.new(plain)
  for _, s in ipairs(plain.series) do series.new(s) end
  plain.notes = plain.notes or {}
  plain.source = plain.source or {}
  return setmetatable(plain, Panel)
end

-- ------------------------------------------------------------------ selecting

local NOT_KEYS = { measure = true, from = true, to = true }
local IS_SPAN = { from = true, to = true }

-- The names any dataset may have, those of this panel's source, and those of its series: what was
-- filtered out of a panel is not unknown to it.
local function known_names(anywhere, of_source, of_series)
  local known = {}
  for _, name in ipairs(anywhere) do known[name] = true end
  for _, name in ipairs(of_source or {}) do known[name] = true end
  for name in pairs(of_series) do known[name] = true end
  return known
end

local function known_keys(self)
  local own = {}
  for _, s in ipairs(self.series) do
    for name in pairs(s.key) do own[name] = true end
  end
  return known_names(schema.dimensions(), self.source.dimensions, own)
end

local function known_measures(self)
  local own = {}
  for _, s in ipairs(self.series) do own[s.measure] = true end
  return known_names(measures.names(), self.source.measures, own)
end

local function check_names(self, selection)
  if type(selection) ~= "table" then
    errors.misuse("a table expected, such as { measure = \"immatriculations\" }, got %s",
      type(selection))
  end
  local known = known_keys(self)
  for name in pairs(NOT_KEYS) do known[name] = true end
  for name in pairs(selection) do
    if not known[name] then
      errors.misuse("unknown key '%s'%s", tostring(name),
        names.suggestion(name, names.sorted_keys(known)))
    end
  end
end

local function list_of(wanted, name)
  if type(wanted) ~= "table" then wanted = { wanted } end
  for _, value in ipairs(wanted) do
    if type(value) ~= "string" then
      errors.misuse("%s: a string expected, such as \"01\", got %s", name, type(value))
    end
  end
  return wanted
end

-- A function value -> boolean for a wanted value, list of values or predicate.
local function matcher(wanted, name)
  if type(wanted) == "function" then
    return function(value) return value ~= nil and wanted(value) end
  end
  local set = {}
  for _, value in ipairs(list_of(wanted, name)) do set[value] = true end
  return function(value) return value ~= nil and set[value] or false end
end

local function check_measures(self, wanted)
  if type(wanted) == "function" then return end
  local known = known_measures(self)
  for _, name in ipairs(list_of(wanted, "measure")) do
    if not known[name] then
      errors.misuse("unknown measure '%s'%s", name,
        names.suggestion(name, names.sorted_keys(known)))
    end
  end
end

local function matchers_of(self, selection)
  check_names(self, selection)
  local matchers = {}
  for name, wanted in pairs(selection) do
    if name == "measure" then check_measures(self, wanted) end
    if not IS_SPAN[name] then matchers[name] = matcher(wanted, name) end
  end
  return matchers
end

local function matches(s, matchers)
  for name, match in pairs(matchers) do
    local value = s.key[name]
    if name == "measure" then value = s.measure end
    if not match(value) then return false end
  end
  return true
end

-- The positions in the grid that from and to leave; last < first when there is none.
local function span(self, from, to)
  period.check_span(from, to)
  local lower = from ~= nil and period.lower(from, self.frequency)
  local upper = to ~= nil and period.upper(to, self.frequency)
  local size = #self.periods
  if size == 0 then return 1, 0 end
  local before = period.ordinal(self.periods[1], self.frequency) - 1
  local first, last = lower and lower - before or 1, upper and upper - before or size
  return math.max(first, 1), math.min(last, size)
end

local function cut(s, periods, first, last)
  local values = {}
  for i = first, last do values[i - first + 1] = s.values[i] end
  return series.new {
    measure = s.measure, frequency = s.frequency, key = s.key, periods = periods, values = values,
  }
end

-- A panel like self with other series.
local function derive(self, periods, list)
  return panel.new {
    dataset = self.dataset, frequency = self.frequency, periods = periods, series = list,
    notes = self.notes, source = self.source,
  }
end

--- The series that match, as a panel of their own.
--
-- `selection` names keys with a value, a list of values or a predicate on the value; `measure` the
-- same way; a unit without the key never matches. `from` and `to` (quarters in any spelling, or
-- bare years, both inclusive) cut the grid, which otherwise stays as it is. Values are matched
-- exactly; one that is not there gives an empty panel. Raises on names that are no key and no
-- measure.
---@param selection table
---@return urssaf.Panel
function Panel:filter(selection)
  local matchers = matchers_of(self, selection)
  local first, last = span(self, selection.from, selection.to)
  local whole = first == 1 and last == #self.periods
  local periods = self.periods
  if not whole then
    periods = {}
    for i = first, last do periods[i - first + 1] = self.periods[i] end
  end
  local list = {}
  for _, s in ipairs(self.series) do
    if matches(s, matchers) then
      list[#list + 1] = whole and s or cut(s, periods, first, last)
    end
  end
  return derive(self, periods, list)
end

local function describe(selection)
  local parts = {}
  for _, name in ipairs(names.sorted_keys(selection)) do
    local value = selection[name]
    if type(value) == "table" then value = "{…}" end
    parts[#parts + 1] = ("%s = %s"):format(name, tostring(value))
  end
  return "{ " .. table.concat(parts, ", ") .. " }"
end

-- The names, of keys or measure, in which these series are not all the same.
local function differences(list)
  local values, different = {}, {}
  for _, s in ipairs(list) do
    for name in pairs(s.key) do values[name] = list[1].key[name] or "" end
  end
  for _, s in ipairs(list) do
    for name, first in pairs(values) do
      if (s.key[name] or "") ~= first then different[name] = true end
    end
    if s.measure ~= list[1].measure then different.measure = true end
  end
  return names.sorted_keys(different)
end

local function ambiguous(selection, list)
  local few = {}
  for i = 1, math.min(3, #list) do few[i] = tostring(list[i]):match("^[^:]*") end
  local shown = table.concat(few, "; ") .. (#list > 3 and "; …" or "")
  return errors.fail("ambiguous", ("%d series match %s: %s; they differ in %s: say which, or use"
    .. " filter"):format(#list, describe(selection), shown, table.concat(differences(list), ", ")))
end

-- The first value asked for that no unit has, with the nearest there is.
local function missing_value(self, selection)
  for _, name in ipairs(names.sorted_keys(selection)) do
    local wanted, values = selection[name], {}
    for _, s in ipairs(self.series) do
      local value = s.key[name]
      if name == "measure" then value = s.measure end
      if value then values[value] = true end
    end
    if type(wanted) == "string" and not IS_SPAN[name] and not values[wanted] then
      return (": no %s is '%s'%s"):format(name, wanted,
        names.suggestion(wanted, names.sorted_keys(values)))
    end
  end
  return ""
end

--- The one series that matches; `selection` is filter's.
---@param selection table
---@return urssaf.Series? series
---@return urssaf.Error? err kind `none` or `ambiguous`
function Panel:get(selection)
  local list = self:filter(selection).series
  if #list == 1 then return list[1] end
  if #list == 0 then
    return errors.fail("none", "no series matches " .. describe(selection)
      .. missing_value(self, selection))
  end
  return ambiguous(selection, list)
end

-- ------------------------------------------------------------------ walking

--- Iterates over every cell, series by series: period, key, measure, value. The value is nil
-- where it is missing.
---@return fun(): string?, table?, string?, number?
function Panel:rows()
  local at, i = 1, 0
  return function()
    i = i + 1
    local s = self.series[at]
    while s and i > #s.periods do
      at, i = at + 1, 1
      s = self.series[at]
    end
    if s then return s.periods[i], s.key, s.measure, s.values[i] end
  end
end

--- One line: dataset, number of series, span, publication, how many notes.
function Panel:__tostring()
  local size, notes = #self.periods, #self.notes
  local processed = self.source.data_processed
  return ("%s: %d series, %s%s%s"):format(self.dataset or "panel", #self.series,
    size > 0 and self.periods[1] .. " to " .. self.periods[size] or "no period",
    processed and ", published " .. processed:sub(1, 10) or "",
    notes > 0 and (", %d note%s"):format(notes, notes > 1 and "s" or "") or "")
end

return panel
