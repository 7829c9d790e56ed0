#include "inflate_member.h"

#include <stdlib.h>
#include <string.h>

#include <isa-l.h>

#include "gzip_head.h"

#define TRAILER_SIZE 8 /* a checksum and a length of four bytes each */

/* ISA-L could read head and trailer, too. But it forgets what the head said if
   that comes in pieces, and tells damage later than zlib. */
struct inflate_member {
  gzip_head head;
  unsigned char trailer[TRAILER_SIZE];
  size_t trailer_len;
  struct inflate_state state; /* last, as it is large, and not cleared */
};


inflate_member *inflate_member_new (void) {
  return malloc(sizeof(inflate_member));
}


void inflate_member_begin (inflate_member *m) {
  memset(m, 0, offsetof(inflate_member, state));
  isal_inflate_init(&m->state);
  m->state.crc_flag = ISAL_GZIP_NO_HDR; /* a checksum of the output, no more */
}


static uint32_t clamp (size_t n) {
  return n > UINT32_MAX ? UINT32_MAX : (uint32_t)n;
}


static int read_head (inflate_member *m, inflate_buffers *b) {
  size_t taken;
  int sound = gzip_head_read(&m->head, b->in, b->in_len, &taken);
  b->in += taken;
  b->in_len -= taken;
  return sound;
}


/* Returns 0 if the content is damaged. Then nothing counts as written: ISA-L
   may have gone on by the length of a copy that it did not make. */
static int read_content (inflate_member *m, inflate_buffers *b) {
  struct inflate_state *s = &m->state;
  s->next_in = (uint8_t *)b->in; /* ISA-L does not write to its input */
  s->avail_in = clamp(b->in_len);
  s->next_out = b->out;
  s->avail_out = clamp(b->out_len);
  if (isal_inflate(s) < 0) return 0;
  b->in_len -= (size_t)(s->next_in - b->in);
  b->in = s->next_in;
  b->out_len -= (size_t)(s->next_out - b->out);
  b->out = s->next_out;
  return 1;
}


/* The first bytes of the trailer may be among the bits that ISA-L has read; it
   holds no more than the trailer has. */
static void begin_trailer (inflate_member *m) {
  struct inflate_state *s = &m->state;
  s->read_in >>= s->read_in_length % 8;
  for (; s->read_in_length >= 8; s->read_in_length -= 8) {
    m->trailer[m->trailer_len++] = (unsigned char)s->read_in;
    s->read_in >>= 8;
  }
}


static uint32_t number_at (const unsigned char *bytes) {
  return bytes[0] | (uint32_t)bytes[1] << 8 | (uint32_t)bytes[2] << 16
         | (uint32_t)bytes[3] << 24;
}


/* Returns 0 if it does not match what was written. */
static int read_trailer (inflate_member *m, inflate_buffers *b) {
  while (m->trailer_len < TRAILER_SIZE && b->in_len > 0) {
    m->trailer[m->trailer_len++] = *b->in++;
    b->in_len--;
  }
  if (m->trailer_len >= 4 && number_at(m->trailer) != m->state.crc) return 0;
  return m->trailer_len < TRAILER_SIZE
         || number_at(m->trailer + 4) == m->state.total_out;
}


inflate_result inflate_member_run (inflate_member *m, inflate_buffers *b,
                                   int *ended) {
  const struct inflate_state *s = &m->state;
  if (m->head.field < HEAD_DONE) {
    if (!read_head(m, b)) return INFLATE_BAD;
    if (m->head.field < HEAD_DONE) return INFLATE_MORE;
  }
  if (s->block_state != ISAL_BLOCK_FINISH) {
    if (!read_content(m, b)) return INFLATE_BAD;
    if (s->block_state != ISAL_BLOCK_FINISH) return INFLATE_MORE;
    begin_trailer(m);
  }
  if (!read_trailer(m, b)) return INFLATE_BAD;
  *ended = m->trailer_len == TRAILER_SIZE;
  return INFLATE_MORE;
}


void inflate_member_free (inflate_member *m) {
  free(m);
}


const char *inflater_name (void) {
  return "isal";
}


/* of the headers: the library itself does not tell it */
#define TEXT(number)     #number
#define VERSION(a, b, c) TEXT(a) "." TEXT(b) "." TEXT(c)

const char *inflater_version (void) {
  return VERSION(ISAL_MAJOR_VERSION, ISAL_MINOR_VERSION, ISAL_PATCH_VERSION);
}
