/*
** unit: what tells the units of a panel apart, and what else is said of them.
** For panel.c alone; the types are panel.h's.
*/
#ifndef URSSAF_UNIT_H
#define URSSAF_UNIT_H

#include "panel.h"

#pragma GCC visibility push(hidden)

#define HASH_PRIME 4294967291u

/* Finds or makes the unit of the row in p->row_texts: p->last_unit. */
panel_result unit_find (panel *p, const cell *cells, int32_t period,
                        unsigned long line);

/* Takes in what that row says of its unit. */
panel_result unit_merge (panel *p, panel_unit *u, int32_t period);

/* The same for one more row that says what the last one said, if that was all
   known: p->settled. */
void unit_confirm (panel_unit *u, int32_t period);

/* Is text i an attribute of no code? */
int unit_is_unknown (const panel *p, size_t i);

/* Equal for two rows that say the same in all unknown columns. */
uint32_t unit_hash_unknown (const panel *p);

/* Notes what the row's cells of unknown columns look like. */
void unit_note_unknown (panel *p);

/* For qsort: the canonical order. */
int unit_compare (const void *left, const void *right);

/* Names it, for a message. */
void unit_describe (const panel *p, const panel_unit *u, char *out,
                    size_t size);

#pragma GCC visibility pop

#endif
