--- Checks the header of a file or an export: that its columns date each row, and that all columns
-- are there that must be.
local datasets = require "urssaf.domain.datasets"
local errors = require "urssaf.base.errors"
local lazy = require "urssaf.base.lazy"
local measure_order = require "urssaf.domain.measure_order"
local names = require "urssaf.base.names"
local sorting = require "urssaf.base.sorting"
local tables = require "urssaf.base.tables"
local time_columns = require "urssaf.domain.time_columns"
local time_words = require "urssaf.domain.time_words"

local other_shapes = lazy "urssaf.domain.other_shapes" -- needed for an error

local header_checks = {}

local part_of = time_columns.part

--- Fails because of the columns.
---@param header string[]
---@param what string
---@param expected string[]
---@param in_lua string? the part of `what` that is about Lua
---@return nil
---@return urssaf.Error err kind `schema`, with `expected` and `came`
function header_checks.fail(header, what, expected, in_lua)
  return errors.fail("schema", ("%s; expected: %s; came: %s"):format(
    what, names.listed(expected), names.listed(header)),
    { expected = expected, came = header, in_lua = in_lua })
end

-- Whether a column tells, in a way that is not read, periods of which a year has more than so many.
local function tells_less(name, per_year, knowledge)
  local is_known = part_of(name) or knowledge.kinds[name] or knowledge.dimensions[name]
  if is_known then return false end
  local _, count = time_words.unread(name)
  return count ~= nil and count > per_year
end

-- Fails if a column tells what part of its period a row is about: the part, alone, would pass for
-- the whole.
local function check_finer_times(header, knowledge, present, per_year)
  local finer = {}
  for name in pairs(present) do
    if tells_less(name, per_year, knowledge) then finer[#finer + 1] = name end
  end
  if #finer == 0 then return true end
  table.sort(finer, sorting.before)
  local name = names.quoted(finer[1])
  local in_lua = ("dimensions = { \"%s\" } takes it in"):format(name)
  return header_checks.fail(header, ("the column '%s' seems to tell %s, in a way that is not read"
    .. " (if it does not, give it another name; %s)"):format(name, (time_words.unread(finer[1])),
    in_lua), { "dernier_jour_du_mois, or dernier_jour_du_trimestre" }, in_lua)
end

local PERIODS = { [4] = "quarter", [1] = "year" }
local A_YEAR = { month = 12, quarter = 4, year = 1 }

-- Whether a file has all columns of a dataset but some that date the rows.
local function lacks_times_alone(dataset, present)
  return not tables.find(dataset.columns, function(name)
    local kind = dataset.kinds[name]
    return not present[name] and kind ~= "time" and kind ~= "ignored"
  end)
end

-- The dataset with shorter periods than the file tells: the one that the user names, or one whose
-- columns the file has; and whether the file lacks others of its columns, too.
local function dataset_of_shorter(knowledge, present, per_year)
  local named = datasets.of(knowledge.dataset)
  local found = tables.find(named and { named } or knowledge.part or {}, function(dataset)
    return A_YEAR[dataset.grain] > per_year
      and (named ~= nil or lacks_times_alone(dataset, present))
  end)
  return found, found ~= nil and not lacks_times_alone(found, present)
end

-- Fails if a column that dates the rows was left out: each row would pass for a longer period.
local function check_grain(header, knowledge, present, per_year)
  if knowledge.fields then return true end
  local dataset, lacks_others = dataset_of_shorter(knowledge, present, per_year)
  if not dataset then return true end
  local longer = PERIODS[per_year]
  if lacks_others then
    return header_checks.fail(header, ("the rows of '%s' are of %ss, and this file tells only their"
      .. " %s: save all columns (if its figures are of whole %ss, leave the option dataset out)")
      :format(dataset.id, dataset.grain, longer, longer), dataset.time)
  end
  return header_checks.fail(header, ("a column that dates the rows was left out of the file: it has"
    .. " the columns of '%s', whose rows are of %ss, and tells only their %s; save all columns")
    :format(dataset.id, dataset.grain, longer), dataset.time)
end

-- The year alone is enough in a file of yearly data, but not where quarters are expected.
local function check_time(header, knowledge, present)
  local parts = {}
  for name in pairs(present) do
    local part = part_of(name)
    if part then parts[part] = true end
  end
  local is_yearly = parts.year and not parts.quarter and not knowledge.columns
  local per_year = parts.month_end and 12 or (parts.last_day or parts.year and parts.quarter) and 4
    or is_yearly and 1
  if per_year then
    local ok, err = check_finer_times(header, knowledge, present, per_year)
    if not ok then return nil, err end
    return check_grain(header, knowledge, present, per_year)
  end
  local explanation, fields = other_shapes.of(knowledge.dataset, header)
  if explanation then
    return errors.fail("schema", explanation, tables.merge(fields, { came = header }))
  end
  return header_checks.fail(header, "no columns that date a row",
    { "annee and trimestre, or dernier_jour_du_trimestre, or dernier_jour_du_mois" })
end

-- Columns of time are checked apart: the last day can stand for year and quarter.
local function check_known_columns(header, knowledge, present)
  for _, name in ipairs(knowledge.columns or {}) do
    local wanted = not (knowledge.measures and measure_order.rank(name))
    if wanted and not (present[name] or part_of(name)) then
      return header_checks.fail(header, ("the column '%s' is gone (measures = { … } asks for"
        .. " fewer)"):format(name), knowledge.columns, "measures = { … } asks for fewer")
    end
  end
  return true
end

-- The export must have the fields that were asked for: the metadata list them.
local function check_asked_columns(header, knowledge, present, is_ignored)
  local names_asked = {}
  for i, field in ipairs(knowledge.asked or {}) do names_asked[i] = field.name end
  for _, name in ipairs(names_asked) do
    if not present[name] and not is_ignored(name, knowledge) then
      return header_checks.fail(header, ("the metadata have a field '%s', the export has not")
        :format(names.quoted(name)), names_asked)
    end
  end
  return true
end

local function no_column(header, name, known)
  local nearest = names.nearest(name, known)
  local _, err = header_checks.fail(header, ("no column '%s'%s"):format(name,
    names.meant(nearest)), { name })
  err.nearest = nearest
  return nil, err
end

local function check_columns(header, knowledge, present, is_ignored)
  local ok, err = check_known_columns(header, knowledge, present)
  if ok then ok, err = check_asked_columns(header, knowledge, present, is_ignored) end
  if not ok then return nil, err end
  for _, asked in ipairs { knowledge.dimensions, knowledge.measures or {} } do
    for _, name in ipairs(sorting.keys(asked)) do
      if not present[name] then
        return no_column(header, name, sorting.keys(present))
      end
    end
  end
  return true
end

--- Fails if the columns do not date each row, or if one is missing that the dataset has, that was
-- asked for, or that the user names.
---@param header string[] names or labels
---@param knowledge table of schema.knowledge
---@param present table<string, integer> the positions of the columns by their names
---@param is_ignored fun(name: string, knowledge: table): boolean
---@return boolean? ok
---@return urssaf.Error? err kind `schema`, with `expected` and `came`
function header_checks.check(header, knowledge, present, is_ignored)
  local ok, err = check_time(header, knowledge, present)
  if not ok then return nil, err end
  return check_columns(header, knowledge, present, is_ignored)
end

return header_checks
