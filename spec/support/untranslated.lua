-- luacheck: ignore 631
-- The English texts of the sources that have no French one, since no run of the command prints them,
-- and why. A line is a text as `sentences.plain` gives it.
local groups = {
  -- What is wrong with a call that only a program can make: the command makes none of these.
  calls = [[
%s: a %s that JSON cannot hold
no chart is called '%s'%s
a number of pixels from %s to %s
a letter, and after it letters, digits, _ or -
a place, or a list
a place, or a list of places
a panel, a series or a list of series expected, got %s
revisions expected, got %s
a panel expected, got %s
a table of fields and values, or an ODSQL string
a table with a field
option '%s' is libcurl's: set it in your own transport instead
attempt to use a closed client
urssaf.loop.copas waits in a thread of copas: call the library in one (copas.addthread)
no arguments
luv itself, or nothing
a function, as those of urssaf.loop return
urssaf.loop.%s takes %s, not %s: write wait = urssaf.loop.%s()
a wait of urssaf.loop is called by the library: give it as the option 'wait'
option 'wait' is false: the loop that urssaf.loop was asked for is missing, and the function's second result says what to install
a step takes a number of seconds, not %s
index: say when it is 100, as index(2015) or index("2021-Q2"), got %s
slice takes two periods, as slice(2015, "2020-Q2"), not a table with both
a step takes lists of sockets, as select does, not %s
a step takes lists of sockets, and %s in one has no method getfd
%s cannot be loaded in %s: %s; install %s
luv (Debian's lua-luv, or luarocks install luv)
cqueues (Debian's lua-cqueues, or luarocks install cqueues)
copas (luarocks install copas, or Debian's lua-copas, which is in /usr/share/lua/5.1)
luasocket (Debian's lua-socket, or luarocks install luasocket)
the session was opened before a fork: open another one in this process
say what is to be removed: keep = how many stay, before = a day
this host has no io to open a path with: pass { text = … }
a path, or { text = … }, expected, got %s
text must be a string, got a %s
unknown field '%s' beside text: options are the second argument
attempt to use a closed decoder
roles are given once, after the header is in
the header is in: call roles before feeding more
attempt to feed a decoder after the end
the header is in: call roles before %s
call columns before finish
attempt to finish a decoder twice
%s is a %s, and its rule here is '%s': option '%s' is for measures the library does not know
filter it, or use multiples
filter or aggregate it
%s: the option how leaves it out
one of %s, or a table of these (or "leave") by measure
unknown kind of place '%s': departement, region or ancienne_region
unknown style '%s': 'iso' or 'fr' expected
a text, or { fr = , en = }
one of ; , TAB |
a number, zero or more
true or false
a table with a function decode, such as lua-cjson's
a list of columns other than those of time
given to urssaf.client
an empty table
a table of options expected, got %s
unknown frequency '%s': 'month', 'quarter' or 'year' expected
a whole number of periods expected, got %s
a whole number of quarters expected, got %s
a place is a code or a name, or a table such as { region = "84" }
by: a key or a list of keys expected, such as "code_region", got %s
cite: unknown style '%s'%s; the styles are: %s
%s 'common': %s is a sum whose units are no longer known: add up last
%s: %s 'common' is not for ratios
a list of series
a list of notes
a list of notes { kind = , message = }
a text, or a table such as { attribution = , title = }
series %s (%s, %s)
series %s: a series, or a table, expected, got %s
series %s is a panel: give its series
%s has %ss, %s: a panel has one frequency, and panel:quarterly() or panel:annual() make longer periods
the panel %ss
%s has %ss
say which frequency: "month", "quarter" or "year"
%s is there already, as %s: a unit has one series of a measure
periods: the series go from %s to %s, which is not all in there
base: shorter than a %s
base: %s
by: say the measure that is the price index
base: say the period or year whose prices are taken
deflate: no measure %s is in current euros
that is asked for
of these data
base: %s has no value above zero in all of %s
diff: the %s panel expected, got %s
another table
rows and columns shape a wide table: leave them out, or layout = "%s"
a finite number
a list of tables
a table: heading by key
by: say by which key, by = "code_departement"
measure: say the name of the new measure, of letters, digits and _
%s: a flow belongs to a period: by = { …, "period" }, or another nature
%s: the table has the flow of a %s, which is not that of each %s in it: take panel:annual() first, or another nature
not a finite number
%s, %s: the value is %s, which cannot be written
%s, row %s: %s
this host has no io to open a file with: pass rows = …
rows: a list of tables expected, got a %s at %s
rows: row %s has a field that is no name: %s
rows: a list of tables expected, got an empty table
say file = …, or rows = …
%s: unknown field '%s'%s
%s: %s must be %s, got %s
%s: say which measure it is
%s: key must be a table, such as { code_departement = "01" }, got %s
%s: '%s' cannot be the name of a key
%s: the key %s must be a text, such as "01", got %s
%s, %s: a finite number expected, or nil where there is no value, got %s
from %s to %s there are more than %s %ss: is one of them misspelt?
%s: periods must be a list, such as { "2021-Q1", "2021-Q2" }, got %s
%s: %s follows %s; the periods must be consecutive, with nil among the values where there is none
%s: the value '%s' is of no %s: write 2021-06, 2021-Q2 or 2021
%s: %s is there twice
%s: there is a value number %s, and the number of periods is %s
series %s
%s: values must be a table, got %s
%s: say which periods the values belong to: periods = { "2021-Q1", … }, or values = { ["2021-Q1"] = 12, … }
a list of panels
with: a measure's name expected, got %s
a selection, such as { departement = "Isère" }
revisions: say which measure
a table expected, such as { measure = "immatriculations" }, got %s
%s: a name or a code expected, or a list of them, or a function, got %s
%s: a value, a list of values or a function expected, got a table that is no list
%s rows of %s columns: %s
%s records
: the dataset comes before the options, as in fetch("…", { … })
: say where = { %s = … }
: nothing that this call returns is kept
a key for each value expected, such as { departement = "Isère" }, got a list
option 'wait' is coroutine.yield, and this call is in no coroutine that could be resumed: leave it out, or call within coroutine.create
%s: %s to %s, %s
%s, %s note%s
%s is a method of a %s, and was called without one: write %s:%s(…), with a colon
a table that is no list
a table whose %s is a text
a table that does not contain itself
a list of notes that do not contain themselves
map: a function expected, got %s
map: the function must return a finite number, or nil for missing, got %s
a text of words, or a list of words
a value of where has a NUL byte in it
'%s' is not a field's name: letters, digits and _ expected
a value of where is not a finite number
a value of where must be a string or a number, got %s
where.%s is an empty list
where.%s is not a list of values
transport must return a status, a table of headers and the body, or nil and what went wrong; it returned a %s, a %s and a %s
the host's transport left the body encoded (%s)
the host's transport failed, and did not say why
report: a panel expected, got %s
option '%s': the sample has no measure '%s'%s
cannot be removed: %s
this host has no io
closed file
]],
  -- The part of a message that is about Lua, which the command leaves out.
  lua = [[
measures = { … } asks for fewer
urssaf.calendar { dataset = … } reads it
urssaf.describe tells its columns
]],
  -- What a panel, a report of `check` or a comparison says of itself when it is printed in Lua.
  objects = [[
an unknown day
none known
%s, %s rows
%s, published %s
%s: published %s, %s rows, %s
%s: last release %s, next %s
urssaf %s in %s: decoder %s, transport %s, JSON %s, cache %s, loops %s
: %s transfers under way
under way
reads the header
waits for roles
reads rows
for information
nothing found
not checked: %s: %s
not ok:
, in what was checked
%s was %s
(%s in all)
%s: %s of %s revised%s, %s appeared, %s vanished
the largest revisions:
%s, %s, %s: %s, before %s%s
two panels
%s, published %s, compared with %s
no difference in %s
not compared: %s: %s
%s to %s
no period
, published %s
, %s note%s
%s: %s series, %s%s%s
%s, %s: %s, %s of %s values
age %s: %s of %s revised, by %s on average, at most %s (%s)
%s, age %s: %s, before %s
published %s, to %s
on an unknown day
total: %s to %s, %s
source without a title
published %s
%s row%s
%s: %s bytes
%s, %s: %s publications
figures mostly stay from the age of %s %ss on
]],
  -- What the library's option `log` tells, which --verbose says in words of its own.
  log = [[
GET %s: %s, %s bytes in %s ms, %s
status %s
no response
GET %s: ended before its end, %s bytes in %s ms
GET %s: not sent, %s
asked again in %s ms, because %s
nothing is to be kept
it is to be downloaded whatever is kept
nothing that is kept answers this
the portal was last asked %s
%s min ago
in the future: the clock was set back
what is kept is damaged
cache: %s, because %s
read %s, %s bytes
what is kept is not the newest publication
the portal could not be asked
the portal has no newer publication
the portal is not to be asked
the portal was asked a short time ago
read %s
]],
  -- Parts of notes, whose French sentences are in `language/notes` and `language/unit_notes`.
  notes = [[
, unless this publication has re-allocated them, which these figures do not tell
, to judge by the date of these data
the two ends are different %ss, and the data are not seasonally adjusted
the base is not a whole year, so that other %ss are compared with it, and the data are not seasonally adjusted
in euros of %s: divided by %s, which is 1 there
missing in euros of %s, where %s has no value in the base: %s
from %s, not from Urssaf
not from Urssaf
no unit of these data is %s
missing for %s, which the table lacks
the unclassified remainder, which is no place and no sector, is left out%s
an adjustment (calage) is %s%s: %s, and this row makes the parts add up to the published whole
a company that is present in several regions counts in each
Urssaf adjusts each level for the season by itself
Urssaf alters cells that would tell of someone
Urssaf adjusts each level for the season by itself, alters cells that would tell of someone, or counts a company in each of its regions
, %s %% of the total in %s
which these data do not cover
of which there is no figure
which was left out
]],
  -- Parts of messages that have French texts as a whole.
  parts = [[
another user owns
everybody may write in
a group may write in
%s %s, and could change what is kept: name a folder of your own, or this one if you trust them (URSSAF_CACHE_DIR)
a spreadsheet or a zip archive: save it as CSV
a Parquet file: save it as CSV
compressed: unpack it first
UTF-16: save it as CSV in UTF-8
a page: save the CSV export of the portal
JSON: save the CSV export of the portal
%s is %s
%s is a %s
a carriage return without
%ss from %s to %s
no %s
no %s '%s'%s
%s of
%s of %s
no connection%s%s: %s
it equals the sum of all others in %s, in %s %s cells where every unit has a value%s
an address such as http://user:password@host:3128; in the user name and the password, write @ as %40, # as %23, / as %s, ? as %s, % as %25 and a blank as %20
]],
  -- Names, marks, and what is asked of the portal or of other programs.
  names = [[
char device
%s or %s
one too many
an entry of the cache
an entry
the query
the text
first day
last day
of year
column %s
year %s
non classe ailleurs
_non classé ailleurs_
La Réunion
974 La Réunion
Centre-Val de Loire
25 Doubs;39 Jura;70 Haute-Saône;90 Territoire de Belfort
Grand Est
Pays de la Loire
Provence-Alpes-Côte d'Azur
full-time job
licence %s
gaps of
parts of
total of %s
by date
Apikey %s
stty size 2>/dev/null </dev/tty
^([1-4])([^ %s]*) ?trimestre (%s%s%s%s)$
and as asc avg by count date_format day dayofweek desc distinct equi false group
hour ifnull in is like or limit lower max millisecond min minute month not null quarter range
search second select sum top true upper where year
%s in (%s)
) and (
default-src 'none'; style-src %s'unsafe-inline'; script-src %s; img-src data:; base-uri 'none'; form-action 'none'
"fr" or "en"
width=device-width, initial-scale=1
urssaf (Lua)
<!DOCTYPE html>
--file %s
--dataset %s
--missing %s
--lang %s
Auto-entrepreneurs, par département (données synthétiques)
urssaf (Lua), données synthétiques
]],
  -- XML of workbooks, and what is said to other programs.
  code = [=[
<row r="%s">%s</row>
<row r="%s">
perl -e 'alarm shift; exec @ARGV' %s %s
$(timeout --foreground 1 true 2>/dev/null && echo timeout --foreground || echo timeout)
rm -rf %s
CAST(date AS DATE) AS date
CAST(%s AS %s) AS %s
COPY (SELECT * REPLACE (%s) FROM read_csv('panel.csv', header = true, delim = ',', quote = '"', escape = '"', all_varchar = true, nullstr = '', max_line_size = 33554432)) TO 'panel.parquet' (FORMAT parquet)
(async () => {
const instance = await DuckDBInstance.create(":memory:");
const connection = await instance.connect();
await connection.run(process.argv[1]);
env NODE_PATH=%s %s -e %s %s
printf "%s:%s\n" "$NODE_PATH" "$(npm root -g)"
cd / && env NODE_PATH=%s %s -p %s
cd %s && exec %s
<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
%s<styleSheet xmlns="%s"><numFmts count="1"><numFmt numFmtId="164" formatCode="yyyy\-mm\-dd"/></numFmts><fonts count="2"><font><sz val="11"/><name val="Calibri"/></font><font><b/><sz val="11"/><name val="Calibri"/></font></fonts><fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills><borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders><cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs><cellXfs count="5"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="164" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/><xf numFmtId="49" fontId="1" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/><xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf></cellXfs><cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles></styleSheet>
<Override PartName="/xl/worksheets/sheet%s.xml" ContentType="%sworksheet+xml"/>
%s<Types xmlns="%scontent-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="%ssheet.main+xml"/>%s<Override PartName="/xl/styles.xml" ContentType="%sstyles+xml"/><Override PartName="/xl/sharedStrings.xml" ContentType="%ssharedStrings+xml"/></Types>
<Relationship Id="rId%s" Type="%s/%s" Target="%s"/>
%s<Relationships xmlns="%srelationships">%s</Relationships>
<definedName name="_xlnm._FilterDatabase" localSheetId="%s" hidden="1">'%s'!%s</definedName>
<sheet name="%s" sheetId="%s" r:id="rId%s"/>
%s<workbook xmlns="%s" xmlns:r="%s"><sheets>%s</sheets>%s</workbook>
<pane ySplit="1" topLeftCell="A2" activePane="bottomLeft" state="frozen"/><selection pane="bottomLeft" activeCell="A2" sqref="A2"/>
<col min="%s" max="%s" width="%s" customWidth="1"/>
<autoFilter ref="%s"/>
%s<worksheet xmlns="%s"><dimension ref="%s"/><sheetViews><sheetView%s workbookViewId="0">%s</sheetView></sheetViews><cols>%s</cols><sheetData>
%s</sheetData>%s<ignoredErrors><ignoredError sqref="%s" numberStoredAsText="1"/></ignoredErrors></worksheet>
%s<sst xmlns="%s" uniqueCount="%s">%s</sst>
]=],
}

local known = {}
for _, group in pairs(groups) do
  for line in group:gmatch "[^\n]+" do known[line] = true end
end

return known
