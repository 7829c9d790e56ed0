-- Calls that cost too much, without the library: the specs see that each is noticed.
local MIB = 1024 * 1024

local function input(n, out)
  out(("a"):rep(n))
end

local function work(steps)
  local sum = 0
  for i = 1, steps do sum = sum + i end
  return sum
end

local NORMAL = { size = MIB, ends = "ok", memory = { 4, 8 }, seconds = { 0.1, 0.1 }, passes = 5,
  file = input }

local function planted(name, changes)
  local attack = { name = name }
  for field, value in pairs(NORMAL) do attack[field] = value end
  for field, value in pairs(changes) do attack[field] = value end
  return attack
end

return {
  planted("nothing", { call = function() return true end }),
  planted("memory", { call = function(_, _, n) return ("a"):rep(16 * n) end }),
  planted("seconds", { call = function(_, _, n) return work(30 * n) end, seconds = { 0.01, 0 } }),
  planted("the square of the input", { passes = false, seconds = { 100, 100 },
    memory = { 100, 100 }, call = function(_, _, n) return work((n / MIB) ^ 2 * 2e7) end }),
  planted("a long message", { ends = "limit", call = function(_, _, n)
    local function text() return ("a"):rep(n) end
    return nil, setmetatable({ kind = "limit" }, { __tostring = text })
  end }),
  planted("another end", { ends = "limit", call = function() return true end }),
  planted("an error that is raised", { call = function() error "no" end }),
  planted("a call that does not end", { life = 1, call = function()
    while true do work(1000) end
  end }),
  planted("a call that ends too late", { passes = 1, call = function()
    require "socket".sleep(1.2)
    return true
  end }),
}
