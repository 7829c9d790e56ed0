/*
** refuse: lets requests for memory fail. It is included before each source of
** the modules (-include), so that they and zlib ask the torture's host instead
** of the C library; for libcurl the host sets that itself.
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
