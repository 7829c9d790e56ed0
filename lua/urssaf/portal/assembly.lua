--- Makes a panel of a decoded body and its metadata, whether the bytes came from the portal or from
-- the cache: tells the decoder what the columns are, proves the body complete, names the source.
local columns = require "urssaf.domain.columns"
local decoders = require "urssaf.csv.decoder"
local errors = require "urssaf.base.errors"
local lazy = require "urssaf.base.lazy"
local publications = require "urssaf.portal.publication"

local new_note = lazy "urssaf.domain.new_note" -- few panels have a note

-- needed for a part of a dataset only
local filter_check = lazy "urssaf.portal.filter_check"
local partial = lazy "urssaf.portal.partial"
local queries = lazy "urssaf.portal.query"

local assembly = {}

local function header_of(fields)
  local header = {}
  for i, field in ipairs(fields) do header[i] = field.name end
  return header
end

--- What is known of the columns. Fails before anything is decoded if the metadata show that a
-- column that is needed is gone.
---@param request urssaf.portal.Request
---@param metadata urssaf.Metadata
---@return table? knowledge of columns.knowledge
---@return urssaf.Error? err kind `schema` or `limit`
function assembly.knowledge(request, metadata)
  local fields, options = metadata.fields, request.options
  local selected, err = fields, nil
  if options.measures then selected, err = partial.fields(fields, options, request.dataset) end
  if not selected then return nil, err end
  local knowledge = columns.knowledge(request.dataset, options, fields, selected)
  local header = header_of(fields)
  local roles, ok
  roles, err = columns.roles(header, knowledge)
  if not roles then return nil, err end
  ok, err = columns.check_measures(header, roles, knowledge)
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
  local where = request.options.where
  if type(where) == "table" then partial.note_unmatched(where, plain) end
  local source = publications.source(metadata)
  for name, value in pairs(origin) do source[name] = value end
  return decoders.panel(plain, request.dataset, source, request.options)
end

return assembly
