-- A pandoc filter that puts Urssaf's figures into a document. From a block such as
--
--     ```{.urssaf departement="38" measure="economiquement_actifs" from="2019-Q1"}
--     Comptes économiquement actifs en Isère
--     ```
--
-- it makes a table, a line chart, the source and the notes on the figures.
--
--     pandoc --lua-filter figures.lua --self-contained example.md -o example.html
--
-- luacheck: read globals pandoc PANDOC_SCRIPT_FILE PANDOC_STATE
local urssaf = require "urssaf"

local function beside(file)
  return dofile(pandoc.path.join { pandoc.path.directory(PANDOC_SCRIPT_FILE), file })
end

local chart, languages = beside "chart.lua", beside "language.lua"

-- The document's language, the data file or the dataset that it names, and the panel that all its
-- blocks use.
local language, data_file, dataset, held

-- Kinds of notes that concern the author, not the reader.
local FOR_THE_AUTHOR = { cache = true, column = true }

-- ---------------------------------------------------------------- stopping

local function tell(where, problem)
  local message = (where and where .. ": " or "") .. tostring(problem)
  io.stderr:write("urssaf: ", (message:gsub("%s+", " ")), "\n")
end

-- error() would print a traceback. Either way no document is written, and the exit code is pandoc's
-- own for a filter that failed.
local function stop(where, problem)
  tell(where, problem)
  os.exit(83)
end

-- Takes what pcall returned for a function of the library, and returns the result. Stops at nil,
-- err and at what was raised, without the line number in this file, which helps no author.
local function must(where, ok, result, err)
  if not ok then stop(where, (tostring(result):gsub("^[^\n]-%.lua:%d+: ", ""))) end
  if not result then stop(where, err) end
  return result
end

-- ---------------------------------------------------------------- the data

-- pandoc's own errors have many lines; the reason is in the last parentheses. Where there is no
-- connection, the system's words for that are in the last ones within.
local function reason(problem)
  local message = tostring(problem)
  message = message:match "\n%s*%((.*)%)%)%s*$" or message
  local why = message:match "^ConnectionFailure .*%(([^()]+)%)$"
  return why and "no connection: " .. why or message
end

-- pandoc returns no status. An error of the portal is recognised by its body, a truncated body by
-- its number of rows, which the library checks.
local function status_of(body)
  local refusal = body:match '^%s*{[^{}]*"(error_?code)"'
  if refusal == "errorcode" then return 429 end -- the quota
  return refusal and 400 or 200
end

-- The library's transport, instead of libcurl.
local function transport(url, headers)
  if headers.Authorization then
    return nil, "pandoc sends no API key: unset URSSAF_API_KEY, or install the library's C modules"
  end
  local ok, media, body = pcall(pandoc.mediabag.fetch, url)
  if not ok then return nil, reason(media) end
  return status_of(body), { ["Content-Type"] = media }, body
end

local function read()
  local folder = pandoc.path.directory(PANDOC_STATE.input_files[1] or "")
  return must("urssaf-data", pcall(urssaf.read, pandoc.path.join { folder, data_file }))
end

local function fetch()
  local options = {}
  if not urssaf.capabilities().transport then
    -- pandoc.json exists from pandoc 3.1.1 on; before, lua-cjson or dkjson is used
    options = { transport = transport, json = pandoc.json, cache = "off" }
  end
  local ok, panel, err = pcall(urssaf.fetch, dataset, options)
  if ok and not panel and err.kind == "host" then
    stop(nil, "nothing here reads JSON: install lua-dkjson or lua-cjson, or name a CSV with"
      .. " -M urssaf-data=…")
  end
  return must(nil, ok, panel, err)
end

local function data()
  if held then return held end
  held = (data_file and read or fetch)()
  for _, note in ipairs(held.notes) do
    if FOR_THE_AUTHOR[note.kind] then tell("note", note.message) end
  end
  return held
end

-- ---------------------------------------------------------------- the query

local KNOWN = { "departement", "measure", "from", "to" }

-- Columns of the data that say where a unit is: `departement` stands for them.
local GEOGRAPHY = { code_departement = true, code_region = true, departement = true, region = true }

-- The columns that tell a département's series apart: none in the main dataset, elsewhere a sector
-- and the like. They are attributes of a block, too.
local function columns_of(panel)
  local columns, seen = {}, {}
  for _, series in ipairs(panel.series) do
    for name in pairs(series.key) do
      if not (GEOGRAPHY[name] or seen[name]) then columns[#columns + 1] = name end
      seen[name] = true
    end
  end
  table.sort(columns)
  return columns
end

local function contains(list, wanted)
  for _, name in ipairs(list) do
    if name == wanted then return true end
  end
  return false
end

-- A block's attributes, as a table and as they were written.
local function query_of(block)
  local wanted, written = {}, "{.urssaf"
  for name, value in pairs(block.attributes) do
    written = ('%s %s="%s"'):format(written, name, value)
  end
  written = written .. "}"
  local known = { table.unpack(KNOWN) }
  for _, name in ipairs(columns_of(data())) do known[#known + 1] = name end
  for name, value in pairs(block.attributes) do
    if not contains(known, name) then
      stop(written, ("unknown attribute '%s': there are %s"):format(name,
        table.concat(known, ", ")))
    end
    if wanted[name] then stop(written, name .. " is said twice") end
    wanted[name] = value
  end
  for _, name in ipairs { "departement", "measure" } do
    if not wanted[name] then stop(written, "say which " .. name) end
  end
  return wanted, written
end

local function no_figures(whole)
  local _, first = whole:first()
  local _, last = whole:last()
  return first and ("no figures in this span: the first is of %s, the last of %s"):format(first,
    last) or "no figures at all"
end

-- What a panel says of no series or several is meant for programs.
local function in_words(err, wanted)
  if err.kind == "ambiguous" then
    local columns = columns_of(data())
    return columns[1] and "these are several series: say which " .. table.concat(columns,
      ", which ") or err
  end
  local place = urssaf.geo.find(wanted.departement, "departement")
  return ("no figures of %s for %s in these data"):format(wanted.measure, place.name)
end

-- The series that a block asks for, its growth, and the notes on both.
local function figures_of(wanted, written)
  local panel = data()
  local one = {}
  for name, value in pairs(wanted) do
    if name ~= "from" and name ~= "to" then one[name] = value end
  end
  local ok, whole, err = pcall(panel.get, panel, one)
  if ok and not whole then stop(written, in_words(err, wanted)) end
  must(written, ok, whole)
  local series = must(written, pcall(whole.slice, whole, wanted.from, wanted.to))
  if series:count() == 0 then stop(written, no_figures(whole)) end
  local grown = panel:filter(one):yoy() -- before the cut: growth needs the year before
  return series, grown.series[1]:slice(wanted.from, wanted.to), grown.notes
end

-- ---------------------------------------------------------------- the parts

-- The block's text, which is the author's Markdown; if it is empty, the measure, the département
-- and what else tells the series apart. These come from the data and are never parsed: a name may
-- hold markup or a path.
local function caption_of(block, series)
  if block.text:find "%S" then
    return pandoc.utils.blocks_to_inlines(pandoc.read(block.text, "markdown").blocks)
  end
  local words = { language:measure(series.measure),
    series.key.departement or series.key.code_departement }
  for _, name in ipairs(columns_of(data())) do words[#words + 1] = series.key[name] end
  return pandoc.Inlines(table.concat(words, ", "))
end

local function table_of(caption, series, growth)
  local rows = {}
  for i, period in ipairs(series.periods) do
    rows[i] = { language:period(period), language:number(series.values[i]),
      language:percent(growth.values[i]) }
  end
  local header = { language.headings[series.frequency], language:measure(series.measure),
    language.headings.growth }
  return pandoc.utils.from_simple_table(pandoc.SimpleTable(caption,
    { "AlignLeft", "AlignRight", "AlignRight" }, { 0, 0, 0 }, header, rows))
end

local function chart_of(caption, series)
  local svg = chart.draw(pandoc.utils.stringify(caption), series, language)
  local name = ("urssaf-%s.svg"):format(pandoc.utils.sha1(svg):sub(1, 12))
  pandoc.mediabag.insert(name, "image/svg+xml", svg)
  return pandoc.Para { pandoc.Image(caption, name) }
end

-- Whether a note concerns one of the periods shown, or the series as a whole.
local function concerns(note, series)
  if not note.periods then return true end
  local shown = {}
  for _, period in ipairs(series.periods) do shown[period] = true end
  for _, period in ipairs(note.periods) do
    if shown[period] then return true end
  end
  return false
end

local function caveats_of(notes, series)
  local items = {}
  for _, note in ipairs(notes) do
    if concerns(note, series) and not FOR_THE_AUTHOR[note.kind] then
      items[#items + 1] = { pandoc.Plain(language:note(note)) }
    end
  end
  return items[1] and pandoc.BulletList(items)
end

-- ---------------------------------------------------------------- the document

local function settings(meta)
  local function get(name)
    return meta[name] and pandoc.utils.stringify(meta[name])
  end
  language, data_file = languages.of(get "lang"), get "urssaf-data"
  dataset = get "urssaf-dataset"
end

local function figures(block)
  if not block.classes:includes "urssaf" then return nil end
  local series, growth, notes = figures_of(query_of(block))
  local caption = caption_of(block, series)
  return pandoc.Div({
    table_of(caption, series, growth),
    chart_of(caption, series),
    pandoc.Para(language.source .. held:cite(language.code)),
    caveats_of(notes, series),
  }, { id = block.identifier, class = "urssaf" })
end

return { { Meta = settings }, { CodeBlock = figures } }
