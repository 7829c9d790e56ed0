--- Why a chart or a report cannot be drawn.
return [[
there is nothing to draw: no period has a value of every unit, so that none was chosen; name one
    il n'y a rien à tracer : aucune période n'a de valeur pour toutes les unités ; nommez-en une
there is nothing to draw: no figure is in two publications yet
    il n'y a rien à tracer : aucun chiffre n'est encore dans deux publications
there is nothing to draw: no %s in these data
    il n'y a rien à tracer : ces données n'ont pas de %1
%d series are too many for one chart, %d at most
    %1 séries sont trop pour un graphique, %2 au plus
the series are in different units (%s), and have no axis in common
    les séries ont des unités différentes (%1), et pas d'axe commun : gardez une seule mesure
the series are in different units (%s), and have no scale in common
    les séries ont des unités différentes (%1), et pas d'échelle commune : gardez une seule mesure
%s of %s cannot be drawn: %s
    %1 : %2 ne peut être tracé, sa valeur est %3
%s: '%s' is no place, and is not drawn among places
    %1 : « %2 » n'est pas un lieu, et n'est pas tracé parmi les lieux
%s: '%s' is none of the places here%s
    %1 : « %2 » n'est pas un des lieux tracés%3
a map needs départements or regions, and there are only pseudo-units here, which are no places: %s
    il faut à une carte des départements ou des régions, et il n'y a ici que ce qui n'est pas un
    lieu : %1
a map needs units with code_departement or code_region
    il faut à une carte des unités avec code_departement ou code_region
there is no map of départements: the units of these data are regions
    pas de carte des départements : les unités de ces données sont des régions
several series are of the %s %s
    plusieurs séries sont du même lieu (%1 %2)
the library does not know the measures of these data (%s), and a report is of known ones
    les mesures de ces données (%1) ne sont pas connues, et un rapport n'en montre que de connues
%s is several units of these data, and none of its measures (%s) may be added up over them: keep
  one unit of each place, such as one sector
    %1 est fait de plusieurs unités de ces données, et aucune de ses mesures (%2) ne s'additionne :
    gardez une unité par lieu, un secteur par exemple
report: there is no period in these data
    ces données n'ont aucune période
report: series as they are published expected, got %s
    un rapport montre des séries telles que publiées, et non %1
this host has no io to open the shapes with
    ici, aucun fichier de contours ne peut être ouvert
'%s' is too large for a map: take a simplified version of the shapes
    « %1 » est trop grand pour une carte : prenez une version simplifiée des contours
'%s' is no JSON: %s
    « %1 » n'est pas du JSON : %2
feature %d of '%s': %s
    objet %1 de « %2 » : %3
its geometry is not as GeoJSON has it
    sa géométrie n'est pas celle de GeoJSON
position %d of a ring is not two numbers
    la position %1 d'un anneau n'est pas faite de deux nombres
its collections are nested too deeply
    ses collections sont trop imbriquées
no geometry is called '%s'%s
    aucune géométrie ne s'appelle « %1 »%2
'%s' has more than %d properties: take a file with fewer, such as the codes alone
    « %1 » a plus de %2 propriétés : prenez un fichier qui en a moins, tel que les codes seuls
it is no Feature
    ce n'est pas un objet Feature
it is TopoJSON, not GeoJSON: convert it (mapshaper, ogr2ogr)
    c'est du TopoJSON, non du GeoJSON : convertissez-le (mapshaper, ogr2ogr)
it is no GeoJSON with features
    ce n'est pas du GeoJSON avec des objets
'%s' has the shapes of regions, and the map is one of départements
    « %1 » a les contours de régions, et la carte est celle de départements
'%s' has no property with the codes or the names of %s
    « %1 » n'a aucune propriété avec les codes ou les noms de %2
'%s': the shape of %s (%s) is not in France; GeoJSON has longitudes before latitudes, in degrees
    « %1 » : le contour de %2 (%3) n'est pas en France ; GeoJSON met les longitudes avant les
    latitudes, en degrés
]]
