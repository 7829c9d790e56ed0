--- Why something cannot be made of a panel, and what its check finds.
return [[
unknown key '%s'%s
    clé « %1 » inconnue%2
unknown measure '%s'%s
    mesure « %1 » inconnue%2
no %s is '%s'%s
    aucune valeur de la clé %1 n'est « %2 »%3
these data have no measure '%s'%s
    ces données n'ont pas de mesure « %1 »%2
no series of these data matches %s
    aucune série de ces données ne correspond à %1
%d series match %s: %s; they differ in %s: say which, or use filter
    %1 séries correspondent à %2 : %3 ; elles diffèrent par %4 : dites laquelle vous voulez
no unit has a key '%s'%s; the keys are: %s
    aucune unité n'a de clé « %1 »%2 ; les clés sont : %3
there is no period in which all units have a value, so that none was chosen: name one
    aucune période n'a de valeur pour toutes les unités, et aucune n'est donc choisie : nommez-en
    une
%s: only additive measures have shares and contributions
    %1 : seules des mesures qui s'additionnent ont des parts et des contributions
no shares and no contributions, because a part is negative, or the whole is not above zero
    ni parts ni contributions, car une partie est négative, ou l'ensemble n'est pas positif
%s: there is no period a year before %s
    %1 : il n'y a pas de période un an avant %2
%s must be before %s
    %1 doit précéder %2
diff: %s is computed from others: compare the panels it was made of
    %1 est calculé à partir d'autres séries : comparez celles-ci
it is a %s, and was a %s
    la nature est %1, et était %2
measure of unknown nature
    inconnue
it is in %s, and was in %s
    l'unité est %1, et était %2
diff: these panels differ in %s: %s, %s
    ces données ne se comparent pas : elles diffèrent par %1 (%2, %3)
dataset
    le jeu de données
frequency
    la périodicité
%s: %s %s, whose empty cells are no zeros
    %1 : %2 %3, dont les cellules vides ne sont pas des zéros
is a sum over units
    est une somme sur des unités
is computed over several periods
    est calculé sur plusieurs périodes
is a ratio
    est un rapport
is computed from other measures
    est calculé à partir d'autres mesures
by: no unit of these data has the key '%s'
    aucune unité de ces données n'a la clé « %1 »
these data have a measure '%s' already
    ces données ont déjà une mesure « %1 »
%s, line %d: %s
    %1, ligne %2 : %3
%s is no month, quarter or year
    %1 n'est ni un mois, ni un trimestre, ni une année
%s is a %s, the rows before are of %ss
    %1 n'est pas de la durée des lignes précédentes (%2, et non %3)
%s is there twice
    %1 y est deux fois
this period
    cette période
%s: %s and %s would get the same value, and a sum would count it twice
    %1 : %2 et %3 auraient la même valeur, qu'une somme compterait deux fois
%s: the table has %ss, and these data %ss: add the table up first
    %1 : le fichier va par %2, et ces données par %3 : additionnez d'abord les chiffres du fichier
no row of %s is of a unit of these data by %s: its first is '%s', theirs '%s'
    aucune ligne de %1 ne correspond à une unité de ces données par %2 : sa première est « %3 »,
    celle des données « %4 »
%s: mark the figures that it was made of
    %1 : marquez les chiffres dont il est tiré
%s: its part %s is a ratio itself; take its parts
    %1 : son terme %2 est lui-même un rapport ; prenez les termes de celui-ci
%s: %s and %s do not cover the same time; add the ratio first, then use annual or rolling, which
  recompute it
    %1 : %2 et %3 ne couvrent pas la même durée ; calculez d'abord le rapport, puis ses années ou
    ses périodes glissantes
the library does not know how to compute '%s'%s; it knows %s
    le calcul de « %1 » n'est pas connu%2 ; sont connus : %3
one publication has %ss, another %ss
    une publication va par %1, une autre par %2
no publication has a figure of this
    aucune publication n'a de chiffre à ce sujet
mark: these are revisions of %ss, and the panel has %ss: mark it before it is made of longer
  periods
    les révisions vont par %1, et les données par %2
annual: these are years already
    ce sont déjà des années
quarterly: a panel of months expected, these are %ss
    il faut des données mensuelles, et celles-ci vont par %1
%s: a whole number of periods above zero expected, got %s
    %1 : il faut un nombre entier et positif de périodes, et non %2
%s of %s means nothing, since that is a growth or a difference already
    %2 est déjà une évolution ou un écart : en calculer une autre (%1) n'a pas de sens
growth
    une évolution
an index
    un indice
%s is for %ss: these are %ss
    %1 ne vaut que pour des données par %2 : celles-ci vont par %3
%s: the base is shorter than a %s
    %1 : la base est plus courte que les périodes des données (%2)
%s: no series has the key '%s'; they have: %s
    %1 : aucune série n'a la clé « %2 » ; elles ont : %3
no key alone tells the %d series apart, such as %s and %s
    aucune clé ne distingue à elle seule les %1 séries, comme %2 et %3
rows and columns are both "%s"
    les lignes et les colonnes sont les mêmes : « %1 »
several periods fall on one cell of %s and %s
    plusieurs périodes tombent dans la même cellule de %1 et %2
two series fall on one cell, %s and %s; they differ in %s
    deux séries tombent dans la même cellule, %1 et %2 (ce qui les distingue : %3)
area must be 'metropole' or 'drom', got '%s'%s
    area vaut « metropole » ou « drom », et non « %1 »%2
say which measure: %s
    indiquez la mesure : %1
%s is for wide tables
    %1 ne vaut que pour un tableau
%s: a row of this table is about no period but a %s
    %1 : une ligne de ce tableau n'est pas d'une période (mais : %2)
there are no values to check
    il n'y a pas de valeur à vérifier
there is no %s
    il manque %1
%s, no %s
    %1, %2
the periods are not quarters
    les périodes ne sont pas des trimestres
one of %d units may equal the others by chance, so only names were checked
    parmi %1 unités, l'une peut égaler les autres par hasard : seuls les noms sont vérifiés
unclassified units
    unités non classées
no period has all units, no negative value and a total above zero
    aucune période n'a à la fois toutes les unités, aucune valeur négative et un total positif
it is not known whether it can be added up
    on ne sait pas si elle s'additionne
it is computed from others, or a ratio
    elle est calculée à partir d'autres, ou c'est un rapport
the periods do not follow each other, at %s
    les périodes ne se suivent pas, à %1
%s has values that belong to no period
    %1 a des valeurs qui ne sont d'aucune période
%s has other periods than the data
    %1 a d'autres périodes que l'ensemble
it reads like another unit, %s, but its name is not the same
    elle se lit comme une autre unité, %1, mais son nom n'est pas le même
the grid is not in order
    les périodes sont en désordre
%s is below zero: %s in %s; periods: %s
    %1 est une valeur négative : %2 (%3) ; périodes : %4
%s is many times larger or smaller than before and after: %s in %s; periods: %s
    %1 : valeur bien plus grande ou plus petite qu'avant et après, %2 (%3) ; périodes : %4
the level of %s becomes many times what it was, or a small part of it, and stays so: %s in %s;
  periods: %s
    %1 : le niveau change d'échelle et s'y tient, bien plus haut ou plus bas qu'avant, %2 (%3) ;
    périodes : %4
%s is not what the figures beside it make: %s in %s; periods: %s
    %1 n'est pas ce que donnent les chiffres voisins : %2 (%3) ; périodes : %4
%s in %s looks like that of %s, and its own like that of this unit
    %1 (%2) : la valeur ressemble à celle de %3, et celle de %3 à celle de cette unité
%s from %s on looks like that of %s, and its own like that of this unit
    %1 : à partir de cette période (%2), les valeurs ressemblent à celles de %3, et celles de %3 à
    celles de cette unité
all figures are those of the period before, in %s
    tous les chiffres sont ceux de la période précédente (%1)
all figures are those of the same period of the year before, in %s
    tous les chiffres sont ceux de la même période de l'année précédente (%1)
, beside figures too large for none
    , à côté de chiffres trop grands pour que ce soit zéro
radiations have fractions in %s: Urssaf has estimated and re-allocated these strike-offs
    les radiations ont des décimales (%1) : l'Urssaf les a estimées et réparties
, very probably none: the dataset has many empty cells and no 0 (Urssaf does not say what they
  mean)
    , très probablement nulles : le jeu de données a beaucoup de cellules vides et aucun 0
    (l'Urssaf ne dit pas ce qu'elles veulent dire)
in %s
    (%1)
altogether
    à toutes les périodes
%s missing %s%s
    %1 : valeur absente %2%3
%s missing in %s and %d more%s
    %1 : valeur absente (%2 et %3 de plus)%4
it equals the sum of all others in %s, in all %d cells where every unit has a value%s
    elle égale la somme de toutes les autres pour %1, dans les %2 cellules où chaque unité a une
    valeur%3
it equals the sum of all others in %s, in %d of %d cells where every unit has a value%s
    elle égale la somme de toutes les autres pour %1, dans %2 des %3 cellules où chaque unité a une
    valeur%4
; %d %s from the sum of its parts, most in %s, by %s%s (%s)
    ; dans %1 %2, écart avec la somme de ses parties, au plus %4%5 (%3, %6)
; in %d %s a part of it is missing
    ; dans %1 %2, une partie manque
cell differs
    cellule
cells differ
    cellules
cell
    cellule
cells
    cellules
columns
    colonnes
rows
    lignes
it is itself a total: %s
    elle est elle-même un total : %1
it lacks a key that others in it have, and may be a total, but is not the sum of these; it is added
  up
    il lui manque une clé que d'autres y ont, et c'est peut-être un total, mais pas leur somme ;
    elle est additionnée
%s %% of %s in %s
    %1 %% de « %2 » (%3)
; as many were struck off in the quarter, and may have been active
    ; autant ont été radiés dans le trimestre, et ont pu être actifs
more accounts active than registered, by up to %s, in %s%s
    plus de comptes actifs que de comptes immatriculés, de %1 au plus (%2)%3
; known: %s
    ; connu : %1
%s is not what it was plus %s minus %s in %s, by up to %s of the stock (%s)%s
    %1 n'est pas ce qu'il était, plus %2 moins %3 (%4) : l'écart va jusqu'à %5 du stock (%6)%7
%s per active account is %s euros in %s, outside the usual %s to %s; periods: %s
    %1 par compte actif : %2 euros (%3), hors des bornes usuelles, de %4 à %5 ; périodes : %6
no value of any measure from %s on%s: sums are missing, unless they leave it out
    aucune valeur d'aucune mesure depuis %1%2 : les sommes sont absentes, à moins de s'en passer
no value of any measure after %s%s: later sums are missing, unless they leave it out
    aucune valeur d'aucune mesure après %1%2 : les sommes suivantes sont absentes, à moins de s'en
    passer
it begins in %s%s: growth of sums across that also shows that it is there
    elle n'a de valeurs qu'à partir de %1%2 : l'évolution d'une somme à cheval sur cette date s'en
    ressent
%s: %d cells are empty and none is 0, while 1, 2 or 3 stand in %d: an empty cell may mean none, as
  the option missing (zero) counts it
    %1 : %2 cellules sont vides et aucune ne vaut 0, alors que 1, 2 ou 3 se trouvent dans %3 : une
    cellule vide vaut peut-être zéro, comme le compte --missing zero
its name says so
    son nom le dit
it is the sum of those under it
    elle est la somme de celles qu'elle comprend
others like it are the sums of those under them
    d'autres comme elle sont les sommes de celles qu'elles comprennent
it is near the sum of those under it
    elle est proche de la somme de celles qu'elle comprend
it equals the sum of all others
    elle égale la somme de toutes les autres
]]
