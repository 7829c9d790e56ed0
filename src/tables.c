#include "tables.h"

#include <math.h>

#include <lauxlib.h>


static void push_period (lua_State *L, const panel *p, int32_t period) {
  if (panel_is_quarterly(p))
    lua_pushfstring(L, "%d-Q%d", (int)(period / 4), (int)(period % 4) + 1);
  else
    lua_pushfstring(L, "%d", (int)period);
}


static void push_periods (lua_State *L, const panel *p) {
  int count = p->last < p->first ? 0 : (int)(p->last - p->first) + 1;
  lua_createtable(L, count, 0);
  for (int i = 0; i < count; i++) {
    push_period(L, p, p->first + i);
    lua_rawseti(L, -2, i + 1);
  }
}


/* An unknown column that differs within a unit describes its quarters, not
   the unit: it is left out, and `columns` says so. */
static int is_key (const panel_column *column) {
  return column->role == ROLE_DIMENSION || column->of != NO_COLUMN
         || !column->varies;
}


static void push_key (lua_State *L, const panel *p, const panel_unit *u,
                      int names) {
  lua_createtable(L, 0, (int)p->text_count);
  for (size_t i = 0; i < p->text_count; i++) {
    cell c = panel_text(p, u, i);
    if (c.len == 0 || !is_key(&p->columns[p->texts[i]])) continue;
    lua_rawgeti(L, names, (lua_Integer)p->texts[i] + 1);
    lua_pushlstring(L, c.bytes, c.len);
    lua_rawset(L, -3);
  }
}


/*
** Room for the array part: up to the last value, unless that would be mostly
** holes (a hostile body could ask for gigabytes of them).
*/
static int array_size (const panel *p, const panel_unit *u, size_t measure) {
  int32_t last = 0;
  size_t present = 0;
  for (size_t row = 0; row < u->rows; row++) {
    int32_t at = u->stamps[row].period - p->first + 1;
    if (isnan(u->values[row * p->measure_count + measure])) continue;
    present++;
    if (at > last) last = at;
  }
  return (size_t)last / 4 <= present ? last : 0;
}


static void push_values (lua_State *L, const panel *p, const panel_unit *u,
                         size_t measure) {
  int fractional = p->columns[p->measures[measure]].fractional;
  lua_createtable(L, array_size(p, u, measure), 0);
  for (size_t row = 0; row < u->rows; row++) {
    double value = u->values[row * p->measure_count + measure];
    if (isnan(value)) continue;
    if (fractional)
      lua_pushnumber(L, value);
    else
      lua_pushinteger(L, (lua_Integer)value);
    lua_rawseti(L, -2, u->stamps[row].period - p->first + 1);
  }
}


typedef struct {
  int frequency, periods, names, key;
} shared;

static void push_series (lua_State *L, const panel *p, const panel_unit *u,
                         size_t measure, const shared *at) {
  lua_createtable(L, 0, 5);
  lua_rawgeti(L, at->names, (lua_Integer)p->measures[measure] + 1);
  lua_setfield(L, -2, "measure");
  lua_pushvalue(L, at->frequency);
  lua_setfield(L, -2, "frequency");
  lua_pushvalue(L, at->key);
  lua_setfield(L, -2, "key");
  lua_pushvalue(L, at->periods);
  lua_setfield(L, -2, "periods");
  push_values(L, p, u, measure);
  lua_setfield(L, -2, "values");
}


/* Each unit is freed as soon as it is handed over. */
static void push_all_series (lua_State *L, panel *p, shared *at) {
  lua_Integer count = 0;
  size_t size = p->unit_count * p->measure_count;
  lua_createtable(L, size < INT32_MAX ? (int)size : 0, 0);
  for (size_t i = 0; i < p->unit_count; i++) {
    panel_unit *u = &p->units[i];
    push_key(L, p, u, at->names);
    at->key = lua_gettop(L);
    for (size_t m = 0; m < p->measure_count; m++) {
      push_series(L, p, u, m, at);
      lua_rawseti(L, -3, ++count);
    }
    lua_pop(L, 1);
    panel_free_unit(u);
  }
}


void tables_push (lua_State *L, panel *p, int names, int complete) {
  shared at;
  luaL_checkstack(L, 16, NULL);
  lua_pushstring(L, panel_is_quarterly(p) ? "quarter" : "year");
  at.frequency = lua_gettop(L);
  at.names = names;
  push_periods(L, p);
  at.periods = lua_gettop(L);
  lua_createtable(L, 0, 5);
  push_all_series(L, p, &at);
  lua_setfield(L, -2, "series");
  lua_pushvalue(L, at.frequency);
  lua_setfield(L, -2, "frequency");
  lua_pushvalue(L, at.periods);
  lua_setfield(L, -2, "periods");
  lua_pushinteger(L, (lua_Integer)p->row_count);
  lua_setfield(L, -2, "rows");
  lua_pushboolean(L, complete);
  lua_setfield(L, -2, "complete");
}
