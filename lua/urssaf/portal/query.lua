--- Questions: what to ask of the portal for the options of a fetch.
local datasets = require "urssaf.domain.datasets"
local names = require "urssaf.base.names"
local odsql = require "urssaf.portal.odsql"
local period = require "urssaf.domain.period"
local quarter = require "urssaf.domain.quarter"
local schema = require "urssaf.domain.schema"

local query = {}

-- The type of the codes is not known: text until the metadata say otherwise.
local function known_type(name)
  local part = schema.time_part(name)
  if part == "quarter" then return "int" end
  if part then return "date" end
  return not schema.is_measure { name = name } and "text" or nil
end

-- The fields of a dataset as far as they are known before the metadata come.
local function known_fields(dataset)
  local entry = datasets[dataset]
  if not (entry and entry.columns) then return nil end
  local fields = {}
  for i, name in ipairs(entry.columns) do
    fields[i] = { name = name, type = known_type(name) }
  end
  return fields
end

--- The fields that these options ask for: all, or without the measures that are not wanted.
---@param fields table[]
---@param options table `measures`, `dimensions`
---@return table[]
function query.fields(fields, options)
  if not options.measures then return fields end
  local wanted, asked = {}, {}
  for _, name in ipairs(options.measures) do wanted[name] = true end
  for _, name in ipairs(options.dimensions or {}) do wanted[name] = true end
  for _, field in ipairs(fields) do
    if wanted[field.name] or not schema.is_measure(field) then asked[#asked + 1] = field end
  end
  return asked
end

local function selection(fields, options)
  if not options.measures then return nil end
  local list = {}
  for i, field in ipairs(query.fields(fields, options)) do
    list[i] = odsql.field(field.name)
  end
  table.sort(list, names.before)
  return table.concat(list, ",")
end

-- The field that dates rows, and whether it has the grain of a year.
local function dating_field(fields)
  local year
  for _, field in ipairs(fields) do
    local part = schema.time_part(field.name)
    if part == "last_day" then return field, false end
    if part == "year" then year = field end
  end
  return year, true
end

local function bounds(fields, from, to)
  if not (from or to) then return {} end
  local field, yearly = dating_field(fields)
  local conditions = {}
  local function add(operator, ordinal)
    local day = quarter.last_day(quarter.from_ordinal(ordinal))
    conditions[#conditions + 1] = odsql.field(field.name) .. operator
      .. odsql.literal(yearly and day:sub(1, 4) or day, field.type or "date")
  end
  if field and from then add(" >= ", period.lower(from, "quarter")) end
  if field and to then add(" <= ", period.upper(to, "quarter")) end
  return conditions
end

local function types_of(fields)
  local types = {}
  for _, field in ipairs(fields) do types[field.name] = field.type end
  return types
end

--- What to ask of the portal for these options.
---@param dataset string
---@param options table `where`, `from`, `to`, `measures`
---@param fields table[]? of the metadata, once they are there
---@return table? question `select` and `where`; nil if only the metadata can tell
function query.ask(dataset, options, fields)
  local narrowed = options.where or options.from or options.to or options.measures
  fields = fields or known_fields(dataset)
  if not narrowed then return {} end
  if not fields then return nil end
  local conditions = bounds(fields, options.from, options.to)
  conditions[#conditions + 1] = odsql.condition(options.where, types_of(fields))
  return { select = selection(fields, options), where = odsql.all(conditions) }
end

return query
