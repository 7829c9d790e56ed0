/*
** row: reads the cells of one row, stores its values, and describes what is
** wrong with it. A function that returns PANEL_BAD has set p->problem.
*/
#ifndef URSSAF_ROW_H
#define URSSAF_ROW_H

#include "panel_types.h"

#pragma GCC visibility push(hidden)

/* Sets p->problem, the message preceded by line and column; PANEL_BAD. */
panel_result row_refuse (panel *p, const char *kind, unsigned long line,
                         size_t column, const char *format, ...);

/* Writes the name of a column to `out`, safe to print; returns `out`. */
const char *row_quote_name (const panel *p, size_t column, char *out,
                            size_t size);

/* Refuses a cell that is not text, or too long a text, in any column of that
   role. */
panel_result row_check_texts (panel *p, const cell *cells, unsigned long line,
                              panel_role role);

/* Reads the time columns alone: other cells need not be set. */
panel_result row_read_period (panel *p, const cell *cells, unsigned long line,
                              int32_t *period);

/* Reads the cell of a measure that cell_whole could not read. */
panel_result row_read_number (panel *p, size_t column, cell c,
                              unsigned long line, double *value);

/* Reads what tells the row's place: the period, and p->row_texts. Checks the
   ignored cells, too. */
panel_result row_read (panel *p, const cell *cells, size_t count,
                       unsigned long line, int32_t *period);

/* How many rows the last unit may still have. Any more would show that it has a
   period twice. They are refused at once, unless unknown columns may tell its
   rows apart: which of them do is known at the end. */
static inline size_t row_allowance (const panel *p) {
  return p->has_unknown ? SIZE_MAX
                        : p->max_periods - p->units[p->last_unit].row_count;
}

/* Makes room for more rows of a unit. */
panel_result row_grow (const panel *p, panel_unit *u);

int row_has_value (const panel *p, const panel_row *row);


/* Room for one more row of the unit, whose values the caller sets; NULL:
   no memory. It counts only once it is committed. */
static inline panel_row *row_reserve (panel *p, panel_unit *u) {
  if (u->row_count == u->size && row_grow(p, u) != PANEL_OK) return NULL;
  return panel_row_at(p, u, u->row_count);
}


/* As row_extend_grid, for a period that is not there yet. */
panel_result row_widen_grid (panel *p, int32_t period, unsigned long line);


/* Sees that p->first .. p->last has the period, within max_periods. */
static inline panel_result row_extend_grid (panel *p, int32_t period,
                                            unsigned long line) {
  return period >= p->first && period <= p->last
             ? PANEL_OK
             : row_widen_grid(p, period, line);
}


/* Counts the row, which row_reserve made room for and whose values are set. */
static inline void row_commit (panel *p, panel_unit *u, panel_row *row,
                               int32_t period, unsigned long line) {
  row->period = period;
  row->line = line < UINT32_MAX ? (uint32_t)line : UINT32_MAX;
  row->unknown = p->last_unknown;
  if (period <= u->latest) u->unordered = 1;
  if (!u->filled && row_has_value(p, row)) {
    u->filled = 1;
    p->filled_count++;
  }
  u->latest = period;
  u->row_count++;
  p->row_count++;
}

#pragma GCC visibility pop

#endif
