-- The units of a dataset, all combinations of the entries of its dimensions, and the periods in
-- which each has rows. They are numbered, not listed: a dataset of 300 000 rows holds some numbers
-- for each unit and no row.
--
--   units.count
--   units:entry(u, k)        the entry of dimension k to which unit u belongs
--   units:share(u)           its share of the country, by the entries' weights
--   units:role(u)            "remainder", "adjustment" or "place"
--   units:rows()             how many rows there are; in the order of units, then periods
--   units:locate(i)          unit and period of row i
--   units:row(u, p)          the row of a unit and a period, or nil
--   units:until_period(p)    a copy without what comes later

local lua = require "spec.support.lua"

local Units = {}
Units.__index = Units

local units = {}

-- The last dimension changes fastest.
local function steps_of(dimensions)
  local steps, step = {}, 1
  for k = #dimensions, 1, -1 do
    steps[k], step = step, step * #dimensions[k]
  end
  return steps, step
end

local function total_weight(dimensions)
  local total = 1
  for _, dimension in ipairs(dimensions) do
    local sum = 0
    for _, entry in ipairs(dimension) do sum = sum + entry.weight end
    total = total * sum
  end
  return total
end

function Units:entry(u, k)
  local dimension = self.dimensions[k]
  return dimension[math.floor((u - 1) / self.steps[k]) % #dimension + 1]
end

local function weigh(self, u)
  local weight = 1
  for k = 1, #self.dimensions do weight = weight * self:entry(u, k).weight end
  return weight / self.total_weight
end

function Units:share(u)
  self.shares[u] = self.shares[u] or weigh(self, u)
  return self.shares[u]
end

local function find_role(self, u)
  local found = "place"
  for k = 1, #self.dimensions do
    local role = self:entry(u, k).role
    if role == "adjustment" then return role end
    found = role or found
  end
  return found
end

function Units:role(u)
  self.roles[u] = self.roles[u] or find_role(self, u)
  return self.roles[u]
end

-- How many of the periods a unit has before it ends.
local function periods_until_end(self, u, periods)
  local ends
  for k = 1, #self.dimensions do ends = ends or self:entry(u, k).ends end
  local count = #periods
  while ends and count > 0 and tonumber(periods[count]:sub(1, 4)) > ends do count = count - 1 end
  return count
end

-- Units that begin later make up for the rows that are too many: some, far apart in the order, miss
-- up to half of their periods. Where there is one period alone, they are not there at all.
local function let_begin_later(self, too_many, most)
  assert(too_many >= 0, "a dataset has fewer rows than it should have")
  local u = 1
  for _ = 1, self.count do
    local fewer = math.min(too_many, most, self.last[u])
    self.first[u], too_many = fewer + 1, too_many - fewer
    u = (u + self.stride - 1) % self.count + 1
  end
  assert(too_many == 0, "a dataset has far more rows than it should have")
end

local function number_rows(self)
  local before = 0
  for u = 1, self.count do
    self.before[u] = before
    before = before + self.last[u] - self.first[u] + 1
  end
end

-- A prime that divides no number of units here, so that its multiples reach every unit.
local STRIDE = 7919

function units.new(dimensions, periods, rows)
  local steps, count = steps_of(dimensions)
  local self = setmetatable({ dimensions = dimensions, steps = steps, count = count,
    total_weight = total_weight(dimensions), stride = STRIDE, first = {}, last = {}, before = {},
    shares = {}, roles = {} }, Units)
  local all = 0
  for u = 1, count do
    self.first[u], self.last[u] = 1, periods_until_end(self, u, periods)
    all = all + self.last[u]
  end
  let_begin_later(self, all - rows, math.max(1, math.floor(#periods / 2)))
  number_rows(self)
  return self
end

-- The number of all rows.
function Units:rows()
  return self.before[self.count] + self.last[self.count] - self.first[self.count] + 1
end

-- The same units without what comes after a period.
function Units:until_period(p)
  local copy = setmetatable(lua.merged(self, { last = {}, before = {} }), Units)
  for u = 1, self.count do
    copy.last[u] = math.max(math.min(self.last[u], p), self.first[u] - 1)
  end
  number_rows(copy)
  return copy
end

-- The last unit that has fewer than i rows before it.
function Units:locate(i)
  local low, high = 1, self.count
  while low < high do
    local middle = math.ceil((low + high) / 2)
    if self.before[middle] < i then low = middle else high = middle - 1 end
  end
  return low, self.first[low] + i - self.before[low] - 1
end

function Units:row(u, p)
  if p < self.first[u] or p > self.last[u] then return nil end
  return self.before[u] + p - self.first[u] + 1
end

return units
