/*
** word: eight bytes as one integer, the first byte lowest. The caller of
** word_load makes sure that eight bytes are there.
*/
#ifndef URSSAF_WORD_H
#define URSSAF_WORD_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

#define WORD         ((size_t)8)
#define WORD_EACH(b) (UINT64_MAX / 255 * (b)) /* eight times the byte b */

/* ten to the power of fewer digits than a word has */
static const uint32_t word_powers[WORD] = { 1,     10,     100,     1000,
                                            10000, 100000, 1000000, 10000000 };


static inline uint64_t word_load (const char *s) {
  uint64_t word;
  memcpy(&word, s, sizeof word);
#if defined(__BYTE_ORDER__) && __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__
  word = __builtin_bswap64(word);
#endif
  return word;
}


/* The position of the lowest bit that is set; the word must not be 0. */
static inline unsigned word_lowest (uint64_t bits) {
  return (unsigned)__builtin_ctzll(bits);
}


/* Packs eight bytes, each 0 or 1, into eight bits, the first byte lowest. */
static inline uint64_t word_low_bits (uint64_t word) {
  return word * 0x0102040810204080 >> 56;
}


/* Are the first `count` bytes, 1 to 8, the same? */
static inline int word_same (uint64_t a, uint64_t b, size_t count) {
  return (a ^ b) << 8 * (WORD - count) == 0;
}


/* Are two texts of that length the same? WORD bytes can be loaded from where
   both end. Two words at a time, as one by one a file that has the rows of each
   unit together costs a twenty-fifth more. */
static inline int word_same_text (const char *a, const char *b, size_t len) {
  for (; len > 2 * WORD; len -= 2 * WORD, a += 2 * WORD, b += 2 * WORD) {
    if (((word_load(a) ^ word_load(b))
         | (word_load(a + WORD) ^ word_load(b + WORD)))
        != 0)
      return 0;
  }
  if (len < WORD) return len == 0 || word_same(word_load(a), word_load(b), len);
  return word_load(a) == word_load(b)
         && word_load(a + len - WORD) == word_load(b + len - WORD);
}


/* The first `count` bytes, 1 to 8; the others are 0. */
static inline uint64_t word_first (uint64_t word, size_t count) {
  return word << 8 * (WORD - count) >> 8 * (WORD - count);
}


/* The number that eight digits make, as bytes from 0 to 9. */
static inline int64_t word_value (uint64_t digits) {
  digits = (digits * 10 + (digits >> 8)) & 0x00FF00FF00FF00FF;
  digits = (digits * (100 << 16 | 1)) >> 16 & 0x0000FFFF0000FFFF;
  return (int64_t)(digits * ((uint64_t)10000 << 32 | 1) >> 32);
}


/* How many digits the word begins with; *value is the number they make, or 0.
 */
static inline size_t word_number (uint64_t word, int64_t *value) {
  uint64_t digits = word ^ WORD_EACH('0');
  uint64_t others = ((digits + WORD_EACH(0x7F - 9)) | digits) & WORD_EACH(0x80);
  unsigned bit; /* the highest of the first byte that is no digit */
  if (others == 0) return *value = word_value(digits), WORD;
  bit = word_lowest(others);
  *value = bit > 7 ? word_value(digits << (71 - bit)) : 0; /* leading zeros */
  return bit / 8;
}

#endif
