/*
** panel_types: what row.c, unit.c, predict.c and panel.c share: a panel under
** construction. Plain C, no Lua.
*/
#ifndef URSSAF_PANEL_TYPES_H
#define URSSAF_PANEL_TYPES_H

#include <stddef.h>
#include <stdint.h>

#include "cell.h"
#include "month.h"
#include "problem.h"

#define NO_COLUMN      ((size_t)-1)
#define MAX_CODE_WIDTH 8
#define NO_PERIOD      INT32_MIN
#define KNOWN_TIMES    256
#define TIME_SLOTS     1024 /* a quarter is taken: searches end soon */

typedef enum {
  ROLE_IGNORED,
  ROLE_YEAR,
  ROLE_QUARTER,
  ROLE_LAST_DAY,  /* of a quarter */
  ROLE_MONTH_END, /* the last day of a month */
  ROLE_DIMENSION, /* its cells tell units apart */
  ROLE_ATTRIBUTE, /* describes a unit: the name of a code, or an unknown
                     column, which belongs to no code */
  ROLE_MEASURE
} panel_role;

/* what a row is divided into, see predict.c */
typedef enum { PART_TEXT, PART_TIME, PART_NUMBER, PART_END } part_kind;

typedef struct {
  part_kind kind;
  char end;          /* its last byte */
  const char *bytes; /* of a row that csv_next read */
  size_t len;
  size_t slot; /* of the number */
} panel_part;

/* the text of a row's time cells, with the delimiters between them */
typedef struct panel_time {
  struct panel_time *next; /* of the row below one with this text */
  int32_t period;
  uint32_t len;
  char text[4 * WORD];
} panel_time;

typedef struct {
  panel_role role;
  const char *name; /* for messages; the caller's, outlives the panel */
  long rank;        /* sorts the texts (dimensions and attributes together),
                       and the measures */
  size_t width;     /* of the codes in a dimension: shorter ones of digits are
                       padded with zeros, letters become capitals and sort
                       before digits (2A before 21); 0: no codes; at most
                       MAX_CODE_WIDTH */
  size_t of;   /* an attribute: the dimension whose codes it names; it tells
                  units apart where the code is empty, or where it is the
                  name of a pseudo-unit. Or NO_COLUMN */
  size_t slot; /* private: its index in texts or in measures */
  int watched; /* its cells may tell months of the rows' periods */
  month_evidence months; /* result, of a watched column */
  int varies;     /* result: an attribute with several values in one unit */
  int fractional; /* result: a measure with a value that is no integer */
  int rounded;    /* result: a measure with a value of 2^53 or more */
  int worded;     /* result: an attribute with a cell that is no number */
  int filled;     /* result: an attribute with a cell that is not empty */
} panel_column;

typedef struct {
  int32_t period; /* months, quarters or years since year 0 */
  uint32_t line;
  uint32_t unknown; /* hash of the row's cells in unknown columns */
  double values[];  /* by measure; NaN where one is missing */
} panel_row;

typedef struct panel panel;

/* one text of a unit */
typedef struct {
  char *bytes;
  size_t len;
  int apart;      /* the bytes have a block of their own */
  int32_t period; /* the latest one in which a row had this text; a later one
                     may be in panel_unit.matched */
} panel_text;

typedef struct {
  const panel *panel; /* set for sorting */
  uint32_t hash;
  int32_t matched;   /* the latest period of a row that had all these texts.
                        It stands for the period of each text, so that such
                        a row, the usual one, updates one period instead of
                        all; NO_PERIOD: none since the periods were updated */
  panel_text *texts; /* followed by the bytes of the first row's texts */
  size_t row_count, size;
  char *rows;     /* see panel_row_at */
  int32_t latest; /* period of the last row; NO_PERIOD: there is none */
  int unordered;  /* some row is not of a later period than the one before */
  int filled;     /* some row has a value */
} panel_unit;

struct panel {
  panel_column *columns;
  size_t column_count;
  size_t *texts, text_count;       /* columns, in the order of their rank */
  size_t *measures, measure_count; /* columns, in the order of their rank */
  size_t year, quarter;            /* columns, or NO_COLUMN */
  size_t last_day;                 /* of a quarter, or of a month: the first
                                      column of the kind that decides */
  size_t first_time, last_time;    /* of the time columns */
  int frequency;                   /* MONTHS, QUARTERS or YEARS */
  size_t max_units, max_periods;
  int has_unknown;   /* among the columns is an attribute of no code */
  int has_noted;     /* or a watched one */
  int has_ignored;   /* among the columns is an ignored one */
  int unpredictable; /* one is watched, so that each row must be seen, or is
                        between time columns, as in hardly any file */
  panel_unit *units;
  size_t unit_count, unit_size;
  size_t filled_count; /* units with a value */
  int32_t first, last; /* periods; last < first: no row */
  size_t row_count;
  problem problem;

  /* private */
  uint32_t *slots, slot_mask; /* hash table of units: index + 1, or 0 */
  uint64_t hash_key;          /* random, below HASH_PRIME */
  cell *row_texts;            /* the current row's, codes made canonical, */
  char *codes;                /* which takes place here */
  panel_part *parts; /* of the row from which the next one is predicted */
  panel_time *times; /* the first KNOWN_TIMES time cells that were read */
  size_t time_count;
  uint16_t *time_slots; /* hash table of these: index + 1, or 0 */
  panel_time *time;     /* the last row's, if they are there */
  int prediction_held;  /* its last attempt took a row */
  size_t row_size;      /* bytes of a panel_row */

  /* of the last row */
  size_t last_unit;
  uint32_t last_unknown; /* as panel_row.unknown */
  int texts_match;       /* its texts were all as stored with its unit: so are
                            those of another row with the same texts */
  size_t unit_step;      /* to its unit from that of the row before. One of 0
                            or 1 is tried for the next row: most files keep the
                            rows of a unit together, or repeat the units in one
                            order for each period */
};

typedef enum { PANEL_OK, PANEL_BAD, PANEL_NO_MEMORY } panel_result;


/* Is it an unknown column, which is an attribute of no code? */
static inline int panel_is_unknown (const panel_column *column) {
  return column->role == ROLE_ATTRIBUTE && column->of == NO_COLUMN;
}


/* The column to name in a message about a period. */
static inline size_t panel_dating (const panel *p) {
  return p->last_day != NO_COLUMN ? p->last_day : p->year;
}


static inline panel_row *panel_row_at (const panel *p, const panel_unit *u,
                                       size_t i) {
  void *row = u->rows + i * p->row_size;
  return row;
}

#endif
