--- Finds the dataset of a file by its columns, which the file may call by their names or labels.
local catalogue = require "urssaf.domain.catalogue"
local datasets = require "urssaf.domain.datasets"
local dimensions = require "urssaf.domain.dimensions"
local hierarchy = require "urssaf.domain.hierarchy"
local names = require "urssaf.base.names"
local tables = require "urssaf.base.tables"

local recognition = {}

local function has(present, dataset, name)
  if present[name] then return true end
  for slug, labelled in pairs(dataset.labels) do
    if labelled == name and present[slug] then return true end
  end
  return false
end

-- How many of a dataset's columns a file has; and whether it has all but those that are ignored.
local function compare(present, dataset)
  local count, is_whole = 0, true
  for _, name in ipairs(dataset.columns) do
    local found = has(present, dataset, name)
    count = count + (found and 1 or 0)
    is_whole = is_whole and (found or dataset.kinds[name] == "ignored")
  end
  return count, is_whole
end

--- The datasets that have all the columns of a file.
---@param header string[] names or labels
---@return urssaf.Dataset[] whole those of which the file has all columns
---@return urssaf.Dataset[] part the others, of which columns were left out
function recognition.datasets(header)
  local present = tables.set(tables.map(header, names.slug))
  local whole, part = {}, {}
  for _, family in ipairs(catalogue.families()) do
    for _, id in ipairs(family.ids) do
      local count, is_whole = compare(present, family.datasets[id])
      local list = is_whole and whole or part
      if count == #header then list[#list + 1] = family.datasets[id] end
    end
    -- datasets with the same columns are of one family
    if #whole > 0 then return whole, {} end
  end
  return whole, part
end

-- Names of columns for labels, by their slugs: those that all datasets of a family have.
local function common_labels()
  local labels = {}
  for _, family in ipairs(catalogue.families()) do labels = tables.merge(labels, family.labels) end
  return labels
end

--- Adds to the knowledge of `schema.knowledge` what the columns of a file show: `dataset` if one
-- dataset has exactly these columns, `fitting` with all that do. If columns were left out, the
-- others mean what they mean in a dataset that has them all.
---@param header string[] names or labels
---@param knowledge table
function recognition.of_file(header, knowledge)
  local whole, part = recognition.datasets(header)
  local entry = whole[1] or part[1]
  knowledge.fitting, knowledge.part = whole, part
  knowledge.dataset = #whole == 1 and entry.id or nil
  knowledge.kinds, knowledge.is_known = entry and entry.kinds or {}, entry ~= nil
  knowledge.labels = entry and entry.labels or common_labels()
end

-- Adds to a set what follows from a dimension, and its code or name.
local function add_following(set, name)
  local plain = name:gsub("^code_", "")
  if set[plain] then return end
  set[plain], set["code_" .. plain] = true, true
  for _, coarser in ipairs(hierarchy.above(plain)) do add_following(set, coarser) end
end

-- Whether a dimension follows from another one, which is neither its code nor its name.
local function follows(name, other)
  local set = {}
  add_following(set, other)
  return set[name] and name:gsub("^code_", "") ~= other:gsub("^code_", "")
end

-- The dimensions of a dataset that a file lacks and that neither follow from those it has nor from
-- each other: codes rather than names.
local function left_out_of(dataset, present)
  local told = {}
  for name in pairs(present) do
    if dataset.kinds[name] == "dimension" then add_following(told, name) end
  end
  local lacking = tables.filter(dataset.dimensions, function(name)
    return not told[name] and dataset.kinds["code_" .. name] == nil
  end)
  table.sort(lacking, function(a, b) return dimensions.rank(a) < dimensions.rank(b) end)
  local finest = tables.filter(lacking, function(name)
    return not tables.find(lacking, function(other) return follows(name, other) end)
  end)
  return #finest > 0 and finest or lacking
end

--- The columns of which one was most likely left out of a file in which a unit has a period twice.
---@param knowledge table that the file was read with
---@return string[] columns of the datasets that the file may be of
function recognition.left_out(knowledge)
  local own = datasets.of(knowledge.dataset)
  local columns = {}
  for _, dataset in ipairs(own and { own } or knowledge.part or {}) do
    tables.append(columns, left_out_of(dataset, knowledge.present))
  end
  return tables.unique(columns)
end

return recognition
