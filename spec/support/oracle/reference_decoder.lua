-- Decodes a whole body with the decoder in Lua; the results of the one in C are compared with it.
-- The two share no code.
local cells = require "urssaf.csv.cell"
local csv_reader = require "urssaf.base.csv_reader"
local lua_decoder = require "urssaf.csv.lua_decoder"

local reference_decoder = { number = cells.number }

--- Splits a body into rows `{ line=, ended=, [1..n] = cell }`.
---@return table rows those before the error, if there is one
---@return table? err
function reference_decoder.split(body, delimiter, max_line)
  local reader, rows = csv_reader.reader(delimiter, max_line), {}
  reader:feed(body)
  reader:finish()
  while true do
    local row, err = reader:next()
    if not row then return rows, err end
    rows[#rows + 1] = row
  end
end

--- Decodes a whole body. `roles` is the list for `decoder:roles`.
---@return table? result as decoder:finish() gives it
---@return table? err
---@return table? columns as decoder:columns() gives it
function reference_decoder.decode(body, roles, options)
  local decoder = lua_decoder.csv(options)
  local ok, err = decoder:feed(body)
  if ok and decoder:header() then ok, err = decoder:roles(roles) end
  if not ok then return nil, err end
  local columns, wrong = decoder:columns()
  if not columns then return nil, wrong end
  local result, repeated = decoder:finish()
  return result, repeated, columns
end

return reference_decoder
