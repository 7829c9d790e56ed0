--- Finds the dataset of a file by its columns, which the file may call by their names or labels.
local catalogue = require "urssaf.domain.catalogue"
local datasets = require "urssaf.domain.datasets"
local dimensions = require "urssaf.domain.dimensions"
local hierarchy = require "urssaf.domain.hierarchy"
local names = require "urssaf.base.names"
local tables = require "urssaf.base.tables"
local time_columns = require "urssaf.domain.time_columns"

local recognition = {}

-- Small words that a label has and the name may lack: "Taux d'impayés fin de mois" is
-- `taux_impayes_fin_mois`.
local SMALL = tables.set { "a", "d", "de", "des", "du", "l", "la", "le", "les" }

-- A name or slug without its small words.
local function reduced(slug)
  local kept = {}
  for word in slug:gmatch "[^_]+" do
    if not SMALL[word] then kept[#kept + 1] = word end
  end
  return table.concat(kept, "_")
end

-- The headings of a file as they are compared with columns: their slugs, with and without small
-- words, and the part of the period that they give. They are compared with many datasets, so that
-- all this is made once.
local function headings_of(header)
  return tables.map(header, function(heading)
    local slug = names.slug(heading)
    return { slug = slug, reduced = reduced(slug), part = time_columns.part(slug) }
  end)
end

-- The column of a dataset that gives a part of the period; nil if it has none.
local function column_of_part(part, dataset)
  return tables.find(dataset.time, function(name) return time_columns.part(name) == part end)
end

-- The column of a dataset that a heading means; nil if it is none.
local function column_of(heading, dataset)
  if dataset.kinds[heading.slug] then return heading.slug end
  local name = dataset.labels[heading.slug] or heading.reduced
  if dataset.kinds[name] then return name end
  return heading.part and column_of_part(heading.part, dataset) or nil
end

-- The columns of a dataset that a file has, as a set; nil if the file has others, too.
local function columns_found(headings, dataset)
  local found = {}
  for _, heading in ipairs(headings) do
    local name = column_of(heading, dataset)
    if not name then return nil end
    found[name] = true
  end
  return found
end

-- Whether a file has all columns of a dataset but those that are ignored.
local function is_whole(found, dataset)
  return not tables.find(dataset.columns, function(name)
    return not found[name] and dataset.kinds[name] ~= "ignored"
  end)
end

-- The datasets that have all these columns: those of which a file has all, and the others.
local function datasets_of(headings)
  local whole, part = {}, {}
  for family in catalogue.each() do
    for _, id in ipairs(family.ids) do
      local dataset = family.datasets[id]
      local found = columns_found(headings, dataset)
      if found then table.insert(is_whole(found, dataset) and whole or part, dataset) end
    end
    -- datasets with the same columns are of one family
    if #whole > 0 then return whole, {} end
  end
  return whole, part
end

-- The columns of all datasets, by their names, by the slugs of labels, and by the part of a period
-- that they give: each with the position of the first dataset that has it.
local function index_columns()
  local index, position = { name = {}, label = {}, part = {} }, 0
  local function add(kind, key, column)
    index[kind][key] = index[kind][key] or { position = position, column = column }
  end
  for family in catalogue.each() do
    for _, id in ipairs(family.ids) do
      local dataset = family.datasets[id]
      position = position + 1
      for name in pairs(dataset.kinds) do add("name", name, name) end
      for slug, name in pairs(dataset.labels) do add("label", slug, name) end
      for _, name in ipairs(dataset.time) do add("part", time_columns.part(name), name) end
    end
  end
  return index
end

-- The column that a heading means in some dataset: the one of this very name, if there is one, else
-- that of the first dataset in which the heading means one.
local function column_of_any(heading, index)
  if index.name[heading.slug] then return heading.slug end
  local first
  for _, one in ipairs {
    index.label[heading.slug] or false, index.name[heading.reduced] or false,
    heading.part and index.part[heading.part] or false,
  } do
    if one and not (first and first.position <= one.position) then first = one end
  end
  return first and first.column
end

-- The dataset that a file has columns of, if those that no dataset has are left aside.
local function dataset_beside_others(headings, index)
  local known = tables.filter(headings, function(heading)
    return column_of_any(heading, index) ~= nil
  end)
  if #known == 0 then return nil end
  local whole, part = datasets_of(known)
  return whole[1] or part[1]
end

-- The names of the columns whose headings are other words for them, by the slugs of these. A file
-- may have the column itself, too.
local function labels_of(headings, dataset, index)
  local labels, has = {}, {}
  for _, heading in ipairs(headings) do has[heading.slug] = true end
  for _, heading in ipairs(headings) do
    local name
    if dataset then name = column_of(heading, dataset) else name = column_of_any(heading, index) end
    if name and not has[name] then labels[heading.slug] = name end
  end
  return labels
end

--- Adds to the knowledge of `schema.knowledge` what the columns of a file show: `labels`, the names
-- of columns by the slugs of their headings. If the dataset is not known, adds `dataset` if one
-- dataset has exactly these columns, and `fitting`, all that have; if columns were left out, the
-- others mean what they mean in a dataset that has them all, and so do those beside columns that no
-- dataset has.
---@param header string[] names or labels
---@param knowledge table
function recognition.of_file(header, knowledge)
  local entry, headings = datasets.of(knowledge.dataset), headings_of(header)
  local index
  if not knowledge.dataset then
    local whole, part = datasets_of(headings)
    entry = whole[1] or part[1]
    knowledge.fitting, knowledge.part = whole, part
    knowledge.dataset = #whole == 1 and entry.id or nil
    index = not entry and index_columns() or nil
    entry = entry or dataset_beside_others(headings, index)
    knowledge.kinds, knowledge.is_known = entry and entry.kinds or {}, entry ~= nil
  end
  knowledge.labels = labels_of(headings, entry, index or not entry and index_columns())
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
