#include "failure.h"

#include "object.h"

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


/* Lua calls it for two tables. */
static int failure_eq (lua_State *L) {
  lua_getfield(L, 1, "kind");
  lua_getfield(L, 2, "kind");
  lua_pushboolean(L, lua_rawequal(L, -2, -1));
  return 1;
}


void failure_open (lua_State *L) {
  luaL_newmetatable(L, FAILURE);
  set_function(L, "__tostring", failure_tostring);
  set_function(L, "__eq", failure_eq);
  lua_pop(L, 1);
}


int failure_push (lua_State *L, const char *kind, const char *message) {
  luaL_checkstack(L, 5, NULL);
  lua_pushnil(L);
  lua_createtable(L, 0, 4);
  set_string(L, "kind", kind);
  set_string(L, "message", message);
  luaL_setmetatable(L, FAILURE);
  return 2;
}
