--- Reads a panel from the CSV that `panel:to_csv` and `urssaf export` write, long or wide. It has
-- the methods of `urssaf.csv.Decoder`. Such a file is recognized by its header.
--
-- Nothing is believed that other files have to prove: an edited file with a bad number, a period
-- twice or too much of anything is refused, with line and column.
local caveats = require "urssaf.panel.caveats"
local cells = require "urssaf.csv.cell"
local csv_columns = require "urssaf.panel.csv_columns"
local dimensions = require "urssaf.domain.dimensions"
local errors = require "urssaf.base.errors"
local names = require "urssaf.base.names"
local csv_readers = require "urssaf.base.csv_reader"
local note_text = require "urssaf.panel.note_text"
local selection = require "urssaf.panel.selection"
local sorting = require "urssaf.base.sorting"
local stores = require "urssaf.csv.written_series"
local tables = require "urssaf.base.tables"
local utf8 = require "urssaf.base.utf8"
local written_long = require "urssaf.csv.written_long"
local written_wide = require "urssaf.csv.written_wide"

local written = {}

local BOM = "\239\187\191"
local MAX_LINE = 1048576
-- Of a long table: a wide one may have a column for each of many units.
local MAX_COLUMNS = 4096

-- ------------------------------------------------------------------ recognizing a header

local function has_all(header, list)
  local set = tables.set(header)
  return not tables.find(list, function(name) return not set[name] end)
end

local function is_long(header)
  return has_all(header, csv_columns.REQUIRED)
end

local function is_written(header)
  return is_long(header) or has_all(header, { csv_columns.AXIS, "dataset", "notes" })
end

--- The delimiter of a file that a panel was written to.
---@param head string its beginning
---@param delimiter string? the one that it must have
---@return string? delimiter nil if it is no such file
function written.delimiter(head, delimiter)
  for _, one in ipairs(delimiter and { delimiter } or { ",", ";", "\t", "|" }) do
    local reader = csv_readers.reader(one, #head + 1)
    reader:feed(head)
    reader:finish()
    local header = reader:next()
    if header and is_written(header) then return one end
  end
end

-- ------------------------------------------------------------------ what the rows have in common

---@class urssaf.csv.WrittenContext
---@field header string[]
---@field store urssaf.csv.WrittenSeries
---@field plain fun(text: string): string a text as it was before it was guarded
---@field taken urssaf.Note[] the notes of all rows
---@field room { periods: integer } how many periods further notes may name
---@field dataset string?
local Context = {}
Context.__index = Context

--- What is wrong at a cell.
---@param kind string of the error
---@param line integer
---@param column integer
---@param what string
---@return table wrong
function Context:wrong(kind, line, column, what)
  local name = self.header[column]
  return csv_readers.wrong(kind, line, column, what, name and utf8.excerpt(name, 80))
end

--- What is wrong, at its place in a row, unless it has one.
---@param wrong table with the name of a `column`
---@param row table
---@return table wrong
function Context:located(wrong, row)
  if wrong.line then return wrong end
  local column = tables.positions(self.header)[wrong.column or "period"] or 1
  return self:wrong(wrong.kind, row.line, column, wrong.message)
end

--- The number in a cell; nil if it is empty.
---@param row table
---@param position integer
---@return number?
---@return table? wrong
function Context:number(row, position)
  local text = row[position]
  if text == "" then return nil end
  if self.has_comma then text = text:gsub(",", ".", 1) end
  local number = cells.number(text)
  if number then return number end
  return nil, self:wrong("decode", row.line, position, ('not a number (digits, with a decimal'
    .. ' point if any): "%s"'):format(utf8.excerpt(row[position], 64)))
end

--- Takes the dataset that a row names: all rows name the same.
---@param dataset string?
---@return boolean? ok
---@return table? wrong
function Context:take_dataset(dataset)
  if self.is_begun and dataset ~= self.dataset then
    return nil, { kind = "schema", column = "dataset", message = ("rows of two datasets, %s and %s:"
      .. " read them one by one"):format(self.dataset or "an unnamed one", dataset or "an unnamed"
      .. " one") }
  elseif dataset and self.asked and dataset ~= self.asked then
    return nil, { kind = "schema", column = "dataset", message = ("of %s, not of %s"):format(
      names.quoted(dataset), self.asked) }
  end
  self.is_begun, self.dataset = true, dataset
  return true
end

--- Takes the notes in a cell. One of kind `source` describes the source.
---@param row table
---@param position integer
---@return table? wrong
function Context:take_notes(row, position)
  local text = self.plain(row[position])
  local list = utf8.is_text(text) and note_text.read(text, self.room)
  if not list then
    return self:wrong("decode", row.line, position,
      "notes that were not written by this library: empty the cell")
  end
  for _, note in ipairs(list) do
    if note.kind == "source" then
      self.source = tables.merge(note)
      self.source.kind, self.source.message = nil, nil
    else
      self.taken[#self.taken + 1] = note
    end
  end
end

--- The notes that were taken.
---@return urssaf.Note[]
function Context:notes()
  return caveats.add({}, self.taken)
end

-- ------------------------------------------------------------------ decoding

local Decoder = {}
Decoder.__index = Decoder

--- Starts a decoder.
---@param knowledge table of schema.knowledge
---@param options table `delimiter max_units max_periods`
---@return table decoder
function written.new(knowledge, options)
  return setmetatable({ knowledge = knowledge, options = options, rows = 0, complete = true,
    reader = csv_readers.reader(options.delimiter, MAX_LINE) }, Decoder)
end

local function fail(wrong, row)
  wrong.cut = wrong.cut or row ~= nil and not row.ended or nil
  return errors.fail(wrong.kind, wrong.message, wrong)
end

local function unguarded(text)
  return (text:gsub("^'('*[=+%-@\t\r])", "%1"))
end

local function same(text) return text end

-- Reads the header.
local function begin(self, row)
  local seen = {}
  if is_long(row) and #row > MAX_COLUMNS then
    return csv_readers.wrong("limit", row.line, MAX_COLUMNS + 1, "too many columns")
  end
  for i, name in ipairs(row) do
    local what = name == "" and "a column without a name" or seen[name] and
      "two columns have this name" or not utf8.is_text(name) and "the name is not valid UTF-8 text"
    if what then return csv_readers.wrong("decode", row.line, i, what) end
    seen[name] = true
  end
  local plain = self.is_marked and unguarded or same
  self.context = setmetatable({ header = tables.map(row, plain), plain = plain, taken = {},
    room = note_text.room(),
    store = stores.new(self.options), asked = self.knowledge.dataset,
    -- a comma that does not separate cells is a decimal point
    has_comma = self.is_marked or self.options.delimiter ~= "," }, Context)
  self.table = (is_long(row) and written_long or written_wide).new(self.context)
end

local function add(self, row)
  local context = self.context
  if #row ~= #context.header then
    return context:wrong("decode", row.line, math.min(#row, #context.header) + 1,
      ("%d cells where the header has %d"):format(#row, #context.header))
  end
  self.rows = self.rows + 1
  return self.table:add(row)
end

local function take_rows(self)
  local row, wrong = self.reader:next()
  while row do
    self.complete = row.ended
    wrong = (self.context and add or begin)(self, row)
    if wrong then return fail(wrong, row) end
    row, wrong = self.reader:next()
  end
  if wrong then return fail(wrong) end
  return true
end

--- Takes the next bytes.
---@param bytes string
---@return boolean? ok
---@return urssaf.Error? err kinds `decode schema limit`
function Decoder:feed(bytes)
  if self.is_marked == nil then self.is_marked = bytes:sub(1, #BOM) == BOM end
  self.reader:feed(bytes)
  return take_rows(self)
end

--- Ends the rows. Nothing has to be read again.
---@return boolean? changed false
---@return urssaf.Error? err
function Decoder:settle()
  self.reader:finish()
  local ok, err = take_rows(self)
  if not ok then return nil, err end
  local wrong = self.table and self.table.finish and self.table:finish()
  if wrong then return fail(wrong) end
  return false
end

-- ------------------------------------------------------------------ the panel

local function expect(what, list, came, in_lua)
  return errors.fail("schema", ("%s; came: %s"):format(what, names.listed(came)),
    { expected = list, came = came, in_lua = in_lua })
end

-- Fails if a column or a measure that was asked for is not there.
local function check_asked(self, keys, measures)
  local asked = self.knowledge.measures or {}
  for _, pair in ipairs { { self.knowledge.dimensions, keys, "column" },
    { asked, measures, "measure" } } do
    for _, name in ipairs(sorting.keys(pair[1])) do
      if not tables.contains(pair[2], name) then
        return expect(("no %s '%s'%s"):format(pair[3], name, names.suggestion(name, pair[2])),
          { name }, pair[2])
      end
    end
  end
  return true
end

-- The keys of which nobody knows whether they tell units apart. A name whose code is a key does
-- not.
local function unknown_keys(keys, knowledge)
  local present = tables.set(keys)
  return tables.filter(keys, function(name)
    return not (dimensions.rank(name) or name:find "^code_" or present["code_" .. name]
      or knowledge.dimensions[name])
  end)
end

-- What of the key of a series is known to tell units apart, with its measure.
local function known_identity(one, known)
  local parts = { one.measure, one.transform or "" }
  for _, name in ipairs(known) do parts[#parts + 1] = one.key[name] or "\0" end
  return table.concat(parts, "\n")
end

-- Whether some series differ in nothing but unknown columns, and have no period in common.
local function has_split(list, known)
  local groups = tables.group(list, function(one) return known_identity(one, known) end)
  return tables.find(groups, function(group)
    local seen, has_common = {}, #group == 1
    for _, one in ipairs(group) do
      for ordinal in pairs(one.lines) do
        has_common, seen[ordinal] = has_common or seen[ordinal] == true, true
      end
    end
    return not has_common
  end) ~= nil
end

-- Fails if columns of which nobody knows whether they tell units apart split a series: it may be a
-- remark that somebody added. A series that was written has a row for each period.
local function check_splits(self, keys)
  local unknown = unknown_keys(keys, self.knowledge)
  local is_unknown = tables.set(unknown)
  local known = tables.filter(keys, function(name) return not is_unknown[name] end)
  if #unknown == 0 or not has_split(self.context.store.list, known) then return true end
  local in_lua = ("if it tells units apart, dimensions = { \"%s\" } takes it in"):format(unknown[1])
  return expect(("the values of a unit differ in what the library does not know: %s; take it out of"
    .. " the file (%s)"):format(names.listed(unknown), in_lua), {}, keys, in_lua)
end

local function measures_of(list)
  return sorting.keys(tables.set(list, "measure"))
end

-- A table of no dataset is a user's own, unless it says whose it is.
local function source_of(source, dataset)
  if dataset or source and source.attribution then return source end
  return tables.merge(source or {}, { is_unknown = true })
end

--- The panel as a plain table: as `urssaf.csv.Decoder` returns it, with its `source`.
---@return table? plain
---@return urssaf.Error? err kinds `decode schema limit`
function Decoder:finish()
  local context, knowledge = self.context, self.knowledge
  local dataset = context.dataset or knowledge.dataset
  local made, wrong = context.store:finish(dataset)
  if not made then return nil, select(2, fail(context:located(wrong, { line = 1 }))) end
  local keys, all = self.table:key_names(), measures_of(made.series)
  local ok, err = check_asked(self, keys, all)
  if ok then ok, err = check_splits(self, keys) end
  if not ok then return nil, err end
  local list = tables.filter(made.series, function(s)
    return not knowledge.measures or knowledge.measures[s.measure]
  end)
  table.sort(keys, sorting.before)
  local universe = selection.universe(list)
  return { frequency = made.frequency, periods = made.periods, series = list, rows = self.rows,
    complete = self.complete, header = context.header, notes = context:notes(), dataset = dataset,
    source = source_of(context.source, dataset), keys = universe.keys, dimensions = keys,
    measures = measures_of(list),
    universe = universe }
end

--- Frees its memory.
function Decoder:close()
  self.reader, self.table = nil, nil
end

return written
