-- The programs of a benchmark that are wanted and are there; the others are named and left out.
local shell = require "spec.support.shell"

-- `wanted` has the names in one text; `needs` is a command that succeeds where a program is there.
return function(contenders, wanted)
  local list = {}
  for _, contender in ipairs(contenders) do
    if not wanted:find(contender.name, 1, true) then
      print(("  %s is not wanted"):format(contender.name))
    elseif shell.run(contender.needs) then
      list[#list + 1] = contender
    else
      print(("  %s is not installed (make bench-deps)"):format(contender.name))
    end
  end
  return list
end
