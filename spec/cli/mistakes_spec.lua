-- The command `urssaf` and mistakes: its messages, its exit codes, and the files it leaves.
local command = require "spec.support.command"
local shell = require "spec.support.shell"

local run, printed = command.run, command.printed

describe("urssaf and mistakes #long", function()
  for name, case in pairs {
    ["an unknown command"] = { "nonsense", 2, "unknown command 'nonsense'" },
    ["a command misspelt"] = { "shwo", 2, "Did you mean 'show'?" },
    ["a wrong option"] = { "show --lag fr", 2, "did you mean '--lang'", true },
    ["an unknown place"] = { "show Grenobl --sample", 1, "no département or region is 'Grenobl'" },
    ["a place misspelt"] = { "show Iser --sample", 1, "did you mean 'Isère'" },
    ["Mayotte"] = { "show 976 --sample", 1, "do not cover it" },
    ["a quarter that does not exist"] = { "show 38 --sample --from 2024-Q7", 2, "not one quarter" },
    ["a measure misspelt"] = { "show 38 --sample -m radiation", 2, "did you mean 'radiations'" },
    ["a sum that makes no sense"] = {
      "show 38 --sample -m administrativement_actifs --rolling 4", 2, "is a stock" },
    ["the ending of another format"] = { "chart 38 --sample -o /tmp/x.html", 2,
      "html is none of this command's formats: table, svg, png, pdf" },
    ["a span without periods"] = { "compare 38 --sample --from 2030", 2, "no period is in" },
    ["two measures in place of one"] = { "map --sample -m radiations -m solde", 2, "at most 1" },
    ["options that contradict each other"] = { "show --sample --file x.csv", 2, "leave out" },
    ["a file that is not there"] = { "show --file /nonexistent.csv", 1, "/nonexistent.csv" },
    ["a folder that is not there"] = { "show 38 --sample -o /nonexistent/x.csv", 1,
      "cannot write '/nonexistent/x.csv'" },
    ["an unknown format"] = { "show --format excel", 2, "must be one of 'table', 'csv'" },
  } do
    it(name, function()
      local ok, code, output = run(case[1])
      assert.is_false(ok)
      assert.are.equal(case[2], code)
      assert.matches(case[4] and case[3]:lower() or case[3], case[4] and output:lower() or output,
        1, true)
      assert.matches("^urssaf: ", output)
      assert.is_nil(output:find("traceback", 1, true), output)
      assert.is_nil(output:find("%.lua:%d"), output)
      assert.is_nil(output:find("bin/urssaf:", 1, true), output)
    end)
  end

  it("ends quietly if the reader of its output has gone", function()
    for _, before in ipairs { "", "trap '' PIPE; " } do
      local ok, _, output = shell.run(("( %s%s ) | head -1"):format(before,
        command.line "export --sample --quiet"))
      assert.is_true(ok)
      assert.matches("^period,[^\n]*\n$", output)
    end
  end)

  it("tells that not even a help can be written", function()
    for _, arguments in ipairs { "help", "top --help", "--version", "__complete s",
      "cite --sample" } do
      local _, code, output = run(arguments .. " >/dev/full")
      assert.are.equal(1, code, arguments)
      assert.matches("^urssaf: file: cannot write: [^\n]*\n$", output)
    end
  end)

  it("writes a file whole or not at all", function()
    local ok, _, output = run "export --sample -o /dev/full"
    assert.is_false(ok)
    assert.matches("cannot write '/dev/full'", output, 1, true)
    local folder = shell.temporary_folder()
    finally(function() shell.remove(folder) end)
    -- a disk that is full after some kilobytes: what was there stays
    shell.run(("echo before > %s/x.csv"):format(folder))
    ok = shell.run(("ulimit -f 8; trap '' XFSZ; %s"):format(
      command.line(("export --sample -o %s/x.csv"):format(folder))))
    assert.is_false(ok)
    assert.are.equal("before\n", shell.read(folder .. "/x.csv"))
    assert.are.equal("x.csv", shell.run_line("ls " .. folder))
  end)

  it("writes through a link, keeps permissions, and touches no other file", function()
    local folder = shell.temporary_folder()
    finally(function() shell.remove(folder) end)
    assert(shell.run("cd " .. folder .. " && touch real.svg other && ln -s real.svg link.svg"
      .. " && ln -s other x.svg.part && touch private.svg && chmod 600 private.svg"))
    for _, name in ipairs { "link", "x", "private" } do
      printed(("chart 38 --sample -o %s/%s.svg"):format(folder, name))
    end
    assert.are.equal("600", shell.run_line(("stat -c %%a %s/private.svg"):format(folder)))
    assert.are.equal("real.svg", shell.run_line(("readlink %s/link.svg"):format(folder)))
    assert.matches("<svg", shell.read(folder .. "/real.svg"), 1, true)
    assert.are.equal("", shell.read(folder .. "/other"))
    assert.matches("<svg", shell.read(folder .. "/x.svg"), 1, true)
  end)

  it("runs from where `make install` put it, by a link too", function()
    local folder = shell.temporary_folder()
    finally(function() shell.remove(folder) end)
    local ok, _, output = shell.run(("make -s install LUA=%s BUILD=%s PREFIX=%s/there"):format(
      shell.lua, shell.build, folder))
    assert.is_true(ok, output)
    assert(shell.run(("ln -s %s/there/bin/urssaf %s/link"):format(folder, folder)))
    for _, path in ipairs { "there/bin/urssaf", "link" } do
      local ran, _, said = shell.run(("cd / && env -u LUA_PATH -u LUA_CPATH LC_ALL=C.UTF-8 %s/%s"
        .. " info radiations"):format(folder, path))
      assert.is_true(ran, said)
      assert.matches("struck off", said, 1, true)
    end
    ok, _, output = shell.run(("cp bin/urssaf %s/alone && cd / && env -u LUA_PATH LC_ALL=C.UTF-8"
      .. " %s/alone show"):format(folder, folder))
    assert.is_false(ok)
    assert.matches("^urssaf: its Lua modules are not", output)
    assert.is_nil(output:find("traceback", 1, true))
  end)

  it("escapes names in Markdown", function()
    local folder = shell.temporary_folder()
    finally(function() shell.remove(folder) end)
    shell.write(folder .. "/x.csv", "departement;dernier_jour_du_trimestre;radiations\n"
      .. "<script>a|b</script> *c* [d](e);2024-03-31;3\n")
    local output = printed(("top --file %s/x.csv --format md"):format(folder))
    assert.matches("\\<script\\>a\\|b\\</script\\> \\*c\\* \\[d\\](e)", output, 1, true)
  end)

  it("uses the environment's language", function()
    local show = ("%s %s bin/urssaf show 38 --sample"):format(shell.checkout, shell.lua)
    local _, _, output = shell.run("env LC_ALL=fr_FR.UTF-8 " .. show)
    assert.matches("Données synthétiques", output, 1, true)
    _, _, output = shell.run("env -u LC_ALL -u LC_MESSAGES LANG=de_DE.UTF-8 " .. show)
    assert.matches("Synthetic data", output, 1, true)
  end)

  it("prints its version", function()
    assert.are.equal("urssaf " .. require "urssaf.base.version" .. "\n", printed "--version")
  end)
end)
