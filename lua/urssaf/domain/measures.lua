--- The measures the library knows: their nature, unit, labels, definition and known breaks.
--
-- Names are the portal's column names. What a name means may depend on the dataset: the functions
-- below take it, and series carry theirs. Without a dataset a name means what it means in the data
-- on auto-entrepreneurs, or else in the first family of datasets that has it. Other measures can
-- be used too: they come after these, in the order of the file's header, and adding them up needs
-- the option `how`.
local lazy = require "urssaf.base.lazy"
local measure_order = require "urssaf.domain.measure_order"
local printed = require "urssaf.domain.printed"
local tables = require "urssaf.base.tables"

local catalogue = lazy "urssaf.domain.catalogue"
local main_family = lazy "urssaf.domain.catalogue.auto_entrepreneurs"
local estimates = lazy "urssaf.domain.estimates"

---@class urssaf.measures
local measures = {}

--- The plausible range of turnover per active account in all of France, in euros per quarter.
--
-- The figure rose from about 3 200 in 2014 to about 5 100 in 2025, and rises further with prices.
---@type { low: number, high: number }
measures.TURNOVER_PER_ACTIVE = { low = 2000, high = 9000 }

--- The measure that another one is an estimate of, judged by its name; nil if it is no estimate.
---@param name any
---@return string?
function measures.estimate_of(name)
  return measure_order.estimate_of(name)
end

-- The definition in a family, with the formula that holds in the dataset.
local function defined_in(family, name, dataset)
  local own = dataset and family.own[dataset]
  return own and own[name] or family.measures[family.positions[name]]
end

-- The first family that has a measure, by its name. A panel may have thousands of unknown measures.
local function first_families()
  local first = {}
  for family in catalogue.each() do
    for name in pairs(family.positions) do first[name] = first[name] or family end
  end
  return first
end

local first_of -- made when it is first needed

local function family_with(name)
  if main_family.positions[name] then return main_family end
  first_of = first_of or first_families()
  return first_of[name]
end

--- The definition of a measure; nil if the library does not know it.
--
-- The estimates in files of 2021 have the nature and unit of the measure that they estimate, and
-- `estimated = true`.
---@param name string
---@param dataset string? the dataset it is a column of; see above
---@return urssaf.Measure?
function measures.of(name, dataset)
  if name == nil then return nil end
  local family = dataset and catalogue.family(dataset)
  if not (family and family.positions[name]) then family, dataset = family_with(name), nil end
  if family then return defined_in(family, name, dataset) end
  local base = measures.estimate_of(name)
  return base and estimates.of(name, measures.of(base)) or nil
end

--- The known breaks of a measure, oldest first, and what Urssaf has estimated. Which of them are in
-- a publication its figures tell: see `publications`.
---@param name string
---@param dataset string? the dataset it is a column of; see above
---@return urssaf.Break[] list empty if there are none
function measures.breaks(name, dataset)
  local base = measures.estimate_of(name) or name
  local family = dataset and catalogue.family(dataset) or family_with(base) or main_family
  return setmetatable(tables.filter(family.breaks, function(known)
    return tables.contains(known.measures, base)
  end), printed.BREAKS)
end

--- A known break by its id, as in a note.
---@param id string
---@return urssaf.Break? known nil if the library does not know it
function measures.break_of(id)
  local function is_it(one) return one.id == id end
  local known = tables.find(main_family.breaks, is_it) -- mostly, and no other family is loaded
  if known then return known end
  for family in catalogue.each() do
    known = tables.find(family.breaks, is_it)
    if known then return known end
  end
end

--- The position of a measure in the canonical order; nil if the library does not know it. An
-- estimate has the position of the measure that it estimates.
---@param name string
---@param dataset string? the dataset it is a column of: of its measures the order is known
---@return integer?
function measures.rank(name, dataset)
  local rank = measure_order.rank(name)
  if rank or name == nil then return rank end
  local family = dataset and catalogue.family(dataset) or family_with(name)
  local position = family and family.positions[name]
  return position and measure_order.SIZE + position
end

--- The names of the known measures, in canonical order.
---@return string[]
function measures.names()
  local names = measure_order.names()
  for family in catalogue.each() do
    for _, measure in ipairs(family.measures) do names[#names + 1] = measure.name end
  end
  return setmetatable(tables.unique(names), printed.MEASURE_NAMES)
end

return measures
