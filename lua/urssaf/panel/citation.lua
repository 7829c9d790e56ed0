--- How to cite the data of a panel: publisher, dataset, publication, licence, address and the day
-- on which they were fetched. What is not known is left out.
local errors = require "urssaf.base.errors"
local json_writer = require "urssaf.base.json_writer"
local languages = require "urssaf.language"
local names = require "urssaf.base.names"
local sorting = require "urssaf.base.sorting"
local sources = require "urssaf.language.source"
local utf8 = require "urssaf.base.utf8"

local citation = {}

local PHRASES = {
  fr = { taken = "consulté le %s", file = "fichier lu le %s", between = " : " },
  en = { taken = "accessed %s", file = "file read on %s", between = ": " },
}

local function sentence(panel, code)
  local source, phrases, language = panel.source or {}, PHRASES[code], languages.of(code)
  local parts = sources.facts(language, source, panel.dataset, panel.dataset)
  parts[#parts + 1] = sources.address(source, panel.dataset)
  local day = language:day(source.fetched_at or source.read_at)
  parts[#parts + 1] = day and (source.path and phrases.file or phrases.taken):format(day)
  if source.is_unknown and #parts == 0 then return sources.line(language, source) end
  local publisher = sources.publisher(language, source, panel.dataset)
  if not publisher then return table.concat(parts, ", ") .. "." end
  if #parts == 0 then return publisher .. "." end
  return publisher .. phrases.between .. table.concat(parts, ", ") .. "."
end

-- Characters that have a meaning in BibTeX or LaTeX.
local SPECIAL = { ["\\"] = "\\textbackslash{}", ["{"] = "\\{", ["}"] = "\\}", ["&"] = "\\&",
  ["%"] = "\\%", ["$"] = "\\$", ["#"] = "\\#", ["_"] = "\\_", ["~"] = "\\textasciitilde{}",
  ["^"] = "\\textasciicircum{}" }

-- BibTeX counts braces, escaped or not: one without its counterpart would end a field.
local function balanced(text)
  local depth = 0
  for brace in text:gmatch "[{}]" do
    depth = depth + (brace == "{" and 1 or -1)
    if depth < 0 then break end
  end
  if depth == 0 then return text end
  return (text:gsub("[{}]", { ["{"] = "(", ["}"] = ")" }))
end

local function escaped(text)
  text = balanced(utf8.bounded(text))
  return (text:gsub("[\\{}&%%$#_~^]", SPECIAL):gsub("%s+", " "))
end

-- What an entry is called in a list of references: "urssaf:dataset-2026".
local function key_of(panel)
  local year = ((panel.source or {}).data_processed or ""):match "^%d%d%d%d"
  return ("urssaf:%s%s"):format(names.slug(panel.dataset or "panel"):gsub("_", "-"),
    year and "-" .. year or "")
end

local function bibtex(panel)
  local source = panel.source or {}
  local year = (source.data_processed or ""):match("^(%d%d%d%d)")
  local address = sources.address(source, panel.dataset)
  local lines = { ("@misc{%s,"):format(key_of(panel)) }
  local function add(field, value)
    if value then lines[#lines + 1] = ("  %s = {%s},"):format(field, value) end
  end
  -- in braces, the name is not split into a first and a last name
  local publisher = sources.publisher(languages.of "en", source, panel.dataset)
  add("author", publisher and "{" .. escaped(publisher) .. "}")
  local title = sources.title(source, panel.dataset) or panel.dataset
  add("title", title and escaped(title))
  add("year", year)
  add("url", address and balanced(address:gsub("%s", "%%20")))
  add("urldate", (source.fetched_at or ""):match("^%d%d%d%d%-%d%d%-%d%d"))
  add("note", source.licence and "licence " .. escaped(source.licence))
  lines[#lines + 1] = "}"
  return table.concat(lines, "\n")
end

-- A day as CSL has it: { "date-parts": [[2026, 7, 16]] }.
local function csl_date(stamp)
  local year, month, day = (stamp or ""):match "^(%d%d%d%d)%-(%d%d)%-(%d%d)"
  if not year then return nil end
  return { ["date-parts"] = { { tonumber(year), tonumber(month), tonumber(day) } } }
end

-- An entry of CSL-JSON, which Zotero, pandoc and citeproc read: a list of one item.
local function csl(panel)
  local source = panel.source or {}
  local title, licence = sources.title(source, panel.dataset) or panel.dataset, source.licence
  local publisher = sources.publisher(languages.of "en", source, panel.dataset)
  return json_writer.encode { {
    id = key_of(panel), type = "dataset", title = title and utf8.bounded(title),
    author = publisher and { { literal = publisher } },
    issued = csl_date(source.data_processed), accessed = csl_date(source.fetched_at),
    URL = sources.address(source, panel.dataset),
    note = licence and "licence " .. utf8.bounded(licence),
  } }
end

local STYLES = {
  fr = function(panel) return sentence(panel, "fr") end,
  en = function(panel) return sentence(panel, "en") end,
  bibtex = bibtex,
  csl = csl,
}

--- How to cite the data.
---@param panel urssaf.Panel
---@param style "fr"|"en"|"bibtex"|"csl"|nil by default "fr"
---@return string one line, a BibTeX entry, or a list of one item in CSL-JSON
function citation.cite(panel, style)
  local write = STYLES[style or "fr"]
  if write then return write(panel) end
  errors.misuse("cite: unknown style '%s'%s; the styles are: %s", tostring(style),
    names.suggestion(style, sorting.keys(STYLES)),
    table.concat(sorting.keys(STYLES), ", "))
end

return citation
