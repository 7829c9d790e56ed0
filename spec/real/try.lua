-- By hand, not a spec: tries the library on whole files of the portal, which the project does not
-- contain. `make try-real FILES="a.csv b.csv"` prints the panel, notes and check of each file, and
-- compares its cells with sums that python3 makes of the same bytes (spec/real/sums.py).
local cjson = require "cjson"
local shell = require "spec.support.shell"
local urssaf = require "urssaf"

local function python_sums(path)
  local ok, _, output = shell.run(("python3 -B spec/real/sums.py %s"):format(shell.quote(path)))
  assert(ok, output)
  return cjson.decode(output).columns
end

-- The cells of a panel by measure, added up one by one: not by the library's own arithmetic.
local function cells_of(panel)
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

-- The series of a unit share their key.
local function count_units(panel)
  local seen, count = {}, 0
  for _, s in ipairs(panel.series) do
    if not seen[s.key] then seen[s.key], count = true, count + 1 end
  end
  return count
end

local function is_near(a, b)
  return a and b and math.abs(a - b) <= 1e-9 * math.max(1, math.abs(a), math.abs(b))
end

-- How many entries of two tables of sums are alike, and a text that names the first that is not.
local function compared(ours, theirs)
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

-- The column of a measure. Where its label is not its name, it is the one with the same cells that
-- bears no other measure's name.
local function column_of(name, columns, found)
  if columns[name] then return columns[name] end
  for heading, one in pairs(columns) do
    local differs = select(2, compared(found[name].periods, one.periods))
    if not found[heading] and not differs then return one end
  end
end

local function print_sums(panel, path)
  local columns, failed = python_sums(path), 0
  local found, measures = cells_of(panel)
  for _, name in ipairs(measures) do
    local of = found[name]
    local theirs = column_of(name, columns, found) or { count = 0, periods = {}, regions = {} }
    local periods, wrong = compared(of.periods, theirs.periods)
    local regions, wrong_too = compared(of.regions, theirs.regions)
    wrong = wrong or wrong_too
    if wrong or of.count ~= theirs.count then failed = failed + 1 end
    print(("  %-34s %7d cells, sums of %d periods and %d regions alike%s"):format(name, of.count,
      periods, regions, wrong and "; NOT: " .. wrong or ""))
  end
  return failed
end

local function try(path)
  print("\n== " .. path:match("[^/]*$"))
  local panel, err = urssaf.read(path)
  if not panel then
    print("  " .. tostring(err))
    return 1
  end
  local periods = panel.periods
  print(("  dataset %s, %s, %d units, %d series, %s to %s"):format(panel.dataset or "unknown",
    panel.frequency, count_units(panel), #panel.series, periods[1], periods[#periods]))
  for _, note in ipairs(panel.notes) do print("  note: " .. note.message) end
  print("  check: " .. (tostring(panel:check()):gsub("\n", "\n    ")))
  return print_sums(panel, path)
end

local failed = 0
for _, path in ipairs(arg) do failed = failed + try(path) end
print(("\n%d files, %d findings"):format(#arg, failed))
os.exit(failed == 0)
