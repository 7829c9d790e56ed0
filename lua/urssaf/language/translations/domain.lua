--- What is wrong with periods, places, measures and columns, and what may not be added up.
return [[
a dataset's identifier
    l'identifiant d'un jeu de données
option '%s' must be %s, got %s
    l'option « %1 » doit être %2, et non %3
'%s' is not one month: write it as 2021-03, 03/2021 or mars 2021, or as its last day, 2021-03-31
    « %1 » n'est pas un mois : écrivez-le 2021-03, 03/2021 ou mars 2021, ou par son dernier jour,
    2021-03-31
'%s' is not one quarter: write it as 2021-Q2 or T2 2021, or as its last day, 2021-06-30
    « %1 » n'est pas un trimestre : écrivez-le 2021-Q2 ou T2 2021, ou par son dernier jour,
    2021-06-30
'%s' is not a year: write it as 2021
    « %1 » n'est pas une année : écrivez-la 2021
'%s' is not one period: %s
    « %1 » n'est pas une période : %2
write a month as 2021-06 or juin 2021, a quarter as 2021-Q2 or T2 2021, a year as 2021
    écrivez un mois 2021-06 ou juin 2021, un trimestre 2021-Q2 ou T2 2021, une année 2021
'%s' may be a month or a quarter: write it as 2021-06 or 2021-Q2
    « %1 » peut être un mois ou un trimestre : écrivez 2021-06 ou 2021-Q2
'%s' is a %s, '%s' a %s: only periods of one frequency can be compared
    « %1 » et « %3 » ne se comparent pas : leurs périodes ne sont pas de même durée (%2, %4)
months run from 1000-01 to 9999-12
    les mois vont de 1000-01 à 9999-12
quarters run from 1000-Q1 to 9999-Q4
    les trimestres vont de 1000-T1 à 9999-T4
years run from 1000 to 9999
    les années vont de 1000 à 9999
%s is after %s: %s, %s
    %1 est après %2 : %3, %4
%s is outside these data, %s
    %1 est hors des données, %2
which is empty
    qui sont vides
months from %s to %s
    qui vont de %1 à %2
quarters from %s to %s
    qui vont de %1 à %2
years from %s to %s
    qui vont de %1 à %2
a code or a name of a %s expected, got %s
    il faut le code ou le nom d'un lieu (%1), et non %2
no département is '%s'%s
    aucun département ne s'appelle « %1 »%2
no region is '%s'%s
    aucune région ne s'appelle « %1 »%2
no former region is '%s'%s
    aucune ancienne région ne s'appelle « %1 »%2
no département or region is '%s'%s
    aucun département et aucune région ne s'appelle « %1 »%2
(%s is a %s%s)
    (%1 : %2%3)
(%s is a département%s)
    (%1 est un département%2)
(%s is a region%s)
    (%1 est une région%2)
(%s is a former region%s)
    (%1 est une ancienne région%2)
, part of %s
    , région %1
'%s' is no place, but a remainder or an adjustment in the data: a département, a region or France
  is expected
    « %1 » n'est pas un lieu, mais un reste ou un calage dans les données : il faut un département,
    une région ou la France
%s is a former region: use the present region, %s
    %1 est une ancienne région : demandez l'actuelle, %2
these data have nothing of Mayotte: Urssaf's data on auto-entrepreneurs do not cover it
    ces données n'ont rien sur Mayotte : celles de l'Urssaf sur les auto-entrepreneurs ne la
    couvrent pas
these data have nothing of %s%s
    ces données n'ont rien sur %1%2
: their units are no places
    : leurs unités ne sont pas des lieux
: their places are in other columns, %s
    : leurs lieux sont dans d'autres colonnes, %1
: their places are regions, and %s is in %s (region:%s)
    : leurs lieux sont des régions, et %1 est en %2 (region:%3)
these data do not have all of %s, and a sum without %s would be wrong
    ces données n'ont pas tout ce qui compose %1, et une somme sans %2 serait fausse
the library does not know the measure '%s'%s: say how it is combined
    la mesure « %1 » n'est pas connue%2, ni donc la façon de l'additionner
the library does not know the measures %s: say how they are combined
    les mesures %1 ne sont pas connues, ni donc la façon de les additionner
%s is a stock, a level at the period's end: added up over time it would count the same accounts
  again
    %1 est un stock, un niveau en fin de période : l'additionner dans le temps compterait plusieurs
    fois les mêmes comptes
%s covers several periods already: added up it would count them again
    %1 couvre déjà plusieurs périodes : l'additionner les compterait plusieurs fois
use the series it was made of
    prenez la série dont elle est tirée
%s is a difference between two periods
    %1 est un écart entre deux périodes
combine the series it was made of, and take the change afterwards
    additionnez d'abord les séries dont elle est tirée, puis calculez la variation
%s is a growth or an index: it is never added or averaged
    %1 est une évolution ou un indice : cela n'est jamais additionné ni moyenné
combine the series it was made of, and compute the growth or index afterwards
    additionnez d'abord les séries dont elle est tirée, puis calculez l'évolution ou l'indice
%s is a mean here, as in files of 2021: it is never added or averaged, and the total is not in this
  file
    %1 est ici une moyenne, comme dans les fichiers de 2021 : elle n'est jamais additionnée ni
    moyennée, et le total n'est pas dans ce fichier
%s is a ratio: it is never added or averaged
    %1 est un rapport : il n'est jamais additionné ni moyenné
%s is a ratio: it is never added or averaged, and its parts (%s) are not there for all units to
  compute it anew
    %1 est un rapport : il n'est jamais additionné ni moyenné, et ses termes (%2) ne sont pas là
    pour toutes les unités, de sorte qu'il ne peut être recalculé
%s is a mean over those who were counted in one period: in another period others are counted, and
  some of them again, so that none can be computed for several
    %1 est une moyenne sur ceux qui sont comptés dans une période : d'autres le sont dans une
    autre, et certains de nouveau, de sorte qu'aucune ne se calcule pour plusieurs périodes
yoy
    évolution sur un an
qoq
    évolution sur un trimestre
mom
    évolution sur un mois
mom or yoy
    évolution sur un mois ou un an
qoq or yoy
    évolution sur un trimestre ou un an
less than 0.01 %
    moins de 0,01 %%
yoy of %s
    %1 (évolution sur un an)
qoq of %s
    %1 (évolution sur un trimestre)
mom of %s
    %1 (évolution sur un mois)
rolling(%d) of %s
    %2 (sur %1 périodes)
index(%s) of %s
    %2 (indice, base %1)
the column '%s' tells months, which would pass for %ss: if the figures are of these months, name it
  dernier_jour_du_mois and write their last days in it; if it dates something else, leave it out of
  the file
    la colonne « %1 » donne des mois, qui passeraient pour des périodes de type %2 : si les
    chiffres sont de ces mois, nommez-la dernier_jour_du_mois et donnez-y leur dernier jour ; si
    elle date autre chose, retirez-la du fichier
the column '%s' seems to tell %s, in a way that is not read (if it does not, give it another name)
    la colonne « %1 » semble donner %2, sous une forme qui n'est pas lue (si ce n'est pas le cas,
    donnez-lui un autre nom)
weeks
    des semaines
months
    des mois
quarters
    des trimestres
half-years
    des semestres
dernier_jour_du_mois, or dernier_jour_du_trimestre
    dernier_jour_du_mois ou dernier_jour_du_trimestre
annee and trimestre, or dernier_jour_du_trimestre, or dernier_jour_du_mois
    annee et trimestre, ou dernier_jour_du_trimestre, ou dernier_jour_du_mois
the rows of '%s' are of %ss, and this file tells only their %s: save all columns (if its figures
  are of whole %ss, leave the option dataset out)
    les lignes de « %1 » sont de périodes (%2) plus courtes que celles de ce fichier (%3) :
    enregistrez toutes les colonnes (si ses chiffres sont bien de périodes entières (%4), retirez
    --dataset)
a column that dates the rows was left out of the file: it has the columns of '%s', whose rows are
  of %ss, and tells only their %s; save all columns
    une colonne qui date les lignes manque au fichier : il a les colonnes de « %1 », dont les
    périodes (%2) sont plus courtes que les siennes (%3) ; enregistrez toutes les colonnes
no columns that date a row
    aucune colonne ne date les lignes
the column '%s' is gone
    la colonne « %1 » a disparu
the metadata have a field '%s', the export has not
    le champ « %1 » est dans les métadonnées, mais pas dans l'export
no column '%s'%s
    pas de colonne « %1 »%2
no measure '%s'%s
    pas de mesure « %1 »%2
the figures of one year: there is a dataset for each year (%s to %s), and no column says which it
  is; %s, or fetch '%s', which has quarters; the cookbook puts the years together
    les chiffres d'une année : il y a un jeu de données par année (%1 à %2), et aucune colonne ne
    dit laquelle ; %3, ou demandez « %4 », qui est trimestriel
read its CSV export as a plain table
    lisez son export CSV comme un simple tableau
deferrals of contributions in 2020 by deadline, which is neither a month nor a quarter; %s
    les reports de cotisations de 2020 par échéance, qui n'est ni un mois ni un trimestre ; %1
the totals of a measure of 2020, which no column dates; %s
    les totaux d'une mesure de 2020, qu'aucune colonne ne date ; %1
the portal's release calendar
    le calendrier des mises à jour du portail
a list; %s
    une liste ; %1
%s is no time series but %s
    %1 n'est pas une série temporelle, mais %2
the file is no time series but %s
    le fichier n'est pas une série temporelle, mais %1
no columns that date a row, and columns of one year each are not read as these are written (%s): a
  name ends with its year, as in 'Effectifs salariés 2006', and a measure has a column for each of
  several years, at most a hundred
    aucune colonne ne date les lignes, et des colonnes d'une année chacune ne se lisent pas sous
    cette forme (%1) : leur nom finit par l'année, comme « Effectifs salariés 2006 », et une mesure
    a une colonne pour chacune de plusieurs années, cent au plus
the portal's release calendar has changed: columns %s and %s expected; it has %s
    le calendrier des mises à jour du portail a changé : les colonnes %1 et %2 étaient attendues ;
    il a %3
the portal's release calendar has no release of '%s'%s
    le calendrier du portail n'a pas de mise à jour de « %1 »%2
two columns are '%s'
    deux colonnes sont « %1 »
the metadata have no field '%s'
    les métadonnées n'ont pas de champ « %1 »
no column that is a measure
    aucune colonne n'est une mesure
not classified
    non classé ailleurs
adjustment (calage)
    calage
France without Mayotte
    France hors Mayotte
no %s is '%s': it is a town in %s (%s), and départements and regions are known, not towns
    aucun lieu (%1) ne s'appelle « %2 » : c'est une ville (%3, %4), et seuls les départements et
    les régions sont connus
no %s is '%s': towns of this name are in %s, and départements and regions are known, not towns
    aucun lieu (%1) ne s'appelle « %2 », nom de villes de plusieurs départements : %3 ; seuls les
    départements et les régions sont connus
the overseas départements
    les départements d'outre-mer
metropolitan France
    la France métropolitaine
'%s' is several regions: a département, a region or France is expected
    « %1 » désigne plusieurs régions : il faut un département, une région ou la France
]]
