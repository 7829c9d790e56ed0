--- Ranks, shares and contributions as texts of a few lines, for `print`.
local languages = require "urssaf.language"
local unit = require "urssaf.domain.unit"

-- So many rows are shown.
local MOST_ROWS = 10

local function pointed(en, value)
  return value and en:signed(en:amount(value, "points"), value) or languages.MISSING
end

local comparison_text = {}

--- The text of a row.
---@param row urssaf.RankRow|urssaf.ShareRow|urssaf.ContributionRow
---@return string line
function comparison_text.row(row)
  local en = languages.of "en"
  local name = unit.name(row.key)
  if row.rank then return ("%d. %s: %s"):format(row.rank, name, en:number(row.value)) end
  if row.points or row.change then
    return ("%s: %s to %s, %s"):format(name, en:number(row.from), en:number(row.to),
      pointed(en, row.points))
  end
  return ("%s: %s, %s"):format(name, en:number(row.value), en:percent(row.share))
end

--- The text of the total of contributions: both ends and the growth.
---@param total { from: number?, to: number?, growth: number? }
---@return string line
function comparison_text.total(total)
  local en = languages.of "en"
  return ("total: %s to %s, %s"):format(en:number(total.from), en:number(total.to),
    en:growth(total.growth))
end

local function head(en, result)
  local span = result.period and en:period(result.period)
    or result.from and result.to and ("%s to %s"):format(en:period(result.from),
      en:period(result.to))
  local count = #result.rows
  return ("%s%d %s"):format(span and span .. ": " or "", count, count == 1 and "row" or "rows")
end

--- The text of a ranking, of shares or of contributions: the period, the first rows, how many
-- others there are, and how many notes.
---@param result urssaf.Ranking|urssaf.Shares|urssaf.Contributions
---@return string lines without a line break at the end
function comparison_text.result(result)
  local en, rows, notes = languages.of "en", result.rows, #result.notes
  local lines = { head(en, result) }
  if notes > 0 then
    lines[1] = ("%s, %d note%s"):format(lines[1], notes, notes > 1 and "s" or "")
  end
  for i = 1, math.min(#rows, MOST_ROWS) do lines[i + 1] = "  " .. comparison_text.row(rows[i]) end
  if #rows > MOST_ROWS then lines[#lines + 1] = ("  and %d more"):format(#rows - MOST_ROWS) end
  return table.concat(lines, "\n")
end

return comparison_text
