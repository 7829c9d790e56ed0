-- Folders that the command writes: new ones as a whole, others file by file.
local command = require "spec.support.command"
local folder = require "urssaf.cli.folder"
local shell = require "spec.support.shell"

describe("urssaf.cli.folder", function()
  local place
  local FILES = { { name = "a.css", text = "a" }, { name = "index.html", text = "b" } }
  before_each(function() place = shell.temporary_folder() end)
  after_each(function() shell.remove(place) end)

  it("makes a new folder, whatever slashes are behind its name", function()
    assert.is_true(folder.write(place .. "/new//", FILES))
    assert.are.equal("a", shell.read(place .. "/new/a.css"))
    assert.are.equal("b", shell.read(place .. "/new/index.html"))
    assert.are.equal("new", shell.run_line("ls " .. shell.quote(place)))
  end)

  it("keeps other files of a folder that is there", function()
    shell.write(place .. "/other.txt", "mine")
    shell.write(place .. "/a.css", "old")
    assert.is_true(folder.write(place, FILES))
    assert.are.equal("a", shell.read(place .. "/a.css"))
    assert.are.equal("mine", shell.read(place .. "/other.txt"))
  end)

  it("leaves nothing of a new folder that cannot be filled", function()
    local ok, err = folder.write(place .. "/new", { FILES[1], { name = "x/y", text = "" } })
    assert.is_nil(ok)
    assert.are.equal("file", err.kind)
    assert.matches(": nothing was left$", err.message)
    assert.are.equal("", shell.run_line("ls " .. shell.quote(place)) or "")
  end)

  it("says how many files are new in a folder that was there", function()
    local ok, err = folder.write(place, { FILES[1], { name = "x/y", text = "" }, FILES[2] })
    assert.is_nil(ok)
    assert.matches(": only 1 of the 3 files in '" .. place .. "' are new", err.message, 1, true)
  end)

  it("refuses a file, and a folder in none", function()
    local path = shell.write(place .. "/file", "x")
    assert.matches("is a file, not a folder", select(2, folder.write(path, FILES)).message, 1, true)
    assert.matches("cannot make the folder",
      select(2, folder.write(place .. "/no/x", FILES)).message, 1, true)
  end)
end)

describe("urssaf report --all", function()
  it("takes no place, and a folder's name", function()
    for arguments, expected in pairs { ["report 38 --all -o x --sample"] = "leave out the place",
      ["report --all --sample"] = "name it, such as -o pages",
      ["report --all -o - --sample"] = "name it, such as -o pages" } do
      local _, code, output = command.run(arguments)
      assert.are.equal(2, code)
      assert.matches(expected, output, 1, true)
    end
  end)
end)
