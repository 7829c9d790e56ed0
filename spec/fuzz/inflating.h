/*
** inflating: both inflaters of src/http in one program, each with names of its
** own.
*/
#ifndef URSSAF_FUZZ_INFLATING_H
#define URSSAF_FUZZ_INFLATING_H

#include "inflate.h"

typedef struct {
  inflate_result (*run)(inflater *f, const void *in, size_t *in_len, void *out,
                        size_t *out_len);
  int (*complete)(const inflater *f);
  void (*close)(inflater *f);
} inflating;

extern const inflating with_zlib, with_isal;

#endif
