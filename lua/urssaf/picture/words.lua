--- What pictures say besides names and numbers.
local HARD = "\194\160"

return {
  en = {
    unit = { account = "Number of accounts", EUR = "In euros", ["EUR/account"] = "In euros per"
      .. " account", ["1"] = "In %", points = "In points", index = "Index",
      employee = "Number of employees", declaration = "Number of declarations",
      proceeding = "Number of proceedings" },
    quarter = "quarterly data", year = "annual data",
    cut = "the axis does not start at zero", own = "each with an axis of its own",
    no_data = "no data", nothing = "No value in this span.",
    partial = "Hollow points are sums of some units only (at worst %s of %s).",
    of_units = "%s of %s units",
    extremes = "%s. Highest: %s, %s; lowest: %s, %s.",
    source = "Source: ", published = "published %s", licence = "licence %s",
    lines = "Line chart", multiples = "%s small line charts",
    bars = "Bar chart", map = "Map of squares", first = "first", last = "last",
    highest = "highest", lowest = "lowest", span = "%s to %s", of_values = "%s of %s values",
    quantiles = "Classes of about as many units each", steps = "Classes of equal width",
    overseas = "Overseas", by_departement = "by département", by_region = "by region",
    below = "below %s", above = "%s and above", between = "%s to %s",
    mayotte = "Mayotte (976) is not covered by these data.", missing = "without value",
    not_drawn = "Not on the map: %s.",
  },
  fr = {
    unit = { account = "Nombre de comptes", EUR = "En euros", ["EUR/account"] = "En euros par"
      .. " compte", ["1"] = "En" .. HARD .. "%", points = "En points", index = "Indice",
      employee = "Nombre de salariés", declaration = "Nombre de déclarations",
      proceeding = "Nombre de procédures" },
    quarter = "données trimestrielles", year = "données annuelles",
    cut = "l'axe ne commence pas à zéro", own = "à chacun son échelle",
    no_data = "pas de donnée", nothing = "Aucune valeur sur cette période.",
    partial = "Points creux" .. HARD .. ": sommes d'une partie des unités (au pire %s sur %s).",
    of_units = "%s unités sur %s",
    extremes = "%s. Valeur la plus haute" .. HARD .. ": %s, %s" .. HARD .. "; la plus basse"
      .. HARD .. ": %s, %s.",
    source = "Source" .. HARD .. ": ", published = "publication du %s", licence = "licence %s",
    lines = "Courbes", multiples = "%s petites courbes",
    bars = "Barres", map = "Carte en carrés", first = "première", last = "dernière",
    highest = "plus haute", lowest = "plus basse", span = "%s à %s",
    of_values = "%s valeurs sur %s",
    quantiles = "Classes à peu près égales en nombre d'unités", steps = "Classes de même amplitude",
    overseas = "Outre-mer", by_departement = "par département", by_region = "par région",
    below = "moins de %s", above = "%s et plus", between = "%s à %s",
    mayotte = "Mayotte (976) n'est pas couverte par ces données.", missing = "sans valeur",
    not_drawn = "Absents de la carte" .. HARD .. ": %s.",
  },
}
