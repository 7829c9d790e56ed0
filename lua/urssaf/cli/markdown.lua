--- Results written as Markdown.
local tables = require "urssaf.base.tables"

local markdown = {}

-- No character of a name is taken for Markdown or HTML.
local function md_text(plain)
  return (plain:gsub("[\\`*_<>%[%]|~&]", "\\%0"):gsub("[\r\n]+", " "))
end

local function md_row(columns, cell_of)
  local cells = tables.map(columns, function(column) return md_text(cell_of(column)) end)
  return "| " .. table.concat(cells, " | ") .. " |"
end

local function md_table(columns, size)
  local lines = { md_row(columns, function(column) return column.heading end) }
  local rule = {}
  for i, column in ipairs(columns) do
    rule[i] = column.align == "right" and "---:" or ":---"
    column.cells = column.cells or column.draw(column.width)
  end
  lines[2] = "| " .. table.concat(rule, " | ") .. " |"
  for r = 1, size do
    lines[#lines + 1] = md_row(columns, function(column) return column.cells[r] or "" end)
  end
  return table.concat(lines, "\n")
end

--- A result as Markdown.
---@param result urssaf.cli.Result
---@param columns urssaf.cli.ShownColumn[] none if there are no rows
---@param notes string[] and the source, as sentences
---@return string
function markdown.text(result, columns, notes)
  local parts, list = {}, {}
  if (result.title or "") ~= "" then parts[1] = "**" .. md_text(result.title) .. "**" end
  if #columns > 0 then parts[#parts + 1] = md_table(columns, #result.rows) end
  for _, line in ipairs(result.lines) do
    if line ~= "" then parts[#parts + 1] = md_text(line) end
  end
  for i, note in ipairs(notes) do list[i] = "- " .. md_text(note) end
  if #list > 0 then parts[#parts + 1] = table.concat(list, "\n") end
  return table.concat(parts, "\n\n") .. "\n"
end

return markdown
