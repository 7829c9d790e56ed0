-- What differs between Lua 5.1, LuaJIT, 5.3, 5.4 and 5.5, for specs that run on all of them, and
-- what each of them lacks: copies, sorted keys, lengths in UTF-8. Where Lua has no integers, a
-- whole number counts as one if a double tells it from the next.
local load_text = loadstring or load -- luacheck: ignore 113

local lua = {
  unpack = table.unpack or unpack, -- luacheck: ignore 113
  has_integers = math.type ~= nil,
  has_pairs_metamethod = pairs(setmetatable({}, { __pairs = function() return "called" end }))
    == "called",
  -- whether `local x <close>` compiles, as from 5.4 on
  has_close = load_text("local x <close> = nil") ~= nil,
  has_generations = _VERSION == "Lua 5.4" or _VERSION == "Lua 5.5",
  -- whether os.exit can close the state, which it cannot on 5.1
  exit_closes = _VERSION ~= "Lua 5.1" or jit ~= nil, -- luacheck: ignore 113
  -- whether Lua formats, reads and compares by the locale, as all but LuaJIT do
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

-- "integer" or "float"; nil if the value is no number.
lua.number_type = math.type or function(value)
  if type(value) ~= "number" then return nil end
  local is_whole = value == math.floor(value) and math.abs(value) < 2 ^ 53
  return is_whole and "integer" or "float"
end

-- A whole number as an integer, where Lua has integers; nil if the value is no whole number.
lua.integer = math.tointeger or function(value)
  return lua.number_type(value) == "integer" and value or nil
end

-- An object that calls a function when it is collected.
function lua.dropped(call)
  local newproxy = newproxy -- luacheck: ignore 113 (where __gc of a table is not called)
  if not newproxy then return setmetatable({}, { __gc = call }) end
  local proxy = newproxy(true)
  getmetatable(proxy).__gc = call
  return proxy
end

-- Collects all garbage; twice, since the first finalizers release more.
function lua.collect_all()
  if jit then jit.flush() end -- luacheck: ignore 113 (compiled code keeps objects alive)
  collectgarbage()
  collectgarbage()
end

-- In Lua 5.5 the parameters have names.
local function collect_always(collector)
  collectgarbage(collector)
  for name, value in pairs { pause = 1, stepmul = 1000, stepsize = 1, minormul = 1 } do
    collectgarbage("param", name, value)
  end
end

-- Makes the collector run at every allocation, in one of the modes of `lua.collectors`.
function lua.collect(collector)
  if _VERSION == "Lua 5.5" then
    collect_always(collector)
  elseif collector == "generational" then
    collectgarbage("generational", 1, 1)
  elseif lua.has_generations then
    collectgarbage("incremental", 1, 1000, 1)
  else
    collectgarbage("setpause", 1)
    collectgarbage("setstepmul", 1000)
  end
end

lua.collectors = { "incremental", lua.has_generations and "generational" or nil }

-- Whether a command succeeds.
function lua.execute(command)
  local ok = os.execute(command)
  return ok == true or ok == 0
end

-- Loads a chunk that has only these globals.
function lua.load_alone(text, name, globals)
  if not setfenv then return load(text, name, "t", globals) end -- luacheck: ignore 113
  local chunk, err = load_text(text, name)
  return chunk and setfenv(chunk, globals), err -- luacheck: ignore 113
end

-- For the lead byte of a character: how many bytes follow, and the range of the first of them.
local function followers(lead)
  if lead < 0x80 then return 0 end
  if lead < 0xC2 or lead > 0xF4 then return nil end
  local least = lead == 0xE0 and 0xA0 or lead == 0xF0 and 0x90 or 0x80
  local most = lead == 0xED and 0x9F or lead == 0xF4 and 0x8F or 0xBF
  return lead < 0xE0 and 1 or lead < 0xF0 and 2 or 3, least, most
end

-- How many characters a text has; nil if it is not valid UTF-8.
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
