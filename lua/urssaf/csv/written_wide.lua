--- Reads the rows of a wide table that a panel was written as (see panel/wide_table.lua). The rows
-- are kept until the end, since what describes the columns may stand in any of them.
local cells = require "urssaf.csv.cell"
local csv_columns = require "urssaf.panel.csv_columns"
local dimensions = require "urssaf.domain.dimensions"
local tables = require "urssaf.base.tables"
local utf8 = require "urssaf.base.utf8"
local written_facts = require "urssaf.csv.written_facts"

local written_wide = {}

---@class urssaf.csv.WrittenWide
local Wide = {}
Wide.__index = Wide

-- The bytes of a text that describes a series; how many columns may describe a row.
local MAX_UNIT_TEXT, MAX_DESCRIPTIONS = 4096, 64

local function last_position(header, name)
  for i = #header, 1, -1 do
    if header[i] == name then return i end
  end
end

--- Starts a reader of rows.
---@param context urssaf.csv.WrittenContext
---@return urssaf.csv.WrittenWide
function written_wide.new(context)
  local header, at = context.header, {}
  local axis = last_position(header, csv_columns.AXIS)
  for i = axis + 1, #header do at[header[i]] = i end
  local keys = tables.filter(tables.append({}, header), function(name)
    return at[name] and not csv_columns.is_own(name)
  end)
  local of_cell, of_series = {}, tables.merge(at)
  for _, name in ipairs(csv_columns.OF_CELL) do of_cell[name], of_series[name] = at[name], nil end
  of_series.notes = nil
  return setmetatable({ context = context, store = context.store, axis_at = axis, at = at,
    of_cell = of_cell, of_series = of_series, facts = written_facts.new(context, of_cell),
    first = header[2] == "date" and 3 or 2, row_axis = header[1], lists = {}, rows = {},
    keys = tables.unique(keys) }, Wide)
end

--- The names of the keys.
---@return string[]
function Wide:key_names()
  local names = tables.map(self.keys, csv_columns.key_of)
  for _, axis in ipairs { self.row_axis, self.column_axis } do
    if axis ~= "period" and axis ~= "measure" then names[#names + 1] = csv_columns.key_of(axis) end
  end
  return tables.unique(names)
end

-- ------------------------------------------------------------------ texts

local function unescaped(text)
  return (text:gsub("\\([\\|])", "%1"))
end

-- The parts of "|a|b"; a bar within a part has a backslash before it.
local function parts_of(text)
  local parts, first, at = {}, 2, 2
  while at <= #text + 1 do
    local stop = text:find("[\\|]", at) or #text + 1
    if text:sub(stop, stop) == "\\" then
      at = stop + 2
    else
      parts[#parts + 1] = unescaped(text:sub(first, stop - 1))
      first, at = stop + 1, stop + 1
    end
  end
  return parts
end

function Wide:wrong_text(row, position, text)
  if not utf8.is_text(text) then
    return self.context:wrong("decode", row.line, position, "not valid UTF-8 text")
  elseif #text > MAX_UNIT_TEXT then
    return self.context:wrong("limit", row.line, position,
      ("a text of more than %d bytes"):format(MAX_UNIT_TEXT))
  end
end

-- The texts in a list, one for each column of the table.
function Wide:list_of(row, name, text)
  local list = parts_of(text)
  if #list == self.axis_at - self.first then return list end
  return nil, self.context:wrong("decode", row.line, self.at[name],
    ("a list of %d, where the table has %d columns"):format(#list, self.axis_at - self.first))
end

-- Takes a list of what describes the columns.
function Wide:take_list(row, name, text)
  local position, list, not_one = self.at[name], self:list_of(row, name, text)
  if not list then
    return not_one
  elseif self.lists[name] then
    return self.context:wrong("decode", row.line, position, "a second list")
  end
  for _, part in ipairs(list) do
    local wrong = self:wrong_text(row, position, part)
    if wrong then return wrong end
  end
  self.lists[name] = list
end

function Wide:take_notes(row)
  if row[self.at.notes] == "" then return nil end
  return self.context:take_notes(row, self.at.notes)
end

function Wide:take_axis(row)
  local axis = row[self.axis_at]
  if axis == "" or self.column_axis and axis ~= self.column_axis or axis == self.row_axis then
    return self.context:wrong("decode", row.line, self.axis_at, "not what the columns are: period,"
      .. " measure or a key, the same in all rows")
  end
  self.column_axis = axis
  return self:wrong_text(row, self.axis_at, axis)
end

--- Takes a row.
---@param row table of reader:next
---@return table? wrong
function Wide:add(row)
  if #row - self.axis_at > MAX_DESCRIPTIONS then
    return self.context:wrong("limit", row.line, self.axis_at, ("more than %d columns behind it")
      :format(MAX_DESCRIPTIONS))
  end
  local wrong = self:take_axis(row) or self:take_notes(row)
    or self:wrong_text(row, 1, row[1])
  for name, position in pairs(self.of_series) do
    local text = row[position]
    if not wrong then
      wrong = text:find "^|" and self:take_list(row, name, self.context.plain(text))
        or not text:find "^|" and self:wrong_text(row, position, text) or nil
    end
  end
  self.rows[#self.rows + 1] = row
  return wrong
end

-- ------------------------------------------------------------------ what a cell is about

-- What describes the series of a cell, by the column's name; nil if it is empty.
function Wide:described(row, c, name)
  local text = self.lists[name] and self.lists[name][c]
  if not text and self.at[name] then text = unescaped(self.context.plain(row[self.at[name]])) end
  return text ~= "" and text or nil
end

-- The value of a key for its label, which may be that of the companion of the key, or none. A
-- label has its field behind it where another column is called so.
local function key_value(axis, label, key)
  local companion = axis:match "^code_(.+)$" or "code_" .. axis
  local is_field
  repeat
    local plain, field = label:match "^(.*) %(([^()]+)%)$"
    is_field = field == axis or field == companion or field == "no " .. axis
    if is_field then label = plain end
  until not is_field
  if key[companion] == label or label == "(none)" then return nil end
  -- pseudo-units with one code have their names beside it
  local name = key[companion] and " (" .. key[companion] .. ")"
  if name and label:sub(-#name) == name then label = label:sub(1, -#name - 1) end
  return cells.code(label, dimensions.code_width(axis))
end

local function take_place(fields, axis, label)
  if axis == "period" then
    fields.period = label
  elseif axis == "measure" then
    fields.measure = label
  else
    local name = csv_columns.key_of(axis)
    fields.key[name] = key_value(name, label, fields.key)
  end
end

function Wide:fields_of(row, c)
  local fields = { key = {}, period = self:described(row, c, "period") }
  for _, name in ipairs(csv_columns.FIELDS) do fields[name] = self:described(row, c, name) end
  for _, column in ipairs(self.keys) do
    local name = csv_columns.key_of(column)
    local text = self:described(row, c, column)
    fields.key[name] = text and cells.code(text, dimensions.code_width(name))
  end
  take_place(fields, self.row_axis, self.context.plain(row[1]))
  take_place(fields, self.column_axis, self.context.header[self.first + c - 1])
  return fields
end

-- The series of a cell.
function Wide:open(row, c)
  local fields = self:fields_of(row, c)
  local ok, wrong = self.context:take_dataset(fields.dataset)
  local one
  if ok then one, wrong = self.store:open(fields, row.line) end
  if not one then return nil, wrong end
  return one, fields.period
end

-- ------------------------------------------------------------------ cells

-- Whether all descriptions of a row are those of the first, lists apart.
function Wide:differing(row)
  local first = self.rows[1]
  for name, position in pairs(self.of_series) do
    if not self.lists[name] and row[position] ~= first[position] then
      return self.context:wrong("decode", row.line, position, ('"%s", where line %d has "%s"')
        :format(utf8.excerpt(row[position], 48), first.line, utf8.excerpt(first[position], 48)))
    end
  end
end

-- The series of a row's cell, and its period. A series is that of a column where the rows are
-- periods, and that of a row where the columns are.
function Wide:series_at(row, c)
  local at = self.row_axis == "period" and c or self.column_axis == "period" and row
  local one, label = self.opened[at], nil
  local wrong
  if not at or not one then
    one, label = self:open(row, c)
    if not one then return nil, label end
    self.opened[at or 0] = one
  end
  if self.row_axis == "period" then label = self.context.plain(row[1]) end
  if self.column_axis == "period" then label = self.context.header[self.first + c - 1] end
  local ordinal
  ordinal, wrong = self.store:ordinal(label or "")
  if not ordinal then return nil, wrong end
  return one, ordinal
end

-- What describes the cells of a row, by name: a text for all of them, or a list.
function Wide:texts_of(row)
  local texts = {}
  for name, position in pairs(self.of_cell) do
    local text, wrong = self.context.plain(row[position]), nil
    if text:find "^|" then text, wrong = self:list_of(row, name, text) end
    if wrong then return nil, wrong end
    texts[name] = text
  end
  return texts
end

-- What describes a cell as a row of the reader of facts; nil if the cell is of no series.
function Wide:facts_row(row, texts, c, value)
  local made = { line = row.line }
  for name, text in pairs(texts) do
    if type(text) == "table" then
      text = text[c]
      if name == "status" and text == "" and not value then return nil end
    elseif not value then
      text = csv_columns.WITHOUT_VALUE[name] or text
    end
    made[self.of_cell[name]] = text
  end
  return made
end

function Wide:put_cell(row, texts, c)
  local value, wrong = self.context:number(row, self.first + c - 1)
  local described = not wrong and self:facts_row(row, texts, c, value)
  if not described then return wrong end
  local one, ordinal = self:series_at(row, c)
  if not one then return self.context:located(ordinal, row) end
  local ok
  ok, wrong = self.store:put(one, ordinal, value, row.line)
  if not ok then return self.context:located(wrong, row) end
  wrong = self.facts:put(described, one, ordinal)
  return wrong
end

function Wide:put_row(row)
  local texts, wrong = self:texts_of(row)
  for c = 1, texts and self.axis_at - self.first or 0 do
    wrong = wrong or self:put_cell(row, texts, c)
  end
  return wrong
end

--- Ends the rows.
---@return table? wrong
function Wide:finish()
  self.opened = {}
  self.store:set_keys(self:key_names())
  for _, row in ipairs(self.rows) do
    local wrong = self.row_axis == "period" and self:differing(row) or self:put_row(row)
    if wrong then return wrong end
  end
end

return written_wide
