#include "row.h"

#include <math.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define EXACT_INTEGERS 9007199254740992.0 /* 2^53 */

/* The bytes of a text that tells units apart or describes one: an export
   repeats it in the row of each value. */
#define MAX_UNIT_TEXT ((size_t)4096)

/* {======================================================
** Problems
** ======================================================= */

const char *row_quote_name (const panel *p, size_t column, char *out,
                            size_t size) {
  const char *name = p->columns[column].name;
  cell c = { name, strlen(name) };
  cell_excerpt(c, out, size);
  return out;
}


panel_result row_refuse (panel *p, const char *kind, unsigned long line,
                         size_t column, const char *format, ...) {
  problem *wrong = &p->problem;
  const int is_named = column < p->column_count;
  char name[80];
  size_t used;
  va_list args;
  wrong->kind = kind;
  wrong->line = line;
  wrong->column = column + 1;
  used = (size_t)snprintf(
      wrong->message, sizeof wrong->message,
      "line %lu, column %zu%s%s%s: ", line, wrong->column, is_named ? " (" : "",
      is_named ? row_quote_name(p, column, name, sizeof name) : "",
      is_named ? ")" : "");
  va_start(args, format);
  vsnprintf(wrong->message + used, sizeof wrong->message - used, format, args);
  va_end(args);
  return PANEL_BAD;
}


static panel_result refuse_cell (panel *p, unsigned long line, size_t column,
                                 cell c, const char *what) {
  char quoted[64];
  cell_excerpt(c, quoted, sizeof quoted);
  return row_refuse(p, "decode", line, column, "%s: \"%s\"", what, quoted);
}

/* }====================================================== */


/* {======================================================
** Reading cells
** ======================================================= */

/* Is a month in this year and quarter? 0: in any. */
static int is_within (unsigned month, unsigned year, unsigned quarter) {
  return (year == 0 || year == month / MONTHS)
         && (quarter == 0 || quarter == month % MONTHS / 3 + 1);
}


/* Refuses the cell unless it has the last day of a month, or of a quarter if
   that is its role, which agrees with the other time columns. */
static panel_result check_day (panel *p, const cell *cells, unsigned long line,
                               size_t column, unsigned month, int agrees) {
  const char *trouble = NULL;
  if (!agrees) trouble = "contradicts the other time columns of its row";
  if (month == 0) trouble = "not the last day of a month";
  if (p->columns[column].role == ROLE_LAST_DAY && month % 3 != 2)
    trouble = "not the last day of a quarter";
  if (trouble == NULL) return PANEL_OK;
  return refuse_cell(p, line, column, cells[column], trouble);
}


/* Reads the last days beside that of this month. */
static panel_result check_other_days (panel *p, const cell *cells,
                                      unsigned long line, unsigned month) {
  panel_result result = PANEL_OK;
  for (size_t i = 0; i < p->column_count && result == PANEL_OK; i++) {
    panel_role role = p->columns[i].role;
    unsigned other;
    if (i == p->last_day || (role != ROLE_LAST_DAY && role != ROLE_MONTH_END))
      continue;
    other = cell_last_day(cells[i]);
    result = check_day(p, cells, line, i, other,
                       role == ROLE_LAST_DAY ? other / 3 == month / 3
                                             : other == month);
  }
  return result;
}


static panel_result read_period (panel *p, const cell *cells,
                                 unsigned long line, int32_t *period) {
  unsigned year = 0, quarter = 0, month;
  if (p->year != NO_COLUMN && (year = cell_year(cells[p->year])) == 0)
    return refuse_cell(p, line, p->year, cells[p->year], "not a year");
  if (p->quarter != NO_COLUMN
      && (quarter = cell_quarter(cells[p->quarter])) == 0)
    return refuse_cell(p, line, p->quarter, cells[p->quarter], "not a quarter");
  if (p->last_day == NO_COLUMN) {
    *period = (int32_t)(p->frequency == QUARTERS ? year * QUARTERS + quarter - 1
                                                 : year);
    return PANEL_OK;
  }
  month = cell_last_day(cells[p->last_day]);
  *period = (int32_t)(p->frequency == QUARTERS ? month / 3 : month);
  if (check_day(p, cells, line, p->last_day, month,
                is_within(month, year, quarter))
      != PANEL_OK)
    return PANEL_BAD;
  return check_other_days(p, cells, line, month);
}


/* The slot of this text of time cells, of four bytes or more; a free one if it
   is not known. With these factors texts of quarters and months rarely begin
   their search at the same slot. */
static uint16_t *find_time (const panel *p, const char *text, size_t len) {
  uint32_t first, last, at;
  memcpy(&first, text, sizeof first);
  memcpy(&last, text + len - sizeof last, sizeof last);
  at = first * 3183585327u + last * 271089981u;
  for (at /= UINT32_MAX / TIME_SLOTS + 1; p->time_slots[at] != 0;
       at = (at + 1) % TIME_SLOTS) {
    const panel_time *known = &p->times[p->time_slots[at] - 1];
    if (known->len == len && word_same_text(text, known->text, len)) break;
  }
  return &p->time_slots[at];
}


/* Keeps the text from the first time cell to the last: to compare it saves a
   tenth of a row that is not predicted. Cells with doubled quotes are too far
   apart: see make_cells. */
panel_result row_read_period (panel *p, const cell *cells, unsigned long line,
                              int32_t *period) {
  const char *text = cells[p->first_time].bytes;
  const cell *last = &cells[p->last_time];
  size_t len = (uintptr_t)last->bytes + last->len - (uintptr_t)text;
  panel_time *known = &p->times[p->time_count];
  uint16_t *slot;
  if (len < sizeof(uint32_t) || len > sizeof known->text)
    return read_period(p, cells, line, period);
  slot = find_time(p, text, len);
  if (*slot == 0) {
    if (read_period(p, cells, line, period) != PANEL_OK) return PANEL_BAD;
    if (p->time_count == KNOWN_TIMES) return PANEL_OK;
    *known = (panel_time){ known, *period, (uint32_t)len, "" };
    memcpy(known->text, text, len);
    *slot = (uint16_t)++p->time_count;
  }
  p->time = &p->times[*slot - 1];
  *period = p->time->period;
  return PANEL_OK;
}


panel_result row_read_number (panel *p, size_t column, cell c,
                              unsigned long line, double *value) {
  if (!cell_number(c, value))
    return refuse_cell(p, line, column, c,
                       "not a number (digits, with a decimal point if any)");
  /* the cast is evaluated only within the exact integers, where it is safe */
  if (fabs(*value) >= EXACT_INTEGERS)
    p->columns[column].fractional = p->columns[column].rounded = 1;
  else if (*value != (double)(int64_t)*value)
    p->columns[column].fractional = 1;
  return PANEL_OK;
}


static inline int is_lower (char c) {
  return c >= 'a' && c <= 'z';
}


/* Is it no code, or one of full width without small letters, as most are? */
static inline int is_canonical (const panel_column *column, cell c) {
  if (column->width == 0 || c.len == 0 || c.len > MAX_CODE_WIDTH) return 1;
  if (c.len < column->width) return 0;
  for (size_t i = 0; i < c.len; i++) {
    if (is_lower(c.bytes[i])) return 0;
  }
  return 1;
}


/* "1" and "01" are the same code, so are "2a" and "2A": digits are padded with
   zeros to the column's width, letters become capitals. */
static cell canonical_code (const panel_column *column, cell c, char *code) {
  size_t missing = c.len < column->width ? column->width - c.len : 0;
  int digits = 1;
  for (size_t i = 0; i < c.len; i++) digits &= cell_is_digit(c.bytes[i]);
  if (!digits) missing = 0;
  memset(code, '0', missing);
  for (size_t i = 0; i < c.len; i++) {
    char byte = c.bytes[i];
    code[missing + i] = (char)(is_lower(byte) ? byte - 'a' + 'A' : byte);
  }
  c.bytes = code;
  c.len += missing;
  return c;
}


static void read_texts (panel *p, const cell *cells) {
  const size_t *texts = p->texts, count = p->text_count;
  for (size_t i = 0; i < count; i++) {
    const panel_column *column = &p->columns[texts[i]];
    cell c = cells[texts[i]];
    if (!is_canonical(column, c))
      c = canonical_code(column, c, p->codes + i * MAX_CODE_WIDTH);
    p->row_texts[i] = c;
  }
}


panel_result row_check_texts (panel *p, const cell *cells, unsigned long line,
                              panel_role role) {
  for (size_t i = 0; i < p->column_count; i++) {
    if (p->columns[i].role != role) continue;
    if (!cell_is_text(cells[i]))
      return refuse_cell(p, line, i, cells[i], "not valid UTF-8 text");
    if (role != ROLE_IGNORED && cells[i].len > MAX_UNIT_TEXT)
      return row_refuse(p, "limit", line, i, "a text of more than %zu bytes",
                        MAX_UNIT_TEXT);
  }
  return PANEL_OK;
}


panel_result row_widen_grid (panel *p, int32_t period, unsigned long line) {
  int32_t first = p->first, last = p->last;
  if (last < first) first = last = period;
  if (period < first) first = period;
  if (period > last) last = period;
  if ((size_t)(last - first) >= p->max_periods)
    return row_refuse(p, "limit", line, panel_dating(p),
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
    return row_refuse(p, "decode", line, 0, "an empty line");
  cell_excerpt(cells[0], quoted, sizeof quoted);
  return row_refuse(
      p, "decode", line, count < p->column_count ? count : p->column_count,
      "%zu cells where the header has %zu, in the row that begins "
      "\"%s\"",
      count, p->column_count, quoted);
}


panel_result row_read (panel *p, const cell *cells, size_t count,
                       unsigned long line, int32_t *period) {
  panel_result result;
  if ((result = check_width(p, cells, count, line)) != PANEL_OK
      || (result = row_read_period(p, cells, line, period)) != PANEL_OK
      || (result = row_extend_grid(p, *period, line)) != PANEL_OK
      || (p->has_ignored
          && (result = row_check_texts(p, cells, line, ROLE_IGNORED))
                 != PANEL_OK))
    return result;
  read_texts(p, cells);
  return PANEL_OK;
}

/* }====================================================== */


/* {======================================================
** Storing values
** ======================================================= */

/* Starts with the mean of the other units, as units mostly have about as many
   rows each, though no more than there are periods; then grows by a half, as
   doubling would leave up to half of the memory unused. All these starts
   together are at most as many rows as there are, times the logarithm of the
   number of units. */
panel_result row_grow (const panel *p, panel_unit *u) {
  size_t others = p->unit_count - 1;
  size_t mean = others > 0 ? p->row_count / others : 0;
  size_t start = mean < p->max_periods ? mean : p->max_periods;
  size_t size = (u->size > 0 ? u->size + u->size / 2 : start) + 1;
  char *rows = size <= SIZE_MAX / p->row_size
                   ? realloc(u->rows, size * p->row_size)
                   : NULL;
  if (rows == NULL) return PANEL_NO_MEMORY;
  u->rows = rows;
  u->size = size;
  return PANEL_OK;
}


int row_has_value (const panel *p, const panel_row *row) {
  for (size_t i = 0; i < p->measure_count; i++) {
    if (!isnan(row->values[i])) return 1;
  }
  return 0;
}

/* }====================================================== */
