--- The period of a ranking or a map for which none was named: the latest in which every place has
-- a value; with `missing = "skip"` the last in which any has one. Where the former is more than a
-- year old, it is nothing that somebody would expect who named no period, and the command says so
-- instead of showing it.
local errors = require "urssaf.base.errors"
local languages = require "urssaf.language"
local names = require "urssaf.base.names"
local period = require "urssaf.domain.period"
local tables = require "urssaf.base.tables"

local latest_period = {}

-- How many places a message names.
local SHOWN = 3

local function in_words(name)
  return (languages.of("en"):period(name):gsub("\194\160", " "))
end

-- Who has no value in the last period.
local function who(note)
  local list = tables.map(note.units, function(one) return languages.of("en"):place(one.key) end)
  local text = names.listed(list, SHOWN)
  return note.more > 0 and ("%s and %d more"):format(text, note.more) or text
end

-- What to do is a hint, in both languages: see hints.lua.
local function too_old(note)
  return errors.fail("none", ("the latest period with a value of every place is %s, more than a"
    .. " year before %s, in which there is none of %s"):format(in_words(note.period),
      in_words(note.last), who(note)), { about = "every_place" })
end

--- The period to take, nil for the latest complete one; an error if that is more than a year before
-- the last one.
---@param given table `at` and `missing` of the command
---@param note urssaf.Note? of kind `latest`, why the latest complete period is not the last one
---@param frequency urssaf.Frequency
---@return string?
---@return urssaf.Error? err kind `none`
function latest_period.of(given, note, frequency)
  if given.at or not note then return given.at end
  if given.missing == "skip" then return note.last end
  if period.difference(note.last, note.period) > period.A_YEAR[frequency] then
    return too_old(note)
  end
end

return latest_period
