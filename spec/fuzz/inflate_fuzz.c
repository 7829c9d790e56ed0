/*
** inflate_fuzz: a libFuzzer target that gives the same gzip to both inflaters,
** in pieces that it chooses for each. They must write the same bytes, and come
** to the same end: whole, cut or damaged. Where inflate_member.h lets them
** differ on what is refused, it is checked that both refuse it, and that one
** wrote the beginning of what the other wrote.
**
** Input: bytes that choose the body, then further damage, then the pieces. Or
** what follows the head of a member, as it is.
*/
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "gzip_body.h"
#include "inflating.h"

#define MOST_BYTES  ((size_t)256 * 1024) /* of output; more is not looked at */
#define MOST_KEPT   3  /* bytes that ISA-L may keep back before a cut */
#define GUARD       64 /* bytes behind the output, which stay as they are */
#define HEAD        "\x1f\x8b\x08\0\0\0\0\0\0\x03"
#define HEAD_LENGTH 10

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t len);


static void fail (const char *condition, int line) {
  fprintf(stderr, "inflate_fuzz.c:%d: %s\n", line, condition);
  abort();
}

#define check(holds) ((holds) ? (void)0 : fail(#holds, __LINE__))


static void *must (void *memory) {
  if (memory == NULL) abort();
  return memory;
}


/* {======================================================
** A body
** ======================================================= */

static void append (packed_body *b, const void *bytes, size_t len) {
  b->bytes = must(realloc(b->bytes, b->len + len + 1));
  memcpy(b->bytes + b->len, bytes, len);
  b->len += len;
}


/* The source as it is, after a head. */
static packed_body take_as_it_is (source *s) {
  packed_body b = { must(malloc(1)), 0, 1 };
  append(&b, HEAD, HEAD_LENGTH);
  append(&b, s->at, (size_t)(s->end - s->at));
  return b;
}


static void damage_more (packed_body *b, source *s) {
  for (unsigned i = source_byte(s) % 4; i > 0 && b->len > 0; i--) {
    size_t place = source_byte(s) + 256 * (size_t)source_byte(s);
    b->bytes[place % b->len] ^= (unsigned char)source_byte(s);
    b->is_altered = 1;
  }
}


static packed_body choose_body (source *s) {
  packed_body b;
  if (source_byte(s) % 4 == 0) return take_as_it_is(s);
  b = gzip_body_make(s, 1);
  damage_more(&b, s);
  return b;
}

/* }====================================================== */


/* {======================================================
** What an inflater makes of it
** ======================================================= */

static size_t choose_piece (source *s) {
  unsigned choice = source_byte(s);
  return ((size_t)1 << (14 - choice % 8 * 2)) + choice / 8;
}


/* In blocks of their own, so that reading or writing beyond is noticed. */
static inflate_result run_piece (const inflating *with, inflater *f,
                                 const unsigned char *in, size_t *in_len,
                                 unsigned char *out, size_t *out_len) {
  unsigned char *in_copy = must(malloc(*in_len + 1));
  unsigned char *out_copy = must(malloc(*out_len + GUARD));
  unsigned char guard[GUARD];
  size_t room = *out_len;
  unsigned char *from = in_copy + 1; /* not aligned */
  inflate_result result;
  memcpy(from, in, *in_len);
  memset(guard, 0xa5, GUARD);
  memcpy(out_copy + room, guard, GUARD);
  result = with->run(f, from, in_len, out_copy, out_len);
  check(*out_len <= room && memcmp(out_copy + room, guard, GUARD) == 0);
  memcpy(out, out_copy, *out_len);
  free(in_copy);
  free(out_copy);
  return result;
}


static plain_body inflate_with (const inflating *with, const packed_body *b,
                                source *s) {
  plain_body plain = { must(malloc(MOST_BYTES)), 0, BODY_CUT, 0 };
  inflate_result result = INFLATE_MORE;
  inflater f = { 0 };
  size_t at = 0;
  int full = 0;
  while (result == INFLATE_MORE && (at < b->len || full)) {
    size_t given = choose_piece(s), room = choose_piece(s), in, out;
    if (given > b->len - at) given = b->len - at;
    if (room > MOST_BYTES - plain.len) room = MOST_BYTES - plain.len;
    if (room == 0) break;
    in = given;
    out = room;
    result =
        run_piece(with, &f, b->bytes + at, &in, plain.bytes + plain.len, &out);
    check(in + out > 0 || given == 0 || result != INFLATE_MORE);
    at += in;
    plain.len += out;
    full = out == room;
  }
  check(result != INFLATE_NO_MEMORY);
  if (plain.len == MOST_BYTES)
    plain.end = BODY_TOO_LONG;
  else if (result == INFLATE_BAD)
    plain.end = BODY_BAD;
  else if (with->complete(&f))
    plain.end = BODY_WHOLE;
  with->close(&f);
  check(!with->complete(&f));
  with->close(&f);
  return plain;
}

/* }====================================================== */


static int is_prefix (const plain_body *p, const plain_body *of) {
  return p->len <= of->len && memcmp(p->bytes, of->bytes, p->len) == 0;
}


/* Of what is damaged, and nobody may rely on. */
static void compare_altered (const plain_body *zlib, const plain_body *isal) {
  check((zlib->end == BODY_WHOLE) == (isal->end == BODY_WHOLE));
  if (zlib->end == BODY_BAD && !zlib->has_unused_codes)
    check(isal->end == BODY_BAD && is_prefix(isal, zlib));
  else
    check(is_prefix(zlib, isal) || is_prefix(isal, zlib));
}


static void compare (const packed_body *b, const plain_body *zlib,
                     const plain_body *isal) {
  if (b->is_altered && zlib->end != BODY_WHOLE) {
    compare_altered(zlib, isal);
    return;
  }
  check(zlib->end == isal->end);
  check(is_prefix(isal, zlib));
  check(zlib->len - isal->len <= (zlib->end == BODY_CUT ? MOST_KEPT : 0));
}


int LLVMFuzzerTestOneInput (const uint8_t *data, size_t len) {
  source s = { data, data + len };
  packed_body b = choose_body(&s);
  plain_body expected = gzip_body_unpack(&b);
  plain_body zlib = inflate_with(&with_zlib, &b, &s);
  plain_body isal = inflate_with(&with_isal, &b, &s);
  if (expected.end != BODY_TOO_LONG) {
    check(zlib.end == expected.end && zlib.len == expected.len);
    check(is_prefix(&zlib, &expected));
    compare(&b, &expected, &isal);
  }
  free(expected.bytes);
  free(zlib.bytes);
  free(isal.bytes);
  free(b.bytes);
  return 0;
}
