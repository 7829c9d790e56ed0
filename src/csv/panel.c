#define _GNU_SOURCE /* getentropy */

#include "panel.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "row.h"
#include "unit.h"

#define FIRST_SLOTS 256

/* What is made of a panel has a cell for each period of each series. There may
   be more of them only if one in RARE comes from a row. */
#define MAX_CELLS 5000000.0
#define RARE      25.0

/* {======================================================
** Setting up
** ======================================================= */

/* Inserts a column by its rank; equal ranks keep the header's order. */
static void insert_column (const panel *p, size_t *list, size_t *count,
                           size_t column) {
  size_t i = (*count)++;
  for (; i > 0 && p->columns[list[i - 1]].rank > p->columns[column].rank; i--)
    list[i] = list[i - 1];
  list[i] = column;
}


static void place_column (panel *p, size_t i) {
  panel_column *column = &p->columns[i];
  if (panel_is_unknown(column)) p->has_unknown = p->has_noted = 1;
  if (column->watched) p->has_noted = p->unpredictable = 1;
  if (column->role >= ROLE_YEAR && column->role <= ROLE_MONTH_END) {
    if (p->first_time == NO_COLUMN)
      p->first_time = i;
    else if (p->last_time != i - 1)
      p->unpredictable = 1;
    p->last_time = i;
  }
  switch (column->role) {
    case ROLE_YEAR: p->year = i; break;
    case ROLE_QUARTER: p->quarter = i; break;
    case ROLE_LAST_DAY:
    case ROLE_MONTH_END:
      /* a month's end decides before a quarter's */
      if (p->last_day == NO_COLUMN
          || p->columns[p->last_day].role < column->role)
        p->last_day = i;
      break;
    case ROLE_ATTRIBUTE:
    case ROLE_DIMENSION: insert_column(p, p->texts, &p->text_count, i); break;
    case ROLE_MEASURE:
      insert_column(p, p->measures, &p->measure_count, i);
      break;
    case ROLE_IGNORED: p->has_ignored = 1; break;
  }
}


static int frequency_of (const panel *p) {
  if (p->last_day != NO_COLUMN)
    return p->columns[p->last_day].role == ROLE_MONTH_END ? MONTHS : QUARTERS;
  return p->quarter != NO_COLUMN ? QUARTERS : YEARS;
}


/* With a random key, the writer of a body cannot make its units collide. */
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
  p->parts = malloc((count + 1) * 2 * sizeof *p->parts);
  p->times = calloc(KNOWN_TIMES, sizeof *p->times);
  p->time_slots = calloc(TIME_SLOTS, sizeof *p->time_slots);
  p->codes = malloc((count + 1) * MAX_CODE_WIDTH);
  p->slots = calloc(FIRST_SLOTS, sizeof *p->slots);
  if (p->columns == NULL || p->texts == NULL || p->measures == NULL
      || p->row_texts == NULL || p->parts == NULL || p->times == NULL
      || p->time_slots == NULL || p->codes == NULL || p->slots == NULL)
    return PANEL_NO_MEMORY;
  memcpy(p->columns, columns, count * sizeof *columns);
  p->column_count = count;
  p->year = p->quarter = p->last_day = p->first_time = NO_COLUMN;
  for (size_t i = 0; i < count; i++) place_column(p, i);
  p->frequency = frequency_of(p);
  p->row_size = sizeof(panel_row) + p->measure_count * sizeof(double);
  for (size_t i = 0; i < p->text_count; i++) p->columns[p->texts[i]].slot = i;
  for (size_t i = 0; i < p->measure_count; i++)
    p->columns[p->measures[i]].slot = i;
  p->max_units = max_units;
  p->max_periods = max_periods;
  p->slot_mask = FIRST_SLOTS - 1;
  p->last = -1;
  p->time = p->times->next = p->times;
  p->hash_key = random_key();
  return PANEL_OK;
}


void panel_free (panel *p) {
  for (size_t i = 0; i < p->unit_count; i++) unit_free(p, &p->units[i]);
  free(p->units);
  free(p->columns);
  free(p->texts);
  free(p->measures);
  free(p->row_texts);
  free(p->parts);
  free(p->times);
  free(p->time_slots);
  free(p->codes);
  free(p->slots);
  memset(p, 0, sizeof *p);
}

/* }====================================================== */


/* {======================================================
** Sealing
** ======================================================= */

typedef struct {
  const panel_unit *unit;
  const panel_row *first, *again; /* of one period; NULL: none is repeated */
} repeat;


/* Puts the rows of u in the order of `seen`. */
static panel_result place_rows (const panel *p, panel_unit *u,
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


/* Lists the unknown columns that have several values in a unit, as "a", "b";
   returns how many, and sets *first to the first of them. */
static size_t list_varying (const panel *p, char *out, size_t size,
                            size_t *first) {
  size_t used = 0, count = 0;
  for (size_t i = 0; i < p->text_count && used + 96 < size; i++) {
    char name[80];
    const panel_column *column = &p->columns[p->texts[i]];
    if (!panel_is_unknown(column) || !column->varies) continue;
    if (count++ == 0) *first = p->texts[i];
    used += (size_t)snprintf(out + used, size - used, "%s\"%s\"",
                             used > 0 ? ", " : "",
                             row_quote_name(p, p->texts[i], name, sizeof name));
  }
  return count;
}


/* A unit has a period twice. If the two rows differ in an unknown column, that
   column probably splits the unit, and the message says so. */
static panel_result refuse_repeat (panel *p, const repeat *r) {
  char unit[160], columns[200] = "";
  size_t count = 0, time = panel_dating(p);
  unit_describe(p, r->unit, unit, sizeof unit);
  if (r->first->unknown != r->again->unknown)
    count = list_varying(p, columns, sizeof columns, &time);
  if (count > 0)
    return row_refuse(p, "schema", r->again->line, time,
                      "an unknown column splits the unit %s: %s%s", unit,
                      count > 1 ? "one of " : "", columns);
  return row_refuse(p, "decode", r->again->line, time,
                    "the unit %s has this period twice, first on line %lu",
                    unit, (unsigned long)r->first->line);
}


/* Sorts the rows of u, unless it has a period twice: then *found says where.
   `seen`, all NULL before and after, takes the rows by period, counted from
   p->first. */
static panel_result sort_rows (const panel *p, panel_unit *u,
                               const panel_row **seen, repeat *found) {
  panel_result result = PANEL_OK;
  *found = (repeat){ u, NULL, NULL };
  for (size_t i = 0; i < u->row_count && found->again == NULL; i++) {
    const panel_row *row = panel_row_at(p, u, i);
    const panel_row **slot = &seen[row->period - p->first];
    if (*slot != NULL) {
      found->first = *slot;
      found->again = row;
    }
    *slot = row;
  }
  if (found->again == NULL) result = place_rows(p, u, seen);
  for (size_t i = 0; i < u->row_count; i++)
    seen[panel_row_at(p, u, i)->period - p->first] = NULL;
  return result;
}


static panel_result sort_all_rows (panel *p) {
  size_t grid = p->last < p->first ? 1 : (size_t)(p->last - p->first) + 1;
  const panel_row **seen = calloc(grid, sizeof *seen);
  repeat earliest = { NULL, NULL, NULL }, found;
  panel_result result = seen != NULL ? PANEL_OK : PANEL_NO_MEMORY;
  for (size_t i = 0; i < p->unit_count && result == PANEL_OK; i++) {
    if (!p->units[i].unordered) continue;
    result = sort_rows(p, &p->units[i], seen, &found);
    if (found.again != NULL
        && (earliest.again == NULL || found.again->line < earliest.again->line))
      earliest = found;
  }
  free(seen);
  if (result != PANEL_OK) return result;
  return earliest.again != NULL ? refuse_repeat(p, &earliest) : PANEL_OK;
}


static panel_result check_grid (panel *p) {
  double periods = (double)p->last - p->first + 1;
  double cells = (double)p->unit_count * periods;
  if (cells * (double)p->measure_count <= MAX_CELLS
      || cells <= RARE * (double)p->row_count)
    return PANEL_OK;
  return row_refuse(p, "limit", 1, panel_dating(p),
                    "more than %.0f cells, units times measures times periods, "
                    "of which fewer than one in %.0f is there",
                    MAX_CELLS, RARE);
}


panel_result panel_seal (panel *p) {
  panel_result result = sort_all_rows(p);
  if (result == PANEL_OK) result = check_grid(p);
  if (result != PANEL_OK) return result;
  for (size_t i = 0; i < p->unit_count; i++) p->units[i].panel = p;
  if (p->unit_count > 1)
    qsort(p->units, p->unit_count, sizeof *p->units, unit_compare);
  return PANEL_OK;
}

/* }====================================================== */


/* {======================================================
** Adding rows
** ======================================================= */

/* Reads the cells of the measures. */
static inline panel_result read_values (panel *p, const cell *cells,
                                        unsigned long line, double *values) {
  const size_t *measures = p->measures, count = p->measure_count;
  for (size_t i = 0; i < count; i++) {
    const cell *c = &cells[measures[i]];
    const char *end = c->bytes + c->len;
    if (cell_whole(c->bytes, *end, &values[i]) != end + 1
        && row_read_number(p, measures[i], *c, line, &values[i]) != PANEL_OK)
      return PANEL_BAD;
  }
  return PANEL_OK;
}


panel_result panel_add (panel *p, const cell *cells, size_t count,
                        unsigned long line) {
  panel_result result;
  int32_t period = 0;
  int is_surplus;
  panel_unit *u;
  panel_row *row;
  if ((result = row_read(p, cells, count, line, &period)) != PANEL_OK
      || (result = unit_find(p, cells, period, line)) != PANEL_OK)
    return result;
  if (p->has_noted) unit_note(p, cells, period);
  u = &p->units[p->last_unit];
  if ((row = row_reserve(p, u)) == NULL) return PANEL_NO_MEMORY;
  if (read_values(p, cells, line, row->values) != PANEL_OK) return PANEL_BAD;
  is_surplus = row_allowance(p) == 0;
  if (p->texts_match && period > u->matched) u->matched = period;
  row_commit(p, u, row, period, line);
  return is_surplus ? sort_all_rows(p) : PANEL_OK;
}

/* }====================================================== */
