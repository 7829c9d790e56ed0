/*
** columns: the list of roles that decoder:roles is given -> the columns of a
** panel. It raises what is wrong with the list.
*/
#ifndef URSSAF_COLUMNS_H
#define URSSAF_COLUMNS_H

#include "compat.h"

#include "../csv/panel.h"

#pragma GCC visibility push(hidden)

/*
** Reads the list at `roles` for the list of names at `header`, both absolute
** indices. Pushes a userdata that holds the columns, and the list of their
** names, which keeps these alive. Returns the columns, and how many there are.
*/
const panel_column *columns_read (lua_State *L, int roles, int header,
                                  size_t *count);

#pragma GCC visibility pop

#endif
