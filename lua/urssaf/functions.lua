--- The public functions but `urssaf.fetch`, which is in init.lua.
local lazy = require "urssaf.base.lazy"

local capabilities = lazy "urssaf.capabilities"
local client = lazy "urssaf.client"
local file = lazy "urssaf.csv.file"
local panels = lazy "urssaf.panel"
local report = lazy "urssaf.report"
local sample = lazy "urssaf.sample"
local site = lazy "urssaf.report.site"

---@class urssaf
local urssaf = {}

--- Reads a panel from a CSV file saved from the portal's page or its API: names or labels, BOM or
-- not, `;` or `,`. Nothing says how many rows a file should have: one that was cut exactly between
-- two lines looks complete.
--
-- What `panel:to_csv` or `urssaf export` wrote, long or wide, is recognized by its header and gives
-- the same panel again. Any table with the columns `period`, `measure` and `value` is read so; its
-- other columns are keys, but for those that `to_csv` lists.
---@param from string|{ text: string } a path, or the text itself
---@param options urssaf.ReadOptions?
---@return urssaf.Panel? panel
---@return urssaf.Error? err kinds `file content decode schema limit incomplete host`
function urssaf.read(from, options)
  return file.panel(from, options)
end

--- A dataset's metadata as plain tables, with the portal's own names: `dataset_id`, `fields` (a
-- list of `name`, `label`, `type`, `description`), `metas.default` (`title`, `description`,
-- `license`, `data_processed`, `records_count`, …). What is null there is absent here. The library
-- adds `grain` ("month", "quarter" or "year", of a time series) and `known` (whether it knows the
-- dataset).
---@overload fun(options: urssaf.RequestOptions?): urssaf.Metadata?, urssaf.Error?
---@param dataset string? identifier, by default "auto-entrepreneurs-par-departement"
---@param options urssaf.RequestOptions? of the connection, as in `fetch`
---@return urssaf.Metadata? metadata
---@return urssaf.Error? err
function urssaf.describe(dataset, options)
  return client.of_dataset("describe", dataset, options)
end

--- The metadata of all the portal's datasets, or of those that are looked for: a list of what
-- `describe` returns.
--
--     local list = assert(urssaf.catalog { words = "declarations embauche", grain = "month" })
--
-- A dataset is in it if it has all that is given. Words may be in its identifier, title,
-- description, keywords and theme, and in the names and labels of its columns, whatever their case,
-- accents and apostrophes; the beginning of a word is enough.
---@param options urssaf.CatalogOptions? `words`, `grain`, `theme`, `dimension`; those of the
-- connection, as in `fetch`
---@return urssaf.Metadata[]? datasets
---@return urssaf.Error? err
function urssaf.catalog(options)
  return client.once("catalog", options)
end

--- When a dataset was updated last and will be next, by the portal's own calendar (its dataset
-- `planning-de-mise-a-jour`).
--
--     local calendar = assert(urssaf.calendar "procedures-collectives-par-region")
--     if calendar.next then print(calendar.next.day or calendar.next.from) end
--
-- A release has a `day` if the calendar names one, and in any case `from` and `to`, the first and
-- the last day on which it may come; neither, if the calendar has no date that can be read. `last`
-- is the latest release whose last day is over in France, `next` the first one whose last day is
-- not. The calendar is kept; `cache` says when the kept one answers, as in `fetch`.
---@overload fun(options: urssaf.CalendarOptions?): urssaf.Calendar?, urssaf.Error?
---@param dataset string? identifier, by default "auto-entrepreneurs-par-departement", or the option
-- of this name
---@param options urssaf.CalendarOptions? of the connection and the cache
---@return urssaf.Calendar? calendar
---@return urssaf.Error? err as of `fetch`; of kind `none` if the calendar has no release of it
function urssaf.calendar(dataset, options)
  return client.of_dataset("calendar", dataset, options)
end

--- The kept publications of a dataset, the latest first: each has `dataset data_processed
-- fetched_at checked_at rows bytes url title path` (of its CSV), and the query it answers:
-- `base_url where from to measures dimensions`.
---@overload fun(options: urssaf.VintagesOptions?): urssaf.Vintage[]?, urssaf.Error?
---@param dataset string? identifier, by default "auto-entrepreneurs-par-departement"
---@param options urssaf.VintagesOptions? `cache_dir`, `base_url`
---@return urssaf.Vintage[]? vintages
---@return urssaf.Error? err kinds `host`, if this host cannot keep anything, and `cache`
function urssaf.vintages(dataset, options)
  return client.of_dataset("vintages", dataset, options)
end

--- Removes kept publications of a dataset: all but the latest `keep` of each query, those from
-- before a day (`before`), or both. Nothing else ever removes one.
---@overload fun(options: urssaf.PruneOptions): urssaf.Vintage[]?, urssaf.Error?
---@param dataset string? identifier, by default "auto-entrepreneurs-par-departement"
---@param options urssaf.PruneOptions `keep`, `before`; `cache_dir`, `base_url`
---@return urssaf.Vintage[]? removed as in `vintages`
---@return urssaf.Error? err kinds `host`, `cache`
function urssaf.prune(dataset, options)
  return client.of_dataset("prune", dataset, options)
end

--- Will this figure stand? How a series moved from one kept publication to the next.
--
--     local found = assert(urssaf.revisions { measure = "radiations", key = { region = "84" } })
--     print(found)
--
-- `rows` is the triangle: for each period the value that each of `publications` has. `by_age` says
-- of the figures of each age (in periods before a publication's last one) how many changed with the
-- next publication, and by how much: `mean`, `mean_absolute`, the same `_relative`, and the
-- `largest`. `settled_at` is the age from which on figures mostly stay. `key` is a selection, as in
-- `panel:filter`; if several units match, their sum is followed.
---@overload fun(options: urssaf.RevisionsOptions): urssaf.Revisions?, urssaf.Error?
---@param dataset string? identifier, by default "auto-entrepreneurs-par-departement"
---@param options urssaf.RevisionsOptions `measure`, `key`, `missing`; `panels` instead of what is
-- kept; `cache_dir`, `base_url`
---@return urssaf.Revisions? revisions
---@return urssaf.Error? err kinds `host`, `cache`, `none`, and those of a damaged publication
function urssaf.revisions(dataset, options)
  return client.of_dataset("revisions", dataset, options)
end

--- A panel with its youngest figures marked: those of an age at which the next publication mostly
-- changed more than half of the figures, judged by the publications of its dataset that are kept.
--
--     local panel = assert(urssaf.provisional(assert(urssaf.fetch())))
--
-- `series.provisional[i]` is true there, and in whatever is made of such a figure. Charts draw it
-- dashed, the column `status` of `to_csv` says it, and a note of kind `provisional` since when; or
-- that nothing is known, because there are not two publications to compare, or the panel names no
-- dataset. Mark a panel before it is transformed.
---@param panel urssaf.Panel
---@param options urssaf.ProvisionalOptions? `panels` instead of what is kept; `cache_dir`,
-- `base_url`
---@return urssaf.Panel? panel
---@return urssaf.Error? err kinds `host`, `cache`, and those of a damaged publication
function urssaf.provisional(panel, options)
  return client.once("provisional", options, panel)
end

--- A panel of series, or of a user's own figures, which are checked.
--
--     local own = urssaf.panel { series = { {
--       measure = "permis", nature = "flow", unit = "permit",
--       key = { code_departement = "38", departement = "Isère" },
--       values = { ["2021-Q1"] = 310, ["2021-Q2"] = 295, ["2021-Q4"] = 342 },
--     } } }
--
-- A list of series does, too: `urssaf.panel { one, other }`. The values of a series are by period,
-- or a list with a value, or nil, for each of its `periods`. The grid is that of the panel, or goes
-- from the first period of any series to the last. Raises, and names the series, unless all have
-- one frequency, periods without a gap, finite values, texts for keys, and no unit has two series
-- of a measure. `require "urssaf.panel"` can be called in the same way.
---@param given urssaf.GivenPanel|table[] a panel, or a list of series
---@return urssaf.Panel panel
function urssaf.panel(given)
  return panels(given)
end

--- A synthetic panel that needs no network: it has the form and the size of the main dataset, and
-- invented figures. Its title, its attribution and a note (kind `synthetic`) say so.
---@param options urssaf.SampleOptions? `from`, `to`, `measures`
---@return urssaf.Panel panel
function urssaf.sample(options)
  return sample.panel(options)
end

--- A page about a place, as one self-contained HTML file that follows the reader's light or dark
-- theme and prints well: key figures, charts, a map, a sortable table of all periods, the caveats,
-- the source and the licence.
--
-- `place` is a code or a name in any spelling. A département comes before a region: "84" is
-- Vaucluse, and `{ region = "84" }` the region (`{ departement = "84" }` works too); nil or
-- "France" is the whole country. Options: `lang` ("en", the default, or "fr"), `title`, `missing`
-- (what an empty cell does to a sum: "strict", "skip" or "zero"). The panel has months, quarters or
-- years and was fetched or read as a whole: a page about a region or France needs all their
-- départements. Where a place is several units, such as one for each sector, its figures are their
-- sums, without the rates that cannot be computed for these.
---@overload fun(panel: urssaf.Panel): string?, urssaf.Error?
---@param panel urssaf.Panel
---@param place string|integer|table|nil
---@param options urssaf.ReportOptions? `lang`, `title`, `missing`
---@return string? html
---@return urssaf.Error? err kind `none`: no such place, or the panel has nothing, or not all, of it
function urssaf.report(panel, place, options)
  return report.page(panel, place, options)
end

--- A site of reports: a page for France, each region and each département that the panel has, an
-- index with a search and a map to choose from, and the style and the script that the pages share.
-- Written into one folder they need no server: their links are file names.
--
-- A list of `{ name =, text = }`, the index last. Names are codes: "38.html", "region-84.html",
-- "france.html", "index.html". Options: `lang` and `missing`, as of `urssaf.report`.
---@overload fun(panel: urssaf.Panel): urssaf.SiteFile[]?, urssaf.Error?
---@param panel urssaf.Panel
---@param options urssaf.SiteOptions? `lang`, `missing`
---@return urssaf.SiteFile[]? files
---@return urssaf.Error? err kind `none`: the panel has no place of which there can be a report
function urssaf.site(panel, options)
  return site.files(panel, options)
end

--- What the library uses in this host: the C modules and lua-cjson if they can be loaded, otherwise
-- the decoder in Lua, dkjson, and the `transport` and `json` that the host passes. `lacking` says
-- why something is missing. `loops` are those of `urssaf.loop` that are installed: their modules
-- are looked for, and not loaded, so that one may still fail to load.
---@param options urssaf.CapabilitiesOptions? `transport`, `json`, as for a client
---@return urssaf.Capabilities
function urssaf.capabilities(options)
  return capabilities.of(options)
end

--- A client: an object with the methods `fetch`, `read`, `describe`, `catalog`, `calendar`,
-- `vintages`, `prune`, `revisions` and `provisional` on one session, and `close`. Its options are
-- those of the connection, and defaults for its calls.
--
-- In Lua 5.4 a client is closed at the end of a block (`local client <close> = urssaf.client()`),
-- or of a loop whose fourth value it is (`for month, panel in each, client, nil, client do`).
---@param options urssaf.ClientOptions?
---@return urssaf.Client client
function urssaf.client(options)
  return client.new(options)
end

return urssaf
