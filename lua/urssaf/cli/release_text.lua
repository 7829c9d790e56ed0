--- The releases of a dataset in words.
local languages = require "urssaf.language"

local release_text = {}

local PHRASES = {
  fr = { last = "Dernière mise à jour selon le calendrier : %s.",
    next = "Prochaine mise à jour selon le calendrier : %s.",
    none = "Le calendrier ne donne aucune date lisible : --all montre ce qu'il en dit." },
  en = { last = "Last release by the calendar: %s.", next = "Next release by the calendar: %s.",
    none = "The calendar has no date that can be read: --all shows what it says." },
}

--- The days on which a release comes; if none can be read, what the calendar says.
---@param release urssaf.Release
---@param language urssaf.Language
---@return string
function release_text.days(release, language)
  if release.from then return language:days(release.from, release.to) end
  return release.date or languages.MISSING
end

--- That no date can be read.
---@param language urssaf.Language
---@return string
function release_text.none(language)
  return PHRASES[language.code].none
end

--- What a kept calendar says of a dataset; the portal is not asked.
---@param context urssaf.cli.Context
---@param dataset string?
---@return string[] lines none if no calendar is kept
---@return table fields for JSON: `last_release`, `next_release`
function release_text.kept(context, dataset)
  local found = context.library.calendar { dataset = dataset, cache = "only", log = context.log }
  local lines, fields = {}, {}
  for _, name in ipairs { "last", "next" } do
    local release = found and found[name]
    if release then
      lines[#lines + 1] = PHRASES[context.language.code][name]:format(
        release_text.days(release, context.language))
      fields[name .. "_release"] = release
    end
  end
  return lines, fields
end

return release_text
