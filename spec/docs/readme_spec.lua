-- The README's Lua is run as it stands, its commands exist, and it is short.
local doc_pages = require "spec.support.doc_pages"
local shell = require "spec.support.shell"

local readme, french = doc_pages.read "README.md", doc_pages.read "README.fr.md"

describe("the README's Lua", function()
  local _, runner = doc_pages.for_cases()

  local function run(program) return runner:output(program) end

  it("has ten lines that run", function()
    local program = doc_pages.under(readme, "Ten lines that run")
    local lines = 0
    for line in program.text:gmatch("[^\n]+") do
      if line:find("%S") then lines = lines + 1 end
    end
    assert.is_true(lines <= 10)
    local output = run(program.text)
    assert.matches("departement: 505 series, 2009-Q1 to 2025-Q4", output, 1, true)
    assert.matches("\n%d+\t0%.%d+\n", output)
    assert.matches("\nBretagne\tradiations\t%d+\t2025%-Q4\n", output)
  end)

  it("has no other program that nobody runs", function()
    assert.are.equal(1, #doc_pages.programs(readme, "lua"))
  end)
end)

describe("the README", function()
  it("names targets that the Makefile has", function()
    local makefile = shell.run_line "cat Makefile mk/*.mk"
    for page, least in pairs { [readme] = 3, [french] = 1 } do
      local named = 0
      for target in page.text:gmatch("make ([a-z]+)%f[^a-z][ `]") do
        named = named + 1
        assert.matches("\n" .. target .. ":", makefile, 1, true)
      end
      assert.is_true(named >= least)
    end
  end)

  it("is short: its tables are the guide's", function()
    assert.is_true(#readme.text <= 9 * 1024, #readme.text)
    assert.is_true(#french.text <= 6 * 1024, #french.text)
  end)
end)
