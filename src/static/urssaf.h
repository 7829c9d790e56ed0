/*
** urssaf: the functions of liburssaf.a, for a host that links it.
**
** luaopen_urssaf opens the whole library, its Lua part included, and reads no
** file: it enters every module into package.preload and returns `urssaf`.
**
**   luaL_openlibs(L);
**   luaL_requiref(L, "urssaf", luaopen_urssaf, 0);   -- or in package.preload
**
** luaopen_urssaf_sandbox makes a new state, in which no library was opened, one
** for scripts that are not trusted. It opens Lua's libraries but io, os,
** package and debug, and this one without its network: so no function in the
** state opens a file, a connection, another program or machine code, whatever a
** script passes to it. Nor is there `load`, which takes precompiled code, or
** code that runs where no hook is called: a finalizer, or a handler of xpcall
** or a `__close` within the hook's own error. It sets `urssaf` and `require`,
** which knows the public modules, and returns `urssaf`. Memory and time are the
** host's to bound: see examples/host. Not for LuaJIT, whose
** C stack a script can overflow.
**
** The other functions open the C modules alone, for hosts that provide the Lua
** files in their own way. Each may be called in any number of states and
** threads at once. Link with libcurl, zlib, pthread, m, the Lua that the
** library was built for, and ISA-L if it was built with that. Without
** lua-filesystem there is no cache; without lua-cjson or dkjson the host must
** pass `json`.
*/
#ifndef URSSAF_H
#define URSSAF_H

#include <lua.h>

#ifdef __cplusplus
extern "C" {
#endif

int luaopen_urssaf (lua_State *L);
int luaopen_urssaf_sandbox (lua_State *L);
int luaopen_urssaf_http (lua_State *L);
int luaopen_urssaf_decode (lua_State *L);
int luaopen_urssaf_checksum (lua_State *L);

#ifdef __cplusplus
}
#endif

#endif
