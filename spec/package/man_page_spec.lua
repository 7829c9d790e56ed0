-- The manual page is the parser's, and correct roff; and where it is installed, with the completion
-- of shells.
local shell = require "spec.support.shell"

local PAGE = "share/man/man1/urssaf.1"

describe("the manual page", function()
  it("is what the command's parser knows", function()
    local folder = shell.temporary_folder()
    finally(function() shell.remove(folder) end)
    local ok, _, output = shell.run(("lua5.4 release/man_page.lua %s/urssaf.1"):format(folder))
    assert.is_true(ok, output)
    assert.is_true(shell.read(folder .. "/urssaf.1") == shell.read_file(PAGE),
      PAGE .. " is not what the parser knows: run make man")
  end)

  it("has every command and option", function()
    local page = shell.read_file(PAGE)
    for _, text in ipairs { ".SS show", ".SS revisions", "\\fB\\-\\-missing\\fR \\fIHOW\\fR",
      "\\fBURSSAF_CACHE_DIR\\fR", ".SH EXIT STATUS" } do
      assert.matches(text, page, 1, true)
    end
  end)

  it("is correct for man and for mandoc", function()
    if not shell.has "man" or not shell.has "mandoc" then return pending "no man or mandoc" end
    local _, _, output = shell.run(("LC_ALL=C.UTF-8 man --warnings -E UTF-8 -l -Tutf8 -Z %s"
      .. " >/dev/null; mandoc -T lint %s"):format(PAGE, PAGE))
    assert.are.equal("", output)
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
      .. "./usr/share/fish/vendor_completions.d/urssaf.fish\n./usr/share/man/man1/urssaf.1\n"
      .. "./usr/share/zsh/site-functions/_urssaf", make "install")
    assert.are.equal("", make "uninstall")
  end)
end)
