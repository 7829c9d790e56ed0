/*
** month: does a column tell months, in whatever spelling, within the quarters
** or years of its rows? Their figures would pass for those of the whole.
** Plain C, independent of the locale.
*/
#ifndef URSSAF_MONTH_H
#define URSSAF_MONTH_H

#include <stdint.h>

#include "cell.h"

#pragma GCC visibility push(hidden)

typedef enum {
  MONTH_NONE,
  MONTH_LAST_DAY,
  MONTH_FIRST_DAY,
  MONTH_OF_YEAR, /* 2021-03, mars 2021 */
  MONTH_ALONE    /* 3, 03, mars */
} month_kind;

/* What the cells of a column show. */
typedef struct {
  month_kind kind;
  int is_other; /* some cell tells no month, or one outside of its period */
  int is_finer; /* some month is not where the whole period ends or begins */
  int is_named, is_padded; /* of months without a year: mars, 03 */
  unsigned quarters;       /* of the year: a bit for each that came */
  unsigned long count;
} month_evidence;

typedef enum {
  TELLS_NO_MONTHS,
  MAY_TELL_MONTHS, /* numbers from 1 to 12 that fit, too few to be sure */
  TELLS_MONTHS
} month_verdict;

/* Adds a cell of a row of this period. An empty one shows nothing. */
void month_note (month_evidence *e, cell c, int frequency, int32_t period);

month_verdict month_judge (const month_evidence *e, int frequency);

#pragma GCC visibility pop

#endif
