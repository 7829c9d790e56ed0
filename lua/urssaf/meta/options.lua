--- The options of every function that takes some: for editors, which complete their names, and for
-- the reference. Nothing loads this file. An unknown option raises, with the nearest name.
---@meta _

---@alias urssaf.Period urssaf.Quarter|integer a quarter in any spelling, or a bare year
---@alias urssaf.How "sum"|"mean"|"last"|table<string, "sum"|"mean"|"last"> of measures the library
-- does not know: for all of them, or as a table by measure

-- ------------------------------------------------------------------ of the portal

---@class urssaf.SessionOptions what belongs to a connection: of `urssaf.client`, or of a call by
-- itself
---@field base_url string? where the portal is; by default `URSSAF_BASE_URL`, else
-- `https://open.urssaf.fr`
---@field api_key string? by default `URSSAF_API_KEY`; it is sent to the portal alone, over https
---@field ca_file string? certificates to trust in place of the system's
---@field proxy string? its address; by default libcurl's environment variables
---@field user_agent string? by default `urssaf-lua/` and the version
---@field transport urssaf.Transport? what does requests in place of libcurl
---@field json { decode: function }? what reads JSON in place of lua-cjson

---@class urssaf.CallOptions what any call to the portal may say
---@field connect_timeout number? seconds until there is a connection: 10
---@field stall_timeout number? seconds without a byte: 30
---@field timeout number? seconds for the whole call, with what is asked again: 300
---@field retries integer? how often what passes by itself is asked again: 3
---@field cache "use"|"refresh"|"only"|"off"|nil how kept publications serve (docs/guide.md): "use";
-- metadata are not kept, and with "only" not to be had
---@field max_bytes number? of one answer, decompressed: 1 GiB
---@field progress urssaf.Progress? is told how far things are; `false` from it cancels
---@field wait urssaf.Wait? lets time pass in place of `session:poll`, and may yield

---@class urssaf.KeepingOptions bounds, and what is kept
---@field max_units integer? how many units may come: 1e6
---@field max_periods integer? how many periods: 2000
---@field cache_dir string? where publications are kept: `$URSSAF_CACHE_DIR`, else `urssaf` under
-- `$XDG_CACHE_HOME` or `~/.cache`
---@field max_age number? seconds for which a kept publication answers by itself: 86400
---@field strict boolean? never answer with a stale one, where the portal cannot be reached: false

---@class urssaf.QuestionOptions which part of a dataset
---@field where table<string, any>|string|nil fields with a value or a list of values, or ODSQL
---@field from urssaf.Period? the first period
---@field to urssaf.Period? the last period, included
---@field measures string[]? these alone
---@field dimensions string[]? columns that tell units apart where the library cannot know
---@field as_of string? a day: the latest publication kept up to it, from the disk alone

---@class urssaf.PanelOptions : urssaf.CallOptions, urssaf.KeepingOptions, urssaf.QuestionOptions
-- of `client:fetch`

---@class urssaf.FetchOptions : urssaf.SessionOptions, urssaf.PanelOptions
-- of `urssaf.fetch`

---@class urssaf.ClientOptions : urssaf.SessionOptions, urssaf.CallOptions, urssaf.KeepingOptions
-- of `urssaf.client`: of its session, and defaults for its calls

---@class urssaf.RequestOptions : urssaf.SessionOptions, urssaf.CallOptions
-- of `urssaf.describe` and `urssaf.catalog`

---@class urssaf.VintagesOptions : urssaf.SessionOptions
-- of `urssaf.vintages`
---@field cache_dir string? where publications are kept

---@class urssaf.ClientVintagesOptions of `client:vintages`
---@field cache_dir string? where publications are kept

---@class urssaf.ClientPruneOptions of `client:prune`: one of `keep` and `before`, or both
---@field keep integer? how many publications stay, of each question
---@field before string? a day: those from before it go
---@field cache_dir string? where publications are kept

---@class urssaf.PruneOptions : urssaf.SessionOptions, urssaf.ClientPruneOptions
-- of `urssaf.prune`

---@class urssaf.CapabilitiesOptions what a client would be given
---@field transport urssaf.Transport?
---@field json { decode: function }?

-- ------------------------------------------------------------------ of files and samples

---@class urssaf.ReadOptions of `urssaf.read`
---@field dataset string? its identifier; by default what its columns say
---@field delimiter ";"|","|"\t"|"|"|nil by default what the header has
---@field from urssaf.Period? the first period
---@field to urssaf.Period? the last period, included
---@field measures string[]? these alone
---@field dimensions string[]? columns that tell units apart where the library cannot know
---@field max_bytes number? 1 GiB
---@field max_units integer? 1e6
---@field max_periods integer? 2000

---@class urssaf.SampleOptions of `urssaf.sample`
---@field from urssaf.Period? the first period
---@field to urssaf.Period? the last period, included
---@field measures string[]? these alone

-- ------------------------------------------------------------------ of panels

---@class urssaf.Selection what `panel:filter` and `panel:get` take: these, and any key
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
-- or a predicate on the value

---@class urssaf.TotalOptions of `panel:total`
---@field missing "strict"|"skip"|nil whether a sum without all its units is missing: "strict"
---@field how urssaf.How?

---@class urssaf.AggregateOptions : urssaf.TotalOptions
-- of `panel:aggregate`
---@field by string|string[] a key, or several

---@class urssaf.HowOptions of `panel:annual`, `panel:rolling` and `series:rolling`
---@field how urssaf.How?

---@class urssaf.RatioParts of `panel:with`: measures of this panel
---@field numerator string
---@field denominator string

---@class urssaf.ShareOptions of `panel:share`: one period, side by side
---@field measure string? where there are several
---@field at urssaf.Period? by default the latest complete period
---@field by string|string[]|nil a key, or several: sums over units
---@field missing "strict"|"skip"|nil as in `panel:aggregate`
---@field how urssaf.How?

---@class urssaf.RankOptions : urssaf.ShareOptions
-- of `panel:rank`
---@field n integer? how many rows
---@field descending boolean? true: the largest first
---@field unclassified boolean? whether the unclassified remainder is ranked: false

---@class urssaf.ContributionsOptions of `panel:contributions`
---@field measure string? where there are several
---@field from urssaf.Period? by default a year before `to`
---@field to urssaf.Period? by default the latest complete period
---@field by string|string[]|nil a key, or several: sums over units
---@field missing "strict"|"skip"|nil as in `panel:aggregate`
---@field how urssaf.How?

---@class urssaf.LatestOptions of `panel:latest_complete`
---@field measure string? of this one alone

---@class urssaf.CheckOptions of `panel:check`
---@field tolerance number? the gap between the whole's stock and its flows that may be, as a share

---@class urssaf.WideOptions of `panel:wide`
---@field rows string? "period" (the default), "measure" or a key
---@field columns string? the same; by default what gives each series a column of its own
---@field measure string|string[]|nil these alone

---@class urssaf.CsvOptions : urssaf.WideOptions
-- of `panel:to_csv`
---@field layout "long"|"wide"|nil a line for each cell (the default), or a table
---@field delimiter ";"|","|"\t"|"|"|nil "," by default
---@field preset "fr"|nil what French spreadsheets read

---@class urssaf.JsonOptions : urssaf.WideOptions
-- of `panel:to_json`
---@field layout "panel"|"long"|"wide"|nil the panel's shape (the default), or records

-- ------------------------------------------------------------------ of pages and pictures

---@class urssaf.ReportOptions of `urssaf.report`
---@field lang "en"|"fr"|nil "en" by default
---@field title string? in place of the one that is made

---@class urssaf.ChartOptions of every picture
---@field lang "en"|"fr"|nil "en" by default
---@field title string? in place of the one that is made of the data
---@field width number? pixels: 760; from 240 on
---@field theme "auto"|"light"|"dark"|nil "auto" follows the reader's
---@field id string? what all ids and classes begin with; by default made from what is shown
---@field embedded boolean? for a page of HTML: no XML declaration, no ground of its own
---@field bare boolean? without title, subtitle, notes and source

---@class urssaf.LineOptions : urssaf.ChartOptions
-- of `chart.line`
---@field height number? of the plot, in pixels

---@class urssaf.MultiplesOptions : urssaf.ChartOptions
-- of `chart.multiples`
---@field scale "same"|"own"|nil one scale for all (the default), or one for each

---@class urssaf.BarsOptions : urssaf.ChartOptions, urssaf.RankOptions
-- of `chart.bars`
---@field highlight string|integer|table|nil a place, a list of places, or a set of codes

---@class urssaf.MapOptions : urssaf.ChartOptions
-- of `chart.map`
---@field measure string? where there are several
---@field at urssaf.Period? by default the latest complete period
---@field by "departement"|"region"|nil
---@field highlight string|integer|table|nil a place, a list of places, or a set of codes

return {}
