-- Bytes that go from a transfer to a decoder, both in C, without becoming a string of Lua's.
local decode = require "urssaf.decode"
local http = require "urssaf.http"
local http_transfers = require "spec.support.http_transfers"
local raw_server = require "spec.support.raw_server"

local GZIPPED = http_transfers.GZIPPED
local ok, sized, gzip = http_transfers.ok, http_transfers.sized, http_transfers.gzip

local server = raw_server.for_cases()

local HEADER = "annee;code;m\r\n"
local ROLES = { { role = "year" }, { role = "dimension" }, { role = "measure" } }
local UNITS, FIRST, YEARS = 1000, 1981, 40

-- The figure of a unit in its first year is the unit's number; it grows by one each year.
local function rows()
  local list = {}
  for unit = 1, UNITS do
    for year = 0, YEARS - 1 do
      list[#list + 1] = ("%d;u%04d;%d\r\n"):format(FIRST + year, unit, unit + year)
    end
  end
  return table.concat(list)
end

local ROWS = rows()

local function with_roles()
  local decoder = decode.csv {}
  assert(decoder:feed(HEADER))
  assert(decoder:roles(ROLES))
  return decoder
end

local function get(answer)
  local session = http.session()
  return session, session:get(server:on("/rows", { { send = answer } }))
end

-- Feeds to the end: how many bytes, the failure, and the most at a time.
local function feed_all(session, transfer, decoder)
  local deadline, all, most = http.now() + http_transfers.PATIENCE, 0, 0
  while http.now() < deadline do
    local count, err = transfer:feed(decoder)
    if not count then return all, err, most end
    if count == 0 then session:poll(0.5) end
    all, most = all + count, math.max(most, count)
  end
  error "the transfer did not end"
end

describe("a transfer feeds a decoder", function()
  local ways = {
    { "as it is", sized(ROWS) }, { "unpacked", sized(gzip(ROWS), GZIPPED) },
    { "in chunks", ok("Transfer-Encoding: chunked\r\n",
      ("%x\r\n%s\r\n0\r\n\r\n"):format(#ROWS, ROWS)) },
  }
  for _, way in ipairs(ways) do
    it("with the whole body, at most 64 KiB at a time: " .. way[1], function()
      local session, transfer = get(way[2])
      local decoder = with_roles()
      local all, err, most = feed_all(session, transfer, decoder)
      assert.is_nil(err)
      assert.are.equal(#ROWS, all)
      assert.is_true(most > 0 and most <= 64 * 1024, most)
      assert.are.equal(#ROWS, transfer:info().delivered)
      transfer:close()
      local made = assert(decoder:finish())
      assert.are.equal(UNITS * YEARS, made.rows)
      assert.are.equal(UNITS, #made.series)
      for unit, series in ipairs(made.series) do
        assert.are.equal(("u%04d"):format(unit), series.key.code)
        assert.are.equal(YEARS, #series.values)
        assert.are.equal(unit, series.values[1])
        assert.are.equal(unit + YEARS - 1, series.values[YEARS])
      end
    end)
  end

  it("with what is left of a body that was read", function()
    local session, transfer = get(sized(HEADER .. "2020;a;1\r\n2021;a;2\r\n"))
    local decoder, bytes = decode.csv {}, ""
    http_transfers.poll_until(session, function()
      bytes = transfer:read()
      return bytes ~= ""
    end)
    assert(decoder:feed(bytes))
    assert(decoder:roles(ROLES))
    assert.is_nil(select(2, feed_all(session, transfer, decoder)))
    assert.are.same({ 1, 2 }, decoder:finish().series[1].values)
  end)

  it("until a row is wrong, and then says so as often as it is asked", function()
    local session, transfer = get(sized("2020;a;1\r\n2021;a;x\r\n2022;a;3\r\n"))
    local decoder = with_roles()
    local _, err = feed_all(session, transfer, decoder)
    assert.are.equal("decode", err.kind)
    assert.are.equal(3, err.line)
    assert.are.equal(3, err.column)
    assert.are.equal(err.message, select(2, decoder:feed "2023;a;4\r\n").message)
    assert.are.equal(err.message, select(2, decoder:finish()).message)
  end)

  it("with what came before it was cut, and then fails", function()
    local packed = gzip(ROWS)
    local session, transfer = get(sized(packed, GZIPPED):sub(1, -100))
    local all, err = feed_all(session, transfer, with_roles())
    assert.are.equal("network", err.kind)
    assert.is_true(all > #ROWS / 2, all)
  end)

  it("with nothing while nothing has come", function()
    local session = http.session()
    local transfer = session:get(server:on("/mute", { { mute = true } }))
    session:poll(0.1)
    assert.are.equal(0, transfer:feed(with_roles()))
  end)

  it("only if both modules are of one version", function()
    local session, transfer = get(sized "2020;a;1\r\n")
    http_transfers.poll_for(session, 0.15)
    -- its class has the name, and its memory begins with something else than a decoder's
    local other = http.session()
    local class = debug.getmetatable(other)
    debug.setmetatable(other, debug.getmetatable(decode.csv {}))
    local called, err = pcall(transfer.feed, transfer, other)
    debug.setmetatable(other, class)
    assert.is_false(called)
    assert.are.equal("the C modules of urssaf are of different versions: remove them, and install"
      .. " urssaf again", err)
    assert.are.equal("2020;a;1\r\n", (transfer:read()))
  end)

  it("only if it is a decoder that reads rows", function()
    local session, transfer = get(sized(HEADER))
    http_transfers.poll_for(session, 0.15)
    assert.has_error(function() transfer:feed() end)
    assert.has_error(function() transfer:feed "a decoder" end)
    assert.has_error(function() transfer:feed(session) end)
    local ended, closed = with_roles(), with_roles()
    assert(ended:columns())
    closed:close()
    for _, decoder in ipairs { decode.csv {}, ended, closed } do
      assert.error_matches(function() transfer:feed(decoder) end,
        "no roles yet, or is finished or closed")
    end
    assert.are.equal(HEADER, (transfer:read()))
    transfer:close()
    assert.error_matches(function() transfer:feed(with_roles()) end, "closed transfer")
  end)
end)
