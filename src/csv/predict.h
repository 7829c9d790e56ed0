/*
** guess: rows like the one before them, taken in without being tokenized. Most
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
** Takes the next rows of the csv into the panel, whose last row was the one
** that the csv read last; returns how many. What follows is to be read the long
** way.
*/
size_t guess_rows (csv *c, panel *p);

#pragma GCC visibility pop

#endif
