/*
** cell: what the text of one cell says: a number, a year, a quarter, a last
** day; whether it is proper text; and how to quote it in a message. Plain C,
** independent of the locale.
*/
#ifndef URSSAF_CELL_H
#define URSSAF_CELL_H

#include <stddef.h>

#pragma GCC visibility push(hidden)

/* bytes that are not NUL-terminated; owned by somebody else */
typedef struct {
  const char *bytes;
  size_t len;
} cell;

/* 12: digits, 1 to 15, and nothing else, as most numbers are */
int cell_whole (cell c, double *number);

/*
** -3.5, 12, 12.0, 1e6; nothing before, between or after. 0 when it is no such
** number, or none a double can hold.
*/
int cell_number (cell c, double *number);

/* 2021, or its first day 2021-01-01 */
int cell_year (cell c, int *year);

/* 3, T3 or Q3 */
int cell_quarter (cell c, int *quarter);

/* 2021-09-30 and the like, the last day of a quarter; with or without 0h */
int cell_last_day (cell c, int *year, int *quarter);

/* UTF-8 without control characters other than tab, CR and LF */
int cell_is_text (cell c);

/*
** Writes the beginning of the cell to `out`, safe to print: whole UTF-8
** characters, anything else as \xNN, "..." where it was cut.
*/
void cell_excerpt (cell c, char *out, size_t size);

#pragma GCC visibility pop

#endif
