-- The bounds that SECURITY.md lists are those of the code, all of them; and each is reached by an
-- attack.
local attacks = require "spec.cost.attacks"
local client = require "urssaf.client"
local doc_pages = require "spec.support.doc_pages"
local lua = require "spec.support.lua"
local shell = require "spec.support.shell"

local UNITS = { KiB = 1024, MiB = 1024 ^ 2, GiB = 1024 ^ 3, s = 1, bytes = 1, times = 1 }

-- What a cell says, "64 KiB" or "1 000 000", as a number.
local function amount(cell)
  local digits, unit = cell:match "^([%d ]*%d) ?(%a*)$"
  return tonumber((digits:gsub(" ", ""))) * (unit == "" and 1 or UNITS[unit])
end

local function value_of(expression)
  local plain = expression:gsub("%(size_t%)", ""):gsub("(%d)L%f[%W]", "%1"):gsub("%-%-.*", "")
    :gsub("/%*.*", "")
  return assert(lua.load_alone("return " .. plain, "=value", { KIB = 1024 }))()
end

-- The values after "NAME =" or "NAME, OTHER =", or after "#define NAME"; nil if none is there.
local function constant(text, name)
  local defined = text:match("\n#define " .. name .. "%s+([^\n]+)")
  if defined then return value_of(defined) end
  for line in text:gmatch "[^\n]+" do
    local left, right = line:match "^l?o?c?a?l?%s*([%w_., ]-)%s*=%s*(.+)$"
    local place = 0
    for one in (left or ""):gmatch "[^, ]+" do
      place = place + 1
      if one:match "[%w_]+$" == name then return (select(place, value_of(right))) end
    end
  end
end

local rows = doc_pages.rows(shell.read_file "SECURITY.md", "Bounds")

-- Calls f(what, amount, option), or f(what, amount, nil, constant, file), for each row.
local function each(f)
  for _, cells in ipairs(rows) do
    local name, file = cells[3]:match "^`([%w_]+)` in `([^`]+)`$"
    f(cells[1], amount(cells[2]), cells[3]:match "^`([%w_]+)`$", name, file)
  end
end

describe("SECURITY.md's bounds", function()
  it("are the defaults of the options", function()
    local options, count = client.new().options, 0
    each(function(what, most, option)
      if not option then return end
      assert.are.equal(options[option], most, what)
      count = count + 1
    end)
    assert.are.equal(7, count)
  end)

  it("are the constants of the code", function()
    local count = 0
    each(function(what, most, option, name, file)
      if option then return end
      local text = shell.read_file(assert(file, what))
      count = count + 1
      if name == "is_flooded" then
        assert.is_truthy(text:find(("wire > %d * t->max_bytes"):format(most), 1, true), what)
      else
        assert.are.equal(constant(text, name), most, what)
      end
    end)
    assert.is_true(count >= 16)
  end)

  it("are the same wherever a constant stands: in C and in Lua", function()
    local count = 0
    each(function(_, most, _, name)
      local files = name and shell.run_line(("grep -rlwE '%s' lua src || true"):format(name)) or ""
      for file in files:gmatch "%S+" do
        local value = constant("\n" .. shell.read_file(file), name)
        if value then assert.are.equal(most, value, file) end
        count = count + (value and 1 or 0)
      end
    end)
    assert.is_true(count >= 18, count)
  end)

  -- those that end no call: ranks are the library's own, codes are padded to a width, and a cell
  -- that is too long for a number or for a month is a text
  local OTHERS = { MAX_RANK = true, MAX_CODE_WIDTH = true, MAX_NUMBER = true, MAX_SPELLING = true,
    MAX_NUMBERS = true, MAX_WORD = true }

  it("are all that the code has", function()
    local listed, found = {}, 0
    each(function(_, _, option, name)
      listed[(option or name):upper()] = true
    end)
    local _, _, text = shell.run
      "cat src/*/*.[ch] lua/urssaf/portal/*.lua lua/urssaf/cache/*.lua lua/urssaf/csv/*.lua"
    for line in text:gmatch "[^\n]+" do
      local names = line:match "^#define (MAX_[%u_]+)" or line:match "^l?o?c?a?l? ?(MAX_[%u_, ]+) ="
      for name in (names or ""):gmatch "MAX_[%u_]+" do
        found = found + 1
        assert.is_true(listed[name] or OTHERS[name] or false, name .. " is not in SECURITY.md")
      end
    end
    assert.is_true(found >= 12, found)
  end)

  -- where those are tried that no input of an attack reaches
  local ELSEWHERE = {
    connect_timeout = { "spec/portal/http_bounds_spec.lua", "connect_timeout = 0.4" },
    stall_timeout = { "spec/portal/http_bounds_spec.lua", "stall_timeout = 0.4" },
    BODY_SIZE = { "spec/portal/http_bounds_spec.lua", "a body that nobody reads" },
    MAX_CONNECTIONS = { "spec/portal/http_bounds_spec.lua", "all connections are taken" },
    retries = { "spec/portal/retry_spec.lua", "retries = " },
    LONGEST_PAUSE = { "spec/portal/retry_spec.lua", "30" },
  }

  it("are each reached by an attack", function()
    local listed, reached = {}, {}
    for _, group in ipairs(attacks.GROUPS) do
      for _, attack in ipairs(attacks.of(group)) do
        if attack.bound then reached[attack.bound] = true end
      end
    end
    for name, place in pairs(ELSEWHERE) do
      assert.is_truthy(shell.read_file(place[1]):find(place[2], 1, true), name)
      reached[name] = true
    end
    each(function(_, _, option, name) listed[option or name] = true end)
    assert.are.same(listed, reached)
  end)
end)
