--- What a panel of a part of a dataset needs besides: the fields it asks for, and a note on what
-- the query names in vain.
local errors = require "urssaf.base.errors"
local names = require "urssaf.base.names"
local new_note = require "urssaf.domain.new_note"
local numbers = require "urssaf.base.numbers"
local odsql = require "urssaf.portal.odsql"
local queries = require "urssaf.portal.query"
local tables = require "urssaf.base.tables"

local partial = {}

-- The names of the widest dataset's columns have two kilobytes together.
local MAX_SELECTION = 32 * 1024

--- The fields that a query with `measures` asks for: their names are in its address.
---@param fields table[] the metadata's
---@param options table of the request
---@param dataset string
---@return table[]? fields
---@return urssaf.Error? err kind `schema` or `limit`
function partial.fields(fields, options, dataset)
  local selected, bytes = queries.fields(fields, options, dataset), 0
  for _, field in ipairs(selected) do
    bytes = bytes + #field.name
    if not odsql.is_field(field.name) then
      return errors.fail("schema", ("the metadata have a field '%s', which a query cannot name:"
        .. " fetch without measures"):format(names.quoted(field.name)))
    end
  end
  if bytes <= MAX_SELECTION then return selected end
  return errors.fail("limit", ("the names of the columns have %d bytes, too many for a query: fetch"
    .. " without measures"):format(bytes))
end

local function has_unit(plain, name, value)
  local present = plain.universe.keys[name] or {}
  return tables.find(odsql.spellings(name, value), function(spelling)
    return present[numbers.shown(spelling)]
  end) ~= nil
end

--- Notes the values of `where` that no unit has: that is no error for the portal, but most likely a
-- mistake.
---@param where table
---@param plain table of decoder:finish
function partial.note_unmatched(where, plain)
  for _, name in ipairs(plain.dimensions) do
    for _, value in ipairs(where[name] ~= nil and odsql.values(name, where[name]) or {}) do
      if not has_unit(plain, name, value) then
        local text = numbers.shown(value)
        plain.notes[#plain.notes + 1] = new_note("unmatched",
          ("no unit in the result has %s = '%s'"):format(name, text),
          { field = name, value = text })
      end
    end
  end
end

return partial
