/*
** object: fields of the table on top of the stack, sets, and classes of
** userdata.
*/
#ifndef URSSAF_OBJECT_H
#define URSSAF_OBJECT_H

#include "compat.h"


static inline void set_boolean (lua_State *L, const char *field, int value) {
  lua_pushboolean(L, value);
  lua_setfield(L, -2, field);
}


static inline void set_string (lua_State *L, const char *field,
                               const char *value) {
  lua_pushstring(L, value);
  lua_setfield(L, -2, field);
}


static inline void set_whole (lua_State *L, const char *field, double value) {
  push_whole(L, value);
  lua_setfield(L, -2, field);
}


static inline void set_function (lua_State *L, const char *field,
                                 lua_CFunction value) {
  lua_pushcfunction(L, value);
  lua_setfield(L, -2, field);
}


/* Adds the value on top to the set at that absolute index; 0: it is there
   already. */
static inline int add_to_set (lua_State *L, int set) {
  int is_new;
  lua_pushvalue(L, -1);
  is_new = lua_rawget(L, set) == LUA_TNIL;
  lua_pushvalue(L, -2);
  lua_pushboolean(L, 1);
  lua_rawset(L, set);
  lua_pop(L, 1);
  return is_new;
}


/* The metatable of a class; `close` is its finalizer too, `show` its one line
   for tostring. */
static inline void new_class (lua_State *L, const char *name,
                              const luaL_Reg *methods, lua_CFunction close,
                              lua_CFunction show) {
  luaL_newmetatable(L, name);
  lua_newtable(L);
  luaL_setfuncs(L, methods, 0);
  lua_setfield(L, -2, "__index");
  set_function(L, "__gc", close);
  set_function(L, "__close", close);
  set_function(L, "__tostring", show);
  lua_pop(L, 1);
}

#endif
