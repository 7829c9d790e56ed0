-- Writes reports and charts of the synthetic sample, for check.mjs:
--
--     lua5.4 spec/browser/make.lua folder
local urssaf = require "urssaf"

local folder = assert(arg[1], "the folder to write to is missing")
local panel = urssaf.sample()

local function write(name, text)
  local file = assert(io.open(folder .. "/" .. name, "wb"))
  assert(file:write(text))
  assert(file:close())
  print(("%s: %.0f KB"):format(name, #text / 1024))
end

-- name, place, language
for _, wanted in ipairs {
  { "isere", "38", "en" }, { "paris", "75", "fr" }, { "corse-du-sud", "2A", "fr" },
  { "guyane", "973", "en" }, { "bretagne", "Bretagne", "fr" }, { "corse", "Corse", "en" },
  { "france", "France", "fr" },
} do
  local name, place, lang = wanted[1], wanted[2], wanted[3]
  write(name .. ".html", assert(urssaf.report(panel, place, { lang = lang })))
end

-- few quarters: no growth, and little to draw
write("short.html", assert(urssaf.report(panel:filter { from = "2025-Q3" }, "38")))

-- charts as files of their own, as the command writes them
local active = panel:filter { measure = "economiquement_actifs" }
for _, lang in ipairs { "en", "fr" } do
  local options = { lang = lang, highlight = "38" }
  write("map-" .. lang .. ".svg", urssaf.chart.map(active:yoy(), options))
  write("bars-" .. lang .. ".svg", urssaf.chart.bars(active:filter { region = "84" }, options))
  options = { lang = lang }
  write("line-" .. lang .. ".svg",
    urssaf.chart.line(active:filter { departement = { "38", "69", "2A" } }, options))
  write("multiples-" .. lang .. ".svg",
    urssaf.chart.multiples(active:filter { region = "53" }, options))
end
