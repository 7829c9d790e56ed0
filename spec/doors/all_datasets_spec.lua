-- All 83 time series of the stand-in, one case each: fetched, and the same export read, with names
-- and with labels, with and without `dataset`, by the decoder in C and by the one in Lua. They must
-- give the same panel, of known measures, whose sums are those that python3 makes of the file.
--
-- A case that fails lists all that is wrong with its dataset, not the first alone.
local http_get = require "spec.support.http_get"
local lua_decoder = require "urssaf.csv.lua_decoder"
local panel_sums = require "spec.support.oracle.panel_sums"
local schemas = require "spec.support.standin.measured_columns"
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"
local urssaf = require "urssaf"
local zlib = require "zlib"

local BOM = "\239\187\191"
-- The decoder in Lua gets no more than the first rows of a file: it takes the same steps for each.
local MOST_ROWS_IN_LUA = 1000

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
  assert.equal(200, response.status, response.body)
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

-- The header and so many rows; cells of these files contain no line end.
local function first_rows(text, count)
  local at = 0
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

-- Compares all panels with the first one.
local function compare(panels, findings)
  local first = panels[1]
  local named = first and by_name(first.panel)
  for i = 2, #panels do
    local differs = unlike(first.panel, named, panels[i].panel)
    if differs then
      findings.add(("other than %s: %s"):format(first.way, differs), panels[i].way)
    end
  end
end

-- ---------------------------------------------------------------- what they should be

local function check_measures(panel, schema, findings)
  local there, expected = {}, {}
  for _, series in ipairs(panel.series) do there[series.measure] = true end
  for _, column in ipairs(schema.columns) do
    if column.is_measure then expected[column.name] = true end
  end
  for name in pairs(expected) do
    if not there[name] then findings.add("no measure", name) end
    local ok, definition = pcall(urssaf.measures.of, name, schema.id)
    if not ok or not definition then findings.add("no definition", name) end
  end
  for name in pairs(there) do
    if not expected[name] then findings.add("a measure", name) end
  end
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

local function check_sums(panel, path, findings)
  local theirs, ours = panel_sums.of_file(path), panel_sums.of_panel(panel)
  for name, own in pairs(ours) do
    local python = theirs[name] or { count = 0, periods = {}, regions = {} }
    local _, wrong = panel_sums.compared(own.periods, python.periods)
    local _, wrong_too = panel_sums.compared(by_code(own.regions), by_code(python.regions))
    if own.count ~= python.count then
      findings.add(("%d cells, %d by python"):format(own.count, python.count), name)
    elseif wrong or wrong_too then
      findings.add("sum of " .. (wrong or wrong_too), name)
    end
  end
end

local function check_whole(portal, schema, texts, findings)
  local panels = {}
  take(panels, findings, "fetch", in_c(urssaf.fetch, schema.id, portal:options()))
  read_all(panels, texts, schema.id, in_c, "", findings)
  compare(panels, findings)
  local first = panels[1] and panels[1].panel
  if not first then return end
  if first.frequency ~= schema.grain then findings.add(tostring(first.frequency), "frequency") end
  check_measures(first, schema, findings)
  local path = os.tmpname()
  shell.write(path, texts.names)
  check_sums(first, path, findings)
  os.remove(path)
end

-- The decoder in Lua against the one in C, on the first rows.
local function check_in_lua(portal, schema, texts, findings)
  local panels, short = {}, { names = first_rows(texts.names, MOST_ROWS_IN_LUA),
    labels = first_rows(texts.labels, MOST_ROWS_IN_LUA) }
  take(panels, findings, "the first rows",
    in_c(urssaf.read, { text = short.names }, { dataset = schema.id }))
  read_all(panels, short, schema.id, in_lua, ", in Lua", findings)
  if #short.names == #texts.names then
    take(panels, findings, "fetch, in Lua", in_lua(urssaf.fetch, schema.id, portal:options()))
  end
  compare(panels, findings)
end

describe("all datasets #long", function()
  local portal = standin.for_cases { catalogue = "part" }

  for _, schema in ipairs(schemas) do
    it(("%s (%s)"):format(schema.id, schema.grain), function()
      local texts, findings = exports_of(portal, schema.id), findings_list()
      check_whole(portal, schema, texts, findings)
      check_in_lua(portal, schema, texts, findings)
      if findings[1] then error(findings.lines(), 0) end
    end)
  end
end)
