-- What a row costs depends on its own bytes, not on what came before it.
local decode = require "urssaf.decode"
local decoding = require "spec.support.decoding"
local http_transfers = require "spec.support.http_transfers"
local lua = require "spec.support.lua"
local lua_decoder = require "urssaf.csv.lua_decoder"

local role_list = decoding.role_list

-- The decoder of a body of these columns, which has a header and no row yet.
local function started(header, roles, options)
  local decoder = decode.csv(options)
  assert(decoder:feed(header))
  assert(decoder:roles(role_list(roles)))
  return decoder
end

-- The least CPU seconds of three runs; `prepare` returns what is measured.
local function seconds(prepare)
  local least = math.huge
  for _ = 1, 3 do
    local run = prepare()
    local begun = os.clock()
    run()
    least = math.min(least, os.clock() - begun)
  end
  return least
end

-- Checks that four times as much takes not nearly sixteen times as long; `prepare` takes a size.
local function assert_linear(prepare, size)
  local small = seconds(function() return prepare(size) end)
  local large = seconds(function() return prepare(4 * size) end)
  assert(large < 9 * small, ("%.4f s, %.4f s"):format(small, large))
end

describe("a row #timed", function()
  it("with another text costs the same in a unit of long texts as in one of short", function()
    local columns = 900
    local names, roles = { "annee", "code", "m" }, { "year", "dimension", "measure" }
    for i = 1, columns do
      names[3 + i], roles[3 + i] = "texte" .. i, { role = "attribute" }
    end
    local changes = {}
    for year = 2000, 2199 do
      changes[#changes + 1] = ("%d;1;1%s%d\n"):format(year, (";"):rep(columns), year % 2)
    end
    local function after(text)
      return function()
        local decoder = started(table.concat(names, ";") .. "\n", roles)
        for i = 1, columns - 1 do
          assert(decoder:feed(("%d;1;1%s%s%s\n"):format(1000 + i, (";"):rep(i), text,
            (";"):rep(columns - i))))
        end
        return function()
          assert(decoder:feed(table.concat(changes)))
          decoder:close()
        end
      end
    end
    local short, long = seconds(after "x"), seconds(after(("x"):rep(4096)))
    assert(long < 3 * short + 0.02, ("%.4f s, %.4f s"):format(short, long))
  end)

  it("of a unit costs the same in whatever bytes the units' codes differ", function()
    local pairs_of_bytes = {}
    for i = 0x20, 0x7E do
      for k = 0x20, 0x7E do
        local two = { string.char(i), string.char(k) }
        if not table.concat(two):find '[;"]' then pairs_of_bytes[#pairs_of_bytes + 1] = two end
      end
    end
    local function body(pattern)
      local rows = {}
      for i, two in ipairs(pairs_of_bytes) do
        rows[i] = "2020;" .. pattern:format(lua.unpack(two)) .. ";1"
      end
      return function()
        local decoder = started("annee;code;m\n", { "year", "dimension", "measure" })
        local text = table.concat(rows, "\n") .. "\n"
        return function()
          assert(decoder:feed(text))
          decoder:close()
        end
      end
    end
    local first = seconds(body "%s%sabcdefgh")
    for _, pattern in ipairs { "ab%s%s", "abcd%s%s", "abcd%sefgh%s" } do
      local other = seconds(body(pattern))
      assert(other < 5 * first, ("%s: %.4f s, %.4f s"):format(pattern, first, other))
    end
  end)
end)

-- What only saves time in C shows in no table: prediction, the search for the unit nearby, and the
-- search for a row's cells in blocks of bytes.
describe("a row costs less #c #timed", function()
  local texts = (";" .. ("x"):rep(40)):rep(10)
  local names, roles = { "annee" }, { "year" }
  for i = 2, 12 do names[i], roles[i] = "texte" .. i, "dimension" end
  names[13], roles[13] = "m", "measure"

  -- Of rows with that form of the year, and of the unit that the function says.
  local function seconds_of(year, unit)
    local rows = {}
    for i = 1, 20000 do
      rows[i] = ("%s%s;%d;%d\n"):format(year:format(1000 + i % 2000), texts, unit(i), i)
    end
    local body = table.concat(rows)
    return seconds(function()
      local decoder = started(table.concat(names, ";") .. "\n", roles, { max_periods = 20000 })
      return function()
        assert(decoder:feed(body))
        decoder:close()
      end
    end)
  end

  local function one() return 1 end
  local function in_turn(i) return i % 2 end
  local random = decoding.generator(1)
  local function any() return random(8) end

  for what, case in pairs {
    ["after rows of its unit"] = { { "%d", one }, { "%d", in_turn }, 0.6 },
    ["where units come in turn"] = { { "%d", in_turn }, { "%d", any }, 0.6 },
    ["without quotes"] = { { "%d", in_turn }, { '"%d"', in_turn }, 0.8 },
  } do
    it(what, function()
      if http_transfers.under_a_sanitizer() then return pending "not timed" end
      local less, more = seconds_of(lua.unpack(case[1])), seconds_of(lua.unpack(case[2]))
      assert(less < case[3] * more, ("%.4f s, %.4f s"):format(less, more))
    end)
  end
end)

describe("a header #timed", function()
  it("of four times as many columns costs four times as much", function()
    assert_linear(function(columns)
      local names, roles = { "annee" }, { { role = "year" } }
      for i = 2, columns do
        names[i], roles[i] = ("c%04d"):format(i), { role = "measure", rank = i }
      end
      local header = table.concat(names, ";") .. "\n"
      return function()
        local decoder = decode.csv {}
        assert(decoder:feed(header))
        assert(decoder:roles(roles))
        decoder:close()
      end
    end, 1000)
  end)
end)

describe("a long row in short pieces #timed", function()
  for name, module in pairs { ["in C"] = decode, ["in Lua"] = lua_decoder } do
    for what, part in pairs { ["line ends"] = "\n", ["quotes"] = '""' } do
      it(("of %s costs what its bytes cost, %s"):format(what, name), function()
        assert_linear(function(size)
          local text = '2021;"' .. part:rep(size) .. '";1\n'
          return function()
            local result = assert(decoding.decoded("annee;note;m\n" .. text,
              role_list { "year", "ignored", "measure" }, nil, 10, module))
            assert.are.same({ 1 }, result.series[1].values)
          end
        end, module == decode and 20000 or 120000)
      end)
    end
  end
end)
