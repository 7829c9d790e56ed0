-- The documents that examples/hosts/pandoc makes: their formats, and where their data come from,
-- with C modules and without.
local cjson = require "spec.support.cjson"
local documents = require "spec.support.hosts.pandoc_documents"
local pandocs = require "spec.support.hosts.pandocs"
local shell = require "spec.support.shell"

local SPACE, MINUS, FRENCH = documents.SPACE, documents.MINUS, documents.FRENCH

describe("the documents of examples/hosts/pandoc #host", function()
  local pandoc = pandocs.for_cases()

  -- Sources name the day of access: if midnight passes, the work is done again.
  local function on_one_day(work)
    local day, results
    repeat
      day = os.date "!%Y-%m-%d"
      results = work()
    until os.date "!%Y-%m-%d" == day
    return results
  end

  pandoc:case("the charts are in HTML, docx, odt and epub", function()
    local list = pandoc:figures(pandoc:example())
    local pictures = {}
    for i, figure in ipairs(list) do
      pictures[i] = pandoc:read(figure.picture):gsub("%s+$", "")
    end
    table.sort(pictures)
    local page = pandoc:written("example.md", "-t html --self-contained -M urssaf-data=figures.csv")
    assert.are.equal(2, select(2, page:gsub('<img src="data:image/svg%+xml;base64,', "")))
    assert.matches('<td style="text-align: right;">15' .. SPACE .. "289</td>", page, 1, true)
    for _, format in ipairs { "docx", "odt", "epub" } do
      -- without rsvg-convert pandoc prints a warning
      local ok, _, said = pandoc:run("example.md", "-M urssaf-data=figures.csv -o out." .. format)
      assert.is_true(ok, said)
      local archive = documents.unpacked(pandoc.folder .. "/out." .. format)
      for i, picture in ipairs(archive.pictures) do
        archive.pictures[i] = picture:gsub("%s+$", "")
      end
      table.sort(archive.pictures)
      assert.are.same(pictures, archive.pictures)
      for _, words in ipairs { "Comptes radiés en Corse-du-Sud", "15" .. SPACE .. "289",
        MINUS .. "7,6", "Évolution sur un an" } do
        assert.matches(words, archive.text, 1, true)
      end
    end
  end)

  pandoc:case("the table in its README is the one it makes", function()
    local text = pandoc:written(pandoc:example(), "-t plain -M urssaf-data=figures.csv")
    local shown = 0
    for line in shell.read(pandocs.EXAMPLE .. "/README.md"):gmatch "\n(  T%d[^\n]*)" do
      shown = shown + 1
      assert.matches("\n" .. line:gsub("(%d) (%d%d%d) ", "%1" .. SPACE .. "%2 ", 1) .. "\n",
        "\n" .. text:gsub("(T%d)" .. SPACE, "%1 ") .. "\n", 1, true)
    end
    assert.is_true(shown >= 4)
  end)

  pandoc:case("makes the same document with and without C, from the same file", function()
    pandoc:example()
    for _, format in ipairs { "-t json", "-t plain", "-t html --self-contained" } do
      local both = on_one_day(function()
        local arguments = format .. " -M urssaf-data=figures.csv"
        return { pandoc:written("example.md", arguments), pandoc:written("example.md", arguments,
          { LUA_CPATH = pandocs.WITHOUT_C }) }
      end)
      assert.is_true(#both[1] > 1000)
      assert.are.equal(both[1], both[2])
    end
    assert.are.equal(0, #pandoc.portal:requests(pandoc.portal:with {}))
  end)

  pandoc:case("finds the file beside the document, or by its path", function()
    pandoc:example()
    assert.is_true(shell.run(("cd %s && mkdir -p beside && cp example.md beside"
      .. " && cp figures.csv beside/own.csv"):format(pandoc.folder)))
    for document, data in pairs { ["beside/example.md"] = "own.csv",
      ["./example.md"] = "beside/own.csv", ["example.md"] = pandoc.folder .. "/figures.csv" } do
      assert.matches("29" .. SPACE .. "834",
        pandoc:written(document, "-t plain -M urssaf-data=" .. data), 1, true)
    end
  end)

  pandoc:case("fetches once for all blocks, with libcurl or by pandoc, the same", function()
    pandoc:example()
    local base_url = pandoc.portal:with {}
    local function asked(more)
      local before = #pandoc.portal:requests(base_url)
      more.URSSAF_BASE_URL = base_url
      return pandoc:written("example.md", "-t json", more),
        #pandoc.portal:requests(base_url) - before
    end
    local results = on_one_day(function()
      shell.run(("rm -rf %s/kept"):format(pandoc.folder))
      local with, count = asked {}
      local again, count_again = asked {} -- what is kept answers
      local without, count_without = asked { LUA_CPATH = pandocs.WITHOUT_C }
      return { with, again, without, count, count_again, count_without }
    end)
    assert.are.same({ 3, 0, 3 }, { results[4], results[5], results[6] })
    assert.are.equal(results[1], results[2])
    assert.are.equal(results[1], results[3])
    local list = documents.figures(cjson.decode(results[1]))
    documents.check_table(list[1], pandoc:series("38", "economiquement_actifs"), "2019", nil,
      FRENCH)
    for _, words in ipairs { "données synthétiques", "publication du 16 juillet 2026",
      "licence Open Database License (ODbL)", base_url, "consulté le " } do
      assert.matches(words, list[2].source, 1, true)
    end
  end)

  pandoc:case("does not fetch for a document without blocks", function()
    local base_url = pandoc.portal:with {}
    local path = pandoc:write("none.md", "```{.lua measure=radiations}\nprint(1)\n```\n")
    local text = pandoc:written(path, "-t html", { URSSAF_BASE_URL = base_url })
    assert.matches('<code class="sourceCode lua">', text, 1, true)
    assert.are.equal(0, #pandoc.portal:requests(base_url))
  end)

  pandoc:case("tells the author, once, that nothing is kept", function()
    pandoc:example()
    local ok, _, said = pandoc:run("example.md", "-t plain -o out.it",
      { URSSAF_CACHE_DIR = "/dev/null/x" })
    assert.is_true(ok, said)
    assert.matches("^urssaf: note: this publication is not kept: [^\n]+\n$", said)
    assert.is_nil(pandoc:read("out.it"):find("kept", 1, true))
  end)
end)
