/*
** urssaf.decode: CSV in chunks -> plain tables of series. What its functions
** take and return is told in lua/urssaf/annotations/decode.lua.
**
** To embedders: the decoder's memory is malloc's and belongs to its userdata,
** so an error that Lua raises leaks nothing; decoders share nothing.
**
** Creating anything in Lua may run a finalizer of the host's, which may use or
** close the decoder that a function here works on: so its state is checked
** again after the last such point.
*/

#include <stdio.h>
#include <string.h>

#include "columns.h"
#include "compat.h"
#include "failure.h"
#include "object.h"
#include "option.h"
#include "sink.h"
#include "tables.h"

#include "../csv/csv.h"
#include "../csv/panel.h"
#include "../csv/predict.h"

#define HARVEST "urssaf.decode.harvest" /* a panel being made into tables */

#define MAX_LINE    1048576.0
#define MAX_UNITS   1000000.0
#define MAX_PERIODS 2000.0
#define MAX_COLUMNS 4096
#define MAX_NAME    256 /* bytes of a column's name */

/* the decoder's user values */
enum { CHUNK = 1, HEADER, NAMES, USER_VALUES = NAMES };

typedef enum {
  HEADING, /* the header is not complete */
  WAITING, /* for roles */
  READING, /* rows */
  ENDED,   /* the input, not the decoder */
  FINISHED,
  FAILED,
  CLOSED
} state;

typedef struct {
  sink sink;
  state state;
  csv csv;
  panel panel;
  size_t max_units, max_periods;
  const problem *wrong; /* of FAILED: that of csv, panel, or own; NULL: no
                           memory */
  problem own;
} decoder;


/* {======================================================
** Helpers
** ======================================================= */

static decoder *check_decoder (lua_State *L) {
  decoder *d = luaL_checkudata(L, 1, DECODER);
  if (d->state == CLOSED) luaL_error(L, "attempt to use a closed decoder");
  return d;
}


static int decoder_show (lua_State *L) {
  static const char *const states[] = {
    /* in the order of `state` */
    "reads the header", "waits for roles", "reads rows", "at the end",
    "finished",         "failed",          "closed"
  };
  const decoder *d = luaL_checkudata(L, 1, DECODER);
  lua_pushfstring(L, DECODER ": %s", states[d->state]);
  return 1;
}


static int decoder_close (lua_State *L) {
  decoder *d = luaL_checkudata(L, 1, DECODER);
  csv_free(&d->csv);
  panel_free(&d->panel);
  d->state = CLOSED;
  return 0;
}


static void fail (decoder *d, const problem *wrong) {
  d->wrong = wrong;
  d->state = FAILED;
}


static void fail_with (decoder *d, const char *kind, unsigned long line,
                       size_t column, const char *message) {
  d->own.kind = kind;
  d->own.line = line;
  d->own.column = column;
  snprintf(d->own.message, sizeof d->own.message, "line %lu, column %zu: %s",
           line, column, message);
  fail(d, &d->own);
}


/* Uses a copy: a finalizer may close the decoder while tables are made. */
static int push_failure (lua_State *L, const decoder *d) {
  problem wrong;
  int cut;
  if (d->wrong == NULL) return luaL_error(L, "not enough memory");
  wrong = *d->wrong;
  cut = d->csv.unended > 0 && d->csv.unended == wrong.line;
  failure_push(L, wrong.kind, wrong.message);
  if (wrong.line > 0) set_whole(L, "line", (double)wrong.line);
  if (wrong.column > 0) set_whole(L, "column", (double)wrong.column);
  if (cut) set_boolean(L, "cut", 1);
  return 2;
}


static void note_result (decoder *d, panel_result result) {
  if (result != PANEL_OK)
    fail(d, result == PANEL_BAD ? &d->panel.problem : NULL);
}


/* Pushes true, or what failed; also for a transfer that feeds the decoder. */
static int push_state (lua_State *L, const sink *s) {
  const decoder *d = (const decoder *)s;
  if (d->state == FAILED) return push_failure(L, d);
  lua_pushboolean(L, 1);
  return 1;
}

/* }====================================================== */


/* {======================================================
** Reading
** ======================================================= */

/* A name in the header, without the BOMs that a label may begin with. */
static cell strip_bom (cell c) {
  while (c.len >= 3 && memcmp(c.bytes, "\xEF\xBB\xBF", 3) == 0) {
    c.bytes += 3;
    c.len -= 3;
  }
  return c;
}


static const char too_long[] = "a name of more than 256 bytes";

/* What is wrong with a column's name; NULL: nothing. */
static const char *trouble_with (cell name) {
  if (name.len == 0) return "a column without a name";
  if (!cell_is_text(name)) return "the name is not valid UTF-8 text";
  return name.len > MAX_NAME ? too_long : NULL;
}


static void take_header (lua_State *L, decoder *d) {
  unsigned long line = d->csv.line;
  size_t count = d->csv.count;
  int names = lua_gettop(L) + 1;
  if (count > MAX_COLUMNS) {
    fail_with(d, "limit", line, MAX_COLUMNS + 1, "too many columns");
    return;
  }
  /* failed until it is done: Lua may have no memory, and no finalizer may feed
     the decoder meanwhile, so csv keeps the names, unless it is closed */
  fail(d, NULL);
  lua_createtable(L, (int)count, 0);
  lua_createtable(L, 0, (int)count);
  for (size_t i = 0; i < count; i++) {
    cell name = strip_bom(check_decoder(L)->csv.cells[i]);
    const char *what = trouble_with(name);
    if (what == NULL) {
      lua_pushlstring(L, name.bytes, name.len);
      if (!add_to_set(L, names + 1)) what = "two columns have this name";
    }
    if (what != NULL) {
      fail_with(check_decoder(L), what == too_long ? "limit" : "decode", line,
                i + 1, what);
      lua_settop(L, names - 1);
      return;
    }
    lua_rawseti(L, names, (lua_Integer)i + 1);
  }
  lua_settop(L, names);
  lua_setiuservalue(L, 1, HEADER);
  check_decoder(L)->state = WAITING;
}


static int next_row (decoder *d) {
  csv_result result = csv_next(&d->csv);
  if (result == CSV_BAD || result == CSV_NO_MEMORY)
    fail(d, result == CSV_BAD ? &d->csv.problem : NULL);
  return result == CSV_ROW;
}


/* Reads rows until the chunk is used up, or one is refused. */
static void read_rows (decoder *d) {
  while (d->state == READING) {
    predict_rows(&d->csv, &d->panel);
    if (!next_row(d)) return;
    note_result(d,
                panel_add(&d->panel, d->csv.cells, d->csv.count, d->csv.line));
  }
}


static void read_chunk (lua_State *L, decoder *d) {
  if (d->state == HEADING && next_row(d)) take_header(L, d);
  read_rows(d);
}


static int decoder_feed (lua_State *L) {
  decoder *d = check_decoder(L);
  size_t len;
  const char *bytes = luaL_checklstring(L, 2, &len);
  if (d->state == WAITING)
    return luaL_error(L, "the header is in: call roles before feeding more");
  if (d->state == ENDED || d->state == FINISHED)
    return luaL_error(L, "attempt to feed a decoder after the end");
  if (d->state != FAILED) {
    lua_settop(L, 2);
    lua_setiuservalue(L, 1, CHUNK); /* csv points into it */
    csv_feed(&d->csv, bytes, len);
    read_chunk(L, d);
  }
  return push_state(L, &d->sink);
}


/* Takes bytes of a transfer: no header, for which Lua would be called. */
static int take (sink *s, const char *bytes, size_t len) {
  decoder *d = (decoder *)s;
  if (d->state != READING) return d->state == FAILED;
  csv_feed(&d->csv, bytes, len);
  read_rows(d);
  return 1;
}


/* Reads the last row, if it has no line end: there are no more bytes. */
static void end_input (lua_State *L, decoder *d) {
  if (d->state != HEADING && d->state != READING) return;
  csv_end(&d->csv);
  read_chunk(L, d);
  if (d->state == HEADING)
    fail_with(d, "decode", 1, 1, "the body is empty");
  else if (d->state == WAITING) /* it had no line end, so nothing follows */
    fail_with(d, "incomplete", 1, 1, "a header without a line end, cut there");
  else if (d->state == READING)
    d->state = ENDED;
}


static int decoder_header (lua_State *L) {
  check_decoder(L);
  lua_getiuservalue(L, 1, HEADER);
  return 1;
}


static int decoder_roles (lua_State *L) {
  enum { ROLES = 2, HEADER_NAMES };
  decoder *d = check_decoder(L);
  const panel_column *columns;
  size_t count;
  panel_result result;
  lua_settop(L, ROLES);
  luaL_checktype(L, ROLES, LUA_TTABLE);
  if (d->state == FAILED) return push_failure(L, d);
  if (d->state != WAITING)
    return luaL_error(L, "roles are given once, after the header is in");
  lua_getiuservalue(L, 1, HEADER);
  columns = columns_read(L, ROLES, HEADER_NAMES, &count);
  if (check_decoder(L)->state != WAITING) /* a finalizer gave it roles */
    return luaL_error(L, "roles are given once");
  lua_setiuservalue(L, 1, NAMES);
  result = panel_init(&d->panel, columns, count, d->max_units, d->max_periods);
  d->state = READING;
  note_result(d, result);
  read_rows(d); /* those that came in one chunk with the header */
  return push_state(L, &d->sink);
}

/* }====================================================== */


/* {======================================================
** Finishing
** ======================================================= */

static int harvest_free (lua_State *L) {
  panel_free(luaL_checkudata(L, 1, HARVEST));
  return 0;
}


/*
** While the tables are made, the panel is in a userdata that only this call
** knows: so it stays, whatever a finalizer does with the decoder.
*/
static int decoder_finish (lua_State *L) {
  panel *p;
  decoder *d;
  lua_settop(L, 2);
  check_decoder(L);
  if (!lua_isnil(L, 2)) luaL_checktype(L, 2, LUA_TTABLE);
  p = lua_newuserdatauv(L, sizeof *p, 0);
  memset(p, 0, sizeof *p);
  luaL_setmetatable(L, HARVEST);
  d = check_decoder(L);
  if (d->state == FINISHED)
    return luaL_error(L, "attempt to finish a decoder twice");
  if (d->state == WAITING)
    return luaL_error(L, "the header is in: call roles before finishing");
  end_input(L, d);
  if (d->state == ENDED) note_result(d, panel_seal(&d->panel));
  if (d->state == FAILED) return push_failure(L, d);
  *p = d->panel;
  memset(&d->panel, 0, sizeof d->panel);
  d->state = FINISHED;
  lua_getiuservalue(L, 1, NAMES);
  tables_push(L, p, lua_gettop(L), 2, d->csv.unended == 0);
  panel_free(p);
  return 1;
}


static void push_column (lua_State *L, const panel_column *column,
                         int frequency) {
  static const char *const verdicts[] = { [TELLS_NO_MONTHS] = "no",
                                          [MAY_TELL_MONTHS] = "maybe",
                                          [TELLS_MONTHS] = "yes" };
  lua_createtable(L, 0, 4);
  if (panel_is_unknown(column)) {
    set_boolean(L, "numeric", column->filled && !column->worded);
    set_boolean(L, "filled", column->filled);
    set_boolean(L, "varies", column->varies);
  }
  if (column->watched)
    set_string(L, "months", verdicts[month_judge(&column->months, frequency)]);
}


static int decoder_columns (lua_State *L) {
  decoder *d = check_decoder(L);
  lua_settop(L, 1);
  if (d->state == WAITING)
    return luaL_error(L, "the header is in: call roles before columns");
  end_input(L, d);
  if (d->state == FAILED) return push_failure(L, d);
  lua_newtable(L);
  for (size_t i = 0; d->state == ENDED && i < d->panel.column_count; i++) {
    panel_column column = d->panel.columns[i];
    if (!panel_is_unknown(&column) && !column.watched) continue;
    push_column(L, &column, d->panel.frequency);
    lua_rawseti(L, 2, (lua_Integer)i + 1);
  }
  if (check_decoder(L)->state != ENDED)
    return luaL_error(L, "call columns before finish");
  return 1;
}

/* }====================================================== */


/* {======================================================
** The module
** ======================================================= */

/* A bound; anything huge stands for none. The largest leaves room for sums of
   sizes, also where these have 32 bits. */
static size_t size_option (lua_State *L, const char *name, double otherwise) {
  const size_t largest = SIZE_MAX / 4;
  double value = option_number(L, 1, name, otherwise);
  return value < 1 ? 1 : value < (double)largest ? (size_t)value : largest;
}


static char delimiter_option (lua_State *L) {
  const char *given = option_string(L, 1, "delimiter");
  if (given == NULL) return ';';
  if (strlen(given) != 1 || strchr(";,\t|", given[0]) == NULL)
    luaL_error(L, "option 'delimiter': one of ; , TAB | expected");
  return given[0];
}


static int decode_csv (lua_State *L) {
  static const char *const names[] = { "delimiter", "max_line", "max_units",
                                       "max_periods", NULL };
  decoder *d;
  lua_settop(L, 1);
  option_check_table(L, 1, names);
  d = lua_newuserdatauv(L, sizeof *d, USER_VALUES);
  memset(d, 0, sizeof *d);
  luaL_setmetatable(L, DECODER);
  d->sink = (sink){ SINK_LAYOUT, take, push_state };
  d->max_units = size_option(L, "max_units", MAX_UNITS);
  d->max_periods = size_option(L, "max_periods", MAX_PERIODS);
  csv_init(&d->csv, delimiter_option(L), size_option(L, "max_line", MAX_LINE));
  return 1;
}


static const luaL_Reg methods[] = { { "feed", decoder_feed },
                                    { "header", decoder_header },
                                    { "roles", decoder_roles },
                                    { "columns", decoder_columns },
                                    { "finish", decoder_finish },
                                    { "close", decoder_close },
                                    { NULL, NULL } };

static const luaL_Reg functions[] = { { "csv", decode_csv }, { NULL, NULL } };


LUAMOD_API int luaopen_urssaf_decode (lua_State *L);

LUAMOD_API int luaopen_urssaf_decode (lua_State *L) {
  luaL_checkversion(L);
  failure_open(L);
  luaL_newmetatable(L, HARVEST);
  set_function(L, "__gc", harvest_free);
  lua_pop(L, 1);
  new_class(L, DECODER, methods, decoder_close, decoder_show);
  luaL_newlib(L, functions);
  return 1;
}

/* }====================================================== */
