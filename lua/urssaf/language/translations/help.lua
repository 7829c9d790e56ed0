--- The help of the command: descriptions of its commands and options, and what they are called.
return [[
Urssaf's open data, first of all on auto-entrepreneurs: figures, tables, charts and reports by
  département since 2009.
    Les données ouvertes de l'Urssaf, et d'abord celles des auto-entrepreneurs : chiffres,
    tableaux, graphiques et pages par département depuis 2009.
Three commands to begin with:
    Trois commandes pour commencer :
With --sample they work without a network, on synthetic data.
    Avec --sample, elles se passent de réseau : les données sont synthétiques.
'urssaf help COMMAND' shows its options, 'man urssaf' those of all.
    « urssaf help COMMANDE » en donne les options, « man urssaf » toutes.
Exit codes: 0 done, 1 it could not be done, 2 a mistake in the command,
    Codes de sortie : 0 fait, 1 impossible, 2 erreur dans la commande,
3 'check' found something unexplained, 70 a defect of urssaf itself.
    3 « check » a trouvé un constat inexpliqué, 70 défaut d'urssaf lui-même.
Show the version and exit.
    Affiche la version.
Example:
    Exemple :
Examples:
    Exemples :
%s (default: %s)
    %1 (par défaut : %2)
print years: flows summed, counts averaged, stocks at the year's end
    affiche des années : flux additionnés, effectifs moyennés, stocks en fin d'année
show when a dataset was updated, and when it will be
    donne la dernière mise à jour d'un jeu de données, et la prochaine
find datasets of the portal
    cherche parmi les jeux de données du portail
draw a line chart (SVG with -o, else bars in the terminal)
    trace des courbes (SVG avec -o, sinon des barres dans le terminal)
find what does not fit together in the data, and what explains it
    cherche les incohérences des données, et ce qui les explique
print a citation of the data
    écrit la citation des données
compare places: first and last value, change, shape
    compare des lieux : première et dernière valeurs, variation, profil
show what the latest publication changed: periods, units and measures, revised figures
    montre ce qu'a changé la dernière publication : périodes, unités et mesures, chiffres révisés
write the data for other programs: one line for each value, or a table
    écrit les données pour d'autres programmes : une ligne par valeur, ou un tableau
describe a dataset or a measure: definition, breaks, licence
    décrit un jeu de données ou une mesure : définition, ruptures, licence
draw a map, one square for each département, shaded by a measure or its growth (SVG)
    trace une carte, un carré par département, teinté selon une mesure ou son évolution (SVG)
write a self-contained HTML page about a place, or a folder of pages about all
    écrit la page d'un lieu, en un seul fichier HTML, ou un dossier de pages de tous
show how the figures of a place moved from one kept publication to the next
    montre comment les chiffres d'un lieu ont changé d'une publication conservée à l'autre
print the series of a département, a region or France, period by period
    affiche les séries d'un département, d'une région ou de la France, période par période
rank départements or regions by a measure or by its growth
    classe les départements ou les régions selon une mesure ou son évolution
list the publications kept on this disk
    donne les publications conservées sur ce disque
One of the portal's datasets; by default auto-entrepreneurs-par-departement.
    Un des jeux de données du portail ; par défaut auto-entrepreneurs-par-departement.
The same, as an option.
    Le même jeu de données, en option.
Every release in the calendar, not the last and the next alone.
    Toutes les mises à jour du calendrier, et non la dernière et la prochaine seulement.
Only datasets with all these words, in any spelling, in their name, title, description, keywords or
  columns.
    Seulement les jeux de données qui ont tous ces mots, dans n'importe quelle graphie, dans leur
    nom, leur titre, leur description, leurs mots-clés ou leurs colonnes.
Only datasets of months, quarters or years.
    Seulement les jeux de données mensuels (month), trimestriels (quarter) ou annuels (year).
Only datasets whose theme has this word.
    Seulement les jeux de données dont le thème contient ce mot.
Only datasets with this column, such as region, to tell units apart.
    Seulement les jeux de données dont cette colonne, par exemple region, distingue les unités.
Draw a small chart for each series.
    Trace un petit graphique par série.
Write a BibTeX entry, as --format bibtex does.
    Écrit une entrée BibTeX, comme --format bibtex.
Compare with the latest kept publication up to that day; by default with the one before.
    Compare avec la dernière publication conservée jusqu'à ce jour-là ; par défaut, avec la
    précédente.
Compare with a CSV file saved from the portal.
    Compare avec un fichier CSV enregistré depuis le portail.
Places; without any, every unit of the dataset.
    Des lieux ; sans eux, toutes les unités du jeu de données.
Write a table of one measure: a row for each period, a column for each KEY.
    Écrit le tableau d'une mesure : une ligne par période, une colonne par CLÉ.
Add a column with the first or the last day of each period.
    Ajoute une colonne avec le premier (first) ou le dernier (last) jour de chaque période.
With --wide: leave out what describes the table, with which --file reads it.
    Avec --wide : laisse de côté ce qui décrit le tableau et permet à --file de le relire.
A measure; without one, the dataset is described.
    Une mesure ; sans elle, c'est le jeu de données qui est décrit.
Outline one département.
    Met un département en évidence.
A département, a region or France (the default), by code or name.
    Un département, une région ou la France (par défaut), par code ou par nom.
Write a folder: a page for each département, each region and France, and an index with a search
  and a map.
    Écrit un dossier : une page par département, par région et pour la France, et un sommaire avec
    une recherche et une carte.
A département, a region, or France (the default).
    Un département, une région ou la France (par défaut).
Another of the portal's datasets.
    Un autre jeu de données du portail.
How many places to show.
    Combien de lieux montrer.
Show the smallest first.
    Montre d'abord les plus petits.
Trust the certificates of this file, such as a company's, not the system's.
    Reconnaît les certificats de ce fichier, ceux d'une entreprise par exemple, et non ceux du
    système.
Use kept publications only, and open no connection.
    N'utilise que les publications conservées, sans connexion.
Download, even if the kept publication is up to date.
    Télécharge, même si la publication conservée est à jour.
Use another of the portal's datasets; 'urssaf catalog' lists them.
    Utilise un autre jeu de données du portail ; « urssaf catalog » en donne la liste.
Read a CSV file from the portal, or from 'urssaf export', without asking the portal; - is the
  standard input.
    Lit un fichier CSV du portail ou d'« urssaf export », sans interroger le portail ; - est
    l'entrée standard.
Use synthetic data, without a network; none of its figures is real.
    Utilise des données synthétiques, sans réseau ; aucun de leurs chiffres n'est réel.
Use the latest kept publication up to that day, such as 2026-03-31.
    Utilise la dernière publication conservée jusqu'à ce jour-là, par exemple 2026-03-31.
fr: CSV for French spreadsheets.
    fr : CSV pour les tableurs français.
What separates the cells of CSV: , ; | or tab.
    Ce qui sépare les cellules du CSV, entre guillemets : "," ";" "|" ou tab (la tabulation).
One of %s; the first is the default.
    L'un des formats %1 ; le premier par défaut.
Write to a file.
    Écrit dans un fichier.
Write to a file; its ending chooses the format, if there is no --format.
    Écrit dans un fichier, dont l'extension décide du format sans --format.
Write to a file; without --format its ending chooses the format; charts: .svg, .png or .pdf.
    Écrit dans un fichier, dont l'extension décide du format sans --format ; pour un graphique :
    .svg, .png ou .pdf.
Write to a file that ends in .svg, .png or .pdf.
    Écrit dans un fichier .svg, .png ou .pdf.
fr or en; by default that of the environment (LC_ALL, LC_MESSAGES, LANG).
    fr ou en ; par défaut, la langue de l'environnement (LC_ALL, LC_MESSAGES, LANG).
Show no progress and no warnings.
    N'affiche ni progression ni avertissements.
Use only units with this key, such as departement=Paris; 'urssaf info' lists the keys.
    Ne garde que les unités qui ont cette clé, par exemple departement=Paris ; « urssaf info » en
    donne la liste.
A measure; may be repeated. 'urssaf info' lists them.
    Une mesure ; l'option peut être répétée. « urssaf info » en donne la liste.
The measure, by default economiquement_actifs; 'urssaf info' lists them.
    La mesure, par défaut economiquement_actifs ; « urssaf info » en donne la liste.
Départements, regions or France (the default), by code or name: 75, Isère, region:84, PACA.
    Départements, régions ou France (par défaut), par code ou par nom : 75, Isère, region:84, PACA.
First month, quarter or year: 2021-03, 2019-Q1, T1 2019, 2019.
    Début : un mois, un trimestre ou une année, par exemple 2021-03, 2019-Q1, T1 2019 ou 2019.
Last month, quarter or year.
    Fin : un mois, un trimestre ou une année.
%s départements or regions.
    %1 les départements ou les régions.
%s departement, region, or any other key; 'urssaf info' lists the keys.
    %1 departement, region ou toute autre clé ; « urssaf info » en donne la liste.
Rank by
    Classement par
Shares by
    Parts par
Contributions by
    Contributions par
Write sums: france of all units; by
    Écrit des sommes d'unités : france, par
How many to show, or all.
    Combien en montrer, ou all (tous).
Add up flows and average counts over N years.
    Additionne les flux et moyenne les effectifs sur N années.
Tell on the error stream each request, each retry, what is decided about kept publications, and
  which file is read.
    Dit sur la sortie d'erreur chaque requête, chaque nouvel essai, ce qui est décidé des
    publications conservées, et quel fichier est lu.
print what each place adds to the growth of the total, in points
    affiche ce que chaque lieu apporte à l'évolution du total, en points
print each place's share in the total of a measure
    affiche la part de chaque lieu dans le total d'une mesure
The first period that is compared; by default a year before the last one.
    La première période comparée ; par défaut, un an avant la dernière.
The last period that is compared; by default the latest complete one.
    La dernière période comparée ; par défaut, la dernière qui soit complète.
show the options of a command
    donne les options d'une commande
Rank
    Classe
Shade
    Teinte
What an empty cell does to a sum: strict (the default) makes it missing, skip leaves the cell out,
  zero counts it as none.
    Effet d'une cellule vide sur une somme : strict (par défaut), la somme est absente ; skip, elle
    se fait sans la cellule ; zero, la cellule compte pour zéro.
Mark figures so recent that later publications usually change them, judged by those that are kept.
    Marque les chiffres si récents que les publications suivantes les changent le plus souvent, à
    en juger par celles qui sont conservées.
The period, such as 2021-Q2 or 2021-03; by default the latest complete one.
    La période, par exemple 2021-Q2 ou 2021-03 ; par défaut, la dernière qui soit complète.
In a growth of sums, which units are compared: all (the default), or those common to both ends.
    Dans une évolution de sommes, les unités comparées : all (toutes, si rien n'est dit) ou common
    (celles présentes aux deux bornes).
UNITS
    UNITÉS
Growth over a year; for shares, the difference.
    Évolution sur un an ; pour une part, la différence.
Divide by the figures of a CSV file, such as inhabitants by code_departement.
    Divise par les chiffres d'un fichier CSV, par exemple des habitants par code_departement.
The column of that file with the figures, if there are several.
    La colonne de ce fichier où sont les chiffres, s'il y en a plusieurs.
Per how many.
    Pour combien.
Add up flows and average counts over N periods.
    Additionne les flux et moyenne les effectifs sur N périodes.
Growth over a quarter, of quarterly data.
    Évolution sur un trimestre, de données trimestrielles.
Growth over a month, of monthly data.
    Évolution sur un mois, de données mensuelles.
Index the series: 100 in a period, or on average over a longer one.
    Ramène la série à 100 dans une période, ou en moyenne sur une période plus longue.
<place>
    <lieu>
<measure>
    <mesure>
<dataset>
    <jeu>
<word>
    <mot>
PATH
    FICHIER
NAME
    NOM
NAME=VALUE
    NOM=VALEUR
PERIOD
    PÉRIODE
DAY
    JOUR
KEY
    CLÉ
PLACE
    LIEU
WORD
    MOT
GRAIN
    GRAIN
HOW
    MODE
FORMAT
    FORMAT
LANGUAGE
    LANGUE
PRESET
    PRÉRÉGLAGE
CHARACTER
    CARACTÈRE
The title of a picture.
    Le titre d'une image.
The line below the title of a picture.
    La ligne sous le titre d'une image.
The width of a picture: 760, if nothing is said; 360 is a layout for phones.
    La largeur d'une image : 760, sauf indication contraire ; 360 convient à un téléphone.
light (the default), dark, or auto: as the reader's system is set.
    light (clair, par défaut), dark (sombre) ou auto : selon le réglage du lecteur.
What a measure is that urssaf does not know, as in a file of your own: a flow is summed over places
  and time; a stock over places, and taken at the end; a count over places, and averaged over time.
    Ce qu'est une mesure qu'urssaf ne connaît pas, celle d'un fichier à vous par exemple : un flux
    (flow) s'additionne entre lieux et dans le temps ; un stock s'additionne entre lieux, et se
    prend en fin de période ; un effectif (count) s'additionne entre lieux, et se moyenne dans le
    temps.
NATURE
    NATURE
PIXELS
    PIXELS
TEXT
    TEXTE
Draw the shapes of a GeoJSON file, with codes or names of départements or regions, in the place of
  squares.
    Trace les contours d'un fichier GeoJSON, avec les codes ou les noms de départements ou de
    régions, à la place de carrés.
THEME
    THÈME
]]
