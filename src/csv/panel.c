#define _GNU_SOURCE /* getentropy */

#include "panel.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "row.h"
#include "unit.h"

#define MAX_WIDTH      8
#define FIRST_SLOTS    256
#define EXACT_INTEGERS 9007199254740992.0 /* 2^53 */
#define PERIODS_A_YEAR 4

/* {======================================================
** Problems
** ======================================================= */

/* A column's name, safe to print. */
static const char *quote_name (const panel *p, size_t column, char *out,
                               size_t size) {
  const char *name = p->columns[column].name;
  cell c = { name, strlen(name) };
  cell_excerpt(c, out, size);
  return out;
}


panel_result panel_bad (panel *p, const char *kind, unsigned long line,
                        size_t column, const char *format, ...) {
  problem *wrong = &p->problem;
  char name[80];
  size_t used;
  va_list args;
  wrong->kind = kind;
  wrong->line = line;
  wrong->column = column + 1;
  used = (size_t)snprintf(wrong->message, sizeof wrong->message,
                          "line %lu, column %zu", line, wrong->column);
  if (column < p->column_count)
    used +=
        (size_t)snprintf(wrong->message + used, sizeof wrong->message - used,
                         " (%s)", quote_name(p, column, name, sizeof name));
  used += (size_t)snprintf(wrong->message + used, sizeof wrong->message - used,
                           ": ");
  va_start(args, format);
  vsnprintf(wrong->message + used, sizeof wrong->message - used, format, args);
  va_end(args);
  return PANEL_BAD;
}


static panel_result bad_cell (panel *p, unsigned long line, size_t column,
                              cell c, const char *what) {
  char quoted[64];
  cell_excerpt(c, quoted, sizeof quoted);
  return panel_bad(p, "decode", line, column, "%s: \"%s\"", what, quoted);
}

/* }====================================================== */


/* {======================================================
** Setting up
** ======================================================= */

/* Insertion keeps columns of equal rank in the header's order. */
static void insert_column (const panel *p, size_t *list, size_t *count,
                           size_t column) {
  size_t i = (*count)++;
  for (; i > 0 && p->columns[list[i - 1]].rank > p->columns[column].rank; i--)
    list[i] = list[i - 1];
  list[i] = column;
}


static void place_column (panel *p, size_t i) {
  panel_column *column = &p->columns[i];
  column->varies = column->fractional = column->filled = 0;
  column->numeric = 1;
  if (column->width > MAX_WIDTH) column->width = MAX_WIDTH;
  switch (column->role) {
    case ROLE_YEAR: p->year = i; break;
    case ROLE_QUARTER: p->quarter = i; break;
    case ROLE_LAST_DAY: p->last_day = i; break;
    case ROLE_ATTRIBUTE:
      if (column->of == NO_COLUMN) p->has_unknown = 1;
      insert_column(p, p->texts, &p->text_count, i);
      break;
    case ROLE_DIMENSION: insert_column(p, p->texts, &p->text_count, i); break;
    case ROLE_MEASURE:
      insert_column(p, p->measures, &p->measure_count, i);
      break;
    case ROLE_IGNORED: p->has_ignored = 1; break;
  }
}


/* So that nobody who writes a body can make its units collide. */
static uint32_t random_key (void) {
  uint32_t key;
  if (getentropy(&key, sizeof key) != 0)
    key = (uint32_t)time(NULL) ^ (uint32_t)clock();
  return key % (HASH_PRIME - 2) + 2;
}


panel_result panel_init (panel *p, const panel_column *columns, size_t count,
                         size_t max_units, size_t max_periods) {
  memset(p, 0, sizeof *p);
  p->columns = malloc((count + 1) * sizeof *p->columns);
  p->texts = malloc((count + 1) * sizeof *p->texts);
  p->measures = malloc((count + 1) * sizeof *p->measures);
  p->row_texts = malloc((count + 1) * sizeof *p->row_texts);
  p->row_values = malloc((count + 1) * sizeof *p->row_values);
  p->guessed = malloc((count + 1) * sizeof *p->guessed);
  p->codes = malloc((count + 1) * MAX_WIDTH);
  p->slots = calloc(FIRST_SLOTS, sizeof *p->slots);
  if (p->columns == NULL || p->texts == NULL || p->measures == NULL
      || p->row_texts == NULL || p->row_values == NULL || p->guessed == NULL
      || p->codes == NULL || p->slots == NULL)
    return PANEL_NO_MEMORY;
  memcpy(p->columns, columns, count * sizeof *columns);
  p->column_count = count;
  p->year = p->quarter = p->last_day = NO_COLUMN;
  for (size_t i = 0; i < count; i++) place_column(p, i);
  p->row_size = sizeof(panel_row) + p->measure_count * sizeof(double);
  for (size_t i = 0; i < p->text_count; i++) p->columns[p->texts[i]].slot = i;
  for (size_t i = 0; i < p->measure_count; i++)
    p->columns[p->measures[i]].slot = i;
  p->max_units = max_units;
  p->max_periods = max_periods;
  p->slot_mask = FIRST_SLOTS - 1;
  p->last = -1;
  p->hash_key = random_key();
  return PANEL_OK;
}


int panel_is_quarterly (const panel *p) {
  return p->last_day != NO_COLUMN || p->quarter != NO_COLUMN;
}


void panel_free (panel *p) {
  for (size_t i = 0; i < p->unit_count; i++) panel_free_unit(&p->units[i]);
  free(p->units);
  free(p->columns);
  free(p->texts);
  free(p->measures);
  free(p->row_texts);
  free(p->row_values);
  free(p->guessed);
  free(p->codes);
  free(p->slots);
  memset(p, 0, sizeof *p);
}

/* }====================================================== */


/* {======================================================
** Reading a row's cells
** ======================================================= */

panel_result panel_read_period (panel *p, const cell *cells, unsigned long line,
                                int32_t *period) {
  int year = 0, quarter = 1, day_year, day_quarter;
  if (p->year != NO_COLUMN && !cell_year(cells[p->year], &year))
    return bad_cell(p, line, p->year, cells[p->year], "not a year");
  if (p->quarter != NO_COLUMN && !cell_quarter(cells[p->quarter], &quarter))
    return bad_cell(p, line, p->quarter, cells[p->quarter], "not a quarter");
  if (p->last_day != NO_COLUMN) {
    if (!cell_last_day(cells[p->last_day], &day_year, &day_quarter))
      return bad_cell(p, line, p->last_day, cells[p->last_day],
                      "not the last day of a quarter");
    if ((p->year != NO_COLUMN && year != day_year)
        || (p->quarter != NO_COLUMN && quarter != day_quarter))
      return bad_cell(p, line, p->last_day, cells[p->last_day],
                      "contradicts the other time columns of its row");
    year = day_year;
    quarter = day_quarter;
  }
  *period = panel_is_quarterly(p) ? year * PERIODS_A_YEAR + quarter - 1 : year;
  return PANEL_OK;
}


panel_result panel_read_value (panel *p, size_t column, cell c,
                               unsigned long line, double *value) {
  if (cell_whole(c, value)) return PANEL_OK;
  *value = NAN;
  if (c.len == 0) return PANEL_OK;
  if (!cell_number(c, value))
    return bad_cell(p, line, column, c,
                    "not a number (digits, with a decimal point if any)");
  /* the cast is safe: it is only made within the exact integers */
  if (fabs(*value) >= EXACT_INTEGERS || *value != (double)(int64_t)*value)
    p->columns[column].fractional = 1;
  return PANEL_OK;
}


static panel_result read_values (panel *p, const cell *cells,
                                 unsigned long line) {
  panel_result result = PANEL_OK;
  for (size_t i = 0; i < p->measure_count && result == PANEL_OK; i++)
    result = panel_read_value(p, p->measures[i], cells[p->measures[i]], line,
                              &p->row_values[i]);
  return result;
}


/* "1" and "01" are one code, "2a" and "2A": digits are padded to the column's
   width, letters are capitals. */
static cell canonical_code (const panel_column *column, cell c, char *code) {
  size_t missing = c.len < column->width ? column->width - c.len : 0;
  int digits = 1, small = 0;
  if (column->width == 0 || c.len == 0 || c.len > MAX_WIDTH) return c;
  for (size_t i = 0; i < c.len; i++) {
    digits &= c.bytes[i] >= '0' && c.bytes[i] <= '9';
    small |= c.bytes[i] >= 'a' && c.bytes[i] <= 'z';
  }
  if (!small && !(digits && missing > 0)) return c;
  if (!digits) missing = 0;
  memset(code, '0', missing);
  for (size_t i = 0; i < c.len; i++) {
    int is_small = c.bytes[i] >= 'a' && c.bytes[i] <= 'z';
    code[missing + i] = (char)(is_small ? c.bytes[i] - 'a' + 'A' : c.bytes[i]);
  }
  c.bytes = code;
  c.len += missing;
  return c;
}


static void read_texts (panel *p, const cell *cells) {
  for (size_t i = 0; i < p->text_count; i++) {
    size_t column = p->texts[i];
    p->row_texts[i] = canonical_code(&p->columns[column], cells[column],
                                     p->codes + i * MAX_WIDTH);
  }
}


panel_result panel_check_texts (panel *p, const cell *cells, unsigned long line,
                                panel_role role) {
  for (size_t i = 0; i < p->column_count; i++) {
    if (p->columns[i].role == role && !cell_is_text(cells[i]))
      return bad_cell(p, line, i, cells[i], "not valid UTF-8 text");
  }
  return PANEL_OK;
}

/* }====================================================== */


/* {======================================================
** Rows
** ======================================================= */

static panel_result grow_rows (const panel *p, panel_unit *u) {
  /* first the mean of the units before: those of one panel have about as many
     rows each; then by a half, as doubling would leave up to half of all the
     memory unused */
  size_t size = u->size > 0 ? u->size + u->size / 2 + 1
                            : p->row_count / p->unit_count + 1;
  char *rows = realloc(u->rows, size * p->row_size);
  if (rows == NULL) return PANEL_NO_MEMORY;
  u->rows = rows;
  u->size = size;
  return PANEL_OK;
}


panel_row *panel_reserve_row (panel *p) {
  panel_unit *u = &p->units[p->last_unit];
  if (u->row_count == u->size && grow_rows(p, u) != PANEL_OK) return NULL;
  return panel_row_at(p, u, u->row_count);
}


void panel_commit_row (panel *p, int32_t period, unsigned long line) {
  panel_unit *u = &p->units[p->last_unit];
  panel_row *row = panel_row_at(p, u, u->row_count);
  row->period = period;
  row->line = line < UINT32_MAX ? (uint32_t)line : UINT32_MAX;
  row->unknown = p->last_unknown;
  if (u->row_count > 0 && period <= u->latest) u->unordered = 1;
  u->latest = period;
  u->row_count++;
  p->row_count++;
}


panel_result panel_extend_grid (panel *p, int32_t period, unsigned long line) {
  int32_t first = p->first, last = p->last;
  if (last < first) first = last = period;
  if (period < first) first = period;
  if (period > last) last = period;
  if ((size_t)(last - first) >= p->max_periods)
    return panel_bad(p, "limit", line,
                     p->last_day != NO_COLUMN ? p->last_day : p->year,
                     "more than %zu periods between the first and the last "
                     "(max_periods)",
                     p->max_periods);
  p->first = first;
  p->last = last;
  return PANEL_OK;
}


static panel_result check_width (panel *p, const cell *cells, size_t count,
                                 unsigned long line) {
  char quoted[200];
  if (count == p->column_count) return PANEL_OK;
  if (count == 1 && cells[0].len == 0)
    return panel_bad(p, "decode", line, 0, "an empty line");
  cell_excerpt(cells[0], quoted, sizeof quoted);
  return panel_bad(p, "decode", line,
                   count < p->column_count ? count : p->column_count,
                   "%zu cells where the header has %zu, in the row that begins "
                   "\"%s\"",
                   count, p->column_count, quoted);
}


panel_result panel_add (panel *p, const cell *cells, size_t count,
                        unsigned long line) {
  panel_result result;
  int32_t period = 0;
  panel_row *row;
  if ((result = check_width(p, cells, count, line)) != PANEL_OK
      || (result = panel_read_period(p, cells, line, &period)) != PANEL_OK
      || (result = panel_extend_grid(p, period, line)) != PANEL_OK
      || (result = read_values(p, cells, line)) != PANEL_OK
      || (p->has_ignored
          && (result = panel_check_texts(p, cells, line, ROLE_IGNORED))
                 != PANEL_OK))
    return result;
  read_texts(p, cells);
  if ((result = unit_find(p, cells, period, line)) != PANEL_OK) return result;
  unit_note_unknown(p);
  p->last_unknown = unit_hash_unknown(p);
  result = unit_merge(p, &p->units[p->last_unit], period);
  if (result != PANEL_OK) return result;
  if ((row = panel_reserve_row(p)) == NULL) return PANEL_NO_MEMORY;
  memcpy(row->values, p->row_values, p->measure_count * sizeof *row->values);
  panel_commit_row(p, period, line);
  return PANEL_OK;
}

/* }====================================================== */


/* {======================================================
** Sealing
** ======================================================= */

typedef struct {
  const panel_unit *unit;
  const panel_row *first, *again; /* NULL: nothing is repeated */
} repeat;


/* The first row of u that repeats a period. `seen` has nothing for any period
   of the grid before, and u's rows after. */
static repeat find_repeat (const panel *p, const panel_unit *u,
                           const panel_row **seen) {
  repeat found = { u, NULL, NULL };
  for (size_t i = 0; i < u->row_count && found.again == NULL; i++) {
    const panel_row *row = panel_row_at(p, u, i);
    const panel_row **slot = &seen[row->period - p->first];
    if (*slot != NULL) {
      found.first = *slot;
      found.again = row;
    }
    *slot = row;
  }
  return found;
}


/* Puts u's rows in order, as `seen` has them. */
static panel_result order_rows (const panel *p, panel_unit *u,
                                const panel_row **seen) {
  char *rows = malloc(u->row_count * p->row_size), *to = rows;
  if (rows == NULL) return PANEL_NO_MEMORY;
  for (size_t left = u->row_count; left > 0; seen++) {
    if (*seen == NULL) continue;
    memcpy(to, *seen, p->row_size);
    to += p->row_size;
    left--;
  }
  free(u->rows);
  u->rows = rows;
  u->size = u->row_count;
  return PANEL_OK;
}


/* "a, b": the unknown columns that have two values within a unit */
static size_t list_varying (const panel *p, char *out, size_t size,
                            size_t *first) {
  size_t used = 0, count = 0;
  for (size_t i = 0; i < p->text_count && used + 96 < size; i++) {
    char name[80];
    if (!unit_is_unknown(p, i) || !p->columns[p->texts[i]].varies) continue;
    if (count++ == 0) *first = p->texts[i];
    used += (size_t)snprintf(out + used, size - used, "%s\"%s\"",
                             used > 0 ? ", " : "",
                             quote_name(p, p->texts[i], name, sizeof name));
  }
  return count;
}


/* A unit has a period twice: is it that an unknown column tells them apart? */
static panel_result bad_repeat (panel *p, const repeat *r) {
  char unit[160], columns[200] = "";
  size_t count = 0;
  size_t time = p->last_day != NO_COLUMN ? p->last_day : p->year;
  unit_describe(p, r->unit, unit, sizeof unit);
  if (r->first->unknown != r->again->unknown)
    count = list_varying(p, columns, sizeof columns, &time);
  if (count > 0)
    return panel_bad(
        p, "schema", r->again->line, time,
        "a column that nobody knows splits the unit %s: take it in with "
        "dimensions = { ... }; it is %s%s",
        unit, count > 1 ? "among " : "", columns);
  return panel_bad(p, "decode", r->again->line, time,
                   "the unit %s has this period twice, first on line %lu", unit,
                   (unsigned long)r->first->line);
}


/* Looks for a period that u has twice, orders its rows if there is none. */
static panel_result settle_rows (const panel *p, panel_unit *u,
                                 const panel_row **seen, repeat *found) {
  panel_result result = PANEL_OK;
  *found = find_repeat(p, u, seen);
  if (found->again == NULL) result = order_rows(p, u, seen);
  for (size_t i = 0; i < u->row_count; i++)
    seen[panel_row_at(p, u, i)->period - p->first] = NULL;
  return result;
}


static panel_result settle_all_rows (panel *p) {
  size_t grid = p->last < p->first ? 1 : (size_t)(p->last - p->first) + 1;
  const panel_row **seen = calloc(grid, sizeof *seen);
  repeat earliest = { NULL, NULL, NULL }, found;
  panel_result result = seen != NULL ? PANEL_OK : PANEL_NO_MEMORY;
  for (size_t i = 0; i < p->unit_count && result == PANEL_OK; i++) {
    if (!p->units[i].unordered) continue;
    result = settle_rows(p, &p->units[i], seen, &found);
    if (found.again != NULL
        && (earliest.again == NULL || found.again->line < earliest.again->line))
      earliest = found;
  }
  free(seen);
  if (result != PANEL_OK) return result;
  return earliest.again != NULL ? bad_repeat(p, &earliest) : PANEL_OK;
}


panel_result panel_seal (panel *p) {
  panel_result result = settle_all_rows(p);
  if (result != PANEL_OK) return result;
  for (size_t i = 0; i < p->unit_count; i++) p->units[i].of = p;
  if (p->unit_count > 1)
    qsort(p->units, p->unit_count, sizeof *p->units, unit_compare);
  return PANEL_OK;
}

/* }====================================================== */
