-- Runs a script in Neovim: the script types commands and reads buffers, while the editor idles in
-- its own loop. The script's result is written to EDITOR_ANSWER as JSON.
--
--   local editor = ...
--   editor.type ":Urssaf 38"
--   editor.wait(function() return editor.texts()[1]:find "Isère" end)
--   return { texts = editor.texts(), notices = editor.notices, ticks = editor.ticks() }
-- luacheck: globals vim
local uv = vim.loop

local PATIENCE, TICK = 60, 5 -- seconds, milliseconds

local editor = { notices = {} }

--- Seconds, on a clock that never goes back.
function editor.now()
  return uv.hrtime() / 1e9
end

--- Types a command as a user would, so that errors appear as they do for a user.
function editor.type(line)
  vim.api.nvim_input(line .. "<CR>")
end

--- Waits until a condition holds.
function editor.wait(is_so)
  local deadline = editor.now() + PATIENCE
  while not is_so() do
    if editor.now() > deadline then error("it did not become so", 2) end
    coroutine.yield()
  end
end

--- The buffers that have any text, the oldest first.
function editor.texts()
  local texts = {}
  for _, buffer in ipairs(vim.api.nvim_list_bufs()) do
    local text = table.concat(vim.api.nvim_buf_get_lines(buffer, 0, -1, false), "\n")
    if text ~= "" then table.insert(texts, text) end
  end
  return texts
end

--- Waits until so many buffers show a result or an error.
function editor.wait_for_texts(count)
  editor.wait(function()
    local texts = editor.texts()
    for _, text in ipairs(texts) do
      if text:find ": asked for$" then return false end
    end
    return #texts == count
  end)
end

--- Waits until a query has been under way for some time.
function editor.wait_for_question()
  editor.wait(function() return table.concat(editor.texts()):find ": asked for" end)
  local until_then = editor.now() + 0.3
  editor.wait(function() return editor.now() > until_then end)
end

local function read(path)
  local file = io.open(path)
  local text = file and file:read "*a" or ""
  if file then file:close() end
  return text
end

--- The processes that the editor has started: `pid`, `line` (the command line).
function editor.children()
  local children = {}
  for _, path in ipairs(vim.fn.glob("/proc/self/task/*/children", false, true)) do
    for pid in read(path):gmatch "%d+" do
      table.insert(children, { pid = tonumber(pid),
        line = read("/proc/" .. pid .. "/cmdline"):gsub("%z", " ") })
    end
  end
  return children
end

-- ---------------------------------------------------------------- ticks

local count, longest, last

--- Begins to count at zero.
function editor.reset_ticks()
  count, longest, last = 0, 0, editor.now()
end

--- How many ticks there were, and the longest time from one to the next. A tick is a timer of luv's
-- whose scheduled function the editor ran: while the editor is blocked, there are none.
function editor.ticks()
  return { count = count, longest = longest }
end

local function tick()
  local now = editor.now()
  count, longest, last = count + 1, math.max(longest, now - last), now
end

-- ---------------------------------------------------------------- the script

local notify = vim.notify
function vim.notify(message, level)
  table.insert(editor.notices, message)
  notify(message, level)
end

local script = assert(loadfile(os.getenv "EDITOR_SCRIPT"))
local thread = coroutine.create(script)

local function finish(result)
  local file = assert(io.open(os.getenv "EDITOR_ANSWER", "wb"))
  file:write(vim.json.encode(result))
  file:close()
  vim.cmd "qall!"
end

local function resume()
  if coroutine.status(thread) == "dead" then return end
  local ok, result = coroutine.resume(thread, editor)
  if not ok then return finish { failed = result, texts = editor.texts() } end
  if coroutine.status(thread) == "dead" then finish(result) end
end

local is_due = false

local function turn()
  is_due = false
  tick()
  resume()
end

uv.new_timer():start(TICK, TICK, function()
  if not is_due then vim.schedule(turn) end
  is_due = true
end)

editor.reset_ticks()
