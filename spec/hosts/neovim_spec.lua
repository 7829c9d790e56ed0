-- examples/hosts/neovim in a real Neovim: what it shows, and whether it ever blocks the editor.
local cjson = require "spec.support.cjson"
local lua = require "spec.support.lua"
local not_empty = require "spec.support.not_empty"
local processes = require "spec.support.processes"
local sample_figures = require "spec.support.oracle.sample_figures"
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"
local urssaf = require "urssaf"

local EXAMPLE = shell.root .. "examples/hosts/neovim"
local BUILD = shell.root .. "build/lua5.1"
local EDIT = "timeout 120 nvim --headless -u NONE -i NONE -n --cmd %s -c %s -S %s </dev/null"

-- LUA_CPATH with the C modules, and without.
local WITH_C, WITHOUT_C = BUILD .. "/?.so;;", "/nowhere/?.so"

local DELAY = 1 -- seconds that an answer takes
local LONGEST_PAUSE = 0.5

-- Neovim has LuaJIT, which loads what is built for Lua 5.1, whichever runs the specs.
local function has_all()
  return shell.has("nvim", "curl")
    and (shell.run "env -u MAKEFLAGS make -s all LUA=lua5.1 BUILD=build/lua5.1")
end

-- The table that a buffer should show of a panel with one series.
local function expected_rows(panel)
  local series, rows = panel.series[1], {}
  for i = #series.periods - 7, #series.periods do
    local value, before = series.values[i], series.values[i - 4]
    local growth = value and before and ("%+.1f %%"):format((value / before - 1) * 100)
    rows[#rows + 1] = ("| %s | %s | %s |\n"):format(series.periods[i],
      value and sample_figures.grouped(value, " ") or "missing",
      growth and growth:gsub(",", ".") or "–")
  end
  return table.concat(rows)
end

-- Midnight may be between two texts: their dates of access are not compared.
local function undated(text)
  return (text:gsub("accessed [^.]*", ""))
end

describe("examples/hosts/neovim #host", function()
  local is_here = has_all()
  local portal = standin.for_cases()
  local folder

  before_each(function() folder = shell.temporary_folder() end)
  after_each(function() shell.remove(folder) end)

  local function case(name, work)
    it(name, function()
      if not is_here then return pending("no nvim, curl, or build for lua5.1") end
      work()
    end)
  end

  -- Two cases: with libcurl in the editor, and with curl as another process.
  local function both(name, work)
    case(name .. ", with the C modules", function() work(WITH_C, "libcurl") end)
    case(name .. ", without", function() work(WITHOUT_C, "curl") end)
  end

  local function write(name, text)
    return shell.write(folder .. "/" .. name, text)
  end

  local function environment(cpath, base_url, more)
    return lua.merged({ HOME = folder, XDG_CONFIG_HOME = folder, XDG_DATA_HOME = folder,
      URSSAF_CACHE_DIR = folder .. "/kept", URSSAF_BASE_URL = base_url,
      LUA_PATH = shell.lua_path, LUA_CPATH = cpath,
      EDITOR_ANSWER = folder .. "/answer" }, more)
  end

  -- Runs a script in an editor (see spec/support/hosts/neovim_editor.lua); returns the script's
  -- result, and all that the editor printed.
  local function edit(variables, script)
    variables.EDITOR_SCRIPT = write("script.lua", "local editor = ...\n" .. script)
    local ok, _, output = shell.run(shell.with(variables, EDIT:format(
      shell.quote("set rtp^=" .. EXAMPLE), shell.quote "runtime plugin/urssaf.lua",
      shell.quote(shell.root .. "spec/support/hosts/neovim_editor.lua"))))
    assert.is_true(ok, output)
    local answer = cjson.decode(shell.read(folder .. "/answer"))
    assert.is_nil(answer.failed, output)
    assert.is_nil(output:find("traceback", 1, true), output)
    assert.is_nil(output:find("Error ", 1, true), output)
    return answer, output
  end

  -- Types commands and waits for as many texts.
  local function type_all(variables, commands, count)
    local lines = {}
    for i, command in ipairs(commands) do lines[i] = ("editor.type %q"):format(command) end
    lines[#lines + 1] = ("editor.wait_for_texts(%d)"):format(count or #commands)
    lines[#lines + 1] = "return { texts = editor.texts(), notices = #editor.notices > 0"
      .. " and editor.notices or nil, ticks = editor.ticks() }"
    return edit(variables, table.concat(lines, "\n"))
  end

  local function panel_of(code, measure, base_url)
    return assert(urssaf.fetch { base_url = base_url or portal.base_url, cache = "off",
      where = { code_departement = code }, measures = { measure } })
  end

  -- ---------------------------------------------------------------- figures

  case("shows the library's figures, the same with the C modules and without", function()
    local questions = {
      { ":Urssaf 38", "38", "economiquement_actifs", "# Isère (38)", "Economically active" },
      { ":Urssaf 1 chiffres_d_affaires", "01", "chiffres_d_affaires", "# Ain (01)",
        "Turnover (€)" },
      { ":Urssaf La Réunion", "974", "economiquement_actifs", "# La Réunion (974)",
        "Economically active" },
      { ":Urssaf Côtes d'Armor radiations", "22", "radiations", "# Côtes-d'Armor (22)",
        "Strike-offs" },
    }
    for _, question in ipairs(questions) do
      local panel = panel_of(question[2], question[3])
      local seen = {}
      for i, cpath in ipairs { WITH_C, WITHOUT_C } do
        local answer, output = type_all(environment(cpath, portal.base_url), { question[1] })
        assert.is_nil(answer.notices)
        assert.are.equal(question[1], (output:gsub("%s+$", ""))) -- as it was typed, no more
        local text = answer.texts[1]
        assert.are.equal(question[4], text:match "^[^\n]*")
        assert.matches("| quarter | " .. question[5] .. " |", text, 1, true)
        assert.are.equal(expected_rows(panel), text:match "|%-%-%-|.-\n(.*|\n)")
        assert.matches("published 16 July 2026, licence Open Database License (ODbL)", text, 1,
          true)
        assert.are.equal(undated(panel:cite "en"), undated(text:match "[^\n]*$"))
        assert.are.equal(question[3] == "chiffres_d_affaires",
          text:find("\nTurnover: this growth is nominal", 1, true) ~= nil)
        seen[i] = undated(text)
      end
      assert.are.equal(seen[1], seen[2])
    end
  end)

  both("uses the transport that there is", function(cpath, name)
    local base_url = portal:with {}
    type_all(environment(cpath, base_url), { ":Urssaf 38" })
    local requests = portal:requests(base_url)
    assert.is_true(#requests >= 3)
    for _, request in ipairs(requests) do
      assert.matches("urssaf-lua", request.headers["user-agent"], 1, true)
      assert.are.equal(name == "libcurl", request.headers["accept-encoding"] == "gzip")
    end
  end)

  case("shows missing values as missing", function()
    local base_url = portal:with { { on = "any", older = { quarters = 35, revised = {} } } }
    local answer = type_all(environment(WITH_C, base_url), { ":Urssaf 2a" })
    local rows = expected_rows(panel_of("2A", "economiquement_actifs", base_url))
    assert.matches("| 2016-Q2 | missing | – |\n", rows, 1, true)
    assert.matches(rows, answer.texts[1], 1, true)
  end)

  case("does not fetch what is kept, and says if that may be old", function()
    local own = standin.start {}
    local variables = environment(WITH_C, own.base_url)
    local first = type_all(variables, { ":Urssaf 38" })
    local asked = #own:requests()
    assert.are.same(first.texts, type_all(variables, { ":Urssaf 38" }).texts)
    assert.are.equal(asked, #own:requests())
    own:stop()
    local later = edit(variables, [[
      vim.g.urssaf = { max_age = 0, retries = 0 }
      editor.type ":Urssaf 38"
      editor.wait_for_texts(1)
      return editor.texts()]])
    assert.matches("The portal could not be asked", later[1], 1, true)
    assert.are.equal(first.texts[1]:match "^.*|\n", later[1]:match "^.*|\n")
  end)

  case("is set up as its README says", function()
    local script
    for block in shell.read(EXAMPLE .. "/README.md"):gmatch "```sh\n(.-)```" do
      if block:find("/start/", 1, true) then script = block end
    end
    local ok, _, output = shell.run(shell.with({ HOME = folder },
      "sh -e " .. write("set-up", script)))
    assert.is_true(ok, output)
    local editor = shell.root .. "spec/support/hosts/neovim_editor.lua"
    local path = write("script.lua", [[
      local editor = ...
      editor.type ":Urssaf 38"
      editor.wait_for_texts(1)
      return { editor.texts()[1], require "urssaf".capabilities().transport or "none" }]])
    for _, has_c in ipairs { true, false } do
      if not has_c then shell.run(("find %s -name '*.so' -delete"):format(shell.quote(folder))) end
      local ran, _, said = shell.run(shell.with({ HOME = folder, EDITOR_SCRIPT = path,
        EDITOR_ANSWER = folder .. "/answer", URSSAF_BASE_URL = portal.base_url,
        URSSAF_CACHE_DIR = folder .. (has_c and "/kept" or "/kept by curl") },
        ("env -u LUA_PATH -u LUA_CPATH -u XDG_DATA_HOME -u XDG_CONFIG_HOME"
        .. " timeout 120 nvim --headless -i NONE -n -S %s </dev/null"):format(shell.quote(editor))))
      assert.is_true(ran, said)
      local answer = cjson.decode(shell.read(folder .. "/answer"))
      assert.are.equal(has_c and "libcurl" or "none", answer[2])
      assert.matches(expected_rows(panel_of("38", "economiquement_actifs")), answer[1], 1, true)
    end
  end)

  -- ---------------------------------------------------------------- time

  both("does not block the editor while it waits for a response", function(cpath, name)
    local base_url = portal:with { { on = "export", delay = DELAY } }
    local answer = edit(environment(cpath, base_url), [[
      editor.reset_ticks()
      local began = editor.now()
      editor.type ":Urssaf 38"
      editor.wait_for_texts(1)
      return { took = editor.now() - began, ticks = editor.ticks(), text = editor.texts()[1] }]])
    local ticks = answer.ticks
    print(("neovim, %s: %d ticks of 5 ms in %.2f s, the longest pause between two %.0f ms"):format(
      name, ticks.count, answer.took, ticks.longest * 1000))
    assert.matches("# Isère (38)", answer.text, 1, true)
    assert.is_true(answer.took >= DELAY, answer.took)
    assert.is_true(ticks.count > 20, ticks.count)
    assert.is_true(ticks.longest < LONGEST_PAUSE, ticks.longest)
  end)

  case("is woken by its descriptors, not only by a timer", function()
    local base_url = portal:with { { on = "any", delay = 0.3 } }
    local answer = edit(environment(WITH_C, base_url), [[
      local new_timer, short = vim.loop.new_timer, 50
      function vim.loop.new_timer()
        local timer = new_timer()
        return { close = function() timer:close() end, start = function(_, ms, ...)
          if ms <= short then timer:start(ms, ...) end
        end }
      end
      editor.type ":Urssaf 38"
      editor.wait_for_texts(1)
      return editor.texts()]])
    assert.matches("# Isère (38)", answer[1], 1, true)
  end)

  case("is woken at the session's timeout, even if no descriptor is ready", function()
    local took = edit(environment(WITH_C, portal.base_url), [[
      local loop = require "urssaf_nvim.loop"
      local session = { fds = function() return {} end, timeout = function() return 0.1 end }
      local began, took = editor.now(), nil
      loop.run({}, function() loop.wait(session, 30) end, function(ok, err)
        took = ok and editor.now() - began or error(err)
      end)
      editor.wait(function() return took end)
      return { took }]])
    assert.is_true(took[1] > 0.05 and took[1] < 10, took[1])
  end)

  case("can wait by urssaf.loop.luv, in a coroutine and outside of one", function()
    local answer = edit(environment(WITH_C, portal.base_url), [[
      local urssaf = require "urssaf"
      local wait = assert(urssaf.loop.luv())
      local function figure(code)
        local panel, err = urssaf.fetch { wait = wait, cache = "off", retries = 0,
          where = { code_departement = code }, measures = { "economiquement_actifs" } }
        return panel and panel.series[1]:last() or tostring(err)
      end
      local figures, left = {}, 3
      for i, code in ipairs { "75", "2A", "971" } do
        coroutine.wrap(function()
          figures[i] = figure(code)
          vim.api.nvim_get_current_line() -- which luv's callbacks may not call
          left = left - 1
        end)()
      end
      local outside -- of any coroutine, also of this script's
      vim.schedule(function() outside = figure "38" end)
      editor.wait(function() return left == 0 and outside end)
      return { figures = figures, outside = outside }]])
    local periods = sample_figures.data.periods
    local function expected(code)
      return sample_figures.cell(code, "economiquement_actifs", periods[#periods])
    end
    assert.are.same({ expected "75", expected "2A", expected "971" }, answer.figures)
    assert.are.equal(expected "38", answer.outside)
  end)

  both("fetches twice at once in about the time of one fetch", function(cpath, name)
    local delay = 2 * DELAY
    local base_url = portal:with { { on = "export", delay = delay } }
    local answer = edit(environment(cpath, base_url), [[
      vim.g.urssaf = { cache = "off" }
      local function time(...)
        local count, began = #editor.texts() + select("#", ...), editor.now()
        for _, line in ipairs { ... } do editor.type(line) end
        editor.wait_for_texts(count)
        return editor.now() - began
      end
      return { one = time ":Urssaf 38", two = time(":Urssaf 69", ":Urssaf 2A"),
        texts = editor.texts() }]])
    print(("neovim, %s: one fetch %.2f s, two at once %.2f s"):format(name, answer.one, answer.two))
    for i, title in ipairs { "# Isère (38)", "# Rhône (69)", "# Corse-du-Sud (2A)" } do
      assert.are.equal(title, answer.texts[i]:match "^[^\n]*")
    end
    assert.is_true(answer.one >= delay, answer.one)
    assert.is_true(answer.two < 2 * delay, answer.two)
    local exports = {}
    for _, request in ipairs(portal:requests(base_url)) do
      if request.target:find("/exports/", 1, true) then exports[#exports + 1] = request.at end
    end
    assert.are.equal(3, #exports)
    assert.is_true(exports[3] - exports[2] < delay) -- the one before had no answer yet
  end)

  both("can be cancelled at once, and fetches again afterwards", function(cpath)
    local answer = edit(environment(cpath, portal:with { { on = "any", mute = true } }), ([[
      editor.type ":Urssaf 38"
      editor.type ":Urssaf 69"
      editor.wait_for_question()
      local before = #editor.children()
      local began = editor.now()
      vim.cmd "UrssafCancel"
      vim.cmd "UrssafCancel" -- before anything could come of the first
      editor.wait_for_texts(2)
      local took = editor.now() - began
      editor.wait(function() return #editor.children() == 0 end)
      local texts = editor.texts()
      vim.cmd "%%bwipeout!"
      editor.type ":UrssafCancel" -- nothing to give up
      vim.g.urssaf = { base_url = %q }
      editor.type ":Urssaf 38"
      editor.wait_for_texts(1)
      return { took = took, texts = texts, notices = editor.notices, children = before,
        afterwards = editor.texts()[1] }]]):format(portal.base_url))
    assert.are.equal(cpath == WITH_C and 0 or 2, answer.children)
    assert.is_true(answer.took < 10, answer.took) -- where no limit is over before 30 seconds
    assert.are.equal(2, #answer.notices)
    for i = 1, 2 do
      assert.matches("^cancelled: ", answer.notices[i])
      assert.matches("^cancelled: ", answer.texts[i])
    end
    assert.matches("# Isère (38)", answer.afterwards, 1, true)
  end)

  both("lets the editor quit at once, and leaves no process behind", function(cpath)
    local base_url = portal:with { { on = "any", mute = true } }
    local began = os.time()
    local children = edit(environment(cpath, base_url), [[
      editor.type ":Urssaf 38"
      editor.wait_for_question()
      return editor.children()]])
    assert.is_true(os.difftime(os.time(), began) < 20)
    assert.are.equal(cpath == WITH_C and 0 or 1, #children)
    for _, child in ipairs(children) do
      assert.is_true(processes.wait_until(function()
        return not shell.run(("test -e /proc/%d"):format(child.pid))
      end))
    end
  end)

  both("drops a result whose window was closed", function(cpath)
    local base_url = portal:with { { on = "export", delay = DELAY } }
    local answer = edit(environment(cpath, base_url), [[
      editor.type ":Urssaf 38"
      editor.wait_for_question()
      vim.cmd "close"
      local over = editor.now() + 3
      editor.wait(function() return editor.now() > over end)
      return { count = #editor.texts() + #editor.notices }]])
    assert.are.equal(0, answer.count)
    assert.is_true(#portal:requests(base_url) >= 3)
  end)

  -- ---------------------------------------------------------------- what goes wrong

  both("says what is wrong in one line", function(cpath)
    local nobody = ("http://127.0.0.1:%d/api"):format(processes.free_port())
    for _, wrong in ipairs {
      { ":Urssaf isèr", "no département is 'isèr' (did you mean 'Isère'?)", count = 0 },
      { ":Urssaf bretagne", "no département is 'bretagne' (Bretagne is a region)", count = 0 },
      { ":Urssaf 976", "Mayotte is not in these data" },
      { ":Urssaf 38 radiation", "schema: no column 'radiation' (did you mean 'radiations'?)" },
      { ":Urssaf 38", "network: ", base_url = nobody },
      { ":Urssaf 38", "asked 2 times", base_url = nobody, retries = 1 },
      { ":Urssaf 38", "base_url must be an address",
        base_url = "portal" },
      { ":Urssaf 38", "503", faults = { on = "any", status = 503 } },
      { ":Urssaf 38", "content: ", faults = { on = "export", html = true } },
      { ":Urssaf 38", "incomplete: ", faults = { on = "export", cut_rows = 5 } },
      { ":Urssaf 38", "network: ", faults = { on = "export", reset = 100 } },
      { ":Urssaf 38", "content: ", faults = { on = "metadata", body = "{" } },
    } do
      local base_url = wrong.base_url or portal:with { wrong.faults }
      local answer, output = edit(environment(cpath, base_url), ([[
        vim.g.urssaf = { retries = %d, cache = "off" }
        editor.type %q
        editor.wait(function() return #editor.notices > 0 end)
        return { notices = editor.notices, count = #editor.texts(), text = editor.texts()[1] }]])
        :format(wrong.retries or 0, wrong[1]))
      assert.are.equal(1, #answer.notices)
      assert.matches(wrong[2], answer.notices[1], 1, true)
      assert.is_nil(answer.notices[1]:find "\n")
      assert.are.equal(wrong.count or 1, answer.count)
      if answer.text then assert.are.equal(answer.notices[1], answer.text) end
      -- luv prints this itself after a reset, which cannot be prevented
      if wrong.base_url then assert.is_nil(output:find("EBADF", 1, true), output) end
    end
  end)

  -- Neovim stops for a second to show a long message of the level ERROR.
  case("shows an error without blocking", function()
    local ticks = edit(environment(WITH_C, portal.base_url), [[
      editor.reset_ticks()
      editor.type ":Urssaf 38 radiation"
      editor.wait(function() return #editor.notices > 0 end)
      local over = editor.now() + 1
      editor.wait(function() return editor.now() > over end)
      return editor.ticks()]])
    assert.is_true(ticks.longest < LONGEST_PAUSE, ticks.longest)
  end)

  case("says that there is no room for a window", function()
    local notices = edit(environment(WITH_C, portal.base_url), [[
      for _ = 1, 30 do pcall(vim.cmd, "split") end
      editor.type ":Urssaf 38"
      editor.wait(function() return #editor.notices > 0 end)
      return editor.notices]])
    assert.matches("E36: Not enough room", notices[1], 1, true)
  end)

  case("names an unknown option", function()
    local notices = edit(environment(WITH_C, portal.base_url), [[
      vim.g.urssaf = { retrys = 1 }
      editor.type ":Urssaf 38"
      editor.wait(function() return #editor.notices > 0 end)
      return editor.notices]])
    assert.matches("unknown option 'retrys' (did you mean 'retries'?)", notices[1], 1, true)
  end)

  -- ---------------------------------------------------------------- curl

  case("says that there is no curl", function()
    local notices = edit(environment(WITHOUT_C, portal.base_url), [[
      vim.env.PATH = "/nowhere"
      vim.g.urssaf = { retries = 0 }
      editor.type ":Urssaf 38"
      editor.wait(function() return #editor.notices > 0 end)
      return editor.notices]])
    assert.matches("^network: curl: ENOENT: no such file or directory", notices[1])
  end)

  case("does not show the key in the list of processes", function()
    local base_url = portal:with { { on = "any", delay = 0.3 } }
    local answer = edit(environment(WITHOUT_C, base_url, { URSSAF_API_KEY = standin.API_KEY }), [[
      editor.type ":Urssaf 38"
      local lines = {}
      editor.wait(function()
        for _, child in ipairs(editor.children()) do table.insert(lines, child.line) end
        return #lines > 0 and not editor.texts()[1]:find ": asked for$"
      end)
      return { lines = lines, text = editor.texts()[1] }]])
    assert.matches("# Isère (38)", answer.text, 1, true)
    local seen = table.concat(answer.lines, "\n")
    assert.matches("curl --disable", seen, 1, true)
    assert.is_nil(seen:find(standin.API_KEY, 1, true))
    for _, request in not_empty.list(portal:requests(base_url)) do
      assert.are.equal("Apikey " .. standin.API_KEY, request.headers.authorization)
    end
  end)

  case("follows a redirect, and decodes compressed bodies", function()
    local base_url = portal:with { { on = "export", encoding = "deflate" },
      { on = "metadata", times = 1, redirect = portal.base_url
        .. "/catalog/datasets/auto-entrepreneurs-par-departement" } }
    local answer = type_all(environment(WITHOUT_C, base_url), { ":Urssaf 38" })
    assert.matches(expected_rows(panel_of("38", "economiquement_actifs")), answer.texts[1], 1, true)
  end)
end)
