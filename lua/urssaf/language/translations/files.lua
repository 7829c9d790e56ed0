--- What is wrong with files, and with the CSV that they or the portal have.
return [[
line %d, column %d%s: %s
    ligne %1, colonne %2%3 : %4
line %d, year %d%s: %s
    ligne %1, année %2%3 : %4
line 1, column 1: the body is empty
    ligne 1, colonne 1 : il n'y a rien à lire
the body is empty
    il n'y a rien à lire
the line is longer than %d bytes
    la ligne a plus de %1 octets
a quote is not closed before the end
    un guillemet n'est pas refermé avant la fin
a quote inside a cell that does not begin with one
    un guillemet dans une cellule qui ne commence pas par un guillemet
a carriage return without a line feed
    un retour chariot sans saut de ligne
%s (save it with the line ends of Windows or of Unix)
    %1 (enregistrez le fichier avec les fins de ligne de Windows ou d'Unix)
text after the closing quote of a cell
    du texte après le guillemet fermant d'une cellule
a column without a name
    une colonne sans nom
%s (the first line has the names of all columns)
    %1 (la première ligne donne le nom de toutes les colonnes)
%s (a spreadsheet saves it as "CSV UTF-8")
    %1 (un tableur l'enregistre sous « CSV UTF-8 »)
the name is not valid UTF-8 text
    le nom n'est pas du texte en UTF-8
not valid UTF-8 text
    ce n'est pas du texte en UTF-8
two columns have this name
    deux colonnes ont ce nom
too many columns
    trop de colonnes
a name of more than 256 bytes
    un nom de plus de 256 octets
a text of more than %d bytes
    un texte de plus de %1 octets
a header without a line end, cut there
    un en-tête sans fin de ligne, coupé là
an empty line
    une ligne vide
%d cells where the header has %d
    %1 cellules, alors que l'en-tête en a %2
%d cells where the header has %d, in the row that begins "%s"
    %1 cellules, alors que l'en-tête en a %2, à la ligne qui commence par « %3 »
not the last day of a quarter
    ce n'est pas le dernier jour d'un trimestre
not the last day of a month
    ce n'est pas le dernier jour d'un mois
contradicts the other time columns of its row
    contredit les autres colonnes de temps de la ligne
not a year
    ce n'est pas une année
not a quarter
    ce n'est pas un trimestre
not a number (digits, with a decimal point if any)
    ce n'est pas un nombre (des chiffres, avec un point décimal s'il en faut un)
not a number (digits, with a decimal point if any): "%s"
    ce n'est pas un nombre (des chiffres, avec un point décimal s'il en faut un) : « %1 »
more than %d rows
    plus de %1 lignes
the rows have more than %d bytes
    les lignes ont plus de %1 octets
more than %d columns
    plus de %1 colonnes
more than %d columns behind it
    plus de %1 colonnes derrière elle
more than %d periods between the first and the last
    plus de %1 périodes entre la première et la dernière
more than %d units
    plus de %1 unités
more than %d series
    plus de %1 séries
more than %d series, units times measures
    plus de %1 séries, unités multipliées par les mesures
more than %d cells, units times measures times periods, of which fewer than one in %d is there
    plus de %1 cellules (unités, mesures et périodes), dont moins d'une sur %2 est remplie
more than %d cells, series times periods, of which fewer than one in %d is there
    plus de %1 cellules (séries et périodes), dont moins d'une sur %2 est remplie
an unknown column splits the unit %s: %s%s
    une colonne inconnue divise l'unité %1 : %2%3
an unknown column splits the unit %s: one of %s
    une colonne inconnue divise l'unité %1 : l'une de %2
the unit %s has this period twice, first on line %d
    l'unité %1 a deux fois cette période, la première à la ligne %2
the unit %s has this period twice, first on line %d: a column that tells its rows apart was left
  out of the file, most likely %s; save all columns
    l'unité %1 a deux fois cette période, la première à la ligne %2 : une colonne qui distingue ses
    lignes manque au fichier, sans doute %3 ; enregistrez toutes les colonnes
: a column that tells its rows apart was left out of the file, most likely %s%s; save all columns
    : une colonne qui distingue ses lignes manque au fichier, sans doute %1%2 ; enregistrez toutes
    les colonnes
the figures of '%s' look like thousands set apart with points (28.800): save them without
    les chiffres de « %1 » semblent avoir leurs milliers séparés par des points (28.800) :
    enregistrez-les sans eux
cannot read '%s'
    impossible de lire « %1 »
cannot read '%s': %s
    impossible de lire « %1 » : %2
%s is a spreadsheet or a zip archive: save it as CSV
    %1 est un classeur de tableur ou une archive zip : enregistrez-le en CSV
%s is a Parquet file: save it as CSV
    %1 est un fichier Parquet : enregistrez-le en CSV
%s is compressed: unpack it first
    %1 est compressé : décompressez-le d'abord
%s is UTF-16: save it as CSV in UTF-8
    %1 est en UTF-16 : enregistrez-le en CSV UTF-8
%s is a page: save the CSV export of the portal
    %1 est une page : enregistrez l'export CSV du portail
%s is JSON: save the CSV export of the portal
    %1 est du JSON : enregistrez l'export CSV du portail
%s is over %d bytes
    %1 dépasse %2 octets
two columns are called %s
    deux colonnes s'appellent %1
%s has no column '%s'%s; it has %s
    %1 n'a pas de colonne « %2 »%3 ; il a %4
'%s' in the column %s is no number; leave the cell empty if it is missing
    « %1 », dans la colonne %2, n'est pas un nombre ; laissez la cellule vide s'il manque
the column %s is empty
    la colonne %1 est vide
rows of two datasets, %s and %s: read them one by one
    des lignes de deux jeux de données, %1 et %2 : lisez-les un par un
an unnamed one
    un jeu sans nom
of %s, not of %s
    de %1, et non de %2
notes that were not written by this library: empty the cell
    des notes que cette bibliothèque n'a pas écrites : videz la cellule
the values of a unit differ in what the library does not know: %s; take it out of the
  file
    les valeurs d'une unité diffèrent par ce que la bibliothèque ne connaît pas : %1 ; retirez-le
    du fichier
"%s" is no status: %s
    « %1 » n'est pas un état : %2
not a number of units: "%s"
    ce n'est pas un nombre d'unités : « %1 »
more units than the expected ones
    plus d'unités qu'il n'en est attendu
not the quotient of its numerator and denominator
    ce n'est pas le quotient de son numérateur et de son dénominateur
there is a value, so that nothing is added in its place: empty one of the two cells
    il y a une valeur, et rien ne s'ajoute donc à sa place : videz l'une des deux cellules
"%s", where the same series has "%s" on line %d
    « %1 », alors que la même série a « %2 » à la ligne %3
not a list of its own
    ce n'est pas une liste de cette bibliothèque
not a period: write a month as 2021-03, a quarter as 2021-Q2, a year as 2021
    ce n'est pas une période : écrivez un mois 2021-03, un trimestre 2021-Q2, une année 2021
a %s, where the rows before have %ss
    la périodicité (%1) n'est pas celle des lignes précédentes (%2)
no nature: flow, stock, count, change, window, ratio or unknown expected
    ce n'est pas une nature : « flow », « stock », « count », « change », « window », « ratio » ou
    « unknown »
empty, though the values are not the measure itself but its %s
    vide, alors que les valeurs ne sont pas la mesure elle-même, mais une transformée (%1)
a %s, though these are the results of %s, which are a ratio or a change
    la nature est « %1 », alors que ces valeurs viennent de %2, qui donne un rapport ou un écart
no formula such as a / b or 100 * a / (b + c)
    ce n'est pas une formule comme a / b ou 100 * a / (b + c)
no measure
    pas de mesure
%s of %s has this period twice, first on line %d
    %1 de %2 a deux fois cette période, la première à la ligne %3
a list of %d, where the table has %d columns
    une liste de %1, alors que le tableau a %2 colonnes
a second list
    une seconde liste
not what the columns are: period, measure or a key, the same in all rows
    ce n'est pas ce que sont les colonnes : period, measure ou une clé, la même à chaque ligne
"%s", where line %d has "%s"
    « %1 », alors que la ligne %2 a « %3 »
the file is empty
    le fichier est vide
]]
