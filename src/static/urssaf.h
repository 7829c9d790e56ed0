/*
** urssaf: what a host that links liburssaf.a calls.
**
** luaopen_urssaf opens the whole library, its Lua part included, and needs no
** file: it enters every module into package.preload and returns `urssaf`.
**
**   luaL_openlibs(L);
**   luaL_requiref(L, "urssaf", luaopen_urssaf, 0);   -- or in package.preload
**
** The others are the C modules alone, for hosts that bring the Lua files their
** own way. Each may be called in any number of states and threads at once. Link
** with libcurl, zlib, pthread, m and a Lua that the library was built for.
** `lua-cjson` (or dkjson) and lua-filesystem are the host's to provide: without
** the latter nothing is kept, without the former the host hands in `json`.
*/
#ifndef URSSAF_H
#define URSSAF_H

#include <lua.h>

#ifdef __cplusplus
extern "C" {
#endif

int luaopen_urssaf (lua_State *L);
int luaopen_urssaf_http (lua_State *L);
int luaopen_urssaf_decode (lua_State *L);
int luaopen_urssaf_checksum (lua_State *L);

#ifdef __cplusplus
}
#endif

#endif
