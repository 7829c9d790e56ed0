--- `urssaf vintages`: the publications that are kept on this disk.
local lazy = require "urssaf.base.lazy"
local options = require "urssaf.cli.options"
local tables = require "urssaf.base.tables"

local release_text = lazy "urssaf.cli.release_text"
local results = lazy "urssaf.cli.result"

local vintages = {
  name = "vintages",
  summary = "list the publications kept on this disk",
  examples = { "urssaf vintages" },
  formats = { "table", "csv", "json", "md" },
}

local PHRASES = {
  fr = { published = "Publication", rows = "Lignes", fetched = "Reçue le",
    part = "Partie", none = "Rien n'est encore conservé : urssaf show, par exemple, télécharge"
      .. " et conserve la dernière publication." },
  en = { published = "Published", rows = "Rows", fetched = "Fetched",
    part = "Part", none = "Nothing is kept yet: urssaf show, for example, fetches and keeps the"
      .. " latest publication." },
}

function vintages.configure(command)
  command:option "--dataset":argname "ID":description "Another of the portal's datasets."
  options.verbose(command)
end

-- The part of the dataset that was asked for; "" for all of it.
local function part_of(vintage)
  local parts = {}
  if vintage.where then parts[#parts + 1] = "where" end
  for _, name in ipairs { "from", "to" } do
    if vintage[name] then parts[#parts + 1] = name .. " " .. tostring(vintage[name]) end
  end
  if vintage.measures then parts[#parts + 1] = table.concat(vintage.measures, " ") end
  return table.concat(parts, ", ")
end

function vintages.run(given, context)
  local list, err = context.library.vintages(given.dataset)
  if not list then return nil, err end
  local phrases, rows, paths = PHRASES[context.language.code], {}, {}
  for i, one in ipairs(list) do
    rows[i] = { one.dataset, (one.data_processed or ""):sub(1, 10), one.rows,
      one.fetched_at:sub(1, 10), part_of(one), one.path }
    paths[i] = one.path
  end
  local releases, fields = release_text.kept(context, given.dataset)
  return results.new { columns = {
    { name = "dataset", kind = "detail" },
    { name = "published", label = phrases.published, kind = "text" },
    { name = "rows", label = phrases.rows, kind = "number" },
    { name = "fetched", label = phrases.fetched, kind = "text" },
    { name = "part", label = phrases.part, kind = "text" },
    { name = "path", kind = "detail" },
  }, rows = rows, lines = tables.append(#rows == 0 and { phrases.none } or paths, releases),
    fields = fields }
end

return vintages
