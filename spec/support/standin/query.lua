-- Applies the parameters of a request to a dataset: which columns, which rows, in which order.

local errors = require "spec.support.standin.errors"
local odsql = require "spec.support.standin.odsql"

local function clause(name, text, fields)
  local result, err = odsql[name](text, fields)
  if not result then
    errors.raise(400, err.code, err.message)
  end
  return result
end

local function fields_by_name(data)
  local by_name = {}
  for _, field in ipairs(data.fields) do
    by_name[field.name] = field
  end
  return by_name
end

-- refine=field:value keeps the rows with this value.
local function refinement(text, by_name)
  local name, value = text:match("^([^:]+):(.*)$")
  if not name or not by_name[name] then
    errors.raise(400, "ODSQLError",
      ("ODSQL query is malformed: Unknown field: %s. Clause(s) containing the error(s): refine.")
      :format(name or text))
  end
  value = value:match('^"(.*)"$') or value
  return function(cell, i) return tostring(cell(i, name)) == value end
end

-- All conditions of a request, each a predicate(cell, i).
local function conditions(data, params, by_name)
  local list = {}
  if params.where then
    list[1] = clause("where", params.where, data.fields)
  end
  for _, text in ipairs(params.refine or {}) do
    list[#list + 1] = refinement(text, by_name)
  end
  return list
end

local function always()
  return true
end

local function matcher(data, list)
  if #list == 0 then
    return always
  end
  local function cell(i, name) return data:cell(i, name) end
  return function(i)
    for _, holds in ipairs(list) do
      if not holds(cell, i) then
        return false
      end
    end
    return true
  end
end

local function coprime(a, b)
  while b ~= 0 do
    a, b = b, a % b
  end
  return a == 1
end

-- The k-th row in each of the orders. The portal promises none, so without order_by or a fault rows
-- are scrambled, in the same way every time.
local ORDERS = {}

function ORDERS.unit()
  return function(k) return k end
end

function ORDERS.reverse(data)
  return function(k) return data.count + 1 - k end
end

function ORDERS.time(data)
  return data:by_time()
end

function ORDERS.scrambled(data)
  local step = math.floor(data.count * 0.618)
  while step > 1 and not coprime(step, data.count) do
    step = step - 1
  end
  return function(k) return k * step % data.count + 1 end
end

-- Nulls are last in both directions.
local function compare(a, b, descending)
  if a == b then
    return nil
  elseif a == nil or b == nil then
    return b == nil
  elseif descending then
    return a > b
  end
  return a < b
end

local function sorted(data, indexes, keys)
  local place = {}
  for at, i in ipairs(indexes) do
    place[i] = at
  end
  table.sort(indexes, function(i, j)
    for _, key in ipairs(keys) do
      local before = compare(data:cell(i, key.name), data:cell(j, key.name), key.descending)
      if before ~= nil then
        return before
      end
    end
    return place[i] < place[j]
  end)
  return indexes
end

local function matching(data, order, matches)
  local k = 0
  return function()
    while k < data.count do
      k = k + 1
      local i = order(k)
      if matches(i) then
        return i
      end
    end
  end
end

local function count(data, matches)
  if matches == always then
    return data.count
  end
  local total = 0
  for i = 1, data.count do
    total = total + (matches(i) and 1 or 0)
  end
  return total
end

local function ordered(data, rows, keys)
  local indexes, at = {}, 0
  for i in rows do
    indexes[#indexes + 1] = i
  end
  sorted(data, indexes, keys)
  return function()
    at = at + 1
    return indexes[at]
  end
end

local function window(rows, offset, limit)
  local taken = 0
  for _ = 1, offset do
    rows()
  end
  return function()
    if limit < 0 or taken < limit then
      taken = taken + 1
      return rows()
    end
  end
end

-- The columns that are selected, changed by a fault if there is one.
local function columns_of(data, params, active, by_name)
  local wanted = clause("select", params.select or "*", data.fields)
  if active.columns then
    wanted = {}
    for k, name in ipairs(active.columns) do
      wanted[k] = by_name[name] or error("fault columns: no field " .. name, 0)
    end
  end
  local columns, rename = {}, active.rename or {}
  for k, item in ipairs(wanted) do
    local field = by_name[item.name]
    local key = rename[item.name] or item.alias or item.name
    columns[k] = {
      name = item.name, key = key, type = field.type,
      label = (rename[item.name] or item.alias) and key or field.label,
    }
  end
  return columns
end

local query = {}

-- view.columns: list of { name, key, label, type }, key being its name in the response;
-- view.rows(): iterator of row numbers; view.total(): how many match, whatever the limit.
function query.view(data, params, active)
  local by_name = fields_by_name(data)
  local matches = matcher(data, conditions(data, params, by_name))
  local keys = params.order_by and clause("order_by", params.order_by, data.fields)
  local make_order = ORDERS[active.order or "scrambled"]
    or error("fault order: unknown " .. active.order, 0)
  local order = make_order(data)
  local view = { data = data, columns = columns_of(data, params, active, by_name) }

  function view.rows()
    local rows = matching(data, order, matches)
    if keys then
      rows = ordered(data, rows, keys)
    end
    return window(rows, tonumber(params.offset) or 0, params.limit)
  end

  function view.total()
    return count(data, matches) + (active.count or 0)
  end

  return view
end

return query
