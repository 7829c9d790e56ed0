/*
** tables: a sealed panel -> the plain tables of Lua.
*/
#ifndef URSSAF_TABLES_H
#define URSSAF_TABLES_H

#include "compat.h"

#include "../csv/panel.h"

#pragma GCC visibility push(hidden)

/*
** Pushes { frequency, periods, series, keys, rows, complete }. The table at the
** absolute index `names` has the name of each column; what is at `metatable`,
** a table or nil, becomes each series' metatable. Units are freed as they are
** handed over; should Lua raise, the rest stays for panel_free.
*/
void tables_push (lua_State *L, panel *p, int names, int metatable,
                  int complete);

#pragma GCC visibility pop

#endif
