--- The messages of the library as the command prints them: without what they say of Lua, and with
-- the command's own options in the place of the library's.
--
-- A failure names the part of its message that is about Lua (`in_lua`). Misuse raises a plain text:
-- what stands for its Lua is here. spec/cli/plain_message_spec.lua reads every text in the sources
-- that a command may print.
local messages = require("urssaf.base.lazy") "urssaf.language.messages"

local plain_message = {}

-- What is left out or said in other words: patterns and what stands in their place, tried in this
-- order.
local WORDS = {
  -- a panel is what a program has; who calls the command has data
  { "this panel has n", "these data have n" }, { "this panel has a", "these data have a" },
  { "this panel does not", "these data do not" }, { "([io][nf]) this panel", "%1 these data" },
  { "of a unit of these data by ([^:]+): its first is (.-), the panel's '",
    "of a unit of these data by %1: its first is %2, theirs '" },
  { ", and this panel (.-)s: add the table", ", and these data %1s: add the table" },
  { ": its places are", ": their places are" }, { ": its units are no", ": their units are no" },
  { "^(%l+): (.* is outside) the grid, ", "--%1: %2 these data, " },
  { "is outside the grid, ", "is outside these data, " },
  { "than the panel", "than the data" }, { "^revisions: one panel has", "one publication has" },
  { "^fill: (.*): fill the panel that it was made of$", "--missing zero: %1" },
  -- bounds, for which the command has no options
  { " %(max_%a+%)", "" },
  -- what is not installed
  { ", or pass json = .*$", "" }, { ", or pass transport = .*$", "" },
  -- the cache
  { ": name one %(cache_dir%)", ": URSSAF_CACHE_DIR names one" },
  { "name a folder of your own, or this one if you trust them %(cache_dir%)",
    "URSSAF_CACHE_DIR names a folder of your own, or this one if you trust them" },
  { "; fetch it again with cache = \"refresh\"", "; --refresh fetches it again" },
  { ": fetch it once while the portal can be reached", "" },
  { "option 'as_of' reads what is kept: it cannot be used with cache = \"[%l%%]+\"",
    "--as-of reads what is kept: leave out --refresh" },
  { ", or a time as in panel.source", "" },
  { "; urssaf%.vintages lists what is", "; 'urssaf vintages' lists what is" },
  { "urssaf%.vintages lists", "'urssaf vintages' lists" },
  -- the environment
  { "with an api_key", "with an API key (URSSAF_API_KEY)" },
  { "%l+_%l+ %(an option, or (URSSAF_%u+_%u+)%)", "%1" },
  { "option 'api_key'", "URSSAF_API_KEY" }, { "base_url", "URSSAF_BASE_URL" },
  -- sums and changes
  { "; take at%(period%) for the level.*$", "" },
  { "; a ratio that panel:with adds.*$", "" },
  { "; take change for how much it rose or fell$", "" },
  { ", use %l+ or yoy$", "" },
  { "mom is for", "--monthly-growth is for" }, { "qoq is for", "--quarterly-growth is for" },
  { ": say how it is combined, how = .*$", ": --nature flow, stock or count says what it is" },
  { ": say how they are combined, how = .*$",
    ": --nature flow, stock or count says what they are" },
  { ", and its rule here is \"[%l%%]+\": how is for measures", ": --nature is for measures" },
  { "units = \"common\" is not", "--units common is not" },
  { "units = \"common\": ", "--units common: " },
  -- charts
  { ": filter one measure, or use multiples with scale = \"own\"", "" },
  { ": say scale = \"own\"", "" },
  { ": filter it, or use multiples$", "" }, { ": filter or aggregate %l+$", "" },
  { ": filter or aggregate the panel$", "" }, { "%f[%l]by = \"departement\": ", "" },
  -- tables
  { "^bare is for wide tables: say which columns", "--bare is for tables: say --wide KEY" },
  { "say measure = \"([%w_%%]+)\", or columns = \"measure\"",
    "-m %1 takes one measure, --wide measure has a column for each" },
  { "aggregate { by = \"([%w_%%]+)\" } adds", "--by %1 adds" },
  { "columns = \"([%w_%%]+)\" tells", "--wide %1 tells" },
  { ", filter chooses", ", --where chooses" },
  { "filter the panel to one unit, or say columns = \"([%w_%%]+)\"",
    "name one place, or say --wide %1" },
  { "filter the panel to one %(from, to%), or say rows = \"period\"",
    "--from and --to choose one" },
  { "filter the panel to one of them", "choose one of them" },
  { ": say measure = \"([%w_%%]+)\", or [%l%%]+, and filter or aggregate the panel first$",
    ": -m chooses a measure, --wide KEY what has the columns" },
  { ", so take \"measure\"", "" },
  { "leave out date, or say rows = \"period\"", "leave out --date" },
  -- files of one's own
  { "; say column = \"…\" for the one with the values",
    "; --per-column names the one with the values" },
  { "aggregate the panel by ([^ ]+) first, or say nature = \"ratio\" if it is never added",
    "the file lacks what tells them apart" },
  { ", take it in with dimensions = { \"[%w_%%]+\" }, else take it out of the file",
    ", the file cannot be read; else take that column out of it" },
  { "; for another ratio say { numerator = , denominator = }", "" },
  -- periods, places, options
  { ", or say which to period.parse: \"month\" or \"quarter\"", "" },
  { "must be \"(%l+)\" or \"(%l+)\"", "must be %1 or %2" },
  { "such as \"([^\"]*)\"", "such as %1" }, { "got \"([^\"]*)\"", "got '%1'" },
  { "%f[%w_]([%w_%%]+) = '", "%1 '" },
}

-- "option 'as_of'" is the option --as-of.
local function named_option(name)
  return "--" .. name:gsub("_", "-")
end

local function without_part(message, part)
  for _, form in ipairs { " (%s)", "; %s" } do
    local first, last = message:find(form:format(part), 1, true)
    if first then message = message:sub(1, first - 1) .. message:sub(last + 1) end
  end
  return message
end

--- The message of an error in French, whose texts name the command's own options.
---@param err { message: any, in_lua: string? }
---@return string
function plain_message.in_french(err)
  local message = tostring(err.message)
  if err.in_lua then message = without_part(message, err.in_lua) end
  message = message:gsub(" %(max_%a+%)", ""):gsub("%s*[\r\n]+%s*", " ")
  local said = messages.in_french(message)
  -- the portal's own words are quoted, unless they are known
  if err.error_code and said == message then said = messages.typeset("« " .. said .. " »") end
  return (said:gsub("l'option «\194\160([%l_]+)", function(name)
    return "l'option «\194\160" .. named_option(name)
  end))
end

--- The message of an error.
---@param err { message: any, in_lua: string? }
---@return string
function plain_message.of(err)
  local message = tostring(err.message)
  if err.in_lua then message = without_part(message, err.in_lua) end
  for _, one in ipairs(WORDS) do message = message:gsub(one[1], one[2]) end
  return (message:gsub("option '([%l_]+)'", named_option))
end

return plain_message
