-- Writes the Lua modules as a list in C, for liburssaf.a:
--
--     lua5.4 src/static/bundle.lua lua/urssaf/*.lua lua/urssaf/*/*.lua > modules.inc
--
-- And sandbox.lua, which is no module.

-- As numbers, because C compilers need to accept only 4 095 bytes in a string literal.
local function as_numbers(text)
  local lines = {}
  for at = 1, #text, 24 do
    lines[#lines + 1] = table.concat({ text:byte(at, at + 23) }, ",")
  end
  return table.concat(lines, ",\n")
end

local function block(name, path)
  local file = assert(io.open(path, "rb"))
  local text = file:read("*a")
  file:close()
  return ("static const unsigned char %s[] = {\n%s\n};\n"):format(name, as_numbers(text))
end

local names, blocks = {}, {}
for i, path in ipairs(arg) do
  local file_name = path:match("lua/(urssaf/.+)%.lua$")
  local name = file_name:gsub("/init$", ""):gsub("/", ".")
  blocks[i] = block("module_" .. i, path)
  names[i] = ('  { "%s", "@%s.lua", module_%d, sizeof module_%d },\n'):format(name, file_name, i, i)
end
blocks[#blocks + 1] = block("sandbox_text", arg[0]:gsub("bundle%.lua$", "sandbox.lua"))

io.write(table.concat(blocks, "\n"), "\nstatic const bundled modules[] = {\n",
  table.concat(names), "};\n\nstatic const bundled sandbox = {\n",
  '  "sandbox", "@urssaf/sandbox.lua", sandbox_text, sizeof sandbox_text\n};\n')
