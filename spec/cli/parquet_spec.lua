-- `urssaf export -o x.parquet`: what DuckDB is asked for, what it writes, and what is said where
-- there is none.
local command = require "spec.support.command"
local duckdb = require "spec.support.duckdb"
local hygiene = require "spec.support.hygiene"
local shell = require "spec.support.shell"

local NAME = "it's $(touch made-by-shell) \";'x.parquet"

describe("urssaf.cli.parquet", function()
  hygiene("urssaf.cli.parquet", { "of" })
  hygiene("urssaf.cli.programs", { "in_folder", "line_of", "path_of", "quoted", "read", "run",
    "write" })
end)

describe("urssaf export -o x.parquet #long", function()
  local folder

  before_each(function() folder = shell.temporary_folder() end)
  after_each(function() shell.remove(folder) end)

  -- Runs with these programs alone, one of which may be called duckdb.
  local function run(script, more)
    local bin = folder .. "/bin"
    shell.run("mkdir " .. bin .. " " .. folder .. "/tmp")
    for _, name in ipairs { "sh", "env", "test", "stty", "mktemp", "id", "rm", "cat", "timeout",
      "sleep", "head", shell.lua } do
      shell.run(("ln -s $(command -v %s) %s/"):format(name, bin))
    end
    if script then
      local path = shell.write(bin .. "/duckdb", "#!/bin/sh\n" .. script .. "\n")
      shell.run("chmod +x " .. path)
    end
    return command.run("export 38 --sample -m radiations -o " .. shell.quote(folder .. "/" .. NAME)
      .. (more or ""), ("PATH=%s TMPDIR=%s/tmp URSSAF_PROGRAM_SECONDS=1"):format(bin, folder))
  end

  it("asks for a file of a fixed name, in a folder that is gone afterwards", function()
    local ok, _, output = run
      'printf "%s\\n" "$@" > panel.parquet; head -n 2 panel.csv >> panel.parquet'
    assert.is_true(ok, output)
    assert.are.equal("", output)
    local written = shell.read(folder .. "/" .. NAME)
    assert.matches("^%-batch\n%-c\nCOPY %(SELECT .* TO 'panel%.parquet' %(FORMAT parquet%)\n",
      written)
    assert.matches("\nperiod,code_departement,.*\n2009%-Q1,38,", written)
    assert.is_nil(written:find("touch", 1, true))
    assert.are.equal("", shell.run_line("ls " .. folder .. "/tmp"))
    assert.is_false(shell.exists(shell.root .. "made-by-shell"))
  end)

  it("says what to install, what went wrong, and what took too long", function()
    for _, case in ipairs { { nil, "put the program duckdb from duckdb.org" },
      { "echo no room left >&2; exit 3", "did not write the Parquet file (code 3): no room left" },
      { "exec sleep 30", "did not write the Parquet file within 1 seconds" } } do
      local ok, code, output = run(case[1])
      assert.are.same({ false, 1 }, { ok, code })
      assert.matches(case[2], output, 1, true)
      assert.is_false(shell.exists(folder .. "/" .. NAME))
      shell.run("rm -r " .. folder .. "/bin " .. folder .. "/tmp")
    end
  end)

  it("is a long table only", function()
    local ok, code, output = run("exit 9", " --wide code_departement")
    assert.are.same({ false, 2 }, { ok, code })
    assert.matches("--wide is not for Parquet", output, 1, true)
  end)

  it("is what DuckDB reads as figures and days #host", function()
    if not duckdb.is_here() then return pending "DuckDB is not installed" end
    local ok, _, output = command.run("export 38 --sample --date last -m radiations -o "
      .. folder .. "/x.parquet", duckdb.environment)
    assert.is_true(ok, output)
    local sum = 0
    for value in command.printed("export 38 --sample --quiet -m radiations")
      :gmatch "radiations,(%d+)," do sum = sum + tonumber(value) end
    assert.are.equal(("68|%d|2025-12-31|DOUBLE|DATE"):format(sum), duckdb.printed([[
SELECT count(*), CAST(sum(value) AS BIGINT), max(date), any_value(typeof(value)),
  any_value(typeof(date)) FROM 'x.parquet';
]], folder))
  end)
end)
