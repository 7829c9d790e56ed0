--- Fetching a dataset: the export, the count it must match and the metadata are asked for
-- together; a panel comes out only if they agree.
local decoding = require "urssaf.decoding"
local errors = require "urssaf.errors"
local panel = require "urssaf.panel"
local odsql = require "urssaf.odsql"
local portal = require "urssaf.portal"
local questions = require "urssaf.question"
local schema = require "urssaf.schema"

local fetching = {}

local function ask(call, job, question)
  local count, err = call:request(portal.count_url(job.base_url, job.dataset, question), "json")
  if not count then return nil, err end
  local export
  export, err = call:request(portal.export_url(job.base_url, job.dataset, question), "csv")
  if not export then return nil, err end
  return { question = question, count = count, export = export }
end

-- The question is asked at once as the dataset is known; should the metadata show its columns to
-- be otherwise, it is asked again the right way.
local function ask_rightly(call, job, asked, metadata)
  local question = questions.ask(job.dataset, job.options, metadata.fields)
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

local function header_of(fields)
  local header = {}
  for i, field in ipairs(fields) do header[i] = field.name end
  return header
end

local function receive_metadata(call, sent)
  local answer, err = call:json(sent)
  if not answer then return nil, err end
  local metadata, ok
  metadata, err = portal.metadata(answer)
  if not metadata then return nil, errors.adopt(err, { url = sent.url }) end
  ok, err = call:report(sent.size, "metadata")
  if not ok then return nil, err end
  return metadata
end

-- Lets export and count arrive, the export into the decoder.
local function receive(call, asked, decoder)
  local received = 0
  local function consume(bytes)
    received = received + #bytes
    local ok, err = call:report(received, "download")
    if not ok then return nil, err end
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
  return portal.count(answer)
end

local function incomplete(asked, format, ...)
  return errors.fail("incomplete", format:format(...), { url = asked.export.url })
end

-- Proves the decoded body complete, or says what is missing.
local function verify(asked, plain, count)
  if not plain.complete then
    return incomplete(asked, "the export ends inside its last row (%d rows came whole or in part,"
      .. " the portal counts %d)", plain.rows, count)
  end
  if plain.rows ~= count then
    return incomplete(asked, "the export has %d rows, the portal counts %d", plain.rows, count)
  end
  if plain.rows == 0 and not asked.question.where then
    return incomplete(asked, "the export has a header and no row, and the portal counts 0: the"
      .. " dataset is empty, or not yet published")
  end
  return plain
end

local function source_of(asked, metadata, plain)
  local source = portal.publication(metadata)
  source.url = asked.export.url
  source.fetched_at = os.date("!%Y-%m-%dT%H:%M:%SZ")
  source.rows = plain.rows
  source.dimensions, source.measures = plain.dimensions, plain.measures
  return source
end

local function has_unit(series, name, value)
  for _, s in ipairs(series) do
    for _, spelling in ipairs(odsql.spellings(name, value)) do
      if s.key[name] == tostring(spelling) then return true end
    end
  end
  return false
end

-- A value of where that no unit has is no error to the portal; likely it is one to the user.
local function note_unmatched(notes, where, plain)
  if type(where) ~= "table" then return end
  for _, name in ipairs(plain.dimensions) do
    for _, value in ipairs(where[name] ~= nil and odsql.values(name, where[name]) or {}) do
      if not has_unit(plain.series, name, value) then
        notes[#notes + 1] = { kind = "unmatched",
          message = ("no unit that came has %s = '%s'"):format(name, tostring(value)) }
      end
    end
  end
end

local function notes_of(job, plain, doubt)
  local notes = plain.notes
  if plain.rows == 0 then
    notes[#notes + 1] = { kind = "empty", message = "nothing in the dataset matches the question" }
  end
  if doubt then notes[#notes + 1] = { kind = "publication", message = doubt } end
  note_unmatched(notes, job.options.where, plain)
  return notes
end

local function make_panel(job, asked, metadata, plain, doubt)
  local whole = panel.new {
    dataset = job.dataset, frequency = plain.frequency, periods = plain.periods,
    series = plain.series, notes = notes_of(job, plain, doubt),
    source = source_of(asked, metadata, plain),
  }
  if not (job.options.from or job.options.to) then return whole end
  return whole:filter { from = job.options.from, to = job.options.to }
end

-- Metadata of another publication than the data: they would name the wrong one.
local function doubt_of(asked, metadata, plain)
  local stated = portal.stated_rows(metadata)
  if asked.question.where or not stated or stated == plain.rows then return nil end
  return ("the metadata say %d rows, %d came: source.data_processed may be another publication's")
    :format(stated, plain.rows)
end

-- A row that cannot be read because its end is not there: the body was cut in it.
local function cut_short(err, count)
  err.cut = nil
  if portal.is_interruption(err.message) then return err end
  return errors.new("incomplete", ("the export ends inside a row, the portal counts %d rows: %s")
    :format(count, err.message), err)
end

local function decode(call, job, asked, knowledge)
  local decoder = decoding.new(knowledge, job.options)
  local count, err = receive(call, asked, decoder)
  local plain
  if count then plain, err = decoder:finish() end
  decoder:close()
  if err and err.cut then err = cut_short(err, count) end
  if plain then plain, err = verify(asked, plain, count) end
  if plain then return plain end
  return nil, errors.adopt(err, { url = asked.export.url })
end

-- What the columns are; the metadata alone may already show that a needed one is gone.
local function learn(job, metadata)
  local fields = metadata.fields
  local asked = questions.fields(fields, job.options)
  local knowledge = schema.knowledge(job.dataset, job.options, fields, asked)
  local header = header_of(fields)
  local roles, err = schema.roles(header, knowledge)
  if not roles then return nil, err end
  local ok
  ok, err = schema.check_measures(header, roles)
  if not ok then return nil, err end
  return knowledge
end

-- Asks for all three and waits for the metadata.
local function begin(call, job)
  local ok, err = call:report(0, "connect")
  if not ok then return nil, err end
  -- first in the queue: nothing of the export is read before the metadata are there
  local described, asked, metadata
  described, err = call:request(portal.metadata_url(job.base_url, job.dataset), "json")
  if not described then return nil, err end
  local question = questions.ask(job.dataset, job.options)
  if question then
    asked, err = ask(call, job, question)
    if not asked then return nil, err end
  end
  metadata, err = receive_metadata(call, described)
  if metadata then return metadata, asked end
  return nil, err
end

-- The result is not to be believed yet if there is a `doubt`.
local function attempt(call, job)
  local metadata, asked = begin(call, job)
  if not metadata then return nil, asked end
  local knowledge, plain, err
  knowledge, err = learn(job, metadata)
  if knowledge then asked, err = ask_rightly(call, job, asked, metadata) end
  if not (knowledge and asked) then return nil, err end
  plain, err = decode(call, job, asked, knowledge)
  if not plain then return nil, err end
  local doubt = doubt_of(asked, metadata, plain)
  return make_panel(job, asked, metadata, plain, doubt), nil, doubt
end

--- Fetches a panel and proves it complete; what does not agree is asked for once more.
---@param call table of call.new
---@param job table `base_url dataset options`
---@return table? panel
---@return table? err
function fetching.panel(call, job)
  local result, err, doubt = attempt(call, job)
  if (result and not doubt) or (err and err.kind ~= "incomplete") then return result, err end
  call:close()
  local again, problem = attempt(call, job)
  if again then return again end
  -- a panel that is whole, but for the name of its publication, is not thrown away
  if result and problem.kind ~= "cancelled" then return result end
  problem.attempts = 2
  return nil, problem
end

local function receive_page(call, job, offset)
  local sent, err = call:request(portal.catalog_url(job.base_url, offset), "json")
  if not sent then return nil, err end
  local answer, ok
  answer, err = call:json(sent)
  if answer then ok, err = call:report(sent.size, "metadata") end
  if not ok then return nil, err end
  local datasets, total = portal.page(answer)
  if not datasets then return nil, errors.adopt(total, { url = sent.url }) end
  return datasets, total
end

--- Fetches a dataset's metadata.
---@return table? metadata
---@return table? err
function fetching.metadata(call, job)
  local sent, err = call:request(portal.metadata_url(job.base_url, job.dataset), "json")
  if not sent then return nil, err end
  return receive_metadata(call, sent)
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
---@return table[]? datasets
---@return table? err
function fetching.catalog(call, job)
  local list, seen, offset = {}, {}, 0
  while true do
    local datasets, total = receive_page(call, job, offset)
    if not datasets then return nil, total end
    local fresh = collect(list, seen, datasets)
    offset = offset + portal.PAGE
    if #list == total then return list end
    if fresh == 0 or offset >= total then
      return errors.fail("incomplete", ("%d datasets came, the portal counts %d"):format(#list,
        total))
    end
  end
end

return fetching
