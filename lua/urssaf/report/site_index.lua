--- The index of a site: a search, a map of squares to choose from, a list of all pages, and the
-- maps of France.
local charts = require "urssaf.report.charts"
local document = require "urssaf.report.document"
local figure = require "urssaf.report.figure"
local geo = require "urssaf.domain.geo"
local html = require "urssaf.report.html"
local names = require "urssaf.base.names"
local site_links = require "urssaf.report.site_links"
local tables = require "urssaf.base.tables"
local tile_grid = require "urssaf.chart.tile_grid"

local element = html.element

local site_index = {}

-- The distance of squares; those of regions, which are few, have room for letters.
local STEP, BETWEEN = { departement = 36, region = 72 }, 2

local PLACES = { departement = geo.departements, region = geo.regions }

local function has_page(data, place)
  return data.site.files[site_links.file(place)] ~= nil
end

-- ------------------------------------------------------------------ squares

-- Of which places there are squares: of départements, or of regions where no département has a
-- page; nil if these have none, either.
local function kind_of(data)
  for _, kind in ipairs { "departement", "region" } do
    local found = tables.find(PLACES[kind], function(place) return has_page(data, place) end)
    if found then return kind end
  end
end

-- One square is reached by Tab; the script moves between them with the arrow keys.
local function square(place, tile, step, is_first)
  local x, y, side = tile.column * step + 1, tile.row * step + 1, step - BETWEEN
  local letters = place.kind == "region" and tile_grid.SHORT[place.code] or place.code
  return site_links.link(place, { ["aria-label"] = letters .. " " .. place.name,
      ["data-value"] = place.name, ["data-label"] = place.region or place.code,
      tabindex = is_first and "0" or "-1", ["data-column"] = tile.column, ["data-row"] = tile.row },
    { element("rect", { x = x, y = y, width = side, height = side, rx = 3 }),
      element("text", { x = x + side / 2, y = y + side / 2 + 5, ["text-anchor"] = "middle",
        ["aria-hidden"] = "true" }, letters) })
end

local function squares(data, kind)
  local layout, step, list = tile_grid.LAYOUTS[kind], STEP[kind], {}
  for _, place in ipairs(PLACES[kind]) do
    local tile = layout.tiles[place.code]
    if tile and has_page(data, place) then
      list[#list + 1] = square(place, tile, step, #list == 0)
    end
  end
  local phrases = data.phrases
  return element("section", { class = "choose", ["aria-labelledby"] = "tiles-heading" },
    element("h2", { id = "tiles-heading" }, phrases["choose_" .. kind]),
    element("p", { class = "hint" }, phrases["squares_" .. kind], " ",
      element("span", { class = "only-script" }, phrases.arrow_keys)),
    element("svg", { class = "tiles", role = "group", ["aria-labelledby"] = "tiles-heading",
        viewBox = ("0 0 %d %d"):format(layout.columns * step, layout.rows * step),
        xmlns = "http://www.w3.org/2000/svg" }, list))
end

-- ------------------------------------------------------------------ list and search

-- What a place is found by: its name, its code, and of a département the region.
local function words_of(place)
  return names.words(table.concat({ place.name, place.code or "", place.region or "" }, " "))
end

local function entry(place)
  return element("li", { ["data-words"] = words_of(place) }, site_links.link(place), " ",
    place.code and element("small", nil, place.code) or nil)
end

local function list_of(data, heading, places)
  local items = tables.map(tables.filter(places, function(one) return has_page(data, one) end),
    function(one) return { entry(one), "\n" } end)
  if #items == 0 then return nil end
  return { heading and element("h3", nil, heading),
    element("ul", { class = "places" }, items) }
end

-- The script makes the search here, which does nothing without it.
local function search(phrases)
  return element("div", { class = "search", ["data-search"] = phrases.search,
    ["data-none"] = phrases.none_found, ["data-one"] = phrases.one_found,
    ["data-several"] = phrases.several_found })
end

local function all_pages(data)
  local phrases = data.phrases
  return element("section", { id = "list", ["aria-labelledby"] = "list-heading" },
    element("h2", { id = "list-heading" }, phrases.list),
    list_of(data, false, { { kind = "france", name = "France" } }),
    list_of(data, phrases.regions:gsub("^%l", string.upper), geo.regions),
    list_of(data, "Départements", geo.departements))
end

-- ------------------------------------------------------------------ the page

local function maps(data)
  local list = charts.maps(data)
  return #list > 0 and element("section", { class = "maps",
      ["aria-labelledby"] = "map-heading" },
    element("h2", { id = "map-heading" }, data.phrases.map), figure.layout(list)) or nil
end

local function title_of(data, kind)
  return document.topic(data) .. data.phrases[kind == "region" and "all_regions" or "site_title"]
end

--- The page.
---@param data urssaf.report.Data of France or, where it has no page, of another place
---@return string html
function site_index.page(data)
  local kind = kind_of(data)
  local title = title_of(data, kind)
  local head = document.head { title = title, language = data.language, is_in_site = true,
    description = data.is_synthetic and data.phrases.synthetic[1] or nil }
  return document.of(data.language, head, true, {
    document.skip_link(data.phrases), "\n",
    element("header", nil, document.banner(data), element("h1", nil, title)), "\n",
    element("main", { id = "main" }, search(data.phrases), "\n",
      element("div", { class = "two" }, all_pages(data), "\n",
        element("div", { class = "beside-list" }, kind and squares(data, kind) or nil, "\n",
          maps(data)))), "\n" })
end

return site_index
