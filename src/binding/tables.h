/*
** tables: a sealed panel -> the plain tables of Lua.
*/
#ifndef URSSAF_TABLES_H
#define URSSAF_TABLES_H

#include "compat.h"

#include "../csv/panel.h"

#pragma GCC visibility push(hidden)

/*
** Pushes { frequency, periods, series, keys, rows, complete }. At the absolute
** index `names` is the list of the columns' names; what is at `metatable`, a
** table or nil, becomes the metatable of each series. Each unit is freed once
** its series are made; if Lua raises, panel_free frees the others.
*/
void tables_push (lua_State *L, panel *p, int names, int metatable,
                  int complete);

#pragma GCC visibility pop

#endif
