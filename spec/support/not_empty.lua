-- Loops over what must not be empty: assertions about each item of nothing would all hold.
--
--   for _, request in not_empty.list(portal:requests(base_url)) do … end
--   for path in not_empty.matches(listing, "%S+") do … end
local not_empty = {}

function not_empty.list(list)
  if list[1] == nil then error("an empty list: there is nothing to look at", 2) end
  return ipairs(list)
end

function not_empty.matches(text, pattern)
  if not text:find(pattern) then error(("nothing matches '%s'"):format(pattern), 2) end
  return text:gmatch(pattern)
end

return not_empty
