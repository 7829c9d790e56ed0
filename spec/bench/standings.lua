-- The nearest peer in each of a benchmark's rows: what it takes as a multiple of what urssaf takes.
--
--   local standings = require("spec.bench.standings").new()
--   standings:add("fetch, 1 times", { { name = "urssaf", of = of }, { name = "pandas", of = of } })
--   standings:print()
--
-- `of` are the figures of timing.lua; a row of a single process has only some of them.
local COLUMNS = { { "cpu", "CPU" }, { "inner", "CPU in it" }, { "wall", "wall" },
  { "inner_wall", "wall in it" }, { "peak", "memory" } }

local Standings = {}
Standings.__index = Standings

-- The least of the peers' figures, as a multiple of ours, and whose it is; nil if there is none.
local function nearest(list, field)
  local least, name
  local ours = list[1].of[field]
  for i = 2, #list do
    local theirs = list[i].of[field]
    if ours and theirs and (not least or theirs / ours < least) then
      least, name = theirs / ours, list[i].name
    end
  end
  return least, name
end

--- Adds a row: ours first, then the peers, each with its `name` and figures `of`.
function Standings:add(title, list)
  local row, has_peer = { title = title }, false
  for i, column in ipairs(COLUMNS) do
    local least, name = nearest(list, column[1])
    row[i] = least and { least = least, name = name }
    if least then
      has_peer = true
      self.figures = self.figures + 1
      if least < 1 then self.behind = self.behind + 1 end
    end
  end
  if has_peer then self.rows[#self.rows + 1] = row end
end

-- With a decimal point in every locale.
local function two_decimals(number)
  local hundredths = ("%03.0f"):format(number * 100)
  return hundredths:sub(1, -3) .. "." .. hundredths:sub(-2)
end

local function cell(found)
  if not found then return (" "):rep(18) end
  return ("%9s %-8s"):format(two_decimals(found.least), found.name:sub(1, 8))
end

--- The rows as a text, and how often a peer takes less; "" if there is no row.
function Standings:text()
  if #self.rows == 0 then return "" end
  local titles = {}
  for i, column in ipairs(COLUMNS) do titles[i] = ("%9s %-8s"):format(column[2], "") end
  local lines = { "The nearest peer, as a multiple of urssaf: below 1 the peer takes less",
    ("  %-34s%s"):format("", table.concat(titles)) }
  for _, row in ipairs(self.rows) do
    local cells = {}
    for i = 1, #COLUMNS do cells[i] = cell(row[i]) end
    lines[#lines + 1] = ("  %-34s%s"):format(row.title, table.concat(cells))
  end
  lines[#lines + 1] = ("  a peer takes less in %d of %d figures"):format(self.behind, self.figures)
  return table.concat(lines, "\n") .. "\n"
end

function Standings:print() io.write(self:text()) end

local standings = {}

function standings.new()
  return setmetatable({ rows = {}, figures = 0, behind = 0 }, Standings)
end

return standings
