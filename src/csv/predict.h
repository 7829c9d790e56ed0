/*
** predict: row prediction. In most files the rows of a unit stand together, and
** differ from the row above in time and numbers alone; such rows are added to
** the panel without being tokenized. Plain C, no Lua. It only saves time: any
** other row is left to csv_next and panel_add, and the result is the same.
*/
#ifndef URSSAF_PREDICT_H
#define URSSAF_PREDICT_H

#include "csv.h"
#include "panel.h"

#pragma GCC visibility push(hidden)

/*
** Adds the next rows to the panel as long as they are as predicted; returns
** how many. The row that csv_next read last must be the last one added.
*/
size_t predict_rows (csv *c, panel *p);

#pragma GCC visibility pop

#endif
