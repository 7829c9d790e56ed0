--- One note in the place of many that name units: thousands of series may each have one.
local lazy = require "urssaf.base.lazy"
local sorting = require "urssaf.base.sorting"
local tables = require "urssaf.base.tables"

local caveats = lazy "urssaf.panel.caveats"
local period = lazy "urssaf.domain.period"
local series = lazy "urssaf.panel.series"
local small_bases = lazy "urssaf.panel.small_bases"
local unit_note = lazy "urssaf.panel.unit_note"
local unit_tally = lazy "urssaf.panel.unit_tally"

local joined_notes = {}

-- Which of two units is named first, by the kind of the note.
local BEFORE = {}

-- The larger part of its sum.
function BEFORE.perimeter(a, b) return (a.share or 0) > (b.share or 0) end

-- The later growth; of one period that from the smaller base.
function BEFORE.small_base(a, b)
  if a.period ~= b.period then return sorting.before(b.period, a.period) end
  return a.base < b.base
end

-- The first units in the order of the kind; equal ones stay in their order.
local function first_of(units, before)
  local few = {}
  for _, one in ipairs(units) do
    local i = #few + 1
    while i > 1 and before(one, few[i - 1]) do i = i - 1 end
    table.insert(few, i, one)
    few[unit_tally.FEW + 1] = nil
  end
  return few
end

-- So many periods in their order, those of a grid without sorting them: that would take most of the
-- time of notes on hundreds of series.
local function in_order(periods, count, grid)
  local list = {}
  for _, name in ipairs(grid) do
    if periods[name] then list[#list + 1] = name end
  end
  return #list == count and list or sorting.keys(periods)
end

-- The periods of some notes, as a set, and how many there are.
local function periods_of(notes)
  local periods, count = {}, 0
  for _, note in ipairs(notes) do
    for _, name in ipairs(note.periods) do
      if not periods[name] then periods[name], count = true, count + 1 end
    end
  end
  return periods, count
end

local MADE_BY = { small_base = small_bases.note,
  perimeter = function(fields) return unit_note("perimeter", fields) end }

local function joined(notes, grid)
  if #notes == 1 then return notes[1].message and notes[1] or MADE_BY[notes[1].kind](notes[1]) end
  local units, count = {}, 0
  for _, note in ipairs(notes) do
    tables.append(units, note.units)
    count = count + #note.units + note.more
  end
  local periods, size = periods_of(notes)
  local few = first_of(units, BEFORE[notes[1].kind])
  return MADE_BY[notes[1].kind](tables.merge(notes[1], { units = few, more = count - #few,
    periods = in_order(periods, size, grid) }))
end

--- A list of notes, in which there is one for each kind and measure in the place of those that name
-- units.
---@param notes urssaf.Note[]
---@param grid string[] the periods of the series that they are on
---@return urssaf.Note[]
function joined_notes.of(notes, grid)
  local list, place = {}, {}
  for _, note in ipairs(notes) do
    local id = BEFORE[note.kind] and note.kind .. "\n" .. note.measure
    if not id then
      list[#list + 1] = { note }
    elseif place[id] then
      table.insert(place[id], note)
    else
      place[id] = { note }
      list[#list + 1] = place[id]
    end
  end
  return tables.map(list, function(some) return joined(some, grid) end)
end

local function is_joined(note) return BEFORE[note.kind] ~= nil end

-- The notes of series that name units, one for each kind and measure.
local function of_series(list)
  local notes, seen = {}, {}
  for _, s in ipairs(list) do
    local small_base = s.small_base
    if small_base then notes[#notes + 1] = small_base end
    if s.notes and not seen[s.notes] then -- the series of a measure mostly share theirs
      seen[s.notes] = true
      tables.append(notes, tables.filter(s.notes, is_joined))
    end
  end
  return joined_notes.of(tables.unique(notes), list[1] and list[1].periods or {})
end

--- A list of notes with those of series in the place of those that are joined.
---@param notes urssaf.Note[]
---@param list urssaf.Series[]
---@return urssaf.Note[]
function joined_notes.with_series(notes, list)
  local others = tables.filter(notes, function(note) return not is_joined(note) end)
  return tables.append(others, of_series(list))
end

--- The notes that concern some series at a period, or at one of two: those that name units say what
-- is true of these periods alone.
---@param notes urssaf.Note[]
---@param list urssaf.Series[]
---@param when string
---@param also string?
---@return urssaf.Note[]
function joined_notes.at(notes, list, when, also)
  local function is_wanted(name) return name == when or name == also end
  local kept, own = caveats.at(notes, list, when, also), {}
  if not tables.find(kept, is_joined) then return kept end
  for _, s in ipairs(list) do
    own[#own + 1] = s.small_base and small_bases.within(s.small_base, is_wanted)
    tables.append(own, caveats.at(tables.filter(s.notes or {}, is_joined), { s }, when, also))
  end
  if #own == 0 then return kept end -- as of what was read from a file
  local others = tables.filter(kept, function(note) return not is_joined(note) end)
  return tables.append(others, joined_notes.of(tables.unique(own), list[1].periods))
end

-- Whether a series of the note's measures has marks of filled cells, or lacks a value.
local STILL = {}

function STILL.filled(s) return s.filled ~= nil and next(s.filled) ~= nil end

-- A series without a value, or with none before a gap, has no start that tells: there the positions
-- of the note's periods count.
function STILL.gap(s, positions)
  for i = series.start(s), series.stop(s) do
    if s.values[i] == nil then return true end
  end
  for _, i in ipairs(positions) do
    if s.values[i] == nil then return true end
  end
  return false
end

STILL.ended = STILL.gap

function STILL.partial(s)
  return tables.find(s.absent or {}, function(absent) return absent ~= "" end) ~= nil
end

-- The positions on the grid of a series that a note's periods overlap.
local function positions_of(note, s)
  local positions, size = {}, s and #s.periods or 0
  local before = size > 0 and period.ordinal(s.periods[1], s.frequency) - 1
  for _, name in ipairs(before and note.periods or {}) do
    local first, last = period.overlap(name, s.frequency)
    for i = math.max(first - before, 1), math.min(last - before, size) do
      positions[#positions + 1] = i
    end
  end
  return positions
end

local function concerns(note, list)
  local holds = note.units and STILL[note.kind]
  local positions = holds and positions_of(note, list[1])
  return not holds or tables.find(list, function(s)
    return (not note.measure or note.measure == s.measure) and holds(s, positions)
  end) ~= nil
end

--- A list of notes without those that say of sums and filled cells what is true of no series of
-- some: they lack no value, or no unit, and none of their values stands for an empty cell.
---@param notes urssaf.Note[]
---@param list urssaf.Series[]
---@return urssaf.Note[]
function joined_notes.still(notes, list)
  return tables.filter(notes, function(note) return concerns(note, list) end)
end

-- Adds the marks of a series to a tally.
local function add_marks(tally, s)
  local at = {}
  for i = 1, #s.periods do at[i] = s.filled[i] or nil end
  tally:add({ key = s.key }, s.measure, at)
end

-- A note on filled cells that tells of those of some series alone, where the series are those that
-- were filled, and not made of them.
local function counted_anew(note, list)
  local marked = tables.filter(list, function(s)
    return s.measure == note.measure and STILL.filled(s)
  end)
  local is_made = tables.find(marked, function(s)
    return s.parts or s.expected or s.span or s.transform
  end)
  if note.kind ~= "filled" or is_made or not marked[1] then return note end
  local tally = unit_tally.new(marked[1].periods, marked[1].frequency)
  for _, s in ipairs(marked) do add_marks(tally, s) end
  if tally.cells == note.cells then return note end
  return unit_note("filled", tables.merge(tally:fields(),
    { value = note.value, cells = tally.cells, empty = note.empty }))
end

--- The notes that name units, as far as they concern some series: in the place of those on growth,
-- the series' own ones, joined; those on filled cells tell of the cells of these series alone.
---@param notes urssaf.Note[]
---@param list urssaf.Series[]
---@return urssaf.Note[]
function joined_notes.concerning(notes, list)
  if not tables.find(notes, function(note) return note.units end) then return notes end
  local kept = joined_notes.still(notes, list)
  return joined_notes.with_series(tables.map(kept, function(note)
    return counted_anew(note, list)
  end), list)
end

return joined_notes
