--- The panel that a subcommand works on: the sample, a file, a kept publication or the portal's.
local input = {}

--- What is wrong with options that contradict each other; nil if nothing is.
---@param given table the options by name
---@return string?
function input.problem(given)
  if given.sample and (given.file or given.dataset) then
    return "--sample is a dataset of its own: leave out --file and --dataset"
  end
  if given.offline and given.refresh then
    return "--offline opens no connection and --refresh downloads: choose one of them"
  end
  if given.provisional and given.sample then
    return "--provisional compares the publications that are kept: leave out --sample"
  end
  if given.nature == "stock" and given.rolling then
    return "--rolling adds up, and a stock added up over time would count the same again: leave out"
      .. " one of --rolling and --nature stock"
  end
  if given.by and #(given.place or {}) > 0 then
    return "--by sums all units: leave out --by or the places"
  end
  local has_growth = given.growth or given.quarterly_growth or given.monthly_growth or given.index
  if given.units and not has_growth and given.command ~= "contributions" then
    return "--units is for growths: add --growth, or leave it out"
  end
  if given.per_column and not given.per then
    return "--per-column is a column of the file that --per names: add --per, or leave it out"
  end
  if given.as_of and given.refresh then
    return "--as-of reads what is kept: leave out --refresh"
  end
  if given.as_of and (given.file or given.sample) then
    return "--as-of chooses a kept publication: leave out --file and --sample"
  end
end

--- How the cache is used.
---@param given table `offline refresh`
---@return string? mode as in `urssaf.fetch`; nil for the default
function input.cache_mode(given)
  return given.offline and "only" or given.refresh and "refresh" or nil
end

local function read(library, given, progress, log)
  if given.sample then return library.sample() end
  if given.file then return library.read(given.file, { dataset = given.dataset, log = log }) end
  return library.fetch(given.dataset, { cache = input.cache_mode(given), as_of = given.as_of,
    progress = progress, log = log, ca_file = given.ca_file })
end

--- The panel; with `provisional` its youngest figures are marked.
---@param library urssaf
---@param given table `sample file dataset offline refresh as_of ca_file provisional`
---@param progress urssaf.Progress?
---@param log fun(event: urssaf.LogEvent)?
---@return urssaf.Panel?
---@return urssaf.Error?
function input.panel(library, given, progress, log)
  local panel, err = read(library, given, progress, log)
  if panel and given.provisional then return library.provisional(panel, { log = log }) end
  return panel, err
end

return input
