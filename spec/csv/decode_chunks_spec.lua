local decode = require "urssaf.decode"
local decoding = require "spec.support.decoding"
local lua = require "spec.support.lua"
local reference_decoder = require "spec.support.oracle.reference_decoder"

local BOM = decoding.BOM
local role_list, decoded, dump = decoding.role_list, decoding.decoded, decoding.dump

describe("whatever the chunks", function()
  local labels = "Région;Dernier jour du trimestre;Code Département;Année;Chiffres d'affaires"
    .. ";Trimestre;Economiquement actifs;Département;Remarque"
  local label_roles = role_list {
    { role = "attribute", name = "region", rank = 1 }, "last_day",
    { role = "dimension", name = "code_departement", rank = 2, width = 2 }, "year",
    { role = "measure", name = "chiffres_d_affaires", rank = 2 }, "quarter",
    { role = "measure", name = "economiquement_actifs", rank = 1 },
    { role = "attribute", name = "departement", rank = 3, of = 3 }, "ignored",
  }
  local rows = {
    'Corse;2021-06-30;2A;2021;"1200.5";2;10;Corse-du-Sud;"a;b ""c"""',
    '"Auvergne-Rhône-Alpes";2021-03-31;1;2021;7;"T1";;Ain;"deux\nlignes, puis\r\ntrois"',
    'Auvergne-Rhône-Alpes;2021-12-31;"01";2021-01-01;;4;3;"Ain";',
    'Bretagne;2022-03-31;22;2022;-0.25;1;12.0;Côtes-d\'Armor;""',
    '"_non ""classé"" ailleurs_";2021-09-30;;2021;1e3;Q3;0;"l\'""ailleurs"" ; loin";"\n"',
  }

  local files = {
    { "LF, labels, quotes", labels .. "\n" .. table.concat(rows, "\n") .. "\n", label_roles },
    { "CRLF and BOM", BOM .. labels .. "\r\n" .. table.concat(rows, "\r\n") .. "\r\n",
      label_roles },
    { "BOM before a label that itself begins with one",
      BOM .. BOM .. labels .. "\r\n" .. table.concat(rows, "\r\n") .. "\r\n", label_roles },
    { "more marks than one before a label", BOM:rep(4) .. labels:gsub(";", ";" .. BOM:rep(3))
      .. "\n" .. table.concat(rows, "\n") .. "\n", label_roles },
    { "BOM before a quoted label with one inside", BOM .. '"' .. BOM .. 'Région"'
      .. labels:sub(#"Région" + 1) .. "\n" .. table.concat(rows, "\n") .. "\n", label_roles },
    { "no final newline", labels .. "\n" .. table.concat(rows, "\r\n"), label_roles },
    { "no final newline after a quoted cell",
      BOM .. labels .. "\n" .. rows[1] .. "\n" .. rows[2], label_roles },
    { "everything quoted", '"annee";"code";"m"\r\n"2021";"1;""2""";"3"\r\n"2020";"\r\n";"4"\r\n',
      role_list { "year", "dimension", "measure" } },
    { "two-byte BOM look-alike in the second column",
      "annee;\239\187\191code;m\n2021;\239\187\191;3\n",
      role_list { "year", "dimension", "measure" } },
  }

  for _, file in ipairs(files) do
    local name, body, roles = lua.unpack(file)
    it("the tables are the same: " .. name, function()
      local expected = dump((assert(reference_decoder.decode(body, roles))))
      assert.are.equal(expected, dump((assert(decoded(body, roles)))))
      for size = 1, 64 do
        local got = dump(decoded(body, roles, nil, size))
        if got ~= expected then assert.are.equal(expected, got, "pieces of " .. size) end
      end
      for at = 0, #body do
        local got = dump(decoded(body, roles, nil, { at }))
        if got ~= expected then assert.are.equal(expected, got, "cut behind byte " .. at) end
      end
    end)
  end

  it("the first of these files reads as a person would read it", function()
    local result = decoded(files[1][2], label_roles, nil, 1)
    local periods = { "2021-Q1", "2021-Q2", "2021-Q3", "2021-Q4", "2022-Q1" }
    local list = {}
    for i, s in ipairs(result.series) do
      list[i] = { s.key.region, s.key.code_departement or "", s.key.departement, s.measure,
        s.values }
    end
    assert.are.same(periods, result.periods)
    assert.are.same({
      { "Auvergne-Rhône-Alpes", "01", "Ain", "economiquement_actifs", { [4] = 3 } },
      { "Auvergne-Rhône-Alpes", "01", "Ain", "chiffres_d_affaires", { 7.0 } },
      { "Bretagne", "22", "Côtes-d'Armor", "economiquement_actifs", { [5] = 12 } },
      { "Bretagne", "22", "Côtes-d'Armor", "chiffres_d_affaires", { [5] = -0.25 } },
      { "Corse", "2A", "Corse-du-Sud", "economiquement_actifs", { [2] = 10 } },
      { "Corse", "2A", "Corse-du-Sud", "chiffres_d_affaires", { [2] = 1200.5 } },
      { '_non "classé" ailleurs_', "", 'l\'"ailleurs" ; loin', "economiquement_actifs",
        { [3] = 0 } },
      { '_non "classé" ailleurs_', "", 'l\'"ailleurs" ; loin', "chiffres_d_affaires",
        { [3] = 1000.0 } },
    }, list)
  end)

  it("a chunk is read to its end although nobody else keeps it", function()
    local decoder = decode.csv {}
    local body = { "annee;m" }
    for i = 1, 50 do body[i + 1] = ("%d;%d"):format(1950 + i, i) end
    decoder:feed(table.concat(body, "\n") .. "\n")
    local size = #table.concat(body, "\n") + 1
    for _ = 1, 3 do collectgarbage() end
    local litter = {}
    for i = 1, 200 do litter[i] = ("\0"):rep(size - 3) .. ("%03d"):format(i) end
    assert.is_true(decoder:roles(role_list { "year", "measure" }))
    local values = decoder:finish().series[1].values
    for i = 1, 50 do assert.are.equal(i, values[i]) end
    assert.are.equal(200, #litter)
  end)

  -- Rows without quotes are read in blocks of 64 bytes, except at the end of a chunk.
  it("a line has its own cells, also if the last is empty", function()
    local list, expected = { "annee;m" }, {}
    for i = 1, 60 do
      list[i + 1] = ("%d;%s"):format(1950 + i, i % 3 == 0 and i or "")
      expected[i] = i % 3 == 0 and i or nil
    end
    for _, line_end in ipairs { "\n", "\r\n" } do
      local body = table.concat(list, line_end) .. line_end
      for _, size in ipairs { 1, 100, 10000 } do
        local result = assert(decoded(body, role_list { "year", "measure" }, nil, size))
        assert.are.equal(60, result.rows)
        assert.are.same(expected, result.series[1].values)
      end
    end
  end)

  it("empty chunks change nothing", function()
    local decoder = decode.csv {}
    decoder:feed ""
    decoder:feed "annee;"
    decoder:feed ""
    decoder:feed "m\n"
    decoder:roles(role_list { "year", "measure" })
    for _, piece in ipairs { "", "2021", "", ";", "", "5", "", "\n", "" } do
      assert.is_true(decoder:feed(piece))
    end
    assert.are.same({ 5 }, decoder:finish().series[1].values)
  end)
end)
