--- One body being decoded: bytes in, the plain tables of a panel out.
-- The header's columns get their roles on the way.
local errors = require "urssaf.base.errors"
local schema = require "urssaf.domain.schema"
local series = require "urssaf.panel.series"
local turnover = require "urssaf.domain.turnover"

local decoders = {}

local Decoding = {}
Decoding.__index = Decoding

--- What decodes here: the C module, or where no such can be loaded the one in Lua.
---@return table module
---@return string name "c" or "lua"
---@return string? problem why it is not C
function decoders.backend()
  local ok, module = errors.try(require, "urssaf.decode")
  if ok then return module, "c" end
  return require "urssaf.csv.lua_decoder", "lua", errors.unloadable(module)
end

--- Starts a decoding.
---@param knowledge table of schema.knowledge
---@param options table `delimiter`, `max_units`, `max_periods`
---@return table decoding
function decoders.new(knowledge, options)
  return setmetatable({
    knowledge = knowledge,
    decoder = decoders.backend().csv {
      delimiter = options.delimiter,
      max_units = options.max_units,
      max_periods = options.max_periods,
    },
  }, Decoding)
end

local function give_roles(self, header)
  local roles, err = schema.roles(header, self.knowledge)
  if not roles then return nil, err end
  self.roles = roles
  return self.decoder:roles(roles)
end

--- Takes in the next bytes.
---@param bytes string
---@return boolean? ok
---@return table? err kinds `decode`, `schema`, `limit`
function Decoding:feed(bytes)
  local ok, err = self.decoder:feed(bytes)
  local header = ok and not self.roles and self.decoder:header()
  if header then ok, err = give_roles(self, header) end
  if ok then return true end
  return nil, errors.adopt(err)
end

--- Ends the body, and says whether columns that nobody knew have shown themselves to be something
-- else than was taken for granted, so that the body has to be decoded again; the knowledge says so
-- from now on.
---@return boolean? changed
---@return table? err kinds `decode`, `schema`, `limit`, `incomplete`
function Decoding:settle()
  local seen, err = self.decoder:columns()
  if not seen then return nil, errors.adopt(err) end
  return schema.settle(self.decoder:header(), self.knowledge, self.roles, seen)
end

local function notes_of(header, columns)
  local notes = {}
  for position, heading in ipairs(header) do
    if columns[position] and columns[position].varies then
      notes[#notes + 1] = { kind = "column", column = heading,
        message = ("the column '%s' is left out: it differs within a unit, and nothing says what"
          .. " it is"):format(heading) }
    end
  end
  return notes
end

-- As selection.universe has it: what there is to select by.
local function universe_of(plain)
  local measures = {}
  for _, name in ipairs(plain.rows > 0 and plain.measures or {}) do measures[name] = true end
  return { keys = plain.keys, measures = measures }
end

--- Ends the body.
---@return table? plain `frequency periods series universe rows complete header notes dimensions
-- measures`
---@return table? err kinds `decode`, `schema`, `limit`, `incomplete`
function Decoding:finish()
  local seen, err = self.decoder:columns()
  local plain
  if seen then plain, err = self.decoder:finish(series.METATABLE) end
  if not plain then return nil, errors.adopt(err) end
  local header = self.decoder:header()
  local has_measures, problem = schema.check_measures(header, self.roles)
  if not has_measures then return nil, problem end
  plain.header, plain.notes = header, notes_of(header, seen)
  plain.dimensions, plain.measures = schema.names_of(self.roles, seen)
  plain.universe = universe_of(plain)
  plain.notes[#plain.notes + 1] = turnover.settle(plain.series)
  return plain
end

--- Gives its memory back.
function Decoding:close()
  self.decoder:close()
end

return decoders
