-- What differs between Lua 5.1, LuaJIT, 5.3 and 5.4, for specs that run on all of them, and what
-- each of them lacks: copies, sorted keys, lengths in UTF-8. Where Lua has no integers, a whole
-- number counts as one if a double tells it from the next.
local load_text = loadstring or load -- luacheck: ignore 113

local lua = {
  unpack = table.unpack or unpack, -- luacheck: ignore 113
  has_integers = math.type ~= nil,
  has_pairs_metamethod = pairs(setmetatable({}, { __pairs = function() return "called" end }))
    == "called",
  -- `local x <close>`, which 5.4 alone can read
  has_close = load_text("local x <close> = nil") ~= nil,
  has_generations = _VERSION == "Lua 5.4",
  -- os.exit that closes the state before, which 5.1 does not do
  exit_closes = _VERSION ~= "Lua 5.1" or jit ~= nil, -- luacheck: ignore 113
  -- LuaJIT formats, reads and compares without regard to the locale
  follows_locale = jit == nil, -- luacheck: ignore 113
}

function lua.pack(...)
  return { n = select("#", ...), ... }
end

function lua.copy(list)
  local copy = {}
  for i, value in ipairs(list) do copy[i] = value end
  return copy
end

-- A new table with the fields of both; where they share a name, `others`, which may be nil, wins.
function lua.merged(fields, others)
  local all = {}
  for name, value in pairs(fields) do all[name] = value end
  for name, value in pairs(others or {}) do all[name] = value end
  return all
end

-- Has a module loaded anew by the next `require`. It must be loaded, so that a wrong name shows.
function lua.unload(name)
  assert(package.loaded[name] ~= nil, name .. " is not loaded")
  package.loaded[name] = nil
end

-- The names of a table's fields, sorted.
function lua.sorted_keys(fields)
  local names = {}
  for name in pairs(fields) do names[#names + 1] = name end
  table.sort(names)
  return names
end

-- "integer", "float", or nil for what is no number.
lua.number_type = math.type or function(value)
  if type(value) ~= "number" then return nil end
  local is_whole = value == math.floor(value) and math.abs(value) < 2 ^ 53
  return is_whole and "integer" or "float"
end

-- An integer where there are any, else the number as it is; nil for what is no whole number.
lua.integer = math.tointeger or function(value)
  return lua.number_type(value) == "integer" and value or nil
end

-- An object that has a function called when it is collected.
function lua.dropped(call)
  local newproxy = newproxy -- luacheck: ignore 113 (where __gc of a table is not called)
  if not newproxy then return setmetatable({}, { __gc = call }) end
  local proxy = newproxy(true)
  getmetatable(proxy).__gc = call
  return proxy
end

-- Collects all that nobody holds; twice, for what finalizers let go of.
function lua.collect_all()
  if jit then jit.flush() end -- luacheck: ignore 113 (compiled code holds what it was made for)
  collectgarbage()
  collectgarbage()
end

-- Has the collector work at every allocation, in one of `lua.collectors`.
function lua.collect(collector)
  if collector == "generational" then
    collectgarbage("generational", 1, 1)
  elseif lua.has_generations then
    collectgarbage("incremental", 1, 1000, 1)
  else
    collectgarbage("setpause", 1)
    collectgarbage("setstepmul", 1000)
  end
end

lua.collectors = { "incremental", lua.has_generations and "generational" or nil }

-- Whether a command ends well.
function lua.execute(command)
  local ok = os.execute(command)
  return ok == true or ok == 0
end

-- A chunk that sees these globals alone.
function lua.load_alone(text, name, globals)
  if not setfenv then return load(text, name, "t", globals) end -- luacheck: ignore 113
  local chunk, err = load_text(text, name)
  return chunk and setfenv(chunk, globals), err -- luacheck: ignore 113
end

-- What a lead byte says: how many bytes follow, and from where to where the first of them is.
local function followers(lead)
  if lead < 0x80 then return 0 end
  if lead < 0xC2 or lead > 0xF4 then return nil end
  local least = lead == 0xE0 and 0xA0 or lead == 0xF0 and 0x90 or 0x80
  local most = lead == 0xED and 0x9F or lead == 0xF4 and 0x8F or 0xBF
  return lead < 0xE0 and 1 or lead < 0xF0 and 2 or 3, least, most
end

-- How many characters a text has, nil if it is not UTF-8 throughout.
function lua.utf8_length(text)
  local count, at = 0, 1
  while at <= #text do
    local more, least, most = followers(text:byte(at))
    if not more then return nil end
    for i = at + 1, at + more do
      local byte = text:byte(i)
      if not byte or byte < least or byte > most then return nil end
      least, most = 0x80, 0xBF
    end
    count, at = count + 1, at + 1 + more
  end
  return count
end

return lua
