--- Makes a panel of a decoded body and its metadata, whether the bytes came from the portal or from
-- the cache: tells the decoder what the columns are, proves the body complete, names the source.
local columns = require "urssaf.domain.columns"
local decoders = require "urssaf.csv.decoder"
local errors = require "urssaf.base.errors"
local lazy = require "urssaf.base.lazy"
local numbers = require "urssaf.base.numbers"
local publications = require "urssaf.portal.publication"
local tables = require "urssaf.base.tables"

local new_note = lazy "urssaf.domain.new_note" -- few panels have a note
local names = lazy "urssaf.base.names" -- needed in a message

-- needed for a part of a dataset only
local filter_check = lazy "urssaf.portal.filter_check"
local odsql = lazy "urssaf.portal.odsql"
local queries = lazy "urssaf.portal.query"

local assembly = {}

local function header_of(fields)
  local header = {}
  for i, field in ipairs(fields) do header[i] = field.name end
  return header
end

-- The names of the widest dataset's columns have two kilobytes together.
local MAX_SELECTION = 32 * 1024

-- The fields that the query asks for. With `measures` their names are in its address.
local function selected_fields(fields, options, dataset)
  if not options.measures then return fields end
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

--- What is known of the columns. Fails before anything is decoded if the metadata show that a
-- column that is needed is gone.
---@param request urssaf.portal.Request
---@param metadata urssaf.Metadata
---@return table? knowledge of columns.knowledge
---@return urssaf.Error? err kind `schema` or `limit`
function assembly.knowledge(request, metadata)
  local fields, options = metadata.fields, request.options
  local selected, err = selected_fields(fields, options, request.dataset)
  if not selected then return nil, err end
  local knowledge = columns.knowledge(request.dataset, options, fields, selected)
  local header = header_of(fields)
  local roles, ok
  roles, err = columns.roles(header, knowledge)
  if not roles then return nil, err end
  ok, err = columns.check_measures(header, roles)
  if not ok then return nil, err end
  return knowledge
end

--- Starts what decodes the body.
---@param knowledge table of `knowledge`
---@param options table of the request
---@return urssaf.csv.Decoder
function assembly.decoder(knowledge, options)
  return decoders.new(knowledge, options)
end

local function incomplete(format, ...)
  return errors.fail("incomplete", format:format(...))
end

--- Proves a decoded body complete, and free of what `where` does not ask for.
---@param request urssaf.portal.Request
---@param plain table of decoder:finish
---@param metadata urssaf.Metadata
---@param count integer how many rows there have to be
---@return boolean? ok
---@return urssaf.Error? err kind `incomplete`, with `cut` if the body ends inside a row; `content`
function assembly.verify(request, plain, metadata, count)
  if not plain.complete then
    local _, err = incomplete("the export ends inside its last row (%d rows came whole or in part,"
      .. " the portal counts %d)", plain.rows, count)
    err.cut = true
    return nil, err
  end
  if plain.rows ~= count then
    return incomplete("the export has %d rows, the portal counts %d", plain.rows, count)
  end
  local options = request.options
  if plain.rows > 0 or queries.new(request.dataset, options, metadata.fields).where then
    if type(options.where) ~= "table" then return true end
    return filter_check.verify(options.where, plain, metadata.fields)
  end
  return incomplete("the export has a header and no row, and the portal counts 0: the dataset is"
    .. " empty, or not yet published")
end

-- ------------------------------------------------------------------ the panel

local function has_unit(plain, name, value)
  local present = plain.universe.keys[name] or {}
  return tables.find(odsql.spellings(name, value), function(spelling)
    return present[numbers.shown(spelling)]
  end) ~= nil
end

-- A value of `where` that no unit has is no error for the portal, but most likely a mistake.
local function note_unmatched(where, plain)
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

--- Makes the panel.
---@param request urssaf.portal.Request
---@param plain table of decoder:finish
---@param metadata urssaf.Metadata
---@param origin table what `panel.source` says besides: `url fetched_at …`
---@return urssaf.Panel
function assembly.make(request, plain, metadata, origin)
  if plain.rows == 0 then
    plain.notes[#plain.notes + 1] = new_note("empty", "nothing in the dataset matches the query")
  end
  if type(request.options.where) == "table" then note_unmatched(request.options.where, plain) end
  local source = publications.source(metadata)
  for name, value in pairs(origin) do source[name] = value end
  return decoders.panel(plain, request.dataset, source, request.options)
end

return assembly
