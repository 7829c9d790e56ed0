--- What a subcommand found, before it is written for people (table, md) or machines (csv, json).
local tables = require "urssaf.base.tables"

local result = {}

---@class urssaf.cli.Result
---@field text string? the output, written by the command itself; only `notes` and `code` go with it
---@field title string? one line
---@field columns urssaf.cli.Column[]
---@field rows any[][] `row[i]` belongs to `columns[i]`; a missing value is nil
---@field lines string[] further sentences for people
---@field marks string[] what the marks in columns mean, as sentences
---@field notes urssaf.Note[]
---@field source urssaf.Source?
---@field dataset string?
---@field fields table<string, any> further fields for JSON
---@field records string? a JSON list, in the place of the rows
---@field code integer the exit code

---@class urssaf.cli.Column
---@field name string for machines
---@field label string? for people
---@field kind urssaf.cli.ColumnKind
---@field unit string? of a number, as `language:value` takes it
---@field is_change boolean? whether a number is written with its sign
---@field marks table<string, string>? what stands behind some periods

---@alias urssaf.cli.ColumnKind "text"|"period"|"number"|"amount"|"bar"|"line"|"detail"
-- an amount is a number that is already written; a bar (of a number) and a line (of `values` and
-- `size`) are for people alone, a detail for machines alone

--- A result. With `panel` it has that panel's source, and its notes unless `notes` are given.
---@param given table the fields of a result that are not empty, and `panel`
---@return urssaf.cli.Result
function result.new(given)
  local panel = given.panel or {}
  return { text = given.text, title = given.title, columns = given.columns or {},
    rows = given.rows or {}, lines = given.lines or {}, marks = given.marks or {},
    notes = given.notes or panel.notes or {}, source = panel.source, dataset = panel.dataset,
    fields = given.fields or {}, records = given.records, code = given.code or 0 }
end

--- A chart of a panel, as SVG.
---@param context urssaf.cli.Context
---@param kind "line"|"multiples"|"bars"|"map"
---@param panel urssaf.Panel
---@param options table? of the chart, without `lang`
---@return urssaf.cli.Result?
---@return urssaf.Error? err
function result.chart(context, kind, panel, options)
  options = tables.merge(context.picture, options or {}, { lang = context.language.code })
  local svg, err = context.library.chart[kind](panel, options)
  if not svg then return nil, err end
  return result.new { text = svg }
end

return result
