#include "gzip_head.h"

#include <isa-l/crc.h>

#define MAGIC        0x8b1f
#define DEFLATE      8
#define UNKNOWN      0xe0 /* flags that have no meaning yet */
#define FIXED_LENGTH 10


/* Goes to the next field that the flags announce. */
static void go_on (gzip_head *h) {
  static const unsigned announced_by[] = {
    [HEAD_EXTRA_LENGTH] = 4, [HEAD_EXTRA] = 4, [HEAD_NAME] = 8,
    [HEAD_COMMENT] = 16,     [HEAD_SUM] = 2,
  };
  h->count = 0;
  do h->field++;
  while (h->field < HEAD_DONE
         && ((h->flags & announced_by[h->field]) == 0
             || (h->field == HEAD_EXTRA && h->remaining == 0)));
}


static int read_fixed (gzip_head *h) {
  if (h->count == 2) return h->last_two == MAGIC;
  if (h->count == 4) {
    h->flags = h->last_two >> 8;
    return (h->last_two & 0xff) == DEFLATE && (h->flags & UNKNOWN) == 0;
  }
  if (h->count == FIXED_LENGTH) go_on(h);
  return 1;
}


/* Returns 0 if the head is damaged. */
static int read_byte (gzip_head *h, unsigned byte) {
  h->last_two = h->last_two >> 8 | byte << 8;
  h->count++;
  switch (h->field) {
    case HEAD_FIXED: return read_fixed(h);
    case HEAD_EXTRA_LENGTH:
      h->remaining = h->last_two;
      if (h->count == 2) go_on(h);
      break;
    case HEAD_EXTRA:
      if (--h->remaining == 0) go_on(h);
      break;
    case HEAD_NAME:
    case HEAD_COMMENT:
      if (byte == 0) go_on(h);
      break;
    case HEAD_SUM:
      if (h->count < 2) break;
      go_on(h);
      return h->last_two == (h->sum & 0xffff);
    case HEAD_DONE: break;
  }
  return 1;
}


int gzip_head_read (gzip_head *h, const unsigned char *bytes, size_t len,
                    size_t *taken) {
  size_t at = 0;
  int sound = 1;
  while (sound && at < len && h->field < HEAD_SUM)
    sound = read_byte(h, bytes[at++]);
  h->sum = crc32_gzip_refl(h->sum, bytes, at);
  while (sound && at < len && h->field == HEAD_SUM)
    sound = read_byte(h, bytes[at++]);
  *taken = at;
  return sound;
}
