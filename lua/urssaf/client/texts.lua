--- What `tostring` gives of a client and of the tables that its methods return: one line of each.
local printed = require "urssaf.domain.printed"

local texts = {}

-- "2026-07-16" of a moment; "an unknown day" where there is none.
local function day_of(moment)
  return type(moment) == "string" and moment:sub(1, 10) or "an unknown day"
end

--- A client.
---@param client urssaf.Client
---@return string
function texts.client(client)
  return ("urssaf client of %s%s"):format(client.options.base_url,
    client.closed and ", closed" or "")
end

--- The metatables of what a client returns.
texts.METADATA, texts.FIELD, texts.VINTAGE = {}, {}, {}
texts.CALENDAR, texts.RELEASE, texts.CAPABILITIES = {}, {}, {}

function texts.METADATA.__tostring(metadata)
  local metas = type(metadata.metas) == "table" and metadata.metas.default or {}
  local parts = { tostring(metadata.dataset_id) }
  if metas.title then parts[2] = metas.title end
  local line = table.concat(parts, ": ")
  if metadata.fields then line = line .. ", " .. printed.counted(#metadata.fields, "field") end
  if metas.records_count then line = line .. (", %.0f rows"):format(metas.records_count) end
  if metas.data_processed then line = line .. ", published " .. day_of(metas.data_processed) end
  return line
end

function texts.FIELD.__tostring(field)
  return ("%s: %s (%s)"):format(tostring(field.name), tostring(field.label),
    tostring(field.type))
end

texts.CATALOG = printed.list_of("dataset", function(metadata)
  return tostring(metadata.dataset_id)
end)

function texts.VINTAGE.__tostring(vintage)
  return ("%s: published %s, %.0f rows, %s"):format(vintage.dataset,
    day_of(vintage.data_processed), vintage.rows, vintage.path)
end

texts.VINTAGES = printed.list_of("publication", function(vintage)
  return day_of(vintage.data_processed)
end)

local function when(release)
  if not release then return "none known" end
  if release.day or not release.from then return day_of(release.day) end
  return release.from .. " to " .. release.to
end

function texts.CALENDAR.__tostring(calendar)
  return ("%s: last release %s, next %s"):format(calendar.dataset, when(calendar.last),
    when(calendar.next))
end

function texts.RELEASE.__tostring(release)
  return when(release) .. (release.product and ": " .. release.product or "")
end

function texts.CAPABILITIES.__tostring(have)
  local loops = have.loops[1] and table.concat(have.loops, ", ") or "none"
  return ("urssaf %s in %s: decoder %s, transport %s, JSON %s, cache %s, loops %s"):format(
    have.version, have.lua, have.decoder, have.transport or "none", have.json or "none",
    have.cache and "yes" or "no", loops)
end

--- Gives metadata and their fields their metatables.
---@param metadata urssaf.Metadata
---@return urssaf.Metadata metadata
function texts.metadata(metadata)
  for _, field in ipairs(type(metadata.fields) == "table" and metadata.fields or {}) do
    if type(field) == "table" then setmetatable(field, texts.FIELD) end
  end
  return setmetatable(metadata, texts.METADATA)
end

--- Gives a list and its elements their metatables.
---@param list table[]
---@param of_each table
---@param of_list table
---@return table[] list
function texts.list(list, of_each, of_list)
  for _, element in ipairs(list) do setmetatable(element, of_each) end
  return setmetatable(list, of_list)
end

return texts
