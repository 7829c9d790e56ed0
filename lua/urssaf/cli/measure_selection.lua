--- The measures that a command line asks for, by any of their names, and those that are computed.
local additivity = require "urssaf.domain.additivity"
local errors = require "urssaf.base.errors"
local lazy = require "urssaf.base.lazy"
local measures = require "urssaf.domain.measures"
local names = require "urssaf.base.names"
local panels = require "urssaf.panel"
local ratio = require "urssaf.panel.ratio"
local tables = require "urssaf.base.tables"
local unit = require "urssaf.domain.unit"

local measure_names = lazy "urssaf.cli.measure_names"
local texts = lazy "urssaf.cli.text"

local measure_selection = {}

--- The measures of a panel, as a list and as a set.
---@param panel urssaf.Panel
---@return string[] list
---@return table<string, true> set
function measure_selection.all(panel)
  local all = tables.map(panel.series, function(s) return s.measure end)
  return tables.unique(all), tables.set(all)
end

local function has_part(set, part)
  return not tables.find(additivity.part_measures(part), function(name) return not set[name] end)
end

--- The measures that can be computed from those of a panel.
---@param set table<string, true> of `all`
---@param dataset string? of the panel
---@return string[]
function measure_selection.computable(set, dataset)
  return tables.filter(measures.names(), function(name)
    local one, other = ratio.operands(name, dataset)
    return one and has_part(set, one) and has_part(set, other) and not set[name]
  end)
end

local USUAL_MEASURE = "economiquement_actifs"

-- How many measures a message names.
local SHOWN = 20

--- The measures that are asked for; if none is, the usual one, else the only one.
---@param panel urssaf.Panel
---@param given table `measure`, a name or a list of names
---@return string[]? names as they were given
---@return urssaf.Error? err kind `usage`
function measure_selection.asked(panel, given)
  if type(given.measure) == "string" then return { given.measure } end
  if given.measure and #given.measure > 0 then return given.measure end
  local list, set = measure_selection.all(panel)
  if set[USUAL_MEASURE] then return { USUAL_MEASURE } end
  if #list == 1 then return list end
  return errors.fail("usage", ("say which measure (-m): %s"):format(names.listed(list, SHOWN)),
    #list > SHOWN and { about = "more_measures" } or nil)
end

--- The panel with those of the wanted measures that are computed, and the names of all of them.
---@param panel urssaf.Panel
---@param wanted string[] as people name them
---@param has_several boolean? whether a text may be several names with commas between them
---@return urssaf.Panel?
---@return string[]|urssaf.Error found
function measure_selection.added(panel, wanted, has_several)
  local list, set = measure_selection.all(panel)
  local found, known = {}, nil
  local function find(text)
    if set[text] then return text end
    known = known or tables.append(tables.append({}, list),
      measure_selection.computable(tables.set(list), panel.dataset))
    return measure_names.find(text, known, panel.dataset)
  end
  local function add(text)
    local name, err = find(text)
    if not name then return err end
    if not set[name] then panel, set[name] = panel:with(name), true end
    found[#found + 1] = name
  end
  for _, text in ipairs(wanted) do
    local is_list = has_several and text:find(",", 1, true) and not find(text)
    for _, name in ipairs(is_list and texts.between_commas(text) or { text }) do
      local err = add(name)
      if err then return nil, err end
    end
  end
  return panel, found
end

--- The panel with these measures alone, whose published ratios keep their parts, so that places can
-- be added up when the other measures are gone.
---@param panel urssaf.Panel
---@param wanted string[]
---@return urssaf.Panel
function measure_selection.filtered(panel, wanted)
  local whole = setmetatable(tables.merge(panel, { series = ratio.with_parts(panel.series) }),
    getmetatable(panel))
  return whole:filter { measure = wanted }
end

--- The panel with its measures in the order in which they are named.
---@param panel urssaf.Panel
---@param wanted string[]
---@return urssaf.Panel
function measure_selection.in_order(panel, wanted)
  local positions, of_unit, ids = tables.positions(wanted), {}, {}
  for _, s in ipairs(panel.series) do
    -- the name of one that is divided by the figures of a file has an ending
    local id, position = unit.id(s.key), positions[s.measure:gsub("_per_%d+$", "")]
    if not position then return panel end
    if not of_unit[id] then ids[#ids + 1], of_unit[id] = id, {} end
    of_unit[id][position] = s
  end
  local list = {}
  for _, id in ipairs(ids) do
    for position = 1, #wanted do list[#list + 1] = of_unit[id][position] end
  end
  return panels.of { dataset = panel.dataset, frequency = panel.frequency,
    periods = panel.periods, source = panel.source, series = list, notes = panel.notes,
    universe = panel.universe }
end

return measure_selection
