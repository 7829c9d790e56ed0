--- What is done over time to every series of a panel.
local additivity = require "urssaf.domain.additivity"
local caveats = require "urssaf.panel.caveats"
local plan = require "urssaf.domain.plan"
local ratio = require "urssaf.panel.ratio"
local series = require "urssaf.panel.series"
local transform = require "urssaf.panel.transform"

local temporal = {}

-- All the notes of these series, each once.
local function notes_of(list)
  local notes, seen = {}, {}
  for _, s in ipairs(list) do
    if s.notes and not seen[s.notes] then
      seen[s.notes] = true
      notes = caveats.add(notes, s.notes)
    end
  end
  return notes
end

local function planned(list, setting, how)
  local plans, notes = plan.make(list, setting, how)
  local kept, chosen = {}, {}
  for _, one in ipairs(plans) do
    chosen[one.series.measure .. "\n" .. (one.series.transform or "")] = true
  end
  for _, s in ipairs(list) do
    if chosen[s.measure .. "\n" .. (s.transform or "")] then kept[#kept + 1] = s end
  end
  return kept, notes
end

-- Does `compute(s, is_part)`, which returns fields, to series or to their parts.
local function apply(list, compute)
  local made = {}
  for i, s in ipairs(list) do
    if s.parts then
      made[i] = ratio.through(s, function(part) return series.like(part, compute(part, true)) end)
    else
      made[i] = series.like(s, compute(s, false))
    end
  end
  return made
end

--- Sums or means over k periods.
---@param list urssaf.Series[]
---@param k integer
---@param how urssaf.How?
---@return urssaf.Series[]
---@return table[] notes
function temporal.rolling(list, k, how)
  local kept, notes = planned(list, additivity.WINDOW, how)
  local memo = {}
  local made = apply(kept, function(s, is_part)
    return (transform.rolling(s, k, how, memo, is_part))
  end)
  return made, caveats.add(notes_of(made), notes)
end

--- Years of quarters.
---@param list urssaf.Series[]
---@param periods string[]
---@param how urssaf.How?
---@return urssaf.Series[]
---@return table[] notes
---@return string[] periods
function temporal.annual(list, periods, how)
  local kept, notes = planned(list, additivity.YEAR, how)
  local years, starts = transform.years(periods)
  local memo, part_memo = {}, {}
  local made = apply(kept, function(s, is_part)
    local fields = transform.annual(s, years, starts, how, is_part and part_memo or memo, is_part)
    local since = series.since(s)
    fields.since = since and since:sub(1, 4)
    return fields
  end)
  return made, caveats.add(notes_of(made), notes), years
end

--- Growths of every series, by the name of the transform.
---@param list urssaf.Series[]
---@param name "yoy"|"qoq"
---@return urssaf.Series[]
---@return table[] notes
function temporal.growth(list, name)
  local memo, made = {}, {}
  for i, s in ipairs(list) do made[i] = series.like(s, transform[name](s, memo)) end
  return made, notes_of(made)
end

return temporal
