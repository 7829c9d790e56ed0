--- A panel as a table of rows and columns.
local errors = require "urssaf.base.errors"
local names = require "urssaf.base.names"
local options = require "urssaf.domain.options"
local printed = require "urssaf.domain.printed"
local pseudo_units = require "urssaf.domain.pseudo_units"
local selection = require "urssaf.panel.selection"
local tables = require "urssaf.base.tables"
local unit = require "urssaf.domain.unit"

local wide = {}

-- A series as messages name it.
local function titled(s)
  return ("%s (%s)"):format(s.measure, unit.name(s.key))
end

-- The options of a wide table: its axes and its measures.
wide.OPTIONS = { rows = options.checks.text, columns = options.checks.text,
  measure = options.checks.name_or_names }

local WITH_RECORDS = tables.merge(wide.OPTIONS, { records = options.checks.flag })

-- ------------------------------------------------------------------ axes

local NONE = "(none)"

-- The name of a pseudo-unit beside its code, which it may share with others.
local function name_beside(s, axis)
  local name = s.key[axis:match("^code_(.+)$")]
  return name and pseudo_units.is_marked(name) and name or nil
end

-- The place of a series on an axis: a field of its key, the value of the field, and the name that
-- tells it from others with this code, if need be. If the key has no such field, a name stands in
-- for its code and a code for its name; without either the value is "(none)".
local function place_on(s, axis)
  if axis == "measure" then return axis, s.measure end
  local companion = axis:match("^code_(.+)$") or "code_" .. axis
  if s.key[axis] ~= nil then return axis, s.key[axis], name_beside(s, axis) end
  if s.key[companion] ~= nil then return companion, s.key[companion] end
  return "no " .. axis, NONE
end

local function place_id(field, value, beside)
  return table.concat({ field, value, beside }, "\0")
end

-- An axis has a name, labels, and the position of each series; on the axis of periods, series have
-- no position.
local function period_axis(panel)
  return { name = "period", labels = panel.periods, position = {} }
end

-- The labels of an axis, no two the same: a label that is taken gets the name of its field added.
-- Labels from the axis's own field come first, so that they stay as they are.
local function label_places(places, axis, taken)
  local labels = {}
  for _, by_axis in ipairs { true, false } do
    for i, place in ipairs(places) do
      local label = place.name
      if (place.field == axis) == by_axis then
        while taken[label] do label = label .. " (" .. place.field .. ")" end
        labels[i], taken[label] = label, true
      end
    end
  end
  return labels
end

-- Pseudo-units that share a code have their names added to it: "99 (_calage_)".
local function name_those_with_one_code(places)
  local count = {}
  for _, place in ipairs(places) do
    if place.beside then count[place.name] = (count[place.name] or 0) + 1 end
  end
  for _, place in ipairs(places) do
    if place.beside and count[place.name] > 1 then
      place.name = ("%s (%s)"):format(place.name, place.beside)
    end
  end
end

local function new_axis(panel, list, name, taken)
  if name == "period" then return period_axis(panel) end
  local places, known, position = {}, {}, {}
  for _, s in ipairs(list) do
    local field, value, beside = place_on(s, name)
    local id = place_id(field, value, beside)
    if not known[id] then
      places[#places + 1] = { field = field, name = value, beside = beside }
      known[id] = #places
    end
    position[s] = known[id]
  end
  name_those_with_one_code(places)
  return { name = name, labels = label_places(places, name, taken), position = position }
end

local function is_key(name)
  return name ~= "period" and name ~= "measure"
end

local function has_place_on(list, axis)
  return #list == 0 or tables.find(list, function(s)
    local _, name = place_on(s, axis)
    return name ~= NONE
  end)
end

local WITHOUT_KEYS = { in_lua = ", so take \"measure\"" }

local function check_axis(panel, list, option, name)
  if name == nil or not is_key(name) then return end
  selection.check_key(panel, name, { "period", "measure" })
  if not has_place_on(list, name) then
    local own = unit.key_names(panel.series)
    errors.misuse("%s: no series has the key '%s'; they have: %s", { option = option }, name,
      own[1] and names.listed(own) or "none", own[1] and {} or WITHOUT_KEYS)
  end
end

local function tells_apart(list, axis)
  local seen = {}
  for _, s in ipairs(list) do
    local id = place_id(place_on(s, axis))
    if seen[id] then return false end
    seen[id] = true
  end
  return true
end

-- The default axis beside the periods: the finest key, codes first, on which each series has a
-- place of its own; "measure" if there is no such key, as in a panel of one unit.
local function finest(list, option)
  local axes = tables.append(unit.key_names(list), { "measure" })
  local axis = tables.find(axes, function(name) return tells_apart(list, name) end)
  if axis then return axis end
  errors.misuse("no key alone tells the %d series apart, such as %s and %s", #list, titled(list[1]),
    titled(list[2]), { about = "no_key_alone", in_lua = (": say measure = \"%s\", or %s, and filter"
      .. " or aggregate the panel first"):format(list[1].measure, option) })
end

local function axis_names(panel, list, given)
  check_axis(panel, list, "rows", given.rows)
  check_axis(panel, list, "columns", given.columns)
  local rows, columns = given.rows, given.columns
  if not rows then rows = columns == "period" and finest(list, "rows") or "period" end
  if not columns then columns = rows == "period" and finest(list, "columns") or "period" end
  if rows == columns then errors.misuse("rows and columns are both \"%s\"", rows) end
  return rows, columns
end

-- ------------------------------------------------------------------ the table

local function differences(a, b)
  return tables.filter(unit.key_names { a, b }, function(name)
    return a.key[name] ~= b.key[name]
  end)
end

local function key_remedy(finer, rows, columns)
  local by = is_key(columns) and columns or is_key(rows) and rows
  if not by then
    return { about = "several_units", finer = finer,
      in_lua = ("filter the panel to one unit, or say columns = \"%s\""):format(finer) }
  end
  return { about = "several_units_of_key", finer = finer, by = by,
    in_lua = ("aggregate { by = \"%s\" } adds them up, %s = \"%s\" tells them apart, filter"
      .. " chooses"):format(by, is_key(columns) and "columns" or "rows", finer) }
end

local function measure_remedy(measure)
  return { about = "several_measures", one = measure,
    in_lua = ("say measure = \"%s\", or columns = \"measure\""):format(measure) }
end

local CHOOSE = { about = "choose_one", in_lua = "filter the panel to one of them" }

-- The remedies as the fields of one mistake.
local function joined(remedies)
  local all = { about = tables.map(remedies, function(one) return one.about end) }
  for _, one in ipairs(remedies) do
    all.finer, all.by, all.one = one.finer or all.finer, one.by or all.by, one.one or all.one
  end
  all.in_lua = ": " .. table.concat(tables.map(remedies, function(one) return one.in_lua end), "; ")
  return all
end

-- Raises if two series fall on one cell, since one of them would be lost silently.
local function refuse_overlap(a, b, rows, columns)
  if rows ~= "period" and columns ~= "period" then
    errors.misuse("several periods fall on one cell of %s and %s", rows, columns,
      { about = "several_periods",
        in_lua = ": filter the panel to one (from, to), or say rows = \"period\"" })
  end
  local different, remedies = differences(a, b), {}
  if a.measure ~= b.measure then remedies[1] = measure_remedy(a.measure) end
  if different[1] then remedies[#remedies + 1] = key_remedy(different[1], rows, columns) end
  if a.measure ~= b.measure then different[#different + 1] = "measure" end
  errors.misuse("two series fall on one cell, %s and %s; they differ in %s", titled(a),
    titled(b), different[1] and names.listed(different) or "nothing",
    joined(remedies[1] and remedies or { CHOOSE }))
end

local function fill(panel, list, rows, columns)
  local table_rows, owners = {}, {}
  for r, label in ipairs(rows.labels) do table_rows[r], owners[r] = { label }, {} end
  for _, s in ipairs(list) do
    for i = 1, #panel.periods do
      local r, c = rows.position[s] or i, columns.position[s] or i
      if owners[r][c] then refuse_overlap(owners[r][c], s, rows.name, columns.name) end
      owners[r][c] = s
      table_rows[r][c + 1] = s.values[i]
    end
  end
  return table_rows, owners
end

--- The table for options already checked; see wide.make.
---@param panel urssaf.Panel
---@param given urssaf.WideOptions
---@param taken table<string, true>? names that no column may have
---@return urssaf.Wide
---@return { name: string, labels: string[], position: table<urssaf.Series, integer> } rows
---@return { name: string, labels: string[], position: table<urssaf.Series, integer> } columns
---@return table<integer, urssaf.Series>[] owners for each row the series of its cells, by column
function wide.of(panel, given, taken)
  local list = selection.of_measures(panel, given.measure)
  local row_name, column_name = axis_names(panel, list, given)
  local rows = new_axis(panel, list, row_name, {})
  local columns = new_axis(panel, list, column_name, tables.merge(taken, { [row_name] = true }))
  local header = tables.append({ row_name }, columns.labels)
  local table_rows, owners = fill(panel, list, rows, columns)
  return { header = header, rows = table_rows }, rows, columns, owners
end

local WIDE = { __tostring = function(made)
  return ("%d rows of %d columns: %s"):format(#made.rows, #made.header,
    names.listed(made.header, 5))
end }

-- A row by the names of its columns.
local function record_of(row, header)
  local record = {}
  for c, name in ipairs(header) do record[name] = row[c] end
  return record
end

--- The panel as a table of rows and columns: `{ header = { "period", "01", "02", … }, rows =
-- { { "2009-Q1", 1203, nil, … }, … } }`. A missing value is nil, so a row has holes: walk it with
-- `for c = 1, #header`; JSON encoders refuse or shorten such rows. With `records` a row is a table
-- by column names, `{ period = "2009-Q1", ["01"] = 1203 }`, which they take. Both axes keep the
-- panel's own order.
--
-- `rows` (by default "period") and `columns` are each "period", "measure" or the name of a key.
-- `columns` is by default the finest key on which each series has a column of its own, codes first,
-- or "measure" if the panel has one unit. `measure` (a name or a list) selects measures.
--
-- A unit without the key is not lost: its label is the name instead of the code (`departement`
-- for `code_departement`) or the code instead of the name, else "(none)". If another column has
-- that label already, the name of the field is added: "01 (departement)".
--
-- Raises if two series, or two periods, would fall on one cell, with advice on what to do; and on
-- unknown keys, measures and options, with the nearest name.
---@param panel urssaf.Panel
---@param given urssaf.WideTableOptions?
---@return urssaf.Wide
function wide.make(panel, given)
  given = options.check(given, WITH_RECORDS)
  local made = wide.of(panel, given)
  if given.records then
    made.rows = tables.map(made.rows, function(row) return record_of(row, made.header) end)
  end
  return setmetatable(made, WIDE)
end

local RECORDS = { __tostring = function(made) return ("%d records"):format(#made.rows) end }

-- Puts the cells of a series with a value behind the first `count` records; returns how many there
-- are then. There are many: they share a metatable, and are counted here, since `#rows` would cost
-- more than that metatable.
local function add_records(rows, count, s)
  local set, RECORD = setmetatable, printed.RECORD
  local key, measure, values = s.key, s.measure, s.values
  for i, period in ipairs(s.periods) do
    local value = values[i]
    if value ~= nil then
      count = count + 1
      rows[count] = set({ period = period, key = key, measure = measure, value = value }, RECORD)
    end
  end
  return count
end

--- Each cell with a value as a record: `{ rows = { { period =, key =, measure =, value = }, … },
-- notes = … }`.
---@param panel urssaf.Panel
---@param given urssaf.RecordsOptions?
---@return urssaf.Records
function wide.records(panel, given)
  given = options.check(given, { measure = options.checks.name_or_names })
  local rows, count = {}, 0
  for _, s in ipairs(selection.of_measures(panel, given.measure)) do
    count = add_records(rows, count, s)
  end
  return setmetatable({ rows = rows, notes = panel.notes }, RECORDS)
end

return wide
