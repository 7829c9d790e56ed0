--- A panel as a table with a row for each cell. The columns are the same whatever was done to the
-- data: those of all keys that the dataset has, and `csv_columns.LONG`.
local caveats = require "urssaf.panel.caveats"
local csv_columns = require "urssaf.panel.csv_columns"
local errors = require "urssaf.base.errors"
local languages = require "urssaf.language"
local note_text = require "urssaf.panel.note_text"
local period = require "urssaf.domain.period"
local series = require "urssaf.panel.series"
local statuses = require "urssaf.panel.status"
local tables = require "urssaf.base.tables"
local unit = require "urssaf.domain.unit"

local long_table = {}

-- The same code writes CSV and JSON: `form` is an urssaf.RecordFormat.

-- ------------------------------------------------------------------ what the rows have in common

--- The keys that a table has columns for: those of the dataset, though the panel may have lost some
-- by a sum.
---@param panel urssaf.Panel
---@param list urssaf.Series[]
---@return string[]
function long_table.keys(panel, list)
  local names = tables.merge(tables.set(unit.key_names(list)), (panel.universe or {}).keys,
    tables.set((panel.source or {}).dimensions or {}))
  return unit.key_names { { key = names } }
end

-- What is written of a source: what is true of the publication, whoever fetched it and when. The
-- same figures give the same text.
local OF_SOURCE = { "url", "data_processed", "title", "licence", "licence_url", "attribution" }

-- The source as a note.
local function source_note(source)
  local note, words = {}, {}
  for _, name in ipairs(OF_SOURCE) do note[name] = (source or {})[name] end
  if next(note) == nil then return nil end
  for _, name in ipairs { "attribution", "title", "data_processed", "licence" } do
    if note[name] ~= nil then words[#words + 1] = tostring(note[name]) end
  end
  note.kind, note.message = "source", table.concat(words, ", ")
  return note
end

--- The notes on some series of a panel and its source as one text; "" if there is nothing to say.
---@param panel urssaf.Panel
---@param list urssaf.Series[]
---@return string
function long_table.notes(panel, list)
  local notes = tables.append({}, caveats.concerning(panel.notes or {}, list))
  notes[#notes + 1] = source_note(panel.source)
  return note_text.write(notes)
end

--- The first or the last day of a period.
---@param name string
---@param which "first"|"last"
---@return string "2021-03-31"
function long_table.day(name, which)
  return which == "first" and period.first_day(name) or period.last_day(name)
end

--- Raises: a value cannot be written.
---@param value any
---@param place string
---@param name string of the period
function long_table.refuse(value, place, name)
  local what = type(value) == "number" and "not a finite number" or "a " .. type(value)
  errors.misuse("%s, %s: the value is %s, which cannot be written", place, name, what)
end

--- A number as a field.
---@param s urssaf.Series
---@param values table<integer, number>
---@param i integer
---@param form urssaf.RecordFormat
---@return string
function long_table.number(s, values, i, form)
  local value = values[i]
  if value == nil then return form.missing end
  return form.number(value) or long_table.refuse(value,
    ("%s of %s"):format(s.measure, unit.name(s.key)), s.periods[i])
end

-- ------------------------------------------------------------------ fields

local function text_of(value, form)
  if not value or value == "" then return form.missing end
  return form.text(value)
end

-- How many units are in each value, and how many should be: { present, expected }. What is no sum
-- is expected from its first value on.
local function counts_of(s)
  local coverage, expected, start = s.coverage or {}, s.expected, series.start(s)
  return function(i)
    if coverage[i] then return coverage[i][1], coverage[i][2] end
    if expected then return expected[i], expected[i] end
    return s.values[i] ~= nil and 1 or 0, i >= start and 1 or 0
  end
end

-- A function that numbers texts: the same number for the same text, none for "" and nil.
local function numbering()
  local numbers, count = {}, 0
  return function(text)
    if text == nil or text == "" then return nil end
    if not numbers[text] then
      count = count + 1
      numbers[text] = count
    end
    return numbers[text]
  end
end

-- The names of the columns, and which of them are keys.
local function layout_of(panel, list, date)
  local keys, header = long_table.keys(panel, list), { "period" }
  if date then header[2] = "date" end
  for i, name in ipairs(keys) do
    keys[i] = { name = name, column = csv_columns.of_key(name) }
    header[#header + 1] = keys[i].column
  end
  return keys, tables.append(header, csv_columns.LONG)
end

-- ------------------------------------------------------------------ rows

-- What writes the rows of a panel: its `label` of a column begins with what separates fields.
local function writer_of(panel, form, keys)
  local labels = setmetatable({}, { __index = function(labels, name)
    labels[name] = form.between .. form.label(name)
    return labels[name]
  end })
  return { form = form, label = labels, keys = keys, number_of = numbering(), panel = panel,
    status = statuses.of(panel), language = languages.of "en" }
end

-- The fields of a series before its value.
local function head_of(writer, s)
  local form, label, parts = writer.form, writer.label, {}
  for i, key in ipairs(writer.keys) do
    parts[i] = label[key.column] .. text_of(s.key[key.name], form)
  end
  return table.concat(parts)
    .. label.name .. text_of(writer.language:place(s.key, writer.panel.notes), form)
    .. label.measure .. form.text(s.measure) .. label.value
end

-- The fields of a series behind its value.
local function middle_of(writer, s)
  local parts = {}
  for i, name in ipairs { "unit", "transform", "nature", "formula" } do
    parts[i] = writer.label[name] .. text_of(csv_columns.OF_SERIES[name](s), writer.form)
  end
  return table.concat(parts)
end

local function number_or_missing(value, form)
  return value and form.number(value) or form.missing
end

-- A function that makes a text of five values anew only if they differ from those before.
local function last_text(make)
  local a, b, c, d, e, text
  return function(v, w, x, y, z)
    if not (text and v == a and w == b and x == c and y == d and z == e) then
      a, b, c, d, e, text = v, w, x, y, z, make(v, w, x, y, z)
    end
    return text
  end
end

-- The fields of a cell: what a ratio is made of, and what the value is.
local function tail_of(writer, s)
  local form, label, counts, parts = writer.form, writer.label, counts_of(s), s.parts
  local absent, without = s.absent or {}, s.without or {}
  local top, bottom = label.numerator .. form.missing, label.denominator .. form.missing
  local text_like = last_text(function(word, present, expected, lacking, all_lacking)
    return label.status .. form.text(word)
      .. label.present .. number_or_missing(present, form)
      .. label.expected .. number_or_missing(expected, form)
      .. label.absent .. number_or_missing(lacking, form)
      .. label.without .. number_or_missing(all_lacking, form)
  end)
  return function(i)
    if parts then
      top = label.numerator .. long_table.number(s, parts.numerator.values, i, form)
      bottom = label.denominator .. long_table.number(s, parts.denominator.values, i, form)
    end
    local present, expected = counts(i)
    return top .. bottom .. text_like(writer.status(s, i), present, expected,
      writer.number_of(absent[i]), writer.number_of(without[i]))
  end
end

local function starts_of(panel, form, date)
  local starts = {}
  for i, name in ipairs(panel.periods) do
    starts[i] = form.open .. form.label "period" .. form.text(name)
    if date then
      starts[i] = starts[i] .. form.between .. form.label "date"
        .. form.text(long_table.day(name, date))
    end
  end
  return starts
end

--- The rows of a panel, series by series. The notes and the source stand in the first row alone.
---@param panel urssaf.Panel
---@param list urssaf.Series[] those of its series that are written
---@param form urssaf.RecordFormat
---@param date "first"|"last"|nil which day of the period has a column
---@return string[] lines
---@return string[] header
function long_table.lines(panel, list, form, date)
  local keys, header = layout_of(panel, list, date)
  local writer, starts, lines = writer_of(panel, form, keys), starts_of(panel, form, date), {}
  local notes = text_of(long_table.notes(panel, list), form)
  for _, s in ipairs(list) do
    local head, middle, tail = head_of(writer, s), middle_of(writer, s), tail_of(writer, s)
    local last = writer.label.dataset .. text_of(s.dataset, form) .. writer.label.notes
    for i, start in ipairs(starts) do
      lines[#lines + 1] = start .. head .. long_table.number(s, s.values, i, form) .. middle
        .. tail(i) .. last .. notes .. form.close
      notes = form.missing
    end
  end
  return lines, header
end

return long_table
