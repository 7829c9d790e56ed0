local cjson = require "spec.support.cjson"
local escape = require("socket.url").escape
local http_get = require "spec.support.http_get"
local sample = require "spec.support.standin.sample"
local standin = require "spec.support.standin"
local zlib = require "zlib"

local MAIN = "auto-entrepreneurs-par-departement"
local PAYROLL = "effectifs-salaries-et-masse-salariale-du-secteur-prive-par-region-x-na38"
local BOM = "\239\187\191"

local portal = standin.for_cases()

-- An address below the API; luasocket escapes the parameters.
local function address(path, parameters)
  local pairs_of = {}
  for name, value in pairs(parameters or {}) do
    pairs_of[#pairs_of + 1] = name .. "=" .. escape(tostring(value))
  end
  return portal.base_url .. path .. (#pairs_of > 0 and "?" .. table.concat(pairs_of, "&") or "")
end

local function get(path, parameters)
  return http_get(address(path, parameters))
end

local function get_json(path, parameters)
  local answer = get(path, parameters)
  assert.equal(200, answer.status, answer.body)
  return cjson.decode(answer.body)
end

local function csv(parameters, dataset)
  local answer = get("/catalog/datasets/" .. (dataset or MAIN) .. "/exports/csv", parameters)
  assert.equal(200, answer.status, answer.body)
  return answer.body
end

local function records(parameters, dataset)
  return get_json("/catalog/datasets/" .. (dataset or MAIN) .. "/records", parameters)
end

-- Lines of a CSV text in which nothing is quoted, each a list of cells.
local function table_of(text, delimiter)
  local rows = {}
  for line in text:gmatch("([^\r\n]*)\r\n") do
    local cells = {}
    for cell in (line .. delimiter):gmatch("([^" .. delimiter .. "]*)" .. delimiter) do
      cells[#cells + 1] = cell
    end
    rows[#rows + 1] = cells
  end
  return rows
end

local function column(rows, k)
  local cells = {}
  for i, row in ipairs(rows) do
    cells[i] = row[k]
  end
  return cells
end

describe("exports/csv", function()
  it("holds every cell of the sample once, and nothing else", function()
    local data = sample.auto_entrepreneurs()
    local units, periods = {}, {}
    for u, key in ipairs(data.units) do
      units[key.code_departement or ""] = u
    end
    for p, name in ipairs(data.periods) do
      periods[name] = p
    end
    local rows, seen = table_of(csv { with_bom = "false" }, ";"), 0
    local header = table.remove(rows, 1)
    assert.same({ "region", "departement", "annee", "trimestre", "dernier_jour_du_trimestre",
      "code_region", "code_departement", "immatriculations", "radiations", "chiffres_d_affaires",
      "economiquement_actifs", "administrativement_actifs" }, header)
    local met = {}
    for _, row in ipairs(rows) do
      local u, p = units[row[7]], periods[row[3] .. "-Q" .. row[4]]
      assert.is_nil(met[u * 100 + p])
      met[u * 100 + p] = true
      for k = 8, 12 do
        assert.equal(tostring(data:value(u, header[k], p) or ""), row[k])
        seen = seen + 1
      end
    end
    assert.equal(101 * 68, #rows)
    assert.equal(101 * 68 * 5, seen)
  end)

  it("has a BOM unless told not to, and CRLF also after the last row", function()
    assert.equal(BOM .. "region;", csv():sub(1, 10))
    local bare = csv { with_bom = "false" }
    assert.equal("region;", bare:sub(1, 7))
    assert.equal("\r\n", bare:sub(-2))
    assert.is_nil(bare:gsub("\r\n", ""):find("[\r\n]"))
  end)

  it("has its rows in no particular order, the same every time", function()
    local days = column(table_of(csv { select = "dernier_jour_du_trimestre" }, ";"), 1)
    local ordered = 0
    for i = 3, #days do
      ordered = ordered + (days[i] >= days[i - 1] and 1 or 0)
    end
    assert(ordered > 0.1 * #days and ordered < 0.9 * #days)
    assert.equal(csv(), csv())
  end)

  it("has labels, another delimiter or quotes everywhere on request", function()
    local text = csv { use_labels = "true", delimiter = ",", with_bom = "false", limit = 1 }
    assert.equal("Région,Département,Année,Trimestre,Dernier jour du trimestre,Code région,"
      .. "Code Département,Immatriculations,Radiations,Chiffres d'affaires,Economiquement actifs,"
      .. "Administrativement actifs", text:match("^[^\r]*"))
    local parameters = { where = 'code_departement="01" and annee=date\'2009\' and trimestre=1',
      select = "departement,annee,trimestre,dernier_jour_du_trimestre", with_bom = "false" }
    for _, delimiter in ipairs { ";", ",", "\t", "|" } do
      parameters.delimiter = delimiter
      assert.equal("Ain|2009|1|2009-03-31", csv(parameters):match("\r\n([^\r]*)\r\n$")
        :gsub(delimiter == "|" and "%z" or delimiter, "|"), nil)
    end
    parameters.quote_all = "true"
    assert.equal('"Ain"|"2009"|"1"|"2009-03-31"', csv(parameters):match("\r\n([^\r]*)\r\n$"))
  end)

  it("quotes only where it must, and doubles the quotes inside", function()
    local text = csv({ select = "secteur_na28i", with_bom = "false" }, PAYROLL)
    local seen = {}
    for line in text:gmatch("([^\r\n]+)\r\n") do
      seen[line] = true
    end
    assert.same({
      ["secteur_na28i"] = true, ["Industries agroalimentaires"] = true, ["Construction"] = true,
      ["Fabrication de produits métalliques"] = true, ["Hébergement et restauration"] = true,
      ['"Commerce; réparation d\'automobiles"'] = true,
      ['"Activités ""informatiques"" et conseil"'] = true,
    }, seen)
  end)

  it("leaves missing cells empty; a row of one missing cell is quoted", function()
    local where = 'code_departement="973" and annee=date\'2009\' and trimestre=1'
    assert.equal("973;\r\n", csv { where = where, select = "code_departement,chiffres_d_affaires",
      with_bom = "false" }:match("\n(.*)$"))
    assert.equal('""\r\n', csv { where = where, select = "chiffres_d_affaires",
      with_bom = "false" }:match("\n(.*)$"))
  end)

  it("writes doubles with a point, even if they are whole", function()
    local text = csv({ select = "salaire_moyen_par_tete_brut,effectifs_salaries_cvs",
      with_bom = "false", order_by = "dernier_jour_trim", limit = 1 },
      "masse-salariale-du-secteur-prive-france-entiere")
    assert.matches("^7000%.0;%d+%.%d+\r\n$", text:match("\n(.*)$"))
  end)

  it("filters, orders and limits rows", function()
    local rows = table_of(csv { with_bom = "false", select = "code_departement,annee,radiations",
      where = 'code_departement in ("2A","971") and trimestre = 4 and annee >= date\'2024\'',
      order_by = "code_departement desc, annee", limit = 3 }, ";")
    assert.same({ "code_departement", "971", "971", "2A" }, column(rows, 1))
    assert.same({ "annee", "2024", "2025", "2024" }, column(rows, 2))
  end)

  it("responds to an offset with status 200 and a sentence in the file", function()
    assert.matches("Streaming interrupted due to the following error: ", csv { offset = 10 })
  end)

  it("is sent in chunks, without length, ETag or Last-Modified, with the quota", function()
    local answer = get("/catalog/datasets/" .. MAIN .. "/exports/csv")
    local headers = answer.headers
    assert.equal("text/csv; charset=utf-8", headers["content-type"])
    assert.equal("chunked", headers["transfer-encoding"])
    assert.is_nil(headers["content-length"])
    assert.is_nil(headers.etag)
    assert.is_nil(headers["last-modified"])
    assert.matches("no%-store", headers["cache-control"])
    assert.equal(('attachment; filename="%s.csv"'):format(MAIN), headers["content-disposition"])
    assert.matches("^%d+$", headers["x-ratelimit-limit"])
    assert.matches("^%d+$", headers["x-ratelimit-remaining"])
    assert.matches("^%d%d%d%d%-%d%d%-%d%d 00:00:00%+00:00$", headers["x-ratelimit-reset"])
  end)

  it("is compressed for clients that accept gzip", function()
    local target = address("/catalog/datasets/" .. MAIN .. "/exports/csv")
    local answer = http_get(target, { ["accept-encoding"] = "deflate, gzip" })
    assert.equal("gzip", answer.headers["content-encoding"])
    assert(#answer.body < 300000)
    assert.equal(csv(), (zlib.inflate()(answer.body)))
    assert.is_nil(http_get(target).headers["content-encoding"])
    local unwanted = http_get(target, { ["accept-encoding"] = "gzip;q=0, br" })
    assert.is_nil(unwanted.headers["content-encoding"])
  end)
end)

describe("exports/json and exports/jsonl", function()
  local parameters = { where = 'code_departement="973" and annee=date\'2010\'',
    order_by = "trimestre", select = "code_departement,annee,trimestre,chiffres_d_affaires" }
  local expected = {}
  for quarter = 1, 4 do
    expected[quarter] = { code_departement = "973", annee = "2010", trimestre = quarter,
      chiffres_d_affaires = cjson.null }
  end

  it("have null for missing values, and dates as strings", function()
    assert.same(expected, get_json("/catalog/datasets/" .. MAIN .. "/exports/json", parameters))
    local lines = get("/catalog/datasets/" .. MAIN .. "/exports/jsonl", parameters).body
    local rows = {}
    for line in lines:gmatch("([^\n]+)\n") do
      rows[#rows + 1] = cjson.decode(line)
    end
    assert.same(expected, rows)
  end)

  it("are empty if nothing matches", function()
    local none = { where = 'code_departement="976"' }
    assert.same({}, get_json("/catalog/datasets/" .. MAIN .. "/exports/json", none))
  end)
end)

describe("records", function()
  it("are ten by default; all are counted", function()
    local answer = records()
    assert.equal(6868, answer.total_count)
    assert.equal(10, #answer.results)
  end)

  it("are only counted with limit=0", function()
    local answer = get("/catalog/datasets/" .. MAIN .. "/records?limit=0")
    assert.matches('"results": %[%]', answer.body)
    assert.equal(6868, cjson.decode(answer.body).total_count)
  end)

  it("count what matches; a plus sign is a blank", function()
    local target = "/catalog/datasets/" .. MAIN .. "/records?limit=0&where=annee+%3D+date'2024'+"
      .. "and+code_region+in+(%2294%22,%22%2093%22,'93')"
    assert.equal(4 * (2 + 6), get_json(target).total_count)
  end)

  it("have pages without gaps or overlaps", function()
    local where, seen = "annee=date'2024'", {}
    for offset = 0, 404, 100 do
      for _, row in ipairs(records { where = where, limit = 100, offset = offset }.results) do
        local id = tostring(row.code_departement) .. row.trimestre
        assert.is_nil(seen[id])
        seen[id] = true
        seen.count = (seen.count or 0) + 1
      end
    end
    assert.equal(404, seen.count)
  end)

  it("sort nulls last in both directions", function()
    local parameters = { where = 'code_departement="23" and annee=date\'2020\'',
      select = "trimestre, chiffres_d_affaires" }
    local values = {}
    for _, direction in ipairs { "asc", "desc" } do
      parameters.order_by = "chiffres_d_affaires " .. direction
      local rows = records(parameters).results
      assert.equal(4, #rows)
      assert.equal(cjson.null, rows[4].chiffres_d_affaires)
      assert.equal(2, rows[4].trimestre)
      values[direction] = rows
    end
    assert.same(values.asc[1], values.desc[3])
    assert(values.asc[1].chiffres_d_affaires < values.asc[2].chiffres_d_affaires)
  end)

  it("are filtered by refine", function()
    assert.equal(404, records { refine = 'annee:"2024"', limit = 0 }.total_count)
    assert.equal(68, records { refine = "departement:Paris", limit = 0 }.total_count)
  end)

  it("have the alias of a field", function()
    local row = records { select = "departement as nom", limit = 1 }.results[1]
    assert.is_string(row.nom)
    assert.is_nil(row.departement)
  end)
end)

describe("metadata", function()
  it("describe the dataset with every key the portal sends", function()
    local answer = get("/catalog/datasets/" .. MAIN)
    local about = cjson.decode(answer.body)
    for _, key in ipairs { "dataset_id", "dataset_uid", "visibility", "has_records",
      "data_visible", "features", "attachments", "alternative_exports", "fields", "metas" } do
      assert.is_not_nil(about[key], key)
    end
    for _, key in ipairs { "default", "dcat", "custom" } do
      assert.is_table(about.metas[key])
    end
    local default = about.metas.default
    assert.equal(MAIN, about.dataset_id)
    assert.equal(6868, default.records_count)
    assert.matches("^%d+%-%d%d%-%d%dT%d%d:%d%d:%d%d%+00:00$", default.data_processed)
    assert.equal("Open Database License (ODbL)", default.license)
    assert.equal(cjson.null, default.keyword)
    assert.matches('"attachments": %[%]', answer.body)
    assert.matches('"annotations": {}', answer.body, 1, true)
    assert.equal(12, #about.fields)
    assert.same({ name = "annee", label = "Année", type = "date", description = cjson.null,
      annotations = about.fields[3].annotations }, about.fields[3])
    assert.equal(tostring(#answer.body), answer.headers["content-length"])
  end)

  it("list the public datasets, page by page", function()
    local whole = get_json("/catalog/datasets")
    assert.equal(9, whole.total_count)
    assert.equal(9, #whole.results)
    local ids = {}
    for offset = 0, 9, 3 do
      local page = get_json("/catalog/datasets", { limit = 3, offset = offset })
      for _, about in ipairs(page.results) do
        ids[#ids + 1] = about.dataset_id
      end
    end
    local expected = {}
    for i, about in ipairs(whole.results) do
      expected[i] = about.dataset_id
      assert.not_equal("jeu-prive", about.dataset_id)
    end
    assert.same(expected, ids)
  end)
end)

describe("errors", function()
  local here = "/catalog/datasets/" .. MAIN
  local cases = {
    { here .. "/records", { limit = 101 }, 400, "InvalidRESTParameterError" },
    { here .. "/records", { limit = -2 }, 400, "InvalidRESTParameterError" },
    { here .. "/records", { limit = "ten" }, 400, "InvalidRESTParameterError" },
    { here .. "/records", { offset = 9991 }, 400, "InvalidRESTParameterError" },
    { here .. "/records", { group_by = "annee" }, 400, "InvalidRESTParameterError" },
    { here .. "/records", { lmit = 5 }, 400, "InvalidRESTParameterError" },
    { here .. "/records", { where = "nowhere=1" }, 400, "ODSQLError" },
    { here .. "/records", { where = 'trimestre="1"' }, 400, "ODSQLError" },
    { here .. "/records", { where = "trimestre=" }, 400, "ODSQLSyntaxError" },
    { here .. "/records", { select = "nowhere" }, 400, "ODSQLError" },
    { here .. "/records", { order_by = "nowhere" }, 400, "ODSQLError" },
    { here .. "/records", { refine = "nowhere:1" }, 400, "ODSQLError" },
    { here .. "/exports/csv", { where = "nowhere=1" }, 400, "ODSQLError" },
    { here .. "/exports/csv", { limit = -2 }, 400, "InvalidRESTParameterError" },
    { here .. "/exports/csv", { delimiter = "x" }, 400, "InvalidRESTParameterError" },
    { here .. "/exports/csv", { use_labels = "yes" }, 400, "InvalidRESTParameterError" },
    { here .. "/exports/xlsx", {}, 400, "InvalidRESTParameterError" },
    { "/catalog/datasets", { limit = 101 }, 400, "InvalidRESTParameterError" },
    { "/catalog/datasets/nowhere", {}, 404, "NotFoundResource" },
    { "/catalog/datasets/nowhere/records", { limit = 101 }, 404, "NotFoundResource" },
    { "/catalog/datasets/nowhere/exports/csv", {}, 404, "NotFoundResource" },
    { "/catalog/nothing", {}, 404, "NotFoundURI" },
    { "/", {}, 404, "NotFoundURI" },
    { here .. "/facets/more", {}, 404, "NotFoundURI" },
  }
  for _, case in ipairs(cases) do
    local path, parameters, status, code = case[1], case[2], case[3], case[4]
    local name, value = next(parameters)
    it(("%s %s=%s: %d %s"):format(path, tostring(name), tostring(value), status, code), function()
      local answer = get(path, parameters)
      assert.equal(status, answer.status)
      assert.equal("application/json", answer.headers["content-type"])
      assert.is_nil(answer.headers["x-ratelimit-limit"])
      assert.matches('^{\n  "error_code": "' .. code .. '",\n  "message": ".+"\n}$', answer.body)
    end)
  end

  it("accept offset + limit up to 10 000", function()
    assert.equal(200, get(here .. "/records", { offset = 9990, limit = 10 }).status)
  end)

  it("refuse the private dataset without the key in the header", function()
    local target = address("/catalog/datasets/jeu-prive/records")
    assert.equal(401, http_get(target).status)
    assert.equal("ForbiddenAccess", cjson.decode(http_get(target).body).error_code)
    assert.equal(401, http_get(target, { authorization = "Apikey wrong" }).status)
    assert.equal(401, http_get(target, { authorization = standin.API_KEY }).status)
    assert.not_equal(200, http_get(target .. "?apikey=" .. standin.API_KEY).status)
    local answer = http_get(target, { authorization = "Apikey " .. standin.API_KEY })
    assert.equal(200, answer.status)
    assert.equal(4, cjson.decode(answer.body).total_count)
  end)
end)
