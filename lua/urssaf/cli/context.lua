--- What a subcommand works with: the library, the language, the format and the panel.
local errors = require "urssaf.base.errors"
local input = require "urssaf.cli.input"
local languages = require "urssaf.language"
local lazy = require "urssaf.base.lazy"
local output = require "urssaf.cli.output"
local tables = require "urssaf.base.tables"
local terminal = require "urssaf.cli.terminal"
local urssaf = require "urssaf"

local ascii = lazy "urssaf.cli.ascii" -- both for a terminal only
local progress = lazy "urssaf.cli.progress"
local verbose = lazy "urssaf.cli.verbose"

local context = {}

---@class urssaf.cli.Context
---@field library urssaf this room requires it here alone
---@field language urssaf.Language
---@field name string of the command
---@field format string one of the command's formats
---@field is_for_machines boolean whether the format is CSV or JSON
---@field needs_plain_text boolean whether control characters are removed: on a terminal, and in the
-- formats that people read
---@field is_ascii boolean whether the output goes to a terminal that does not have UTF-8
---@field csv { preset: "fr"?, delimiter: string? } how CSV is written
---@field picture { title: string?, subtitle: string?, width: number?, theme: string? } how a chart
-- looks
---@field width integer of the output, in characters
---@field progress urssaf.Progress? draws a line on the terminal; nil if there is none to draw on
---@field clear fun() removes that line
---@field log fun(event: urssaf.LogEvent)? of `--verbose`
---@field panel fun(select: urssaf.cli.Select?): urssaf.Panel?, urssaf.Error?, urssaf.Panel? what is
-- selected, and the panel that it is selected from

---@alias urssaf.cli.Select fun(panel: urssaf.Panel, given: table): urssaf.Panel?, urssaf.Error?
-- the part of a panel that the options ask for

local FOR_MACHINES = { csv = true, json = true }
local FOR_PEOPLE = { table = true, md = true, text = true }

-- How CSV is written; fails if another format is.
local function csv_of(given, format)
  local name = given.preset and "--preset" or given.delimiter and "--delimiter"
  if name and format ~= "csv" then
    return errors.fail("usage", name .. " is for CSV: add --format csv, or write to a file that"
      .. " ends in .csv")
  end
  local delimiter = given.delimiter
  return { preset = given.preset, delimiter = delimiter == "tab" and "\t" or delimiter }
end

-- Formats that are no text, by what is said of them.
local BINARY = { xlsx = "a workbook is no text", parquet = "a Parquet file is no text" }

local OF_PICTURES = { "title", "subtitle", "width", "theme" }

-- How a picture looks; fails if the output is none. Of a command that draws none, options of these
-- names are its own.
local function picture_of(given, format, formats)
  local picture = {}
  for _, name in ipairs(tables.contains(formats, "svg") and OF_PICTURES or {}) do
    picture[name] = given[name]
    if given[name] and format ~= "svg" then
      return errors.fail("usage", ("--%s is for pictures: write to a file that ends in .svg, .png"
        .. " or .pdf"):format(name))
    end
  end
  return picture
end

--- The context of one run.
---@param command urssaf.cli.Command
---@param given table the options by name
---@param code "fr"|"en" the language of the output
---@return urssaf.cli.Context?
---@return urssaf.Error? err kind `usage`
function context.new(command, given, code)
  local is_terminal = not given.output and terminal.is(1)
  local format, err = output.format(given, command.formats)
  local csv, picture
  if format then csv, err = csv_of(given, format) end
  if csv then picture, err = picture_of(given, format, command.formats) end
  if not picture then return nil, err end
  local needs_file = command.needs_file or BINARY[format]
  if is_terminal and needs_file then
    return errors.fail("usage", ("%s: name a file, such as -o %s.%s"):format(needs_file,
      command.name, format))
  end
  local new = { library = urssaf, name = command.name, language = languages.of(code),
    format = format, csv = csv, picture = picture,
    is_ascii = is_terminal and ascii.is_needed(),
    is_for_machines = FOR_MACHINES[format] or false,
    needs_plain_text = is_terminal or FOR_PEOPLE[format] or false,
    width = terminal.width(is_terminal), clear = function() end }
  if not given.quiet and terminal.is(2) then
    new.progress, new.clear = progress.new(io.stderr, code, new.width)
  end
  new.log = given.verbose and verbose.new(io.stderr, code, new.clear) or nil
  function new.panel(select)
    local whole, problem = input.panel(urssaf, given, new.progress, new.log)
    if not (whole and select) then return whole, problem end
    local panel
    panel, problem = select(whole, given)
    return panel, problem, whole
  end
  return new
end

return context
