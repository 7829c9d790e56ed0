-- The catalogue's largest dataset beside the main one, with as many rows of each: ours and what
-- one would use instead (see contest.lua), all in turn, with the rows in the order of units and in
-- none; and what a row takes. A row of the largest has 14 cells, nine of them texts, where one of
-- the main dataset has 12 and four.
--
--   make bench-largest        (BENCH_RUNS=3 makes it shorter)
--
-- With valgrind, the instructions of decoding a row are counted too: they do not depend on what
-- else the machine does.
local contests = require "spec.bench.contest"
local nginx_portal = require "spec.bench.nginx_portal"
local shell = require "spec.support.shell"
local timing = require "spec.bench.timing"

local FOLDER, LUA = timing.folder, timing.lua
local RUNS = tonumber(os.getenv "BENCH_RUNS" or 5)

local LARGEST, MAIN = "dpae-par-departement-x-grand-secteur", "auto-entrepreneurs-par-departement"
-- keys that tell units apart, and measures
local COLUMNS = "code_region,code_departement,grand_secteur_d_activite,duree_de_contrat,"
  .. "nature_de_contrat dpae_brut,dpae_cvs"

local DATASETS = {
  { id = MAIN, what = "44", rows = 44 * 101 * 68 },
  { id = LARGEST, what = LARGEST, rows = 300908, arguments = LARGEST .. " " .. COLUMNS },
}

local function name_of(data, order) return ("largest-%s-%s"):format(data.what, order) end

local function folder_of(data, order)
  local folder = ("%s/%s"):format(FOLDER, name_of(data, order))
  if not shell.run(("test -f %s/export.csv.gz"):format(folder)) then
    print(("writing %s in the order of %s"):format(data.id, order))
    assert(shell.run(("%s spec/bench/prepare.lua %s %s %s"):format(LUA, data.what, folder,
      order)))
  end
  return folder
end

local function print_a_row(order, results)
  print(("A row, in the order of %s: CPU in ns of the fetch, of the limit, and beyond it"):format(
    order))
  for i, data in ipairs(DATASETS) do
    local function a_row(seconds) return seconds / data.rows * 1e9 end
    local ours, limit = results[i].ours.inner, results[i].limit.inner
    print(("  %-40s %8.0f %8.0f %8.0f"):format(data.id, a_row(ours), a_row(limit),
      a_row(ours - limit)))
  end
end

local function instructions(path, id)
  return timing.instructions(("%s spec/bench/decode.lua %s %s 1"):format(LUA, path, id))
end

-- Of decoding a file, less what decoding its first row takes with all that comes before it.
local function print_instructions(order)
  print(("A row, in the order of %s: instructions of decoding"):format(order))
  local counts = {}
  for i, data in ipairs(DATASETS) do
    local path = folder_of(data, order) .. "/export.csv"
    assert(shell.run(("head -n 2 %s > %s.first"):format(path, path)))
    counts[i] = (instructions(path, data.id) - instructions(path .. ".first", data.id))
      / (data.rows - 1)
    print(("  %-40s %8.0f %7.2fx"):format(data.id, counts[i], counts[i] / counts[1]))
  end
end

local function fetch_in_turn(contest, nginx, order)
  local exports = {}
  for i, data in ipairs(DATASETS) do
    exports[i] = { base_url = nginx.root .. "/" .. name_of(data, order), dataset = data.arguments,
      short_title = ("%s, by %s"):format(data.what == LARGEST and "the largest" or "main dataset",
        order),
      title = ("%s, %d rows in the order of %s, medians of %d runs in turn"):format(data.id,
        data.rows, order, RUNS) }
  end
  return contest:run(exports)
end

local function run(nginx)
  local has_valgrind = shell.run "command -v valgrind"
  if not has_valgrind then print "valgrind is not installed (make deps-valgrind)" end
  local contest = contests.new(RUNS)
  for _, order in ipairs { "unit", "scrambled" } do
    print_a_row(order, fetch_in_turn(contest, nginx, order))
    if has_valgrind then print_instructions(order) end
  end
  contest:print_standings()
end

for _, order in ipairs { "unit", "scrambled" } do
  for _, data in ipairs(DATASETS) do folder_of(data, order) end
end
local nginx = nginx_portal.start(shell.root .. FOLDER)
local done, err = pcall(run, nginx)
nginx:stop()
if not done then error(err, 0) end
