#include "fake_curl.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#undef curl_easy_setopt
#undef curl_easy_getinfo


void fake_curl_request (fake_curl *c) {
  if (c->before_request(c->request_arg, NULL, NULL, 0, 0) != CURL_PREREQFUNC_OK)
    c->failed = 1;
}


/* Each piece has memory of its own, so that reading beyond it is noticed. */
static size_t call (curl_write_callback callback, const void *bytes, size_t len,
                    void *arg) {
  char *copy = malloc(len > 0 ? len : 1);
  size_t taken;
  if (copy == NULL) abort();
  memcpy(copy, bytes, len);
  taken = callback(copy, 1, len, arg);
  free(copy);
  return taken;
}


void fake_curl_header (fake_curl *c, const char *line) {
  size_t len = strlen(line);
  if (c->failed) return;
  if (call(c->on_header, line, len, c->header_arg) != len) c->failed = 1;
}


void fake_curl_set_body (fake_curl *c, const unsigned char *bytes, size_t len,
                         int at_once) {
  c->body = bytes;
  c->left = len;
  c->at_once = at_once;
}


static void pass_on (fake_curl *c, size_t len) {
  size_t taken = call(c->on_body, c->body, len, c->body_arg);
  if (taken == CURL_WRITEFUNC_PAUSE) {
    c->paused = 1;
    c->kept = len;
  } else if (taken != len) {
    c->failed = 1;
  } else {
    c->kept = 0;
    c->body += len;
    c->left -= len;
  }
}


void fake_curl_body (fake_curl *c, size_t len) {
  if (c->paused || c->failed || c->left == 0) return;
  if (len > c->left) len = c->left;
  pass_on(c, c->kept > 0 ? c->kept : len);
}


size_t fake_curl_left (const fake_curl *c) {
  return c->failed ? 0 : c->left;
}


CURLcode fake_curl_result (const fake_curl *c, CURLcode code) {
  return c->failed ? CURLE_WRITE_ERROR : code;
}


/* {======================================================
** libcurl's functions
** ======================================================= */

CURL *curl_easy_init (void) {
  return calloc(1, sizeof(fake_curl));
}


void curl_easy_cleanup (CURL *easy) {
  free(easy);
}


/* Keeps what the functions above call. */
static CURLcode set_option (fake_curl *c, CURLoption option, va_list *values) {
  switch ((int)option) {
    case CURLOPT_HEADERFUNCTION:
      c->on_header = va_arg(*values, curl_write_callback);
      break;
    case CURLOPT_WRITEFUNCTION:
      c->on_body = va_arg(*values, curl_write_callback);
      break;
    case CURLOPT_PREREQFUNCTION:
      c->before_request = va_arg(*values, curl_prereq_callback);
      break;
    case CURLOPT_HEADERDATA: c->header_arg = va_arg(*values, void *); break;
    case CURLOPT_WRITEDATA: c->body_arg = va_arg(*values, void *); break;
    case CURLOPT_PREREQDATA: c->request_arg = va_arg(*values, void *); break;
    case CURLOPT_URL:
      if (va_arg(*values, char *) == NULL) return CURLE_OUT_OF_MEMORY;
      break;
  }
  return CURLE_OK;
}


CURLcode curl_easy_setopt (CURL *easy, CURLoption option, ...) {
  va_list values;
  CURLcode code;
  va_start(values, option);
  code = set_option(easy, option, &values);
  va_end(values);
  return code;
}


/* transfer.c asks for the scheme alone. */
CURLcode curl_easy_getinfo (CURL *easy, CURLINFO info, ...) {
  (void)easy;
  (void)info;
  return CURLE_OK;
}


CURLcode curl_easy_pause (CURL *easy, int bits) {
  fake_curl *c = easy;
  if (bits != CURLPAUSE_CONT || !c->paused) abort();
  if (c->at_pause != CURLE_OK) {
    c->failed = 1;
    return c->at_pause;
  }
  c->paused = 0;
  if (c->at_once && !c->failed) pass_on(c, c->kept);
  return CURLE_OK;
}


const char *curl_easy_strerror (CURLcode code) {
  return code == CURLE_WRITE_ERROR ? "a callback failed" : "some failure";
}


struct curl_slist *curl_slist_append (struct curl_slist *list,
                                      const char *line) {
  static struct curl_slist one;
  return list == NULL && line != NULL ? &one : NULL;
}


void curl_slist_free_all (struct curl_slist *list) {
  (void)list;
}

/* }====================================================== */
