--- How to cite the data of a panel: who published what, which publication, where, under what
-- licence, and when it was taken. What is not known is left out.
local errors = require "urssaf.base.errors"
local languages = require "urssaf.language"
local names = require "urssaf.base.names"
local sources = require "urssaf.language.source"

local citation = {}

--- The dataset's address, and not that of one export, which ends with a query.
---@param source table of a panel
---@return string?
function citation.address(source)
  return source.url and (source.url:gsub("[?#].*$", ""):gsub("/exports/%w+$", ""))
end

local WORDS = {
  fr = { taken = "consulté le %s", file = "fichier lu le %s", between = " : " },
  en = { taken = "accessed %s", file = "file read on %s", between = ": " },
}

local function sentence(panel, code)
  local source, words, language = panel.source or {}, WORDS[code], languages.of(code)
  local parts = sources.facts(language, source, panel.dataset)
  parts[#parts + 1] = citation.address(source)
  local day = language:day(source.fetched_at or source.read_at)
  parts[#parts + 1] = day and (source.path and words.file or words.taken):format(day)
  return (source.attribution or "Urssaf") .. words.between .. table.concat(parts, ", ") .. "."
end

-- What BibTeX and LaTeX would take for something else.
local SPECIAL = { ["\\"] = "\\textbackslash{}", ["{"] = "\\{", ["}"] = "\\}", ["&"] = "\\&",
  ["%"] = "\\%", ["$"] = "\\$", ["#"] = "\\#", ["_"] = "\\_", ["~"] = "\\textasciitilde{}",
  ["^"] = "\\textasciicircum{}" }

local function escaped(text)
  return (text:gsub("[\\{}&%%$#_~^]", SPECIAL):gsub("%s+", " "))
end

local function bibtex(panel)
  local source = panel.source or {}
  local year = (source.data_processed or ""):match("^(%d%d%d%d)")
  local dataset = panel.dataset or "urssaf"
  local lines = { ("@misc{urssaf:%s%s,"):format(names.slug(dataset):gsub("_", "-"),
    year and "-" .. year or "") }
  local function add(field, value)
    if value then lines[#lines + 1] = ("  %s = {%s},"):format(field, value) end
  end
  -- braces keep the name whole: it has no first name
  add("author", "{" .. escaped(source.attribution or "Urssaf") .. "}")
  add("title", escaped(source.title or dataset))
  add("year", year)
  add("url", citation.address(source))
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
---@return string one line, or an entry of BibTeX
function citation.cite(panel, style)
  local write = STYLES[style or "fr"]
  if write then return write(panel) end
  errors.misuse("cite: unknown style '%s'%s; there are: %s", tostring(style),
    names.suggestion(style, names.sorted_keys(STYLES)),
    table.concat(names.sorted_keys(STYLES), ", "))
end

return citation
