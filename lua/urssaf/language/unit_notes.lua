--- The sentences of notes that name units: those without a value or a rank, those that began or
-- ended, those that grow from little.
--
-- Such a note lists a few units and counts the others, so that its length does not depend on the
-- data: `units` has for each its key and what is to be said of it, `more` is the number of others.
-- What can be done about it is said to those who call the library and to those who use the command,
-- to each in their words; a page says nothing of it to its readers.
local phrases = require "urssaf.language.phrases"

local unit_notes = {}

local HARD = "\194\160"

local PHRASES = phrases.by_language {
  none_of = { en = "no sum %s, because values are missing: %s%s",
    fr = "pas de somme %s, faute de valeur" .. HARD .. ": %s%s" },
  ended = { en = "no sum %s, because %s%s", fr = "pas de somme %s, car %s%s" },
  one_ended = { en = "%s ended (last value: %s)", fr = "%s s'arrête (dernière valeur" .. HARD
    .. ": %s)" },
  ended_before = { en = "%s ended before %s", fr = "%s s'arrête avant %s" },
  partial = { en = "partial sums %s; missing: %s%s",
    fr = "sommes partielles %s" .. HARD .. "; il manque" .. HARD .. ": %s%s" },
  last_value = { en = "last value: %s", fr = "dernière valeur" .. HARD .. ": %s" },
  of_spans = { en = "; a unit that lacks a part of a period is left out with all of it, unlike in"
      .. " sums that are made first",
    fr = HARD .. "; une unité à laquelle il manque une partie d'une période n'y est pas du tout,"
      .. " au contraire des sommes faites d'abord" },
  is_none = { en = "; an empty cell of this dataset very probably means none (Urssaf does not say"
      .. " so)",
    fr = HARD .. "; une cellule vide de ce jeu de données veut très probablement dire zéro"
      .. " (l'Urssaf ne le dit pas)" },
  doubtful = { en = ", but %s of them beside figures too large for that",
    fr = ", mais %s à côté de chiffres trop grands pour cela" },
  one_doubtful = { en = ", but the figures beside this one are too large for that",
    fr = ", mais les chiffres voisins sont trop grands pour cela" },
  filled = { en = "%s empty cells count as %s: %s%s",
    fr = "%s cellules vides comptent pour %s" .. HARD .. ": %s%s" },
  one_filled = { en = "an empty cell counts as %s: %s%s",
    fr = "une cellule vide compte pour %s" .. HARD .. ": %s%s" },
  born = { en = "%s begins %s", fr = "%s commence %s" },
  gone = { en = "%s ends %s", fr = "%s s'arrête %s" },
  lacks = { en = "%s has no value %s", fr = "%s n'a pas de valeur %s" },
  sized = { en = " (%s of the sum)", fr = " (%s de la somme)" },
  perimeter = { en = "the growth also shows which units there are: %s%s",
    fr = "l'évolution tient aussi aux unités présentes" .. HARD .. ": %s%s" },
  renewed = { en = "the units of %s change %s", fr = "les unités de %s changent %s" },
  unnamed = { en = "the growth also shows which units there are: %s; the file that was read does"
      .. " not name them", fr = "l'évolution tient aussi aux unités présentes" .. HARD
      .. ": %s" .. HARD .. "; le fichier lu ne les nomme pas" },
  common = { en = "only the units present at both ends are compared; left out: %s",
    fr = "seules les unités présentes aux deux bornes sont comparées" .. HARD
      .. "; laissées de côté" .. HARD .. ": %s" },
  latest = { en = "the latest complete period is %s; a later one has to be named, since values are"
      .. " missing %s: %s%s",
    fr = "la dernière période complète est %s" .. HARD .. "; une plus récente est à nommer, car il"
      .. " manque des valeurs %s" .. HARD .. ": %s%s" },
  absent = { en = "no value %s", fr = "pas de valeur %s" },
  window = { en = "no value %s", fr = "pas de valeur %s" },
  takes = { en = ", because that takes %s %s", fr = ", car il y faut %s %s" },
  comparison = { en = "no growth %s, because there is no value to compare with",
    fr = "pas d'évolution %s, faute de valeur à laquelle comparer" },
  part = { en = "no value %s, because a part of the year has none",
    fr = "pas de valeur %s, car une partie de l'année n'en a pas" },
  begins = { en = ", and these data begin %s", fr = ", et ces données commencent %s" },
  colon = { en = ": %s", fr = HARD .. ": %s" },
  latest_shown = { en = "the latest complete period is %s; values are missing %s: %s%s",
    fr = "la dernière période complète est %s" .. HARD .. "; il manque des valeurs %s" .. HARD
      .. ": %s%s" },
  unranked = { en = "without a value %s, and so without a rank: %s",
    fr = "sans valeur %s, donc sans rang" .. HARD .. ": %s" },
  small_base = { en = "growth from fewer than %s is mostly chance: %s",
    fr = "une évolution à partir de moins de %s tient surtout au hasard" .. HARD .. ": %s" },
  from = { en = "%s (%s %s)", fr = "%s (%s %s)" },
  separator = { en = "; ", fr = HARD .. "; " },
  more = { en = "%s more units", fr = "%s autres unités" },
  one_more = { en = "one more unit", fr = "une autre unité" },
  one_span = { en = "from %s to %s", fr = "de %s à %s" },
  scattered = { en = "in %s %s between %s and %s", fr = "pour %s %s entre %s et %s" },
  times = { en = "%s %s, %s to %s", fr = "%s %s, %s à %s" },
}

-- What can be done, in the words of the library and of the command.
local ADVICE = {
  library = phrases.by_language {
    skip = { en = "; the option missing adds up the others (zero, or skip)",
      fr = HARD .. "; l'option missing additionne les autres (zero, ou skip)" },
    both = { en = "; the option missing counts them as none (zero) or adds up the others (skip)",
      fr = HARD .. "; l'option missing les compte pour zéro (zero) ou additionne les autres"
        .. " (skip)" },
    zero = { en = "; the option missing counts them as none (zero)",
      fr = HARD .. "; l'option missing les compte pour zéro (zero)" },
    units = { en = "; with the option units (common) only those present at both ends are compared",
      fr = HARD .. "; avec l'option units (common), seules celles présentes aux deux bornes sont"
        .. " comparées" },
  },
  command = phrases.by_language {
    skip = { en = "; --missing zero (or skip) adds up the others",
      fr = HARD .. "; --missing zero (ou skip) additionne les autres" },
    both = { en = "; --missing zero counts them as none, --missing skip adds up the others",
      fr = HARD .. "; --missing zero les compte pour zéro, --missing skip additionne les autres" },
    zero = { en = "; --missing zero counts them as none",
      fr = HARD .. "; --missing zero les compte pour zéro" },
    units = { en = "; with --units common only those present at both ends are compared",
      fr = HARD .. "; avec --units common, seules celles présentes aux deux bornes sont"
        .. " comparées" },
  },
}

-- A piece of advice to those who are addressed; "" to readers.
local function advice(language, audience, name)
  local own = ADVICE[audience or "library"]
  return own and own[language.code][name] or ""
end

-- Units joined by commas, or by semicolons if there are commas in them, with the number of those
-- that are not listed.
local function listed(language, note, text_of)
  local own, texts, separator = PHRASES[language.code], {}, ", "
  for i, one in ipairs(note.units) do
    texts[i] = text_of(one)
    if texts[i]:find(", ", 1, true) then separator = own.separator end
  end
  if note.more == 1 then texts[#texts + 1] = own.one_more end
  if note.more > 1 then texts[#texts + 1] = own.more:format(language:number(note.more)) end
  return table.concat(texts, separator)
end

local function name_of(language, one)
  return language:place(one.key)
end

-- A period as a noun, with the article that a quarter has in French: "le T2 2021".
local function named(language, period)
  local name = language:period(period)
  return language.code == "fr" and period:find "Q" and "le " .. name or name
end

-- When, of `count` periods from one to another: the whole span, or so many of its periods.
local function where(language, span)
  local own = PHRASES[language.code]
  local first, last = named(language, span.from), named(language, span.to)
  if span.from == span.to then return language:within(span.from) end
  if not span.is_whole then
    return own.scattered:format(language:number(span.count), language.periods[span.frequency],
      first, last)
  end
  return (own.one_span:format(first, last):gsub("de le ", "du "):gsub("à le ", "au "))
end

-- The kinds whose sentence says when sums lack a unit.
local SAYS_WHEN = { gap = true, partial = true }

-- A unit with the periods in which it has no value, unless the sentence has said so already.
local function lacking_unit(language, note, one)
  local name, is_said = name_of(language, one), SAYS_WHEN[note.kind]
  if is_said and one.count == note.span.count and one.from == note.span.from then return name end
  local own, span = PHRASES[language.code], one
  if one.count == 1 then return ("%s (%s)"):format(name, language:period(one.from)) end
  return ("%s (%s)"):format(name, own.times:format(language:number(span.count),
    language.periods[span.frequency], language:period(span.from), language:period(span.to)))
end

local TEXTS = {}

function TEXTS.gap(language, note, own, audience)
  return own.none_of:format(where(language, note.span), listed(language, note, function(one)
    return lacking_unit(language, note, one)
  end), (note.empty and own.is_none or "")
    .. (note.is_derived and ""
      or advice(language, audience, note.is_skipped and "zero" or "both")))
end

-- A unit that a sum leaves out.
function TEXTS.partial(language, note, own)
  return own.partial:format(where(language, note.span), listed(language, note, function(one)
    local is_after_end = one.ended and one.is_whole and one.last
    if not is_after_end then return lacking_unit(language, note, one) end
    return ("%s (%s)"):format(name_of(language, one),
      own.last_value:format(language:period(one.last)))
  end), note.variant and own.of_spans or "")
end

local function ended_unit(language, one, own)
  return own.one_ended:format(name_of(language, one), language:period(one.last))
end

function TEXTS.ended(language, note, own, audience)
  return own.ended:format(where(language, note.span), listed(language, note, function(one)
    if one.last then return ended_unit(language, one, own) end
    return own.ended_before:format(name_of(language, one), named(language, one.from))
  end), note.is_skipped and "" or advice(language, audience, "skip"))
end

function TEXTS.filled(language, note, own)
  local who = listed(language, note, function(one) return lacking_unit(language, note, one) end)
  local value, empty = language:number(note.value), note.empty and own.is_none or ""
  if note.doubtful then
    empty = empty .. (note.cells == 1 and own.one_doubtful
      or own.doubtful:format(language:number(note.doubtful)))
  end
  if note.cells == 1 then return own.one_filled:format(value, who, empty) end
  return own.filled:format(language:number(note.cells), value, who, empty)
end

-- A unit that came or went, with its part of the sum.
local function change_text(language, one, own)
  local text = own[one.change]:format(name_of(language, one), language:within(one.period))
  return one.share and text .. own.sized:format(language:percent(one.share)) or text
end

function TEXTS.perimeter(language, note, own, audience)
  local who = listed(language, note, function(one) return change_text(language, one, own) end)
  local is_unnamed = note.units[1].change == "renewed"
  return (note.is_common and own.common or is_unnamed and own.unnamed or own.perimeter):format(who,
    advice(language, audience, "units"))
end

function TEXTS.latest(language, note, own, audience)
  local text = audience == "readers" and own.latest_shown or own.latest
  return text:format(named(language, note.period), language:within(note.last),
    listed(language, note, function(one) return name_of(language, one) end),
    note.is_derived and "" or advice(language, audience, "zero"))
end

function TEXTS.unranked(language, note, own)
  return own.unranked:format(language:within(note.period), listed(language, note, function(one)
    return one.last and ended_unit(language, one, own) or name_of(language, one)
  end))
end

-- Of whom there is no value, with the last one before; "" if that is all that is shown.
local function without_value(language, note, own)
  local function last_of(one)
    return one.last and (" (%s)"):format(own.last_value:format(language:period(one.last))) or ""
  end
  if note.is_all and #note.units == 1 then return last_of(note.units[1]) end
  if note.is_all and note.variant ~= "absent" then return "" end
  return own.colon:format(listed(language, note, function(one)
    return name_of(language, one) .. last_of(one)
  end))
end

-- Series without any value among those that are shown.
function TEXTS.no_value(language, note, own)
  local text = own[note.variant]:format(where(language, note.span))
  if note.size then
    text = text .. own.takes:format(language:number(note.size),
      language.periods[note.span.frequency])
  end
  if note.begin then text = text .. own.begins:format(language:within(note.begin)) end
  return text .. without_value(language, note, own) .. (note.empty and own.is_none or "")
end

function TEXTS.small_base(language, note, own)
  return own.small_base:format(language:number(note.threshold), listed(language, note,
    function(one)
      return own.from:format(name_of(language, one), language:number(one.base),
        language:within(one.period))
    end))
end

--- Whether a note is one of these.
---@param note urssaf.Note
---@return boolean
function unit_notes.has(note)
  return note.units ~= nil and TEXTS[note.kind] ~= nil
end

--- What such a note says, without its measure.
---@param language urssaf.Language
---@param note urssaf.Note
---@param audience "library"|"command"|"readers"|nil to whom, by default to callers of the library
---@return string
function unit_notes.text(language, note, audience)
  return TEXTS[note.kind](language, note, PHRASES[language.code], audience)
end

return unit_notes
