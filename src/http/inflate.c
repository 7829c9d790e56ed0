#include "inflate.h"

#include "inflate_member.h"


/* Some servers fill the last block with zeros; gunzip ignores them as well. */
static void skip_padding (const inflater *f, inflate_buffers *b) {
  if (f->inside || !f->any) return;
  while (b->in_len > 0 && *b->in == 0) {
    b->in++;
    b->in_len--;
  }
}


static inflate_result step (inflater *f, inflate_buffers *b) {
  inflate_result result;
  int ended = 0;
  if (!f->inside) inflate_member_begin(f->member);
  result = inflate_member_run(f->member, b, &ended);
  f->inside = !ended;
  f->any |= ended;
  return result;
}


inflate_result inflater_run (inflater *f, const void *in, size_t *in_len,
                             void *out, size_t *out_len) {
  inflate_buffers b = { in, out, *in_len, *out_len };
  inflate_result result = INFLATE_MORE;
  if (f->member == NULL) f->member = inflate_member_new();
  if (f->member == NULL) {
    *in_len = *out_len = 0;
    return INFLATE_NO_MEMORY;
  }
  /* without input there is nothing to do between members; within one, there may
     be output that found no room before */
  skip_padding(f, &b);
  while (f->inside || b.in_len > 0) {
    result = step(f, &b);
    skip_padding(f, &b);
    if (result != INFLATE_MORE || f->inside || b.out_len == 0) break;
  }
  *in_len -= b.in_len;
  *out_len -= b.out_len;
  return result;
}


int inflater_complete (const inflater *f) {
  return f->any && !f->inside;
}


void inflater_close (inflater *f) {
  inflate_member_free(f->member);
  f->member = NULL;
  f->inside = f->any = 0;
}
