-- What the command shows of names that come from data.
local cjson = require "spec.support.cjson"
local command = require "spec.support.command"
local shell = require "spec.support.shell"

local REPLACEMENT = "\239\191\189"

-- One of each kind of hidden character.
local HIDDEN = { "\226\128\174", "\226\129\166", "\216\156", "\194\173", "\226\128\139",
  "\226\129\160", "\226\128\168", "\243\160\129\129" }

local NAME = "Is" .. table.concat(HIDDEN, "x") .. "ère"
local SHOWN = "Is" .. ("x" .. REPLACEMENT):rep(#HIDDEN):sub(2) .. "ère"

describe("urssaf and names with hidden characters #long", function()
  local folder, file

  setup(function()
    folder = shell.temporary_folder()
    local lines = { "annee;trimestre;code_departement;departement;immatriculations;radiations" }
    for i = 0, 7 do
      lines[i + 2] = ("%d;%d;38;%s;%d;%d"):format(2020 + math.floor(i / 4), i % 4 + 1, NAME,
        100 + i, 50 + i)
    end
    file = shell.write(folder .. "/names.csv", table.concat(lines, "\n") .. "\n")
  end)

  teardown(function() shell.remove(folder) end)

  local function output(arguments)
    return command.printed(("%s --file %s"):format(arguments, shell.quote(file)))
  end

  for arguments, is_whole in pairs {
    ["show 38"] = true, ["show 38 --format md"] = true, ["chart 38 -m radiations"] = true,
    ["report 38"] = true, ["info"] = false, ["check"] = false,
    ["top -m radiations"] = true, ["top -m radiations --format md"] = true,
  } do
    it("are replaced in: " .. arguments, function()
      local text = output(arguments)
      for _, character in ipairs(HIDDEN) do
        assert.is_nil(text:find(character, 1, true), ("%q"):format(character))
      end
      if is_whole then assert.matches(SHOWN, text, 1, true) end
    end)
  end

  it("stay as they are in CSV and JSON", function()
    assert.matches("," .. NAME .. ",", output "export --format csv", 1, true)
    local decoded = cjson.decode(output "export --format json")
    assert.are.equal(NAME, decoded.series[1].key.departement)
  end)
end)
