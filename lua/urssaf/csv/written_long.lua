--- Reads the rows of a long table that a panel was written as (see panel/csv_columns.lua).
local cells = require "urssaf.csv.cell"
local csv_columns = require "urssaf.panel.csv_columns"
local dimensions = require "urssaf.domain.dimensions"
local tables = require "urssaf.base.tables"
local utf8 = require "urssaf.base.utf8"
local written_facts = require "urssaf.csv.written_facts"

local written_long = {}

---@class urssaf.csv.WrittenLong
local Long = {}
Long.__index = Long

-- The bytes of a text that describes a series; how many texts that were checked are remembered.
local MAX_UNIT_TEXT, MOST_KNOWN = 4096, 1000

--- Starts a reader of rows.
---@param context urssaf.csv.WrittenContext
---@return urssaf.csv.WrittenLong
function written_long.new(context)
  local at, keys = tables.positions(context.header), {}
  for position, column in ipairs(context.header) do
    if not csv_columns.is_own(column) then
      local name = csv_columns.key_of(column)
      keys[#keys + 1] = { position = position, name = name, width = dimensions.code_width(name) }
    end
  end
  local self = setmetatable({ context = context, store = context.store, at = at, keys = keys,
    known = {}, known_count = 0, of_texts = {}, descriptions = {}, columns = {},
    facts = written_facts.new(context, at) }, Long)
  self.store:set_keys(self:key_names())
  self.identity = tables.map(keys, function(key) return key.position end)
  tables.append(self.identity, { at.measure, at.transform })
  self.others = tables.append({ at.date }, { at.name })
  for _, name in ipairs(csv_columns.FIELDS) do self.columns[#self.columns + 1] = at[name] end
  return self
end

--- The names of the keys.
---@return string[]
function Long:key_names()
  return tables.map(self.keys, function(key) return key.name end)
end

-- ------------------------------------------------------------------ what is the same in a series

-- A text of a row; nil if it is empty. Fails if it is no text.
function Long:text(row, position)
  local raw = row[position]
  if raw == "" then return nil end
  if self.known[raw] then return self.known[raw] end
  local text = self.context.plain(raw)
  if not utf8.is_text(text) then
    return nil, self.context:wrong("decode", row.line, position, "not valid UTF-8 text")
  elseif #text > MAX_UNIT_TEXT then
    return nil, self.context:wrong("limit", row.line, position,
      ("a text of more than %d bytes"):format(MAX_UNIT_TEXT))
  end
  if self.known_count < MOST_KNOWN then
    self.known[raw], self.known_count = text, self.known_count + 1
  end
  return text
end

function Long:key_of(row)
  local key = {}
  for _, one in ipairs(self.keys) do
    local text, wrong = self:text(row, one.position)
    if wrong then return nil, wrong end
    key[one.name] = text and cells.code(text, one.width)
  end
  return key
end

-- The texts of some cells as one.
local function joined(row, positions)
  local texts = {}
  for i, position in ipairs(positions) do texts[i] = row[position] end
  return table.concat(texts, "\0")
end

-- What describes the series of a row, other than its key, with the texts as they stand in the row
-- by position, and its line. Most series of a measure are described alike.
function Long:description(row)
  local id = joined(row, self.columns)
  local made, wrong = self.descriptions[id], nil
  if made then return made end
  made = { texts = {} }
  for _, name in ipairs(csv_columns.FIELDS) do
    local position = self.at[name]
    if position then
      made[name], wrong = self:text(row, position)
      made.texts[position] = row[position]
    end
    if wrong then return nil, wrong end
  end
  self.descriptions[id] = made
  return made
end

-- The series of a row that is the first with its texts.
function Long:open(row)
  local about, wrong = self:description(row)
  local key, ok, one
  if about then key, wrong = self:key_of(row) end
  if wrong then return nil, wrong end
  ok, wrong = self.context:take_dataset(about.dataset)
  if ok then
    one, wrong = self.store:open({ key = key, measure = about.measure, unit = about.unit,
      transform = about.transform, nature = about.nature, formula = about.formula }, row.line)
  end
  if not one then return nil, self.context:located(wrong, row) end
  one.texts = one.texts or about.texts
  return one
end

-- A series, unless a row of it says something else of it than its first one.
function Long:unless_differing(one, row)
  local texts = one.texts
  for _, position in ipairs(self.columns) do
    local is_own = position ~= self.at.measure and position ~= self.at.transform
    if row[position] ~= texts[position] and is_own then
      return nil, self.context:wrong("decode", row.line, position,
        ('"%s", where the same series has "%s" on line %d'):format(
          utf8.excerpt(row[position], 48), utf8.excerpt(texts[position], 48), one.line))
    end
  end
  return one
end

local function has_same(row, other, positions)
  for _, position in ipairs(positions) do
    if row[position] ~= other[position] then return false end
  end
  return true
end

-- The series of a row: most have that of the row before.
function Long:series_of(row)
  local one = self.last_one
  if not (one and has_same(row, self.last_row, self.identity)) then
    local id = joined(row, self.identity)
    one = self.of_texts[id]
    if not one then
      local wrong
      one, wrong = self:open(row)
      if not one then return nil, wrong end
      self.of_texts[id] = one
    end
  end
  self.last_one = one
  return self:unless_differing(one, row)
end

-- ------------------------------------------------------------------ cells

function Long:take_notes(row)
  local text = row[self.at.notes or 0]
  if not text or text == "" then return nil end
  return self.context:take_notes(row, self.at.notes)
end

-- What is wrong with the cells that are no part of the result.
function Long:check_others(row)
  local last = self.last_row
  for _, position in ipairs(self.others) do
    if not last or row[position] ~= last[position] then
      local _, wrong = self:text(row, position)
      if wrong then return wrong end
    end
  end
  self.last_row = row
end

--- Takes a row.
---@param row table of reader:next
---@return table? wrong `kind message line column`
function Long:add(row)
  local one, wrong = self:series_of(row)
  local ordinal, value, ok
  if one then ordinal, wrong = self.store:ordinal(row[self.at.period]) end
  if wrong then return self.context:located(wrong, row) end
  value, wrong = self.context:number(row, self.at.value)
  if wrong then return wrong end
  ok, wrong = self.store:put(one, ordinal, value, row.line)
  if not ok then return self.context:located(wrong, row) end
  return self.facts:put(row, one, ordinal) or self:take_notes(row) or self:check_others(row)
end

return written_long
