-- The targets, files, folders and options that CONTRIBUTING.md and SECURITY.md name exist.
local doc_pages = require "spec.support.doc_pages"
local not_empty = require "spec.support.not_empty"
local shell = require "spec.support.shell"

local function read(path)
  return shell.read_file(path)
end

describe("CONTRIBUTING.md", function()
  local text = read "CONTRIBUTING.md"

  it("names targets that the Makefile has", function()
    local makefile, count = shell.run_line "cat Makefile mk/*.mk", 0
    for line in text:gmatch "[^\n]*make [^\n]*" do
      for words in line:gmatch "make ([^`#(|\n]+)" do
        for word in words:gmatch "%S+" do
          if word:find "^%l[%l-]*$" and makefile:find("\n" .. word .. ":", 1, true) then
            count = count + 1
          elseif not word:find "^[A-Z_]+=" then
            assert.is_truthy(word:find "^&" or not word:find "^%l", line)
            break
          end
        end
      end
    end
    assert.is_true(count > 25, count)
  end)

  -- whatever is written as code and looks like a path in the project
  it("names files that there are", function()
    local count = 0
    for code in text:gmatch "`([^`\n]+)`" do
      if code:find "^[%w_.]+/[%w_./-]*$" and not code:find "^build" and not code:find "0%.2%.0" then
        assert.is_true((shell.run("test -e " .. code)), code)
        count = count + 1
      end
    end
    assert.is_true(count > 10, count)
  end)

  it("says of each folder what it holds, and of no other", function()
    local listed, there = {}, { ["lua/urssaf"] = true, ["spec/support"] = true }
    for _, cells in ipairs(doc_pages.rows(text, "Where things are")) do
      for folder in cells[1]:gmatch "`([^`]+)`" do listed[folder] = true end
      assert.matches("%a+ %a+", cells[2])
    end
    local _, _, found = shell.run
      "ls -d lua/urssaf/*/ lua/urssaf/*/*/ src/*/ spec/*/ spec/support/*/"
    for folder in found:gmatch "([^\n]+)/\n" do there[folder] = true end
    assert.are.same(there, listed)
  end)

  it("explains its words, each on one line", function()
    local rows = doc_pages.rows(text, "Words")
    assert.is_true(#rows >= 20)
    for _, word in ipairs { "panel", "series", "unit", "measure", "grid", "nature", "additive",
      "coverage", "break", "note", "vintage", "query", "request", "session", "role", "language",
      "plan", "canvas", "report", "misuse" } do
      local count = 0
      for _, cells in ipairs(rows) do
        if (cells[1] .. ","):find("%f[%w-]" .. word .. ",") then count = count + 1 end
      end
      assert.are.equal(1, count, word)
    end
  end)

  it("describes a release by commands that there are", function()
    local block = assert(text:match "\n```sh\n(# 1.-)```")
    for _, command in ipairs { "make rockspec", "bash .ci/run", "make rock", "git tag",
      "sha256sum -c SHA256SUMS", "luarocks-5.4 install" } do
      assert.is_truthy(block:find(command, 1, true), command)
    end
  end)
end)

describe("SECURITY.md", function()
  local text = read "SECURITY.md"

  it("says that what was released last is mended", function()
    local minor = read("CHANGELOG.md"):match "\n## (%d+%.%d+)%.%d+ %- "
    assert.is_truthy(text:find("| " .. minor .. " | yes |", 1, true))
  end)

  -- The library runs nothing; the command runs two programs about the terminal, and those that draw
  -- pictures or write Parquet, as the page says.
  it("is right that nothing is run", function()
    local _, _, found = shell.run(
      "grep -rnE 'os[.]execute|io[.]popen|loadstring|dofile|loadfile|\\<load[ (]' lua/urssaf")
    local asked = { terminal = 0, programs = 0 }
    for line in found:gmatch "[^\n]+" do
      if not line:find ":%d+:%-%-" then
        local file = line:match "^lua/urssaf/cli/(%l+)%.lua:"
        assert.is_truthy(asked[file], line)
        asked[file] = asked[file] + 1
      end
    end
    assert.are.same({ terminal = 2, programs = 3 }, asked)
    for program in not_empty.matches(text, "asks `([^`]+)` and") do
      local terminal = read "lua/urssaf/cli/terminal.lua"
      assert.is_truthy(terminal:find(program, 1, true), program)
    end
  end)

  it("names options that there are", function()
    local options = read "lua/urssaf/annotations/options.lua"
    for _, name in ipairs { "max_bytes", "ca_file", "where", "transport", "cache", "cache_dir",
      "preset" } do
      assert.is_truthy(text:find(name, 1, true), name)
      assert.is_truthy(options:find("---@field " .. name, 1, true), name)
    end
  end)
end)
