-- Pictures that another program draws: the programs here are made up, but for one.
local command = require "spec.support.command"
local hygiene = require "spec.support.hygiene"
local outputs = require "urssaf.cli.output"
local parser = require "urssaf.cli.parser"
local pictures = require "urssaf.cli.pictures"
local shell = require "spec.support.shell"
local tables = require "urssaf.base.tables"

describe("urssaf.cli.pictures", function()
  hygiene("urssaf.cli.pictures", { "FORMATS", "draw", "format_of" })

  it("knows a picture by the ending of its file", function()
    for path, format in pairs { ["a.png"] = "png", ["a/b.c.PDF"] = "pdf", ["a.svg"] = false,
      [".png"] = false, ["png"] = false, ["a/.pdf"] = false, ["-"] = false } do
      assert.are.equal(format or nil, pictures.format_of(path), path)
    end
    assert.is_nil(pictures.format_of(nil))
  end)

  it("is named by the help and the refusal of each command that draws", function()
    local count, commands = 0, parser.whole()._commands
    for i, name in ipairs(parser.COMMANDS) do
      local formats = require("urssaf.cli.commands." .. name).formats
      local help = commands[i]:get_help()
      local of_output = help:match "%-o PATH,.-\n   %-%-lang":gsub("%s+", " ")
      local is_told = of_output:find(".svg, .png or .pdf", 1, true) ~= nil
      assert.are.equal(tables.contains(formats, "svg"), is_told, name)
      local format, err = outputs.format({ output = "x.odt" }, formats)
      if is_told then
        count = count + 1
        assert.is_nil(format)
        assert.matches(table.concat(formats, ", ") .. ", png, pdf", err.message, 1, true)
      end
    end
    assert.is_true(count >= 6)
  end)
end)

describe("urssaf chart -o chart.png #long", function()
  local folder, bin

  -- Programs that the command finds, and no others. `made` are shell scripts by their names.
  local function programs(made)
    folder = shell.temporary_folder()
    bin = folder .. "/it's \"$HOME\" bin"
    shell.run("mkdir " .. shell.quote(bin))
    for _, name in ipairs { "sh", "env", "test", "stty", "mktemp", "id", "rm", "cat", "sleep",
      "timeout", "printf", "head", shell.lua } do
      shell.run(("ln -s $(command -v %s) %s"):format(name, shell.quote(bin .. "/")))
    end
    for name, script in pairs(made) do
      local path = shell.write(bin .. "/" .. name, "#!/bin/sh\n" .. script .. "\n")
      shell.run("chmod +x " .. shell.quote(path))
    end
  end

  local function run(arguments, more)
    return command.run(arguments, ("PATH=%s TMPDIR=%s %s"):format(shell.quote(bin),
      shell.quote(folder), more or ""))
  end

  -- What is left in the folder for temporary files, beside the programs.
  local function left_over()
    return shell.run_line(("ls %s | grep -v bin | grep -v '^made' ; true"):format(
      shell.quote(folder)))
  end

  after_each(function() shell.remove(folder) end)

  -- Writes what it was called with where it should have drawn.
  local RSVG = [[
for a in "$@"; do
  case $a in --output=*) out=${a#--output=};; --format=*) format=${a#--format=};; esac
  last=$a
done
{ printf '%s\n' "$format"; head -c 5 "$last"; } > "$out"]]

  for _, format in ipairs { "png", "pdf" } do
    it("draws with rsvg-convert: " .. format, function()
      programs { ["rsvg-convert"] = RSVG, chromium = "exit 9" }
      local path = folder .. "/made $(touch made-by-shell) ';\"." .. format
      local ok, _, output = run("chart 38 --sample --quiet -o " .. shell.quote(path))
      assert.is_true(ok, output)
      assert.are.equal("", output)
      assert.are.equal(format .. "\n<?xml", shell.read(path))
      assert.are.equal("", left_over())
      assert.is_false(shell.exists(shell.root .. "made-by-shell"))
    end)
  end

  it("draws with Chromium where that is all there is, on a page of the chart's size", function()
    programs { chromium = [[
for a in "$@"; do
  case $a in --screenshot=*) out=${a#--screenshot=};; --window-size=*) size=$a;; esac
  last=$a
done
printf '%s %s\n' "$size" "$last" > "$out"]] }
    local path = folder .. "/made.png"
    local ok, _, output = run("map --sample --quiet --width 360 -o " .. shell.quote(path))
    assert.is_true(ok, output)
    assert.matches("^%-%-window%-size=360,%d+ file:///tmp/[%w/._-]+/chart%.html\n$",
      shell.read(path))
  end)

  it("says what to install where there is neither, in both languages", function()
    programs {}
    local ok, code, output = run("chart 38 --sample -o " .. shell.quote(folder .. "/made.png"))
    assert.is_false(ok)
    assert.are.equal(1, code)
    assert.matches("a PNG file needs rsvg-convert or Chromium, and neither is installed: on"
      .. " Debian, sudo apt-get install librsvg2-bin", output, 1, true)
    output = select(3, run("top --sample --lang fr -o " .. shell.quote(folder .. "/made.pdf")))
    assert.matches("pour un fichier PDF, il faut rsvg-convert ou Chromium", output, 1, true)
    assert.is_false(shell.exists(folder .. "/made.png"))
  end)

  it("says that the program failed, and leaves no file", function()
    programs { ["rsvg-convert"] = "echo first; echo 'no room left' >&2; exit 3" }
    local path = folder .. "/made.png"
    local ok, code, output = run("chart 38 --sample -o " .. shell.quote(path))
    assert.is_false(ok)
    assert.are.equal(1, code)
    assert.matches("rsvg-convert did not draw the picture (code 3): no room left", output, 1, true)
    assert.is_false(shell.exists(path))
    assert.are.equal("", left_over())
  end)

  it("is interrupted where its program is", function()
    for _, script in ipairs { "kill -INT $$", "exit 130" } do
      programs { ["rsvg-convert"] = "mktemp; " .. script }
      local _, code, output = run("chart 38 --sample -o " .. shell.quote(folder .. "/made.png"))
      assert.are.equal(130, code)
      assert.are.equal("", output)
      assert.are.equal("", left_over())
      assert.is_false(shell.exists(folder .. "/made.png"))
    end
  end)

  it("ends a program that hangs", function()
    programs { ["rsvg-convert"] = "exec sleep 30" }
    local ok, _, output = run("chart 38 --sample -o " .. shell.quote(folder .. "/made.png"),
      "URSSAF_PROGRAM_SECONDS=1")
    assert.is_false(ok)
    assert.matches("rsvg-convert did not draw the picture within 1 seconds", output, 1, true)
    assert.are.equal("", left_over())
  end)
end)

describe("how a picture looks", function()
  it("is said by options", function()
    local printed = command.printed "chart 38 --sample --quiet --format svg --title 'A & <B>'"
    assert.matches("A &amp; &lt;B&gt;</title>", printed, 1, true)
    printed = command.printed("map --sample --quiet --subtitle Encore --width 360 --theme auto")
    assert.matches('viewBox="0 0 360 ', printed, 1, true)
    assert.matches(">Encore</text>", printed, 1, true)
    assert.matches("prefers-color-scheme:dark", printed, 1, true)
    -- a file is light, wherever it is shown
    printed = command.printed "chart 38 --sample --quiet --format svg"
    assert.is_nil(printed:find("@media", 1, true))
    assert.matches("-ground{fill:#ffffff}", printed, 1, true)
  end)

  it("is said of pictures alone", function()
    for _, given in ipairs { "--title x", "--subtitle x", "--width 360", "--theme dark" } do
      local _, code, output = command.run("show 38 --sample --format csv " .. given)
      assert.are.equal(2, code)
      assert.matches(given:match "%S+" .. " is for pictures: write to a file that ends in .svg",
        output, 1, true)
    end
    local _, code, output = command.run "chart 38 --sample --format svg --width 200"
    assert.are.equal(2, code)
    assert.matches("'200' is not a number of pixels from 240 to 4000", output, 1, true)
  end)
end)

-- The one program here that is real, where there is one.
describe("a picture of Chromium or rsvg-convert #host", function()
  it("is PNG of twice the width, and PDF of one page", function()
    local has_one = false
    for _, name in ipairs { "rsvg-convert", "chromium", "chromium-browser", "google-chrome",
      "google-chrome-stable" } do
      has_one = has_one or shell.has(name)
    end
    if not has_one then return pending "neither is on this machine" end
    local folder = shell.temporary_folder()
    for _, ending in ipairs { "png", "pdf" } do
      command.printed(("chart 38 --sample --quiet --width 360 -o %s/a.%s"):format(folder, ending))
    end
    local png, pdf = shell.read(folder .. "/a.png"), shell.read(folder .. "/a.pdf")
    assert.are.equal("\137PNG\r\n\26\n", png:sub(1, 8))
    local high, low = png:byte(19, 20) -- the last two bytes of the width
    assert.are.equal(720, high * 256 + low)
    assert.are.equal("%PDF-", pdf:sub(1, 5))
    assert.are.equal(1, select(2, pdf:gsub("/Type%s*/Page%f[^%w]", "")))
    shell.remove(folder)
  end)
end)
