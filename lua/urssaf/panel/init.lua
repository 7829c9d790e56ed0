--- A panel: all series of a dataset, on one grid of periods. Its shape is the README's.
--
-- A plain table with methods. Panels are immutable by convention: no method writes to its
-- receiver, and results may share `periods`, `key` and `values` with it.
local aggregate = require "urssaf.panel.aggregate"
local additivity = require "urssaf.domain.additivity"
local caveats = require "urssaf.panel.caveats"
local errors = require "urssaf.base.errors"
local measures = require "urssaf.domain.measures"
local options = require "urssaf.domain.options"
local temporal = require "urssaf.panel.temporal"
local period = require "urssaf.domain.period"
local ranking = require "urssaf.panel.ranking"
local ratio = require "urssaf.panel.ratio"
local selection = require "urssaf.panel.selection"
local series = require "urssaf.panel.series"
local unit = require "urssaf.domain.unit"

local panel = {}

---@class urssaf.Panel
---@field dataset string? the portal's identifier
---@field frequency "quarter"|"year"
---@field periods string[] the full grid, step one
---@field series urssaf.Series[] in canonical order: unit, then measure
---@field notes urssaf.Note[] what has to be said of it
---@field source urssaf.Source where it comes from
---@field universe table the keys and measures there were before anything was filtered out
local Panel = {}
Panel.__index = Panel

--- Makes a panel of a plain table (`dataset`, `frequency`, `periods`, `series`, `notes`,
-- `source`) whose series are series with methods.
---@param plain table
---@return urssaf.Panel
function panel.of(plain)
  plain.notes = plain.notes or {}
  plain.source = plain.source or {}
  plain.universe = plain.universe or selection.universe(plain.series)
  return setmetatable(plain, Panel)
end

--- The same of plain series, which become series with methods.
---@param plain table
---@return urssaf.Panel
function panel.new(plain)
  for _, s in ipairs(plain.series) do series.new(s) end
  return panel.of(plain)
end

-- A panel like self with other series, and what has to be said besides.
local function derive(self, fields)
  local made = {
    dataset = self.dataset, frequency = self.frequency, periods = self.periods,
    source = self.source, notes = self.notes,
  }
  for name, value in pairs(fields) do made[name] = value end
  return panel.new(made)
end

local checks = options.checks

local function how_check(setting)
  return additivity.how_check(setting)
end

-- ------------------------------------------------------------------ selecting

--- The series that match, as a panel of their own.
--
-- `wanted` names keys with a value, a list of values or a predicate on the value; `measure` the
-- same way; `area = "metropole"` or `"drom"`. Spelling is forgiven: `departement = 1`, `"01"`,
-- `"Ain"`, `"cotes d'armor"`, `region = "PACA"`. A unit without the key never matches. `from` and
-- `to` (quarters in any spelling, or bare years, both inclusive) cut the grid, which otherwise
-- stays as it is. What exists but is not in this panel gives an empty one; what exists nowhere
-- raises, with the nearest name.
---@param wanted urssaf.Selection
---@return urssaf.Panel
function Panel:filter(wanted)
  local list = selection.series(self, wanted)
  local first, last = period.positions(self.periods, self.frequency, wanted.from, wanted.to)
  local periods = self.periods
  if first ~= 1 or last ~= #self.periods then
    periods = {}
    for i = first, last do periods[i - first + 1] = self.periods[i] end
    for i, s in ipairs(list) do list[i] = series.cut(s, periods, first, last) end
  end
  return derive(self, { periods = periods, series = list, universe = self.universe,
    notes = caveats.concerning(self.notes, list) })
end

local function ambiguous(wanted, list)
  local few = {}
  for i = 1, math.min(3, #list) do few[i] = tostring(list[i]):match("^[^:]*") end
  local shown = table.concat(few, "; ") .. (#list > 3 and "; …" or "")
  return errors.fail("ambiguous", ("%d series match %s: %s; they differ in %s: say which, or use"
    .. " filter"):format(#list, selection.describe(wanted), shown,
      table.concat(selection.differences(list), ", ")))
end

--- The one series that matches; `wanted` is filter's.
---@param wanted urssaf.Selection
---@return urssaf.Series? series
---@return urssaf.Error? err kind `none` or `ambiguous`
function Panel:get(wanted)
  local list = self:filter(wanted).series
  if #list == 1 then return list[1] end
  if #list > 1 then return ambiguous(wanted, list) end
  return errors.fail("none", "no series of this panel matches " .. selection.describe(wanted))
end

-- ------------------------------------------------------------------ aggregating

local function missing_check(value)
  if value ~= "strict" and value ~= "skip" then return '"strict" or "skip"' end
end

local OVER_UNITS = { missing = missing_check, how = how_check(additivity.UNITS) }

local function with(spec, more)
  local merged = {}
  for name, check in pairs(spec) do merged[name] = check end
  for name, check in pairs(more) do merged[name] = check end
  return merged
end

-- Keys are looked up later, where the panel's own are known.
local function any_check() end

local BY = with(OVER_UNITS, { by = any_check })

--- Sums over units, by one key or several.
--
-- A code and its name stay together, and a département's region with them; a finer key never stays.
-- A unit without the key forms its own group. With missing = "strict" (the default) a sum is
-- missing where a unit that should be there is not: from its own first value of that measure to the
-- panel's last period. With "skip" what is there is added, and `coverage` of the series says how
-- many of how many units. The unclassified remainder counts, and never makes a sum missing. A row
-- that is itself a total is kept out, with a note. Ratios are computed anew from their parts.
---@param given urssaf.AggregateOptions `by`: a key or a list of keys; `missing`; `how`: "sum" or
-- "mean" for measures the library does not know, for all or as a table by measure
---@return urssaf.Panel
function Panel:aggregate(given)
  local checked = options.check(given, BY)
  local by = aggregate.check_by(checked.by, self.series)
  local list, notes = aggregate.by(self.series, by, checked)
  return derive(self, { series = list, notes = caveats.add(self.notes, notes) })
end

--- Sums over all units: one series a measure, without keys. Options as in aggregate, but for `by`.
---@param given urssaf.TotalOptions?
---@return urssaf.Panel
function Panel:total(given)
  local checked = options.check(given, OVER_UNITS)
  local list, notes = aggregate.by(self.series, {}, checked)
  notes = caveats.add(caveats.add(self.notes, notes), caveats.scope(self))
  return derive(self, { series = list, notes = notes })
end

-- ------------------------------------------------------------------ over time

--- Years of quarters: flows are summed, counts averaged, stocks taken at the year's end; missing
-- unless the year is whole. Ratios are computed anew from their parts on one time basis, stocks by
-- their mean.
---@param given urssaf.HowOptions? for measures the library does not know
---@return urssaf.Panel
function Panel:annual(given)
  local how = options.check(given, { how = how_check(additivity.YEAR) }).how
  if self.frequency == "year" then errors.misuse("annual: these are years already") end
  local list, notes, years = temporal.annual(self.series, self.periods, how)
  return derive(self, { frequency = "year", periods = years, series = list,
    notes = caveats.add(self.notes, notes) })
end

--- Flows added, counts averaged over k periods up to each; ratios computed anew from their parts.
-- Stocks are left out, with a note; alone they are refused.
---@param k integer
---@param given urssaf.HowOptions? as in annual
---@return urssaf.Panel
function Panel:rolling(k, given)
  local how = options.check(given, { how = how_check(additivity.WINDOW) }).how
  local list, notes = temporal.rolling(self.series, k, how)
  return derive(self, { series = list, notes = caveats.add(self.notes, notes) })
end

--- The growth of every series over a year, as series:yoy.
---@return urssaf.Panel
function Panel:yoy()
  local list, notes = temporal.growth(self.series, "yoy")
  return derive(self, { series = list, notes = caveats.add(self.notes, notes) })
end

--- The growth of every series over a quarter, as series:qoq.
---@return urssaf.Panel
function Panel:qoq()
  local list, notes = temporal.growth(self.series, "qoq")
  return derive(self, { series = list, notes = caveats.add(self.notes, notes) })
end

-- ------------------------------------------------------------------ ratios

-- Where a measure stands among a unit's others; those nobody ranked come last, as they came.
local function place_of(name)
  return measures.rank(name) or math.huge
end

local function insert(list, s)
  local at = #list + 1
  while at > 1 and place_of(list[at - 1].measure) > place_of(s.measure) do at = at - 1 end
  table.insert(list, at, s)
end

local function check_parts(self, name, given)
  if type(name) ~= "string" or not name:find("^[%w_]+$") then
    errors.misuse("with: a measure's name expected, got %s", tostring(name))
  end
  for _, s in ipairs(self.series) do
    if s.measure == name then errors.misuse("with: this panel has a measure '%s' already", name) end
  end
  local parts = given and options.check(given,
    { numerator = checks.text, denominator = checks.text })
  local first, second = ratio.recipe(name, parts)
  selection.measure(self, first or "(numerator)")
  selection.measure(self, second or "(denominator)")
  return parts
end

--- The panel with one measure more, computed from two of its own.
--
-- `solde` is immatriculations - radiations; `taux_activite` economiquement ÷ administrativement
-- actifs; `chiffre_d_affaires_moyen` turnover ÷ economiquement actifs, in euros an account. Any
-- other ratio takes its parts. The panel keeps the parts, also through `filter`, and aggregate,
-- annual and rolling compute a ratio anew from them: units enter only with both parts present.
---@param name string
---@param parts urssaf.RatioParts? measures of this panel
---@return urssaf.Panel
function Panel:with(name, parts)
  local made = ratio.compute(self.series, name, check_parts(self, name, parts))
  local list = {}
  for _, one in ipairs(unit.collect(self.series)) do
    local own = {}
    for i, s in ipairs(one.series) do own[i] = s end
    if made[one.id] then insert(own, made[one.id]) end
    for _, s in ipairs(own) do list[#list + 1] = s end
  end
  return derive(self, { series = list })
end

-- ------------------------------------------------------------------ one period

local ONE_PERIOD = with(BY, { measure = checks.text, at = checks.period_or_year })

-- The series of one measure, for the options of a comparison.
local function of_measure(self, given, spec)
  local checked = options.check(given, spec)
  local measure = selection.measure(self, checked.measure)
  return self:filter { measure = measure }.series, checked
end

-- With what is said of the panel and concerns these rows.
local function noted(self, list, rows)
  rows.notes = caveats.add(caveats.at(self.notes, list, rows.period or rows.to), rows.notes)
  return rows
end

local function boolean_check(value)
  if type(value) ~= "boolean" then return "true or false" end
end

local RANK = with(ONE_PERIOD, { n = checks.positive, descending = boolean_check,
  unclassified = boolean_check })

--- Units by size: rows { rank =, key =, value = }, the largest first; equal values share a rank.
-- Missing values and the unclassified remainder are not in it, unless `unclassified` says so.
---@param given urssaf.RankOptions `measure` (if there are several), `at` (by default the latest
-- complete period), `by`, `n` (how many rows), `descending` (true), `unclassified` (false)
---@return urssaf.Ranking rows with `period` and `notes`
function Panel:rank(given)
  local list, checked = of_measure(self, given, RANK)
  return noted(self, list, ranking.rank(list, checked))
end

--- Each unit's share in the total: rows { key =, value =, share =, total = } in canonical order,
-- the unclassified remainder last. Without a total, for one is missing, there is no share.
---@param given urssaf.ShareOptions `measure`, `at`, `by`, `missing`, `how`
---@return urssaf.Shares rows with `total`, `period` and `notes`
function Panel:share(given)
  local list, checked = of_measure(self, given, ONE_PERIOD)
  return noted(self, list, ranking.share(list, checked))
end

local CONTRIBUTIONS = with(BY, { measure = checks.text, from = checks.period_or_year,
  to = checks.period_or_year })

--- How much of the total's growth each unit is: rows { key =, from =, to =, change =, points = },
-- the unclassified remainder last; the points add to the total's growth.
---@param given urssaf.ContributionsOptions `measure`, `from` and `to` (by default the year up to
-- the latest complete period), `by`, `missing`, `how`
---@return urssaf.Contributions rows with `total`, `from`, `to` and `notes`
function Panel:contributions(given)
  local list, checked = of_measure(self, given, CONTRIBUTIONS)
  return noted(self, list, ranking.contributions(list, checked))
end

--- The last period in which no unit that should have a value lacks it; nil if there is none.
---@param given urssaf.LatestOptions? `measure`: of this one alone
---@return string? period
function Panel:latest_complete(given)
  local checked = options.check(given, { measure = checks.text })
  local list = self.series
  if checked.measure then list = of_measure(self, checked, { measure = checks.text }) end
  return (ranking.latest_complete(list))
end

-- ------------------------------------------------------------------ looking over
-- These modules are loaded when they are used: many a script never does.

--- What does not fit together in the data, and what explains it; prints as a report.
---@param given urssaf.CheckOptions? `tolerance`
---@return urssaf.Check
function Panel:check(given)
  return require("urssaf.panel.check").report(self, given)
end

--- What an older publication had otherwise: new and gone periods and units, revised cells with old
-- and new value, the largest first; prints as a report.
---@param older urssaf.Panel
---@return urssaf.Diff
function Panel:diff(older)
  return require("urssaf.panel.diff").compare(self, older)
end

--- How to cite the data: "fr" (the default), "en" or "bibtex".
---@param style "fr"|"en"|"bibtex"|nil
---@return string
function Panel:cite(style)
  return require("urssaf.panel.citation").cite(self, style)
end

-- ------------------------------------------------------------------ writing

--- A table of one measure: { header = {…}, rows = { {…} } }; missing cells are nil, so walk a row
-- with `for i = 1, #header`. Raises where two series would share a cell.
---@param given urssaf.WideOptions? `rows` ("period") and `columns`: "period", "measure" or a key
---@return urssaf.Wide
function Panel:wide(given)
  return require("urssaf.panel.wide").make(self, given)
end

--- CSV: one line a cell, or a table with `columns`. `preset = "fr"` is for French spreadsheets.
---@param given urssaf.CsvOptions? `layout`, `rows`, `columns`, `measure`, `delimiter`, `preset`
---@return string
function Panel:to_csv(given)
  return require("urssaf.panel.export").to_csv(self, given)
end

--- JSON in the panel's own shape; `layout = "long"`: a record for each cell, "wide": for each row.
---@param given urssaf.JsonOptions? `layout`, `rows`, `columns`, `measure`
---@return string
function Panel:to_json(given)
  return require("urssaf.panel.export").to_json(self, given)
end

-- ------------------------------------------------------------------ walking

--- Iterates over every cell, series by series: period, key, measure, value. The value is nil
-- where it is missing.
---@return fun(): string?, table<string, string>?, string?, number?
function Panel:rows()
  local at, i = 1, 0
  return function()
    i = i + 1
    local s = self.series[at]
    while s and i > #s.periods do
      at, i = at + 1, 1
      s = self.series[at]
    end
    if s then return s.periods[i], s.key, s.measure, s.values[i] end
  end
end

--- One line: dataset, number of series, span, publication, how many notes.
---@return string
function Panel:__tostring()
  local size, notes = #self.periods, #self.notes
  local processed = self.source.data_processed
  return ("%s: %d series, %s%s%s"):format(self.dataset or "panel", #self.series,
    size > 0 and self.periods[1] .. " to " .. self.periods[size] or "no period",
    processed and ", published " .. processed:sub(1, 10) or "",
    notes > 0 and (", %d note%s"):format(notes, notes > 1 and "s" or "") or "")
end

return panel
