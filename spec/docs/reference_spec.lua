-- The reference that `make docs` builds: nothing public is missing, and no link is broken.
local annotations = require "docs.reference.annotations"
local pages = require "docs.reference.pages"
local lua = require "spec.support.lua"
local not_empty = require "spec.support.not_empty"
local shell = require "spec.support.shell"
local urssaf = require "urssaf"

local BUILD = shell.build .. "/reference-spec"
local DOCS = BUILD .. "/docs"

local function read_page(name)
  return shell.read_file(("%s/modules/%s.html"):format(DOCS, name))
end

-- The article of a function, a method or a table.
local function article(html, id)
  local marker = ('<article id="%s">'):format(id)
  local first = html:find(marker, 1, true)
  return first and html:sub(first, (html:find("</article>", first, true)))
end

-- An article's first paragraph, without HTML tags.
local function description(part)
  local text = part:match "</h3>%s*<p>(.-)</p>"
  return text and text:gsub("<[^>]*>", "")
end

local function methods_of(object)
  return getmetatable(object).__index
end

describe("the reference #docs #long", function()
  local printed

  local MAKE = ("make -s docs ASSUME_DEPS=1 LUA=%s BUILD=%s"):format(shell.lua, BUILD)

  setup(function()
    local made, _, output = shell.run(MAKE)
    assert(made, output)
    printed = output
  end)

  it("is built without a warning", function()
    assert.are.equal(DOCS .. "/index.html\n", printed)
  end)

  -- { page, class?, functions }: the functions that a page has to describe
  local function exports()
    local list = {}
    for _, name in ipairs { "urssaf", "urssaf.period", "urssaf.quarter", "urssaf.geo",
      "urssaf.measures", "urssaf.chart", "urssaf.language", "urssaf.loop", "urssaf.client" } do
      list[#list + 1] = { page = name, functions = require(name) }
    end
    for class, of in pairs {
      ["urssaf.panel"] = { "Panel", require "urssaf.panel.methods" },
      ["urssaf.series"] = { "Series", require "urssaf.panel.series_methods" },
      ["urssaf.client"] = { "Client", lua.merged(getmetatable(urssaf.client {}),
        require "urssaf.client.methods") },
      ["urssaf.language"] = { "Language", methods_of(require("urssaf.language").of "fr") },
    } do
      list[#list + 1] = { page = class, class = of[1], functions = of[2] }
    end
    return list
  end

  local function check(one)
    local html, count = read_page(one.page), 0
    for name, value in pairs(one.functions) do
      if type(value) == "function" and (name == "__tostring" or not name:find "^__") then
        local id = one.class and one.class .. ":" .. name or name
        local part = article(html, id)
        assert.is_truthy(part, ("%s: nothing about %s"):format(one.page, id))
        assert.matches("%a%a%a", description(part) or "", one.page .. ": no text on " .. id)
        count = count + 1
      end
    end
    return count
  end

  it("has every function that is exported, with a description", function()
    local count = 0
    for _, one in ipairs(exports()) do count = count + check(one) end
    -- the README's tables alone list more than 90
    assert.is_true(count > 90, count)
  end)

  it("has the functions of the C modules #c", function()
    local http, decode = require "urssaf.http", require "urssaf.decode"
    local session = http.session {}
    local transfer = session:get "http://127.0.0.1:1/"
    assert.are.equal(3, check { page = "urssaf.http", functions = http })
    assert.are.equal(5, check { page = "urssaf.http", class = "Session",
      functions = methods_of(session) })
    assert.are.equal(6, check { page = "urssaf.http", class = "Transfer",
      functions = methods_of(transfer) })
    assert.are.equal(1, check { page = "urssaf.decode", functions = decode })
    assert.are.equal(6, check { page = "urssaf.decode", class = "Decoder",
      functions = methods_of(decode.csv {}) })
    session:close()
  end)

  it("has a function's parameters, results and errors", function()
    local part = article(read_page "urssaf", "fetch")
    assert.matches("urssaf.fetch ([dataset[, options]])", part, 1, true)
    assert.matches('<code>options</code></th>%s*<td><span class="type"><a href="[^"]*'
      .. 'options.html#FetchOptions">urssaf.FetchOptions</a>%?</span>', part)
    assert.matches('<code>panel</code></th>%s*<td><span class="type"><a href="[^"]*'
      .. 'urssaf.panel.html#Panel">', part)
    assert.matches('<code>err</code></th>%s*<td><span class="type"><a href="[^"]*'
      .. 'urssaf.errors.html#Error">', part)
  end)

  local function listed()
    local _, _, listing = shell.run(("cd %s && find . -name '*.html'"):format(DOCS))
    local paths = {}
    for path in listing:gmatch "%./(%S+)" do paths[#paths + 1] = path end
    return paths
  end

  it("has a page for each of its modules, and each page in Markdown", function()
    local there = {}
    for _, path in ipairs(listed()) do there[path] = true end
    for _, page in ipairs(pages.modules) do
      assert.is_true(there["modules/" .. page.name .. ".html"], page.name)
    end
    local _, _, guides = shell.run "ls *.md docs/*.md | grep -v '^docs/README'"
    for path in not_empty.matches(guides, "%S+") do
      assert.is_true(there["topics/" .. path:match "[^/]*$" .. ".html"], path)
    end
  end)

  it("shows as code what comments have indented", function()
    local function look_at(text, where)
      assert.is_nil(text:match "\n\n   ?[^ ]", where .. ": Markdown has code four spaces in")
    end
    for _, page in ipairs(pages.modules) do
      local model = annotations.read(page.path)
      look_at(model.text, page.path)
      for _, one in ipairs(model.functions) do look_at(one.text, page.path .. ": " .. one.name) end
    end
    assert.matches("<pre[^>]*><code>kind +what is found +size\n", read_page "urssaf.check")
  end)

  local function ids_of(html)
    local ids = {}
    for id in html:gmatch ' id="([^"]+)"' do
      assert.is_nil(ids[id], "twice the id " .. id)
      ids[id] = true
    end
    return ids
  end

  local function target(path, link)
    local file, id = link:match "^([^#]*)#?(.*)$"
    if file == "" then return path, id end
    local whole = path:gsub("[^/]*$", "") .. file
    return whole:gsub("[^/]+/%.%./", ""), id
  end

  it("has no broken link", function()
    local ids, links = {}, 0
    for _, path in ipairs(listed()) do ids[path] = ids_of(shell.read_file(DOCS .. "/" .. path)) end
    for path in pairs(ids) do
      for link in shell.read_file(DOCS .. "/" .. path):gmatch '<a [^>]*href="([^"]+)"' do
        if not link:find "^%a+:" then
          local to, id = target(path, link)
          assert.is_truthy(ids[to], ("%s: a link to %s"):format(path, link))
          assert.is_true(id == "" or ids[to][id] == true, ("%s: a link to %s"):format(path, link))
          links = links + 1
        end
      end
    end
    assert.is_true(links > 1000)
  end)

  it("is the same each time", function()
    local sum = ("cd %s && find . -type f | LC_ALL=C sort | xargs cat | cksum"):format(DOCS)
    local first = shell.run_line(sum)
    assert(shell.run(MAKE))
    assert.are.equal(first, shell.run_line(sum))
  end)
end)
