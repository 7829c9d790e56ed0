--- The catalogue: the portal's datasets that are series of months, quarters or years, by families.
-- A family is loaded when one of its datasets or measures is asked for.
local families = require "urssaf.domain.catalogue.families"
local sorting = require "urssaf.base.sorting"

local catalogue = {}

local function module_of(family)
  return "urssaf.domain.catalogue." .. family.name
end

local MODULE_OF = {} -- of a dataset's family
for _, one in ipairs(families) do
  for _, id in ipairs(one) do MODULE_OF[id] = module_of(one) end
end

--- The family of a dataset; nil if the library does not know it.
---@param id string
---@return table? family of `family.of`
function catalogue.family(id)
  local name = MODULE_OF[id]
  return name and require(name)
end

--- The families in their order; each is loaded when its turn comes.
---@return fun(): table? next_family
function catalogue.each()
  local i = 0
  return function()
    i = i + 1
    return families[i] and require(module_of(families[i]))
  end
end

--- What is known of a dataset; nil if the library does not know it.
---@param id string
---@return urssaf.Dataset?
function catalogue.dataset(id)
  local family = catalogue.family(id)
  return family and family.datasets[id]
end

--- The identifiers of all datasets, in byte order.
---@return string[]
function catalogue.ids()
  return sorting.keys(MODULE_OF)
end

return catalogue
