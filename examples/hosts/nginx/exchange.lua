-- A request that nginx has, and its answer by a function of answer.lua.
-- luacheck: globals ngx

-- An error message may quote the request, and JSON must be UTF-8: the option "u" checks that it is.
local function is_utf8(text)
  local _, _, wrong = ngx.re.find(text, "", "u")
  return not wrong
end

-- The first of several; `?measure` alone is an empty one.
local function first(argument)
  if type(argument) == "table" then argument = argument[1] end
  return argument == true and "" or argument
end

return function(answer)
  local place = ngx.var.uri:match "/departement/(.*)$"
  local arguments = ngx.req.get_uri_args()
  arguments.measure = first(arguments.measure)
  if not is_utf8(place) or not is_utf8(arguments.measure or "") then return ngx.exit(400) end
  local answered = answer { method = ngx.req.get_method(), place = place, arguments = arguments }
  ngx.status = answered.status
  for name, value in pairs(answered.headers) do ngx.header[name] = value end
  ngx.header["Content-Length"] = #answered.body
  ngx.print(answered.body)
end
