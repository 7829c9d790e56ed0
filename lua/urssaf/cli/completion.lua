--- What may follow in a command line that is being typed: for the completion of shells, whose files
-- are in share/. They call `urssaf __complete WORD…`, the words behind `urssaf` up to the cursor,
-- and get a line for each candidate: the word, a tab, and what it is; or FILES alone, where a name
-- of a file is expected.
local catalogue = require "urssaf.domain.catalogue"
local command_line = require "urssaf.cli.command_line"
local dimensions = require "urssaf.domain.dimensions"
local geo = require "urssaf.domain.geo"
local measures = require "urssaf.domain.measures"
local messages = require "urssaf.language.messages"
local names = require "urssaf.base.names"
local ratio = require "urssaf.panel.ratio"
local tables = require "urssaf.base.tables"

local completion = {}

--- Stands for the names of files.
completion.FILES = ":files"

local MAIN_DATASET = "auto-entrepreneurs-par-departement"

-- ------------------------------------------------------------------ what a value may be

local VALUES = {}

function VALUES.file() return { { completion.FILES } } end

function VALUES.dataset()
  return tables.map(catalogue.ids(), function(id) return { id } end)
end

-- The dataset that the command line names; nil for a file, of which nothing is known.
local function dataset_of(words)
  local dataset = MAIN_DATASET
  for i, word in ipairs(words) do
    if word == "--file" or word:find "^%-%-file=" then return nil end
    dataset = word == "--dataset" and words[i + 1] or word:match "^%-%-dataset=(.*)" or dataset
  end
  return dataset
end

-- The measures of the dataset that the command line names, and those computed from them.
function VALUES.measure(words)
  local dataset = dataset_of(words) or MAIN_DATASET
  local known = catalogue.dataset(dataset)
  local list = known and known.measures or {}
  if dataset == MAIN_DATASET then
    list = tables.unique(tables.append(tables.append({}, list),
      tables.filter(measures.names(), ratio.operands)))
  end
  return tables.map(list, function(name)
    local one = measures.of(name, dataset)
    return { name, one and one.label }
  end)
end

-- Codes are offered only to those who begin with a digit.
function VALUES.place(words)
  local by_code, list = words[#words]:find "^%d" ~= nil, {}
  for _, one in ipairs(geo.departements) do
    list[#list + 1] = by_code and { one.code, one.name } or { one.name, one.code }
  end
  for _, one in ipairs(by_code and {} or geo.regions) do
    list[#list + 1] = { one.name, "region " .. one.code }
    list[#list + 1] = { "region:" .. one.code, one.name }
  end
  if by_code then return list end
  return tables.append(list, { { "France" }, { "metropole", "metropolitan France" },
    { "drom", "overseas départements" } })
end

-- The keys of the dataset that the command line names; all, if it is not known, and those of the
-- catalogue.
local function keys_of(words)
  local known = words[1] ~= "catalog" and catalogue.dataset(dataset_of(words) or "")
  return known and known.dimensions or dimensions.names()
end

function VALUES.key(words)
  return tables.map(keys_of(words), function(name) return { name } end)
end

-- The name of a key, or all units together.
function VALUES.sums(words)
  return tables.append(VALUES.key(words), words[1] == "export" and { { "france" } } or {})
end

function VALUES.number() return { { "all" } } end

-- What a key of places may be.
local OF_KEYS = { region = { geo.regions, "name" }, code_region = { geo.regions, "code" },
  departement = { geo.departements, "name" }, code_departement = { geo.departements, "code" } }

-- The keys, and behind one of places and = what it may be.
function VALUES.pair(words)
  local key = words[#words]:match "^([%l_]+)="
  if not key then
    return tables.map(keys_of(words), function(name) return { name .. "=" } end)
  end
  local known = OF_KEYS[key] or { {} }
  return tables.map(known[1], function(place)
    return { key .. "=" .. place[known[2]], place[known[2] == "name" and "code" or "name"] }
  end)
end

-- What the values of options and arguments are, by their names.
local KINDS = { file = "file", per = "file", output = "file", ca_file = "file", with = "file",
  shapes = "file", number = "number", dataset = "dataset", named = "dataset",
  measure = "measure", place = "place", highlight = "place", where = "pair", wide = "key",
  by = "sums", dimension = "key" }

-- ------------------------------------------------------------------ where the cursor is

local function command_named(name)
  return tables.find(command_line.commands(), function(one) return one.name == name end)
end

local function option_named(command, name)
  return tables.find(command.options, function(one) return tables.contains(one.names, name) end)
end

local function values_of(name, choices, words)
  if choices then return tables.map(choices, function(one) return { one } end) end
  local kind = KINDS[name]
  return kind and VALUES[kind](words) or {}
end

local function of_commands()
  local list = tables.map(command_line.commands(), function(one)
    return { one.name, one.summary }
  end)
  return tables.append(list, { { "help", "show the options of a command" } })
end

local function of_options(options)
  local list = {}
  for _, option in ipairs(options) do
    list[#list + 1] = { option.names[#option.names], option.description }
  end
  return list
end

-- The words from the command on, behind `--lang fr`.
local function from_command(words)
  local first = 1
  while first < #words do
    local step = words[first]:find "^%-%-lang=" and 1 or words[first] == "--lang" and 2
    if not step or first + step > #words then break end
    first = first + step
  end
  local list = {}
  for i = first, #words do list[#list + 1] = words[i] end
  return list
end

-- The candidates, whatever the last word begins with.
local function all(words)
  words = from_command(words)
  local last, before = words[#words], words[#words - 1]
  if #words == 1 then
    if last:find "^%-" then return of_options(command_line.own_options()) end
    return of_commands()
  end
  if words[1] == "help" then return #words == 2 and of_commands() or {} end
  local command = command_named(words[1])
  if not command then
    local own = option_named({ options = command_line.own_options() }, before)
    return own and own.choices and values_of(own.target, own.choices) or {}
  end
  local option = option_named(command, before)
  if option and option.value then return values_of(option.target, option.choices, words) end
  if last:find "^%-" then return of_options(command.options) end
  local argument = command.arguments[1]
  return argument and values_of(argument.name, nil, words) or {}
end

local TAKES_MEASURES = { ["-m"] = true, ["--measure"] = true }

-- "--by=reg" is read as the two words that it stands for, and of measures and places with commas
-- between them the last one; what is before it is a part of each candidate.
local function divided(words)
  local list, head = tables.append({}, words), ""
  local option, value = (words[#words] or ""):match "^(%-%-[%l-]+=)(.*)$"
  if option then
    list[#list], list[#list + 1], head = option:sub(1, -2), value, option
  end
  local before, last = (list[#list] or ""):match "^(.*,)([^,]*)$"
  local previous = list[#list - 1] or ""
  if before and (TAKES_MEASURES[previous] or not previous:find "^%-") then
    list[#list], head = last, head .. before
  end
  return list, head
end

--- The candidates for the last of some words: those that begin with it, whatever its case and its
-- accents.
---@param words string[] behind `urssaf`; the last may be ""
---@param language "fr"|"en" of the descriptions
---@return string[][] list of { candidate, description? }
function completion.candidates(words, language)
  local list, head = divided(words)
  local say = messages.translator(language)
  local function described(text)
    if type(text) == "table" then return text[language] end
    return text and say(text)
  end
  local wanted, seen, found = names.fold(list[#list] or ""), {}, {}
  for _, one in ipairs(all(list)) do
    local begins_so = names.fold(one[1]):sub(1, #wanted) == wanted
    if one[1] == completion.FILES then return { one } end
    if begins_so and not seen[one[1]] then
      found[#found + 1] = { head .. one[1], described(one[2]) }
    end
    seen[one[1]] = true
  end
  return found
end

--- The candidates, a line for each.
---@param arguments string[] `__complete` and the words behind `urssaf`; the last may be ""
---@param language "fr"|"en"
---@return string
function completion.text(arguments, language)
  local words, lines = {}, {}
  for i = 2, math.max(#arguments, 2) do words[i - 1] = arguments[i] or "" end
  for i, one in ipairs(completion.candidates(words, language)) do
    lines[i] = one[1] .. (one[2] and "\t" .. one[2] or "") .. "\n"
  end
  return table.concat(lines)
end

return completion
