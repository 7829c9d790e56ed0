-- Reads a small CSV from a text.
package.path = "./lua/?.lua;./lua/?/init.lua;" .. package.path

local lua = require "spec.support.lua"
local urssaf = require "urssaf"

local TEXT = "code_departement;departement;annee;trimestre;radiations;chiffres_d_affaires\r\n"
  .. "01;Ain;2020;1;5;1.5\r\n01;Ain;2020;2;;2.5\r\n2A;\"Corse-du-\"\"Sud\"\"\";2020;2;7;\r\n"

arm() -- luacheck: ignore
local panel, err = urssaf.read { text = TEXT }
disarm() -- luacheck: ignore
if not panel then
  assert(type(err.kind) == "string" and type(err.message) == "string")
  return
end
assert(#panel.series == 4 and panel.periods[2] == "2020-Q2")
assert(panel.series[1].measure == "radiations" and panel.series[1].values[1] == 5)
assert(lua.number_type(panel.series[1].values[1]) == "integer" and panel.series[1].values[2] == nil)
assert(panel.series[2].values[2] == 2.5)
assert(panel.series[3].key.departement == 'Corse-du-"Sud"' and panel.series[3].values[2] == 7)
