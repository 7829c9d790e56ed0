--- `urssaf export`: the data for other programs, whole or in part.
local selection = require "urssaf.cli.selection"
local options = require "urssaf.cli.options"

local export = {
  name = "export",
  summary = "the data for other programs: one line a value, or a table",
  examples = { "urssaf export -o everything.csv",
    "urssaf export -m radiations --wide code_departement --preset fr -o out.csv" },
  formats = { "csv", "json" },
}

function export.configure(command)
  command:argument "place":args "*"
    :description "Places; without any, every unit of the dataset."
  options.where(command)
  options.measures(command, true)
  options.time(command)
  options.transforms(command)
  command:option "--wide":argname "KEY"
    :description "A table of one measure: a row for each period, a column for each KEY."
  command:option "--preset":choices { "fr" }:argname "PRESET"
    :description "fr: CSV for French spreadsheets."
  options.data(command)
end

local function selected(whole, given)
  if #given.place > 0 then return selection.select(whole, given) end
  local part, err = selection.units(whole, given)
  if not part then return nil, err end
  return selection.within(selection.transformed(part, given), given)
end

function export.run(given, context)
  local part, err = context.panel()
  if part then part, err = selected(part, given) end
  if not part then return nil, err end
  local shape = { columns = given.wide, preset = given.preset }
  if context.format == "json" then
    shape.preset = nil
    return { text = part:to_json(shape) .. "\n", notes = part.notes }
  end
  return { text = part:to_csv(shape), notes = part.notes }
end

return export
