--- A panel as a workbook: a sheet of data, and one of notes and source.
local datasets = require "urssaf.domain.datasets"
local errors = require "urssaf.base.errors"
local long_table = require "urssaf.panel.long_table"
local sheet_cells = require "urssaf.base.sheet_cells"
local sources = require "urssaf.language.source"
local tables = require "urssaf.base.tables"
local workbook_file = require "urssaf.base.workbook_file"

local workbook = {}

local WORDS = {
  en = { data = "Data", about = "Notes and source", kind = "Kind", text = "Text",
    dataset = "Dataset", scope = "Scope of the dataset", source = "Source", address = "Address",
    licence = "Licence", note = "Note" },
  fr = { data = "Données", about = "Notes et source", kind = "Nature", text = "Texte",
    dataset = "Jeu de données", scope = "Champ du jeu", source = "Source", address = "Adresse",
    licence = "Licence", note = "Note" },
}

-- ------------------------------------------------------------------ data

-- In characters; other columns are as wide as their names, codes less than other keys.
local WIDTHS = { name = 26, measure = 26, value = 14, dataset = 38, departement = 24, region = 28 }

local function widths_of(header)
  return tables.map(header, function(name)
    return WIDTHS[name] or math.max(11, math.min(#name + 3, 40))
  end)
end

local function check_size(rows, columns)
  if rows > sheet_cells.MOST_ROWS then
    return errors.fail("usage", ("a sheet has at most %d rows, and this would be %d: write .csv, or"
      .. " choose places, measures or periods"):format(sheet_cells.MOST_ROWS, rows))
  elseif columns > sheet_cells.MOST_COLUMNS then
    return errors.fail("usage", ("a sheet has at most %d columns, and this would be %d: write .csv,"
      .. " or choose fewer"):format(sheet_cells.MOST_COLUMNS, columns))
  end
  return true
end

local function sheet(name, rows, count, header, widths)
  return { name = name, rows = rows, size = { rows = count, columns = #header }, widths = widths,
    has_head = true }
end

-- One row for each value, with the columns of CSV but for the notes.
local function long_sheet(panel, name, date, form)
  local count = #panel.series * #panel.periods + 1
  local ok, err = check_size(count, 1)
  if not ok then return nil, err end
  local header
  local keeping = tables.merge(form, { head = function(names)
    header = names
    return form.head(names)
  end })
  local rows = long_table.text(panel, panel.series, keeping, date)
  return sheet(name, rows, count, header, widths_of(header))
end

-- The cells of a row of `panel:wide`.
local function wide_row(row, made, form, date)
  local cells = { form.label(made.header[1]), form.text(row[1]) }
  if made.header[1] == "period" then
    tables.append(cells, { form.label "date", form.day(long_table.day(row[1], date)) })
  end
  for c = 2, #made.header do
    if row[c] ~= nil then
      local name = made.header[c]
      tables.append(cells, { form.label(name), form.number(row[c])
        or long_table.refuse(row[c], name, row[1]) })
    end
  end
  return form.open .. table.concat(cells) .. form.close
end

local function wide_sheet(panel, name, columns, date, form)
  local made = panel:wide { columns = columns }
  local header = tables.append({}, made.header)
  if made.header[1] == "period" then table.insert(header, 2, "date") end
  local ok, err = check_size(#made.rows + 1, #header)
  if not ok then return nil, err end
  local rows = { form.head(header) }
  for r, row in ipairs(made.rows) do rows[r + 1] = wide_row(row, made, form, date) end
  return sheet(name, table.concat(rows), #rows, header, widths_of(header))
end

-- ------------------------------------------------------------------ notes and source

local function source_of(language, source, dataset)
  local parts = sources.parts(language, source, dataset)
  parts[#parts + 1] = (source.path or ""):match "[^/\\]+$"
  return table.concat(parts, ", ")
end

local function facts_of(panel, language, words)
  local source, facts = panel.source or {}, {}
  local function add(kind, text)
    if text and text ~= "" then facts[#facts + 1] = { kind, text } end
  end
  local known = datasets.of(panel.dataset)
  add(words.dataset, panel.dataset)
  add(words.scope, known and known.scope and known.scope[language.code])
  add(words.source, source_of(language, source, panel.dataset))
  add(words.address, sources.address(source, panel.dataset))
  add(words.licence, source.licence_url)
  for _, sentence in ipairs(language:sentences(panel.notes or {}, "readers")) do
    add(words.note, sentence)
  end
  return facts
end

local function about_sheet(panel, language, words, form)
  local header = { words.kind, words.text }
  local rows = { form.head(header) }
  for _, fact in ipairs(facts_of(panel, language, words)) do
    rows[#rows + 1] = form.open .. form.label(words.kind) .. form.text(fact[1])
      .. form.label(words.text) .. form.wrapped(fact[2]) .. form.close
  end
  return sheet(words.about, table.concat(rows), #rows, header, { 16, 110 })
end

-- ------------------------------------------------------------------ the workbook

--- A panel as the bytes of an `.xlsx` file: the sheet of data has the columns of CSV, in which
-- codes and periods are texts, and `date` is a day; or, with `wide`, the table of `panel:wide`.
-- An empty cell is a missing value.
---@param panel urssaf.Panel
---@param language urssaf.Language of the sheets' names, the notes and the source
---@param given { wide: string?, date: "first"|"last"|nil }
---@return string? bytes
---@return urssaf.Error? err kind `usage`: it does not fit into a sheet
function workbook.of(panel, language, given)
  local words, date = WORDS[language.code], given.date or "first"
  local texts, place_of = sheet_cells.texts()
  local data, err
  if given.wide then
    data, err = wide_sheet(panel, words.data, given.wide, date, sheet_cells.form(place_of))
  else
    data, err = long_sheet(panel, words.data, date, sheet_cells.form(place_of))
  end
  if not data then return nil, err end
  local about = about_sheet(panel, language, words, sheet_cells.form(place_of))
  if texts.is_too_long then
    return errors.fail("usage", ("a cell of a sheet has at most %d characters, and a text here has"
      .. " more: write .csv"):format(sheet_cells.MOST_TEXT))
  end
  local bytes = workbook_file.of({ data, about }, texts)
  if bytes then return bytes end
  return errors.fail("usage", "the workbook would be larger than 4 GiB: write .csv, or choose"
    .. " places, measures or periods")
end

return workbook
