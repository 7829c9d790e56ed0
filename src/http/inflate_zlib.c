#include "inflate_member.h"

#include <limits.h>
#include <stdlib.h>

#include <zlib.h>

/* added to the window bits, makes zlib accept gzip and no other format */
#define GZIP_ONLY 16

struct inflate_member {
  z_stream stream;
};


/* As zlib does by itself, but from here: whatever is put in the place of this
   file's malloc serves zlib, too. */
static voidpf allocate (voidpf nothing, uInt count, uInt size) {
  (void)nothing;
  return malloc((size_t)count * size);
}


static void release (voidpf nothing, voidpf block) {
  (void)nothing;
  free(block);
}


inflate_member *inflate_member_new (void) {
  inflate_member *m = calloc(1, sizeof *m);
  if (m == NULL) return NULL;
  m->stream.zalloc = allocate;
  m->stream.zfree = release;
  if (inflateInit2(&m->stream, MAX_WBITS + GZIP_ONLY) == Z_OK) return m;
  free(m);
  return NULL;
}


void inflate_member_begin (inflate_member *m) {
  inflateReset(&m->stream);
}


static uInt clamp (size_t n) {
  return n > UINT_MAX ? UINT_MAX : (uInt)n;
}


inflate_result inflate_member_run (inflate_member *m, inflate_buffers *b,
                                   int *ended) {
  z_stream *s = &m->stream;
  int code;
  s->next_in = (Bytef *)b->in; /* zlib does not write to its input */
  s->avail_in = clamp(b->in_len);
  s->next_out = b->out;
  s->avail_out = clamp(b->out_len);
  code = inflate(s, Z_NO_FLUSH);
  b->in_len -= (size_t)(s->next_in - b->in);
  b->in = s->next_in;
  b->out_len -= (size_t)(s->next_out - b->out);
  b->out = s->next_out;
  *ended = code == Z_STREAM_END;
  if (code == Z_MEM_ERROR) return INFLATE_NO_MEMORY;
  return *ended || code == Z_OK || code == Z_BUF_ERROR ? INFLATE_MORE
                                                       : INFLATE_BAD;
}


void inflate_member_free (inflate_member *m) {
  if (m != NULL) inflateEnd(&m->stream);
  free(m);
}


const char *inflater_name (void) {
  return "zlib";
}


const char *inflater_version (void) {
  return zlibVersion();
}
