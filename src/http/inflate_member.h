/*
** inflate_member: one member of gzip, from its head to its length. Either
** inflate_zlib.c or inflate_isal.c is compiled in, as the Makefile's INFLATE
** says. Both accept the same members, and write the same bytes. Of one that is
** refused, ISA-L may write less before that: if it is cut, up to three bytes;
** if its content is damaged, what the last calls would have given. And where
** the codes of a block are damaged, one may say cut, the other damaged.
**
** There is one exception. A set of codes in which some bit patterns mean
** nothing is refused by zlib. ISA-L refuses such patterns where they occur. No
** compressor makes such a set.
*/
#ifndef URSSAF_INFLATE_MEMBER_H
#define URSSAF_INFLATE_MEMBER_H

#include "inflate.h"

#pragma GCC visibility push(hidden)

typedef struct inflate_member inflate_member;

/* what is left of the input and of the room for output */
typedef struct {
  const unsigned char *in;
  unsigned char *out;
  size_t in_len, out_len;
} inflate_buffers;

/* NULL when there is no memory */
inflate_member *inflate_member_new (void);

/* Forgets what came before; a member is about to begin. */
void inflate_member_begin (inflate_member *m);

/* Goes on until the output is full, the input is used up or the member ends,
   which sets `ended`. */
inflate_result inflate_member_run (inflate_member *m, inflate_buffers *b,
                                   int *ended);

/* `m` may be NULL. */
void inflate_member_free (inflate_member *m);

#pragma GCC visibility pop

#endif
