-- What the commands of urssaf.sty do. Each is a function of three arguments and babel's name of the
-- language; it prints what TeX is to typeset.
--
-- Texts are printed with the catcodes of `tex.sprint(-2, …)`, which make every character an
-- ordinary one: whatever stands in a file, none of it is a TeX command.
-- luacheck: globals tex kpse

-- LuaTeX looks for modules where TeX's own are; this looks where other Lua programs do.
table.insert(package.searchers, function(name)
  local path, why = package.searchpath(name, package.path)
  if not path then return why end
  return assert(loadfile(path)), path
end)

local urssaf = require "urssaf"
local languages = require "urssaf.language"

local PLAIN = -2 -- the catcodes
local NARROW_SPACE, SPACE, MINUS = "\u{202F}", "\u{A0}", "\u{2212}"

-- How TeX writes characters that fonts may lack.
local WRITTEN = { [NARROW_SPACE] = "\\,", [SPACE] = "~", [MINUS] = "\\ensuremath{-}" }

local commands = {}

-- ---------------------------------------------------------------- printing

local function command(code) tex.sprint(code) end

local function text(words)
  local plain = {}
  local function flush()
    tex.sprint(PLAIN, table.concat(plain))
    plain = {}
  end
  for character in words:gmatch(utf8.charpattern) do
    local written = WRITTEN[character]
    if written then
      flush()
      command(written)
    else
      plain[#plain + 1] = character
    end
  end
  flush()
end

-- ---------------------------------------------------------------- the data

-- The panel that was read, and what was added up of it.
local panel, sums

local function use(new)
  panel, sums = new, {}
end

function commands.read(path)
  use(assert(urssaf.read(path)))
end

function commands.sample()
  use(urssaf.sample())
end

local function summed(how)
  local name = how and how.by or "total"
  sums[name] = sums[name] or (how and panel:aggregate(how) or panel:total())
  return sums[name]
end

local function read_panel()
  return panel or error("no figures yet: write \\urssafread{file.csv} before", 0)
end

-- The figures of a place: a département, a region, or France.
local function of_place(place)
  if place:lower() == "france" then return read_panel() and summed() end
  local found = assert(urssaf.geo.find(place))
  local code, whole = "code_" .. found.kind, read_panel()
  local is_by_departement = whole.series[1] and whole.series[1].key.code_departement
  if found.kind == "region" and is_by_departement then whole = summed { by = "code_region" } end
  return whole:filter { [code] = found.code }
end

-- A measure of a place: a panel of one series, and that series.
local function figures_of(place, measure)
  local all = of_place(place)
  local own = all:filter { measure = measure }
  if #own.series == 0 then
    error((#all.series == 0 and place or measure) .. " is not in these data", 0)
  end
  local series, err = own:get {}
  if not series then
    error(("these are %d series (%s): read a file that urssaf export --where wrote, of one of them")
      :format(#own.series, err.message:match "they differ in [^:]+" or err.message), 0)
  end
  return own, series
end

-- ---------------------------------------------------------------- notes

-- Kinds of notes that concern the author, not the reader.
local FOR_THE_AUTHOR = { cache = true, column = true }

local noted = {}

-- Keeps the notes on what is typeset: those on one of its periods, or on all of it.
local function keep_notes(own, periods)
  local shown = {}
  for _, period in ipairs(periods) do shown[period] = true end
  for _, note in ipairs(own.notes) do
    local concerns = not note.periods
    for _, period in ipairs(note.periods or {}) do concerns = concerns or shown[period] end
    if concerns and not FOR_THE_AUTHOR[note.kind] then noted[#noted + 1] = note end
  end
end

function commands.notes(_, _, _, language)
  local sentences = language:sentences(noted)
  noted = {}
  if #sentences == 0 then return end
  command "\\begin{itemize}"
  for _, sentence in ipairs(sentences) do
    command "\\item "
    text(sentence)
  end
  command "\\end{itemize}"
end

function commands.source(_, _, _, language)
  text(read_panel():cite(language.code))
end

-- ---------------------------------------------------------------- figures

-- A value of a series, and its period: the last one, if none is asked for.
local function value_at(series, period)
  if period == "" then return series:last() end
  local at = urssaf.period.parse(period, series.frequency)
  local first, last = series.periods[1], series.periods[#series.periods]
  if at < first or at > last then
    error(("%s is not in these data, which go from %s to %s"):format(at, first, last), 0)
  end
  return series:at(at), at
end

function commands.figure(place, measure, period, language)
  local own, series = figures_of(place, measure)
  local value, at = value_at(series, period)
  keep_notes(own, { at })
  text(language:amount(value, language:kind(series)))
end

function commands.growth(place, measure, period, language)
  local own = figures_of(place, measure)
  local grown = own:yoy()
  local value, at = value_at(grown:get {}, period)
  keep_notes(grown, { at })
  text(language:growth(value))
end

function commands.period(place, measure, _, language)
  local _, series = figures_of(place, measure)
  local _, at = series:last()
  text(language:period(at))
end

-- ---------------------------------------------------------------- a table

-- The panels of several measures of a place, and their series.
local function columns_of(place, measures)
  local panels, columns = {}, {}
  for measure in measures:gmatch "[^,]+" do
    local own, series = figures_of(place, measure:match "^%s*(.-)%s*$")
    panels[#panels + 1], columns[#columns + 1] = own, series
  end
  return panels, columns
end

local function row(first, columns, words_of)
  text(first)
  for _, series in ipairs(columns) do
    command "&"
    text(words_of(series))
  end
  command "\\\\"
end

function commands.table(place, measures, number, language)
  local panels, columns = columns_of(place, measures)
  local count = tonumber(number) or error("the number of periods is not a number: " .. number, 0)
  local periods = columns[1].periods
  local shown = table.move(periods, math.max(1, #periods - count + 1), #periods, 1, {})
  command("\\begin{tabular}{l" .. ("r"):rep(#columns) .. "}\\toprule ")
  row("", columns, function(series) return language:title(series) end)
  command "\\midrule "
  for _, period in ipairs(shown) do
    row(language:period(period), columns, function(series)
      return language:amount(series:at(period), language:kind(series))
    end)
  end
  command "\\bottomrule\\end{tabular}"
  for _, own in ipairs(panels) do keep_notes(own, shown) end
end

-- ---------------------------------------------------------------- a chart

-- The first period of every year, or of every few of them: at most eight.
local function years_of(periods)
  local first = {}
  for i, period in ipairs(periods) do
    if i == 1 or period:sub(1, 4) ~= periods[i - 1]:sub(1, 4) then first[#first + 1] = i end
  end
  local ticks, labels = {}, {}
  for n = 1, #first, math.ceil(#first / 8) do
    ticks[#ticks + 1], labels[#labels + 1] = first[n], periods[first[n]]:sub(1, 4)
  end
  return table.concat(ticks, ","), table.concat(labels, ",")
end

local function points_of(series)
  local points = {}
  for i = 1, #series.periods do
    local value = series.values[i]
    points[i] = ("(%d,%s)"):format(i, value and ("%.10g"):format(value) or "nan")
  end
  return table.concat(points)
end

-- A dashed line where a break begins; its note says what it is.
local function breaks_of(own, series)
  local lines = {}
  for _, note in ipairs(own.notes) do
    for i, period in ipairs(series.periods) do
      if note.kind == "break" and note.periods and note.periods[1] == period then
        lines[#lines + 1] = ("\\draw[urssaf break] ({axis cs:%d,0}|-{rel axis cs:0,0}) --"
          .. " ({axis cs:%d,0}|-{rel axis cs:0,1});"):format(i, i)
      end
    end
  end
  return table.concat(lines)
end

function commands.axis(place, measure, options, language)
  local own, series = figures_of(place, measure)
  local ticks, labels = years_of(series.periods)
  command(("\\begin{axis}[urssaf,ymin=0,xtick={%s},xticklabels={%s},title={"):format(ticks, labels))
  text(language:unit_of(series) or "")
  command("}," .. options .. "]")
  command("\\addplot[urssaf line] coordinates {" .. points_of(series) .. "};")
  command(breaks_of(own, series) .. "\\end{axis}")
  keep_notes(own, series.periods)
end

--- The label of a tick.
function commands.short(number, _, _, language)
  text(language:short(tonumber(number)))
end

-- ---------------------------------------------------------------- calling

-- TeX stops at an error, as at any other; where it goes on, ?? stands in the figure's place.
local function guarded(work)
  return function(first, second, third, language)
    local code = language:find "^fr" and "fr" or "en"
    local ok, problem = pcall(work, first, second, third, languages.of(code))
    if ok then return end
    local message = type(problem) == "table" and problem.message
      or tostring(problem):gsub("^[^\n]-%.lua:%d+: ", "")
    tex.error("Package urssaf Error: " .. message)
    command "\\textbf{??}"
  end
end

for name, work in pairs(commands) do commands[name] = guarded(work) end

return commands
