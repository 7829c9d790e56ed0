--- The catalogue: the portal's datasets that are series of months, quarters or years, by families.
-- A family is loaded when one of its datasets or measures is asked for.
local families = require "urssaf.domain.catalogue.families"
local sorting = require "urssaf.base.sorting"

local catalogue = {}

local FAMILY_OF = {}
for _, one in ipairs(families) do
  for _, id in ipairs(one) do FAMILY_OF[id] = one.name end
end

local function family_named(name)
  return require("urssaf.domain.catalogue." .. name)
end

--- The family of a dataset; nil if the library does not know it.
---@param id string
---@return table? family of `family.of`
function catalogue.family(id)
  local name = FAMILY_OF[id]
  return name and family_named(name)
end

--- The families in their order; each is loaded when its turn comes.
---@return fun(): table? next_family
function catalogue.each()
  local i = 0
  return function()
    i = i + 1
    return families[i] and family_named(families[i].name)
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
  return sorting.keys(FAMILY_OF)
end

return catalogue
