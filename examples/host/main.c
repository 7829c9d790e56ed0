/*
** A program that embeds Lua 5.4 or 5.5 and the library, links both in, and
** limits the memory of the script that it runs:
**
**   urssaf-host [--memory MIB] SCRIPT [ARG ...]
**
** It needs no file of the library at run time.
*/
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

#include "urssaf.h"

#if LUA_VERSION_NUM >= 505 /* which wants a seed for its hashes, too */
#define lua_newstate(f, data) (lua_newstate)(f, data, luaL_makeseed(NULL))
#endif

#define MIB     ((size_t)1024 * 1024)
#define DEFAULT 256 /* MiB */

typedef struct {
  size_t used, most;
} budget;


/* Lua's allocator, for the script's tables and strings. Bodies that arrive and
   rows being decoded are in memory of the library's own, which `max_bytes`,
   `max_units` and `max_periods` bound. */
static void *allocate (void *data, void *block, size_t old, size_t new) {
  budget *b = data;
  void *moved;
  if (block == NULL) old = 0; /* then `old` is a type */
  if (new == 0) {
    free(block);
    b->used -= old;
    return NULL;
  }
  if (new > old &&new - old > b->most - b->used) return NULL;
  moved = realloc(block, new);
  if (moved != NULL) b->used = b->used - old + new;
  return moved;
}


static int explain (lua_State *L) {
  luaL_tolstring(L, 1, NULL); /* an error may be a table with a kind */
  return 1;
}


/* Everything that may raise, to be called under lua_pcall. */
static int run (lua_State *L) {
  char **words = lua_touserdata(L, 1);
  int count = 0;
  luaL_openlibs(L);
  luaL_requiref(L, "urssaf", luaopen_urssaf, 0);
  lua_createtable(L, 0, 0);
  for (; words[count] != NULL; count++) {
    lua_pushstring(L, words[count]);
    lua_rawseti(L, -2, count);
  }
  lua_setglobal(L, "arg");
  if (luaL_loadfile(L, words[0]) != LUA_OK) return lua_error(L);
  lua_call(L, 0, 0);
  return 0;
}


static int usage (void) {
  fprintf(stderr, "usage: urssaf-host [--memory MIB] SCRIPT [ARG ...]\n");
  return 2;
}


/* Returns the script and its arguments, and sets *most; NULL if the command
   line is wrong. */
static char **read_arguments (char **words, size_t *most) {
  words++;
  if (words[0] != NULL && strcmp(words[0], "--memory") == 0) {
    char *end;
    unsigned long mib = words[1] != NULL ? strtoul(words[1], &end, 10) : 0;
    if (mib == 0 || mib > 1000000 || *end != '\0') return NULL;
    *most = mib * MIB;
    words += 2;
  }
  return words[0] != NULL ? words : NULL;
}


int main (int argc, char **argv) {
  budget memory = { 0, DEFAULT * MIB };
  char **words = read_arguments(argv, &memory.most);
  lua_State *L;
  int failed;
  (void)argc;
  if (words == NULL) return usage();
  L = lua_newstate(allocate, &memory);
  if (L == NULL) {
    fprintf(stderr, "urssaf-host: not enough memory to start Lua\n");
    return 1;
  }
  lua_pushcfunction(L, explain);
  lua_pushcfunction(L, run);
  lua_pushlightuserdata(L, words);
  failed = lua_pcall(L, 1, 0, 1) != LUA_OK;
  if (failed) fprintf(stderr, "urssaf-host: %s\n", lua_tostring(L, -1));
  lua_close(L);
  return failed ? 1 : 0;
}
