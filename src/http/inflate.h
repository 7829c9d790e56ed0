/*
** inflate: gzip bytes in, plain bytes out, a piece at a time (RFC 1952).
** Several members in a row make one body, and zero bytes may follow a member.
** Plain C, no Lua. What a member holds is read by zlib or by ISA-L: see
** inflate_member.h. Nothing that includes this file knows which.
*/
#ifndef URSSAF_INFLATE_H
#define URSSAF_INFLATE_H

#include <stddef.h>

#pragma GCC visibility push(hidden)

typedef enum {
  INFLATE_MORE, /* no error: the output is full, or the input used up */
  INFLATE_BAD,  /* not gzip, or damaged */
  INFLATE_NO_MEMORY
} inflate_result;

/* All zeros is a valid, closed inflater. */
typedef struct {
  struct inflate_member *member; /* NULL before the first bytes */
  int inside;                    /* a member; the input may not end there */
  int any;                       /* a member has ended */
} inflater;

/*
** Takes up to *in_len bytes of `in`, writes up to *out_len bytes to `out`,
** and sets both to what was taken and written.
*/
inflate_result inflater_run (inflater *f, const void *in, size_t *in_len,
                             void *out, size_t *out_len);

/* Did the input so far end with the end of a member? */
int inflater_complete (const inflater *f);

/* Frees its memory; may be called any number of times. */
void inflater_close (inflater *f);

/* Which library inflates, as "zlib", and its version, as "1.2.13". */
const char *inflater_name (void);
const char *inflater_version (void);

#pragma GCC visibility pop

#endif
