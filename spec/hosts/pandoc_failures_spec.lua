-- What examples/hosts/pandoc says of a wrong block, and of data that cannot be had.
local pandocs = require "spec.support.hosts.pandocs"
local standin = require "spec.support.standin"

local block = pandocs.block

-- The exit code of pandoc, and of the example, if a filter fails.
local FAILED = 83

describe("the failures of examples/hosts/pandoc #host", function()
  local pandoc = pandocs.for_cases()

  -- Asserts that pandoc fails with one line with this text, and does not change the document.
  local function check_line(expected, document, arguments, more)
    pandoc:write("out.it", "before")
    local ok, code, said = pandoc:run(document, arguments .. " -t plain -o out.it", more)
    assert.is_false(ok, said)
    assert.matches("^[^\n]+\n$", said)
    assert.matches(expected, said, 1, true)
    assert.are.equal("before", pandoc:read "out.it")
    return code, said
  end

  local function check_refusal(expected, document, arguments, more)
    local code, said = check_line(expected, document, arguments, more)
    assert.are.equal(FAILED, code)
    assert.matches("^urssaf: ", said)
  end

  pandoc:case("a wrong block is named in one line, with what is wrong", function()
    for attributes, expected in pairs {
      ['departement="Isèr" measure="radiations"'] =
        '{.urssaf departement="Isèr" measure="radiations"}: no département is'
        .. " 'Isèr' (did you mean 'Isère'?)\n",
      ['departement="38" measure="radiation"'] = "unknown measure 'radiation' (did you mean"
        .. " 'radiations'?)\n",
      ['departement="38" mesure="radiations"'] = "unknown attribute 'mesure': there are"
        .. " departement, measure, from, to\n",
      ['departement="38"'] = ": say which measure\n",
      ['measure="radiations"'] = ": say which departement\n",
      ['departement="Bretagne" measure="radiations"'] = "(Bretagne is a region)",
      ['departement="976" measure="radiations"'] = "no figures of radiations for Mayotte in"
        .. " these data\n",
      ['departement="38" measure="solde"'] = "no figures of solde for Isère in these data\n",
      ['departement="38" measure="radiations" from="2021-Q5"'] = "'2021-Q5' is not one quarter",
      ['departement="38" measure="radiations" from="2022" to="2020"'] = "from is after to: 2022,",
      ['departement="38" measure="radiations" from="2032"'] = "no figures in this span: the first"
        .. " is of 2009-Q1, the last of 2025-Q4\n",
      ['departement="Guyane" measure="chiffres_d_affaires" to="2010"'] = "no figures in this span:"
        .. " the first is of 2011-Q1,",
    } do
      local path = pandoc:write("wrong.md", block 'departement="38" measure="radiations"'
        .. block(attributes))
      check_refusal(expected, path, "-M urssaf-data=figures.csv")
    end
  end)

  pandoc:case("an attribute that is given twice is refused", function()
    local path = pandoc:write("twice.md",
      block 'departement="38" measure="radiations" measure="immatriculations"')
    local _, code, said = pandoc:run(path, "-t plain -M urssaf-data=figures.csv -o out.it")
    assert.are.equal(FAILED, code)
    assert.matches("measure is said twice\n", said, 1, true) -- after pandoc's own warning
  end)

  pandoc:case("a file that cannot be read is named in one line", function()
    pandoc:write("empty.csv", "annee;trimestre;departement;radiations\n")
    pandoc:write("page.csv", "<!DOCTYPE html>\n<p>\n")
    for name, expected in pairs { ["none.csv"] = "/none.csv': No such file",
      ["empty.csv"] = "has a header and no row", ["page.csv"] = "save the CSV export" } do
      for _, cpath in ipairs { pandocs.WITH_C, pandocs.WITHOUT_C } do
        check_refusal(expected, pandoc:example(), "-M urssaf-data=" .. name, { LUA_CPATH = cpath })
      end
    end
  end)

  pandoc:case("an incomplete fetch fails with one line, by pandoc too", function()
    pandoc:example()
    for expected, faults in pairs {
      ["content: json was asked for; the answer is text/html"] = { on = "any", html = true },
      ["portal: NotFoundResource: no such dataset"] = { on = "any", status = 404,
        body = '{"error_code": "NotFoundResource", "message": "no such dataset"}' },
      ["answer is text/html and begins: <"] = { on = "any", status = 404 },
      ["quota: the portal's quota"] = { on = "any", status = 429 },
      ["incomplete: "] = { on = "export", cut_rows = 6000 },
      ["the portal counts 6868"] = { on = "export", cut = 100000 },
      ["Streaming interrupted"] = { on = "export",
        inject = { after_rows = 50, text = "Streaming interrupted due to an error" } },
      ["network: "] = { on = "export", reset = 0 },
    } do
      check_refusal(expected, "example.md", "",
        { URSSAF_BASE_URL = pandoc.portal:with { faults }, LUA_CPATH = pandocs.WITHOUT_C })
    end
    -- if the connection breaks within a body, pandoc itself fails
    assert.are.equal(1, (check_line("Connection reset by peer", "example.md", "",
      { URSSAF_BASE_URL = pandoc.portal:with { { on = "export", reset = 1000 } },
        LUA_CPATH = pandocs.WITHOUT_C })))
    for _, status in ipairs { 404, 429 } do
      check_refusal(status == 404 and "http: " or "quota: ", "example.md", "",
        { URSSAF_BASE_URL = pandoc.portal:with { { on = "any", status = status } } })
    end
    check_refusal("urssaf: network: no connection: Connection refused (", "example.md", "",
      { URSSAF_BASE_URL = "http://127.0.0.1:1", LUA_CPATH = pandocs.WITHOUT_C })
  end)

  pandoc:case("a key that pandoc cannot send is refused, without a request", function()
    pandoc:example()
    local base_url = pandoc.portal:with {}
    local more = { URSSAF_BASE_URL = base_url, URSSAF_API_KEY = standin.API_KEY,
      LUA_CPATH = pandocs.WITHOUT_C }
    check_refusal("network: pandoc sends no API key", "example.md", "", more)
    assert.are.equal(0, #pandoc.portal:requests(base_url))
    more.LUA_CPATH = pandocs.WITH_C
    pandoc:written("example.md", "-t plain", more)
    assert.are.equal("Apikey " .. standin.API_KEY,
      pandoc.portal:requests(base_url)[1].headers.authorization)
  end)
end)
