--- Queries: what to ask the portal for, given the options of a fetch.
local datasets = require "urssaf.domain.datasets"
local lazy = require "urssaf.base.lazy"
local sorting = require "urssaf.base.sorting"

-- needed for a part of a dataset
local odsql = lazy "urssaf.portal.odsql"
local period = lazy "urssaf.domain.period"
local schema = lazy "urssaf.domain.schema"

local query = {}

---@class urssaf.portal.Query a part of a dataset's rows and columns
---@field select string? names of columns; nil for all of them
---@field where string? a condition in ODSQL; nil for all rows

-- Codes may be text or numbers: text until the metadata say otherwise.
local function known_type(name)
  local part = schema.time_part(name)
  if part == "quarter" then return "int" end
  if part then return "date" end
  return not schema.is_measure({ name = name }) and "text" or nil
end

-- The fields of a dataset as far as they are known without its metadata.
local function known_fields(dataset)
  local columns = datasets.required(dataset)
  if not columns then return nil end
  local fields = {}
  for i, name in ipairs(columns) do
    fields[i] = { name = name, type = known_type(name) }
  end
  return fields
end

--- The fields that these options ask for: without `measures` all, else all but the other measures.
---@param fields table[] of the metadata
---@param options table `measures`, `dimensions`
---@param dataset string
---@return table[]
function query.fields(fields, options, dataset)
  if not options.measures then return fields end
  local wanted, selected = {}, {}
  for _, name in ipairs(options.measures) do wanted[name] = true end
  for _, name in ipairs(options.dimensions or {}) do wanted[name] = true end
  for _, field in ipairs(fields) do
    local of_year = field.name:match "^(.*)_[12]%d%d%d$" -- see domain/year_columns.lua
    if wanted[field.name] or wanted[of_year] or not schema.is_measure(field, dataset) then
      selected[#selected + 1] = field
    end
  end
  return selected
end

local function selection(fields, options, dataset)
  if not options.measures then return nil end
  local list = {}
  for i, field in ipairs(query.fields(fields, options, dataset)) do
    list[i] = odsql.field(field.name)
  end
  table.sort(list, sorting.before)
  return table.concat(list, ",")
end

-- The field to compare periods with, and which part of the period it gives.
local function dating_field(fields)
  local by_part = {}
  for _, field in ipairs(fields) do
    local part = schema.time_part(field.name)
    if part then by_part[part] = by_part[part] or field end
  end
  for _, part in ipairs { "month_end", "last_day", "year" } do
    if by_part[part] then return by_part[part], part end
  end
end

-- The days between which the rows of a span are dated. A month may end on the 28th of February in
-- a year of 29 days, so its first day is the bound. A year may be that of a quarter.
local function days(part, from, to)
  local frequency = part == "month_end" and "month" or "quarter"
  local first = from and period.from_ordinal(period.lower(from, frequency), frequency)
  local last = to and period.from_ordinal(period.upper(to, frequency), frequency)
  first = first and (part == "month_end" and period.first_day or period.last_day)(first)
  last = last and period.last_day(last)
  if part ~= "year" then return first, last end
  return first and first:sub(1, 4), last and last:sub(1, 4)
end

local function bounds(fields, from, to)
  local field, part = dating_field(fields)
  local first, last = days(part, from, to)
  local conditions = {}
  local function add(operator, day)
    conditions[#conditions + 1] = odsql.field(field.name) .. operator
      .. odsql.literal(day, field.type or "date")
  end
  if field and first then add(" >= ", first) end
  if field and last then add(" <= ", last) end
  return conditions
end

local function types_of(fields)
  local types = {}
  for _, field in ipairs(fields) do types[field.name] = field.type end
  return types
end

--- The query for these options.
---@param dataset string
---@param options table `where from to measures dimensions`
---@param fields table[]? of the metadata, once they are there
---@return urssaf.portal.Query? query nil if the metadata are needed to make it
function query.new(dataset, options, fields)
  local narrowed = options.where or options.from or options.to or options.measures
  if not narrowed then return {} end
  fields = fields or known_fields(dataset)
  if not fields then return nil end
  local conditions = bounds(fields, options.from, options.to)
  conditions[#conditions + 1] = odsql.condition(options.where, types_of(fields))
  return { select = selection(fields, options, dataset), where = odsql.all(conditions) }
end

return query
