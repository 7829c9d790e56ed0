--- Columns of one year each, such as `effectifs_salaries_2006`: where other tables have a row for
-- each year, such a table has a column for each measure and year. It is read as if it had the rows:
-- here is which columns it would have then.
local grain = require "urssaf.domain.grain"
local names = require "urssaf.base.names"
local tables = require "urssaf.base.tables"

local year_columns = {}

---@class urssaf.YearColumns
---@field header string[] the columns of a table with a row for each year: those that are of no
-- year, then `annee`, then the measures
---@field plain integer[] the positions of the columns that are of no year
---@field measures string[]
---@field years string[] the years in ascending order
---@field positions table<string, table<integer, integer>> by year and number of the measure, the
-- position of its column; a measure may lack a year

-- How many years there may be, and for each column of a year how many cells in the panel: there are
-- more of them where a measure lacks years.
local MOST_YEARS, MOST_TIMES = 100, 4

-- Blanks that are no spaces: no-break ones, and U+FEFF within a label.
local BLANKS = { "\194\160", "\226\128\175", "\239\187\191" }

-- The measure and the year in a heading, "Effectifs salariés 2006" or "Effectifs salariés en 2006";
-- nil if it has no year.
local function split(heading)
  for _, blank in ipairs(BLANKS) do heading = heading:gsub(blank, " ") end
  local measure, year = heading:match "^%s*(.*%S)[%s_]+([12]%d%d%d)$"
  measure = measure and measure:gsub("%s[Ee][Nn]$", "")
  if measure and names.slug(measure) ~= "" then return measure, year end
end

local function is_dated(header)
  return tables.find(header, function(heading) return grain.is_time(names.slug(heading)) end)
end

-- How many years there are of each measure, by its slug: not all years may be spelt alike.
local function years_by_measure(header)
  local count = {}
  for _, heading in ipairs(header) do
    local measure = split(heading)
    local slug = measure and names.slug(measure)
    if slug then count[slug] = (count[slug] or 0) + 1 end
  end
  return count
end

-- Puts a column at its place; false if there is one for this measure and year already.
local function place(layout, numbers, position, measure, year)
  local slug = names.slug(measure)
  if not numbers[slug] then
    layout.measures[#layout.measures + 1], numbers[slug] = measure, #layout.measures + 1
  end
  if not layout.positions[year] then
    layout.years[#layout.years + 1], layout.positions[year] = year, {}
  end
  local own = layout.positions[year]
  if own[numbers[slug]] then return false end
  own[numbers[slug]] = position
  return true
end

--- The columns of a table with a row for each year instead.
---@param header string[] names or labels
---@return urssaf.YearColumns? layout nil if no measure has several years, or if one has a year
-- twice, if there are more than a hundred years, if most measures lack most of them, or if other
-- columns date the rows
function year_columns.of(header)
  if is_dated(header) then return nil end
  local count = years_by_measure(header)
  local layout = { header = {}, plain = {}, measures = {}, years = {}, positions = {} }
  local numbers = {}
  for position, heading in ipairs(header) do
    local measure, year = split(heading)
    if measure and count[names.slug(measure)] > 1 then
      if not place(layout, numbers, position, measure, year) then return nil end
    else
      table.insert(layout.plain, position)
      table.insert(layout.header, heading)
    end
  end
  if #layout.measures == 0 or #layout.years > MOST_YEARS then return nil end
  table.sort(layout.years)
  local span = layout.years[#layout.years] - layout.years[1] + 1
  if #layout.measures * span > MOST_TIMES * (#header - #layout.plain) then return nil end
  tables.append(tables.append(layout.header, { "annee" }), layout.measures)
  return layout
end

--- The metadata's fields of such a table, as if it had a row for each year; those of another table
-- as they are.
---@param fields table[] with `name` and `type`
---@return table[]
function year_columns.fields(fields)
  local layout = year_columns.of(tables.map(fields, function(field) return field.name end))
  if not layout then return fields end
  local list = tables.map(layout.plain, function(position) return fields[position] end)
  list[#list + 1] = { name = "annee", type = "date" }
  for number, measure in ipairs(layout.measures) do
    local year = tables.find(layout.years, function(one) return layout.positions[one][number] end)
    list[#list + 1] = { name = measure, type = fields[layout.positions[year][number]].type }
  end
  return list
end

return year_columns
