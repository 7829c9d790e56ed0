--- Marks of values, carried through every operation on a series: which of its values stand for an
-- empty cell (`filled`), and which are provisional (`provisional`), or are made of such a value.
--
-- Each kind is a table by position, true at the marked ones; nil if there is none. The functions
-- set the marks of a result, a table of fields with `values`: a missing value has no mark.
local marks = {}

--- The kinds of marks.
marks.KINDS = { "filled", "provisional" }

-- The marks of values that are there; nil if there are none.
local function present(some, values)
  local kept = {}
  for i in pairs(some or {}) do
    if values[i] ~= nil then kept[i] = true end
  end
  return next(kept) and kept or nil
end

-- Whether there are marks of any kind: most series have none, and are asked for no more.
local function has_any(from)
  return from.filled or from.provisional
end

-- Sets each kind of marks to what `make` makes of those of one series or another.
local function each(fields, s, other, make)
  for _, kind in ipairs(marks.KINDS) do
    local is_marked = s[kind] or other[kind]
    fields[kind] = is_marked and present(make(kind), fields.values) or nil
  end
end

--- Of values that are each made of the one at their position.
---@param fields table
---@param from table a series, or the marks by kind
function marks.keep(fields, from)
  if not has_any(from) then return end
  each(fields, from, from, function(kind) return from[kind] end)
end

-- The positions in one list of marks or the other.
local function union(a, b)
  if not (a and b) then return a or b end
  local all = {}
  for i in pairs(a) do all[i] = true end
  for i in pairs(b) do all[i] = true end
  return all
end

--- Of values that are made of two series.
---@param fields table
---@param a urssaf.Series
---@param b urssaf.Series
function marks.join(fields, a, b)
  if not (has_any(a) or has_any(b)) then return end
  each(fields, a, b, function(kind) return union(a[kind], b[kind]) end)
end

--- Of values that are made of those at two positions, `k` apart.
---@param fields table
---@param s urssaf.Series
---@param k integer
function marks.lag(fields, s, k)
  if not has_any(s) then return end
  each(fields, s, s, function(kind)
    local moved = {}
    for i in pairs(s[kind]) do moved[i], moved[i + k] = true, true end
    return moved
  end)
end

--- Of values that are made of the one at their position and of a base.
---@param fields table
---@param s urssaf.Series
---@param first integer of the base
---@param last integer
function marks.base(fields, s, first, last)
  if not has_any(s) then return end
  each(fields, s, s, function(kind)
    for i = first, last do
      if s[kind][i] then return fields.values end
    end
    return s[kind]
  end)
end

--- Of windows of consecutive periods.
---@param fields table
---@param s urssaf.Series
---@param starts integer[] the positions at which the windows begin
---@param length integer
function marks.windows(fields, s, starts, length)
  if not has_any(s) then return end
  each(fields, s, s, function(kind)
    local some, any = s[kind], {}
    for j, first in ipairs(starts) do
      for i = first, first + length - 1 do any[j] = any[j] or some[i] end
    end
    return any
  end)
end

--- Of a part of the grid.
---@param fields table
---@param s urssaf.Series
---@param first integer
---@param last integer
function marks.cut(fields, s, first, last)
  if not has_any(s) then return end
  for _, kind in ipairs(marks.KINDS) do
    local cut = {}
    for i in pairs(s[kind] or {}) do
      if i >= first and i <= last then cut[i - first + 1] = true end
    end
    fields[kind] = next(cut) and cut or nil
  end
end

--- Adds the marks of a series to those of a sum.
---@param sum table the marks by kind
---@param s urssaf.Series
function marks.add(sum, s)
  for _, kind in ipairs(marks.KINDS) do
    for i in pairs(s[kind] or {}) do
      sum[kind] = sum[kind] or {}
      sum[kind][i] = true
    end
  end
end

return marks
