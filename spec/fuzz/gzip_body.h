/*
** gzip_body: bodies for http_fuzz, whole or damaged, and what zlib makes of
** them at once.
*/
#ifndef URSSAF_FUZZ_GZIP_BODY_H
#define URSSAF_FUZZ_GZIP_BODY_H

#include <stddef.h>

#include "source.h"

typedef struct {
  unsigned char *bytes;
  size_t len;
  int is_altered; /* otherwise than by a cut or by what follows */
} packed_body;

/* BODY_TOO_LONG: more than is worth trying */
typedef enum { BODY_WHOLE, BODY_CUT, BODY_BAD, BODY_TOO_LONG } body_end;

/* what comes before the fault, if there is one */
typedef struct {
  unsigned char *bytes;
  size_t len;
  body_end end;
  int has_unused_codes; /* and is BODY_BAD for that */
} plain_body;

/* The body that these choices describe. */
packed_body gzip_body_make (source *s, int may_have_bytes);

plain_body gzip_body_unpack (const packed_body *b);

plain_body gzip_body_as_it_is (const packed_body *b);

#endif
