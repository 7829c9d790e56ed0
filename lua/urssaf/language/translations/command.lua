--- What the command says of its own options and arguments.
return [[
this is a defect of urssaf itself; please report it with the command and this line:
    c'est un défaut d'urssaf lui-même ; merci de le signaler, avec la commande et cette ligne :
the Lua module '%s' is not installed, or not where this Lua looks: luarocks install urssaf installs
  all that is needed
    le module Lua « %1 » n'est pas installé, ou pas là où ce Lua le cherche : luarocks install
    urssaf installe tout ce qu'il faut
--sample is a dataset of its own: leave out --file and --dataset
    --sample est un jeu de données à lui seul : retirez --file et --dataset
--offline opens no connection and --refresh downloads: choose one of them
    --offline n'ouvre pas de connexion et --refresh télécharge : choisissez l'un des deux
--provisional compares the publications that are kept: leave out --sample
    --provisional compare les publications conservées : retirez --sample
--as-of chooses a kept publication: leave out --file and --sample
    --as-of choisit une publication conservée : retirez --file et --sample
%s is for CSV: add --format csv, or write to a file that ends in .csv
    %1 ne vaut que pour le CSV : ajoutez --format csv, ou écrivez dans un fichier en .csv
--date is for CSV: leave it out, or write to a file that ends in .csv
    --date ne vaut que pour le CSV : retirez cette option, ou écrivez dans un fichier en .csv
%s: name a file, such as -o %s.%s
    %1 : nommez un fichier, par exemple -o %2.%3
a map is an SVG chart
    une carte est un graphique SVG
a report is an HTML page
    un rapport est une page HTML
--all writes a page for every place: leave out the place
    --all écrit une page par lieu : retirez le lieu
--all writes a folder: name it, such as -o pages
    --all écrit un dossier : nommez-le, par exemple -o pages
a folder cannot be made: lua-filesystem is not installed (luarocks install luafilesystem)
    impossible de créer un dossier : lua-filesystem n'est pas installé (luarocks install
    luafilesystem)
cannot make the folder '%s': %s
    impossible de créer le dossier « %1 » : %2
%s: only %d of the %d files in '%s' are new
    %1 : seuls %2 des %3 fichiers du dossier « %4 » sont nouveaux
%s: nothing was left
    %1 : rien n'a été laissé
'%s' is a file, not a folder: name another one
    « %1 » est un fichier, pas un dossier : nommez-en un autre
'%s': %s is none of this command's formats: %s
    « %1 » : cette commande n'écrit pas de %2, mais %3
cannot write '%s': %s
    impossible d'écrire « %1 » : %2
cannot write: %s
    impossible d'écrire : %1
'%s' is not a whole number above zero
    « %1 » n'est pas un nombre entier positif
'%s' is not NAME=VALUE, such as departement=Paris
    « %1 » n'est pas de la forme NOM=VALEUR, comme departement=Paris
there is no measure '%s'%s; 'urssaf info' lists them
    il n'y a pas de mesure « %1 »%2 ; « urssaf info » en donne la liste
no period is in that span: the data go from %s to %s
    aucune période dans cet intervalle : les données vont de %1 à %2
say which measure (-m): %s
    indiquez la mesure (-m) : %1
no column of values
    n'a pas de colonne de valeurs
several columns of values, %s
    a plusieurs colonnes de valeurs, %1
%s has %s: say the column with --per-column
    %1 %2 : indiquez la colonne avec --per-column
%s has a header and no row
    %1 a un en-tête et aucune ligne
%s has no column of places or periods: these data are by %s
    %1 n'a ni colonne de lieux ni colonne de périodes : ces données sont par %2
'%s' is no place in these data; --where '%s=%s' chooses the rows of that name
    « %1 » n'est pas un lieu dans ces données ; --where '%2=%3' choisit les lignes de ce nom
no row of these data is called '%s'%s
    aucune ligne de ces données ne s'appelle « %1 »%2
; those without a place are called %s
    ; celles qui n'ont pas de lieu s'appellent %1
the latest period with a value of every place is %s, more than a year before %s, in which there is
  none of %s
    la dernière période où chaque lieu a une valeur (%1) précède de plus d'un an la dernière (%2),
    où il n'y en a pas pour %3
there is no period with a value of every place
    aucune période n'a de valeur pour tous les lieux
there is only one period: choose two with --from and --to
    il n'y a qu'une période : choisissez-en deux avec --from et --to
none of %d datasets has '%s'
    sur %1 jeux de données, aucun ne répond à « %2 »
no publication that is kept has a figure of this
    aucune publication conservée n'a de chiffre à ce sujet
no earlier publication is kept to compare with: those fetched from now on are kept; --with compares
  with a saved CSV file
    aucune publication antérieure n'est conservée pour la comparaison : les prochaines le seront ;
    --with compare avec un fichier CSV enregistré
diff compares two publications: --sample has only one
    diff compare deux publications : --sample n'en a qu'une
--%s is for pictures: write to a file that ends in .svg, .png or .pdf
    --%1 ne vaut que pour une image : écrivez dans un fichier en .svg, .png ou .pdf
--rolling adds up, and a stock added up over time would count the same again: leave out one of
  --rolling and --nature stock
    --rolling additionne, et un stock additionné dans le temps compterait plusieurs fois la même
    chose : retirez --rolling ou --nature stock
--as-of reads what is kept: leave out --refresh
    --as-of lit ce qui est conservé : retirez --refresh
'%s' is not a number of pixels from 240 to 4000
    « %1 » n'est pas un nombre de pixels de 240 à 4000
several measures are called '%s': say %s or %s
    plusieurs mesures s'appellent « %1 » : précisez %2 ou %3
several measures are called '%s': say %s
    plusieurs mesures s'appellent « %1 » : précisez %2
--where is for keys: %s chooses a %s
    --where ne vaut que pour les clés : %1 choisit une %2
these data have no key '%s'%s: their keys are %s
    ces données n'ont pas de clé « %1 »%2 ; leurs clés : %3
no %s is '%s'; there are %s
    aucune valeur de la clé %1 n'est « %2 » ; il y a %3
several %s have '%s' in their name: %s
    plusieurs valeurs de la clé %1 contiennent « %2 » : %3
'%s' is a month, and the periods here are quarters: it is in %s
    « %1 » est un mois, et il s'agit ici de trimestres : %2 le contient
'%s' is a month, and the periods here are years: it is in %s
    « %1 » est un mois, et il s'agit ici d'années : %2 le contient
'%s' is a quarter, and the periods here are years: it is in %s
    « %1 » est un trimestre, et il s'agit ici d'années : %2 le contient
'%s' is not how many to show: a whole number above zero, or all
    « %1 » n'est pas un nombre à montrer : il faut un entier positif, ou all (tous)
one measure is taken here, and no list of them: '%s'
    une seule mesure est possible ici, et non une liste : « %1 »
no unit of these data has %s
    aucune unité de ces données n'a %1
no unit of these data has %s and %s
    aucune unité de ces données n'a %1 et %2
%s has no option '%s'
    %1 n'a pas d'option « %2 »
the option '%s' stands behind the command: urssaf %s %s
    l'option « %1 » se place après la commande : urssaf %2 %3
%s; these have: %s
    %1 ; celles-ci l'ont : %2
%s takes options only, and no '%s'
    %1 ne prend que des options, et non « %2 »
%s takes one %s: '%s' is one too many
    %1 ne prend qu'un argument (%2) : « %3 » est de trop
place
    un lieu
a period of several words stands in quotes: %s "%s"
    une période de plusieurs mots s'écrit entre guillemets : %1 "%2"
'urssaf %s --help' shows what it takes.
    « urssaf %1 --help » donne ses options.
'urssaf --help' lists the commands, 'urssaf COMMAND --help' their options.
    « urssaf --help » donne les commandes, « urssaf COMMANDE --help » leurs options.
--units is for growths: add --growth, or leave it out
    --units sert aux évolutions : ajoutez --growth, ou retirez --units
--per-column is a column of the file that --per names: add --per, or leave it out
    --per-column est une colonne du fichier que nomme --per : ajoutez --per, ou retirez --per-column
--by sums all units: leave out --by or the places
    --by additionne toutes les unités : retirez --by, ou les lieux
there are no two periods with a value of every place
    il n'y a pas deux périodes où chaque lieu a une valeur
region %s
    région %1
overseas départements
    départements d'outre-mer
a workbook is no text
    un classeur n'est pas du texte
a Parquet file is no text
    un fichier Parquet n'est pas du texte
--wide is not for Parquet: leave it out, or write to a file that ends in .csv or .xlsx
    --wide ne vaut pas pour Parquet : retirez cette option, ou écrivez dans un fichier en .csv
    ou .xlsx
a sheet has at most %s rows, and this would be %s: write .csv, or choose places, measures or periods
    une feuille a au plus %1 lignes, et il en faudrait %2 : écrivez du .csv, ou choisissez des
    territoires, des mesures ou des périodes
a sheet has at most %s columns, and this would be %s: write .csv, or choose fewer
    une feuille a au plus %1 colonnes, et il en faudrait %2 : écrivez du .csv, ou
    choisissez-en moins
a cell of a sheet has at most %s characters, and a text here has more: write .csv
    une cellule a au plus %1 caractères, et un texte d'ici en a davantage : écrivez du .csv
the workbook would be larger than 4 GiB: write .csv, or choose places, measures or periods
    le classeur dépasserait 4 Gio : écrivez du .csv, ou choisissez des territoires, des
    mesures ou des
    périodes
a Parquet file needs DuckDB, which is not installed: put the program duckdb from duckdb.org
  where your shell finds it, or run npm install -g @duckdb/node-api; or write a file that ends
  in .csv, which DuckDB reads as well
    un fichier Parquet demande DuckDB, qui n'est pas installé : mettez le programme duckdb, de
    duckdb.org, là où votre shell le trouve, ou lancez npm install -g @duckdb/node-api ; ou écrivez
    un fichier en .csv, que DuckDB lit aussi
cannot write into the folder for temporary files
    impossible d'écrire dans le dossier des fichiers temporaires
DuckDB did not write the Parquet file within %s seconds
    DuckDB n'a pas écrit le fichier Parquet en %1 secondes
DuckDB did not write the Parquet file (code %s): %s
    DuckDB n'a pas écrit le fichier Parquet (code %1) : %2
it does not say why
    il ne dit pas pourquoi
]]
