-- By hand, not a spec: tries the library on whole files of the portal, which the project does not
-- contain. `make try-real FILES="a.csv b.csv"` prints the panel, notes and check of each file, and
-- compares its cells with sums that python3 makes of the same bytes (spec/real/sums.py).
local panel_sums = require "spec.support.oracle.panel_sums"
local urssaf = require "urssaf"

-- The series of a unit share their key.
local function count_units(panel)
  local seen, count = {}, 0
  for _, s in ipairs(panel.series) do
    if not seen[s.key] then seen[s.key], count = true, count + 1 end
  end
  return count
end

-- The column of a measure. Where its label is not its name, it is the one with the same cells that
-- bears no other measure's name.
local function column_of(name, columns, found)
  if columns[name] then return columns[name] end
  for heading, one in pairs(columns) do
    local differs = select(2, panel_sums.compared(found[name].periods, one.periods))
    if not found[heading] and not differs then return one end
  end
end

local function print_sums(panel, path)
  local columns, failed = panel_sums.of_file(path), 0
  local found, measures = panel_sums.of_panel(panel)
  for _, name in ipairs(measures) do
    local of = found[name]
    local theirs = column_of(name, columns, found) or { count = 0, periods = {}, regions = {} }
    local periods, wrong = panel_sums.compared(of.periods, theirs.periods)
    local regions, wrong_too = panel_sums.compared(of.regions, theirs.regions)
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
