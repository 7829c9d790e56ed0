--- The methods of panels; those of derived_methods.lua besides.
local derived_methods = require "urssaf.panel.derived_methods"
local lazy = require "urssaf.base.lazy"
local receivers = require "urssaf.base.receivers"

local aggregate = lazy "urssaf.panel.aggregate"
local caveats = lazy "urssaf.panel.caveats"
local check = lazy "urssaf.panel.check"
local citation = lazy "urssaf.panel.citation"
local composition = lazy "urssaf.panel.composition"
local contributions = lazy "urssaf.panel.contributions"
local deflate = lazy "urssaf.panel.deflate"
local diff = lazy "urssaf.panel.diff"
local export = lazy "urssaf.panel.export"
local fill = lazy "urssaf.panel.fill"
local join = lazy "urssaf.panel.join"
local joined_notes = lazy "urssaf.panel.joined_notes"
local latest = lazy "urssaf.panel.latest"
local note_labels = lazy "urssaf.panel.note_labels"
local options = lazy "urssaf.domain.options"
local panel_like = lazy "urssaf.panel.panel_like"
local period = lazy "urssaf.domain.period"
local printed = lazy "urssaf.domain.printed"
local pseudo_units = lazy "urssaf.domain.pseudo_units"
local ranking = lazy "urssaf.panel.ranking"
local ratio = lazy "urssaf.panel.ratio"
local selection = lazy "urssaf.panel.selection"
local series = lazy "urssaf.panel.series"
local tables = lazy "urssaf.base.tables"
local temporal = lazy "urssaf.panel.temporal"
local unit = lazy "urssaf.domain.unit"
local unit_comparison = lazy "urssaf.panel.unit_comparison"
local vintage = lazy "urssaf.panel.vintage"
local wide = lazy "urssaf.panel.wide"


---@class urssaf.Panel
---@field dataset string? the portal's identifier
---@field frequency urssaf.Frequency
---@field periods string[] the full grid, step one
---@field series urssaf.Series[] in canonical order: unit, then measure
---@field notes urssaf.Note[] caveats
---@field source urssaf.Source where it comes from
---@field universe table the keys and measures it had before any filter
local Panel = {}

for name, method in pairs(derived_methods) do Panel[name] = method end

-- ------------------------------------------------------------------ selecting

-- The series that match, on their periods.
local function selected(panel, wanted)
  local list, periods = selection.series(panel, wanted), panel.periods
  local first, last = period.positions(periods, panel.frequency, wanted.from, wanted.to)
  if first ~= 1 or last ~= #periods then
    periods = composition.slice(periods, first, last)
    for i, s in ipairs(list) do list[i] = series.cut(s, periods, first, last) end
  end
  return list, periods
end

--- The series that match, as a panel of their own.
--
-- `wanted` names keys with a value, a list of values or a predicate on the value; `measure` the
-- same way; `area = "metropole"` or `"drom"`. Spelling is forgiven: `departement = 1`, `"01"`,
-- `"Ain"`, `"cotes d'armor"`, `region = "PACA"`. A unit without the key never matches. `from` and
-- `to` (periods of any frequency in any spelling, both inclusive) cut the grid, which otherwise
-- stays as it is. What exists but is not in this panel gives an empty one; what exists nowhere
-- raises, with the nearest name. A code finds units of that code, and by name only those without
-- one. The series are the panel's own: what is written to one is in both panels.
---@param wanted urssaf.Selection
---@return urssaf.Panel
function Panel:filter(wanted)
  local list, periods = selected(self, wanted)
  return panel_like(self, { periods = periods, series = list, universe = self.universe,
    notes = joined_notes.concerning(caveats.concerning(self.notes, list), list) })
end

--- The one series that matches a selection, as in `filter`. It is the panel's own: what is written
-- to its `values` is in the panel, too.
---@param wanted urssaf.Selection
---@return urssaf.Series? series
---@return urssaf.Error? err kind `none` or `ambiguous`
function Panel:get(wanted)
  vintage.settle(self)
  return selection.only((selected(self, wanted)), wanted)
end

--- The units that are no place and no sector: { key =, name =, role = }, remainders first. The role
-- is "remainder" (`_non classé ailleurs_`, code NCA, and other names between underscores) or
-- "adjustment" (`_calage_`).
--
-- They count in every sum and never make one missing. They have no rank, no square on a map and no
-- line beside those of places; `check` does not judge their figures.
---@return urssaf.PseudoUnit[]
function Panel:pseudo_units()
  local _, pseudo = pseudo_units.split(unit.collect(self.series))
  return setmetatable(tables.map(pseudo, function(one)
    return setmetatable({ key = one.key, name = unit.name(one.key),
      role = pseudo_units.role(one.key) }, printed.PSEUDO_UNIT)
  end), printed.PSEUDO_UNITS)
end

-- ------------------------------------------------------------------ aggregating

--- Sums over units, by one key or several.
--
-- A code and its name stay together, and a département's region with them; a finer key never stays.
-- A unit without the key forms its own group. With missing = "strict" (the default) a sum is
-- missing where a unit is missing that is expected: from its own first value of that measure to the
-- panel's last period. With "skip" the units that are present are added, and `coverage` of the
-- series says how many of how many. Pseudo-units count, and never make a sum missing; a mean leaves
-- them out, with a note. A total row is kept out, with a note. A ratio is computed anew from its
-- parts if these are in the panel; else it is left out, with a note, and refused if it is alone.
---@param given urssaf.AggregateOptions `by`: a key or a list of keys; `missing`; `how`: "sum" or
-- "mean" for measures the library does not know, for all or as a table by measure
---@return urssaf.Panel
function Panel:aggregate(given)
  return panel_like(self, aggregate.panel(self, given), true)
end

--- Sums over all units: one series a measure, without keys. Options as in `aggregate`, except `by`.
---@param given urssaf.TotalOptions?
---@return urssaf.Panel
function Panel:total(given)
  return panel_like(self, aggregate.total(self, given), true)
end

--- The panel with a value, by default 0, in its empty cells, so far as a value is expected there:
-- from the unit's own first value of the measure to the panel's last period, or to the last value
-- of a unit that has none for a year; only in periods in which another unit has a value, unless
-- the dataset's empty cells very probably mean none. `series.filled[i]` is true where the value
-- stands for an empty cell or is made of one. Pseudo-units, ratios, sums and what is computed over
-- several periods are left as they are, and so are total rows; raises if there is nothing else.
---@param given urssaf.FillOptions? `value`, `measure` (a name or a list; by default all)
---@return urssaf.Panel with notes of kind `filled`
function Panel:fill(given)
  return panel_like(self, tables.merge(fill.panel(self, given), { universe = self.universe }))
end

-- ------------------------------------------------------------------ over time

--- Years of months or quarters: flows are summed, counts averaged, stocks taken at the year's end;
-- missing unless the year is whole. Ratios are recomputed from their parts on one time basis,
-- stocks by their mean; a ratio without parts is left out, with a note. A unit that begins within a
-- year has no such year of its own, but what it has since then is in that of sums over units.
---@param given urssaf.HowOptions? for measures the library does not know
---@return urssaf.Panel
function Panel:annual(given)
  return panel_like(self, temporal.annual(self, given))
end

--- Quarters of months, by the rules of `annual`; missing unless all three months are present.
-- Raises unless the panel has months.
---@param given urssaf.HowOptions? for measures the library does not know
---@return urssaf.Panel
function Panel:quarterly(given)
  return panel_like(self, temporal.quarterly(self, given))
end

--- Flows summed, counts averaged over the k periods up to each one; ratios recomputed from their
-- parts. Stocks are left out, with a note; a panel of stocks alone raises.
---@param k integer? by default a year's worth: 12 months, 4 quarters
---@param given urssaf.HowOptions? as in annual
---@return urssaf.Panel
function Panel:rolling(k, given)
  return panel_like(self, temporal.rolling(self, k, given))
end

--- The growth of every series over a year, as series:yoy.
---@param given urssaf.GrowthOptions? `units`: "common" compares of sums only the units at both ends
---@return urssaf.Panel
function Panel:yoy(given)
  return panel_like(self, temporal.growth(self, "yoy", given))
end

--- The growth of every series over a quarter, as series:qoq.
---@param given urssaf.GrowthOptions? `units`: "common" compares of sums only the units at both ends
---@return urssaf.Panel
function Panel:qoq(given)
  return panel_like(self, temporal.growth(self, "qoq", given))
end

--- The growth of every series over a month, as series:mom.
---@param given urssaf.GrowthOptions? `units`: "common" compares of sums only the units at both ends
---@return urssaf.Panel
function Panel:mom(given)
  return panel_like(self, temporal.growth(self, "mom", given))
end

-- ------------------------------------------------------------------ ratios

-- What a panel knows, and one more measure, which an empty one knows, too.
local function knowing(panel, measure)
  local measures = tables.merge(panel.universe.measures, { [measure] = true })
  return tables.merge(panel.universe, { measures = measures })
end

--- The panel with one more measure, computed from two of its own.
--
-- `solde` is immatriculations - radiations; `taux_activite` economiquement ÷ administrativement
-- actifs; `chiffre_d_affaires_moyen` turnover ÷ economiquement actifs, in euros an account. Any
-- other ratio takes its parts. The panel keeps the parts, also through `filter`; aggregate, annual
-- and rolling recompute a ratio from them: units enter only with both parts present, and one that
-- never has one of them is outside, which a note names. With `scale = 1000` the ratio is per
-- thousand of the denominator.
---@param name string
---@param parts urssaf.RatioParts? measures of this panel
---@return urssaf.Panel
function Panel:with(name, parts)
  return panel_like(self, { series = ratio.add(self, name, parts),
    universe = knowing(self, name) })
end

-- ------------------------------------------------------------------ tables from outside

--- The panel with one more measure, from a table that is not of the portal: population, businesses,
-- a price index.
--
-- The table is a CSV file with a header, or a list of rows; `by` says the keys by which its rows
-- belong to units, and "period" if they belong to periods. Codes and names are matched in any
-- spelling. A value of a longer period, such as a year, holds for each period in it, unless it is a
-- flow. An empty cell stays missing; what cannot be matched is told in notes of kind `joined`.
-- Raises if a sum of the new measure would count a value twice.
---@param given urssaf.JoinOptions
---@return urssaf.Panel? panel
---@return urssaf.Error? err of the table: kinds `file limit decode schema none`
function Panel:join(given)
  local list, notes = join.series(self, given)
  if not list then return nil, notes end
  return panel_like(self, { series = list, notes = caveats.add(self.notes, notes),
    universe = knowing(self, given.measure) })
end

--- Amounts in constant prices: each measure in euros divided by a price index, which is 1 at the
-- base. Their unit is "EUR of 2020", and their growth is not nominal any more. Do this before sums.
---@param given urssaf.DeflateOptions `by`: the measure that is the index; `base`: a period or year
---@return urssaf.Panel
function Panel:deflate(given)
  local list, notes = deflate.series(self, given)
  return panel_like(self, { series = list, notes = notes })
end

-- ------------------------------------------------------------------ one period

--- Units by size: a result with `rows` { rank =, key =, value = }, the largest first; equal values
-- share a rank.
-- Missing values and pseudo-units are left out; with `unclassified` the remainder has a rank too.
-- A unit that has had no value for a year has no rank, and does not make a period incomplete.
-- There are no rows, and no `period`, if the panel is empty, or if `at` is not given and there is
-- no complete period; so with `share` and `contributions`.
---@param given urssaf.RankOptions `measure` (if there are several), `at` (by default the latest
-- complete period), `by`, `n` (how many rows), `descending` (true), `unclassified` (false)
---@return urssaf.Ranking result `rows`, `period`, and `notes`, which tell the size of what has no
-- rank
function Panel:rank(given)
  return unit_comparison.of(self, given, "rank", ranking.rank)
end

--- Each unit's share in the total: a result with `rows` { key =, value =, share =, total =,
-- role = } in canonical order, pseudo-units with their role last. Without a total, because a unit
-- is missing, there is no share; nor is there one where a true unit is negative or the total is not
-- above zero, which a note of kind `signs` tells. A row is `partial` if the unit has no value of
-- its own, but a part of it is in the total: what it has since it began within the year, or its
-- pseudo-units alone.
---@param given urssaf.ShareOptions `measure`, `at`, `by`, `missing`, `how`
---@return urssaf.Shares result `rows`, `total`, `period` and `notes`
function Panel:share(given)
  return unit_comparison.of(self, given, "share", ranking.share)
end

--- Each unit's contribution to the growth of the total: a result with `rows` { key =, from =, to =,
-- change =, points =, role = }, pseudo-units last; the points add to the total's growth. There are
-- none where a true unit is negative, or the total is not above zero at the beginning; `partial` as
-- in `share`.
---@param given urssaf.ContributionsOptions `measure`, `from` and `to` (by default the year up to
-- the latest complete period), `by`, `missing`, `how`, `units` ("common": only those with values at
-- both ends)
---@return urssaf.Contributions result `rows`, `total`, `from`, `to` and `notes`
function Panel:contributions(given)
  return unit_comparison.of(self, given, "contributions", contributions.of)
end

--- The last period in which every expected unit has a value; nil if there is none.
---@param given urssaf.LatestOptions? `measure`: of this one alone; `missing` = "zero": empty cells
-- that count as zero, and units that have ended, do not make a period incomplete
---@return string? period
---@return urssaf.Note? note if it is not the last period with values: kind `latest`, who lacks one
function Panel:latest_complete(given)
  local checked = options.check(given, { measure = options.checks.text,
    missing = options.one_of("strict", "zero") })
  local panel = checked.missing == "zero" and self:fill() or self
  local measure = checked.measure and selection.measure(self, checked.measure)
  local list = selection.of_measures(panel, measure)
  local found, i = latest.complete(list)
  if not found then return nil end
  local note = latest.note(list, i)
  if note then return found, note_labels.of({ note }, list)[1] end
  return found -- alone, so that the call can be the last argument of another
end

-- ------------------------------------------------------------------ checking

--- Figures that do not fit together, and what explains them; prints as a report.
---@param given urssaf.CheckOptions? `tolerance`
---@return urssaf.Check
function Panel:check(given)
  return check.report(self, given)
end

--- The differences from an older publication: new and gone periods and units, revised cells with
-- old and new value, the largest first; prints as a report.
---@param older urssaf.Panel
---@return urssaf.Diff
function Panel:diff(older)
  return diff.compare(self, older)
end

--- How to cite the data: "fr" (the default), "en", "bibtex", or "csl" for CSL-JSON.
---@param style "fr"|"en"|"bibtex"|nil
---@return string
function Panel:cite(style)
  return citation.cite(self, style)
end

-- ------------------------------------------------------------------ writing

--- A table of one measure: { header = {…}, rows = { {…} } }; missing cells are nil, so walk a row
-- with `for i = 1, #header`. Raises where two series would share a cell.
---@param given urssaf.WideTableOptions? `rows` ("period") and `columns`: "period", "measure" or a
-- key; `records`: rows by column names, as JSON encoders take them
---@return urssaf.Wide
function Panel:wide(given)
  return wide.make(self, given)
end

--- CSV: one line for each cell, or a table with `columns`. `preset = "fr"` suits French
-- spreadsheets; `date = "last"` adds the last day of each period. `urssaf.read` reads it back.
---@param given urssaf.CsvOptions? `layout`, `rows`, `columns`, `measure`, `delimiter`, `preset`,
-- `date`, `bare`
---@return string
function Panel:to_csv(given)
  return export.to_csv(self, given)
end

--- JSON in the panel's own shape; with `layout = "long"` a record for each cell, with "wide" for
-- each row.
---@param given urssaf.JsonOptions? `layout`, `rows`, `columns`, `measure`
---@return string
function Panel:to_json(given)
  return export.to_json(self, given)
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

--- One line: dataset, number of series, span, publication, number of notes.
---@return string
function Panel:__tostring()
  local size, notes = #self.periods, #self.notes
  local processed = self.source.data_processed
  return ("%s: %d series, %s%s%s"):format(self.dataset or "panel", #self.series,
    size > 0 and self.periods[1] .. " to " .. self.periods[size] or "no period",
    processed and ", published " .. processed:sub(1, 10) or "",
    notes > 0 and (", %d note%s"):format(notes, notes > 1 and "s" or "") or "")
end

receivers.check(Panel, "panel", "series")

return Panel
