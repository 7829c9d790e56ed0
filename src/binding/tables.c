#include "tables.h"

#include <math.h>

#include "object.h"
#include "../csv/unit.h"


static void push_period (lua_State *L, const panel *p, int32_t period) {
  int year = (int)(period / p->frequency);
  int number = (int)(period % p->frequency) + 1;
  if (p->frequency == QUARTERS)
    lua_pushfstring(L, "%d-Q%d", year, number);
  else if (p->frequency == MONTHS)
    lua_pushfstring(L, number < 10 ? "%d-0%d" : "%d-%d", year, number);
  else
    lua_pushfstring(L, "%d", year);
}


static const char *frequency_name (const panel *p) {
  if (p->frequency == MONTHS) return "month";
  return p->frequency == QUARTERS ? "quarter" : "year";
}


static void push_periods (lua_State *L, const panel *p) {
  int count = p->last < p->first ? 0 : (int)(p->last - p->first) + 1;
  lua_createtable(L, count, 0);
  for (int i = 0; i < count; i++) {
    push_period(L, p, p->first + i);
    lua_rawseti(L, -2, i + 1);
  }
}


/* stack indices of what the series share */
typedef struct {
  int make, metatable, names, keys, key;
} shared;


/* Adds the value on top to the set in `keys` under the name below it. */
static void note_key (lua_State *L, int keys) {
  lua_pushvalue(L, -2);
  if (lua_rawget(L, keys) == LUA_TNIL) {
    lua_pop(L, 1);
    lua_newtable(L);
    lua_pushvalue(L, -3);
    lua_pushvalue(L, -2);
    lua_rawset(L, keys);
  }
  lua_pushvalue(L, -2);
  lua_pushboolean(L, 1);
  lua_rawset(L, -3);
  lua_pop(L, 1);
}


/* Is text i of the unit in its key? An unknown column that varies within a unit
   describes its periods, not the unit, and decoder:columns says that it varies.
 */
static int has_key (const panel *p, const panel_unit *u, size_t i) {
  const panel_column *column = &p->columns[p->texts[i]];
  return unit_text(u, i).len > 0
         && !(panel_is_unknown(column) && column->varies);
}


/* Puts the key of the unit in the place of that of the unit before, if there is
   one. Units are sorted, so they mostly have texts in common: to take these
   from the key before saves a fortieth of decoding the largest dataset. */
static void make_key (lua_State *L, const panel *p, const panel_unit *u,
                      const panel_unit *before, const shared *at) {
  int count = 0;
  for (size_t i = 0; i < p->text_count; i++) count += has_key(p, u, i);
  lua_createtable(L, 0, count);
  for (size_t i = 0; i < p->text_count; i++) {
    cell c = unit_text(u, i);
    if (!has_key(p, u, i)) continue;
    lua_rawgeti(L, at->names, (lua_Integer)p->texts[i] + 1);
    if (before != NULL && cell_is_same(unit_text(before, i), c)) {
      lua_pushvalue(L, -1);
      lua_rawget(L, at->key);
    } else {
      lua_pushlstring(L, c.bytes, c.len);
      note_key(L, at->keys);
    }
    lua_rawset(L, -3);
  }
  lua_replace(L, at->key);
}


/*
** Given what all series share, makes what makes a series of its arguments. In
** Lua, as this takes two thirds of the time of setting fields and values one by
** one from C.
*/
static const char series_maker[] =
    "local frequency, periods = ...\n"
    "return function(measure, key, ...)\n"
    "  return { measure = measure, frequency = frequency, key = key,\n"
    "    periods = periods, values = { ... } }\n"
    "end";


static int position_of (const panel *p, const panel_unit *u, size_t row) {
  return (int)(panel_row_at(p, u, row)->period - p->first) + 1;
}


static double value_of (const panel *p, const panel_unit *u, size_t row,
                        size_t measure) {
  return panel_row_at(p, u, row)->values[measure];
}


static void push_value (lua_State *L, double value, int fractional) {
  if (isnan(value))
    lua_pushnil(L);
  else if (fractional)
    lua_pushnumber(L, value);
  else
    push_whole(L, value);
}


/* Pushes the values of `rows` rows; if there are `gaps` between these, nil for
   each period without one. With constants a value takes 9 instructions, or 12
   where there are gaps, not 17. */
static inline void push_values (lua_State *L, const panel *p,
                                const panel_unit *u, size_t rows,
                                size_t measure, int fractional, int gaps) {
  const char *at = u->rows, *end = at + rows * p->row_size;
  int32_t next = p->first;
  for (; at < end; at += p->row_size) {
    const panel_row *row = (const void *)at;
    for (; gaps && next < row->period; next++) lua_pushnil(L);
    push_value(L, row->values[measure], fractional);
    next++;
  }
}


/* Sets the values of the series on top, one by one. */
static void set_values (lua_State *L, const panel *p, const panel_unit *u,
                        size_t rows, size_t measure) {
  int fractional = p->columns[p->measures[measure]].fractional;
  lua_getfield(L, -1, "values");
  for (size_t row = 0; row < rows; row++) {
    push_value(L, value_of(p, u, row, measure), fractional);
    lua_rawseti(L, -2, position_of(p, u, row));
  }
  lua_pop(L, 1);
}


static void push_series (lua_State *L, const panel *p, const panel_unit *u,
                         size_t measure, const shared *at) {
  size_t rows = u->row_count;
  int last, singly;
  const int fractional = p->columns[p->measures[measure]].fractional;
  while (rows > 0 && isnan(value_of(p, u, rows - 1, measure))) rows--;
  last = rows > 0 ? position_of(p, u, rows - 1) : 0;
  /* one by one if most values are missing: the nils would cost more than the
     rows did, gigabytes of them in a hostile body; or if the stack has no room
     */
  singly = (size_t)last / 4 > rows || last > STACK_MOST;
  lua_pushvalue(L, at->make);
  lua_rawgeti(L, at->names, (lua_Integer)p->measures[measure] + 1);
  lua_pushvalue(L, at->key);
  if (!singly) {
    luaL_checkstack(L, last, NULL);
    if (fractional)
      push_values(L, p, u, rows, measure, 1, 1);
    else if ((size_t)last > rows)
      push_values(L, p, u, rows, measure, 0, 1);
    else
      push_values(L, p, u, rows, measure, 0, 0);
  }
  lua_call(L, singly ? 2 : 2 + last, 1);
  if (singly) set_values(L, p, u, rows, measure);
  lua_pushvalue(L, at->metatable);
  lua_setmetatable(L, -2);
}


/* Pushes the series of the units that have a value, and frees each unit once
   its series and the next key are made. */
static void push_all_series (lua_State *L, panel *p, const shared *at) {
  lua_Integer count = 0;
  size_t size = p->filled_count * p->measure_count;
  lua_createtable(L, size < INT32_MAX ? (int)size : 0, 0);
  for (size_t i = 0; i < p->unit_count; i++) {
    panel_unit *u = &p->units[i], *before = i > 0 ? u - 1 : NULL;
    size_t measures = u->filled ? p->measure_count : 0;
    make_key(L, p, u, before, at);
    if (before != NULL) unit_free(p, before);
    for (size_t m = 0; m < measures; m++) {
      push_series(L, p, u, m, at);
      lua_rawseti(L, -2, ++count);
    }
  }
}


/* Sets the measures with figures that may have been rounded, if there are any.
 */
static void set_rounded (lua_State *L, const panel *p, int names) {
  int count = 0;
  for (size_t i = 0; i < p->measure_count; i++) {
    if (!p->columns[p->measures[i]].rounded) continue;
    if (count++ == 0) lua_newtable(L);
    lua_rawgeti(L, names, (lua_Integer)p->measures[i] + 1);
    lua_rawseti(L, -2, count);
  }
  if (count > 0) lua_setfield(L, -2, "rounded");
}


/* Of a panel, the names of its columns, the metatable and whether it is
   complete. */
static int make_tables (lua_State *L) {
  enum { PANEL = 1, NAMES, METATABLE, COMPLETE, RESULT, MAKE, KEYS, KEY };
  panel *p = lua_touserdata(L, PANEL);
  const shared at = { MAKE, METATABLE, NAMES, KEYS, KEY };
  luaL_checkstack(L, 16, NULL);
  lua_createtable(L, 0, 6);
  set_string(L, "frequency", frequency_name(p));
  push_periods(L, p);
  lua_setfield(L, RESULT, "periods");
  set_whole(L, "rows", (double)p->row_count);
  set_boolean(L, "complete", lua_toboolean(L, COMPLETE));
  set_rounded(L, p, NAMES);
  if (luaL_loadstring(L, series_maker) != 0) lua_error(L);
  lua_getfield(L, RESULT, "frequency");
  lua_getfield(L, RESULT, "periods");
  lua_call(L, 2, 1);
  lua_newtable(L);
  lua_pushvalue(L, KEYS);
  lua_setfield(L, RESULT, "keys");
  lua_pushnil(L);
  push_all_series(L, p, &at);
  lua_setfield(L, RESULT, "series");
  lua_settop(L, RESULT);
  return 1;
}


/*
** Calls the function that is on the stack below its four arguments, for one
** result. The collector is stopped meanwhile, as none of what is made is
** garbage: otherwise it would traverse the unfinished tables again and again.
** It goes on after an error, too. A collector that the host has stopped stays
** stopped. Not all older Luas tell whether it runs: there it is left alone.
*/
static void call_without_collector (lua_State *L) {
#if LUA_VERSION_NUM >= 504
  int failed;
  if (lua_gc(L, LUA_GCISRUNNING)) {
    lua_gc(L, LUA_GCSTOP);
    failed = lua_pcall(L, 4, 1, 0) != LUA_OK;
    lua_gc(L, LUA_GCRESTART);
    if (failed) lua_error(L);
    return;
  }
#endif
  lua_call(L, 4, 1);
}


void tables_push (lua_State *L, panel *p, int names, int metatable,
                  int complete) {
  luaL_checkstack(L, 8, NULL);
  lua_pushcfunction(L, make_tables);
  lua_pushlightuserdata(L, p);
  lua_pushvalue(L, names);
  lua_pushvalue(L, metatable);
  lua_pushboolean(L, complete);
  call_without_collector(L);
}
