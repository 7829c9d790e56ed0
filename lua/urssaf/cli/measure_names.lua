--- Measures by the names that people have for them: the portal's, and the labels in French and
-- English, in any spelling.
local errors = require "urssaf.base.errors"
local measures = require "urssaf.domain.measures"
local names = require "urssaf.base.names"
local tables = require "urssaf.base.tables"

local measure_names = {}

-- How many measures a message offers whose names begin alike.
local FEW = 6

-- Short names that are in common use.
local SHORT = { ca = "chiffres_d_affaires", actifs = "economiquement_actifs" }

-- Whether one of a measure's labels is as wanted.
local function has_label(name, dataset, is_wanted)
  local known = measures.of(name, dataset)
  local label = known and known.label or {}
  return is_wanted(names.slug(label.fr or "")) or is_wanted(names.slug(label.en or ""))
end

-- The measures that a slug names: the one of that name, else those with that label.
local function called(wanted, list, dataset)
  local name = tables.find(list, function(one)
    return names.slug(one) == wanted or SHORT[wanted] == one
  end)
  if name or wanted == "" then return { name } end
  return tables.filter(list, function(one)
    return has_label(one, dataset, function(label) return label == wanted end)
  end)
end

-- The measures whose names begin with that of another, or else whose labels do: "masse" is that of
-- `masse_salariale_brute`, "churn" that of "Churn (strike-offs per registered account)".
local function beginning_with(wanted, list, dataset)
  if wanted == "" then return {} end
  local function begins_so(slug) return slug:sub(1, #wanted + 1) == wanted .. "_" end
  local found = tables.filter(list, begins_so)
  if #found > 0 then return found end
  return tables.filter(list, function(one) return has_label(one, dataset, begins_so) end)
end

local function unknown(text, list, dataset)
  if text:find(",", 1, true) then
    return errors.fail("usage", ("one measure is taken here, and no list of them: '%s'"):format(
      names.quoted(text)))
  end
  local known = tables.append({}, list)
  for _, name in ipairs(list) do
    local one = measures.of(name, dataset)
    if one then tables.append(known, { one.label.fr, one.label.en }) end
  end
  return errors.fail("usage", ("there is no measure '%s'%s; 'urssaf info' lists them"):format(
    names.quoted(text), names.suggestion(text, known)))
end

--- The measure of a list that a text names.
---@param text string
---@param list string[] names of measures
---@param dataset string? whose labels they have
---@return string? name
---@return urssaf.Error? err kind `usage`: none has this name, or several have
function measure_names.find(text, list, dataset)
  if tables.contains(list, text) then return text end
  local found = called(names.slug(text), list, dataset)
  if #found == 1 then return found[1] end
  local longer = #found == 0 and beginning_with(names.slug(text), list, dataset)
    or {}
  if #longer == 1 then return longer[1] end
  if #longer > 0 and #longer <= FEW then found = longer end
  if #found == 0 then return unknown(text, list, dataset) end
  return errors.fail("usage", ("several measures are called '%s': say %s"):format(
    names.quoted(text), table.concat(found, " or ")))
end

return measure_names
