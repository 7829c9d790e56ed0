-- Answers of a portal and kept publications, changed at random: whatever they say, a call returns a
-- result, or nil and an error. It never raises, never takes long, and never returns other figures
-- from what is kept than those that were kept.
--
--   lua5.4 spec/fuzz/answers.lua seconds|cases NUMBER [SEED]
--
-- The host's `transport` gives the answers, so no server is needed. What is in
-- spec/fuzz/corpus_answers is tried first: in each file a line with the call and what is replaced,
-- then the text. The first fault ends the run; the smallest such file is left in the build folder.
local cjson = require "spec.support.cjson"
local decoding = require "spec.support.decoding"
local entries = require "urssaf.cache.entry"
local lua = require "spec.support.lua"
local mutation = require "spec.fuzz.mutation"
local shell = require "spec.support.shell"
local urssaf = require "urssaf"

local UNTIL, NUMBER, SEED = arg[1], tonumber(arg[2]), tonumber(arg[3] or 1)
assert((UNTIL == "seconds" or UNTIL == "cases") and NUMBER, "seconds|cases NUMBER [SEED]")

local KEPT = shell.build .. "/fuzz/answer"

-- A call may use so many seconds of CPU, and so many bytes more than before, for some kilobytes.
local MOST_SECONDS, MOST_KIB = 2, 64 * 1024
-- Seconds of CPU for finding the smallest text.
local LONGEST_SEARCH = 30

local random = decoding.generator(SEED)

-- ------------------------------------------------------------------ good answers

local FIELDS = [=[[{"name":"dernier_jour_du_trimestre","type":"date","label":"Fin"},]=]
  .. [=[{"name":"code_departement","type":"text","label":"Code"},]=]
  .. [=[{"name":"departement","type":"text","label":"Nom"},]=]
  .. [=[{"name":"radiations","type":"int","label":"Radiations"},]=]
  .. [=[{"name":"autres","type":"double","label":"Autres","description":null}]]=]

local METADATA = '{"dataset_id":"essai","fields":' .. FIELDS .. ',"metas":{"default":{"title":'
  .. '"Essai","data_processed":"2026-07-16T07:30:12+00:00","license":"ODbL","license_url":'
  .. '"http://localhost/","publisher":"Urssaf","records_count":6,"keyword":["a"]}}}'

local CSV = "dernier_jour_du_trimestre;code_departement;departement;radiations;autres\n"
  .. "2020-03-31;01;Ain;10;1.5\n2020-06-30;01;Ain;11;\n2020-09-30;01;Ain;12;2\n"
  .. "2020-03-31;2A;Corse-du-Sud;20;0\n2020-06-30;2A;Corse-du-Sud;21;-1\n"
  .. "2020-09-30;2A;Corse-du-Sud;22;1e3\n"

-- The release calendar, with as many rows.
local CALENDAR_CSV = "lien_vers_le_produit;date_de_mise_a_jour;debut_date_de_mise_a_jour;"
  .. "fin_date_de_mise_a_jour;precision;nom_du_produit\n"
  .. "https://localhost/explore/dataset/essai/;2026-07-16;;;;Essai\n"
  .. "https://localhost/explore/dataset/essai/;2026-10-15T22:00:00+00:00;;;Semaine;Essai\n"
  .. "https://localhost/explore/dataset/essai/;;2027-01-11;2027-01-22;;\"Un; autre\"\n"
  .. "https://localhost/explore/dataset/autre/;16/07/2026;;;;Autre\n"
  .. "essai;2026-07;;;;\nessai;;;;Fin juin 2027;\n"

local GOOD = {
  metadata = METADATA, csv = CSV, calendar_csv = CALENDAR_CSV,
  count = '{"total_count":6,"results":[]}',
  catalog = '{"total_count":2,"results":[' .. METADATA .. "," .. METADATA:gsub("essai", "autre")
    .. "]}",
}

-- The host's transport: which answer an address asks for is in its path.
local function transport_of(answers)
  return function(url)
    if url:find("/exports/csv", 1, true) then
      local is_calendar = url:find("/planning-de-mise-a-jour/", 1, true)
      return 200, { ["content-type"] = "text/csv" }, is_calendar and answers.calendar_csv
        or answers.csv
    end
    local name = url:find("/records", 1, true) and "count"
      or url:find("/datasets/", 1, true) and "metadata" or "catalog"
    return 200, { ["content-type"] = "application/json" }, answers[name]
  end
end

-- ------------------------------------------------------------------ what is kept

local FOLDER = shell.temporary_folder()

local function client_of(answers, cache, folder)
  return urssaf.client { base_url = "http://localhost", transport = transport_of(answers),
    cache = cache, cache_dir = folder or FOLDER, timeout = 60, max_bytes = 1e7, max_units = 1000 }
end

-- The paths of the one kept publication, and its texts.
local function keep()
  local panel = assert(client_of(GOOD, "refresh"):fetch "essai")
  local path = assert(urssaf.vintages("essai", { base_url = "http://localhost",
    cache_dir = FOLDER }))[1].path
  local json_path = path:gsub("%-%x+%.csv$", ".json")
  return panel, path, json_path, shell.read(json_path)
end

local TRUE_PANEL, CSV_PATH, JSON_PATH, ENTRY_TEXT = keep()
GOOD.entry = assert(ENTRY_TEXT:match '^{"entry":(.*),"checksum":"%x+"}%s*$')
GOOD.json, GOOD.kept_csv = ENTRY_TEXT, CSV

-- An `entry` is written with its right checksum, a `json` as it is.
local function write_kept(answers)
  local text = answers.json
  if answers.entry ~= GOOD.entry then
    text = ('{"entry":%s,"checksum":"%s"}\n'):format(answers.entry, entries.crc(answers.entry))
  end
  shell.write(JSON_PATH, text)
  shell.write(CSV_PATH, answers.kept_csv)
end

-- ------------------------------------------------------------------ calls

local function fetch(options)
  return function(answers) return client_of(answers, "off"):fetch("essai", options) end
end

local function from_disk(name, mode)
  return function(answers)
    write_kept(answers)
    local client = client_of(answers, mode)
    return client[name](client, "essai")
  end
end

local function figures(panel)
  return decoding.dump { panel.periods, panel.series }
end

local function has_doubt(panel)
  for _, note in ipairs(panel.notes) do
    if note.kind == "cache" or note.kind == "publication" then return true end
  end
  return false
end

-- What was fetched without a doubt is kept, and read back it is the same.
local function fetch_and_keep(answers)
  local client = client_of(answers, "refresh", FOLDER .. "/other")
  local panel, err = client:fetch "essai"
  if panel and not has_doubt(panel) then
    local kept = assert(client:fetch("essai", { cache = "only" }))
    assert(figures(kept) == figures(panel), "it reads otherwise from the disk")
  end
  client:prune("essai", { keep = 0 })
  return panel, err
end

-- For each call, what may be replaced.
local CALLS = {
  describe = { "metadata", call = function(answers)
    return client_of(answers, "off"):describe "essai"
  end },
  catalog = { "catalog", call = function(answers) return client_of(answers, "off"):catalog() end },
  search = { "catalog", call = function(answers)
    return client_of(answers, "off"):catalog { words = "essai", grain = "quarter", theme = "a",
      dimension = "departement" }
  end },
  calendar = { "metadata", "calendar_csv", "count", call = function(answers)
    return client_of(answers, "off"):calendar { dataset = "essai" }
  end },
  fetch = { "metadata", "csv", "count", call = fetch {} },
  fetch_from = { "metadata", call = fetch { from = "2020-Q1", to = 2020 } },
  fetch_where = { "metadata", call = fetch { where = { code_departement = { "01", "2A" } } } },
  fetch_measures = { "metadata", call = fetch { measures = { "radiations" } } },
  fetch_dimensions = { "metadata", "csv", call = fetch { dimensions = { "autres" } } },
  keep = { "metadata", "csv", "count", call = fetch_and_keep },
  only = { "entry", "json", "kept_csv", call = from_disk("fetch", "only") },
  use = { "entry", "json", "kept_csv", "metadata", call = from_disk("fetch", "use") },
  vintages = { "entry", "json", call = function(answers)
    write_kept(answers)
    return client_of(answers, "only"):vintages "essai"
  end },
}

local CALL_NAMES = {}
for name in pairs(CALLS) do CALL_NAMES[#CALL_NAMES + 1] = name end
table.sort(CALL_NAMES)

-- ------------------------------------------------------------------ judging

local TRUE_FIGURES = figures(TRUE_PANEL)

-- What a result can be used for, must be possible too.
local function use(result)
  if not result.to_csv then return end
  return tostring(result), result:cite "en", result:to_csv {}, result:to_json {}
end

local function problem_of_error(err)
  if type(err) ~= "table" or type(err.kind) ~= "string" or type(err.message) ~= "string" then
    return "neither a result nor an error with a kind and a message"
  end
  if #tostring(err) > 16384 then return ("a message of %d bytes"):format(#tostring(err)) end
end

local function problem_of_result(name, replaced, answers, result)
  local is_kept = name == "only" or name == "use" and answers.metadata == GOOD.metadata
  if is_kept and replaced ~= "entry" and figures(result) ~= TRUE_FIGURES then
    return "other figures than those that were kept"
  end
  if replaced == "count" and cjson.decode(answers.count).total_count ~= 6 then
    return "a panel of more or fewer rows than are counted"
  end
  if name:find "^fetch" and replaced == "metadata" and #result.periods ~= 3 then
    return "other periods than those of the rows"
  end
end

-- Whether the call stays within bounds, which it must whatever it returns.
local function measured(call, answers)
  collectgarbage()
  local began, before = os.clock(), collectgarbage "count"
  local ok, result, err = pcall(call, answers)
  local seconds, grown = os.clock() - began, collectgarbage "count" - before
  if seconds > MOST_SECONDS then return ("it took %.1f s"):format(seconds) end
  if grown > MOST_KIB then return ("it left %.0f KiB in memory"):format(grown) end
  if not ok then return "it raised: " .. tostring(result) end
  return nil, result, err
end

-- What is wrong with the outcome; nil if nothing is. Then also whether there was a result.
local function judge(name, replaced, text)
  local answers = lua.merged(GOOD, { [replaced] = text })
  local problem, result, err = measured(CALLS[name].call, answers)
  if problem then return problem end
  if result == nil then return problem_of_error(err), false end
  local ok, raised = pcall(use, result)
  if not ok then return "using the result raised: " .. tostring(raised) end
  return problem_of_result(name, replaced, answers, result), true
end

-- ------------------------------------------------------------------ trying

local counts = { [true] = 0, [false] = 0 }

-- The problem without what differs from one text to another.
local function sort_of(problem)
  return problem and problem:gsub("%d+", "0"):gsub("'[^']*'", "''"):sub(1, 60)
end

local function report(name, replaced, text, problem)
  local sort, ends = sort_of(problem), os.clock() + LONGEST_SEARCH
  text = mutation.smallest(text, function(shorter)
    return os.clock() < ends and sort_of((judge(name, replaced, shorter))) == sort
  end)
  shell.write(KEPT, ("%s %s\n%s"):format(name, replaced, text))
  io.stdout:write(("answers: a FAULT (seed %d), in %s\ncall: %s, replaced: %s\ntext: %q\n%s\n")
    :format(SEED, KEPT, name, replaced, text, (judge(name, replaced, text))))
end

local function try(name, replaced, text)
  local problem, is_result = judge(name, replaced, text)
  if not problem then
    counts[is_result] = counts[is_result] + 1
    return
  end
  report(name, replaced, text, problem)
  shell.remove(FOLDER)
  os.exit(1)
end

local ODD_BYTES = { '"', "\\", "{", "}", "[", "]", ",", ":", ";", "\n", "\0", "\195", "é", "null",
  "1e400", "-", ".5", " ", "" }

local function changed(replaced)
  local text = GOOD[replaced]
  local is_json = not replaced:find "csv"
  if replaced == "json" then -- JSON too, but for its last byte
    text = random(2) == 1 and mutation.changed(text:sub(1, -2), random) or text
  elseif is_json and random(8) > 1 then
    return mutation.changed(text, random)
  end
  return mutation.damaged(text, random, ODD_BYTES)
end

local function corpus()
  local listing = io.popen "ls -d spec/fuzz/corpus_answers/*"
  for path in listing:lines() do
    local name, replaced, text = shell.read_file(path):match "^(%S+) (%S+)\n(.*)$"
    assert(CALLS[name] and GOOD[replaced], path)
    try(name, replaced, text)
  end
  listing:close()
end

for _, name in ipairs(CALL_NAMES) do
  for _, replaced in ipairs(CALLS[name]) do try(name, replaced, GOOD[replaced]) end
end
assert(counts[false] == 0, "a good answer is refused")
corpus()

local started, case = os.time(), 0
while UNTIL == "cases" and case < NUMBER or UNTIL == "seconds" and os.time() - started < NUMBER do
  case = case + 1
  local name = CALL_NAMES[random(#CALL_NAMES)]
  local replaced = CALLS[name][random(#CALLS[name])]
  try(name, replaced, changed(replaced))
end
shell.remove(FOLDER)
io.stdout:write(("answers: %d calls with a result, %d with an error, seed %d, no finding\n"):format(
  counts[true], counts[false], SEED))
assert(counts[true] > 0 and counts[false] > 0, "hardly anything was tried")
