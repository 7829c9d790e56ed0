-- One of the 83 datasets: identifier, fields, `count` rows, and cell(i, name) and row(i), as in
-- standin/dataset.lua. Its units are made at the first cell, and each cell when it is asked for;
-- until then it knows its columns and the number of its rows alone.

local figures = require "spec.support.standin.catalogue.figures"
local grids = require "spec.support.standin.catalogue.grids"
local grown = require "spec.support.standin.catalogue.grown"
local lua = require "spec.support.lua"
local periods = require "spec.support.standin.catalogue.periods"
local standin_dataset = require "spec.support.standin.dataset"
local units = require "spec.support.standin.catalogue.units"

-- ---------------------------------------------------------------- what is known at once

local ANNOTATIONS = { annee = { facet = true, timeserie_precision = "year" } }

local function fields_of(schema)
  local fields = {}
  for k, column in ipairs(schema.columns) do
    local is_text = column.type == "text"
    local annotations = ANNOTATIONS[column.name]
      or column.type == "date" and { timeserie_precision = "day" } or { facet = is_text or nil }
    fields[k] = standin_dataset.field(column.name, column.type, column.label, nil, annotations)
  end
  return fields
end

local THEMES = {
  { "^auto%-entrepreneurs", "Auto-entrepreneurs" },
  { "^travailleurs", "Travailleurs indépendants" },
  { "^les%-revenus", "Travailleurs indépendants" },
  { "^particuliers", "Particuliers employeurs" }, { "^procedures", "Entreprises" },
  { "^exos", "Exonérations" }, { "^urssaf", "Réseau des Urssaf" }, { "", "Emploi" },
}

local function theme_of(id)
  for _, theme in ipairs(THEMES) do
    if id:find(theme[1]) then return theme[2] end
  end
end

-- ---------------------------------------------------------------- what is made when it is needed

-- A column of codes may be one of numbers: then what is no number is empty.
local function as_type(kind)
  if kind ~= "int" then return function(value) return value end end
  return function(value)
    local number = tonumber(value)
    return number and math.floor(number)
  end
end

-- Two columns of one dataset have names of their own for the region of today.
local function place_column(name)
  return (name:gsub("nouvelle_region", "region"))
end

-- The dimension that has a column in one of its entries.
local function dimension_of(dimensions, name)
  for k, dimension in ipairs(dimensions) do
    for _, entry in ipairs(dimension) do
      if entry[name] ~= nil then return k end
    end
  end
end

local STATES = { "Atteint", "Non atteint" }

-- The one text that is no dimension: it says of a figure whether it is good enough.
local function state(u, p)
  return STATES[(u * p) % 3 == 0 and 2 or 1]
end

local function reader(grid, column)
  local convert, name = as_type(column.type), place_column(column.name)
  local times = grid.times[name]
  if times and times[1] then
    return function(_, p) return convert(times[p]) end
  end
  local k = dimension_of(grid.dimensions, name)
  if k then
    return function(u) return convert(grid.units:entry(u, k)[name]) end
  elseif name == "etat_indicateur" then
    return state
  end
  return function(u, p) return grid.at(u, name, p) end
end

-- The types of the columns by their names.
local function types_of(schema)
  local types = {}
  for _, column in ipairs(schema.columns) do types[column.name] = column.type end
  return types
end

-- A dataset that is served in part has the last of its periods.
local function periods_of(schema, made, rows)
  local count = math.ceil(made.count * rows / schema.rows)
  local list = periods.of(schema.grain, made.first, made.count)
  return { lua.unpack(list, made.count - count + 1) }
end

local function make_grid(schema, rows)
  local made = grown.grid(grids[schema.id], schema.grown)
  local list = periods_of(schema, made, rows)
  local grid = {
    dimensions = made, periods = list, times = periods.columns(list, made.february),
    units = units.new(made, list, rows), readers = {},
  }
  grid.at = figures.new { grain = schema.grain, start = periods.number(schema.grain, list[1]),
    periods = #list, types = types_of(schema), units = grid.units }
  for _, column in ipairs(schema.columns) do grid.readers[column.name] = reader(grid, column) end
  return grid
end

-- ---------------------------------------------------------------- a dataset

local Dataset = {}
Dataset.__index = Dataset

function Dataset:made()
  self.grid = self.grid or make_grid(self.schema, self.count)
  return self.grid
end

-- The cells of a row are asked for one after the other.
function Dataset:cell(i, name)
  local grid = self:made()
  if grid.row ~= i then
    grid.row, grid.u, grid.p = i, grid.units:locate(i)
  end
  return grid.readers[name](grid.u, grid.p)
end

function Dataset:row(i)
  local row = {}
  for _, field in ipairs(self.fields) do row[field.name] = self:cell(i, field.name) end
  return row
end

-- The row that is the k-th by period, then unit.
function Dataset:by_time()
  local grid, order = self:made(), {}
  for p = 1, #grid.periods do
    for u = 1, grid.units.count do order[#order + 1] = grid.units:row(u, p) end
  end
  return function(k) return order[k] end
end

-- A reader of cells of which some were others once.
local function before_revision(read, measure, changes)
  return function(u, p)
    local value = read(u, p)
    for _, change in ipairs(changes) do
      if change.measure == measure and change.unit == u and change.quarter == p then
        return value and value + math.floor(change.by)
      end
    end
    return value
  end
end

-- An older vintage (see standin/old_vintage.lua).
function Dataset:older(older)
  local grid = lua.merged(self:made(), { readers = {} })
  grid.row, grid.units = nil, grid.units:until_period(#grid.periods - math.floor(older.quarters))
  for name, read in pairs(self.grid.readers) do
    grid.readers[name] = before_revision(read, name, older.revised)
  end
  return setmetatable(lua.merged(self, { grid = grid, count = grid.units:rows() }), Dataset)
end

local dataset = {}

-- From a schema of measured_columns.lua; `rows` is how many rows it has here, at most the measured
-- number.
function dataset.new(schema, rows)
  local title = ("%s (données synthétiques)"):format(schema.id:gsub("%-", " "))
  return setmetatable({
    schema = schema, id = schema.id, grain = schema.grain, count = rows,
    title = title, theme = theme_of(schema.id),
    description = "<p>Des chiffres inventés pour les essais (données synthétiques), dans la "
      .. "forme des données de l'Urssaf.</p>",
    publisher = "Jeu d'essai du module urssaf (données synthétiques, sans valeur statistique)",
    fields = fields_of(schema),
  }, Dataset)
end

return dataset
