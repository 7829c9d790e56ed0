-- The catalog: pages of metadata.
local answers = require "spec.cost.answers"
local attacks = require "spec.cost.attacks"

local MIB = 1024 * 1024

local function catalog(urssaf, url)
  return urssaf.catalog(attacks.options(url, { timeout = 10 }))
end

-- Serves pages of datasets that no page before had; so many are counted.
local function pages(total, dataset, wrap)
  return function(n, _, send, target)
    local offset, list = tonumber(target:match "offset=(%d+)"), {}
    for i = 1, math.min(100, total(n) - offset) do list[i] = dataset(offset + i, n) end
    local body = ('{"total_count":%d,"results":[%s]}'):format(total(n), table.concat(list, ","))
    send(wrap and answers.whole("json", answers.gzip(body), answers.GZIP)
      or answers.whole("json", body))
  end
end

local function endless()
  return 1000000000
end

local function short(i)
  return ('{"dataset_id":"d%d"}'):format(i)
end

return {
  { name = "as many datasets as a portal has", size = 200, ends = "ok", call = catalog,
    memory = { 32, 8 }, seconds = { 2, 0.1 },
    serve = pages(function(n) return n end, function(i)
      return ('{"dataset_id":"d%d","fields":[%s],"metas":{"default":{"description":"%s"}}}')
        :format(i, answers.FIELDS, ("Les déclarations. "):rep(100))
    end) },
  { name = "pages without end", bound = "MAX_DATASETS", size = 1, ends = "limit",
    call = catalog, memory = { 0, 8 }, seconds = { 0, 0.2 }, serve = pages(endless, short) },
  { name = "long pages, compressed", bound = "MAX_JSON_WEIGHT", size = 64 * 1024, ends = "limit",
    call = catalog, memory = { 0, 256 }, seconds = { 0, 3 },
    serve = pages(function() return 1900 end, function(i, n)
      return ('{"dataset_id":"d%d","x":"%d%s"}'):format(i, i, ("a"):rep(n))
    end, true) },
  { name = "a page of empty lists", bound = "MAX_JSON_BYTES", size = 4 * MIB,
    ends = "limit", call = catalog, memory = { 0, 256 }, seconds = { 0, 2 },
    serve = function(n, _, send)
      send(answers.whole("json", '{"total_count":1,"results":[{"dataset_id":"a","x":[[]'
        .. (",[]"):rep(math.floor(n / 3)) .. "]}]}"))
    end },
  { name = "a page of more than a hundred", size = 10000, ends = "limit ok",
    call = catalog, memory = { 24, 8 }, seconds = { 2, 0.05 },
    serve = function(n, _, send)
      local list = {}
      for i = 1, n do list[i] = short(i) end
      send(answers.whole("json", ('{"total_count":%d,"results":[%s]}'):format(n,
        table.concat(list, ","))))
    end },
}
