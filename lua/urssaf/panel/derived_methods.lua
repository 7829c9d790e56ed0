--- The methods of panels that make a panel of other figures from each of its series. They are
-- methods like those of methods.lua, which takes them over.
local lazy = require "urssaf.base.lazy"

local panel_like = lazy "urssaf.panel.panel_like"
local parts_over_time = lazy "urssaf.panel.parts_over_time"
local temporal = lazy "urssaf.panel.temporal"
local wide = lazy "urssaf.panel.wide"

---@class urssaf.Panel
local Panel = {}

--- The change of every series over k periods, as series:change.
---@param k integer
---@param given urssaf.GrowthOptions? `units`: "common" compares of sums only the units at both ends
---@return urssaf.Panel
function Panel:change(k, given)
  return panel_like(self, temporal.over(self, "change", k, given))
end

--- The growth of every series over k periods, as series:growth. Growths and differences, also
-- those that are published as such, are left out, with a note; a panel of these alone raises.
---@param k integer
---@param given urssaf.GrowthOptions? `units`: "common" compares of sums only the units at both ends
---@return urssaf.Panel
function Panel:growth(k, given)
  return panel_like(self, temporal.over(self, "growth", k, given))
end

--- Every series as an index, 100 at the base, as series:index. Growths and differences are left
-- out, as in `growth`.
---@param base urssaf.Period a period, or a longer one: the mean of its periods
---@param given urssaf.GrowthOptions? `units`: "common" compares of sums only the units at the base
---@return urssaf.Panel
function Panel:index(base, given)
  return panel_like(self, temporal.index(self, base, given))
end

--- The panel with f(value, period, key, measure) in the place of each value that is there; f
-- returns a finite number, or nil for missing. Nothing is known of the results' nature and unit, so
-- that sums ask for `how`.
---@param f fun(value: number, period: string, key: table<string, string>, measure: string): number?
---@return urssaf.Panel
function Panel:map(f)
  return panel_like(self, temporal.map(self, f))
end

--- Each unit's share in the total, in every period: a panel of ratios, with the unit "1". It has in
-- each period what `panel:share` has in one, and keeps the parts: sums over units give the share of
-- these, and `annual`, `quarterly` and `rolling` that in longer periods.
---@param given urssaf.SharesOptions? `measure` (if there are several), `by`, `missing`, `how`
---@return urssaf.Panel
function Panel:shares(given)
  return panel_like(self, parts_over_time.shares(self, given), true)
end

--- Each unit's contribution to the growth of the total over k periods, in every period: a panel of
-- ratios in points, 0.01 being one point. It has in each period what `panel:contributions` has
-- between two; sums over units give the contribution of these, and that of all is the growth of the
-- total.
---@param given urssaf.PointsOptions? `measure` (if there are several), `k` (by default a year),
-- `by`, `missing`, `how`
---@return urssaf.Panel
function Panel:points(given)
  return panel_like(self, parts_over_time.points(self, given), true)
end

--- Each cell that has a value as a record, for JSON encoders and templates: a result with `rows`
-- { period =, key =, measure =, value = }, series by series, and the panel's `notes`.
---@param given urssaf.RecordsOptions? `measure`
---@return urssaf.Records
function Panel:records(given)
  return wide.records(self, given)
end

return Panel
