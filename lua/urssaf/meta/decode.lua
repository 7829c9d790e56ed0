--- CSV in pieces, made into plain tables of series: a module in C (`src/binding/decode.c`; the same in Lua
-- is `urssaf.decode_lua`), described here for editors and for the reference. Nothing loads this
-- file.
--
--     local decoder = decode.csv { delimiter = ";" }
--     assert(decoder:feed "annee;radiations\n2020;17\n")
--     assert(decoder:roles { { role = "year" }, { role = "measure", rank = 1 } })
--     local made = assert(decoder:finish())
--
-- Wrong arguments, calls in a wrong order and the use of a closed decoder raise.
---@meta urssaf.decode

---@class urssaf.decode
local decode = {}

---@class urssaf.decode.Options
---@field delimiter ";"|","|"\t"|"|"|nil ";" by default
---@field max_line integer? bytes of one line: 1 MiB
---@field max_units integer? 1e6
---@field max_periods integer? 2000

---@class urssaf.decode.Role what a column is
---@field role "year"|"quarter"|"last_day"|"ignored"|"dimension"|"attribute"|"measure"
---@field name string? its name in the result; by default the header's
---@field rank integer? its place among those of its role
---@field width integer? of a dimension: of codes, which are filled up with zeros on their left
---@field of integer? of an attribute: the position of the dimension that it says the name of

---@class urssaf.decode.Column what the cells were of an attribute of no code
---@field numeric boolean whether all were numbers
---@field filled boolean whether there was one
---@field varies boolean whether it differs within a unit

---@class urssaf.decode.Result
---@field frequency "quarter"|"year"
---@field periods string[]
---@field series table[] `{ measure =, frequency =, key =, periods =, values = }`
---@field keys table<string, table<string, boolean>> the values that each key has
---@field rows integer how many there were
---@field complete boolean false if the last line has no end

---@class urssaf.decode.Decoder
local Decoder = {}

--- Begins.
---@param options urssaf.decode.Options
---@return urssaf.decode.Decoder decoder
function decode.csv(options) end

--- Takes in the next bytes. Once the header is in, it waits until `roles` says what the columns
-- are.
---@param bytes string
---@return boolean? ok
---@return urssaf.Error? err kinds `decode limit`, with `line` and `column`
function Decoder:feed(bytes) end

--- The columns' names; nil before they are in.
---@return string[]? header
function Decoder:header() end

--- Says what each column is, once the header is in: a list as long as it.
---@param roles urssaf.decode.Role[]
---@return boolean? ok
---@return urssaf.Error? err kinds `decode limit`, of the rows that came with the header
function Decoder:roles(roles) end

--- Ends the input, and says what the cells were of each attribute of no code.
---@return table<integer, urssaf.decode.Column>? columns by position
---@return urssaf.Error? err kinds `decode limit incomplete`
function Decoder:columns() end

--- Ends the input and gives the tables, once.
---@param metatable table? of each series
---@return urssaf.decode.Result? result
---@return urssaf.Error? err kinds `decode limit incomplete`; `cut`, if it comes of a last line
-- without an end
function Decoder:finish(metatable) end

--- Gives its memory back; may be called any number of times.
function Decoder:close() end

return decode
