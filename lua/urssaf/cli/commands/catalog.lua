--- `urssaf catalog`: the portal's datasets.
local errors = require "urssaf.base.errors"
local language = require "urssaf.language"
local names = require "urssaf.base.names"
local api = require "urssaf.portal.api"

local catalog = {
  name = "catalog",
  summary = "the portal's datasets",
  examples = { "urssaf catalog auto-entrepreneurs" },
  formats = { "table", "csv", "json", "md" },
}

local WORDS = {
  fr = "%s, %s lignes, publication du %s",
  en = "%s, %s rows, published %s",
}

function catalog.configure(command)
  command:argument "word":args "*"
    :description "Only datasets whose name or title has all these words."
end

local function has_all(text, wanted)
  for _, word in ipairs(wanted) do
    if not (" " .. text .. " "):find(names.words(word), 1, true) then return false end
  end
  return true
end

-- Names are too long for a table, and are to be copied: they have a line of their own.
local COLUMNS = {
  { name = "dataset", kind = "detail" }, { name = "title", kind = "detail" },
  { name = "rows", kind = "detail" }, { name = "published", kind = "detail" },
}

local function lines_of(rows, words)
  local lines = {}
  for _, row in ipairs(rows) do
    lines[#lines + 1] = row[1]
    lines[#lines + 1] = WORDS[words.code]:format(row[2], words:number(row[3]),
      words:day(row[4]) or language.MISSING)
    lines[#lines + 1] = ""
  end
  lines[#lines] = nil
  return lines
end

function catalog.run(given, context)
  local list, err = require("urssaf").catalog { progress = context.progress }
  if not list then return nil, err end
  local rows = {}
  for _, metadata in ipairs(list) do
    local publication = api.publication(metadata)
    local title = publication.title or ""
    if has_all(names.words(metadata.dataset_id .. " " .. title), given.word) then
      rows[#rows + 1] = { metadata.dataset_id, title, api.stated_rows(metadata),
        (publication.data_processed or ""):sub(1, 10) }
    end
  end
  if #rows == 0 then
    return errors.fail("empty", ("none of %d datasets has '%s' in its name or title"):format(#list,
      table.concat(given.word, " ")))
  end
  return { columns = COLUMNS, rows = rows, lines = lines_of(rows, context.words) }
end

return catalog
