-- What is kept: the folder of the cache, in which somebody else wrote.
local answers = require "spec.cost.answers"
local shell = require "spec.support.shell"

local GIB = 1024 * 1024 * 1024

local BASE = "https://portal.invalid/api"

-- Kept by the library itself, from a portal without a network.
local function keep(folder)
  local urssaf = require "urssaf"
  return assert(urssaf.fetch("attack", { base_url = BASE, cache_dir = folder, cache = "refresh",
    transport = function(url)
      local body = url:find "/records" and '{"total_count":2}'
        or url:find "/exports/" and "annee;trimestre;region;radiations\n2021;1;A;1\n2021;2;A;2\n"
        or answers.metadata(answers.FIELDS)
      return 200, {}, body
    end }))
end

local function paths(folder)
  local list = {}
  for path in shell.run_line(("find %s -type f"):format(folder)):gmatch "%S+" do
    list[path:match "%.(%a+)$"] = path
  end
  return list
end

-- Keeps a publication, then does this to its files; returns how many bytes are on the disk or said
-- to be.
local function tampered(command, bytes)
  return function(n, folder)
    keep(folder)
    local there = paths(folder)
    shell.run_line(command:gsub("%$(%a+)", {
      n = ("%.0f"):format(n), json = there.json, csv = there.csv,
      folder = there.json:match "^(.*)/" }))
    return bytes and bytes(n) or n
  end
end

local function only(urssaf, folder)
  return urssaf.fetch("attack", { base_url = BASE, cache_dir = folder, cache = "only" })
end

local function vintages(urssaf, folder)
  return urssaf.vintages("attack", { base_url = BASE, cache_dir = folder })
end

local function none()
  return 1
end

local function refresh(_, folder)
  return keep(folder)
end

local MANY_ABANDONED = [[cd $folder && for i in $(seq 1 $n); do echo .new-$i; done > $folder/../list
  xargs mkdir < ../list; xargs touch -d '3 days ago' < ../list]]

local MANY_FILES = [[cd $folder && seq 1 $n | sed 's/$/.json/' | xargs touch]]

return {
  { name = "a csv that grew", bound = "max_bytes", size = GIB, ends = "cache", call = only,
    memory = { 0, 8 }, seconds = { 0, 0.1 }, prepare = tampered "truncate -s $n $csv" },
  { name = "a json that grew", bound = "MOST_BYTES", size = GIB / 4, ends = "cache", call = only,
    memory = { 0, 16 }, seconds = { 0, 0.1 }, prepare = tampered "truncate -s $n $json" },
  { name = "a json that grew, listed", bound = "MOST_BYTES", size = GIB / 4, ends = "ok",
    call = vintages, memory = { 0, 16 }, seconds = { 0, 0.1 },
    prepare = tampered "truncate -s $n $json" },
  { name = "a pipe as json", size = 1, ends = "cache offline", call = only,
    memory = { 0, 8 }, seconds = { 0, 0.1 }, prepare = tampered("rm $json; mkfifo $json", none) },
  { name = "a pipe as csv", size = 1, ends = "cache", call = only,
    memory = { 0, 8 }, seconds = { 0, 0.1 }, prepare = tampered("rm $csv; mkfifo $csv", none) },
  { name = "a device as csv", size = 1, ends = "cache", call = only,
    memory = { 0, 8 }, seconds = { 0, 0.1 },
    prepare = tampered("rm $csv; ln -s /dev/zero $csv", none) },
  { name = "a device as json", size = 1, ends = "cache offline", call = only,
    memory = { 0, 8 }, seconds = { 0, 0.1 },
    prepare = tampered("rm $json; ln -s /dev/zero $json", none) },
  -- a hundred are removed at once
  { name = "many folders of writers that were killed", size = 2500, ends = "ok", call = refresh,
    memory = { 64, 16 }, seconds = { 0.5, 0.08 },
    prepare = tampered(MANY_ABANDONED, function(n) return n * 10 end) },
  { name = "a folder of many files", size = 5000, ends = "ok cache", call = only,
    memory = { 64, 16 }, seconds = { 4, 0.1 },
    prepare = tampered(MANY_FILES, function(n) return n * 10 end) },
  { name = "a folder of many files, listed", size = 5000, ends = "ok cache", call = vintages,
    memory = { 64, 16 }, seconds = { 4, 0.1 },
    prepare = tampered(MANY_FILES, function(n) return n * 10 end) },
}
