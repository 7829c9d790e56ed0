-- Makes what LDoc reads of the sources and of the pages in Markdown:
--
--     lua5.4 docs/reference/prepare.lua build/reference
package.path = "./?.lua;" .. package.path

local annotations = require "docs.reference.annotations"
local indexes = require "docs.reference.index"
local pages = require "docs.reference.pages"
local source = require "docs.reference.source"
local topics = require "docs.reference.topics"

local folder = assert(arg[1], "where to?")

local function read(path)
  local file = io.open(path, "rb")
  if not file then return nil end
  local text = file:read "*a"
  file:close()
  return text
end

local function write(path, text)
  local file = assert(io.open(path, "wb"))
  assert(file:write(text))
  assert(file:close())
end

local function run(command)
  local done = os.execute(command)
  assert(done == true or done == 0, command)
end

-- ------------------------------------------------------------------ modules

local function text_of_function(path, name)
  for _, one in ipairs(annotations.read(path).functions) do
    if one.name == name then return one.text end
  end
  error(path .. " has no function " .. name)
end

local function with_model(page)
  page.model = annotations.read(page.path)
  for _, problem in ipairs(page.model.problems) do
    error(page.path .. ":" .. problem)
  end
  for method, place in pairs(page.details or {}) do
    page.details[method] = text_of_function(place[1], place[2])
  end
  return page
end

local function write_modules()
  for _, page in ipairs(pages.modules) do with_model(page) end
  local index = indexes.of(pages.modules)
  for i, page in ipairs(pages.modules) do
    write(("%s/source/%02d.lua"):format(folder, i), source.of(page, index))
  end
end

-- ------------------------------------------------------------------ pages in Markdown

local function listed()
  local paths, seen = {}, {}
  local function add(path)
    if not seen[path] and read(path) then
      seen[path] = true
      paths[#paths + 1] = path
    end
  end
  for _, path in ipairs(pages.topics) do add(path) end
  seen["docs/README.md"] = true -- their contents, which the reference has by itself
  local listing = assert(io.popen "LC_ALL=C ls docs/*.md")
  for path in listing:lines() do add(path) end
  listing:close()
  for _, path in ipairs(pages.last_topics) do add(path) end
  return paths
end

-- LDoc knows a page by its file's name, and orders them by it.
local function write_topics()
  local paths, titles, names = listed(), {}, {}
  local known = { ["docs/README.md"] = "../index.html" }
  for _, path in ipairs(paths) do known[path] = path:match "[^/]*$" .. ".html" end
  for i, path in ipairs(paths) do
    local name = path:match "[^/]*$"
    local html, title = topics.html(path, known)
    titles[name] = path == "README.md" and "README" or title
    write(folder .. "/topics/" .. name, html)
    names[i] = ("%q"):format("topics/" .. name)
  end
  return names, titles
end

-- ------------------------------------------------------------------ all of it

local function configuration(names, titles)
  local lines = { "local TITLES = {" }
  for _, page in ipairs(pages.modules) do
    titles[page.name] = page.title
    for _, list in ipairs { page.model.classes, page.model.aliases } do
      for _, class in ipairs(list) do
        titles[page.name .. "." .. class.name:match "[^.]*$"] = class.name
      end
    end
  end
  local sorted = {}
  for name in pairs(titles) do sorted[#sorted + 1] = name end
  table.sort(sorted)
  for _, name in ipairs(sorted) do
    lines[#lines + 1] = ("  [%q] = %q,"):format(name, titles[name])
  end
  lines[#lines + 1] = "}\n"
  lines[#lines + 1] = read "docs/reference/config.ld"
  lines[#lines + 1] = "topics = { " .. table.concat(names, ", ") .. " }\n"
  return table.concat(lines, "\n")
end

run(("rm -rf '%s' && mkdir -p '%s/source' '%s/topics'"):format(folder, folder, folder))
write_modules()
write(folder .. "/config.ld", configuration(write_topics()))
for _, name in ipairs { "ldoc.ltp", "ldoc.css" } do
  write(folder .. "/" .. name, read("docs/reference/" .. name))
end
