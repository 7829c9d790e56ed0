--- `urssaf catalog`: the portal's datasets.
local errors = require "urssaf.errors"
local names = require "urssaf.names"
local portal = require "urssaf.portal"

local catalog = {
  name = "catalog",
  summary = "the portal's datasets",
  examples = { "urssaf catalog auto-entrepreneurs" },
  formats = { "table", "csv", "json", "md" },
}

local WORDS = {
  fr = { title = "Titre", rows = "Lignes", published = "Publication" },
  en = { title = "Title", rows = "Rows", published = "Published" },
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

function catalog.run(given, context)
  local list, err = require("urssaf").catalog { progress = context.progress }
  if not list then return nil, err end
  local said, rows = WORDS[context.words.code], {}
  for _, metadata in ipairs(list) do
    local publication = portal.publication(metadata)
    local title = publication.title or ""
    if has_all(names.words(metadata.dataset_id .. " " .. title), given.word) then
      rows[#rows + 1] = { metadata.dataset_id, title, portal.stated_rows(metadata),
        (publication.data_processed or ""):sub(1, 10) }
    end
  end
  if #rows == 0 then
    return errors.fail("none", ("none of %d datasets has '%s' in its name or title"):format(#list,
      table.concat(given.word, " ")))
  end
  return { columns = {
    { name = "dataset", label = "Dataset", kind = "text" },
    { name = "title", label = said.title, kind = "text" },
    { name = "rows", label = said.rows, kind = "number" },
    { name = "published", label = said.published, kind = "text" },
  }, rows = rows }
end

return catalog
