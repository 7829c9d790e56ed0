--- Where each département and each region has its square: neighbours are near each other, the north
-- is above, Bretagne to the west, and what is overseas stands apart.
local tile_grid = {}

---@class urssaf.chart.Tile
---@field column integer from 0
---@field row integer from 0

-- A row of squares for each line, two characters and a blank for each square.
local DEPARTEMENTS = {
  "                  62",
  "                  80 59",
  "               76 60 02 08",
  "         50 14 27 95 93 51 55 54 57 67",
  "29 22 35 53 61 78 92 75 77 10 52 88 68",
  "   56 44 49 72 28 91 94 89 21 70 90",
  "      85 79 37 41 45 58 71 39 25",
  "      17 16 86 36 18 03 69 01 74",
  "      33 24 87 23 63 42 38 73",
  "      40 47 46 19 15 43 07 26 05",
  "      64 32 82 12 48 30 84 04 06",
  "         65 31 81 34    13 83",
  "            09 11                2B",
  "               66                2A",
}

local REGIONS = {
  "      32",
  "   28 11 44",
  "53 52 24 27",
  "   75 84",
  "   76 93",
  "         94",
}

-- Those overseas, from above, at the left.
local OVERSEAS = {
  departement = { first = 8, codes = { "971", "972", "973", "974", "976" } },
  region = { first = 1, codes = { "01", "02", "03", "04", "06" } },
}

local function read(rows, into)
  local columns = 0
  for row, line in ipairs(rows) do
    for place, code in line:gmatch "()(%w%w)" do
      local column = (place - 1) / 3
      into[code] = { column = column - column % 1, row = row - 1 }
      columns = math.max(columns, column + 1)
    end
  end
  return columns, #rows
end

local function layout(rows, overseas, column)
  local made = { tiles = {}, overseas = {} }
  made.columns, made.rows = read(rows, made.tiles)
  for i, code in ipairs(overseas.codes) do
    made.tiles[code] = { column = column, row = overseas.first + i - 1 }
    made.overseas[i] = code
  end
  made.columns = math.max(made.columns, column + 1)
  made.overseas_row, made.overseas_column = overseas.first, column
  return made
end

--- The regions in three letters, as in ISO 3166-2, for squares in which their names have no room.
tile_grid.SHORT = {
  ["01"] = "GLP", ["02"] = "MTQ", ["03"] = "GUF", ["04"] = "REU", ["06"] = "MYT", ["11"] = "IDF",
  ["24"] = "CVL", ["27"] = "BFC", ["28"] = "NOR", ["32"] = "HDF", ["44"] = "GES", ["52"] = "PDL",
  ["53"] = "BRE", ["75"] = "NAQ", ["76"] = "OCC", ["84"] = "ARA", ["93"] = "PAC", ["94"] = "COR",
}

--- The layouts: `tiles` by code, `columns`, `rows`, the codes of those `overseas`.
tile_grid.LAYOUTS = {
  departement = layout(DEPARTEMENTS, OVERSEAS.departement, 0),
  region = layout(REGIONS, OVERSEAS.region, 5),
}

return tile_grid
