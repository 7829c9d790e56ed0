/*
** sink: how a transfer hands bytes to a decoder without a copy of them in Lua's
** memory, which saves a seventeenth of the instructions of a fetch of which
** nothing is kept, half of it the collector's. The two are modules of their
** own, so what a transfer calls is in the decoder's userdata, which begins with
** a sink. That of another version may begin with something else.
*/
#ifndef URSSAF_SINK_H
#define URSSAF_SINK_H

#include "compat.h"

#define DECODER "urssaf.decode.decoder"

/* To be changed whenever a sink changes. No function has this address, as it is
   odd. */
#define SINK_LAYOUT ((size_t)0x53494E01)

typedef struct sink sink;

struct sink {
  size_t layout; /* SINK_LAYOUT; else the decoder is of another version */
  /* Takes bytes without calling Lua; 0: it reads no rows, or not yet. */
  int (*take)(sink *s, const char *bytes, size_t len);
  /* Pushes true, or nil and what is wrong with the bytes; returns how many
     values. */
  int (*push_state)(lua_State *L, const sink *s);
};

#endif
