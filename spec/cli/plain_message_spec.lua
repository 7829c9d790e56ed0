-- What the command says of the library's errors: nothing that only a program can use.
local command = require "spec.support.command"
local command_line = require "urssaf.cli.command_line"
local hints = require "urssaf.cli.hints"
local hygiene = require "spec.support.hygiene"
local message_texts = require "spec.support.message_texts"
local misuse = require "urssaf.base.misuse"
local plain_message = require "urssaf.cli.plain_message"
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"
local urssaf = require "urssaf"

-- A text with usual blanks.
local spaced = command.spaced

-- What tells that a text is about Lua.
local OF_LUA = {
  ["a table"] = "[%a_]%s*{", ["an option's value"] = "%f[%w_][%l_]+ = [^']",
  ["a method"] = "%f[%w]panel:%l", ["a call"] = "%l%([%l_, ]*%)",
  ["a function of the library"] = "%f[%w]urssaf%.%l", ["a field"] = "%f[%w]panel%.%l",
  ["a quoted value"] = '"[%l_-]+"',
  ["a value of Lua"] = "%f[%w]nil%f[%W]",
  ["a panel"] = "%f[%w]panel%f[%W]",
  ["a method's name"] = "%f[%w][yq]oq?y?%f[%W]", ["a method of panels"] = "%f[%w]aggregate ",
}

local OPTIONS = { "cache_dir", "max_%l+", "base_url", "ca_file", "api_key", "as_of", "user_agent",
  "%l+_timeout" }

local function lua_in(text)
  for what, pattern in pairs(OF_LUA) do
    if text:find(pattern) then return what end
  end
  local option = text:match "option '(%l[%l_]*)'"
  if option and option ~= "word" then return "an option" end
  for _, name in ipairs(OPTIONS) do
    if text:find("%f[%w_]" .. name .. "%f[^%w_]") then return "an option's name" end
  end
end

-- Texts about Lua that the command never prints.
local CANNOT_BE_PRINTED = {
  -- the command makes no panel, series or table of Lua tables, and passes no function
  ["panel/construction.lua"] = true, ["panel/plain_series.lua"] = true,
  ["base/workbook_file.lua"] = true, -- XML
  ["panel/outside_table.lua"] = { "say file = …, or rows = …",
    "this host has no io to open a file with: pass rows = …" },
  ["panel/transform.lua"] = { "map: the function must return a finite number, or nil for missing,"
    .. " got %s", "mom or yoy", "qoq or yoy", -- the last two are parts of a message
    "index: say when it is 100, as index(2015) or index(\"2021-Q2\"), got %s" },
  ["panel/series_methods.lua"] = {
    "slice takes two periods, as slice(2015, \"2020-Q2\"), not a table with both" },
  ["panel/join.lua"] = { "by: say by which key, by = \"code_departement\"",
    -- the command makes the name, and takes the keys from the data
    "by: no unit of these data has the key '%s'",
    "measure: say the name of the new measure, of letters, digits and _",
    "%s: a flow belongs to a period: by = { …, \"period\" }, or another nature",
    "%s: the table has the flow of a %s, which is not that of each %s in it: take panel:annual()"
      .. " first, or another nature" },
  ["panel/ratio.lua"] = { "with: a measure's name expected, got %s" },
  ["panel/deflate.lua"] = { "by: say the measure that is the price index" },
  ["domain/option_refusals.lua"] = { ": say where = { %s = … }" },
  ["panel/selection.lua"] = { "a key for each value expected, such as { departement = \"Isère\" },"
    .. " got a list", "a table expected, such as { measure = \"immatriculations\" }, got"
    .. " %s" },
  -- given to titles.check, which puts them into `in_lua`
  ["chart/line.lua"] = { "filter it, or use multiples" },
  ["chart/multiples.lua"] = { "filter or aggregate it" },
  ["panel/diff.lua"] = { "diff: the %s panel expected, got %s" },
  ["panel/temporal.lua"] = { "quarterly: a panel of months expected, these are %ss" },
  ["chart/titles.lua"] = { "a panel expected, got %s" },
  ["chart/subject.lua"] = { "a panel, a series or a list of series expected, got %s" },
  ["chart/revisions.lua"] = { "revisions expected, as urssaf.revisions returns them, got %s" },
  ["panel/revisions.lua"] = { "mark: these are revisions of %ss, and the panel has %ss: mark it"
    .. " before it is made of longer periods",
    "a selection, such as { departement = \"Isère\" }" },
  ["domain/places.lua"] = { "a place is a code or a name, or a table such as { region = \"84\" }" },
  ["portal/transport.lua"] = { "transport must return a status, a table of headers and the body, or"
    .. " nil and what went wrong; it returned a %s, a %s and a %s" },
  -- options that the command does not have, or whose values it makes
  ["domain/option_checks.lua"] = { "a text, or { fr = , en = }" },
  ["domain/additivity.lua"] = { ", or a table of these (or \"leave\") by measure" },
  ["panel/aggregate.lua"] = { "by: a key or a list of keys expected, such as \"code_region\", got"
    .. " %s" },
  ["panel/export.lua"] = { "rows and columns shape a wide table: leave them out, or layout ="
    .. " \"%s\"" },
  ["csv/file.lua"] = { "this host has no io to open a path with: pass { text = … }",
    "a path, or { text = … }, expected, got %s" },
  ["client/methods.lua"] = { "the portal is not asked (cache = \"only\"), and metadata are not"
    .. " kept; urssaf.vintages lists what is", "say what is to be removed: keep = how many stay,"
    .. " before = a day", "a panel expected, got %s" },
  ["client/checks.lua"] = { "a function, as those of urssaf.loop return" },
  ["portal/call.lua"] = { "option 'wait' is false: the loop that urssaf.loop was asked for is"
    .. " missing, and the function's second result says what to install",
    "option 'wait' is coroutine.yield, and this call is in no coroutine that could be resumed:"
      .. " leave it out, or call within coroutine.create" },
  ["client/work.lua"] = { "the cache needs files, and this host has no io or no os: use cache ="
    .. " \"off\"", "given to urssaf.client" },
  ["domain/header_checks.lua"] = { "measures = { … } asks for fewer",
    "the column '%s' is gone (measures = { … } asks for fewer)" },
  -- what the library has checked before it calls C
  ["src/binding/request.c"] = true, ["src/binding/decode.c"] = true,
  ["panel/wide.lua"] = { "rows and columns are both \"%s\"" },
  ["domain/other_shapes.lua"] = { "urssaf.calendar { dataset = … } reads it",
    "urssaf.describe tells its columns" },
}

-- Rooms whose texts are no messages, or those of the command itself.
local OTHER_ROOMS = { annotations = true, language = true, cli = true, loop = true, report = true }

local function is_known(path, text)
  local list = CANNOT_BE_PRINTED[path]
  for _, one in ipairs(type(list) == "table" and list or {}) do
    if one == text then return true end
  end
  return list == true
end

-- A message as it may be printed: without the bound that it names at its end, and with a word for
-- each part that is put in.
local function filled(text)
  return (text:gsub(" %(max_%l+%)$", ""):gsub("%%[%d.]*[zl]*[sdfu]", "word"):gsub("%%%%", "%%"))
end

local function is_sentence(text)
  return text:find "%l%l+[,;:]? %%?[%l'\"]" and not text:find "\n"
end

describe("urssaf.cli.plain_message", function()
  hygiene("urssaf.cli.plain_message", { "in_french", "of", "option" })

  it("leaves no Lua in any text of the sources that the command may print", function()
    local findings, count = {}, 0
    message_texts.each(function(path, texts, of_lua)
      path = path:gsub("^lua/urssaf/", "")
      for i, text in ipairs(OTHER_ROOMS[path:match "^[^/]+"] and {} or texts) do
        local is_printed = is_sentence(text) and not of_lua[i]
        local printed = is_printed and filled(text) or ""
        local what = lua_in(printed)
        count = count + (is_printed and 1 or 0)
        -- what stands in quotes in a message about CSV is a cell
        local is_cell = what == "a quoted value" and path:find "csv/"
        if what and not is_cell and not is_known(path, text) then
          findings[#findings + 1] = ("%s: %s in '%s'"):format(path, what, printed)
        end
      end
    end)
    assert.are.same({}, findings)
    assert.is_true(count > 300, count)
  end)

  it("cuts the part of a failure that is about Lua, and no other", function()
    assert.are.equal("a column splits units", plain_message.of {
      message = "a column splits units (dimensions = { \"x\" } takes it in)",
      in_lua = "dimensions = { \"x\" } takes it in" })
    assert.are.equal("it is a calendar", plain_message.of {
      message = "it is a calendar; urssaf.calendar reads it", in_lua = "urssaf.calendar reads it" })
    assert.are.equal("no Lua here (at all)", plain_message.of { message = "no Lua here (at all)" })
    for _, kind in ipairs { "timeout", "quota" } do
      assert.are.equal("the call was not over after 9 seconds", plain_message.of { kind = kind,
        message = "the call was not over after 9 seconds (timeout)" })
    end
    local late = { kind = "timeout",
      message = "no connection after 9 seconds (connect_timeout); asked 4 times" }
    assert.are.equal("no connection after 9 seconds; asked 4 times", plain_message.of(late))
    assert.are.equal("pas de connexion au bout de 9 secondes ; 4 essais",
      spaced(plain_message.in_french(late)))
    assert.are.equal("more than 5 units", plain_message.of { kind = "limit",
      message = "more than 5 units (max_units)" })
  end)

  -- What the library raises, as the command gets it.
  local function raised(call)
    local ok, err = pcall(misuse.with_fields, call)
    assert.is_false(ok)
    return err
  end

  it("names the command's options in the place of the library's", function()
    local err = raised(function() urssaf.fetch { as_of = "foo" } end)
    assert.are.equal("option '--as-of' must be a day, such as 2026-07-31, or a time, such as"
      .. " 2026-07-31T08:00:00Z, got 'foo'", plain_message.of(err))
    assert.are.equal("l'option « --as-of » doit être un jour, comme 2026-07-31, ou un instant,"
      .. " comme 2026-07-31T08:00:00Z, et non « foo »", spaced(plain_message.in_french(err)))
    err = raised(function() urssaf.sample():mom() end)
    assert.are.equal("--monthly-growth is for months: these are quarters", plain_message.of(err))
    assert.are.equal("--monthly-growth ne vaut que pour des données par mois : celles-ci vont par"
      .. " trimestre", spaced(plain_message.in_french(err)))
  end)

  it("finds no value of a message in the text of another", function()
    local name = "x; they have: y, got 'z' (did you mean"
    local err = raised(function() urssaf.sample():filter { [name] = "1" } end)
    assert.are.equal("unknown key '" .. name .. "'", plain_message.of(err))
    assert.are.equal("clé « " .. name .. " » inconnue", spaced(plain_message.in_french(err)))
  end)

  it("says of a sum that makes no sense why, and what the command can do", function()
    local err = raised(function()
      urssaf.sample():filter { measure = "administrativement_actifs" }:rolling(4)
    end)
    assert.are.equal("administrativement_actifs is a stock, a level at the period's end: added up"
      .. " over time it would count the same accounts again", plain_message.of(err))
    assert.are.equal("Here: urssaf annual, or show without --rolling.", hints.of(err, "en"))
  end)

  it("lets the library say to programs what it has always said", function()
    local ok, text = pcall(function() urssaf.sample():mom() end)
    assert.is_false(ok)
    assert.matches("plain_message_spec%.lua:%d+: mom is for months: these are quarters, use qoq or"
      .. " yoy$", text)
  end)

  it("has a name for each option that a mistake is about", function()
    local own, lacking = {}, {}
    for _, one in ipairs(command_line.commands()) do
      for _, option in ipairs(one.options) do
        for _, name in ipairs(option.names) do own[name] = true end
      end
    end
    local _, _, sources = shell.run(("grep -rhoE 'option = \"[a-z_]+\"' %s/lua/urssaf"):format(
      shell.root))
    for name in sources:gmatch '"([%l_]+)"' do
      local said = plain_message.option(name)
      if not own[said] and not said:find "^URSSAF_" then lacking[#lacking + 1] = said end
    end
    assert.are.same({}, lacking)
  end)

  it("names no option as the library does, where a message begins", function()
    local own, findings = {}, {}
    for _, one in ipairs(command_line.commands()) do
      for _, option in ipairs(one.options) do own[option.target] = true end
    end
    message_texts.each(function(path, texts)
      path = path:gsub("^lua/urssaf/", "")
      for _, text in ipairs(OTHER_ROOMS[path:match "^[^/]+"] and {} or texts) do
        local name = text:match "^(%l+): %%?[%l']" or text:match "^(%l+) is "
          or text:match "^(%l+) must "
        if own[name] and not is_known(path, text) then
          findings[#findings + 1] = path .. ": " .. text
        end
      end
    end)
    assert.are.same({}, findings)
  end)

  it("has a hint in both languages for all that errors are about", function()
    local _, _, sources = shell.run(("grep -rhoE 'about = \"[a-z_]+\"' %s/lua/urssaf"):format(
      shell.root))
    local count = 0
    for topic in sources:gmatch '"([%l_]+)"' do
      count = count + 1
      for _, code in ipairs { "en", "fr" } do
        assert.is_string(hints.of({ kind = "usage", about = topic }, code), topic)
      end
    end
    assert.is_true(count > 20)
  end)
end)

describe("urssaf and messages of the library #long", function()
  local function refused(arguments, before)
    local ok, _, output = command.run(arguments, before)
    assert.is_false(ok)
    assert.is_nil(lua_in(output:match "^[^\n]*"), output)
    return output
  end

  for arguments, expected in pairs {
    ["show 38 -m administrativement_actifs --rolling 4"] = "Here: urssaf annual, or show without",
    ["show 38 --monthly-growth"] = "--monthly-growth is for months: these are quarters\n",
    ["export 38 --wide code_region"] = "-m immatriculations keeps one measure, --wide measure has",
    ["export -m radiations --wide code_region"] = "--by code_region adds them up, --wide"
      .. " code_departement tells them apart, --where chooses",
    ["export --wide measure"] = "name one place, or --wide code_departement.",
    ["export --wide period"] = "-m MEASURE keeps one measure, --wide KEY says what",
    ["export --bare"] = "--bare is for wide tables\nHere: --wide KEY",
    ["top --at foo"] = "option '--at' must be a month, a quarter, or a year, got 'foo'",
    ["show --where area=x"] = "area must be 'metropole' or 'drom', got 'x'",
    ["show --where code_region=84 -o /tmp/urssaf-spec.svg"] = "60 series are too many for one"
      .. " chart, 40 at most\n",
    ["show 38 --from 2022 --to 2020"] = "--from is after --to: 2022, 2020\n",
    ["contributions --from 2020-Q1 --to 2020-Q1"] = "--from must be before --to\n",
    ["contributions --to 2009-Q1"] = "--from: there is no period a year before 2009-Q1\n",
    ["map --highlight Grenobl -o /tmp/urssaf-spec.svg"] = "--highlight: 'Grenobl' is none of the",
    ["map --highlight _Calage_ -o /tmp/urssaf-spec.svg --lang fr"] = "--highlight\194\160:",
    ["show 38 --from 2022 --to 2020 --lang fr"] = "--from est après --to\194\160: 2022, 2020\n",
    ["show 38 --index 2008"] = "--index: 2008 is outside these data, quarters from 2009-Q1",
  } do
    it("refuses " .. arguments, function()
      assert.matches(expected, refused(arguments .. " --sample"), 1, true)
    end)
  end

  it("speaks of the cache and the environment as a command does", function()
    assert.matches("option '--as-of' must be a day, such as 2026-07-31, or",
      refused "show --as-of foo", 1, true)
    assert.matches("--as-of reads what is kept: leave out --refresh",
      refused "show --as-of 2026-01-01 --refresh", 1, true)
    assert.matches("l'option « --dataset » doit être l'identifiant d'un jeu de données",
      spaced(refused "calendar --dataset '' --lang fr"), 1, true)
    assert.matches("name one (URSSAF_CACHE_DIR)", refused("show --offline",
      "env -u URSSAF_CACHE_DIR -u HOME -u XDG_CACHE_HOME"), 1, true)
    local output = refused("show --offline", "env URSSAF_CACHE_DIR=/tmp/urssaf-spec-nothing")
    assert.matches("^urssaf: offline: no kept publication answers this query\n", output)
    assert.matches("without --offline", output, 1, true)
    assert.matches("URSSAF_API_KEY", refused("show", "env URSSAF_API_KEY=x"
      .. " URSSAF_BASE_URL=http://example.invalid/ URSSAF_CACHE_DIR=/tmp/urssaf-spec-nothing"), 1,
      true)
  end)

  it("reads no word of Lua in what a damaged kept publication is about", function()
    local portal, folder = standin.start(), shell.temporary_folder()
    finally(function() portal:stop(); shell.remove(folder) end)
    local before = ("env URSSAF_BASE_URL=%s URSSAF_CACHE_DIR=%s"):format(portal.base_url, folder)
    command.printed("show 38 --quiet", before)
    assert(shell.run(("find %s -type f -name '*.csv' -exec truncate -s 100 {} +"):format(folder)))
    assert.matches("--refresh fetches it again", refused("show 38 --offline", before), 1, true)
  end)
end)
