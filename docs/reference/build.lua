-- Builds the reference: a page for each public module, from the doc comments in the code, and a
-- page for each guide. Both are Markdown, which cmark-gfm renders.
--
--     lua5.4 docs/reference/build.lua build/docs
package.path = "./?.lua;" .. package.path

local annotations = require "docs.reference.annotations"
local files = require "mk.files"
local Page = require "docs.reference.page"
local pages = require "docs.reference.pages"

local FOLDER = assert(arg[1], "where to?")

-- ------------------------------------------------------------------ files

local function output_of(command)
  local pipe = assert(io.popen(command))
  local output = pipe:read "*a"
  pipe:close()
  assert(output ~= "", "no output: " .. command)
  return output
end

-- ------------------------------------------------------------------ Markdown to HTML

-- Blocks of code may scroll; a tabindex lets the keyboard reach them.
local function render(markdown)
  local path = FOLDER .. "/page.md"
  files.write(path, markdown)
  local html = output_of(("cmark-gfm -e table -e autolink --unsafe '%s'"):format(path))
  os.remove(path)
  return (html:gsub("<pre>", '<pre tabindex="0">'))
end

local function plain(html)
  return (html:gsub("<[^>]*>", ""))
end

-- Headings get the ids that GitHub gives them, so that links to them work here too.
local function with_ids(html)
  local seen = {}
  return (html:gsub("<h([1-6])>(.-)</h%1>", function(level, inner)
    local id = plain(inner):gsub("&%a+;", ""):lower():gsub("[%z\1-\127]", function(sign)
      return sign == " " and "-" or sign:match "[%w_-]" or ""
    end)
    seen[id] = (seen[id] or -1) + 1
    if seen[id] > 0 then id = ("%s-%d"):format(id, seen[id]) end
    return ('<h%s id="%s">%s</h%s>'):format(level, id, inner, level)
  end))
end

-- Links between guides lead to their pages; links to other files become plain text.
local function with_links(html, path, addresses)
  return (html:gsub('<a href="([^"]*)"[^>]*>(.-)</a>', function(target, inner)
    if target:find "^%a+:" or target:find "^#" then return nil end
    local file, place = target:match "^([^#]*)(#?.*)$"
    file = ((path:match "^.*/" or "") .. file):gsub("[^/]+/%.%./", "")
    local address = addresses[file]
    return address and ('<a href="%s%s">%s</a>'):format(address, place, inner) or inner
  end))
end

-- ------------------------------------------------------------------ the site

-- The guides: { title, address, html }.
local function read_guides()
  local paths = {}
  for _, path in ipairs(pages.guides) do paths[#paths + 1], paths[path] = path, true end
  for path in output_of("LC_ALL=C ls docs/*.md"):gmatch "%S+" do
    -- docs/README.md lists the guides, as the index page does
    if not paths[path] and path ~= "docs/README.md" then paths[#paths + 1] = path end
  end
  for _, path in ipairs(pages.last_guides) do paths[#paths + 1] = path end

  local list, addresses = {}, { ["docs/README.md"] = "../index.html" }
  for _, path in ipairs(paths) do addresses[path] = path:match "[^/]*$" .. ".html" end
  for i, path in ipairs(paths) do
    local html = with_links(with_ids(render(files.read(path))), path, addresses)
      :gsub("<table>", '<div class="scroll" tabindex="0"><table>')
      :gsub("</table>", "</table></div>")
    local title = path == "README.md" and "README" or plain(html:match "<h1[^>]*>(.-)</h1>")
    list[i] = { title = title, address = "topics/" .. addresses[path], html = html }
  end
  return list
end

local function function_text(path, name)
  for _, one in ipairs(annotations.read(path).functions) do
    if one.name == name then return one.text end
  end
  error(path .. " has no function " .. name)
end

-- The modules: { title, address, html, summary }.
local function read_modules()
  local list, links = {}, {}
  for i, page in ipairs(pages.modules) do
    page.model, page.links = annotations.read(page.path), links
    for _, one in ipairs(page.more and annotations.read(page.more).functions or {}) do
      table.insert(page.model.functions, one)
    end
    if page.model.problems[1] then error(page.path .. ":" .. page.model.problems[1]) end
    for method, place in pairs(page.details or {}) do
      page.details[method] = function_text(place[1], place[2])
    end
    list[i] = setmetatable(page, Page)
    page:add_links(links)
  end
  for i, page in ipairs(list) do
    local markdown, summary = page:markdown()
    -- the first cell of a row is its header
    local html = render(markdown):gsub("<tr>\n<td>(.-)</td>", '<tr>\n<th scope="row">%1</th>')
    list[i] = { title = page.title or page.name, address = ("modules/%s.html"):format(page.name),
      html = html, summary = summary }
  end
  return list
end

local function index_markdown(modules, guides)
  local lines = { "# urssaf\n", pages.description .. "\n", "## Modules\n", "| | |\n|---|---|" }
  for _, page in ipairs(modules) do
    local summary = page.summary:gsub("|", "\\|"):gsub("%]%(", "](modules/")
    lines[#lines + 1] = ("| [%s](%s) | %s |"):format(page.title, page.address, summary)
  end
  lines[#lines + 1] = "\n## Guides\n"
  for _, page in ipairs(guides) do
    lines[#lines + 1] = ("- [%s](%s)"):format(page.title, page.address)
  end
  return table.concat(lines, "\n") .. "\n"
end

local TEMPLATE = files.read "docs/reference/template.html"

local function nav_list(title, list, up, current)
  local lines = { ("<h2>%s</h2>\n<ul>"):format(title) }
  for _, page in ipairs(list) do
    lines[#lines + 1] = ('<li><a%s href="%s%s">%s</a></li>'):format(
      page == current and ' aria-current="page"' or "", up, page.address, page.title)
  end
  return table.concat(lines, "\n") .. "\n</ul>"
end

local function write_page(page, modules, guides)
  local up = page.address:find "/" and "../" or ""
  local values = { up = up, body = page.html,
    title = page.title and page.title .. " – urssaf: reference" or "urssaf: reference",
    nav = nav_list("Modules", modules, up, page) .. nav_list("Guides", guides, up, page) }
  files.write(FOLDER .. "/" .. page.address, (TEMPLATE:gsub("{{(%w+)}}", values)))
end

assert(os.execute(("mkdir -p '%s/modules' '%s/topics'"):format(FOLDER, FOLDER)))
local guides, modules = read_guides(), read_modules()
for _, page in ipairs(modules) do write_page(page, modules, guides) end
for _, page in ipairs(guides) do write_page(page, modules, guides) end
local index = { address = "index.html", html = render(index_markdown(modules, guides)) }
write_page(index, modules, guides)
files.write(FOLDER .. "/reference.css", files.read "docs/reference/reference.css")
