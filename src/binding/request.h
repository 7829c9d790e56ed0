/*
** request: the arguments of session:get -> what a transfer asks for. Anything
** wrong with them is raised.
*/
#ifndef URSSAF_REQUEST_H
#define URSSAF_REQUEST_H

#include "compat.h"

#include "../http/transfer.h"

#pragma GCC visibility push(hidden)

/*
** Reads the session's settings (at 1), the address (at 2), and the table of
** options or nil (at 3, the top). Pushes what the strings in *r belong to, and
** last the table of header fields, or nil; returns the index of that.
*/
int request_read (lua_State *L, request *r);

/* Has the address a user name before its host? */
int url_has_user (const char *url);

/* Adds the header fields of the table at `headers`, and our own; raises what is
   wrong with them. */
void request_add_headers (lua_State *L, transfer *t, int headers);

#pragma GCC visibility pop

#endif
