-- Percent-encoding and queries, both ways.

local url = {}

-- Everything but the unreserved characters.
function url.encode(text)
  return (text:gsub("[^%w%-%._~]", function(c)
    return ("%%%02X"):format(c:byte())
  end))
end

function url.decode(text)
  return (text:gsub("%%(%x%x)", function(hex)
    return string.char(tonumber(hex, 16))
  end))
end

-- "a=1&b=x+y" as { a = { "1" }, b = { "x y" } }: a name may come more than once.
function url.query(text)
  local values = {}
  for pair in text:gmatch("[^&]+") do
    local name, value = pair:gsub("%+", " "):match("^([^=]*)=?(.*)$")
    name = url.decode(name)
    values[name] = values[name] or {}
    table.insert(values[name], url.decode(value))
  end
  return values
end

-- The path as it came and the query taken apart.
function url.split(target)
  local path, query = target:match("^([^?#]*)%??([^#]*)")
  return path, url.query(query)
end

return url
