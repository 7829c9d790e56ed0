--- The links between the pages of a site: their file names, and what a page links to.
local geo = require "urssaf.domain.geo"
local html = require "urssaf.report.html"
local neighbours = require "urssaf.domain.neighbours"
local tables = require "urssaf.base.tables"

local element = html.element

local site_links = {}

---@class urssaf.report.Site
---@field files table<string, boolean> the names of its pages, so that no link leads nowhere

--- The file name of a place's page: "38.html", "region-84.html", "france.html".
---@param place table of `places.find`
---@return string
function site_links.file(place)
  if place.kind == "france" then return "france.html" end
  return (place.kind == "region" and "region-" or "") .. place.code .. ".html"
end

--- A link to a place's page, with further attributes.
---@param place table
---@param attributes table?
---@param ... any content; by default the place's name
---@return table element
function site_links.link(place, attributes, ...)
  return element("a", tables.merge(attributes or {}, { href = site_links.file(place) }),
    ... or place.name)
end

-- The places of a list that have a page, but the page's own.
local function with_pages(data, list)
  return tables.filter(list, function(one)
    local file = site_links.file(one)
    return data.site.files[file] and file ~= site_links.file(data.place)
  end)
end

local function region_of(departement)
  return tables.find(geo.regions, function(one) return one.code == departement.code_region end)
end

local function departements(codes)
  local wanted = tables.set(codes)
  return tables.filter(geo.departements, function(one) return wanted[one.code] end)
end

-- Where the page is: all places, France, the region.
local function above(data)
  local list = { element("a", { href = "index.html" }, data.phrases.site) }
  if data.place.kind ~= "france" and data.site.files["france.html"] then
    list[#list + 1] = site_links.link { kind = "france", name = "France" }
  end
  local region = data.place.kind == "departement" and region_of(data.place)
  for _, one in ipairs(region and with_pages(data, { region }) or {}) do
    list[#list + 1] = site_links.link(one)
  end
  return list
end

-- What is beside the place or in it, and what to call that.
local function beside(data)
  local place, phrases = data.place, data.phrases
  if place.kind == "departement" then
    return departements(neighbours.of(place.code)), phrases.its_neighbours
  elseif place.kind == "region" then
    return tables.filter(geo.departements, function(one)
      return one.code_region == place.code
    end), phrases.its_departements
  end
  return geo.regions, phrases.other_regions
end

local function item(content)
  return element("li", nil, content)
end

--- The navigation of a page to others.
---@param data urssaf.report.Data
---@return table element
function site_links.of(data)
  local list, heading = beside(data)
  list = with_pages(data, list)
  local line = #list > 0 and element("p", { id = "beside-heading" }, heading, data.language.colon)
  return element("nav", { class = "site", ["aria-label"] = data.phrases.elsewhere },
    element("ul", { class = "path" }, tables.map(above(data), item)),
    line, line and element("ul", { ["aria-labelledby"] = "beside-heading" },
      tables.map(list, function(one) return item(site_links.link(one)) end)))
end

return site_links
