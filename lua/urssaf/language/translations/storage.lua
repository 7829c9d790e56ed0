--- What is wrong with publications that are kept, and with the folder that they are kept in.
return [[
what is kept could not be read in time (timeout)
    les publications conservées n'ont pas pu être lues à temps
a kept publication cannot be used: %s
    une publication conservée est inutilisable : %1
%d more kept publications cannot be used
    %1 autres publications conservées sont inutilisables
the kept publication of %s is damaged: %s
    la publication conservée du %1 est endommagée : %2
the kept publication is over %d bytes
    la publication conservée dépasse %1 octets
nothing can be kept here: %s
    rien ne peut être conservé ici : %1
kept publications cannot be listed here: %s
    on ne peut pas lister ici les publications conservées : %1
kept publications cannot be removed here: %s
    on ne peut pas supprimer ici les publications conservées : %1
this publication is not kept: %s
    cette publication n'est pas conservée : %1
no publication up to %s is kept; the earliest that is kept is of %s
    aucune publication n'est conservée jusqu'au %1 ; la plus ancienne est du %2
no kept publication answers this query
    aucune publication conservée ne répond à cette question
the portal is not asked (cache = "only"), and metadata are not kept; urssaf.vintages lists what is
    le portail n'est pas interrogé, et les métadonnées ne sont pas conservées ; « urssaf vintages »
    donne la liste de ce qui l'est
lua-filesystem is not installed
    lua-filesystem n'est pas installé
lua-filesystem cannot be loaded: %s
    lua-filesystem ne peut être chargé : %1
a C module cannot be loaded: %s
    un module en C ne peut être chargé : %1
the C modules of urssaf are of different versions: remove them, and install urssaf again
    les modules en C d'urssaf sont de versions différentes : supprimez-les et réinstallez urssaf
%s is a directory
    %1 est un dossier
%s is a link
    %1 est un lien
%s is a named pipe
    %1 est un tube nommé
%s is a socket
    %1 est une prise (socket)
%s is a %s, not a folder
    %1 n'est pas un dossier (%2)
%s is a %s, not a folder: move it away, or name another folder (URSSAF_CACHE_DIR)
    %1 n'est pas un dossier (%2) : déplacez-le, ou nommez un autre dossier (URSSAF_CACHE_DIR)
%s is a file, not a folder: move it away, or name another folder (URSSAF_CACHE_DIR)
    %1 est un fichier, et non un dossier : déplacez-le, ou nommez un autre dossier
    (URSSAF_CACHE_DIR)
directory
    dossier
file
    fichier
link
    lien
cannot be made
    création impossible
%s is not what was written
    %1 n'est pas ce qui avait été écrit
the cache folder %s: what ~%s stands for is not known here, write it out
    le dossier de conservation %1 : ce que désigne ~%2 n'est pas connu ici, écrivez-le en entier
no cache folder is known: name one (URSSAF_CACHE_DIR)
    aucun dossier de conservation n'est connu : nommez-en un (URSSAF_CACHE_DIR)
another user owns %s, and could change what is kept: name a folder of your own, or this one if you
  trust them (URSSAF_CACHE_DIR)
    %1 appartient à un autre utilisateur, qui pourrait changer ce qui est conservé : nommez un
    dossier à vous, ou celui-ci si vous lui faites confiance (URSSAF_CACHE_DIR)
everybody may write in %s, and could change what is kept: name a folder of your own, or this one if
  you trust them (URSSAF_CACHE_DIR)
    tout le monde peut écrire dans %1, et changer ce qui est conservé : nommez un dossier à vous,
    ou celui-ci si vous leur faites confiance (URSSAF_CACHE_DIR)
a group may write in %s, and could change what is kept: name a folder of your own, or this one if
  you trust them (URSSAF_CACHE_DIR)
    un groupe peut écrire dans %1, et changer ce qui est conservé : nommez un dossier à vous, ou
    celui-ci si vous lui faites confiance (URSSAF_CACHE_DIR)
%s could not be read in time
    %1 n'a pas pu être lu à temps
no folder can be made in it
    aucun dossier ne peut y être créé
its description is too long
    sa description est trop longue
the portal could not be asked for a newer publication: this one is of %s, and was the newest %s.
  What went wrong: %s
    le portail n'a pas pu être interrogé : cette publication est du %1, et était la dernière %2. Ce
    qui a échoué : %3
]]
