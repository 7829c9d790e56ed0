--- Tile grids: the square of each département and of each region. Neighbours are close to each
-- other, none of them on the wrong side, north is up, and the overseas ones stand apart.
local tile_grid = {}

---@class urssaf.chart.Tile
---@field column integer from 0
---@field row integer from 0

-- Each line is a row of squares, each square a code of two characters and a blank.
local DEPARTEMENTS = {
  "                     59",
  "                  62",
  "               76 80 60 02 08",
  "            14 27 95 93 51 55 54 57 67",
  "29 22    50 61 78 92 75 77 10 52 88 68",
  "   56 35 53 72 28 91 94 89 21 70 90",
  "      44 49 37 41 45 58 71 39 25",
  "      85 79 86 36 18 03 01 74",
  "      17 16 87 23 63 42 69 38 73",
  "      33 24 46 19 15 43 07 26 05",
  "      40 47 82 12 48 30 84 04 06",
  "      64 32 31 81 34    13 83",
  "         65 09 11                2B",
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

-- The codes overseas, one below the other from row `first` on.
local OVERSEAS = {
  departement = { first = 8, codes = { "971", "972", "973", "974", "976" } },
  region = { first = 1, codes = { "01", "02", "03", "04", "06" } },
}

local function read_tiles(rows, into)
  local columns = 0
  for row, line in ipairs(rows) do
    for position, code in line:gmatch "()(%w%w)" do
      local column = (position - 1) / 3
      into[code] = { column = column - column % 1, row = row - 1 }
      columns = math.max(columns, column + 1)
    end
  end
  return columns, #rows
end

local function layout(rows, overseas, column)
  local made = { tiles = {} }
  made.columns, made.rows = read_tiles(rows, made.tiles)
  for i, code in ipairs(overseas.codes) do
    made.tiles[code] = { column = column, row = overseas.first + i - 1 }
  end
  made.columns = math.max(made.columns, column + 1)
  return made
end

--- The regions' letters in ISO 3166-2, for squares too small for their names.
tile_grid.SHORT = {
  ["01"] = "GLP", ["02"] = "MTQ", ["03"] = "GUF", ["04"] = "REU", ["06"] = "MYT", ["11"] = "IDF",
  ["24"] = "CVL", ["27"] = "BFC", ["28"] = "NOR", ["32"] = "HDF", ["44"] = "GES", ["52"] = "PDL",
  ["53"] = "BRE", ["75"] = "NAQ", ["76"] = "OCC", ["84"] = "ARA", ["93"] = "PAC", ["94"] = "COR",
}

--- What a region's letters stand for: "BRE = Bretagne".
---@param region urssaf.Place
---@return string
function tile_grid.letters(region)
  return ("%s\194\160=\194\160%s"):format(tile_grid.SHORT[region.code], region.name)
end

--- The tile grids: `tiles` by code, and how many `columns` and `rows` they take.
tile_grid.LAYOUTS = {
  departement = layout(DEPARTEMENTS, OVERSEAS.departement, 0),
  region = layout(REGIONS, OVERSEAS.region, 5),
}

return tile_grid
