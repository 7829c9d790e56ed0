--- The grain of a dataset, what a row of it is about: a month, a quarter or a year. It follows from
-- the columns that date a row.
local grain = {}

-- The grains, the finest first, and the columns that only datasets of that grain or a finer one
-- have: months may come with their quarter and their year.
local COLUMNS = {
  { "month", { dernier_jour_du_mois = true, date_dernier_jour_du_mois = true } },
  { "quarter", { trimestre = true, dernier_jour_du_trimestre = true, dernier_jour_trim = true } },
  { "year", { annee = true } },
}

--- Whether a column dates a row.
---@param name string
---@return boolean
function grain.is_time(name)
  for _, one in ipairs(COLUMNS) do
    if one[2][name] then return true end
  end
  return false
end

--- The grain of a dataset with these columns.
---@param names string[]
---@return "month"|"quarter"|"year"|nil grain nil of what is no time series
function grain.of(names)
  for _, one in ipairs(COLUMNS) do
    for _, name in ipairs(names) do
      if one[2][name] then return one[1] end
    end
  end
  return nil
end

return grain
