-- Reports on the whole sample, each made once.
local urssaf = require "urssaf"

local sample_report = { panel = urssaf.sample() }

local made = {}

--- The HTML of a report on a place; on another panel than the sample with `of`.
function sample_report.html(place, options, of)
  local id = not of and type(place) == "string" and not (options or {}).title
    and place .. (options and options.lang or "en")
  local html = made[id] or assert(urssaf.report(of or sample_report.panel, place, options))
  if id then made[id] = html end
  return html
end

return sample_report
