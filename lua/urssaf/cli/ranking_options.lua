--- The options of the commands that compare places in a period, and of the one that shows years.
local options = require "urssaf.cli.options"

local ranking_options = {}

--- Whether départements or regions.
---@param purpose string what is done with them
function ranking_options.by(command, purpose)
  command:option "--by":choices { "departement", "region" }:default "departement"
    :description(purpose .. " départements or regions.")
end

--- By which key units are summed.
---@param purpose string what is done with the sums
---@param default string?
function ranking_options.by_key(command, purpose, default)
  command:option "--by":argname "KEY":default(default)
    :description(purpose .. " departement, region, or any other key; 'urssaf info' lists the keys.")
end

-- For "all" false, so that the option counts as given.
local function number_or_all(text)
  if text == "all" then return false end
  local number = options.number_above_zero(text)
  if number then return number end
  return nil, ("'%s' is not how many to show: a whole number above zero, or all"):format(text)
end

--- How many rows.
function ranking_options.number(command)
  command:option "-n --number":argname "N":convert(number_or_all):default "10"
    :description "How many to show, or all."
end

--- One period.
function ranking_options.at(command)
  command:option "--at":argname "PERIOD"
    :description "The period, such as 2021-Q2 or 2021-03; by default the latest complete one."
end

--- The transforms of series of years.
function ranking_options.yearly_transforms(command)
  options.per(command)
  command:option "--rolling":argname "N":convert(options.number_above_zero)
    :description "Add up flows and average counts over N years."
  options.growth(command)
  options.index(command)
  options.units(command)
end

return ranking_options
