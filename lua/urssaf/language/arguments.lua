--- What the methods of a language may be called with. What is wrong raises, in the place of an
-- error of Lua within the library.
local errors = require "urssaf.base.errors"
local numbers = require "urssaf.base.numbers"
local receivers = require "urssaf.base.receivers"

local arguments = {}

-- More than any double has.
local MOST_DECIMALS = 20

-- A check returns whether a value is right; `expected` says what it must be.
local function optional(kind, expected)
  return { expected = expected, is_right = function(value)
    return value == nil or type(value) == kind
  end }
end

local function required(kind, expected)
  return { expected = expected, is_right = function(value) return type(value) == kind end }
end

local NUMBER = optional("number", "a number, or nil")
local TEXT = required("string", "a text")
local UNIT = optional("string", "a unit, such as \"EUR\", or nil")
local DAY = { expected = "a day, such as \"2026-07-16\"", is_right = function(value)
  return not value or type(value) == "string"
end }
local SPAN_END = required("string", DAY.expected)
local NAME = required("string", "the name of a measure")
local PERIOD = required("string", "a period, such as \"2021-Q2\"")
local SERIES = { expected = "a series", is_right = function(value)
  return type(value) == "table" and (value.measure == nil or type(value.measure) == "string")
end }
local KEY = { expected = "a unit's key, such as { code_departement = \"01\" }",
  is_right = function(value)
    if type(value) ~= "table" then return false end
    for name, part in pairs(value) do
      if type(name) ~= "string" or type(part) ~= "string" then return false end
    end
    return true
  end }
local NOTE = { expected = "a note", is_right = function(value)
  return type(value) == "table" and type(value.kind or value.message) == "string"
end }
local LIST = { expected = "a list of notes", is_right = function(value)
  return type(value) == "table" and (value[1] == nil or type(value[1]) == "table")
end }
local NOTES = { expected = "a list of notes, or nil", is_right = function(value)
  return value == nil or LIST.is_right(value)
end }
local DECIMALS = { expected = "a whole number of decimals, up to " .. MOST_DECIMALS,
  is_right = function(value)
    return value == nil or numbers.integer(value) and value >= 0 and value <= MOST_DECIMALS
  end }

local AUDIENCES = { library = true, command = true, readers = true }

local AUDIENCE = { expected = "\"library\", \"command\", \"readers\", or nil",
  is_right = function(value) return value == nil or AUDIENCES[value] end }

-- By method, the checks of its arguments.
local OF_METHODS = {
  number = { NUMBER, DECIMALS }, fine = { NUMBER }, percent = { NUMBER, DECIMALS },
  growth = { NUMBER, DECIMALS }, signed = { TEXT, NUMBER }, short = { NUMBER, NUMBER, NUMBER },
  value = { NUMBER, UNIT }, amount = { NUMBER, UNIT }, in_euros = { TEXT }, unit = { UNIT },
  kind = { SERIES }, kind_of_change = { SERIES }, unit_of = { SERIES }, title = { SERIES },
  label_of = { SERIES }, label = { NAME }, period = { PERIOD }, part_of_year = { PERIOD },
  within = { PERIOD }, day = { DAY }, days = { SPAN_END, SPAN_END }, place = { KEY, NOTES },
  place_parts = { KEY }, place_of = { SERIES, NOTES }, note = { NOTE, AUDIENCE },
  sentences = { LIST, AUDIENCE },
}

local function refuse(name, position, check, value)
  errors.misuse("%s: argument %d must be %s, got %s", name, position, check.expected,
    numbers.shown(value))
end

-- A method that looks at its arguments first. None has more than three.
local function checked(name, method, checks)
  local first, second, third = checks[1], checks[2], checks[3]
  return function(self, a, b, c)
    if not first.is_right(a) then refuse(name, 1, first, a) end
    if second and not second.is_right(b) then refuse(name, 2, second, b) end
    if third and not third.is_right(c) then refuse(name, 3, third, c) end
    return method(self, a, b, c)
  end
end

--- Has the methods of languages check their object and their arguments.
---@param methods table<string, function>
function arguments.check(methods)
  for name, checks in pairs(OF_METHODS) do
    methods[name] = checked(name, methods[name], checks)
  end
  receivers.check(methods, "language", "code")
end

return arguments
