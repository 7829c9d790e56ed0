--- A panel as Parquet, which DuckDB writes where it is installed: the program `duckdb`, or Node
-- with the module `@duckdb/node-api`. It reads the library's CSV from a file with a fixed name.
local csv_columns = require "urssaf.panel.csv_columns"
local errors = require "urssaf.base.errors"
local programs = require "urssaf.cli.programs"

local parquet = {}

local quoted = programs.quoted

-- ------------------------------------------------------------------ what is written

-- The columns of long CSV that are no texts.
local TYPES = { value = "DOUBLE", numerator = "DOUBLE", denominator = "DOUBLE", addend = "DOUBLE",
  present = "BIGINT", expected = "BIGINT", absent = "BIGINT", without = "BIGINT" }

-- Names of files are fixed, and so are those of columns: nothing that somebody chose is in it.
local function statement(date)
  local casts = { date and "CAST(date AS DATE) AS date" }
  for _, name in ipairs(csv_columns.LONG) do
    if TYPES[name] then
      casts[#casts + 1] = ("CAST(%s AS %s) AS %s"):format(name, TYPES[name], name)
    end
  end
  return ("COPY (SELECT * REPLACE (%s) FROM read_csv('panel.csv', header = true, delim = ',',"
    .. " quote = '\"', escape = '\"', all_varchar = true, nullstr = '', max_line_size = 33554432))"
    .. " TO 'panel.parquet' (FORMAT parquet)"):format(table.concat(casts, ", "))
end

-- ------------------------------------------------------------------ the programs

-- Modules of Node are those of NODE_PATH and those installed for all, not those of some folder.
local FOR_NODE = [[
const { DuckDBInstance } = require("@duckdb/node-api");
(async () => {
  const instance = await DuckDBInstance.create(":memory:");
  const connection = await instance.connect();
  await connection.run(process.argv[1]);
})().catch((error) => { console.error(String(error)); process.exit(1); });
]]

local function with_program(path)
  return function(sql) return ("%s -batch -c %s"):format(quoted(path), quoted(sql)) end
end

local function with_node(path, modules)
  return function(sql)
    return ("env NODE_PATH=%s %s -e %s %s"):format(quoted(modules), quoted(path), quoted(FOR_NODE),
      quoted(sql))
  end
end

-- A function that gives the command for a statement; nil if DuckDB is not installed.
local function find()
  local path = programs.path_of "duckdb"
  if path then return with_program(path) end
  path = programs.path_of "node"
  if not path then return nil end
  local modules = programs.line_of 'printf "%s:%s\\n" "$NODE_PATH" "$(npm root -g)"' or ""
  local is_there = programs.line_of(("cd / && env NODE_PATH=%s %s -p %s"):format(quoted(modules),
    quoted(path), quoted 'require.resolve("@duckdb/node-api")'))
  return is_there and with_node(path, modules) or nil
end

-- ------------------------------------------------------------------ writing

local function write(command, csv, date, folder)
  if not programs.write(folder .. "/panel.csv", csv) then
    return errors.fail("file", "cannot write into the folder for temporary files")
  end
  local run = programs.run(("sh -c %s"):format(quoted(("cd %s && exec %s"):format(quoted(folder),
    command(statement(date))))), folder)
  local bytes = run.code == 0 and programs.read(folder .. "/panel.parquet")
  if bytes then return bytes end
  if run.slow_after then
    return errors.fail("file", ("DuckDB did not write the Parquet file within %d seconds"):format(
      run.slow_after))
  end
  return errors.fail("file", ("DuckDB did not write the Parquet file (code %d): %s"):format(
    run.code, run.why or "it does not say why"))
end

--- A panel as the bytes of a Parquet file: the long table of `panel:to_csv`, in which figures are
-- DOUBLE, counts of units BIGINT, `date` is a DATE, all else VARCHAR, and what is missing NULL.
---@param panel urssaf.Panel
---@param date "first"|"last"|nil
---@return string? bytes
---@return urssaf.Error? err kind `lacking`: DuckDB is not installed; `file`
function parquet.of(panel, date)
  local command = find()
  if not command then
    return errors.fail("lacking", "a Parquet file needs DuckDB, which is not installed: put the"
      .. " program duckdb from duckdb.org where your shell finds it, or run npm install -g"
      .. " @duckdb/node-api; or write a file that ends in .csv, which DuckDB reads as well")
  end
  local bytes, err = programs.in_folder(function(folder)
    return write(command, panel:to_csv { date = date }, date, folder)
  end)
  if bytes or err then return bytes, err end
  return errors.fail("file", "cannot write into the folder for temporary files")
end

return parquet
