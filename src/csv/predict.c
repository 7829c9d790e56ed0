#include "predict.h"

#include <string.h>

#include "row.h"
#include "word.h"

/* Sets the part from *at to `end`, where the next one begins, unless it is
   empty; returns where the next one goes. */
static panel_part *set_part (panel_part *part, part_kind kind, const char **at,
                             const char *end, size_t slot) {
  size_t len = (size_t)(end - *at);
  if (len == 0) return part;
  *part = (panel_part){ kind, end[-1], *at, len, slot };
  *at = end;
  return part + 1;
}


/*
** Divides the row that csv_next read last, which ends before `end`: into texts
** with the delimiters around them, the time cells, and numbers, each with the
** byte behind it. Of CR LF, the last part has the CR.
*/
static void divide_row (panel *p, const csv *c, const char *end) {
  const char *at = c->cells[0].bytes, *last;
  panel_part *part = p->parts;
  for (size_t i = 0; i < p->column_count; i++) {
    const panel_column *column = &p->columns[i];
    int is_time = i == p->first_time;
    if (!is_time && column->role != ROLE_MEASURE) continue;
    part = set_part(part, PART_TEXT, &at, c->cells[i].bytes, 0);
    if (is_time) i = p->last_time;
    last = c->cells[i].bytes + c->cells[i].len;
    part = is_time ? set_part(part, PART_TIME, &at, last, 0)
                   : set_part(part, PART_NUMBER, &at, last + 1, column->slot);
  }
  part = set_part(part, PART_TEXT, &at, end[-2] == '\r' ? end - 1 : end, 0);
  part->kind = PART_END;
}


/* Reads numbers from *at on, up to one that cell_whole cannot read, which *at
   is then, or up to the part behind them. As this loop calls nothing, a number
   takes 37 instructions, not 46. */
static inline const char *read_wholes (const panel_part **at, const char *s,
                                       double *values) {
  const panel_part *part = *at;
  for (; part->kind == PART_NUMBER; part++) {
    const char *next = cell_whole(s, part->end, &values[part->slot]);
    if (next == NULL) break;
    s = next;
  }
  *at = part;
  return s;
}


/* Reads any other number, and the byte behind it; NULL if it is none, or has
   CELL_WHOLE bytes or more. */
static const char *read_number (panel *p, const panel_part *part, const char *s,
                                double *value) {
  const char *end = memchr(s, part->end, CELL_WHOLE);
  cell number = { s, end != NULL ? (size_t)(end - s) : 0 };
  return row_read_number(p, p->measures[part->slot], number, 0, value)
                 == PANEL_OK
             ? end + 1
             : NULL;
}


/* Are the time cells those that once came below those of the row above? To
   compare instead of reading them saves a third of a row's instructions. */
static inline int is_next_time (panel *p, const panel_part *part, const char *s,
                                int32_t *period) {
  panel_time *known = p->time->next;
  if (known->len != part->len || !word_same_text(s, known->text, part->len))
    return 0;
  p->time = known;
  *period = known->period;
  return 1;
}


/* Reads time cells as long as those above. */
static int read_time (panel *p, csv *c, const char *s, int32_t *period) {
  const char *above = c->cells[p->first_time].bytes;
  panel_time *before = p->time;
  for (size_t i = p->first_time; i <= p->last_time; i++) {
    cell *time = &c->cells[i];
    time->bytes = s + (time->bytes - above);
    if (time->bytes > s && time->bytes[-1] != c->delimiter) return 0;
  }
  if (row_read_period(p, c->cells, 0, period) != PANEL_OK) return 0;
  before->next = p->time;
  return 1;
}


/* Adds the row at `s` to the panel; returns its end, NULL if it is not as
   predicted. */
static inline const char *read_row (panel *p, panel_unit *u, csv *c,
                                    const char *s, unsigned long line) {
  const panel_part *part = p->parts;
  panel_row *row = row_reserve(p, u);
  int32_t period = NO_PERIOD;
  if (row == NULL) return NULL;
  for (;; part++) {
    for (; s = read_wholes(&part, s, row->values), part->kind == PART_NUMBER;
         part++) {
      s = read_number(p, part, s, &row->values[part->slot]);
      if (s == NULL) return NULL;
    }
    if (part->kind == PART_END) break;
    if (part->kind == PART_TEXT) {
      if (!word_same_text(s, part->bytes, part->len)) return NULL;
    } else if (!is_next_time(p, part, s, &period)
               && !read_time(p, c, s, &period)) {
      return NULL;
    }
    s += part->len;
  }
  if ((s[-1] == '\r' && *s++ != '\n')
      || row_extend_grid(p, period, line) != PANEL_OK)
    return NULL;
  if (period > u->matched) u->matched = period;
  row_commit(p, u, row, period, line);
  return s;
}


size_t predict_rows (csv *c, panel *p) {
  size_t len, most, rows = 0;
  const char *start, *s, *last, *end;
  panel_unit *u;
  /* where the rows of a unit are not together, no attempt succeeds, and one at
     each row would cost a thirtieth of a whole read */
  if (!c->simple || !p->texts_match || p->unpredictable
      || (!p->prediction_held && p->unit_step != 0))
    return 0;
  s = start = csv_peek(c, &len);
  divide_row(p, c, start);
  /* A row has the bytes of the row above, and its numbers up to CELL_WHOLE
     each. From before `last` it can be read without looking where the piece
     ends. */
  most = (size_t)(s - c->cells[0].bytes) + (p->measure_count + 1) * CELL_WHOLE;
  last = len > most && most <= c->max_line ? s + (len - most) : s;
  most = row_allowance(p); /* panel_add refuses the row after these */
  u = &p->units[p->last_unit];
  for (; s < last && rows < most; s = end, rows++) {
    end = read_row(p, u, c, s, c->next_line + rows);
    if (end == NULL) break;
  }
  p->prediction_held = rows > 0;
  csv_skip(c, (size_t)(s - start), rows);
  return rows;
}
