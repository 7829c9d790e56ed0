/*
** panel: rows of cells, in any order -> units x periods x measures. Plain C,
** no Lua. The caller says what each column is. The result does not depend on
** the order of rows or columns; a row that has no exact place is refused.
** Memory grows with the rows, not with the grid of units and periods.
*/
#ifndef URSSAF_PANEL_H
#define URSSAF_PANEL_H

#include "panel_types.h"

#pragma GCC visibility push(hidden)

/*
** Copies the columns, whose results are zeros. The time columns must give a
** month (its end), a quarter (last day, or year and quarter) or a year.
** Free the panel whatever the result.
*/
panel_result panel_init (panel *p, const panel_column *columns, size_t count,
                         size_t max_units, size_t max_periods);

/* Adds one row; on PANEL_BAD, p->problem says why it was refused. */
panel_result panel_add (panel *p, const cell *cells, size_t count,
                        unsigned long line);

/* After the last row: refuses a unit that has a period twice, sorts the units
   into canonical order and the rows of each by period. */
panel_result panel_seal (panel *p);

/* May be called any number of times, also on zeros. */
void panel_free (panel *p);

#pragma GCC visibility pop

#endif
