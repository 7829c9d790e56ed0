--- How to cite the data of a panel: publisher, dataset, publication, licence, address and the day
-- on which they were fetched. What is not known is left out.
local errors = require "urssaf.base.errors"
local languages = require "urssaf.language"
local names = require "urssaf.base.names"
local sorting = require "urssaf.base.sorting"
local sources = require "urssaf.language.source"
local utf8 = require "urssaf.base.utf8"

local citation = {}

--- The address of the dataset: that of the export without its path and query.
---@param source table of a panel
---@return string?
function citation.address(source)
  return source.url and (source.url:gsub("[?#].*$", ""):gsub("/exports/%w+$", ""))
end

local PHRASES = {
  fr = { taken = "consulté le %s", file = "fichier lu le %s", between = " : " },
  en = { taken = "accessed %s", file = "file read on %s", between = ": " },
}

local function sentence(panel, code)
  local source, phrases, language = panel.source or {}, PHRASES[code], languages.of(code)
  local parts = sources.facts(language, source, panel.dataset)
  parts[#parts + 1] = citation.address(source)
  local day = language:day(source.fetched_at or source.read_at)
  parts[#parts + 1] = day and (source.path and phrases.file or phrases.taken):format(day)
  if source.is_unknown and #parts == 0 then return sources.line(language, source) end
  local publisher = sources.publisher(language, source)
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

local function bibtex(panel)
  local source = panel.source or {}
  local year = (source.data_processed or ""):match("^(%d%d%d%d)")
  local address = citation.address(source)
  local lines = { ("@misc{urssaf:%s%s,"):format(names.slug(panel.dataset or "panel"):gsub("_", "-"),
    year and "-" .. year or "") }
  local function add(field, value)
    if value then lines[#lines + 1] = ("  %s = {%s},"):format(field, value) end
  end
  -- in braces, the name is not split into a first and a last name
  add("author", "{" .. escaped(sources.publisher(languages.of "en", source)) .. "}")
  local title = source.title or panel.dataset
  add("title", title and escaped(title))
  add("year", year)
  add("url", address and balanced(address:gsub("%s", "%%20")))
  add("urldate", (source.fetched_at or ""):match("^%d%d%d%d%-%d%d%-%d%d"))
  add("note", source.licence and "licence " .. escaped(source.licence))
  lines[#lines + 1] = "}"
  return table.concat(lines, "\n")
end

local STYLES = {
  fr = function(panel) return sentence(panel, "fr") end,
  en = function(panel) return sentence(panel, "en") end,
  bibtex = bibtex,
}

--- How to cite the data.
---@param panel urssaf.Panel
---@param style "fr"|"en"|"bibtex"|nil by default "fr"
---@return string one line, or a BibTeX entry
function citation.cite(panel, style)
  local write = STYLES[style or "fr"]
  if write then return write(panel) end
  errors.misuse("cite: unknown style '%s'%s; the styles are: %s", tostring(style),
    names.suggestion(style, sorting.keys(STYLES)),
    table.concat(sorting.keys(STYLES), ", "))
end

return citation
