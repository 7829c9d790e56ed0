--- The rows of the parts of a total, the largest first, pseudo-units behind them.
local labels = require "urssaf.cli.labels"
local statuses = require "urssaf.panel.status"
local tables = require "urssaf.base.tables"

local part_rows = {}

-- The largest first, those without a value last; in canonical order where they are alike.
local function sorted(list, name)
  local position = tables.positions(list)
  local kept = tables.append({}, list)
  table.sort(kept, function(a, b)
    local one, other = a[name], b[name]
    if one == other then return position[a] < position[b] end
    if one == nil or other == nil then return other == nil end
    return one > other
  end)
  return kept
end

--- Rows for people or for machines.
---@param list table[] rows of `panel:share` or `panel:contributions`
---@param most integer|false how many units, beside the pseudo-units; false for all
---@param name string the field that they are sorted by
---@param row_of fun(one: table, code: string, place: string): any[]
---@param context urssaf.cli.Context
---@return any[][]
function part_rows.of(list, most, name, row_of, context)
  local units, rows = sorted(tables.filter(list, function(one) return not one.role end), name), {}
  local pseudo = tables.filter(list, function(one) return one.role end)
  local function add(one)
    local code = context.is_for_machines and labels.code(one.key) or labels.place_code(one.key)
    rows[#rows + 1] = row_of(one, code, context.language:place(one.key))
  end
  for i = 1, math.min(#units, most or #units) do add(units[i]) end
  for _, one in ipairs(pseudo) do add(one) end
  return rows
end

--- A function that says what a value of such rows is: partial where it stands for a unit that has
-- none as a whole; that of a total is told by the sum of the panel.
---@param panel urssaf.Panel
---@param how table how units are summed
---@return fun(one: table, period: string): string
function part_rows.statuses(panel, how)
  local series, positions, whole = {}, tables.positions(panel.periods), panel:total(how)
  for _, s in ipairs(panel.series) do series[s.key] = s end
  local of, of_whole = statuses.of(panel), statuses.of(whole)
  return function(one, period)
    if one.partial then return "partial" end
    if not one.key then return of_whole(whole.series[1])(positions[period]) end
    return of(series[one.key])(positions[period])
  end
end

return part_rows
