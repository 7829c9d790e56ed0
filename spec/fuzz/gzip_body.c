#include "gzip_body.h"

#include <stdlib.h>
#include <string.h>

#include <zlib.h>

/* Are zero bytes after a member ignored, as gunzip does, or a fault? */
#define ZEROS_MAY_FOLLOW 1

#define MOST_PIECES  4
#define PIECE_SIZE   8192
#define MEMBER_SIZE  (MOST_PIECES * PIECE_SIZE)
#define MOST_MEMBERS 4
#define EXTRA_SIZE   1024
#define TAIL_SIZE    64
/* zlib's bound for a member that cannot be compressed, and its head */
#define PACKED_SIZE (MOST_MEMBERS * (MEMBER_SIZE + 4096) + TAIL_SIZE)
#define PLAIN_SIZE  ((size_t)160 * 1024)
#define GZIP        16


static void *must (void *memory) {
  if (memory == NULL) abort();
  return memory;
}


/* {======================================================
** Making
** ======================================================= */

/* Bytes as they are in the input, one byte many times, or noise. */
static size_t make_piece (source *s, unsigned char *to) {
  unsigned kind = source_byte(s), amount = source_byte(s);
  size_t len = kind % 4 < 2    ? amount % 64
               : kind % 4 == 2 ? amount * (size_t)32
                               : amount * (size_t)8;
  unsigned long noise = kind * 256UL + amount;
  for (size_t i = 0; i < len; i++) {
    noise = (noise * 48271UL + 1) % 2147483647UL;
    if (kind % 4 < 2)
      to[i] = (unsigned char)source_byte(s);
    else
      to[i] = (unsigned char)(kind % 4 == 2 ? kind : noise >> 8);
  }
  return len;
}


static size_t make_plain (source *s, unsigned char *to) {
  size_t len = 0;
  for (unsigned i = source_byte(s) % (MOST_PIECES + 1); i > 0; i--)
    len += make_piece(s, to + len);
  return len;
}


/* A member; `how` says the level, the window, a flush in its middle; `extra`
   how much there is in its head that yields nothing. */
static void pack (packed_body *b, unsigned char *plain, size_t len,
                  unsigned how, unsigned extra) {
  static unsigned char nothing[EXTRA_SIZE];
  gz_header header = { 0 };
  z_stream z = { 0 };
  int window = 9 + (int)(how >> 4) % 4 * 2;
  if (deflateInit2(&z, (int)how % 10, Z_DEFLATED, window + GZIP, 1, 0) != Z_OK)
    abort();
  header.extra = nothing;
  header.extra_len = extra * 4;
  header.hcrc = 1;
  if (extra > 0) deflateSetHeader(&z, &header);
  z.next_out = b->bytes + b->len;
  z.avail_out = (uInt)(PACKED_SIZE - b->len);
  z.next_in = plain;
  z.avail_in = (uInt)len / 2;
  if (how % 5 == 0) deflate(&z, Z_FULL_FLUSH);
  z.avail_in += (uInt)(len - len / 2);
  if (deflate(&z, Z_FINISH) != Z_STREAM_END) abort();
  b->len = PACKED_SIZE - z.avail_out;
  deflateEnd(&z);
}


static void append (packed_body *b, unsigned byte, size_t count) {
  memset(b->bytes + b->len, (int)byte, count);
  b->len += count;
}


/* Half of the bodies are left whole. */
static void damage (packed_body *b, source *s) {
  unsigned how = source_byte(s) % 8, amount = source_byte(s);
  size_t place = (amount + 256 * (size_t)source_byte(s)) % (b->len + 1);
  switch (how) {
    case 4: append(b, 0, amount % TAIL_SIZE); break;
    case 5: append(b, amount, 1 + amount % 4); break;
    case 6:
      b->len = amount % 2 == 0 || place < 32 ? place : b->len - place % 32;
      break;
    case 7:
      if (place < b->len) b->bytes[place] ^= (unsigned char)(1 + amount % 255);
      b->is_altered = 1;
      break;
  }
}


packed_body gzip_body_make (source *s, int may_have_bytes) {
  packed_body b = { must(malloc(PACKED_SIZE)), 0, 0 };
  unsigned char *plain = must(malloc(MEMBER_SIZE));
  unsigned shape = source_byte(s) % 8;
  if (shape == 7) /* no gzip */
    b.len = make_plain(s, b.bytes);
  else
    for (unsigned i = shape % (MOST_MEMBERS + 1); i > 0; i--) {
      size_t len = make_plain(s, plain);
      unsigned how = source_byte(s);
      pack(&b, plain, len, how, how % 3 == 0 ? source_byte(s) : 0);
    }
  damage(&b, s);
  if (!may_have_bytes) b.len = 0;
  free(plain);
  return b;
}

/* }====================================================== */


/* {======================================================
** What has to come of it
** ======================================================= */

/* Where the next member would begin, after the one that ended at `at`. */
static size_t skip_padding (const packed_body *b, size_t at) {
  while (ZEROS_MAY_FOLLOW && at < b->len && b->bytes[at] == 0) at++;
  return at;
}


/* zlib refuses a set of codes if it leaves bit patterns unused, or has too many
   codes, and says "invalid distances set" or the like. */
static int is_of_codes (const char *message) {
  size_t len = message == NULL ? 0 : strlen(message);
  return len > 4 && strcmp(message + len - 4, " set") == 0
         && strncmp(message, "invalid", 7) == 0;
}


/* Unpacks one member, with a stream of its own; says how it ended. */
static body_end unpack_member (const packed_body *b, size_t *at,
                               plain_body *to) {
  z_stream z = { 0 };
  int code;
  if (inflateInit2(&z, MAX_WBITS + GZIP) != Z_OK) abort();
  z.next_in = b->bytes + *at;
  z.avail_in = (uInt)(b->len - *at);
  z.next_out = to->bytes + to->len;
  z.avail_out = (uInt)(PLAIN_SIZE - to->len);
  code = inflate(&z, Z_FINISH);
  *at = b->len - z.avail_in;
  to->len = PLAIN_SIZE - z.avail_out;
  to->has_unused_codes = code == Z_DATA_ERROR && is_of_codes(z.msg);
  inflateEnd(&z);
  if (code == Z_STREAM_END) return BODY_WHOLE;
  if (to->len == PLAIN_SIZE) return BODY_TOO_LONG;
  return code == Z_OK || code == Z_BUF_ERROR ? BODY_CUT : BODY_BAD;
}


plain_body gzip_body_unpack (const packed_body *b) {
  plain_body plain = { must(malloc(PLAIN_SIZE)), 0, BODY_CUT, 0 };
  size_t at = 0;
  do {
    plain.end = unpack_member(b, &at, &plain);
    at = skip_padding(b, at);
  } while (plain.end == BODY_WHOLE && at < b->len);
  return plain;
}


plain_body gzip_body_as_it_is (const packed_body *b) {
  plain_body plain = { must(malloc(b->len > 0 ? b->len : 1)), b->len,
                       BODY_WHOLE, 0 };
  memcpy(plain.bytes, b->bytes, b->len);
  return plain;
}

/* }====================================================== */
