-- Writes panels as CSV, reads them back and tells the differences: long and wide, for programs and
-- for French spreadsheets.
local additivity = require "urssaf.domain.additivity"
local cells = require "urssaf.csv.cell"
local dimensions = require "urssaf.domain.dimensions"
local period = require "urssaf.domain.period"
local series = require "urssaf.panel.series"
local unit = require "urssaf.domain.unit"
local urssaf = require "urssaf"
local utf8 = require "urssaf.base.utf8"

local round_trip = {}

-- What of a source is true of the publication.
local OF_SOURCE = { "url", "data_processed", "title", "licence", "licence_url", "attribution" }

local function equal(a, b)
  if type(a) ~= "table" or type(b) ~= "table" then return a == b end
  for name, value in pairs(a) do
    if not equal(value, b[name]) then return false end
  end
  for name in pairs(b) do
    if a[name] == nil then return false end
  end
  return true
end

local function shown(value)
  if type(value) ~= "table" then return tostring(value) end
  local parts = {}
  for name, one in pairs(value) do parts[#parts + 1] = tostring(name) .. "=" .. shown(one) end
  table.sort(parts)
  return "{" .. table.concat(parts, ",") .. "}"
end

-- For each position the first one with the same text; 0 for none.
local function pattern(texts, size)
  local first, list = {}, {}
  for i = 1, size do
    local text = texts and texts[i] or ""
    if text ~= "" then first[text] = first[text] or i end
    list[i] = text == "" and 0 or first[text]
  end
  return list
end

-- How many units are in each value, and how many should be, whether a series says so or not.
local function counts(s)
  local list = {}
  for i = 1, #s.periods do
    local own = s.coverage and s.coverage[i] or s.expected and { s.expected[i], s.expected[i] }
    local is_expected = i >= series.start(s) and i <= series.stop(s)
    list[i] = own or { s.values[i] ~= nil and 1 or 0, is_expected and 1 or 0 }
  end
  return list
end

local function values(s)
  local list = {}
  for i = 1, #s.periods do list[i] = s.values[i] == nil and "-" or s.values[i] end
  return list
end

-- What each cell adds to sums over units: the value, or what stands in for it; the sum and the
-- number of a mean.
local function addends(s)
  local list = {}
  for i = 1, #s.periods do
    local own = s.values[i] == nil and s.addends and s.addends[i]
    list[i] = own or s.means and s.means[i] or "-"
  end
  return list
end

-- Whether a file tells what a part of a ratio is: the measures in it do, and so does the library.
local function is_told(part, s, written)
  local first = part.measure:match "^(.-) %+ " or part.measure
  return written[first] or additivity.nature { measure = first, dataset = s.dataset } ~= nil
end

-- The parts of shares are not in a file, so that these are no longer added up.
local function parts(s, written)
  if not s.parts or s.parts.whole then return "none" end
  local list = { factor = s.parts.factor }
  for _, which in ipairs { "numerator", "denominator" } do
    local part = s.parts[which]
    local is_known = is_told(part, s, written)
    list[which] = { part.measure, values(part), addends(part), part.transform or "-",
      is_known and additivity.nature(part) or "?", is_known and additivity.unit(part) or "?" }
  end
  return list
end

-- The positions that are marked.
local function marks(name)
  return function(s)
    local list = {}
    for i = 1, #s.periods do list[i] = s[name] ~= nil and s[name][i] == true end
    return list
  end
end

-- What has to come back of a series.
local FACTS = {
  measure = function(s) return s.measure end,
  key = function(s) return s.key end,
  frequency = function(s) return s.frequency end,
  dataset = function(s) return s.dataset end,
  transform = function(s) return s.transform end,
  nature = function(s) return s.nature == "unknown" and "unknown" or additivity.nature(s) end,
  unit = function(s) return additivity.unit(s) or nil end,
  values = values,
  addends = addends,
  counts = counts,
  -- a sum of which no unit is expected yet begins where one is
  start = function(s)
    local start = series.start(s)
    if not s.expected then return series.stop(s) < start and #s.periods + 1 or start end
    while s.expected[start] == 0 and s.values[start] == nil do start = start + 1 end
    return start
  end,
  filled = marks "filled",
  provisional = marks "provisional",
  absent = function(s) return pattern(s.absent, #s.periods) end,
  without = function(s) return pattern(s.without, #s.periods) end,
  span = function(s) return math.min(s.span or 0, #s.periods) end,
  parts = parts,
}

local function compare_series(s, back, found, written)
  for name, of in pairs(FACTS) do
    local was, is = of(s, written), of(back, written)
    if not equal(was, is) then
      found[#found + 1] = ("%s of %s, %s: %s became %s"):format(name, s.measure, unit.name(s.key),
        shown(was), shown(is))
    end
  end
end

-- The series of a panel as a list in which series come by what they are, since a wide table has
-- them in its own order.
local function by_name(list)
  local sorted = {}
  for i, s in ipairs(list) do
    sorted[i] = { s.measure .. "\n" .. unit.id(s.key) .. "\n" .. (s.transform or ""), s }
  end
  table.sort(sorted, function(a, b) return a[1] < b[1] end)
  for i, one in ipairs(sorted) do sorted[i] = one[2] end
  return sorted
end

local function own_source(source)
  local own = {}
  for _, name in ipairs(OF_SOURCE) do own[name] = (source or {})[name] end
  return own
end

-- The measures of some series, and those that they are made of.
local function measures_of(list)
  local present = {}
  for _, s in ipairs(list) do
    present[s.measure] = true
    for _, part in ipairs(s.parts and { s.parts.numerator, s.parts.denominator } or {}) do
      for name in part.measure:gmatch "[^ +]+" do present[name] = true end
    end
  end
  return present
end

local function notes_of(panel, list)
  local present, notes = measures_of(list), {}
  for _, note in ipairs(panel.notes or {}) do
    local concerns = not (note.measure or note.measures) or present[note.measure]
      or note.kind == "left_out"
    for _, measure in ipairs(note.measures or {}) do concerns = concerns or present[measure] end
    if concerns then notes[#notes + 1] = note end
  end
  return notes
end

-- The differences between some series of a panel and the panel that was read back.
local function differences(panel, list, back, is_long)
  local found = {}
  local function add(name, was, is)
    if not equal(was, is) then
      found[#found + 1] = ("%s: %s became %s"):format(name, shown(was), shown(is))
    end
  end
  add("dataset", list[1].dataset, back.dataset)
  add("periods", panel.periods, back.periods)
  add("notes", notes_of(panel, list), back.notes)
  add("source", own_source(panel.source), own_source(back.source))
  add("number of series", #list, #back.series)
  local was, is = list, back.series
  if not is_long then was, is = by_name(list), by_name(back.series) end
  local written = {}
  for _, s in ipairs(list) do written[s.measure] = true end
  for i = 1, math.min(#was, #is) do compare_series(was[i], is[i], found, written) end
  return found
end

local function is_in(value, list)
  for _, one in ipairs(list) do
    if one == value then return true end
  end
  return false
end

local function chosen(panel, measure)
  local list = {}
  for i, s in ipairs(panel.series) do
    if not measure or is_in(s.measure, { measure }) then list[#list + 1] = panel.series[i] end
  end
  return list
end

-- What operations make of a panel: sums have to be the same before and after, with as many units.
local OPERATIONS = {
  total = function(p) return p:total { how = "sum" } end,
  ["partial total"] = function(p) return p:total { missing = "skip", how = "sum" } end,
  mean = function(p) return p:total { missing = "skip", how = "mean" } end,
  annual = function(p) return p:annual { how = "sum" } end,
  rolling = function(p) return p:rolling(2, { how = "sum" }) end,
  yoy = function(p) return p:yoy() end,
  ["growth of the total"] = function(p) return p:total { missing = "skip", how = "sum" }:yoy() end,
}

-- Two numbers are the same but for what rounding took away before they were written.
local function is_same_number(a, b)
  if type(a) ~= "number" or type(b) ~= "number" then return a == b end
  return math.abs(a - b) <= 1e-12 * math.max(math.abs(a), math.abs(b))
end

local function same_lists(was, is)
  for i = 1, math.max(#was, #is) do
    if not is_same_number(was[i], is[i]) then return false end
  end
  return true
end

-- How many units are in each value that there is, and how many should be, if some are missing.
local function coverage(s)
  local list = {}
  for i = 1, #s.periods do
    local pair = s.values[i] ~= nil and s.coverage and s.coverage[i]
    list[i] = pair and pair[1] < pair[2] and pair or "-"
  end
  return list
end

local function compare_results(name, was, is, found)
  local a, b = by_name(was.series), by_name(is.series)
  if #a ~= #b then
    found[#found + 1] = ("%s: %d series became %d"):format(name, #a, #b)
    return
  end
  for i, s in ipairs(a) do
    local is_same = s.measure == b[i].measure and same_lists(values(s), values(b[i]))
    if not (is_same and equal(coverage(s), coverage(b[i]))) then
      found[#found + 1] = ("%s of %s, %s: %s of %s became %s of %s"):format(name, s.measure,
        unit.name(s.key), shown(values(s)), shown(coverage(s)), shown(values(b[i])),
        shown(coverage(b[i])))
    end
  end
end

-- Whether all is told that operations on some series go by.
local function is_operable(list)
  local written = {}
  for _, s in ipairs(list) do written[s.measure] = true end
  for _, s in ipairs(list) do
    if s.parts and s.parts.whole then return false end
    for _, which in ipairs(s.parts and { "numerator", "denominator" } or {}) do
      if not is_told(s.parts[which], s, written) then return false end
    end
  end
  return true
end

-- Adds the differences between what operations make of a panel and of the one that was read back.
-- What is refused of one is refused of the other.
local function compare_operations(panel, back, found)
  for name, operate in pairs(OPERATIONS) do
    local ok, was = pcall(operate, panel)
    local is_ok, is = pcall(operate, back)
    if ok ~= is_ok then
      found[#found + 1] = ("%s: %s became %s"):format(name, ok and "possible" or tostring(was),
        is_ok and "possible" or tostring(is))
    elseif ok then
      compare_results(name, was, is, found)
    end
  end
end

--- The differences of a panel that was written with some options of `to_csv` and read back; with
-- `is_operated` also between what operations make of both.
function round_trip.differences(panel, given, is_operated)
  local text = panel:to_csv(given)
  local back, err = urssaf.read { text = text }
  if not back then return { tostring(err) } end
  local is_long = not (given and (given.columns or given.rows or given.layout == "wide"))
  local list = chosen(panel, given and given.measure)
  local found = differences(panel, list, back, is_long)
  if is_operated and #found == 0 and is_operable(list) then
    local whole = #list == #panel.series and panel or panel:filter { measure = given.measure }
    compare_operations(whole, back, found)
  end
  if #found == 0 and back:to_csv(given) ~= text then found[1] = "written again, it differs" end
  return found
end

local function merged(a, b)
  local all = {}
  for _, one in ipairs { a, b } do
    for name, value in pairs(one) do all[name] = value end
  end
  return all
end

--- The wide tables that a panel has, as options of `to_csv`.
function round_trip.shapes(panel)
  local measures, shapes, seen = {}, {}, {}
  for _, s in ipairs(panel.series) do
    if not seen[s.measure] then seen[s.measure], measures[#measures + 1] = true, s.measure end
  end
  local keys = unit.key_names(panel.series)
  for _, measure in ipairs(measures) do
    for _, key in ipairs(keys) do
      shapes[#shapes + 1] = { measure = measure, columns = key }
      shapes[#shapes + 1] = { measure = measure, rows = key, columns = "period" }
    end
  end
  for _, key in ipairs(keys) do shapes[#shapes + 1] = { rows = key, columns = "measure" } end
  shapes[#shapes + 1] = { columns = "measure" }
  shapes[#shapes + 1] = { rows = "measure", columns = "period" }
  return shapes
end

-- Why a panel is none that a file or an operation gives; nil if it may be one. Specs make such
-- panels by hand: with periods out of order, values of no period, codes in another spelling, names
-- that are no text.
local function oddity(panel)
  for _, s in ipairs(panel.series) do
    if s.periods ~= panel.periods or s.frequency ~= panel.frequency then return "periods" end
  end
  for i = 2, #panel.periods do
    local ok, step = pcall(period.difference, panel.periods[i], panel.periods[i - 1])
    if not ok or step ~= 1 then return "periods" end
  end
  for _, s in ipairs(panel.series) do
    for i in pairs(s.values) do
      if not panel.periods[i] then return "values" end
    end
    for name, value in pairs(s.key) do
      if not utf8.is_text(value) or value ~= cells.code(value, dimensions.code_width(name)) then
        return "key"
      end
    end
  end
end

--- The differences of a panel in every layout, each behind its layout, and how many texts were
-- written; or nil, and why the panel is not looked at. The long table and the first wide one have
-- both presets, the others one of them. Operations are applied to what came of one text of each
-- layout: the others have the same facts. A wide table in which two series would share a cell is
-- none.
function round_trip.all(panel)
  local found, count = {}, 0
  local function try(given, preset, is_operated)
    local options = merged(given, { preset = preset })
    if not pcall(panel.to_csv, panel, options) then return false end
    for _, one in ipairs(round_trip.differences(panel, options, is_operated)) do
      found[#found + 1] = shown(options) .. " " .. one
    end
    count = count + 1
    return true
  end
  if #panel.series == 0 or #panel.periods == 0 then return nil, "empty" end
  if oddity(panel) then return nil, oddity(panel) end
  try({ date = "last" }, "fr")
  local is_long = try({}, nil, true)
  for i, shape in ipairs(is_long and round_trip.shapes(panel) or {}) do
    if i == 1 then try(shape, nil, true) end
    try(shape, i % 2 == 1 and "fr" or nil)
  end
  return found, count
end

return round_trip
