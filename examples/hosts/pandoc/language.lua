-- Headings, numbers, periods and notes for readers, in French or English.
local urssaf = require "urssaf"

local Language = {}
Language.__index = Language

local SPACE = "\u{A0}" -- non-breaking
local MISSING = "–"

local FRENCH = setmetatable({
  code = "fr", decimal = ",", thousands = SPACE,
  headings = { month = "Mois", quarter = "Trimestre", year = "Année",
    growth = "Évolution sur un an (%)" },
  source = "Source : ", known_break = "%s : %s (%s).",
  -- by kind; the messages of notes are in English
  notes = {
    cut = "Le fichier n'a pas de fin de ligne à la fin : il a pu être coupé.",
    mean = "Dans ce fichier, le chiffre d'affaires est une moyenne par compte actif.",
    nominal = "L'évolution est en euros courants, hausse des prix comprise.",
    publication = "La date de publication est peut-être celle d'une autre publication.",
    stale = "Le portail n'a pas répondu : une publication plus récente a pu paraître.",
  },
}, Language)

local ENGLISH = setmetatable({
  code = "en", decimal = ".", thousands = ",",
  headings = { month = "Month", quarter = "Quarter", year = "Year",
    growth = "Growth over a year (%)" },
  source = "Source: ", known_break = "%s: %s (%s).",
  notes = {},
}, Language)

local function with_thousands(digits, separator)
  local groups = digits:reverse():gsub("(%d%d%d)", "%1 "):reverse():gsub("^ ", "")
  return (groups:gsub(" ", separator))
end

--- A number: integers without decimals, others with two or as many as given; a dash if missing.
function Language:number(value, decimals)
  if value == nil then return MISSING end
  decimals = decimals or math.tointeger(value) and 0 or 2
  local whole, part = ("%.*f"):gsub("%*", decimals):format(math.abs(value)):match "^(%d+)%D?(%d*)$"
  return (value < 0 and "−" or "") .. with_thousands(whole, self.thousands)
    .. (part ~= "" and self.decimal .. part or "")
end

--- Growth in percent, with its sign; a dash if missing.
function Language:percent(growth)
  if growth == nil then return MISSING end
  local tenths = math.floor(math.abs(growth) * 1000 + 0.5)
  return (tenths > 0 and growth > 0 and "+" or "")
    .. self:number((growth < 0 and -tenths or tenths) / 10, 1)
end

--- "T2 2021" or "Q2 2021", "mars 2021" or "March 2021"; a year is unchanged.
function Language:period(period)
  return urssaf.language.of(self.code):period(period)
end

--- A measure's label, with "(€)" if it is in euros.
function Language:measure(name)
  local known = urssaf.measures.of(name)
  if not known then return name end
  return known.label[self.code] .. (known.unit == "EUR" and " (€)" or "")
end

--- A note of a panel as a sentence.
function Language:note(note)
  for _, known in ipairs(note.kind == "break" and urssaf.measures.breaks(note.measure) or {}) do
    if known.id == note.id then
      return self.known_break:format(self:period(known.period), known.explanation[self.code],
        known.source)
    end
  end
  return self.notes[note.kind] or note.message:gsub("^%l", string.upper) .. "."
end

local languages = {}

--- The language of a document: French if its tag is "fr" or "fr-FR", otherwise English.
function languages.of(tag)
  return (tag or ""):lower():find "^fr%f[%A]" and FRENCH or ENGLISH
end

return languages
