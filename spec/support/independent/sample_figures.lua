-- Figures of the synthetic sample by plain loops over its cells, and as English and French spell
-- them: what a page prints, worked out another way than the library does.
local sample = require "spec.support.standin.sample"

local MINUS, DASH = "\226\136\146", "\226\128\147"
local THIN, HARD = "\226\128\175", "\194\160"

local sample_figures = { data = sample.auto_entrepreneurs(), DASH = DASH }

local data = sample_figures.data

local PLACES = {}
for p, name in ipairs(data.periods) do PLACES[name] = p end

--- The sum of a measure over the units that a test wants, nil where one of them is missing.
---@param wanted fun(unit: table): boolean|nil all of them without
function sample_figures.sum(measure, period, wanted)
  local total = 0
  for u, unit in ipairs(data.units) do
    if not wanted or wanted(unit) then
      local value = data:value(u, measure, PLACES[period])
      total = total and value and total + value
    end
  end
  return total or nil
end

--- A test for a département, by its code, or a region, by its name.
function sample_figures.departement(code)
  return function(unit) return unit.code_departement == code end
end

function sample_figures.region(name)
  return function(unit) return unit.region == name end
end

--- One cell.
function sample_figures.cell(code, measure, period)
  return sample_figures.sum(measure, period, sample_figures.departement(code))
end

--- The sum of four quarters, the last of them included.
function sample_figures.four_quarters(measure, period, wanted)
  local total = 0
  for p = PLACES[period] - 3, PLACES[period] do
    total = total + sample_figures.sum(measure, data.periods[p], wanted)
  end
  return total
end

--- Growth over a year.
function sample_figures.growth(measure, period, wanted)
  local before = data.periods[PLACES[period] - 4]
  return sample_figures.sum(measure, period, wanted) / sample_figures.sum(measure, before,
    wanted) - 1
end

--- The names of the regions, each once; the remainder is none.
function sample_figures.regions()
  local list, seen = {}, {}
  for _, unit in ipairs(data.units) do
    if unit.code_region and not seen[unit.region] then
      seen[unit.region], list[#list + 1] = true, unit.region
    end
  end
  return list
end

-- ------------------------------------------------------------------ spelling

local function grouped(number, separator)
  local text = ("%.0f"):format(math.abs(number)):reverse():gsub("(%d%d%d)", "%1 "):reverse()
  return (number < 0 and MINUS or "") .. text:gsub("^ ", ""):gsub(" ", separator)
end

function sample_figures.english(number) return grouped(number, ",") end

function sample_figures.french(number) return grouped(number, THIN) end

--- A number with so many decimals and a point, whatever the locale.
function sample_figures.fixed(number, decimals)
  return (("%." .. decimals .. "f"):format(number):gsub(",", "."))
end

--- "12.3%"; with a sign if it is a growth.
function sample_figures.percent(share, decimals, is_growth)
  return (share < 0 and MINUS or is_growth and "+" or "")
    .. sample_figures.fixed(math.abs(share) * 100, decimals or 1) .. "%"
end

--- The same in French: "+12,3 %".
function sample_figures.french_growth(share)
  return (sample_figures.percent(share, 1, true):gsub("%.", ","):gsub("%%", HARD .. "%%"))
end

return sample_figures
