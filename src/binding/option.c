#include "option.h"

#include <string.h>


static int is_among (lua_State *L, int index, const char *const *names) {
  size_t len;
  const char *given;
  if (lua_type(L, index) != LUA_TSTRING) return 0;
  given = lua_tolstring(L, index, &len);
  while (*names != NULL && strcmp(*names, given) != 0) names++;
  return *names != NULL && strlen(given) == len;
}


void option_check_names (lua_State *L, int index, const char *const *names,
                         const char *what) {
  index = lua_absindex(L, index);
  lua_pushnil(L);
  while (lua_next(L, index) != 0) {
    if (!is_among(L, -2, names))
      luaL_error(L, "unknown %s '%s'", what, luaL_tolstring(L, -2, NULL));
    lua_pop(L, 1);
  }
}


void option_check_table (lua_State *L, int arg, const char *const *names) {
  if (lua_isnoneornil(L, arg)) {
    lua_settop(L, arg - 1);
    lua_newtable(L);
  }
  luaL_checktype(L, arg, LUA_TTABLE);
  option_check_names(L, arg, names, "option");
}


int option_push (lua_State *L, int arg, const char *name, int wanted) {
  int type = lua_getfield(L, arg, name);
  if (type != LUA_TNIL && type != wanted)
    luaL_error(L, "option '%s': %s expected, got %s", name,
               lua_typename(L, wanted), lua_typename(L, type));
  return type == wanted;
}


const char *option_string (lua_State *L, int arg, const char *name) {
  const char *value = NULL;
  if (option_push(L, arg, name, LUA_TSTRING)) {
    size_t len;
    value = lua_tolstring(L, -1, &len);
    if (strlen(value) != len || strpbrk(value, "\r\n") != NULL)
      luaL_error(L, "option '%s': no line break or NUL allowed", name);
  }
  lua_pop(L, 1);
  return value;
}


double option_number (lua_State *L, int arg, const char *name,
                      double otherwise) {
  double value = otherwise;
  if (option_push(L, arg, name, LUA_TNUMBER)) {
    value = lua_tonumber(L, -1);
    if (!(value > 0)) luaL_error(L, "option '%s': must be above zero", name);
  }
  lua_pop(L, 1);
  return value;
}
