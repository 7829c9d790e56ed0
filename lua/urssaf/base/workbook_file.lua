--- Writes workbooks of Office Open XML (ECMA-376), which spreadsheets open as `.xlsx`. The same
-- sheets give the same bytes.
local sheet_cells = require "urssaf.base.sheet_cells"
local zip_archive = require "urssaf.base.zip_archive"

local workbook_file = {}

---@class urssaf.Sheet
---@field name string no longer than 31 characters, without any of : \ / ? * [ ]
---@field rows string in the format of `sheet_cells.form`, without their numbers
---@field size { rows: integer, columns: integer }
---@field widths number[] of the columns, in characters
---@field has_head boolean whether its first row stays in sight, and filters the others

local HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
local MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
local OF_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
local OF_PACKAGE = "http://schemas.openxmlformats.org/package/2006/"
local TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml."

-- The look of cells: plain, text (which stays text when it is edited), a day, a heading, a text
-- that is broken into lines.
local STYLES = HEAD .. '<styleSheet xmlns="' .. MAIN .. '">'
  .. '<numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\\-mm\\-dd"/></numFmts>'
  .. '<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>'
  .. '<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>'
  .. '<fills count="2"><fill><patternFill patternType="none"/></fill>'
  .. '<fill><patternFill patternType="gray125"/></fill></fills>'
  .. '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>'
  .. '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>'
  .. '<cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>'
  .. '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
  .. '<xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>'
  .. '<xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"'
  .. ' applyFont="1"/>'
  .. '<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"'
  .. ' applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs>'
  .. '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
  .. '</styleSheet>'

local function joined(list, write)
  local texts = {}
  for i, one in ipairs(list) do texts[i] = write(one, i) end
  return table.concat(texts)
end

-- ------------------------------------------------------------------ parts

local function content_types(sheets)
  return HEAD .. '<Types xmlns="' .. OF_PACKAGE .. 'content-types">'
    .. '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.'
    .. 'relationships+xml"/><Default Extension="xml" ContentType="application/xml"/>'
    .. '<Override PartName="/xl/workbook.xml" ContentType="' .. TYPE .. 'sheet.main+xml"/>'
    .. joined(sheets, function(_, i)
      return ('<Override PartName="/xl/worksheets/sheet%d.xml" ContentType="%sworksheet+xml"/>')
        :format(i, TYPE)
    end)
    .. '<Override PartName="/xl/styles.xml" ContentType="' .. TYPE .. 'styles+xml"/>'
    .. '<Override PartName="/xl/sharedStrings.xml" ContentType="' .. TYPE
    .. 'sharedStrings+xml"/></Types>'
end

local function relationships(list)
  return HEAD .. '<Relationships xmlns="' .. OF_PACKAGE .. 'relationships">'
    .. joined(list, function(one, i)
      return ('<Relationship Id="rId%d" Type="%s/%s" Target="%s"/>'):format(i, OF_OFFICE, one[1],
        one[2])
    end) .. "</Relationships>"
end

local function of_workbook(sheets)
  local list = {}
  for i in ipairs(sheets) do list[i] = { "worksheet", ("worksheets/sheet%d.xml"):format(i) } end
  list[#list + 1] = { "styles", "styles.xml" }
  list[#list + 1] = { "sharedStrings", "sharedStrings.xml" }
  return relationships(list)
end

local function range(size)
  return ("$A$1:$%s$%d"):format(sheet_cells.letters(size.columns), size.rows)
end

-- Spreadsheets keep the range that the arrows in the header filter under a name of their own.
local function filter_names(sheets)
  local names = joined(sheets, function(sheet, i)
    return sheet.has_head and ('<definedName name="_xlnm._FilterDatabase" localSheetId="%d"'
      .. ' hidden="1">\'%s\'!%s</definedName>'):format(i - 1, sheet_cells.escaped(sheet.name),
      range(sheet.size)) or ""
  end)
  return names ~= "" and "<definedNames>" .. names .. "</definedNames>" or ""
end

local function workbook(sheets)
  return HEAD .. ('<workbook xmlns="%s" xmlns:r="%s"><sheets>'):format(MAIN, OF_OFFICE)
    .. joined(sheets, function(sheet, i)
      return ('<sheet name="%s" sheetId="%d" r:id="rId%d"/>'):format(
        sheet_cells.escaped(sheet.name), i, i)
    end) .. "</sheets>" .. filter_names(sheets) .. "</workbook>"
end

local FROZEN = '<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/>'
  .. '<selection pane="bottomLeft" activeCell="A2" sqref="A2"/>'

local function worksheet(sheet, i)
  local area = range(sheet.size):gsub("%$", "")
  return HEAD .. ('<worksheet xmlns="%s"><dimension ref="%s"/><sheetViews><sheetView%s'
    .. ' workbookViewId="0">%s</sheetView></sheetViews><cols>%s</cols><sheetData>\n'):format(MAIN,
    area, i == 1 and ' tabSelected="1"' or "", sheet.has_head and FROZEN or "",
    joined(sheet.widths, function(width, c)
      return ('<col min="%d" max="%d" width="%d" customWidth="1"/>'):format(c, c, width)
    end)) .. sheet_cells.numbered(sheet.rows) .. "</sheetData>"
    .. (sheet.has_head and '<autoFilter ref="' .. area .. '"/>' or "")
    -- 01 is meant as a text: no mark at each code that says it looks like a number
    .. '<ignoredErrors><ignoredError sqref="' .. area .. '" numberStoredAsText="1"/>'
    .. "</ignoredErrors></worksheet>"
end

local function shared_strings(list)
  return HEAD .. ('<sst xmlns="%s" uniqueCount="%d">'):format(MAIN, #list)
    .. joined(list, function(text)
      return '<si><t xml:space="preserve">' .. sheet_cells.escaped(text) .. "</t></si>\n"
    end) .. "</sst>"
end

--- A workbook.
---@param sheets urssaf.Sheet[]
---@param texts urssaf.SheetTexts of their cells
---@return string? bytes nil if it were larger than 4 GiB
function workbook_file.of(sheets, texts)
  local parts = { { name = "[Content_Types].xml", bytes = content_types(sheets) },
    { name = "_rels/.rels", bytes = relationships { { "officeDocument", "xl/workbook.xml" } } },
    { name = "xl/workbook.xml", bytes = workbook(sheets) },
    { name = "xl/_rels/workbook.xml.rels", bytes = of_workbook(sheets) },
    { name = "xl/styles.xml", bytes = STYLES },
    { name = "xl/sharedStrings.xml", bytes = shared_strings(texts.list) } }
  for i, sheet in ipairs(sheets) do
    parts[#parts + 1] = { name = ("xl/worksheets/sheet%d.xml"):format(i),
      bytes = worksheet(sheet, i) }
  end
  return zip_archive.of(parts)
end

return workbook_file
