-- A fact sheet of one département, in Markdown.
--
--     lua5.4 examples/fact_sheet.lua [département] > sheet.md
pcall(dofile, (arg[0]:match("^.*[/\\]") or "") .. "checkout.lua")

local urssaf = require "urssaf"

local function stop(problem)
  io.stderr:write(tostring(problem), "\n")
  os.exit(1)
end

local place, unknown = urssaf.geo.find(arg[1] or "Isère", "departement")
if not place then stop(unknown) end

local panel, err = urssaf.fetch()
if not panel then stop(err) end

local own = panel:filter { departement = place.code }
if not own.series[1] then stop("these data do not cover " .. place.name) end
own = own:with "solde":with "taux_activite"
local latest = own:latest_complete()
local growth = own:yoy()

-- 1234567 -> "1 234 567"; shares and growth in per cent
local function number(value)
  if value == nil then return "missing" end
  local text = ("%.0f"):format(value)
  return (text:reverse():gsub("(%d%d%d)", "%1 "):reverse():gsub("^(%-?) ", "%1"))
end

local function percent(format, value)
  return value and format:format(value * 100) or "–"
end

-- A text of the data as Markdown, on one line: nothing in it is taken for Markdown or HTML.
local function plain(text)
  return (text:gsub("[\\`*_<>%[%]|~&]", "\\%0"):gsub("[\r\n]+", " "))
end

local key = own.series[1].key
print(("# %s (%s), %s\n"):format(plain(key.departement), key.code_departement,
  urssaf.quarter.format(latest, "fr")))
print("| measure | value | over a year |\n|---|--:|--:|")
for i, s in ipairs(own.series) do
  local definition = urssaf.measures.of(s.measure)
  local is_share = definition.unit == "1"
  print(("| %s | %s | %s |"):format(definition.label.en,
    is_share and percent("%.1f %%", s:at(latest)) or number(s:at(latest)),
    percent(is_share and "%+.1f points" or "%+.1f %%", growth.series[i]:at(latest))))
end

print("\n## Years\n\n| year | registrations | strike-offs | turnover, euros |\n|---|--:|--:|--:|")
local years = own:annual()
for _, year in ipairs(years.periods) do
  local function cell(measure) return number(years:get { measure = measure }:at(year)) end
  print(("| %s | %s | %s | %s |"):format(year, cell "immatriculations", cell "radiations",
    cell "chiffres_d_affaires"))
end

-- each note once, with the measures it concerns
print("\n## Notes\n")
local measures, messages = {}, {}
for _, note in ipairs(growth.notes) do
  if not measures[note.message] then
    measures[note.message], messages[#messages + 1] = {}, note.message
  end
  table.insert(measures[note.message], note.measure)
end
for _, message in ipairs(messages) do
  print(("- %s (%s)"):format(plain(message), plain(table.concat(measures[message], ", "))))
end
print("\n" .. plain(panel:cite "en"))
