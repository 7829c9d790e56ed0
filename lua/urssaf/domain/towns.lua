--- The départements of a town, for people who name one where a département or a region is expected:
-- the seats of the prefectures, other towns of more than 100 000 people, and those of more than
-- 50 000 whose name a known town of another département has, with that one.
--
-- Source: INSEE, Code officiel géographique.
local names = require "urssaf.base.names"

local towns = {}

local BY_DEPARTEMENT = [[
01 Bourg-en-Bresse;02 Laon;03 Moulins;04 Digne-les-Bains;05 Gap;06 Nice;07 Privas;
08 Charleville-Mézières;09 Foix;10 Troyes;11 Carcassonne;12 Rodez;13 Marseille;13 Aix-en-Provence;
14 Caen;15 Aurillac;16 Angoulême;17 La Rochelle;18 Bourges;19 Tulle;2A Ajaccio;2B Bastia;21 Dijon;
22 Saint-Brieuc;23 Guéret;24 Périgueux;25 Besançon;26 Valence;27 Évreux;28 Chartres;29 Quimper;
29 Brest;30 Nîmes;31 Toulouse;32 Auch;33 Bordeaux;34 Montpellier;35 Rennes;36 Châteauroux;37 Tours;
38 Grenoble;39 Lons-le-Saunier;40 Mont-de-Marsan;41 Blois;42 Saint-Étienne;43 Le Puy-en-Velay;
44 Nantes;45 Orléans;46 Cahors;47 Agen;48 Mende;49 Angers;50 Saint-Lô;51 Châlons-en-Champagne;
51 Reims;53 Laval;54 Nancy;55 Bar-le-Duc;56 Vannes;57 Metz;58 Nevers;59 Lille;60 Beauvais;
61 Alençon;62 Arras;63 Clermont-Ferrand;64 Pau;65 Tarbes;66 Perpignan;67 Strasbourg;68 Colmar;
68 Mulhouse;68 Saint-Louis;69 Lyon;69 Villeurbanne;71 Mâcon;72 Le Mans;73 Chambéry;74 Annecy;
76 Rouen;76 Le Havre;77 Melun;78 Versailles;79 Niort;80 Amiens;81 Albi;82 Montauban;83 Toulon;
84 Avignon;85 La Roche-sur-Yon;86 Poitiers;87 Limoges;88 Épinal;89 Auxerre;90 Belfort;
91 Évry-Courcouronnes;91 Évry;92 Nanterre;92 Boulogne-Billancourt;93 Bobigny;93 Montreuil;
93 Saint-Denis;94 Créteil;95 Cergy;95 Pontoise;95 Argenteuil;971 Basse-Terre;972 Fort-de-France;
972 Saint-Pierre;973 Cayenne;974 Saint-Denis;974 Saint-Louis;974 Saint-Paul;974 Saint-Pierre;
976 Mamoudzou;]]

--- The codes of the départements that have a town of a name, in any spelling.
---@param text string
---@return string[] codes in official order; empty if no town of this name is known
function towns.departements(text)
  local wanted, codes = names.words(text):gsub("%f[%l]st%f[%L]", "saint"), {}
  for code, name in BY_DEPARTEMENT:gmatch "(%w+) ([^;]+);" do
    if names.words(name) == wanted then codes[#codes + 1] = code end
  end
  return codes
end

return towns
