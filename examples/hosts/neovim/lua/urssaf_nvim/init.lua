-- What the commands do. A fetch is a coroutine; loop.lua says how it waits.
-- luacheck: globals vim
local loop = require "urssaf_nvim.loop"
local sheet = require "urssaf_nvim.sheet"
local urssaf = require "urssaf"

local DEFAULT = "economiquement_actifs"

local urssaf_nvim = {}

local tasks = {} -- the fetches under way, as a set

-- As a warning: to show an error that is longer than a line, Neovim pauses for a second.
local function complain(problem)
  vim.notify(tostring(problem), vim.log.levels.WARN)
end

-- With the C modules the transport is libcurl, otherwise `curl`. The user's own options are in
-- `vim.g.urssaf`; the library reads URSSAF_BASE_URL and the like from the environment itself.
local function options()
  local has = urssaf.capabilities { json = vim.json }
  return vim.tbl_extend("force", {
    wait = loop.wait, json = vim.json,
    transport = not has.transport and require "urssaf_nvim.curl" or nil,
    cache = not has.cache and "off" or nil, -- nothing can be kept without lua-filesystem
  }, vim.g.urssaf or {})
end

-- Opens the window when the command is given, not when the response comes: by then the user may be
-- typing elsewhere.
local function open(place)
  local buffer = vim.api.nvim_create_buf(false, true)
  vim.bo[buffer].filetype, vim.bo[buffer].bufhidden = "markdown", "wipe"
  vim.api.nvim_buf_set_lines(buffer, 0, -1, false, { ("# %s: asked for"):format(place.name) })
  vim.cmd("sbuffer " .. buffer)
  return buffer
end

local function fill(buffer, lines)
  if vim.api.nvim_buf_is_loaded(buffer) then -- the user may have closed it
    vim.api.nvim_buf_set_lines(buffer, 0, -1, false, lines)
  end
end

-- A département and a measure, of a command's words: a name may be of several.
local function read(words)
  local place, unknown = urssaf.geo.find(table.concat(words, " "), "departement")
  if place or #words == 1 then return place, unknown, DEFAULT end
  place, unknown = urssaf.geo.find(table.concat(words, " ", 1, #words - 1), "departement")
  return place, unknown, words[#words]
end

--- Shows the figures of a département.
---@param words string[] the département, by code or name; the measure
function urssaf_nvim.show(words)
  local place, unknown, measure = read(words)
  if not place then return complain(unknown.message) end
  local is_open, buffer = pcall(open, place)
  if not is_open then return complain(buffer) end -- no room for another window
  local task = {}
  tasks[task] = true
  loop.run(task, function()
    task.client = urssaf.client(options())
    return task.client:fetch { where = { code_departement = place.code },
      measures = { measure } }
  end, function(ok, panel, err)
    tasks[task] = nil
    if task.client then task.client:close() end
    if not ok then panel, err = nil, panel end
    if panel and panel.series[1] then return fill(buffer, sheet(panel)) end
    err = err or place.name .. " is not in these data"
    fill(buffer, { tostring(err) })
    complain(err)
  end)
end

--- Cancels all fetches. `wake` comes first: the handles that watch a connection have to be closed
-- before the connection is.
function urssaf_nvim.cancel()
  for task in pairs(tasks) do
    task.wake()
    task.client:close()
  end
end

-- No `curl` process may outlive the editor.
vim.api.nvim_create_autocmd("VimLeavePre", { callback = urssaf_nvim.cancel })

return urssaf_nvim
