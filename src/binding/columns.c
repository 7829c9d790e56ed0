#include "columns.h"

#include <string.h>

#include "object.h"
#include "option.h"

#define MAX_RANK 1000000


static panel_role check_role (lua_State *L, int entry, lua_Integer i) {
  static const char *const names[] = {
    [ROLE_IGNORED] = "ignored",     [ROLE_YEAR] = "year",
    [ROLE_QUARTER] = "quarter",     [ROLE_LAST_DAY] = "last_day",
    [ROLE_MONTH_END] = "month_end", [ROLE_DIMENSION] = "dimension",
    [ROLE_ATTRIBUTE] = "attribute", [ROLE_MEASURE] = "measure"
  };
  int role = ROLE_IGNORED;
  const char *given;
  lua_getfield(L, entry, "role");
  given = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "?";
  while (role <= ROLE_MEASURE && strcmp(names[role], given) != 0) role++;
  if (role > ROLE_MEASURE)
    luaL_error(L, "role of column %d: unknown role '%s'", (int)i, given);
  lua_pop(L, 1);
  return (panel_role)role;
}


/* 0 if the field is absent */
static lua_Integer integer_field (lua_State *L, int entry, const char *name,
                                  lua_Integer least, lua_Integer most) {
  lua_Integer value = 0;
  int type = lua_getfield(L, entry, name), fits = type == LUA_TNIL;
  if (!fits) {
    value = lua_tointegerx(L, -1, &fits);
    fits = fits && value >= least && value <= most;
  }
  if (!fits)
    luaL_error(L, "field '%s': an integer from %d to %d expected", name,
               (int)least, (int)most);
  lua_pop(L, 1);
  return value;
}


/* Pushes the column's name: the entry's, or else the header's. */
static void push_name (lua_State *L, int entry, int header, lua_Integer i) {
  if (lua_getfield(L, entry, "name") == LUA_TNIL) lua_rawgeti(L, header, i);
  if (lua_type(L, -1) != LUA_TSTRING)
    luaL_error(L, "role of column %d: its name is a string", (int)i);
}


/* Keys (dimensions and attributes) have different names, and so have measures;
   a key and a measure may share one. The name is on top; `names` is followed by
   the sets of the two kinds. */
static void check_unique (lua_State *L, panel_role role, int names) {
  int set = role == ROLE_MEASURE ? names + 1 : names + 2;
  if (role >= ROLE_DIMENSION && !add_to_set(L, set))
    luaL_error(L, "roles: two columns are both named '%s'",
               lua_tostring(L, -1));
}


/* Reads the i-th role into *column. On top are the list that its name goes
   into, and the sets of names of measures and of keys. */
static void read_column (lua_State *L, int roles, int header, lua_Integer count,
                         lua_Integer i, panel_column *column) {
  static const char *const fields[] = { "role", "name",    "rank", "width",
                                        "of",   "watched", NULL };
  int names = lua_gettop(L) - 2, entry = names + 3;
  lua_Integer of;
  if (lua_rawgeti(L, roles, i) != LUA_TTABLE)
    luaL_error(L, "roles: a table expected for each of the %d columns",
               (int)count);
  option_check_names(L, entry, fields, "field");
  memset(column, 0, sizeof *column);
  column->role = check_role(L, entry, i);
  column->rank = (long)integer_field(L, entry, "rank", 0, MAX_RANK);
  column->width = (size_t)integer_field(L, entry, "width", 0, MAX_CODE_WIDTH);
  of = integer_field(L, entry, "of", 1, count);
  column->of = of > 0 ? (size_t)of - 1 : NO_COLUMN;
  lua_getfield(L, entry, "watched");
  column->watched = lua_toboolean(L, -1);
  lua_pop(L, 1);
  push_name(L, entry, header, i);
  check_unique(L, column->role, names);
  column->name = lua_tostring(L, -1);
  lua_rawseti(L, names, i);
  lua_settop(L, entry - 1);
}


static void check_columns (lua_State *L, const panel_column *columns,
                           size_t count) {
  size_t of_role[ROLE_MEASURE + 1] = { 0 };
  for (size_t i = 0; i < count; i++) {
    of_role[columns[i].role]++;
    if (columns[i].of != NO_COLUMN
        && columns[columns[i].of].role != ROLE_DIMENSION)
      luaL_error(L, "roles: 'of' names a column that is no dimension");
  }
  if (of_role[ROLE_YEAR] > 1 || of_role[ROLE_QUARTER] > 1)
    luaL_error(L, "roles: two columns for the same part of the time");
  if (of_role[ROLE_LAST_DAY] + of_role[ROLE_MONTH_END] + of_role[ROLE_YEAR]
      == 0)
    luaL_error(L, "roles: no column gives the year");
}


const panel_column *columns_read (lua_State *L, int roles, int header,
                                  size_t *count) {
  /* counted once: a finalizer may change the tables */
  lua_Integer all = (lua_Integer)lua_rawlen(L, header);
  panel_column *columns;
  if ((lua_Integer)lua_rawlen(L, roles) != all)
    luaL_error(L, "roles: a role expected for each of the %d columns",
               (int)all);
  *count = (size_t)all;
  columns = lua_newuserdatauv(L, *count * sizeof *columns, 0);
  lua_createtable(L, (int)all, 0);
  lua_createtable(L, 0, (int)all);
  lua_createtable(L, 0, (int)all);
  for (lua_Integer i = 1; i <= all; i++)
    read_column(L, roles, header, all, i, &columns[i - 1]);
  lua_pop(L, 2);
  check_columns(L, columns, *count);
  return columns;
}
