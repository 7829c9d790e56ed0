/*
** inflate: gzip bytes in, plain bytes out, a piece at a time (RFC 1952).
** Several members in a row are one body. Plain C on zlib, no Lua.
*/
#ifndef URSSAF_INFLATE_H
#define URSSAF_INFLATE_H

#include <stddef.h>
#include <zlib.h>

#pragma GCC visibility push(hidden)

typedef enum {
  INFLATE_MORE, /* output is full, or input is used up: call again */
  INFLATE_BAD,  /* not gzip, or damaged */
  INFLATE_NO_MEMORY
} inflate_result;

/*
** Owned by whoever embeds it. All zeros is a valid, closed inflater.
*/
typedef struct {
  z_stream stream;
  int open;    /* stream holds memory of zlib's */
  int between; /* at a member's border: the input may end here */
} inflater;

/*
** Takes up to *in_len bytes of `in`, writes up to *out_len bytes to `out`,
** and sets both to what was taken and written.
*/
inflate_result inflater_run (inflater *f, const void *in, size_t *in_len,
                             void *out, size_t *out_len);

/* true when all that was taken in is whole members */
int inflater_complete (const inflater *f);

/* gives zlib's memory back; may be called any number of times */
void inflater_close (inflater *f);

#pragma GCC visibility pop

#endif
