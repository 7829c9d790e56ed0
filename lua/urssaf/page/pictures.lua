local pictures = {}
function pictures.of(about) return { notes = about.own.notes } end
return pictures
