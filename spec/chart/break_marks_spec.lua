-- The badges above the marks of breaks and estimates.
local break_marks = require "urssaf.chart.break_marks"
local canvases = require "urssaf.chart.canvas"

local function x(i) return i end

-- Marks at these coordinates, with these numbers.
local function marks_of(list)
  local marks = {}
  for i, one in ipairs(list) do marks[i] = { at = one[1], number = one[2] } end
  return marks
end

-- Where the badges stand, with their numbers, and the tops of the lines down from them.
local function drawn(list)
  local svg = break_marks.draw(canvases.new { id = "a" }, marks_of(list), x, 0, 100)
  local badges, tops = {}, {}
  for at, y, number in svg:gmatch 'cx="([%d.]+)" cy="([%d.]+)" r="7"/><text [^>]*>(%d)<' do
    badges[#badges + 1] = { tonumber(at), tonumber(y), tonumber(number) }
  end
  for at, top in svg:gmatch '<line [^>]*x1="([%d.]+)" x2="%1" y1="([%d.]+)" y2="100"' do
    tops[#tops + 1] = { tonumber(at), tonumber(top) }
  end
  return badges, tops, svg
end

describe("badges of breaks", function()
  it("stand above their lines, in a row as long as they do not overlap", function()
    local badges, tops = drawn { { 10, 1 }, { 25, 2 } }
    assert.are.same({ { 10, 7, 1 }, { 25, 7, 2 } }, badges)
    assert.are.same({ { 10, 14 }, { 25, 14 } }, tops)
    assert.are.equal(16, break_marks.height(marks_of { { 10, 1 }, { 25, 2 } }, x))
  end)

  it("go into another row where they would overlap", function()
    local badges, tops = drawn { { 10, 1 }, { 24, 2 }, { 38, 3 } }
    assert.are.same({ { 10, 7, 1 }, { 24, 23, 2 }, { 38, 7, 3 } }, badges)
    assert.are.same({ { 10, 14 }, { 24, 30 }, { 38, 14 } }, tops)
    assert.are.equal(32, break_marks.height(marks_of { { 10, 1 }, { 24, 2 } }, x))
  end)

  it("are one for marks of one number side by side, joined by a line", function()
    local badges, tops, svg = drawn { { 10, 1 }, { 40, 2 }, { 48, 2 }, { 56, 2 } }
    assert.are.same({ { 10, 7, 1 }, { 48, 7, 2 } }, badges)
    assert.are.same({ { 10, 14 }, { 40, 14 }, { 48, 14 }, { 56, 14 } }, tops)
    assert.matches('x1="40" x2="56" y1="14" y2="14"', svg, 1, true)
    assert.are.same({ { 10, 7, 1 }, { 25, 7, 1 } }, (drawn { { 10, 1 }, { 25, 1 } }))
  end)

  it("need no room where there is no mark", function()
    assert.are.equal(0, break_marks.height({}, x))
  end)
end)
