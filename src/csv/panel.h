/*
** panel: rows of cells, in any order -> units x periods x measures. Plain C,
** no Lua. What each column is comes from the caller; the result does not
** depend on the order of rows or columns, and a row that cannot be placed
** exactly is refused. Memory follows the rows that came.
*/
#ifndef URSSAF_PANEL_H
#define URSSAF_PANEL_H

#include <stddef.h>
#include <stdint.h>

#include "cell.h"
#include "problem.h"

#pragma GCC visibility push(hidden)

typedef enum {
  ROLE_IGNORED,
  ROLE_YEAR,
  ROLE_QUARTER,
  ROLE_LAST_DAY,
  ROLE_DIMENSION, /* its cells tell units apart */
  ROLE_ATTRIBUTE, /* of a unit; it never tells units with a code apart */
  ROLE_MEASURE
} panel_role;

#define NO_COLUMN ((size_t)-1)

typedef struct {
  panel_role role;
  const char *name; /* for messages; the caller's, outlives the panel */
  long rank;        /* order of dimensions and attributes, of measures */
  size_t width;     /* a dimension: codes of digits are padded to it with
                       zeros, letters are capitals, and sort before digits
                       (2A before 21); or 0 */
  size_t of;        /* an attribute: the column of the code it names, whose
                       place it takes where that is empty; or NO_COLUMN */
  size_t slot;      /* private: its place in texts, or in measures */
  int varies;       /* result: an attribute that differs within a unit */
  int fractional;   /* result: a measure that is not integers throughout */
  int numeric;      /* result: an attribute whose cells are all numbers */
  int filled;       /* result: an attribute with a cell that is not empty */
} panel_column;

/* of a unit: when it was, on which line it came, what the unknown columns said,
   and the values by measure, NaN where one is missing */
typedef struct {
  int32_t period;
  uint32_t line, unknown;
  double values[];
} panel_row;

typedef struct panel panel;

typedef struct {
  const panel *of; /* for sorting */
  uint32_t hash;
  char *text;        /* the texts' offsets, then their bytes */
  int32_t confirmed; /* the latest period of which a row said all of them, if
                        that is not noted with them yet */

  size_t row_count, size;
  char *rows;     /* see panel_row_at */
  int32_t latest; /* the last one's period */
  int unordered;  /* not every row is of a later period than the one before */
} panel_unit;

struct panel {
  panel_column *columns;
  size_t column_count;
  size_t *texts, text_count;       /* columns, in the order of their rank */
  size_t *measures, measure_count; /* columns, in the order of their rank */
  size_t year, quarter, last_day;  /* columns, or NO_COLUMN */
  size_t max_units, max_periods;
  int has_unknown; /* an attribute of no code is among the columns */
  int has_ignored; /* a column is */
  panel_unit *units;
  size_t unit_count, unit_size;
  int32_t first, last; /* periods; last < first: no row */
  size_t row_count;
  problem problem;

  /* private */
  uint32_t *slots, slot_mask; /* hash table of units, index + 1 */
  uint64_t hash_key;          /* below HASH_PRIME; nobody outside knows it */
  cell *row_texts;            /* the row's texts, made canonical */
  double *row_values;
  size_t row_size; /* the bytes of a panel_row */
  cell *guessed;   /* the time cells of a guessed row */
  char *codes;     /* where they are made canonical */
  size_t last_unit;
  int in_turn; /* the last one looked for was the one after the one before */
  uint32_t last_unknown;
  int settled; /* the last row said all that is known of its unit */
};

typedef enum { PANEL_OK, PANEL_BAD, PANEL_NO_MEMORY } panel_result;

/*
** Copies the columns. The time columns must give a quarter (last day, or
** year and quarter) or a year. Free it whatever the result.
*/
panel_result panel_init (panel *p, const panel_column *columns, size_t count,
                         size_t max_units, size_t max_periods);

/* Has quarters; else years. */
int panel_is_quarterly (const panel *p);

/* Takes in one row; on PANEL_BAD, p->problem says why. */
panel_result panel_add (panel *p, const cell *cells, size_t count,
                        unsigned long line);

/* After the last row: refuses a unit that has a period twice, and puts the
   units in canonical order, the rows of each in time's. */
panel_result panel_seal (panel *p);

static inline panel_row *panel_row_at (const panel *p, const panel_unit *u,
                                       size_t i) {
  void *row = u->rows + i * p->row_size;
  return row;
}


/* The unit's text in column p->texts[i]; empty when it has none. */
cell panel_text (const panel *p, const panel_unit *u, size_t i);

/* Gives a unit's memory back before panel_free does. */
void panel_free_unit (panel_unit *u);

/* May be called any number of times, also on zeros. */
void panel_free (panel *p);

#pragma GCC visibility pop

#endif
