--- What the cache policy does with the portal: asks whether an entry is still the newest
-- publication, fetches a newer one, and lets an entry stand in if the portal cannot be reached.
local fetch = require "urssaf.portal.fetch"
local lazy = require "urssaf.base.lazy"
local publications = require "urssaf.portal.publication"
local retry = require "urssaf.portal.retry"
local timestamp = require "urssaf.base.timestamp"

local new_note = lazy "urssaf.domain.new_note" -- few panels have a note

-- needed to write
local random = lazy "urssaf.base.random"
local writers = lazy "urssaf.cache.writer"

local renewal = {}

-- Failures that say nothing about the portal's data.
local UNREACHABLE = { network = true, timeout = true, tls = true, quota = true, content = true }

local function age_of(entry)
  local days = math.floor((timestamp.now() - timestamp.of_iso(entry.checked_at)) / 86400)
  return days <= 0 and "today" or days == 1 and "yesterday" or ("%d days ago"):format(days)
end

local function staleness(entry, failure)
  local day = entry:day()
  return new_note("stale", ("the portal could not be asked for a newer publication: this one is of"
    .. " %s, and was the newest %s. What went wrong: %s"):format(day, age_of(entry),
    tostring(failure)), { day = day })
end

-- A panel from the newest entry that is not damaged, if the failure means that the portal cannot be
-- reached.
local function answer_stale(kept, failure)
  local unreachable = UNREACHABLE[failure.kind]
    or retry.is_transient(failure)
  if kept.request.options.strict or not unreachable then return nil, failure end
  local entry = kept:current()
  while entry do
    local panel, err = kept:answer(entry, staleness(entry, failure))
    if panel or err then return panel, err end
    entry = kept:current()
  end
  return nil, failure
end

-- A panel from the entry, if the metadata still describe the same publication.
local function revalidate(kept, entry)
  local metadata, err = fetch.metadata(kept.request)
  if not metadata then return answer_stale(kept, err) end
  if not (entry.data_processed and publications.is_same(entry.metadata, metadata)) then
    return nil
  end
  writers.confirm(entry, random.new(), timestamp.text(timestamp.now()), kept.store.parser)
  return kept:answer(entry)
end

-- What a new publication is written to, if there is a store.
local function writer_of(kept)
  return kept.store and writers.new(kept.store, kept.query, random.new()) or nil
end

--- Fetches the publication, and keeps it.
---@param kept urssaf.cache.Entries
---@return urssaf.Panel? panel
---@return urssaf.Error? err
function renewal.download(kept)
  if kept.problem then kept:note("this publication is not kept: " .. kept.problem) end
  local panel, err = fetch.panel(kept.request, function() return writer_of(kept) end)
  return panel and kept:annotate(panel), err
end

--- A panel of the newest publication: from the entry if it still is that, else from the portal, or
-- from an entry if the portal cannot be reached.
---@param kept urssaf.cache.Entries
---@param entry urssaf.cache.Entry? the latest one that is not damaged
---@return urssaf.Panel? panel
---@return urssaf.Error? err
function renewal.panel(kept, entry)
  local observer, panel, err = kept.request.observer, nil, nil
  if observer then observer:asks(kept, entry) end
  if entry then panel, err = revalidate(kept, entry) end
  if panel or err then return panel, err end
  panel, err = renewal.download(kept)
  if panel then return panel end
  return answer_stale(kept, err)
end

return renewal
