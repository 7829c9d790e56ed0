#include "predict.h"

#include <string.h>

#include "row.h"
#include "word.h"

/* Reads any other number, up to the delimiter or the end of the row; NULL if
   the cell is none. */
static const char *read_number (panel *p, const csv *c, size_t column,
                                const char *s, const char *end, double *value) {
  cell number = { s, 0 };
  while (s < end && *s != c->delimiter) s++;
  number.len = (size_t)(s - number.bytes);
  return row_read_number(p, column, number, c->next_line, value) == PANEL_OK
             ? s
             : NULL;
}


static const char *read_measure (panel *p, const csv *c, size_t column,
                                 const char *s, const char *end,
                                 double *values) {
  double *value = &values[p->columns[column].slot];
  const char *stop = cell_whole(s, value);
  if (stop == end || *stop == c->delimiter) return stop;
  return read_number(p, c, column, s, end, value);
}


/* Takes a time cell as long as the one above; it is parsed once all the row's
   time cells are there. */
static const char *read_time (panel *p, const csv *c, size_t column,
                              const char *s, const char *end) {
  size_t len = c->cells[column].len;
  if ((size_t)(end - s) < len) return NULL;
  p->predicted[column].bytes = s;
  p->predicted[column].len = len;
  return s + len;
}


/* Skips the cells of a run, equal to those above with the delimiters between
   them; NULL if they differ. Those above lie earlier in the same piece, so
   words can be loaded from both. */
static const char *skip_run (const csv *c, size_t first, size_t last,
                             const char *s) {
  const char *other = c->cells[first].bytes;
  size_t len = (size_t)(c->cells[last].bytes - other) + c->cells[last].len;
  for (; len >= WORD; s += WORD, other += WORD, len -= WORD) {
    if (word_load(s) != word_load(other)) return NULL;
  }
  if (len == 0) return s;
  return word_same(word_load(s), word_load(other), len) ? s + len : NULL;
}


/* Reads all cells of the row; 0 if they are not as predicted. */
static int read_cells (panel *p, const csv *c, const char *s, const char *end,
                       double *values) {
  for (size_t i = 0; i < p->column_count; i++) {
    panel_role role = p->columns[i].role;
    if (i > 0 && *s++ != c->delimiter) return 0;
    if (role == ROLE_MEASURE)
      s = read_measure(p, c, i, s, end, values);
    else if (role == ROLE_YEAR || role == ROLE_QUARTER || role == ROLE_LAST_DAY
             || role == ROLE_MONTH_END)
      s = read_time(p, c, i, s, end);
    else {
      s = skip_run(c, i, p->columns[i].run_end, s);
      i = p->columns[i].run_end;
    }
    if (s == NULL) return 0;
  }
  return s == end;
}


/* Adds the row at `s` to the panel; returns how many bytes it has, 0 if it is
   not as predicted, or too near the end of the `len` bytes for loading words.
 */
static size_t read_row (panel *p, const csv *c, const char *s, size_t len,
                        unsigned long line) {
  const char *newline = memchr(s, '\n', len < c->max_line ? len : c->max_line);
  const char *end = newline;
  panel_row *row;
  int32_t period;
  if (newline == NULL || len - (size_t)(newline - s) < CELL_WHOLE) return 0;
  if (newline[-1] == '\r') end--; /* the row above is in this piece, too */
  row = row_reserve(p);
  if (row == NULL || !read_cells(p, c, s, end, row->values)
      || row_read_period(p, p->predicted, line, &period) != PANEL_OK
      || row_extend_grid(p, period, line) != PANEL_OK)
    return 0;
  row_commit(p, row, period, line);
  return (size_t)(newline + 1 - s);
}


/* Is an attempt worth its time? Where the rows of a unit are not together, none
   succeeds, and trying at each row would cost a thirtieth of a whole read. */
static int is_likely (panel *p) {
  int likely = p->prediction_held || p->last_unit == p->unit_before;
  p->unit_before = p->last_unit;
  return likely;
}


size_t predict_rows (csv *c, panel *p) {
  size_t len, taken = 0, rows = 0, most, row;
  const char *s = csv_peek(c, &len);
  if (!c->simple || !p->texts_match || !is_likely(p)) return 0;
  most = row_allowance(p); /* panel_add refuses the row after these */
  for (; len > taken && rows < most; taken += row, rows++) {
    row = read_row(p, c, s + taken, len - taken, c->next_line + rows);
    if (row == 0) break;
  }
  p->prediction_held = rows > 0;
  csv_skip(c, taken, rows);
  return rows;
}
