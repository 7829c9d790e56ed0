/*
** guess: a row like the one before it, taken in without being tokenized. Most
** are: rows of a unit stand together, differ in time and numbers, and repeat
** all else. Plain C, no Lua. It only saves time: what it leaves is read cell by
** cell, to the same result.
*/
#ifndef URSSAF_GUESS_H
#define URSSAF_GUESS_H

#include "csv.h"
#include "panel.h"

#pragma GCC visibility push(hidden)

/*
** Takes the next row of the csv into the panel, whose last row was the one that
** the csv read last; 0, and nothing done, if it is to be read the long way.
*/
int guess_row (csv *c, panel *p);

#pragma GCC visibility pop

#endif
