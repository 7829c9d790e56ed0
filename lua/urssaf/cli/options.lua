--- The options that several commands share.
local tables = require "urssaf.base.tables"

local options = {}

--- For `convert` of argparse: a whole number above zero.
---@param text string
---@return number?
---@return string? problem
function options.number_above_zero(text)
  local number = tonumber(text:match("^%d+$"))
  if number and number > 0 then return number end
  return nil, ("'%s' is not a whole number above zero"):format(text)
end

--- For `convert` of argparse: the path of a file that is read once; "-" is the standard input.
---@param text string
---@return string
function options.path(text)
  return text == "-" and "/dev/stdin" or text
end

-- "name=value"
local function pair(text)
  local name, value = text:match("^%s*([^=]-)%s*=%s*(.*)$")
  if name and name ~= "" then return { name = name, value = value } end
  return nil, ("'%s' is not NAME=VALUE, such as departement=Paris"):format(text)
end

--- Whether what is done is told.
function options.verbose(command)
  command:flag "--verbose"
    :description("Tell on the error stream each request, each retry, what is decided about kept"
      .. " publications, and which file is read.")
end

--- How the portal is reached.
function options.connection(command)
  command:option "--ca-file":argname "PATH"
    :description "Trust the certificates of this file, such as a company's, not the system's."
  options.verbose(command)
end

--- Whether what is kept is used.
function options.kept(command)
  command:flag "--offline"
    :description "Use kept publications only, and open no connection."
  command:flag "--refresh"
    :description "Download, even if the kept publication is up to date."
end

--- Where the data come from.
function options.data(command)
  command:option "--dataset":argname "ID"
    :description "Use another of the portal's datasets; 'urssaf catalog' lists them."
  command:option "--file":argname "PATH":convert(options.path)
    :description("Read a CSV file from the portal, or from 'urssaf export', without asking the"
      .. " portal; - is the standard input.")
  command:flag "--sample"
    :description "Use synthetic data, without a network; none of its figures is real."
  options.kept(command)
  command:option "--as-of":argname "DAY"
    :description "Use the latest kept publication up to that day, such as 2026-03-31."
  options.connection(command)
end

--- In which language people are told.
function options.language(command)
  command:option "--lang":choices { "fr", "en" }:argname "LANGUAGE"
    :description "fr or en; by default that of the environment (LC_ALL, LC_MESSAGES, LANG)."
end

-- How CSV is written.
local function csv(command)
  command:option "--preset":choices { "fr" }:argname "PRESET"
    :description "fr: CSV for French spreadsheets."
  command:option "--delimiter":choices { ",", ";", "|", "tab" }:argname "CHARACTER"
    :description "What separates the cells of CSV: , ; | or tab."
end

-- The size of a picture.
local function pixels(text)
  local number = tonumber(text:match("^%d+$"))
  if number and number >= 240 and number <= 4000 then return number end
  return nil, ("'%s' is not a number of pixels from 240 to 4000"):format(text)
end

-- How a picture looks.
local function picture(command)
  command:option "--title":argname "TEXT":description "The title of a picture."
  command:option "--subtitle":argname "TEXT":description "The line below the title of a picture."
  command:option "--width":argname "PIXELS":convert(pixels)
    :description "The width of a picture: 760, if nothing is said; 360 is a layout for phones."
  command:option "--theme":choices { "light", "dark", "auto" }:argname "THEME"
    :description "light (the default), dark, or auto: as the reader's system is set."
end

-- Where the result is written; a chart's file may end as a picture's does.
local function output(command, formats)
  local has_charts, text = tables.contains(formats, "svg"), "Write to a file."
  if #formats > 1 then
    text = has_charts and "Write to a file; without --format its ending chooses the format; charts:"
      .. " .svg, .png or .pdf."
      or "Write to a file; its ending chooses the format, if there is no --format."
  elseif has_charts then
    text = "Write to a file that ends in .svg, .png or .pdf."
  end
  command:option "-o --output":argname "PATH":description(text)
end

--- How the result is written.
---@param formats string[] the first is the default
function options.output(command, formats)
  if #formats > 1 then
    command:option "--format":argname "FORMAT":choices(formats)
      :description(("One of %s; the first is the default."):format(table.concat(formats, ", ")))
  end
  if tables.contains(formats, "csv") then csv(command) end
  if tables.contains(formats, "svg") then picture(command) end
  output(command, formats)
  options.language(command)
  command:flag "-q --quiet"
    :description "Show no progress and no warnings."
end

--- Which units, by any key.
function options.where(command)
  command:option "--where":argname "NAME=VALUE":count "*":convert(pair)
    :description("Use only units with this key, such as departement=Paris; 'urssaf info' lists"
      .. " the keys.")
end

--- Which measures.
---@param several boolean
function options.measures(command, several)
  local option = command:option "-m --measure":argname "NAME"
  if several then option:count "*" else option:overwrite(false) end
  option:description(several and "A measure; may be repeated. 'urssaf info' lists them."
    or "The measure, by default economiquement_actifs; 'urssaf info' lists them.")
end

local PLACES = "Départements, regions or France (the default), by code or name: 75, Isère,"
  .. " region:84, PACA."

--- Places, measures and periods.
---@param several boolean whether several measures may be named
---@param places string? the description of the places
function options.series(command, several, places)
  command:argument "place":args "*":description(places or PLACES)
  options.where(command)
  options.measures(command, several)
  command:option "--from":argname "PERIOD"
    :description "First month, quarter or year: 2021-03, 2019-Q1, T1 2019, 2019."
  command:option "--to":argname "PERIOD":description "Last month, quarter or year."
end

--- What an empty cell does to a sum.
function options.missing(command)
  command:option "--missing":choices { "strict", "skip", "zero" }:argname "HOW"
    :description("What an empty cell does to a sum: strict (the default) makes it missing, skip"
      .. " leaves the cell out, zero counts it as none.")
end

--- How sums are made.
function options.sums(command)
  options.missing(command)
  command:option "--nature":choices { "flow", "stock", "count" }:argname "NATURE"
    :description("What a measure is that urssaf does not know, as in a file of your own: a flow is"
      .. " summed over places and time; a stock over places, and taken at the end; a count over"
      .. " places, and averaged over time.")
end

--- Whether the youngest figures are marked.
function options.provisional(command)
  command:flag "--provisional"
    :description("Mark figures so recent that later publications usually change them, judged by"
      .. " those that are kept.")
end

--- The growth over a year.
---@return table flag of argparse
function options.growth(command)
  return command:flag "--growth":description "Growth over a year; for shares, the difference."
end

--- Which units of sums are compared.
function options.units(command)
  command:option "--units":choices { "all", "common" }:argname "UNITS"
    :description("In a growth of sums, which units are compared: all (the default), or those common"
      .. " to both ends.")
end

--- Per thousand of what a file has.
function options.per(command)
  command:option "--per":argname "PATH"
    :description "Divide by the figures of a CSV file, such as inhabitants by code_departement."
  command:option "--per-column":argname "NAME"
    :description "The column of that file with the figures, if there are several."
  command:option "--per-count":argname "N":convert(options.number_above_zero):default "1000"
    :description "Per how many."
end

--- An index, of which a growth may be taken.
function options.index(command)
  command:option "--index":argname "PERIOD"
    :description "Index the series: 100 in a period, or on average over a longer one."
end

--- The transforms of series.
function options.transforms(command)
  options.per(command)
  command:option "--rolling":argname "N":convert(options.number_above_zero)
    :description "Add up flows and average counts over N periods."
  command:mutex(options.growth(command),
    command:flag "--quarterly-growth":description "Growth over a quarter, of quarterly data.",
    command:flag "--monthly-growth":description "Growth over a month, of monthly data.")
  options.index(command)
  options.units(command)
end

return options
