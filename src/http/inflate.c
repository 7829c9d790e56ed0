#include "inflate.h"

#include <limits.h>

/* added to the window bits, makes zlib accept gzip and no other format */
#define GZIP_ONLY 16


static uInt clamp (size_t n) {
  return n > UINT_MAX ? UINT_MAX : (uInt)n;
}


static inflate_result start (inflater *f) {
  int rc = inflateInit2(&f->stream, MAX_WBITS + GZIP_ONLY);
  if (rc == Z_MEM_ERROR) return INFLATE_NO_MEMORY;
  if (rc != Z_OK) return INFLATE_BAD;
  f->open = 1;
  f->between = 1;
  return INFLATE_MORE;
}


/* Goes on until the output is full, the input is used up or a member ends. */
static inflate_result step (inflater *f) {
  int rc;
  if (f->between) {
    if (inflateReset(&f->stream) != Z_OK) return INFLATE_BAD;
    f->between = 0;
  }
  rc = inflate(&f->stream, Z_NO_FLUSH);
  if (rc == Z_STREAM_END)
    f->between = 1;
  else if (rc == Z_MEM_ERROR)
    return INFLATE_NO_MEMORY;
  else if (rc != Z_OK && rc != Z_BUF_ERROR)
    return INFLATE_BAD;
  return INFLATE_MORE;
}


/* Some servers fill the last block with zeros; gunzip ignores them as well. */
static void skip_padding (inflater *f) {
  z_stream *s = &f->stream;
  if (!f->between || s->total_in == 0) return; /* total_in: of a member */
  while (s->avail_in > 0 && *s->next_in == 0) {
    s->next_in++;
    s->avail_in--;
  }
}


inflate_result inflater_run (inflater *f, const void *in, size_t *in_len,
                             void *out, size_t *out_len) {
  inflate_result result = INFLATE_MORE;
  uInt in_given = clamp(*in_len), out_given = clamp(*out_len);
  if (!f->open && (result = start(f)) != INFLATE_MORE) {
    *in_len = *out_len = 0;
    return result;
  }
  f->stream.next_in = (Bytef *)in; /* zlib does not write to its input */
  f->stream.avail_in = in_given;
  f->stream.next_out = out;
  f->stream.avail_out = out_given;
  /* without input there is nothing to do between members; within one, zlib may
     still hold output that found no room before */
  skip_padding(f);
  while (!(f->between && f->stream.avail_in == 0)) {
    result = step(f);
    skip_padding(f);
    if (result != INFLATE_MORE || !f->between || f->stream.avail_out == 0)
      break;
  }
  *in_len = in_given - f->stream.avail_in;
  *out_len = out_given - f->stream.avail_out;
  return result;
}


int inflater_complete (const inflater *f) {
  return f->open && f->between;
}


void inflater_close (inflater *f) {
  if (f->open) inflateEnd(&f->stream);
  f->open = 0;
  f->between = 0;
}
