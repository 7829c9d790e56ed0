-- Prints the outcome of the specs on machines, from what run.sh printed on each: a column for a
-- machine, a row for a folder of specs with how many cases passed.
--
--     lua5.4 spec/machines/table.lua MACHINE.result ...

local COUNTS = "^(%d+) success%a* / (%d+) failure%a* / (%d+) error%a* / (%d+) pending%a* : ([%d.]+)"

-- The outcome on a machine: `passed` by folder, sums, and what it ran with.
local function read(path)
  local machine = { name = path:match "([^/]+)%.result$", specs = {}, began = {}, passed = {},
    with = {}, failed = 0, pending = 0, seconds = 0, figures = "unknown" }
  local specs
  for line in io.lines(path) do
    local begun = line:match "^specs: (.+)"
    if begun then
      specs = begun
      machine.began[specs] = true
      machine.specs[#machine.specs + 1] = specs
    end
    machine.figures = line:match "^figures: (%a+)" or machine.figures
    machine.with[#machine.with + 1] = line:match "^with: (.+)"
    local passed, failures, errors, pending, seconds = line:match(COUNTS)
    if passed then
      machine.passed[specs] = passed
      machine.failed = machine.failed + failures + errors
      machine.pending = machine.pending + pending
      machine.seconds = machine.seconds + seconds
    end
  end
  return machine
end

local machines, rows, known = {}, {}, {}
for i, path in ipairs(arg) do
  machines[i] = read(path)
  for _, specs in ipairs(machines[i].specs) do
    if not known[specs] then rows[#rows + 1] = specs end
    known[specs] = true
  end
end
-- `cell` gives what the row says of a machine.
local function print_row(name, cell)
  local cells = { ("%-16s"):format(name) }
  for i, machine in ipairs(machines) do cells[i + 1] = ("%9s"):format(cell(machine)) end
  print((table.concat(cells):gsub("%s+$", "")))
end

-- Specs that began and did not end have stopped.
local function passed_of(specs)
  return function(machine)
    return machine.passed[specs] or machine.began[specs] and "stopped" or ""
  end
end

print()
print_row("passed", function(machine) return machine.name end)
for _, specs in ipairs(rows) do print_row(specs, passed_of(specs)) end
print_row("failed", function(machine) return machine.specs[1] and machine.failed or "not run" end)
print_row("pending", function(machine) return machine.pending end)
print_row("minutes", function(machine) return math.floor(machine.seconds / 60 + 0.5) end)
print_row("figures as here", function(machine) return machine.figures end)
print()
for _, machine in ipairs(machines) do
  print(("%-8s %s"):format(machine.name, table.concat(machine.with, ", ")))
end
