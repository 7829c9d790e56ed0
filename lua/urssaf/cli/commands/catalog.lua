--- `urssaf catalog`: the portal's datasets.
local errors = require "urssaf.base.errors"
local languages = require "urssaf.language"
local names = require "urssaf.base.names"
local lazy = require "urssaf.base.lazy"
local options = require "urssaf.cli.options"
local results = require "urssaf.cli.result"
local tables = require "urssaf.base.tables"

local publications = lazy "urssaf.portal.publication"

local catalog = {
  name = "catalog",
  summary = "list the portal's datasets",
  examples = { "urssaf catalog auto-entrepreneurs" },
  formats = { "table", "csv", "json", "md" },
}

local PHRASES = {
  fr = "%s, %s lignes, publication du %s",
  en = "%s, %s rows, published %s",
}

function catalog.configure(command)
  command:argument "word":args "*"
    :description "Only datasets whose name or title has all these words."
  options.connection(command)
end

local function has_all(text, wanted)
  return tables.find(wanted, function(word)
    return not (" " .. text .. " "):find(names.words(word), 1, true)
  end) == nil
end

local COLUMNS = {
  { name = "dataset", kind = "detail" }, { name = "title", kind = "detail" },
  { name = "rows", kind = "detail" }, { name = "published", kind = "detail" },
}

-- Dataset names are too long for a table and are there to be copied: each has a line of its own.
local function lines_of(rows, language)
  local lines = {}
  for i, row in ipairs(rows) do
    if i > 1 then lines[#lines + 1] = "" end
    lines[#lines + 1] = row[1]
    lines[#lines + 1] = PHRASES[language.code]:format(row[2], language:number(row[3]),
      language:day(row[4]) or languages.MISSING)
  end
  return lines
end

function catalog.run(given, context)
  local list, err = context.library.catalog { progress = context.progress,
    ca_file = given.ca_file }
  if not list then return nil, err end
  local rows = {}
  for _, metadata in ipairs(list) do
    local source = publications.source(metadata)
    local title = source.title or ""
    if has_all(names.words(metadata.dataset_id .. " " .. title), given.word) then
      rows[#rows + 1] = { metadata.dataset_id, title, publications.stated_rows(metadata),
        (source.data_processed or ""):sub(1, 10) }
    end
  end
  if #rows == 0 then
    return errors.fail("empty", ("none of %d datasets has '%s' in its name or title"):format(#list,
      table.concat(given.word, " ")))
  end
  return results.new { columns = COLUMNS, rows = rows, lines = lines_of(rows, context.language) }
end

return catalog
