/*
** clock: a time for measuring spans. Plain C.
*/
#ifndef URSSAF_CLOCK_H
#define URSSAF_CLOCK_H

#pragma GCC visibility push(hidden)

/* Seconds on a clock that never goes back; its zero is arbitrary. */
double clock_now (void);

#pragma GCC visibility pop

#endif
