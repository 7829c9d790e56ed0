/*
** bundle: the Lua modules of the library as part of liburssaf.a, for hosts that
** load no files. Not part of the rock.
*/

#include <string.h>

#include "../binding/compat.h"
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
