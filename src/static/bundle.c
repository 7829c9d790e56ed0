/*
** bundle: the Lua modules of the library as part of liburssaf.a, for hosts that
** load no files. Not part of the rock.
*/

#include <string.h>

#include "../binding/compat.h"

#include <lualib.h>

#include "urssaf.h"

typedef struct {
  const char *name, *chunk;
  const unsigned char *bytes;
  size_t size;
} bundled;

#include "modules.inc"

static const luaL_Reg c_modules[] = {
  { "urssaf.http", luaopen_urssaf_http },
  { "urssaf.decode", luaopen_urssaf_decode },
  { "urssaf.checksum", luaopen_urssaf_checksum },
  { NULL, NULL },
};


static void load (lua_State *L, const bundled *module) {
  if (luaL_loadbuffer(L, (const char *)module->bytes, module->size,
                      module->chunk)
      != 0)
    lua_error(L);
}


/* {======================================================
** For package.preload
** ======================================================= */

/* Loads one bundled module; the upvalue is its index in `modules`. */
static int load_module (lua_State *L) {
  const bundled *module = &modules[lua_tointeger(L, lua_upvalueindex(1))];
  lua_settop(L, 0);
  load(L, module);
  lua_pushstring(L, module->name);
  lua_call(L, 1, 1);
  return 1;
}


static void push_preload (lua_State *L) {
  lua_getglobal(L, "package");
  if (!lua_istable(L, -1))
    luaL_error(L, "urssaf needs the library 'package': open it first");
  if (lua_getfield(L, -1, "preload") != LUA_TTABLE)
    luaL_error(L, "urssaf needs package.preload to be a table");
}


LUAMOD_API int luaopen_urssaf (lua_State *L) {
  lua_Integer main = 0;
  luaL_checkversion(L);
  push_preload(L);
  luaL_setfuncs(L, c_modules, 0);
  for (size_t i = 0; i < sizeof modules / sizeof *modules; i++) {
    if (strcmp(modules[i].name, "urssaf") == 0) {
      main = (lua_Integer)i;
      continue;
    }
    lua_pushinteger(L, (lua_Integer)i);
    lua_pushcclosure(L, load_module, 1);
    lua_setfield(L, -2, modules[i].name);
  }
  load(L, &modules[main]);
  lua_pushstring(L, "urssaf");
  lua_call(L, 1, 1);
  return 1;
}

/* }====================================================== */


/* {======================================================
** For scripts that are not trusted
** ======================================================= */

/* Lua's libraries that reach nothing outside the state. */
static const luaL_Reg harmless[] = {
#if LUA_VERSION_NUM < 502
  { "", luaopen_base },
#else
  { "_G", luaopen_base },
  { LUA_COLIBNAME, luaopen_coroutine },
#endif
  { LUA_TABLIBNAME, luaopen_table },
  { LUA_STRLIBNAME, luaopen_string },
  { LUA_MATHLIBNAME, luaopen_math },
#if LUA_VERSION_NUM >= 503
  { LUA_UTF8LIBNAME, luaopen_utf8 },
#endif
  { NULL, NULL },
};


static void open_harmless (lua_State *L) {
  for (const luaL_Reg *library = harmless; library->name != NULL; library++) {
#if LUA_VERSION_NUM < 502
    lua_pushcfunction(L, library->func);
    lua_pushstring(L, library->name);
    lua_call(L, 1, 0);
#else
    luaL_requiref(L, library->name, library->func, 1);
    lua_pop(L, 1);
#endif
  }
}


/* Sets the globals of the function on top to the table at `globals`. */
static void set_globals (lua_State *L, int globals) {
  lua_pushvalue(L, globals);
#if LUA_VERSION_NUM < 502
  lua_setfenv(L, -2);
#else
  lua_setupvalue(L, -2, 1);
#endif
}


/* Loads the module of that name, with the upvalue for its globals; returns
   nothing if there is none, or it makes connections. */
static int load_for_sandbox (lua_State *L) {
  const char *name = luaL_checkstring(L, 1);
  lua_settop(L, 1);
  if (strcmp(name, "urssaf.decode") == 0) return luaopen_urssaf_decode(L);
  if (strcmp(name, "urssaf.checksum") == 0) return luaopen_urssaf_checksum(L);
  for (size_t i = 0; i < sizeof modules / sizeof *modules; i++) {
    if (strcmp(modules[i].name, name) != 0) continue;
    load(L, &modules[i]);
    set_globals(L, lua_upvalueindex(1));
    lua_pushvalue(L, 1);
    lua_call(L, 1, 1);
    return 1;
  }
  return 0;
}


LUAMOD_API int luaopen_urssaf_sandbox (lua_State *L) {
  luaL_checkversion(L);
  open_harmless(L);
  load(L, &sandbox);
  lua_newtable(L); /* the library's globals */
  lua_pushvalue(L, -1);
  lua_pushcclosure(L, load_for_sandbox, 1);
  lua_insert(L, -2);
  lua_call(L, 2, 0);
  lua_getglobal(L, "urssaf");
  return 1;
}

/* }====================================================== */
