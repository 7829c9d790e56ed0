--- What `tostring` gives of a client and of the tables that its methods return: one line of each.
local texts = {}

-- How many names a line lists.
local MOST_NAMES = 3

local function listed(names)
  local first = table.concat(names, ", ", 1, math.min(#names, MOST_NAMES))
  return #names > MOST_NAMES and first .. ", …" or first
end

local function counted(count, noun)
  return ("%d %s%s"):format(count, noun, count == 1 and "" or "s")
end

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
texts.METADATA, texts.CATALOG, texts.VINTAGE, texts.VINTAGES = {}, {}, {}, {}
texts.CALENDAR, texts.RELEASE, texts.CAPABILITIES = {}, {}, {}

function texts.METADATA.__tostring(metadata)
  local metas = type(metadata.metas) == "table" and metadata.metas.default or {}
  local parts = { tostring(metadata.dataset_id) }
  if metas.title then parts[2] = metas.title end
  local line = table.concat(parts, ": ")
  if metadata.fields then line = line .. ", " .. counted(#metadata.fields, "field") end
  if metas.records_count then line = line .. (", %.0f rows"):format(metas.records_count) end
  if metas.data_processed then line = line .. ", published " .. day_of(metas.data_processed) end
  return line
end

function texts.CATALOG.__tostring(catalog)
  local names = {}
  for i, metadata in ipairs(catalog) do names[i] = tostring(metadata.dataset_id) end
  return counted(#catalog, "dataset") .. (names[1] and ": " .. listed(names) or "")
end

function texts.VINTAGE.__tostring(vintage)
  return ("%s: published %s, %.0f rows, %s"):format(vintage.dataset,
    day_of(vintage.data_processed), vintage.rows, vintage.path)
end

function texts.VINTAGES.__tostring(vintages)
  local days = {}
  for i, vintage in ipairs(vintages) do days[i] = day_of(vintage.data_processed) end
  return counted(#vintages, "publication") .. (days[1] and ": " .. listed(days) or "")
end

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
