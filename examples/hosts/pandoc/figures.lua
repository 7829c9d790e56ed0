-- Puts Urssaf's figures into a document. For pandoc: of
--
--     ```{.urssaf departement="38" measure="economiquement_actifs" from="2019-Q1"}
--     Comptes économiquement actifs en Isère
--     ```
--
-- it makes a table, a line chart, the source, and what has to be said of the figures.
--
--     pandoc --lua-filter figures.lua --self-contained example.md -o example.html
--
-- luacheck: read globals pandoc PANDOC_SCRIPT_FILE PANDOC_STATE
local urssaf = require "urssaf"

local function beside(file)
  return dofile(pandoc.path.join { pandoc.path.directory(PANDOC_SCRIPT_FILE), file })
end

local chart, language = beside "chart.lua", beside "language.lua"

-- Of the document: its language, the file it names, the panel that all its blocks take from.
local words, data_file, held

-- What concerns the author and not the reader.
local FOR_THE_AUTHOR = { cache = true, column = true }

-- ---------------------------------------------------------------- stopping

local function tell(where, problem)
  local said = (where and where .. ": " or "") .. tostring(problem)
  io.stderr:write("urssaf: ", (said:gsub("%s+", " ")), "\n")
end

-- error() would be shown with a traceback. Either way nothing is written of the document, and the
-- code is pandoc's own for a filter that failed.
local function stop(where, problem)
  tell(where, problem)
  os.exit(83)
end

-- What pcall gives of a function of the library's: its result; or nil and an error; or what it
-- raised, with a line of this file in front of it, which helps no author.
local function must(where, ok, result, err)
  if not ok then stop(where, (tostring(result):gsub("^[^\n]-%.lua:%d+: ", ""))) end
  if not result then stop(where, err) end
  return result
end

-- ---------------------------------------------------------------- the data

-- pandoc's own errors have many lines; the reason is in the last brackets.
local function reason(problem)
  local said = tostring(problem)
  return said:match "\n%s*%((.*)%)%)%s*$" or said
end

-- pandoc tells no status; how the portal says no shows in what it says, and whether all came, by
-- the rows, which the library counts.
local function status_of(body)
  local refusal = body:match '^%s*{[^{}]*"(error_?code)"'
  if refusal == "errorcode" then return 429 end -- the quota
  return refusal and 400 or 200
end

-- In place of libcurl.
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
    -- pandoc reads JSON from 3.1.1 on; before, lua-cjson or dkjson does
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

-- ---------------------------------------------------------------- the question

local KNOWN = { departement = true, measure = true, from = true, to = true }

-- What a block's attributes ask for, and how they are written.
local function question_of(block)
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

-- The series that is asked for, its growth, and the notes on both.
local function answer(wanted, written)
  local panel = data()
  local one = { departement = wanted.departement, measure = wanted.measure }
  local whole = must(written, pcall(panel.get, panel, one))
  local series = must(written, pcall(whole.slice, whole, wanted.from, wanted.to))
  if series:count() == 0 then stop(written, no_figures(whole)) end
  local grown = panel:filter(one):yoy() -- before it is cut: growth needs the year before
  return series, grown.series[1]:slice(wanted.from, wanted.to), grown.notes
end

-- ---------------------------------------------------------------- the parts

-- The block's text, which is Markdown; without one, what the figures are of.
local function caption_of(block, series)
  local text = block.text
  if not text:find "%S" then
    text = ("%s, %s"):format(words:measure(series.measure),
      series.key.departement or series.key.code_departement)
  end
  return pandoc.utils.blocks_to_inlines(pandoc.read(text, "markdown").blocks)
end

local function table_of(caption, series, growth)
  local rows = {}
  for i, period in ipairs(series.periods) do
    rows[i] = { words:period(period), words:number(series.values[i]),
      words:percent(growth.values[i]) }
  end
  local header = { words.headings[series.frequency], words:measure(series.measure),
    words.headings.growth }
  return pandoc.utils.from_simple_table(pandoc.SimpleTable(caption,
    { "AlignLeft", "AlignRight", "AlignRight" }, { 0, 0, 0 }, header, rows))
end

local function picture_of(caption, series)
  local svg = chart.draw(pandoc.utils.stringify(caption), series, words)
  local name = ("urssaf-%s.svg"):format(pandoc.utils.sha1(svg):sub(1, 12))
  pandoc.mediabag.insert(name, "image/svg+xml", svg)
  return pandoc.Para { pandoc.Image(caption, name) }
end

-- Whether a note is of one of the periods that are shown, if it is of any.
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
      items[#items + 1] = { pandoc.Plain(words:note(note)) }
    end
  end
  return items[1] and pandoc.BulletList(items)
end

-- ---------------------------------------------------------------- the document

local function settings(meta)
  local function get(name)
    return meta[name] and pandoc.utils.stringify(meta[name])
  end
  words, data_file = language.of(get "lang"), get "urssaf-data"
end

local function figures(block)
  if not block.classes:includes "urssaf" then return nil end
  local series, growth, notes = answer(question_of(block))
  local caption = caption_of(block, series)
  return pandoc.Div({
    table_of(caption, series, growth),
    picture_of(caption, series),
    pandoc.Para(words.source .. held:cite(words.code)),
    caveats_of(notes, series),
  }, { id = block.identifier, class = "urssaf" })
end

return { { Meta = settings }, { CodeBlock = figures } }
