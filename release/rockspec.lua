-- The rockspec of the version that lua/urssaf/base/version.lua names: the one that builds a checkout,
-- with another version and another source. `make rockspec` writes it, and a spec compares.
--
--     lua5.4 release/rockspec.lua > rockspec/urssaf-0.1.0-1.rockspec
local CHECKOUT = "rockspec/urssaf-scm-1.rockspec"

local SOURCE = [[
-- There is no public address yet: the source is in the source rock (.src.rock), beside this file.
-- `luarocks make` with this file builds the unpacked archive.
source = { url = "file://urssaf-%s.tar.gz", dir = "urssaf-%s" }
]]

local function read(path)
  local file = assert(io.open(path, "rb"))
  local text = file:read "*a"
  file:close()
  return text
end

-- Exactly one place, or something else is meant.
local function replaced(text, old, new)
  local first, last = text:find(old)
  assert(first and not text:find(old, last + 1), CHECKOUT .. ": not once: " .. old)
  return text:sub(1, first - 1) .. new .. text:sub(last + 1)
end

local version = dofile "lua/urssaf/base/version.lua"
local text = replaced(read(CHECKOUT), 'version = "scm%-1"', ('version = "%s-1"'):format(version))
io.write((replaced(text, "%-%- There is no public address[^\n]*\nsource = [^\n]*\n",
  SOURCE:format(version, version))))
