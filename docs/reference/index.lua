-- What code in a text may name, and what LDoc calls it: `urssaf.fetch`, `panel:filter`,
-- `urssaf.Panel`.
local index = {}

local function add_module(names, page, model)
  names[page.name] = page.name
  for _, one in ipairs(model.functions) do
    if one.is_method and one.name:find "^%a" then
      names[one.of:lower() .. ":" .. one.name] = ("%s.%s:%s"):format(page.name, one.of, one.name)
    elseif not one.is_method and one.of == model.name and not page.classes then
      names[page.name .. "." .. one.name] = page.name .. "." .. one.name
    end
  end
  for _, list in ipairs { model.classes, model.aliases } do
    for _, class in ipairs(list) do
      local short = class.name:match "[^.]*$"
      if class.name ~= page.name then names[class.name] = page.name .. "." .. short end
    end
  end
end

--- The names of all pages.
---@param list table[] pages with `model`
---@return table<string, string>
function index.of(list)
  local names = {}
  for _, page in ipairs(list) do add_module(names, page, page.model) end
  names["options"], names["tables"] = nil, nil
  return names
end

return index
