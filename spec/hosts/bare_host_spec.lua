-- A host that gives scripts neither io nor os: what needs no files works, the rest is an error that
-- says why.
local timestamp = require "urssaf.base.timestamp"
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"

describe("in a host without io and os", function()
  local portal = standin.for_cases()

  -- What a script prints in such a host; it has the locals `urssaf` and `base_url`.
  local function run(script)
    local folder = shell.temporary_folder()
    shell.write(folder .. "/script.lua", "io, os, package.loaded.io, package.loaded.os = nil\n"
      .. ("local base_url = %q\n"):format(portal.base_url)
      .. 'local urssaf = require "urssaf"\n' .. script)
    local _, _, output = shell.run(shell.checkout .. shell.lua .. " " .. folder .. "/script.lua")
    shell.remove(folder)
    return output
  end

  it("a text is read, added up and written", function()
    assert.are.equal("11 2020-Q2\nnil\ntrue\n", run [[
      local panel = assert(urssaf.read { text = "annee;trimestre;code_departement;radiations\n"
        .. "2020;1;01;5\n2020;1;02;4\n2020;2;01;6\n2020;2;02;5\n" })
      local value, period = panel:total().series[1]:last()
      print(value .. " " .. period)
      print(panel.source.read_at)
      print(#panel:to_json() > 0)
    ]])
  end)

  it("a fetch is complete, and nothing is kept", function()
    assert.are.equal("505 6868 nil\n", run [[
      local panel = assert(urssaf.fetch { base_url = base_url })
      print(#panel.series .. " " .. panel.source.rows, panel.source.fetched_at)
    ]]:gsub("\t", " "))
  end)

  -- What a host lacks is the world's: it is returned, as an error of kind `host`.
  for name, case in pairs {
    ["a cache"] = { 'urssaf.fetch { base_url = base_url, cache = "use" }', "the cache needs files,"
      .. ' and this host has no io or no os: use cache = "off"' },
    ["as_of"] = { 'urssaf.fetch { base_url = base_url, as_of = "2026-01-01", cache = "only" }',
      "needs files" },
    ["the calendar's cache"] = { 'urssaf.calendar { base_url = base_url, cache = "use" }',
      "needs files" },
    ["vintages"] = { "urssaf.vintages()",
      "kept publications cannot be listed here: this host has no io" },
    ["prune"] = { "urssaf.prune { keep = 1 }",
      "kept publications cannot be removed here: this host has no io" },
    ["revisions"] = { 'urssaf.revisions { measure = "radiations" }',
      "kept publications cannot be listed here: this host has no io" },
    ["a path"] = { 'urssaf.read "saved.csv"', "pass { text" },
    ["shapes"] = { 'urssaf.chart.map(urssaf.sample(), { shapes = "a.geojson",'
      .. ' measure = "radiations", at = "2021-Q1" })', "no io to open the shapes" },
    ["no JSON"] = { "(function() local function no() error 'no' end"
      .. " package.preload.cjson, package.preload.dkjson = no, no"
      .. " package.loaded.cjson, package.loaded.dkjson = nil"
      .. " return urssaf.describe { base_url = base_url } end)()", "no JSON in this host" },
    ["no C module"] = { "(function() package.preload['urssaf.http'] = function() error 'no' end"
      .. " return urssaf.fetch { base_url = base_url } end)()", "no request can be made here: " },
  } do
    it(name .. " is an error that says why", function()
      local output = run(("local panel, err = %s\nprint(panel, err.kind, err.message)"):format(
        case[1]))
      assert.matches("nil\thost\t", output, 1, true)
      assert.matches(case[2], output, 1, true)
    end)
  end
end)

-- In nginx a function of `coroutine` may yield to the server, which `require` does not allow.
describe("in a host whose coroutines are its own", function()
  it("no module calls one while it is loaded", function()
    local folder = shell.temporary_folder()
    shell.write(folder .. "/script.lua", [[
      local rockspec = {}
      local lua = require "spec.support.lua"
      local shell = require "spec.support.shell"
      lua.load_alone(shell.read_file "rockspec/urssaf-scm-1.rockspec", "rockspec", rockspec)()
      for name in pairs(coroutine) do
        coroutine[name] = function() error("coroutine." .. name, 0) end
      end
      local count = 0
      for name in pairs(rockspec.build.modules) do
        local loaded, problem = pcall(require, name)
        if loaded then count = count + 1 else print(name, problem) end
      end
      print(count > 200)
    ]])
    local _, _, output = shell.run(shell.checkout .. shell.lua .. " " .. folder .. "/script.lua")
    shell.remove(folder)
    assert.are.equal("true\n", output)
  end)
end)

describe("a timestamp as text", function()
  it("is the same as that of os.date", function()
    local at = -62135596800 -- the year 1
    while at < 253402300800 do -- up to 9999
      assert.are.equal(os.date("!%Y-%m-%dT%H:%M:%SZ", at):gsub("^%d+", function(year)
        return ("%04d"):format(tonumber(year))
      end), timestamp.text(at))
      at = at + 86400 * 37 + 4999
    end
    for _, day in ipairs { "2000-02-29", "1900-02-28", "2100-03-01", "1969-12-31", "1970-01-01" } do
      assert.are.equal(day .. "T00:00:00Z", timestamp.text(timestamp.of_iso(day)))
    end
  end)
end)
