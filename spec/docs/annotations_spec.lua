-- What editors and the reference read: annotations that fit the code they stand above.
local annotations = require "docs.reference.annotations"
local lua = require "spec.support.lua"
local not_empty = require "spec.support.not_empty"
local shell = require "spec.support.shell"
local types = require "docs.reference.types"
local urssaf = require "urssaf"

describe("types in annotations", function()
  for _, case in ipairs {
    { "string? the place", "string?", "the place" },
    { "table<string, number> values", "table<string, number>", "values" },
    { "urssaf.Series[]? those of it", "urssaf.Series[]?", "those of it" },
    { '"a"|"b c"|nil one of them', '"a"|"b c"|nil', "one of them" },
    { "fun(a: string, b: integer?): string?, number err and more",
      "fun(a: string, b: integer?): string?, number", "err and more" },
    { "fun() done", "fun()", "done" },
    { "{ fr: string, en: { a: string } }? in both", "{ fr: string, en: { a: string } }?",
      "in both" },
    { "(string|integer)[] list", "(string|integer)[]", "list" },
    { "string", "string", "" },
  } do
    it(("are told from what is said: %s"):format(case[1]), function()
      assert.are.same({ case[2], case[3] }, { types.split(case[1]) })
    end)
  end

  it("are none where a text does not begin with one", function()
    for _, text in ipairs { "", "?", "…", "{ not closed", "<string>" } do
      assert.is_nil(types.split(text))
    end
  end)

  it("have names, which are not those of fields and parameters", function()
    assert.are.same({ "urssaf.Panel", "urssaf.Error" },
      types.names "fun(panel: urssaf.Panel?, kind: string): { err: urssaf.Error }|\"urssaf.none\"")
  end)

  it("may be nil or not", function()
    for text, expected in pairs {
      ["string?"] = true, ["string|nil"] = true, ["nil|string"] = true, any = true,
      string = false, ["{ a: string? }"] = false, ["fun(a: string?): string"] = false,
      ['"nil"'] = false,
    } do
      assert.are.equal(expected, types.is_optional(text), text)
    end
  end)
end)

describe("doc comments", function()
  local model = annotations.of(table.concat({
    "--- What the file is about.", "--", "-- More of it.", "local things = {}", "",
    "---@class urssaf.Thing : urssaf.Base, urssaf.Other a thing", "---@field name string its name",
    "-- that goes on", "---@field [string] any", "local Thing = {}", "",
    "--- Makes one. And more.", "---@overload fun(options: table?)", "---@param name string?",
    "---@param options table<string, any> which of them,", "-- and how",
    "---@return urssaf.Thing? thing", "---@return string? err why not",
    "function things.new(name, options)", "end", "",
    "--- The parts of it.", "---@return integer first, integer last", "function Thing:parts()",
    "end", "", "--- No method by its form.", "---@param k integer", "function Thing.other(_, k)",
    "end", "", "-- not for anybody", "function things.hidden()", "end", "",
    "---@param broken", "function things.bad(broken)", "end", "", "return things" }, "\n"))

  it("are read", function()
    assert.are.equal("What the file is about.\n\nMore of it.", model.text)
    assert.are.equal("things", model.name)
    assert.are.same({ { name = "urssaf.Thing", text = "a thing", variable = "Thing", line = 6,
      parents = { "urssaf.Base", "urssaf.Other" },
      fields = { { name = "name", type = "string", text = "its name that goes on", line = 7 },
        { name = "[string]", type = "any", text = "", line = 9 } } } }, model.classes)
  end)

  it("are of the functions below them", function()
    local new, parts, other, bad = model.functions[1], model.functions[2], model.functions[3],
      model.functions[4]
    assert.are.same({ "name", "options" }, new.arguments)
    assert.are.equal("which of them, and how", new.params[2].text)
    assert.are.same({ "urssaf.Thing?", "thing", "" },
      { new.returns[1].type, new.returns[1].name, new.returns[1].text })
    assert.are.equal("why not", new.returns[2].text)
    assert.are.same({ "fun(options: table?)" }, new.overloads)
    assert.are.same({ "Thing", "integer", "last" },
      { parts.of, parts.returns[2].type, parts.returns[2].name })
    assert.is_true(other.is_method)
    assert.are.same({ "k" }, other.arguments)
    assert.are.equal("bad", bad.name)
    assert.is_nil(model.functions[5])
  end)

  it("are wrong where a tag is", function()
    assert.are.same({ "36: @param has no name and type: broken" }, model.problems)
  end)
end)

-- ------------------------------------------------------------------ the library's own

local models, known = {}, {}
do
  local _, _, listing = shell.run "find lua/urssaf -name '*.lua' | LC_ALL=C sort"
  for path in not_empty.matches(listing, "%S+") do
    local model = annotations.of(shell.read_file(path))
    model.path = path
    model.module = path:gsub("^lua/", ""):gsub("%.lua$", ""):gsub("/init$", ""):gsub("/", ".")
    models[#models + 1] = model
    for _, list in ipairs { model.classes, model.aliases } do
      for _, class in ipairs(list) do known[class.name] = true end
    end
  end
end

-- Parts of the command, of pages and of pictures, that nobody else calls, need not say all.
local function is_part(model)
  return model.path:find "^lua/urssaf/cli/" or model.path:find "^lua/urssaf/report/."
    and not model.path:find "/init%.lua$" or model.path:find "^lua/urssaf/chart/."
    and not model.path:find "/init%.lua$"
end

-- One more name of a module: its functions are told where they are.
local function is_alias(model)
  return shell.read_file(model.path):find '^%-%-%-[^\n]*\nreturn require "[%w_.]+"\n$' ~= nil
end

describe("the annotations of the library", function()
  local function each_function(check)
    for _, model in ipairs(models) do
      for _, one in ipairs(model.functions) do
        check(one, ("%s:%d"):format(model.path, one.line), is_part(model))
      end
    end
  end

  -- Whether names are among others, in the same order.
  local function is_in_order(names, others)
    local at = 1
    for _, name in ipairs(others) do
      if name == names[at] then at = at + 1 end
    end
    return at > #names
  end

  it("can be read", function()
    assert.is_true(#models > 60)
    for _, model in ipairs(models) do assert.are.same({}, model.problems, model.path) end
  end)

  it("name each parameter, in order", function()
    each_function(function(one, where, may_lack)
      local names = {}
      for i, param in ipairs(one.params) do names[i] = param.name end
      assert.is_true(is_in_order(names, one.arguments), where)
      if not may_lack then assert.are.same(one.arguments, names, where) end
    end)
  end)

  it("name classes that there are", function()
    local function check(one, where)
      for _, name in ipairs(types.names(one.type or "any")) do
        assert.is_true(known[name], ("%s: no class %s"):format(where, name))
      end
    end
    each_function(function(one, where)
      for _, param in ipairs(one.params) do check(param, where) end
      for _, returned in ipairs(one.returns) do check(returned, where) end
      for _, overload in ipairs(one.overloads) do check({ type = overload }, where) end
    end)
    for _, model in ipairs(models) do
      for _, class in ipairs(model.classes) do
        for _, field in ipairs(class.fields) do check(field, model.path) end
        for _, parent in ipairs(class.parents) do assert.is_true(known[parent], parent) end
      end
      for _, alias in ipairs(model.aliases) do check(alias, model.path) end
    end
  end)

  -- A function's own lines, without those of the functions in it.
  local function body_of(lines, first)
    local body = {}
    local nested
    for i = first + 1, #lines do
      if lines[i] == "end" then break end
      local indent = lines[i]:match "^( *)[^ ]" or ""
      if nested then
        if #indent <= nested then nested = nil end
      elseif not lines[i]:find "%f[%w]function%f[%W]" then
        body[#body + 1] = lines[i]
      elseif not lines[i]:find "%f[%w]end%f[%W]" then
        nested = #indent
      end
    end
    return (table.concat(body, "\n"):gsub("return end", "end")) .. "\n"
  end

  -- Early ends that give something else than nothing; `return self:fail(…)` of what gives nothing
  -- is one too, hence the exceptions.
  local ENDS = { ["writer.lua"] = { write = true } }

  it("say what a function returns, where it returns something", function()
    local count = 0
    local function check(model)
      local lines = {}
      for line in shell.read_file(model.path):gmatch "([^\n]*)\n" do lines[#lines + 1] = line end
      local exceptions = ENDS[model.path:match "[^/]*$"] or {}
      for _, one in ipairs(model.functions) do
        local gives = body_of(lines, one.line):find "%f[%w]return +[^\n;]"
        if gives and not exceptions[one.name] then
          assert.is_true(#one.returns > 0, ("%s:%d: of no result"):format(model.path, one.line))
          count = count + 1
        end
      end
    end
    for _, model in ipairs(models) do
      if not (is_part(model) or model.meta) then check(model) end
    end
    assert.is_true(count > 200, count)
  end)

  local function model_of(name)
    for _, model in ipairs(models) do
      if model.module == name then return model end
    end
  end

  -- of -> the names that annotations have of it
  local function documented(model)
    local sets = {}
    for _, one in ipairs(model.functions) do
      sets[one.of or ""] = sets[one.of or ""] or {}
      sets[one.of or ""][one.name] = true
    end
    return sets
  end

  it("are there for each function that a module exports", function()
    local count = 0
    for _, model in ipairs(models) do
      if not (model.meta or is_part(model) or is_alias(model)) then
        local module = require(model.module)
        local sets = documented(model)
        for name, value in pairs(type(module) == "table" and module or {}) do
          if type(value) == "function" then
            local own = sets[model.name] or {}
            -- a method that is taken over from another module has its annotation there
            local place = debug.getinfo(value, "S").source
            local is_told = own[name] or place:sub(-#model.path) ~= model.path
            assert.is_true(is_told, ("%s.%s has no annotation"):format(model.module, name))
            count = count + 1
          end
        end
      end
    end
    assert.is_true(count > 150, count)
  end)

  it("are there for each method", function()
    for class, methods in pairs {
      Panel = { "urssaf.panel.methods", require "urssaf.panel.methods",
        more = "urssaf.panel.derived_methods" },
      Series = { "urssaf.panel.series_methods", require "urssaf.panel.series_methods" },
      Client = { "urssaf.client", lua.merged(getmetatable(urssaf.client {}),
        require "urssaf.client.methods"), more = "urssaf.client.methods" },
      Language = { "urssaf.language", getmetatable(require("urssaf.language").of "fr").__index },
    } do
      local own = documented(model_of(methods[1]))[class]
      for name in pairs(methods.more and documented(model_of(methods.more))[class] or {}) do
        own[name] = true
      end
      for method, value in pairs(methods[2]) do
        if type(value) == "function" and (method == "__tostring" or not method:find "^__") then
          assert.is_true(own[method], ("%s:%s has no annotation"):format(class, method))
        end
      end
    end
  end)

  it("give a class to what the public functions return", function()
    local returned = {}
    for _, module in ipairs { "urssaf", "urssaf.functions" } do
      for _, one in ipairs(model_of(module).functions) do
        returned[one.name] = one.returns[1] and one.returns[1].type
      end
    end
    assert.are.same({ fetch = "urssaf.Panel?", read = "urssaf.Panel?",
      describe = "urssaf.Metadata?", catalog = "urssaf.Metadata[]?",
      calendar = "urssaf.Calendar?",
      vintages = "urssaf.Vintage[]?", prune = "urssaf.Vintage[]?", sample = "urssaf.Panel",
      revisions = "urssaf.Revisions?", panel = "urssaf.Panel",
      provisional = "urssaf.Panel?",
      report = "string?", site = "urssaf.SiteFile[]?",
      capabilities = "urssaf.Capabilities", client = "urssaf.Client" },
      returned)
  end)
end)

describe("an editor's settings", function()
  it("find the modules where they are", function()
    local json = require "urssaf.base.json"
    local settings = assert(json.decode(shell.read_file ".luarc.json"))
    for _, name in ipairs { "urssaf", "urssaf.panel", "spec.support.shell" } do
      local found
      for _, pattern in ipairs(settings["runtime.path"]) do
        local file = io.open(shell.root .. pattern:gsub("?", (name:gsub("%.", "/"))))
        found = found or file
        if file then file:close() end
      end
      assert.is_truthy(found, name)
    end
  end)
end)
