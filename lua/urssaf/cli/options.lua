--- The options that several commands share, as argparse is told them.
local options = {}

local function number_above_zero(text)
  local number = tonumber(text:match("^%d+$"))
  if number and number > 0 then return number end
  return nil, ("'%s' is not a whole number above zero"):format(text)
end

options.number_above_zero = number_above_zero

-- "name=value"
local function pair(text)
  local name, value = text:match("^([%w_]+)=(.*)$")
  if name then return { name = name, value = value } end
  return nil, ("'%s' is not NAME=VALUE, such as departement=Paris"):format(text)
end

--- Where the data come from.
function options.data(command)
  command:option "--dataset":argname "ID"
    :description "Another of the portal's datasets; 'urssaf catalog' lists them."
  command:option "--file":argname "PATH"
    :description "Read a CSV saved from the portal in place of asking it."
  command:flag "--sample"
    :description "Synthetic data without a network; no figure of them is real."
  command:flag "--offline"
    :description "Answer from what is kept, and open no connection."
  command:flag "--refresh"
    :description "Download, even if what is kept is still new."
  command:option "--as-of":argname "DAY"
    :description "The latest publication kept up to that day, such as 2026-03-31."
end

--- How what was found is written.
---@param formats string[] the first is the default
function options.output(command, formats)
  if #formats > 1 then
    command:option "--format":argname "FORMAT":choices(formats)
      :description(("One of %s; the first is the default."):format(table.concat(formats, ", ")))
  end
  command:option "-o --output":argname "PATH"
    :description(#formats == 1 and "Write into a file."
      or "Write into a file; its ending chooses the format, if there is no --format.")
  command:option "--lang":choices { "fr", "en" }:argname "LANGUAGE"
    :description "fr or en; by default what the environment says (LC_ALL, LC_MESSAGES, LANG)."
  command:flag "--quiet"
    :description "No progress, no warnings."
end

--- Which places.
function options.places(command)
  command:argument "place":args "*"
    :description("Départements, regions or France (the default), by code or name: 75, Isère, "
      .. "region:84, PACA.")
  options.where(command)
end

--- Which units, by any key.
function options.where(command)
  command:option "--where":argname "NAME=VALUE":count "*":convert(pair)
    :description("Only units with this key, such as departement=Paris; 'urssaf info' lists"
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

--- Which periods.
function options.time(command)
  command:option "--from":argname "PERIOD"
    :description "First quarter or year: 2019-Q1, T1 2019, 2019."
  command:option "--to":argname "PERIOD"
    :description "Last quarter or year."
end

--- One period.
function options.at(command)
  command:option "--at":argname "PERIOD"
    :description "The quarter; by default the latest that is complete."
end

--- What is done to the series.
function options.transforms(command)
  command:option "--rolling":argname "N":convert(number_above_zero)
    :description "Flows added, counts averaged over N quarters."
  command:mutex(
    command:flag "--growth":description "Growth over a year; of shares the difference.",
    command:flag "--quarterly-growth":description "Growth over a quarter.",
    command:option "--index":argname "PERIOD"
      :description "100 at a quarter, or on the mean of a year.")
end

return options
