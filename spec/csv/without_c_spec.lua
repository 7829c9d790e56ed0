-- Hosts where no C module can be loaded: the decoder in Lua, and what the host passes instead.
local decoding = require "spec.support.decoding"
local hygiene = require "spec.support.hygiene"
local shell = require "spec.support.shell"
local socket_http = require "socket.http"
local standin = require "spec.support.standin"
local urssaf = require "urssaf"

for name, exports in pairs {
  ["urssaf.capabilities"] = { "of" },
  ["urssaf.csv.cell"] = { "number", "year", "quarter", "last_day", "code" },
  ["urssaf.base.utf8"] = { "bounded", "is_text", "repaired", "of_latin1", "excerpt",
    "plain", "shown" },
  ["urssaf.base.compat"] = { "finally", "finalized" },
  ["urssaf.csv.row"] = { "columns", "NAME" },
  ["urssaf.base.csv_reader"] = { "reader", "wrong" },
  ["urssaf.csv.lua_decoder"] = { "csv" },
  ["urssaf.portal.transport"] = { "session" },
  ["urssaf.portal.session"] = { "name", "open", "clock" },
  ["urssaf.csv.tabulation"] = { "new" },
} do
  describe(name, function() hygiene(name, exports) end)
end

-- Its results are compared with the C module's in the specs of that one and in the fuzzing; here
-- are single functions.
describe("the decoder in Lua", function()
  local lua_decoder = require "urssaf.csv.lua_decoder"
  local body = decoding.BOM .. decoding.HEADER .. "\r\n" .. decoding.GOOD .. "\r\n"
    .. '2021;3;2021-09-30;01;"A""in";;2.5;"x\ny"\r\n'

  local function outcome(size, options)
    local result, err = decoding.decoded(body, decoding.ROLES, options, size, lua_decoder)
    return decoding.dump(result or decoding.told(err))
  end

  it("gives the same, in whatever pieces a body comes", function()
    local whole = outcome(#body)
    assert.matches('"A\\"in"', whole, 1, true)
    for size = 1, #body - 1 do assert.are.equal(whole, outcome(size)) end
  end)

  it("refuses the same, in whatever pieces a body comes", function()
    local whole = outcome(#body, { max_line = 38 })
    assert.matches("longer than 38 bytes", whole, 1, true)
    for size = 1, #body - 1 do assert.are.equal(whole, outcome(size, { max_line = 38 })) end
  end)

  it("reads a decimal point where the host's locale has a comma", function()
    local before = os.setlocale(nil, "numeric")
    if not os.setlocale("fr_FR.UTF-8", "numeric") then return pending "no French locale" end
    local result = decoding.decoded(body, decoding.ROLES, nil, #body, lua_decoder)
    os.setlocale(before, "numeric")
    assert.are.same({ 1.5, 2.5 }, result.series[2].values)
  end)

  it("keeps the bound of a line within quotes, too", function()
    local decoder = lua_decoder.csv { max_line = 1000 }
    local ok, err
    for _ = 1, 50 do
      ok, err = decoder:feed(('"'):rep(64))
      if not ok then break end
    end
    assert.is_nil(ok)
    assert.are.equal("limit", err.kind)
  end)

  it("says the header as soon as the line is there", function()
    local decoder = lua_decoder.csv {}
    assert.is_true(decoder:feed "a;b")
    assert.is_nil(decoder:header())
    assert.is_true(decoder:feed "\n")
    assert.are.same({ "a", "b" }, decoder:header())
  end)

  it("is closed once and for all", function()
    local decoder = lua_decoder.csv {}
    decoder:close()
    decoder:close()
    for _, method in ipairs { "feed", "header", "roles", "columns", "finish" } do
      local ok, err = pcall(decoder[method], decoder, "")
      assert.is_false(ok)
      assert.matches("closed decoder", err, 1, true)
    end
  end)
end)

describe("without C", function()
  local portal = standin.for_cases()
  local folder, text

  setup(function()
    folder = shell.temporary_folder()
    text = assert(socket_http.request(portal.base_url
      .. "/catalog/datasets/auto-entrepreneurs-par-departement/exports/csv"))
  end)
  teardown(function() shell.remove(folder) end)

  -- What a script prints where no C module can be loaded; `TEXT` is the export.
  local function run(script, prelude)
    local path = folder .. "/script.lua"
    shell.write(path, (prelude or 'package.cpath = ""') .. ("\nlocal TEXT = %q\n"):format(text)
      .. 'local urssaf = require "urssaf"\n' .. script)
    local _, _, output = shell.run(shell.checkout .. shell.lua .. " " .. path)
    return output
  end

  local BARE = 'package.cpath = ""\nio, package.loaded.io = nil'

  describe("and without io", function()
    -- The example as it is, on what it is handed; from its first figure on, for where the figures
    -- come from differs.
    local QUICKSTART = [[
      local panel = assert(urssaf.read { text = TEXT })
      urssaf.fetch = function() return panel end
      dofile "examples/quickstart.lua"]]

    local function figures(output)
      return output:match("\nFrance without Mayotte.*$") or output
    end

    it("the quickstart has the same figures as with C", function()
      local with = figures(run(QUICKSTART, ""))
      assert.matches("registered at the quarter's end", with, 1, true)
      assert.matches("Isère", with, 1, true)
      assert.are.equal(with, figures(run(QUICKSTART, BARE)))
    end)

    it("says what there is, and why not what is not", function()
      local output = run([[
        local there = urssaf.capabilities()
        print(there.decoder, there.transport, there.cache)
        for _, name in ipairs { "decoder", "transport", "cache" } do
          print(name, there.lacking[name])
        end]], BARE)
      assert.matches("^lua\tnil\tfalse\n", output)
      assert.matches("decoder\turssaf.decode is not where this Lua looks\n", output, 1, true)
      assert.matches("transport\turssaf.http is not where this Lua looks\n", output, 1, true)
      assert.matches("cache\tthis host has no io", output, 1, true)
    end)

    it("a fetch goes through the host's transport and JSON, complete", function()
      -- its JSON has a null of its own, as hosts' have
      local output = run(([[
        local NULL = setmetatable({}, { __tostring = function() return "null" end })
        local function decode(text)
          local rows = text:match '"total_count"%%s*:%%s*(%%d+)'
          if rows then return { total_count = tonumber(rows) } end
          local fields = {}
          for name in TEXT:match "^\239\187\191([^\r\n]*)":gmatch "[^;]+" do
            local kind = name:find "^code" and "text" or name:find "region" and "text"
              or name:find "departement" and "text" or name == "annee" and "date"
              or name:find "jour" and "date" or "int"
            fields[#fields + 1] = { name = name, label = name, type = kind, description = print }
          end
          return { fields = fields, metas = { default = { records_count = %d } } }
        end
        local asked = {}
        local panel = assert(urssaf.fetch {
          base_url = "https://portal.example/api",
          json = { decode = decode },
          transport = function(url, headers)
            asked[#asked + 1] = url:match "[^/?]+%%f[?%%z]" .. " "
              .. headers["User-Agent"]:match "^[^/]+"
            if url:find "exports" then return 200, { ["Content-Type"] = "text/csv" }, TEXT end
            return 200, { ["content-type"] = "application/json" },
              url:find "records" and '{"total_count": %d}' or "{}"
          end,
        })
        print(#panel.series, panel.source.rows, panel.source.url:match "^https://[^/]*")
        print(table.concat(asked, ", "))
        for _, note in ipairs(panel.notes) do print(note.kind, note.message) end
        assert(NULL)
      ]]):format(6868, 6868), BARE .. "\nos = { time = os.time }")
      assert.are.equal("505\t6868\thttps://portal.example\n"
        .. "auto-entrepreneurs-par-departement urssaf-lua, records urssaf-lua, csv urssaf-lua\n",
        output)
    end)

    it("a fetch without a transport, or without JSON, says what to pass", function()
      local said = run([[
        local json = { decode = print }
        local _, err = urssaf.fetch { json = json, cache = "off" }
        print(err.kind, err.message)]], BARE)
      assert.matches("^host\t", said)
      assert.matches("urssaf.http is not where this Lua looks", said, 1, true)
      assert.matches("pass transport = function", said, 1, true)
      assert.matches("pass json = { decode", run([[
        package.preload.dkjson = function() error "none" end
        local _, err = urssaf.fetch { transport = print, cache = "off" }
        print(err.kind, err.message)]], BARE), 1, true)
    end)
  end)

  it("a file is read, and its faults are told as ever", function()
    assert.are.equal("decode\tline 3, column 2 (trimestre): not a quarter: \"5\"\n", run([[
      local panel, err = urssaf.read { text = "annee;trimestre;departement;radiations\n"
        .. "2020;1;Ain;5\n2020;5;Ain;6\n" }
      print(err.kind, err.message)]]))
  end)
end)

describe("capabilities", function()
  it("are all there where everything is installed", function()
    local there = urssaf.capabilities()
    assert.are.equal("c", there.decoder)
    assert.are.equal("libcurl", there.transport)
    assert.is_true(there.inflate:find "^zlib %d+%.%d" == 1
      or there.inflate:find "^isal %d+%.%d+%.%d+$" == 1, there.inflate)
    assert.are.equal("lua-cjson", there.json)
    assert.is_true(there.cache)
    assert.are.same({}, there.lacking)
    assert.are.equal(urssaf._VERSION, there.version)
    assert.matches("^Lua", there.lua)
  end)

  it("know no other options", function()
    assert.is_false(pcall(urssaf.capabilities, { jsn = {} }))
  end)
end)
