-- Compressed bodies. The input of these is counted in bytes on the wire.
local answers = require "spec.cost.answers"
local attacks = require "spec.cost.attacks"
local zlib = require "zlib"

local MIB = 1024 * 1024

local HEAD = answers.head("csv", answers.GZIP)
local GZIP_HEAD = "\31\139\8\0\0\0\0\0\0\3"
local CSV = "annee;trimestre;region;radiations\n"

local function export(piece)
  return answers.portal { export = piece }
end

-- An export of these bytes, and then of so many more.
local function endless(first, piece)
  return export(function(n, send)
    if send(HEAD .. first) then answers.go_on(send, piece, n) end
  end)
end

-- So many megabytes, made by a function of their number, never in memory as a whole.
local function bomb(megabyte)
  return export(function(n, send)
    local deflate = zlib.deflate(9, 31)
    send(HEAD .. deflate(CSV))
    for i = 1, n do
      if not send(deflate(megabyte(i))) then return end
    end
    send(deflate("", "finish"))
  end)
end

local function zeros()
  return ("\0"):rep(MIB)
end

-- Units of one row each.
local function rows(i)
  local list = {}
  for k = 1, 16 do list[k] = ("2021;1;%d-%d-%s;1\n"):format(i, k, ("a"):rep(65500)) end
  return table.concat(list)
end

-- What comes counts, too, with twice as many bytes as the body may have.
local function a_megabyte(urssaf, url)
  return urssaf.fetch("attack", attacks.options(url, { max_bytes = 1e6 }))
end

-- Two blocks of deflate, each with codes of its own (for the end of the block and nothing else) and
-- nothing but that end: 92 bits, so that two of them are whole bytes.
local EMPTY_BLOCKS = "\4\192\129\8\0\0\0\0\32\127\235\67"
  .. "\0\28\136\0\0\0\0\0\242\183\62"

local EMPTY_MEMBER = answers.gzip ""

return {
  { name = "zeros", bound = "MAX_LINE", size = 16, ends = "limit decode",
    memory = { 0, 8 }, seconds = { 0, 0.1 }, serve = bomb(zeros) },
  { name = "rows", bound = "max_bytes", size = 16, ends = "limit",
    memory = { 0, 16 }, seconds = { 0, 0.5 },
    call = function(urssaf, url)
      return urssaf.fetch("attack", attacks.options(url, { max_bytes = 8 * MIB }))
    end,
    serve = bomb(rows) },
  { name = "blocks without content", bound = "is_flooded", size = 4 * MIB,
    ends = "limit", call = a_megabyte, memory = { 0, 8 }, seconds = { 0, 0.5 },
    serve = endless(GZIP_HEAD, ("\0\0\0\255\255"):rep(10000)) },
  { name = "blocks of codes without content", bound = "is_flooded", size = 4 * MIB,
    ends = "limit", call = a_megabyte, memory = { 0, 8 }, seconds = { 0, 0.5 },
    serve = endless(GZIP_HEAD, EMPTY_BLOCKS:rep(2000)) },
  { name = "members without content", bound = "is_flooded", size = 4 * MIB,
    ends = "limit", call = a_megabyte, memory = { 0, 8 }, seconds = { 0, 0.5 },
    serve = endless("", EMPTY_MEMBER:rep(2000)) },
  { name = "a name without end in the head of a member", bound = "is_flooded", size = 4 * MIB,
    ends = "limit", call = a_megabyte, memory = { 0, 8 }, seconds = { 0, 0.5 },
    serve = endless("\31\139\8\8\0\0\0\0\0\3", ("a"):rep(50000)) },
  { name = "members of a byte", size = 65536, ends = "decode limit content",
    memory = { 8, 8 }, seconds = { 0.5, 0.1 },
    serve = export(function(n, send)
      local body = {}
      for i = 1, #CSV do body[i] = answers.gzip(CSV:sub(i, i)) end
      local row = {}
      for byte in ("2021;1;A;1\n"):gmatch "." do row[#row + 1] = answers.gzip(byte) end
      send(HEAD .. table.concat(body))
      answers.go_on(send, table.concat(row), n)
    end) },
  { name = "zeros after the end", bound = "is_flooded", size = 4 * MIB,
    ends = "limit", call = a_megabyte, memory = { 0, 8 }, seconds = { 0, 0.2 },
    serve = endless(answers.gzip(CSV .. "2021;1;A;1\n2021;2;A;2\n"), ("\0"):rep(50000)) },
}
