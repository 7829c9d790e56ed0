--- CSV in pieces, made into plain tables of series: a module in C (`src/binding/decode.c`),
-- described here for editors and for the reference. `urssaf.csv.lua_decoder` does the same in Lua.
-- Nothing loads this file.
--
--     local decoder = decode.csv { delimiter = ";" }
--     assert(decoder:feed "annee;radiations\n2020;17\n")
--     assert(decoder:roles { { role = "year" }, { role = "measure", rank = 1 } })
--     local made = assert(decoder:finish())
--
-- Wrong arguments, calls in the wrong order and the use of a closed decoder raise.
---@meta urssaf.decode

---@class urssaf.decode
local decode = {}

---@class urssaf.decode.Options
---@field delimiter ";"|","|"\t"|"|"|nil ";" by default
---@field max_line integer? bytes of one line: 1 MiB
---@field max_units integer? 1e6; also, units times measures are at most 16 times this, and at most
-- the larger of this and a million
---@field max_periods integer? 2000: from the first to the last, and rows of a unit

---@alias urssaf.decode.TimeRole "year"|"quarter"|"last_day"|"month_end" the last day is that of a
-- quarter; where there is a month's end instead, the periods are months

---@class urssaf.decode.Role what a column is
---@field role urssaf.decode.TimeRole|"ignored"|"dimension"|"attribute"|"measure" dimensions tell
-- units apart, attributes describe them
---@field name string? its name in the result; by default the header's
---@field rank integer? sorts dimensions and attributes, and measures, in the result
---@field width integer? of a dimension that holds codes: shorter ones are padded with zeros
---@field of integer? of an attribute that gives the names of a dimension's codes: the position of
-- that dimension. The name tells units apart where the code is empty, and beside the code if it is
-- between underscores, as that of a pseudo-unit. Without `of` it counts as an unknown column

---@class urssaf.decode.Column what the cells of an unknown column are
---@field numeric boolean whether all that are filled are numbers
---@field filled boolean whether any is not empty
---@field varies boolean whether they differ within a unit

---@class urssaf.decode.Result
---@field frequency "month"|"quarter"|"year"
---@field periods string[]
---@field series table[] `{ measure =, frequency =, key =, periods =, values = }`, one for each
-- measure of each unit that has a value in any cell
---@field keys table<string, table<string, boolean>> the set of values of each key, by its name, of
-- all units
---@field rows integer how many were read
---@field complete boolean false if the last line has no line end

---@class urssaf.decode.Decoder
local Decoder = {}

--- Starts a decoder.
---@param options urssaf.decode.Options
---@return urssaf.decode.Decoder decoder
function decode.csv(options) end

--- Decodes the next bytes. Once the header is complete, call `roles` before feeding more.
---@param bytes string
---@return boolean? ok
---@return urssaf.Error? err kinds `decode limit`, with `line` and `column`
function Decoder:feed(bytes) end

--- The columns' names; nil before the header is complete.
---@return string[]? header
function Decoder:header() end

--- Sets the roles of the columns, in the order of the header. Call it once, when the header is
-- complete.
---@param roles urssaf.decode.Role[]
---@return boolean? ok
---@return urssaf.Error? err kinds `decode limit`, from rows that were fed with the header
function Decoder:roles(roles) end

--- Ends the input, and describes the unknown columns.
---@return table<integer, urssaf.decode.Column>? columns by position
---@return urssaf.Error? err kinds `decode limit incomplete`
function Decoder:columns() end

--- Ends the input and returns the tables, once.
---@param metatable table? set for each series
---@return urssaf.decode.Result? result
---@return urssaf.Error? err kinds `decode schema limit incomplete`; with `cut`, if the error is in
-- a last line without a line end, which may have been cut
function Decoder:finish(metatable) end

--- Frees the decoder's memory; may be called any number of times.
function Decoder:close() end

return decode
