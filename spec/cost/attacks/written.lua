-- Files with the header of one that `panel:to_csv` wrote, long and wide, for `urssaf.read`.
local LONG = "period,region,measure,value,unit,transform,nature,formula,numerator,denominator,"
  .. "status,present,expected,absent,without,addend,dataset,notes\n"
local PLAIN = ",account,,flow,,,,final,1,1,,,,,\n"

local function quarter(i)
  return ("%d-Q%d"):format(1600 + math.floor(i / 4), i % 4 + 1)
end

-- A wide table: the names of its columns, one row of ones, and what describes it.
local function wide(n, out, name, axis, lists)
  out "period"
  for i = 1, n do out("," .. name(i)) end
  out(",columns" .. lists.header .. ",dataset,notes\n2021-Q1" .. (",1"):rep(n) .. "," .. axis)
  out(lists.row .. ",,\n")
end

local function list_of(n, name)
  local parts = {}
  for i = 1, n do parts[i] = name(i) end
  return "|" .. table.concat(parts, "|")
end

return {
  { name = "many units", size = 5000, ends = "ok", memory = { 64, 8 }, seconds = { 2, 0.1 },
    file = function(n, out)
      out(LONG)
      for i = 1, n do out(("2021-Q1,u%d,radiations,1"):format(i) .. PLAIN) end
    end },
  { name = "many measures", size = 5000, ends = "ok", memory = { 64, 8 }, seconds = { 4, 0.1 },
    file = function(n, out)
      out(LONG)
      for i = 1, n do out(("2021-Q1,u,m%d,1"):format(i) .. PLAIN) end
    end },
  { name = "many periods", size = 400, ends = "ok", memory = { 32, 8 }, seconds = { 2, 0.1 },
    file = function(n, out)
      out(LONG)
      for i = 1, n do
        for unit = 1, 10 do out(("%s,u%d,radiations,1"):format(quarter(i), unit) .. PLAIN) end
      end
    end },
  { name = "many columns", size = 900, ends = "ok", memory = { 64, 8 }, seconds = { 4, 0.2 },
    file = function(n, out)
      out "period,measure,value"
      for i = 1, n do out((",code_k%d"):format(i)) end
      for unit = 1, 10 do out(("\n2021-Q1,radiations,1%s"):format((",a" .. unit):rep(n))) end
      out "\n"
    end },
  { name = "long notes", size = 2000, ends = "ok", memory = { 32, 8 }, seconds = { 8, 0.1 },
    file = function(n, out)
      out("period,measure,value,notes\n2021-Q1,radiations,1,")
      for i = 1, n do
        out(("%sscope: a %d [a=1 b=(1 2 3) c={d=true}]"):format(i > 1 and " | " or "", i))
      end
      out "\n"
    end },
  { name = "notes in each row", size = 1000, ends = "ok", memory = { 64, 8 }, seconds = { 8, 0.1 },
    file = function(n, out)
      out "period,region,measure,value,notes\n"
      for i = 1, n do out(("2021-Q1,u%d,radiations,1,scope: a %d\n"):format(i, i)) end
    end },
  -- no unit has more than two cells of a thousand periods
  { name = "units with two cells of hundreds of periods", size = 1000, ends = "ok limit",
    memory = { 64, 8 }, seconds = { 8, 0.3 },
    file = function(n, out)
      out "period,region,measure,value,present,expected\n"
      for i = 1, n do
        out(("%s,u%d,radiations,1,1,1\n%s,u%d,radiations,1,1,1\n"):format(quarter(0), i,
          quarter(400), i))
      end
    end },
  { name = "sums of units that are not there", size = 4000, ends = "ok", memory = { 64, 8 },
    seconds = { 4, 0.1 },
    file = function(n, out)
      out(LONG)
      for i = 1, n do
        out(("%s,u%d,radiations,1,account,,flow,,,,partial,1,%d,%d,%d,,,\n"):format(quarter(i % 8),
          math.floor(i / 8), i + 1, i, i))
      end
    end },
  { name = "sums of addends without a value", size = 4000, ends = "ok", memory = { 64, 8 },
    seconds = { 4, 0.1 },
    file = function(n, out)
      out(LONG)
      for i = 1, n do
        out(("%s,u%d,radiations,,account,,flow,,,,missing,1,2,%d,,1.5,,\n"):format(quarter(i % 8),
          math.floor(i / 8), i))
      end
    end },
  { name = "ratios of sums", size = 2000, ends = "ok", memory = { 96, 8 }, seconds = { 4, 0.1 },
    file = function(n, out)
      out(LONG)
      for i = 1, n do
        out(("2021-Q1,u%d,x,1,1,,ratio,a / (b + c),%d,%d,final,1,1,,,,,\n"):format(i, i, i))
      end
    end },
  { name = "a name in other words in each row", size = 4000, ends = "ok", memory = { 96, 8 },
    seconds = { 4, 0.1 },
    file = function(n, out)
      out "period,code_region,region,measure,value\n"
      for i = 1, n do
        out(("%s,%d,r%d,radiations,1\n"):format(quarter(i % 4), math.floor(i / 4), i))
      end
    end },
  -- what a few bytes name is bounded for the whole file
  { name = "notes that name thousands of periods", bound = "MOST_NOTED_PERIODS", size = 1000,
    ends = "decode",
    memory = { 32, 64 }, seconds = { 2, 2 },
    file = function(n, out)
      out "period,region,measure,value,notes\n"
      for i = 1, n do
        out(('2021-Q1,u%d,radiations,1,"a: %d [periods=""%d..%d""]"\n'):format(i, i, 1000, 9999))
      end
    end },
  { name = "a wide table of many partial sums", size = 250, ends = "ok", memory = { 128, 16 },
    seconds = { 10, 0.3 },
    file = function(n, out)
      local notes = {}
      local span = quarter(0) .. ".." .. quarter(99)
      for i = 1, n do notes[i] = ('partial: %d [periods=""%s""]'):format(i, span) end
      out "region"
      for i = 0, 99 do out("," .. quarter(i)) end
      out ",columns,measure,dataset,notes\n"
      for i = 1, n do
        out(("u%d%s,period,radiations,,%s\n"):format(i, (",1"):rep(100),
          i == 1 and '"' .. table.concat(notes, " | ") .. '"' or ""))
      end
    end },
  { name = "a wide table of thousands of columns", size = 4000, ends = "ok",
    memory = { 160, 8 }, seconds = { 10, 0.1 },
    file = function(n, out)
      wide(n, out, function(i) return "u" .. i end, "region",
        { header = ",measure", row = ",radiations" })
    end },
  { name = "a wide table of thousands of keys in lists", size = 2000, ends = "ok",
    memory = { 128, 8 }, seconds = { 10, 0.1 },
    file = function(n, out)
      local function name(i) return "u" .. i end
      wide(n, out, name, "code_region", { header = ",region,measure",
        row = "," .. list_of(n, function(i) return "name " .. i end) .. ",radiations" })
    end },
  { name = "a wide table of many rows", size = 2000, ends = "ok", memory = { 96, 8 },
    seconds = { 4, 0.1 },
    file = function(n, out)
      out "region,2021-Q1,2021-Q2,columns,measure,dataset,notes\n"
      for i = 1, n do out(("u%d,1,2,period,radiations,,\n"):format(i)) end
    end },
  { name = "too many columns behind a wide table", bound = "MAX_DESCRIPTIONS", size = 65,
    ends = "limit",
    memory = { 64, 8 }, seconds = { 2, 0.1 },
    file = function(n, out)
      out "period,u,columns,measure,dataset,notes"
      for i = 1, n do out(",k" .. i) end
      out("\n2021-Q1,1,region,radiations,," .. (","):rep(n) .. "\n")
    end },
  { name = "a key that is too long", size = 4097, ends = "limit",
    memory = { 32, 8 }, seconds = { 2, 0.1 },
    file = function(n, out)
      out("period,region,measure,value\n2021-Q1," .. ("a"):rep(n) .. ",radiations,1\n")
    end },
}
