--- The options of every function that takes some, for editors, which complete their names, and for
-- the reference. Nothing loads this file. An unknown option raises, with the nearest name.
---@meta _

---@alias urssaf.Period urssaf.Quarter|integer|{ year: integer, month: integer } a month, a quarter
-- or a year, in any spelling
---@alias urssaf.HowOne "sum"|"mean"|"leave" over units
---@alias urssaf.HowOneOverTime urssaf.HowOne|"last" over time
---@alias urssaf.How urssaf.HowOne|table<string, urssaf.HowOne> how to combine measures that the
-- library does not know: one way for all of them, or a table with one for each; "leave" leaves a
-- measure out, even a known one that a table names
---@alias urssaf.HowOverTime urssaf.HowOneOverTime|table<string, urssaf.HowOneOverTime> the same
-- over time

-- ------------------------------------------------------------------ of the portal

---@class urssaf.SessionOptions the connection: for `urssaf.client`, or for a call without a client
---@field base_url string? the address of the portal's API; by default `URSSAF_BASE_URL`, else
-- `https://open.urssaf.fr/api/explore/v2.1`
---@field api_key string? by default `URSSAF_API_KEY`; sent to the portal only, and over https only
---@field ca_file string? a file of certificates to trust instead of the system's; by default
-- `URSSAF_CA_FILE`, else what curl's variables name: `CURL_CA_BUNDLE`, `SSL_CERT_FILE`,
-- `SSL_CERT_DIR`
---@field proxy string? the address of a proxy; by default libcurl's environment variables
---@field user_agent string? by default `urssaf-lua/` and the version
---@field transport urssaf.Transport? a function that makes the requests instead of libcurl
---@field json { decode: function }? a JSON library to use instead of lua-cjson

---@class urssaf.CallOptions what each call to the portal may set
---@field connect_timeout number? seconds until a connection is made: 10
---@field stall_timeout number? seconds without receiving a byte: 30
---@field timeout number? seconds for the whole call, with its retries: 300
---@field retries integer? how often a transient failure is retried: 3
---@field cache "use"|"refresh"|"only"|"off"|nil when a kept publication answers (docs/guide.md):
-- "use". Metadata are not kept, so with "only" there are none
---@field max_bytes number? the largest response, in bytes after decompression: 1 GiB
---@field progress urssaf.Progress? called with the number of bytes received; `false` cancels the
-- call
---@field log (fun(event: urssaf.LogEvent))? told of each request, each retry and why, what is
-- decided about kept publications and why, and which file is read; no event has an API key
---@field wait urssaf.Wait|false|nil called instead of `session:poll` to let time pass; may yield.
-- With false, which the functions of `urssaf.loop` return where they cannot load their loop, a call
-- that has to ask the portal returns an error of kind `host`

---@class urssaf.KeptOptions what is kept
---@field cache_dir string? the folder of kept publications: `URSSAF_CACHE_DIR`, else `urssaf` under
-- `XDG_CACHE_HOME` or `~/.cache`
---@field max_age number? seconds for which a kept publication answers without a request: 86400
---@field strict boolean? whether it is an error if the portal cannot be reached, instead of an
-- answer from a kept publication: false

---@class urssaf.CacheOptions : urssaf.KeptOptions
-- what is kept, and the largest panel
---@field max_units integer? how many units a panel may have: 1e6; bounds its series, too
---@field max_periods integer? how many periods a panel may have: 2000

---@class urssaf.QueryOptions which part of a dataset is fetched
---@field where table<string, any>|string|nil fields, each with a value or a list of values; or
-- ODSQL
---@field from urssaf.Period? the first period
---@field to urssaf.Period? the last period, included
---@field measures string[]? only these measures
---@field dimensions string[]? further columns that tell units apart, if the library cannot know
---@field as_of string? a day: the latest publication up to then that is kept, without a request

---@class urssaf.PanelOptions : urssaf.CallOptions, urssaf.CacheOptions, urssaf.QueryOptions
-- of `client:fetch`

---@class urssaf.FetchOptions : urssaf.SessionOptions, urssaf.PanelOptions
-- of `urssaf.fetch`

---@class urssaf.ClientOptions : urssaf.SessionOptions, urssaf.CallOptions, urssaf.CacheOptions
-- of `urssaf.client`: for its session, and defaults for its calls

---@class urssaf.RequestOptions : urssaf.SessionOptions, urssaf.CallOptions
-- of `urssaf.describe`

---@class urssaf.SearchOptions which datasets of the catalog: those that have all of it
---@field words string|string[]|nil a text of words, or a list of them; one with blanks in it is a
-- phrase
---@field grain "month"|"quarter"|"year"|nil what a row is about
---@field theme string? the beginning of a word of the theme
---@field dimension string? the name or the label of a column that tells units apart

---@class urssaf.ClientCatalogOptions : urssaf.CallOptions, urssaf.SearchOptions
-- of `client:catalog`

---@class urssaf.CatalogOptions : urssaf.SessionOptions, urssaf.ClientCatalogOptions
-- of `urssaf.catalog`

---@class urssaf.ClientCalendarOptions : urssaf.CallOptions, urssaf.KeptOptions
-- of `client:calendar`
---@field dataset string? its identifier, by default "auto-entrepreneurs-par-departement"

---@class urssaf.CalendarOptions : urssaf.SessionOptions, urssaf.ClientCalendarOptions
-- of `urssaf.calendar`

---@class urssaf.VintagesOptions : urssaf.SessionOptions
-- of `urssaf.vintages`
---@field cache_dir string? the folder of kept publications

---@class urssaf.ClientVintagesOptions of `client:vintages`
---@field cache_dir string? the folder of kept publications

---@class urssaf.ClientPruneOptions of `client:prune`: `keep`, `before` or both
---@field keep integer? how many publications of each query are kept
---@field before string? a day: publications from before it are removed
---@field cache_dir string? the folder of kept publications

---@class urssaf.PruneOptions : urssaf.SessionOptions, urssaf.ClientPruneOptions
-- of `urssaf.prune`

---@class urssaf.ClientRevisionsOptions of `client:revisions`: which series, in which publications
---@field measure string
---@field key urssaf.Selection? the unit, as in `panel:filter`; of several the sum
---@field missing urssaf.Missing? as in `panel:total`
---@field panels urssaf.Panel[]? these publications, instead of those that are kept
---@field cache_dir string? the folder of kept publications
---@field log (fun(event: urssaf.LogEvent))? told which kept publications are read

---@class urssaf.RevisionsOptions : urssaf.SessionOptions, urssaf.ClientRevisionsOptions
-- of `urssaf.revisions`

---@class urssaf.ClientProvisionalOptions of `client:provisional`
---@field panels urssaf.Panel[]? these publications, the oldest first, in the place of those that
-- are kept
---@field cache_dir string? the folder of kept publications
---@field log (fun(event: urssaf.LogEvent))? told which kept publications are read

---@class urssaf.ProvisionalOptions : urssaf.SessionOptions, urssaf.ClientProvisionalOptions
-- of `urssaf.provisional`

---@class urssaf.CapabilitiesOptions what would be given to a client
---@field transport urssaf.Transport?
---@field json { decode: function }?

-- ------------------------------------------------------------------ of files and samples

---@class urssaf.ReadOptions of `urssaf.read`
---@field dataset string? its identifier; by default recognised by its columns
---@field delimiter ";"|","|"\t"|"|"|nil by default the one that makes known columns of the header
---@field from urssaf.Period? the first period
---@field to urssaf.Period? the last period, included
---@field measures string[]? only these measures
---@field dimensions string[]? further columns that tell units apart, if the library cannot know
---@field max_bytes number? the largest file: 1 GiB
---@field max_units integer? how many units a panel may have: 1e6; bounds its series, too
---@field max_periods integer? how many periods a panel may have: 2000
---@field log (fun(event: urssaf.LogEvent))? told which file is read

---@class urssaf.SampleOptions of `urssaf.sample`
---@field from urssaf.Period? the first period
---@field to urssaf.Period? the last period, included
---@field measures string[]? only these measures

-- ------------------------------------------------------------------ of panels

---@class urssaf.Selection what `panel:filter` and `panel:get` take: these fields, and any key
---@field measure string|string[]|fun(measure: string): boolean|nil
---@field area "metropole"|"drom"|nil
---@field departement urssaf.Wanted? by code or name
---@field code_departement urssaf.Wanted?
---@field region urssaf.Wanted? by code, name or abbreviation
---@field code_region urssaf.Wanted?
---@field from urssaf.Period? the first period
---@field to urssaf.Period? the last period, included
---@field [string] urssaf.Wanted any other key of the panel

---@alias urssaf.Wanted string|integer|table|fun(value: string): boolean a value, a list of values,
-- or a function that tells whether a value is wanted

---@alias urssaf.Missing "strict"|"skip"|"zero"

---@class urssaf.TotalOptions of `panel:total`
---@field missing urssaf.Missing? if a unit has no value: the sum is missing ("strict", the
-- default), the unit is left out ("skip"), or its empty cells count as zero, as `panel:fill` fills
-- them ("zero")
---@field how urssaf.How?

---@class urssaf.AggregateOptions : urssaf.TotalOptions
-- of `panel:aggregate`
---@field by string|string[] a key, or several

---@class urssaf.SeriesFillOptions of `series:fill`
---@field value number? what stands for an empty cell: 0

---@class urssaf.FillOptions : urssaf.SeriesFillOptions
-- of `panel:fill`
---@field measure string|string[]|nil only these measures

---@class urssaf.GrowthOptions of `yoy`, `qoq`, `mom`, `growth`, `change` and `index`
---@field units "all"|"common"|nil of a sum: "common" compares only the units that have a value at
-- both ends; by default all are in it

---@class urssaf.HowOptions of `panel:annual`, `panel:quarterly`, `panel:rolling` and
-- `series:rolling`
---@field how urssaf.HowOverTime?

---@class urssaf.RatioParts of `panel:with`: two measures of the panel
---@field numerator string
---@field denominator string
---@field scale number? what the ratio is multiplied by: 1000 for "per thousand"; 1 by default
---@field label string|{ fr: string, en: string }|nil what people read instead of the name

---@class urssaf.JoinOptions of `panel:join`: a table from outside; say `file` or `rows`
---@field file string? the path of a CSV file with a header
---@field rows table<string, any>[]? a list of tables, each with a field for each column
---@field by string|string[] the keys that its rows have: "code_departement", "period", …
---@field measure string the name of the new measure
---@field column string? the column with the values: that of the measure's name, or the only one
-- that is no key
---@field columns table<string, string>? the columns of keys that are called otherwise
---@field nature "flow"|"stock"|"count"|"ratio"|nil what may be added, as for the measures of the
-- portal; without it sums ask (`how`)
---@field unit string? "person", "EUR", …; "index" of a price index
---@field source string? where the table comes from, for notes; by default the file's name
---@field label string|{ fr: string, en: string }|nil what people read

---@class urssaf.GivenPanel of `urssaf.panel`
---@field series urssaf.GivenSeries[] plain tables, or series of other panels; in any order
---@field frequency urssaf.Frequency? by default that of the periods
---@field periods urssaf.Period[]? the whole grid, consecutive; by default from the first period of
-- any series to the last
---@field dataset string? the portal's identifier, by which the measures are understood
---@field source string|urssaf.Source|nil who made the figures, for charts and citations
---@field notes urssaf.Note[]?

---@class urssaf.GivenSeries a series of a user's own
---@field measure string
---@field key table<string, string>? the unit's codes and names; without any it is the whole
---@field values table<integer|string, number> by period, or one for each of the periods; missing
-- is nil, or the null of a JSON decoder
---@field periods urssaf.Period[]? those of the values, consecutive; by default the panel's
---@field frequency urssaf.Frequency?
---@field nature "flow"|"stock"|"count"|"ratio"|nil what may be added; by default that of the
-- measure of this name, if the library knows one; without it sums ask (`how`)
---@field unit string? "person", "EUR", …
---@field label string|{ fr: string, en: string }|nil what people read
---@field transform string? what was done to it

---@class urssaf.DeflateOptions of `panel:deflate`
---@field by string the measure of this panel that is the price index
---@field base urssaf.Period a period, or a longer one: the mean of its periods
---@field measure string|string[]|nil these measures only; by default all in current euros

---@class urssaf.ShareOptions of `panel:share`: the units of one period compared
---@field measure string? needed if the panel has several
---@field at urssaf.Period? by default the latest complete period
---@field by string|string[]|nil a key, or several: units with the same values of it are added up
-- first
---@field missing urssaf.Missing? as in `panel:aggregate`
---@field how urssaf.How?

---@class urssaf.RankOptions : urssaf.ShareOptions
-- of `panel:rank`
---@field n integer? how many rows; by default all
---@field descending boolean? whether the largest comes first: true
---@field unclassified boolean? whether the unclassified remainder is ranked: false

---@class urssaf.ContributionsOptions of `panel:contributions`
---@field units "all"|"common"|nil "common": only the units that have a value at both ends
---@field measure string? needed if the panel has several
---@field from urssaf.Period? by default a year before `to`
---@field to urssaf.Period? by default the latest complete period
---@field by string|string[]|nil a key, or several: units with the same values of it are added up
-- first
---@field missing urssaf.Missing? as in `panel:aggregate`
---@field how urssaf.How?

---@class urssaf.LatestOptions of `panel:latest_complete`
---@field measure string? only this measure has to be complete
---@field missing "strict"|"zero"|nil "zero": empty cells that count as zero, and units that have
-- ended, do not make a period incomplete

---@class urssaf.CheckOptions of `panel:check`
---@field tolerance number? the largest gap between the change of the total stock and its flows that
-- is not reported, as a share of the stock

---@class urssaf.WideOptions of wide tables
---@field rows string? "period" (the default), "measure" or a key
---@field columns string? the same; by default what gives each series a column of its own
---@field measure string|string[]|nil only these measures

---@class urssaf.WideTableOptions : urssaf.WideOptions
-- of `panel:wide`
---@field records boolean? whether rows are tables by column names, as JSON encoders take them; by
-- default they are lists

---@class urssaf.RecordsOptions of `panel:records`
---@field measure string|string[]|nil only these measures

---@class urssaf.SharesOptions of `panel:shares`
---@field measure string? needed if the panel has several
---@field by string|string[]|nil a key, or several: units with the same values of it are added up
-- first
---@field missing urssaf.Missing? as in `panel:aggregate`
---@field how urssaf.How?

---@class urssaf.PointsOptions : urssaf.SharesOptions
-- of `panel:points`
---@field k integer? over how many periods; by default a year

---@class urssaf.CsvOptions : urssaf.WideOptions
-- of `panel:to_csv`
---@field layout "long"|"wide"|nil a line for each value (the default), or a table
---@field delimiter ";"|","|"\t"|"|"|nil by default ","
---@field preset "fr"|nil "fr" is the CSV that French spreadsheets read
---@field bare boolean? whether a wide table is without the columns that describe it
---@field date "first"|"last"|nil adds a column `date`: the first or the last day of the period

---@class urssaf.JsonOptions : urssaf.WideOptions
-- of `panel:to_json`
---@field layout "panel"|"long"|"wide"|nil the panel as it is (the default), or a list of records

-- ------------------------------------------------------------------ of reports and charts

---@class urssaf.ReportOptions of `urssaf.report`
---@field lang "en"|"fr"|nil by default "en"
---@field missing urssaf.Missing? what an empty cell does to a sum, as in `panel:aggregate`
---@field title string? instead of the title that is made from the data

---@class urssaf.SiteOptions of `urssaf.site`
---@field lang "en"|"fr"|nil by default "en"
---@field missing urssaf.Missing? what an empty cell does to a sum, as in `panel:aggregate`

---@class urssaf.ChartOptions of every chart
---@field lang "en"|"fr"|nil by default "en"
---@field title string? instead of the title that is made from the data
---@field subtitle string? instead of the subtitle that is made from the data
---@field width number? in pixels, at least 240: 760
---@field theme "auto"|"light"|"dark"|nil "light" is the default, "auto" follows the reader's system
---@field id string? the beginning of all ids and classes; by default made from the data
---@field embedded boolean? whether it is for an HTML page: no XML declaration, no background
---@field bare boolean? without title, subtitle, notes and source

---@class urssaf.LineOptions : urssaf.ChartOptions
-- of `chart.line`
---@field height number? of the plot area, in pixels

---@class urssaf.MultiplesOptions : urssaf.ChartOptions
-- of `chart.multiples`
---@field scale "same"|"own"|nil one scale for all charts (the default), or one for each

---@class urssaf.BarsOptions : urssaf.ChartOptions, urssaf.RankOptions
-- of `chart.bars`
---@field highlight string|integer|table|nil a place, a list of places, or a set of codes

---@class urssaf.MapOptions : urssaf.ChartOptions
-- of `chart.map`
---@field measure string? needed if the panel has several
---@field at urssaf.Period? by default the latest complete period
---@field by "departement"|"region"|nil by default what the panel's units are
---@field missing urssaf.Missing? as in `panel:aggregate`
---@field highlight string|integer|table|nil a place, a list of places, or a set of codes
---@field shapes string? the path of a GeoJSON file whose shapes are drawn, in the place of squares

return {}
