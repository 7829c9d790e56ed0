--- The part of a panel that the options ask for: units and measures, then places, transforms and
-- periods. Periods are cut last, so that the first growth shown has the year before it.
local errors = require "urssaf.base.errors"
local lazy = require "urssaf.base.lazy"
local measures = require "urssaf.domain.measures"
local names = require "urssaf.base.names"
local panels = require "urssaf.panel"
local place_selection = require "urssaf.cli.place_selection"
local tables = require "urssaf.base.tables"
local unit = require "urssaf.domain.unit"

local additivity = lazy "urssaf.domain.additivity"
local caveats = lazy "urssaf.panel.caveats"
local check_text = lazy "urssaf.panel.check_text"
local measure_names = lazy "urssaf.cli.measure_names"
local per_file = lazy "urssaf.cli.per_file"
local ratio = lazy "urssaf.panel.ratio"

local selection = {}

--- The measures of a panel, as a list and as a set.
---@param panel urssaf.Panel
---@return string[] list
---@return table<string, true> set
function selection.measures(panel)
  local all = tables.map(panel.series, function(s) return s.measure end)
  return tables.unique(all), tables.set(all)
end

local function has_part(set, part)
  return not tables.find(additivity.part_measures(part), function(name) return not set[name] end)
end

--- The measures that can be computed from those of a panel.
---@param set table<string, true> of `measures`
---@param dataset string? of the panel
---@return string[]
function selection.computable(set, dataset)
  return tables.filter(measures.names(), function(name)
    local one, other = ratio.operands(name, dataset)
    return one and has_part(set, one) and has_part(set, other) and not set[name]
  end)
end

-- Names of measures as the panel has them, or as it can compute them.
local function resolved(panel, wanted)
  local list, set = selection.measures(panel)
  local resolved_names, all = {}, nil
  for i, name in ipairs(wanted) do
    local found, err = name, nil
    if not set[name] then
      all = all or tables.append(tables.append({}, list), selection.computable(set, panel.dataset))
      found, err = measure_names.find(name, all, panel.dataset)
    end
    if not found then return nil, err end
    resolved_names[i] = found
  end
  return resolved_names
end

-- The panel with the computed measures among those that are wanted.
local function with_measures(panel, wanted)
  local _, set = selection.measures(panel)
  for _, name in ipairs(wanted) do
    if not set[name] then panel, set[name] = panel:with(name), true end
  end
  return panel
end

-- What is no key has an option of its own.
local OPTIONS = { measure = "-m", from = "--from", to = "--to" }

-- The units with these keys, and a note that says so.
local function filtered(panel, pairs_given)
  if #pairs_given == 0 then return panel end
  local wanted, shown = {}, {}
  for i, one in ipairs(pairs_given) do
    if OPTIONS[one.name] then
      return errors.fail("usage", ("--where is for keys: %s chooses a %s"):format(OPTIONS[one.name],
        one.name == "measure" and "measure" or "period"))
    end
    wanted[one.name] = wanted[one.name] or {}
    table.insert(wanted[one.name], one.value)
    shown[i] = one.name .. "=" .. one.value
  end
  local part, what = panel:filter(wanted), table.concat(shown, ", ")
  if #part.series == 0 and #panel.series > 0 then
    return errors.fail("none", ("no unit of these data has %s"):format(table.concat(shown,
      " and ")))
  end
  part.notes = caveats.add({ { kind = "selection", what = what, message = "only: " .. what } },
    part.notes)
  return part
end

local function with_series(panel, list, notes)
  return panels.of { dataset = panel.dataset, frequency = panel.frequency,
    periods = panel.periods, source = panel.source, series = list, notes = notes }
end

-- How the periods of measures are combined that the library does not know.
local OVER_TIME = { flow = "sum", stock = "last", count = "mean" }

local function over_time(given)
  return { how = OVER_TIME[given.nature] }
end

local function transformed(panel, given)
  if given.rolling then panel = panel:rolling(given.rolling, over_time(given)) end
  if given.index then panel = panel:index(given.index) end
  if given.growth then return panel:yoy() end
  if given.quarterly_growth then return panel:qoq() end
  if given.monthly_growth then return panel:mom() end
  return panel
end

--- How units are summed, once the empty cells that count as zero have been filled.
---@param given table the options by name
---@return { missing: "strict"|"skip", how: "sum"? }
function selection.over_units(given)
  return { missing = given.missing == "skip" and "skip" or "strict",
    how = given.nature and "sum" or nil }
end

-- The panel whose published ratios have their parts, so that places can be added up when the other
-- measures are gone.
local function with_parts(panel)
  return setmetatable(tables.merge(panel, { series = ratio.with_parts(panel.series) }),
    getmetatable(panel))
end

-- The units and measures that the options ask for; all measures if they name none. The second
-- result is the names of those that are named, or what is wrong.
local function of_units(panel, given, wanted)
  local part, err
  wanted, err = resolved(panel, wanted or given.measure or {})
  if not wanted then return nil, err end
  if given.missing == "zero" then panel = panel:fill() end
  part, err = filtered(with_measures(panel, wanted), given.where)
  if not part then return nil, err end
  part = #wanted > 0 and with_parts(part):filter { measure = wanted } or part
  if given.per then part, err = per_file.of(part, given) end
  return part, part and wanted or err
end

-- The panel with its measures in the order in which they are named.
local function in_order(panel, wanted)
  local positions, of_unit, ids = tables.positions(wanted), {}, {}
  for _, s in ipairs(panel.series) do
    local id, position = unit.id(s.key), positions[s.measure:gsub("_per_%d+$", "")]
    if not position then return panel end
    if not of_unit[id] then ids[#ids + 1], of_unit[id] = id, {} end
    of_unit[id][position] = s
  end
  local list = {}
  for _, id in ipairs(ids) do
    for position = 1, #wanted do list[#list + 1] = of_unit[id][position] end
  end
  return with_series(panel, list, panel.notes)
end

-- The notes without those that name only periods that were cut off.
local function notes_within(notes, periods)
  local is_there = tables.set(periods)
  return tables.filter(notes, function(note)
    return not note.periods or tables.find(note.periods, function(name)
      return is_there[name] or is_there[name:sub(1, 4)]
    end)
  end)
end

local function within(panel, given)
  if not (given.from or given.to) then return panel end
  local part = panel:filter { from = given.from, to = given.to }
  if #part.periods == 0 then
    local function name_of(i) return check_text.period(panel.periods[i] or "?") end
    return errors.fail("usage", ("no period is in that span: the data go from %s to %s"):format(
      name_of(1), name_of(#panel.periods)))
  end
  part.notes = notes_within(part.notes, part.periods)
  return part
end

local USUAL_MEASURE = "economiquement_actifs"

-- The measures that are asked for; if none is, the usual one, else the only one.
local function default_measures(panel, given)
  if type(given.measure) == "string" then return { given.measure } end
  if given.measure and #given.measure > 0 then return given.measure end
  local list, set = selection.measures(panel)
  if set[USUAL_MEASURE] then return { USUAL_MEASURE } end
  if #list == 1 then return list end
  return errors.fail("usage", ("say which measure (-m): %s"):format(names.listed(list)))
end

-- Whether each value shown is made of those of its own period alone. Then periods can be cut first,
-- and what is said of missing sums is said of those that are shown.
local function is_by_period(given)
  return not (given.annual or given.rolling or given.growth or given.quarterly_growth
    or given.monthly_growth or given.index)
end

local IS_PLACE = { departement = true, region = true }

-- Sums by a key, or over all units.
local function summed_by(panel, given)
  local how, by = selection.over_units(given), given.by
  if by == "france" then return panel:total(how) end
  return panel:aggregate(tables.merge(how, { by = IS_PLACE[by] and "code_" .. by or by }))
end

-- All that the options ask for. Without `has_places` the units are not summed to places.
local function selected(panel, given, wanted, has_places)
  local part, found = of_units(panel, given, wanted)
  local err = found
  if part and is_by_period(given) then part, err = within(part, given) end
  if not part then return nil, err end
  if has_places then
    local list, notes = place_selection.series(part, given.place, selection.over_units(given))
    if not list then return nil, notes end
    part = with_series(part, list, notes)
  elseif given.by then
    part = summed_by(part, given)
  end
  if given.annual then part = part:annual(over_time(given)) end
  part, err = within(transformed(part, given), given)
  if not part then return nil, err end
  return #found > 1 and in_order(part, found) or part
end

-- Units that are chosen by a key stay as they are; else no place means France.
local function has_places(given)
  return #given.place > 0 or #given.where == 0
end

--- The series of places, of all measures unless some are named.
---@type urssaf.cli.Select
function selection.series(panel, given)
  return selected(panel, given, nil, has_places(given))
end

--- The series of places, of one measure unless several are named.
---@type urssaf.cli.Select
function selection.series_of_measure(panel, given)
  local wanted, err = default_measures(panel, given)
  if not wanted then return nil, err end
  return selected(panel, given, wanted, has_places(given))
end

--- The series of places if some are named, else those of all units.
---@type urssaf.cli.Select
function selection.units(panel, given)
  return selected(panel, given, nil, #given.place > 0)
end

-- One unit for each place: units that share a place, such as its sectors, are summed, and so are
-- the départements of regions.
local function by_place(panel, kind, how)
  local seen, key = {}, "code_" .. kind
  for _, one in ipairs(unit.collect(panel.series)) do
    local code = one.key[key]
    local is_finer = kind == "region" and one.key.code_departement
    local has_several = code and (seen[code] or is_finer)
    if has_several then return panel:aggregate(tables.merge(how, { by = key })) end
    if code then seen[code] = true end
  end
  return panel
end

--- The series of one measure, unless several are named, for each département, region or value of
-- another key, to rank or to map.
---@type urssaf.cli.Select
function selection.places(panel, given)
  local wanted, part, found
  wanted, found = default_measures(panel, given)
  if wanted then part, found = of_units(panel, given, wanted) end
  if not part then return nil, found end
  if IS_PLACE[given.by] then
    part = by_place(part, given.by, selection.over_units(given))
  else
    part = summed_by(part, given)
  end
  return in_order(transformed(part, given), found)
end

return selection
