-- The command neither ranks, compares, maps nor draws pseudo-units as places, counts them in its
-- sums, and finds them by name and code: each of them, in each position. The figures are those of
-- pseudo_cases: two units of 66 and 44; and a remainder of 25, of 135 together, or an adjustment of
-- -5, of 105.
local cli = require "urssaf.cli"
local command = require "spec.support.command"
local pseudo_cases = require "spec.support.pseudo_cases"
local report_html = require "spec.support.report_html"
local shell = require "spec.support.shell"
local svg_reader = require "spec.support.svg_reader"
local tables = require "urssaf.base.tables"

local FOUND = 3 -- the exit code of a check that found something

local EXPECTED = {
  remainder = { last = "25", total = "135", code = FOUND,
    findings = "unclassified missing",
    left_out = "left out, 18.5% of the total in Q1 2021" },
  adjustment = { last = "-5", total = "105", code = 0, findings = "missing adjustment",
    left_out = "left out, -4.8% of the total in Q1 2021" },
}
-- None of a true unit's names has any of these.
local NAMES = { "classé", "classified", "calage", "renseigné", "nca", "___" }

local function has_name(text)
  return tables.find(NAMES, function(name) return text:lower():find(name, 1, true) ~= nil end)
end

local function spaced(text) return (command.spaced(text):gsub("%s+", " ")) end

-- A column of a CSV's rows, without the header.
local function values_of(csv, column)
  local list = {}
  for line in csv:gmatch "[^\n]+" do
    local cells = {}
    for cell in (line:gsub('"[^"]*"', "quoted") .. ","):gmatch "([^,]*)," do
      cells[#cells + 1] = cell
    end
    list[#list + 1] = cells[column]
  end
  return table.concat(list, " ", 2)
end

-- Chooses all units of a case, by the names of the field in which they differ.
local function all_units(case)
  local place = case.units[1].departement
  if place and place == case.units[2].departement then
    return { "--where", "departement=" .. place }
  end
  local list = {}
  for _, key in ipairs { case.units[1], case.units[2], case.key } do
    list[#list + 1], list[#list + 2] = "--where", case.by .. "=" .. key[case.by]
  end
  return list
end

describe("the command #long", function()
  local folder = shell.temporary_folder()
  local source, target = folder .. "/pseudo.csv", folder .. "/output"

  teardown(function() shell.remove(folder) end)

  -- What a command makes of the file, in this process; and its exit code.
  local function output(name, ...)
    local arguments = { name, "--file", source, "--lang", "en", "--quiet", "-o", target }
    for _, more in ipairs { ... } do
      for _, one in ipairs(type(more) == "table" and more or { more }) do
        arguments[#arguments + 1] = one
      end
    end
    if name ~= "check" and name ~= "report" then
      arguments[#arguments + 1], arguments[#arguments + 2] = "-m", "radiations"
    end
    local code = cli.main(arguments)
    assert.is_true(code == 0 or code == FOUND, table.concat(arguments, " "))
    return shell.read(target), code
  end

  local function csv(name, ...) return output(name, "--format", "csv", ...) end

  -- The labels of a drawing and all its texts.
  local function drawn(name, ...)
    local svg = output(name, ...)
    local labels = tables.map(svg_reader.of(svg).points, function(point) return point.label end)
    local texts = svg_reader.texts(svg_reader.of(svg))
    return table.concat(labels, "\n"), spaced(table.concat(texts, " "))
  end

  for _, case in ipairs(pseudo_cases.list) do
    describe("with " .. case.name, function()
      local expected = EXPECTED[case.role]
      local is_place = case.by == "region" or case.by == "departement"
      local is_part = not is_place and case.units[1].departement ~= nil

      setup(function() shell.write(source, pseudo_cases.csv(case)) end)

      it("ranks the true units, and says what it leaves out", function()
        if is_part then
          assert.are.equal(expected.total, values_of(csv "top", 6))
        else
          assert.are.equal("66 44", values_of(csv "top", 6))
          assert.matches(expected.left_out, spaced(output("top", "--format", "md")), 1, true)
        end
      end)

      if case.by == "departement" then
        it("ranks no region that has nothing else", function()
          assert.are.equal("66 44", values_of(csv("top", "--by", "region"), 6))
        end)
      end

      it("compares the true units, and says what it leaves out", function()
        assert.are.equal("66 44", values_of(csv("compare", all_units(case)), 7))
        assert.matches(expected.left_out,
          spaced(output("compare", "--format", "md", all_units(case))), 1, true)
      end)

      it("counts it in the sums that it shows and compares", function()
        assert.matches("2021%-Q1,[^\n]*,radiations," .. expected.total:gsub("%-", "%%-")
          .. ",account,,final\n$", csv "show")
        assert.are.equal(expected.total, values_of(csv "compare", 7))
      end)

      it("shows it by name and code", function()
        for _, spelling in ipairs(case.spellings) do
          local field, value = next(spelling)
          local text = csv("show", "--where", ("%s=%s"):format(field, value))
          local last = text:match "2021%-Q1,[^\n]*,radiations,(%-?%d+),account,,final\n$"
          assert.are.equal(expected.last, last, field .. "=" .. value)
        end
      end)

      it("draws the true units, and says what it leaves out", function()
        local labels, text = drawn("chart", "--format", "svg", all_units(case))
        assert.is_nil(has_name(labels))
        assert.matches(expected.left_out, text, 1, true)
      end)

      it("checks it as what it is", function()
        local text, code = csv "check"
        assert.are.equal(expected.code, code)
        assert.are.equal(expected.findings, values_of(text, 1))
      end)

      if is_place then
        it("maps the true units, and says what it leaves out", function()
          local labels, text = drawn("map")
          assert.is_nil(has_name(labels))
          assert.matches(expected.left_out, text, 1, true)
        end)

        it("reports on a place without it", function()
          local html = output("report", case.by == "region" and "region:84" or "01")
          -- of four quarters: 60 + 60 + 60 + 66
          assert.are.equal("246", report_html.tile(html, "radiations").value)
          for label in html:gmatch 'data%-label="([^"]*)"' do assert.is_nil(has_name(label)) end
        end)
      end
    end)
  end
end)
