-- The code on pages: runs it as it stands, and compares its output with what the page shows.
--
--   local page = doc_pages.read "docs/cookbook.md"
--   page.blocks                    -- each { language =, text =, heading =, where =, output = }
--   local runner = doc_pages.runner { URSSAF_BASE_URL = … }
--   runner:run(program)            -- whether it succeeded, and all that it printed
--   doc_pages.says(expected, output)   -- whether an output is what the page shows
--   runner:check(block)            -- both: a spec's case for each block of a page
--
-- A program's output stands in the block ```text after it, under the same heading. In an output, an
-- ellipsis stands for whatever differs from one run to the next, within a line. A program with an
-- ellipsis is a sketch, and is not run.
local assert = require "luassert"
local lua = require "spec.support.lua"
local processes = require "spec.support.processes"
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"

local doc_pages = {}

local ELLIPSIS = "\226\128\166"

-- ------------------------------------------------------------------ reading

local function new_block(page, fence, language, number)
  local block = { fence = fence, language = language, heading = page.heading, lines = {},
    where = ("%s:%d"):format(page.path, number) }
  table.insert(page.blocks, block)
  return block
end

local function note_heading(page, line)
  local marks, words = line:match("^(#+) (.*)$")
  if not marks then return end
  page.heading = words
  table.insert(page.headings, words)
end

-- Reads a line of the open block, if there is one, or else a heading or the first line of a new
-- block. Returns the block that is open after it.
local function read_line(page, open, line, number)
  if open then
    if line == open.fence then return nil end
    table.insert(open.lines, line)
    return open
  end
  local fence, language = line:match("^(```+)(%w*)")
  if fence then return new_block(page, fence, language, number) end
  note_heading(page, line)
end

local function give_outputs(blocks)
  for i, block in ipairs(blocks) do
    block.text = table.concat(block.lines, "\n") .. "\n"
    local before = blocks[i - 1]
    local follows = before and before.language == "lua" and before.heading == block.heading
    if block.language == "text" and follows then before.output = block.text end
  end
end

--- A page of the project: `path text blocks headings`.
function doc_pages.read(path)
  local page = { path = path, text = shell.read_file(path), blocks = {}, headings = {} }
  local open, number = nil, 0
  for line in page.text:gmatch("([^\n]*)\n") do
    number = number + 1
    open = read_line(page, open, line, number)
  end
  assert(not open, path .. ": a block has no end")
  give_outputs(page.blocks)
  return page
end

--- The blocks in a language that are programs, not sketches.
function doc_pages.programs(page, language)
  local list = {}
  for _, block in ipairs(page.blocks) do
    local is_shape = block.text:find(ELLIPSIS, 1, true)
    if block.language == language and not is_shape then list[#list + 1] = block end
  end
  return list
end

--- The one program under a heading.
function doc_pages.under(page, heading)
  local found
  for _, block in ipairs(doc_pages.programs(page, "lua")) do
    if block.heading == heading then
      assert(not found, "two programs under " .. heading)
      found = block
    end
  end
  return assert(found, "no program under " .. heading)
end

-- ------------------------------------------------------------------ tables

--- The rows of the tables under a heading, without their headers: lists of cells.
function doc_pages.rows(text, heading)
  local section = (text .. "\n# "):match("\n#+ " .. heading .. "\n(.-)\n#+ ")
  assert(section, "no heading " .. heading)
  local rows = {}
  for line in section:gmatch "[^\n]+" do
    local cells = {}
    for cell in (line:match "^|(.*)|$" or ""):gmatch "[^|]+" do
      cells[#cells + 1] = cell:match "^%s*(.-)%s*$"
    end
    if line:find "^|%-%-%-" then
      rows[#rows] = nil
    elseif #cells > 1 then
      rows[#rows + 1] = cells
    end
  end
  assert(rows[1], "no table under " .. heading)
  return rows
end

--- The names in back quotes in a column of rows, as a set.
function doc_pages.quoted(rows, column)
  local set = {}
  for _, cells in ipairs(rows) do
    for name in cells[column]:gmatch "`\"?([%l_]+)\"?`" do set[name] = true end
  end
  return set
end

-- ------------------------------------------------------------------ running

--- Whether an output is what a page shows.
function doc_pages.says(expected, output)
  local pattern = expected:gsub("[%^%$%(%)%%%.%[%]%*%+%-%?]", "%%%0")
  pattern = pattern:gsub(ELLIPSIS, "[^\n]-")
  return output:find("^" .. pattern .. "$") ~= nil
end

local Runner = processes.class(function(self) shell.remove(self.folder) end)

local function start(runner, environment)
  runner.folder = shell.temporary_folder()
  runner.environment = lua.merged({ LUA_PATH = shell.lua_path, LUA_CPATH = shell.lua_cpath,
    URSSAF_CACHE_DIR = runner.folder .. "/kept" }, environment)
  return runner
end

--- Makes a runner: it runs programs as for a user who has installed the library, in a new folder.
---@param environment table<string, string>?
function doc_pages.runner(environment)
  return start(setmetatable({}, Runner), environment)
end

--- A stand-in portal and a runner of programs that ask it, for the cases of the current `describe`.
function doc_pages.for_cases()
  local portal = standin.for_cases()
  return portal, processes.for_cases(Runner, function(runner)
    start(runner, { URSSAF_BASE_URL = portal.base_url })
  end)
end

--- Puts a file into the folder.
function Runner:write(name, text)
  shell.write(self.folder .. "/" .. name, text)
end

--- A file of the folder.
function Runner:read(name)
  return shell.read(self.folder .. "/" .. name)
end

--- Runs a program in a process of its own.
---@param program string
---@param environment table<string, string>? more variables, for this run alone
---@return boolean ok
---@return string output both outputs together
function Runner:run(program, environment)
  self:write("example.lua", program)
  local ok, _, output = shell.run(("cd %s && %s"):format(shell.quote(self.folder),
    shell.with(lua.merged(self.environment, environment), shell.lua .. " example.lua")))
  return ok, output
end

--- The output of a program, which must succeed.
function Runner:output(program, environment)
  local ok, output = self:run(program, environment)
  assert.is_true(ok, output)
  return output
end

--- Runs a program of a page, and asserts that it prints what the page shows.
---@param block table
---@param prelude string? what each program of the page begins with
---@param environment table<string, string>?
function Runner:check(block, prelude, environment)
  local ok, output = self:run((prelude or "") .. block.text, environment)
  assert.is_true(ok, block.where .. ": " .. output)
  local expected = block.output or ""
  if not doc_pages.says(expected, output) then assert.are.equal(expected, output, block.where) end
  return output
end

return doc_pages
