/*
** csv: the tokenizer: bytes in pieces cut anywhere -> rows of cells (RFC 4180,
** any one-byte delimiter, CRLF or LF, an optional BOM). Plain C, no Lua.
** Anything else is refused, never repaired.
**
**   csv_feed(p, bytes, len);
**   while ((r = csv_next(p)) == CSV_ROW) use p->cells[0 .. p->count - 1];
**   CSV_MORE: feed the next piece, or csv_end(p) and call csv_next again
*/
#ifndef URSSAF_CSV_H
#define URSSAF_CSV_H

#include <stddef.h>
#include <stdint.h>

#include "cell.h"
#include "problem.h"

#pragma GCC visibility push(hidden)

typedef enum { CSV_ROW, CSV_MORE, CSV_END, CSV_BAD, CSV_NO_MEMORY } csv_result;

/* a cell of the unfinished row: offsets from the row's first byte */
typedef struct {
  size_t start, end;
  int doubled; /* has "" inside, each for one quote */
} csv_span;

typedef enum {
  CSV_BOM,
  CSV_CELL,
  CSV_PLAIN,
  CSV_QUOTED,
  CSV_AFTER_QUOTE,
  CSV_AFTER_CR
} csv_state;

typedef struct {
  /* the row csv_next found; valid until the next call of csv_next or
     csv_feed. CELL_WHOLE bytes can be loaded from where each cell ends */
  cell *cells;
  size_t count;
  int simple;              /* it has no quotes, and lies within the piece */
  unsigned long line;      /* where the row begins, from 1 */
  unsigned long next_line; /* the line that is read next */
  unsigned long unended;   /* the last row's line, if that has no end; or 0 */
  problem problem;         /* of CSV_BAD */

  /* as given to csv_init */
  char delimiter;
  size_t max_line; /* bytes that a row may have, its line end included */

  /* private */
  char special[256];
  csv_state state;
  const char *piece;      /* the caller's bytes; [at..len) is not read yet */
  size_t len, at, row_at; /* row_at: where the row begins in the piece */
  size_t looked;  /* up to where bytes that may end a cell were looked for */
  uint64_t marks; /* those found in the last 64 bytes and not used yet */
  size_t stop;    /* the end of the piece, or where max_line is reached */
  char *carry;    /* the row's bytes from earlier pieces */
  size_t carry_len, carry_size;
  csv_span *spans;
  size_t span_count, span_size, cell_size;
  char *plain; /* cells with their doubled quotes undone */
  size_t plain_size;
  int bom_matched, last_piece;
} csv;

void csv_init (csv *p, char delimiter, size_t max_line);

/* The bytes must stay valid until csv_next returns CSV_MORE. */
void csv_feed (csv *p, const char *bytes, size_t len);

/* There are no more pieces. */
void csv_end (csv *p);

csv_result csv_next (csv *p);

/* The rest of the piece, from the beginning of the next row; *len is 0 if that
   row began in an earlier piece. */
const char *csv_peek (const csv *p, size_t *len);

/* Skips rows that the caller read: so many bytes, which end with a line end,
   and so many lines. p->cells stay valid. */
void csv_skip (csv *p, size_t len, unsigned long lines);

/* Frees everything; p is all zeros then. */
void csv_free (csv *p);

#pragma GCC visibility pop

#endif
