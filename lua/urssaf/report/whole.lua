--- What the reports on all places of a panel have in common: the sums for France and for each place
-- of a kind, and the measures as they are shown. Each is made when it is first asked for.
local additivity = require "urssaf.domain.additivity"
local measures = require "urssaf.domain.measures"
local period = require "urssaf.domain.period"
local places = require "urssaf.domain.places"
local ratio = require "urssaf.panel.ratio"
local series = require "urssaf.panel.series"
local tables = require "urssaf.base.tables"
local total_rows = require "urssaf.panel.total_rows"
local unit = require "urssaf.domain.unit"

local whole = {}

---@class urssaf.report.Whole
---@field known urssaf.Panel the measures that the library knows, and those derived from two of them
---@field in_sums "strict"|"skip" what an empty cell does to a sum, once those that count are filled
---@field is_all_of_france boolean whether the panel covers all of France
local Whole = {}
Whole.__index = Whole

-- ------------------------------------------------------------------ measures

-- Measures that are computed from two others.
local DERIVED = { "solde", "taux_activite", "chiffre_d_affaires_moyen" }

--- The one series of a measure in a panel; nil if it has none.
---@param panel urssaf.Panel?
---@param measure string
---@return urssaf.Series?
function whole.series(panel, measure)
  return tables.find(panel and panel.series or {}, function(s) return s.measure == measure end)
end

-- Whether a measure can be derived from two of a panel. In some files the turnover is a mean
-- already: nothing is derived from that. The levels at the ends of years are not compared with
-- figures of whole years.
local function can_derive(panel, name)
  local first, second = ratio.operands(name)
  local one, other = whole.series(panel, first), whole.series(panel, second)
  if not (one and other) or additivity.nature(one) == "ratio" then return false end
  return measures.of(name).terms ~= nil or ratio.is_on_one_basis(one, other)
end

-- The panel with the measures that can be derived from two that it has.
local function with_derived(panel)
  for _, name in ipairs(DERIVED) do
    local is_new = not whole.series(panel, name)
    if is_new and can_derive(panel, name) then panel = panel:with(name) end
  end
  return panel
end

local function is_additive(s)
  return s.parts ~= nil or (additivity.rule(s, additivity.UNITS)) ~= nil
end

-- The panel without the measures that are neither added up over units nor computed anew from parts.
local function additive(panel)
  local combinable = {}
  for _, s in ipairs(ratio.with_parts(panel.series)) do
    if combinable[s.measure] == nil then combinable[s.measure] = is_additive(s) end
  end
  return panel:filter { measure = function(name) return combinable[name] end }
end

-- Whether a measure of months or quarters is shown over a year: flows are, since these differ by
-- the season; so are means in euros, which grow with the time they cover, unless they are of those
-- who were counted in one period.
local function is_shown_over_a_year(s)
  if s.frequency == "year" then return false end
  if additivity.nature(s) == "flow" then return true end
  return s.parts ~= nil and not additivity.grows_in_points(s)
    and not measures.of(s.measure, s.dataset).within_period
end

--- One measure of a panel as it is shown: flows as sums over twelve months or four quarters.
---@param panel urssaf.Panel
---@param measure string
---@return urssaf.Panel
function whole.shown(panel, measure)
  local part = panel:filter { measure = measure }
  if part.series[1] and is_shown_over_a_year(part.series[1]) then return part:rolling() end
  return part
end

--- A measure by which places are compared: by the growth over a year or, of a ratio, by its level.
---@param shown urssaf.Panel of `whole.shown`
---@return urssaf.Panel
function whole.compared(shown)
  return shown.series[1] and additivity.nature(shown.series[1]) ~= "ratio" and shown:yoy() or shown
end

-- ------------------------------------------------------------------ places

--- The key that tells places of a kind apart: their code, if there is one.
---@param panel urssaf.Panel
---@param kind "departement"|"region"
---@return string
function whole.field_of(panel, kind)
  local code = "code_" .. kind
  return tables.find(panel.series, function(s) return s.key[code] end) and code or kind
end

-- Whether each place is one unit, and not several: by sector, or the départements of a region.
local function is_one_each(panel, kind, field)
  local seen = {}
  for _, one in ipairs(unit.collect(panel.series)) do
    local is_finer = kind == "region" and (one.key.code_departement or one.key.departement)
    if seen[one.key[field]] or is_finer then return false end
    seen[one.key[field]] = true
  end
  return true
end

--- One unit for each place of a kind, added up if needed.
---@param panel urssaf.Panel
---@param kind "departement"|"region"
---@param missing "strict"|"skip"
---@return urssaf.Panel? sums nil if there are no such places, or no measure that can be added up
function whole.units(panel, kind, missing)
  local field = whole.field_of(panel, kind)
  local part = panel:filter { [field] = function() return true end }
  if #part.series == 0 then return nil end
  if is_one_each(part, kind, field) then return part end
  local sums = additive(part)
  return #sums.series > 0 and sums:aggregate { by = field, missing = missing } or nil
end

--- The sum of all units; the panel itself if it is a sum already.
---@param panel urssaf.Panel
---@param missing "strict"|"skip"
---@return urssaf.Panel? sum nil if no measure can be added up
function whole.total(panel, missing)
  local list = unit.collect(panel.series)
  if #list == 1 and next(list[1].key) == nil then return panel end
  local sums = additive(panel)
  return #sums.series > 0 and sums:total { missing = missing } or nil
end

-- ------------------------------------------------------------------ a panel as a whole

local function known_of(panel, missing)
  local known = panel:filter { measure = function(name)
    return measures.of(name, panel.dataset) ~= nil
  end }
  return with_derived(missing == "zero" and known:fill() or known)
end

--- A panel as a whole.
---@param panel urssaf.Panel
---@param missing "strict"|"skip"|"zero"|nil what an empty cell does to a sum
---@return urssaf.report.Whole
function whole.of(panel, missing)
  return setmetatable({ known = known_of(panel, missing), made = {},
    in_sums = missing == "skip" and "skip" or "strict",
    is_all_of_france = #places.lacking(panel, { kind = "france" }) == 0 }, Whole)
end

-- What a function makes, once under a name.
local function once(self, words, make, ...)
  local name = table.concat(words, " ")
  if self.made[name] == nil then self.made[name] = make(self, ...) or false end
  return self.made[name] or nil
end

local function places_of(self, kind)
  if kind == "france" then return whole.total(self.known, self.in_sums) end
  return whole.units(self.known, kind, self.in_sums)
end

--- One unit for each place of a kind; nil if there are none. The sum of all is France only if the
-- panel covers all of it.
---@param kind "departement"|"region"|"france"
---@return urssaf.Panel?
function Whole:places(kind)
  return once(self, { kind }, places_of, kind)
end

local function shown_of(self, kind, measure)
  local panel = self:places(kind)
  return panel and whole.shown(panel, measure)
end

--- A measure of these places as it is shown: see `whole.shown`.
---@param kind "departement"|"region"|"france"
---@param measure string
---@return urssaf.Panel?
function Whole:shown(kind, measure)
  return once(self, { "shown", kind, measure }, shown_of, kind, measure)
end

local function compared_of(self, kind, measure)
  local panel = self:shown(kind, measure)
  return panel and whole.compared(panel)
end

--- A measure by which these places are compared: see `whole.compared`.
---@param kind "departement"|"region"
---@param measure string
---@return urssaf.Panel?
function Whole:compared(kind, measure)
  return once(self, { "compared", kind, measure }, compared_of, kind, measure)
end

-- The series of the places of a kind that have a rank, by key and measure: all but total rows and
-- pseudo-units. All measures together show which rows are totals.
local function ranked_of(self, kind)
  local panel, ranked = self:places(kind), {}
  for _, one in ipairs(panel and total_rows.keep_out(unit.collect(panel.series)) or {}) do
    local true_series = tables.filter(one.series, function(s) return not series.role(s) end)
    ranked[one.key] = tables.set(true_series, "measure")
  end
  return ranked
end

--- The values of a measure, as it is shown, that are ranked: those of places, at a period.
---@param kind "departement"|"region"
---@param measure string
---@param at string a period
---@return { key: table, value: number }[]
function Whole:ranked(kind, measure, at)
  local ranked, shown = once(self, { "ranked", kind }, ranked_of, kind), self:shown(kind, measure)
  local list, i = {}, shown and period.position(shown.periods, shown.frequency, at)
  for _, s in ipairs(shown and shown.series or {}) do
    local value = ranked[s.key] and ranked[s.key][measure] and s.values[i]
    if value then list[#list + 1] = { key = s.key, value = value } end
  end
  return list
end

return whole
