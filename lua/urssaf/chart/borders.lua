--- Borders with fewer points: what is smaller than a reader can see is left out.
--
-- Neighbours share a border, and go on sharing it. Rings are cut where more than two borders meet;
-- the pieces between, arcs, are simplified each by itself (Visvalingam and Whyatt, 1993: the point
-- goes first that spans the smallest triangle with its neighbours), and in one direction whichever
-- ring they are part of: the same arc gives the same points. It takes n log n steps for n points.
--
-- Points lie on a grid, so that those of two neighbours that should be equal are: a point is the
-- number `x * 2^16 + y` of whole coordinates from 0 to 2^16 - 1.
local borders = {}

local SIDE = 65536

--- The point of whole coordinates.
---@param x integer from 0 to 65535
---@param y integer
---@return number point
function borders.point(x, y)
  return x * SIDE + y
end

--- The coordinates of a point.
---@param point number
---@return integer x
---@return integer y
function borders.coordinates(point)
  local y = point % SIDE
  return (point - y) / SIDE, y
end

-- ------------------------------------------------------------------ junctions

-- The neighbours of the i-th point of a ring.
local function neighbours(ring, i)
  local size = #ring
  return ring[i > 1 and i - 1 or size], ring[i < size and i + 1 or 1]
end

-- The points at which not all borders that pass have the same way on, as a set.
local function junctions_of(rings)
  local before, after, junctions = {}, {}, {}
  for _, ring in ipairs(rings) do
    for i, point in ipairs(ring) do
      local a, b = neighbours(ring, i)
      local known = before[point]
      if known == nil then
        before[point], after[point] = a, b
      elseif not (a == known and b == after[point] or a == after[point] and b == known) then
        junctions[point] = true
      end
    end
  end
  return junctions
end

-- ------------------------------------------------------------------ one arc

-- Whether a list of points reads later backwards than forwards, at the first difference.
local function is_reversed(arc)
  local size = #arc
  for i = 1, size do
    local forward, backward = arc[i], arc[size + 1 - i]
    if forward ~= backward then return forward > backward end
  end
  return false
end

local function reversed(arc)
  local made, size = {}, #arc
  for i = 1, size do made[i] = arc[size + 1 - i] end
  return made
end

-- Twice the area of the triangle of three points.
local function doubled_area(a, b, c)
  local ax, ay = borders.coordinates(a)
  local bx, by = borders.coordinates(b)
  local cx, cy = borders.coordinates(c)
  return math.abs((bx - ax) * (cy - ay) - (cx - ax) * (by - ay))
end

-- A heap of positions, the one with the smallest area on top; of equal areas the first position.
local Heap = {}
Heap.__index = Heap

local function is_above(heap, a, b)
  local x, y = heap.area[a], heap.area[b]
  return x < y or x == y and a < b
end

local function put(heap, place, i)
  heap[place], heap.place[i] = i, place
end

local function rise(heap, place)
  local i = heap[place]
  while place > 1 do
    local parent = (place - place % 2) / 2
    if not is_above(heap, i, heap[parent]) then break end
    put(heap, place, heap[parent])
    place = parent
  end
  put(heap, place, i)
end

local function sink(heap, place)
  local i, size = heap[place], heap.size
  while 2 * place <= size do
    local child = 2 * place
    if child < size and is_above(heap, heap[child + 1], heap[child]) then child = child + 1 end
    if not is_above(heap, heap[child], i) then break end
    put(heap, place, heap[child])
    place = child
  end
  put(heap, place, i)
end

function Heap:pop()
  local top = self[1]
  put(self, 1, self[self.size])
  self[self.size], self.size = nil, self.size - 1
  if self.size > 0 then sink(self, 1) end
  return top
end

function Heap:change(i, area)
  self.area[i] = area
  rise(self, self.place[i])
  sink(self, self.place[i])
end

-- The inner points of an arc, by the areas that they span.
local function heap_of(arc)
  local heap = setmetatable({ area = {}, place = {}, size = #arc - 2 }, Heap)
  for i = 2, #arc - 1 do
    heap.area[i] = doubled_area(arc[i - 1], arc[i], arc[i + 1])
    put(heap, i - 1, i)
  end
  for place = heap.size, 1, -1 do sink(heap, place) end
  return heap
end

-- The points of an arc that are left: its ends, `least` inner ones, and those that span at least
-- `doubled`.
local function thinned(arc, doubled, least)
  local heap, before, after, gone = heap_of(arc), {}, {}, {}
  for i = 1, #arc do before[i], after[i] = i - 1, i + 1 end
  while heap.size > least and heap.area[heap[1]] < doubled do
    local i = heap:pop()
    local area, a, b = heap.area[i], before[i], after[i]
    gone[i], after[a], before[b] = true, b, a
    for _, one in ipairs { a, b } do
      if one > 1 and one < #arc then
        -- never less than what went before: else a point could go before a smaller one
        heap:change(one, math.max(area,
          doubled_area(arc[before[one]], arc[one], arc[after[one]])))
      end
    end
  end
  local left = {}
  for i = 1, #arc do
    if not gone[i] then left[#left + 1] = arc[i] end
  end
  return left
end

local function simplified_arc(arc, doubled, least)
  if not is_reversed(arc) then return thinned(arc, doubled, least) end
  return reversed(thinned(reversed(arc), doubled, least))
end

-- ------------------------------------------------------------------ rings

-- Where to begin a ring: at a junction; where there is none, at its smallest point.
local function beginning_of(ring, junctions)
  local first = 1
  for i, point in ipairs(ring) do
    if junctions[point] then return i end
    if point < ring[first] then first = i end
  end
  return first
end

-- The arcs of a ring, each with both its ends.
local function arcs_of(ring, junctions)
  local first, size = beginning_of(ring, junctions), #ring
  local arc, arcs = { ring[first] }, {}
  for k = 1, size do
    local point = ring[(first + k - 1) % size + 1]
    arc[#arc + 1] = point
    if junctions[point] or k == size then
      arcs[#arcs + 1] = arc
      arc = { point }
    end
  end
  return arcs
end

-- An arc that is a whole ring keeps two inner points, so that it stays a triangle.
local function simplified_ring(ring, junctions, doubled)
  local made, arcs = {}, arcs_of(ring, junctions)
  for _, arc in ipairs(arcs) do
    local left = simplified_arc(arc, doubled, #arcs == 1 and 2 or 0)
    for i = 1, #left - 1 do made[#made + 1] = left[i] end
  end
  return #made > 2 and made or nil
end

-- A ring without points that repeat the one before.
local function without_repeats(ring)
  local made = {}
  for _, point in ipairs(ring) do
    if point ~= made[#made] then made[#made + 1] = point end
  end
  while #made > 1 and made[#made] == made[1] do made[#made] = nil end
  return made
end

--- Rings with fewer points, in the order of the list; false for one of which no area is left.
---@param rings number[][] each a list of points, without the closing one
---@param area number what a point has to span with its neighbours to stay, in squares of the grid
---@return (number[]|false)[]
function borders.simplified(rings, area)
  local plain = {}
  for i, ring in ipairs(rings) do plain[i] = without_repeats(ring) end
  local junctions, made = junctions_of(plain), {}
  for i, ring in ipairs(plain) do
    made[i] = #ring > 2 and simplified_ring(ring, junctions, 2 * area) or false
  end
  return made
end

-- ------------------------------------------------------------------ one place of several

-- The edges that are there an odd number of times, both ways: `edges[a][b]`.
local function odd_edges(rings)
  local edges = {}
  local function flip(a, b)
    edges[a] = edges[a] or {}
    edges[a][b] = not edges[a][b] or nil
  end
  for _, ring in ipairs(rings) do
    for i, point in ipairs(ring) do
      local _, after = neighbours(ring, i)
      flip(point, after)
      flip(after, point)
    end
  end
  return edges
end

-- The points that a point has edges to, the smallest first: a map is the same on every Lua.
local function ends_of(edges, point)
  local list = {}
  for other in pairs(edges[point]) do list[#list + 1] = other end
  table.sort(list)
  return list
end

-- A function that takes an edge from a point and returns its other end: of several the first.
local function taker(edges)
  local ends, taken = {}, {}
  return function(point)
    if not ends[point] then
      ends[point], taken[point] = ends_of(edges, point), 0
    end
    local other
    repeat
      taken[point] = taken[point] + 1
      other = ends[point][taken[point]]
    until edges[point][other]
    edges[point][other], edges[other][point] = nil, nil
    return other
  end
end

--- The outline of a place that is made of several, such as a region of départements: their rings
-- without the borders between them. The same area, where rings that lie in each other alternate.
---@param rings number[][]
---@return number[][]
function borders.dissolved(rings)
  local edges, made = odd_edges(rings), {}
  local take = taker(edges)
  for _, ring in ipairs(rings) do
    for _, first in ipairs(ring) do
      while next(edges[first]) do
        local outline, point = {}, first
        repeat
          outline[#outline + 1] = point
          point = take(point)
        until point == first
        made[#made + 1] = outline
      end
    end
  end
  return made
end

return borders
