-- Metadata and counts: JSON.
local answers = require "spec.cost.answers"
local attacks = require "spec.cost.attacks"

local MIB = 1024 * 1024

-- A portal whose metadata are this JSON.
local function metadata(json)
  return answers.portal { metadata = function(n) return answers.whole("json", json(n)) end }
end

local function count(json)
  return answers.portal { count = function(n) return answers.whole("json", json(n)) end }
end

local function describe(urssaf, url)
  return urssaf.describe("attack", attacks.options(url))
end

local function fetch_mistyped(urssaf, url)
  return urssaf.fetch("attack", attacks.options(url, { measures = { ("radiation"):rep(20) } }))
end

-- The fields of the portal, and so many more.
local function fields(n, name)
  local list = { answers.FIELDS }
  for i = 1, n do list[i + 1] = ('{"name":"%s","type":"int"}'):format(name(i)) end
  return answers.metadata(table.concat(list, ","))
end

local function numbered(i)
  return "a" .. i
end

return {
  { name = "as many fields as may be", size = 1000, ends = "ok", call = describe,
    memory = { 24, 8 }, seconds = { 1, 0.05 },
    serve = metadata(function(n) return fields(n, numbered) end) },
  { name = "too many fields", bound = "MAX_FIELDS", size = 20000, ends = "limit",
    call = describe, memory = { 24, 8 }, seconds = { 1, 0.05 },
    serve = metadata(function(n) return fields(n, numbered) end) },
  { name = "too many fields, fetched", bound = "MAX_FIELDS", size = 20000, ends = "limit",
    memory = { 24, 8 }, seconds = { 1, 0.05 },
    serve = metadata(function(n) return fields(n, numbered) end) },
  { name = "a long name", bound = "MAX_TEXT", size = 64 * 1024, ends = "schema", call = describe,
    memory = { 16, 8 }, seconds = { 1, 0.05 },
    serve = metadata(function(n) return fields(1, function() return ("a"):rep(n) end) end) },
  { name = "long names and a mistyped measure", size = 16, ends = "schema",
    call = fetch_mistyped, memory = { 16, 8 }, seconds = { 1, 0.1 },
    serve = metadata(function(n)
      return fields(n, function(i) return ("radiation"):rep(400) .. i end)
    end) },
  { name = "many names and a mistyped measure", size = 500, ends = "schema",
    call = fetch_mistyped, memory = { 24, 8 }, seconds = { 10, 0.1 },
    serve = metadata(function(n)
      return fields(n, function(i) return ("radiation"):rep(6) .. i end)
    end) },
  { name = "long names in a query", bound = "MAX_SELECTION", size = 150, ends = "limit",
    call = function(urssaf, url)
      return urssaf.fetch("attack", attacks.options(url, { measures = { "radiations" } }))
    end,
    memory = { 24, 8 }, seconds = { 1, 0.05 },
    serve = metadata(function(n)
      return (fields(n, function(i) return ("a"):rep(250) .. i end):gsub('"int"}', '"text"}'))
    end) },
  { name = "names without a date", size = 1000, ends = "schema",
    memory = { 24, 8 }, seconds = { 2, 0.05 },
    serve = metadata(function(n)
      return (fields(n, numbered):gsub("annee", "anne_"))
    end) },
  { name = "nested deeply", size = MIB, ends = "content limit", call = describe,
    memory = { 8, 8 }, seconds = { 0.5, 0.05 },
    serve = metadata(function(n)
      return '{"fields":[{"name":"a"}],"x":' .. ("["):rep(n) .. ("]"):rep(n) .. "}"
    end) },
  { name = "empty lists", bound = "MAX_JSON_BYTES", size = 4 * MIB,
    ends = "limit", call = describe, memory = { 0, 256 }, seconds = { 0, 2 },
    serve = metadata(function(n)
      return '{"fields":[{"name":"a"}],"x":[[]' .. (",[]"):rep(math.floor(n / 3)) .. "]}"
    end) },
  { name = "blanks", bound = "MAX_JSON_BYTES", size = 20 * MIB,
    ends = "limit", call = describe, memory = { 0, 64 }, seconds = { 0, 0.5 },
    serve = metadata(function(n) return '{"fields":[' .. (" "):rep(n) .. '{"name":"a"}]}' end) },
  { name = "a count of many digits", size = MIB, ends = "content limit",
    memory = { 8, 8 }, seconds = { 0.5, 0.05 },
    serve = count(function(n) return '{"total_count":' .. ("1"):rep(n) .. "}" end) },
  { name = "a count among empty lists", bound = "MAX_JSON_BYTES", size = 4 * MIB,
    ends = "limit", memory = { 0, 256 }, seconds = { 0, 2 },
    serve = count(function(n)
      return '{"total_count":2,"results":[[]' .. (",[]"):rep(math.floor(n / 3)) .. "]}"
    end) },
}
