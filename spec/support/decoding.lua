-- Shared by the specs of urssaf.decode: decoding a body in pieces, results as strings that can be
-- compared, and child processes for scripts that may crash.

local decode = require "urssaf.decode"
local lua = require "spec.support.lua"
local shell = require "spec.support.shell"

local decoding = { BOM = "\239\187\191" }

function decoding.role_list(list)
  local roles = {}
  for i, role in ipairs(list) do
    roles[i] = type(role) == "table" and role or { role = role }
  end
  return roles
end

-- The pieces of a body: each of `size` bytes, or cut after each position in the list `size`.
local function pieces(body, size)
  local list, at = {}, 1
  if type(size) == "table" then
    for _, place in ipairs(size) do
      list[#list + 1] = body:sub(at, place)
      at = place + 1
    end
    list[#list + 1] = body:sub(at)
    return list
  end
  for first = 1, #body, size do list[#list + 1] = body:sub(first, first + size - 1) end
  return list
end

-- Decodes a body in pieces and returns the result of finish(), or nil and the first error. `module`
-- is the decoder, by default the one in C.
function decoding.decoded(body, roles, options, size, module)
  local decoder, has_roles = (module or decode).csv(options), false
  for _, piece in ipairs(pieces(body, size or math.max(#body, 1))) do
    local ok, err = decoder:feed(piece)
    if ok and decoder:header() and not has_roles then
      has_roles = true
      ok, err = decoder:roles(roles)
    end
    if not ok then
      decoder:close()
      return nil, err
    end
  end
  local columns = decoder:columns()
  local result, err = decoder:finish()
  decoder:close()
  return result, err or columns
end

function decoding.place(err)
  return { kind = err.kind, line = err.line, column = err.column, cut = err.cut }
end

-- The place of an error, and its message.
function decoding.told(err)
  local said = decoding.place(err)
  said.message = err.message
  return said
end

-- A string that is the same for two results only if they are equal, integers and floats told apart.
function decoding.dump(value)
  if type(value) == "number" then return ("%.17g %s"):format(value, lua.number_type(value)) end
  if type(value) == "string" then return ("%q"):format(value) end
  if type(value) ~= "table" then return tostring(value) end
  local lines = {}
  for key, inner in pairs(value) do
    lines[#lines + 1] = decoding.dump(key) .. "=" .. decoding.dump(inner)
  end
  table.sort(lines)
  return "{" .. table.concat(lines, ",") .. "}"
end

local MODULUS = 2147483647 -- the products below stay under 2^53, exact as floats too

-- Pseudo-random numbers from 1 to n, the same in each run and on each Lua.
function decoding.generator(seed)
  local state = (seed * 48271 + 12345) % MODULUS
  return function(n)
    state = (state * 48271 + 12345) % MODULUS
    return math.floor(state / MODULUS * n) + 1
  end
end

function decoding.shuffled(list, random)
  local copy = lua.copy(list)
  for i = #copy, 2, -1 do
    local k = random(i)
    copy[i], copy[k] = copy[k], copy[i]
  end
  return copy
end

function decoding.lines(...)
  return table.concat({ ... }, "\n") .. "\n"
end

-- Runs a program that may crash in a process of its own; returns its output.
function decoding.in_child(program)
  local path = os.tmpname()
  shell.write(path, program)
  local ok, code, output = shell.run_here(("LUA_CPATH=%s %s %s"):format(
    shell.quote(package.cpath), shell.lua, path))
  os.remove(path)
  return ok and output or ("exit %d: %s"):format(code, output)
end

-- ---------------------------------------------------------------- the usual columns

decoding.HEADER = "annee;trimestre;jour;code;nom;m;n;vu"

decoding.ROLES = decoding.role_list {
  "year", "quarter", "last_day",
  { role = "dimension", name = "code_departement", rank = 1, width = 2 },
  { role = "attribute", name = "departement", rank = 2, of = 4 },
  { role = "measure", rank = 1 }, { role = "measure", rank = 2 }, "ignored",
}

decoding.GOOD = "2021;2;2021-06-30;01;Ain;10;1.5;x"

return decoding
