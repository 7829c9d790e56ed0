-- Every public function and method with values of every type in the place of its arguments and of
-- its options: each is taken or refused, none raises an error of Lua within the library.
local annotations = require "docs.reference.annotations"
local shell = require "spec.support.shell"
local small_panel = require "spec.support.small_panel"
local urssaf = require "urssaf"

local RAD, IMM = "radiations", "immatriculations"

local panel = small_panel.panel(2021, { IMM, RAD }, {
  { small_panel.keys.ain, [IMM] = { 1, 2, 3, 4, 5 }, [RAD] = { 6, false, 8, 9, 10 } },
  { small_panel.keys.corse, [IMM] = { 11, 12, 13, 14, 15 }, [RAD] = { 16, 17, 18, 19, 20 } } })

local cyclic = {}
cyclic[1], cyclic.again = cyclic, cyclic

local VALUES = { true, false, 0, -1, 1, 1.5, 0 / 0, math.huge, -math.huge, 2 ^ 53, 1e300, "", "x",
  "a\0b", "\255", "a\nb", ("x"):rep(1000), "%s%d", IMM, "2021-Q2", "code_departement", {}, { 1 },
  { "x" }, { nil, 1 }, { {} }, { a = 1 }, { [1.5] = 1 }, { false }, { 2021, 0 / 0 }, { IMM },
  cyclic, { cyclic }, function() end, function() return {} end, coroutine.create(function() end),
  io.stdout, urssaf }

-- What an error of Lua says, and what a refusal never does.
local function is_of_lua(message)
  if type(message) ~= "string" then return true end
  for _, words in ipairs { "attempt to index", "attempt to call", "attempt to compare",
    "attempt to concatenate", "attempt to perform", "attempt to get", "bad argument",
    "stack overflow", "invalid value", "invalid option", "invalid order", "invalid conversion",
    "no integer representation", "lua/urssaf/" } do
    if message:find(words, 1, true) then return true end
  end
  return message:find "0x%x%x%x%x" ~= nil or #message > 3000
end

local function check(name, call, ...)
  local ok, result, err = pcall(call, ...)
  if not ok then assert(not is_of_lua(result), name .. ": " .. tostring(result)) end
  if ok and result == nil and err ~= nil then
    assert.is_string(err.kind, name)
    assert(not is_of_lua(tostring(err)), name .. ": " .. tostring(err))
  end
end

-- Each value, and none, as the first argument and behind the right one; `self` comes before it.
local function check_arguments(name, call, self, right)
  local function with(first, second)
    if self ~= nil then return check(name, call, self, first, second) end
    check(name, call, first, second)
  end
  with()
  for _, value in ipairs(VALUES) do
    with(value)
    with(right, value)
    if self ~= nil then check(name .. " with a dot", call, value) end
  end
end

-- The names of the methods that some files document.
local function methods_of(...)
  local names = {}
  for _, path in ipairs { ... } do
    for _, one in ipairs(annotations.of(shell.read_file("lua/urssaf/" .. path)).functions) do
      if one.is_method and not one.name:find "^__" then names[#names + 1] = one.name end
    end
  end
  return names
end

local classes = {}
for _, class in ipairs(annotations.of(
  shell.read_file("lua/urssaf/annotations/options.lua")).classes) do classes[class.name] = class end

-- The fields of a class and of those that it extends.
local function fields_of(name)
  local fields = {}
  for _, field in ipairs(classes[name].fields) do
    fields[#fields + 1] = not field.name:find "^%[" and field.name or "secteur"
  end
  for _, parent in ipairs(classes[name].parents) do
    for _, field in ipairs(fields_of(parent)) do fields[#fields + 1] = field end
  end
  return fields
end

describe("wrong arguments", function()
  for what, case in pairs {
    panel = { panel, IMM, "panel/methods.lua", "panel/derived_methods.lua" },
    series = { panel.series[1], "2021-Q2", "panel/series_methods.lua" },
    language = { urssaf.language.of "fr", 1, "language/init.lua" },
  } do
    it(("of the methods of a %s"):format(what), function()
      local names = methods_of(case[3], case[4])
      assert.is_true(#names >= 15, #names)
      for _, name in ipairs(names) do
        check_arguments(what .. ":" .. name, case[1][name], case[1], case[2])
      end
    end)
  end

  it("of functions", function()
    for name, right in pairs { read = "nowhere.csv", sample = {}, panel = {}, report = panel,
      site = panel, capabilities = {}, client = {}, provisional = panel } do
      check_arguments("urssaf." .. name, urssaf[name], nil, right)
    end
    for _, name in ipairs { "period", "quarter" } do
      for _, of in ipairs { "parse", "format", "is", "first_day", "last_day", "ordinal",
        "from_ordinal", "add", "difference", "compare", "range" } do
        check_arguments(name .. "." .. of, urssaf[name][of], nil, "2021-Q2")
      end
    end
    check_arguments("geo.find", urssaf.geo.find, nil, "38")
    check_arguments("language.of", urssaf.language.of, nil, "fr")
    for _, name in ipairs { "of", "breaks", "names" } do
      check_arguments("measures." .. name, urssaf.measures[name], nil, RAD)
    end
    for _, name in ipairs { "line", "multiples", "bars", "map" } do
      check_arguments("chart." .. name, urssaf.chart[name], nil, panel)
    end
  end)

  -- of a method or function, what its options need besides
  local OPTIONS = {
    ["panel:filter"] = { panel.filter, panel, {}, "Selection" },
    ["panel:get"] = { panel.get, panel, { measure = IMM, departement = "01" }, "Selection" },
    ["panel:aggregate"] = { panel.aggregate, panel, { by = "region" }, "AggregateOptions" },
    ["panel:total"] = { panel.total, panel, {}, "TotalOptions" },
    ["panel:annual"] = { panel.annual, panel, {}, "HowOptions" },
    ["panel:fill"] = { panel.fill, panel, {}, "FillOptions" },
    ["panel:rank"] = { panel.rank, panel, { measure = IMM }, "RankOptions" },
    ["panel:share"] = { panel.share, panel, { measure = IMM }, "ShareOptions" },
    ["panel:shares"] = { panel.shares, panel, { measure = IMM }, "SharesOptions" },
    ["panel:points"] = { panel.points, panel, { measure = IMM }, "PointsOptions" },
    ["panel:contributions"] = { panel.contributions, panel, { measure = IMM },
      "ContributionsOptions" },
    ["panel:join"] = { panel.join, panel, { by = "code_departement", measure = "x",
      rows = { { code_departement = "01", x = 1 } } }, "JoinOptions" },
    ["panel:wide"] = { panel.wide, panel, { measure = IMM }, "WideTableOptions" },
    ["panel:to_csv"] = { panel.to_csv, panel, {}, "CsvOptions" },
    ["panel:to_json"] = { panel.to_json, panel, {}, "JsonOptions" },
    ["panel:check"] = { panel.check, panel, {}, "CheckOptions" },
    ["chart.bars"] = { urssaf.chart.bars, panel, { measure = IMM }, "BarsOptions" },
    ["urssaf.read"] = { urssaf.read, { text = "period,measure,value\n2021-Q1,x,3\n" }, {},
      "ReadOptions" },
    ["urssaf.client"] = { function(_, given) urssaf.client(given) end, true, {}, "ClientOptions" },
  }

  for name, case in pairs(OPTIONS) do
    it("of the options of " .. name, function()
      local fields = fields_of("urssaf." .. case[4])
      assert.is_true(#fields > 0)
      for _, field in ipairs(fields) do
        for _, value in ipairs(VALUES) do
          local given = {}
          for option, right in pairs(case[3]) do given[option] = right end
          given[field] = value
          check(("%s { %s = … }"):format(name, field), case[1], case[2], given)
        end
      end
    end)
  end
end)
