-- Makes bodies at random, damages some, and decodes them twice: with `urssaf.decode`, in pieces cut
-- anywhere, and with the reference decoder, at once. The outcomes have to be equal, down to the
-- place of a fault.
--
--   lua5.4 spec/fuzz/differential.lua seconds|cases NUMBER [SEED]
--
-- A column's role is in the first letter of its name, as in decode_fuzz.c, whose corpus is tried
-- first. The first difference ends the run; the seed and the smallest body that shows it are
-- printed.
local decoding = require "spec.support.decoding"
local lua = require "spec.support.lua"
local mutation = require "spec.fuzz.mutation"
local reference_decoder = require "spec.support.oracle.reference_decoder"
local shell = require "spec.support.shell"

local UNTIL, NUMBER, SEED = arg[1], tonumber(arg[2]), tonumber(arg[3] or 1)
assert((UNTIL == "seconds" or UNTIL == "cases") and NUMBER, "seconds|cases NUMBER [SEED]")

local random = decoding.generator(SEED)

local function any(list)
  return list[random(#list)]
end

-- ------------------------------------------------------------------ roles

local ROLES = { y = "year", q = "quarter", d = "last_day", e = "month_end", c = "dimension",
  k = "dimension", a = "attribute", n = "attribute", i = "ignored" }

local function strip(name)
  while name:sub(1, 3) == decoding.BOM do name = name:sub(4) end
  return name
end

-- The roles of a header; nil if they do not give a row its period, which the decoder would raise.
local function roles_of(header)
  local roles, seen, code = {}, {}, nil
  for i, name in ipairs(header) do
    local letter = strip(name):sub(1, 1)
    local role = ROLES[letter] or "measure"
    roles[i] = { role = role, rank = i, width = letter == "c" and 2 or nil }
    if letter == "c" then code = code or i end
    seen[role] = (seen[role] or 0) + 1
  end
  for i, name in ipairs(header) do
    if strip(name):sub(1, 1) == "a" then roles[i].of = code end
  end
  local days = (seen.last_day or 0) + (seen.month_end or 0)
  local once = (seen.year or 0) < 2 and (seen.quarter or 0) < 2 and days < 2
  return once and (seen.year or days > 0) and roles or nil
end

-- ------------------------------------------------------------------ good bodies

local TEXTS = { "Ain", "Côte-d'Or", 'a "b"', "x;y", "l\nm", "", "é", "01", "7",
  "_calage_", "_non classé_", "nca _x_", "_", "___", "a_b_" }
local CODES = { "1", "01", "19", "2A", "2a", "2B", "21", "971", "", "9", "é1",
  "abcdefgh", "abcdefghi", "99", "NCA", "___" }
local NUMBERS = { "0", "12", "-3", "12.0", "1.5", "1e3", "-0", "0.1", "9007199254740993",
  "123456789", "" }
local LAST_DAYS = { 31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31 }

local MIDNIGHTS = { "", "", "", "T00:00:00", "T00:00:00Z", "T00:00:00.000+00:00" }

-- The last day of a month in any spelling; of February the 29th or the 28th, if there is a choice.
local function last_day(year, month)
  local day = LAST_DAYS[month] + (month == 2 and year % 4 == 0 and random(2) - 1 or 0)
  if random(6) == 1 then return ("%02d/%02d/%d"):format(day, month, year) end
  return ("%d-%02d-%02d%s"):format(year, month, day, any(MIDNIGHTS))
end

-- The cells of a month; a body without a column "e" has the rows of one month a quarter, or a year.
local CELLS = {
  y = function(year) return any { tostring(year), tostring(year), year .. "-01-01" } end,
  q = function(_, month) return any { "", "", "T", "Q" } .. math.ceil(month / 3) end,
  d = last_day, e = last_day,
  c = function() return any(CODES) end,
  k = function() return any(TEXTS) end,
  a = function() return any(TEXTS) end,
  n = function() return any { "n", "n", "n", "m" } end,
  i = function() return any(TEXTS) end,
  m = function() return any(NUMBERS) end,
}

local COLUMNS = { { "y", "q", "c", "a", "m" }, { "y", "q", "d", "c", "a", "m", "m2", "i" },
  { "y", "q", "e", "c", "a", "m" }, { "e", "k", "m", "n" }, { "q", "e", "m" },
  { "d", "k", "m" }, { "y", "m" }, { "y", "c", "c2", "a", "n", "m" }, { "y", "q", "n", "k", "m" } }

local function quoted(cell, delimiter, always)
  if not always and not cell:find("[\r\n\"" .. delimiter .. "]") then return cell end
  return '"' .. cell:gsub('"', '""') .. '"'
end

local function line_of(cells, delimiter)
  for i, cell in ipairs(cells) do cells[i] = quoted(cell, delimiter, random(9) == 1) end
  return table.concat(cells, delimiter)
end

-- The cells of a row; all but times and numbers mostly repeat the row above.
local function cells_of(names, stamp, above, likely)
  local cells = {}
  for i, name in ipairs(names) do
    local kind = name:sub(1, 1)
    local may_repeat = above and kind:find "[ckani]" and random(20) <= likely
    cells[i] = may_repeat and above[i] or CELLS[kind](math.floor(stamp / 12), stamp % 12 + 1)
  end
  return cells
end

-- How many months a period has: 3, though years are counted in quarters, too.
local function step_of(names)
  for _, name in ipairs(names) do
    if name == "e" then return 1 end
  end
  return 3
end

-- Mostly, no unit has a period twice.
local function good_body(delimiter)
  local names = decoding.shuffled(any(COLUMNS), random)
  local lines, line_end = { line_of({ lua.unpack(names) }, delimiter) }, any { "\r\n", "\n" }
  local stamps, above, likely = {}, nil, any { 0, 19, 20 }
  local step = step_of(names)
  local first = 24000 + step - 1
  for stamp = first, first + step * random(12), step do stamps[#stamps + 1] = stamp end
  if random(2) == 1 then stamps = decoding.shuffled(stamps, random) end
  for _, stamp in ipairs(stamps) do
    above = cells_of(names, stamp, above, likely)
    lines[#lines + 1] = line_of({ lua.unpack(above) }, delimiter)
  end
  return (random(4) == 1 and decoding.BOM or "") .. table.concat(lines, line_end)
    .. (random(5) == 1 and "" or line_end)
end

-- ------------------------------------------------------------------ damage

local ODD = { ";", ",", '"', '""', "\n", "\r", "\r\n", "\0", decoding.BOM, "\195", "\169", "5", "-",
  ".", "e", "é", "\237\160\128", "\127", "2020", "1e999", "T", "" }

-- ------------------------------------------------------------------ comparing

local function random_options()
  return { delimiter = any { ";", ";", ",", "\t", "|" },
    max_line = any { 1048576, 1048576, 1048576, 40 },
    max_units = any { 1000, 1000, 1000, 3 }, max_periods = any { 2000, 2000, 2000, 5 } }
end

-- Both outcomes as text; nil if the header has no roles that can be decoded.
local function outcomes(body, options, cut)
  local rows = reference_decoder.split(body, options.delimiter, options.max_line)
  local roles = roles_of(rows[1] or {})
  if rows[1] and not roles then return nil end
  local expected, err, columns = reference_decoder.decode(body, roles or {}, options)
  local got, wrong = decoding.decoded(body, roles or {}, options, cut)
  local right = expected and decoding.dump { expected, columns }
    or decoding.dump(decoding.told(err))
  return right, got and decoding.dump { got, wrong } or decoding.dump(decoding.told(wrong)),
    expected ~= nil
end

local counts = { [true] = 0, [false] = 0, left_out = 0 }

local function try(body, options, cut)
  local right, got, accepted = outcomes(body, options, cut)
  if right == nil then
    counts.left_out = counts.left_out + 1
    return
  end
  counts[accepted] = counts[accepted] + 1
  if right == got then return end
  body = mutation.without_bytes(body, function(shorter)
    right, got = outcomes(shorter, options, cut)
    return right ~= got
  end)
  right, got = outcomes(body, options, cut)
  io.stdout:write(("differential: a DIFFERENCE (seed %d)\nbody:  %q\noptions: %s, cut: %d\n"
    .. "plain: %s\nours:  %s\n"):format(SEED, body, decoding.dump(options), cut, right, got))
  os.exit(1)
end

local function corpus()
  local listing = io.popen(("ls -d spec/fuzz/corpus/* %s/fuzz/corpus/* 2>/dev/null"):format(
    shell.build))
  local list = {}
  for path in listing:lines() do
    local file = assert(io.open(path, "rb"))
    list[#list + 1] = file:read("*a"):sub(3)
    file:close()
  end
  listing:close()
  assert(list[1], "the corpus is not where it is looked for")
  return list
end

local started, seeds = os.time(), corpus()
for _, body in ipairs(seeds) do
  for _, cut in ipairs { 1, 3, 4096 } do try(body, { delimiter = ";", max_line = 1048576 }, cut) end
end
local case = 0
while UNTIL == "cases" and case < NUMBER or UNTIL == "seconds" and os.time() - started < NUMBER do
  case = case + 1
  local options = random_options()
  local body = random(8) == 1 and #seeds > 0 and any(seeds) or good_body(options.delimiter)
  if random(2) == 1 then body = mutation.damaged(body, random, ODD) end
  try(body, options, random(50))
end
io.stdout:write(("differential: %d bodies read alike, %d refused alike, %d without roles, seed %d,"
  .. " no finding\n"):format(counts[true], counts[false], counts.left_out, SEED))
assert(counts[true] > 0 and counts[false] > 0, "hardly anything was tried")
