-- The portal's metadata of a dataset, with all keys that it sends.

local json = require "spec.support.standin.json"

local PUBLICATION = "2026-07-16T07:30:12+00:00"

-- The keys that are sent even if their value is null.
local DEFAULT_KEYS = {
  "attributions", "bbox", "data_processed", "description", "federated", "geographic_reference",
  "keyword", "language", "license", "license_url", "metadata_languages", "metadata_processed",
  "modified", "modified_updates_on_data_change", "modified_updates_on_metadata_change",
  "parent_domain", "publisher", "records_count", "references", "source_domain", "territory",
  "theme", "timezone", "title", "update_frequency",
}
local DCAT_KEYS = { "contact_email", "contributor", "created", "creator", "issued", "spatial" }

local FREQUENCIES = { month = "monthly", quarter = "quarterly", year = "annual" }

local function default_metas(data, active)
  return json.object(DEFAULT_KEYS, {
    title = data.title,
    description = data.description,
    theme = json.array { data.theme },
    license = "Open Database License (ODbL)",
    license_url = "http://opendatacommons.org/licenses/odbl/",
    language = "fr",
    metadata_languages = json.array { "fr" },
    modified = PUBLICATION,
    modified_updates_on_metadata_change = false,
    modified_updates_on_data_change = true,
    data_processed = active.publication or PUBLICATION,
    metadata_processed = "2026-07-16T07:30:14.513000+00:00",
    publisher = data.publisher,
    records_count = data.count + math.floor(active.count or 0),
    federated = false,
    update_frequency = FREQUENCIES[data.grain or "quarter"],
  })
end

local function fields(view)
  local by_name, list = {}, json.array()
  for _, field in ipairs(view.data.fields) do
    by_name[field.name] = field
  end
  for k, column in ipairs(view.columns) do
    local field = by_name[column.name]
    list[k] = json.object({ "name", "description", "annotations", "label", "type" }, {
      name = column.key,
      description = field.description,
      annotations = field.annotations,
      label = column.label,
      type = field.type,
    })
  end
  return list
end

-- The metadata of the dataset behind a view, under the faults that are active.
return function(view, active)
  local data = view.data
  return {
    dataset_id = data.id,
    dataset_uid = "da_" .. data.id:gsub("%W", ""):sub(-6),
    visibility = data.private and "restricted" or "domain",
    has_records = true,
    data_visible = true,
    features = json.array { "analyze", "timeserie" },
    attachments = json.array(),
    alternative_exports = json.array(),
    fields = fields(view),
    metas = {
      default = default_metas(data, active),
      dcat = json.object(DCAT_KEYS, {}),
      custom = {},
    },
  }
end
