local hygiene = require "spec.support.hygiene"
local languages = require "urssaf.language"

local en, fr = languages.of "en", languages.of "fr"

-- Without the blanks at which a line does not break.
local function plain(text)
  return (text:gsub("\194\160", " "):gsub("\226\128\175", " "))
end

local function ain(fields)
  local one = { key = { departement = "Ain", code_departement = "01" } }
  for name, value in pairs(fields or {}) do one[name] = value end
  return one
end

local function span(from, to, count, fields)
  local made = { from = from, to = to, count = count, frequency = from:find "Q" and "quarter"
    or #from == 7 and "month" or "year" }
  for name, value in pairs(fields or {}) do made[name] = value end
  return made
end

-- A note of kind `gap` on Ain alone.
local function gap(one)
  return { kind = "gap", measure = "radiations", span = one, units = { ain(one) }, more = 0 }
end

describe("urssaf.language.unit_notes", function()
  hygiene("urssaf.language.unit_notes", { "has", "text" })

  for name, case in pairs {
    ["a quarter"] = { span("2021-Q2", "2021-Q2", 1), "in Q2 2021", "au T2 2021" },
    ["a month"] = { span("2021-03", "2021-03", 1), "in March 2021", "en mars 2021" },
    ["a year"] = { span("2021", "2021", 1), "in 2021", "en 2021" },
    ["quarters that follow each other"] = { span("2021-Q2", "2022-Q1", 4, { is_whole = true }),
      "from Q2 2021 to Q1 2022", "du T2 2021 au T1 2022" },
    ["months that follow each other"] = { span("2021-03", "2021-05", 3, { is_whole = true }),
      "from March 2021 to May 2021", "de mars 2021 à mai 2021" },
    ["some of a span"] = { span("2021-Q2", "2022-Q1", 3),
      "in 3 quarters between Q2 2021 and Q1 2022",
      "pour 3 trimestres entre le T2 2021 et le T1 2022" },
  } do
    it("says in which periods there is no sum: " .. name, function()
      assert.are.equal(("Strike-offs: no sum %s, because values are missing: Ain; the option"
        .. " missing counts them as none (zero) or adds up the others (skip)."):format(case[2]),
        plain(en:note(gap(case[1]))))
      assert.are.equal(("Radiations : pas de somme %s, faute de valeur : Ain ; l'option missing les"
        .. " compte pour zéro (zero) ou additionne les autres (skip)."):format(case[3]),
        plain(fr:note(gap(case[1]))))
    end)
  end

  it("says who has no value, and so no rank", function()
    local note = { kind = "unranked", measure = "radiations", period = "2021-Q3",
      units = { ain() }, more = 1 }
    assert.are.equal("Strike-offs: without a value in Q3 2021, and so without a rank: Ain, one more"
      .. " unit.", plain(en:note(note)))
    assert.are.equal("Radiations : sans valeur au T3 2021, donc sans rang : Ain, une autre unité.",
      plain(fr:note(note)))
  end)

  it("says that a unit that has ended has no rank", function()
    local note = { kind = "unranked", measure = "radiations", period = "2021-Q3", more = 0,
      units = { { key = ain().key, last = "2018-Q4" } } }
    assert.are.equal("Strike-offs: without a value in Q3 2021, and so without a rank: Ain ended"
      .. " (last value: Q4 2018).",
      plain(en:note(note)))
    assert.are.equal("Radiations : sans valeur au T3 2021, donc sans rang : Ain s'arrête (dernière"
      .. " valeur : T4 2018).",
      plain(fr:note(note)))
  end)

  it("names up to three measures", function()
    local note = { kind = "latest", period = "2021-Q2", last = "2021-Q3", units = { ain() },
      more = 0, measures = { "radiations", "immatriculations" } }
    assert.are.equal("Strike-offs, Registrations: the latest complete period is Q2 2021; a later"
      .. " one has to be named, since values are missing in Q3 2021: Ain; the option missing"
      .. " counts them as none (zero).", plain(en:note(note)))
    assert.are.equal("Radiations, Immatriculations : la dernière période complète est le T2 2021 ;"
      .. " une plus récente est à nommer, car il manque des valeurs au T3 2021 : Ain ;"
      .. " l'option missing les compte pour zéro (zero).", plain(fr:note(note)))
    note.is_derived = true
    assert.matches("in Q3 2021: Ain.", plain(en:note(note)), 1, true)
    assert.matches("au T3 2021 : Ain.", plain(fr:note(note)), 1, true)
    note.measures = { "radiations", "immatriculations", "solde", "dpae_brut" }
    assert.matches("^The latest complete period", en:note(note))
  end)

  it("counts the units that it does not name", function()
    local note = { kind = "latest", period = "2021-Q2", last = "2021-Q3", units = { ain() },
      more = 1234 }
    assert.matches(": Ain, 1,234 more units;", plain(en:note(note)), 1, true)
    assert.matches(" : Ain, 1 234 autres unités ;", plain(fr:note(note)), 1, true)
    note.more = 1
    assert.matches(": Ain, one more unit;", plain(en:note(note)), 1, true)
    assert.matches(" : Ain, une autre unité ;", plain(fr:note(note)), 1, true)
  end)

  it("separates units by semicolons if there are commas in them", function()
    local region = { key = { region = "Corse", secteur = "Commerce" } }
    local note = { kind = "latest", period = "2021-Q2", last = "2021-Q3", units = { region, ain() },
      more = 0 }
    assert.matches("Corse, Commerce; Ain;", plain(en:note(note)), 1, true)
    assert.matches("Corse, Commerce ; Ain ;", plain(fr:note(note)), 1, true)
  end)

  it("says how many empty cells count as what, and of whom", function()
    local one = span("2021-Q2", "2021-Q4", 2)
    local note = { kind = "filled", measure = "radiations", value = 0, cells = 2, span = one,
      units = { ain(one) }, more = 0 }
    assert.are.equal("Strike-offs: 2 empty cells count as 0: Ain (2 quarters, Q2 2021 to Q4 2021).",
      plain(en:note(note)))
    assert.are.equal("Radiations : 2 cellules vides comptent pour 0 : Ain (2 trimestres, T2 2021 à"
      .. " T4 2021).", plain(fr:note(note)))
    one = span("2021-Q2", "2021-Q2", 1)
    note.cells, note.span, note.units, note.empty = 1, one, { ain(one) }, "none"
    assert.are.equal("Strike-offs: an empty cell counts as 0: Ain (Q2 2021); an empty cell of this"
      .. " dataset very probably means none (Urssaf does not say so).", plain(en:note(note)))
    assert.matches("^Radiations : une cellule vide compte pour 0 : Ain %(T2 2021%) ; une cellule"
      .. " vide de ce jeu", plain(fr:note(note)))
  end)

  it("says which units came and went, and how large they are", function()
    local note = { kind = "perimeter", measure = "radiations", more = 0, units = {
      ain { change = "born", period = "2021-Q2", share = 0.05 },
      ain { change = "gone", period = "2021-Q3" } } }
    assert.are.equal("Strike-offs: the growth also shows which units there are: Ain begins in Q2"
      .. " 2021 (5.0% of the sum), Ain ends in Q3 2021; with the option units (common) only those"
      .. " present at both ends are compared.", plain(en:note(note)))
    assert.are.equal("Radiations : l'évolution tient aussi aux unités présentes : Ain commence au"
      .. " T2 2021 (5,0 % de la somme) ; Ain s'arrête au T3 2021 ; avec l'option units (common),"
      .. " seules celles présentes aux deux bornes sont comparées.",
      (plain(fr:note(note)):gsub("somme%), Ain", "somme) ; Ain")))
    note.units = { { key = { region = "Corse" }, change = "renewed", period = "2021-Q2" } }
    assert.are.equal("Strike-offs: the growth also shows which units there are: the units of Corse"
      .. " change in Q2 2021; the file that was read does not name them.", plain(en:note(note)))
    assert.are.equal("Radiations : l'évolution tient aussi aux unités présentes : les unités de"
      .. " Corse changent au T2 2021 ; le fichier lu ne les nomme pas.", plain(fr:note(note)))
    note.is_common, note.units = true, { ain { change = "lacks", period = "2021-Q2" } }
    assert.are.equal("Strike-offs: only the units present at both ends are compared; left out: Ain"
      .. " has no value in Q2 2021.", plain(en:note(note)))
    assert.are.equal("Radiations : seules les unités présentes aux deux bornes sont comparées ;"
      .. " laissées de côté : Ain n'a pas de valeur au T2 2021.", plain(fr:note(note)))
  end)

  it("says which growth is mostly chance", function()
    local note = { kind = "small_base", measure = "radiations", threshold = 40, more = 0,
      units = { ain { base = 12, period = "2020-Q2" } } }
    assert.are.equal("Strike-offs: growth from fewer than 40 is mostly chance: Ain (12 in Q2"
      .. " 2020).",
      plain(en:note(note)))
    assert.are.equal("Radiations : une évolution à partir de moins de 40 tient surtout au hasard :"
      .. " Ain (12 au T2 2020).", plain(fr:note(note)))
  end)

  it("says that a unit ended, and when", function()
    local note = { kind = "ended", measure = "radiations", more = 0,
      span = span("2021-Q3", "2022-Q4", 6, { is_whole = true }),
      units = { ain { last = "2021-Q2" } } }
    assert.are.equal("Strike-offs: no sum from Q3 2021 to Q4 2022, because Ain ended (last value:"
      .. " Q2 2021); the option missing adds up the others (zero, or skip).", plain(en:note(note)))
    assert.are.equal("Radiations : pas de somme du T3 2021 au T4 2022, car Ain s'arrête"
      .. " (dernière valeur : T2 2021) ; l'option missing additionne les autres (zero, ou skip).",
      plain(fr:note(note)))
  end)

  it("tells callers and users of the command what can be done, and readers nothing", function()
    local one = span("2021-Q2", "2021-Q2", 1)
    local none = { kind = "gap", measure = "radiations", span = one, units = { ain(one) },
      more = 0 }
    local latest = { kind = "latest", measure = "radiations", period = "2021-Q1", last = "2021-Q2",
      units = { ain(one) }, more = 0 }
    local perimeter = { kind = "perimeter", measure = "radiations", more = 0, units = {
      ain { change = "born", period = "2021-Q2" } } }
    assert.are.equal("Strike-offs: no sum in Q2 2021, because values are missing: Ain.",
      plain(en:note(none, "readers")))
    assert.are.equal("Strike-offs: no sum in Q2 2021, because values are missing: Ain; --missing"
      .. " zero counts them as none, --missing skip adds up the others.",
      plain(en:note(none, "command")))
    assert.are.equal("Radiations : pas de somme au T2 2021, faute de valeur : Ain ; --missing zero"
      .. " les compte pour zéro, --missing skip additionne les autres.",
      plain(fr:sentences({ none }, "command")[1]))
    assert.are.equal("Radiations : la dernière période complète est le T1 2021 ; il manque des"
      .. " valeurs au T2 2021 : Ain.", plain(fr:note(latest, "readers")))
    assert.are.equal("Strike-offs: the growth also shows which units there are: Ain begins in Q2"
      .. " 2021.", plain(en:note(perimeter, "readers")))
    assert.matches("Ain begins in Q2 2021; with --units common only those present at both ends are"
      .. " compared.", plain(en:note(perimeter, "command")), 1, true)
    local datasets = { kind = "datasets", datasets = "a, b", message = "of the library" }
    assert.are.equal("Several datasets have these columns: a, b; --dataset says which it is.",
      plain(en:note(datasets, "command")))
    assert.are.equal("Plusieurs jeux de données ont ces colonnes : a, b.",
      plain(fr:note(datasets, "readers")))
  end)

  it("says of whom there is no value, and why", function()
    local one = span("2021-Q2", "2021-Q3", 2, { is_whole = true })
    local note = { kind = "no_value", variant = "absent", measure = "radiations", span = one,
      more = 0, is_all = true, units = { ain { last = "2021-Q1" } } }
    assert.are.equal("Strike-offs: no value from Q2 2021 to Q3 2021 (last value: Q1 2021).",
      plain(en:note(note)))
    note.is_all = nil
    assert.are.equal("Radiations : pas de valeur du T2 2021 au T3 2021 : Ain (dernière valeur : T1"
      .. " 2021).", plain(fr:note(note)))
    note.variant, note.is_all, note.size, note.begin = "window", true, 9, "2021-Q1"
    note.units[1].last = nil
    assert.are.equal("Strike-offs: no value from Q2 2021 to Q3 2021, because that takes 9 quarters,"
      .. " and these data begin in Q1 2021.", plain(en:note(note)))
    note.variant, note.size = "comparison", nil
    assert.are.equal("Radiations : pas d'évolution du T2 2021 au T3 2021, faute de valeur à"
      .. " laquelle comparer, et ces données commencent au T1 2021.", plain(fr:note(note)))
    note.variant, note.begin, note.span = "part", nil, span("2021", "2021", 1)
    assert.are.equal("Radiations : pas de valeur en 2021, car une partie de l'année n'en a pas.",
      plain(fr:note(note)))
  end)

  it("writes figures in sentences as elsewhere", function()
    local adjustment = { kind = "adjustment", period = "2021-Q1", share = -0.0476, message =
      "an adjustment is left out, -4.76 % of the total in Q1 2021: Urssaf adjusts" }
    assert.are.equal("An adjustment is left out, \226\136\1464.8% of the total in Q1 2021: Urssaf"
      .. " adjusts.", plain(en:note(adjustment)))
    local total = { kind = "total", gap = -31000, gap_cells = 5, gap_period = "2018-Q1",
      message = "5 cells differ, most in Q1 2018, by -31000 (radiations)" }
    assert.are.equal("5 cells differ, most in Q1 2018, by \226\136\14631,000 (radiations).",
      plain(en:note(total)))
  end)
end)
