-- A panel's cells, added up one by one, beside the sums that python3 makes of the file it was read
-- from (spec/real/sums.py): neither is the library's own arithmetic.
local cjson = require "spec.support.cjson"
local shell = require "spec.support.shell"

local panel_sums = {}

-- For each numeric column, by its heading without accents and capitals:
-- { count = cells, periods = { [period] = sum }, regions = { [region] = sum } }
function panel_sums.of_file(path)
  local ok, _, output = shell.run(("python3 -B spec/real/sums.py %s"):format(shell.quote(path)))
  assert(ok, output)
  return cjson.decode(output).columns
end

-- The same of a panel, by measure; and the list of its measures.
function panel_sums.of_panel(panel)
  local found, measures = {}, {}
  for _, s in ipairs(panel.series) do
    if not found[s.measure] then
      measures[#measures + 1] = s.measure
      found[s.measure] = { count = 0, periods = {}, regions = {} }
    end
    local of = found[s.measure]
    local region = s.key.code_region or s.key.region
    for i, when in ipairs(s.periods) do
      local value = s.values[i]
      if value then
        of.count = of.count + 1
        of.periods[when] = (of.periods[when] or 0) + value
        if region then of.regions[region] = (of.regions[region] or 0) + value end
      end
    end
  end
  return found, measures
end

local function is_near(a, b)
  return a and b and math.abs(a - b) <= 1e-9 * math.max(1, math.abs(a), math.abs(b))
end

-- How many entries of two tables of sums are alike, and a text that names the first that is not.
function panel_sums.compared(ours, theirs)
  local alike, first = 0, nil
  for key, value in pairs(theirs) do
    if is_near(ours[key], value) then
      alike = alike + 1
    else
      first = first or ("%s: %s here, %.10g by python"):format(key, tostring(ours[key]), value)
    end
  end
  for key in pairs(ours) do
    if not theirs[key] then first = first or ("%s is not in the file"):format(key) end
  end
  return alike, first
end

return panel_sums
