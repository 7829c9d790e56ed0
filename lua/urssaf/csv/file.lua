--- Reads a panel from a CSV file that was saved from the portal: with names or labels as its
-- header, with or without BOM, with `;` or `,`. There are no metadata: what an unknown column is,
-- its cells tell.
local cannot_read = require "urssaf.base.cannot_read"
local decoders = require "urssaf.csv.decoder"
local delimiters = require "urssaf.csv.delimiter"
local errors = require "urssaf.base.errors"
local lazy = require "urssaf.base.lazy"
local names = lazy "urssaf.base.names" -- needed in a message
local new_note = require "urssaf.domain.new_note"
local options = require "urssaf.domain.options"
local period = require "urssaf.domain.period"
local pointed_thousands = require "urssaf.csv.pointed_thousands"
local recognition = lazy "urssaf.domain.recognition" -- needed in a message
local written = lazy "urssaf.csv.written" -- needed for what a panel was written as
local schema = require "urssaf.domain.schema"
local tables = require "urssaf.base.tables"
local timestamp = require "urssaf.base.timestamp"

local file = {}

local BLOCK, LONGEST_HEADER = 64 * 1024, 1024 * 1024

local checks = options.checks

local OPTIONS = {
  dataset = checks.text, delimiter = checks.delimiter,
  from = checks.bound, to = checks.bound,
  measures = checks.name_list, dimensions = checks.dimensions,
  max_bytes = checks.positive, max_units = checks.positive, max_periods = checks.positive,
  log = checks.callback,
}

local DEFAULTS = { max_bytes = 1024 * 1024 * 1024 }

-- ------------------------------------------------------------------ sources

-- A source can be opened more than once. `open` returns an iterator of blocks from the beginning,
-- and a function that closes it; or nil, and what is wrong.

local function text_source(text)
  return { name = "the text", open = function()
    local at = 1
    return function()
      local block = text:sub(at, at + BLOCK - 1)
      at = at + BLOCK
      return block ~= "" and block or nil
    end, function() end
  end }
end

local function block_source(blocks)
  local at = 0
  return function()
    at = at + 1
    return blocks[at]
  end, function() end
end

-- A pipe can be read only once: what came through it is kept for the second time.
local function file_source(path)
  if not rawget(_G, "io") then
    return errors.fail("host", "this host has no io to open a path with: pass { text = … }")
  end
  local kept
  return { name = path, path = path, open = function()
    if kept then return block_source(kept) end
    local handle, problem = io.open(path, "rb")
    if not handle then return nil, problem end
    kept = not handle:seek("set") and {} or nil
    return function()
      local block, failed = handle:read(BLOCK)
      if kept then kept[#kept + 1] = block end
      return block, failed
    end, function() handle:close() end
  end }
end

local function source_of(from)
  if type(from) == "string" and not from:find("%z") then return file_source(from) end
  local text = type(from) == "table" and from.text or nil
  if text == nil then errors.misuse("a path, or { text = … }, expected, got %s", type(from)) end
  if type(text) ~= "string" then errors.misuse("text must be a string, got a %s", type(text)) end
  for name in pairs(from) do
    if name ~= "text" then
      errors.misuse("unknown field '%s' beside text: options are the second argument",
        tostring(name))
    end
  end
  return text_source(text)
end

-- ------------------------------------------------------------------ reading

-- How files begin that are not CSV.
local SIGNATURES = {
  { "^PK\3\4", "a spreadsheet or a zip archive: save it as CSV" },
  { "^PAR1", "a Parquet file: save it as CSV" },
  { "^\31\139", "compressed: unpack it first" },
  { "^\255\254", "UTF-16: save it as CSV in UTF-8" },
  { "^\254\255", "UTF-16: save it as CSV in UTF-8" },
  { "^%s*<", "a page: save the CSV export of the portal" },
  { "^%s*[{%[]", "JSON: save the CSV export of the portal" },
}

local function check_content(source, head)
  for _, signature in ipairs(SIGNATURES) do
    if head:find(signature[1]) then
      return errors.fail("content", ("%s is %s"):format(source.name, signature[2]))
    end
  end
  return true
end

-- How many columns a message names.
local MOST_COLUMNS = 6

-- A unit that is there twice may be several units that a column told apart which is not there.
local function likely_columns(knowledge)
  local columns = recognition.left_out(knowledge)
  if not columns[1] then return "" end
  return (": a column that tells its rows apart was left out of the file, most likely %s%s; save"
    .. " all columns"):format(columns[2] and "one of " or "", names.listed(columns, MOST_COLUMNS))
end

-- What to do about a part of a message. Most files that are not UTF-8 come from a spreadsheet.
local ADVICE = {
  { "UTF-8", " (a spreadsheet saves it as \"CSV UTF-8\")" },
  { "a column without a name", " (the first line has the names of all columns)" },
  { "a carriage return without", " (save it with the line ends of Windows or of Unix)" },
}

local function explain(err, knowledge)
  if err.kind ~= "decode" then return err end
  for _, one in ipairs(ADVICE) do
    if err.message:find(one[1], 1, true) then err.message = err.message .. one[2] end
  end
  if err.message:find("period twice", 1, true) then
    err.message = err.message .. likely_columns(knowledge)
  end
  return err
end

-- The blocks of an open source, up to `max_bytes`. The iterator returns a block, nil at the end, or
-- nil, err.
local function bounded(source, next_block, max_bytes)
  local size = 0
  return function()
    local block, problem = next_block()
    if problem then return cannot_read(source.name, problem) end
    size = size + #(block or "")
    if size <= max_bytes then return block end
    return errors.fail("limit", ("%s is over %.0f bytes (max_bytes)"):format(source.name,
      max_bytes))
  end
end

-- What decodes a file that begins with a block.
local function decoder_of(block, given, knowledge)
  local bounds = { max_units = given.max_units, max_periods = given.max_periods }
  -- a word that each file has which a panel was written to, and hardly any other
  if block:find("measure", 1, true) then
    bounds.delimiter = written.delimiter(block, given.delimiter)
    if bounds.delimiter then return written.new(knowledge, bounds) end
  end
  bounds.delimiter = given.delimiter or delimiters.find(block)
  return decoders.new(knowledge, bounds)
end

-- The first blocks as one: as far as the header goes, which in a wide table may be long.
local function beginning(next_block)
  local blocks, size = {}, 0
  repeat
    local block, err = next_block()
    if err then return nil, err end
    blocks[#blocks + 1] = block
    size = size + #(block or "")
  until not block or block:find("\n", 1, true) or size >= LONGEST_HEADER
  return blocks[1] and table.concat(blocks)
end

-- Decodes a source. Its header decides on the delimiter.
local function feed_all(source, given, knowledge)
  local opened, close = source.open()
  if not opened then return cannot_read(source.name, close) end
  local next_block = bounded(source, opened, given.max_bytes)
  local block, err = beginning(next_block)
  local ok = not err
  if ok then ok, err = check_content(source, block or "") end
  if not ok then
    close()
    return nil, err
  end
  local decoder = decoder_of(block or "", given, knowledge)
  while ok and block do
    ok, err = decoder:feed(block)
    if ok then block, err = next_block() end
  end
  close()
  if not err then return decoder end
  decoder:close()
  return nil, err
end

-- If the cells show that an unknown column is something else than was assumed, the source is
-- decoded once more.
local function decode(source, given)
  local knowledge = schema.knowledge(given.dataset, given)
  local decoder, err = feed_all(source, given, knowledge)
  local changed, plain
  if decoder then changed, err = decoder:settle() end
  if changed then
    decoder:close()
    decoder, err = feed_all(source, given, knowledge)
  end
  if decoder and not err then plain, err = decoder:finish() end
  if decoder then decoder:close() end
  if plain then
    local ok, problem = pointed_thousands.check(plain)
    return ok and plain, problem
  end
  return nil, explain(err, knowledge)
end

-- The portal ends every line. A file that does not may have been cut there; nothing else shows it.
local function note_cut(plain)
  if plain.complete then return end
  plain.notes[#plain.notes + 1] = new_note("cut",
    "the last line has no end: the file may have been cut there")
end

-- ------------------------------------------------------------------ panel

--- Reads a panel: see `urssaf.read`.
---@param from string|table a path, or `{ text = … }`
---@param given urssaf.ReadOptions?
---@param defaults table? for the bounds that are not given
---@return urssaf.Panel? panel
---@return urssaf.Error? err
function file.panel(from, given, defaults)
  local source, lacking = source_of(from)
  given = options.check(given, OPTIONS)
  period.check_span(given.from, given.to)
  if not source then return nil, lacking end
  for name, value in pairs(defaults or DEFAULTS) do
    if given[name] == nil then given[name] = value end
  end
  local plain, err = decode(source, given)
  if not plain then return nil, errors.adopt(err, { path = source.path }) end
  if given.log and source.path then
    given.log { event = "read", path = source.path, message = "read " .. source.path }
  end
  if plain.rows == 0 then
    return errors.fail("incomplete", source.name .. " has a header and no row",
      { path = source.path })
  end
  note_cut(plain)
  return decoders.panel(plain, plain.dataset,
    tables.merge(plain.source, { path = source.path, read_at = timestamp.stamp() }), given)
end

return file
