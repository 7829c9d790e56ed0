-- Zip archives, and what they are made of, read by python3.
local crc32 = require "urssaf.base.crc32"
local deflated = require "urssaf.base.deflated"
local hygiene = require "spec.support.hygiene"
local shell = require "spec.support.shell"
local zip_archive = require "urssaf.base.zip_archive"

local function noise(size)
  local state, bytes = 1, {}
  for i = 1, size do
    state = state * 16807 % 2147483647
    bytes[i] = string.char(math.floor(state / 1024) % 256)
  end
  return table.concat(bytes)
end

-- Texts with repetitions of every length and of near and far ones, and without any.
local function texts()
  local far = noise(32768)
  return { "", "a", "abcd", "abcdeabcde", ("a"):rep(5), ("a"):rep(258), ("a"):rep(259 + 258),
    ("abc"):rep(3000), far, far .. far, far .. "1" .. far, noise(300):rep(200),
    ("\0\255"):rep(70) }
end

describe("urssaf.base.crc32", function()
  hygiene("urssaf.base.crc32", { "in_lua", "of" })

  it("is that of the standard's check, with and without the C module", function()
    assert.are.equal(0xCBF43926, crc32.of "123456789") -- as every description of CRC-32 has it
    assert.are.equal(0xCBF43926, crc32.in_lua "123456789")
    assert.are.equal(0, crc32.in_lua "")
    for _, text in ipairs(texts()) do assert.are.equal(crc32.of(text), crc32.in_lua(text)) end
  end)
end)

describe("urssaf.base.deflated", function()
  hygiene("urssaf.base.deflated", { "of" })

  it("is small for rows that repeat themselves", function()
    local row = "<row><c>2021-Q1</c><c>Isère</c></row>"
    assert.is_true(#deflated.of(row:rep(1000)) < #row * 1000 / 50)
  end)
end)

describe("urssaf.base.zip_archive", function()
  hygiene("urssaf.base.zip_archive", { "of" })

  it("gives python3 every byte back, and the same bytes each time", function()
    local parts, folder = {}, shell.temporary_folder()
    for i, text in ipairs(texts()) do
      parts[i] = { name = ("é/%d"):format(i), bytes = text }
      shell.write(("%s/%d"):format(folder, i), text)
    end
    local bytes = zip_archive.of(parts)
    assert.are.equal(bytes, zip_archive.of(parts))
    shell.write(folder .. "/made.zip", bytes)
    shell.write(folder .. "/read.py", [[
import os, sys, zipfile
folder = os.path.dirname(sys.argv[0])
archive = zipfile.ZipFile(folder + "/made.zip")
assert archive.testzip() is None
for info in archive.infolist():
    assert info.date_time == (1980, 1, 1, 0, 0, 0)
    expected = open(folder + "/" + info.filename[2:], "rb").read()
    assert archive.read(info) == expected, info.filename
    assert info.compress_size <= len(expected)
print(len(archive.namelist()), archive.namelist()[0])
]])
    assert.are.equal(#parts .. " é/1", shell.run_line("python3 " .. folder .. "/read.py"))
    shell.remove(folder)
  end)
end)
