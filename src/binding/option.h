/*
** option: reads a table of options. Anything wrong is raised, with the option's
** name.
*/
#ifndef URSSAF_OPTION_H
#define URSSAF_OPTION_H

#include "compat.h"

#pragma GCC visibility push(hidden)

/* Raises unless the argument is a table, whose keys are all among `names`
   (which ends with NULL). nil at the top is replaced by an empty table. */
void option_check_table (lua_State *L, int arg, const char *const *names);

/* Raises unless the keys of the table at `index` are all among `names`; `what`
   is what the message calls a key. */
void option_check_names (lua_State *L, int index, const char *const *names,
                         const char *what);

/* Pushes an option, nil when absent; returns whether it is there. Raises unless
   it is of the wanted type. */
int option_push (lua_State *L, int arg, const char *name, int wanted);

/* NULL when absent; else valid as long as the table holds it. Line breaks and
   NUL are refused, as the string may become part of a request. */
const char *option_string (lua_State *L, int arg, const char *name);

/* A number above zero; `otherwise` when absent. */
double option_number (lua_State *L, int arg, const char *name,
                      double otherwise);

#pragma GCC visibility pop

#endif
