-- Writes the Lua modules as a list in C, for liburssaf.a:
--
--     lua5.4 src/static/bundle.lua lua/urssaf/*.lua lua/urssaf/*/*.lua > modules.inc

-- As numbers, because C compilers need to accept only 4 095 bytes in a string literal.
local function as_numbers(text)
  local lines = {}
  for at = 1, #text, 24 do
    lines[#lines + 1] = table.concat({ text:byte(at, at + 23) }, ",")
  end
  return table.concat(lines, ",\n")
end

local names, blocks = {}, {}
for i, path in ipairs(arg) do
  local file = assert(io.open(path, "rb"))
  local file_name = path:match("lua/(urssaf/.+)%.lua$")
  local name = file_name:gsub("/init$", ""):gsub("/", ".")
  blocks[i] = ("static const unsigned char module_%d[] = {\n%s\n};\n"):format(i,
    as_numbers(file:read("*a")))
  names[i] = ('  { "%s", "@%s.lua", module_%d, sizeof module_%d },\n'):format(name, file_name, i, i)
  file:close()
end

io.write(table.concat(blocks, "\n"), "\nstatic const bundled modules[] = {\n",
  table.concat(names), "};\n")
