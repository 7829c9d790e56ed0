--- What a dataset's metadata say of its publication. The metadata are as the portal returns them,
-- or the part of them that the cache keeps.
local errors = require "urssaf.base.errors"
local numbers = require "urssaf.base.numbers"

local publication = {}

-- The widest dataset has some sixty fields, with names and labels of some dozens of bytes.
local MAX_FIELDS, MAX_TEXT = 4096, 256

local function is_text(value)
  return type(value) == "string" and value ~= "" and #value <= MAX_TEXT
end

local function is_field(field)
  return type(field) == "table" and is_text(field.name)
    and (field.label == nil or type(field.label) == "string")
    and (field.type == nil or is_text(field.type))
end

-- Checks each field, and that no null is among them. A label that is too long is dropped: a fetch
-- needs none.
local function check_fields(fields)
  local count = 0
  for _ in pairs(fields) do count = count + 1 end
  if count > MAX_FIELDS then
    return errors.fail("limit", ("the portal's metadata name %d fields, more than the %d that are"
      .. " accepted"):format(count, MAX_FIELDS))
  end
  for i = 1, count do
    if not is_field(fields[i]) then
      return errors.fail("schema", ("the portal's metadata are not understood: name, label and type"
        .. " of field %d should be texts of at most %d bytes"):format(i, MAX_TEXT))
    end
    if #(fields[i].label or "") > MAX_TEXT then fields[i].label = nil end
  end
  return true
end

--- Checks that a value is a dataset's metadata.
---@param value any decoded JSON
---@return urssaf.Metadata? metadata
---@return urssaf.Error? err kind `content`, `schema` or `limit`
function publication.check(value)
  local fields = type(value) == "table" and value.fields
  if type(fields) ~= "table" or fields[1] == nil then
    return errors.fail("content", "the portal's metadata name no fields")
  end
  local ok, err = check_fields(fields)
  if ok then return value end
  return nil, err
end

--- The portal's own fields of a dataset, such as its title.
---@param metadata urssaf.Metadata
---@return table<string, any> metas none of which need be what it should; empty if there are none
function publication.metas(metadata)
  local metas = type(metadata.metas) == "table" and metadata.metas.default
  return type(metas) == "table" and metas or {}
end

--- The fields of `panel.source` that come from the metadata.
---@param metadata urssaf.Metadata
---@return table source `title data_processed licence licence_url attribution`
function publication.source(metadata)
  local metas = publication.metas(metadata)
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
  return numbers.integer(publication.metas(metadata).records_count)
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
