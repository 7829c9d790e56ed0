-- The attacks of the cost specs: for each an input that the library reads from outside, which grows
-- with a number, and what it may cost. Three programs use a definition: the measuring one makes the
-- input, a child calls the library, and for HTTP a server answers it.
--
--   name      what comes from outside
--   size      the number at first; it is tried once, twice and four times as large
--   file      function(n, out): writes a file, which the call gets as its input
--   serve     function(n, path, send, target, sleep): answers a GET; the call gets the base URL
--   prepare   function(n, folder): fills a folder, which the call gets; returns how many bytes
--   call      function(urssaf, input, n): by default `read` of a file, `fetch` from a server
--   host      function(): what the host does while it has the result
--   ends      what the call may end with: "ok", or kinds of errors
--   memory    bytes for a byte of input, and MiB besides
--   space     the same for the address space, by default as much as memory, and 512 MiB
--   seconds   of CPU for a megabyte of input, and besides
--   passes    the most seconds from the call to its end; such an attack has one size
--   life      seconds after which the child is ended
--   bound     what ends the call: the option or the constant in the table of SECURITY.md
local attacks = {}

attacks.GROUPS = { "csv", "metadata", "catalog", "calendar", "http", "gzip", "kept", "file",
  "panel", "written", "shapes", "time" }

-- Addresses and commands name an attack by these characters alone.
local function slug(name)
  return (name:lower():gsub("%W+", "-"))
end

local function complete(attack, group)
  if attack.slug then return end
  attack.group, attack.slug = group, group .. "-" .. slug(attack.name)
  attack.call = attack.call or attack.file and function(urssaf, path) return urssaf.read(path) end
    or function(urssaf, url) return urssaf.fetch("attack", attacks.options(url)) end
end

--- The options of a call to the server.
---@param url string
---@param more table?
---@return table
function attacks.options(url, more)
  local options = { base_url = url, cache = "off", retries = 0, timeout = 5 }
  for name, value in pairs(more or {}) do options[name] = value end
  return options
end

--- The attacks of a group.
---@param group string
---@return table[]
function attacks.of(group)
  local list = require("spec.cost.attacks." .. group)
  for _, attack in ipairs(list) do complete(attack, group) end
  return list
end

--- The attack with this slug.
---@param name string
---@return table
function attacks.named(name)
  for _, attack in ipairs(attacks.of(name:match "^%a+")) do
    if attack.slug == name then return attack end
  end
  error("no attack is called " .. name)
end

return attacks
