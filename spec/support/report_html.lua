-- Reads the HTML of a report: the texts of its key figures, its table and its charts.
local assert = require "luassert"
local shell = require "spec.support.shell"

local report_html = {}

local ENTITIES = { ["&lt;"] = "<", ["&gt;"] = ">", ["&quot;"] = '"', ["&#39;"] = "'",
  ["&amp;"] = "&" }

-- The text of some markup, with plain blanks and minus signs.
function report_html.text_of(markup)
  local text = markup:gsub("<[^>]*>", ""):gsub("&[#%w]+;", ENTITIES)
  return (text:gsub("\226\128\175", " "):gsub("\194\160", " "):gsub("\226\136\146", "-"))
end

function report_html.section_of(html, id)
  local from = assert(html:find(('<section [^>]*id="%s">'):format(id)), id)
  return html:sub(from, (html:find("</section>", from, true)))
end

-- The key figure of a measure: its texts by class.
function report_html.tile(html, measure)
  for item in report_html.section_of(html, "figures"):gmatch("<li>(.-)</li>") do
    if item:find(('data-measure="%s"'):format(measure), 1, true) then
      local texts = { title = report_html.text_of(item:match("<h3>(.-)</h3>")) }
      for class, text in item:gmatch('<p class="(%w+)"[^>]*>(.-)</p>') do
        texts[class] = report_html.text_of(text)
      end
      return texts
    end
  end
  error("no key figure of " .. measure)
end

-- The table as rows of texts, newest quarter first.
function report_html.table_of(html)
  local rows = {}
  for line in report_html.section_of(html, "data"):gmatch("<tr>(.-)</tr>") do
    local cells = {}
    for cell in line:gmatch("<t[hd][^>]*>(.-)</t[hd]>") do
      cells[#cells + 1] = report_html.text_of(cell)
    end
    rows[#rows + 1] = cells
  end
  return rows
end

-- The marks of a chart: values by label, { ["Isère, Q4 2025"] = "180.8" }, and the labels as a list
-- in the same table. The second result is the chart.
function report_html.marks_of(html, id)
  local chart = html:match(('<svg [^>]*id="%s".-</svg>'):format(id))
    or html:match(('<div [^>]*id="%s".-</div>'):format(id)) -- small charts
  local values = {}
  for written, value in (chart or ""):gmatch 'data%-label="([^"]*)" data%-value="([^"]*)"' do
    local label = report_html.text_of(written)
    values[#values + 1], values[label] = label, report_html.text_of(value)
  end
  return values, chart
end

function report_html.title_of(html, id)
  return report_html.text_of(html:match(('<h3 id="%s%%-heading">(.-)</h3>'):format(id)))
end

-- Parsed as XML, which refuses elements that are not closed and text that is not escaped. Ids are
-- unique, and every link within the report has a target.
function report_html.assert_well_formed(html)
  local folder = shell.temporary_folder()
  local path = folder .. "/report.html"
  shell.write(path, html)
  local ok, _, output = shell.run("python3 -c 'import sys, xml.etree.ElementTree as tree; "
    .. "root = tree.parse(sys.argv[1]).getroot(); "
    .. "ids = [one.get(\"id\") for one in root.iter() if one.get(\"id\")]; "
    .. "assert len(ids) == len(set(ids)), \"an id is there twice\"; "
    .. "wanted = [one.get(\"href\")[1:] for one in root.iter(\"a\") "
    .. "if one.get(\"href\").startswith(\"#\")]; "
    .. "assert set(wanted) <= set(ids), set(wanted) - set(ids)' " .. shell.quote(path))
  shell.remove(folder)
  assert(ok, output)
end

return report_html
