--- The role of each column of a file: time, dimension, attribute or measure.
--
-- A column is recognized by its name or its label, and with the dataset's metadata if these are at
-- hand; never by its position.
local datasets = require "urssaf.domain.datasets"
local dimensions = require "urssaf.domain.dimensions"
local header_checks = require "urssaf.domain.header_checks"
local lazy = require "urssaf.base.lazy"
local measure_order = require "urssaf.domain.measure_order"
local sorting = require "urssaf.base.sorting"
local time_columns = require "urssaf.domain.time_columns"

local recognition = lazy "urssaf.domain.recognition" -- needed for a file
local measures = lazy "urssaf.domain.measures" -- needed for the rarer ones, and in messages
local names = lazy "urssaf.base.names" -- needed for a label, and in a message
local rate_scale = lazy "urssaf.domain.rate_scale" -- needed for the rarer measures
local tables = lazy "urssaf.base.tables" -- needed for the rarer measures
local time_words = lazy "urssaf.domain.time_words" -- needed for columns that are not known
local year_columns = lazy "urssaf.domain.year_columns" -- needed for the few tables with them

local schema = {}

local part_of = time_columns.part

-- Types of the metadata: those of measures, and those that are neither measure nor dimension.
local NUMERIC = { int = true, double = true }
local IGNORED = { date = true, datetime = true, geo_point_2d = true, geo_shape = true,
  file = true, boolean = true }

-- What the portal calls columns of places on a map: shapes are long, and nobody adds them up.
local GEOMETRIES = { geo_point_2d = true, geo_point = true, geo_shape = true, geom = true,
  centroid = true }

-- Columns that give the time of a row once more, in seconds since 1970.
local SECONDS = { date_timestamp = true, date_unix = true }

--- Which part of the period a column gives: "year", "quarter", "last_day" (of a quarter) or
-- "month_end"; nil for others. A file with a month's end is monthly, whatever else dates its rows.
---@param name string
---@return "year"|"quarter"|"last_day"|"month_end"|nil
function schema.time_part(name)
  return part_of(name)
end

--- Whether a field of the metadata is a measure.
---@param field table one of the metadata's `fields`
---@param dataset string? its identifier
---@return boolean
function schema.is_measure(field, dataset)
  local name = field.name
  local entry = dataset ~= datasets.DATASET and datasets.of(dataset)
  if entry and entry.kinds[name] then return entry.kinds[name] == "measure" end
  if part_of(name) or SECONDS[name] or name:find("^code_") or dimensions.rank(name) then
    return false
  end
  return measure_order.rank(name) ~= nil or NUMERIC[field.type] == true
end

local function set_of(list)
  local set = {}
  for _, name in ipairs(list or {}) do set[name] = true end
  return set
end

-- The fields by name and by label; a name takes precedence.
local function index_fields(fields)
  local index = {}
  for _, field in ipairs(fields) do
    if field.label then index[field.label] = field end
  end
  for _, field in ipairs(fields) do index[field.name] = field end
  return index
end

-- Whether a heading may be that of a column of one year.
local function may_have_year(heading)
  local last = heading:byte(-1)
  return last ~= nil and last >= 48 and last <= 57 -- a digit
end

local function year_layout(header)
  for _, heading in ipairs(header) do
    if may_have_year(heading) then return year_columns.of(header) end
  end
end

-- The fields of the rows that are read.
local function read_fields(fields)
  for _, field in ipairs(fields or {}) do
    if may_have_year(field.name) then return year_columns.fields(fields) end
  end
  return fields
end

--- What the columns of a file are recognized with, gathered once.
---@param dataset string? its identifier
---@param options table `dimensions` and `measures` as the user gave them
---@param fields table[]? the metadata's fields, if the dataset is fetched: every column that the
-- library knows in the dataset must be there then
---@param asked table[]? those of the fields that the query asks for
---@return table
function schema.knowledge(dataset, options, fields, asked)
  -- of the main dataset, its names say enough: no catalogue need be loaded
  local is_main = dataset == datasets.DATASET
  local entry = not is_main and datasets.of(dataset) or {}
  return {
    dataset = dataset,
    fields = fields and index_fields(read_fields(fields)),
    asked = read_fields(asked),
    dimensions = set_of(options.dimensions),
    measures = options.measures and set_of(options.measures),
    kinds = entry.kinds or {},
    labels = {},
    is_known = is_main or entry.kinds ~= nil,
    columns = fields and datasets.required(dataset),
    found = {},
    seconds = {},
  }
end

--- The name of a column.
---@param knowledge table from schema.knowledge
---@param heading string its name or label
---@return string
function schema.column_name(knowledge, heading)
  local field = knowledge.fields and knowledge.fields[heading]
  if field then return field.name end
  local slug = names.slug(heading)
  return knowledge.labels[slug] or slug
end

local function is_dimension(knowledge, name)
  return knowledge.dimensions[name] or dimensions.is_common(name) or name:find("^code_")
end

-- The kind of a text column that only the metadata name. Where the library knows the dimensions of
-- the dataset, it is none of them.
local function unknown_text_kind(name, knowledge)
  return (knowledge.is_known or time_words.unread(name)) and "extra" or "dimension"
end

--- What a column is of which nothing but its numbers, or its type, tells that it is a measure: they
-- may be codes, such as those of sexes and ages, or months.
---@param name string
---@return "dimension"|"measure"|"extra"
function schema.numeric_kind(name)
  if time_words.unread(name) then return "extra" end
  return dimensions.rank(name) and "dimension" or "measure"
end

-- "time", "dimension", "measure" or "ignored"; "extra" for an unknown column
local function kind_of(knowledge, name)
  local field = knowledge.fields and knowledge.fields[name]
  if part_of(name) then return "time" end
  if knowledge.dimensions[name] then return "dimension" end
  if knowledge.kinds[name] then return knowledge.kinds[name] end
  if is_dimension(knowledge, name) then return "dimension" end
  if SECONDS[name] then return "ignored" end
  if measure_order.rank(name) then return "measure" end
  if knowledge.found[name] then return knowledge.found[name] end
  if not field then return GEOMETRIES[name] and "ignored" or "extra" end
  if NUMERIC[field.type] then return schema.numeric_kind(name) end
  if IGNORED[field.type] then return "ignored" end
  return unknown_text_kind(name, knowledge)
end

local function is_ignored(name, knowledge)
  return kind_of(knowledge, name) == "ignored"
end

-- Unknown dimensions come after the known ones, by name: their position in the header may change.
local function text_ranks(columns)
  local unranked = {}
  for _, column in ipairs(columns) do
    local is_text = column.kind == "dimension" or column.kind == "extra"
    if is_text and not dimensions.rank(column.name) then unranked[#unranked + 1] = column.name end
  end
  table.sort(unranked, sorting.before)
  local ranks = {}
  for place, name in ipairs(unranked) do ranks[name] = dimensions.BEHIND + place end
  return ranks
end

local role_of = {}

function role_of.time(column)
  return { role = part_of(column.name) }
end

-- Whether nobody knows what a column is, so that it may tell months. One whose name says that it
-- tells a time was checked with the header.
local function is_watched(name, knowledge)
  return not (knowledge.kinds[name] or GEOMETRIES[name] or is_dimension(knowledge, name)
    or knowledge.measures and knowledge.measures[name] or time_words.unread(name)) or nil
end

function role_of.ignored(column, _, _, knowledge)
  if SECONDS[column.name] then knowledge.seconds[column.position] = true end
  return { role = "ignored", watched = is_watched(column.name, knowledge) }
end

function role_of.dimension(column, positions, ranks, knowledge)
  local rank = dimensions.rank(column.name) or ranks[column.name]
  local code = not column.name:find("^code_") and positions["code_" .. column.name]
  if code then return { role = "attribute", name = column.name, rank = rank, of = code } end
  return { role = "dimension", name = column.name, rank = rank,
    width = dimensions.code_width(column.name),
    watched = ranks[column.name] and is_watched(column.name, knowledge) }
end

function role_of.extra(column, _, ranks, knowledge)
  return { role = "attribute", name = column.name,
    rank = dimensions.rank(column.name) or ranks[column.name],
    watched = is_watched(column.name, knowledge) }
end

-- More than the rank of any known measure.
local BEHIND_KNOWN = 10000

-- Known measures in canonical order, each with its estimate after it; then the others in the order
-- of the header.
local function measure_rank(column, knowledge)
  local rank, dataset = measure_order.rank(column.name), knowledge.dataset
  if not rank then
    rank = measures.rank(column.name, dataset)
    if rank and rate_scale.is_unclear(column.name, dataset) then
      knowledge.unclear = tables.append(knowledge.unclear or {}, { column.name })
    end
  end
  if not rank then return BEHIND_KNOWN + column.position end
  return 2 * rank + (measure_order.estimate_of(column.name) and 1 or 0)
end

function role_of.measure(column, _, _, knowledge)
  if knowledge.measures and not knowledge.measures[column.name] then
    return { role = "ignored" }
  end
  local rank = measure_rank(column, knowledge)
  return { role = "measure", name = column.name, rank = rank,
    watched = rank > BEHIND_KNOWN and is_watched(column.name, knowledge) or nil }
end

local function name_columns(header, knowledge)
  local columns, positions = {}, {}
  for position, heading in ipairs(header) do
    local name = schema.column_name(knowledge, heading)
    if positions[name] then
      local what = ("two columns are '%s'"):format(names.quoted(name))
      return header_checks.fail(header, what, { name })
    end
    if knowledge.fields and not knowledge.fields[heading] then
      local what = ("the metadata have no field '%s'"):format(names.quoted(heading))
      return header_checks.fail(header, what, sorting.keys(knowledge.fields))
    end
    positions[name] = position
    columns[position] = { name = name, position = position, kind = kind_of(knowledge, name) }
  end
  return columns, positions
end

--- Whether a column stands beside columns of one year each and is itself of no year.
---@param position integer of the column
---@param knowledge table of `schema.roles`
---@return boolean
function schema.is_undated(position, knowledge)
  return knowledge.layout ~= nil and position <= #knowledge.layout.plain
end

-- A figure of no year describes its unit: as a measure it would pass for that of each year.
local function keep_undated(columns, knowledge)
  for position, column in ipairs(columns) do
    local is_kept = column.kind == "measure" and schema.is_undated(position, knowledge)
    if is_kept then column.kind = "extra" end
  end
end

--- The roles of a file's columns, for `decoder:roles`. If the dataset is not known and there are no
-- metadata, finds it by the columns: `knowledge.dataset` is then set. If there are columns of one
-- year each, `knowledge.layout` is set, and the roles are those of its header.
---@param header string[] names or labels
---@param knowledge table from schema.knowledge
---@return table[]? roles
---@return table? err kind `schema`, with `expected` and `came`
function schema.roles(header, knowledge)
  knowledge.layout = year_layout(header)
  if knowledge.layout then header = knowledge.layout.header end
  if not knowledge.fields then recognition.of_file(header, knowledge) end
  local columns, positions = name_columns(header, knowledge)
  if not columns then return nil, positions end
  knowledge.present = positions
  local ok, err = header_checks.check(header, knowledge, positions, is_ignored)
  if not ok then return nil, err end
  keep_undated(columns, knowledge)
  local ranks, roles = text_ranks(columns), {}
  for position, column in ipairs(columns) do
    roles[position] = role_of[column.kind](column, positions, ranks, knowledge)
  end
  return roles
end

--- Fails if no column is a measure.
---@param header string[]
---@param roles table[] from schema.roles
---@return boolean? ok
---@return table? err kind `schema`
function schema.check_measures(header, roles)
  for _, role in ipairs(roles) do
    if role.role == "measure" then return true end
  end
  return header_checks.fail(header, "no column that is a measure", measures.names())
end

--- The names of a file's dimensions and measures, as its keys and series have them.
---@param roles table[] from schema.roles
---@param seen table from `decoder:columns`: a column that varies within a unit is in no key
---@return string[] dimensions, string[] measures
function schema.names_of(roles, seen)
  local own_dimensions, own_measures = {}, {}
  for position, role in ipairs(roles) do
    local varies = seen[position] and seen[position].varies
    if role.role == "measure" then own_measures[#own_measures + 1] = role.name end
    if (role.role == "dimension" or role.role == "attribute") and not varies then
      own_dimensions[#own_dimensions + 1] = role.name
    end
  end
  table.sort(own_dimensions, sorting.before)
  table.sort(own_measures, sorting.before)
  return own_dimensions, own_measures
end

return schema
