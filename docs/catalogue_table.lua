-- Writes the table of docs/catalogue.md from the library's catalogue: `make catalogue-table`.
--
--   lua5.4 docs/catalogue_table.lua          writes it into the page
--   local text = dofile "docs/catalogue_table.lua"   in a spec: the page as it should be
local catalogue = require "urssaf.domain.catalogue"
local tables = require "urssaf.base.tables"

local PAGE = "docs/catalogue.md"
local HEAD = "| dataset | grain | dimensions | measures | released |\n|---|---|---|---|---|\n"

local function code(name) return "`" .. name .. "`" end

-- A code stands beside its name in the data, and is implied here.
local function dimensions_of(dataset)
  local names = tables.filter(dataset.dimensions, function(name)
    return dataset.kinds[name:gsub("^code_", "")] ~= "dimension" or not name:find "^code_"
  end)
  return #names > 0 and table.concat(tables.map(names, code), ", ") or "—"
end

local function released(dataset)
  if not dataset.lag then return "—" end
  return ("%d days after each %s"):format(dataset.lag, dataset.released or dataset.grain)
end

local function row_of(dataset)
  return ("| %s | %s | %s | %s | %s |\n"):format(code(dataset.id), dataset.grain,
    dimensions_of(dataset), table.concat(tables.map(dataset.measures, code), ", "),
    released(dataset))
end

local function whole_table()
  local rows = {}
  for family in catalogue.each() do
    for _, id in ipairs(family.ids) do rows[#rows + 1] = row_of(family.datasets[id]) end
  end
  return HEAD .. table.concat(rows)
end

local function read()
  local handle = assert(io.open(PAGE, "rb"))
  local text = handle:read "*a"
  handle:close()
  return text
end

-- The page with the table in place of the one it has.
local function page()
  local text = read()
  local first = assert(text:find("| dataset |", 1, true), PAGE .. " has no table")
  local last = select(2, text:find("\n\n", first, true))
  return text:sub(1, first - 1) .. whole_table() .. text:sub(last)
end

local text = page()
if arg and arg[0] == "docs/catalogue_table.lua" then
  local handle = assert(io.open(PAGE, "wb"))
  assert(handle:write(text))
  handle:close()
end
return text
