--- Decodes one body: takes its bytes, gives the columns their roles once the header is there, and
-- returns the plain tables that a panel is made of.
local columns = require "urssaf.domain.columns"
local errors = require "urssaf.base.errors"
local lazy = require "urssaf.base.lazy"
local panels = require "urssaf.panel"
local rate_scale = lazy "urssaf.domain.rate_scale" -- needed for a few rates
local tables = require "urssaf.base.tables"
local turnover = require "urssaf.domain.turnover"

-- few panels have a note
local alike = lazy "urssaf.panel.alike"
local column_notes = lazy "urssaf.csv.column_notes"
local hidden_months = lazy "urssaf.csv.hidden_months"
local unknown_columns = lazy "urssaf.domain.unknown_columns"
local year_decoder = lazy "urssaf.csv.year_decoder" -- and few tables need this

local decoders = {}

---@class urssaf.csv.Decoder
local Decoder = {}
Decoder.__index = Decoder

--- What decodes in this host: the C module, or the one in Lua if it cannot be loaded.
---@return table module
---@return string name "c" or "lua"
---@return string? problem why it is not C
function decoders.backend()
  local ok, module = errors.try(require, "urssaf.decode")
  if ok then return module, "c" end
  return require "urssaf.csv.lua_decoder", "lua", errors.unloadable(module)
end

--- Starts a decoder.
---@param knowledge table of columns.knowledge or schema.knowledge
---@param options table `delimiter max_units max_periods`
---@return urssaf.csv.Decoder
function decoders.new(knowledge, options)
  local bounds = { delimiter = options.delimiter, max_units = options.max_units,
    max_periods = options.max_periods }
  return setmetatable({
    knowledge = knowledge, bounds = bounds,
    begun = {}, -- the bytes up to the header
    backend = decoders.backend().csv(bounds),
  }, Decoder)
end

local function give_roles(self, header)
  local roles, err = columns.roles(header, self.knowledge)
  if not roles then return nil, err end
  self.roles = roles
  local layout = self.knowledge.layout
  if not layout then return self.backend:roles(roles) end
  self.backend:close()
  self.backend = year_decoder.new(layout, decoders.backend(), self.bounds)
  return self.backend:begin(roles, self.begun)
end

--- Takes the next bytes.
---@param bytes string
---@return boolean? ok
---@return urssaf.Error? err kinds `decode schema limit`
function Decoder:feed(bytes)
  if not self.roles then table.insert(self.begun, bytes) end
  local ok, err = self.backend:feed(bytes)
  local header = ok and not self.roles and self.backend:header()
  if header then ok, err = give_roles(self, header) end
  if ok then return true end
  return nil, errors.adopt(err)
end

--- What a transfer can feed with the next bytes directly: the decoder in C, once it has its roles.
---@return urssaf.decode.Decoder? sink
function Decoder:sink()
  return self.roles and type(self.backend) == "userdata" and self.backend or nil
end

-- The columns that were seen, if none of them tells months.
local function end_columns(self)
  local seen, err = self.backend:columns()
  if not seen then return nil, errors.adopt(err) end
  if next(seen) == nil then return seen end
  local ok, problem = hidden_months.check(self.backend:header(), seen, self.roles)
  return ok and seen, problem
end

--- Ends the body. If the cells of an unknown column show that its role was assumed wrongly,
-- corrects the knowledge, with which the body has to be decoded again.
---@return boolean? changed
---@return urssaf.Error? err kinds `decode schema limit incomplete`
function Decoder:settle()
  local seen, err = end_columns(self)
  if not seen then return nil, err end
  return unknown_columns.settle(self.backend:header(), self.knowledge, self.roles, seen)
end

-- Whether there is something to say of the columns.
local function is_notable(seen, knowledge)
  return next(seen) ~= nil or next(knowledge.seconds) ~= nil or #(knowledge.fitting or {}) > 1
end

-- Whether a name has a blank too many, or a character that is rare in French: only then can it pass
-- for another one. Names that differ in capitals are left to `check`. All of them at once, with a
-- byte around each that none has: name by name it takes six times as long.
local function are_odd(values)
  local names = { "" }
  for value in pairs(values) do names[#names + 1] = value end
  names[#names + 1] = ""
  local text = table.concat(names, "\1")
  return not text:find("^[ -~\1\195\128-\191]*$") or text:find(" \1", 1, true)
    or text:find("\1 ", 1, true) or text:find("  ", 1, true)
end

-- Where there is a code, it tells units apart, whatever their names are.
local function has_odd_name(keys)
  for column, values in pairs(keys) do
    if not keys["code_" .. column] and are_odd(values) then return true end
  end
  return false
end

--- Ends the body.
---@return table? plain `frequency periods series universe rows complete header notes dimensions
-- measures`
---@return urssaf.Error? err kinds `decode schema limit incomplete`
function Decoder:finish()
  local seen, err = end_columns(self)
  if not seen then return nil, err end
  local plain
  plain, err = self.backend:finish(panels.series_of(self.knowledge.dataset))
  if not plain then return nil, unknown_columns.refusal(err) end
  local header = self.backend:header()
  local has_measures, problem = columns.check_measures(header, self.roles, self.knowledge)
  if not has_measures then return nil, problem end
  plain.header, plain.dataset = header, self.knowledge.dataset
  plain.notes = is_notable(seen, self.knowledge)
    and column_notes.of(header, seen, self.knowledge) or {}
  plain.dimensions, plain.measures = columns.names_of(self.roles, seen, self.knowledge)
  -- what there is to select by, as in panel/selection.lua
  plain.universe = { keys = plain.keys,
    measures = tables.set(plain.rows > 0 and plain.measures or {}) }
  if has_odd_name(plain.keys) then tables.append(plain.notes, alike.notes(plain.keys)) end
  plain.notes[#plain.notes + 1] = turnover.settle(plain.series)
  local unclear = self.knowledge.unclear
  if unclear then rate_scale.settle(plain.series, unclear, plain.dataset) end
  return plain.rounded and column_notes.with_rounded(plain) or plain
end

--- Frees its memory.
function Decoder:close()
  self.backend:close()
end

--- The panel of what was decoded.
---@param plain table of `finish`
---@param dataset string?
---@param source table where it comes from; `rows dimensions measures` are added
---@param options table `from to`
---@return urssaf.Panel
function decoders.panel(plain, dataset, source, options)
  source.rows = plain.rows
  source.dimensions, source.measures = plain.dimensions, plain.measures
  local panel = panels.of {
    dataset = dataset, frequency = plain.frequency, periods = plain.periods, series = plain.series,
    universe = plain.universe, notes = plain.notes, source = source,
  }
  if not (options.from or options.to) then return panel end
  return panel:filter { from = options.from, to = options.to }
end

return decoders
