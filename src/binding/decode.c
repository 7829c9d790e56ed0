/*
** urssaf.decode: CSV in chunks -> plain tables of quarterly series.
**
**   decoder = decode.csv{ delimiter = ";", max_line=, max_units=,
**                         max_periods= }
**   decoder:feed(bytes)   true, or nil, err
**   decoder:header()      the columns' names, or nil before they are in
**   decoder:roles{ ... }  what each column is, once the header is in: a list
**                         as long as the header, of
**       { role = "year" | "quarter" | "last_day" | "ignored" }
**       { role = "dimension", name=, rank=, width= }
**       { role = "attribute", name=, rank=, of= }
**       { role = "measure",   name=, rank= }
**                         (panel.h says what they mean; `of` is the position
**                         of a dimension); true, or nil, err
**   decoder:columns()     ends the input, and says what the cells were of each
**                         column that is an attribute of no code: a table
**                         position -> { numeric=, filled=, varies= }, or
**                         nil, err
**   decoder:finish([metatable])
**                         { frequency, periods, series, keys, rows, complete },
**                         once; series get the metatable; `keys` are the sets
**                         of what the units' keys are, name -> value -> true;
**                         `complete` is false if the last line has no end; an
**                         err that comes of such a line has `cut`
**
** lua/urssaf/meta/decode.lua says the same to editors and for the reference.
**
** To embedders: the decoder's memory is malloc's and hangs on its userdata, so
** an error raised by Lua leaks nothing; nothing is shared between decoders.
*/

#include <stdio.h>
#include <string.h>

#include "compat.h"
#include "../csv/csv.h"
#include "failure.h"
#include "../csv/predict.h"
#include "option.h"
#include "../csv/panel.h"
#include "tables.h"

#define DECODER "urssaf.decode.decoder"
#define HARVEST "urssaf.decode.harvest" /* a panel being handed over */

#define MAX_LINE    1048576.0
#define MAX_UNITS   1000000.0
#define MAX_PERIODS 2000.0
#define MAX_COLUMNS 4096

/* the decoder's user values */
enum { CHUNK = 1, HEADER, NAMES, USER_VALUES = NAMES };

/* waiting for: the header's end, roles, more rows, finish, nothing */
typedef enum {
  HEADING,
  WAITING,
  READING,
  ENDED,
  FINISHED,
  FAILED,
  CLOSED
} state;

typedef struct {
  state state;
  csv csv;
  panel panel;
  size_t max_units, max_periods;
  const problem *wrong; /* of FAILED; NULL: there was no memory */
  problem own;          /* where `wrong` is neither csv's nor panel's */
} decoder;


/* {======================================================
** Helpers
** ======================================================= */

static decoder *check_decoder (lua_State *L) {
  decoder *d = luaL_checkudata(L, 1, DECODER);
  if (d->state == CLOSED) luaL_error(L, "attempt to use a closed decoder");
  return d;
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


/* From a copy: a finalizer may close the decoder while tables are made. */
static int push_failure (lua_State *L, const decoder *d) {
  problem wrong;
  int cut;
  if (d->wrong == NULL) return luaL_error(L, "not enough memory");
  wrong = *d->wrong;
  cut = d->csv.unended > 0 && d->csv.unended == wrong.line;
  failure_push(L, wrong.kind, wrong.message);
  if (wrong.line > 0) {
    lua_pushinteger(L, (lua_Integer)wrong.line);
    lua_setfield(L, -2, "line");
  }
  if (wrong.column > 0) {
    lua_pushinteger(L, (lua_Integer)wrong.column);
    lua_setfield(L, -2, "column");
  }
  if (cut) {
    lua_pushboolean(L, 1);
    lua_setfield(L, -2, "cut");
  }
  return 2;
}


static int push_success (lua_State *L, const decoder *d) {
  if (d->state == FAILED) return push_failure(L, d);
  lua_pushboolean(L, 1);
  return 1;
}

/* }====================================================== */


/* {======================================================
** Feeding
** ======================================================= */

/* The header's names, without the marks a label may begin with. */
static cell strip_bom (cell c) {
  while (c.len >= 3 && memcmp(c.bytes, "\xEF\xBB\xBF", 3) == 0) {
    c.bytes += 3;
    c.len -= 3;
  }
  return c;
}


static int has_twin (const csv *p, size_t i) {
  cell c = strip_bom(p->cells[i]);
  for (size_t k = 0; k < i; k++) {
    cell other = strip_bom(p->cells[k]);
    if (other.len == c.len && memcmp(other.bytes, c.bytes, c.len) == 0)
      return 1;
  }
  return 0;
}


static int check_header (decoder *d) {
  if (d->csv.count > MAX_COLUMNS) {
    fail_with(d, "limit", d->csv.line, MAX_COLUMNS + 1, "too many columns");
    return 0;
  }
  for (size_t i = 0; i < d->csv.count; i++) {
    const char *what = NULL;
    cell c = strip_bom(d->csv.cells[i]);
    if (c.len == 0)
      what = "a column without a name";
    else if (!cell_is_text(c))
      what = "the name is not valid UTF-8 text";
    else if (has_twin(&d->csv, i))
      what = "two columns have this name";
    if (what != NULL) {
      fail_with(d, "decode", d->csv.line, i + 1, what);
      return 0;
    }
  }
  return 1;
}


typedef struct {
  size_t count;
  cell cells[]; /* followed by their bytes */
} header_copy;


/* The header's cells in Lua's memory; on the top of the stack. NULL when the
   decoder was closed meanwhile. */
static const header_copy *copy_header (lua_State *L, decoder *d) {
  size_t count = d->csv.count, len = 0;
  header_copy *copy;
  char *bytes;
  for (size_t i = 0; i < count; i++) len += d->csv.cells[i].len;
  copy = lua_newuserdatauv(L, sizeof *copy + count * sizeof(cell) + len, 0);
  if (d->state == CLOSED) return NULL; /* by a finalizer */
  copy->count = count;
  bytes = (char *)(copy->cells + count);
  for (size_t i = 0; i < count; i++) {
    cell c = strip_bom(d->csv.cells[i]);
    memcpy(bytes, c.bytes, c.len);
    copy->cells[i].bytes = bytes;
    copy->cells[i].len = c.len;
    bytes += c.len;
  }
  return copy;
}


static void take_header (lua_State *L, decoder *d) {
  const header_copy *copy;
  if (!check_header(d)) return;
  /* should Lua have no memory; and so that no finalizer can feed it now */
  fail(d, NULL);
  copy = copy_header(L, d);
  if (copy == NULL) luaL_error(L, "attempt to use a closed decoder");
  lua_createtable(L, (int)copy->count, 0);
  for (size_t i = 0; i < copy->count; i++) {
    lua_pushlstring(L, copy->cells[i].bytes, copy->cells[i].len);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  lua_setiuservalue(L, 1, HEADER);
  lua_pop(L, 1);
  check_decoder(L);
  d->state = WAITING;
}


static void add_row (decoder *d) {
  panel_result result =
      panel_add(&d->panel, d->csv.cells, d->csv.count, d->csv.line);
  if (result == PANEL_BAD)
    fail(d, &d->panel.problem);
  else if (result == PANEL_NO_MEMORY)
    fail(d, NULL);
}


/* Takes in rows until the chunk is used up or there is a reason to stop. */
static void take_rows (lua_State *L, decoder *d) {
  csv_result result = CSV_ROW;
  while (result == CSV_ROW && (d->state == HEADING || d->state == READING)) {
    if (d->state == READING) guess_rows(&d->csv, &d->panel);
    result = csv_next(&d->csv);
    if (result == CSV_BAD)
      fail(d, &d->csv.problem);
    else if (result == CSV_NO_MEMORY)
      fail(d, NULL);
    else if (result == CSV_ROW && d->state == READING)
      add_row(d);
    else if (result == CSV_ROW)
      take_header(L, d);
  }
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
    lua_setiuservalue(L, 1, CHUNK); /* csv keeps pointers into it */
    csv_feed(&d->csv, bytes, len);
    take_rows(L, d);
  }
  return push_success(L, d);
}


/* There are no more bytes: reads the last row, if it has no line end. */
static void end_input (lua_State *L, decoder *d) {
  if (d->state != HEADING && d->state != READING) return;
  csv_end(&d->csv);
  take_rows(L, d);
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

/* }====================================================== */


/* {======================================================
** Roles
** ======================================================= */

static panel_role check_role (lua_State *L, int spec, lua_Integer i) {
  static const char *const names[] = { "ignored",  "year",      "quarter",
                                       "last_day", "dimension", "attribute",
                                       "measure",  NULL };
  static const panel_role roles[] = { ROLE_IGNORED,   ROLE_YEAR,
                                      ROLE_QUARTER,   ROLE_LAST_DAY,
                                      ROLE_DIMENSION, ROLE_ATTRIBUTE,
                                      ROLE_MEASURE };
  const char *given;
  lua_getfield(L, spec, "role");
  given = lua_type(L, -1) == LUA_TSTRING ? lua_tostring(L, -1) : "?";
  for (int k = 0; names[k] != NULL; k++) {
    if (strcmp(names[k], given) == 0) {
      lua_pop(L, 1);
      return roles[k];
    }
  }
  return (panel_role)luaL_error(L, "role of column %d: unknown role '%s'",
                                (int)i, given);
}


static lua_Integer integer_field (lua_State *L, int spec, const char *name,
                                  lua_Integer least, lua_Integer most) {
  lua_Integer value = 0;
  int type = lua_getfield(L, spec, name), fits = type == LUA_TNIL;
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


/* Reads the i-th role into *column; its name goes to the table on top. */
static void read_role (lua_State *L, lua_Integer i, lua_Integer count,
                       panel_column *column) {
  static const char *const fields[] = { "role",  "name", "rank",
                                        "width", "of",   NULL };
  int names = lua_gettop(L), spec = names + 1;
  lua_Integer of;
  if (lua_rawgeti(L, 2, i) != LUA_TTABLE)
    luaL_error(L, "roles: a table expected for each of the %d columns",
               (int)count);
  option_check_names(L, spec, fields, "field");
  memset(column, 0, sizeof *column);
  column->role = check_role(L, spec, i);
  column->rank = (long)integer_field(L, spec, "rank", 0, 1000000);
  column->width = (size_t)integer_field(L, spec, "width", 0, 8);
  of = integer_field(L, spec, "of", 1, count);
  column->of = of > 0 ? (size_t)of - 1 : NO_COLUMN;
  if (lua_getfield(L, spec, "name") == LUA_TNIL) {
    lua_pop(L, 1);
    lua_getiuservalue(L, 1, HEADER);
    lua_rawgeti(L, -1, i);
    lua_remove(L, -2);
  }
  if (lua_type(L, -1) != LUA_TSTRING)
    luaL_error(L, "role of column %d: its name is a string", (int)i);
  column->name = lua_tostring(L, -1);
  lua_rawseti(L, names, i); /* which keeps it alive */
  lua_settop(L, names);
}


/* Keys and measures are known by their names: each has its own. */
static void check_unique (lua_State *L, const panel_column *columns, size_t i) {
  int is_measure = columns[i].role == ROLE_MEASURE;
  if (columns[i].role < ROLE_DIMENSION) return;
  for (size_t k = 0; k < i; k++) {
    if (columns[k].role >= ROLE_DIMENSION
        && (columns[k].role == ROLE_MEASURE) == is_measure
        && strcmp(columns[k].name, columns[i].name) == 0)
      luaL_error(L, "roles: two columns are both named '%s'", columns[i].name);
  }
}


static void check_roles (lua_State *L, const panel_column *columns,
                         size_t count) {
  size_t of_role[ROLE_MEASURE + 1] = { 0 };
  for (size_t i = 0; i < count; i++) {
    check_unique(L, columns, i);
    of_role[columns[i].role]++;
    if (columns[i].of != NO_COLUMN
        && columns[columns[i].of].role != ROLE_DIMENSION)
      luaL_error(L, "roles: 'of' names a column that is no dimension");
  }
  if (of_role[ROLE_YEAR] > 1 || of_role[ROLE_QUARTER] > 1
      || of_role[ROLE_LAST_DAY] > 1)
    luaL_error(L, "roles: two columns for the same part of the time");
  if (of_role[ROLE_LAST_DAY] == 0 && of_role[ROLE_YEAR] == 0)
    luaL_error(L, "roles: no column gives the year");
}


static int decoder_roles (lua_State *L) {
  decoder *d = check_decoder(L);
  panel_column *columns;
  lua_Integer count;
  panel_result result;
  lua_settop(L, 2);
  luaL_checktype(L, 2, LUA_TTABLE);
  if (d->state == FAILED) return push_failure(L, d);
  if (d->state != WAITING)
    return luaL_error(L, "roles are said once, after the header is in");
  lua_getiuservalue(L, 1, HEADER);
  count = (lua_Integer)lua_rawlen(L, -1);
  lua_settop(L, 2);
  if ((lua_Integer)lua_rawlen(L, 2) != count)
    return luaL_error(L, "roles: a role expected for each of the %d columns",
                      (int)count);
  columns = lua_newuserdatauv(L, (size_t)count * sizeof *columns, 0);
  lua_createtable(L, (int)count, 0);
  for (lua_Integer i = 1; i <= count; i++)
    read_role(L, i, count, &columns[i - 1]);
  check_roles(L, columns, (size_t)count);
  if (check_decoder(L)->state != WAITING) /* a finalizer was here first */
    return luaL_error(L, "roles are said once");
  lua_setiuservalue(L, 1, NAMES);
  result = panel_init(&d->panel, columns, (size_t)count, d->max_units,
                      d->max_periods);
  d->state = READING;
  if (result != PANEL_OK) fail(d, NULL);
  take_rows(L, d); /* what came in one chunk with the header */
  return push_success(L, d);
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
** knows: whatever a finalizer that runs meanwhile does with the decoder, the
** panel stays.
*/
static panel *push_harvest (lua_State *L) {
  panel *p = lua_newuserdatauv(L, sizeof *p, 0);
  memset(p, 0, sizeof *p);
  luaL_setmetatable(L, HARVEST);
  return p;
}


static void seal (lua_State *L, decoder *d) {
  panel_result result;
  end_input(L, d);
  if (d->state != ENDED) return;
  result = panel_seal(&d->panel);
  if (result == PANEL_BAD)
    fail(d, &d->panel.problem);
  else if (result == PANEL_NO_MEMORY)
    fail(d, NULL);
}


static int decoder_finish (lua_State *L) {
  panel *p;
  decoder *d;
  lua_settop(L, 2);
  check_decoder(L);
  if (!lua_isnil(L, 2)) luaL_checktype(L, 2, LUA_TTABLE);
  p = push_harvest(L);
  d = check_decoder(L);
  if (d->state == FINISHED)
    return luaL_error(L, "attempt to finish a decoder twice");
  if (d->state == WAITING)
    return luaL_error(L, "the header is in: call roles before finishing");
  seal(L, d);
  if (d->state == FAILED) return push_failure(L, d);
  *p = d->panel;
  memset(&d->panel, 0, sizeof d->panel);
  d->state = FINISHED;
  lua_getiuservalue(L, 1, NAMES);
  tables_push(L, p, lua_gettop(L), 2, d->csv.unended == 0);
  panel_free(p);
  return 1;
}


static void push_column (lua_State *L, const panel_column *column) {
  lua_createtable(L, 0, 3);
  lua_pushboolean(L, column->filled && column->numeric);
  lua_setfield(L, -2, "numeric");
  lua_pushboolean(L, column->filled);
  lua_setfield(L, -2, "filled");
  lua_pushboolean(L, column->varies);
  lua_setfield(L, -2, "varies");
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
    if (column.role != ROLE_ATTRIBUTE || column.of != NO_COLUMN) continue;
    push_column(L, &column);
    lua_rawseti(L, 2, (lua_Integer)i + 1);
  }
  if (check_decoder(L)->state != ENDED) /* also by a finalizer, meanwhile */
    return luaL_error(L, "columns are told before the decoder is finished");
  return 1;
}

/* }====================================================== */


/* {======================================================
** The module
** ======================================================= */

/* a bound; a huge one is none */
static size_t size_option (lua_State *L, const char *name, double otherwise) {
  double value = option_number(L, 1, name, otherwise);
  return value < 1 ? 1 : value < 1e15 ? (size_t)value : (size_t)1e15;
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
  char delimiter;
  size_t max_line, max_units, max_periods;
  lua_settop(L, 1);
  option_check_table(L, 1, names);
  delimiter = delimiter_option(L);
  max_line = size_option(L, "max_line", MAX_LINE);
  max_units = size_option(L, "max_units", MAX_UNITS);
  max_periods = size_option(L, "max_periods", MAX_PERIODS);
  d = lua_newuserdatauv(L, sizeof *d, USER_VALUES);
  memset(d, 0, sizeof *d);
  luaL_setmetatable(L, DECODER);
  csv_init(&d->csv, delimiter, max_line);
  d->max_units = max_units;
  d->max_periods = max_periods;
  return 1;
}


static const luaL_Reg methods[] = { { "feed", decoder_feed },
                                    { "header", decoder_header },
                                    { "roles", decoder_roles },
                                    { "columns", decoder_columns },
                                    { "finish", decoder_finish },
                                    { "close", decoder_close },
                                    { NULL, NULL } };

static const luaL_Reg metamethods[] = { { "__gc", decoder_close },
                                        { "__close", decoder_close },
                                        { NULL, NULL } };

static const luaL_Reg functions[] = { { "csv", decode_csv }, { NULL, NULL } };


LUAMOD_API int luaopen_urssaf_decode (lua_State *L);

LUAMOD_API int luaopen_urssaf_decode (lua_State *L) {
  luaL_checkversion(L);
  failure_open(L);
  luaL_newmetatable(L, HARVEST);
  lua_pushcfunction(L, harvest_free);
  lua_setfield(L, -2, "__gc");
  lua_pop(L, 1);
  luaL_newmetatable(L, DECODER);
  luaL_setfuncs(L, metamethods, 0);
  lua_newtable(L);
  luaL_setfuncs(L, methods, 0);
  lua_setfield(L, -2, "__index");
  lua_pop(L, 1);
  luaL_newlib(L, functions);
  return 1;
}

/* }====================================================== */
