-- The synthetic sample added up by plain loops over its cells: what the library's sums are to be.
local sample = require "spec.support.standin.sample"

local sample_sums = { data = sample.auto_entrepreneurs() }

local data = sample_sums.data

local INDEX = {}
for p, name in ipairs(data.periods) do INDEX[name] = p end

function sample_sums.in_region(code)
  return function(key) return key.code_region == code end
end

function sample_sums.in_departement(code)
  return function(key) return key.code_departement == code end
end

function sample_sums.anywhere() return true end

-- The sum of a measure over the last quarters up to one. A cell that is missing counts as nothing:
-- this is for spans in which none is.
function sample_sums.sum(belongs, measure, period, quarters)
  local total = 0
  for u, key in ipairs(data.units) do
    for p = INDEX[period] - (quarters or 1) + 1, INDEX[period] do
      local value = belongs(key) and data:value(u, measure, p) or 0
      total = total + value
    end
  end
  return total
end

function sample_sums.grouped(value, separator)
  local text = ("%.0f"):format(math.abs(value)):reverse():gsub("(%d%d%d)", "%1 "):reverse()
  return (value < 0 and "-" or "") .. (text:gsub("^ ", ""):gsub(" ", separator))
end

-- "+4.2%", with a point whatever the locale
function sample_sums.growth(now, before)
  local tenths = math.floor(math.abs(now / before - 1) * 1000 + 0.5)
  local sign = tenths == 0 and "" or now > before and "+" or "-"
  return ("%s%d.%d%%"):format(sign, math.floor(tenths / 10), tenths % 10)
end

-- How many départements have more, and one.
function sample_sums.rank(value_of, own)
  local above = 0
  for _, key in ipairs(data.units) do
    local code = key.code_departement
    if code and value_of(sample_sums.in_departement(code)) > own then above = above + 1 end
  end
  return above + 1
end

return sample_sums
