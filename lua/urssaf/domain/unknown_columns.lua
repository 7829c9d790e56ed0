--- Columns of which neither names nor metadata tell what they are: their cells tell.
local errors = require "urssaf.base.errors"
local schema = require "urssaf.domain.schema"
local tables = require "urssaf.base.tables"
local time_words = require "urssaf.domain.time_words"

local unknown_columns = {}

--- Decides from their cells what the unknown columns are: a column of numbers alone is a measure,
-- unless its name is that of a dimension; a column of text is a dimension if the file has no known
-- one; one that tells a time is neither.
---@param header string[]
---@param knowledge table its `found` is filled in
---@param roles table[] those of the first reading
---@param seen table from `decoder:columns`
---@return boolean changed whether the file has to be read again with other roles
function unknown_columns.settle(header, knowledge, roles, seen)
  local changed, has_dimension = false, false
  for _, role in ipairs(roles) do
    if role.role == "dimension" then has_dimension = true end
  end
  for position, facts in pairs(seen) do
    local name = schema.column_name(knowledge, header[position])
    local is_attribute = knowledge.kinds[name] ~= nil -- of this dataset, whatever its cells are
    local kind = facts.numeric and schema.numeric_kind(name)
      or facts.filled and not has_dimension and "dimension"
    if kind == "measure" and schema.is_undated(position, knowledge) then kind = nil end
    if time_words.unread(name) then kind = nil end
    if kind and not is_attribute then knowledge.found[name], changed = kind, true end
  end
  return changed
end

--- The error of a decoder that refuses a file. It knows no options: where an unknown column splits
-- a unit, one of them takes it in.
---@param err table
---@return urssaf.Error err
function unknown_columns.refusal(err)
  if err.kind ~= "schema" then return errors.adopt(err) end
  local in_lua = "dimensions = { … } takes it in"
  return errors.new(err.kind, ("%s (%s)"):format(err.message, in_lua),
    tables.merge(err, { in_lua = in_lua }))
end

return unknown_columns
