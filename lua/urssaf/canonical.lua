--- What a file's own conventions are made into: official codes, and turnover told from its mean.
-- Done once for a unit, not for a row.
local errors = require "urssaf.errors"
local geo = require "urssaf.geo"
local measures = require "urssaf.measures"
local unit = require "urssaf.unit"

local canonical = {}

-- The columns of places, whose codes are official.
local CODES = { "code_departement", "code_region", "code_ancienne_region" }

-- So many cells tell a mean from a total.
local CELLS = 1000

-- Makes a key's codes canonical; returns whether one was not.
local function mend(key)
  local changed = false
  for _, name in ipairs(CODES) do
    local value = key[name]
    local code = value and geo.canonical(name, value)
    if code ~= value then key[name], changed = code, true end
  end
  return changed
end

-- A unit's series share their key, and stand together as they were decoded.
local function mend_keys(list)
  local last, changed = nil, false
  for _, s in ipairs(list) do
    if s.key ~= last then
      last = s.key
      changed = mend(last) or changed
    end
  end
  return changed
end

-- Two spellings of one unit: none of both series is the whole.
local function find_double(list)
  for _, one in ipairs(unit.collect(list)) do
    for _, s in ipairs(one.series) do
      if s.key ~= one.key then return one.key end
    end
  end
end

local function in_order(list)
  local units, sorted = unit.collect(list), {}
  table.sort(units, function(a, b) return unit.before(a.key, b.key) end)
  for _, one in ipairs(units) do
    for _, s in ipairs(one.series) do sorted[#sorted + 1] = s end
  end
  return sorted
end

--- Makes the codes of a decoded file canonical: "1" is "01", "2a" is "2A".
---@param list table[] plain series
---@return table[]? series in canonical order
---@return urssaf.Error? err kind `decode`: one unit under two spellings
function canonical.codes(list)
  if not mend_keys(list) then return list end
  local double = find_double(list)
  if double then
    return errors.fail("decode", ("%s comes twice, under two spellings of its code"):format(
      unit.name(double)))
  end
  return in_order(list)
end

-- The sums of turnover and of the active, over cells that have both: a unit's series share their
-- key, and enough cells are soon seen.
local function sums_of(list)
  local turnover, active, cells, own = 0, 0, 0, {}
  for _, s in ipairs(list) do
    if s.key ~= own.key then own = { key = s.key } end
    own[s.measure] = s.values
    local a, b = own.chiffres_d_affaires, own.economiquement_actifs
    if a and b and not own.added then
      own.added = true
      for i in pairs(a) do
        if b[i] ~= nil then turnover, active, cells = turnover + a[i], active + b[i], cells + 1 end
      end
    end
    if cells >= CELLS then break end
  end
  return turnover, active
end

--- Marks turnover that is a mean, as files of 2021 have it under the same heading: it is a ratio
-- then, and never added.
---@param list table[] plain series
---@return table? note kind `mean`
function canonical.turnover(list)
  if measures.turnover_is(sums_of(list)) ~= "mean" then return nil end
  for _, s in ipairs(list) do
    if s.measure == "chiffres_d_affaires" then s.nature, s.unit = "ratio", "EUR/account" end
  end
  return { kind = "mean", measure = "chiffres_d_affaires", message = "in this file"
    .. " chiffres_d_affaires is the mean turnover of an active account, not the total: it is never"
    .. " added up" }
end

return canonical
