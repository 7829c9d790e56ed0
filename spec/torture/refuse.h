/*
** refuse: lets requests for memory fail. It is included before each source of
** the modules (-include), so that they ask the torture's host instead of the C
** library. zlib's requests come from inflate_zlib.c, ISA-L makes none; for
** libcurl the host sets that itself.
*/
#ifndef URSSAF_REFUSE_H
#define URSSAF_REFUSE_H

#define _GNU_SOURCE /* before any header: one of the sources needs it */
#include <stddef.h>
#include <stdlib.h>

void *refuse_malloc (size_t size);
void *refuse_calloc (size_t count, size_t size);
void *refuse_realloc (void *old, size_t size);
void refuse_free (void *old);

#ifndef REFUSE_HOST
#define malloc  refuse_malloc
#define calloc  refuse_calloc
#define realloc refuse_realloc
#define free    refuse_free
#endif

#endif
