local decoding = require "spec.support.decoding"
local lua = require "spec.support.lua"

local in_child = decoding.in_child

describe("a decoder", function()
  it("survives being closed while its roles are read", function()
    local output = in_child [[
      local decoder = require "urssaf.decode".csv()
      decoder:feed "annee;m\n2021;1\n"
      local sly = setmetatable({}, { __index = function(_, name)
        decoder:close()
        return name == "role" and "year" or nil
      end })
      print(pcall(decoder.roles, decoder, { sly, { role = "measure" } }))
      print(pcall(decoder.finish, decoder))
    ]]
    assert.is_truthy(output:find "^false\t.-\nfalse\t.-closed decoder\n$", output)
  end)

  it("survives being closed by a finalizer while it takes its header in", function()
    local output = in_child [[
      local decode = require "urssaf.decode"
      local dropped = require "spec.support.lua".dropped
      local names = {}
      for i = 1, 4000 do names[i] = ("column%05d"):format(i):rep(20) end
      local line = table.concat(names, ";") .. "\n"
      for _ = 1, 30 do
        local decoder = decode.csv()
        for _ = 1, 5 do dropped(function() decoder:close() end) end
        pcall(decoder.feed, decoder, line)
        pcall(decoder.header, decoder)
      end
      print "alive"
    ]]
    assert.are.equal("alive\n", output:match "alive\n$" or output)
  end)

  it("survives being closed by a finalizer while it hands over", function()
    local output = in_child [[
      local rows = { "annee;code;m\n" }
      for i = 1, 3000 do rows[i + 1] = "2021;" .. i .. ";1\n" end
      local decoder = require "urssaf.decode".csv()
      local dropped = require "spec.support.lua".dropped
      decoder:feed(table.concat(rows))
      decoder:roles { { role = "year" }, { role = "dimension" }, { role = "measure" } }
      collectgarbage()
      for _ = 1, 100 do dropped(function() decoder:close() end) end
      local ok, result = pcall(decoder.finish, decoder)
      print(ok and #result.series == 3000 or not ok)
    ]]
    assert.are.equal("true\n", output:match "true\n$" or output)
  end)

  it("has its own header although a finalizer fed it meanwhile", function()
    local output = in_child [[
      local lua = require "spec.support.lua"
      lua.collect "incremental"
      local decode = require "urssaf.decode"
      local names, more = {}, ("x"):rep(50000)
      for i = 1, 300 do names[i] = ("column%05d"):format(i) end
      local head = table.concat(names, ";")
      for target = 1, 12 do
        local decoder, calls = decode.csv(), 0
        local function meddle()
          if not decoder then return end
          lua.dropped(meddle)
          calls = calls + 1
          if calls == target then pcall(decoder.feed, decoder, more) end
        end
        decoder:feed(head)
        lua.dropped(meddle)
        local ok, err = pcall(decoder.feed, decoder, "\n")
        local header = decoder:header()
        decoder = nil
        assert(not ok or err == nil or header == nil or table.concat(header, ";") == head,
          "another header")
      end
      print "alive"
    ]]
    assert.are.equal("alive\n", output:match "alive\n$" or output)
  end)

  for _, collector in ipairs(lua.collectors) do
    it("survives finalizers that use it at any allocation: " .. collector, function()
      local output = in_child(("local collector = %q"):format(collector) .. [[

        local lua = require "spec.support.lua"
        lua.collect(collector)
        local decode = require "urssaf.decode"
        local roles = { { role = "year" }, { role = "dimension" }, { role = "measure", name = "m" },
          { role = "attribute" } }
        local body = "annee;code;m;note\n2020;1;1;a\n2021;1;2;b\n2020;2;3;a\n"
        local uses = {
          function(d) d:close() end, function(d) d:feed "2022;1;5;c\n" end,
          function(d) d:columns() end, function(d) d:finish() end, function(d) d:roles(roles) end,
          function(d) d:feed "x" d:header() end,
        }
        local function whole(decoder, size)
          for at = 1, #body, size do
            decoder:feed(body:sub(at, at + size - 1))
            if decoder:header() then pcall(decoder.roles, decoder, roles) end
          end
          decoder:columns()
          return decoder:finish()
        end
        for _, use in ipairs(uses) do
          for _, size in ipairs { 3, 1000 } do
            for target = 1, 60 do
              local decoder, calls = decode.csv(), 0
              local function meddle()
                if not decoder then return end
                lua.dropped(meddle)
                calls = calls + 1
                if calls == target then pcall(use, decoder) end
              end
              lua.dropped(meddle)
              local ok, result = pcall(whole, decoder, size)
              decoder = nil
              for _, series in ipairs(ok and result and result.series or {}) do
                assert(series.measure == "m" and series.key and series.values)
              end
            end
          end
        end
        print "alive"
      ]])
      assert.are.equal("alive\n", output:match "alive\n$" or output)
    end)
  end
end)
