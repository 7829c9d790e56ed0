--- From which age on the figures of a dataset mostly stay, judged by the cells of all units in
-- publications that follow each other.
--
-- The age of a figure in a publication is the number of periods from its own to the last one of
-- which the publication has a figure of the measure, as in revisions.lua.
local period = require "urssaf.domain.period"
local unit = require "urssaf.domain.unit"

local settling = {}

--- From which age on figures mostly stay: figures of an age usually move if the next publication
-- changed more than half of them. nil if there are no figures to compare.
---@param ages table[] `age count revised`, by age
---@return integer?
function settling.age(ages)
  local settled = 0
  for _, one in ipairs(ages) do
    if one.revised * 2 > one.count then settled = one.age + 1 end
  end
  return #ages > 0 and settled or nil
end

-- What a publication says of some measures: { last =, units = { id = values by ordinal } } by
-- measure.
local function figures_of(panel, measures)
  local of = {}
  for _, s in ipairs(panel.series) do
    if measures[s.measure] and not s.transform then
      local own = of[s.measure] or { units = {}, last = -math.huge }
      of[s.measure] = own
      local values = {}
      local before = s.periods[1] and period.ordinal(s.periods[1], panel.frequency) - 1
      for i, value in pairs(s.values) do
        values[i + before], own.last = value, math.max(own.last, i + before)
      end
      own.units[unit.lasting_id(s.key)] = values
    end
  end
  return of
end

-- Counts the figures of an older publication that the newer one has, and those that it changed.
local function compare(older, newer, counts)
  for id, values in pairs(older.units) do
    local later = newer.units[id] or {}
    for ordinal, value in pairs(values) do
      if later[ordinal] ~= nil then
        local age = older.last - ordinal
        counts[age] = counts[age] or { age = age, count = 0, revised = 0 }
        counts[age].count = counts[age].count + 1
        if later[ordinal] ~= value then counts[age].revised = counts[age].revised + 1 end
      end
    end
  end
end

local function by_age(counts)
  local list = {}
  for _, one in pairs(counts) do list[#list + 1] = one end
  table.sort(list, function(a, b) return a.age < b.age end)
  return list
end

--- From which age on the figures of some measures mostly stay, by measure; a measure is absent if
-- nothing can be compared. Two publications are in memory at a time.
---@param next_panel fun(): urssaf.Panel?, urssaf.Error? the oldest first; nil at the end
---@param measures table<string, any> set of names
---@param frequency urssaf.Frequency publications of another one are left out
---@return table<string, integer>? ages
---@return urssaf.Error? err that of `next_panel`
function settling.ages(next_panel, measures, frequency)
  local counts, older = {}, {}
  local panel, err = next_panel()
  while panel do
    if panel.frequency == frequency then
      local newer = figures_of(panel, measures)
      for name, figures in pairs(newer) do
        counts[name] = counts[name] or {}
        if older[name] then compare(older[name], figures, counts[name]) end
      end
      older = newer
    end
    panel, err = next_panel()
  end
  if err then return nil, err end
  local ages = {}
  for name, own in pairs(counts) do ages[name] = settling.age(by_age(own)) end
  return ages
end

return settling
