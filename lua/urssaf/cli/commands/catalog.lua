--- `urssaf catalog`: the portal's datasets.
local lazy = require "urssaf.base.lazy"
local options = require "urssaf.cli.options"
local tables = require "urssaf.base.tables"

local catalogs = lazy "urssaf.portal.catalog"
local errors = lazy "urssaf.base.errors"
local languages = lazy "urssaf.language"
local publications = lazy "urssaf.portal.publication"
local results = lazy "urssaf.cli.result"

local catalog = {
  name = "catalog",
  summary = "find datasets of the portal",
  examples = { "urssaf catalog auto-entrepreneurs", "urssaf catalog --grain quarter --lang fr" },
  formats = { "table", "csv", "json", "md" },
}

local PHRASES = {
  fr = { line = "%s, %s, %s lignes, publication du %s",
    unknown = " (la bibliothèque n'en connaît pas les colonnes)",
    of_years = " (une colonne par année : lu comme une série annuelle)" },
  en = { line = "%s, %s, %s rows, published %s",
    unknown = " (the library does not know its columns)",
    of_years = " (a column for each year: read as a yearly series)" },
}

function catalog.configure(command)
  command:argument "word":args "*"
    :description("Only datasets with all these words, in any spelling, in their name, title,"
      .. " description, keywords or columns.")
  command:option "--grain":choices { "month", "quarter", "year" }:argname "GRAIN"
    :description "Only datasets of months, quarters or years."
  command:option "--theme":argname "WORD":description "Only datasets whose theme has this word."
  command:option "--dimension":argname "NAME"
    :description "Only datasets with this column, such as region, to tell units apart."
  options.connection(command)
end

local COLUMNS = {
  { name = "dataset", kind = "detail" }, { name = "title", kind = "detail" },
  { name = "rows", kind = "detail" }, { name = "published", kind = "detail" },
  { name = "grain", kind = "detail" }, { name = "known", kind = "detail" },
}

local function row_of(metadata)
  local source = publications.source(metadata)
  return { metadata.dataset_id, source.title or "", publications.stated_rows(metadata),
    (source.data_processed or ""):sub(1, 10), metadata.grain, tostring(metadata.known) }
end

local function remark(metadata, phrases)
  if metadata.grain then return metadata.known and "" or phrases.unknown end
  return metadata.known and phrases.of_years or ""
end

-- Dataset names are too long for a table and are there to be copied: each has a line of its own.
local function lines_of(list, rows, language)
  local phrases, lines = PHRASES[language.code], {}
  for i, row in ipairs(rows) do
    if i > 1 then lines[#lines + 1] = "" end
    lines[#lines + 1] = row[1]
    lines[#lines + 1] = phrases.line:format(row[2], language:grain(list[i].grain),
      language:number(row[3]), language:day(row[4]) or languages.MISSING)
      .. remark(list[i], phrases)
  end
  return lines
end

-- What was asked for, as it was written.
local function asked(given)
  local parts = { table.concat(given.word, " ") }
  for _, name in ipairs { "grain", "theme", "dimension" } do
    if given[name] then parts[#parts + 1] = ("--%s %s"):format(name, given[name]) end
  end
  return (table.concat(parts, " "):gsub("^ ", ""))
end

function catalog.run(given, context)
  local all, err = context.library.catalog { progress = context.progress, log = context.log,
    ca_file = given.ca_file }
  if not all then return nil, err end
  local list = catalogs.search(all, { words = given.word, grain = given.grain,
    theme = given.theme, dimension = given.dimension })
  if #list == 0 then
    return errors.fail("empty", ("none of %d datasets has '%s'"):format(#all, asked(given)))
  end
  local rows = tables.map(list, row_of)
  return results.new { columns = COLUMNS, rows = rows,
    lines = lines_of(list, rows, context.language) }
end

return catalog
