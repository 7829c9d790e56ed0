local cjson = require "cjson"
local hygiene = require "spec.support.hygiene"
local json = require "urssaf.base.json"
local lua = require "spec.support.lua"

describe("urssaf.base.json", function()
  hygiene("urssaf.base.json", { "decode", "encode", "label", "list", "name", "object",
    "string" })

  it("decodes whole numbers as integers, others as floats", function()
    local value = json.decode '[12, 12.0, 1e6, -3, 12.5, 1e300]'
    local types = {}
    for i, number in ipairs(value) do types[i] = lua.number_type(number) end
    assert.are.same({ "integer", "integer", "integer", "integer", "float", "float" }, types)
    assert.are.same({ 12, 12, 1000000, -3, 12.5, 1e300 }, value)
  end)

  it("decodes null as nil, at every depth", function()
    local value = json.decode '{"a": null, "b": [1, null, {"c": null, "d": 2}]}'
    assert.are.same({ b = { 1, [3] = { d = 2 } } }, value)
    assert.is_nil((json.decode "null"))
  end)

  it("explains what is wrong with invalid JSON", function()
    for _, text in ipairs { "", "{", "<html>", '{"a": }', "[1,]" } do
      local value, problem = json.decode(text)
      assert.is_nil(value)
      assert.is_string(problem)
    end
  end)

  it("does not change the host's cjson", function()
    cjson.decode_max_depth(5)
    json.decode "[[[[[[[[1]]]]]]]]"
    assert.are.equal(5, cjson.decode_max_depth())
    assert.is_false(pcall(cjson.decode, "[[[[[[[[1]]]]]]]]"))
    cjson.decode_max_depth(1000)
  end)
end)
