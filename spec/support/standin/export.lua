-- Exports: an iterator of pieces, one for each row, in each of the formats.
--
-- A format is { head, row(i, k), tail }. The end of a line belongs to the next row or to the tail,
-- so that a file can end without it.

local json = require "spec.support.standin.json"

local BOM = "\239\187\191"
local FORMATS = {}

local function quoter(params)
  local special = '["\r\n' .. params.delimiter .. "]"
  return function(text)
    if params.quote_all or text:find(special) then
      return '"' .. text:gsub('"', '""') .. '"'
    end
    return text
  end
end

local AS_TEXT = {
  int = function(x) return ("%d"):format(x) end,
  double = json.double,
  geo_point_2d = function(point)
    return ("%s, %s"):format(json.double(point.lat), json.double(point.lon))
  end,
  geo_shape = function(shape) return json.encode(shape.geometry) end,
}

-- A row of one empty cell is quoted, since an empty line would not be a row.
local function csv_line(cells, params)
  if #cells == 1 and cells[1] == "" then
    return '""'
  end
  return table.concat(cells, params.delimiter)
end

local function csv_header(view, params, quote)
  local names = {}
  for k, column in ipairs(view.columns) do
    names[k] = quote(params.use_labels and column.label or column.key)
  end
  return csv_line(names, params)
end

function FORMATS.csv(view, params, active)
  local quote, data, line_end = quoter(params), view.data, active.line_end or "\r\n"
  local bom = params.with_bom
  if active.bom ~= nil then
    bom = active.bom
  end
  local function text(i, column)
    local value = data:cell(i, column.name)
    if value == nil then
      return quote("")
    end
    return quote((AS_TEXT[column.type] or tostring)(value))
  end
  return {
    head = (bom and BOM or "") .. csv_header(view, params, quote),
    row = function(i)
      local cells = {}
      for k, column in ipairs(view.columns) do
        cells[k] = text(i, column)
      end
      return line_end .. csv_line(cells, params)
    end,
    tail = active.final_line_end == false and "" or line_end,
  }
end

local function json_row(view)
  local keys = {}
  for k, column in ipairs(view.columns) do
    keys[k] = column.key
  end
  return function(i)
    local values = {}
    for _, column in ipairs(view.columns) do
      values[column.key] = view.data:cell(i, column.name)
    end
    return json.object(keys, values)
  end
end

function FORMATS.json(view)
  local row = json_row(view)
  return {
    head = "[",
    row = function(i, k) return (k > 1 and ",\n" or "\n") .. json.encode(row(i)) end,
    tail = "\n]",
  }
end

function FORMATS.jsonl(view)
  local row = json_row(view)
  return {
    head = "",
    row = function(i, k) return (k > 1 and "\n" or "") .. json.encode(row(i)) end,
    tail = "\n",
  }
end

local export = {}

export.json_row = json_row

function export.knows(format)
  return FORMATS[format] ~= nil
end

-- With an offset in a request, the portal responds with status 200 and this text in the file.
local OFFSET = "Streaming interrupted due to the following error: offset is not allowed on exports"

-- After how many rows the file ends early, and the text that follows them.
local function early_end(format, params, active)
  if params.offset then
    return 0, "\r\n" .. OFFSET
  elseif active.inject then
    return active.inject.after_rows, (active.line_end or "\r\n") .. active.inject.text
  end
  return active.cut_rows or math.huge, format.tail
end

function export.pieces(name, view, params, active)
  local format = FORMATS[name](view, params, active)
  local rows, sent, ended = view.rows(), 0, false
  local last, ending = early_end(format, params, active)
  local head = format.head
  return function()
    if head then
      local piece = head
      head = nil
      return piece
    elseif ended then
      return nil
    end
    local i = sent < last and rows() or nil
    if i then
      sent = sent + 1
      return format.row(i, sent)
    end
    ended = true
    return sent < last and format.tail or ending
  end
end

return export
