--- Words and parts of messages that others are made of.
return [[
%s and %d more
    %1 et %2 de plus
(did you mean '%s'?)
    (vouliez-vous dire « %1 » ?)
%s (did you mean '%s'?)
    %1 (vouliez-vous dire « %2 » ?)
"%s" or "%s"
    "%1" ou "%2"
"%s", "%s"
    "%1", "%2"
"%s"
    « %1 »
%s; expected: %s; came: %s
    %1 ; attendu : %2 ; reçu : %3
%s; came: %s
    %1 ; reçu : %2
adjustments
    lignes de calage
month
    mois
quarter
    trimestre
year
    année
stock
    stock
flow
    flux
count
    effectif
ratio
    rapport
département
    département
region
    région
former region
    ancienne région
département or region
    département ou région
column
    colonne
measure
    mesure
series
    série
period
    période
nothing
    rien
string
    un texte
number
    un nombre
boolean
    un booléen
nil
    rien
the file
    le fichier
the whole
    l'ensemble
one of %s
    l'une de %1
a month, a quarter, or a year
    un mois, un trimestre ou une année
a whole number, zero or more
    un nombre entier, positif ou nul
a string, not empty and without line breaks
    un texte, ni vide ni sur plusieurs lignes
a day, such as 2026-07-31, or a time, such as 2026-07-31T08:00:00Z
    un jour, comme 2026-07-31, ou un instant, comme 2026-07-31T08:00:00Z
a list of names
    une liste de noms
a list of column names
    une liste de noms de colonnes
a name, or a list of names
    un nom, ou une liste de noms
a number above zero
    un nombre positif
a whole number above zero
    un nombre entier positif
something else
    autre chose
today
    aujourd'hui
yesterday
    hier
%d days ago
    il y a %1 jours
%s seconds
    %1 secondes
]]
