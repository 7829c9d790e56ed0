-- The command line as the pages show it: each `$ urssaf …` in a block ```console is run, and must
-- print what stands below it. All of them use synthetic data.
local shell = require "spec.support.shell"

local PAGES = { "README.md", "README.fr.md", "docs/guide.md", "docs/command.md" }

-- A page's commands, in order: { line =, expected =, where = }.
local function commands_of(page)
  local list, block, number = {}, false, 0
  for line in (shell.read_file(page)):gmatch("([^\n]*)\n") do
    number = number + 1
    if line == "```console" then
      block = true
    elseif line == "```" then
      block = false
    elseif block and line:find("^%$ ") then
      list[#list + 1] = { line = line:sub(3), expected = "", where = page .. ":" .. number }
    elseif block then
      local last = list[#list]
      last.expected = last.expected .. line .. "\n"
    end
  end
  return list
end

describe("the console #long", function()
  local folder, root

  setup(function()
    folder, root = shell.temporary_folder(), shell.run_line "pwd"
    assert(shell.run(("mkdir %s/bin && printf '#!/bin/sh\\nexec %s %s/bin/urssaf \"$@\"\\n'"
      .. " > %s/bin/urssaf && chmod +x %s/bin/urssaf"):format(folder, shell.lua, root, folder,
      folder)))
  end)

  teardown(function() shell.remove(folder) end)

  local function run(line)
    local _, code, output = shell.run(("cd %s && export PATH=%s/bin:$PATH LC_ALL=C.UTF-8"
      .. " LUA_PATH='%s/lua/?.lua;%s/lua/?/init.lua;;' LUA_CPATH='%s/%s/?.so;;'"
      .. " && unset COLUMNS LC_MESSAGES; %s"):format(folder, folder, root, root, root, shell.build,
      line))
    return output, code
  end

  for _, page in ipairs(PAGES) do
    local commands = commands_of(page)

    it("of " .. page .. " has commands", function() assert(#commands > 0) end)

    for _, one in ipairs(commands) do
      it(("of %s: %s"):format(one.where, one.line), function()
        assert.are.equal(one.expected, (run(one.line)))
        local file = one.line:match "%-o (%S+)"
        if one.line:find("--all", 1, true) then file = file .. "/index.html" end
        if file then assert(#shell.read(folder .. "/" .. file) > 1000) end
      end)
    end
  end
end)
