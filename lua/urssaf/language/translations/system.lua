--- Texts of other programs that reach people: of argparse, the system, libcurl and the portal.
return [[
Show this help message and exit.
    Affiche cette aide.
unknown option '%s'%s
    option « %1 » inconnue%2
unknown command '%s'%s
    commande « %1 » inconnue%2
Did you mean '%s'?
    Vouliez-vous dire « %1 » ?
Did you mean one of these: '%s' '%s'?
    Vouliez-vous dire « %1 » ou « %2 » ?
Did you mean one of these: '%s' '%s' '%s'?
    Vouliez-vous dire « %1 », « %2 » ou « %3 » ?
too many arguments
    trop d'arguments
a command is required
    il manque une commande
missing %s
    il manque %1
argument '%s'
    l'argument « %1 »
option '%s'
    l'option « %1 »
%s requires an argument
    %1 demande une valeur
option '%s' does not take arguments
    l'option « %1 » ne prend pas de valeur
option '%s' requires an argument
    l'option « %1 » demande une valeur
option '%s' must be used at most 1 time
    l'option « %1 » ne se donne qu'une fois
argument for option '%s' must be one of %s
    la valeur de l'option « %1 » doit être parmi %2
option '%s' can not be used together with option '%s'
    l'option « %1 » ne va pas avec l'option « %2 »
No such file or directory
    ce fichier ou ce dossier n'existe pas
Permission denied
    accès refusé
Is a directory
    c'est un dossier
Not a directory
    ce n'est pas un dossier
File exists
    le fichier existe déjà
File name too long
    nom de fichier trop long
No space left on device
    le disque est plein
Disk quota exceeded
    quota de disque dépassé
Read-only file system
    disque en lecture seule
Too many open files
    trop de fichiers ouverts
Too many levels of symbolic links
    trop de liens symboliques
Input/output error
    erreur d'entrée-sortie
Operation not permitted
    opération interdite
Invalid argument
    argument incorrect
Bad file descriptor
    fichier fermé
Expected %s but found %s at character %d
    %2 au caractère %3, où l'on attend %1
value
    une valeur
comma or array end
    une virgule ou la fin d'une liste
comma or object end
    une virgule ou la fin d'un objet
object key string
    un nom de champ
colon
    un deux-points
the end
    la fin
invalid token
    quelque chose d'incorrect
invalid number
    un nombre incorrect
invalid escape code
    un échappement incorrect
unexpected end of string
    une fin de texte inattendue
T_END
    la fin
T_ARR_END
    la fin d'une liste
T_OBJ_END
    la fin d'un objet
T_COMMA
    une virgule
T_COLON
    un deux-points
T_STRING
    un texte
T_NUMBER
    un nombre
T_ARR_BEGIN
    une liste
T_OBJ_BEGIN
    un objet
Could not resolve host: %s
    adresse introuvable pour %1
Could not resolve proxy: %s
    adresse du mandataire introuvable : %1
Couldn't resolve host name
    nom de machine introuvable
Could not resolve hostname
    nom de machine introuvable
Couldn't resolve proxy name
    nom du mandataire introuvable
Could not resolve proxy name
    nom du mandataire introuvable
Timeout was reached
    délai dépassé
Failure when receiving data from the peer
    échec de la réception
Failed sending data to the peer
    échec de l'envoi
Server returned nothing (no headers, no data)
    réponse vide du serveur
Transferred a partial file
    transfert incomplet
SSL connect error
    échec de la connexion sécurisée
SSL peer certificate or SSH remote key was not OK
    le certificat du serveur n'est pas reconnu
error setting certificate file: %s
    aucun certificat lisible dans %1
error setting certificate verify locations
    aucun certificat lisible
Problem with the SSL CA cert (path? access rights?)
    le fichier de certificats ne peut être utilisé
Failed to connect to %s port %d after %d ms: %s
    échec de la connexion à %1, port %2, après %3 ms : %4
Couldn't connect to server
    le serveur ne répond pas
Could not connect to server
    le serveur ne répond pas
Connection refused
    connexion refusée
Network is unreachable
    réseau inaccessible
No route to host
    machine inaccessible
Connection timed out
    délai de connexion dépassé
Connection timed out after %d milliseconds
    délai de connexion dépassé, après %1 ms
Connection reset by peer
    connexion coupée par le serveur
Recv failure: %s
    échec de la réception : %1
Send failure: %s
    échec de l'envoi : %1
Empty reply from server
    réponse vide du serveur
transfer closed with %d bytes remaining to read
    transfert coupé alors qu'il restait %1 octets à lire
transfer closed with outstanding read data remaining
    transfert coupé avant la fin des données
end of response with %d bytes missing
    fin de la réponse alors qu'il manque %1 octets
SSL certificate problem: %s
    certificat refusé : %1
unable to get local issuer certificate
    son émetteur n'est pas connu de cette machine
self-signed certificate
    il est signé par lui-même
self signed certificate
    il est signé par lui-même
self-signed certificate in certificate chain
    la chaîne contient un certificat signé par lui-même
self signed certificate in certificate chain
    la chaîne contient un certificat signé par lui-même
certificate has expired
    il est périmé
certificate is not yet valid
    il n'est pas encore valable
SSL: no alternative certificate subject name matches target host name '%s'
    le certificat n'est pas au nom de « %1 »
SSL: certificate subject name '%s' does not match target host name '%s'
    le certificat est au nom de « %1 », et non de « %2 »
Received HTTP code %d from proxy after CONNECT
    le mandataire a répondu par le statut HTTP %1
CONNECT tunnel failed, response %d
    le mandataire a refusé le tunnel, avec le statut HTTP %1
Unsupported proxy syntax in '%s'
    adresse de mandataire incorrecte : « %1 »
NotFoundResource: The requested dataset %s does not exist.
    le jeu de données %1 n'existe pas
NotFoundResource: The requested dataset %s does not exist. (did you mean '%s'?)
    le jeu de données %1 n'existe pas (vouliez-vous dire « %2 » ?)
]]
