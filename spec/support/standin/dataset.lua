-- A synthetic dataset: units × quarters × measures. Cells are computed on demand; rows are numbered
-- unit by unit and, within a unit, quarter by quarter.
--
--   data.id, data.title, data.description, data.publisher, data.theme, data.private
--   data.fields            list of { name, label, type, description, annotations }, in column order
--   data.units             list of { [dimension name] = text }, an empty cell being nil
--   data.periods           list of "2009-Q1"
--   data.measures          list of measure names; data.is_measure the same as a set
--   data.count             number of rows
--   data:value(u, measure, p)   one cell, nil when missing
--   data:cell(i, name)          field `name` of row i
--   data:row(i)                 { [name] = value }
--   data:by_time()              function(k): the number of the k-th row by period, then unit

local LAST_DAY = { "03-31", "06-30", "09-30", "12-31" }

local Dataset = {}
Dataset.__index = Dataset

local dataset = {}

function dataset.field(name, kind, label, description, annotations)
  return {
    name = name,
    type = kind,
    label = label,
    description = description,
    annotations = annotations or {},
  }
end

-- The three time columns. One dataset of the portal has another name for the last one.
function dataset.time_fields(last_day)
  return {
    dataset.field("annee", "date", "Année", nil, { facet = true, timeserie_precision = "year" }),
    dataset.field("trimestre", "int", "Trimestre", nil, { facet = true }),
    dataset.field(last_day or "dernier_jour_du_trimestre", "date", "Dernier jour du trimestre", nil,
      { timeserie_precision = "day" }),
  }
end

local function period_names(first_year, quarters)
  local names = {}
  for p = 1, quarters do
    names[p] = ("%d-Q%d"):format(first_year + math.floor((p - 1) / 4), (p - 1) % 4 + 1)
  end
  return names
end

local function time_columns(periods)
  local columns = { annee = {}, trimestre = {}, last_day = {} }
  for p, name in ipairs(periods) do
    local year, quarter = name:match("^(%d+)%-Q(%d)$")
    columns.annee[p] = year
    columns.trimestre[p] = math.floor(tonumber(quarter))
    columns.last_day[p] = year .. "-" .. LAST_DAY[columns.trimestre[p]]
  end
  return columns
end

local function reader(data, name, columns)
  local column = columns[name] or name:find("^dernier_jour") and columns.last_day
  if column then
    return function(_, p) return column[p] end
  elseif data.is_measure[name] then
    return function(u, p) return data.compute(u, name, p) end
  end
  return function(u) return data.units[u][name] end
end

-- `compute(u, measure, p)` returns a cell; the other fields are those at the top of this file.
function dataset.new(data)
  data.periods = period_names(data.first_year, data.quarters)
  data.count = #data.units * #data.periods
  data.is_measure = {}
  for _, name in ipairs(data.measures) do
    data.is_measure[name] = true
  end
  local columns = time_columns(data.periods)
  data.readers = {}
  for _, field in ipairs(data.fields) do
    data.readers[field.name] = reader(data, field.name, columns)
  end
  return setmetatable(data, Dataset)
end

-- A dataset whose title and description say that it is synthetic.
function dataset.synthetic(data)
  data.title = data.title .. " (données synthétiques)"
  data.description = ("<p>%s</p><p>Données synthétiques, sans valeur statistique : des chiffres "
    .. "inventés pour les essais, dans la forme des données de l'Urssaf.</p>"):format(data.title)
  data.publisher = "Jeu d'essai du module urssaf (données synthétiques, sans valeur statistique)"
  return dataset.new(data)
end

function Dataset:value(u, measure, p)
  return self.compute(u, measure, p)
end

function Dataset:cell(i, name)
  local quarters = #self.periods
  return self.readers[name](math.floor((i - 1) / quarters) + 1, (i - 1) % quarters + 1)
end

-- The row that is the k-th by period, then unit.
function Dataset:by_time()
  local units, quarters = #self.units, #self.periods
  return function(k)
    return (k - 1) % units * quarters + math.floor((k - 1) / units) + 1
  end
end

function Dataset:row(i)
  local row = {}
  for _, field in ipairs(self.fields) do
    row[field.name] = self:cell(i, field.name)
  end
  return row
end

-- Concatenates lists.
function dataset.join(...)
  local all = {}
  for _, list in ipairs { ... } do
    for _, item in ipairs(list) do
      all[#all + 1] = item
    end
  end
  return all
end

return dataset
