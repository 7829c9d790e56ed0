--- What goes wrong with the portal and on the way to it.
return [[
no connection to %s: %s
    %1 est injoignable, %2
no connection: %s
    connexion impossible, %1
no connection after %d seconds (connect_timeout)
    pas de connexion au bout de %1 secondes
no connection after %d ms (connect_timeout)
    pas de connexion au bout de %1 ms
nothing came for %d seconds (stall_timeout)
    rien n'est arrivé pendant %1 secondes
nothing came for %d ms (stall_timeout)
    rien n'est arrivé pendant %1 ms
the request was not over after %d seconds (timeout)
    la requête n'était pas terminée au bout de %1 secondes
the request was not over after %d ms (timeout)
    la requête n'était pas terminée au bout de %1 ms
the call was not over after %s seconds (timeout)
    la demande n'a pas abouti en %1 secondes
the call's time limit is over (timeout)
    le temps accordé à la demande est écoulé
%s; asked %d times
    %1 ; %2 essais
%s; try again in %s seconds: the call's time limit ends before that (timeout)
    %1 ; réessayez dans %2 secondes : le temps accordé à la demande s'achève avant
%s; a proxy is set (proxy)
    %1 ; un mandataire (proxy) est indiqué
%s; a proxy is set in the environment (%s)
    %1 ; l'environnement indique un mandataire (%2)
%s; the proxy in the environment (%s) must be %s
    %1 ; le mandataire de l'environnement (%2) doit être %3
an address such as http://user:password@host:3128; in the user name and the password, write @ as
  %%40, # as %%23, / as %%2F, ? as %%3F, %% as %%25 and a blank as %%20
    une adresse comme http://nom:passe@machine:3128 ; dans le nom et le mot de passe, @ s'écrit
    %%40, # %%23, / %%2F, « ? » %%3F, le signe pour cent %%25 et le blanc %%20
the file of certificates (%s) cannot be read: %s
    le fichier de certificats (%1) ne peut être lu : %2
the file of certificates cannot be read: %s
    le fichier de certificats ne peut être lu : %1
%s; the certificates to trust are those of %s (%s)
    %1 ; les certificats reconnus sont ceux de %2 (%3)
%s; the certificates to trust are those of %s
    %1 ; les certificats reconnus sont ceux de %2
refused a redirect: %s
    redirection refusée : %1
refused a redirect: its address has a user name
    redirection refusée : son adresse contient un nom d'utilisateur
refused a redirect from https down to http
    redirection refusée de https vers http
a header line of the response is too long, or memory is short
    une ligne d'en-tête de la réponse est trop longue, ou la mémoire manque
the response was cut before the end of its headers
    la réponse a été coupée avant la fin de ses en-têtes
the response has a Transfer-Encoding that was not asked for
    la réponse a un Transfer-Encoding qui n'était pas demandé
the response has a Content-Encoding that was not asked for
    la réponse a un Content-Encoding qui n'était pas demandé
the response is declared as gzip, but cannot be decompressed
    la réponse se dit en gzip, mais ne peut être décompressée
the headers, trailers included, are over 64 KiB in all
    les en-têtes dépassent 64 Kio en tout
more than twice %d bytes came before the body's end
    plus de deux fois %1 octets sont arrivés avant la fin de la réponse
the body is over %d bytes
    la réponse dépasse %1 octets
the compressed body was cut before its end
    la réponse compressée a été coupée avant sa fin
the transfer could not be resumed after a pause
    le transfert n'a pas pu reprendre après une pause
the session was closed
    la session a été fermée
the client was closed
    le client a été fermé
the request was given up
    la requête a été abandonnée
progress returned false
    le programme a tout arrêté
the portal's quota%s is used up%s; ask again later, or with an API key (URSSAF_API_KEY)
    le quota du portail%1 est épuisé%2 ; réessayez plus tard, ou avec une clé
of %s calls
    de %1 appels
until %s
    jusqu'au %1
the answer has status %d and no body
    la réponse a le statut %1 et aucun contenu
the answer has status %d and begins: %s
    la réponse a le statut %1 et commence ainsi : %2
%s was asked for; the answer is %s and begins: %s
    %1 était demandé ; la réponse est %2 et commence ainsi : %3
csv was asked for; the answer is %s and begins: %s
    du CSV était demandé ; la réponse est %1 et commence ainsi : %2
json was asked for; the answer is %s and begins: %s
    du JSON était demandé ; la réponse est %1 et commence ainsi : %2
of no stated type
    sans type indiqué
the portal's answer has no total_count
    la réponse du portail n'a pas de total_count
the catalog's answer is not a list of datasets
    la réponse du catalogue n'est pas une liste de jeux de données
the metadata have a field '%s', which a query cannot name: fetch without measures
    les métadonnées ont un champ « %1 », qu'une question ne peut nommer : demandez toutes les
    mesures
the names of the columns have %d bytes, too many for a query: fetch without measures
    les noms des colonnes font %1 octets, trop pour une question : demandez toutes les mesures
the export ends inside its last row (%d rows came whole or in part, the portal counts %d)
    l'export s'arrête au milieu de sa dernière ligne (%1 lignes reçues, entières ou non ; le
    portail en compte %2)
the export ends inside a row, the portal counts %d rows: %s
    l'export s'arrête au milieu d'une ligne, le portail compte %1 lignes : %2
the export has %d rows, the portal counts %d
    l'export a %1 lignes, le portail en compte %2
the export has a header and no row, and the portal counts 0: the dataset is empty, or not yet
  published
    l'export a un en-tête et aucune ligne, et le portail en compte 0 : le jeu de données est vide,
    ou pas encore publié
the portal's JSON would take more than %d bytes of memory, which is more than ten times what it
  should: check URSSAF_BASE_URL
    le JSON du portail prendrait plus de %1 octets de mémoire, plus de dix fois ce qu'il devrait :
    vérifiez l'adresse (URSSAF_BASE_URL)
it is a %s where a table was expected
    un tableau était attendu, et non %1
it is nested deeper than can be followed
    ses niveaux sont trop nombreux pour être suivis
the answer is not the JSON that was asked for: %s
    la réponse n'est pas le JSON demandé : %1
no JSON in this host: install lua-cjson
    rien ne lit le JSON ici : installez lua-cjson
the metadata could not be requested again (%s)
    les métadonnées n'ont pas pu être redemandées (%1)
a new publication came while this was fetched
    une nouvelle publication est parue pendant le téléchargement
%s: source.data_processed may be another publication's
    %1 : la date de publication est peut-être celle d'une autre
the metadata say %d rows, %d came: source.data_processed may be another publication's
    les métadonnées comptent %1 lignes, il en est arrivé %2 : la date de publication est peut-être
    celle d'une autre
the portal counts %d datasets, more than the %d that are accepted: check URSSAF_BASE_URL
    le portail compte %1 jeux de données, plus que les %2 acceptés : vérifiez l'adresse
    (URSSAF_BASE_URL)
%d datasets came, the portal counts %d
    %1 jeux de données sont arrivés, le portail en compte %2
rows came that where does not ask for, with %s = '%s': the portal, or a proxy, ignored the filter
    des lignes non demandées sont arrivées, avec %1 = « %2 » : le portail, ou un mandataire, a
    ignoré le filtre
the portal's metadata name %d fields, more than the %d that are accepted
    les métadonnées du portail nomment %1 champs, plus que les %2 acceptés
the portal's metadata are not understood: name, label and type of field %d should be texts of at
  most %d bytes
    les métadonnées du portail ne se comprennent pas : le nom, le libellé et le type du champ %1
    devraient être des textes de %2 octets au plus
the portal's metadata name no fields
    les métadonnées du portail ne nomment aucun champ
no request can be made here: %s. Build and install the C modules for this Lua (%s)
    aucune requête n'est possible ici : %1. Compilez et installez les modules en C pour ce Lua (%2)
%s is not where this Lua looks
    %1 n'est pas là où ce Lua cherche
%s must be %s
    %1 doit être %2
%s must be an address such as %s, without a user name, a question mark, a fragment or a blank
    %1 doit être une adresse de la forme %2, sans nom d'utilisateur, point
    d'interrogation, fragment ni blanc
%s: a key is not sent over plain http; use an address of https
    %1 : une clé ne part pas par http sans chiffrement ; prenez une adresse en https
%s: a key is not sent over plain http through a proxy
    %1 : une clé ne part pas par http sans chiffrement à travers un mandataire
a dataset's identifier expected, such as %s, got '%s'
    il faut l'identifiant d'un jeu de données, comme « %1 », et non « %2 »
option '%s' reads what is kept
    l'option « %1 » lit ce qui est conservé
the cache needs files, and this host has no io or no os: use cache = "off"
    les publications se conservent dans des fichiers, et il n'y en a pas ici
]]
