#define _GNU_SOURCE /* strtod_l */

#include "cell.h"

#include <float.h>
#include <locale.h>
#include <math.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* a double holds every integer up to 2^53 and every power of ten up to 22 */
#define EXACT_INTEGER ((uint64_t)1 << 53)
#define EXACT_POWER   22
#define MAX_NUMBER    64 /* bytes; longer cells are not taken for numbers */

/* Is a quotient rounded once? x87, the arithmetic of i386, rounds it to 64 bits
   first: one decimal in some thousands would be the wrong double. */
#define ROUNDS_ONCE (FLT_EVAL_METHOD == 0 || FLT_EVAL_METHOD == 1)


/* {======================================================
** Numbers
** ======================================================= */

/* mantissa * 10^power; `inexact`: digits did not fit the mantissa */
typedef struct {
  uint64_t mantissa;
  int power, negative, inexact;
} decimal;


static const char *scan_digits (const char *s, const char *end, decimal *d,
                                int step) {
  for (; s < end && cell_is_digit(*s); s++) {
    if (d->mantissa > (UINT64_MAX - 9) / 10) {
      d->inexact = 1;
      continue;
    }
    d->mantissa = d->mantissa * 10 + (uint64_t)(*s - '0');
    d->power -= step;
  }
  return s;
}


static const char *scan_exponent (const char *s, const char *end, decimal *d) {
  const char *digits;
  int exponent = 0, negative;
  s++;
  negative = s < end && *s == '-';
  if (s < end && (*s == '-' || *s == '+')) s++;
  for (digits = s; s < end && cell_is_digit(*s); s++) {
    if (exponent < 10000) exponent = exponent * 10 + (*s - '0');
  }
  d->power += negative ? -exponent : exponent;
  return s > digits ? s : NULL;
}


static int scan_decimal (cell c, decimal *d) {
  const char *s = c.bytes, *end = c.bytes + c.len, *digits;
  memset(d, 0, sizeof *d);
  if (s < end && *s == '-') d->negative = 1, s++;
  digits = s;
  s = scan_digits(s, end, d, 0);
  if (s == digits) return 0;
  if (s < end && *s == '.') {
    digits = ++s;
    s = scan_digits(s, end, d, 1);
    if (s == digits) return 0;
  }
  if (s < end && (*s == 'e' || *s == 'E')) s = scan_exponent(s, end, d);
  return s == end;
}


static const double powers_of_ten[EXACT_POWER + 1] = {
  1e0,  1e1,  1e2,  1e3,  1e4,  1e5,  1e6,  1e7,  1e8,  1e9,  1e10, 1e11,
  1e12, 1e13, 1e14, 1e15, 1e16, 1e17, 1e18, 1e19, 1e20, 1e21, 1e22
};


/* Long numbers are rare: the C library rounds them, in the C locale. */
static int round_decimal (cell c, double *number) {
  char text[MAX_NUMBER + 1];
  locale_t plain = newlocale(LC_ALL_MASK, "C", (locale_t)0);
  if (plain == (locale_t)0) return 0;
  memcpy(text, c.bytes, c.len);
  text[c.len] = '\0';
  *number = strtod_l(text, NULL, plain);
  freelocale(plain);
  if (*number == 0) *number = 0; /* never -0 */
  return isfinite(*number);
}


/* Reads what most cells of decimals are: up to seven digits, a point, and up to
   seven more. It costs a third of what any number does; the result is the
   same. */
static int read_short_decimal (cell c, double *number) {
  const char *s = c.bytes, *end = c.bytes + c.len;
  int64_t whole, decimals;
  size_t count = ROUNDS_ONCE ? word_number(word_load(s), &whole) : 0;
  if (count == 0 || count >= c.len || count == WORD || s[count] != '.')
    return 0;
  s += count + 1;
  count = word_number(word_load(s), &decimals);
  if (count == 0 || count == WORD || s + count != end) return 0;
  *number =
      (double)(whole * word_powers[count] + decimals) / powers_of_ten[count];
  return 1;
}


int cell_number (cell c, double *number) {
  decimal d;
  if (read_short_decimal(c, number)) return 1;
  if (c.len > MAX_NUMBER || !scan_decimal(c, &d)) return 0;
  if (d.inexact || d.mantissa > EXACT_INTEGER || d.power < -EXACT_POWER
      || d.power > EXACT_POWER || (d.power != 0 && !ROUNDS_ONCE))
    return round_decimal(c, number);
  /* both operands are exact, so the result is correctly rounded */
  *number = (double)d.mantissa;
  if (d.power < 0)
    *number /= powers_of_ten[-d.power];
  else
    *number *= powers_of_ten[d.power];
  if (d.negative && d.mantissa != 0) *number = -*number;
  return 1;
}

/* }====================================================== */


/* {======================================================
** Time
** ======================================================= */

/* The number that `count` digits make; 0 if they are others. */
static unsigned read_digits (const char *s, size_t count) {
  unsigned number = 0;
  for (size_t i = 0; i < count; i++) {
    if (!cell_is_digit(s[i])) return 0;
    number = number * 10 + (unsigned)(s[i] - '0');
  }
  return number;
}


unsigned cell_year (cell c) {
  unsigned year;
  if (c.len != 4 && !(c.len == 10 && memcmp(c.bytes + 4, "-01-01", 6) == 0))
    return 0;
  year = read_digits(c.bytes, 4);
  return year >= 1000 ? year : 0;
}


unsigned cell_quarter (cell c) {
  if (c.len == 2 && strchr("TtQq", c.bytes[0]) != NULL && c.bytes[0] != '\0') {
    c.bytes++;
    c.len--;
  }
  if (c.len != 1 || c.bytes[0] < '1' || c.bytes[0] > '4') return 0;
  return (unsigned)(c.bytes[0] - '0');
}


/* T00:00:00, T00:00:00.000, T00:00:00Z, T00:00:00+00:00 */
static int is_midnight (const char *s, size_t len) {
  if (len < 9 || memcmp(s, "T00:00:00", 9) != 0) return 0;
  s += 9;
  len -= 9;
  if (len > 1 && s[0] == '.' && s[1] == '0') {
    for (s++, len--; len > 0 && *s == '0'; len--) s++;
  }
  if (len == 0 || (len == 1 && *s == 'Z')) return 1;
  return len == 6 && (*s == '+' || *s == '-') && cell_is_digit(s[1])
         && cell_is_digit(s[2]) && s[3] == ':' && cell_is_digit(s[4])
         && cell_is_digit(s[5]);
}


#define DAY ((size_t)10) /* bytes of a day, such as 2021-09-30 */


unsigned cell_days_of (uint64_t year, uint64_t month) {
  static const unsigned char days[13] = { 0,  31, 28, 31, 30, 31, 30,
                                          31, 31, 30, 31, 30, 31 };
  int is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
  return month == 2 && is_leap ? 29 : days[month];
}


int cell_is_month_end (uint64_t year, uint64_t month, uint64_t day) {
  return day == cell_days_of(year, month) || (month == 2 && day == 28);
}


static unsigned month_ended (unsigned year, unsigned month, unsigned day) {
  if (year < 1000 || month < 1 || month > 12
      || !cell_is_month_end(year, month, day))
    return 0;
  return year * MONTHS + month - 1;
}


unsigned cell_last_day (cell c) {
  const char *s = c.bytes;
  if (c.len == DAY && s[2] == '/' && s[5] == '/')
    return month_ended(read_digits(s + 6, 4), read_digits(s + 3, 2),
                       read_digits(s, 2));
  if (c.len < DAY || s[4] != '-' || s[7] != '-'
      || (c.len > DAY && !is_midnight(s + DAY, c.len - DAY)))
    return 0;
  return month_ended(read_digits(s, 4), read_digits(s + 5, 2),
                     read_digits(s + 8, 2));
}

/* }====================================================== */


/* {======================================================
** Text
** ======================================================= */

/* How many bytes the UTF-8 character at s has (RFC 3629); 0 if it is none. */
static size_t utf8_length (const unsigned char *s, size_t left) {
  size_t len = s[0] < 0x80   ? 1
               : s[0] < 0xC2 ? 0
               : s[0] < 0xE0 ? 2
               : s[0] < 0xF0 ? 3
               : s[0] < 0xF5 ? 4
                             : 0;
  if (len == 0 || len > left) return 0;
  for (size_t i = 1; i < len; i++) {
    if ((s[i] & 0xC0) != 0x80) return 0;
  }
  if ((s[0] == 0xE0 && s[1] < 0xA0) || (s[0] == 0xED && s[1] > 0x9F)
      || (s[0] == 0xF0 && s[1] < 0x90) || (s[0] == 0xF4 && s[1] > 0x8F))
    return 0; /* overlong, surrogate, beyond U+10FFFF */
  return len;
}


/* C0 except tab, CR and LF; DEL; C1, which is C2 80 to C2 9F in UTF-8 */
static int is_control (const unsigned char *s) {
  return (s[0] < 0x20 && s[0] != '\t' && s[0] != '\r' && s[0] != '\n')
         || s[0] == 0x7F || (s[0] == 0xC2 && s[1] < 0xA0);
}


int cell_is_text (cell c) {
  const unsigned char *s = (const unsigned char *)c.bytes;
  for (size_t i = 0, len; i < c.len; i += len) {
    len = 1;
    if (s[i] >= ' ' && s[i] < 0x7F) continue; /* the usual case */
    len = utf8_length(s + i, c.len - i);
    if (len == 0 || is_control(s + i)) return 0;
  }
  return 1;
}


void cell_excerpt (cell c, char *out, size_t size) {
  const unsigned char *s = (const unsigned char *)c.bytes;
  size_t i = 0, used = 0;
  while (i < c.len && used + 8 < size) { /* room for \xNN, "..." and NUL */
    size_t len = utf8_length(s + i, c.len - i);
    if (len == 0 || s[i] < 0x20 || is_control(s + i)) { /* tab, CR, LF too */
      used += (size_t)snprintf(out + used, size - used, "\\x%02X", s[i]);
      i++;
    } else {
      memcpy(out + used, s + i, len);
      used += len;
      i += len;
    }
  }
  if (i < c.len) {
    memcpy(out + used, "...", 3);
    used += 3;
  }
  out[used] = '\0';
}

/* }====================================================== */
