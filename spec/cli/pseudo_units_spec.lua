-- The command neither ranks nor compares pseudo-units, and finds them by name and code.
local command = require "spec.support.command"
local pseudo_cases = require "spec.support.pseudo_cases"
local shell = require "spec.support.shell"

-- A file with the rows of a panel.
local function csv_of(case)
  local panel = pseudo_cases.panel(case)
  local columns, seen = {}, {}
  for _, s in ipairs(panel.series) do
    for name in pairs(s.key) do
      if not seen[name] then seen[name], columns[#columns + 1] = true, name end
    end
  end
  table.sort(columns)
  local lines = { table.concat(columns, ";") .. ";annee;trimestre;radiations" }
  for _, s in ipairs(panel.series) do
    for i, name in ipairs(s.periods) do
      local cells = {}
      for c, column in ipairs(columns) do cells[c] = s.key[column] or "" end
      lines[#lines + 1] = ("%s;%s;%s;%s"):format(table.concat(cells, ";"), name:sub(1, 4),
        name:sub(7), s.values[i] and ("%d"):format(s.values[i]) or "")
    end
  end
  return table.concat(lines, "\n") .. "\n"
end

local function spaced(text) return (command.spaced(text):gsub("%s+", " ")) end

local function chosen(by, pattern)
  for _, case in ipairs(pseudo_cases.list) do
    if case.by == by and case.name:find(pattern) then return case end
  end
  error(by .. ": " .. pattern)
end

describe("the command #long", function()
  local folder = shell.temporary_folder()

  teardown(function() shell.remove(folder) end)

  for _, one in ipairs {
    { chosen("region", "remainder.*99"), "--by region", "_non classé", "18.52 %" },
    { chosen("region", "adjustment.*___"), "--by region", "calage", "-4.76 %" },
    { chosen("departement", "remainder.*Guyane, code NCA"), "", "_non classé", "18.52 %" },
    { chosen("departement", "adjustment.*own region, code 99"), "", "calage", "-4.76 %" },
  } do
    it("does not rank " .. one[1].name, function()
      local path = shell.write(folder .. "/pseudo.csv", csv_of(one[1]))
      local arguments = ("top --file %s -m radiations %s --format "):format(shell.quote(path),
        one[2])
      local rows = command.printed(arguments .. "csv --quiet")
      assert.are.equal(3, select(2, rows:gsub("\n", "")))
      assert.is_nil(rows:find(one[3], 1, true))
      assert.matches("left out, " .. one[4] .. " of the total in 2021-Q1",
        spaced(command.printed(arguments .. "md")), 1, true)
    end)
  end

  for _, one in ipairs {
    { chosen("grand_secteur_d_activite", "^nca _non_classés_ailleurs_.*of the Ain"),
      "grand_secteur_d_activite=NCA", "18.52 %" },
    { chosen("grand_secteur_d_activite", "_calage_.*of the Ain"),
      "grand_secteur_d_activite=_calage_", "-4.76 %" },
  } do
    it("does not compare " .. one[1].name, function()
      local path = shell.write(folder .. "/pseudo.csv", csv_of(one[1]))
      local output = command.printed(("compare --file %s -m radiations --where departement=Ain"
        .. " --format csv --quiet"):format(shell.quote(path)))
      assert.are.equal(3, select(2, output:gsub("\n", "")))
      output = command.printed(("compare --file %s -m radiations --where departement=Ain"):format(
        shell.quote(path)))
      assert.matches("left out, " .. one[3] .. " of the total in 2021-Q1", spaced(output), 1, true)
    end)

    it("shows by itself " .. one[1].name, function()
      local path = shell.write(folder .. "/pseudo.csv", csv_of(one[1]))
      local output = command.printed(("show --file %s -m radiations --where %s --format csv"
        .. " --quiet"):format(shell.quote(path), one[2]))
      local last = output:match "2021%-Q1,(%-?%d+)\n$"
      assert.are.equal(pseudo_cases.PSEUDO[one[1].role][5], tonumber(last))
    end)
  end
end)
