-- The library's `wait` in nginx: lets the worker do other things for a moment.
-- luacheck: globals ngx

-- nginx watches no descriptors of others, so a session has to be looked at: at most so many seconds
-- pass before the library sees what has come.
local LONGEST = 0.005

return function(session, seconds)
  ngx.sleep(math.min(seconds, session:timeout() or seconds, LONGEST))
end
