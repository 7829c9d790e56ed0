-- Pseudo-units are drawn neither on maps nor among the lines and bars of places.
local assert_misuse = require "spec.support.assert_misuse"
local chart = require "urssaf.chart"
local hygiene = require "spec.support.hygiene"
local pseudo_cases = require "spec.support.pseudo_cases"
local svg_reader = require "spec.support.svg_reader"

local function texts_of(svg)
  local text = table.concat(svg_reader.texts(svg_reader.of(svg)), " ")
  return (text:gsub("\194\160", " "):gsub("\226\128\175", " "):gsub("\226\136\146", "-"))
end

local function labels_of(svg)
  local list = {}
  for i, point in ipairs(svg_reader.of(svg).points) do list[i] = point.label end
  return table.concat(list, "\n")
end

-- What English charts call the pseudo-unit of a case; as a pattern.
local function name_of(case)
  local value = case.key[case.by]
  if value == "_calage_" then return "adjustment %(calage%)" end
  return value == "_non renseigné_" and "non renseigné" or "not classified"
end

local SAID = {
  remainder = "unclassified remainder, which is no place and no sector, is left out, 18.5%",
  adjustment = "adjustment (calage) is left out, -4.8% of the total in Q1 2021",
}

for _, case in ipairs(pseudo_cases.list) do
  describe(case.name, function()
    local panel = pseudo_cases.panel(case)

    it("is no bar, and a note tells its size", function()
      local svg = chart.bars(panel)
      assert.are.equal(2, #svg_reader.of(svg).points)
      assert.is_nil(labels_of(svg):find(name_of(case)))
      assert.matches(SAID[case.role], texts_of(svg), 1, true)
    end)

    for _, kind in ipairs { "line", "multiples" } do
      it("is not in a chart of kind " .. kind .. " beside others, which says so", function()
        local svg = chart[kind](panel)
        assert.is_nil(labels_of(svg):find(name_of(case)))
        local text = texts_of(svg)
        assert.matches("Left out, being no place and no sector: [^.]*" .. name_of(case), text)
        assert.matches(SAID[case.role], text, 1, true)
      end)

      it("is drawn by a chart of kind " .. kind .. " if it was chosen alone", function()
        local own = panel:filter(case.spellings[1])
        assert.matches(name_of(case):lower(), texts_of(chart[kind](own)):lower())
      end)
    end

    if case.by == "region" or case.by == "departement" then
      it("has no square on a map, which names it and tells its size", function()
        local svg = chart.map(panel)
        local values = {}
        for _, point in ipairs(svg_reader.of(svg).points) do
          if point.value ~= "no data" then values[#values + 1] = point.value end
        end
        table.sort(values)
        assert.are.same({ "44", "66" }, values)
        local text = texts_of(svg)
        assert.matches("Not on the map: [^.]*" .. name_of(case), text)
        assert.matches(SAID[case.role], text, 1, true)
      end)
    end
  end)
end

describe("charts with pseudo-units", function()
  it("say it in French too", function()
    for _, case in ipairs(pseudo_cases.list) do
      local text = texts_of(chart.bars(pseudo_cases.panel(case), { lang = "fr" }))
      assert.matches(case.role == "remainder" and "est laissé de côté, soit 18,5 % du total"
        or "calage est laissée de côté, soit -4,8 % du total au T1 2021 ; l'Urssaf", text, 1, true)
    end
  end)

  it("have no map of pseudo-units alone, and say why", function()
    local panel = pseudo_cases.panel(pseudo_cases.list[1]):filter { region = "NCA" }
    assert_misuse(function() chart.map(panel) end, "there are only pseudo-units here, which are no"
      .. " places: _non classé ailleurs_ (NCA)")
  end)

  it("have no square for a remainder of Guyane on a map of regions alone", function()
    local keys = {
      { code_region = "84", region = "Auvergne-Rhône-Alpes" },
      { code_region = "03", region = "Guyane", departement = "_non classé ailleurs_" } }
    local panel = pseudo_cases.panel { role = "remainder", units = { keys[1],
      { code_region = "94", region = "Corse" } }, key = keys[2] }
    for _, point in ipairs(svg_reader.of(chart.map(panel)).points) do
      if point.label:find "^Guyane" then assert.are.equal("not shown", point.value) end
    end
  end)
end)

describe("urssaf.chart.true_units", function() hygiene("urssaf.chart.true_units", { "of" }) end)
