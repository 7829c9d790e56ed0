-- Fetches the newest publication, if it is not kept yet, and keeps it. Returns the panel, or nil
-- and what went wrong.
local dataset = require "dataset"
local urssaf = require "urssaf"

local function has_departements(panel)
  for _, series in ipairs(panel.series) do
    if series.key.departement or series.key.code_departement then return true end
  end
  return false
end

---@param how table? options of the host: `wait`, `progress`
return function(how)
  -- asks the portal now, and accepts no older publication instead
  local options = { max_age = 0, strict = true }
  for name, value in pairs(how or {}) do options[name] = value end
  local panel, err = urssaf.fetch(dataset, options)
  if not panel then return nil, err end
  -- for other programs a publication that cannot be kept is no failure: they have the panel
  for _, note in ipairs(panel.notes) do
    if note.kind == "cache" then return nil, note.message end
  end
  if not has_departements(panel) then return nil, dataset .. " has no départements" end
  return panel
end
