--- A panel as CSV and as JSON.
--
-- The text depends on the panel alone, neither on the host's locale nor on the order in which
-- `pairs` visits a table.
local errors = require "urssaf.base.errors"
local json_writer = require "urssaf.base.json_writer"
local numbers = require "urssaf.base.numbers"
local options = require "urssaf.domain.options"
local record_format = require "urssaf.base.record_format"
local selection = require "urssaf.panel.selection"
local tables = require "urssaf.base.tables"
local unit = require "urssaf.domain.unit"
local wide = require "urssaf.panel.wide"

local export = {}

-- ------------------------------------------------------------------ options

local one_of = options.one_of

local CSV_OPTIONS = tables.merge(wide.OPTIONS, { layout = one_of("long", "wide"),
  preset = one_of("fr"), delimiter = options.checks.delimiter })
local JSON_OPTIONS = tables.merge(wide.OPTIONS, { layout = one_of("panel", "long", "wide") })

local function layout_of(given, default)
  local shaped = given.rows ~= nil or given.columns ~= nil
  local layout = given.layout or (shaped and "wide" or default)
  if shaped and layout ~= "wide" then
    errors.misuse("rows and columns shape a wide table: leave them out, or layout = \"%s\"", layout)
  end
  return layout
end

-- ------------------------------------------------------------------ lines

-- A field that only some series have. It is read raw, since a method may have the same name.
local function extra(s, name)
  return rawget(s, name)
end

local function some_have(list, name)
  return tables.find(list, function(s) return extra(s, name) ~= nil end) ~= nil
end

local function refuse_value(value, place, period)
  local what = type(value) == "number" and "not a finite number" or "a " .. type(value)
  errors.misuse("%s, %s: the value is %s, which cannot be written", place, period, what)
end

-- The same code writes CSV and JSON: `form` is an urssaf.RecordFormat.

-- The columns of a long table other than keys: a key with such a name, as "value", becomes
-- "key.value".
local OWN_COLUMNS = { period = true, measure = true, value = true, transform = true, unit = true,
  present = true, expected = true }

-- The keys of some series; of none, those that the panel had before a filter.
local function key_names(panel, list)
  return unit.key_names(list[1] and list or { { key = (panel.universe or {}).keys or {} } })
end

-- The columns that are constant within a series, before and after its value; and whether there is
-- a coverage.
local function long_columns(panel, list)
  local before, after = {}, {}
  for i, name in ipairs(key_names(panel, list)) do
    before[i] = { name = OWN_COLUMNS[name] and "key." .. name or name,
      of = function(s) return s.key[name] end }
  end
  before[#before + 1] = { name = "measure", of = function(s) return s.measure end }
  for _, name in ipairs { "transform", "unit" } do
    if some_have(list, name) then
      after[#after + 1] = { name = name, of = function(s) return extra(s, name) end }
    end
  end
  return before, after, some_have(list, "coverage")
end

local function long_header(before, after, has_coverage)
  local header = { "period" }
  for _, column in ipairs(before) do header[#header + 1] = column.name end
  header[#header + 1] = "value"
  for _, column in ipairs(after) do header[#header + 1] = column.name end
  if has_coverage then header[#header + 1], header[#header + 2] = "present", "expected" end
  return header
end

local function constants(s, columns, form)
  local parts = {}
  for i, column in ipairs(columns) do
    local value = column.of(s)
    parts[i] = form.between .. form.label(column.name)
      .. (value == nil and form.missing or form.text(value))
  end
  return table.concat(parts)
end

local function value_text(s, i, period, form)
  local value = s.values[i]
  if value == nil then return form.missing end
  return form.number(value)
    or refuse_value(value, ("%s of %s"):format(s.measure, unit.name(s.key)), period)
end

-- The fields `present` and `expected` of one cell.
local function coverage_text(s, i, form)
  local pair = (extra(s, "coverage") or {})[i] or {}
  local present = pair[1] and form.number(pair[1]) or form.missing
  local expected = pair[2] and form.number(pair[2]) or form.missing
  return form.between .. form.label "present" .. present
    .. form.between .. form.label "expected" .. expected
end

-- One line for each cell, series by series; and the header.
local function long_lines(panel, list, form)
  local before, after, has_coverage = long_columns(panel, list)
  local starts, lines = {}, {}
  for i, period in ipairs(panel.periods) do
    starts[i] = form.open .. form.label "period" .. form.text(period)
  end
  for _, s in ipairs(list) do
    local middle = constants(s, before, form) .. form.between .. form.label "value"
    local rest = constants(s, after, form)
    for i, start in ipairs(starts) do
      lines[#lines + 1] = start .. middle .. value_text(s, i, panel.periods[i], form) .. rest
        .. (has_coverage and coverage_text(s, i, form) or "") .. form.close
    end
  end
  return lines, long_header(before, after, has_coverage)
end

local function wide_line(row, header, labels, form)
  local cells = { labels[1] .. form.text(row[1]) }
  for c = 2, #header do
    local value = row[c]
    cells[c] = labels[c] .. (value == nil and form.missing or form.number(value)
      or refuse_value(value, header[c], row[1]))
  end
  return form.open .. table.concat(cells, form.between) .. form.close
end

local function wide_lines(panel, given, form)
  local result = wide.of(panel, given)
  local labels, lines = {}, {}
  for c, name in ipairs(result.header) do labels[c] = form.label(name) end
  for r, row in ipairs(result.rows) do lines[r] = wide_line(row, result.header, labels, form) end
  return lines, result.header
end

-- ------------------------------------------------------------------ CSV

local PLAIN = { bom = "", line_end = "\n" }
local PRESETS = { fr = { bom = "\239\187\191", delimiter = ";", point = ",", line_end = "\r\n",
  is_guarded = true } }

--- The panel as CSV: UTF-8, a header, quotes where they are needed, a line end after each line.
--
-- By default the table is long: one line for each cell, with an empty value if it is missing. The
-- columns are `period,code_departement,departement,code_region,region,measure,value`: after the
-- period come the keys of the series, known ones in the order that sorts units, then others by
-- name; a key with the name of another column, as "value", is "key.value". An empty panel has the
-- keys that it had before it was filtered. After the value come,
-- if some series have them, `transform`, `unit`, `present` and `expected` (of `coverage`). With
-- `rows`, `columns` or `layout = "wide"` it is the table of `panel:wide`. `measure` selects
-- measures in both layouts.
--
-- `preset = "fr"` is for French spreadsheets: `;`, a decimal comma, a BOM, CRLF, and an apostrophe
-- before texts that would be a formula (they begin with = + - @ TAB CR). Codes are written as they
-- are: a spreadsheet that opens the file by a double click shows 01 as 1, while its text import,
-- with the column set to text, keeps 01. They are not quoted or marked, since the mark would become
-- a part of the code: the names beside the codes identify units in any case, and are the better
-- `columns` there. `delimiter` is one of ; , TAB |.
--
-- Raises on a value that is not a finite number, on unknown options, keys and measures, and where
-- `wide` does.
---@param panel urssaf.Panel
---@param given table? preset, delimiter, layout, rows, columns, measure
---@return string
function export.to_csv(panel, given)
  given = options.check(given, CSV_OPTIONS)
  local preset = given.preset and PRESETS[given.preset] or PLAIN
  local form = record_format.csv(preset, given.delimiter)
  local lines, header
  if layout_of(given, "long") == "wide" then
    lines, header = wide_lines(panel, given, form)
  else
    lines, header = long_lines(panel, selection.of_measures(panel, given.measure), form)
  end
  for i, name in ipairs(header) do header[i] = form.text(name) end
  table.insert(lines, 1, preset.bom .. table.concat(header, form.between))
  lines[#lines + 1] = ""
  return table.concat(lines, preset.line_end)
end

-- ------------------------------------------------------------------ JSON

local JSON = record_format.JSON

local function key_text(s)
  return json_writer.object(tables.map(unit.key_names { s }, function(name)
    return json_writer.label(name) .. json_writer.string(s.key[name])
  end))
end

local function coverage_list(coverage, size)
  local texts = {}
  for i = 1, size do
    local pair = coverage[i]
    texts[i] = pair and json_writer.list { numbers.text(pair[1]), numbers.text(pair[2]) } or "null"
  end
  return json_writer.list(texts)
end

local function series_text(s, periods)
  local values = {}
  for i, period in ipairs(periods) do values[i] = value_text(s, i, period, JSON) end
  local fields = { json_writer.label "measure" .. json_writer.string(s.measure),
    json_writer.label "key" .. key_text(s) }
  for _, name in ipairs { "transform", "unit" } do
    if extra(s, name) ~= nil then
      fields[#fields + 1] = json_writer.label(name) .. json_writer.encode(extra(s, name), name)
    end
  end
  fields[#fields + 1] = json_writer.label "values" .. json_writer.list(values)
  if extra(s, "coverage") then
    fields[#fields + 1] = json_writer.label "coverage" .. coverage_list(s.coverage, #periods)
  end
  return json_writer.object(fields)
end

-- A source is an object even if nothing is known of it.
local function source_text(source)
  if not source or next(source) == nil then return "{}" end
  return json_writer.encode(source, "source")
end

local function panel_text(panel, list)
  local texts = tables.map(list, function(s) return series_text(s, panel.periods) end)
  return json_writer.object {
    json_writer.label "dataset" .. (panel.dataset and json_writer.string(panel.dataset) or "null"),
    json_writer.label "frequency" .. json_writer.string(panel.frequency),
    json_writer.label "periods" .. json_writer.encode(panel.periods, "periods"),
    json_writer.label "series" .. json_writer.list(texts),
    json_writer.label "notes" .. json_writer.encode(panel.notes or {}, "notes"),
    json_writer.label "source" .. source_text(panel.source),
  }
end

--- The panel as JSON, in UTF-8 and without blanks; a missing value is null.
--
-- `layout = "panel"` (the default) has the panel's own shape: `{"dataset":…,"frequency":…,
-- "periods":[…],"series":[{"measure":…,"key":{…},"values":[1203,null,…]},…],"notes":[…],
-- "source":{…}}`, where a series has `transform`, `unit` and `coverage` ([[present,expected],…]) if
-- it has them. `layout = "long"` is a list of records, one for each cell; `layout = "wide"` (or
-- `rows`, `columns`) is a list with one for each row. Their fields are the columns of `to_csv`; a
-- field without a value is null. `measure` selects measures in each layout.
--
-- Whole numbers have no fraction; others read back to the same double. Bytes that are not UTF-8 are
-- replaced by U+FFFD. Raises on a value that is not a finite number, on unknown options, keys and
-- measures, and where `wide` does.
---@param panel urssaf.Panel
---@param given table? layout, rows, columns, measure
---@return string
function export.to_json(panel, given)
  given = options.check(given, JSON_OPTIONS)
  local layout = layout_of(given, "panel")
  if layout == "wide" then return json_writer.list((wide_lines(panel, given, JSON))) end
  local list = selection.of_measures(panel, given.measure)
  if layout == "long" then return json_writer.list((long_lines(panel, list, JSON))) end
  return panel_text(panel, list)
end

return export
