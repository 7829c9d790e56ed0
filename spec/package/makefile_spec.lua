-- `make help` lists every target of the Makefile, and nothing else; INFLATE chooses the inflater,
-- and BUILD the folder of what is built, run and measured.
local shell = require "spec.support.shell"

describe("make help", function()
  -- make's own dump of the rules that it has read
  local function rules()
    local _, _, database = shell.run "env -u MAKEFLAGS make -pRrq help"
    return "\n" .. database
  end

  local function listed()
    local ok, _, text = shell.run "env -u MAKEFLAGS make -s help"
    assert(ok, text)
    local names = {}
    for name, comment in text:gmatch "\n  make (%S+) +(%S[^\n]+)" do
      assert.is_nil(names[name], name .. " is listed twice")
      assert.is_true(#comment <= 80, name .. " has more than one line")
      names[name] = true
    end
    return names
  end

  it("lists every phony target", function()
    local names, count = listed(), 0
    for name in rules():match("\n%.PHONY: ([^\n]+)"):gmatch "%S+" do
      assert.is_true(names[name], name .. " has no `## ` comment beside it")
      count = count + 1
    end
    assert.is_true(count > 40)
  end)

  it("lists nothing but phony targets", function()
    local database = rules()
    local phony = " " .. database:match "\n%.PHONY: ([^\n]+)" .. " "
    for name in pairs(listed()) do
      assert.matches("\n" .. name .. ":", database, 1, true)
      assert.matches(" " .. name .. " ", phony, 1, true)
    end
  end)
end)

describe("INFLATE", function()
  local FILES = { zlib = { "inflate_zlib.c" }, isal = { "gzip_head.c", "inflate_isal.c" } }

  -- what of FILES a command lists
  local function listed_by(command)
    local ok, _, output = shell.run(command)
    assert(ok, output)
    local list = {}
    for name in output:gmatch "/(%w+_%w+%.c)%f[^%w]" do
      if name:find "^inflate_" or name == "gzip_head.c" then list[#list + 1] = name end
    end
    return list
  end

  it("is zlib, or ISA-L and what that needs", function()
    for name, files in pairs(FILES) do
      assert.are.same(files, listed_by("sh mk/sources.sh http " .. name))
      assert.are.same(files, listed_by("env -u MAKEFLAGS make -nB BUILD=build/none INFLATE=" .. name
        .. " build/none/urssaf/http.so | grep -o 'src/http/[a-z_]*[.]c' | sort -u"))
    end
  end)

  it("is zlib in the rock", function()
    assert.are.same(FILES.zlib, listed_by "sh mk/sources.sh http")
    assert.are.same(FILES.zlib, listed_by "cat rockspec/urssaf-scm-1.rockspec")
  end)

  it("is nothing else", function()
    local ok, _, output = shell.run "env -u MAKEFLAGS make -n INFLATE=brotli"
    assert.is_false(ok)
    assert.matches('INFLATE is zlib or isal, not "brotli"', output, 1, true)
  end)
end)

describe("BUILD", function()
  it("is told to what make starts, and by that to what it starts itself", function()
    local ok, _, output = shell.run("env -u MAKEFLAGS make -n MAKE=: ASSUME_DEPS=1 BUILD=build/none"
      .. " bench bench-inflaters valgrind torture fuzz-short")
    assert(ok, output)
    local count = 0
    for line in output:gmatch "[^\n]*URSSAF_CACHE_DIR=[^\n]+" do
      assert.matches('/build/none/cache" SPEC_BUILD=build/none ', line, 1, true)
      count = count + 1
    end
    assert.is_true(count >= 7)
    for _, path in ipairs { " build/", "./build/" } do
      assert.is_nil(output:gsub("build/none", "none"):find(path, 1, true))
    end
  end)

  it("is nowhere else in the code of benchmarks and fuzzers", function()
    local _, _, found = shell.run "grep -n build/ spec/bench/*.lua spec/fuzz/*.lua"
    for line in found:gmatch "[^\n]+" do assert.matches("^[^:]+:%d+:%s*%-%-", line) end
  end)
end)
