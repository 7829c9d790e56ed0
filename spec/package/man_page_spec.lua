-- The manual pages are the parser's, and correct roff; and where they are installed, with the
-- completion of shells.
local shell = require "spec.support.shell"

local PAGES = { en = "share/man/man1/urssaf.1", fr = "share/man/fr/man1/urssaf.1" }

describe("the manual page", function()
  for language, path in pairs(PAGES) do
    it("is what the command's parser knows: " .. language, function()
      local folder = shell.temporary_folder()
      finally(function() shell.remove(folder) end)
      local ok, _, output = shell.run(("lua5.4 release/man_page.lua %s %s/urssaf.1"):format(
        language, folder))
      assert.is_true(ok, output)
      assert.is_true(shell.read(folder .. "/urssaf.1") == shell.read_file(path),
        path .. " is not what the parser knows: run make man")
    end)

    it("is correct for man and for mandoc: " .. language, function()
      if not shell.has "man" or not shell.has "mandoc" then return pending "no man or mandoc" end
      local _, _, output = shell.run(("LC_ALL=C.UTF-8 man --warnings -E UTF-8 -l -Tutf8 -Z %s"
        .. " >/dev/null; mandoc -T lint %s %s"):format(path,
        language == "fr" and "-W warning" or "", path)) -- which is as strict, but for long lines
      assert.are.equal("", output)
    end)
  end

  it("divides no name that is typed", function()
    if not shell.has "man" then return pending "no man" end
    for _, path in pairs(PAGES) do
      local shown = shell.run_line("LC_ALL=C.UTF-8 MANWIDTH=60 man -E UTF-8 -l " .. path)
      assert.is_nil(shown:find("\226\128\144\n", 1, true))
    end
  end)

  it("tells defaults, and every variable of the environment", function()
    local page, lines = shell.read_file(PAGES.en), shell.run_line(
      "grep -rhoE 'get *\\(?\"URSSAF_[A-Z_]+' lua | grep -o 'URSSAF.*' | sort -u")
    assert.matches("How many to show, or all. (default: 10)\n", page, 1, true)
    for name in lines:gmatch "%S+" do
      assert.matches("\\fB" .. name .. "\\fR", page, 1, true)
    end
  end)

  it("has every command and option", function()
    local page = shell.read_file(PAGES.en)
    for _, text in ipairs { ".SS show", ".SS revisions", "\\fB\\-\\-missing\\fR \\fIHOW\\fR",
      "\\fBURSSAF_CACHE_DIR\\fR", ".SH EXIT STATUS" } do
      assert.matches(text, page, 1, true)
    end
  end)

  it("in French has the same in French, and files with French names", function()
    local page = shell.read_file(PAGES.fr)
    for _, text in ipairs { ".SH NOM", ".SS revisions", "\\fB\\-\\-missing\\fR \\fIMODE\\fR",
      "[\\fILIEU\\fR ...]", "\\fBURSSAF_CACHE_DIR\\fR\nLe dossier", ".SH CODE DE RETOUR",
      "urssaf diff \\-\\-with ancien.csv", "\\-\\-growth \\-o evolution.svg" } do
      assert.matches(text, page, 1, true)
    end
    assert.is_nil(page:find("growth.svg", 1, true))
  end)

  it("is installed, with the completion of shells, and removed again", function()
    local folder = shell.temporary_folder()
    finally(function() shell.remove(folder) end)
    local function make(target)
      local ok, _, output = shell.run(("make -s %s LUA=%s BUILD=%s DESTDIR=%s PREFIX=/usr"):format(
        target, shell.lua, shell.build, folder))
      assert.is_true(ok, output)
      return shell.run_line(("cd %s && find . -type f -path '*/share/*' ! -path '*/lua/*' | sort")
        :format(folder))
    end
    assert.are.equal("./usr/share/bash-completion/completions/urssaf\n"
      .. "./usr/share/fish/vendor_completions.d/urssaf.fish\n"
      .. "./usr/share/man/fr/man1/urssaf.1\n./usr/share/man/man1/urssaf.1\n"
      .. "./usr/share/zsh/site-functions/_urssaf", make "install")
    assert.are.equal("", make "uninstall")
  end)
end)
