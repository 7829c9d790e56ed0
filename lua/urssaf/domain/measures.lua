--- The measures the library knows: what they are, and what may be done with them.
--
-- Names are the portal's column names. A measure that is not here stays usable and comes after
-- these, in the order of the file's header; sums of it ask how they are meant.
local measure_definitions = require "urssaf.domain.measure_definitions"

---@class urssaf.measures
local measures = {}

---@class urssaf.Measure
---@field name string
---@field nature "flow"|"stock"|"count"|"ratio" of the period, at its end, how many in it, two parts
---@field unit string "account", "EUR", "EUR/account", "1" (a share), "employee", "declaration", …
---@field label { fr: string, en: string }
---@field definition { fr: string, en: string }
---@field source string who defines it
---@field adjusted boolean? for seasonal variation
---@field estimated boolean?
---@field parts { numerator: string, denominator: string }? of a ratio
---@field terms { plus: string, minus: string }? of a difference

---@class urssaf.Break
---@field id string
---@field period string the quarter of the break
---@field from string from here …
---@field to string … to here stock and flows need not add up
---@field date string of effect, or of the law
---@field explanation { fr: string, en: string }
---@field source string
---@field measures string[] those it affects

local RANKS, BY_NAME = {}, {}
for rank, definition in ipairs(measure_definitions.measures) do
  RANKS[definition.name], BY_NAME[definition.name] = rank, definition
end

--- Where a national turnover by active account is plausible, in euros a quarter.
--
-- It went from about 3 200 in 2014 to about 5 100 in 2025; prices will carry it further.
---@type { low: number, high: number }
measures.TURNOVER_PER_ACTIVE = { low = 2000, high = 9000 }

-- A total over the active is the mean turnover of an account: thousands of euros, some 1 600 in the
-- sector that had least in 2021. A mean over the active is that divided by their number once more:
-- some ten where a unit has some hundreds, less than one where it has thousands. In between it
-- cannot be told. (Units of four accounts or fewer have means that pass for totals: the two are
-- of one size there, and no threshold parts them.)
local MEAN_BELOW, TOTAL_ABOVE = 200, 1000

local ESTIMATED = { "radiations", "administrativement_actifs" }

local function estimate_of(name)
  for _, base in ipairs(ESTIMATED) do
    if name:sub(1, #base) == base and name:find("estim", 1, true) then return BY_NAME[base] end
  end
end

--- The definition of a measure; nil if the library does not know it.
--
-- Also of the estimates in files of 2021, by what their names say: the nature and unit of the
-- measure they estimate, and `estimated`.
---@param name string
---@return urssaf.Measure?
function measures.of(name)
  if BY_NAME[name] then return BY_NAME[name] end
  local base = type(name) == "string" and estimate_of(name)
  return base and measure_definitions.estimate(name, base) or nil
end

--- The known breaks in a measure, oldest first.
---@param name string
---@return urssaf.Break[] list empty if there are none
function measures.breaks(name)
  local definition = measures.of(name)
  local base = definition and definition.estimated and estimate_of(name).name or name
  local list = {}
  for _, known in ipairs(measure_definitions.breaks) do
    for _, affected in ipairs(known.measures) do
      if affected == base then list[#list + 1] = known end
    end
  end
  return list
end

--- Whether turnover is a total or a mean, by the sums of the same cells of both.
---@param turnover number the sum of a file's turnover
---@param active number the sum of its economically active
---@return "total"|"mean"|nil nil if it cannot be told
function measures.turnover_is(turnover, active)
  if active <= 0 or turnover <= 0 then return nil end
  local quotient = turnover / active
  if quotient < MEAN_BELOW then return "mean" end
  if quotient > TOTAL_ABOVE then return "total" end
end

--- The place of a measure in the canonical order, nil if the library does not know it. An estimate
-- shares the place of what it estimates.
---@param name string
---@return integer?
function measures.rank(name)
  local base = not RANKS[name] and type(name) == "string" and estimate_of(name)
  return RANKS[base and base.name or name]
end

--- The known names, in canonical order.
---@return string[]
function measures.names()
  local list = {}
  for i, definition in ipairs(measure_definitions.measures) do list[i] = definition.name end
  return list
end

return measures
