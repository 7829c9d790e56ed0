--- Fetching a dataset: the export, the count it must match and the metadata are asked for
-- together; a panel comes out only if they agree.
local assembly = require "urssaf.portal.assembly"
local decoders = require "urssaf.csv.decoder"
local errors = require "urssaf.base.errors"
local timestamp = require "urssaf.base.timestamp"
local api = require "urssaf.portal.api"
local query = require "urssaf.portal.query"
local retry = require "urssaf.portal.retry"

local fetch = {}

local function ask(call, job, question)
  local count, err = call:request(api.count_url(job.base_url, job.dataset, question), "json")
  if not count then return nil, err end
  local export
  export, err = call:request(api.export_url(job.base_url, job.dataset, question), "csv")
  if not export then return nil, err end
  return { question = question, count = count, export = export }
end

-- The question is asked at once as the dataset is known; should the metadata show its columns to
-- be otherwise, it is asked again the right way.
local function ask_rightly(call, job, asked, metadata)
  local question = query.ask(job.dataset, job.options, metadata.fields)
  if asked and asked.question.select == question.select
      and asked.question.where == question.where then
    return asked
  end
  if asked then
    asked.count:close()
    asked.export:close()
  end
  return ask(call, job, question)
end

local function receive_metadata(call, sent)
  local answer, err = call:json(sent)
  if not answer then return nil, err end
  local metadata, ok
  metadata, err = api.metadata(answer)
  if not metadata then return nil, errors.adopt(err, { url = sent.url }) end
  ok, err = call:report(sent.size, "metadata")
  if not ok then return nil, err end
  return metadata
end

-- Lets export and count arrive, the export into the decoder and, if it is to be kept, into a copy.
local function receive(call, asked, decoder, copy)
  local received = 0
  local function consume(bytes)
    received = received + #bytes
    local ok, err = call:report(received, "download")
    if not ok then return nil, err end
    if copy then copy:write(bytes) end
    return decoder:feed(bytes)
  end
  local ok, err = call:run(function()
    local counted, exported = asked.count:advance(), asked.export:advance(consume)
    local failed = asked.export.err or asked.count.err
    return counted and exported and not failed, failed
  end)
  if ok then ok, err = call:report(received, "decode") end
  if not ok then return nil, err end
  local answer
  answer, err = call:json(asked.count)
  if not answer then return nil, err end
  return api.count(answer)
end

-- A row that cannot be read because its end is not there: the body was cut in it. Where the portal
-- says itself that it broke off, that is the better message.
local function explain(err, count)
  if api.is_interruption(err.message) then
    err.cut = true
  elseif err.cut and count then
    return errors.new("incomplete", ("the export ends inside a row, the portal counts %d rows: %s")
      :format(count, err.message), err)
  end
  return err
end

local function decode(call, job, asked, knowledge, copy)
  local decoder = decoders.new(knowledge, job.options)
  local count, err = receive(call, asked, decoder, copy)
  local plain
  if count then plain, err = decoder:finish() end
  decoder:close()
  if err then err = explain(err, count) end
  if plain then plain, err = assembly.verify(plain, count, asked.question) end
  if plain then return plain end
  return nil, errors.adopt(err, { url = asked.export.url })
end

-- Metadata of another publication than the data: they would name the wrong one.
local function doubt_of(asked, metadata, plain)
  local stated = api.stated_rows(metadata)
  if asked.question.where or not stated or stated == plain.rows then return nil end
  return ("the metadata say %d rows, %d came: source.data_processed may be another publication's")
    :format(stated, plain.rows)
end

-- Of a part of the dataset no count tells whether it is of the publication that the metadata name.
-- Before it is kept under that name, they are asked again.
local function doubt_of_part(call, job, metadata)
  local sent, err = call:request(api.metadata_url(job.base_url, job.dataset), "json")
  local again
  if sent then again, err = receive_metadata(call, sent) end
  if again and api.is_same_publication(metadata, again) then return nil end
  return ("%s: source.data_processed may be another publication's"):format(
    again and "a new publication came while this was fetched"
      or "the metadata could not be asked again (" .. err.message .. ")"), err
end

-- Asks for all three and waits for the metadata.
local function begin(call, job)
  local ok, err = call:report(0, "connect")
  if not ok then return nil, err end
  -- first in the queue: nothing of the export is read before the metadata are there
  local described, asked, metadata
  described, err = call:request(api.metadata_url(job.base_url, job.dataset), "json")
  if not described then return nil, err end
  local question = query.ask(job.dataset, job.options)
  if question then
    asked, err = ask(call, job, question)
    if not asked then return nil, err end
  end
  metadata, err = receive_metadata(call, described)
  if metadata then return metadata, asked end
  return nil, err
end

local function finish(job, plain, metadata, origin, copy, doubt)
  local panel = assembly.panel(job, plain, metadata, origin)
  if doubt then
    panel.notes[#panel.notes + 1] = { kind = "publication", message = doubt }
  elseif copy then
    copy:keep(assembly.about(metadata, origin, plain.rows))
  end
  if copy and copy.problem then
    panel.notes[#panel.notes + 1] = { kind = "cache",
      message = "this publication is not kept: " .. copy.problem }
  end
  return panel, doubt
end

-- The result is not to be believed yet if a doubt comes with it.
local function attempt(call, job)
  local metadata, asked = begin(call, job)
  if not metadata then return nil, asked end
  local knowledge, plain, err
  knowledge, err = assembly.learn(job, metadata)
  if not knowledge then
    return nil, errors.adopt(err, { url = api.metadata_url(job.base_url, job.dataset) })
  end
  asked, err = ask_rightly(call, job, asked, metadata)
  if not asked then return nil, err end
  local copy = job.copy and job.copy()
  if copy then call:own(copy) end
  plain, err = decode(call, job, asked, knowledge, copy)
  if not plain then return nil, err end
  local doubt = doubt_of(asked, metadata, plain)
  if copy and asked.question.where then
    doubt, err = doubt_of_part(call, job, metadata)
    if err and err.kind == "cancelled" then return nil, err end
  end
  local origin = { url = asked.export.url, fetched_at = timestamp.stamp() }
  return finish(job, plain, metadata, origin, copy, doubt)
end

--- Fetches a panel and proves it complete; what does not agree is asked for once more.
---@param call table of call.new
---@param job table `base_url dataset options`; `copy`, if it is to be kept, makes what
-- the bytes are written to
---@return table? panel
---@return table? err
function fetch.panel(call, job)
  local function try() return attempt(call, job) end
  local result, doubt = retry.run(call, try)
  if not (result and doubt) then return result, doubt end
  call:close()
  local again, problem = retry.run(call, try)
  if again then return again end
  -- a panel that is whole, but for the name of its publication, is not thrown away
  if problem.kind ~= "cancelled" then return result end
  return nil, problem
end

local function receive_page(call, job, offset)
  local sent, err = call:request(api.catalog_url(job.base_url, offset), "json")
  if not sent then return nil, err end
  local answer, ok
  answer, err = call:json(sent)
  if answer then ok, err = call:report(sent.size, "metadata") end
  if not ok then return nil, err end
  local datasets, total = api.page(answer)
  if not datasets then return nil, errors.adopt(total, { url = sent.url }) end
  return datasets, total
end

--- Fetches a dataset's metadata.
---@param call table
---@param job table `base_url dataset options`
---@return table? metadata
---@return table? err
function fetch.metadata(call, job)
  return retry.run(call, function()
    local sent, err = call:request(api.metadata_url(job.base_url, job.dataset), "json")
    if not sent then return nil, err end
    return receive_metadata(call, sent)
  end)
end

-- Adds those that are new; returns how many were.
local function collect(list, seen, datasets)
  local before = #list
  for _, metadata in ipairs(datasets) do
    if not seen[metadata.dataset_id] then list[#list + 1] = metadata end
    seen[metadata.dataset_id] = true
  end
  return #list - before
end

--- Fetches the metadata of all datasets, page by page; complete, or an error.
---@param call table
---@param job table `base_url dataset options`
---@return table[]? datasets
---@return table? err
function fetch.catalog(call, job)
  local list, seen, offset = {}, {}, 0
  while true do
    local datasets, total = retry.run(call, function()
      return receive_page(call, job, offset)
    end)
    if not datasets then return nil, total end
    local fresh = collect(list, seen, datasets)
    offset = offset + api.PAGE
    if #list == total then return list end
    if fresh == 0 or offset >= total then
      return errors.fail("incomplete", ("%d datasets came, the portal counts %d"):format(#list,
        total))
    end
  end
end

return fetch
