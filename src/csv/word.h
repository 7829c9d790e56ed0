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
static inline size_t word_lowest (uint64_t bits) {
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


/* The first `count` bytes, 1 to 8; the others are 0. */
static inline uint64_t word_first (uint64_t word, size_t count) {
  return word << 8 * (WORD - count) >> 8 * (WORD - count);
}


/* How many digits the word begins with. */
static inline size_t word_digits (uint64_t word) {
  uint64_t digits = word ^ WORD_EACH('0'); /* digits become 0 to 9 */
  uint64_t others = ((digits + WORD_EACH(0x7F - 9)) | digits) & WORD_EACH(0x80);
  return others == 0 ? WORD : word_lowest(others) / 8;
}


/* The number that the first `count` bytes make: 1 to 8 digits. */
static inline int64_t word_value (uint64_t word, size_t count) {
  word = (word ^ WORD_EACH('0')) << 8 * (WORD - count); /* leading zeros */
  word = (word * (10 << 8 | 1)) >> 8 & 0x00FF00FF00FF00FF;
  word = (word * (100 << 16 | 1)) >> 16 & 0x0000FFFF0000FFFF;
  return (int64_t)(word * ((uint64_t)10000 << 32 | 1) >> 32);
}

#endif
