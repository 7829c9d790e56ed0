/*
** problem: what is wrong with a body, and where. Plain C.
*/
#ifndef URSSAF_PROBLEM_H
#define URSSAF_PROBLEM_H

#include <stddef.h>

typedef struct {
  const char *kind;   /* "decode", "limit" or "schema"; static; NULL: none */
  unsigned long line; /* of the body, counted from 1; 0: nowhere */
  size_t column;      /* the number of the cell in its line; 0: nowhere */
  char message[480];
} problem;

#endif
