--- Measures per thousand of what a file of the user has for each place, such as inhabitants.
local errors = require "urssaf.base.errors"
local languages = require "urssaf.language"
local names = require "urssaf.base.names"
local outside_table = require "urssaf.panel.outside_table"
local sorting = require "urssaf.base.sorting"
local tables = require "urssaf.base.tables"
local unit = require "urssaf.domain.unit"

local per_file = {}

-- How people head a column of periods.
local PERIOD_HEADINGS = { "period", "periode", "annee", "year", "trimestre", "quarter", "mois",
  "month" }

-- How Insee heads the columns of codes.
local OTHER_HEADINGS = { code_departement = "DEP", code_region = "REG" }

local function heading_of(outside, name)
  return outside_table.column(outside, name)
    or OTHER_HEADINGS[name] and outside_table.column(outside, OTHER_HEADINGS[name])
end

-- The keys of the panel that the file has a column for, without names whose code it has too.
local function shared_keys(panel, outside)
  local found = tables.set(tables.filter(unit.key_names(panel.series), function(name)
    return heading_of(outside, name) ~= nil
  end))
  return tables.filter(unit.key_names(panel.series), function(name)
    return found[name] and not found["code_" .. name]
  end)
end

local function period_heading(outside)
  return tables.find(PERIOD_HEADINGS, function(one)
    return outside_table.column(outside, one) ~= nil
  end)
end

-- The panel with one unit for each combination of the keys.
local function by_keys(panel, keys)
  if #keys == 0 then return panel:total() end
  local wanted = tables.set(keys)
  local is_finer = tables.find(panel.series, function(s)
    return tables.find(unit.identifying(s.key), function(name) return not wanted[name] end)
  end)
  return is_finer and panel:aggregate { by = keys } or panel
end

-- "Registrations per 1,000 (population)", in both languages.
local function label_of(s, count, heading)
  local label = {}
  for code, phrase in pairs { fr = "%s pour %s (%s)", en = "%s per %s (%s)" } do
    local language = languages.of(code)
    label[code] = phrase:format(language:label_of(s), language:number(count), heading)
  end
  return label
end

-- The name of the file's measure: that of its column.
local function measure_of(heading)
  local slug = names.slug(heading)
  return slug:find "^%l" and slug or "figures_" .. slug
end

-- The column with the values: the one that is named, else the only one that is no key and begins
-- with a number.
local function value_heading(outside, headings, wanted)
  local rest = tables.set(outside.header)
  for _, heading in pairs(headings) do rest[heading] = nil end
  local list = wanted and { wanted } or tables.filter(sorting.keys(rest), function(heading)
    return outside_table.number(outside, 1, heading) ~= nil
  end)
  if #list == 1 then return outside_table.column(outside, list[1]) end
  local what = #list == 0 and "no column of values"
    or "several columns of values, " .. names.listed(list, 10)
  return errors.fail("usage", ("%s has %s: say the column with --per-column"):format(outside.name,
    what))
end

-- The panel with one more measure for each of its own: per so many of what the file has.
local function with_ratios(joined, own, count, heading)
  local below = measure_of(heading)
  for _, s in ipairs(own) do
    joined = joined:with(("%s_per_%d"):format(s.measure, count), { numerator = s.measure,
      denominator = below, scale = count, label = label_of(s, count, heading) })
  end
  return joined
end

local function divided(panel, given)
  local outside, err = outside_table.open(given.per)
  if not outside then return nil, err end
  if #outside.rows == 0 then
    return errors.fail("usage", given.per .. " has a header and no row")
  end
  local keys, headings = shared_keys(panel, outside), {}
  for _, name in ipairs(keys) do headings[name] = heading_of(outside, name) end
  headings.period = period_heading(outside)
  local by = headings.period and tables.append({ "period" }, keys) or keys
  if #by == 0 then
    return errors.fail("usage", ("%s has no column of places or periods: these data are by %s")
      :format(given.per, names.listed(unit.key_names(panel.series))))
  end
  local value, joined
  value, err = value_heading(outside, headings, given.per_column)
  if not value then return nil, err end
  panel = by_keys(panel, keys)
  joined, err = panel:join { file = given.per, measure = measure_of(value), nature = "count",
    by = by, column = value, columns = headings, label = value }
  if not joined then return nil, err end
  local own, count = tables.unique(panel.series, function(s) return s.measure end), given.per_count
  local made = tables.map(own, function(s) return ("%s_per_%d"):format(s.measure, count) end)
  return with_ratios(joined, own, count, value):filter { measure = made }
end

--- A panel's measures per so many of what a file has, under names such as
-- `immatriculations_per_1000`. The file has a column for the code or the name of each place, maybe
-- one for the period, and one for the values.
---@param panel urssaf.Panel
---@param given table `per`, the path; `per_column`; `per_count`
---@return urssaf.Panel?
---@return urssaf.Error? err with `read_by`, the option
function per_file.of(panel, given)
  local found, err = divided(panel, given)
  if err then err.read_by = "--per" end
  return found, err
end

return per_file
