local decode = require "urssaf.decode"
local decoding = require "spec.support.decoding"
local lua = require "spec.support.lua"
local lua_decoder = require "urssaf.csv.lua_decoder"

local HEADER, ROLES, GOOD = decoding.HEADER, decoding.ROLES, decoding.GOOD
local role_list, decoded, lines = decoding.role_list, decoding.decoded, decoding.lines
local in_child = decoding.in_child

describe("the tables", function()
  it("have the documented shape", function()
    local result = decoded(lines(HEADER,
      "2021;1;2021-03-31;1;Ain;10;0.5;x", "2021;3;2021-09-30;01;Ain;12;;x"), ROLES)
    local periods = { "2021-Q1", "2021-Q2", "2021-Q3" }
    local key = { code_departement = "01", departement = "Ain" }
    assert.are.same({
      frequency = "quarter", periods = periods, rows = 2, complete = true,
      keys = { code_departement = { ["01"] = true }, departement = { Ain = true } },
      series = {
        { measure = "m", frequency = "quarter", key = key, periods = periods,
          values = { [1] = 10, [3] = 12 } },
        { measure = "n", frequency = "quarter", key = key, periods = periods,
          values = { 0.5 } },
      },
    }, result)
    assert.are.equal(result.periods, result.series[1].periods)
    assert.are.equal(result.periods, result.series[2].periods)
  end)

  it("have the sets of what the units' keys are", function()
    local result = decoded(lines(HEADER, "2021;1;2021-03-31;1;Ain;10;0.5;x",
      "2021;1;2021-03-31;2A;Corse;10;0.5;x", "2021;1;2021-03-31;;Corse;10;0.5;x"), ROLES)
    assert.are.same({ code_departement = { ["01"] = true, ["2A"] = true },
      departement = { Ain = true, Corse = true } }, result.keys)
  end)

  it("give each series the metatable given, and no other table", function()
    local decoder = decode.csv {}
    decoder:feed(lines(HEADER, "2021;1;2021-03-31;1;Ain;10;0.5;x"))
    decoder:roles(ROLES)
    local metatable = {}
    local result = decoder:finish(metatable)
    decoder:close()
    assert.are.equal(2, #result.series)
    for _, s in ipairs(result.series) do
      assert.are.equal(metatable, getmetatable(s))
      assert.is_nil(getmetatable(s.values))
      assert.is_nil(getmetatable(s.key))
    end
    assert.is_nil(getmetatable(result))
  end)

  it("are made without waking a collector that stands still", function()
    local rows = { "annee;code;m" }
    for n = 1, 20000 do rows[n + 1] = ("2021;%d;%d"):format(n, n) end
    local decoder = decode.csv {}
    decoder:feed(table.concat(rows, "\n") .. "\n")
    decoder:roles(role_list { "year", "dimension", "measure" })
    collectgarbage()
    collectgarbage "stop"
    local litter = setmetatable({ {} }, { __mode = "v" })
    local whole = decoder:finish()
    for n = 1, 20000 do rows[n] = { n } end
    local early = litter[1] == nil
    local is_known, is_running = pcall(collectgarbage, "isrunning") -- Lua 5.1 does not say
    collectgarbage "restart"
    decoder:close()
    assert.is_false(early)
    assert.is_false(is_known and is_running)
    assert.are.equal(20000, #whole.series)
  end)

  it("are left in order by a hook that raises anywhere", function()
    local body = lines(HEADER, "2021;1;2021-03-31;1;Ain;10;0.5;x", "2021;2;2021-06-30;1;Ain;12;;x",
      "2021;1;2021-03-31;2A;Corse;10;0.5;" .. ("x"):rep(5000))
    local hook, mask, count = debug.gethook()
    local raised = 0
    for after = 1, 400 do
      local ok, result = pcall(function()
        debug.sethook(function()
          debug.sethook(hook, mask, count)
          error("no more time", 0)
        end, "", after)
        local result = decoded(body, ROLES)
        debug.sethook(hook, mask, count)
        return result
      end)
      if not ok then
        assert.are.equal("no more time", result)
        raised = raised + 1
      end
    end
    assert.is_true(raised > 20, raised)
    assert.are.equal(4, #decoded(body, ROLES).series) -- two units, two measures
  end)

  it("leave the collector running, also after an error in between", function()
    local known, running = pcall(collectgarbage, "isrunning")
    if not (known and running) then return pending "this Lua does not tell whether it runs" end
    local rows = { "annee;code;m" }
    for n = 1, 1000 do rows[n + 1] = ("2021;%d;%d"):format(n, n) end
    local decoder = decode.csv {}
    decoder:feed(table.concat(rows, "\n") .. "\n")
    decoder:roles(role_list { "year", "dimension", "measure" })
    local hook, mask, count = debug.gethook()
    debug.sethook(function()
      debug.sethook(hook, mask, count)
      error("no more time", 0)
    end, "", 1000)
    local ok, err = pcall(decoder.finish, decoder)
    assert.are.same({ false, "no more time" }, { ok, err })
    assert.is_true(collectgarbage "isrunning")
  end)

  for _, collector in ipairs(lua.collectors) do
    -- In a small process, so that the tables are most of its memory. Only where the collector tells
    -- whether it runs, and so from Lua 5.4 on, is it stopped meanwhile.
    it("are made without waking the collector: " .. collector, function()
      local output = in_child(("local collector = %q"):format(collector) .. [[

        local lua = require "spec.support.lua"
        if lua.has_generations then collectgarbage(collector) end
        local rows, found = { "annee;code;m" }, false
        for n = 1, 20000 do rows[n + 1] = ("2021;%d;%d"):format(n, n) end
        local decoder = require "urssaf.decode".csv {}
        decoder:feed(table.concat(rows, "\n") .. "\n")
        decoder:roles { { role = "year" }, { role = "dimension" }, { role = "measure" } }
        rows = nil
        lua.collect_all()
        lua.dropped(function() found = true end)
        local result = decoder:finish()
        print(#result.series, found and lua.has_generations)
      ]])
      assert.are.equal("20000\tfalse\n", output)
    end)

    it("leave the collector to find the host's garbage in time: " .. collector, function()
      local output = in_child(("local collector = %q"):format(collector) .. [[

        local lua = require "spec.support.lua"
        if lua.has_generations then collectgarbage(collector) end
        local names, roles = { "annee", "code" }, { { role = "year" }, { role = "dimension" } }
        for i = 1, 1000 do names[2 + i], roles[2 + i] = "m" .. i, { role = "measure" } end
        local decoder = require "urssaf.decode".csv {}
        decoder:feed(table.concat(names, ";") .. "\n")
        decoder:roles(roles)
        for year = 1000, 2999 do assert(decoder:feed(year .. ";1;1" .. (";"):rep(999) .. "\n")) end
        local result = assert(decoder:finish())
        assert(#result.series == 1000)
        local found, megabytes, last = false, 0, {}
        lua.dropped(function() found = true end)
        while not found and megabytes < 100 do
          megabytes = megabytes + 1
          for n = 1, 1024 do last[1] = ("x"):rep(1000) .. n end
        end
        print(megabytes)
      ]])
      -- twice what is in use, about two megabytes, and a round of the collector for finalizers
      local megabytes = tonumber(output) or error(output)
      assert(megabytes <= 10, output)
    end)
  end

  it("have keys with room for what is in them", function()
    local names, roles = { "annee", "code", "m" }, role_list { "year", "dimension", "measure" }
    for i = 4, 4000 do names[i], roles[i] = "vide" .. i, { role = "attribute" } end
    local rows = { table.concat(names, ";") }
    for n = 1, 100 do rows[n + 1] = "2021;" .. n .. ";1" .. (";"):rep(3997) end
    local body = table.concat(rows, "\n") .. "\n"
    lua.collect_all()
    local before = collectgarbage "count"
    local result = decoded(body, roles)
    lua.collect_all()
    local kilobytes = collectgarbage "count" - before
    assert.are.equal(100, #result.series)
    assert(kilobytes < 1000, ("%.0f KB"):format(kilobytes))
  end)

  it("have values without holes at the end, and few slots for many holes", function()
    local body = lines("annee;code;m;n", "1500;a;1;", "1501;a;2;", "1502;a;;", "3499;b;5;6")
    local result = decoded(body, role_list { "year", "dimension", "measure", "measure" },
      { max_periods = 2000 })
    assert.are.equal(2000, #result.periods)
    assert.are.same({ 1, 2 }, result.series[1].values)
    assert.are.same({}, result.series[2].values)
    assert.are.same({ [2000] = 5 }, result.series[3].values)
    assert.are.same({ [2000] = 6 }, result.series[4].values)
  end)

  it("of a header alone are empty", function()
    assert.are.same({ frequency = "quarter", periods = {}, series = {}, keys = {}, rows = 0,
      complete = true }, decoded(HEADER .. "\r\n", ROLES))
  end)

  it("say when the last line has no end", function()
    assert.is_true(decoded(lines(HEADER, GOOD), ROLES).complete)
    assert.is_false(decoded(HEADER .. "\n" .. GOOD, ROLES).complete)
    assert.is_false(decoded(HEADER .. "\n" .. GOOD .. "\r", ROLES).complete)
    assert.is_true(decoded(HEADER .. "\n" .. GOOD .. "\r\n", ROLES).complete)
  end)

  it("of a file without dimensions have one unit without a key", function()
    local result = decoded(lines("jour;m", "2021-03-31;1", "2021-06-30;2"),
      role_list { "last_day", "measure" })
    assert.are.equal(1, #result.series)
    assert.are.same({}, result.series[1].key)
    assert.are.same({ 1, 2 }, result.series[1].values)
  end)

  it("of a file without measures have rows and no series", function()
    local result = decoded(lines("jour;code", "2021-03-31;1"),
      role_list { "last_day", "dimension" })
    assert.are.same({}, result.series)
    assert.are.equal(1, result.rows)
    assert.are.same({ "2021-Q1" }, result.periods)
  end)

  it("have a series for a measure that is empty throughout", function()
    local result = decoded(lines("annee;code;a;b", "2020;1;;1", "2021;1;;2"),
      role_list { "year", "dimension", "measure", "measure" })
    assert.are.equal(2, #result.series)
    assert.are.same({ measure = "a", values = {} },
      { measure = result.series[1].measure, values = result.series[1].values })
    assert.are.same({ 1, 2 }, result.series[2].values)
  end)

  for name, module in pairs { ["in C"] = decode, ["in Lua"] = lua_decoder } do
    it("have no series for a unit without any value, " .. name, function()
      local result = decoded(lines("annee;code;a;b", "2020;1;;", "2021;1;;", "2020;2;;",
        "2021;2;;5", "2021;3;;"), role_list { "year", "dimension", "measure", "measure" }, nil, nil,
        module)
      local periods, key = { "2020", "2021" }, { code = "2" }
      assert.are.same({ frequency = "year", periods = periods, rows = 5, complete = true,
        keys = { code = { ["1"] = true, ["2"] = true, ["3"] = true } },
        series = {
          { measure = "a", frequency = "year", key = key, periods = periods, values = {} },
          { measure = "b", frequency = "year", key = key, periods = periods,
            values = { [2] = 5 } },
        } }, result)
    end)
  end

  it("have the full grid over years without a row", function()
    local result = decoded(lines("jour;code;m", "2023-12-31;1;2", "2020-03-31;1;1"),
      role_list { "last_day", "dimension", "measure" })
    assert.are.equal(16, #result.periods)
    assert.are.equal("2020-Q1", result.periods[1])
    assert.are.equal("2020-Q4", result.periods[4])
    assert.are.equal("2021-Q1", result.periods[5])
    assert.are.equal("2023-Q4", result.periods[16])
    assert.are.same({ [1] = 1, [16] = 2 }, result.series[1].values)
  end)

  it("keep sparse units on the common grid", function()
    local result = decoded(lines("jour;code;m", "1900-03-31;1;1", "2021-06-30;2;2",
      "2021-09-30;2;3"), role_list { "last_day", "dimension", "measure" })
    assert.are.equal(487, #result.periods)
    assert.are.same({ 1 }, result.series[1].values)
    assert.are.same({ [486] = 2, [487] = 3 }, result.series[2].values)
  end)

  it("of years alone have years", function()
    local result = decoded(lines("annee;m", "2021-01-01;1", "2019;3"),
      role_list { "year", "measure" })
    assert.are.equal("year", result.frequency)
    assert.are.equal("year", result.series[1].frequency)
    assert.are.same({ "2019", "2020", "2021" }, result.periods)
    assert.are.same({ [1] = 3, [3] = 1 }, result.series[1].values)
  end)

  it("take quarters from a last day alone, and from a last day with a quarter", function()
    for _, body in ipairs { "jour;m\n2021-06-30;1\n", "jour;m\n2021-06-30T00:00:00+00:00;1\n" } do
      assert.are.same({ "2021-Q2" }, decoded(body, role_list { "last_day", "measure" }).periods)
    end
    assert.are.same({ "2021-Q2" }, decoded("jour;t;m\n2021-06-30;T2;1\n",
      role_list { "last_day", "quarter", "measure" }).periods)
  end)

  for name, module in pairs { ["in C"] = decode, ["in Lua"] = lua_decoder } do
    it("of months' ends have months, " .. name, function()
      local result = decoded(lines("fin;m", "2021-02-28;2", "2020-11-30;1", "28/02/2020;3"),
        role_list { "month_end", "measure" }, nil, nil, module)
      assert.are.equal("month", result.frequency)
      assert.are.equal("month", result.series[1].frequency)
      assert.are.equal(13, #result.periods)
      assert.are.equal("2020-02", result.periods[1])
      assert.are.equal("2020-09", result.periods[8])
      assert.are.equal("2020-10", result.periods[9])
      assert.are.equal("2021-02", result.periods[13])
      assert.are.same({ [1] = 3, [10] = 1, [13] = 2 }, result.series[1].values)
    end)

    it("of months beside years and quarters have months, which must agree, " .. name, function()
      local roles = role_list { "year", "quarter", "month_end", "measure" }
      local header = "annee;trimestre;fin;m"
      local result = decoded(lines(header, "2021;1;2021-01-31;1", "2021;T2;2021-04-30;4",
        "2021;4;31/12/2021;12"), roles, nil, nil, module)
      assert.are.same({ "2021-01", "2021-12", 12 },
        { result.periods[1], result.periods[12], #result.periods })
      assert.are.same({ [1] = 1, [4] = 4, [12] = 12 }, result.series[1].values)
      for _, row in ipairs { "2020;1;2021-01-31;1", "2021;2;2021-03-31;1",
        "2021;1;2021-04-30;1" } do
        local _, err = decoded(lines(header, row), roles, nil, nil, module)
        assert.are.same({ kind = "decode", line = 2, column = 3 }, decoding.place(err))
        assert.matches("contradicts the other time columns of its row", err.message, 1, true)
      end
      for wanted, some in pairs { year = { "annee;fin;m", "2020;2021-01-31;1" },
        quarter = { "trimestre;fin;m", "2;2021-01-31;1" } } do
        local _, err = decoded(lines(some[1], some[2]),
          role_list { wanted, "month_end", "measure" }, nil, nil, module)
        assert.matches("contradicts the other time columns", err.message, 1, true)
      end
    end)

    it("of a month twice are refused, though the days are written otherwise, " .. name, function()
      local _, err = decoded(lines("fin;m", "2020-02-28;1", "2020-02-29;2"),
        role_list { "month_end", "measure" }, nil, nil, module)
      assert.are.same({ kind = "decode", line = 3, column = 1 }, decoding.place(err))
      assert.matches("has this period twice", err.message, 1, true)
    end)

    it("have at most max_periods months, " .. name, function()
      local rows = { "fin;m", "2020-01-31;1", "2021-01-31;2" }
      local roles = role_list { "month_end", "measure" }
      assert.is_not_nil((decoded(lines(lua.unpack(rows)), roles, { max_periods = 13 }, nil,
        module)))
      local _, err = decoded(lines(lua.unpack(rows)), roles, { max_periods = 12 }, nil, module)
      assert.are.same({ kind = "limit", line = 3, column = 1 }, decoding.place(err))
    end)
  end

  it("put measures in the order of their rank, then of the header", function()
    local result = decoded(lines("a;annee;b;c;d", "1;2021;2;3;4"), role_list {
      { role = "measure", rank = 7 }, "year", { role = "measure", rank = 3 },
      { role = "measure", rank = 7, name = "renamed" }, { role = "measure", rank = 0 } })
    local order = {}
    for i, s in ipairs(result.series) do order[i] = s.measure .. s.values[1] end
    assert.are.same({ "d4", "b2", "a1", "renamed3" }, order)
  end)

  it("take the delimiter that was said", function()
    for _, delimiter in ipairs { ";", ",", "\t", "|" } do
      local body = ("annee;m;vu\n2021;1;\"a;,\t|b\"\n"):gsub(";", delimiter, 3)
        :gsub("1;", "1" .. delimiter)
      local result = decoded(body, role_list { "year", "measure", { role = "dimension" } },
        { delimiter = delimiter })
      assert.are.equal(1, result.rows)
    end
  end)
end)
