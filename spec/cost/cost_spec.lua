-- What inputs from outside cost: bytes and seconds for a byte of input, whoever wrote it. The
-- bounds are those of Lua 5.4; `make cost LUA=luajit` shows what another Lua takes.
local attacks = require "spec.cost.attacks"
local http_transfers = require "spec.support.http_transfers"
local measure = require "spec.cost.measure"
local shell = require "spec.support.shell"

-- a sanitizer takes memory and time of its own
local can_measure = _VERSION == "Lua 5.4" and shell.exists "/proc/self/status"
  and not http_transfers.under_a_sanitizer()

-- One case for each attack of a group.
local function cases(group, bench)
  for _, attack in ipairs(attacks.of(group)) do
    it(attack.name, function()
      if not can_measure then return pending "nothing is measured here" end
      assert.are.same({}, bench.row(attack).broken)
    end)
  end
end

-- A bench for the cases of a `describe`.
local function for_cases()
  local bench
  setup(function() bench = measure.start() end)
  teardown(function() bench:stop() end)
  return { row = function(attack) return bench:row(attack) end }
end

describe("the cost #long #cost", function()
  local bench = for_cases()
  for _, group in ipairs(attacks.GROUPS) do
    describe("of " .. group .. ":", function() cases(group, bench) end)
  end
end)

describe("what costs too much is noticed: #long #cost", function()
  local bench = for_cases()

  local EXPECTED = {
    ["memory"] = "MiB %d",
    ["seconds"] = "seconds %d",
    ["the square of the input"] = "seconds grow by 2 %^ %d",
    ["a long message"] = "bytes of message",
    ["another end"] = "ended with 'ok', not with 'limit'",
    ["an error that is raised"] = "ended with 'raised'",
    ["a call that does not end"] = "ended with 'killed'",
    ["a call that ends too late"] = "seconds until its end",
  }

  for _, attack in ipairs(attacks.of "planted") do
    it(attack.name, function()
      if not can_measure then return pending "nothing is measured here" end
      local found = table.concat(bench.row(attack).broken, "\n")
      if attack.name == "nothing" then return assert.are.equal("", found) end
      assert.matches(assert(EXPECTED[attack.name]), found)
    end)
  end
end)
