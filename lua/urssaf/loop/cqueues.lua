--- Waiting in cqueues: see `urssaf.loop.cqueues`.
--
-- cqueues keeps a descriptor in its kernel queue after `poll` has returned, and fails once it is
-- closed ("unable to update event disposition: Bad file descriptor"). `cqueues.cancel` takes it
-- out, which has to happen before libcurl closes it. It is put in again if another thread polls it
-- and is not resumed yet; so of a session's naps only one, the leader, polls the descriptors, until
-- its own thread ends that.
local waits = require "urssaf.loop.waits"

local loop = {}

local unpack = table.unpack or unpack -- luacheck: ignore 113 143 (Lua 5.1 has it as a global)

-- session -> its naps, and their leader
local groups = setmetatable({}, { __mode = "k" })

local Nap = waits.class()

function Nap:unwatch()
  local objects = self.objects
  self.objects = {}
  for _, object in ipairs(objects) do self.cqueues.cancel(object.pollfd) end
end

function Nap:wake()
  self.is_awake = true
  self:unwatch()
  self.condition:signal()
end

-- Has it look who leads, and which descriptors there are.
local function refresh(nap)
  nap.is_stale = true
  nap.condition:signal()
end

function Nap:close()
  local group = self.group
  group.naps[self] = nil
  self:unwatch()
  if group.leader ~= self then return end
  group.leader = next(group.naps)
  if group.leader then refresh(group.leader) end
end

local function objects_of(session)
  local objects = {}
  for i, watched in ipairs(session:fds() or {}) do
    objects[i] = { pollfd = watched.fd,
      events = (watched.read and "r" or "") .. (watched.write and "w" or "") }
  end
  return objects
end

function Nap:rest()
  local left
  repeat
    self.is_stale, left = false, math.max(0, self.ends - self.cqueues.monotime())
    if self.group.leader == self then self.objects = objects_of(self.session) end
    self.cqueues.poll(self.condition, left, unpack(self.objects))
    self:unwatch()
  until self.is_awake or not self.is_stale or left == 0
end

local function start(cqueues, condition, session, seconds)
  local group = groups[session] or { naps = {} }
  groups[session] = group
  local nap = setmetatable({ cqueues = cqueues, condition = condition.new(), session = session,
    group = group, objects = {}, ends = cqueues.monotime() + seconds }, Nap)
  if group.leader then refresh(group.leader) end -- there may be others than it knows
  group.leader = group.leader or nap
  group.naps[nap] = true
  return nap
end

--- See `urssaf.loop.cqueues`.
---@return urssaf.Wait|false wait
---@return urssaf.Error? err kind `host`
function loop.wait()
  local cqueues, err = waits.library("cqueues",
    "cqueues (Debian's lua-cqueues, or luarocks install cqueues)")
  if not cqueues then return false, err end
  local condition = require "cqueues.condition"
  return waits.of(function(session, seconds)
    return start(cqueues, condition, session, seconds)
  end)
end

return loop
