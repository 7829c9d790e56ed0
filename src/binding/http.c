/*
** urssaf.http: HTTP over libcurl's multi interface, without ever blocking
** unless asked to.
**
**   session = http.session{ user_agent=, proxy=, ca_file= }
**   transfer = session:get(url, { headers=, max_bytes=, timeout=,
**                                 connect_timeout=, stall_timeout= })
**   transfer:read()   the next bytes (at most 64 KiB); "" when nothing is
**                     there yet; nil at the clean end; nil, err on failure
**   transfer:status() the status, or nil before it is known
**   transfer:headers()  lower-case name -> value
**   transfer:info()   { url, redirects, received, delivered, seconds }
**   session:poll(s)   drives all transfers, waits up to s seconds for news;
**                     returns how many are still running
**   session:fds()     what to watch in a loop of one's own: a list of
**                     { fd=, read=, write= }, to be asked anew after each poll
**   session:timeout() seconds after which to poll though nothing is ready; nil
**                     when nothing is under way
**   session:close(), transfer:close()  in any order, any number of times
**   http.now()        seconds on a clock that never goes back
**
** Poll only after the transfers of interest have been read down to "".
** lua/urssaf/meta/http.lua says the same to editors and for the reference.
**
** To embedders: no Lua runs inside a callback of libcurl. Whatever libcurl
** gives belongs to a userdata before Lua is called again, so an error raised
** by Lua leaks nothing. There is no state outside a lua_State but libcurl's
** own, set up once.
*/

#include <string.h>
#include <strings.h>

#include "compat.h"
#include "failure.h"
#include "option.h"
#include "../http/transfer.h"

#define SESSION  "urssaf.http.session"
#define TRANSFER "urssaf.http.transfer"

/* used where the caller says nothing */
#define CONNECT_TIMEOUT 10.0
#define STALL_TIMEOUT   30.0
#define TIMEOUT         300.0
#define MAX_BYTES       1073741824.0


/*
** Userdata are pointers, NULL once closed. Creating anything in Lua may run a
** finalizer of the host's, which may use or close the very session or transfer
** that a function here is about: so pointers are taken after the last thing
** that can run one, or checked again.
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
  const char *kind = t->kind, *limit = t->limit; /* both static: t may go */
  long status = t->head_is_final ? t->status : 0;
  if (kind == NULL) return luaL_error(L, "not enough memory");
  lua_pushstring(L, t->message);
  failure_push(L, kind, lua_tostring(L, -1));
  if (status > 0) {
    lua_pushinteger(L, status);
    lua_setfield(L, -2, "status");
  }
  if (limit != NULL) {
    lua_pushstring(L, limit);
    lua_setfield(L, -2, "limit");
  }
  return 2;
}


/* {======================================================
** Sessions
** ======================================================= */

static const char *const session_options[] = { "user_agent", "proxy", "ca_file",
                                               NULL };


static int http_session (lua_State *L) {
  session **box;
  lua_settop(L, 1);
  option_check_table(L, 1, session_options);
  for (const char *const *name = session_options; *name != NULL; name++)
    option_string(L, 1, *name);
  box = lua_newuserdatauv(L, sizeof *box, 1);
  *box = NULL;
  luaL_setmetatable(L, SESSION);
  lua_newtable(L); /* a copy: the caller's table may change */
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


/* From a copy: creating tables may run a finalizer that changes the list. */
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
    lua_pushinteger(L, copy[i].fd);
    lua_setfield(L, -2, "fd");
    lua_pushboolean(L, copy[i].events & POLLIN);
    lua_setfield(L, -2, "read");
    lua_pushboolean(L, copy[i].events & POLLOUT);
    lua_setfield(L, -2, "write");
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

static const char *check_url (lua_State *L, int arg) {
  size_t len;
  const char *url = luaL_checklstring(L, arg, &len);
  if (strncasecmp(url, "http://", 7) != 0
      && strncasecmp(url, "https://", 8) != 0)
    luaL_argerror(L, arg, "http:// or https:// expected");
  for (size_t i = 0; i < len; i++) {
    if ((unsigned char)url[i] <= ' ' || url[i] == 0x7F)
      luaL_argerror(L, arg, "a blank or a control character in the address");
  }
  return url;
}


/* Independent of the locale, as headers are. */
static int is_letter_or_digit (char c) {
  return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z')
         || (c >= 'a' && c <= 'z');
}


static int is_token (const char *name, size_t len) {
  if (len == 0 || strlen(name) != len) return 0;
  for (; *name != '\0'; name++) {
    if (!is_letter_or_digit(*name) && strchr("!#$%&'*+-.^_`|~", *name) == NULL)
      return 0;
  }
  return 1;
}


static void check_header (lua_State *L) {
  size_t name_len, len;
  const char *name, *value;
  if (lua_type(L, -2) != LUA_TSTRING || lua_type(L, -1) != LUA_TSTRING)
    luaL_error(L, "option 'headers': names and values are strings");
  name = lua_tolstring(L, -2, &name_len);
  value = lua_tolstring(L, -1, &len);
  if (!is_token(name, name_len))
    luaL_error(L, "option 'headers': not a header's name");
  if (strlen(value) != len || strpbrk(value, "\r\n") != NULL)
    luaL_error(L, "option 'headers': no line break or NUL allowed in %s", name);
}


/* Leaves the table of headers, or nil, on the top. */
static void push_headers (lua_State *L, int options) {
  int type = lua_getfield(L, options, "headers");
  if (type == LUA_TNIL) return;
  if (type != LUA_TTABLE)
    luaL_error(L, "option 'headers': table expected, got %s",
               lua_typename(L, type));
  lua_pushnil(L);
  while (lua_next(L, -2) != 0) {
    check_header(L);
    lua_pop(L, 1);
  }
}


static void read_request (lua_State *L, int options, int settings, request *r) {
  r->user_agent = option_string(L, settings, "user_agent");
  r->proxy = option_string(L, settings, "proxy");
  r->ca_file = option_string(L, settings, "ca_file");
  r->timeout = option_number(L, options, "timeout", TIMEOUT);
  r->connect_timeout =
      option_number(L, options, "connect_timeout", CONNECT_TIMEOUT);
  r->stall_timeout = option_number(L, options, "stall_timeout", STALL_TIMEOUT);
  r->max_bytes = option_number(L, options, "max_bytes", MAX_BYTES);
}


static void add_header (lua_State *L, transfer *t, const char *line) {
  if (!transfer_add_header(t, line)) luaL_error(L, "not enough memory");
}


static void add_headers (lua_State *L, transfer *t, int headers) {
  add_header(L, t, "Accept-Encoding: gzip");
  if (lua_isnil(L, headers)) return;
  lua_pushnil(L);
  while (lua_next(L, headers) != 0) {
    const char *form;
    check_header(L); /* again: the table may be another one by now */
    /* libcurl takes "name;" for a header without a value */
    form = *lua_tostring(L, -1) != '\0' ? "%s: %s" : "%s;%s";
    lua_pushfstring(L, form, lua_tostring(L, -2), lua_tostring(L, -1));
    add_header(L, t, lua_tostring(L, -1));
    lua_pop(L, 2);
  }
}


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
  static const char *const names[] = { "headers",       "max_bytes",
                                       "timeout",       "connect_timeout",
                                       "stall_timeout", NULL };
  enum { URL = 2, OPTIONS, SETTINGS, HEADERS };
  transfer *t;
  request r;
  CURLcode code;
  lua_settop(L, OPTIONS);
  check_session(L);
  r.url = check_url(L, URL);
  option_check_table(L, OPTIONS, names);
  lua_getiuservalue(L, 1, 1);
  read_request(L, OPTIONS, SETTINGS, &r);
  push_headers(L, OPTIONS);
  if (session_is_foreign(check_session(L))) return push_foreign(L);
  t = new_transfer(L);
  add_headers(L, t, HEADERS);
  code = transfer_start(t, check_session(L), &r);
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
  transfer_free(*box);
  *box = NULL;
  return 0;
}


/* Only once Lua has the bytes are they taken; and only if nobody else, from a
   finalizer, read or closed the transfer meanwhile. */
static int http_transfer_read (lua_State *L) {
  transfer *t;
  const char *bytes = NULL;
  size_t len;
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
  if (t->state == FAILED) {
    transfer_detach(t);
    return push_failure(L, t);
  }
  if (t->state == DONE)
    lua_pushnil(L);
  else
    lua_pushliteral(L, "");
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


/* Adds a field to the table at `index`; sent twice, its values are a list. */
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
  lua_pushlstring(L, t->head, len); /* a copy outlives the transfer */
  head = lua_tostring(L, -1);
  lua_newtable(L);
  while (head_next_field(head, len, &at, &f)) add_field(L, FIELDS, &f);
  return 1;
}


/* libcurl's memory; empty for a transfer of another process. */
static const char *effective_url (const transfer *t) {
  const char *url = NULL;
  if (!transfer_is_foreign(t))
    curl_easy_getinfo(t->easy, CURLINFO_EFFECTIVE_URL, &url);
  return url != NULL ? url : "";
}


/*
** Sets the url of the table at `index`, which is on top. By way of a copy in
** Lua's memory: an address may be longer than what compat.h copies, and a
** finalizer may close the transfer, or poll and have it redirected.
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
  lua_pushinteger(L, redirects);
  lua_setfield(L, -2, "redirects");
  lua_pushnumber(L, seconds);
  lua_setfield(L, -2, "seconds");
  push_whole(L, (double)received);
  lua_setfield(L, -2, "received");
  push_whole(L, delivered);
  lua_setfield(L, -2, "delivered");
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


static void new_class (lua_State *L, const char *name, const luaL_Reg *methods,
                       lua_CFunction close) {
  luaL_newmetatable(L, name);
  lua_newtable(L);
  luaL_setfuncs(L, methods, 0);
  lua_setfield(L, -2, "__index");
  lua_pushcfunction(L, close);
  lua_setfield(L, -2, "__gc");
  lua_pushcfunction(L, close);
  lua_setfield(L, -2, "__close");
  lua_pop(L, 1);
}


static const luaL_Reg session_methods[] = {
  { "get", http_session_get },     { "poll", http_session_poll },
  { "fds", http_session_fds },     { "timeout", http_session_timeout },
  { "close", http_session_close }, { NULL, NULL }
};

static const luaL_Reg transfer_methods[] = {
  { "read", http_transfer_read },       { "status", http_transfer_status },
  { "headers", http_transfer_headers }, { "info", http_transfer_info },
  { "close", http_transfer_close },     { NULL, NULL }
};

static const luaL_Reg functions[] = { { "session", http_session },
                                      { "now", http_now },
                                      { NULL, NULL } };


LUAMOD_API int luaopen_urssaf_http (lua_State *L);

LUAMOD_API int luaopen_urssaf_http (lua_State *L) {
  CURLcode code = curl_start();
  luaL_checkversion(L);
  if (code != CURLE_OK)
    return luaL_error(L, "libcurl: %s", curl_easy_strerror(code));
  failure_open(L);
  new_class(L, SESSION, session_methods, http_session_close);
  new_class(L, TRANSFER, transfer_methods, http_transfer_close);
  luaL_newlib(L, functions);
  return 1;
}

/* }====================================================== */
