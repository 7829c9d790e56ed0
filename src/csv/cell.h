/*
** cell: reads the text of one cell as a number, a year, a quarter or a last
** day; checks that it is text; quotes it for a message. Plain C, independent
** of the locale.
*/
#ifndef URSSAF_CELL_H
#define URSSAF_CELL_H

#include <math.h>
#include <stddef.h>

#include "word.h"

#pragma GCC visibility push(hidden)

/* the frequencies: how many periods a year has */
enum { YEARS = 1, QUARTERS = 4, MONTHS = 12 };

/* bytes of somebody else, not NUL-terminated */
typedef struct {
  const char *bytes;
  size_t len;
} cell;

static inline int cell_is_digit (char c) {
  return c >= '0' && c <= '9';
}


/* WORD bytes can be loaded from where each of them ends. */
static inline int cell_is_same (cell a, cell b) {
  return a.len == b.len && word_same_text(a.bytes, b.bytes, a.len);
}


/* The functions that read return 0 where the cell is something else. */

/* -3.5, 12, 12.0, 1e6, without blanks or signs besides; it must fit a double.
   WORD bytes can be loaded from where the cell ends, whatever they are. */
int cell_number (cell c, double *number);

/* 2021, or its first day 2021-01-01: the year */
unsigned cell_year (cell c);

/* 3, T3 or Q3: the quarter */
unsigned cell_quarter (cell c);

/* 2021-09-30, 2021-09-30T00:00:00, 30/09/2021: the month that ends on this day,
   in months since the year 0 */
unsigned cell_last_day (cell c);

/* How many days the month has, from 1 to 12. */
unsigned cell_days_of (uint64_t year, uint64_t month);

/* Some files write 28 for the end of February in every year. */
int cell_is_month_end (uint64_t year, uint64_t month, uint64_t day);

/* Is it UTF-8, without control characters other than tab, CR and LF? */
int cell_is_text (cell c);

/*
** Writes the beginning of the cell to `out`, safe to print: whole UTF-8
** characters, any other byte as \xNN, and "..." if it was shortened.
*/
void cell_excerpt (cell c, char *out, size_t size);

/*
** Reads what most cells of measures are: up to 15 digits, which a double holds
** exactly, maybe with ".0", or nothing (NaN); and the byte behind the cell.
** Returns where it stopped; NULL where there is something else. CELL_WHOLE
** bytes can be loaded from `s`, whatever they are. Eight digits at a time, and
** inline: digit by digit, a file that has the rows of each unit together costs
** a twenty-fifth more.
*/
#define CELL_WHOLE (3 * WORD)

static inline const char *cell_whole (const char *s, char behind,
                                      double *number) {
  int64_t whole, rest;
  size_t count = word_number(word_load(s), &whole);
  if (count == 0) return *number = NAN, *s == behind ? s + 1 : NULL;
  s += count;
  if (count == WORD) {
    count = word_number(word_load(s), &rest);
    if (count == WORD) return NULL;
    if (count > 0) whole = whole * word_powers[count] + rest;
    s += count;
  }
  *number = (double)whole;
  if (*s == behind) return s + 1;
  return s[0] == '.' && s[1] == '0' && s[2] == behind ? s + 3 : NULL;
}

#pragma GCC visibility pop

#endif
