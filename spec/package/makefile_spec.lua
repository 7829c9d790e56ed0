-- `make help` lists every target of the Makefile, and nothing else.
local shell = require "spec.support.shell"

describe("make help", function()
  -- make's own dump of the rules that it has read
  local function rules()
    local _, _, database = shell.run "env -u MAKEFLAGS make -pRrq help"
    return "\n" .. database
  end

  local function listed()
    local ok, _, text = shell.run "env -u MAKEFLAGS make -s help"
    assert(ok, text)
    local names = {}
    for name, comment in text:gmatch "\n  make (%S+) +(%S[^\n]+)" do
      assert.is_nil(names[name], name .. " is listed twice")
      assert.is_true(#comment <= 80, name .. " has more than one line")
      names[name] = true
    end
    return names
  end

  it("lists every phony target", function()
    local names, count = listed(), 0
    for name in rules():match("\n%.PHONY: ([^\n]+)"):gmatch "%S+" do
      assert.is_true(names[name], name .. " has no `## ` comment beside it")
      count = count + 1
    end
    assert.is_true(count > 40)
  end)

  it("lists nothing but phony targets", function()
    local database = rules()
    local phony = " " .. database:match "\n%.PHONY: ([^\n]+)" .. " "
    for name in pairs(listed()) do
      assert.matches("\n" .. name .. ":", database, 1, true)
      assert.matches(" " .. name .. " ", phony, 1, true)
    end
  end)
end)
