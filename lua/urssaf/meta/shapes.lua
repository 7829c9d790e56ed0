--- What the tables hold that come and go: for editors and for the reference. Nothing loads this
-- file.
---@meta _

-- ------------------------------------------------------------------ of panels

---@class urssaf.Note what has to be said of a result; see docs/guide.md for the kinds
---@field kind string
---@field message string a sentence, in English; `language:note` says it in French
---@field measure string?
---@field periods string[]?
---@field [string] any what else the kind has: `id` of a break, `unit` of a total, …

---@class urssaf.Source where a panel comes from: an address or a file, and what is known of it
---@field url string? of what was fetched
---@field path string? of what was read
---@field fetched_at string?
---@field read_at string?
---@field data_processed string? when the publication was made
---@field rows integer how many rows came
---@field title string?
---@field licence string?
---@field licence_url string?
---@field attribution string? whom to name
---@field dimensions string[] columns that tell units apart
---@field measures string[]
---@field cached boolean? whether it is a kept publication
---@field checked_at string? when it was last known to be the newest
---@field stale boolean? whether the portal could not be asked for a newer one

---@class urssaf.RankRow
---@field rank integer equal values share one
---@field key table<string, string>
---@field value number

---@class urssaf.Ranking a list of `urssaf.RankRow`, the largest first
---@field [integer] urssaf.RankRow
---@field period string
---@field notes urssaf.Note[]

---@class urssaf.ShareRow
---@field key table<string, string>
---@field value number?
---@field share number? of the total
---@field total number?
---@field unclassified boolean? whether it is the unclassified remainder

---@class urssaf.Shares a list of `urssaf.ShareRow` in official order
---@field [integer] urssaf.ShareRow
---@field total number? missing where one that should be there is
---@field period string
---@field notes urssaf.Note[]

---@class urssaf.ContributionRow
---@field key table<string, string>
---@field from number?
---@field to number?
---@field change number?
---@field points number? of the total's growth, a fraction: 0.01 is one point
---@field unclassified boolean? whether it is the unclassified remainder

---@class urssaf.Contributions a list of `urssaf.ContributionRow` in official order
---@field [integer] urssaf.ContributionRow
---@field total { from: number?, to: number?, change: number?, growth: number? }
---@field from string the first period
---@field to string the last period
---@field notes urssaf.Note[]

---@class urssaf.Wide a table of rows and columns; missing cells are nil, so walk a row with
-- `for i = 1, #header`
---@field header string[]
---@field rows table[]

-- ------------------------------------------------------------------ of the portal

---@class urssaf.Metadata a dataset's metadata as the portal has them; what is null there is absent
---@field dataset_id string
---@field fields { name: string, label: string, type: string, description: string? }[]
---@field metas table `default` has `title description license data_processed records_count` …
---@field [string] any whatever else the portal says

---@class urssaf.Vintage a publication that is kept, and what was asked for
---@field dataset string
---@field base_url string
---@field title string?
---@field data_processed string? when it was made
---@field fetched_at string
---@field checked_at string when it was last known to be the newest
---@field rows integer
---@field bytes integer
---@field url string
---@field path string of its CSV
---@field where table|string|nil
---@field from string?
---@field to string?
---@field measures string[]?
---@field dimensions string[]?

---@class urssaf.Capabilities what there is in this host
---@field version string the library's
---@field lua string "Lua 5.4", "LuaJIT 2.1.0-beta3"
---@field decoder "c"|"lua"
---@field transport "libcurl"|"host"|nil nil where nothing can be fetched
---@field json "lua-cjson"|"dkjson"|"host"|nil
---@field cache boolean whether publications can be kept
---@field lacking { decoder: string?, transport: string?, json: string?, cache: string? } why not

-- ------------------------------------------------------------------ of hosts

---@class urssaf.Limits what a request may take; kept by the transport if it can
---@field timeout number seconds
---@field connect_timeout number seconds
---@field stall_timeout number seconds
---@field max_bytes number of the body

---@alias urssaf.Transport fun(url: string, headers: table, limits: urssaf.Limits): integer?, any
-- one GET: returns the status, headers (by name, in any case; may be nil) and the body, unpacked;
-- or nil and what went wrong; it may yield

---@alias urssaf.Phase "connect"|"metadata"|"download"|"decode"

---@alias urssaf.Progress fun(received: number, total: nil, phase: urssaf.Phase): boolean?
-- is told bytes after decompression, once a second at least; `false` from it cancels the call

---@alias urssaf.Wait fun(session: urssaf.http.Session, seconds: number)
-- lets time pass until something is ready, but no longer than the seconds; it may return early, and
-- it may yield

return {}
