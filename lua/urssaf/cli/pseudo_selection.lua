--- The series of a pseudo-unit that is named where a place is expected: `urssaf show NCA`.
local errors = require "urssaf.base.errors"
local names = require "urssaf.base.names"
local panels = require "urssaf.panel"
local pseudo_units = require "urssaf.domain.pseudo_units"
local sorting = require "urssaf.base.sorting"
local tables = require "urssaf.base.tables"
local unit = require "urssaf.domain.unit"

local pseudo_selection = {}

local KINDS = { "departement", "region" }

-- "region:NCA" is of this kind alone; else départements come first, as with places.
local function kinds_of(wanted)
  local kind, text = wanted:match "^(%l+):(.+)$"
  if tables.contains(KINDS, kind) then return { kind }, text end
  return KINDS, wanted
end

local function with_series(panel, list)
  return panels.of { dataset = panel.dataset, frequency = panel.frequency, periods = panel.periods,
    source = panel.source, notes = panel.notes, universe = panel.universe, series = list }
end

-- One unit for each code and name: those of several regions or sectors are summed.
local function summed(part, kind)
  local units, code = unit.collect(part.series), "code_" .. kind
  if #units == 1 then return part end
  local has_code = tables.find(units, function(one) return one.key[code] ~= nil end)
  return part:aggregate { by = has_code and code or kind }
end

-- The fields other than places in which a panel has a pseudo-unit of this name.
local function other_fields(panel, text)
  return tables.filter(sorting.keys(panel.universe.keys), function(field)
    return tables.find(sorting.keys(panel.universe.keys[field]), function(value)
      return pseudo_units.is_meant({ [field] = value }, field, text)
    end) ~= nil
  end)
end

-- The names of the pseudo-units that stand in the place of a département or a region.
local function own_names(panel)
  local list = {}
  for _, one in ipairs(unit.collect(panel.series)) do
    local key = one.key
    local part = { departement = key.departement, code_departement = key.code_departement,
      region = key.region, code_region = key.code_region }
    if pseudo_units.role(part) then list[#list + 1] = unit.name(part) end
  end
  return tables.unique(list)
end

-- How many names a message lists.
local FEW = 3

local function absent(panel, text)
  local field, quoted = other_fields(panel, text)[1], names.quoted(text)
  if field then
    return errors.fail("none", ("'%s' is no place in these data; --where '%s=%s' chooses the rows"
      .. " of that name"):format(quoted, field, quoted))
  end
  local own = own_names(panel)
  return errors.fail("none", ("no row of these data is called '%s'%s"):format(quoted, own[1]
    and "; those without a place are called " .. names.listed(own, FEW) or ""))
end

--- The part of a panel that is a pseudo-unit of places, in any spelling: its code, its name with or
-- without underscores, or what the command prints for it.
---@param panel urssaf.Panel
---@param wanted string a name or a code, or "region:NCA"
---@return urssaf.Panel? part nil if the panel has no such unit
---@return urssaf.Error? err kind `none`, if the text can mean nothing else
function pseudo_selection.of(panel, wanted)
  local kinds, text = kinds_of(wanted)
  for _, kind in ipairs(kinds) do
    local list = tables.filter(panel.series, function(s)
      return pseudo_units.is_meant(s.key, kind, text)
    end)
    if #list > 0 then return summed(with_series(panel, list), kind) end
  end
  if pseudo_units.is_name(text) then return absent(panel, text) end
end

return pseudo_selection
