/*
** row: the steps of taking a row into a panel, which panel.c has; for unit.c
** and guess.c. A step that refuses has set p->problem.
*/
#ifndef URSSAF_ROW_H
#define URSSAF_ROW_H

#include "panel.h"

#pragma GCC visibility push(hidden)

/* p->problem, at a place; PANEL_BAD */
panel_result panel_bad (panel *p, const char *kind, unsigned long line,
                        size_t column, const char *format, ...);

/* Refuses a row with a cell in a column of that role that is no text. */
panel_result panel_check_texts (panel *p, const cell *cells, unsigned long line,
                                panel_role role);

/* Of the cells, those in the time columns count. */
panel_result panel_read_period (panel *p, const cell *cells, unsigned long line,
                                int32_t *period);

/* A measure's cell: NaN if it is empty. */
panel_result panel_read_value (panel *p, size_t column, cell c,
                               unsigned long line, double *value);

panel_result panel_extend_grid (panel *p, int32_t period, unsigned long line);

/* The last unit's next row, for its values to be set; NULL: no memory. It is
   one when it is committed. */
panel_row *panel_reserve_row (panel *p);

void panel_commit_row (panel *p, int32_t period, unsigned long line);

#pragma GCC visibility pop

#endif
