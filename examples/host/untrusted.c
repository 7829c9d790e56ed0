/*
** A program that runs a script it does not trust, and prints what that returns:
**
**   urssaf-untrusted [--memory MIB] [--seconds N] FILE < SCRIPT
**
** FILE is a CSV saved from the portal. The program reads it; the script gets
** its text as an argument, and can read no file. The script's memory is bounded
** by Lua's allocator, its time by a hook; the memory of C, and the time that a
** single call of a C function takes, by the limits of the process. MIB and N
** may have decimals; the defaults are 64 MiB and 2 seconds of CPU time.
*/
#define _XOPEN_SOURCE 700 /* setrlimit */

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

#include <lauxlib.h>
#include <lua.h>

#include "urssaf.h"

#if LUA_VERSION_NUM >= 505 /* which wants a seed for its hashes, too */
#define lua_newstate(f, data) (lua_newstate)(f, data, luaL_makeseed(NULL))
#endif

#define MIB ((size_t)1024 * 1024)

#define TOO_LONG "the script takes too long"

typedef struct {
  size_t used, most; /* bytes */
  double seconds;    /* of CPU time */
} limits;

typedef struct {
  char *bytes;
  size_t len;
} text;


static void *allocate (void *data, void *block, size_t old, size_t new) {
  limits *l = data;
  void *moved;
  if (block == NULL) old = 0; /* then `old` is a type */
  if (new == 0) {
    free(block);
    l->used -= old;
    return NULL;
  }
  if (new > old &&new - old > l->most - l->used) return NULL;
  moved = realloc(block, new);
  if (moved != NULL) l->used = l->used - old + new;
  return moved;
}


/* Called every thousand instructions, and once the time is over at each one: a
   script may catch an error, but cannot go on. */
static void watch (lua_State *L, lua_Debug *where) {
  void *data;
  (void)where;
  lua_getallocf(L, &data);
  if ((double)clock() < ((limits *)data)->seconds * CLOCKS_PER_SEC) return;
  lua_sethook(L, watch, LUA_MASKCOUNT, 1);
  luaL_error(L, TOO_LONG);
}


/* All that may raise, to be called under lua_pcall with the script and the
   data; returns what the script returns, as a string. */
static int run (lua_State *L) {
  const text *script = lua_touserdata(L, 1), *data = lua_touserdata(L, 2);
  luaopen_urssaf_sandbox(L);
  lua_sethook(L, watch, LUA_MASKCOUNT, 1000);
  if (luaL_loadbufferx(L, script->bytes, script->len, "=script", "t") != LUA_OK)
    return lua_error(L);
  lua_pushlstring(L, data->bytes, data->len);
  lua_call(L, 1, 1);
  luaL_tolstring(L, -1, NULL); /* may call the script's __tostring */
  return 1;
}


/* An error may be a table, whose __tostring is the script's. */
static int explain (lua_State *L) {
  luaL_tolstring(L, 1, NULL);
  return 1;
}


/* Whether a character at `bytes` steers a terminal: U+0000 to U+001F but line
   ends and tabs, U+007F to U+009F. Sets *len to the bytes that it has. */
static int is_steering (const char *bytes, size_t left, size_t *len) {
  unsigned char c = (unsigned char)bytes[0];
  *len = 1;
  if (c == 0xC2 && left > 1 && (unsigned char)bytes[1] < 0xA0) *len = 2;
  return (c < 32 && c != '\n' && c != '\t') || c == 127 || *len == 2;
}


/* Prints what the script made. */
static void print (FILE *file, const char *bytes, size_t len) {
  if (isatty(fileno(file))) {
    size_t step;
    for (size_t i = 0; i < len; i += step)
      putc(is_steering(bytes + i, len - i, &step) ? '?' : bytes[i], file);
  } else
    fwrite(bytes, 1, len, file);
  putc('\n', file);
}


static int run_limited (limits *l, text *script, text *data) {
  lua_State *L = lua_newstate(allocate, l);
  const char *result;
  size_t len;
  int failed;
  if (L == NULL) {
    fprintf(stderr, "not enough memory to start Lua\n");
    return 1;
  }
  lua_pushcfunction(L, explain);
  lua_pushcfunction(L, run);
  lua_pushlightuserdata(L, script);
  lua_pushlightuserdata(L, data);
  failed = lua_pcall(L, 2, 1, 1) != LUA_OK;
  result = lua_tolstring(L, -1, &len);
  print(failed ? stderr : stdout, result, len);
  lua_sethook(L, NULL, 0, 0);
  lua_close(L);
  return failed;
}


static text read_all (FILE *file) {
  text t = { malloc(MIB), 0 };
  size_t size = MIB, got;
  while (t.bytes != NULL
         && (got = fread(t.bytes + t.len, 1, size - t.len, file)) > 0) {
    t.len += got;
    if (t.len == size) t.bytes = realloc(t.bytes, size *= 2);
  }
  if (t.bytes == NULL || ferror(file)) {
    perror("urssaf-untrusted");
    exit(1);
  }
  return t;
}


/* The process is in the middle of anything: only write and _exit are safe. */
static void give_up (int signal) {
  (void)signal;
  if (write(STDERR_FILENO, TOO_LONG "\n", sizeof TOO_LONG) < 0) _exit(2);
  _exit(1);
}


/* What the hook cannot stop, such as a pattern that takes for ever, ends with
   the process, up to a second later. */
static void limit_process (const limits *l) {
  struct rlimit seconds = { (rlim_t)l->seconds + 1, (rlim_t)l->seconds + 2 };
  struct rlimit bytes = { 4 * l->most + 64 * MIB, 4 * l->most + 64 * MIB };
  signal(SIGXCPU, give_up);
  setrlimit(RLIMIT_CPU, &seconds);
  setrlimit(RLIMIT_DATA, &bytes);
}


/* Returns the file's name; NULL if the command line is wrong. */
static const char *read_arguments (char **words, limits *l) {
  for (words++; words[0] != NULL && words[1] != NULL; words += 2) {
    double number = strtod(words[1], NULL);
    if (!(number > 0 && number < 100000)) return NULL;
    if (strcmp(words[0], "--memory") == 0)
      l->most = (size_t)(number * (double)MIB);
    else if (strcmp(words[0], "--seconds") == 0)
      l->seconds = number;
    else
      return NULL;
  }
  return words[0];
}


int main (int argc, char **argv) {
  limits l = { 0, 64 * MIB, 2 };
  const char *name = read_arguments(argv, &l);
  FILE *file = name != NULL ? fopen(name, "rb") : NULL;
  text script, data;
  int failed;
  (void)argc;
  if (name == NULL) {
    fprintf(stderr, "usage: urssaf-untrusted [--memory MIB] [--seconds N] FILE"
                    " < SCRIPT\n");
    return 2;
  }
  if (file == NULL) {
    perror(name);
    return 1;
  }
  data = read_all(file);
  script = read_all(stdin);
  fclose(file);
  limit_process(&l);
  failed = run_limited(&l, &script, &data);
  free(script.bytes);
  free(data.bytes);
  return failed;
}
