--- The releases of a dataset by the portal's calendar: when its data were and will be updated. A
-- day is never guessed: where the calendar is not sure of one, a release has the span of days that
-- it names, or none.
local errors = require "urssaf.base.errors"
local lazy = require "urssaf.base.lazy"
local release_dates = require "urssaf.domain.release_dates"
local sorting = require "urssaf.base.sorting"
local tables = require "urssaf.base.tables"
local timestamp = require "urssaf.base.timestamp"

local names = lazy "urssaf.base.names" -- needed in a message
local new_note = lazy "urssaf.domain.new_note"

local releases = {}

local LINK, DATE = "lien_vers_le_produit", "date_de_mise_a_jour"
local FIRST, LAST = "debut_date_de_mise_a_jour", "fin_date_de_mise_a_jour"

local before = sorting.before

-- ------------------------------------------------------------------ a row

local function least(a, b) return (not b or a and before(a, b)) and a or b end
local function greatest(a, b) return (not b or a and before(b, a)) and a or b end

-- The span between the columns for its first and its last day. One of them alone is no day on which
-- it comes.
local function interval_of(row)
  local first = release_dates.span(row[FIRST])
  local _, last = release_dates.span(row[LAST])
  if first and last and not before(last, first) then return first, last end
end

-- The span of a row. Where its columns name different days, it has them all.
local function span_of(row)
  local from, to = release_dates.span(row[DATE])
  local first, last = interval_of(row)
  if first and from ~= to then from, to = nil, nil end -- a month says less than the interval
  from, to = least(from, first), greatest(to, last)
  if from and from == to then return release_dates.around(from, row.precision) end
  if not from then from, to = release_dates.span_in_words(row[DATE]) end
  if not from then from, to = release_dates.span_in_words(row.precision) end
  return from, to
end

local function release_of(row)
  local from, to = span_of(row)
  local release = { from = from, to = to, precision = row.precision, product = row.nom_du_produit,
    publication = row.publication_associee, periodicity = row.periodicite, theme = row.thematique }
  if from and from == to then
    release.day = from
  else
    release.date = row[DATE] or not from and (row[FIRST] or row[LAST]) or nil
  end
  return release
end

-- The datasets that a row's link names: ".../explore/dataset/IDENTIFIER/...".
local function datasets_of(row)
  local list, link = {}, row[LINK] or ""
  for id in link:gmatch("/datasets?/([%w_.@%-]+)") do list[#list + 1] = id end
  list[#list + 1] = link:match("^[%w_.@%-]+$")
  return list
end

-- ------------------------------------------------------------------ the releases of a dataset

-- Those without a date come last.
local function sort(list)
  local places = tables.positions(list)
  table.sort(list, function(a, b)
    for _, name in ipairs { "from", "to" } do
      local x, y = a[name] or "9", b[name] or "9"
      if x ~= y then return before(x, y) end
    end
    return places[a] < places[b]
  end)
  return list
end

--- The releases of a dataset, in order of time; those without a date that can be read come last.
---@param rows table<string, string>[] of the calendar: texts by column
---@param dataset string
---@return urssaf.Release[]
function releases.of(rows, dataset)
  return sort(tables.map(tables.filter(rows, function(row)
    return tables.contains(datasets_of(row), dataset)
  end), release_of))
end

-- The latest release that is over by a day, and the first that is not.
local function last_and_next(list, today)
  local last, coming
  for _, release in ipairs(list) do
    local is_over = release.to and before(release.to, today)
    if is_over and not (last and before(release.to, last.to)) then last = release end
    if release.to and not is_over then coming = coming or release end
  end
  return last, coming
end

local function check_columns(header)
  local is_there = tables.set(header)
  if is_there[LINK] and (is_there[DATE] or is_there[FIRST]) then return true end
  return errors.fail("schema", ("the portal's release calendar has changed: columns %s and %s"
    .. " expected; it has %s"):format(LINK, DATE, names.listed(header)),
    { expected = { LINK, DATE }, came = header })
end

local function no_release(rows, dataset)
  local known = {}
  for _, row in ipairs(rows) do tables.append(known, datasets_of(row)) end
  return errors.fail("none", ("the portal's release calendar has no release of '%s'%s"):format(
    names.quoted(dataset), names.suggestion(dataset, sorting.keys(tables.set(known)))),
    { about = "datasets" })
end

local function notes_of(list)
  local undated = #tables.filter(list, function(release) return not release.from end)
  if undated == 0 then return {} end
  return { new_note("undated", ("%d of %d releases have no date that can be read"):format(undated,
    #list), { count = undated, releases = #list }) }
end

--- The last and the next release of a dataset.
---@param listing urssaf.portal.Listing the calendar
---@param dataset string
---@param now integer? seconds since 1970; without a clock, no release is the last or the next
---@return urssaf.Calendar? calendar
---@return urssaf.Error? err kind `none`: it has no release of the dataset; `schema`: other columns
function releases.calendar(listing, dataset, now)
  local ok, err = check_columns(listing.header)
  if not ok then return nil, err end
  local list = releases.of(listing.rows, dataset)
  if #list == 0 then return no_release(listing.rows, dataset) end
  local last, coming
  if now then last, coming = last_and_next(list, release_dates.day(now)) end
  return { dataset = dataset, last = last, next = coming, releases = list,
    notes = tables.append(listing.notes, notes_of(list)), source = listing.source }
end

-- ------------------------------------------------------------------ what the cache asks

local DAY = 86400
-- A release may be out some hours before its first day begins, and weeks after its last.
local EARLY, LATE = DAY, 60 * DAY

--- Whether a release is expected, or out, that a kept publication may not be.
---@param list urssaf.Release[] of the dataset
---@param processed integer? when the publication was processed, in seconds since 1970
---@param now integer seconds since 1970
---@return boolean? due nil if the calendar cannot tell: it knows of no release to come
function releases.is_due(list, processed, now)
  local knows_next
  for _, release in ipairs(list) do
    local first = release.from and timestamp.of_iso(release.from) - EARLY
    local over = release.to and timestamp.of_iso(release.to) + DAY
    if first and first <= now and now <= over + LATE and (not processed or processed < first) then
      return true
    end
    knows_next = knows_next or (over ~= nil and now < over) or nil
  end
  return knows_next and false
end

return releases
