-- DuckDB as specs run it: npm's module, where it is installed for the benchmarks or for all, or
-- the program `duckdb`.
local shell = require "spec.support.shell"

local duckdb = {}

local MODULES = shell.root .. "build/bench/node/node_modules"

--- The environment in which the command and this find it.
duckdb.environment = ("NODE_PATH=%s"):format(shell.quote(MODULES .. ":"
  .. (os.getenv "NODE_PATH" or "")))

local RUN = [[
const { DuckDBInstance } = require("@duckdb/node-api");
(async () => {
  const connection = await (await DuckDBInstance.create(process.argv[1])).connect();
  for (const statement of require("fs").readFileSync(0, "utf8").split(";\n")) {
    if (!statement.trim()) continue;
    const rows = (await connection.runAndReadAll(statement)).getRows();
    for (const row of rows) console.log(row.map((v) => v === null ? "" : String(v)).join("|"));
  }
})().catch((error) => { console.error(String(error)); process.exit(1); });
]]

local function has_module()
  return shell.run(("cd / && %s node -p 'require.resolve(\"@duckdb/node-api\")'"):format(
    duckdb.environment))
end

--- Whether it is installed.
function duckdb.is_here()
  return shell.has "duckdb" or has_module()
end

--- What some statements print, each of which ends with a line: fields between bars.
---@param statements string
---@param folder string where it runs
---@param database string? a file, by default none
function duckdb.printed(statements, folder, database)
  database = shell.quote(database or ":memory:")
  local path = shell.write(folder .. "/statements.sql", statements)
  local program = shell.has "duckdb" and "duckdb -batch -list -noheader " .. database
    or ("env %s node -e %s %s"):format(duckdb.environment, shell.quote(RUN), database)
  return shell.run_line(("cd %s && %s <%s"):format(shell.quote(folder), program,
    shell.quote(path)))
end

return duckdb
