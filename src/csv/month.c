#include "month.h"

#include <string.h>

#define MAX_SPELLING 40 /* bytes; longer cells tell no month */
#define MAX_NUMBERS  8
#define MAX_WORD     12

/* {======================================================
** Splitting a cell into numbers and words
** ======================================================= */

typedef struct {
  uint64_t value;
  size_t digits;
  int is_padded;
} number;

typedef struct {
  number numbers[MAX_NUMBERS];
  size_t count;
  unsigned named;  /* the month in words, 1 to 12; 0: none */
  int is_numbered; /* as in M03 */
  size_t zone;     /* how many numbers stand before the time's zone; 0: none */
} spelling;


static const char *take_number (spelling *s, const char *at, const char *end) {
  number n = { 0, 0, *at == '0' };
  for (; at < end && cell_is_digit(*at) && n.digits < 15; at++, n.digits++)
    n.value = n.value * 10 + (uint64_t)(*at - '0');
  if (s->count == MAX_NUMBERS || (at < end && cell_is_digit(*at))) return NULL;
  n.is_padded = n.is_padded && n.digits > 1;
  s->numbers[s->count++] = n;
  return at;
}


/* The small letter without its accent; 0: no letter. Two bytes are one letter
   if the first is C3. */
static char plain_letter (const char *at, const char *end, size_t *len) {
  unsigned char c = (unsigned char)*at, next;
  *len = 1;
  if (c >= 'A' && c <= 'Z') return (char)(c - 'A' + 'a');
  if (c >= 'a' && c <= 'z') return (char)c;
  if (c != 0xC3 || at + 1 == end) return 0;
  *len = 2;
  next = (unsigned char)at[1];
  if (next == 0xA9 || next == 0x89) return 'e';
  return next == 0xBB || next == 0x9B ? 'u' : 0;
}


/* 1 to 12 for the beginning of a month's name, of three letters or more. */
static unsigned named_month (const char *word, size_t len) {
  static const char *const names[24] = {
    "janvier", "january", "fevrier",  "february", "mars",      "march",
    "avril",   "april",   "mai",      "may",      "juin",      "june",
    "juillet", "july",    "aout",     "august",   "septembre", "september",
    "octobre", "october", "novembre", "november", "decembre",  "december"
  };
  for (unsigned i = 0; i < 24 && len >= 3; i++) {
    if (strncmp(names[i], word, len) == 0) return i / 2 + 1;
  }
  return 0;
}


/* T and Z stand in times only, M and "mois" before or behind a number. */
static int place_word (spelling *s, const char *word, size_t len) {
  if (len == 1 && word[0] == 't') return s->count == 3;
  if (len == 1 && word[0] == 'z') return s->count >= 5;
  if ((len == 1 && word[0] == 'm') || (len == 4 && !memcmp(word, "mois", 4)))
    return s->is_numbered = 1;
  if (s->named != 0) return 0;
  s->named = named_month(word, len);
  return s->named != 0;
}


static const char *take_word (spelling *s, const char *at, const char *end) {
  char word[MAX_WORD + 1] = "", letter;
  size_t len = 0, bytes;
  while (at < end && (letter = plain_letter(at, end, &bytes)) != 0) {
    if (len == MAX_WORD) return NULL;
    word[len++] = letter;
    at += bytes;
  }
  return len > 0 && place_word(s, word, len) ? at : NULL;
}


/* Skips what may stand between two numbers or words. */
static const char *take_separator (spelling *s, const char *at) {
  if (strchr(" -/._:+", *at) == NULL || *at == '\0') return NULL;
  if (s->count >= 5 && s->zone == 0 && (*at == '+' || *at == '-'))
    s->zone = s->count;
  return at + 1;
}


static int split (spelling *s, cell c) {
  const char *at = c.bytes, *end = c.bytes + c.len;
  memset(s, 0, sizeof *s);
  if (c.len > MAX_SPELLING || *at == '-') return 0;
  while (at != NULL && at < end) {
    size_t bytes;
    if (cell_is_digit(*at))
      at = take_number(s, at, end);
    else if (plain_letter(at, end, &bytes) != 0)
      at = take_word(s, at, end);
    else
      at = take_separator(s, at);
  }
  return at != NULL;
}


/* 3.0 is 3 */
static cell without_zeros (cell c) {
  size_t len = c.len;
  while (len > 0 && c.bytes[len - 1] == '0') len--;
  if (len == c.len || len < 2 || c.bytes[len - 1] != '.') return c;
  for (size_t i = 0; i + 1 < len; i++) {
    if (!cell_is_digit(c.bytes[i])) return c;
  }
  c.len = len - 1;
  return c;
}

/* }====================================================== */


/* {======================================================
** The month that a cell tells
** ======================================================= */

typedef struct {
  month_kind kind;
  unsigned month; /* since the year 0, or 0 to 11 if it stands alone */
} told;

static const told nothing = { MONTH_NONE, 0 };


static told tell_month (uint64_t year, uint64_t month, month_kind kind) {
  told t = { kind, 0 };
  if (year < 1000 || year > 9999 || month < 1 || month > 12) return nothing;
  t.month = (unsigned)(year * MONTHS + month - 1);
  return t;
}


/* `later`: 1 if the next day is meant. */
static told tell_day (uint64_t year, uint64_t month, uint64_t day,
                      unsigned later) {
  if (month < 1 || month > 12 || day < 1 || day > cell_days_of(year, month))
    return nothing;
  day += later;
  if (day > cell_days_of(year, month)) {
    day = 1;
    year += month == 12;
    month = month % 12 + 1;
  }
  if (day == 1) return tell_month(year, month, MONTH_FIRST_DAY);
  if (cell_is_month_end(year, month, day))
    return tell_month(year, month, MONTH_LAST_DAY);
  return nothing;
}


/* Seconds since 1970. Midnight in Paris is one or two hours before it. */
static told tell_seconds (uint64_t seconds) {
  uint64_t rest = seconds % 86400, day = seconds / 86400 + 719468;
  uint64_t era = day / 146097, of_era = day % 146097, year, of_year, month;
  if (rest != 0 && rest != 82800 && rest != 79200) return nothing;
  year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
  of_year = of_era - (365 * year + year / 4 - year / 100);
  month = (5 * of_year + 2) / 153;
  day = of_year - (153 * month + 2) / 5 + 1;
  month = month < 10 ? month + 3 : month - 9;
  return tell_day(year + era * 400 + (month <= 2), month, day, rest != 0);
}


static told tell_alone (uint64_t month) {
  told t = { MONTH_ALONE, (unsigned)month - 1 };
  return month >= 1 && month <= 12 ? t : nothing;
}


static told read_one (const spelling *s) {
  uint64_t n = s->numbers[0].value;
  switch (s->numbers[0].digits) {
    case 1:
    case 2: return tell_alone(n);
    case 6: return tell_month(n / 100, n % 100, MONTH_OF_YEAR);
    case 8: return tell_day(n / 10000, n / 100 % 100, n % 100, 0);
    case 9:
    case 10: return tell_seconds(n);
    case 12:
    case 13: return n % 1000 == 0 ? tell_seconds(n / 1000) : nothing;
    default: return nothing;
  }
}


static told read_two (const number *n) {
  if (n[0].digits == 4 && n[1].digits <= 2)
    return tell_month(n[0].value, n[1].value, MONTH_OF_YEAR);
  if (n[1].digits == 4 && n[0].digits <= 2)
    return tell_month(n[1].value, n[0].value, MONTH_OF_YEAR);
  return nothing;
}


/* Is it midnight, in Paris or of the day itself? Then *later says whether the
   next day begins. */
static int is_midnight (const spelling *s, unsigned *later) {
  size_t last = s->zone > 0 ? s->zone : s->count;
  *later = 0;
  for (size_t i = 4; i < last; i++) {
    if (s->numbers[i].value != 0) return 0;
  }
  if (s->count < 4 || s->numbers[3].value == 0) return 1;
  *later = 1;
  return s->numbers[3].value == 22 || s->numbers[3].value == 23;
}


static told read_date (const spelling *s) {
  const number *n = s->numbers;
  unsigned later;
  told t;
  if (!is_midnight(s, &later)) return nothing;
  if (n[0].digits == 4)
    return tell_day(n[0].value, n[1].value, n[2].value, later);
  if (n[2].digits != 4) return nothing;
  t = tell_day(n[2].value, n[1].value, n[0].value, later);
  if (t.kind != MONTH_NONE) return t;
  return tell_day(n[2].value, n[0].value, n[1].value, later);
}


static told read_named (const spelling *s) {
  const number *n = s->numbers;
  if (s->count == 0) return tell_alone(s->named);
  if (s->count == 1 && n[0].digits == 2)
    return tell_month(2000 + n[0].value, s->named, MONTH_OF_YEAR);
  if (s->count == 1) return tell_month(n[0].value, s->named, MONTH_OF_YEAR);
  if (s->count > 2) return nothing;
  return tell_day(n[1].value, s->named, n[0].value, 0);
}


static told read_spelling (cell c, spelling *s) {
  if (!split(s, without_zeros(c))) return nothing;
  if (s->named != 0) return read_named(s);
  if (s->count == 0) return nothing;
  if (s->count == 1) return read_one(s);
  return s->count == 2 ? read_two(s->numbers) : read_date(s);
}

/* }====================================================== */


static int is_within (told t, int frequency, int32_t period) {
  unsigned length = MONTHS / (unsigned)frequency;
  if (t.kind != MONTH_ALONE) return t.month / length == (unsigned)period;
  return t.month / length == (unsigned)period % (unsigned)frequency;
}


static int is_finer (told t, int frequency) {
  unsigned length = MONTHS / (unsigned)frequency;
  if (t.kind == MONTH_LAST_DAY) return t.month % length != length - 1;
  return t.kind == MONTH_FIRST_DAY ? t.month % length != 0 : 1;
}


void month_note (month_evidence *e, cell c, int frequency, int32_t period) {
  spelling s;
  told t;
  if (e->is_other || c.len == 0) return;
  t = read_spelling(c, &s);
  if (t.kind == MONTH_NONE || (e->kind != MONTH_NONE && e->kind != t.kind)
      || !is_within(t, frequency, period)) {
    e->is_other = 1;
    return;
  }
  e->kind = t.kind;
  e->count++;
  if (is_finer(t, frequency)) e->is_finer = 1;
  if (s.named != 0 || s.is_numbered) e->is_named = 1;
  if (t.kind == MONTH_ALONE && s.count > 0 && s.numbers[0].is_padded)
    e->is_padded = 1;
  e->quarters |= 1u << (unsigned)period % QUARTERS;
}


month_verdict month_judge (const month_evidence *e, int frequency) {
  int several = (e->quarters & (e->quarters - 1)) != 0;
  if (e->is_other || e->count == 0 || frequency == MONTHS || !e->is_finer)
    return TELLS_NO_MONTHS;
  if (e->kind != MONTH_ALONE || e->is_named) return TELLS_MONTHS;
  if (frequency == QUARTERS && e->count >= 3 && (several || e->is_padded))
    return TELLS_MONTHS;
  return MAY_TELL_MONTHS;
}
