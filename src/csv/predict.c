#include "predict.h"

#include <string.h>

#include "row.h"
#include "word.h"

/* Adds the part that ends before `end`, unless it is empty. */
static void add_part (panel *p, part_kind kind, const char *bytes,
                      const char *end, size_t slot) {
  size_t len = (size_t)(end - bytes);
  if (len == 0) return;
  p->parts[p->part_count++] = (panel_part){ kind, end[-1], bytes, len, slot };
}


/*
** Divides the row that csv_next read last, which ends before `end`: into texts
** with the delimiters around them, the time cells, and numbers, each with the
** byte behind it. Of CR LF, the last part has the CR. 0: there are time cells
** in two places, as in hardly any file; then no row is predicted.
*/
static int divide_row (panel *p, const csv *c, const char *end) {
  const char *at = c->cells[0].bytes; /* where the next part begins */
  int has_time = 0;
  p->part_count = 0;
  for (size_t i = 0; i < p->column_count; i++) {
    const panel_column *column = &p->columns[i];
    const char *start = c->cells[i].bytes;
    if (column->part == PART_TEXT) continue;
    if (column->part == PART_TIME && has_time++) return 0;
    add_part(p, PART_TEXT, at, start, 0);
    at = c->cells[column->run_end].bytes + c->cells[column->run_end].len;
    if (column->part == PART_NUMBER) at++;
    add_part(p, column->part, start, at, column->slot);
    i = column->run_end;
  }
  add_part(p, PART_TEXT, at, end[-2] == '\r' ? end - 1 : end, 0);
  return 1;
}


/* WORD bytes can be loaded from where both end. */
static inline int is_same (const char *s, const char *other, size_t len) {
  size_t i = 0;
  for (; i + WORD < len; i += WORD) {
    if (word_load(s + i) != word_load(other + i)) return 0;
  }
  return word_same(word_load(s + i), word_load(other + i), len - i);
}


/* Reads any other number, and the byte behind it; NULL if it is none. */
static const char *read_number (panel *p, const panel_part *part, const char *s,
                                const char *last, double *value) {
  cell number = { s, 0 };
  while (s < last && *s != part->end) s++;
  number.len = (size_t)(s - number.bytes);
  if (s == last || *s != part->end
      || row_read_number(p, p->measures[part->slot], number, 0, value)
             != PANEL_OK)
    return NULL;
  return s + 1;
}


/* Do the time cells have the text of that period, as it was in a row before? To
   compare instead of reading them saves a quarter of a row's instructions. */
static inline int is_known (const panel *p, const panel_part *part,
                            const char *s, int32_t period) {
  const panel_time *known = &p->times[(uint32_t)period % KNOWN_TIMES];
  return known->period == period && known->len == part->len
         && is_same(s, known->text, part->len);
}


/* Reads time cells as long as those above, and keeps their text. */
static int read_time (panel *p, const csv *c, const panel_part *part,
                      const char *s, int32_t *period) {
  panel_time *known;
  for (size_t i = part->slot; i <= p->columns[part->slot].run_end; i++) {
    const char *at = s + (c->cells[i].bytes - part->bytes);
    if (at > s && at[-1] != c->delimiter) return 0;
    p->predicted[i].bytes = at;
    p->predicted[i].len = c->cells[i].len;
  }
  if (row_read_period(p, p->predicted, 0, period) != PANEL_OK) return 0;
  known = &p->times[(uint32_t)*period % KNOWN_TIMES];
  if (part->len > sizeof known->text) return 1;
  memcpy(known->text, s, part->len);
  known->len = part->len;
  known->period = *period;
  return 1;
}


/* Adds the row at `s`, before `last`, to the panel; returns its end, NULL if it
   is not as predicted. */
static inline const char *read_row (panel *p, panel_unit *u, const csv *c,
                                    const char *s, const char *last,
                                    unsigned long line) {
  const char *start = s;
  const panel_part *part = p->parts, *end = part + p->part_count;
  panel_row *row = row_reserve(p, u);
  int32_t period = u->latest + p->stride;
  if (row == NULL) return NULL;
  for (; part < end; part++) {
    if (part->kind == PART_NUMBER) {
      double *value = &row->values[part->slot];
      const char *stop = cell_whole(s, value);
      s = *stop == part->end ? stop + 1 : read_number(p, part, s, last, value);
      if (s == NULL) return NULL;
      continue;
    }
    if (part->kind == PART_TEXT ? !is_same(s, part->bytes, part->len)
                                : !is_known(p, part, s, period)
                                      && !read_time(p, c, part, s, &period))
      return NULL;
    s += part->len;
  }
  if (s[-1] == '\r' && *s++ != '\n') return NULL;
  if ((size_t)(s - start) > c->max_line
      || row_extend_grid(p, period, line) != PANEL_OK)
    return NULL;
  p->stride = period - u->latest;
  row_commit(p, u, row, period, line);
  return s;
}


/* Is an attempt worth its time? Where the rows of a unit are not together, none
   succeeds, and trying at each row would cost a thirtieth of a whole read. */
static int is_likely (panel *p) {
  int likely = p->prediction_held || p->last_unit == p->unit_before;
  p->unit_before = p->last_unit;
  return likely;
}


size_t predict_rows (csv *c, panel *p) {
  size_t len, most, rows = 0;
  const char *start = csv_peek(c, &len), *s = start, *last, *end;
  if (!c->simple || !p->texts_match || !is_likely(p)
      || !divide_row(p, c, start))
    return 0;
  /* from before `last`, a row can be read without looking where the piece ends:
     it has the bytes of the row above, and its numbers up to CELL_WHOLE each */
  most = (size_t)(s - c->cells[0].bytes) + (p->measure_count + 1) * CELL_WHOLE;
  last = len > most ? s + (len - most) : s;
  most = row_allowance(p); /* panel_add refuses the row after these */
  for (; s < last && rows < most; s = end, rows++) {
    end = read_row(p, &p->units[p->last_unit], c, s, last, c->next_line + rows);
    if (end == NULL) break;
  }
  p->prediction_held = rows > 0;
  csv_skip(c, (size_t)(s - start), rows);
  return rows;
}
