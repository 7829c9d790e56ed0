--- Fetches a dataset. The export, the count of its rows and the metadata are requested at the same
-- time, and a panel is made only if they agree.
local api = require "urssaf.portal.api"
local errors = require "urssaf.base.errors"
local lazy = require "urssaf.base.lazy"
local new_note = require "urssaf.domain.new_note"
local publications = require "urssaf.portal.publication"
local queries = require "urssaf.portal.query"
local retry = require "urssaf.portal.retry"
local timestamp = require "urssaf.base.timestamp"

local catalogs = lazy "urssaf.portal.catalog"

local fetch = {}

-- ------------------------------------------------------------------ JSON

-- Waits for a JSON response. `check` returns its content, or nil and an error; with the content it
-- may return a second value.
local function receive_json(call, response, check)
  local document, err = call:json(response)
  if not document then return nil, err end
  local content, extra = check(document)
  if not content then return nil, errors.adopt(extra, { url = response.url }) end
  local ok
  ok, err = call:report(response.size, "metadata")
  if not ok then return nil, err end
  return content, extra
end

local function get_json(call, url, check)
  local response, err = call:get(url, "json")
  if not response then return nil, err end
  return receive_json(call, response, check)
end

local function metadata_url(request)
  return api.metadata_url(request.base_url, request.dataset)
end

local function fetch_metadata(request)
  return get_json(request:call(), metadata_url(request), publications.check)
end

--- Fetches a dataset's metadata.
---@param request urssaf.portal.Request
---@return urssaf.Metadata? metadata
---@return urssaf.Error? err
function fetch.metadata(request)
  return retry.run(request:call(), function() return fetch_metadata(request) end)
end

-- ------------------------------------------------------------------ export and count

-- A download: the query, and the responses with its rows (`export`) and their number (`count`).
local function start_download(request, query)
  local call, base, dataset = request:call(), request.base_url, request.dataset
  local count, err = call:get(api.count_url(base, dataset, query), "json")
  if not count then return nil, err end
  local export
  export, err = call:get(api.export_url(base, dataset, query), "csv")
  if not export then return nil, err end
  return { query = query, count = count, export = export }
end

-- If the library knows the dataset, the query is sent before the metadata are there. If they show
-- other columns than expected, the right query replaces it.
local function correct_download(request, download, metadata)
  local query = queries.new(request.dataset, request.options, metadata.fields)
  if download and download.query.select == query.select
      and download.query.where == query.where then
    return download
  end
  if download then
    download.count:close()
    download.export:close()
  end
  return start_download(request, query)
end

-- Requests all three, as far as the query is known, and waits for the metadata.
local function begin(request)
  local call = request:call()
  local ok, err = call:report(0, "connect")
  if not ok then return nil, err end
  -- the first in the queue, since nothing of the export is read before the metadata are there
  local response, download, metadata
  response, err = call:get(metadata_url(request), "json")
  if not response then return nil, err end
  local query = queries.new(request.dataset, request.options)
  if query then
    download, err = start_download(request, query)
    if not download then return nil, err end
  end
  metadata, err = receive_json(call, response, publications.check)
  if metadata then return metadata, download end
  return nil, err
end

-- Receives both, the export into the decoder: directly, or by way of the cache's writer if there is
-- one. Returns the count.
local function receive(call, download, decoder, writer)
  local count, export = download.count, download.export
  local function consume(bytes)
    local ok, err = call:report(export.size, "download")
    if not ok then return nil, err end
    if type(bytes) == "number" then return true end
    if writer then writer:write(bytes) end
    return decoder:feed(bytes)
  end
  local ok, err = call:run(function()
    local counted = count:advance()
    local exported = export:advance(consume, not writer and decoder or nil)
    local failed = export.err or count.err
    return counted and exported and not failed, failed
  end)
  if ok then ok, err = call:report(export.size, "decode") end
  if not ok then return nil, err end
  local document
  document, err = call:json(count)
  if not document then return nil, err end
  return api.count(document)
end

-- A row that cannot be read because its end is missing: the body was cut there. If the portal
-- itself says that it broke off the export, its message is the better one.
local function explain(err, count)
  if api.is_interruption(err.message) then
    err.cut = true
  elseif err.cut and count then
    return errors.new("incomplete", ("the export ends inside a row, the portal counts %d rows: %s")
      :format(count, err.message), err)
  end
  return err
end

local function decode(request, download, metadata, knowledge, writer)
  local decoder = request.assembly.decoder(knowledge, request.options)
  local count, err = receive(request:call(), download, decoder, writer)
  local plain, ok
  if count then plain, err = decoder:finish() end
  decoder:close()
  if err then err = explain(err, count) end
  if plain then ok, err = request.assembly.verify(request, plain, metadata, count) end
  if ok then return plain end
  return nil, errors.adopt(err, { url = download.export.url })
end

-- ------------------------------------------------------------------ one publication or two

-- A doubt is a reason to think that the metadata describe another publication than the one that the
-- rows belong to; nil if there is none.

-- For the whole dataset the metadata say how many rows there should be.
local function doubt_by_rows(download, metadata, plain)
  local stated = publications.stated_rows(metadata)
  if download.query.where or not stated or stated == plain.rows then return nil end
  return ("the metadata say %d rows, %d came: source.data_processed may be another publication's")
    :format(stated, plain.rows)
end

-- For a part of the dataset they do not. Before it is kept the metadata are requested once more: if
-- they have not changed, the rows belong to that publication.
local function doubt_by_repeating(request, metadata)
  local again, err = fetch_metadata(request)
  if again and publications.is_same(metadata, again) then return nil end
  return ("%s: source.data_processed may be another publication's"):format(
    again and "a new publication came while this was fetched"
      or "the metadata could not be requested again (" .. err.message .. ")"), err
end

-- ------------------------------------------------------------------ the panel

local function finish(request, plain, metadata, origin, writer, doubt)
  local panel = request.assembly.make(request, plain, metadata, origin)
  if doubt then
    panel.notes[#panel.notes + 1] = new_note("publication", doubt)
  elseif writer then
    writer:keep(metadata, origin, plain.rows)
  end
  if writer and writer.problem then
    panel.notes[#panel.notes + 1] = new_note("cache",
      "this publication is not kept: " .. writer.problem)
  end
  return panel, doubt
end

-- Returns a panel, and the doubt about it if there is one; or nil, err.
local function attempt(request, new_writer)
  local metadata, download = begin(request)
  if not metadata then return nil, download end
  local knowledge, plain, err
  knowledge, err = request.assembly.knowledge(request, metadata)
  if not knowledge then
    return nil, errors.adopt(err, { url = metadata_url(request) })
  end
  download, err = correct_download(request, download, metadata)
  if not download then return nil, err end
  local writer = new_writer and new_writer()
  if writer then request:call():own(writer) end
  plain, err = decode(request, download, metadata, knowledge, writer)
  if not plain then
    if err.kind == "portal" then -- a hint that may be left out, as in client/work.lua
      errors.try(function() catalogs.name_nearest_field(err, metadata.fields) end)
    end
    return nil, err
  end
  local doubt = doubt_by_rows(download, metadata, plain)
  if writer and download.query.where then
    doubt, err = doubt_by_repeating(request, metadata)
    if err and err.kind == "cancelled" then return nil, err end
  end
  local origin = { url = download.export.url, fetched_at = timestamp.stamp() }
  return finish(request, plain, metadata, origin, writer, doubt)
end

--- Fetches a panel and proves it complete. If there is a doubt about its publication, it is fetched
-- once more.
---@param request urssaf.portal.Request
---@param new_writer (fun(): urssaf.cache.Writer?)? makes what the bytes are written to, if the
-- panel is to be kept
---@return urssaf.Panel? panel
---@return urssaf.Error? err
function fetch.panel(request, new_writer)
  local function try() return attempt(request, new_writer) end
  local panel, extra = retry.run(request:call(), try)
  if not (panel and extra) then return panel, extra end
  request:call():close()
  local again, err = retry.run(request:call(), try)
  if again then return again end
  -- only the name of the publication is doubtful: the first panel is complete and has a note
  if err.kind ~= "cancelled" then return panel end
  return nil, err
end

-- ------------------------------------------------------------------ the catalog

-- The portal has 108 datasets.
local MAX_DATASETS = 2000

-- Adds those that are not in the list; returns how many.
local function add_new(list, seen, datasets)
  local before = #list
  for _, metadata in ipairs(datasets) do
    if not seen[metadata.dataset_id] then list[#list + 1] = metadata end
    seen[metadata.dataset_id] = true
  end
  return #list - before
end

--- Fetches the metadata of all datasets, page by page.
---@param request urssaf.portal.Request
---@return urssaf.Metadata[]? datasets
---@return urssaf.Error? err
function fetch.catalog(request)
  local list, seen, offset = {}, {}, 0
  while true do
    local datasets, total = retry.run(request:call(), function()
      return get_json(request:call(), api.catalog_url(request.base_url, offset), api.page)
    end)
    if not datasets then return nil, total end
    local added = add_new(list, seen, datasets)
    offset = offset + api.PAGE
    if added > 0 and total > MAX_DATASETS then
      return errors.fail("limit", ("the portal counts %d datasets, more than the %d that are"
        .. " accepted: check URSSAF_BASE_URL"):format(total, MAX_DATASETS))
    end
    if #list == total then return list end
    if added == 0 or offset >= total then
      return errors.fail("incomplete", ("%d datasets came, the portal counts %d"):format(#list,
        total))
    end
  end
end

return fetch
