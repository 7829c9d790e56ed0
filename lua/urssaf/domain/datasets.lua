--- What the library knows about the portal's datasets before it asks the portal.
--
-- The catalogue knows them by families; a family is loaded when one of its datasets is asked for.
-- A dataset that is not in it is read with its header and its metadata alone.
local lazy = require "urssaf.base.lazy"

local catalogue = lazy "urssaf.domain.catalogue"

local datasets = {}

--- The default dataset.
datasets.DATASET = "auto-entrepreneurs-par-departement"

--- The dataset that is the portal's calendar of releases: no time series.
datasets.CALENDAR = "planning-de-mise-a-jour"

-- With its columns known, a query for a part of it need not wait for the metadata, nor load the
-- catalogue.
local COLUMNS = { "annee", "trimestre", "dernier_jour_du_trimestre", "region", "departement",
  "code_region", "code_departement", "immatriculations", "radiations", "chiffres_d_affaires",
  "economiquement_actifs", "administrativement_actifs" }

--- The columns without which a fetch of a dataset fails: all of the main dataset; nil for others.
---@param id string?
---@return string[]?
function datasets.required(id)
  return id == datasets.DATASET and COLUMNS or nil
end

--- What is known of a dataset; nil if the library does not know it.
---@param id string?
---@return urssaf.Dataset?
function datasets.of(id)
  return id and catalogue.dataset(id) or nil
end

--- Whether an empty cell of a dataset very probably means none. Urssaf does not say so: it is
-- inferred from a full grid with many empty cells and no 0.
---@param id string?
---@return boolean
function datasets.is_empty_none(id)
  local entry = datasets.of(id)
  return entry ~= nil and entry.empty == "none"
end

--- The identifiers of the known datasets, in byte order.
---@return string[]
function datasets.names()
  return catalogue.ids()
end

return datasets
