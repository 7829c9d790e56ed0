/*
** host: runs a Lua script again and again, each time refusing another request
** for memory, until a run makes no request that is left to refuse.
**
**   host lua|c  once|twice|on  first step  script [arguments]
**
** `lua` refuses Lua's own requests, `c` those of the C modules, zlib and
** libcurl. The k-th request is refused `once` (Lua then collects garbage, and
** mostly asks again), `twice` (so that this fails too), or it and all after it
** (`on`). Counted are the requests from the script's call of arm() on; k starts
** at `first` and grows by `step`.
**
** A run may succeed, return an error value with a kind, or raise "not enough
** memory"; and no memory may be left over. Whether the panel is right is
** checked by the script itself.
*/
#define REFUSE_HOST
#include <lauxlib.h>
#include <lualib.h>

#include <curl/curl.h>
#include <dlfcn.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "refuse.h"

#define PATIENCE 60 /* seconds for one run */

typedef enum { OF_LUA, OF_C } requester;
typedef enum { ONCE, TWICE, ON } extent;

static struct {
  requester whose;
  extent how;
  int armed;
  long k, count; /* the request to refuse; requests so far */
  long live_lua, live_c;
} state;


static int is_refused (requester whose) {
  long at;
  if (!state.armed || whose != state.whose) return 0;
  at = state.count++ - state.k;
  return at == 0 || (at == 1 && state.how == TWICE)
         || (at > 0 && state.how == ON);
}


/* {======================================================
** Memory
** ======================================================= */

static void *lua_memory (void *ud, void *old, size_t old_size, size_t size) {
  void *block;
  (void)ud;
  if (size == 0) {
    state.live_lua -= old != NULL;
    free(old);
    return NULL;
  }
  if ((old == NULL || size > old_size) && is_refused(OF_LUA)) return NULL;
  block = realloc(old, size);
  state.live_lua += old == NULL && block != NULL;
  return block;
}


void *refuse_malloc (size_t size) {
  void *block = is_refused(OF_C) ? NULL : malloc(size);
  state.live_c += block != NULL;
  return block;
}


void *refuse_calloc (size_t count, size_t size) {
  void *block = is_refused(OF_C) ? NULL : calloc(count, size);
  state.live_c += block != NULL;
  return block;
}


void *refuse_realloc (void *old, size_t size) {
  void *block = is_refused(OF_C) ? NULL : realloc(old, size);
  state.live_c += old == NULL && block != NULL;
  return block;
}


void refuse_free (void *old) {
  state.live_c -= old != NULL;
  free(old);
}


/* libcurl's blocks are not in live_c: it keeps some while the process lives. */
static void *curl_malloc (size_t size) {
  return is_refused(OF_C) ? NULL : malloc(size);
}


static void *curl_realloc (void *old, size_t size) {
  return is_refused(OF_C) ? NULL : realloc(old, size);
}


static char *curl_strdup (const char *text) {
  return is_refused(OF_C) ? NULL : strdup(text);
}


static void *curl_calloc (size_t count, size_t size) {
  return is_refused(OF_C) ? NULL : calloc(count, size);
}

/* }====================================================== */


/* {======================================================
** A run
** ======================================================= */

static int arm (lua_State *L) {
  lua_gc(L, LUA_GCCOLLECT);
  state.count = 0;
  state.armed = 1;
  return 0;
}


/* Refuses nothing more: what the script does now has all the memory. */
static int disarm (lua_State *L) {
  (void)L;
  state.armed = 0;
  return 0;
}


/* Keeps a module loaded, so that a sanitizer's report can name it. */
static int stay (lua_State *L) {
  if (dlopen(luaL_checkstring(L, 1), RTLD_NOW | RTLD_NODELETE) == NULL)
    return luaL_error(L, "%s", dlerror());
  return 0;
}


static int body (lua_State *L) {
  char **script = lua_touserdata(L, 1);
  int n = 0;
  luaL_openlibs(L);
  lua_register(L, "arm", arm);
  lua_register(L, "disarm", disarm);
  lua_register(L, "stay", stay);
  if (luaL_loadfile(L, script[0]) != LUA_OK) return lua_error(L);
  while (script[++n] != NULL) lua_pushstring(L, script[n]);
  lua_call(L, n - 1, 1);
  state.armed = 0;
  return 1;
}


static int is_clean_failure (lua_State *L, int status) {
  const char *message = lua_tostring(L, -1);
  if (status == LUA_ERRMEM) return 1;
  return message != NULL && strstr(message, "not enough memory") != NULL;
}


static int fail (const char *what, const char *detail) {
  printf("request %ld: %s: %s\n", state.k, what, detail);
  return 0;
}


/* Runs the script once; returns whether it behaved as the head says. */
static int run (char **script) {
  lua_State *L;
  int status, sound = 1;
  alarm(PATIENCE);
  state.count = state.live_lua = 0;
  L = lua_newstate(lua_memory, NULL);
  lua_pushcfunction(L, body);
  lua_pushlightuserdata(L, script);
  status = lua_pcall(L, 1, 1, 0);
  state.armed = 0;
  if (status != LUA_OK && !is_clean_failure(L, status))
    sound = fail("raised", luaL_tolstring(L, -1, NULL));
  lua_close(L);
  if (state.live_lua != 0) sound = fail("left over", "memory of Lua's");
  if (state.live_c != 0) sound = fail("left over", "memory of the modules");
  alarm(0);
  return sound;
}

/* }====================================================== */


int main (int argc, char **argv) {
  static const char *const extents[] = { "once", "twice", "on" };
  long first, step, runs = 0, failures = 0;
  if (argc < 6) return 2;
  state.whose = strcmp(argv[1], "c") == 0 ? OF_C : OF_LUA;
  for (int i = 0; i < 3; i++)
    if (strcmp(argv[2], extents[i]) == 0) state.how = (extent)i;
  first = strtol(argv[3], NULL, 10);
  step = strtol(argv[4], NULL, 10);
  signal(SIGPIPE, SIG_IGN);
  curl_global_init_mem(CURL_GLOBAL_DEFAULT, curl_malloc, free, curl_realloc,
                       curl_strdup, curl_calloc);
  for (state.k = first;; state.k += step) {
    failures += !run(argv + 5);
    runs++;
    if (state.count <= state.k || failures > 20) break;
  }
  printf("%ld %ld %ld\n", state.count, runs, failures);
  return failures != 0;
}
