--- The fields of the tables that functions take and return, for editors and for the reference.
-- Nothing loads this file.
---@meta _

-- ------------------------------------------------------------------ of panels

---@class urssaf.Note what a reader of a result has to know; see docs/guide.md for the kinds
---@field kind string
---@field message string a sentence in English; `language:note` translates it
---@field measure string? the measure that it is about
---@field measures string[]? the measures, if it is about several
---@field periods string[]? the periods that it is about
---@field units urssaf.NoteUnit[]? a few of the units that it is about; `more` is the number of the
-- others
---@field labels table<string, string|{ fr: string, en: string }>? of the measures that it names, of
-- those that have a label of their own
---@field [string] any further fields of the kind: `id` of a break or of estimates, `quarters` of
-- estimates, `unit` of a total, …

---@class urssaf.NoteUnit a unit that a note names
---@field key table<string, string>
---@field name string
---@field count integer? in how many periods it has no value
---@field from string? the first of these
---@field to string? the last of these
---@field change "born"|"gone"|"lacks"|nil what it does between two periods
---@field period string? when it begins or ends, or the period of its small base
---@field value number? its first or last value
---@field share number? the part of the sum that this is
---@field base number? from which it grows
---@field last string? the period of its last value

---@class urssaf.Source where a panel comes from; times are as "2026-07-16T07:30:12Z"
---@field url string? the address that it was fetched from
---@field path string? the file that it was read from
---@field fetched_at string? when it was fetched
---@field read_at string? when the file was read
---@field data_processed string? when the publication was made, as the portal writes it
---@field rows integer the number of rows of the CSV
---@field title string? of the dataset
---@field licence string?
---@field licence_url string?
---@field attribution string? the publisher to name
---@field dimensions string[] the columns that tell units apart
---@field measures string[]
---@field strike_offs string? of a file that the library wrote, what was known of its publication
-- and the figures do not tell: "whole", the quarters that are estimates, "by date" or "unknown"
---@field cached boolean? whether it is a kept publication
---@field checked_at string? when it was last known to be the newest publication
---@field is_unknown boolean? true of a user's own figures whose publisher is not given
---@field stale boolean? true if the portal could not be asked for a newer one

---@class urssaf.RankRow
---@field rank integer equal values have the same rank
---@field key table<string, string> of the unit
---@field value number

---@class urssaf.Ranking of `panel:rank`; prints its first rows; for this version the rows
-- can also be read from the table itself, as in 0.1
---@field rows urssaf.RankRow[] by default the largest first
---@field period string? nil if there is none to compare units in
---@field notes urssaf.Note[]

---@class urssaf.ShareRow
---@field key table<string, string> of the unit
---@field value number?
---@field share number? the value as a fraction of the total
---@field total number?
---@field role urssaf.Role? of a pseudo-unit
---@field unclassified boolean? whether it is the unclassified remainder
---@field partial boolean? whether the unit has no value of its own, only a part in the total

---@class urssaf.Shares of `panel:share`; prints its first rows; for this version the rows
-- can also be read from the table itself, as in 0.1
---@field rows urssaf.ShareRow[] in official order
---@field total number? nil if a value is missing that should be there
---@field period string? nil if there is none to compare units in
---@field notes urssaf.Note[]

---@class urssaf.ContributionRow
---@field key table<string, string> of the unit
---@field from number? the value in the first period
---@field to number? the value in the last period
---@field change number? `to` less `from`
---@field points number? its part of the total's growth, a fraction: 0.01 is one point
---@field role urssaf.Role? of a pseudo-unit
---@field unclassified boolean? whether it is the unclassified remainder
---@field partial boolean? whether the unit has no value of its own, only a part in the total

---@class urssaf.PseudoUnit
---@field key table<string, string>
---@field name string for people
---@field role urssaf.Role

---@class urssaf.Contributions of `panel:contributions`; prints its first rows; the rows can also be
-- read from the table itself, as in 0.1, for this version
---@field rows urssaf.ContributionRow[] in official order
---@field total { from: number?, to: number?, change: number?, growth: number? }
---@field from string? the first period; nil if there is none, as of `to`
---@field to string? the last period
---@field notes urssaf.Note[]

---@class urssaf.Record a cell of `panel:records`
---@field period string
---@field key table<string, string> of the unit
---@field measure string
---@field value number

---@class urssaf.Records of `panel:records`
---@field rows urssaf.Record[] series by series
---@field notes urssaf.Note[] of the panel

---@class urssaf.Wide a table of rows and columns; missing values are nil, so go through a row with
-- `for i = 1, #header`
---@field header string[]
---@field rows table[]

-- ------------------------------------------------------------------ of measures

---@class urssaf.Measure
---@field name string
---@field nature "flow"|"stock"|"count"|"ratio" what happened in the period, the level at its end,
-- how many in the period, or the quotient of two measures
---@field unit string? "account", "EUR", "EUR/account", "1" (a share), "%" (a share in per cent),
-- "employee", "declaration", …; nil if it has none, or none that is known
---@field label { fr: string, en: string }
---@field definition { fr: string, en: string }
---@field source string who defines it
---@field adjusted boolean? whether it is seasonally adjusted
---@field counterpart string? the measure with the same figures adjusted, or not adjusted
---@field estimated boolean? whether it is an estimate, as in files of 2021
---@field inferred boolean? whether something of this is inferred, and not stated by Urssaf
---@field within_period boolean? whether it is a ratio that is never computed for several periods
-- together, since others are counted in each
---@field parts urssaf.Parts? of a ratio whose parts stand beside it
---@field growth { of: string, over: string, checked: boolean? }? of a growth in per cent: the
-- measure that grows, over a "quarter" or a "year"; `checked` as in `parts`
---@field terms { plus: string, minus: string }? of a difference

---@class urssaf.Parts what a ratio is computed from: numerator divided by denominator
---@field numerator string|string[] a measure, or several that are added
---@field denominator string|string[]
---@field factor number? what the quotient is multiplied by: 100 for per cent
---@field checked boolean? whether the formula was compared with rows of the portal

---@class urssaf.Break
---@field id string
---@field period string the quarter of the break
---@field from string the first quarter in which stock and flows need not add up
---@field to string the last such quarter, a later one; of estimates, that in which nothing rests on
-- them any more
---@field periods string[]? of what is no break, but an estimate, the quarters that are estimates
---@field publications "older"|"newer"|nil in which publications it is: in all, if nil. Newer ones
-- have re-allocated the strike-offs that were put off, as estimates
---@field date string the day of its effect, or of the law
---@field explanation { fr: string, en: string }
---@field source string
---@field measures string[] the measures it affects

-- ------------------------------------------------------------------ of the portal

---@class urssaf.Metadata a dataset's metadata as the portal returns them, without what is null, and
-- what the library adds: `grain` and `known`
---@field dataset_id string
---@field grain "month"|"quarter"|"year"|nil what a row is about; nil of what is no time series
---@field known boolean whether the library knows the dataset
---@field fields { name: string, label: string, type: string, description: string? }[]
---@field metas table `default` has `title description license data_processed records_count` …
---@field [string] any whatever else the portal returns

---@class urssaf.Vintage a kept publication, and the query that it answers
---@field dataset string
---@field base_url string
---@field title string? of the dataset
---@field data_processed string? when the publication was made, as the portal writes it
---@field fetched_at string
---@field checked_at string when it was last known to be the newest publication
---@field rows integer
---@field bytes integer the size of its CSV
---@field url string the address that it was fetched from
---@field path string its CSV
---@field where table|string|nil
---@field from string?
---@field to string?
---@field measures string[]?
---@field dimensions string[]?

---@class urssaf.Release an update of a dataset, past or to come, by the portal's calendar
---@field day string? "2026-07-16": if the calendar names one day
---@field from string? the first day on which it may come; `day`, if there is that
---@field to string? the last one; without `from` and `to`, no date can be read
---@field date string? what the calendar says instead of a day: "fin juin 2026"
---@field precision string? what the calendar says of how sure the date is
---@field product string? what is released
---@field publication string? the publication in which it appears
---@field periodicity string? how often it is released
---@field theme string?

---@class urssaf.Calendar the updates of a dataset
---@field dataset string
---@field last urssaf.Release? the latest one whose last day is over
---@field next urssaf.Release? the first one whose last day is not over: it may be today
---@field releases urssaf.Release[] all, in order of time; those without a date come last
---@field notes urssaf.Note[]
---@field source urssaf.Source of the calendar

---@class urssaf.Capabilities what the library can use in this host
---@field version string of the library
---@field lua string such as "Lua 5.4" or "LuaJIT 2.1.0-beta3"
---@field decoder "c"|"lua"
---@field transport "libcurl"|"host"|nil what makes requests; nil if nothing can be fetched
---@field inflate string? what decompresses responses: "zlib 1.2.13", or "isal 2.30.0" for ISA-L;
-- nil where not libcurl makes the requests
---@field json "lua-cjson"|"dkjson"|"host"|nil what reads JSON; nil if nothing can be fetched
---@field cache boolean whether publications can be kept
---@field loops string[] those of `urssaf.loop` whose modules were found, which are not loaded
---@field lacking { decoder: string?, transport: string?, json: string?, cache: string? } the
-- reason for each thing that is missing; `decoder`: why the C decoder is not used

-- ------------------------------------------------------------------ of hosts

---@class urssaf.Limits the limits of one request, for the transport to keep if it can
---@field timeout number seconds for the whole request
---@field connect_timeout number seconds until a connection is made
---@field stall_timeout number seconds without receiving a byte
---@field max_bytes number the largest body

---@alias urssaf.Transport fun(url: string, headers: table, limits: urssaf.Limits): integer?, any
-- does one GET: returns the status, the headers by name (in upper or lower case; may be nil) and
-- the body, decompressed; or nil, and what went wrong. It may yield

---@alias urssaf.Phase "connect"|"metadata"|"download"|"decode"

---@alias urssaf.Progress fun(received: number, total: nil, phase: urssaf.Phase): boolean?
-- called at least once a second with the number of bytes received, after decompression; `false`
-- cancels the call

---@alias urssaf.SetEnd fun(end_wait: fun()) takes a function that is called if another call of the
-- client is about to drive the session or to close it: it stops watching the descriptors at once,
-- has the wait end soon, and resumes no coroutine itself

---@alias urssaf.Wait fun(session: urssaf.http.Session, seconds: number, set_end: urssaf.SetEnd)
-- waits until the session has news, at most for these seconds; it may return earlier, and may yield

---@alias urssaf.LoopStep fun(seconds: number?, reading: table?, writing: table?): integer, ...
-- waits in `select`, at most for these seconds, and resumes who waited; returns how many still
-- wait, and lists of those of the program's own sockets that can be read and written

return {}

-- ------------------------------------------------------------------ of reports

---@class urssaf.SiteFile what `urssaf.site` returns a list of
---@field name string "38.html", "index.html"
---@field text string
