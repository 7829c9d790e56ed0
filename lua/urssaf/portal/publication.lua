--- What a dataset's metadata say of its publication. The metadata are as the portal returns them,
-- or the part of them that the cache keeps.
local errors = require "urssaf.base.errors"
local numbers = require "urssaf.base.numbers"

local publication = {}

local function is_field(field)
  return type(field) == "table" and type(field.name) == "string"
    and (field.label == nil or type(field.label) == "string")
end

--- Checks that a value is a dataset's metadata.
---@param value any decoded JSON
---@return urssaf.Metadata? metadata
---@return urssaf.Error? err kind `content`
function publication.check(value)
  local fields = type(value) == "table" and value.fields
  local sound = type(fields) == "table" and fields[1] ~= nil
  for _, field in ipairs(sound and fields or {}) do sound = sound and is_field(field) end
  if sound then return value end
  return errors.fail("content", "the portal's metadata name no fields")
end

local function default_metas(metadata)
  local metas = type(metadata.metas) == "table" and metadata.metas.default
  return type(metas) == "table" and metas or {}
end

--- The fields of `panel.source` that come from the metadata.
---@param metadata urssaf.Metadata
---@return table source `title data_processed licence licence_url attribution`
function publication.source(metadata)
  local metas = default_metas(metadata)
  local function text(name)
    return type(metas[name]) == "string" and metas[name] or nil
  end
  return {
    title = text "title",
    data_processed = text "data_processed",
    licence = text "license",
    licence_url = text "license_url",
    attribution = text "publisher" or "Urssaf",
  }
end

--- The number of rows of the dataset according to the metadata, nil if they do not say it.
---@param metadata urssaf.Metadata
---@return integer?
function publication.stated_rows(metadata)
  return numbers.integer(default_metas(metadata).records_count)
end

--- Whether two metadata describe the same publication, as far as they tell.
---@param metadata urssaf.Metadata
---@param other urssaf.Metadata
---@return boolean
function publication.is_same(metadata, other)
  return publication.source(metadata).data_processed == publication.source(other).data_processed
    and publication.stated_rows(metadata) == publication.stated_rows(other)
end

return publication
