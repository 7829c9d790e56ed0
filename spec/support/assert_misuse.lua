-- Asserts that a call raises an error whose message contains all these words. The error must not
-- name a line of the library: misuse is blamed on the caller.
local assert = require "luassert"

return function(work, ...)
  local ok, message = pcall(work)
  assert.is_false(ok)
  assert.is_string(message)
  assert.is_nil(message:find("lua/urssaf", 1, true), "the place is not the caller's: " .. message)
  for _, words in ipairs { ... } do assert.matches(words, message, 1, true) end
end
