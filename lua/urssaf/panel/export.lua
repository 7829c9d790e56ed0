--- A panel as CSV and as JSON.
--
-- The text depends on the panel alone, neither on the host's locale nor on the order in which
-- `pairs` visits a table.
local errors = require "urssaf.base.errors"
local json_writer = require "urssaf.base.json_writer"
local long_table = require "urssaf.panel.long_table"
local numbers = require "urssaf.base.numbers"
local options = require "urssaf.domain.options"
local record_format = require "urssaf.base.record_format"
local selection = require "urssaf.panel.selection"
local tables = require "urssaf.base.tables"
local unit = require "urssaf.domain.unit"
local vintage = require "urssaf.panel.vintage"
local wide = require "urssaf.panel.wide"
local wide_table = require "urssaf.panel.wide_table"

local export = {}

-- ------------------------------------------------------------------ options

local one_of = options.one_of

local CSV_OPTIONS = tables.merge(wide.OPTIONS, { layout = one_of("long", "wide"),
  preset = one_of("fr"), delimiter = options.checks.delimiter, date = one_of("first", "last"),
  bare = options.checks.flag })
local JSON_OPTIONS = tables.merge(wide.OPTIONS, { layout = one_of("panel", "long", "wide") })

local function layout_of(given, default)
  local shaped = given.rows ~= nil or given.columns ~= nil
  local layout = given.layout or (shaped and "wide" or default)
  if shaped and layout ~= "wide" then
    errors.misuse("rows and columns shape a wide table: leave them out, or layout = \"%s\"", layout)
  end
  return layout
end

-- A field that only some series have. It is read raw, since a method may have the same name.
local function extra(s, name)
  return rawget(s, name)
end

-- ------------------------------------------------------------------ CSV

--- The panel as CSV: UTF-8, a header, quotes where they are needed, a line end after each line.
--
-- By default the table is long: one line for each cell. Its columns are the same whatever was done
-- to the panel:
--
--     period                                  2021-03, 2021-Q2 or 2021
--     date                                    if it is asked for: an ISO day
--     code_departement departement …          all keys of the dataset; a sum has lost some
--     name                                    of the unit or the sum: Ain, Bretagne, France
--     measure value                           a missing value is empty
--     unit transform nature                   account, EUR, 1 (a share); yoy of rolling(4); ratio
--     formula numerator denominator           of a ratio that was computed here; of a mean over
--                                             units their sum and their number
--     status                                  words: see `csv_columns.STATUSES`
--     present expected                        how many units are in it, and how many should be
--     absent without                          a number for the units that are missing, of the
--                                             expected and of all; the same for the same ones
--     addend                                  what it adds to sums over units without a value: of
--                                             a unit that begins within the year, the part since
--     dataset notes                           the notes and the source stand in the first row
--
-- A key with the name of another column, as "value", is "key.value". With `rows`, `columns` or
-- `layout = "wide"` it is the table of `panel:wide`, and behind it, from the column `columns` on,
-- what describes its rows, columns and cells; `bare = true` leaves that out. `measure` selects
-- measures in both layouts. `date` ("first" or "last") adds that day of the period.
--
-- `urssaf.read` reads both layouts back, and the panel and its sums are as they were, but for the
-- notes and labels of single series and what it had before a filter (`universe`). A bare table is
-- not read back: it does not say what its figures are.
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
---@param given table? preset, delimiter, layout, rows, columns, measure, date, bare
---@return string
function export.to_csv(panel, given)
  given = options.check(given, CSV_OPTIONS)
  local form = record_format.csv(record_format.dialect(given.preset), given.delimiter)
  if layout_of(given, "long") == "wide" then
    local lines, header = wide_table.lines(panel, given, form)
    return record_format.table_text(form, header, lines)
  end
  if given.bare then
    errors.misuse("%s is for wide tables", { option = "bare" },
      { in_lua = ": say which columns", about = "wide" })
  end
  return long_table.text(panel, selection.of_measures(panel, given.measure), form, given.date)
end

-- ------------------------------------------------------------------ JSON

local JSON = record_format.JSON

local function key_text(s)
  return json_writer.object(tables.map(unit.key_names { s }, function(name)
    return json_writer.label(name) .. json_writer.string(s.key[name])
  end))
end

-- A function like `key_text`, for series of which those of a unit share their key.
local function key_texts()
  local known = {}
  return function(s)
    known[s.key] = known[s.key] or key_text(s)
    return known[s.key]
  end
end

local function coverage_list(coverage, size)
  local texts = {}
  for i = 1, size do
    local pair = coverage[i]
    texts[i] = pair and json_writer.list { numbers.text(pair[1]), numbers.text(pair[2]) } or "null"
  end
  return json_writer.list(texts)
end

local function series_text(s, periods, key_of)
  local values = {}
  for i in ipairs(periods) do values[i] = long_table.number(s.values[i], s, i, JSON) end
  local fields = { json_writer.label "measure" .. json_writer.string(s.measure),
    json_writer.label "key" .. key_of(s) }
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
  local key_of = key_texts()
  local texts = tables.map(list, function(s) return series_text(s, panel.periods, key_of) end)
  return json_writer.object {
    json_writer.label "dataset" .. (panel.dataset and json_writer.string(panel.dataset) or "null"),
    json_writer.label "frequency" .. json_writer.string(panel.frequency),
    json_writer.label "periods" .. json_writer.encode(panel.periods, "periods"),
    json_writer.label "series" .. json_writer.list(texts),
    json_writer.label "notes" .. json_writer.encode(panel.notes or {}, "notes"),
    json_writer.label "source" .. source_text(vintage.source(panel, panel.series)),
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
  if layout == "wide" then return json_writer.list(wide_table.plain_lines(panel, given, JSON)) end
  local list = selection.of_measures(panel, given.measure)
  if layout == "long" then return long_table.text(panel, list, JSON) end
  return panel_text(panel, list)
end

return export
