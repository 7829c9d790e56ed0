/*
** source: the fuzzer's input as a row of choices. After its end all are 0.
*/
#ifndef URSSAF_FUZZ_SOURCE_H
#define URSSAF_FUZZ_SOURCE_H

#include <stdint.h>

typedef struct {
  const uint8_t *at, *end;
} source;


static inline unsigned source_byte (source *s) {
  return s->at < s->end ? *s->at++ : 0;
}

#endif
