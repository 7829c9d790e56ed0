-- A helper of busted, for `busted --helper`: every panel that a spec makes goes through CSV and
-- back. What differs is added to the file that EVERY_PANEL names, with where the panel was made; so
-- is a line that counts the panels of each spec file. Panels of more than EVERY_PANEL_CELLS cells
-- are left out, and so are those that were looked at before: they have the same text. Of the panels
-- that one line of a spec makes, in a loop over random figures, EVERY_PANEL_PER_LINE are looked at.
local OUT = assert(os.getenv "EVERY_PANEL", "EVERY_PANEL names a file")
local MOST_CELLS = tonumber(os.getenv "EVERY_PANEL_CELLS") or math.huge
local MOST_PER_LINE = tonumber(os.getenv "EVERY_PANEL_PER_LINE") or math.huge

local NONE_YET = { panels = 0, texts = 0, large = 0, again = 0, more = 0 }
local is_busy, counts, seen, per_line = false, {}, {}, {}

local function start_counting()
  for name in pairs(counts) do counts[name] = nil end
  for name, count in pairs(NONE_YET) do counts[name] = count end
end

local function report(text)
  local file = assert(io.open(OUT, "a"))
  file:write(text, "\n")
  file:close()
end

-- The line of a spec that made a panel.
local function origin()
  return debug.traceback("", 2):match "(spec/[%w_/]+_spec%.lua:%d+)" or "?"
end

-- Whether a panel with the same text was looked at before.
local function is_known(panel)
  local ok, text = pcall(panel.to_csv, panel)
  if not ok or seen[text] then return ok end
  seen[text] = true
  return false
end

local function look_at(panel)
  local line = origin()
  if #panel.series * #panel.periods > MOST_CELLS then
    counts.large = counts.large + 1
    return
  elseif (per_line[line] or 0) >= MOST_PER_LINE then
    counts.more = counts.more + 1
    return
  elseif is_known(panel) then
    counts.again = counts.again + 1
    return
  end
  per_line[line] = (per_line[line] or 0) + 1
  local round_trip = require "spec.support.round_trip"
  local found, texts = round_trip.all(panel)
  if not found then
    counts[texts] = (counts[texts] or 0) + 1
    return
  end
  counts.panels, counts.texts = counts.panels + 1, counts.texts + texts
  for _, one in ipairs(found) do report(line .. " " .. one) end
end

local function is_panel(value)
  return type(value) == "table" and type(value.series) == "table"
    and type(value.periods) == "table" and getmetatable(value) ~= nil
end

local function watch_result(first, ...)
  if not is_busy and is_panel(first) then
    is_busy = true
    local ok, problem = pcall(look_at, first)
    is_busy = false
    if not ok then report(origin() .. " " .. tostring(problem)) end
  end
  return first, ...
end

-- A function that looks at what another returns.
local function watched(call)
  return function(...) return watch_result(call(...)) end
end

-- The modules whose functions return panels; each spec file loads its own copy of them.
for _, name in ipairs { "urssaf.panel.methods", "urssaf.panel" } do
  package.preload[name] = function()
    local path = assert(package.searchpath(name, package.path))
    local module = assert(loadfile(path))(name, path)
    for field, value in pairs(module) do
      local is_method = type(value) == "function" and not field:find "^__"
      if is_method then module[field] = watched(value) end
    end
    return module
  end
end

start_counting()
require "busted".subscribe({ "file", "end" }, function(file)
  local parts = {}
  for name, count in pairs(counts) do parts[#parts + 1] = name .. " " .. count end
  table.sort(parts)
  report(("# %s: %s"):format(file.name, table.concat(parts, ", ")))
  start_counting()
  return nil, true
end)
