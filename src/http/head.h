/*
** head: the header fields of a response, as one block of lines, and what they
** say of the body's coding. Plain C, no Lua.
*/
#ifndef URSSAF_HEAD_H
#define URSSAF_HEAD_H

#include <stddef.h>

#pragma GCC visibility push(hidden)

/* points into the head */
typedef struct {
  const char *name, *value;
  size_t name_len, value_len;
} header_field;

/* UNKNOWN: not looked for yet; UNSUPPORTED: neither identity nor gzip once */
typedef enum { UNKNOWN, IDENTITY, GZIP, UNSUPPORTED } body_coding;

/* The next field of a head, from *at (0 at first) on; 0 at the end. */
int head_next_field (const char *head, size_t len, size_t *at, header_field *f);

/* Is Transfer-Encoding absent, chunked or identity? */
int head_has_plain_framing (const char *head, size_t len);

/* Content-Encoding; IDENTITY if absent. */
body_coding head_body_coding (const char *head, size_t len);

#pragma GCC visibility pop

#endif
