--- Makes a listing of a decoded body: its rows as texts, for a dataset that is no time series. It
-- has the functions of `urssaf.portal.assembly`, so that a listing is fetched, proved complete and
-- kept in the same way as a panel.
local assembly = require "urssaf.portal.assembly"
local printed = require "urssaf.domain.printed"
local publications = require "urssaf.portal.publication"
local records = require "urssaf.csv.records"
local tables = require "urssaf.base.tables"

local listing = {}

---@class urssaf.portal.Listing
---@field dataset string
---@field header string[] the names of the columns
---@field rows table<string, string>[] the cells that are not empty, by column
---@field notes urssaf.Note[]
---@field source urssaf.Source

--- Nothing has to be known of the columns: every cell is a text.
---@return table knowledge
function listing.knowledge()
  return {}
end

--- Starts what decodes the body.
---@return urssaf.csv.Records
function listing.decoder()
  return records.new()
end

--- Proves a decoded body complete.
---@param request urssaf.portal.Request
---@param plain table of the decoder's `finish`
---@param metadata urssaf.Metadata
---@param count integer how many rows there have to be
---@return boolean? ok
---@return urssaf.Error? err kind `incomplete`, with `cut` if the body ends inside a row
function listing.verify(request, plain, metadata, count)
  return assembly.verify(request, plain, metadata, count)
end

--- Makes the listing.
---@param request urssaf.portal.Request
---@param plain table of the decoder's `finish`
---@param metadata urssaf.Metadata
---@param origin table what `source` says besides
---@return urssaf.portal.Listing
function listing.make(request, plain, metadata, origin)
  return { dataset = request.dataset, header = plain.header, rows = plain.records,
    notes = plain.notes,
    source = setmetatable(tables.merge(publications.source(metadata), origin,
      { rows = plain.rows }), printed.SOURCE) }
end

return listing
