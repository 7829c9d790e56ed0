-- The command `urssaf` as people run it, a process of its own, and the sample that --sample shows.
local sample_figures = require "spec.support.oracle.sample_figures"
local shell = require "spec.support.shell"

local command = { data = sample_figures.data }

--- The shell line that runs the checkout's command on the Lua of the specs, in English by default.
-- `before`: variables of the environment.
function command.line(arguments, before)
  return ("env -u COLUMNS -u LC_MESSAGES LC_ALL=C.UTF-8 %s %s %s bin/urssaf %s"):format(
    shell.checkout, before or "", shell.lua, arguments)
end

--- Whether the command succeeded, its exit code, and its output and errors together.
function command.run(arguments, before)
  return shell.run(command.line(arguments, before))
end

--- What the command prints; it must succeed.
function command.printed(arguments, before)
  local ok, code, output = command.run(arguments, before)
  assert(ok, ("%s: %s: %s"):format(arguments, tostring(code), output))
  return output
end

--- A text with plain blanks and minus signs, to be matched.
function command.spaced(text)
  return (text:gsub("\226\128\175", " "):gsub("\194\160", " "):gsub("\226\136\146", "-"))
end

command.cell = sample_figures.cell

return command
