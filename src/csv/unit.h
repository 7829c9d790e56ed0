/*
** unit: finds the unit of a row by its texts, and stores these with it. The
** dimensions tell units apart; attributes describe them.
*/
#ifndef URSSAF_UNIT_H
#define URSSAF_UNIT_H

#include "panel_types.h"

#pragma GCC visibility push(hidden)

#define HASH_PRIME 4294967291u

/* Finds or adds the unit whose texts are p->row_texts: p->last_unit. */
panel_result unit_find (panel *p, const cell *cells, int32_t period,
                        unsigned long line);

/* Stores the attributes in p->row_texts with the row's unit. */
panel_result unit_merge (panel *p, panel_unit *u, int32_t period);

/* Does the same for a row that repeats every text stored with its unit, as
   p->texts_match says. */
void unit_confirm (panel_unit *u, int32_t period);

/* Is text i an unknown column, which is an attribute of no code? */
int unit_is_unknown (const panel *p, size_t i);

/* Equal for two rows with the same cells in all unknown columns. */
uint32_t unit_hash_unknown (const panel *p);

/* Updates `filled` and `numeric` of the unknown columns from p->row_texts. */
void unit_note_unknown (panel *p);

/* The unit's text in column p->texts[i]; empty if it has none. */
cell unit_text (const panel *p, const panel_unit *u, size_t i);

/* Compares two units for qsort, in canonical order. */
int unit_compare (const void *left, const void *right);

/* Writes what tells the unit apart, for a message. */
void unit_describe (const panel *p, const panel_unit *u, char *out,
                    size_t size);

/* Frees what the unit holds, and leaves it without rows; may be called
   again. */
void unit_free (panel_unit *u);

#pragma GCC visibility pop

#endif
