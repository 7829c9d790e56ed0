-- docs/vocabulaire.md says what the library says, with French typography.
local catalogue = require "urssaf.domain.catalogue"
local languages = require "urssaf.language"
local doc_pages = require "spec.support.doc_pages"
local lua = require "spec.support.lua"
local not_empty = require "spec.support.not_empty"
local urssaf = require "urssaf"

local page = doc_pages.read "docs/vocabulaire.md"
local fr = languages.of "fr"

local HARD, THIN, APOSTROPHE = "\194\160", "\226\128\175", "\226\128\153"

-- The page has typographic blanks and apostrophes, the library's texts have plain ones.
local function plain(text)
  return (text:gsub(HARD, " "):gsub(THIN, " "):gsub(APOSTROPHE, "'"))
end

-- The rows of all tables of the page, each a list of cells.
local rows = {}
for line in plain(page.text):gmatch "[^\n]+" do
  local cells = {}
  for cell in (line:match "^|(.*)|$" or ""):gmatch "[^|]+" do
    cells[#cells + 1] = cell:match "^%s*(.-)%s*$"
  end
  if #cells > 1 then rows[#rows + 1] = cells end
end

local function row_of(position, text)
  local found
  for _, cells in ipairs(rows) do
    if cells[position] == text then
      assert(not found, "two rows of " .. text)
      found = cells
    end
  end
  return assert(found, "no row of " .. text)
end

-- The page without the code in it.
local function prose()
  return (page.text:gsub("`[^`\n]*`", ""))
end

describe("the vocabulary", function()
  local NATURES = { flow = "flux", stock = "stock", count = "effectif", ratio = "rapport" }

  for _, name in ipairs(urssaf.measures.names()) do
    local measure = urssaf.measures.of(name)
    it("has " .. measure.name .. " as the library defines it", function()
      assert.are.same({ measure.label.fr, "`" .. measure.name .. "`", NATURES[measure.nature],
        plain(measure.unit and fr:unit(measure.unit) or "—"), measure.definition.fr },
        row_of(2, "`" .. measure.name .. "`"))
    end)
  end

  local all_breaks = {}
  for family in catalogue.each() do
    for _, known in ipairs(family.breaks) do all_breaks[#all_breaks + 1] = known end
  end

  local PUBLICATIONS = { older = "anciennes", newer = "récentes" }

  for _, known in ipairs(all_breaks) do
    it("has the break " .. known.id, function()
      local quarters = {}
      for i, name in ipairs(known.periods or { known.period }) do
        quarters[i] = plain(fr:period(name))
      end
      local cells = row_of(1, table.concat(quarters, ", "))
      local said = cells[2]:match "^(.*)%.$"
      assert.are.same({ known.explanation.fr:sub(2), known.source,
        PUBLICATIONS[known.publications] or "toutes" }, { said:sub(2), cells[3], cells[4] })
      assert.are.equal(known.explanation.fr:sub(1, 1), said:sub(1, 1):lower())
    end)
  end

  it("has no break and no measure that the library does not have", function()
    local breaks, count = 0, 0
    for _, cells in ipairs(rows) do
      if cells[1]:find "^T%d %d%d%d%d" then breaks = breaks + 1 end
      if #cells == 5 and cells[2]:find "^`" then count = count + 1 end
    end
    assert.are.same({ #all_breaks, #urssaf.measures.names() },
      { breaks, count })
  end)

  it("has the words of the data", function()
    for _, word in ipairs { "auto-entrepreneur", "micro-entrepreneur", "immatriculation",
      "radiation", "radiation d'office", "administrativement actif", "économiquement actif",
      "trimestre", "publication, millésime", "données brutes", "données CVS",
      "non classé ailleurs", "code région", "code département", "DROM", "rupture de série" } do
      assert(row_of(1, word))
    end
  end)

  it("names functions that exist", function()
    local named = 0
    for module, name in page.text:gmatch "urssaf%.(%l+)%.([%l_]+)" do
      if type(urssaf[module]) == "table" then
        named = named + 1
        assert.are.equal("function", type(urssaf[module][name]), module .. "." .. name)
      end
    end
    assert.is_true(named >= 3)
    local panel = urssaf.sample { from = 2024, measures = { "radiations" } }
    for name in not_empty.matches(page.text, "panel:([%l_]+)") do
      assert.is_function(panel[name], name)
    end
    for _, name in ipairs { "yoy", "qoq", "rolling", "index", "annual", "contributions" } do
      assert.matches("| `" .. name, page.text, 1, true)
      assert(panel[name] or panel.series[1][name], name)
    end
  end)

  -- Notes that name units, of a sum with a hole to which a unit is added.
  local function note_on_units(kind)
    local sum = urssaf.panel({ series = {
      { measure = "x", nature = "flow", key = { region = "Bretagne" },
        values = { ["2023"] = 60, ["2025"] = 60 } },
      { measure = "x", nature = "flow", key = { region = "Corse" },
        values = { ["2023"] = 60, ["2024"] = 60, ["2025"] = 60 } },
      { measure = "x", nature = "flow", key = { region = "Mayotte" }, values = { ["2025"] = 60 } },
    } }):total { missing = "zero" }
    for _, note in ipairs(sum:yoy().notes) do
      if note.kind == kind then return lua.merged(note, { message = "?" }) end
    end
  end

  it("has the notes' kinds in French", function()
    local named = 0
    for kind in page.text:gmatch "note `(%l+)`" do
      named = named + 1
      local is_break = kind == "break" or kind == "estimated"
      local said = fr:note(note_on_units(kind) or { kind = kind, message = "?", day = "2026-07-16",
        since = "2025-Q3", id = kind == "estimated" and "strike-offs-estimated" or "pinel-2014",
        measure = is_break and "radiations" or nil })
      assert.is_nil(said:find("?", 1, true), kind)
    end
    assert.is_true(named >= 5)
  end)

  it("has the blanks and apostrophes of French", function()
    local text = prose()
    assert.is_nil(text:find("'", 1, true))
    for _, mark in ipairs { " ;", " :", " !", " %?", " »", "« ", " %%" } do
      assert.is_nil(text:find(mark), mark)
    end
    for _, mark in ipairs { ";", "!", "%?", "»" } do
      assert.is_nil(text:find("[%l%)]" .. mark), "no blank before " .. mark)
    end
    assert.matches(THIN .. ";", text, 1, true)
    assert.matches(HARD .. ":", text, 1, true)
    assert.matches(APOSTROPHE, text, 1, true)
  end)
end)
