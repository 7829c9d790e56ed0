--- How far a download is, on a terminal: one line that is drawn anew and leaves nothing behind.
local progress = {}

local WORDS = {
  fr = { connect = "connexion au portail", metadata = "description du jeu de données",
    download = "téléchargement", decode = "lecture", kilobytes = "ko" },
  en = { connect = "connecting to the portal", metadata = "description of the dataset",
    download = "downloading", decode = "reading", kilobytes = "kB" },
}

-- The portal does not say how much there is to come: the mark goes to and fro.
local TRACK = 12
local PIECE = 32 * 1024

local function track(received)
  local step = math.floor(received / PIECE) % (2 * TRACK)
  local at = step < TRACK and step or 2 * TRACK - 1 - step
  return "[" .. ("·"):rep(at) .. "█" .. ("·"):rep(TRACK - 1 - at) .. "]"
end

local CLEAR = "\r\27[K"

--- A function for `progress` of `urssaf.fetch`, and one that removes the line.
---@param stream table a file of io
---@param code "fr"|"en"
---@return function report
---@return function clear
function progress.new(stream, code)
  local words, drawn = WORDS[code], nil
  local function report(received, _, phase)
    local line = track(received) .. " " .. words[phase]
    if received > 0 and phase ~= "metadata" then
      line = ("%s, %d %s"):format(line, math.floor(received / 1000), words.kilobytes)
    end
    if line ~= drawn then
      stream:write(CLEAR, line)
      stream:flush()
    end
    drawn = line
  end
  local function clear()
    if drawn then
      stream:write(CLEAR)
      stream:flush()
    end
    drawn = nil
  end
  return report, clear
end

return progress
