/*
** failure: the one place where a failure becomes Lua values.
*/
#ifndef URSSAF_FAILURE_H
#define URSSAF_FAILURE_H

#include "compat.h"

#pragma GCC visibility push(hidden)

/* Creates the errors' metatable; each luaopen_* calls it. */
void failure_open (lua_State *L);

/*
** Pushes nil and { kind = kind, message = message }, whose tostring is
** "kind: message", and which equals others of its kind; returns 2, for
** `return failure_push(...)`. The table is on top, so that the caller can add
** fields.
*/
int failure_push (lua_State *L, const char *kind, const char *message);

#pragma GCC visibility pop

#endif
