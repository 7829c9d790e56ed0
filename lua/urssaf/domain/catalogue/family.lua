--- Makes the full description of a family of datasets from its short one.
--
-- In the short one, columns are words in a text, and each dataset says only what the family does
-- not say for it:
--
--     return family.of {
--       name = "hirings", source = "Urssaf", subject = { fr =, en = },
--       measures = { { "dpae_brut", "flow", "declaration", { fr =, en = }, { fr =, en = } }, … },
--       datasets = { { "dpae-france-entiere-x-na38", "quarter", lag = 20,
--         dimensions = "grand_secteur_d_activite …", measures = "dpae_brut dpae_cvs" }, … },
--     }
--
-- A measure is a list of its name, nature, unit (false if it has none), label and definition, with
-- the fields of `urssaf.Measure` that only some have; `formulas` are the `parts` of a ratio where
-- they depend on which columns stand beside it. A dataset is its identifier and its grain; without
-- `measures` it has the `usual` ones of its family.
local printed = require "urssaf.domain.printed"
local tables = require "urssaf.base.tables"

---@class urssaf.Dataset
---@field id string
---@field family string the name of its family
---@field subject table<"fr"|"en", string> whom or what its figures are about, in a few words
---@field scope table<"fr"|"en", string>? whom its figures cover; nil if Urssaf does not state it
---@field adjustment "companies"|"season"|"secrecy"|nil what its rows `_calage_` make up for, as
-- Urssaf states: companies counted in several regions, parts adjusted by themselves, hidden cells
---@field irregular boolean? whether a unit's figures may jump without a fault: what is paid once,
-- or as long as a law is in force
---@field source string who made its figures
---@field grain "month"|"quarter"|"year" how long its periods are
---@field time string[] the columns that date a row
---@field dimensions string[] the columns that tell units apart, codes and names
---@field measures string[]
---@field attributes string[] columns that describe a unit, and may change with time
---@field columns string[] all of them, in no particular order
---@field kinds table<string, string> what a column is: "time", "dimension", "measure", "extra",
-- "ignored"
---@field labels table<string, string> names for labels that say something else, by their slugs
---@field lag integer? how many days after a period's end it is released, as Urssaf states
---@field released "half-year"? where not each period's end counts, but each half-year's
---@field inferred "labels"? whose labels nobody has seen: files are read by labels made from names
---@field empty "none"? where an empty cell very probably means none; inferred, nowhere stated

local family = {}

--- The columns of regions, and of départements with their regions.
family.REGION = "region ancienne_region code_region code_ancienne_region "
family.DEPARTEMENT = family.REGION .. "departement code_departement "

-- The columns that date a row where a dataset names no others.
local TIME = {
  month = "dernier_jour_du_mois",
  quarter = "annee trimestre dernier_jour_du_trimestre",
  year = "annee",
}

local function words(text)
  local list = {}
  for word in (text or ""):gmatch "%S+" do list[#list + 1] = word end
  return list
end

local function as_set(list, value)
  local set = {}
  for _, name in ipairs(list) do set[name] = value end
  return set
end

local function dataset_of(short, all)
  local id, grain = short[1], short[2]
  local time, ignored = words(short.time or TIME[grain]), words(short.ignored)
  local dimensions, attributes = words(short.dimensions), words(short.attributes)
  local measures = words(short.measures or all.usual)
  local columns = {}
  for _, list in ipairs { time, dimensions, attributes, measures, ignored } do
    tables.append(columns, list)
  end
  return {
    id = id, family = all.name, subject = short.subject or all.subject, grain = grain, time = time,
    scope = short.scope or all.scope, source = short.source or all.source,
    adjustment = short.adjustment, irregular = all.irregular,
    dimensions = dimensions,
    attributes = attributes, measures = measures, columns = columns,
    kinds = tables.merge(as_set(time, "time"), as_set(dimensions, "dimension"),
      as_set(attributes, "extra"), as_set(measures, "measure"), as_set(ignored, "ignored")),
    labels = short.labels or {},
    lag = short.lag or all.lag, released = short.released or all.released,
    empty = short.empty, inferred = short.inferred or all.inferred,
  }
end

-- The measure with the same figures seasonally adjusted, or not adjusted.
local function counterpart_of(name, defined)
  local other = name:find "_brut$" and name:gsub("_brut$", "_cvs")
    or name:find "_cvs$" and name:gsub("_cvs$", "_brut") or nil
  return defined[other] and other
end

local function measure_of(short, source)
  local measure = { name = short[1], nature = short[2], unit = short[3] or nil, label = short[4],
    definition = short[5], source = source }
  for field, value in pairs(short) do
    if type(field) == "string" then measure[field] = value end
  end
  -- with several formulas it depends on the dataset which one holds
  local formulas = short.formulas or {}
  measure.formulas, measure.parts = nil, measure.parts or #formulas == 1 and formulas[1] or nil
  return setmetatable(measure, printed.MEASURE)
end

-- Whether a dataset has the columns that a formula computes with.
local function has_parts(dataset, formula)
  local operands = {}
  for _, part in ipairs { formula.numerator, formula.denominator } do
    tables.append(operands, type(part) == "table" and part or { part })
  end
  return not tables.find(operands, function(name) return dataset.kinds[name] ~= "measure" end)
end

-- The measures of which a dataset has another formula than the family, or none.
local function own_measures(dataset, shorts, made)
  local own = {}
  for _, short in ipairs(shorts) do
    local measure = made.measures[made.positions[short[1]]]
    local formulas = short.formulas or { short.parts }
    local formula = tables.find(formulas, function(one) return has_parts(dataset, one) end)
    if dataset.kinds[measure.name] == "measure" and formula ~= measure.parts then
      own[measure.name] = setmetatable(tables.merge(measure), printed.MEASURE)
      own[measure.name].parts = formula
    end
  end
  return own
end

--- The full description of a family.
---@param short table see above; `breaks` is a list of `urssaf.Break`, `changes` one of
-- `urssaf.MethodChange`
---@return table made `name`, `measures` in canonical order, `positions` by measure, `datasets` by
-- identifier, `ids` in order, `own` (by dataset, the measures of which it has another formula),
-- `breaks`, `changes`
function family.of(short)
  local made = { name = short.name, measures = {}, datasets = {}, ids = {}, own = {},
    breaks = short.breaks or {}, changes = short.changes or {} }
  for _, known in ipairs(made.breaks) do setmetatable(known, printed.BREAK) end
  for i, one in ipairs(short.measures) do made.measures[i] = measure_of(one, short.source) end
  made.positions = {}
  for i, measure in ipairs(made.measures) do made.positions[measure.name] = i end
  for _, measure in ipairs(made.measures) do
    measure.counterpart = counterpart_of(measure.name, made.positions)
  end
  for i, one in ipairs(short.datasets) do
    local dataset = dataset_of(one, short)
    made.ids[i], made.datasets[dataset.id] = dataset.id, dataset
    made.own[dataset.id] = own_measures(dataset, short.measures, made)
  end
  return made
end

return family
