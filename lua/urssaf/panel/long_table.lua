--- A panel as a table with a row for each cell. The columns are the same whatever was done to the
-- data: those of all keys that the dataset has, and `csv_columns.LONG`.
local caveats = require "urssaf.panel.caveats"
local cell_facts = require "urssaf.panel.cell_facts"
local csv_columns = require "urssaf.panel.csv_columns"
local errors = require "urssaf.base.errors"
local languages = require "urssaf.language"
local note_text = require "urssaf.panel.note_text"
local period = require "urssaf.domain.period"
local tables = require "urssaf.base.tables"
local unit = require "urssaf.domain.unit"
local vintage = require "urssaf.panel.vintage"

local long_table = {}

-- The same code writes CSV and JSON: `form` is an urssaf.RecordFormat.

-- ------------------------------------------------------------------ what the rows have in common

-- The keys that a table has columns for: those of the dataset, though the panel may have lost some
-- by a sum.
local function keys_of(panel, list)
  local names = tables.merge(tables.set(unit.key_names(list)), (panel.universe or {}).keys,
    tables.set((panel.source or {}).dimensions or {}))
  return unit.key_names { { key = names } }
end

-- What is written of a source: what is true of the publication, whoever fetched it and when. The
-- same figures give the same text.
local OF_SOURCE = { "url", "data_processed", "title", "licence", "licence_url", "attribution",
  "strike_offs" }

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
  notes[#notes + 1] = source_note(vintage.source(panel, list))
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

--- A number of a cell, or what describes its value, as a field.
---@param value number?
---@param s urssaf.Series
---@param i integer
---@param form urssaf.RecordFormat
---@return string
function long_table.number(value, s, i, form)
  if value == nil then return form.missing end
  return form.number(value) or long_table.refuse(value,
    ("%s of %s"):format(s.measure, unit.name(s.key)), s.periods[i])
end


-- ------------------------------------------------------------------ fields

local function text_of(value, form)
  if not value or value == "" then return form.missing end
  return form.text(value)
end

-- The names of the columns, and which of them are keys.
local function layout_of(panel, list, form, date)
  local keys, header = keys_of(panel, list), { "period" }
  if date then header[2] = "date" end
  for i, name in ipairs(keys) do
    keys[i] = { name = name, column = csv_columns.of_key(name) }
    header[#header + 1] = keys[i].column
  end
  tables.append(header, csv_columns.LONG)
  if form.notes_are_apart then header[#header] = nil end
  return keys, header
end

-- ------------------------------------------------------------------ what is the same in a series

-- What writes the rows of a panel: its `label` of a column begins with what separates fields.
local function writer_of(panel, form, keys)
  local labels = setmetatable({}, { __index = function(labels, name)
    labels[name] = form.between .. form.label(name)
    return labels[name]
  end })
  return { form = form, label = labels, keys = keys, panel = panel, facts = cell_facts.of(panel),
    close = (form.notes_are_apart and "" or labels.notes .. form.missing) .. form.close,
    language = languages.of "en", of_units = { [0] = {}, {} } }
end

-- The fields of a series before its value.
local function head_of(writer, s)
  local form, label, parts = writer.form, writer.label, {}
  for i, key in ipairs(writer.keys) do
    parts[i] = label[key.column] .. text_of(s.key[key.name], form)
  end
  return table.concat(parts)
    .. label.name .. text_of(writer.language:place_of(s, writer.panel.notes), form)
    .. label.measure .. form.text(s.measure) .. label.value
end

-- The fields of a series behind its value, up to what a ratio is made of.
local function middle_of(writer, s)
  local form, label, parts = writer.form, writer.label, {}
  for i, name in ipairs { "unit", "transform", "nature", "formula" } do
    parts[i] = label[name] .. text_of(csv_columns.OF_SERIES[name](s), form)
  end
  parts[#parts + 1] = label.numerator
  if not cell_facts.parts(s) then
    parts[#parts + 1] = form.missing .. label.denominator .. form.missing
  end
  return table.concat(parts)
end

-- ------------------------------------------------------------------ what differs in a series

-- A function that gives what a value is made of; nil if it is neither a ratio nor a mean.
local function parts_of(writer, s)
  local of_cell, form, number = cell_facts.parts(s), writer.form, long_table.number
  return of_cell and function(i)
    local top, bottom = of_cell(i)
    return number(top, s, i, form) .. writer.label.denominator .. number(bottom, s, i, form)
  end
end

local function facts_of(writer, s)
  local of_cell, form, label, number = writer.facts(s), writer.form, writer.label, long_table.number
  local function text_of_cell(i, status, present, expected, absent, without, addend)
    return label.status .. form.text(status)
      .. label.present .. number(present, s, i, form)
      .. label.expected .. number(expected, s, i, form)
      .. label.absent .. number(absent, s, i, form) .. label.without .. number(without, s, i, form)
      .. label.addend .. number(addend, s, i, form)
  end
  if cell_facts.is_sum(s) or s.addends or s.parts then
    return function(i) return text_of_cell(i, of_cell(i)) end
  end
  return function(i) -- what describes units is the same in many cells
    local status, present, expected = of_cell(i)
    local known = writer.of_units[expected]
    known[status] = known[status] or text_of_cell(i, status, present, expected)
    return known[status]
  end
end

-- ------------------------------------------------------------------ rows

-- What the rows of each period begin with.
local function starts_of(panel, form, date)
  local starts = {}
  for i, name in ipairs(panel.periods) do
    starts[i] = form.before_next .. form.open .. form.label "period" .. form.text(name)
    if date then
      starts[i] = starts[i] .. form.between .. form.label "date"
        .. form.day(long_table.day(name, date))
    end
  end
  return starts
end

-- Adds the rows of a series behind so many pieces of a text, and returns how many there are then.
local function add_rows(pieces, count, writer, s, starts)
  local form, label, values = writer.form, writer.label, s.values
  local head, middle = head_of(writer, s), middle_of(writer, s)
  local parts, facts, number = parts_of(writer, s), facts_of(writer, s), form.number
  local missing = form.missing
  local close = label.dataset .. text_of(s.dataset, form) .. writer.close
  for i = 1, #starts do
    local value = values[i]
    pieces[count + 1], pieces[count + 2] = starts[i], head
    pieces[count + 3] = value == nil and missing or number(value)
      or long_table.number(value, s, i, form)
    pieces[count + 4] = parts and middle .. parts(i) or middle
    pieces[count + 5], pieces[count + 6] = facts(i), close
    count = count + 6
  end
  return count
end

-- Pieces of the first row, with the notes: what no other row has.
local function begin(pieces, form, notes)
  pieces[1] = form.before_first .. pieces[1]:sub(#form.before_next + 1)
  if form.notes_are_apart then return end
  local close = form.missing .. form.close
  pieces[6] = pieces[6]:sub(1, -#close - 1) .. notes .. form.close
end

-- Sixteen texts or fewer in a row. `..` makes the result at once; `table.concat` would fill a
-- buffer and copy that, a third time the size of the result.
local MOST_TEXTS = 16
local function in_a_row(t)
  return (t[1] or "") .. (t[2] or "") .. (t[3] or "") .. (t[4] or "") .. (t[5] or "")
    .. (t[6] or "") .. (t[7] or "") .. (t[8] or "") .. (t[9] or "") .. (t[10] or "")
    .. (t[11] or "") .. (t[12] or "") .. (t[13] or "") .. (t[14] or "") .. (t[15] or "")
    .. (t[16] or "")
end

--- A table of a panel's cells, series by series. The notes and the source stand in the first row
-- alone.
---@param panel urssaf.Panel
---@param list urssaf.Series[] those of its series that are written
---@param form urssaf.RecordFormat
---@param date "first"|"last"|nil which day of the period has a column
---@return string
function long_table.text(panel, list, form, date)
  local keys, header = layout_of(panel, list, form, date)
  local texts, pieces = { form.head(header) }, {}
  local writer, starts = writer_of(panel, form, keys), starts_of(panel, form, date)
  local notes = not form.notes_are_apart and text_of(long_table.notes(panel, list), form)
  local step = math.max(1, math.ceil(#list / (MOST_TEXTS - 2)))
  for first = 1, #list, step do
    local count = 0
    for k = first, math.min(first + step - 1, #list) do
      count = add_rows(pieces, count, writer, list[k], starts)
    end
    if first == 1 and count > 0 then begin(pieces, form, notes) end
    texts[#texts + 1] = table.concat(pieces, "", 1, count)
  end
  texts[#texts + 1] = form.tail
  return in_a_row(texts)
end

return long_table
