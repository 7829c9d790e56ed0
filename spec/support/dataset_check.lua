-- A time series of the stand-in in all ways to get it: fetched, and the same export read, with
-- names and with labels, with and without `dataset`, by the decoder in C and by the one in Lua. All
-- must give the same panel, of known measures, whose sums are those that python3 makes of the file.
--
--   local findings, facts = dataset_check.run(portal, schema, 1000)
local assert = require "luassert"
local http_get = require "spec.support.http_get"
local lua_decoder = require "urssaf.csv.lua_decoder"
local panel_sums = require "spec.support.oracle.panel_sums"
local schemas = require "spec.support.standin.measured_columns"
local shell = require "spec.support.shell"
local urssaf = require "urssaf"
local zlib = require "zlib"

local BOM = "\239\187\191"

-- ---------------------------------------------------------------- what is wrong

-- What is wrong with a dataset, and in which ways of getting it: what is wrong in several is listed
-- once.
local function findings_list()
  local list, by_text = {}, {}
  function list.add(text, way)
    if not by_text[text] then
      by_text[text] = { text = text, ways = {} }
      list[#list + 1] = by_text[text]
    end
    table.insert(by_text[text].ways, way)
  end
  function list.lines()
    local lines = {}
    for i, found in ipairs(list) do
      local ways = table.concat(found.ways, "; ")
      lines[i] = ways == "" and found.text or ("%s: %s"):format(ways, found.text)
    end
    return table.concat(lines, "\n")
  end
  return list
end

-- ---------------------------------------------------------------- the files

-- Compressed, as a fetch asks for it: the stand-in then has the body of that one still.
local function get(portal, id, parameters)
  local address = ("%s/catalog/datasets/%s/exports/csv?%s"):format(portal.base_url, id, parameters)
  local response = http_get(address, { ["Accept-Encoding"] = "gzip" })
  assert.equal(200, response.status, response.error or response.body)
  return (zlib.inflate()(response.body))
end

-- The export that a fetch asks for, and the same with labels and a BOM. The header with labels is
-- the portal's; the rows do not depend on it.
local function exports_of(portal, id)
  local names = get(portal, id, "delimiter=%3B&use_labels=false&with_bom=false")
  local labels = get(portal, id, "use_labels=true&with_bom=true&limit=0")
  assert.equal(BOM, labels:sub(1, 3))
  return { names = names, labels = labels:match "^[^\r]*" .. names:match "\r\n.*" }
end

-- The header and so many rows, or all of them; cells of these files contain no line end.
local function first_rows(text, count)
  local at = 0
  if not count then return text end
  for _ = 0, count do
    at = text:find("\n", at + 1, true)
    if not at then return text end
  end
  return text:sub(1, at)
end

-- ---------------------------------------------------------------- the panels

-- The names of each dataset's columns, as one text, and how many datasets have these columns.
local columns_of, have_columns = {}, {}
for _, schema in ipairs(schemas) do
  local names = {}
  for k, column in ipairs(schema.columns) do names[k] = column.name end
  table.sort(names)
  local text = table.concat(names, " ")
  columns_of[schema.id], have_columns[text] = text, (have_columns[text] or 0) + 1
end

-- A mistake in a call is a finding too.
local function in_c(work, ...)
  local ok, panel, err = pcall(work, ...)
  if ok then return panel, err end
  return nil, panel
end

local function in_lua(work, ...)
  local loaded = package.loaded["urssaf.decode"]
  package.loaded["urssaf.decode"] = lua_decoder
  local panel, err = in_c(work, ...)
  package.loaded["urssaf.decode"] = loaded
  return panel, err
end

-- Adds the panel of one way to the list; that there is none is a finding.
local function take(panels, findings, way, panel, err)
  if panel then
    panels[#panels + 1] = { way = way, panel = panel }
  else
    findings.add(tostring(err), way)
  end
end

-- The panels of all ways to read these texts. Where no other dataset has these columns, a file is
-- known by them.
local function read_all(panels, texts, id, run, host, findings)
  for _, header in ipairs { "names", "labels" } do
    for _, options in ipairs { {}, { dataset = id } } do
      local way = ("%s%s%s"):format(header, options.dataset and " and dataset" or "", host)
      local panel, err = run(urssaf.read, { text = texts[header] }, options)
      take(panels, findings, way, panel, err)
      local expected = (options.dataset or have_columns[columns_of[id]] == 1) and id or nil
      if panel and panel.dataset ~= expected then
        findings.add("dataset is " .. tostring(panel.dataset), way)
      end
    end
  end
end

local function name_of(series)
  local words = { series.measure }
  for column, value in pairs(series.key) do words[#words + 1] = column .. "=" .. tostring(value) end
  table.sort(words)
  return table.concat(words, "|")
end

-- The series by their names.
local function by_name(panel)
  local named = {}
  for _, series in ipairs(panel.series) do named[name_of(series)] = series end
  return named
end

-- The first cell in which two series differ.
local function difference(one, other, periods)
  for p = 1, #periods do
    if one.values[p] ~= other.values[p] then
      return ("%s: %s and %s"):format(periods[p], tostring(one.values[p]),
        tostring(other.values[p]))
    end
  end
end

-- What makes a panel another one than the first, or nil.
local function unlike(first, named, panel)
  if panel.frequency ~= first.frequency or #panel.periods ~= #first.periods then
    return ("%s of %d periods, not %s of %d"):format(panel.frequency, #panel.periods,
      first.frequency, #first.periods)
  elseif #panel.series ~= #first.series then
    return ("%d series, not %d"):format(#panel.series, #first.series)
  end
  for _, series in ipairs(panel.series) do
    local name = name_of(series)
    if not named[name] then return "another series: " .. name end
    local differs = difference(series, named[name], panel.periods)
    if differs then return ("%s, %s"):format(name, differs) end
  end
end

-- Compares all panels with the first one: how many are like it, itself included.
local function compare(panels, findings)
  local first, alike = panels[1], math.min(1, #panels)
  local named = first and by_name(first.panel)
  for i = 2, #panels do
    local differs = unlike(first.panel, named, panels[i].panel)
    if differs then
      findings.add(("other than %s: %s"):format(first.way, differs), panels[i].way)
    else
      alike = alike + 1
    end
  end
  return alike
end

-- ---------------------------------------------------------------- what they should be

-- How many measures there are, and how many of them have a definition.
local function check_measures(panel, schema, findings)
  local there, expected, count, known = {}, {}, 0, 0
  for _, series in ipairs(panel.series) do there[series.measure] = true end
  for _, column in ipairs(schema.columns) do
    if column.is_measure then expected[column.name], count = true, count + 1 end
  end
  for name in pairs(expected) do
    if not there[name] then findings.add("no measure", name) end
    local ok, definition = pcall(urssaf.measures.of, name, schema.id)
    if ok and definition then known = known + 1 else findings.add("no definition", name) end
  end
  for name in pairs(there) do
    if not expected[name] then findings.add("a measure", name) end
  end
  return count, known
end

-- The sums of regions by their codes of two digits, without those that have no code.
local function by_code(sums)
  local coded = {}
  for region, sum in pairs(sums) do
    local code = region:find "^%d$" and "0" .. region or region
    if code:find "^%w" and #code <= 3 then coded[code] = sum end
  end
  return coded
end

local function count_of(entries)
  local count = 0
  for _ in pairs(entries) do count = count + 1 end
  return count
end

-- How many sums, by period and by region, are those of python, and how many there are.
local function check_sums(panel, path, findings)
  local theirs, ours = panel_sums.of_file(path), panel_sums.of_panel(panel)
  local alike, all = 0, 0
  for name, own in pairs(ours) do
    local python = theirs[name] or { count = 0, periods = {}, regions = {} }
    local regions = by_code(own.regions)
    local same, wrong = panel_sums.compared(own.periods, python.periods)
    local same_too, wrong_too = panel_sums.compared(regions, by_code(python.regions))
    alike, all = alike + same + same_too, all + count_of(own.periods) + count_of(regions)
    if own.count ~= python.count then
      findings.add(("%d cells, %d by python"):format(own.count, python.count), name)
    elseif wrong or wrong_too then
      findings.add("sum of " .. (wrong or wrong_too), name)
    end
  end
  return alike, all
end

local function check_sums_of(text, panel, findings)
  local path = os.tmpname()
  shell.write(path, text)
  local alike, all = check_sums(panel, path, findings)
  os.remove(path)
  return alike, all
end

-- ---------------------------------------------------------------- one dataset

local function count_units(panel)
  local seen, count = {}, 0
  for _, series in ipairs(panel.series) do
    if not seen[series.key] then seen[series.key], count = true, count + 1 end
  end
  return count
end

local function check_in_c(portal, schema, texts, findings)
  local panels, facts = {}, {}
  take(panels, findings, "fetch", in_c(urssaf.fetch, schema.id, portal:options()))
  read_all(panels, texts, schema.id, in_c, "", findings)
  facts.alike_in_c = compare(panels, findings)
  local first = panels[1] and panels[1].panel
  if not first then return facts end
  if first.frequency ~= schema.grain then findings.add(tostring(first.frequency), "frequency") end
  facts.rows, facts.units, facts.periods = first.source.rows, count_units(first), #first.periods
  facts.measures, facts.known = check_measures(first, schema, findings)
  facts.alike_sums, facts.sums = check_sums_of(texts.names, first, findings)
  return facts
end

-- The decoder in Lua against the one in C, on the first rows. How many panels are alike, beside the
-- one in C.
local function check_in_lua(portal, schema, texts, most, findings)
  local panels, short = {}, { names = first_rows(texts.names, most),
    labels = first_rows(texts.labels, most) }
  take(panels, findings, "the first rows",
    in_c(urssaf.read, { text = short.names }, { dataset = schema.id }))
  read_all(panels, short, schema.id, in_lua, ", in Lua", findings)
  if #short.names == #texts.names then
    take(panels, findings, "fetch, in Lua", in_lua(urssaf.fetch, schema.id, portal:options()))
  end
  return compare(panels, findings) - 1
end

local dataset_check = {}

--- Gets a time series in all ways: what is wrong, as one text that is empty where all is right; and
-- the facts: its `rows`, `units`, `periods`, `measures`, how many of these are `known`; how many
-- `sums` there are by period and region, and how many of them are `alike_sums`, those of python; how
-- many panels are `alike_in_c` and `alike_in_lua`.
---@param portal table a stand-in that serves the dataset
---@param schema table one of measured_columns.lua
---@param most integer? how many rows the decoder in Lua gets, by default all: it takes the
--- same steps for each
---@return string findings
---@return table facts
function dataset_check.run(portal, schema, most)
  local texts, findings = exports_of(portal, schema.id), findings_list()
  local facts = check_in_c(portal, schema, texts, findings)
  facts.alike_in_lua = check_in_lua(portal, schema, texts, most, findings)
  return findings.lines(), facts
end

return dataset_check
