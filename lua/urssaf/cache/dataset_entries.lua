--- The cache entries of a dataset, whatever the query: lists and removes them.
local file_changes = require "urssaf.cache.file_changes"
local files = require "urssaf.cache.files"

local dataset_entries = {}

local function is_query_name(name)
  return name == "whole" or name:find("^%x%x%x%x%x%x%x%x$") ~= nil
end

--- The entries of a dataset.
---@param store urssaf.cache.Store
---@param query urssaf.cache.Query of which `base_url` and `dataset` count
---@return urssaf.cache.Entry[]? entries in no order; nil if the folder cannot be used
---@return string? problem
function dataset_entries.list(store, query)
  local folder, problem = store:folder_of_dataset(query)
  if not folder then return nil, problem end
  local list = {}
  for _, name in ipairs(files.list(folder) or {}) do
    local path = folder .. "/" .. name
    local found = {}
    if is_query_name(name) and not store:objection(path) then found, problem = store:list(path) end
    if not found then return nil, problem end
    for _, entry in ipairs(found) do
      if entry.query.base_url == query.base_url and entry.query.dataset == query.dataset then
        list[#list + 1] = entry
      end
    end
  end
  return list
end

--- Removes an entry and its bytes.
---@param entry urssaf.cache.Entry
---@return boolean? ok also if another process was first
---@return string? problem
function dataset_entries.remove(entry)
  local ok, problem = file_changes.remove(entry.path)
  if not ok and files.kind(entry.path) then return nil, problem end
  file_changes.remove(entry.folder .. "/" .. entry.csv)
  return true
end

return dataset_entries
