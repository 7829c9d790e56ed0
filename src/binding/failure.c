#include "failure.h"

#define FAILURE "urssaf.failure"


static int failure_tostring (lua_State *L) {
  luaL_checktype(L, 1, LUA_TTABLE);
  lua_getfield(L, 1, "kind");
  lua_getfield(L, 1, "message");
  luaL_tolstring(L, -2, NULL);
  luaL_tolstring(L, -2, NULL);
  lua_pushfstring(L, "%s: %s", lua_tostring(L, -2), lua_tostring(L, -1));
  return 1;
}


void failure_open (lua_State *L) {
  luaL_newmetatable(L, FAILURE);
  lua_pushcfunction(L, failure_tostring);
  lua_setfield(L, -2, "__tostring");
  lua_pop(L, 1);
}


int failure_push (lua_State *L, const char *kind, const char *message) {
  luaL_checkstack(L, 5, NULL);
  lua_pushnil(L);
  lua_createtable(L, 0, 4);
  lua_pushstring(L, kind);
  lua_setfield(L, -2, "kind");
  lua_pushstring(L, message);
  lua_setfield(L, -2, "message");
  luaL_setmetatable(L, FAILURE);
  return 2;
}
