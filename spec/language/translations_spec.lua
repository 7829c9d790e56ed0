-- Every English text of the sources that the command can print has a French one, and each French
-- text is of an English one that a source still has.
local messages = require "urssaf.language.messages"
local sentences = require "spec.support.sentences"
local shell = require "spec.support.shell"
local untranslated = require "spec.support.untranslated"

-- Files without messages of their own: definitions, French texts, names of places, and what is
-- written into pictures and pages.
local OTHERS = { "annotations/", "domain/catalogue/", "language/", "cli/hints.lua",
  "cli/pictures.lua", "cli/plain_message.lua", "domain/towns.lua", "report/css.lua",
  "report/js.lua", "report/site_css.lua", "report/site_js.lua", "report/html.lua",
  "chart/style.lua", "chart/frame.lua", "chart/svg.lua", "domain/total_names.lua",
  "domain/time_words.lua" }

-- Texts that the sources do not show as they are: a year in the place of a column's number, the
-- marks of a list, what the vocabulary of the language calls units, and per cent signs.
local COMPOSED = { ["line %s, year %s%s: %s"] = true, ['"%s", "%s"'] = true,
  ["%s, no %s"] = true, ["not classified"] = true, ["adjustment (calage)"] = true,
  ["France without Mayotte"] = true }

local function is_composed(plain)
  return COMPOSED[plain] or plain:find("%%40", 1, true) ~= nil
end

local function is_other(path)
  for _, part in ipairs(OTHERS) do
    if path:find(part, 1, true) then return true end
  end
  return false
end

local function lines_of(command)
  local list = {}
  local _, _, output = shell.run(command)
  for line in output:gmatch "[^\n]+" do list[#list + 1] = line end
  return list
end

-- The forms in which a message is looked up: as it is, without what the command leaves out of it,
-- and without what may stand before and behind it. What is about Lua follows as `; %s`.
local function forms_of(text)
  local plain = sentences.plain(text)
  local without_bound = plain:gsub(" %(max_%a+%)", "")
  local forms = { plain, without_bound, (without_bound:gsub(" %([^()]*%)$", "")),
    (without_bound:gsub("; %%s%)", ")")), (without_bound:gsub("%%s$", "")),
    (plain:gsub("; %%s$", "")), (plain:gsub("^; ", "")), "%s " .. plain,
    plain .. " %s", plain .. "%s" }
  return forms
end

local function translated_forms()
  local set = {}
  for _, one in ipairs(messages.translations()) do
    set[sentences.plain(one.english)] = one.french ~= ""
  end
  return set
end

-- All texts of the library: those of Lua that are put together, by file, and the literals of C.
local function texts_of_library()
  local lua, c = {}, {}
  for _, path in ipairs(lines_of "find lua/urssaf -name '*.lua' | sort") do
    if not is_other(path) then lua[path] = sentences.of_lua(shell.read(path)) end
  end
  for _, path in ipairs(lines_of "find src/http src/csv src/binding -name '*.[ch]' | sort") do
    c[path] = sentences.of_c(shell.read(path))
  end
  return lua, c
end

-- The texts between the placeholders of a format.
local function parts_of(plain)
  local parts = {}
  for part in (plain .. "%s"):gmatch "(.-)%%s" do parts[#parts + 1] = part end
  return parts
end

-- Whether a text is a case of a format: any text may stand for a placeholder.
local function is_case(text, parts)
  local last = parts[#parts]
  local has_ends = text:sub(1, #parts[1]) == parts[1] and (last == "" or text:sub(-#last) == last)
  if not has_ends then return false end
  local at = 1
  for _, part in ipairs(parts) do
    local _, stop = text:find(part, at, true)
    if not stop then return false end
    at = stop + 1
  end
  return true
end

describe("the French texts", function()
  if not sentences.can_parse() then return pending "luacheck is not installed" end

  local known, lua, c

  setup(function()
    known, lua, c = translated_forms(), texts_of_library()
  end)

  it("are there for every text of the library's Lua", function()
    local lacking = {}
    for path, list in pairs(lua) do
      for _, text in ipairs(list) do
        local plain, found = sentences.plain(text), false
        for _, form in ipairs(forms_of(text)) do found = found or known[form] end
        local needs_one = sentences.is_wordy(plain) and not plain:find "^urssaf %l"
        if needs_one and not found and not untranslated[plain] then
          lacking[#lacking + 1] = path .. ": " .. plain
        end
      end
    end
    assert.are.same({}, lacking)
  end)

  it("are there for every text of the C core", function()
    local all, lacking = {}, {}
    for english in pairs(known) do all[#all + 1] = english end
    local joined = table.concat(all, "\n")
    for path, list in pairs(c) do
      for _, text in ipairs(list) do
        local plain = sentences.plain(text):gsub(" %(max_%a+%)", "")
        local needs_one = plain:find "%a%a+ %a%a" and not plain:find "return "
        if needs_one and not untranslated[plain] and not joined:find(plain, 1, true) then
          lacking[#lacking + 1] = path .. ": " .. plain
        end
      end
    end
    assert.are.same({}, lacking)
  end)

  local exact, cases, literals

  -- Texts of which a translation may be a case, such as that of one kind of place.
  local function look_at_sources()
    if exact then return end
    exact, cases, literals = {}, {}, {}
    for _, list in pairs(lua) do
      for _, text in ipairs(list) do
        for _, form in ipairs(forms_of(text)) do exact[form] = true end
        local plain = sentences.plain(text)
        if #plain:gsub("%%s", "") > 3 then cases[plain] = parts_of(plain) end
      end
    end
    for _, list in pairs(c) do
      for _, text in ipairs(list) do
        local plain = sentences.plain(text)
        if #plain > 7 then literals[plain], cases[plain] = true, parts_of(plain) end
      end
    end
  end

  it("are of texts that the sources have", function()
    look_at_sources()
    local stale = {}
    for _, one in ipairs(messages.translations()) do
      local plain = sentences.plain(one.english)
      local found = one.file == "system" or exact[plain] or is_composed(plain)
        or not plain:find "[ %%]" -- a word
      for _, parts in pairs(found and {} or cases) do found = found or is_case(plain, parts) end
      for text in pairs(found and {} or literals) do found = found or plain:find(text, 1, true) end
      if not found then stale[#stale + 1] = one.file .. ": " .. plain end
    end
    assert.are.same({}, stale)
  end)

  -- What stands for a placeholder that is Lua's alone may be left out in French.
  local function may_go(english, number)
    local i, is_lua = 0, false
    for before in english:gmatch "(.-)%%[-+#0]*%d*%.?%d*[a-z]" do
      i = i + 1
      if i == number then is_lua = (before:find "[={] \"?$" or before:find "panel:$") ~= nil end
    end
    return is_lua
  end

  it("have the placeholders of the English ones", function()
    local wrong = {}
    for _, one in ipairs(messages.translations()) do
      local _, count = one.english:gsub("%%%%", ""):gsub("%%[-+#0]*%d*%.?%d*[a-z]", "")
      local used = {}
      for number in one.french:gsub("%%%%", ""):gmatch "%%(%d)" do used[tonumber(number)] = true end
      for number in pairs(used) do
        if number > count then wrong[#wrong + 1] = one.english end
      end
      for number = 1, count do
        if not used[number] and not may_go(one.english, number) then
          wrong[#wrong + 1] = one.english
        end
      end
    end
    assert.are.same({}, wrong)
  end)

  it("are there once each, and none is empty", function()
    local seen, wrong = {}, {}
    for _, one in ipairs(messages.translations()) do
      local plain = sentences.plain(one.english)
      if seen[plain] or one.french == "" then wrong[#wrong + 1] = plain end
      seen[plain] = true
    end
    assert.are.same({}, wrong)
  end)

  it("are not needed for texts that are gone from the sources", function()
    look_at_sources()
    local gone = {}
    for plain in pairs(untranslated) do
      if not (exact[plain] or literals[plain]) then gone[#gone + 1] = plain end
    end
    assert.are.same({}, gone)
  end)
end)
