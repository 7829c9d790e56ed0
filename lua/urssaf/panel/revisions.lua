--- How the figures of a series moved from one publication to the next: the revision triangle, and
-- what it says of figures by their age.
--
-- The age of a figure in a publication is the number of periods from its own to the publication's
-- last one: a figure that is published for the first time has mostly the age 0.
local additivity = require "urssaf.domain.additivity"
local check_text = require "urssaf.panel.check_text"
local errors = require "urssaf.base.errors"
local method_changes = require "urssaf.domain.method_changes"
local numbers = require "urssaf.base.numbers"
local options = require "urssaf.domain.options"
local panel_like = require "urssaf.panel.panel_like"
local period = require "urssaf.domain.period"
local provisional = require "urssaf.panel.provisional"
local ratio = require "urssaf.panel.ratio"
local settling = require "urssaf.panel.settling"
local sorting = require "urssaf.base.sorting"
local stable = require "urssaf.base.stable"
local tables = require "urssaf.base.tables"
local unit = require "urssaf.domain.unit"

local revisions = {}

---@class urssaf.Publication one of a triangle
---@field published string? when its data were processed
---@field last string the last period that it has a figure of

---@class urssaf.RevisionRow the figures of one period
---@field period string
---@field values table<integer, number> by the number of the publication; nil where it has none

---@class urssaf.RevisionStep a figure that two publications have
---@field period string
---@field age integer in the older publication
---@field from integer the number of the older publication
---@field old number
---@field new number
---@field change number new - old
---@field relative number? new / old - 1; nil from zero or below, and of shares and rates

---@class urssaf.RevisionsOfAge what happened to the figures of an age with the next publication
---@field age integer
---@field count integer how many figures
---@field revised integer how many of them changed
---@field mean number the mean change, in the unit of the measure
---@field mean_absolute number the mean of the changes without their sign
---@field mean_relative number? the same, relative
---@field mean_absolute_relative number?
---@field largest urssaf.RevisionStep the largest change without its sign

---@class urssaf.Revisions
---@field dataset string?
---@field measure string
---@field key table<string, string> of the unit; of a sum what all its units share
---@field name string of the unit, or of the sum
---@field source urssaf.Source? of the newest publication
---@field frequency urssaf.Frequency
---@field publications urssaf.Publication[] the oldest first
---@field rows urssaf.RevisionRow[] the oldest period first
---@field by_age urssaf.RevisionsOfAge[] the youngest first
---@field settled_at integer? the youngest age from which on figures mostly stay; nil if two
-- publications or fewer tell nothing
---@field notes urssaf.Note[] changes of method between the publications, of kind `method`
local Revisions = {}
Revisions.__index = Revisions

-- Their metatables: see the end of this file.
local AGE, ROW, STEP, PUBLICATION = {}, {}, {}, {}

local checks = options.checks

local function check_key(value)
  if type(value) ~= "table" then return "a selection, such as { departement = \"Isère\" }" end
end

local function check_panels(value)
  return checks.panels(value) or #value == 0 and "a list of panels" or nil
end

--- The options that choose a series, and the panels to look for it in.
revisions.OPTIONS = { panels = check_panels, measure = checks.text, key = check_key,
  missing = options.one_of("strict", "skip", "zero") }

-- The keys of a table of numbers, from low to high.
local function ordered(set)
  local list = {}
  for key in pairs(set) do list[#list + 1] = key end
  table.sort(list)
  return list
end

-- ------------------------------------------------------------------ one publication

-- The series that is asked for in a panel: one of its own, or the sum of several; nil if the panel
-- has none.
local function series_of(panel, given)
  local has_measure = tables.find(panel.series, function(s) return s.measure == given.measure end)
  if not has_measure and ratio.operands(given.measure, panel.dataset) then
    panel = panel:with(given.measure)
  end
  local part = panel:filter(tables.merge(given.key or {}, { measure = given.measure }))
  if #part.series > 1 then part = part:total { missing = given.missing } end
  return part.series[1]
end

-- What a publication says: values by the ordinal of their period.
local function figures_of(panel, given)
  local s = series_of(panel, given)
  local figures = { published = panel.source and panel.source.data_processed,
    frequency = panel.frequency, values = {}, series = s, source = panel.source }
  for i = 1, s and #s.periods or 0 do
    local value = s.values[i]
    if value ~= nil then
      local ordinal = period.ordinal(s.periods[i], panel.frequency)
      figures.values[ordinal], figures.last = value, ordinal
    end
  end
  return figures
end

-- ------------------------------------------------------------------ by age

-- The change of a share or a rate is in points, so that it has no relative size.
local function relative(s, old, new)
  if old > 0 and not additivity.grows_in_points(s) then return new / old - 1 end
end

-- The figures of a publication that the next one has too.
local function steps_of(list, k, s)
  local steps, older, newer = {}, list[k], list[k + 1]
  for _, ordinal in ipairs(ordered(older.values)) do
    local old, new = older.values[ordinal], newer.values[ordinal]
    if new ~= nil then
      steps[#steps + 1] = { period = period.from_ordinal(ordinal, older.frequency), from = k,
        age = older.last - ordinal, old = old, new = new, change = new - old,
        relative = relative(s, old, new) }
    end
  end
  return steps
end

local function mean_of(steps, value_of)
  local sum, count = 0, 0
  for _, step in ipairs(steps) do
    local value = value_of(step)
    if value then sum, count = sum + value, count + 1 end
  end
  if count > 0 then return sum / count end
end

local function absolute(value) return value and math.abs(value) end

local function summary(age, steps)
  local largest, revised = steps[1], 0
  for _, step in ipairs(steps) do
    if math.abs(step.change) > math.abs(largest.change) then largest = step end
    if step.change ~= 0 then revised = revised + 1 end
  end
  local function change(step) return step.change end
  local function share(step) return step.relative end
  return { age = age, count = #steps, revised = revised, largest = setmetatable(largest, STEP),
    mean = mean_of(steps, change),
    mean_absolute = mean_of(steps, function(step) return absolute(step.change) end),
    mean_relative = mean_of(steps, share),
    mean_absolute_relative = mean_of(steps, function(step) return absolute(step.relative) end) }
end

local function by_age(list, s)
  local of_age = {}
  for k = 1, #list - 1 do
    for _, step in ipairs(steps_of(list, k, s)) do
      of_age[step.age] = of_age[step.age] or {}
      table.insert(of_age[step.age], step)
    end
  end
  return tables.map(ordered(of_age), function(age) return summary(age, of_age[age]) end)
end

-- ------------------------------------------------------------------ the triangle

local function rows_of(list, frequency)
  local all = {}
  for _, figures in ipairs(list) do
    for ordinal in pairs(figures.values) do all[ordinal] = true end
  end
  return tables.map(ordered(all), function(ordinal)
    local values = {}
    for k, figures in ipairs(list) do values[k] = figures.values[ordinal] end
    return { period = period.from_ordinal(ordinal, frequency), values = values }
  end)
end

local function by_publication(a, b)
  if a.published == b.published then return false end
  if not (a.published and b.published) then return a.published == nil end
  return sorting.before(a.published, b.published)
end

-- The publications that have figures, the oldest first.
local function sorted(list)
  local kept = tables.filter(list, function(figures) return figures.last ~= nil end)
  return stable.sort(kept, by_publication)
end

local function check_alike(list)
  for _, figures in ipairs(list) do
    if figures.frequency ~= list[1].frequency then
      errors.misuse("one publication has %ss, another %ss", list[1].frequency,
        figures.frequency)
    end
  end
end

--- What is asked for, from panels that come one after the other, so that only one of them is in
-- memory at a time.
---@param next_panel fun(): urssaf.Panel?, urssaf.Error? nil at the end
---@param given table of `OPTIONS`
---@return urssaf.Revisions?
---@return urssaf.Error? err that of `next_panel`; kind `none` if no panel has the series
function revisions.of(next_panel, given)
  if not given.measure then errors.misuse("revisions: say which measure") end
  local list, dataset = {}, nil
  local panel, err = next_panel()
  while panel do
    list[#list + 1], dataset = figures_of(panel, given), dataset or panel.dataset
    panel, err = next_panel()
  end
  if err then return nil, err end
  check_alike(list)
  list = sorted(list)
  if #list == 0 then
    local in_lua = "urssaf.vintages lists those that are kept"
    return errors.fail("none", ("no publication has a figure of this (%s)"):format(in_lua),
      { in_lua = in_lua, about = "vintages" })
  end
  local newest = list[#list]
  local ages, rows = by_age(list, newest.series), rows_of(list, newest.frequency)
  for _, one in ipairs(ages) do setmetatable(one, AGE) end
  for _, row in ipairs(rows) do setmetatable(row, ROW) end
  return setmetatable({ dataset = dataset, measure = given.measure,
    key = newest.series.key, source = newest.source,
    name = unit.name(newest.series.key), frequency = newest.frequency, by_age = ages,
    settled_at = settling.age(ages), rows = rows,
    notes = method_changes.notes(dataset, { given.measure }, list[1].published, newest.published),
    publications = tables.map(list, function(figures)
      return setmetatable({ published = figures.published,
        last = period.from_ordinal(figures.last, figures.frequency) }, PUBLICATION)
    end) }, Revisions)
end

-- ------------------------------------------------------------------ marks

--- A panel with those figures of the measure marked as provisional that are younger than the age
-- from which on they mostly stay: `series.provisional[i]` is true there, and in whatever is made of
-- them. A note of kind `provisional` says since when, or that nothing is known.
---@param panel urssaf.Panel of the same frequency
---@return urssaf.Panel
function Revisions:mark(panel)
  if panel.frequency ~= self.frequency then
    errors.misuse("mark: these are revisions of %ss, and the panel has %ss: mark it before it is"
      .. " made of longer periods", self.frequency, panel.frequency)
  end
  return panel_like(panel, provisional.panel(panel, { [self.measure] = self.settled_at },
    function(measure) return measure == self.measure end))
end

-- ------------------------------------------------------------------ text

local function age_line(one)
  local size = one.mean_absolute_relative
  return ("age %d: %d of %d revised, by %s on average, at most %s (%s)"):format(one.age,
    one.revised, one.count, size and check_text.signed_percent(size):gsub("^%+", "")
      or check_text.rounded(one.mean_absolute), one.largest.relative
      and check_text.signed_percent(one.largest.relative)
      or check_text.rounded(one.largest.change), one.largest.period)
end

AGE.__tostring = age_line

-- "2024-Q4, age 0: 310, before 295".
function STEP.__tostring(step)
  return ("%s, age %d: %s, before %s"):format(step.period, step.age, numbers.text(step.new),
    numbers.text(step.old))
end

-- "published 2026-07-16, to 2025-Q4".
function PUBLICATION.__tostring(one)
  return ("published %s, to %s"):format(one.published and one.published:sub(1, 10)
    or "on an unknown day", one.last)
end

-- A period and what each publication has of it: "2021-Q2: missing, 310, 312".
function ROW.__tostring(row)
  local parts, last = {}, 0
  for i in pairs(row.values) do last = math.max(last, i) end
  for i = 1, last do parts[i] = numbers.text(row.values[i]) or "missing" end
  return ("%s: %s"):format(row.period, table.concat(parts, ", "))
end

-- How many ages are printed.
local SHOWN = 8

--- What it is about, and the revisions of figures by age.
---@return string
function Revisions:__tostring()
  local lines = { ("%s, %s: %d publications"):format(self.measure, self.name,
    #self.publications) }
  for i = 1, math.min(#self.by_age, SHOWN) do
    lines[#lines + 1] = "  " .. age_line(self.by_age[i])
  end
  if self.settled_at then
    lines[#lines + 1] = ("figures mostly stay from the age of %s %ss on"):format(
      numbers.text(self.settled_at), self.frequency)
  end
  for _, note in ipairs(self.notes) do lines[#lines + 1] = note.message end
  return table.concat(lines, "\n")
end

return revisions
