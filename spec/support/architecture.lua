-- Which module of lua/urssaf requires which, held against the table of rooms.
--
-- A module's requires are read from its source: every string that is a module's name counts, in
-- `require`, in `lazy` and in a table of names; one that ends with a dot, to which a name is
-- appended, counts for all modules that begin with it.
local shell = require "spec.support.shell"

local architecture = {}

local function module_of(path)
  return (path:gsub("^lua/", ""):gsub("%.lua$", ""):gsub("/init$", ""):gsub("/", "."))
end

-- The modules below a folder that has `lua/urssaf`: { name =, path =, text = } in order of path.
local function modules_of(root)
  local modules, by_name = {}, {}
  local _, _, listing = shell.run(("cd %s && find lua/urssaf -name '*.lua' | LC_ALL=C sort")
    :format(shell.quote(root)))
  for path in listing:gmatch "[^\n]+" do
    local module = { name = module_of(path), path = path, text = shell.read(root .. "/" .. path) }
    modules[#modules + 1], by_name[module.name] = module, module
  end
  return modules, by_name
end

-- ------------------------------------------------------------------ rooms

-- The room of a module: one that lists it by name, or the one named as its folder.
local function room_of(module, rooms)
  local folder = module.name:match "^urssaf%.([%w_]+)"
  for _, room in ipairs(rooms) do
    for _, name in ipairs(room.modules or {}) do
      if name == module.name then return room end
    end
    local is_own = not room.modules and room.name == folder
    if is_own and module.path:find("^lua/urssaf/" .. folder .. "/") then return room end
  end
end

local function place_in(rooms, name)
  for place, room in ipairs(rooms) do
    if room.name == name then return place end
  end
end

-- Rooms that may require one that is not below them, or is unknown: the table itself is wrong then.
local function check_table(rooms, findings)
  for place, room in ipairs(rooms) do
    for _, name in ipairs(room.may_require) do
      local other = place_in(rooms, name)
      if not other or other <= place then
        findings[#findings + 1] = ("the table of rooms: %s may not require %s, which is not below"
          .. " it"):format(room.name, name)
      end
    end
  end
end

local function contains(list, wanted)
  for _, element in ipairs(list) do
    if element == wanted then return true end
  end
  return false
end

-- ------------------------------------------------------------------ arrows

-- The strings of a line without a comment; an escaped quote does not end one.
local function strings_of(line)
  local list = {}
  local code = line:gsub("\\.", "__")
  for _, text in code:gmatch "([\"'])(.-)%1" do list[#list + 1] = text end
  return code:find "^%s*%-%-" and {} or list
end

local function all_that_begin(modules, prefix)
  local list = {}
  for _, module in ipairs(modules) do
    if module.name:sub(1, #prefix) == prefix then list[#list + 1] = module.name end
  end
  return list
end

-- The names of modules that a string means; nil for other strings.
local function names_of(text, modules)
  if text == "urssaf" or text:find "^urssaf%.[%w_.]*[%w_]$" then return { text } end
  if text:find "^urssaf%.[%w_.]*$" then return all_that_begin(modules, text) end
end

-- Elsewhere than in these the string "urssaf" is a text.
local function is_loaded(line)
  return line:find "require%s*%(?%s*[\"']urssaf[\"']" or line:find "lazy%s*%(?%s*[\"']urssaf[\"']"
end

-- Where a module names others: { to =, line = }.
local function arrows_of(module, modules)
  local arrows, number = {}, 0
  for line in (module.text .. "\n"):gmatch "([^\n]*)\n" do
    number = number + 1
    for _, text in ipairs(strings_of(line)) do
      for _, name in ipairs(names_of(text, modules) or {}) do
        local is_text = name == "urssaf" and not is_loaded(line)
        if name ~= module.name and not is_text then
          arrows[#arrows + 1] = { to = name, line = number }
        end
      end
    end
  end
  return arrows
end

local function check_arrow(module, room, arrow, known, findings)
  local function add(format, ...)
    findings[#findings + 1] = ("%s:%d: "):format(module.path, arrow.line) .. format:format(...)
  end
  local c_module = arrow.to:match "^urssaf%.(%l+)$"
  if contains(known.c_modules, c_module) then
    if not contains(room.c_modules or {}, c_module) then
      add("%s may not require the C module %s", room.name, arrow.to)
    end
    return
  end
  local target = known.by_name[arrow.to]
  if not target then return add("there is no module %s", arrow.to) end
  local other = known.rooms_of[target]
  if other and other ~= room and not contains(room.may_require, other.name) then
    add("%s may not require %s, here %s", room.name, other.name, arrow.to)
  end
end

-- ------------------------------------------------------------------ circles

-- Depth first; `state` is "open" on the way down, and "done" once all below is looked at.
local function find_circle(module, known, state, way)
  if state[module] == "done" then return nil end
  way[#way + 1] = module.name
  if state[module] == "open" then
    while way[1] ~= module.name do table.remove(way, 1) end
    return table.concat(way, " -> ")
  end
  state[module] = "open"
  for _, arrow in ipairs(known.arrows[module]) do
    local target = known.by_name[arrow.to]
    local circle = target and find_circle(target, known, state, way)
    if circle then return circle end
  end
  state[module] = "done"
  way[#way] = nil
end

local function check_circles(modules, known, findings)
  local state = {}
  for _, module in ipairs(modules) do
    local circle = find_circle(module, known, state, {})
    if circle then
      findings[#findings + 1] = "a circle: " .. circle
      return
    end
  end
end

-- ------------------------------------------------------------------ all of it

local function c_modules_of(rooms)
  local list = {}
  for _, room in ipairs(rooms) do
    for _, name in ipairs(room.c_modules or {}) do list[#list + 1] = name end
  end
  return list
end

--- What is wrong in a tree, one sentence each; and how many modules and arrows were looked at.
---@param root string the folder that has `lua/urssaf`
---@param rooms table of spec.support.rooms
---@return string[] findings
---@return integer modules
---@return integer arrows
function architecture.check(root, rooms)
  local modules, by_name = modules_of(root)
  local known = { by_name = by_name, rooms_of = {}, arrows = {}, c_modules = c_modules_of(rooms) }
  local findings, count = {}, 0
  check_table(rooms, findings)
  for _, module in ipairs(modules) do
    known.rooms_of[module] = room_of(module, rooms)
    known.arrows[module] = arrows_of(module, modules)
    count = count + #known.arrows[module]
    if not known.rooms_of[module] then
      findings[#findings + 1] = module.path .. ": no room has it"
    end
  end
  for _, module in ipairs(modules) do
    local room = known.rooms_of[module]
    for _, arrow in ipairs(room and known.arrows[module] or {}) do
      check_arrow(module, room, arrow, known, findings)
    end
  end
  check_circles(modules, known, findings)
  return findings, #modules, count
end

return architecture
