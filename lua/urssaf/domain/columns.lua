--- What a decoder asks of a file's columns: their roles, the measures and the dimensions.
--
-- schema.lua finds the roles. Of the main dataset as a whole, which most fetches ask for, they are
-- written out here, so that nothing else need be loaded: that is 0.4 ms of 6.6.
local datasets = require "urssaf.domain.datasets"
local lazy = require "urssaf.base.lazy"
local tables = require "urssaf.base.tables"

local schema = lazy "urssaf.domain.schema" -- needed for all but the main dataset as a whole

local columns = {}

-- ------------------------------------------------------------------ the main dataset

local TIMES = { annee = "year", trimestre = "quarter", dernier_jour_du_trimestre = "last_day" }

-- Of dimensions the ranks in dimensions.lua, of measures those in schema.lua.
local RANKS = { code_departement = 11, departement = 12, code_region = 13, region = 14,
  immatriculations = 2, radiations = 4, chiffres_d_affaires = 6, economiquement_actifs = 8,
  administrativement_actifs = 10 }

local function role_of(name, positions)
  if TIMES[name] then return { role = TIMES[name] } end
  local rank, code = RANKS[name], positions["code_" .. name]
  if code then return { role = "attribute", name = name, rank = rank, of = code } end
  if name:find("^code_") then return { role = "dimension", name = name, rank = rank, width = 2 } end
  return { role = "measure", name = name, rank = rank }
end

-- The roles of all columns of the main dataset; nil of any other header.
local function main_roles(header)
  local names, positions, roles = datasets.required(datasets.DATASET), tables.positions(header), {}
  for _, name in ipairs(names) do
    local position = positions[name]
    if not position or #header ~= #names then return nil end
    roles[position] = role_of(name, positions)
  end
  return roles
end

-- ------------------------------------------------------------------ the roles

--- What the columns of a dataset that is fetched are recognized with, gathered once: see
-- `schema.knowledge`, which is left for later where the roles that are written out may do.
---@param dataset string its identifier
---@param options table `dimensions` and `measures` as the user gave them
---@param fields table[] the metadata's fields
---@param asked table[] those of the fields that the query asks for
---@return table
function columns.knowledge(dataset, options, fields, asked)
  local function know()
    return schema.knowledge(dataset, options, fields, asked)
  end
  if dataset ~= datasets.DATASET or asked ~= fields or options.measures or options.dimensions then
    return know()
  end
  return { dataset = dataset, seconds = {}, later = know }
end

--- The roles of a file's columns, for `decoder:roles`: see `schema.roles`.
---@param header string[] names or labels
---@param knowledge table from `knowledge` or `schema.knowledge`, to which something may be added
---@return table[]? roles
---@return table? err kind `schema`, with `expected` and `came`
function columns.roles(header, knowledge)
  local roles = knowledge.later and main_roles(header)
  if roles then return roles end
  if knowledge.later then
    for name, value in pairs(knowledge.later()) do knowledge[name] = value end
    knowledge.later = nil
  end
  return schema.roles(header, knowledge)
end

-- ------------------------------------------------------------------ what follows from them

--- Fails if no column is a measure: see `schema.check_measures`.
---@param header string[]
---@param roles table[] from `roles`
---@param knowledge table with which `roles` found the roles
---@return boolean? ok
---@return table? err kind `schema`
function columns.check_measures(header, roles, knowledge)
  if knowledge.later then return true end
  return schema.check_measures(header, roles)
end

-- Those of the main dataset, where no column varies within a unit.
local DIMENSIONS = { "code_departement", "code_region", "departement", "region" }
local MEASURES = { "administrativement_actifs", "chiffres_d_affaires", "economiquement_actifs",
  "immatriculations", "radiations" }

--- The names of a file's dimensions and measures, as its keys and series have them, in byte order:
-- see `schema.names_of`.
---@param roles table[] from `roles`
---@param seen table from `decoder:columns`: a column that varies within a unit is in no key
---@param knowledge table with which `roles` found the roles
---@return string[] dimensions, string[] measures
function columns.names_of(roles, seen, knowledge)
  if knowledge.later and next(seen) == nil then
    return tables.append({}, DIMENSIONS), tables.append({}, MEASURES)
  end
  return schema.names_of(roles, seen)
end

return columns
