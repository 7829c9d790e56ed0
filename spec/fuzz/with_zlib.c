#define OWN(name) zlib_##name
#include "own_names.h"

#include "../../src/http/inflate.c"
#include "../../src/http/inflate_zlib.c"

#include "inflating.h"

const inflating with_zlib = { inflater_run, inflater_complete, inflater_close };
