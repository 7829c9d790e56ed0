-- A release is packed from a commit and nothing else, with the same bytes each time, and can be
-- installed from alone. Packing needs git; without a repository these cases are pending.
local lua = require "spec.support.lua"
local shell = require "spec.support.shell"
local standin = require "spec.support.standin"
local urssaf = require "urssaf"

-- Between two releases the version is that of the next one: "0.2.0-dev".
local IS_RELEASED = not urssaf._VERSION:find "-"
local VERSION = urssaf._VERSION:gsub("%-.*", "")
local NAME = "urssaf-" .. VERSION

local function rockspec(path)
  local fields = {}
  assert(lua.load_alone(shell.read_file(path), path, fields))()
  return fields
end

describe("the version", function()
  it("has a rockspec if it is a release, and no other version has one", function()
    local expected = { "rockspec/urssaf-scm-1.rockspec" }
    if IS_RELEASED then
      table.insert(expected, 1, ("rockspec/%s-1.rockspec"):format(NAME))
    end
    assert.are.equal(table.concat(expected, "\n"), shell.run_line "LC_ALL=C ls rockspec/*.rockspec")
  end)

  it("has a rockspec like the checkout's but for version and source", function()
    if not IS_RELEASED then return end
    local of_version = rockspec(("rockspec/%s-1.rockspec"):format(NAME))
    local of_checkout = rockspec "rockspec/urssaf-scm-1.rockspec"
    assert.are.equal(urssaf._VERSION .. "-1", of_version.version)
    assert.are.same({ url = ("file://%s.tar.gz"):format(NAME), dir = NAME }, of_version.source)
    of_version.version, of_version.source = of_checkout.version, of_checkout.source
    assert.are.same(of_checkout, of_version)
  end)

  it("has rockspecs that list the modules there are", function()
    local folder = shell.temporary_folder()
    local ok, _, output = shell.run("lua5.4 release/rockspec.lua " .. folder)
    assert(ok, output)
    for name in shell.run_line("ls " .. folder):gmatch "%S+" do
      assert.is_true(shell.read(folder .. "/" .. name) == shell.read_file("rockspec/" .. name),
        ("rockspec/%s does not list the modules there are: run make rockspec"):format(name))
    end
    shell.remove(folder)
  end)

  it("is in the changelog with a date that is not in the future", function()
    local day = shell.read_file("CHANGELOG.md"):match("\n## [%d.]+ %- (%d%d%d%d%-%d%d%-%d%d)\n")
    assert.is_truthy(day)
    assert.is_true(day <= os.date "!%Y-%m-%d")
  end)
end)

describe("a release #long", function()
  local has_git = shell.run "git rev-parse --is-inside-work-tree"
  local portal = standin.for_cases()
  local folder

  local function contents(path)
    local _, _, listing = shell.run(("tar -tzf %s/%s | grep -v '/$' | LC_ALL=C sort"):format(folder,
      path))
    return listing
  end

  setup(function()
    folder = shell.temporary_folder()
    if not has_git then return end
    -- the working tree as it would be committed, in a new repository
    local made, _, output = shell.run(("set -e; T=%s VERSION=%s\n"):format(folder, VERSION) .. [[
      mkdir $T/copy
      git ls-files -z --cached --others --exclude-standard \
        | tar -c --null --files-from=- --ignore-failed-read 2>/dev/null | tar -x -C $T/copy
      cd $T/copy
      sed -i "s/^return .*/return \"$VERSION\"/" lua/urssaf/base/version.lua
      rm -f rockspec/urssaf-[0-9]*
      lua5.4 release/rockspec.lua
      git init -q .
      git add -A
      git -c user.name=spec -c user.email=spec@localhost commit -qm "A release"
      sh release/pack.sh $T/first]])
    assert(made, output)
  end)

  teardown(function() shell.remove(folder) end)

  local function case(name, test)
    it(name, function()
      if not has_git then return pending "there is no git repository" end
      test()
    end)
  end

  case("is the source, its rockspec, both as a source rock, and their checksums", function()
    local names = ("SHA256SUMS\n%s-1.rockspec\n%s-1.src.rock\n%s.tar.gz"):format(NAME, NAME, NAME)
    assert.are.equal(names, shell.run_line(("LC_ALL=C ls %s/first"):format(folder)))
    assert(shell.run(("cd %s/first && sha256sum --strict -c SHA256SUMS"):format(folder)))
    local sums = shell.read(folder .. "/first/SHA256SUMS")
    assert.are.equal(3, select(2, sums:gsub("\n", "")))
    assert.are.equal(shell.read(("%s/copy/rockspec/%s-1.rockspec"):format(folder, NAME)),
      shell.read(("%s/first/%s-1.rockspec"):format(folder, NAME)))
  end)

  case("has every file that is committed, and no other", function()
    local files = shell.run_line(("cd %s/copy && git ls-files | LC_ALL=C sort"):format(folder))
    local expected = (files .. "\n"):gsub("([^\n]+)\n", NAME .. "/%1\n")
    assert.are.equal(expected, contents("first/" .. NAME .. ".tar.gz"))
    assert.is_true(select(2, expected:gsub("\n", "")) > 200)
  end)

  case("is the same bytes at another time, in another place, under another umask", function()
    assert(shell.run(("touch %s/copy/README.md; cp -r %s/copy %s/other"):format(folder, folder,
      folder)))
    local ok, _, output = shell.run(("sleep 1.1; umask 077; export TZ=Asia/Tokyo; cd %s/other && "
      .. "sh release/pack.sh %s/second"):format(folder, folder))
    assert(ok, output)
    assert.are.equal(shell.read(folder .. "/first/SHA256SUMS"),
      shell.read(folder .. "/second/SHA256SUMS"))
    for _, name in ipairs { NAME .. ".tar.gz", NAME .. "-1.src.rock" } do
      assert(shell.run(("cmp %s/first/%s %s/second/%s"):format(folder, name, folder, name)))
    end
  end)

  case("is refused where the rockspecs differ", function()
    local ok, _, output = shell.run(("set -e; cp -r %s/copy %s/drifted; cd %s/drifted\n"):format(
      folder, folder, folder) .. [[
      sed -i 's/labels = {/labels = { "new",/' rockspec/urssaf-scm-1.rockspec
      git -c user.name=spec -c user.email=spec@localhost commit -qam "Drifted"
      sh release/pack.sh ../third]])
    assert.is_false(ok)
    assert.matches("make rockspec, and commit it", output, 1, true)
    assert.is_false((shell.run(("test -e %s/third/SHA256SUMS"):format(folder))))
  end)

  case("is refused for a version under development", function()
    local ok, _, output = shell.run(("set -e; cp -r %s/copy %s/dev; cd %s/dev\n"):format(folder,
      folder, folder) .. [[
      sed -i 's/^return .*/return "0.2.0-dev"/' lua/urssaf/base/version.lua
      git -c user.name=spec -c user.email=spec@localhost commit -qam "Going on"
      sh release/pack.sh ../fourth]])
    assert.is_false(ok)
    assert.matches("version '0.2.0-dev' cannot be released", output, 1, true)
  end)

  case("installs from the source rock alone, into an empty tree, and runs", function()
    local version = shell.run_line(shell.lua .. " -e 'print((_VERSION:gsub(\"Lua \", \"\")))'")
    local headers = shell.lua:find "jit"
      and "LUA_INCDIR=$(pkg-config --variable=includedir luajit)" or ""
    local ok, _, output = shell.run(("set -e; T=%s; mkdir $T/alone; cd $T/alone; "
      .. "cp ../first/%s-1.src.rock ../copy/examples/quickstart.lua .\n"
      .. "luarocks-%s install --deps-mode=none --tree $T/tree %s-1.src.rock %s"):format(folder,
      NAME, version, NAME, headers))
    assert.is_true(ok, output)
    local share = folder .. "/tree/share/lua/" .. version
    local lib = folder .. "/tree/lib/lua/" .. version
    ok, _, output = shell.run(("cd %s/alone; export URSSAF_BASE_URL=%s LUA_CPATH='%s/?.so;;' "
      .. "LUA_PATH='%s/?.lua;%s/?/init.lua;;'; %s quickstart.lua"):format(folder, portal.base_url,
      lib, share, share, shell.lua))
    assert.is_true(ok, output)
    assert.matches("France without Mayotte, T4 2025", output, 1, true)
  end)
end)
