-- What an empty cell does to a sum is an option of every command that adds up.
local command = require "spec.support.command"
local shell = require "spec.support.shell"

local function spaced(text) return (command.spaced(text):gsub("%s+", " ")) end

-- Ain, Isère and Rhône by quarter; Isère lacks 2024-Q2, Rhône begins there.
local ROWS = { "code_region;region;code_departement;departement;annee;trimestre;radiations" }
for code, name in pairs { ["01"] = "Ain", ["38"] = "Isère", ["69"] = "Rhône" } do
  for quarter, value in ipairs { 100, 110, 120 } do
    local is_gap = code == "38" and quarter == 2 or code == "69" and quarter == 1
    ROWS[#ROWS + 1] = ("84;Auvergne-Rhône-Alpes;%s;%s;2024;%d;%s"):format(code, name, quarter,
      is_gap and "" or value)
  end
end

describe("the command with --missing", function()
  local folder = shell.temporary_folder()
  local path = shell.write(folder .. "/holes.csv", table.concat(ROWS, "\n") .. "\n")
  local file = " -m radiations --file " .. shell.quote(path)

  teardown(function() shell.remove(folder) end)

  -- The values of the first series, in CSV.
  local function values(arguments)
    local list = {}
    for line in command.printed(arguments .. file .. " --format csv --quiet"):gmatch "[^\n]+" do
      local period, value = line:match "^(2024%-Q%d),[^,]*,[^,]*,[^,]*,([^,]*)"
      if period then list[#list + 1] = value end
    end
    return list
  end

  it("shows sums that are missing, of what is there, or with zeros", function()
    assert.are.same({ "200", "", "360" }, values "show France")
    assert.are.same({ "200", "", "360" }, values "show France --missing strict")
    assert.are.same({ "200", "220", "360" }, values "show France --missing skip")
    assert.are.same({ "200", "220", "360" }, values "show France --missing zero")
    assert.are.same({ "100", "", "120" }, values "show Isère --missing skip")
    assert.are.same({ "100", "0", "120" }, values "show Isère --missing zero")
  end)

  it("says why a sum is missing, and which cells count as zero", function()
    local text = spaced(command.printed("show France" .. file))
    assert.matches("Strike-offs: no sum in Q2 2024, because values are missing: Isère;"
      .. " --missing zero counts them as none, --missing skip adds up the others.", text, 1, true)
    text = spaced(command.printed("show France --missing zero --lang fr" .. file))
    assert.matches("Radiations : une cellule vide compte pour 0 : Isère (T2 2024).", text, 1, true)
    text = spaced(command.printed("chart France" .. file .. " --format svg"):gsub("<[^>]*>", " "))
    assert.matches("no sum in Q2 2024, because values are missing: Isère. ", text, 1, true)
  end)

  describe("and parts of a total", function()
    -- Ain has 1 to 6; Isère lacks the second and the fifth quarter
    local lines = { ROWS[1] }
    for code, row in pairs { ["01"] = { 1, 2, 3, 4, 5, 6 }, ["38"] = { 7, "", 7, 7, "", 7 } } do
      for i, value in ipairs(row) do
        lines[#lines + 1] = ("84;Auvergne-Rhône-Alpes;%s;%s;%d;%d;%s"):format(code,
          code == "01" and "Ain" or "Isère", 2023 + math.floor((i - 1) / 4), (i - 1) % 4 + 1, value)
      end
    end
    local twice = " --by region -m radiations --file "
      .. shell.quote(shell.write(folder .. "/twice.csv", table.concat(lines, "\n") .. "\n"))

    it("tells which cells the period of shares lacks, and no other", function()
      local text = spaced(command.printed("share --at 2023-Q2 --missing skip" .. twice))
      assert.matches(" 2 100.0% ", text, 1, true)
      assert.matches("partial sums in Q2 2023; missing: Isère.", text, 1, true)
      text = spaced(command.printed("share --at 2024-Q1 --missing zero" .. twice))
      assert.matches("an empty cell counts as 0: Isère (Q1 2024).", text, 1, true)
      text = spaced(command.printed("share --at 2023-Q2 --lang fr" .. twice))
      assert.matches("pas de somme au T2 2023, faute de valeur : Isère ;", text, 1, true)
    end)

    it("tells which cells the periods of contributions lack", function()
      local text = spaced(command.printed("contributions --from 2023-Q1 --to 2023-Q4 --missing skip"
        .. twice))
      assert.matches(" 8 11 +3 ", text, 1, true) -- 1 + 7, 4 + 7
      assert.is_nil(text:find("missing", 1, true), text)
      text = spaced(command.printed("contributions --from 2023-Q2 --to 2023-Q4 --missing skip"
        .. twice))
      assert.matches("partial sums in Q2 2023; missing: Isère.", text, 1, true)
    end)
  end)

  describe("and a latest complete period", function()
    -- Ain in each quarter from 2023 to 2025; Isère, whose growth is that of 2024-Q1 alone, or which
    -- lacks the last two quarters
    local AIN = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12 }
    local GROWN = { 7, false, false, false, 7, 7, 7, false, false, false, false, 7 }
    local LATE = { 1, 1, 1, 1, 1, 1, 1, 1, 1, 70, false, false }

    local function of(isere)
      local lines = { ROWS[1] }
      for code, row in pairs { ["01"] = AIN, ["38"] = isere } do
        for i, value in ipairs(row) do
          lines[#lines + 1] = ("84;Auvergne-Rhône-Alpes;%s;%s;%d;%d;%s"):format(code,
            code == "01" and "Ain" or "Isère", 2023 + math.floor((i - 1) / 4), (i - 1) % 4 + 1,
            value or "")
        end
      end
      return " -m radiations --file " .. shell.quote(shell.write(folder .. "/late.csv",
        table.concat(lines, "\n") .. "\n"))
    end

    it("of a year before the last one is ranked, with who lacks a value and what to do", function()
      local text = spaced(command.printed("top" .. of(LATE)))
      assert.matches("^Strike%-offs, Q2 2025 ", text)
      assert.matches("the latest complete period is Q2 2025; a later one has to be named, since"
        .. " values are missing in Q4 2025: Isère; --missing zero counts them as none.",
        text, 1, true)
      text = spaced(command.printed("top --missing zero" .. of(LATE)))
      assert.matches("^Strike%-offs, Q4 2025 ", text)
    end)

    it("that is older is not shown, but who lacks a value, in either language", function()
      local late, out = " --growth" .. of(GROWN), " -o " .. folder .. "/m.svg"
      for _, name in ipairs { "top", "top --format svg", "map" .. out } do
        local ok, code, text = command.run(name .. late)
        assert.is_false(ok)
        assert.are.equal(1, code)
        assert.are.equal("urssaf: none: the latest period with a value of every place is Q1 2024,"
          .. " more than a year before Q4 2025, in which there is none of Isère\nHere: --at PERIOD,"
          .. " or --missing zero (an empty cell counts as none) or skip (a sum is made without it)."
          .. "\n", text)
        text = select(3, command.run(name .. " --lang fr" .. late))
        assert.matches("(T1 2024) précède de plus d'un an la dernière (T4 2025), où il n'y en a pas"
          .. " pour Isère Ici : --at PÉRIODE, ou --missing zero", spaced(text), 1, true)
      end
      assert.matches("growth over a year, Q1 2024 ", spaced(command.printed("top --at 2024-Q1"
        .. late)), 1, true)
      -- without those that lack a value, it is the last one
      for _, name in ipairs { "top", "top --format svg" } do
        assert.matches("growth over a year, Q4 2025", spaced(command.printed(name
          .. " --missing skip" .. late)), 1, true)
      end
      assert.matches("without a value in Q4 2025, and so without a rank: Isère", spaced(
        command.printed("top --missing skip" .. late)), 1, true)
      command.printed("map --missing skip" .. out .. late)
      assert.matches("Q4 2025", spaced(shell.read(folder .. "/m.svg")), 1, true)
    end)
  end)

  for _, arguments in ipairs { "chart France", "compare France --from 2024", "top",
    "top --by region", "export --format json", "report Isère -o OUT.html", "map -o OUT.svg",
    "annual France" } do
    it("is an option of " .. arguments:match "^%l+" .. ": " .. arguments, function()
      arguments = arguments:gsub("OUT", folder .. "/out")
      local is_report = arguments:find "^report"
      for _, how in ipairs { "strict", "skip", "zero" } do
        local source = is_report and file:gsub("^ %-m radiations", "") or file
        command.printed(arguments .. source .. " --missing " .. how)
      end
    end)
  end

  it("is refused with another word", function()
    local _, code, output = command.run("show France --missing none" .. file)
    assert.are.equal(2, code)
    assert.matches("--missing", output, 1, true)
  end)
end)
