-- The rooms of lua/urssaf: a module requires only what spec/support/rooms.lua lets its room
-- require.
local architecture = require "spec.support.architecture"
local rooms = require "spec.support.rooms"
local shell = require "spec.support.shell"

describe("the modules of the library", function()
  local findings, modules, arrows = architecture.check(shell.root, rooms)

  it("require only rooms below their own, without a circle", function()
    assert.are.same({}, findings)
  end)

  it("were all looked at", function()
    assert.are.equal(tonumber(shell.run_line "find lua/urssaf -name '*.lua' | wc -l"), modules)
    assert.is_true(arrows > 3 * modules, arrows)
  end)

  it("are in rooms, and at the root only the doors", function()
    local at_root = shell.run_line "ls lua/urssaf/*.lua | wc -l"
    assert.is_true(tonumber(at_root) <= 4, at_root)
    local is_there = {}
    for _, room in ipairs(rooms) do
      for _, name in ipairs(room.modules or { "urssaf." .. room.name }) do
        local path = "lua/" .. name:gsub("%.", "/")
        is_there[name] = shell.run(("test -e %s.lua || test -e %s"):format(path, path))
        assert.is_true(is_there[name], name)
      end
    end
  end)
end)

-- Each case adds a line to a copy of the library, which nothing is wrong with otherwise.
describe("the check of the rooms finds", function()
  local folder

  before_each(function()
    folder = shell.temporary_folder()
    assert(shell.run(("mkdir %s/lua && cp -R lua/urssaf %s/lua"):format(folder, folder)))
  end)

  after_each(function() shell.remove(folder) end)

  local function add(path, line)
    local full = folder .. "/lua/urssaf/" .. path
    local text = shell.run("test -f " .. full) and shell.read(full) or ""
    shell.write(full, text .. line .. "\n")
    return select(2, text:gsub("\n", "\n")) + 1
  end

  local function finds(path, line, finding)
    local number = add(path, line)
    local expected, found = finding:gsub("LINE", tostring(number)), false
    local findings = architecture.check(folder, rooms)
    for _, one in ipairs(findings) do found = found or one == expected end
    assert.is_true(found, table.concat(findings, "\n"))
  end

  it("an arrow up", function()
    finds("panel/series.lua", 'local api = require("urssaf.portal.api")',
      "lua/urssaf/panel/series.lua:LINE: panel may not require portal, here urssaf.portal.api")
  end)

  it("one that is loaded later", function()
    finds("domain/unit.lua", 'local entry = lazy "urssaf.cache.entry"',
      "lua/urssaf/domain/unit.lua:LINE: domain may not require cache, here urssaf.cache.entry")
  end)

  it("one in a table of names", function()
    finds("report/css.lua", "local PARTS = { file = 'urssaf.csv.file' }",
      "lua/urssaf/report/css.lua:LINE: report may not require csv, here urssaf.csv.file")
  end)

  it("one whose name is put together", function()
    finds("base/utf8.lua", 'local any = require("urssaf." .. name)',
      "lua/urssaf/base/utf8.lua:LINE: base may not require domain, here urssaf.domain.unit")
    finds("chart/svg.lua", 'local kind = require("urssaf.sample." .. name)',
      "lua/urssaf/chart/svg.lua:LINE: chart may not require sample, here urssaf.sample.cells")
  end)

  it("one to a door, and one to a C module", function()
    finds("language/source.lua", 'require "urssaf"',
      "lua/urssaf/language/source.lua:LINE: language may not require doors, here urssaf")
    finds("base/names.lua", 'local all = lazy("urssaf")',
      "lua/urssaf/base/names.lua:LINE: base may not require doors, here urssaf")
    finds("panel/wide.lua", 'require "urssaf.http"',
      "lua/urssaf/panel/wide.lua:LINE: panel may not require the C module urssaf.http")
  end)

  it("a circle within a room", function()
    finds("base/numbers.lua", 'local json = require "urssaf.base.json"',
      "a circle: urssaf.base.json -> urssaf.base.numbers -> urssaf.base.json")
  end)

  it("a file at the root and a folder that nobody listed", function()
    finds("new.lua", "return {}", "lua/urssaf/new.lua: no room has it")
    shell.run(("rm %s/lua/urssaf/new.lua; mkdir %s/lua/urssaf/cellar"):format(folder, folder))
    finds("cellar/wine.lua", "return {}", "lua/urssaf/cellar/wine.lua: no room has it")
  end)

  it("a module that does not exist", function()
    finds("panel/wide.lua", 'require "urssaf.panel.narrow"',
      "lua/urssaf/panel/wide.lua:LINE: there is no module urssaf.panel.narrow")
  end)

  it("a table of rooms that lets an arrow go up", function()
    local wrong = { { name = "upper", may_require = { "lower" } },
      { name = "lower", may_require = { "upper" } } }
    assert.are.equal("the table of rooms: lower may not require upper, which is not below it",
      (architecture.check(folder, wrong))[1])
  end)
end)
