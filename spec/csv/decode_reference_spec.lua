local decoding = require "spec.support.decoding"
local lua = require "spec.support.lua"
local reference_decoder = require "spec.support.oracle.reference_decoder"

local BOM = decoding.BOM
local role_list, decoded, told = decoding.role_list, decoding.decoded, decoding.told
local dump, generator, shuffled = decoding.dump, decoding.generator, decoding.shuffled
local lines = decoding.lines

describe("the order", function()
  local names = { "annee", "trimestre", "jour", "code", "nom", "region", "m", "n", "note", "vu" }
  local kinds = {
    annee = { role = "year" }, trimestre = { role = "quarter" }, jour = { role = "last_day" },
    code = { role = "dimension", rank = 2, width = 2 }, nom = { role = "attribute", rank = 3 },
    region = { role = "dimension", rank = 1 }, m = { role = "measure", rank = 1 },
    n = { role = "measure", rank = 2 }, note = { role = "attribute", rank = 9 },
    vu = { role = "ignored" },
  }
  local ends = { "03-31", "06-30", "09-30", "12-31" }

  -- Rows of many units with gaps, names that change and codes that are missing.
  local function records()
    local random, list = generator(42), {}
    for _, code in ipairs { "1", "19", "2A", "2B", "21", "971", "" } do
      for stamp = 2015 * 4, 2021 * 4 + 3 do
        if random(4) > 1 then
          local year, quarter = math.floor(stamp / 4), stamp % 4 + 1
          list[#list + 1] = {
            annee = tostring(year), trimestre = tostring(quarter),
            jour = year .. "-" .. ends[quarter], code = random(2) == 1 and code or
              (#code == 1 and "0" .. code or code),
            nom = code == "" and "ailleurs" or ("nom %s;%d"):format(code, math.floor(year / 3)),
            region = code < "2" and "Une" or "Autre",
            m = random(5) == 1 and "" or tostring(random(1000)),
            n = random(5) == 1 and "" or ("%d.%02d"):format(random(100), random(99)),
            note = code == "21" and "note " .. quarter or "note", vu = tostring(random(9)),
          }
        end
      end
    end
    return list
  end

  local function write(list, order)
    local rows = { table.concat(order, ";") }
    for i, record in ipairs(list) do
      local cells = {}
      for k, name in ipairs(order) do
        local cell = record[name]
        cells[k] = cell:find ";" and '"' .. cell .. '"' or cell
      end
      rows[i + 1] = table.concat(cells, ";")
    end
    return lines(lua.unpack(rows))
  end

  local function roles_for(order)
    local roles, at = {}, {}
    for i, name in ipairs(order) do at[name] = i end
    for i, name in ipairs(order) do
      roles[i] = {}
      for field, value in pairs(kinds[name]) do roles[i][field] = value end
      if name == "nom" then roles[i].of = at.code end
    end
    return roles
  end

  it("of rows and columns makes no difference", function()
    local list = records()
    local body, roles = write(list, names), roles_for(names)
    local expected = dump((assert(reference_decoder.decode(body, roles))))
    local result, columns = decoded(body, roles)
    assert.are.equal(expected, dump(result))
    assert.is_true(columns[9].varies)
    local random = generator(2)
    for round = 1, 100 do
      local order = shuffled(names, random)
      local got = dump(decoded(write(shuffled(list, random), order), roles_for(order), nil, 4096))
      if got ~= expected then assert.are.equal(expected, got, "round " .. round) end
    end
  end)

  it("of rows makes no difference to whether a body is refused", function()
    local list = records()
    list[#list + 1] = list[17]
    local random = generator(5)
    for _ = 1, 30 do
      local _, err = decoded(write(shuffled(list, random), names), roles_for(names))
      assert.are.equal("decode", err.kind)
      assert.is_truthy(err.message:find "twice")
    end
  end)
end)

-- Small damage to a good body. The reference decoder tells what the result of each should be.
describe("any damage", function()
  local body = BOM .. "annee;trimestre;code;nom;\"m\";n\r\n" .. table.concat({
    '2021;1;1;Ain;10;1.5', '2021;T2;01;"A;""in""";;2', '2020-01-01;4;2A;"Corse\ndu Sud";0;',
    '2021;3;;ailleurs;12.0;-3', '2021;4;21;"";1e3;0.1',
  }, "\r\n") .. "\r\n"
  local roles = role_list { "year", "quarter",
    { role = "dimension", name = "code", width = 2, rank = 1 },
    { role = "attribute", name = "nom", rank = 2, of = 3 }, "measure", "measure" }
  local odd = { ";", '"', "\n", "\r", "\r\n", "\0", BOM, "\239", "\195", "\169", ",", "5", "-", ".",
    "e", '""', ";;", "é", "\237\160\128", "\127", "2021", "" }

  local function damaged(random)
    local text = body
    for _ = 1, random(3) do
      local at = random(#text + 1)
      text = text:sub(1, at - 1) .. odd[random(#odd)] .. text:sub(at + random(3) - 1)
    end
    return random(5) == 1 and text:sub(1, random(#text)) or text
  end

  it("has the outcome that the plain decoder gives it", function()
    local random, seen = generator(1234), {}
    for _ = 1, 4000 do
      local text = damaged(random)
      local rows = reference_decoder.split(text, ";", 1048576)
      if not rows[1] or #rows[1] == #roles then
        local expected, err = reference_decoder.decode(text, roles)
        local got, wrong = decoded(text, roles, nil, random(40))
        local outcome = expected and "read" or err.kind
        seen[outcome] = (seen[outcome] or 0) + 1
        expected, got = dump(expected or told(err)), dump(got or told(wrong))
        if expected ~= got then assert.are.equal(expected, got, ("%q"):format(text)) end
      end
    end
    assert.is_true(seen.read > 100 and seen.decode > 100 and seen.incomplete > 3)
  end)
end)
