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
    assert.are.equal(NAME, decoded.rows[1].departement)
  end)
end)

-- The longest names that are read: what is shown of them is bounded, however often it is repeated.
describe("urssaf and the longest names #long", function()
  local TEXT, HEADING = 4096, 256 -- bytes
  local folder

  setup(function() folder = shell.temporary_folder() end)
  teardown(function() shell.remove(folder) end)

  -- Three units over five years; the last row of the first one has the name.
  local function written(file, name, heading)
    local lines = { "annee;trimestre;code_departement;departement;radiations;" .. heading }
    for code = 1, 3 do
      for i = 0, 19 do
        lines[#lines + 1] = ("%d;%d;0%d;%s;%d;%d"):format(2019 + math.floor(i / 4), i % 4 + 1, code,
          code == 1 and i == 19 and name or "D" .. code, 100 * code + i, 10 * code + i)
      end
    end
    return shell.write(folder .. "/" .. file, table.concat(lines, "\n") .. "\n")
  end

  local function size_of(arguments, file)
    return #command.printed(("%s --file %s --quiet"):format(arguments, shell.quote(file)),
      "timeout 20")
  end

  for what, name in pairs {
    ["one word"] = ("n"):rep(TEXT), ["blanks"] = "a" .. (" "):rep(TEXT - 2) .. "b",
    ["hidden characters"] = ("\226\128\174"):rep(TEXT / 4),
    ["characters that are escaped"] = ("<&'"):rep(TEXT / 4),
  } do
    it("end soon, and show a part: " .. what, function()
      local plain = written("plain.csv", "D1", "plain")
      local long = written("long.csv", name, ("m"):rep(what == "one word" and HEADING or 5))
      for _, arguments in ipairs { "show 01", "show 01 --format md", "compare 01 02 -m radiations",
        "top -m radiations", "annual 01 -m radiations", "check", "info",
        "chart 01 02 -m radiations", "map -m radiations", "report 01" } do
        local usual, size = size_of(arguments, plain), size_of(arguments, long)
        -- a name has 300 characters of at most five bytes, and is in two attributes of each mark
        assert.is_true(size < 2 * usual + 250000, ("%s: %d, %d"):format(arguments, usual, size))
      end
    end)
  end
end)
