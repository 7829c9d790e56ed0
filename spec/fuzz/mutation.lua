-- Changes texts at random: damages bytes, or changes the tree of a JSON text and keeps it JSON. And
-- finds the smallest text that still shows a fault.
local mutation = {}

-- ------------------------------------------------------------------ bytes

--- A text with up to three places damaged: cut off, doubled, left out, or replaced by a byte or by
-- one of the texts in `odd`.
function mutation.damaged(text, random, odd)
  for _ = 1, random(3) do
    local at, how = random(#text + 1), random(6)
    if how == 1 then
      text = text:sub(1, at - 1) -- cut
    elseif how == 2 then
      local from = random(#text + 1) -- a piece twice
      text = text:sub(1, at - 1) .. text:sub(from, from + random(30)) .. text:sub(at)
    elseif how == 3 then
      text = text:sub(1, at - 1) .. text:sub(at + random(10)) -- a piece gone
    elseif how == 4 then
      text = text:sub(1, at - 1) .. string.char(random(256) - 1) .. text:sub(at + 1)
    else
      text = text:sub(1, at - 1) .. odd[random(#odd)] .. text:sub(at + random(3) - 1)
    end
  end
  return text
end

-- ------------------------------------------------------------------ JSON

-- A node is a text for what has no parts, or { open =, close =, … } with its elements. An element
-- is { value = node }; in an object it has a `key`, which is JSON too.

local function string_at(text, at)
  local stop = at
  repeat
    stop = assert(text:find('["\\]', stop + 1))
    local is_escape = text:sub(stop, stop) == "\\"
    if is_escape then stop = stop + 1 end
  until not is_escape
  return text:sub(at, stop), stop + 1
end

local CLOSE = { ["{"] = "}", ["["] = "]" }

local function tree_at(text, at)
  local first = text:sub(at, at)
  if first == '"' then return string_at(text, at) end
  if not CLOSE[first] then
    local word = text:match("^[^,%]}]+", at)
    return word, at + #word
  end
  local node = { open = first, close = CLOSE[first] }
  at = at + 1
  while text:sub(at, at) ~= node.close do
    local element = {}
    if first == "{" then
      element.key, at = string_at(text, at)
      at = at + 1 -- the colon
    end
    element.value, at = tree_at(text, at)
    node[#node + 1] = element
    if text:sub(at, at) == "," then at = at + 1 end
  end
  return node, at + 1
end

--- The tree of a JSON text without blanks.
function mutation.tree(text)
  return (tree_at(text, 1))
end

--- The text of a tree.
function mutation.text(node)
  if type(node) == "string" then return node end
  local parts = {}
  for i, element in ipairs(node) do
    parts[i] = (element.key and element.key .. ":" or "") .. mutation.text(element.value)
  end
  return node.open .. table.concat(parts, ",") .. node.close
end

-- All elements, each with the node that it is in.
local function elements_of(node, list)
  list = list or {}
  for i, element in ipairs(type(node) == "table" and node or {}) do
    list[#list + 1] = { node = node, place = i }
    elements_of(element.value, list)
  end
  return list
end

local ODD_VALUES = { "null", "true", "false", "0", "-1", "1.5", "12", "1e400", "-1e400", "1e308",
  "9007199254740993", "-0.0", '""', '" "', '"a b"', '"\\u0000"', '"\\u202e"', '"é"', '"_"', '"1"',
  '"date"', '"int"', '"double"', '"text"', '"boolean"', '"year"', '"radiations"', '"../../x"',
  '"2026-13-45T99:99:99Z"', '"9999-12-31T23:59:59Z"', '"%s%d"', '"`"', '"a\\"b"', "[]", "{}",
  "[null,1]", '{"a":[]}', '["x"]', ("["):rep(60) .. ("]"):rep(60),
  '"' .. ("long "):rep(300) .. '"' }

local ODD_KEYS = { '"name"', '"type"', '"fields"', '"metas"', '""', '"a b"', '"\\u0000"', '"1"',
  '"rows"', '"__index"' }

local changes = {
  function(random, node, place) node[place].value = ODD_VALUES[random(#ODD_VALUES)] end,
  function(random, node, place) node[place].value = ODD_VALUES[random(#ODD_VALUES)] end,
  function(_, node, place) table.remove(node, place) end,
  function(_, node, place) -- once more
    table.insert(node, place, { key = node[place].key, value = node[place].value })
  end,
  function(random, node, place) -- in another place
    local other = random(#node)
    node[place].value, node[other].value = node[other].value, node[place].value
  end,
  function(random, node, place)
    if node[place].key then node[place].key = ODD_KEYS[random(#ODD_KEYS)] end
  end,
  function(random, node, place) -- many of them
    local copy = node[place]
    if #node > 50 then return end
    for _ = 1, random(300) do node[#node + 1] = { key = copy.key, value = copy.value } end
  end,
  function(random, node, place) -- as a text, as a list
    local text = mutation.text(node[place].value)
    node[place].value = random(2) == 1 and "[" .. text .. "]"
      or '"' .. text:gsub('[\\"]', "\\%0") .. '"'
  end,
}

local MOST_BYTES = 64 * 1024

--- A JSON text without blanks, with up to four elements of its tree changed.
function mutation.changed(text, random)
  for _ = 1, random(4) do
    local tree = mutation.tree(text)
    local elements = elements_of(tree)
    if #elements == 0 then break end
    local element = elements[random(#elements)]
    changes[random(#changes)](random, element.node, element.place)
    local longer = mutation.text(tree)
    if #longer > MOST_BYTES then break end
    text = longer
  end
  return text
end

-- ------------------------------------------------------------------ the smallest

--- Takes out pieces of a text as long as `shows` holds for the rest.
function mutation.without_bytes(text, shows)
  local size = math.floor(#text / 2)
  while size >= 1 do
    local at = 1
    while at <= #text do
      local shorter = text:sub(1, at - 1) .. text:sub(at + size)
      if shows(shorter) then text = shorter else at = at + size end
    end
    size = math.floor(size / 2)
  end
  return text
end

local function without_elements(text, shows)
  local ok, tree = pcall(mutation.tree, text)
  if not ok or mutation.text(tree) ~= text then return text end
  local elements = elements_of(tree)
  for i = #elements, 1, -1 do
    local node, place = elements[i].node, elements[i].place
    local element = table.remove(node, place)
    if not shows(mutation.text(tree)) then table.insert(node, place, element) end
  end
  return mutation.text(tree)
end

--- The same for a text that may be JSON, of which elements of its tree are taken out first.
function mutation.smallest(text, shows)
  text = without_elements(text, shows)
  return #text < 4096 and mutation.without_bytes(text, shows) or text
end

return mutation
