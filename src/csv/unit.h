/*
** unit: finds the unit of a row by its texts, and stores these with it. The
** dimensions tell units apart; attributes describe them.
*/
#ifndef URSSAF_UNIT_H
#define URSSAF_UNIT_H

#include "panel_types.h"

#pragma GCC visibility push(hidden)

#define HASH_PRIME 4294967291u

/* Finds or adds the unit whose texts are p->row_texts: p->last_unit. Updates
   its attributes. */
panel_result unit_find (panel *p, const cell *cells, int32_t period,
                        unsigned long line);

/* Notes what the row has in the unknown columns (`filled` and `worded` of
   each, and p->last_unknown), and in those that are watched. */
void unit_note (panel *p, const cell *cells, int32_t period);

/* The unit's text in column p->texts[i]; empty if it has none. WORD bytes can
   be loaded from where it ends. */
static inline cell unit_text (const panel_unit *u, size_t i) {
  return (cell){ u->texts[i].bytes, u->texts[i].len };
}

/* Compares two units for qsort, in canonical order. */
int unit_compare (const void *left, const void *right);

/* Writes what tells the unit apart, for a message. */
void unit_describe (const panel *p, const panel_unit *u, char *out,
                    size_t size);

/* Frees what the unit holds, and leaves it without rows; may be called
   again. */
void unit_free (const panel *p, panel_unit *u);

#pragma GCC visibility pop

#endif
