/*
** gzip_head: the head of a member of gzip (RFC 1952), in pieces of any size. It
** is as strict as zlib, and notices a fault at the same byte.
*/
#ifndef URSSAF_GZIP_HEAD_H
#define URSSAF_GZIP_HEAD_H

#include <stddef.h>
#include <stdint.h>

#pragma GCC visibility push(hidden)

/* in the order in which they come */
typedef enum {
  HEAD_FIXED, /* ten bytes: magic, method, flags, time and others */
  HEAD_EXTRA_LENGTH,
  HEAD_EXTRA,
  HEAD_NAME,
  HEAD_COMMENT,
  HEAD_SUM,
  HEAD_DONE
} gzip_field;

/* All zeros is one that is about to begin. */
typedef struct {
  gzip_field field;
  unsigned count;     /* bytes of the field that have come */
  unsigned last_two;  /* bytes, the earlier one in the lower eight bits */
  unsigned remaining; /* bytes of HEAD_EXTRA */
  unsigned flags;
  uint32_t sum; /* CRC-32 of the bytes before HEAD_SUM */
} gzip_head;

/* Reads bytes and says how many belong to the head; `h->field` is HEAD_DONE
   after the last of them. 0 if it is damaged. */
int gzip_head_read (gzip_head *h, const unsigned char *bytes, size_t len,
                    size_t *taken);

#pragma GCC visibility pop

#endif
