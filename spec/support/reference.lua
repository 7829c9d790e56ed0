--- A decoder written to be obviously right: the whole body at once, rows as tables, no thought of
-- speed. What `urssaf.decode` gives is compared with what this gives.
local bytes_before = require "spec.support.bytes"

local reference = {}

local MAX_COLUMNS = 4096
local SERIES_A_UNIT = 16

--- Splits a body into rows `{ line=, ended=, [1..n] = cell }`.
---@return table rows those before the error, if there is one
---@return table? err `kind line column cut`
function reference.split(body, delimiter, max_line)
  local rows, at, line = {}, 1, 1
  if body:sub(1, 3) == "\u{FEFF}" then at = 4 end
  while at <= #body do
    local row, first = { line = line, ended = false }, at
    local function bad(kind, cut)
      return rows, { kind = kind, line = row.line, column = #row + 1, cut = cut }
    end
    -- a byte beyond max_line is not looked at
    local function unexpected(position)
      return bad(position - first < max_line and "decode" or "limit")
    end
    local over
    repeat
      local cell
      if body:sub(at, at) == '"' then
        local closing = at
        repeat
          closing = body:find('"', closing + 1, true)
          if not closing then
            if #body - first + 1 > max_line then return bad "limit" end
            return bad("decode", true)
          end
          local doubled = body:sub(closing + 1, closing + 1) == '"'
          if doubled then closing = closing + 1 end
        until not doubled
        cell = body:sub(at + 1, closing - 1):gsub('""', '"')
        for _ in cell:gmatch "\n" do line = line + 1 end
        at = closing + 1
      else
        local stop = body:find("[\r\n\"" .. delimiter .. "]", at) or #body + 1
        cell, at = body:sub(at, stop - 1), stop
        if at - first > max_line then return bad "limit" end
        if body:sub(at, at) == '"' then return unexpected(at) end
      end
      if at - first > max_line then return bad "limit" end
      local after = body:sub(at, at)
      over = after ~= delimiter
      if after == "\r" and body:sub(at + 1, at + 1) ~= "" then
        if body:sub(at + 1, at + 1) ~= "\n" then return unexpected(at + 1) end
        at = at + 1
        after = "\n"
      end
      if after ~= "" and after ~= "\r" and after ~= "\n" and over then return unexpected(at) end
      row.ended = after == "\n"
      at = at + 1
      if math.min(at, #body + 1) - first > max_line then return bad "limit" end
      row[#row + 1] = cell
    until over
    line = line + 1
    rows[#rows + 1] = row
  end
  return rows
end

local function is_text(cell)
  return utf8.len(cell) ~= nil and not cell:find "[\0-\8\11\12\14-\31\127]"
    and not cell:find "\xC2[\x80-\x9F]"
end

--- The number a cell says, as a float; nil if it says none.
function reference.number(cell)
  local rest = cell:match "^%-?%d+(.*)$"
  rest = rest and (rest:match "^%.%d+(.*)$" or rest)
  if not rest or #cell > 64 then return nil end
  if rest ~= "" and not rest:find "^[eE][+-]?%d+$" then return nil end
  local number = tonumber(cell) + 0.0
  if number == math.huge or number == -math.huge then return nil end
  return number == 0 and 0.0 or number
end

local function is_integer(number)
  return number == math.floor(number) and math.abs(number) < 2.0 ^ 53
end

local function year_of(cell)
  local year = cell:match "^(%d%d%d%d)$" or cell:match "^(%d%d%d%d)%-01%-01$"
  return year and tonumber(year) >= 1000 and tonumber(year) or nil
end

local function quarter_of(cell)
  return tonumber((cell:match "^[TtQq]?([1-4])$"))
end

local quarters = { ["03-31"] = 1, ["06-30"] = 2, ["09-30"] = 3, ["12-31"] = 4 }

local function last_day_of(cell)
  local year, day, tail = cell:match "^(%d%d%d%d)%-(%d%d%-%d%d)(.*)$"
  if not year or tonumber(year) < 1000 or not quarters[day] then return nil end
  if tail ~= "" then
    local zone = tail:match "^T00:00:00(.*)$"
    zone = zone and (zone:match "^%.0+(.*)$" or zone)
    local utc = zone == "" or zone == "Z"
    if not utc and not (zone and zone:find "^[+-]%d%d:%d%d$") then return nil end
  end
  return tonumber(year), quarters[day]
end

local function read_header(row)
  local names, seen = {}, {}
  if #row > MAX_COLUMNS then
    return nil, { kind = "limit", line = row.line, column = MAX_COLUMNS + 1 }
  end
  for i, cell in ipairs(row) do
    while cell:sub(1, 3) == "\u{FEFF}" do cell = cell:sub(4) end
    if cell == "" or not is_text(cell) or seen[cell] then
      return nil, { kind = "decode", line = row.line, column = i }
    end
    names[i], seen[cell] = cell, true
  end
  return names
end

-- Columns with one of the roles, by rank, then as the header has them.
local function by_rank(roles, wanted)
  local list = {}
  for i, role in ipairs(roles) do
    if wanted[role.role] then list[#list + 1] = i end
  end
  table.sort(list, function(a, b)
    local left, right = roles[a].rank or 0, roles[b].rank or 0
    if left ~= right then return left < right end
    return a < b
  end)
  return list
end

local function column_of(roles, role)
  for i, r in ipairs(roles) do
    if r.role == role then return i end
  end
end

local LONGEST_CODE = 8

local function canonical(cell, width)
  if not width or #cell > LONGEST_CODE then return cell end
  if cell:find "^%d+$" and #cell < width then
    return ("0"):rep(width - #cell) .. cell
  end
  return (cell:gsub("[a-z]", function(letter) return string.char(letter:byte() - 32) end))
end

-- A string that sorts as the codes do: letters before digits, nothing after everything.
local function sort_key(cell, width)
  if cell == "" then return "\xFF" end
  if not (width and width > 0) then return "\1" .. cell end
  return "\1" .. cell:gsub(".", function(c) return (c:find "%d" and "\2" or "\1") .. c end)
end

local Reader = {}
Reader.__index = Reader

local function new_reader(roles, options)
  return setmetatable({
    roles = roles, options = options, units = {}, unit_count = 0, rows = 0, integral = {},
    texts = by_rank(roles, { dimension = true, attribute = true }),
    measures = by_rank(roles, { measure = true }),
    year = column_of(roles, "year"), quarter = column_of(roles, "quarter"),
    last_day = column_of(roles, "last_day"),
  }, Reader)
end

function Reader:is_quarterly()
  return self.quarter ~= nil or self.last_day ~= nil
end

-- A number that goes up by one from period to period; nil and the column otherwise.
function Reader:period(row)
  local year, quarter = nil, nil
  if self.year then
    year = year_of(row[self.year])
    if not year then return nil, self.year end
  end
  if self.quarter then
    quarter = quarter_of(row[self.quarter])
    if not quarter then return nil, self.quarter end
  end
  if self.last_day then
    local day_year, day_quarter = last_day_of(row[self.last_day])
    if not day_year or (year or day_year) ~= day_year
      or (quarter or day_quarter) ~= day_quarter then
      return nil, self.last_day
    end
    year, quarter = day_year, day_quarter
  end
  return self:is_quarterly() and year * 4 + quarter - 1 or year
end

function Reader:is_placed(period)
  self.first = math.min(self.first or period, period)
  self.last = math.max(self.last or period, period)
  return self.last - self.first < self.options.max_periods
end

function Reader:values(row)
  local values = {}
  for _, m in ipairs(self.measures) do
    if row[m] ~= "" then
      values[m] = reference.number(row[m])
      if not values[m] then return nil, m end
      if not is_integer(values[m]) then self.integral[m] = false end
    end
  end
  return values
end

function Reader:bad_text(row)
  for _, role in ipairs { "ignored", "dimension", "attribute" } do
    for i, r in ipairs(self.roles) do
      if r.role == role and not is_text(row[i]) then return i end
    end
  end
end

-- What tells the row's unit from others: its codes, and a name where its code is empty.
function Reader:identity(texts)
  local parts = {}
  for _, i in ipairs(self.texts) do
    local role = self.roles[i]
    local counts = role.role == "dimension" or (role.of and texts[role.of] == "")
    parts[#parts + 1] = counts and ("%d:%s"):format(#texts[i], texts[i]) or "-"
  end
  return table.concat(parts, ";")
end

function Reader:add(row)
  local function bad(kind, column)
    return { kind = kind, line = row.line, column = column }
  end
  if #row ~= #self.roles then
    local empty = #row == 1 and row[1] == ""
    return bad("decode", empty and 1 or math.min(#row, #self.roles) + 1)
  end
  local period, at = self:period(row)
  if not period then return bad("decode", at) end
  if not self:is_placed(period) then return bad("limit", self.last_day or self.year) end
  local values, wrong = self:values(row)
  wrong = wrong or self:bad_text(row)
  if wrong then return bad("decode", wrong) end
  local texts = {}
  for _, i in ipairs(self.texts) do texts[i] = canonical(row[i], self.roles[i].width) end
  local id = self:identity(texts)
  if not self.units[id] then
    if self.unit_count == self.options.max_units then
      return bad("limit", self.texts[1] or 1)
    end
    if self.unit_count * #self.measures >= SERIES_A_UNIT * self.options.max_units then
      return bad("limit", self.measures[1])
    end
    self.unit_count = self.unit_count + 1
    self.units[id] = {}
  end
  table.insert(self.units[id], { period = period, texts = texts, values = values, line = row.line })
  self.rows = self.rows + 1
end

-- A text column that nobody knows.
local function is_unknown(role)
  return role.role == "attribute" and not role.of
end

function Reader:differ_in_an_unknown(a, b)
  for _, i in ipairs(self.texts) do
    if is_unknown(self.roles[i]) and a.texts[i] ~= b.texts[i] then return true end
  end
  return false
end

function Reader:first_unknown_that_varies()
  for _, i in ipairs(self.texts) do
    if is_unknown(self.roles[i]) and self:varies(i) then return i end
  end
end

function Reader:repeated()
  local worst
  for _, unit in pairs(self.units) do
    local seen = {}
    for _, row in ipairs(unit) do
      local before = seen[row.period]
      if before and not (worst and worst.line <= row.line) then
        local splitting = self:differ_in_an_unknown(before, row)
        worst = { kind = splitting and "schema" or "decode", line = row.line,
          column = splitting and self:first_unknown_that_varies() or self.last_day or self.year }
      end
      seen[row.period] = before or row
    end
  end
  return worst
end

function Reader:varies(column)
  for _, unit in pairs(self.units) do
    for _, row in ipairs(unit) do
      if row.texts[column] ~= unit[1].texts[column] then return true end
    end
  end
  return false
end

function Reader:columns()
  local columns = {}
  for i, role in ipairs(self.roles) do
    if is_unknown(role) then
      local filled, numeric = false, true
      for _, unit in pairs(self.units) do
        for _, row in ipairs(unit) do
          local cell = row.texts[i]
          if cell ~= "" then
            filled = true
            numeric = numeric and reference.number(cell) ~= nil
          end
        end
      end
      columns[i] = { filled = filled, numeric = filled and numeric, varies = self:varies(i) }
    end
  end
  return columns
end

-- Of each column the text of the latest period that has one.
local function latest_texts(unit)
  local texts, periods = {}, {}
  for _, row in ipairs(unit) do
    for i, text in pairs(row.texts) do
      texts[i] = texts[i] or ""
      if text ~= "" and (not periods[i] or row.period > periods[i]) then
        texts[i], periods[i] = text, row.period
      end
    end
  end
  return texts
end

function Reader:sorted_units()
  local list = {}
  for _, unit in pairs(self.units) do
    local texts, order = latest_texts(unit), {}
    for k, i in ipairs(self.texts) do order[k] = sort_key(texts[i], self.roles[i].width) end
    list[#list + 1] = { rows = unit, texts = texts, order = order }
  end
  table.sort(list, function(a, b)
    for k = 1, #a.order do
      if a.order[k] ~= b.order[k] then return bytes_before(a.order[k], b.order[k]) end
    end
    return false
  end)
  return list
end

function Reader:key(texts, names, columns)
  local key = {}
  for _, i in ipairs(self.texts) do
    if texts[i] ~= "" and not (columns[i] and columns[i].varies) then key[names[i]] = texts[i] end
  end
  return key
end

function Reader:tables(header)
  local names, periods, series, keys, columns = {}, {}, {}, {}, self:columns()
  for i, role in ipairs(self.roles) do names[i] = role.name or header[i] end
  for period = self.first or 0, self.last or -1 do
    periods[#periods + 1] = self:is_quarterly()
      and ("%d-Q%d"):format(period // 4, period % 4 + 1) or tostring(period)
  end
  local frequency = self:is_quarterly() and "quarter" or "year"
  for _, unit in ipairs(self:sorted_units()) do
    local key = self:key(unit.texts, names, columns)
    for name, value in pairs(key) do
      keys[name] = keys[name] or {}
      keys[name][value] = true
    end
    for _, m in ipairs(self.measures) do
      local values = {}
      for _, row in ipairs(unit.rows) do
        local value = row.values[m]
        if value and self.integral[m] ~= false then value = math.tointeger(value) end
        values[row.period - self.first + 1] = value
      end
      series[#series + 1] = { measure = names[m], frequency = frequency, key = key,
        periods = periods, values = values }
    end
  end
  return { frequency = frequency, periods = periods, series = series, keys = keys,
    rows = self.rows }
end

--- Decodes a whole body. `roles` is the list for `decoder:roles`, or a function from the header.
---@return table? result as decoder:finish() gives it
---@return table? err `kind line column cut`
---@return table? columns as decoder:columns() gives it
function reference.decode(body, roles, options)
  options = options or {}
  options = { delimiter = options.delimiter or ";", max_line = options.max_line or 1048576,
    max_units = options.max_units or 1000000, max_periods = options.max_periods or 2000 }
  local rows, err = reference.split(body, options.delimiter, options.max_line)
  local unended = rows[#rows] and not rows[#rows].ended and rows[#rows].line
  local function fail(e)
    e.cut = e.cut or (unended and e.line == unended) or nil
    return nil, e
  end
  if not rows[1] then return fail(err or { kind = "decode", line = 1, column = 1 }) end
  local header, wrong = read_header(rows[1])
  if not header then return fail(wrong) end
  if unended == 1 then return fail { kind = "incomplete", line = 1, column = 1 } end
  local reader = new_reader(type(roles) == "function" and roles(header) or roles, options)
  for i = 2, #rows do
    wrong = reader:add(rows[i])
    if wrong then return fail(wrong) end
  end
  wrong = err or reader:repeated()
  if wrong then return fail(wrong) end
  local result = reader:tables(header)
  result.complete = not unended
  return result, nil, reader:columns()
end

return reference
