-- Answers that do not end, or that take long to decode: whatever comes, `timeout` ends the call, a
-- second later at most.
local answers = require "spec.cost.answers"
local attacks = require "spec.cost.attacks"
local zlib = require "zlib"

local KIB = 1024

local TIMEOUT, LATE = 0.5, 1

local function options(url, more)
  local all = attacks.options(url, more)
  all.timeout, all.retries = TIMEOUT, 1000
  return all
end

local CALLS = {
  fetch = function(urssaf, url) return urssaf.fetch("attack", options(url)) end,
  describe = function(urssaf, url) return urssaf.describe("attack", options(url)) end,
  catalog = function(urssaf, url) return urssaf.catalog(options(url)) end,
}

-- ------------------------------------------------------------------ answers to any request

local function dribble(first, piece)
  return function(_, _, send, _, sleep)
    local going = send(first)
    while going do
      sleep(0.05)
      going = send(piece)
    end
  end
end

local JSON = answers.head "json"
local GZIP_HEAD = "\31\139\8\0\0\0\0\0\0\3"
local GZIP = answers.head("json", answers.GZIP) .. GZIP_HEAD

local function forever(first, piece)
  return function(_, _, send)
    local going = send(first)
    while going do going = send(piece) end
  end
end

-- One block of gzip, which may stand anywhere between others.
local function block(text)
  return (zlib.deflate(9, -15)(text, "full"))
end

local ANY = {
  ["silence"] = function(_, _, _, _, sleep) sleep(10) end,
  ["a head byte by byte"] = dribble("HTTP/1.1 200 OK\r\nX-A: ", "a"),
  ["a body byte by byte"] = dribble(JSON, " "),
  ["a body without end"] = forever(JSON, (" "):rep(64 * KIB)),
  ["gzip without end"] = forever(GZIP, block(("\0"):rep(1024 * KIB))),
  ["gzip without content"] = forever(GZIP, ("\0\0\0\255\255"):rep(10000)),
  ["an extension of a chunk without end"] = forever(
    answers.head("json", "Transfer-Encoding: chunked\r\n") .. "1;", ("a"):rep(64 * KIB)),
  ["heads of status 100, slowly"] = dribble("", "HTTP/1.1 100 Continue\r\n\r\n"),
  ["redirects, slowly"] = function(_, _, send, target, sleep)
    sleep(0.4)
    send(("HTTP/1.1 302 Found\r\nLocation: %s/a\r\nConnection: close\r\n"):format(target)
      .. "Content-Length: 0\r\n\r\n")
  end,
  ["empty lists"] = function(_, _, send)
    send(JSON .. '{"total_count":1,"fields":[[]' .. (",[]"):rep(12 * 1024 * KIB) .. "]}")
  end,
  ["a server that is busy"] = function(_, _, send)
    send "HTTP/1.1 503 Busy\r\nRetry-After: 0\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"
  end,
}

local list = {}

local function add(name, serve, call)
  list[#list + 1] = { name = name, size = 1, serve = serve, call = call,
    bound = "timeout", passes = TIMEOUT + LATE,
    ends = "timeout limit content decode http network schema incomplete ok portal",
    memory = { 0, 512 }, seconds = { 0, TIMEOUT + LATE } }
end

for call_name, call in pairs(CALLS) do
  for name, serve in pairs(ANY) do add(call_name .. ", " .. name, serve, call) end
end
table.sort(list, function(a, b) return a.name < b.name end)

-- ------------------------------------------------------------------ what takes long to decode

-- One unit: rows of a megabyte each that fill its attributes, then short rows that change one more.
-- A column beside one with its code is an attribute.
local COLUMNS, PERIODS = 32, 2000

local function names_of(format, separator)
  local names = {}
  for i = 0, COLUMNS do names[i + 1] = format:format(i, i) end
  return table.concat(names, separator)
end

local function long_attributes()
  local text, long, short = block(("a"):rep(1000 * KIB)), {}, {}
  for i = 0, PERIODS - 1 do
    local row = ("%d;%d;1;%s"):format(1600 + math.floor(i / 4), i % 4 + 1, ("c;"):rep(COLUMNS + 1))
    if i < COLUMNS then
      long[i + 1] = block(row .. (";"):rep(i)) .. text .. block((";"):rep(COLUMNS - i) .. "\n")
    else
      short[#short + 1] = row .. (";"):rep(COLUMNS) .. i .. "\n"
    end
  end
  local header = ("annee;trimestre;radiations;%s;%s\n"):format(names_of("code_a%d", ";"),
    names_of("a%d", ";"))
  return GZIP_HEAD .. block(header) .. table.concat(long) .. block(table.concat(short))
end

local function attributes(_, send)
  send(answers.head("csv", answers.GZIP) .. long_attributes())
end

-- A body without end, whose rows are good.
local function rows(_, send)
  local going, i = send(answers.head "csv" .. "annee;trimestre;region;radiations\n"), 0
  while going do
    local piece = {}
    for k = 1, 1000 do piece[k] = ("2021;1;u%d;1\n"):format(i * 1000 + k) end
    going, i = send(table.concat(piece)), i + 1
  end
end

local MISTYPED = ("radiation"):rep(20)

local function names(n)
  local fields = { answers.FIELDS }
  for i = 1, n do fields[i + 1] = ('{"name":"%s%d","type":"int"}'):format(MISTYPED, i) end
  return answers.whole("json", answers.metadata(table.concat(fields, ",")))
end

add("fetch, an attribute that changes beside long ones", answers.portal { export = attributes,
  metadata = function()
    return answers.whole("json", answers.metadata('{"name":"annee","type":"date"},'
      .. '{"name":"trimestre","type":"int"},{"name":"radiations","type":"int"},'
      .. names_of('{"name":"a%d","type":"text"},{"name":"code_a%d","type":"text"}', ",")))
  end }, CALLS.fetch)
add("fetch, rows without end", answers.portal { export = rows }, CALLS.fetch)
add("fetch, rows without end that are kept", answers.portal { export = rows },
  function(urssaf, url)
    return urssaf.fetch("attack", options(url, { cache = "refresh" }))
  end)
add("fetch, many names near a mistyped one",
  answers.portal { metadata = function() return names(2000) end },
  function(urssaf, url)
    return urssaf.fetch("attack", options(url, { measures = { MISTYPED } }))
  end)

-- Units and periods of which few have a row, held against the question.
local SPARSE = 20000

local function sparse_rows(last)
  local lines = { "annee;trimestre;region;radiations\n" }
  for i = 1, SPARSE do lines[i + 1] = ("1600;1;u%d;1\n"):format(i) end
  lines[#lines + 1] = last
  return answers.whole("csv", table.concat(lines))
end

local function add_filtered(name, last, where)
  local size, csv = SPARSE + 1, sparse_rows(last)
  add("fetch, " .. name, answers.portal {
    metadata = function()
      return answers.whole("json", ('{"fields":[%s],"metas":{"default":{"records_count":%d}}}')
        :format(answers.FIELDS, size))
    end,
    count = function() return answers.whole("json", ('{"total_count":%d}'):format(size)) end,
    export = function() return csv end,
  }, function(urssaf, url) return urssaf.fetch("attack", options(url, { where = where })) end)
end

add_filtered("a filter of years, with a grid of 2000 periods", "2099;4;u1;\n", { annee = "1600" })
add_filtered("a filter of values, with a grid of 2000 periods", "2099;4;u1;1\n",
  { radiations = 1 })

-- A host's `transport` returns the whole body at once.
local function body_of(url)
  if url:find "/records" then return '{"total_count":2}' end
  if not url:find "/exports/" then return answers.metadata(answers.FIELDS) end
  local rows_of = { "annee;trimestre;region;radiations\n" }
  for i = 1, 300000 do rows_of[i + 1] = ("2021;1;u%d;1\n"):format(i) end
  return table.concat(rows_of)
end

add("fetch, rows that come at once in a host without C", function() end, function(urssaf, url)
  package.preload["urssaf.decode"] = function() error "no C" end
  local body = body_of "/exports/"
  return urssaf.fetch("attack", options(url, {
    transport = function(address)
      return 200, {}, address:find "/exports/" and body or body_of(address)
    end }))
end)
add("fetch, rows in a host without C", answers.portal { export = rows }, function(urssaf, url)
  package.preload["urssaf.decode"] = function() error "no C" end
  return CALLS.fetch(urssaf, url)
end)

return list
