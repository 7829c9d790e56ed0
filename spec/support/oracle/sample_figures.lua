-- Figures of the synthetic sample, computed by plain loops over its cells, and their spelling in
-- English and French: what specs expect, worked out without the library.
local sample = require "spec.support.standin.sample"

local MINUS, DASH = "\226\136\146", "\226\128\147"
local THIN, HARD = "\226\128\175", "\194\160"

local sample_figures = { data = sample.auto_entrepreneurs(), DASH = DASH }

local data = sample_figures.data

local INDEX = {}
for p, name in ipairs(data.periods) do INDEX[name] = p end

--- The sum of a measure over the units that `wanted` accepts, in one quarter or in several that end
-- with it; nil if a cell is missing.
---@param wanted fun(unit: table): boolean|nil by default all units
---@param quarters integer? how many, by default 1
function sample_figures.sum(measure, period, wanted, quarters)
  local total = 0
  for u, unit in ipairs(data.units) do
    if not wanted or wanted(unit) then
      for p = INDEX[period] - (quarters or 1) + 1, INDEX[period] do
        local value = data:value(u, measure, p)
        total = total and value and total + value
      end
    end
  end
  return total or nil
end

--- Functions that accept a département by its code, and a region by its name or its code.
function sample_figures.departement(code)
  return function(unit) return unit.code_departement == code end
end

function sample_figures.region(name)
  return function(unit) return unit.region == name end
end

function sample_figures.region_coded(code)
  return function(unit) return unit.code_region == code end
end

--- One cell.
function sample_figures.cell(code, measure, period)
  return sample_figures.sum(measure, period, sample_figures.departement(code))
end

--- The sum of four quarters, the last of them included.
function sample_figures.four_quarters(measure, period, wanted)
  return sample_figures.sum(measure, period, wanted, 4)
end

--- Growth over a year.
function sample_figures.growth(measure, period, wanted)
  local before = data.periods[INDEX[period] - 4]
  return sample_figures.sum(measure, period, wanted) / sample_figures.sum(measure, before,
    wanted) - 1
end

--- The names of the regions, each once, without the remainder.
function sample_figures.regions()
  local list, seen = {}, {}
  for _, unit in ipairs(data.units) do
    if unit.code_region ~= "NCA" and not seen[unit.region] then
      seen[unit.region], list[#list + 1] = true, unit.region
    end
  end
  return list
end

--- The rank of a value among those of all départements, the largest first.
---@param value_of fun(wanted: function): number
function sample_figures.rank(value_of, own)
  local above = 0
  for _, unit in ipairs(data.units) do
    local code = unit.code_departement
    if code ~= "NCA" and value_of(sample_figures.departement(code)) > own then above = above + 1 end
  end
  return above + 1
end

-- ------------------------------------------------------------------ spelling

--- A whole number, its digits in groups of three.
---@param minus string? by default "-"
function sample_figures.grouped(number, separator, minus)
  local text, groups = ("%.0f"):format(math.abs(number)), {}
  while #text > 3 do
    table.insert(groups, 1, text:sub(-3))
    text = text:sub(1, -4)
  end
  table.insert(groups, 1, text)
  return (number < 0 and (minus or "-") or "") .. table.concat(groups, separator)
end

function sample_figures.english(number) return sample_figures.grouped(number, ",", MINUS) end

function sample_figures.french(number) return sample_figures.grouped(number, THIN, MINUS) end

--- A number with so many decimals, and a point in every locale.
function sample_figures.fixed(number, decimals)
  return (("%." .. decimals .. "f"):format(number):gsub(",", "."))
end

--- "12.3%"; with a sign if it is a growth.
function sample_figures.percent(share, decimals, is_growth)
  return (share < 0 and MINUS or is_growth and "+" or "")
    .. sample_figures.fixed(math.abs(share) * 100, decimals or 1) .. "%"
end

--- "+4.2%" from two values, rounded by hand; no sign where it is 0.0%.
function sample_figures.growth_text(now, before)
  local tenths = math.floor(math.abs(now / before - 1) * 1000 + 0.5)
  local sign = tenths == 0 and "" or now > before and "+" or "-"
  return ("%s%d.%d%%"):format(sign, math.floor(tenths / 10), tenths % 10)
end

--- A growth in French: "+12,3 %".
function sample_figures.french_growth(share)
  return (sample_figures.percent(share, 1, true):gsub("%.", ","):gsub("%%", HARD .. "%%"))
end

return sample_figures
