--- The progress of a download, on one line of the terminal that is redrawn and then removed.
local ascii = require "urssaf.cli.ascii"
local utf8 = require "urssaf.base.utf8"

local progress = {}

local PHRASES = {
  fr = { connect = "connexion au portail", metadata = "description du jeu de données",
    download = "téléchargement", decode = "lecture", kilobytes = "ko" },
  en = { connect = "connecting to the portal", metadata = "description of the dataset",
    download = "downloading", decode = "reading", kilobytes = "kB" },
}

-- The portal does not say how long its answer will be: the mark moves back and forth.
local TRACK = 12
local BYTES_PER_STEP = 32 * 1024

local function track(received)
  local step = math.floor(received / BYTES_PER_STEP) % (2 * TRACK)
  local at = step < TRACK and step or 2 * TRACK - 1 - step
  return "[" .. ("·"):rep(at) .. "█" .. ("·"):rep(TRACK - 1 - at) .. "]"
end

local CLEAR = "\r\27[K"

-- A line that does not wrap, since a line alone can be removed.
local function shown(line, width, is_ascii)
  line = utf8.bounded(line, width - 4)
  return is_ascii and ascii.of(line) or line
end

--- A function that draws the line, and one that removes it.
---@param stream table a file of `io`
---@param code "fr"|"en" the language
---@param width integer of the terminal, in characters
---@return urssaf.Progress report
---@return fun() clear
function progress.new(stream, code, width)
  local is_ascii = ascii.is_needed()
  local phrases, drawn = PHRASES[code], nil
  local function redraw(line)
    stream:write(CLEAR, line)
    stream:flush()
  end
  local function report(received, _, phase)
    local line = track(received) .. " " .. phrases[phase]
    if received > 0 and phase ~= "metadata" then
      line = ("%s, %d %s"):format(line, math.floor(received / 1000), phrases.kilobytes)
    end
    if line ~= drawn then redraw(shown(line, width, is_ascii)) end
    drawn = line
  end
  local function clear()
    if drawn then redraw "" end
    drawn = nil
  end
  return report, clear
end

return progress
