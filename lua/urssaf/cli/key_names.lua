--- Keys and their values by the names that people have for them: the portal's, or those of a file's
-- heading, in any spelling; of a value with a code before it ("S2 - Coiffure") its label alone.
local datasets = require "urssaf.domain.datasets"
local errors = require "urssaf.base.errors"
local names = require "urssaf.base.names"
local places = require "urssaf.domain.places"
local pseudo_units = require "urssaf.domain.pseudo_units"
local sorting = require "urssaf.base.sorting"
local tables = require "urssaf.base.tables"

local key_names = {}

-- How many values a message lists.
local FEW = 6

-- Keys that a panel may be asked for though it has no column of that name.
local function is_always_known(name)
  return name == "area" or places.is_key(name)
end

-- Those of a list of keys that begin with a name, which is a part of theirs.
local function beginning_with(slug, list)
  return tables.filter(list, function(name) return name:sub(1, #slug + 1) == slug .. "_" end)
end

-- The key that a text names, if it names one.
local function meant(panel, text)
  local known, slug = panel.universe.keys, names.slug(text)
  if known[text] or is_always_known(text) then return text end
  if known[slug] or is_always_known(slug) then return slug end
  local entry = datasets.of(panel.dataset)
  local name = entry and entry.labels[slug]
  if known[name or ""] then return name end
  local list = slug ~= "" and beginning_with(slug, sorting.keys(known)) or {}
  return #list == 1 and list[1] or nil
end

--- The key of a panel that a text names.
---@param panel urssaf.Panel
---@param text string
---@return string? name
---@return urssaf.Error? err kind `usage`: the panel has no such key
function key_names.find(panel, text)
  local name = meant(panel, text)
  if name then return name end
  local list = sorting.keys(panel.universe.keys)
  return errors.fail("usage", ("these data have no key '%s'%s: their keys are %s"):format(
    names.quoted(text), names.suggestion(text, list), names.listed(list)))
end

-- A value without the code before it, as words: "S2 - Coiffure" is "coiffure".
local function label_of(value)
  return names.words(value:match "^%w+ +%- +(.+)$" or value)
end

-- The values that have the word which is nearest to a text.
local function near(text, values)
  local words = {}
  for _, value in ipairs(values) do
    for word in names.words(value):gmatch "%S%S%S+" do words[#words + 1] = word end
  end
  local nearest = names.nearest(text, words)
  return nearest and tables.filter(values, function(value)
    return names.words(value):find(nearest, 1, true) ~= nil
  end) or {}
end

local function unknown(name, text, values)
  local quoted, nearest = names.quoted(text), names.suggestion(text, values)
  local list = nearest == "" and near(text, values) or {}
  if #list == 1 then nearest = (" (did you mean '%s'?)"):format(names.quoted(list[1])) end
  if nearest ~= "" then
    return errors.fail("usage", ("no %s is '%s'%s"):format(name, quoted, nearest))
  end
  return errors.fail("usage", ("no %s is '%s'; there are %s"):format(name, quoted,
    names.listed(#list > 0 and list or values, FEW)))
end

--- The value of a key that a text names; of a place the text itself.
---@param panel urssaf.Panel
---@param name string of the key
---@param text string
---@return string? value
---@return urssaf.Error? err kind `usage`: no unit has it, or several have such a one
function key_names.value(panel, name, text)
  local known, words = panel.universe.keys[name], names.words(text)
  if not known or known[text] or is_always_known(name) then return text end
  local values = sorting.keys(known)
  local function find(test) return tables.filter(values, test) end
  local found = find(function(value)
    return names.words(value) == words or pseudo_units.is_meant({ [name] = value }, name, text)
  end)
  if #found > 0 or words == "" then return text end
  found = find(function(value) return label_of(value) == words end)
  if #found == 0 then
    found = find(function(value) return names.words(value):find(words, 1, true) ~= nil end)
  end
  if #found == 1 then return found[1] end
  if #found == 0 then return unknown(name, text, values) end
  return errors.fail("usage", ("several %s have '%s' in their name: %s"):format(name,
    names.quoted(text), names.listed(found, FEW)))
end

return key_names
