/*
** refuse: requests for memory that can be made to fail. Put in front of each
** source of the modules (-include), so that they, zlib and libcurl ask the
** host of the torture instead of the C library.
*/
#ifndef URSSAF_REFUSE_H
#define URSSAF_REFUSE_H

#define _GNU_SOURCE /* before any header: one of the sources needs it */
#include <stddef.h>
#include <stdlib.h>
#include <zlib.h>

void *refuse_malloc (size_t size);
void *refuse_calloc (size_t count, size_t size);
void *refuse_realloc (void *old, size_t size);
void refuse_free (void *old);
void *refuse_zalloc (void *opaque, unsigned count, unsigned size);
void refuse_zfree (void *opaque, void *old);

#ifndef REFUSE_HOST
#define malloc  refuse_malloc
#define calloc  refuse_calloc
#define realloc refuse_realloc
#define free    refuse_free
#undef inflateInit2
#define inflateInit2(stream, bits)                                             \
  ((stream)->zalloc = refuse_zalloc, (stream)->zfree = refuse_zfree,           \
   inflateInit2_(stream, bits, ZLIB_VERSION, (int)sizeof(z_stream)))
#endif

#endif
