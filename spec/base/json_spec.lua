local cjson = require "cjson"
local hygiene = require "spec.support.hygiene"
local json = require "urssaf.base.json"
local json_weight = require "urssaf.base.json_weight"
local lua = require "spec.support.lua"

describe("urssaf.base.json", function()
  hygiene("urssaf.base.json", { "decode", "name" })
  hygiene("urssaf.base.json_weight", "function")
  hygiene("urssaf.base.json_writer", { "encode", "label", "list", "object", "string" })

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

  -- what is allocated while each is decoded, garbage included
  it("weighs no less than what decoding takes", function()
    local many = {}
    for i = 1, 30000 do many[i] = ('"k%d":%d'):format(i, i) end
    for name, text in pairs {
      lists = "[" .. ("[],"):rep(50000) .. "0]", objects = "[" .. ("{},"):rep(50000) .. "0]",
      fields = "[" .. ('{"a":1},'):rep(50000) .. "0]", numbers = "[" .. ("1,"):rep(50000) .. "0]",
      deep_lists = "[" .. (("["):rep(900) .. ("]"):rep(900) .. ","):rep(50) .. "0]",
      deep_objects = "[" .. (('{"a":'):rep(900) .. "1" .. ("}"):rep(900) .. ","):rep(50) .. "0]",
      one_object = "{" .. table.concat(many, ",") .. "}",
      texts = '["' .. table.concat(many, '","'):gsub('"k', "k"):gsub('":', ":") .. '"]',
    } do
      lua.collect_all()
      local before = collectgarbage("count")
      collectgarbage("stop")
      local value = json.decode(text)
      local taken = (collectgarbage("count") - before) * 1024
      collectgarbage("restart")
      assert.is_table(value, name)
      local weight = json_weight(text, 1e9)
      assert.is_true(taken <= weight, ("%s: %.0f bytes, weighs %.0f"):format(name, taken, weight))
    end
  end)

  it("weighs by its size and by what could be a value", function()
    assert.are.equal(2 + 128, json_weight("[]", 1e9))
    assert.are.equal(15 + 5 * 128, json_weight('{"a":[1,{}],""}', 1e9))
    assert.are.equal(5, json_weight('"abc"', 1e9))
    assert.are.equal(4 + 128, json_weight('"\\n"', 1e9))
    assert.are.equal(300 + 6 * 128, json_weight(("[],"):rep(100), 1000)) -- the first above 1000
  end)

  it("does not change the host's cjson", function()
    cjson.decode_max_depth(5)
    json.decode "[[[[[[[[1]]]]]]]]"
    assert.are.equal(5, cjson.decode_max_depth())
    assert.is_false(pcall(cjson.decode, "[[[[[[[[1]]]]]]]]"))
    cjson.decode_max_depth(1000)
  end)
end)
