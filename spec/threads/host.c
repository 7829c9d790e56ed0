/*
** host: many threads, each with Lua states of its own, all fetching and
** decoding at the same time.
**
**   threads-host THREADS STATES FETCHES MIB SCRIPT [ARG ...]
**
** Each thread opens STATES states, each with at most MIB of memory; calls, in
** one state after the other, the function that the script returned, FETCHES
** times in all; then closes the states. Each call must return the same text, or
** raise "not enough memory". There are two rounds: memory that the second
** leaves in use is a leak, as everything that is set up once is there after the
** first.
**
** Prints: how many fetches, how many were right, how many had no memory, bytes
** that states held after they were closed, bytes in use after the first round
** and after the second. Exits with 0 if no fetch was wrong and no state held
** any bytes.
*/
#include <malloc.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <lauxlib.h>
#include <lua.h>
#include <lualib.h>

#include "urssaf.h"

#define MOST_THREADS 64
#define MOST_STATES  64
#define MIB          ((size_t)1024 * 1024)

/* shared by all threads, which only read it */
typedef struct {
  int threads, states, fetches;
  size_t most;
  char **words; /* the script and its arguments */
  char *expected;
} plan;

typedef struct {
  size_t used, most;
} budget;

typedef struct {
  const plan *plan;
  pthread_t thread;
  int right, starved, wrong;
  size_t kept; /* bytes not given back by closed states */
  char wrong_result[512];
} worker;


static void *allocate (void *data, void *block, size_t old, size_t new) {
  budget *b = data;
  void *moved;
  if (block == NULL) old = 0;
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


/* Opens the libraries and leaves the script's function in the registry. */
static int prepare (lua_State *L) {
  char **words = lua_touserdata(L, 1);
  int count = 0;
  luaL_openlibs(L);
  luaL_requiref(L, "urssaf", luaopen_urssaf, 0);
  if (luaL_loadfile(L, words[0]) != LUA_OK) return lua_error(L);
  while (words[++count] != NULL) lua_pushstring(L, words[count]);
  lua_call(L, count - 1, 1);
  lua_setfield(L, LUA_REGISTRYINDEX, "fetch");
  return 0;
}


static int fetch (lua_State *L) {
  lua_getfield(L, LUA_REGISTRYINDEX, "fetch");
  lua_call(L, 0, 1);
  return 1;
}


/* Calls f with the words; returns its result, or the error. */
static const char *call (lua_State *L, lua_CFunction f, char **words, int *ok) {
  const char *text;
  lua_settop(L, 0);
  lua_pushcfunction(L, f);
  lua_pushlightuserdata(L, words);
  *ok = lua_pcall(L, 1, 1, 0) == LUA_OK;
  text = lua_tostring(L, -1);
  return text != NULL ? text : "";
}


static void count (worker *w, const char *text, int ok) {
  if (ok && w->plan->expected != NULL && strcmp(text, w->plan->expected) == 0) {
    w->right++;
  } else if (!ok && strstr(text, "not enough memory") != NULL) {
    w->starved++;
  } else {
    w->wrong++;
    snprintf(w->wrong_result, sizeof w->wrong_result, "%s", text);
  }
}


static void *work (void *arg) {
  worker *w = arg;
  const plan *p = w->plan;
  budget budgets[MOST_STATES];
  lua_State *states[MOST_STATES];
  int ok[MOST_STATES];
  for (int i = 0; i < p->states; i++) {
    budgets[i].used = 0;
    budgets[i].most = p->most;
    states[i] = lua_newstate(allocate, &budgets[i]);
    ok[i] = 0;
    if (states[i] == NULL) continue;
    lua_gc(states[i], i % 2 == 0 ? LUA_GCGEN : LUA_GCINC, 0, 0, 0);
    call(states[i], prepare, p->words, &ok[i]);
    if (!ok[i]) count(w, lua_tostring(states[i], -1), 0);
  }
  for (int i = 0; i < p->fetches; i++) {
    int k = i % p->states, well;
    const char *text;
    if (!ok[k]) continue;
    text = call(states[k], fetch, p->words, &well);
    count(w, text, well);
  }
  for (int i = 0; i < p->states; i++) {
    if (states[i] != NULL) lua_close(states[i]);
    w->kept += budgets[i].used;
  }
  return NULL;
}


/* The right text: that of one state's one fetch before all others. */
static char *find_expected (const plan *p) {
  budget b = { 0, 1024 * MIB };
  lua_State *L = lua_newstate(allocate, &b);
  char *expected = NULL;
  int ok = 0;
  if (L == NULL) return NULL;
  call(L, prepare, p->words, &ok);
  if (ok) {
    const char *text = call(L, fetch, p->words, &ok);
    if (ok) expected = strdup(text);
  }
  if (!ok) fprintf(stderr, "%s\n", lua_tostring(L, -1));
  lua_close(L);
  return expected;
}


/* Runs all threads and adds their counts to *total; 0 if a thread could not be
   made. */
static int round_of (const plan *p, worker *total) {
  static worker workers[MOST_THREADS];
  int started = 0;
  memset(workers, 0, sizeof workers);
  for (; started < p->threads; started++) {
    workers[started].plan = p;
    if (pthread_create(&workers[started].thread, NULL, work, &workers[started])
        != 0)
      break;
  }
  for (int i = 0; i < started; i++) {
    pthread_join(workers[i].thread, NULL);
    total->right += workers[i].right;
    total->starved += workers[i].starved;
    total->wrong += workers[i].wrong;
    total->kept += workers[i].kept;
    if (workers[i].wrong_result[0] != '\0')
      fprintf(stderr, "%s\n", workers[i].wrong_result);
  }
  return started == p->threads;
}


static int read_plan (plan *p, int argc, char **argv) {
  if (argc < 6) return 0;
  p->threads = atoi(argv[1]);
  p->states = atoi(argv[2]);
  p->fetches = atoi(argv[3]);
  p->most = (size_t)atoi(argv[4]) * MIB;
  p->words = argv + 5;
  return p->threads > 0 && p->threads <= MOST_THREADS && p->states > 0
         && p->states <= MOST_STATES && p->most > 0;
}


int main (int argc, char **argv) {
  plan p;
  worker total;
  size_t before, after;
  int all;
  memset(&total, 0, sizeof total);
  if (!read_plan(&p, argc, argv)) {
    fprintf(stderr, "threads-host THREADS STATES FETCHES MIB SCRIPT [ARG]\n");
    return 2;
  }
  mallopt(M_ARENA_MAX, 1); /* so that mallinfo2 sees all of it */
  p.expected = find_expected(&p);
  if (p.expected == NULL) return 1;
  all = round_of(&p, &total);
  before = mallinfo2().uordblks;
  all = round_of(&p, &total) && all;
  after = mallinfo2().uordblks;
  free(p.expected);
  printf("%d %d %d %zu %zu %zu\n", total.right + total.starved + total.wrong,
         total.right, total.starved, total.kept, before, after);
  return all && total.wrong == 0 && total.kept == 0 ? 0 : 1;
}
