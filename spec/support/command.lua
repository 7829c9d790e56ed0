-- The command `urssaf` as people run it, a process of its own, and the sample that --sample shows.
local sample = require "spec.support.standin.sample"
local shell = require "spec.support.shell"

local command = { data = sample.auto_entrepreneurs() }

--- The command in the checkout, on the Lua that runs the specs; English unless a case says not.
function command.line(arguments, before)
  return ("env -u COLUMNS -u LC_MESSAGES LC_ALL=C.UTF-8 %s %s %s bin/urssaf %s"):format(
    shell.checkout, before or "", shell.lua, arguments)
end

--- Whether it went well, its exit code, and what it printed.
function command.run(arguments, before)
  return shell.run(command.line(arguments, before))
end

--- What it prints if all goes well.
function command.said(arguments, before)
  local ok, code, output = command.run(arguments, before)
  assert(ok, ("%s: %s: %s"):format(arguments, tostring(code), output))
  return output
end

--- With common blanks and a common minus, to be matched.
function command.spaced(text)
  return (text:gsub("\226\128\175", " "):gsub("\194\160", " "):gsub("\226\136\146", "-"))
end

--- A cell of the sample, found by its code.
function command.cell(code, measure, period)
  local p
  for i, name in ipairs(command.data.periods) do p = name == period and i or p end
  for u, key in ipairs(command.data.units) do
    if key.code_departement == code then return command.data:value(u, measure, p) end
  end
end

return command
