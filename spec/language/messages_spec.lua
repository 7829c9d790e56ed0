local hygiene = require "spec.support.hygiene"
local messages = require "urssaf.language.messages"

local function spaced(text)
  return (text:gsub("\226\128\175", " "):gsub("\194\160", " "))
end

local function french(message)
  return spaced(messages.in_french(message))
end

describe("urssaf.language.messages", function()
  hygiene("urssaf.language.messages", { "FILES", "in_french", "of_format", "translations",
    "translator", "typeset" })

  it("fills the French text of a format", function()
    assert.are.equal("impossible de lire « a.csv » : ce fichier ou ce dossier n'existe pas",
      french "cannot read 'a.csv': No such file or directory")
    assert.are.equal("l'export a 6000 lignes, le portail en compte 6868 ; 2 essais",
      french "the export has 6000 rows, the portal counts 6868; asked 2 times")
  end)

  it("quotes commands, and takes no apostrophe for a quotation mark", function()
    assert.are.equal("« urssaf info » donne", spaced(messages.typeset "'urssaf info' donne"))
    local text = "une mesure qu'urssaf ne connaît pas, celle d'un fichier"
    assert.are.equal(text, messages.typeset(text))
    assert.are.equal("étudié'urssaf a'", messages.typeset "étudié'urssaf a'")
  end)

  it("leaves names as they are, even those that read like messages", function()
    assert.are.equal("impossible de lire « month » : le fichier est vide",
      french "cannot read 'month': the file is empty")
    assert.are.equal("clé « a column without a name » inconnue",
      french "unknown key 'a column without a name'")
  end)

  it("translates what stands in the place of a phrase", function()
    assert.are.equal("ligne 3, colonne 2 (radiations) : ce n'est pas une année : « 12 »",
      french 'line 3, column 2 (radiations): not a year: "12"')
    assert.are.equal("clé « departemen » inconnue (vouliez-vous dire « departement » ?)",
      french "unknown key 'departemen' (did you mean 'departement'?)")
    assert.are.equal("« a » n'est pas du JSON : quelque chose d'incorrect au caractère 1, où l'on"
      .. " attend une valeur", french("'a' is no JSON: Expected value but found invalid token at"
        .. " character 1"))
  end)

  it("takes the format with the most text of its own", function()
    assert.are.equal("aucune région ne s'appelle « x »", french "no region is 'x'")
    assert.are.equal("aucune valeur de la clé age n'est « x »", french "no age is 'x'")
  end)

  it("translates two messages that are joined", function()
    assert.are.equal("x est un écart entre deux périodes ; prenez la série dont elle est tirée",
      french("x is a difference between two periods; use the series it was made of"))
  end)

  it("tells where a message goes on with another one", function()
    assert.are.equal("ces données n'ont rien sur Isère", french "these data have nothing of Isère")
    assert.are.equal("ces données n'ont rien sur Isère : leurs unités ne sont pas des lieux",
      french "these data have nothing of Isère: their units are no places")
    assert.are.equal("ces données n'ont rien sur Isère : un lieu",
      french "these data have nothing of Isère: un lieu")
    assert.are.equal("X (1) : elle est elle-même un total : elle égale la somme de toutes les"
      .. " autres pour a, b, dans 5 des 68 cellules où chaque unité a une valeur ; dans 2 cellules,"
      .. " écart avec la somme de ses parties, au plus +3,5 (T1 2020, a)", french("X (1): it is"
      .. " itself a total: it equals the sum of all others in a, b, in 5 of 68 cells where every"
      .. " unit has a value; 2 cells differ from the sum of its parts, most in Q1 2020, by +3.5"
      .. " (a)"))
    assert.are.equal("x (évolution sur un an) est une évolution ou un indice : cela n'est jamais"
      .. " additionné ni moyenné ; additionnez d'abord les séries dont elle est tirée, puis"
      .. " calculez l'évolution ou l'indice", french("yoy of x is a growth or an index: it is never"
      .. " added or averaged; combine the series it was made of, and compute the growth or index"
      .. " afterwards"))
  end)

  it("writes periods, numbers and units as French has them", function()
    assert.are.equal("aucune période dans cet intervalle : les données vont de T1 2009 à mars 2021",
      french "no period is in that span: the data go from Q1 2009 to March 2021")
    assert.are.equal("--from est après --to : T2 2021, 2020",
      french "--from is after --to: 2021-Q2, 2020")
    assert.are.equal("Q1 2021.csv a un en-tête et aucune ligne",
      french "Q1 2021.csv has a header and no row")
    assert.are.equal("x : valeur absente (T2 2020, T4 2020 et 2 de plus)",
      french "x missing in Q2 2020, Q4 2020 and 2 more")
    assert.are.equal("x : valeur absente (T1 2009 à T4 2009, T3 2010)",
      french "x missing in Q1 2009 to Q4 2009, Q3 2010")
    assert.are.equal("0,27 % de « radiations » (T4 2025)", french "0.27 % of radiations in Q4 2025")
    assert.matches("unités différentes (comptes, euros), et pas d'axe", french("the series are in"
      .. " different units (account, EUR), and have no axis in common"), 1, true)
  end)

  it("fills the French text of a format with values that look like the rest of it", function()
    assert.are.equal("clé « a' (did you mean 'b » inconnue",
      spaced(messages.of_format("unknown key '%s'%s", { "a' (did you mean 'b", "" })))
    assert.are.equal("60 séries sont trop pour un graphique, 40 au plus",
      spaced(messages.of_format("%d series are too many for one chart, %d at most", { 60, 40 })))
    assert.are.equal("le système : aucune région ne s'appelle « x »",
      spaced(messages.of_format("%s: %s", { "le système", "no region is 'x'" })))
  end)

  it("leaves a message that it does not know", function()
    for _, message in ipairs { "", " ", "x", "The system is down: try later", "100 %",
      "%s %d %1" } do
      assert.are.equal(message, messages.in_french(message))
      assert.are.equal(message, messages.translator "en"(message))
    end
  end)

  it("puts blanks at which no line breaks", function()
    assert.are.equal("«_a_»_: b_; c_? d_! 3_%%",
      (messages.typeset "« a » : b ; c ? d ! 3 %%":gsub("\194\160", "_")))
    assert.are.equal("«\194\160urssaf info\194\160» suffit",
      messages.typeset "'urssaf info' suffit")
  end)

  it("takes messages of any length", function()
    for _, part in ipairs { " is over ", "a: b; ", "line 1, column 2 (a): ", "' is '", ", " } do
      local message = part:rep(20000)
      assert.is_true(#messages.in_french(message) >= #message - 200000, part)
    end
  end)
end)
