--- Which loops are installed. The modules are looked for as `require` does, and not loaded: loading
-- copas changes luasocket.
local installed = {}

-- What each loop needs: its C module, and what else is in another package.
local LOOPS = {
  { "copas", "copas", "socket.core" },
  { "cqueues", "cqueues", "_cqueues" },
  { "luv", "luv" },
  { "socket", "socket.core" },
}

-- Lua 5.1 has no package.searchpath.
local function is_in(path, file)
  for template in path:gmatch "[^;]+" do
    local handle = io.open((template:gsub("%?", function() return file end)), "rb")
    if handle then
      handle:close()
      return true
    end
  end
  return false
end

local function is_found(name)
  if package.loaded[name] or package.preload[name] then return true end
  local file = name:gsub("%.", "/")
  return io ~= nil and (is_in(package.path, file) or is_in(package.cpath, file))
end

local function has_all(loop)
  for i = 2, #loop do
    if not is_found(loop[i]) then return false end
  end
  return true
end

-- In Neovim luv is a field of a global.
local function has_vim()
  local vim = rawget(_G, "vim")
  return type(vim) == "table" and (vim.uv or vim.loop) ~= nil
end

--- The names of the loops that are installed, as fields of `urssaf.loop`, sorted.
---@return string[]
function installed.list()
  local list = {}
  for _, loop in ipairs(LOOPS) do
    if has_all(loop) or loop[1] == "luv" and has_vim() then list[#list + 1] = loop[1] end
  end
  return list
end

return installed
