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

-- The document's language, the data file that it names, and the panel that all its blocks use.
local language, data_file, held

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

-- pandoc's own errors have many lines; the reason is in the last parentheses.
local function reason(problem)
  local message = tostring(problem)
  return message:match "\n%s*%((.*)%)%)%s*$" or message
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
  return must(nil, pcall(urssaf.fetch, options))
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

local KNOWN = { departement = true, measure = true, from = true, to = true }

-- A block's attributes, as a table and as they were written.
local function query_of(block)
  local wanted, written = {}, "{.urssaf"
  for name, value in pairs(block.attributes) do
    written = ('%s %s="%s"'):format(written, name, value)
  end
  written = written .. "}"
  for name, value in pairs(block.attributes) do
    if not KNOWN[name] then
      stop(written, ("unknown attribute '%s': there are departement, measure, from, to")
        :format(name))
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

-- The series that a block asks for, its growth, and the notes on both.
local function figures_of(wanted, written)
  local panel = data()
  local one = { departement = wanted.departement, measure = wanted.measure }
  local whole = must(written, pcall(panel.get, panel, one))
  local series = must(written, pcall(whole.slice, whole, wanted.from, wanted.to))
  if series:count() == 0 then stop(written, no_figures(whole)) end
  local grown = panel:filter(one):yoy() -- before the cut: growth needs the year before
  return series, grown.series[1]:slice(wanted.from, wanted.to), grown.notes
end

-- ---------------------------------------------------------------- the parts

-- The block's text, which is the author's Markdown; if it is empty, the measure and the
-- département, which come from the data and are never parsed: a name may hold markup or a path.
local function caption_of(block, series)
  if block.text:find "%S" then
    return pandoc.utils.blocks_to_inlines(pandoc.read(block.text, "markdown").blocks)
  end
  return pandoc.Inlines(("%s, %s"):format(language:measure(series.measure),
    series.key.departement or series.key.code_departement))
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
