/*
** csv: bytes in pieces cut anywhere -> rows of cells (RFC 4180, any one-byte
** delimiter, CRLF or LF, an optional BOM). Plain C, no Lua. It refuses what
** is not CSV and never guesses.
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
  int doubled; /* has "" inside, which stands for one quote */
} csv_span;

typedef enum {
  CSV_BOM,
  CSV_CELL,
  CSV_PLAIN,
  CSV_QUOTED,
  CSV_AFTER_QUOTE,
  CSV_AFTER_CR
} csv_state;

/* All zeros but for what csv_init sets; csv_free gives everything back. */
typedef struct {
  /* the row csv_next found; valid until the next call of csv_next or
     csv_feed */
  cell *cells;
  size_t count;
  int simple;              /* it had no quotes, and lies in this piece */
  unsigned long line;      /* on which the row begins */
  unsigned long next_line; /* on which the next begins, or the rest of it */
  unsigned long unended;   /* of a last row without a line end, or 0 */
  problem problem;         /* of CSV_BAD */

  /* what csv_init was given */
  char delimiter;
  size_t max_line; /* the bytes a line may have */

  /* private */
  char special[256];
  csv_state state;
  const char *piece;      /* the caller's bytes: [at..len) are to be read */
  size_t len, at, row_at; /* row_at: where the row begins in the piece */
  size_t looked;          /* how far it was looked for cells' ends, */
  uint64_t marks;         /* and those in the last 64 bytes not taken yet */
  size_t stop;            /* where the piece ends, or the line must */
  char *carry;            /* the row's bytes from earlier pieces */
  size_t carry_len, carry_size;
  csv_span *spans;
  size_t span_count, span_size, cell_size;
  char *plain; /* where doubled quotes are undone */
  size_t plain_size;
  int bom_matched, last_piece;
} csv;

void csv_init (csv *p, char delimiter, size_t max_line);

/* The bytes must stay where they are until csv_next says CSV_MORE. */
void csv_feed (csv *p, const char *bytes, size_t len);

/* There are no more pieces. */
void csv_end (csv *p);

csv_result csv_next (csv *p);

/* The bytes of this piece from the next row on; none if it began in an earlier
   one. */
const char *csv_peek (const csv *p, size_t *len);

/* Takes rows for read: so many bytes, up to behind the end of a line, of so
   many lines. p->cells stay. */
void csv_skip (csv *p, size_t len, unsigned long lines);

void csv_free (csv *p);

#pragma GCC visibility pop

#endif
