#include "transfer.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#if LIBCURL_VERSION_NUM < 0x075000
#error "urssaf needs libcurl 7.80 or newer"
#endif

#define MAX_REDIRECTS 5L


/* {======================================================
** Failures
** ======================================================= */

/* the first failure counts: later ones are only its consequences */
static void fail (transfer *t, const char *kind, const char *message) {
  if (t->kind == NULL) {
    t->kind = kind;
    snprintf(t->message, sizeof t->message, "%s", message);
  }
  t->state = FAILED;
}


/* "3 seconds", "300 ms": no decimal point, which would be the locale's */
static void fail_late (transfer *t, const char *what, double seconds,
                       const char *option) {
  char message[96];
  int whole = seconds >= 1 && seconds <= LONGEST_WAIT
              && seconds == (double)(long)seconds;
  snprintf(message, sizeof message, "%s %.0f %s (%s)", what,
           whole ? seconds : seconds * 1000, whole ? "seconds" : "ms", option);
  t->limit = option;
  fail(t, "timeout", message);
}


static const char *kind_of (CURLcode code) {
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT: return "timeout";
    case CURLE_SSL_CONNECT_ERROR:
    case CURLE_PEER_FAILED_VERIFICATION:
    case CURLE_SSL_ENGINE_NOTFOUND:
    case CURLE_SSL_ENGINE_SETFAILED:
    case CURLE_SSL_CERTPROBLEM:
    case CURLE_SSL_CIPHER:
    case CURLE_SSL_CACERT_BADFILE:
    case CURLE_SSL_CRL_BADFILE:
    case CURLE_SSL_ISSUER_ERROR:
    case CURLE_SSL_PINNEDPUBKEYNOTMATCH:
    case CURLE_SSL_INVALIDCERTSTATUS:
    case CURLE_USE_SSL_FAILED: return "tls";
#if LIBCURL_VERSION_NUM >= 0x080600
    case CURLE_TOO_LARGE:
#endif
    case CURLE_TOO_MANY_REDIRECTS: return "limit";
    default: return "network";
  }
}


/* A redirect to where we do not go: its own head is all the answer there is. */
static int is_refused_redirect (const transfer *t, CURLcode code) {
  return t->status >= 300 && t->status < 400
         && (code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_URL_MALFORMAT
             || code == CURLE_TOO_MANY_REDIRECTS);
}


static void fail_with_code (transfer *t, CURLcode code) {
  const char *kind = kind_of(code);
  const char *message =
      t->curl_message[0] != '\0' ? t->curl_message : curl_easy_strerror(code);
  /* of the limits only this one is libcurl's; the system may have its own */
  if (code == CURLE_OPERATION_TIMEDOUT && t->last_news <= 0)
    fail_late(t, "no connection after", t->connect_timeout, "connect_timeout");
  if (is_refused_redirect(t, code)) {
    t->head_is_final = 1;
    if (code != CURLE_TOO_MANY_REDIRECTS) kind = "http";
  }
  fail(t, kind, message);
}


/*
** libcurl says "out of memory" also of a header line over 100 KB, and cannot
** be asked which it was; a server must not be able to make us raise.
*/
static void fail_without_memory (transfer *t) {
  if (t->last_news > 0 && !t->head_complete)
    fail(t, "limit",
         "a line of the answer's head is too long, or memory is short");
  t->state = FAILED;
}


void transfer_finish (transfer *t, CURLcode code) {
  if (t->state != RUNNING)
    return; /* it failed already, whatever libcurl says */
  if (code == CURLE_ABORTED_BY_CALLBACK) {
    t->state = FAILED; /* the session's: it had no memory */
  } else if (code == CURLE_OUT_OF_MEMORY) {
    fail_without_memory(t);
  } else if (code != CURLE_OK) {
    fail_with_code(t, code);
  } else if (!t->head_complete) {
    fail(t, "network", "the answer's head was cut before its end");
  } else {
    t->state = DONE;
    t->head_is_final = 1;
  }
}

/* }====================================================== */


/* {======================================================
** Heads
** ======================================================= */

static int is_blank (char c) {
  return c == ' ' || c == '\t' || c == '\r';
}


int head_next_field (const char *head, size_t len, size_t *at,
                     header_field *f) {
  while (*at < len) {
    const char *line = head + *at;
    const char *end = memchr(line, '\n', len - *at);
    const char *stop = end != NULL ? end : head + len;
    const char *colon = memchr(line, ':', (size_t)(stop - line));
    *at = (size_t)(stop - head) + 1;
    if (colon == NULL) continue;
    f->name = line;
    f->name_len = (size_t)(colon - line);
    f->value = colon + 1;
    while (f->value < stop && is_blank(*f->value)) f->value++;
    while (stop > f->value && is_blank(stop[-1])) stop--;
    f->value_len = (size_t)(stop - f->value);
    return 1;
  }
  return 0;
}


static int is_named (const header_field *f, const char *name) {
  return f->name_len == strlen(name)
         && strncasecmp(f->name, name, f->name_len) == 0;
}


static int is_value (const header_field *f, const char *value) {
  return f->value_len == strlen(value)
         && strncasecmp(f->value, value, f->value_len) == 0;
}

/* }====================================================== */


/* {======================================================
** libcurl's callbacks: C on C memory, nothing else
** ======================================================= */

static void note_news (transfer *t) {
  t->last_news = clock_now();
  if (t->owner != NULL) t->owner->news = 1;
}


static void clear_head (transfer *t) {
  t->head_len = 0;
  t->head_complete = t->head_is_final = 0;
  t->status = 0;
}


/* "HTTP/1.1 200 OK": libcurl ends lines with NUL, for strtol */
static void start_head (transfer *t, const char *line, size_t len) {
  const char *space = memchr(line, ' ', len);
  if (space != NULL) t->status = strtol(space + 1, NULL, 10);
}


/* libcurl would inflate a Transfer-Encoding by itself, without our bounds. */
static int has_plain_framing (const transfer *t) {
  size_t at = 0;
  header_field f;
  while (head_next_field(t->head, t->head_len, &at, &f)) {
    if (is_named(&f, "transfer-encoding") && !is_value(&f, "chunked")
        && !is_value(&f, "identity"))
      return 0;
  }
  return 1;
}


static int complete_head (transfer *t) {
  t->head_complete = 1;
  t->head_is_final = t->status >= 200 && (t->status < 300 || t->status >= 400);
  if (has_plain_framing(t)) return 1;
  fail(t, "content", "the answer's Transfer-Encoding was not asked for");
  return 0;
}


static size_t on_header (char *line, size_t size, size_t count, void *arg) {
  transfer *t = arg;
  size_t len = size * count;
  note_news(t);
  if (t->head_complete && t->status < 200) clear_head(t); /* after a 100 */
  if (t->head_complete) return len; /* a trailer: nothing here needs one */
  if (t->status == 0) {
    start_head(t, line, len);
    return len;
  }
  if (len <= 2 && (line[0] == '\r' || line[0] == '\n'))
    return complete_head(t) ? len : 0;
  if (len > HEAD_SIZE - t->head_len) {
    fail(t, "limit", "the head of the answer is longer than 64 KiB");
    return 0;
  }
  memcpy(t->head + t->head_len, line, len);
  t->head_len += len;
  return len;
}


static size_t on_body (char *bytes, size_t size, size_t count, void *arg) {
  transfer *t = arg;
  size_t len = size * count, waiting = t->body_end - t->body_start;
  note_news(t);
  t->head_is_final = 1;
  if (len > BODY_SIZE - waiting) {
    t->paused = 1;
    return CURL_WRITEFUNC_PAUSE;
  }
  if (len > BODY_SIZE - t->body_end) {
    memmove(t->body, t->body + t->body_start, waiting);
    t->body_start = 0;
    t->body_end = waiting;
  }
  memcpy(t->body + t->body_end, bytes, len);
  t->body_end += len;
  return len;
}


/* Called on each connection before the request goes out: never from https
   down to http, whatever the way there was. */
static int before_request (void *arg, char *to_ip, char *from_ip, int to_port,
                           int from_port) {
  transfer *t = arg;
  char *scheme = NULL;
  (void)to_ip;
  (void)from_ip;
  (void)to_port;
  (void)from_port;
  curl_easy_getinfo(t->easy, CURLINFO_SCHEME, &scheme);
  t->last_news = clock_now();
  if (scheme != NULL && strcasecmp(scheme, "https") == 0) {
    t->was_https = 1;
  } else if (t->was_https) {
    t->head_is_final = 1;
    fail(t, "http", "refused a redirect from https down to http");
    return CURL_PREREQFUNC_ABORT;
  }
  clear_head(t); /* a redirect's */
  return CURL_PREREQFUNC_OK;
}

/* }====================================================== */


/* {======================================================
** Time limits
** ======================================================= */

/*
** Both time limits are kept here: libcurl's own does not count the time that a
** transfer queues for a connection. The stall clock starts with the request.
*/
static double stalls_in (const transfer *t, double at) {
  if (t->paused || t->last_news <= 0) return LONGEST_WAIT;
  return t->stall_timeout - (at - t->last_news);
}


double transfer_ends_in (const transfer *t, double at) {
  double left = t->deadline - at, stall = stalls_in(t, at);
  if (t->state != RUNNING) return LONGEST_WAIT;
  return left < stall ? left : stall;
}


void transfer_end_late (transfer *t, double at) {
  if (t->deadline <= at)
    fail_late(t, "the request was not over after", t->timeout, "timeout");
  else
    fail_late(t, "nothing came for", t->stall_timeout, "stall_timeout");
  curl_multi_remove_handle(t->owner->multi, t->easy);
  t->owner->news = 1;
}

/* }====================================================== */


/* {======================================================
** Starting and ending a transfer
** ======================================================= */

transfer *transfer_new (void) {
  transfer *t = malloc(sizeof *t);
  if (t != NULL) memset(t, 0, offsetof(transfer, head));
  return t;
}


int transfer_add_header (transfer *t, const char *line) {
  struct curl_slist *list = curl_slist_append(t->request_headers, line);
  if (list == NULL) return 0;
  t->request_headers = list;
  return 1;
}


/* every setting is tried, the first failure is kept */
#define SET(option, value)                                                     \
  do {                                                                         \
    CURLcode code_ = curl_easy_setopt(t->easy, option, value);                 \
    if (code == CURLE_OK) code = code_;                                        \
  } while (0)


static CURLcode set_callbacks (transfer *t) {
  CURLcode code = CURLE_OK;
  SET(CURLOPT_PRIVATE, t);
  SET(CURLOPT_ERRORBUFFER, t->curl_message);
  SET(CURLOPT_HEADERFUNCTION, on_header);
  SET(CURLOPT_HEADERDATA, t);
  SET(CURLOPT_WRITEFUNCTION, on_body);
  SET(CURLOPT_WRITEDATA, t);
  SET(CURLOPT_PREREQFUNCTION, before_request);
  SET(CURLOPT_PREREQDATA, t);
  SET(CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
  return code;
}


static CURLcode set_protocol (transfer *t) {
  CURLcode code = CURLE_OK;
#if LIBCURL_VERSION_NUM >= 0x075500
  SET(CURLOPT_PROTOCOLS_STR, "http,https");
  SET(CURLOPT_REDIR_PROTOCOLS_STR, "http,https");
#else
  SET(CURLOPT_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
  SET(CURLOPT_REDIR_PROTOCOLS, (long)(CURLPROTO_HTTP | CURLPROTO_HTTPS));
#endif
  /* one portal of this platform sends headers that HTTP/2 refuses */
  SET(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
  SET(CURLOPT_FOLLOWLOCATION, 1L);
  SET(CURLOPT_MAXREDIRS, MAX_REDIRECTS);
  SET(CURLOPT_SSL_VERIFYPEER, 1L);
  SET(CURLOPT_SSL_VERIFYHOST, 2L);
  SET(CURLOPT_NOSIGNAL, 1L);
#if LIBCURL_VERSION_NUM >= 0x075700
  SET(CURLOPT_QUICK_EXIT, 1L); /* waits for no lookup that hangs */
#endif
  SET(CURLOPT_BUFFERSIZE, (long)READ_SIZE);
  return code;
}


static long milliseconds (double seconds) {
  if (seconds > LONGEST_WAIT) seconds = LONGEST_WAIT;
  return (long)(seconds * 1000) + 1; /* zero would mean "no limit" */
}


static CURLcode set_request (transfer *t, const request *r) {
  CURLcode code = CURLE_OK;
  SET(CURLOPT_URL, r->url);
  SET(CURLOPT_HTTPHEADER, t->request_headers);
  SET(CURLOPT_CONNECTTIMEOUT_MS, milliseconds(r->connect_timeout));
  if (r->user_agent != NULL) SET(CURLOPT_USERAGENT, r->user_agent);
  if (r->proxy != NULL) SET(CURLOPT_PROXY, r->proxy);
  if (r->ca_file != NULL) SET(CURLOPT_CAINFO, r->ca_file);
  return code;
}


static CURLcode attach (transfer *t, session *s) {
  if (curl_multi_add_handle(s->multi, t->easy) != CURLM_OK)
    return CURLE_OUT_OF_MEMORY;
  t->owner = s;
  t->next = s->first;
  if (s->first != NULL) s->first->previous = t;
  s->first = t;
  return CURLE_OK;
}


CURLcode transfer_start (transfer *t, session *s, const request *r) {
  CURLcode code;
  t->pid = s->pid;
  t->max_bytes = r->max_bytes;
  t->timeout = r->timeout;
  t->connect_timeout = r->connect_timeout;
  t->stall_timeout = r->stall_timeout;
  t->deadline = clock_now() + r->timeout;
  t->easy = curl_easy_init();
  if (t->easy == NULL) return CURLE_OUT_OF_MEMORY;
  if ((code = set_callbacks(t)) != CURLE_OK
      || (code = set_protocol(t)) != CURLE_OK
      || (code = set_request(t, r)) != CURLE_OK)
    return code;
  return attach(t, s);
}


void transfer_cancel (transfer *t) {
  if (t->state == RUNNING) fail(t, "cancelled", "the session was closed");
}


int transfer_is_foreign (const transfer *t) {
  return t->pid != getpid();
}


void transfer_detach (transfer *t) {
  session *s = t->owner;
  if (s == NULL) return;
  if (!transfer_is_foreign(t)) curl_multi_remove_handle(s->multi, t->easy);
  if (t->previous != NULL)
    t->previous->next = t->next;
  else
    s->first = t->next;
  if (t->next != NULL) t->next->previous = t->previous;
  t->previous = t->next = NULL;
  t->owner = NULL;
}


void transfer_free (transfer *t) {
  if (t == NULL) return;
  transfer_detach(t);
  if (t->easy == NULL || !transfer_is_foreign(t)) {
    curl_easy_cleanup(t->easy);
    curl_slist_free_all(t->request_headers);
  }
  inflater_close(&t->inflater);
  free(t);
}

/* }====================================================== */


/* {======================================================
** The body
** ======================================================= */

static void find_coding (transfer *t) {
  size_t at = 0;
  header_field f;
  t->coding = IDENTITY;
  while (head_next_field(t->head, t->head_len, &at, &f)) {
    if (!is_named(&f, "content-encoding") || is_value(&f, "identity")
        || f.value_len == 0)
      continue;
    if (t->coding == IDENTITY
        && (is_value(&f, "gzip") || is_value(&f, "x-gzip")))
      t->coding = GZIP;
    else {
      fail(t, "content", "the answer's Content-Encoding was not asked for");
      t->coding = REFUSED;
      return;
    }
  }
}


/* Inflates what has come until something plain is there, or all is taken. */
static void inflate_body (transfer *t) {
  while (t->plain_start == t->plain_end
         && (t->plain_full || t->body_start < t->body_end)) {
    size_t room = t->delivered < LONG_BODY ? READ_SIZE : PLAIN_SIZE;
    size_t in = t->body_end - t->body_start, out = room;
    inflate_result result = inflater_run(&t->inflater, t->body + t->body_start,
                                         &in, t->plain, &out);
    t->body_start += in;
    t->plain_start = 0;
    t->plain_end = out;
    t->plain_full = out == room;
    if (result == INFLATE_NO_MEMORY) {
      t->state = FAILED;
      return;
    }
    if (result == INFLATE_BAD) {
      fail(t, "content", "the answer says it is gzip, but cannot be inflated");
      t->body_start = t->body_end;
      t->plain_full = 0;
      return;
    }
  }
}


static int has_body (const transfer *t) {
  return t->body_end > 0
         || (t->state == DONE && t->status != 204 && t->status != 304);
}


/* Lifts the pause, last of all: libcurl may call on_body at once. */
static void resume (transfer *t) {
  CURLcode code;
  if (!t->paused || t->owner == NULL || t->state != RUNNING
      || t->body_end - t->body_start > BODY_SIZE / 2)
    return;
  t->paused = 0;
  t->last_news = clock_now();
  code = curl_easy_pause(t->easy, CURLPAUSE_CONT);
  if (code == CURLE_OUT_OF_MEMORY)
    t->state = FAILED;
  else if (code != CURLE_OK)
    fail(t, "network", "the transfer could not go on after a pause");
}


static void fail_too_long (transfer *t) {
  char message[80];
  snprintf(message, sizeof message, "the body is over %.0f bytes (max_bytes)",
           t->max_bytes);
  t->kind = NULL; /* whatever else befell it, this is why we stop */
  fail(t, "limit", message);
}


size_t transfer_peek (transfer *t, const char **bytes) {
  size_t len = 0;
  if (t->coding == UNKNOWN && t->head_complete && has_body(t)) find_coding(t);
  if (t->coding == GZIP) {
    inflate_body(t);
    len = t->plain_end - t->plain_start;
    if (len == 0) resume(t); /* what came inflates to nothing */
    *bytes = t->plain + t->plain_start;
  } else if (t->coding == IDENTITY) {
    *bytes = t->body + t->body_start;
    len = t->body_end - t->body_start;
  }
  if (len > READ_SIZE) len = READ_SIZE;
  if (t->delivered + (double)len > t->max_bytes) {
    fail_too_long(t);
    return 0;
  }
  if (len == 0 && t->state == DONE && t->coding == GZIP
      && !inflater_complete(&t->inflater))
    fail(t, "network", "the compressed body was cut before its end");
  return len;
}


void transfer_take (transfer *t, size_t len) {
  t->delivered += (double)len;
  if (t->coding == GZIP)
    t->plain_start += len;
  else
    t->body_start += len;
  resume(t);
}

/* }====================================================== */
