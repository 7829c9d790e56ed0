/*
** urssaf.http: HTTP over libcurl's multi interface, which blocks only where it
** is asked to. What its functions take and return is told in
** lua/urssaf/annotations/http.lua.
**
** To embedders: no Lua runs inside a callback of libcurl's. Whatever libcurl
** gives belongs to a userdata before Lua is called again, so an error that Lua
** raises leaks nothing. There is no state outside a lua_State but libcurl's
** own, which is set up once.
*/

#include <string.h>

#include "compat.h"
#include "failure.h"
#include "object.h"
#include "option.h"
#include "request.h"
#include "sink.h"

#include "../http/clock.h"
#include "../http/inflate.h"
#include "../http/session.h"

#define SESSION  "urssaf.http.session"
#define TRANSFER "urssaf.http.transfer"

/*
** Userdata are pointers, NULL once closed. Creating a Lua value may run a
** finalizer of the host's, which may close the session or transfer in use:
** take the pointer after the last allocation, or check it again.
*/
static session *check_session (lua_State *L) {
  session *s = *(session **)luaL_checkudata(L, 1, SESSION);
  if (s == NULL) luaL_error(L, "attempt to use a closed session");
  return s;
}


static transfer *check_transfer (lua_State *L) {
  transfer *t = *(transfer **)luaL_checkudata(L, 1, TRANSFER);
  if (t == NULL) luaL_error(L, "attempt to use a closed transfer");
  return t;
}


static int push_foreign (lua_State *L) {
  return failure_push(L, "network",
                      "the session was opened before a fork: open another one "
                      "in this process");
}


static int push_failure (lua_State *L, const transfer *t) {
  const char *kind = t->kind, *limit = t->limit; /* static, t may be freed */
  long status = t->head_is_final ? t->status : 0;
  if (kind == NULL) return luaL_error(L, "not enough memory");
  lua_pushstring(L, t->message);
  failure_push(L, kind, lua_tostring(L, -1));
  if (status > 0) set_whole(L, "status", (double)status);
  if (limit != NULL) set_string(L, "limit", limit);
  return 2;
}


/* {======================================================
** Sessions
** ======================================================= */

static const char *const session_options[] = { "user_agent", "proxy", "ca_file",
                                               "ca_path", NULL };


static int http_session (lua_State *L) {
  session **box;
  option_check_table(L, 1, session_options);
  for (const char *const *name = session_options; *name != NULL; name++)
    option_string(L, 1, *name);
  box = lua_newuserdatauv(L, sizeof *box, 1);
  *box = NULL;
  luaL_setmetatable(L, SESSION);
  lua_newtable(L); /* a copy, as the caller's table may change */
  for (const char *const *name = session_options; *name != NULL; name++) {
    lua_getfield(L, 1, *name);
    lua_setfield(L, -2, *name);
  }
  lua_setiuservalue(L, -2, 1);
  *box = session_new();
  if (*box == NULL) return luaL_error(L, "not enough memory");
  return 1;
}


static int http_session_close (lua_State *L) {
  session **box = luaL_checkudata(L, 1, SESSION);
  session_free(*box);
  *box = NULL;
  return 0;
}


static int http_session_show (lua_State *L) {
  const session *s = *(session **)luaL_checkudata(L, 1, SESSION);
  if (s == NULL)
    lua_pushliteral(L, SESSION ": closed");
  else
    lua_pushfstring(L, SESSION ": %d transfers under way",
                    (int)session_running(s));
  return 1;
}


static void check_multi (lua_State *L, CURLMcode code) {
  if (code == CURLM_OUT_OF_MEMORY || code == CURLM_ABORTED_BY_CALLBACK)
    luaL_error(L, "not enough memory");
  if (code != CURLM_OK) luaL_error(L, "%s", curl_multi_strerror(code));
}


static int http_session_poll (lua_State *L) {
  session *s = check_session(L);
  double seconds = luaL_optnumber(L, 2, 0);
  luaL_argcheck(L, seconds >= 0, 2, "seconds, zero or more, expected");
  if (session_is_foreign(s)) return push_foreign(L);
  check_multi(L, session_step(s, 0));
  if (seconds > 0 && !s->news) check_multi(L, session_step(s, seconds));
  s->news = 0;
  lua_pushinteger(L, (lua_Integer)session_running(s));
  return 1;
}


/* Uses a copy: creating tables may run a finalizer that changes the list. */
static int http_session_fds (lua_State *L) {
  size_t count = check_session(L)->watched_count;
  struct pollfd *copy = lua_newuserdatauv(L, (count + 1) * sizeof *copy, 0);
  const session *s = check_session(L);
  if (session_is_foreign(s)) return push_foreign(L);
  if (count > s->watched_count) count = s->watched_count;
  if (count > 0) memcpy(copy, s->watched, count * sizeof *copy);
  lua_createtable(L, (int)count, 0);
  for (size_t i = 0; i < count; i++) {
    lua_createtable(L, 0, 3);
    set_whole(L, "fd", copy[i].fd);
    set_boolean(L, "read", copy[i].events & POLLIN);
    set_boolean(L, "write", copy[i].events & POLLOUT);
    lua_rawseti(L, -2, (lua_Integer)i + 1);
  }
  return 1;
}


static int http_session_timeout (lua_State *L) {
  const session *s = check_session(L);
  if (session_is_foreign(s)) return push_foreign(L);
  if (session_running(s) == 0)
    lua_pushnil(L);
  else
    lua_pushnumber(L, s->news ? 0 : session_idle_time(s));
  return 1;
}

/* }====================================================== */


/* {======================================================
** Starting a transfer
** ======================================================= */

static transfer *new_transfer (lua_State *L) {
  transfer **box = lua_newuserdatauv(L, sizeof *box, 1);
  *box = NULL;
  luaL_setmetatable(L, TRANSFER);
  lua_pushvalue(L, 1);
  lua_setiuservalue(L, -2, 1); /* a transfer keeps its session alive */
  *box = transfer_new();
  if (*box == NULL) luaL_error(L, "not enough memory");
  return *box;
}


static int http_session_get (lua_State *L) {
  transfer *t;
  request r;
  CURLcode code;
  int headers;
  lua_settop(L, 3);
  check_session(L);
  headers = request_read(L, &r);
  if (session_is_foreign(check_session(L))) return push_foreign(L);
  t = new_transfer(L);
  request_add_headers(L, t, headers);
  code = session_start(check_session(L), t, &r);
  if (code == CURLE_OUT_OF_MEMORY) return luaL_error(L, "not enough memory");
  if (code != CURLE_OK) return luaL_error(L, "%s", curl_easy_strerror(code));
  return 1;
}

/* }====================================================== */


/* {======================================================
** Transfers
** ======================================================= */

static int http_transfer_close (lua_State *L) {
  transfer **box = luaL_checkudata(L, 1, TRANSFER);
  session_release(*box);
  *box = NULL;
  return 0;
}


static int http_transfer_show (lua_State *L) {
  static const char *const states[] = { "under way", "received", "failed" };
  const transfer *t = *(transfer **)luaL_checkudata(L, 1, TRANSFER);
  if (t == NULL)
    lua_pushliteral(L, TRANSFER ": closed");
  else if (t->head_is_final)
    lua_pushfstring(L, TRANSFER ": %s, status %d", states[t->state],
                    (int)t->status);
  else
    lua_pushfstring(L, TRANSFER ": %s", states[t->state]);
  return 1;
}


/* There is nothing to read: pushes nil at the end of the body, and nil and an
   error if it failed; 0: it goes on. */
static int push_end (lua_State *L, transfer *t) {
  if (t->state == RUNNING) return 0;
  if (t->state == FAILED) {
    session_detach(t);
    return push_failure(L, t);
  }
  lua_pushnil(L);
  return 1;
}


/* The bytes are taken once Lua has a copy, and only if no finalizer read from
   the transfer meanwhile; otherwise the copy is dropped and we look again. */
static int http_transfer_read (lua_State *L) {
  transfer *t;
  const char *bytes = NULL;
  size_t len;
  int count;
  lua_settop(L, 1);
  t = check_transfer(L);
  if (transfer_is_foreign(t)) return push_foreign(L);
  while ((len = transfer_peek(t, &bytes)) > 0) {
    double before = t->delivered;
    lua_pushlstring(L, bytes, len);
    t = check_transfer(L);
    if (t->delivered == before) {
      transfer_take(t, len);
      return 1;
    }
    lua_settop(L, 1);
  }
  if ((count = push_end(L, t)) > 0) return count;
  lua_pushliteral(L, "");
  return 1;
}


/* No Lua runs before the bytes are taken. */
static int http_transfer_feed (lua_State *L) {
  transfer *t = check_transfer(L);
  sink *s = luaL_checkudata(L, 2, DECODER);
  const char *bytes;
  size_t len;
  int count;
  if (s->layout != SINK_LAYOUT) {
    lua_pushliteral(L, "the C modules of urssaf are of different versions: "
                       "remove them, and install urssaf again");
    return lua_error(L);
  }
  if (transfer_is_foreign(t)) return push_foreign(L);
  len = transfer_peek(t, &bytes);
  if (len == 0 && (count = push_end(L, t)) > 0) return count;
  if (len > 0 && !s->take(s, bytes, len))
    return luaL_error(L,
                      "the decoder reads no rows: it has no roles yet, or is "
                      "finished or closed");
  transfer_take(t, len);
  count = s->push_state(L, s);
  if (count > 1) return count;
  push_whole(L, (double)len);
  return 1;
}


static int http_transfer_status (lua_State *L) {
  transfer *t = check_transfer(L);
  if (t->head_is_final)
    lua_pushinteger(L, t->status);
  else
    lua_pushnil(L);
  return 1;
}


static void push_lower (lua_State *L, const char *s, size_t len) {
  luaL_Buffer b;
  luaL_buffinit(L, &b);
  for (size_t i = 0; i < len; i++) {
    char c = s[i];
    luaL_addchar(&b, (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c));
  }
  luaL_pushresult(&b);
}


/* Adds a field to the table at `index`; the values of one that was sent several
   times are joined. */
static void add_field (lua_State *L, int index, const header_field *f) {
  push_lower(L, f->name, f->name_len);
  lua_pushvalue(L, -1);
  if (lua_rawget(L, index) == LUA_TSTRING) {
    lua_pushliteral(L, ", ");
    lua_pushlstring(L, f->value, f->value_len);
    lua_concat(L, 3);
  } else {
    lua_pop(L, 1);
    lua_pushlstring(L, f->value, f->value_len);
  }
  lua_rawset(L, index);
}


static int http_transfer_headers (lua_State *L) {
  const transfer *t = check_transfer(L);
  enum { FIELDS = 3 };
  size_t at = 0, len = t->head_is_final ? t->head_len : 0;
  const char *head;
  header_field f;
  lua_settop(L, 1);
  lua_pushlstring(L, t->head, len); /* which outlives the transfer */
  head = lua_tostring(L, -1);
  lua_newtable(L);
  while (head_next_field(head, len, &at, &f)) add_field(L, FIELDS, &f);
  return 1;
}


/* It is libcurl's memory; "" for a transfer of another process, and for a
   redirect that was refused because of its user name. */
static const char *effective_url (const transfer *t) {
  const char *url = NULL;
  if (!transfer_is_foreign(t))
    curl_easy_getinfo(t->easy, CURLINFO_EFFECTIVE_URL, &url);
  return url != NULL && !url_has_user(url) ? url : "";
}


/*
** Sets the field `url` of the table at `index`, which is on top. The address
** may be longer than what compat.h copies, and a finalizer may close the
** transfer, or poll so that it is redirected: so it is copied into Lua's
** memory first.
*/
static void set_url (lua_State *L, int index) {
  char *copy;
  size_t size;
  do {
    lua_settop(L, index);
    size = strlen(effective_url(check_transfer(L))) + 1;
    copy = lua_newuserdatauv(L, size, 0);
  } while (strlen(effective_url(check_transfer(L))) >= size);
  strcpy(copy, effective_url(check_transfer(L)));
  if (*copy == '\0') return;
  lua_pushstring(L, copy);
  lua_setfield(L, index, "url");
}


static int http_transfer_info (lua_State *L) {
  enum { INFO = 2 };
  const transfer *t;
  long redirects = 0;
  double seconds = 0, delivered;
  curl_off_t received = 0;
  check_transfer(L);
  lua_settop(L, 1);
  lua_createtable(L, 0, 5);
  set_url(L, INFO);
  lua_settop(L, INFO);
  t = check_transfer(L);
  delivered = t->delivered;
  if (!transfer_is_foreign(t)) {
    curl_easy_getinfo(t->easy, CURLINFO_REDIRECT_COUNT, &redirects);
    curl_easy_getinfo(t->easy, CURLINFO_TOTAL_TIME, &seconds);
    curl_easy_getinfo(t->easy, CURLINFO_SIZE_DOWNLOAD_T, &received);
  }
  set_whole(L, "redirects", (double)redirects);
  lua_pushnumber(L, seconds);
  lua_setfield(L, -2, "seconds");
  set_whole(L, "received", (double)received);
  set_whole(L, "delivered", delivered);
  return 1;
}

/* }====================================================== */


/* {======================================================
** The module
** ======================================================= */

static int http_now (lua_State *L) {
  lua_pushnumber(L, clock_now());
  return 1;
}


static int http_inflater (lua_State *L) {
  lua_pushfstring(L, "%s %s", inflater_name(), inflater_version());
  return 1;
}


static const luaL_Reg session_methods[] = {
  { "get", http_session_get },     { "poll", http_session_poll },
  { "fds", http_session_fds },     { "timeout", http_session_timeout },
  { "close", http_session_close }, { NULL, NULL }
};

static const luaL_Reg transfer_methods[] = {
  { "read", http_transfer_read },
  { "feed", http_transfer_feed },
  { "status", http_transfer_status },
  { "headers", http_transfer_headers },
  { "info", http_transfer_info },
  { "close", http_transfer_close },
  { NULL, NULL },
};

static const luaL_Reg functions[] = { { "session", http_session },
                                      { "now", http_now },
                                      { "inflater", http_inflater },
                                      { NULL, NULL } };


LUAMOD_API int luaopen_urssaf_http (lua_State *L);

LUAMOD_API int luaopen_urssaf_http (lua_State *L) {
  CURLcode code = curl_start();
  luaL_checkversion(L);
  if (code != CURLE_OK)
    return luaL_error(L, "libcurl: %s", curl_easy_strerror(code));
  failure_open(L);
  new_class(L, SESSION, session_methods, http_session_close, http_session_show);
  new_class(L, TRANSFER, transfer_methods, http_transfer_close,
            http_transfer_show);
  luaL_newlib(L, functions);
  return 1;
}

/* }====================================================== */
