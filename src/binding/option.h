/*
** option: reading a table of options; each function raises what is wrong,
** with the option's name.
*/
#ifndef URSSAF_OPTION_H
#define URSSAF_OPTION_H

#include "compat.h"

#pragma GCC visibility push(hidden)

/* Raises unless the argument is a table (nil: an empty one takes its place)
   whose keys are all among `names`, which ends with NULL. */
void option_check_table (lua_State *L, int arg, const char *const *names);

/* Raises unless the keys of the table at `index` are all among `names`; an
   unknown one is called an unknown `what`. */
void option_check_names (lua_State *L, int index, const char *const *names,
                         const char *what);

/* NULL when absent; else lives as long as the table keeps it. Raises on line
   breaks and NUL, so that it can be part of a request. */
const char *option_string (lua_State *L, int arg, const char *name);

/* Above zero; `otherwise` when absent. */
double option_number (lua_State *L, int arg, const char *name,
                      double otherwise);

#pragma GCC visibility pop

#endif
