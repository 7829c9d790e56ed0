#include "request.h"

#include <string.h>
#include <strings.h>

#include "option.h"

/* used where an option is absent */
#define CONNECT_TIMEOUT 10.0
#define STALL_TIMEOUT   30.0
#define TIMEOUT         300.0
#define MAX_BYTES       1073741824.0


int url_has_user (const char *url) {
  const char *start = strstr(url, "//");
  return start != NULL && start[2 + strcspn(start + 2, "@/?#")] == '@';
}


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
  if (url_has_user(url)) luaL_argerror(L, arg, "a user name in the address");
  return url;
}


/* Is it a token of RFC 9110, as names of header fields are? */
static int is_token (const char *name, size_t len) {
  static const char characters[] = "!#$%&'*+-.^_`|~0123456789"
                                   "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                   "abcdefghijklmnopqrstuvwxyz";
  return len > 0 && strspn(name, characters) == len;
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


int request_read (lua_State *L, request *r) {
  static const char *const names[] = { "headers",       "max_bytes",
                                       "timeout",       "connect_timeout",
                                       "stall_timeout", NULL };
  enum { THE_SESSION = 1, URL, OPTIONS, SETTINGS, HEADERS };
  r->url = check_url(L, URL);
  option_check_table(L, OPTIONS, names);
  lua_getiuservalue(L, THE_SESSION, 1);
  r->user_agent = option_string(L, SETTINGS, "user_agent");
  r->proxy = option_string(L, SETTINGS, "proxy");
  r->ca_file = option_string(L, SETTINGS, "ca_file");
  r->ca_path = option_string(L, SETTINGS, "ca_path");
  r->timeout = option_number(L, OPTIONS, "timeout", TIMEOUT);
  r->connect_timeout =
      option_number(L, OPTIONS, "connect_timeout", CONNECT_TIMEOUT);
  r->stall_timeout = option_number(L, OPTIONS, "stall_timeout", STALL_TIMEOUT);
  r->max_bytes = option_number(L, OPTIONS, "max_bytes", MAX_BYTES);
  option_push(L, OPTIONS, "headers", LUA_TTABLE);
  return HEADERS;
}


static void add_header (lua_State *L, transfer *t, const char *line) {
  if (!transfer_add_header(t, line)) luaL_error(L, "not enough memory");
}


void request_add_headers (lua_State *L, transfer *t, int headers) {
  add_header(L, t, "Accept-Encoding: gzip");
  if (lua_isnil(L, headers)) return;
  lua_pushnil(L);
  while (lua_next(L, headers) != 0) {
    const char *form;
    check_header(L);
    /* libcurl takes "name;" for a header without a value */
    form = *lua_tostring(L, -1) != '\0' ? "%s: %s" : "%s;%s";
    lua_pushfstring(L, form, lua_tostring(L, -2), lua_tostring(L, -1));
    add_header(L, t, lua_tostring(L, -1));
    lua_pop(L, 2);
  }
}
