/*
** problem: what is wrong with a body, and where. Plain C.
*/
#ifndef URSSAF_PROBLEM_H
#define URSSAF_PROBLEM_H

#include <stddef.h>

typedef struct {
  const char *kind;   /* "decode", "limit" or "schema"; static; NULL: none */
  unsigned long line; /* of the body, from 1; 0: no particular one */
  size_t column;      /* number of the cell in its line, from 1; 0: none */
  char message[480];
} problem;

#endif
