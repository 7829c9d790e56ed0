/*
** outcome: how a transfer ends, from libcurl's result to the kind and message
** of a failure. Plain C, no Lua.
*/
#ifndef URSSAF_OUTCOME_H
#define URSSAF_OUTCOME_H

#include "transfer.h"

#pragma GCC visibility push(hidden)

/* Keeps the first failure: later ones are only its consequences. */
void outcome_fail (transfer *t, const char *kind, const char *message);

/* A time limit is over: "no connection after 3 seconds (connect_timeout)". */
void outcome_fail_late (transfer *t, const char *what, double seconds,
                        const char *option);

/* Too much came: "the body is over 1000 bytes (max_bytes)". */
void outcome_fail_long (transfer *t, const char *before, const char *after);

/* libcurl is done with the transfer, with this result. */
void outcome_finish (transfer *t, CURLcode code);

#pragma GCC visibility pop

#endif
