-- What the sum over all places is called: what it covers, in each command alike.
local command = require "spec.support.command"
local geography = require "urssaf.domain.geo"
local shell = require "spec.support.shell"
local tables = require "urssaf.base.tables"

local HEADER = "code_region;code_departement;annee;trimestre;immatriculations"

describe("the name of a sum over all places", function()
  local folder

  setup(function() folder = shell.temporary_folder() end)

  teardown(function() shell.remove(folder) end)

  -- A file of the départements that are wanted, with one registration in each of two quarters.
  local function file_of(is_wanted)
    local lines = { HEADER }
    for _, one in ipairs(tables.filter(geography.departements, is_wanted)) do
      for quarter = 1, 2 do
        lines[#lines + 1] = ("%s;%s;2024;%d;1"):format(one.code_region, one.code, quarter)
      end
    end
    lines[#lines + 1] = ""
    return shell.quote(shell.write(folder .. "/places.csv", table.concat(lines, "\n")))
  end

  -- The names in the outputs of several commands, each once.
  local function names(is_wanted)
    local file, found = file_of(is_wanted), {}
    local function note(text, pattern)
      found[#found + 1] = text:match(pattern) or "nothing in " .. text
    end
    local options = " France -m immatriculations --lang fr --file " .. file
    note(command.printed("show" .. options), "^([^\n]+)\n")
    note(command.printed("show" .. options .. " --quarterly-growth"), "^([^\n]+)\n")
    note(command.printed("show" .. options .. " --format csv --quiet"), "\n2024%-Q1,all,([^,]*),")
    note(command.printed("chart" .. options), "^(.-)\194?\160?: Immatriculations")
    note(command.printed("compare 38" .. options .. " --format csv --quiet"), "\nall,([^,]*),")
    note(command.printed("chart" .. options .. " --format svg"), "<title[^>]*>(.-)\194\160:")
    return tables.unique(found)
  end

  it("is France with Mayotte in it, and France without Mayotte else", function()
    local all = names(function() return true end)
    assert.are.same({ "France" }, all)
    assert.are.same({ "France hors Mayotte" },
      names(function(one) return one.code ~= "976" end))
  end)

  it("is no more than a total of a part of it", function()
    local output = command.printed("show -m immatriculations --file "
      .. file_of(function(one) return one.code_region == "84" end))
    assert.matches("^Total\n", output)
  end)

  it("is that of the report", function()
    local page = folder .. "/page.html"
    command.printed(("report France --lang fr -o %s --file %s"):format(shell.quote(page),
      file_of(function() return true end)))
    local html = shell.read(page)
    assert.matches("<h1>[^<]*France</h1>", html)
    assert.is_nil(html:find("Total[^<]*immatriculations"))
  end)
end)
