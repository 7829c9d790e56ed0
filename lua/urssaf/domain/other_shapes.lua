--- What to say of a dataset or a file that is no time series: what shape it is, and what can be
-- done.
local names = require "urssaf.base.names"
local entries = require "urssaf.domain.catalogue.other_shapes"
local tables = require "urssaf.base.tables"

local other_shapes = {}

local AS_TABLE = "read its CSV export as a plain table"

-- By shape: what an entry's datasets are, and what can be done; then what can be done in Lua.
local SENTENCES = {}

function SENTENCES.years(entry)
  return ("the figures of one year: there is a dataset for each year (%s to %s), and no column says"
    .. " which it is; %s, or fetch '%s', which has quarters; the cookbook puts the years"
    .. " together"):format(entry[1], entry[#entry],
    AS_TABLE, entry.instead)
end

function SENTENCES.deadlines()
  return "deferrals of contributions in 2020 by deadline, which is neither a month nor a quarter; "
    .. AS_TABLE
end

function SENTENCES.once()
  return "the totals of a measure of 2020, which no column dates; " .. AS_TABLE
end

function SENTENCES.calendar()
  return "the portal's release calendar", "urssaf.calendar { dataset = … } reads it"
end

function SENTENCES.list()
  return "a list; " .. AS_TABLE, "urssaf.describe tells its columns"
end

local function entry_of_dataset(dataset)
  return tables.find(entries, function(entry) return tables.contains(entry, dataset) end)
end

local function entry_of_file(header)
  local present = tables.set(tables.map(header, names.slug))
  return tables.find(entries, function(entry)
    return entry.columns and not tables.find(entry.columns, function(name)
      return not present[name]
    end)
  end)
end

-- What to say of headings with years that are not read as columns of one year each (see
-- year_columns.lua); nil if there are not two of them.
local function unread_years(header)
  local dated = tables.filter(header, function(heading)
    return heading:find "%f[%d][12]%d%d%d%f[%D]" ~= nil
  end)
  if #dated < 2 then return nil end
  return ("no columns that date a row, and columns of one year each are not read as these are"
    .. " written (%s): a name ends with its year, as in 'Effectifs salariés 2006', and a measure"
    .. " has a column for each of several years, at most a hundred"):format(names.listed(dated, 3))
end

--- Explains why a dataset, or a file with these columns, cannot be read as a panel.
---@param dataset string? its identifier, if it is known
---@param header string[] names or labels
---@return string? message nil if the library does not know its shape
---@return table? fields of the error: `shape`, `in_lua`, the part of the message that is about Lua,
-- and `others`, the datasets of the same kind; none where the names of its columns are all that is
-- wrong
function other_shapes.of(dataset, header)
  local entry = dataset and entry_of_dataset(dataset) or entry_of_file(header)
  if not entry then return unread_years(header), {} end
  local own = tables.contains(entry, dataset) and dataset or nil
  local others = tables.filter(tables.append({}, entry), function(id) return id ~= own end)
  local sentence, in_lua = SENTENCES[entry.shape](entry)
  return ("%s is no time series but %s%s"):format(own or "the file", sentence,
    in_lua and " (" .. in_lua .. ")" or ""), { shape = entry.shape, in_lua = in_lua,
    others = entry.shape ~= "list" and others[1] and others or nil }
end

return other_shapes
