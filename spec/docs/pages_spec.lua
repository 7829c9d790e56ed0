-- The pages: their links lead somewhere, their programs print what the page shows, and their tables
-- list what the library has. The guide, the cookbook, the mistakes and the vocabulary have specs of
-- their own.
local client = require "urssaf.client"
local draw_rooms = require "spec.support.draw_rooms"
local options = require "urssaf.domain.options"
local doc_pages = require "spec.support.doc_pages"
local not_empty = require "spec.support.not_empty"
local sample_figures = require "spec.support.oracle.sample_figures"
local release_calendar = require "urssaf.domain.release_calendar"
local rooms = require "spec.support.rooms"
local shell = require "spec.support.shell"
local timestamp = require "urssaf.base.timestamp"
local vintages = require "spec.support.vintages"

local OURS = { "cache", "errors", "embedding" }

local texts = {}
local listing = shell.run_line "ls README.md README.fr.md CONTRIBUTING.md SECURITY.md docs/*.md"
for name in not_empty.matches(listing, "[^\n]+") do
  texts[name] = shell.read_file(name)
end

describe("what runs the code of pages", function()
  it("tells an output that is not what a page says", function()
    assert.is_true(doc_pages.says("a\tb.c (d)\n", "a\tb.c (d)\n"))
    assert.is_false(doc_pages.says("a\n", "a\nb\n"))
    assert.is_false(doc_pages.says("a\nb\n", "b\n"))
    assert.is_false(doc_pages.says("1.5\n", "1x5\n"))
  end)

  it("takes an ellipsis for anything within a line", function()
    assert.is_true(doc_pages.says("at … (…)\nend\n", "at 12:30 (http://x)\nend\n"))
    assert.is_false(doc_pages.says("at …\nend\n", "at\n12:30\nend\n"))
    assert.is_false(doc_pages.says("…\n", "one\ntwo\n"))
  end)

  it("fails where a program prints something else, or fails itself", function()
    local runner = doc_pages.runner()
    local block = { where = "here", text = "print(1)\n", output = "2\n" }
    assert.has_error(function() runner:check(block) end)
    block.output = "1\n"
    assert.has_no_error(function() runner:check(block) end)
    block.text = "print(1) error('no', 0)\n"
    assert.has_error(function() runner:check(block) end)
    runner:stop()
  end)

  it("has a program's own output from under its heading", function()
    local page = doc_pages.read "docs/errors.md"
    local programs = doc_pages.programs(page, "lua")
    assert.matches("^portal\t404\n", programs[1].output)
    assert.are.equal("Errors", programs[1].heading)
    for _, program in ipairs(programs) do assert(program.output, program.where) end
  end)
end)

describe("the pages", function()
  local function anchors_of(text)
    local set = {}
    for heading in ("\n" .. text):gmatch "\n#+ ([^\n]+)" do
      set[heading:lower():gsub("[^%w%s\128-\255_-]", ""):gsub(" ", "-")] = true
    end
    return set
  end

  for name, text in pairs(texts) do
    it(name .. " has links that lead somewhere", function()
      local folder = name:match "^(.*/)" or ""
      for target in text:gsub("```.-```", ""):gmatch "%]%(([^)%s]+)%)" do
        local path, anchor = target:match "^([^#]*)#?(.*)$"
        if not target:find "^https?://" then
          local file = path == "" and name or (folder .. path):gsub("docs/%.%./", "")
          assert.is_true(shell.run("test -e " .. shell.quote(file)), target)
          if anchor ~= "" then assert(anchors_of(texts[file])[anchor], target) end
        end
      end
    end)

    it(name .. " has tables whose rows are as long as their headings", function()
      local columns
      for line in (text:gsub("```.-```", "") .. "\n"):gmatch "([^\n]*)\n" do
        local cells = line:match "^|(.*)|$"
        local _, count = (cells or ""):gsub("\\|", ""):gsub("|", "")
        columns = cells and (columns or count)
        assert.are.equal(columns or 0, count, line)
      end
    end)

    it(name .. " names targets that the Makefile has", function()
      local makefile = shell.run_line "cat Makefile mk/*.mk"
      for target in text:gmatch "[`\n ]make ([%l-]+)%f[^%l-][ `\n]" do
        if text:find("make " .. target .. "`", 1, true) or text:find("\nmake " .. target, 1, true)
        then
          assert.matches("\n" .. target .. ":", makefile, 1, true)
        end
      end
    end)
  end

  it("are all listed in their index, and in the README", function()
    for name in pairs(texts) do
      local file = name:match "^docs/(.*)$"
      if file and file ~= "README.md" then
        assert.matches("](" .. file .. ")", texts["docs/README.md"], 1, true)
        assert.matches("](docs/" .. file .. ")", texts["README.md"], 1, true)
      end
    end
  end)

  it("that have figures say that these are synthetic", function()
    for _, name in ipairs { "guide", "cookbook", "mistakes", "command", "cache", "embedding" } do
      local top = texts["docs/" .. name .. ".md"]:match "^(.-)\n## "
      assert.matches("synthetic", top, 1, true)
    end
  end)
end)

describe("the programs of pages #long", function()
  local portal, runner = doc_pages.for_cases()

  -- By heading: makes what the program needs, and returns its environment.
  local needs = {
    ["How the portal is asked"] = function()
      return { URSSAF_CACHE_DIR = runner.folder .. "/fresh" }
    end,
    ["Which publications are there"] = function()
      return vintages.one_kept(portal, runner.folder .. "/one")
    end,
    ["Removing some"] = function()
      return vintages.both_kept(portal, runner.folder .. "/both")
    end,
    ["Without a network"] = function()
      local environment = { URSSAF_CACHE_DIR = runner.folder .. "/stale",
        URSSAF_BASE_URL = portal:with { { on = "any", after = 3, reset = 0 } } }
      assert(runner:run('assert(require("urssaf").fetch())', environment))
      return environment
    end,
  }

  for _, name in ipairs(OURS) do
    local page = doc_pages.read("docs/" .. name .. ".md")
    for _, program in not_empty.list(doc_pages.programs(page, "lua")) do
      it(("%s, %s: print what it says"):format(name, program.heading), function()
        local need = needs[program.heading]
        runner:check(program, nil, need and need())
      end)
    end
  end
end)

describe("the page on kept publications", function()
  local text = texts["docs/cache.md"]

  it("has the modes of the cache, and no other", function()
    local modes = doc_pages.quoted(doc_pages.rows(text, "How the portal is asked"), 1)
    for mode in pairs(modes) do assert.is_nil(options.checks.cache_mode(mode), mode) end
    local expected = options.checks.cache_mode "?"
    for mode in not_empty.matches(expected, "\"(%l+)\"") do assert.is_true(modes[mode], mode) end
  end)

  it("has the default age, and the season of publications", function()
    assert.matches("`max_age` (86400 s)", text, 1, true)
    assert.are.equal(86400, client.new({}).options.max_age)
    assert.matches("thirty days before such a day to sixty after it", text:gsub("\n", " "), 1, true)
    local function age(day)
      return release_calendar.max_age(86400, nil, timestamp.of_iso(day))
    end
    -- 200 days after 30 June 2025 it is 16 January 2026
    assert.are.same({ 86400, 21600, 21600, 86400 },
      { age "2025-12-16", age "2025-12-18", age "2026-03-16", age "2026-03-19" })
  end)
end)

describe("the page on performance", function()
  local text = texts["docs/performance.md"]

  it("has the sizes of the sample, once, 20 and 200 times", function()
    for _, times in ipairs { 1, 20, 200 } do
      local spelt = sample_figures.french(sample_figures.data.count * times):gsub("\226\128\175",
        " ")
      assert.matches("| " .. spelt .. " rows", text, 1, true)
    end
    assert.matches(("%d units, %d quarters, %d measures"):format(#sample_figures.data.units,
      #sample_figures.data.periods, #sample_figures.data.measures), text, 1, true)
  end)

  it("names settings that the benchmark has", function()
    local run = shell.read_file "spec/bench/run.lua"
    for name in not_empty.matches(text, "BENCH_%u+") do assert.matches(name, run, 1, true) end
  end)
end)

describe("the page on hosts", function()
  local text = texts["docs/embedding.md"]

  -- spec/hosts/untrusted_spec.lua runs the other block
  it("has C that stands in the example", function()
    local page = doc_pages.read "docs/embedding.md"
    local blocks = doc_pages.programs(page, "c")
    assert.are.equal(2, #blocks)
    assert.matches(blocks[1].text, shell.read_file "examples/host/main.c", 1, true)
  end)

  it("has what capabilities tell", function()
    local have, named = require("urssaf").capabilities(), {}
    for name in pairs(have) do named[name] = true end
    for _, optional in ipairs { "transport", "inflate", "json" } do named[optional] = true end
    assert.are.same(named, doc_pages.quoted(doc_pages.rows(text, "What there is in this host"), 1))
  end)
end)

describe("the page on hosts, of what yields and what blocks,", function()
  it("has every public function, module and method of a client", function()
    local rows = doc_pages.rows(texts["docs/embedding.md"], "What yields and what blocks")
    local named, urssaf, count = {}, require "urssaf", 0
    for _, cells in ipairs(rows) do
      for name in cells[1]:gmatch "`([%l_.:]+)`" do named[name] = true end
    end
    local function check(name)
      assert.is_true(named[name], name)
      count = count + 1
    end
    check "urssaf.fetch"
    for name in pairs(require "urssaf.functions") do check("urssaf." .. name) end
    for _, name in ipairs { "chart", "geo", "language", "measures", "period", "quarter" } do
      check("urssaf." .. name)
      assert.is_truthy(urssaf[name])
    end
    for name in pairs(urssaf.loop) do check("urssaf.loop." .. name) end
    for name, method in pairs(require "urssaf.client.methods") do
      if type(method) == "function" and not name:find "^__" then check("urssaf." .. name) end
    end
    assert.is_true(count > 25, count)
  end)
end)

describe("the page on architecture", function()
  local text = texts["docs/architecture.md"]

  it("has the rooms as spec/support/rooms.lua has them: see draw_rooms.lua", function()
    local block = text:match "\n<!%-%- rooms %-%->\n(.-)\n<!%-%- /rooms %-%->\n"
    assert.are.equal(draw_rooms(rooms), block)
  end)

  local function is_file(path) return (shell.run("test -e " .. path)) end

  it("names files that there are", function()
    local count = 0
    for name in text:gmatch "`([%l_]+/[%w_./]+)`" do
      local is_there = is_file(name) or is_file("lua/urssaf/" .. name .. ".lua")
        or is_file("lua/urssaf/" .. name .. "/init.lua")
      assert.is_true(is_there, name)
      count = count + 1
    end
    for name in text:gmatch "`([%l_]+%.c)`" do
      assert.is_true(is_file("src/csv/" .. name), name)
      count = count + 1
    end
    assert.is_true(count > 25, count)
  end)
end)

describe("the picture of the rooms", function()
  local function room(name, may_require)
    return { name = name, is = "a room", may_require = may_require }
  end

  it("has a floor for each room, and one for those that do not require each other", function()
    local drawn = draw_rooms { room("top", { "left", "right" }), room("left", { "ground" }),
      room("right", { "ground" }), room("ground", {}), room("apart", {}) }
    local floors = {}
    for line in drawn:match("^```text\n(.-)```"):gmatch "|([^\n]*)|\n" do
      floors[#floors + 1] = line:gsub("[ |]+", " ")
    end
    assert.are.same({ " top ", " left right ", " ground " }, floors)
    assert.matches("| top | a room | left, right |", drawn, 1, true)
    assert.matches("| apart | a room | nothing |", drawn, 1, true)
  end)
end)
