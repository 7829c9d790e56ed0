#include "head.h"

#include <string.h>
#include <strings.h>


static int is_blank (char c) {
  return c == ' ' || c == '\t' || c == '\r';
}


int head_next_field (const char *head, size_t len, size_t *at,
                     header_field *f) {
  while (*at < len) {
    const char *line = head + *at;
    const char *end = memchr(line, '\n', len - *at);
    const char *stop = end != NULL ? end : head + len;
    const char *colon = memchr(line, ':', (size_t)(stop - line));
    *at = (size_t)(stop - head) + 1;
    if (colon == NULL) continue;
    f->name = line;
    f->name_len = (size_t)(colon - line);
    f->value = colon + 1;
    while (f->value < stop && is_blank(*f->value)) f->value++;
    while (stop > f->value && is_blank(stop[-1])) stop--;
    f->value_len = (size_t)(stop - f->value);
    return 1;
  }
  return 0;
}


static int equals (const char *bytes, size_t len, const char *text) {
  return len == strlen(text) && strncasecmp(bytes, text, len) == 0;
}


static int is_named (const header_field *f, const char *name) {
  return equals(f->name, f->name_len, name);
}


static int is_value (const header_field *f, const char *value) {
  return equals(f->value, f->value_len, value);
}


int head_has_plain_framing (const char *head, size_t len) {
  size_t at = 0;
  header_field f;
  while (head_next_field(head, len, &at, &f)) {
    if (is_named(&f, "transfer-encoding") && !is_value(&f, "chunked")
        && !is_value(&f, "identity"))
      return 0;
  }
  return 1;
}


body_coding head_body_coding (const char *head, size_t len) {
  size_t at = 0;
  header_field f;
  body_coding coding = IDENTITY;
  while (head_next_field(head, len, &at, &f)) {
    if (!is_named(&f, "content-encoding") || is_value(&f, "identity")
        || f.value_len == 0)
      continue;
    if (coding == GZIP || !(is_value(&f, "gzip") || is_value(&f, "x-gzip")))
      return UNSUPPORTED;
    coding = GZIP;
  }
  return coding;
}
