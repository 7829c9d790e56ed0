#include "csv.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "word.h"

#define BLOCK ((size_t)64)

static const char bom[3] = { '\xEF', '\xBB', '\xBF' };


void csv_init (csv *p, char delimiter, size_t max_line) {
  memset(p, 0, sizeof *p);
  p->delimiter = delimiter;
  p->max_line = max_line;
  p->special[(unsigned char)delimiter] = 1;
  p->special['"'] = p->special['\r'] = p->special['\n'] = 1;
  p->state = CSV_BOM;
  p->next_line = 1;
}


void csv_free (csv *p) {
  free(p->cells);
  free(p->carry);
  free(p->spans);
  free(p->plain);
  memset(p, 0, sizeof *p);
}


/* Forgets the marks: the search for cells' ends begins anew at `at`. */
static void look_from (csv *p, size_t at) {
  p->looked = at;
  p->marks = 0;
}


void csv_feed (csv *p, const char *bytes, size_t len) {
  p->piece = bytes;
  p->len = len;
  p->at = p->row_at = 0;
  look_from(p, 0);
}


void csv_end (csv *p) {
  csv_feed(p, "", 0);
  p->last_piece = 1;
}


/* {======================================================
** Helpers
** ======================================================= */

/* Makes room for `count` elements of `each` bytes; 0: there is no memory. */
static int reserve (void *array, size_t *size, size_t count, size_t each) {
  void *old, *new;
  size_t wanted = *size > 0 ? *size : 16;
  if (count <= *size) return 1;
  while (wanted < count) wanted *= 2;
  if (wanted > SIZE_MAX / each) return 0;
  memcpy(&old, array, sizeof old);
  new = realloc(old, wanted * each);
  if (new == NULL) return 0;
  memcpy(array, &new, sizeof new);
  *size = wanted;
  return 1;
}


static csv_result bad (csv *p, const char *kind, const char *what) {
  problem *wrong = &p->problem;
  wrong->kind = kind;
  wrong->line = p->line;
  wrong->column = p->span_count;
  snprintf(wrong->message, sizeof wrong->message, "line %lu, column %zu: %s",
           wrong->line, wrong->column, what);
  return CSV_BAD;
}


/* The position of p->at, counted from the row's first byte. */
static size_t offset (const csv *p) {
  return p->carry_len + (p->at - p->row_at);
}


/* Begins a cell at that position, empty as yet; 0: there is no memory. */
static int add_span (csv *p, size_t position) {
  csv_span span = { position, position, 0 };
  if (!reserve(&p->spans, &p->span_size, p->span_count + 1, sizeof span))
    return 0;
  p->spans[p->span_count++] = span;
  return 1;
}

/* }====================================================== */


/* {======================================================
** Finding the end of a row, with one function for each state. Each reads from
** p->at on and moves p->at behind what it read. CSV_MORE: go on.
** ======================================================= */

static csv_result scan_bom (csv *p) {
  if (p->piece[p->at] != bom[p->bom_matched]) {
    /* part of a BOM is content; whether it is text is checked later */
    p->state = CSV_CELL;
    if (p->bom_matched > 0) {
      if (!add_span(p, 0)) return CSV_NO_MEMORY;
      p->state = CSV_PLAIN;
    }
    return CSV_MORE;
  }
  p->at++;
  if (++p->bom_matched == 3) {
    p->carry_len = 0;
    p->row_at = p->at;
    p->state = CSV_CELL;
  }
  return CSV_MORE;
}


static csv_result scan_cell (csv *p) {
  int is_quoted = p->piece[p->at] == '"';
  p->at += (size_t)is_quoted;
  p->state = is_quoted ? CSV_QUOTED : CSV_PLAIN;
  return add_span(p, offset(p)) ? CSV_MORE : CSV_NO_MEMORY;
}


/* Reads the byte after a cell. */
static csv_result scan_separator (csv *p) {
  char c = p->piece[p->at++];
  if (c == p->delimiter)
    p->state = CSV_CELL;
  else if (c == '\r')
    p->state = CSV_AFTER_CR;
  else
    return CSV_ROW;
  return CSV_MORE;
}


static csv_result scan_plain (csv *p) {
  const char *s = p->piece;
  size_t at = p->at, stop = p->stop;
  while (at < stop && !p->special[(unsigned char)s[at]]) at++;
  p->at = at;
  if (at == stop) return CSV_MORE;
  if (s[at] == '"')
    return bad(p, "decode",
               "a quote inside a cell that does not begin with one");
  p->spans[p->span_count - 1].end = offset(p);
  return scan_separator(p);
}


static csv_result scan_quoted (csv *p) {
  const char *s = p->piece + p->at;
  const char *quote = memchr(s, '"', p->stop - p->at);
  const char *end = quote != NULL ? quote : p->piece + p->stop;
  for (; s < end; s++) {
    if (*s == '\n') p->next_line++;
  }
  p->at = (size_t)(end - p->piece);
  if (quote == NULL) return CSV_MORE;
  p->spans[p->span_count - 1].end = offset(p);
  p->at++;
  p->state = CSV_AFTER_QUOTE;
  return CSV_MORE;
}


static csv_result scan_after_quote (csv *p) {
  char c = p->piece[p->at];
  if (c == '"') {
    p->spans[p->span_count - 1].doubled = 1;
    p->at++;
    p->state = CSV_QUOTED;
    return CSV_MORE;
  }
  if (c != p->delimiter && c != '\r' && c != '\n')
    return bad(p, "decode", "text after the closing quote of a cell");
  return scan_separator(p);
}


static csv_result scan_after_cr (csv *p) {
  if (p->piece[p->at] != '\n')
    return bad(p, "decode", "a carriage return without a line feed");
  p->at++;
  return CSV_ROW;
}


/* the functions by state */
static csv_result (*const scan[])(csv *p) = {
  [CSV_BOM] = scan_bom,
  [CSV_CELL] = scan_cell,
  [CSV_PLAIN] = scan_plain,
  [CSV_QUOTED] = scan_quoted,
  [CSV_AFTER_QUOTE] = scan_after_quote,
  [CSV_AFTER_CR] = scan_after_cr
};


static csv_result too_long (csv *p) {
  char what[96];
  snprintf(what, sizeof what, "the line is longer than %zu bytes", p->max_line);
  if (p->state == CSV_CELL) p->span_count++; /* which the excess byte begins */
  return bad(p, "limit", what);
}


/* Where in the piece the row must have ended. carry_len and row_at do not count
   a BOM. */
static size_t line_stop (const csv *p) {
  size_t room = p->carry_len < p->max_line ? p->max_line - p->carry_len : 0;
  return p->len - p->row_at > room ? p->row_at + room : p->len;
}


#if defined(__SSE2__) || defined(__ARM_NEON) || defined(__ALTIVEC__)           \
    || defined(__VX__)

/* These processors compare sixteen bytes at once. */
typedef char bytes16 __attribute__((vector_size(16)));


/* Packs sixteen bytes, each 0 or -1, into bits, the first byte lowest. What
   processors with SSE2 have for it saves one instruction in forty of a read
   whose rows cannot be predicted. */
static inline uint64_t pack_bits (bytes16 hits) {
#ifdef __SSE2__
  return (uint32_t)__builtin_ia32_pmovmskb128(hits);
#else
  char bytes[sizeof hits];
  hits &= 1;
  memcpy(bytes, &hits, sizeof hits);
  return word_low_bits(word_load(bytes))
         | word_low_bits(word_load(bytes + WORD)) << WORD;
#endif
}


/* Has a bit for each of the sixteen bytes at `s` that may end a cell. */
static inline uint64_t mark16 (const csv *p, const char *s) {
  bytes16 v, hits;
  memcpy(&v, s, sizeof v);
  hits = (v == p->delimiter) | (v == '"') | (v == '\r') | (v == '\n');
  return pack_bits(hits);
}

#else

/* The same byte by byte: vectors that a compiler imitates cost three times as
   much. */
static inline uint64_t mark16 (const csv *p, const char *s) {
  uint32_t marks = 0;
  for (int i = 0; i < 16; i++)
    marks |= (uint32_t)p->special[(unsigned char)s[i]] << i;
  return marks;
}

#endif


static uint64_t mark (const csv *p, const char *s) {
  return mark16(p, s) | mark16(p, s + 16) << 16 | mark16(p, s + 32) << 32
         | mark16(p, s + 48) << 48;
}


/*
** Reads a row of the usual kind, without quotes, that ends in the piece, though
** not right before the piece does. Any other is left to the states above.
** Examining 64 bytes at once makes this twice as fast as byte by byte.
*/
static int scan_simple_row (csv *p) {
  const char *start = p->piece + p->at, *at;
  const char *block = p->piece + p->looked, *end = p->piece + p->len;
  const char delimiter = p->delimiter;
  cell *c = p->cells, *room = c + p->cell_size;
  uint64_t marks = p->marks;
  do {
    while (marks == 0) {
      if ((size_t)(end - block) < BLOCK) return 0;
      marks = mark(p, block);
      block += BLOCK;
    }
    if (c == room) return 0;
    at = block - BLOCK + word_lowest(marks);
    marks &= marks - 1;
    *c++ = (cell){ start, (size_t)(at - start) };
    start = at + 1;
  } while (*at == delimiter);
  if ((size_t)(end - at) < CELL_WHOLE) return 0;
  if (*at == '\r' && *start == '\n') {
    at++;
    marks &= marks - 1;
    if (at == block) block++; /* it has no mark yet */
  }
  start = p->piece + p->at;
  if (*at != '\n' || (size_t)(at - start) >= p->max_line) return 0;
  p->count = (size_t)(c - p->cells);
  p->at = p->row_at = (size_t)(at + 1 - p->piece);
  p->looked = (size_t)(block - p->piece);
  p->marks = marks;
  return 1;
}


/* Does a row begin at p->at, with no byte of it read yet? None was carried
   then, as each byte but those of a BOM begins a cell. */
static int at_row (const csv *p) {
  return p->state == CSV_CELL && p->span_count == 0;
}


const char *csv_peek (const csv *p, size_t *len) {
  *len = at_row(p) ? p->len - p->at : 0;
  return p->piece + p->at;
}


void csv_skip (csv *p, size_t len, unsigned long lines) {
  if (len == 0) return; /* keep the marks */
  p->at = p->row_at = p->at + len;
  p->next_line += lines;
  look_from(p, p->at);
}


/*
** Reads until the row ends (CSV_ROW) or the piece does (CSV_MORE), but never
** beyond max_line: so the result does not depend on where pieces end.
*/
static csv_result scan_row (csv *p) {
  csv_result result = CSV_MORE;
  while (result == CSV_MORE && p->state == CSV_BOM && p->at < p->len)
    result = scan_bom(p);
  p->stop = line_stop(p);
  while (result == CSV_MORE && p->at < p->stop) result = scan[p->state](p);
  if (result == CSV_MORE && p->at < p->len) return too_long(p);
  return result;
}

/* }====================================================== */


/* Copies the part of the row that is in the piece, before the next piece. */
static csv_result carry_on (csv *p) {
  size_t len = p->at - p->row_at;
  if (!reserve(&p->carry, &p->carry_size, p->carry_len + len + CELL_WHOLE, 1))
    return CSV_NO_MEMORY;
  memcpy(p->carry + p->carry_len, p->piece + p->row_at, len);
  p->carry_len += len;
  memset(p->carry + p->carry_len, 0, CELL_WHOLE);
  p->row_at = p->at;
  return CSV_MORE;
}


/* Copies the cell to `out`, each "" as one quote; returns its end. */
static char *undouble (cell *c, char *out) {
  const char *s = c->bytes, *end = s + c->len;
  c->bytes = out;
  while (s < end) {
    if (*s == '"') s++; /* the first of two */
    *out++ = *s++;
  }
  c->len = (size_t)(out - c->bytes);
  return out;
}


/* Makes cells of the spans; the row's bytes are at `row`. Cells with doubled
   quotes are 2 * CELL_WHOLE bytes or more from those without. */
static csv_result make_cells (csv *p, const char *row, size_t row_len) {
  char *out;
  if (!reserve(&p->cells, &p->cell_size, p->span_count, sizeof *p->cells)
      || !reserve(&p->plain, &p->plain_size, row_len + 4 * CELL_WHOLE, 1))
    return CSV_NO_MEMORY;
  out = p->plain + 2 * CELL_WHOLE;
  for (size_t i = 0; i < p->span_count; i++) {
    const csv_span *span = &p->spans[i];
    p->cells[i].bytes = row + span->start;
    p->cells[i].len = span->end - span->start;
    if (span->doubled) out = undouble(&p->cells[i], out);
  }
  memset(out, 0, CELL_WHOLE);
  p->count = p->span_count;
  return CSV_ROW;
}


static csv_result finish_row (csv *p) {
  size_t row_len = offset(p);
  const char *row = p->piece + p->row_at;
  csv_result result;
  if (p->carry_len > 0 || p->len - p->at < CELL_WHOLE) {
    if ((result = carry_on(p)) != CSV_MORE) return result;
    row = p->carry;
  }
  if ((result = make_cells(p, row, row_len)) != CSV_ROW) return result;
  p->carry_len = 0;
  p->row_at = p->at;
  look_from(p, p->at);
  p->span_count = 0;
  p->state = CSV_CELL;
  return CSV_ROW;
}


/* The input is over: reads the last row, if it has no line end. */
static csv_result last_row (csv *p) {
  int begins = p->state == CSV_BOM || p->state == CSV_CELL; /* a cell */
  if (begins && offset(p) == 0) return CSV_END;
  p->unended = p->line;
  if (p->state == CSV_QUOTED)
    return bad(p, "decode", "a quote is not closed before the end");
  if (begins && !add_span(p, p->state == CSV_BOM ? 0 : offset(p)))
    return CSV_NO_MEMORY;
  if (begins || p->state == CSV_PLAIN)
    p->spans[p->span_count - 1].end = offset(p);
  return finish_row(p);
}


csv_result csv_next (csv *p) {
  csv_result result;
  int begins = at_row(p);
  if (begins || p->state == CSV_BOM) p->line = p->next_line;
  p->simple = begins && p->cells != NULL && scan_simple_row(p);
  result = p->simple ? CSV_ROW : scan_row(p);
  if (result == CSV_ROW) {
    p->next_line++;
    return p->simple ? CSV_ROW : finish_row(p);
  }
  if (result != CSV_MORE) return result;
  return p->last_piece ? last_row(p) : carry_on(p);
}
