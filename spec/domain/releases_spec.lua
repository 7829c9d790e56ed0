local hygiene = require "spec.support.hygiene"
local releases = require "urssaf.domain.releases"
local timestamp = require "urssaf.base.timestamp"

local DAY = 86400

-- Rows of a calendar, each from date, first day, last day, precision and the dataset.
local function rows(...)
  local list = {}
  for i, cells in ipairs { ... } do
    list[i] = { date_de_mise_a_jour = cells.date, debut_date_de_mise_a_jour = cells.first,
      fin_date_de_mise_a_jour = cells.last, precision = cells.precision,
      nom_du_produit = cells.product,
      lien_vers_le_produit = cells.link or "https://open.urssaf.fr/explore/dataset/a-b/table/" }
  end
  return list
end

local function span(release)
  return release.from and release.from .. " " .. release.to or "none"
end

describe("urssaf.domain.releases", function()
  hygiene("urssaf.domain.releases", { "of", "calendar", "is_due" })

  for name, case in pairs {
    ["a day"] = { { date = "2026-07-16" }, "2026-07-16 2026-07-16" },
    ["a day that is a moment"] = { { date = "2026-07-15T22:00:00+00:00" },
      "2026-07-16 2026-07-16" },
    ["a day, first and last"] = { { first = "2026-07-16", last = "2026-07-16" },
      "2026-07-16 2026-07-16" },
    ["a first and a last day"] = { { first = "2026-07-13", last = "2026-07-17" },
      "2026-07-13 2026-07-17" },
    ["a first day alone, which says nothing of the last"] = { { first = "2026-07-13" }, "none" },
    ["a last day alone, which says nothing of the first"] = { { last = "2026-07-17" }, "none" },
    ["a day within a span: the span, for a day would be a guess"] = {
      { date = "2026-07-01", first = "2026-07-01", last = "2026-07-31" },
      "2026-07-01 2026-07-31" },
    ["a day outside the span: all of them"] = {
      { date = "2026-07-20", first = "2026-07-13", last = "2026-07-17" },
      "2026-07-13 2026-07-20" },
    ["a span that ends before it begins: nothing of it"] = {
      { date = "2026-07-20", first = "2026-07-17", last = "2026-07-13" },
      "2026-07-20 2026-07-20" },
    ["a month"] = { { date = "2026-07" }, "2026-07-01 2026-07-31" },
    ["a month, and days in it"] = { { date = "2026-07", first = "2026-07-13", last = "2026-07-17" },
      "2026-07-13 2026-07-17" },
    ["a day that is known to the week"] = { { date = "2026-07-16", precision = "Semaine" },
      "2026-07-13 2026-07-19" },
    ["a day, with words on it"] = { { date = "2026-07-16", precision = "à 12 h" },
      "2026-07-16 2026-07-16" },
    ["a month in words"] = { { precision = "Fin juin 2026" }, "2026-06-01 2026-06-30" },
    ["a month in words for a date"] = { { date = "juin 2026" }, "2026-06-01 2026-06-30" },
    ["words that are no date"] = { { date = "?", precision = "à déterminer" }, "none" },
    ["nothing"] = { {}, "none" },
  } do
    it("are read from a row with " .. name, function()
      local release = releases.of(rows(case[1]), "a-b")[1]
      assert.are.equal(case[2], span(release))
      assert.are.equal(release.from == release.to and release.from or nil, release.day)
      assert.are.equal(case[1].precision, release.precision)
    end)
  end

  it("say what the calendar has where there is no day", function()
    local list = releases.of(rows({ date = "2026-07" }, { date = "2026-07-16" }), "a-b")
    assert.are.equal("2026-07", list[1].date)
    assert.is_nil(list[2].date)
    list = releases.of(rows({ first = "2026-07-13", last = "2026-07-17" }, { last = "2026-08-01" },
      { first = "2026-08-01" }), "a-b")
    assert.are.same({ nil, "2026-08-01", "2026-08-01" },
      { list[1].date, list[2].date, list[3].date })
  end)

  for name, case in pairs {
    ["of its page"] = { "https://open.urssaf.fr/explore/dataset/a-b/", true },
    ["of its table"] = { "https://open.urssaf.fr/explore/dataset/a-b/table/?sort=x", true },
    ["of its page, without a slash at the end"] = { "https://x.fr/explore/dataset/a-b", true },
    ["of the API"] = { "/api/explore/v2.1/catalog/datasets/a-b/exports/csv", true },
    ["that is the identifier alone"] = { "a-b", true },
    ["among others"] = { "https://x.fr/dataset/c/ https://x.fr/dataset/a-b/", true },
    ["of a dataset whose name begins with it"] = { "https://x.fr/explore/dataset/a-b-c/", false },
    ["of a dataset whose name ends with it"] = { "https://x.fr/explore/dataset/x-a-b/", false },
    ["of another page"] = { "https://x.fr/a-b/", false },
  } do
    it("are told by a link " .. name, function()
      local list = releases.of(rows { date = "2026-07-16", link = case[1] }, "a-b")
      assert.are.equal(case[2] and 1 or 0, #list)
    end)
  end

  local FOUR = rows({ date = "2027-01-18", product = "next" }, { precision = "?", product = "?" },
    { date = "2026-01-16", product = "first" }, { first = "2026-07-13", last = "2026-07-17",
      product = "span" })

  local function calendar(day, of)
    return releases.calendar({ header = { "lien_vers_le_produit", "date_de_mise_a_jour" },
      rows = of or FOUR, notes = {}, source = {} }, "a-b", day and timestamp.of_iso(day))
  end

  it("are in order of time, those without a date last", function()
    local order = {}
    for i, release in ipairs(assert(calendar()).releases) do order[i] = release.product end
    assert.are.same({ "first", "span", "next", "?" }, order)
  end)

  it("of the same days are in the calendar's order, the shorter span first", function()
    local order = {}
    local list = rows({ first = "2026-07-13", last = "2026-07-17", product = "long" },
      { first = "2026-07-13", last = "2026-07-14", product = "short" })
    for i = 1, 20 do list[#list + 1] = rows({ date = "2026-07-20", product = tostring(i) })[1] end
    for i, release in ipairs(releases.of(list, "a-b")) do order[i] = release.product end
    assert.are.equal("short long 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20",
      table.concat(order, " "))
  end)

  for _, case in ipairs {
    { "2025-12-01", nil, "first" },
    { "2026-01-15T22:59:59Z", nil, "first" },
    { "2026-01-16T08:00:00Z", nil, "first" }, -- it is of today: out or not
    { "2026-01-16T23:00:00Z", "first", "span" }, -- midnight in France
    { "2026-07-15", "first", "span" },
    { "2026-07-17T21:59:59Z", "first", "span" },
    { "2026-07-17T22:00:00Z", "span", "next" },
    { "2027-01-20", "next", nil },
  } do
    it("are the last and the next on " .. case[1], function()
      local found = assert(calendar(case[1]))
      assert.are.equal(case[2], found.last and found.last.product)
      assert.are.equal(case[3], found.next and found.next.product)
    end)
  end

  it("without a date are counted in a note", function()
    assert.are.same({ { kind = "undated", count = 1, releases = 4,
      message = "1 of 4 releases have no date that can be read" } },
      assert(calendar "2026-05-01").notes)
    assert.are.same({}, assert(calendar("2026-05-01", rows { date = "2026-07-16" })).notes)
  end)

  it("of a dataset that has none are an error with the nearest name", function()
    local found, err = releases.calendar({ header = { "lien_vers_le_produit",
      "date_de_mise_a_jour" }, rows = FOUR, notes = {}, source = {} }, "a-c")
    assert.is_nil(found)
    assert.are.equal("none", err.kind)
    assert.matches("no release of 'a-c' (did you mean 'a-b'?)", err.message, 1, true)
  end)

  it("of a calendar with other columns are an error that names them", function()
    local found, err = releases.calendar({ header = { "lien", "date" }, rows = FOUR }, "a-b")
    assert.is_nil(found)
    assert.are.equal("schema", err.kind)
    assert.are.same({ "lien", "date" }, err.came)
    assert.matches("lien_vers_le_produit", err.message, 1, true)
  end)
end)

describe("a release", function()
  local PAST, NEXT = { from = "2026-07-13", to = "2026-07-17" }, { from = "2027-01-18",
    to = "2027-01-18" }

  local function is_due(list, processed, today)
    return releases.is_due(list, processed and timestamp.of_iso(processed),
      timestamp.of_iso(today))
  end

  for _, case in ipairs {
    { "is not due before it may come", { PAST, NEXT }, "2026-01-16", "2026-07-11", false },
    { "is due from the day before its first day", { PAST, NEXT }, "2026-01-16", "2026-07-12",
      true },
    { "is due while it may come", { PAST, NEXT }, "2026-01-16", "2026-07-16", true },
    { "is due when it is late", { PAST, NEXT }, "2026-01-16", "2026-09-15", true },
    { "is not due once it is kept", { PAST, NEXT }, "2026-07-13", "2026-07-16", false },
    { "is not due if the kept one was made as early as it may come", { PAST, NEXT }, "2026-07-12",
      "2026-07-16", false },
    { "is due if the kept one was made a moment before that", { PAST, NEXT },
      "2026-07-11T23:59:59Z", "2026-07-16", true },
    { "is to come until its last day is over", { PAST }, "2026-07-13", "2026-07-17T23:59:59Z",
      false },
    { "is not to come after its last day", { PAST }, "2026-07-13", "2026-07-18", nil },
    { "is not due when it is very late", { PAST, NEXT }, "2026-01-16", "2026-09-17", false },
    { "is due, if it is not known when the kept one was made", { PAST, NEXT }, nil, "2026-07-16",
      true },
    { "is of no consequence in a calendar that ends before", { PAST }, "2026-07-16", "2026-08-01",
      nil },
    { "is due in a calendar that ends before, too", { PAST }, "2026-01-16", "2026-08-01", true },
    { "without a date tells nothing", { {} }, "2026-01-16", "2026-08-01", nil },
    { "that is in no calendar tells nothing", {}, "2026-01-16", "2026-08-01", nil },
  } do
    it(case[1], function()
      assert.are.equal(case[5], is_due(case[2], case[3], case[4]))
    end)
  end

  it("is due for sixty days after its last", function()
    local last = timestamp.of_iso "2026-07-18" + 60 * DAY
    assert.is_true(releases.is_due({ PAST }, 0, last))
    assert.is_nil(releases.is_due({ PAST }, 0, last + 1))
  end)
end)
