#include "unit.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "row.h"

/* at most so many series for each of max_units, and so many in all, unless
   max_units is larger */
#define SERIES_A_UNIT 16
#define MAX_SERIES    ((size_t)1000000)

static int is_alphanumeric (char c) {
  return cell_is_digit(c) || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
}


/* Is it a name that ends with an underscore and begins with another, maybe
   after a code and blanks? */
static int is_marked (cell c) {
  size_t at = 0, code;
  while (at < c.len && is_alphanumeric(c.bytes[at])) at++;
  code = at;
  while (at < c.len && c.bytes[at] == ' ') at++;
  if ((at > code) != (code > 0)) return 0;
  return at + 2 < c.len && c.bytes[at] == '_';
}


/* The name of a pseudo-unit, as Urssaf writes it: `_calage_`, or
   `nca _non classé ailleurs_`. */
static inline int is_pseudo_name (cell c) {
  return c.len > 0 && c.bytes[c.len - 1] == '_' && is_marked(c);
}


/* Does text i help to tell apart this unit, or the row's if u is NULL?
   Pseudo-units may share a code: their names tell them apart. */
static inline int identifies (const panel *p, const panel_unit *u, size_t i) {
  const panel_column *column = &p->columns[p->texts[i]];
  size_t code;
  if (column->role == ROLE_DIMENSION) return 1;
  if (column->of == NO_COLUMN) return 0;
  code = p->columns[column->of].slot;
  if ((u != NULL ? unit_text(u, code) : p->row_texts[code]).len == 0) return 1;
  return is_pseudo_name(u != NULL ? unit_text(u, i) : p->row_texts[i]);
}


static inline uint32_t hash_number (const panel *p, uint32_t hash,
                                    uint32_t number) {
  return (uint32_t)(((uint64_t)hash * p->hash_key + number) % HASH_PRIME);
}


/* A polynomial over the length and the bytes, four at a time, modulo a prime:
   as the key is random, a collision is unlikely whatever the texts are. */
static uint32_t hash_cell (const panel *p, uint32_t hash, cell c) {
  hash = hash_number(p, hash, (uint32_t)c.len);
  if (c.len == 0) return hash;
  for (; c.len > 4; c.len -= 4, c.bytes += 4)
    hash = hash_number(p, hash, (uint32_t)word_load(c.bytes));
  return hash_number(p, hash, (uint32_t)word_first(word_load(c.bytes), c.len));
}


/* The last chunk is multiplied by the key, too: otherwise units that differ in
   high bits of it would share the low bits, which choose the slot. */
static uint32_t hash_unit (const panel *p) {
  uint32_t hash = 1;
  for (size_t i = 0; i < p->text_count; i++) {
    if (identifies(p, NULL, i)) hash = hash_cell(p, hash, p->row_texts[i]);
  }
  return (uint32_t)((uint64_t)hash * p->hash_key % HASH_PRIME);
}


/* Are the row's texts those of the unit: all, or only those that identify? */
static inline int has_texts (const panel *p, const panel_unit *u, int all) {
  for (size_t i = 0; i < p->text_count; i++) {
    if ((all || identifies(p, NULL, i) || identifies(p, u, i))
        && !cell_is_same(unit_text(u, i), p->row_texts[i]))
      return 0;
  }
  return 1;
}


/* Copies p->row_texts into one block. */
static panel_result store_texts (const panel *p, panel_unit *u,
                                 int32_t period) {
  size_t len = 0;
  char *bytes;
  for (size_t i = 0; i < p->text_count; i++) len += p->row_texts[i].len;
  u->texts = malloc(p->text_count * sizeof *u->texts + len + WORD);
  if (u->texts == NULL) return PANEL_NO_MEMORY;
  bytes = (char *)(u->texts + p->text_count);
  for (size_t i = 0; i < p->text_count; i++) {
    cell c = p->row_texts[i];
    panel_text text = { bytes, c.len, 0, period };
    if (c.len > 0) memcpy(bytes, c.bytes, c.len);
    u->texts[i] = text;
    bytes += c.len;
  }
  return PANEL_OK;
}


/* Gives a text that changes a block of its own: a row costs no more than its
   own bytes, however long the unit's other texts are. */
static panel_result replace_text (panel_text *text, cell c) {
  char *bytes = malloc(c.len + WORD);
  if (bytes == NULL) return PANEL_NO_MEMORY;
  memcpy(bytes, c.bytes, c.len);
  if (text->apart) free(text->bytes);
  text->bytes = bytes;
  text->len = c.len;
  text->apart = 1;
  return PANEL_OK;
}


static panel_result grow_slots (panel *p) {
  uint32_t mask = p->slot_mask * 2 + 1;
  uint32_t *slots = calloc((size_t)mask + 1, sizeof *slots);
  if (slots == NULL) return PANEL_NO_MEMORY;
  for (size_t i = 0; i < p->unit_count; i++) {
    uint32_t at = p->units[i].hash & mask;
    while (slots[at] != 0) at = (at + 1) & mask;
    slots[at] = (uint32_t)i + 1;
  }
  free(p->slots);
  p->slots = slots;
  p->slot_mask = mask;
  return PANEL_OK;
}


static panel_result grow_units (panel *p) {
  size_t size = p->unit_size > 0 ? p->unit_size * 2 : 64;
  panel_unit *units = size <= SIZE_MAX / sizeof *units
                          ? realloc(p->units, size * sizeof *units)
                          : NULL;
  if (units == NULL) return PANEL_NO_MEMORY;
  p->units = units;
  p->unit_size = size;
  return PANEL_OK;
}


/* How many series there may be, units times measures: each takes some 300 bytes
   of Lua's memory, for one byte of the body if its cell is empty. */
static size_t most_series (const panel *p) {
  if (p->max_units <= MAX_SERIES / SERIES_A_UNIT)
    return p->max_units * SERIES_A_UNIT;
  return p->max_units > MAX_SERIES ? p->max_units : MAX_SERIES;
}


static panel_result add_unit (panel *p, uint32_t hash, int32_t period,
                              unsigned long line, uint32_t at) {
  panel_unit *u;
  if (p->unit_count >= p->max_units || p->unit_count >= UINT32_MAX / 4)
    return row_refuse(p, "limit", line, p->text_count > 0 ? p->texts[0] : 0,
                      "more than %zu units (max_units)", p->max_units);
  if ((p->unit_count + 1) * p->measure_count > most_series(p))
    return row_refuse(p, "limit", line, p->measures[0],
                      "more than %zu series, units times measures (max_units)",
                      most_series(p));
  if (p->unit_count == p->unit_size && grow_units(p) != PANEL_OK)
    return PANEL_NO_MEMORY;
  u = &p->units[p->unit_count];
  memset(u, 0, sizeof *u);
  u->hash = hash;
  u->matched = u->latest = NO_PERIOD;
  if (store_texts(p, u, period) != PANEL_OK) return PANEL_NO_MEMORY;
  p->slots[at] = (uint32_t)++p->unit_count;
  /* at most half full */
  if (p->unit_count * 2 > p->slot_mask) return grow_slots(p);
  return PANEL_OK;
}


/* Merges attribute i of the row. An attribute with several values in a unit
   keeps the latest one that is not empty, whatever the order of the rows. */
static panel_result merge_attribute (panel *p, panel_unit *u, size_t i,
                                     int32_t period) {
  panel_text *text = &u->texts[i];
  cell c = p->row_texts[i];
  int same = cell_is_same(unit_text(u, i), c);
  if (!same) p->columns[p->texts[i]].varies = 1;
  if (text->len > 0 && text->period < u->matched) text->period = u->matched;
  if (c.len == 0 || (text->len > 0 && period < text->period)) return PANEL_OK;
  text->period = period;
  return same ? PANEL_OK : replace_text(text, c);
}


static panel_result merge_attributes (panel *p, panel_unit *u, int32_t period) {
  panel_result result = PANEL_OK;
  for (size_t i = 0; i < p->text_count && result == PANEL_OK; i++) {
    if (p->columns[p->texts[i]].role == ROLE_ATTRIBUTE)
      result = merge_attribute(p, u, i, period);
  }
  u->matched = NO_PERIOD; /* the texts have it now */
  return result;
}


/* The slot of the unit whose texts are p->row_texts; empty if it is new. Sets
   p->texts_match, which was 0. */
static uint32_t find_slot (panel *p, uint32_t hash) {
  uint32_t at = hash & p->slot_mask;
  for (; p->slots[at] != 0; at = (at + 1) & p->slot_mask) {
    const panel_unit *u = &p->units[p->slots[at] - 1];
    if (u->hash != hash) continue;
    p->texts_match = has_texts(p, u, 1);
    if (p->texts_match || has_texts(p, u, 0)) break;
  }
  return at;
}


panel_result unit_find (panel *p, const cell *cells, int32_t period,
                        unsigned long line) {
  size_t before = p->last_unit;
  uint32_t hash, at;
  panel_result result;
  p->last_unit += p->unit_step;
  if (p->last_unit == p->unit_count) p->last_unit = 0; /* in order, again */
  p->texts_match = p->unit_step <= 1 && p->last_unit < p->unit_count
                   && has_texts(p, &p->units[p->last_unit], 1);
  if (p->texts_match) return PANEL_OK;
  hash = hash_unit(p);
  at = find_slot(p, hash);
  p->last_unit = p->slots[at] != 0 ? p->slots[at] - 1 : p->unit_count;
  p->unit_step = p->last_unit - before;
  /* texts that match were checked when they were stored */
  if (p->texts_match) return PANEL_OK;
  if ((result = row_check_texts(p, cells, line, ROLE_DIMENSION)) != PANEL_OK
      || (result = row_check_texts(p, cells, line, ROLE_ATTRIBUTE)) != PANEL_OK)
    return result;
  if (p->slots[at] != 0)
    return merge_attributes(p, &p->units[p->last_unit], period);
  p->texts_match = 1;
  return add_unit(p, hash, period, line, at);
}


void unit_note (panel *p, const cell *cells, int32_t period) {
  p->last_unknown = 1;
  for (size_t i = 0; i < p->column_count; i++) {
    panel_column *column = &p->columns[i];
    double ignored;
    if (column->watched)
      month_note(&column->months, cells[i], p->frequency, period);
    if (!panel_is_unknown(column)) continue;
    p->last_unknown = hash_cell(p, p->last_unknown, cells[i]);
    if (cells[i].len == 0) continue;
    column->filled = 1;
    if (!column->worded) column->worded = !cell_number(cells[i], &ignored);
  }
}


void unit_free (const panel *p, panel_unit *u) {
  for (size_t i = 0; u->texts != NULL && i < p->text_count; i++) {
    if (u->texts[i].apart) free(u->texts[i].bytes);
  }
  free(u->texts);
  free(u->rows);
  u->texts = NULL;
  u->rows = NULL;
  u->row_count = 0;
}


/* Does a text come after those of places and sectors? Pseudo-units do, by their
   names and codes: those that begin with no digit, and 99. After all come empty
   texts. */
static inline int is_behind (const panel_column *column, cell c) {
  unsigned first;
  if (c.len == 0) return 2;
  if (column->width == 0) return is_pseudo_name(c);
  first = (unsigned char)c.bytes[0] - (unsigned)'0';
  return first > 9 || (first == 9 && c.len == 2 && c.bytes[1] == '9');
}


/* Compares two texts as `unit.before` in Lua does. In codes letters sort
   before digits, which is the official order: 19, 2A, 2B, 21. Otherwise bytes
   are compared. */
static int compare_texts (const panel_column *column, cell a, cell b) {
  size_t len = a.len < b.len ? a.len : b.len;
  int a_behind = is_behind(column, a), b_behind = is_behind(column, b);
  if (a_behind != b_behind) return a_behind - b_behind;
  for (size_t i = 0; i < len; i++) {
    unsigned char x = (unsigned char)a.bytes[i], y = (unsigned char)b.bytes[i];
    int digits = cell_is_digit(a.bytes[i]) - cell_is_digit(b.bytes[i]);
    if (x == y) continue;
    if (column->width > 0 && i > 0 && digits != 0) return digits;
    return x < y ? -1 : 1;
  }
  return (a.len > b.len) - (a.len < b.len);
}


int unit_compare (const void *left, const void *right) {
  const panel_unit *a = left, *b = right;
  const panel *p = a->panel;
  for (size_t i = 0; i < p->text_count; i++) {
    const panel_column *column = &p->columns[p->texts[i]];
    cell x = unit_text(a, i), y = unit_text(b, i);
    int order;
    if (cell_is_same(x, y)) continue;
    if ((order = compare_texts(column, x, y)) != 0) return order;
  }
  return 0;
}


void unit_describe (const panel *p, const panel_unit *u, char *out,
                    size_t size) {
  size_t used = 0;
  snprintf(out, size, "the whole");
  for (size_t i = 0; i < p->text_count && used + 64 < size; i++) {
    char quoted[48];
    cell c = unit_text(u, i);
    if (c.len == 0 || !identifies(p, u, i)) continue;
    cell_excerpt(c, quoted, sizeof quoted);
    used += (size_t)snprintf(out + used, size - used, "%s%s",
                             used > 0 ? ", " : "", quoted);
  }
}
