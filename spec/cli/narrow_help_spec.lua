-- Helps in terminals that are narrow.
local french_help = require "urssaf.cli.french_help"
local hygiene = require "spec.support.hygiene"
local narrow_help = require "urssaf.cli.narrow_help"
local parser = require "urssaf.cli.parser"
local tables = require "urssaf.base.tables"
local text = require "urssaf.cli.text"

-- The helps of all commands, that of `urssaf` itself first.
local function helps(language, width)
  local root = parser.whole()
  if language == "fr" then french_help.speak(root) end
  narrow_help.fit(root, width)
  return tables.map(tables.append({ root }, root._commands), function(parsed)
    return (parsed:get_help():gsub("\194\160", " "))
  end)
end

describe("urssaf.cli.narrow_help", function()
  hygiene("urssaf.cli.narrow_help", { "fit" })

  for _, language in ipairs { "fr", "en" } do
    for _, width in ipairs { 44, 66 } do
      it(("fits %d columns: %s"):format(width, language), function()
        local list = helps(language, width)
        assert.are.equal(#parser.COMMANDS + 1, #list)
        for line in table.concat(list, "\n"):gmatch "[^\n]+" do
          assert.is_true(text.length(line) <= width, line)
        end
      end)
    end
  end

  it("breaks a usage between options, which stay with what they take", function()
    local fr, en = helps("fr", 40), helps("en", 40)
    assert.matches("^Utilisation : urssaf %[%-h%]\n        %[%-%-lang LANGUE%] %[%-v%]\n"
      .. "        <commande> %.%.%.\n\n%u", fr[1])
    assert.matches("^Usage: urssaf %[%-h%]\n       %[%-%-lang LANGUAGE%] %[%-v%]\n"
      .. "       <command> %.%.%.\n\n%u", en[1])
    assert.matches("^Usage: urssaf show %(%[%-%-growth%] |\n       %[%-%-quarterly%-growth%] |\n"
      .. "       %[%-%-monthly%-growth%]%) %[%-h%]\n", en[2])
  end)
end)
