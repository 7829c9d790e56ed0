/*
** compat: the differences between Lua 5.1, LuaJIT, 5.2, 5.3, 5.4 and 5.5, and
** nothing else. The code is written for 5.4; functions that an older Lua lacks,
** or that do not return a type there, are defined here.
**
** What 5.5 changed is not used here: the collector's parameters, which have
** names now (LUA_GCPARAM), and its steps, which count bytes (LUA_GCSTEP).
** lua_gc is called with LUA_GCISRUNNING, LUA_GCSTOP and LUA_GCRESTART alone. A
** host needs a seed for lua_newstate there; in Lua, `global` is a word of the
** language, and the variables of loops cannot be assigned to.
**
** Include it in place of Lua's own headers.
*/
#ifndef URSSAF_COMPAT_H
#define URSSAF_COMPAT_H

#include <string.h>

#include <lua.h>

#include <lauxlib.h>

/* How many stack slots can be requested, safely below this Lua's limit. */
#if LUA_VERSION_NUM < 502
#define STACK_MOST 4000
#else
#define STACK_MOST 100000
#endif

#define COPY_MOST ((size_t)64 * 1024)

#ifndef LUAMOD_API
#define LUAMOD_API LUA_API
#endif


/* Pushes a whole number, as an integer where Lua has them. */
static inline void push_whole (lua_State *L, double value) {
#if LUA_VERSION_NUM >= 503
  lua_pushinteger(L, (lua_Integer)value);
#else
  lua_pushnumber(L, value); /* lua_Integer may have 32 bits there */
#endif
}


#if LUA_VERSION_NUM < 503

static inline int compat_getfield (lua_State *L, int index, const char *name) {
  lua_getfield(L, index, name);
  return lua_type(L, -1);
}


static inline int compat_rawget (lua_State *L, int index) {
  lua_rawget(L, index);
  return lua_type(L, -1);
}


static inline int compat_rawgeti (lua_State *L, int index, lua_Integer i) {
  lua_rawgeti(L, index, (int)i);
  return lua_type(L, -1);
}

#define lua_getfield         compat_getfield
#define lua_rawget           compat_rawget
#define lua_rawgeti          compat_rawgeti
#define lua_rawseti(L, t, i) (lua_rawseti)(L, t, (int)(i))

#endif


/*
** In 5.1, LuaJIT and 5.2 these functions collect garbage first and copy the
** bytes afterwards, when a finalizer may have freed them. So they are given a
** copy on the C stack, which an error cannot leak. Longer strings must be in
** memory that no finalizer can free.
*/
#if LUA_VERSION_NUM < 503

static inline void compat_pushlstring (lua_State *L, const char *bytes,
                                       size_t len) {
  char copy[COPY_MOST];
  copy[0] = '\0';
  if (len > 0 && len <= sizeof copy) bytes = memcpy(copy, bytes, len);
  lua_pushlstring(L, len > 0 ? bytes : copy, len);
}


static inline void compat_pushstring (lua_State *L, const char *text) {
  if (text == NULL)
    lua_pushnil(L);
  else
    compat_pushlstring(L, text, strlen(text));
}

#define lua_pushlstring compat_pushlstring
#define lua_pushstring  compat_pushstring

#endif


#if LUA_VERSION_NUM < 502

#define luaL_checkversion(L) ((void)(L))
#define lua_rawlen           lua_objlen

static inline int compat_absindex (lua_State *L, int index) {
  return index < 0 && index > LUA_REGISTRYINDEX ? lua_gettop(L) + index + 1
                                                : index;
}


static inline lua_Integer compat_tointegerx (lua_State *L, int index,
                                             int *fits) {
  lua_Number number = lua_tonumber(L, index);
  *fits = lua_isnumber(L, index) && number >= -2147483648.0
          && number <= 2147483647.0
          && number == (lua_Number)(lua_Integer)number;
  return *fits ? (lua_Integer)number : 0;
}


static inline void compat_setmetatable (lua_State *L, const char *name) {
  luaL_getmetatable(L, name);
  lua_setmetatable(L, -2);
}


static inline void compat_setfuncs (lua_State *L, const luaL_Reg *list,
                                    int up_values) {
  (void)up_values; /* always 0 here */
  for (; list->name != NULL; list++) {
    lua_pushcfunction(L, list->func);
    lua_setfield(L, -2, list->name);
  }
}


static inline const char *compat_tolstring (lua_State *L, int index,
                                            size_t *len) {
  index = compat_absindex(L, index);
  lua_getglobal(L, "tostring");
  lua_pushvalue(L, index);
  lua_call(L, 1, 1);
  if (!lua_isstring(L, -1)) luaL_error(L, "'tostring' must give a string");
  return lua_tolstring(L, -1, len);
}

/* macros, as LuaJIT declares some of these functions itself */
#define lua_absindex      compat_absindex
#define lua_tointegerx    compat_tointegerx
#define luaL_setmetatable compat_setmetatable
#define luaL_setfuncs     compat_setfuncs
#define luaL_tolstring    compat_tolstring

#undef luaL_newlib
#define luaL_newlib(L, list) (lua_newtable(L), luaL_setfuncs(L, list, 0))

#define lua_getuservalue lua_getfenv
#define lua_setuservalue lua_setfenv

#endif


/*
** User values. 5.4 has any number of them; in the others a table holds them,
** which is the one user value, or the environment, of the userdata.
*/
#if LUA_VERSION_NUM < 504

static inline void *compat_newuserdatauv (lua_State *L, size_t size,
                                          int count) {
  void *block = lua_newuserdata(L, size);
  if (count > 0) {
    lua_createtable(L, count, 0);
    lua_setuservalue(L, -2);
  }
  return block;
}


static inline void compat_setiuservalue (lua_State *L, int index, int n) {
  lua_getuservalue(L, index);
  lua_insert(L, -2);
  lua_rawseti(L, -2, n);
  lua_pop(L, 1);
}


static inline void compat_getiuservalue (lua_State *L, int index, int n) {
  lua_getuservalue(L, index);
  lua_rawgeti(L, -1, n);
  lua_remove(L, -2);
}

#define lua_newuserdatauv(L, size, count) compat_newuserdatauv(L, size, count)
#define lua_setiuservalue                 compat_setiuservalue
#define lua_getiuservalue                 compat_getiuservalue

#endif

#endif
