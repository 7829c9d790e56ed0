-- Pages in Markdown, made into HTML by cmark-gfm, as LDoc takes them: headings can be pointed at,
-- links go to the pages of the reference.
local topics = {}

local function run(command)
  local pipe = assert(io.popen(command))
  local output = pipe:read "*a"
  pipe:close()
  assert(output ~= "", "cmark-gfm made nothing: " .. command)
  return output
end

local function quoted(text)
  return "'" .. text:gsub("'", "'\\''") .. "'"
end

-- A heading's name as repository hosts make it, so that links within a page go on working.
local function slug(html)
  local text = html:gsub("<[^>]*>", ""):gsub("&%a+;", ""):lower()
  return (text:gsub("[%z\1-\44\46\47\58-\64\91-\94\96\123-\127]", function(sign)
    return sign == " " and "-" or ""
  end))
end

local function with_names(html)
  local seen = {}
  return (html:gsub("<h([1-6])>(.-)</h%1>", function(level, inner)
    local name = slug(inner)
    seen[name] = (seen[name] or 0) + 1
    if seen[name] > 1 then name = ("%s-%d"):format(name, seen[name] - 1) end
    return ('<h%s id="%s">%s</h%s>'):format(level, name, inner, level)
  end))
end

local function folder_of(path)
  return path:match "^(.*/)" or ""
end

-- `docs/../README.md` is README.md.
local function plain_path(path)
  local before
  repeat
    before = path
    path = path:gsub("^%./", ""):gsub("/%./", "/"):gsub("[^/]+/%.%./", "")
  until path == before
  return path
end

-- A link to what is no page of the reference is none: its text stays.
local function with_links(html, path, known)
  return (html:gsub('<a href="([^"]*)"[^>]*>(.-)</a>', function(target, inner)
    if target:find "^%a+:" or target:find "^#" then return nil end
    local file, place = target:match "^([^#]*)(#?.*)$"
    local page = known[plain_path(folder_of(path) .. file)]
    return page and ('<a href="%s%s">%s</a>'):format(page, place, inner) or inner
  end))
end

-- What LDoc would take for its own notation; wide tables in a box that scrolls, as code does: both
-- can be reached from the keyboard.
local function for_ldoc(html)
  return (html:gsub("@", "&#64;"):gsub("\n\n", "\n&#10;"):gsub("\n#", "\n&#35;")
    :gsub("<table>", '<div class="scroll" tabindex="0"><table>')
    :gsub("</table>", "</table></div>"):gsub("<pre>", '<pre tabindex="0">'))
end

--- A page's HTML.
---@param path string of the Markdown
---@param known table<string, string> of paths to where their pages are
---@return string html
---@return string title
function topics.html(path, known)
  local html = run("cmark-gfm -e table -e autolink --unsafe " .. quoted(path))
  html = for_ldoc(with_links(with_names(html), path, known))
  return html, (html:match "<h1[^>]*>(.-)</h1>" or path):gsub("<[^>]*>", "")
end

return topics
