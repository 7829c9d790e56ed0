--- `urssaf vintages`: which publications are kept on this disk.

local vintages = {
  name = "vintages",
  summary = "which publications are kept on this disk",
  examples = { "urssaf vintages" },
  formats = { "table", "csv", "json", "md" },
}

local WORDS = {
  fr = { published = "Publication", rows = "Lignes", taken = "Reçue le",
    question = "Partie", none = "Rien n'est encore conservé : urssaf show, par exemple, télécharge"
      .. " et conserve la dernière publication." },
  en = { published = "Published", rows = "Rows", taken = "Fetched",
    question = "Part", none = "Nothing is kept yet: urssaf show, say, fetches and keeps the latest"
      .. " publication." },
}

function vintages.configure(command)
  command:option "--dataset":argname "ID":description "Another of the portal's datasets."
end

-- What was asked for, where it was not the whole.
local function question_of(vintage)
  local parts = {}
  if vintage.where then parts[#parts + 1] = "where" end
  for _, name in ipairs { "from", "to" } do
    if vintage[name] then parts[#parts + 1] = name .. " " .. tostring(vintage[name]) end
  end
  if vintage.measures then parts[#parts + 1] = table.concat(vintage.measures, " ") end
  return table.concat(parts, ", ")
end

function vintages.run(given, context)
  local list, err = require("urssaf").vintages(given.dataset)
  if not list then return nil, err end
  local said, rows, paths = WORDS[context.words.code], {}, {}
  for i, one in ipairs(list) do
    rows[i] = { (one.data_processed or ""):sub(1, 10), one.rows, one.fetched_at:sub(1, 10),
      question_of(one), one.path }
    paths[i] = one.path
  end
  return { columns = {
    { name = "published", label = said.published, kind = "text" },
    { name = "rows", label = said.rows, kind = "number" },
    { name = "fetched", label = said.taken, kind = "text" },
    { name = "part", label = said.question, kind = "text" },
    { name = "path", kind = "detail" },
  }, rows = rows, lines = #rows == 0 and { said.none } or paths }
end

return vintages
