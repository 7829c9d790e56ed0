--- The units that a command line asks for by a key (`--where`), and their sums by one (`--by`).
local caveats = require "urssaf.panel.caveats"
local errors = require "urssaf.base.errors"
local key_names = require "urssaf.cli.key_names"
local tables = require "urssaf.base.tables"
local unit = require "urssaf.domain.unit"

local unit_selection = {}

-- What is no key has an option of its own.
local OPTIONS = { measure = "-m", from = "--from", to = "--to" }

-- The key and the value that are meant.
local function meant(panel, one)
  if OPTIONS[one.name] then
    return errors.fail("usage", ("--where is for keys: %s chooses a %s"):format(OPTIONS[one.name],
      one.name == "measure" and "measure" or "period"))
  end
  local name, err = key_names.find(panel, one.name)
  local value
  if name then value, err = key_names.value(panel, name, one.value) end
  if not value then return nil, err end
  return name, value
end

--- The units with these keys, and a note that says so.
---@param panel urssaf.Panel
---@param pairs_given { name: string, value: string }[]
---@return urssaf.Panel?
---@return urssaf.Error? err kind `usage`, or `none` if no unit has them
function unit_selection.filtered(panel, pairs_given)
  local wanted, shown = {}, {}
  for i, one in ipairs(pairs_given) do
    local name, value = meant(panel, one)
    if not name then return nil, value end
    wanted[name] = wanted[name] or {}
    table.insert(wanted[name], value)
    shown[i] = name .. "=" .. value
  end
  local part, what = panel:filter(wanted), table.concat(shown, ", ")
  if #part.series == 0 and #panel.series > 0 then
    return errors.fail("none", ("no unit of these data has %s"):format(table.concat(shown,
      " and ")), { about = "keys" })
  end
  part.notes = caveats.add({ { kind = "selection", what = what, message = "only: " .. what } },
    part.notes)
  return part
end

local IS_PLACE = { departement = true, region = true }

--- The key that sums are by, which may be named as in `--where`.
---@param panel urssaf.Panel
---@param by string?
---@return string? name
---@return urssaf.Error? err kind `usage`
function unit_selection.key(panel, by)
  if not by or by == "france" then return by end
  return key_names.find(panel, by)
end

--- Sums by a key, or over all units.
---@param panel urssaf.Panel
---@param by string "departement", "region", "france" or a key
---@param how table of `selection.over_units`
---@return urssaf.Panel
function unit_selection.summed(panel, by, how)
  if by == "france" then return panel:total(how) end
  return panel:aggregate(tables.merge(how, { by = IS_PLACE[by] and "code_" .. by or by }))
end

--- One unit for each département, region or value of another key: units that share a place, such as
-- its sectors, are summed, and so are the départements of regions.
---@param panel urssaf.Panel
---@param by string
---@param how table of `selection.over_units`
---@return urssaf.Panel
function unit_selection.by(panel, by, how)
  if not IS_PLACE[by] then return unit_selection.summed(panel, by, how) end
  local seen, key = {}, "code_" .. by
  for _, one in ipairs(unit.collect(panel.series)) do
    local code = one.key[key]
    local is_finer = by == "region" and one.key.code_departement
    local has_several = code and (seen[code] or is_finer)
    if has_several then return unit_selection.summed(panel, by, how) end
    if code then seen[code] = true end
  end
  return panel
end

return unit_selection
