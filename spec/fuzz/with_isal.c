#define OWN(name) isal_##name
#include "own_names.h"

#include "../../src/http/inflate.c"
#include "../../src/http/inflate_isal.c"

#include "inflating.h"

const inflating with_isal = { inflater_run, inflater_complete, inflater_close };
