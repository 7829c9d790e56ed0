--- A panel from what was decoded and what is known of it, whether the bytes came from the portal or
-- from a kept publication: what the columns are, whether the body is complete, where it comes from.
local errors = require "urssaf.base.errors"
local timestamp = require "urssaf.base.timestamp"
local odsql = require "urssaf.portal.odsql"
local panel = require "urssaf.panel"
local api = require "urssaf.portal.api"
local query = require "urssaf.portal.query"
local schema = require "urssaf.domain.schema"

local assembly = {}

local function header_of(fields)
  local header = {}
  for i, field in ipairs(fields) do header[i] = field.name end
  return header
end

--- What the columns are; the metadata alone may already show that a needed one is gone.
---@param job table `dataset options`
---@param metadata table
---@return table? knowledge of schema.knowledge
---@return table? err kind `schema`
function assembly.learn(job, metadata)
  local fields = metadata.fields
  local asked = query.fields(fields, job.options)
  local knowledge = schema.knowledge(job.dataset, job.options, fields, asked)
  local header = header_of(fields)
  local roles, err = schema.roles(header, knowledge)
  if not roles then return nil, err end
  local ok
  ok, err = schema.check_measures(header, roles)
  if not ok then return nil, err end
  return knowledge
end

local function incomplete(format, ...)
  return errors.fail("incomplete", format:format(...))
end

--- Proves a decoded body complete, or says what is missing.
---@param plain table of decoding:finish
---@param count integer the rows there have to be
---@param question table of question.ask
---@return table? plain
---@return table? err kind `incomplete`; `cut` if the body ends where it cannot end
function assembly.verify(plain, count, question)
  if not plain.complete then
    local _, err = incomplete("the export ends inside its last row (%d rows came whole or in part,"
      .. " the portal counts %d)", plain.rows, count)
    err.cut = true
    return nil, err
  end
  if plain.rows ~= count then
    return incomplete("the export has %d rows, the portal counts %d", plain.rows, count)
  end
  if plain.rows == 0 and not question.where then
    return incomplete("the export has a header and no row, and the portal counts 0: the dataset is"
      .. " empty, or not yet published")
  end
  return plain
end

local function has_unit(series, name, value)
  for _, s in ipairs(series) do
    for _, spelling in ipairs(odsql.spellings(name, value)) do
      if s.key[name] == tostring(spelling) then return true end
    end
  end
  return false
end

-- A value of where that no unit has is no error to the portal; likely it is one to the user.
local function note_unmatched(notes, where, plain)
  if type(where) ~= "table" then return end
  for _, name in ipairs(plain.dimensions) do
    for _, value in ipairs(where[name] ~= nil and odsql.values(name, where[name]) or {}) do
      if not has_unit(plain.series, name, value) then
        notes[#notes + 1] = { kind = "unmatched", field = name, value = tostring(value),
          message = ("no unit that came has %s = '%s'"):format(name, tostring(value)) }
      end
    end
  end
end

local function notes_of(job, plain)
  local notes = plain.notes
  if plain.rows == 0 then
    notes[#notes + 1] = { kind = "empty", message = "nothing in the dataset matches the question" }
  end
  note_unmatched(notes, job.options.where, plain)
  return notes
end

local function source_of(plain, metadata, origin)
  local source = api.publication(metadata)
  for name, value in pairs(origin) do source[name] = value end
  source.rows = plain.rows
  source.dimensions, source.measures = plain.dimensions, plain.measures
  return source
end

--- Makes the panel.
---@param job table `dataset options`
---@param plain table of decoding:finish
---@param metadata table
---@param origin table what else its source is to say: `url fetched_at …`
---@return urssaf.Panel
function assembly.panel(job, plain, metadata, origin)
  local whole = panel.of {
    dataset = job.dataset, frequency = plain.frequency, periods = plain.periods,
    series = plain.series, universe = plain.universe, notes = notes_of(job, plain),
    source = source_of(plain, metadata, origin),
  }
  if not (job.options.from or job.options.to) then return whole end
  return whole:filter { from = job.options.from, to = job.options.to }
end

-- What is needed of the metadata to read the bytes again.
local function kept_metadata(metadata)
  local fields = {}
  for i, field in ipairs(metadata.fields) do
    fields[i] = { name = field.name, label = field.label, type = field.type }
  end
  local publication = api.publication(metadata)
  return { fields = fields, metas = { default = {
    title = publication.title, data_processed = publication.data_processed,
    license = publication.licence, license_url = publication.licence_url,
    publisher = publication.attribution, records_count = api.stated_rows(metadata),
  } } }
end

--- What has to be kept beside the bytes of a body, to make the panel of it again.
---@param metadata table
---@param origin table `url fetched_at`
---@param rows integer
---@return table about
function assembly.about(metadata, origin, rows)
  return {
    rows = rows, url = origin.url, fetched_at = origin.fetched_at, checked_at = origin.fetched_at,
    data_processed = api.publication(metadata).data_processed,
    records = api.stated_rows(metadata), metadata = kept_metadata(metadata),
  }
end

--- Whether a description that was kept has all that `about` writes.
---@param about table
---@return boolean
function assembly.is_about(about)
  local function is_moment(value)
    return type(value) == "string" and timestamp.of_iso(value) ~= nil
  end
  return type(about.rows) == "number" and type(about.url) == "string"
    and is_moment(about.fetched_at) and is_moment(about.checked_at)
    and (about.data_processed == nil or type(about.data_processed) == "string")
    and api.metadata(about.metadata) ~= nil
end

return assembly
