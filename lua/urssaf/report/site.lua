--- A site: a page for France, for each region and each département that a panel has, an index, and
-- the style and script that the pages share. It needs no server: its links are file names.
local css = require "urssaf.report.css"
local document = require "urssaf.report.document"
local errors = require "urssaf.base.errors"
local geo = require "urssaf.domain.geo"
local js = require "urssaf.report.js"
local languages = require "urssaf.language"
local options = require "urssaf.domain.options"
local printed = require "urssaf.domain.printed"
local report_data = require "urssaf.report.data"
local site_css = require "urssaf.report.site_css"
local site_index = require "urssaf.report.site_index"
local site_js = require "urssaf.report.site_js"
local site_links = require "urssaf.report.site_links"
local style = require "urssaf.chart.style"
local tables = require "urssaf.base.tables"

local site = {}

local OPTIONS = { lang = options.one_of("fr", "en"),
  missing = options.one_of("strict", "skip", "zero") }

-- Of the classes of all charts, whose style is in the shared sheet.
local PREFIX = "c"

-- Every place that may have a page; départements that are a region of their own are one page.
local function all_places()
  local list = { { kind = "france", wanted = "France" } }
  for _, one in ipairs(geo.regions) do
    list[#list + 1] = { kind = "region", wanted = { region = one.code } }
  end
  for _, one in ipairs(geo.departements) do
    list[#list + 1] = { kind = "departement", wanted = { departement = one.code } }
  end
  return list
end

-- The data of each place that the panel has, by file.
local function data_of_all(panel, language, missing)
  local list, problem = {}, nil
  for _, one in ipairs(all_places()) do
    local data, err = report_data.of(panel, one.wanted, language, missing)
    problem = problem or err
    if data then list[#list + 1] = data end
  end
  if #list == 0 then return nil, problem end
  return list
end

-- The index shows the maps of the first place, which is France where the panel has all of it.
local function index_of(data)
  data.shared = { prefix = PREFIX }
  return site_index.page(data)
end

--- The files of a site, the index last: see `urssaf.site`.
---@param panel urssaf.Panel
---@param given urssaf.SiteOptions?
---@return urssaf.SiteFile[]?
---@return urssaf.Error? err kind `none`: the panel has no place of which there can be a page
function site.files(panel, given)
  if type(panel) ~= "table" or not panel.series then
    errors.misuse("report: a panel expected, got %s", type(panel))
  end
  local checked = options.check(given, OPTIONS)
  local all, err = data_of_all(panel, languages.of(checked.lang or "en"), checked.missing)
  if not all then return nil, err end
  local pages = { files = tables.set(tables.map(all, function(data)
    return site_links.file(data.place)
  end)) }
  local list = { { name = "style.css", text = css .. site_css .. style.whole(PREFIX) },
    { name = "script.js", text = site_js .. js } }
  for _, data in ipairs(all) do
    data.site, data.shared = pages, { prefix = PREFIX }
    list[#list + 1] = { name = site_links.file(data.place), text = document.write(data) }
  end
  list[#list + 1] = { name = "index.html", text = index_of(all[1]) }
  for _, file in ipairs(list) do setmetatable(file, printed.FILE) end
  return setmetatable(list, printed.FILES)
end

return site
