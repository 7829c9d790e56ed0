-- All cells of a dataset or a panel, { "unit measure period" = value }, for comparisons.
local all_cells = {}

-- The position of a value in a list; nil if it is not there.
function all_cells.index_of(list, wanted)
  for i, value in ipairs(list) do
    if value == wanted then return i end
  end
end

-- What identifies a unit, in the sample and in a panel.
local function identity(unit, names)
  local parts = {}
  for i, name in ipairs(names) do parts[i] = unit[name] or "-" end
  return table.concat(parts, "|")
end

-- The cells of the generator, and how many there are with the missing ones.
function all_cells.expected(data, names)
  local found, count = {}, 0
  for u, unit in ipairs(data.units) do
    for _, measure in ipairs(data.measures) do
      for p, period in ipairs(data.periods) do
        found[table.concat({ identity(unit, names), measure, period }, " ")] =
          data:value(u, measure, p)
        count = count + 1
      end
    end
  end
  return found, count
end

function all_cells.of_panel(panel, names)
  local found, count = {}, 0
  for period, key, measure, value in panel:rows() do
    found[table.concat({ identity(key, names), measure, period }, " ")] = value
    count = count + 1
  end
  return found, count
end

return all_cells
