/*
** decode_fuzz: a libFuzzer target for the tokenizer and the panel, joined as
** decode.c joins them. The outcome for a body must not depend on where it is
** cut, nor on whether rows are predicted; and what the panel tells about itself
** must be true.
**
** Input: a byte for the delimiter and the bounds, one for the cuts, the body.
** A column's role is in the first letter of its name: y(ear), q(uarter),
** d(ay), e(nd of a month), c(ode), k(ey without width), a(ttribute of the
** first code), n(ote of no code), i(gnored); any other is a measure.
*/
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "csv.h"
#include "predict.h"
#include "panel.h"
#include "unit.h"

#define MOST_COLUMNS 64

typedef struct {
  char delimiter;
  size_t max_line, max_units, max_periods;
} bounds;

/* one decoding, and digests of its outcome */
typedef struct {
  csv csv;
  panel panel;
  const bounds *bounds;
  int predicts, has_panel, over;
  size_t rows;
  uint64_t tokens, digest; /* of the cells read; of everything else */
} decoding;

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t len);


static void check (int holds) {
  if (!holds) abort();
}


static void add_bytes (uint64_t *digest, const void *bytes, size_t len) {
  const unsigned char *at = bytes;
  for (size_t i = 0; i < len; i++)
    *digest = (*digest ^ at[i]) * UINT64_C(1099511628211);
  *digest = (*digest ^ len) * UINT64_C(1099511628211);
}


static void digest_bytes (decoding *d, const void *bytes, size_t len) {
  add_bytes(&d->digest, bytes, len);
}


static void digest_number (decoding *d, unsigned long n) {
  digest_bytes(d, &n, sizeof n);
}


static void stop (decoding *d, const problem *wrong) {
  check(wrong->kind != NULL && wrong->message[0] != '\0');
  check(memchr(wrong->message, '\0', sizeof wrong->message) != NULL);
  digest_bytes(d, wrong->kind, strlen(wrong->kind));
  digest_bytes(d, wrong->message, strlen(wrong->message));
  digest_number(d, wrong->line);
  digest_number(d, wrong->column);
  d->over = 1;
}


/* {======================================================
** Rows
** ======================================================= */

static panel_role role_of (cell name) {
  static const char letters[] = "yqdeckani";
  static const panel_role roles[] = { ROLE_YEAR,      ROLE_QUARTER,
                                      ROLE_LAST_DAY,  ROLE_MONTH_END,
                                      ROLE_DIMENSION, ROLE_DIMENSION,
                                      ROLE_ATTRIBUTE, ROLE_ATTRIBUTE,
                                      ROLE_IGNORED };
  const char *at = name.len > 0 ? strchr(letters, name.bytes[0]) : NULL;
  if (at == NULL || *at == '\0') return ROLE_MEASURE;
  return roles[at - letters];
}


static void describe (panel_column *columns, const cell *names, size_t count) {
  size_t code = NO_COLUMN;
  memset(columns, 0, count * sizeof *columns);
  for (size_t i = 0; i < count; i++) {
    char letter = names[i].len > 0 ? names[i].bytes[0] : '\0';
    columns[i].role = role_of(names[i]);
    columns[i].name = "column";
    columns[i].rank = names[i].len > 1 ? (unsigned char)names[i].bytes[1] : 0;
    columns[i].of = NO_COLUMN;
    if (letter == 'c') {
      columns[i].width = 2;
      if (code == NO_COLUMN) code = i;
    }
  }
  for (size_t i = 0; i < count; i++)
    if (names[i].len > 0 && names[i].bytes[0] == 'a') columns[i].of = code;
}


/* decode.c refuses these before the panel sees them */
static int can_place_rows (const panel_column *columns, size_t count) {
  size_t seen[ROLE_MEASURE + 1] = { 0 }, days;
  for (size_t i = 0; i < count; i++) seen[columns[i].role]++;
  days = seen[ROLE_LAST_DAY] + seen[ROLE_MONTH_END];
  if (seen[ROLE_YEAR] > 1 || seen[ROLE_QUARTER] > 1 || days > 1) return 0;
  return days == 1 || seen[ROLE_YEAR] == 1;
}


static void take_header (decoding *d) {
  panel_column columns[MOST_COLUMNS];
  size_t count = d->csv.count;
  d->over = 1;
  if (count > MOST_COLUMNS) return;
  describe(columns, d->csv.cells, count);
  if (!can_place_rows(columns, count)) return;
  check(panel_init(&d->panel, columns, count, d->bounds->max_units,
                   d->bounds->max_periods)
        == PANEL_OK);
  d->has_panel = 1;
  d->over = 0;
}


static void take_row (decoding *d) {
  panel_result result;
  for (size_t i = 0; i < d->csv.count; i++)
    add_bytes(&d->tokens, d->csv.cells[i].bytes, d->csv.cells[i].len);
  add_bytes(&d->tokens, &d->csv.line, sizeof d->csv.line);
  if (!d->has_panel) {
    take_header(d);
    return;
  }
  result = panel_add(&d->panel, d->csv.cells, d->csv.count, d->csv.line);
  check(result != PANEL_NO_MEMORY);
  if (result == PANEL_BAD)
    stop(d, &d->panel.problem);
  else
    d->rows++;
}


static void take_rows (decoding *d) {
  csv_result result = CSV_ROW;
  while (result == CSV_ROW && !d->over) {
    if (d->predicts && d->has_panel)
      d->rows += predict_rows(&d->csv, &d->panel);
    result = csv_next(&d->csv);
    check(result != CSV_NO_MEMORY);
    if (result == CSV_BAD) stop(d, &d->csv.problem);
    if (result == CSV_ROW) take_row(d);
  }
}

/* }====================================================== */


/* {======================================================
** The panel
** ======================================================= */

static void check_values (decoding *d, const panel_row *row) {
  for (size_t i = 0; i < d->panel.measure_count; i++) {
    double value = row->values[i];
    check(value != value || value - value == 0); /* missing, or finite */
    digest_bytes(d, &value, sizeof value);
  }
}


static void check_unit (decoding *d, const panel_unit *u) {
  const panel *p = &d->panel;
  check(u->row_count > 0);
  for (size_t i = 0; i < p->text_count; i++) {
    cell text = unit_text(u, i);
    check(cell_is_text(text));
    digest_bytes(d, text.bytes, text.len);
  }
  for (size_t i = 0; i < u->row_count; i++) {
    const panel_row *row = panel_row_at(p, u, i);
    check(row->period >= p->first && row->period <= p->last);
    check(i == 0 || row->period > panel_row_at(p, u, i - 1)->period);
    digest_number(d, (unsigned long)row->period);
    digest_number(d, row->line);
    check_values(d, row);
  }
}


static void check_panel (decoding *d) {
  panel *p = &d->panel;
  size_t rows = 0;
  panel_result result = panel_seal(p);
  check(result != PANEL_NO_MEMORY);
  if (result == PANEL_BAD) {
    stop(d, &p->problem);
    return;
  }
  check(p->unit_count <= d->bounds->max_units);
  check(p->row_count == 0
        || (size_t)(p->last - p->first) < d->bounds->max_periods);
  for (size_t i = 0; i < p->unit_count; i++) {
    rows += p->units[i].row_count;
    check_unit(d, &p->units[i]);
    unit_free(p, &p->units[i]);
  }
  check(rows == p->row_count && rows == d->rows);
}

/* }====================================================== */


/* {======================================================
** A body
** ======================================================= */

/* Each piece has memory of its own, so that reading beyond it is noticed. */
static void feed (decoding *d, const uint8_t *bytes, size_t len) {
  char *piece = malloc(len > 0 ? len : 1);
  check(piece != NULL);
  memcpy(piece, bytes, len);
  csv_feed(&d->csv, piece, len);
  take_rows(d);
  free(piece);
}


typedef struct {
  uint64_t tokens, digest;
} outcome;

/* Feeds the body in pieces of varying length, at most `cut` bytes; 0: whole. */
static outcome decode (const uint8_t *body, size_t len, const bounds *b,
                       size_t cut, int predicts) {
  decoding d;
  outcome came;
  size_t at = 0, step = 0;
  memset(&d, 0, sizeof d);
  d.bounds = b;
  d.predicts = predicts;
  csv_init(&d.csv, b->delimiter, b->max_line);
  while (at < len && !d.over) {
    size_t piece = cut == 0 ? len : 1 + step++ * 7 % cut;
    if (piece > len - at) piece = len - at;
    feed(&d, body + at, piece);
    at += piece;
  }
  if (!d.over) {
    csv_end(&d.csv);
    take_rows(&d);
  }
  if (!d.over && d.has_panel) check_panel(&d);
  digest_number(&d, d.csv.unended);
  panel_free(&d.panel);
  csv_free(&d.csv);
  came.tokens = d.tokens;
  came.digest = d.digest;
  return came;
}


int LLVMFuzzerTestOneInput (const uint8_t *data, size_t len) {
  static const char delimiters[] = { ';', ',', '\t', '|' };
  static const size_t lines[] = { 1048576, 16, 64, 200 };
  bounds b;
  outcome whole, cut;
  if (len < 2) return 0;
  b.delimiter = delimiters[data[0] & 3];
  b.max_line = lines[data[0] >> 2 & 3];
  b.max_units = (data[0] & 16) != 0 ? 3 : 1000;
  b.max_periods = (data[0] & 32) != 0 ? 5 : 2000;
  whole = decode(data + 2, len - 2, &b, 0, 0);
  cut = decode(data + 2, len - 2, &b, (size_t)data[1] + 1, 0);
  check(whole.tokens == cut.tokens && whole.digest == cut.digest);
  check(decode(data + 2, len - 2, &b, 0, 1).digest == whole.digest);
  check(decode(data + 2, len - 2, &b, (size_t)data[1] + 1, 1).digest
        == whole.digest);
  return 0;
}

/* }====================================================== */
