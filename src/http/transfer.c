#include "transfer.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <unistd.h>

#include "clock.h"
#include "outcome.h"

#if LIBCURL_VERSION_NUM < 0x075000
#error "urssaf needs libcurl 7.80 or newer"
#endif

#define MAX_REDIRECTS 5L


/* {======================================================
** libcurl's callbacks: they touch C memory only
** ======================================================= */

static void note_news (transfer *t) {
  t->last_news = clock_now();
  if (t->news != NULL) *t->news = 1;
}


static void clear_head (transfer *t) {
  t->head_len = 0;
  t->head_complete = t->head_is_final = 0;
  t->status = 0;
}


/* Reads the status from "HTTP/1.1 200 OK". strtol stops in time: libcurl ends
   lines with NUL. */
static void start_head (transfer *t, const char *line, size_t len) {
  const char *space = memchr(line, ' ', len);
  if (space != NULL) t->status = strtol(space + 1, NULL, 10);
}


static int complete_head (transfer *t) {
  t->head_complete = 1;
  t->wire_before_body = t->wire;
  t->head_is_final = t->status >= 200 && (t->status < 300 || t->status >= 400);
  /* libcurl would decompress any other Transfer-Encoding, without our bounds */
  if (head_has_plain_framing(t->head, t->head_len)) return 1;
  outcome_fail(t, "content",
               "the response has a Transfer-Encoding that was not asked for");
  return 0;
}


static size_t on_header (char *line, size_t size, size_t count, void *arg) {
  transfer *t = arg;
  size_t len = size * count;
  note_news(t);
  t->heads += len;
  if (t->heads > HEAD_SIZE) {
    outcome_fail(t, "limit",
                 "the headers, trailers included, are over 64 KiB in all");
    return 0;
  }
  if (t->head_complete && t->status < 200) clear_head(t); /* after a 100 */
  if (t->head_complete) return len; /* a trailer, which is not needed */
  if (t->status == 0) {
    start_head(t, line, len);
    return len;
  }
  if (len <= 2 && (line[0] == '\r' || line[0] == '\n'))
    return complete_head(t) ? len : 0;
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
  if (waiting == 0) {
    t->body_start = t->body_end = 0; /* so that few pages are touched */
  } else if (len > BODY_SIZE - t->body_end) {
    memmove(t->body, t->body + t->body_start, waiting);
    t->body_start = 0;
    t->body_end = waiting;
  }
  memcpy(t->body + t->body_end, bytes, len);
  t->body_end += len;
  return len;
}


/*
** Counts every byte that comes: also those that no other callback gets, such as
** what stands between the chunks of a body.
*/
static int on_wire (CURL *easy, curl_infotype what, char *bytes, size_t len,
                    void *arg) {
  transfer *t = arg;
  (void)easy;
  (void)bytes;
  if (what == CURLINFO_HEADER_IN || what == CURLINFO_DATA_IN)
    t->wire += (double)len;
  return 0;
}


/*
** Newer libcurls tell on_wire nothing of the body of a redirect. Here they tell
** how much of it came, without what stands between its chunks. None of that is
** news, so stall_timeout ends it as well.
*/
static int on_progress (void *arg, curl_off_t all, curl_off_t body,
                        curl_off_t all_sent, curl_off_t sent) {
  transfer *t = arg;
  (void)all;
  (void)all_sent;
  (void)sent;
  if (t->head_complete && t->wire < t->wire_before_body + (double)body)
    t->wire = t->wire_before_body + (double)body;
  return 0;
}


/* Called on each connection before the request is sent: refuses to go from
   https down to http, after any number of redirects. */
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
    outcome_fail(t, "http", "refused a redirect from https down to http");
    return CURL_PREREQFUNC_ABORT;
  }
  clear_head(t); /* that of a redirect */
  return CURL_PREREQFUNC_OK;
}

/* }====================================================== */


/* {======================================================
** Limits
** ======================================================= */

/*
** Two limits of time are kept here: for the whole transfer, as libcurl's own
** leaves out the time that it queues for a connection; and for a stall, counted
** from when the request is sent.
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


/*
** A body may take more bytes to send than it has: marks of chunks, trailers,
** gzip of what does not shrink. With twice as many there is something wrong.
*/
static int is_flooded (const transfer *t) {
  return t->state == RUNNING && t->wire > 2 * t->max_bytes + (double)BODY_SIZE;
}


int transfer_expire (transfer *t, double at) {
  if (is_flooded(t)) {
    outcome_fail_long(t, "more than twice", " came before the body's end");
    return 1;
  }
  if (transfer_ends_in(t, at) > 0) return 0;
  if (t->deadline <= at)
    outcome_fail_late(t, "the request was not over after", t->timeout,
                      "timeout");
  else
    outcome_fail_late(t, "nothing came for", t->stall_timeout, "stall_timeout");
  return 1;
}

/* }====================================================== */


/* {======================================================
** Setting up and freeing
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


/* Goes on after a failure; `code` is the first one. */
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
  SET(CURLOPT_DEBUGFUNCTION, on_wire);
  SET(CURLOPT_DEBUGDATA, t);
  SET(CURLOPT_VERBOSE, 1L); /* else on_wire is not called */
  SET(CURLOPT_XFERINFOFUNCTION, on_progress);
  SET(CURLOPT_XFERINFODATA, t);
  SET(CURLOPT_NOPROGRESS, 0L); /* else on_progress is not called */
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
  /* a portal of the platform sends headers that HTTP/2 forbids */
  SET(CURLOPT_HTTP_VERSION, (long)CURL_HTTP_VERSION_1_1);
  SET(CURLOPT_FOLLOWLOCATION, 1L);
  SET(CURLOPT_MAXREDIRS, MAX_REDIRECTS);
  SET(CURLOPT_DISALLOW_USERNAME_IN_URL, 1L);
  SET(CURLOPT_SSL_VERIFYPEER, 1L);
  SET(CURLOPT_SSL_VERIFYHOST, 2L);
  SET(CURLOPT_NOSIGNAL, 1L);
#if LIBCURL_VERSION_NUM >= 0x075700
  SET(CURLOPT_QUICK_EXIT, 1L); /* do not wait for a name lookup that hangs */
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
  /* else libcurl would trust its own folder as well, if it was built with one;
     it may also be built without folders, and then refuses this */
  if (r->ca_file != NULL && r->ca_path == NULL)
    curl_easy_setopt(t->easy, CURLOPT_CAPATH, NULL);
  if (code == CURLE_OK && r->ca_path != NULL && *r->ca_path != '\0') {
    code = curl_easy_setopt(t->easy, CURLOPT_CAPATH, r->ca_path);
    /* a libcurl without folders of certificates; curl goes on as well */
    if (code == CURLE_NOT_BUILT_IN) code = CURLE_OK;
  }
  return code;
}


CURLcode transfer_set_up (transfer *t, const request *r) {
  CURLcode code;
  t->max_bytes = r->max_bytes;
  t->timeout = r->timeout;
  t->connect_timeout = r->connect_timeout;
  t->stall_timeout = r->stall_timeout;
  t->deadline = clock_now() + r->timeout;
  t->easy = curl_easy_init();
  if (t->easy == NULL) return CURLE_OUT_OF_MEMORY;
  if ((code = set_callbacks(t)) != CURLE_OK
      || (code = set_protocol(t)) != CURLE_OK)
    return code;
  return set_request(t, r);
}


void transfer_cancel (transfer *t) {
  if (t->state == RUNNING)
    outcome_fail(t, "cancelled", "the session was closed");
}


int transfer_is_foreign (const transfer *t) {
  return t->pid != getpid();
}


void transfer_free (transfer *t) {
  if (t->easy == NULL || !transfer_is_foreign(t)) {
    curl_easy_cleanup(t->easy);
    curl_slist_free_all(t->request_headers);
  }
  inflater_close(&t->inflater);
  free(t->plain);
  free(t);
}

/* }====================================================== */


/* {======================================================
** The body
** ======================================================= */

static void find_coding (transfer *t) {
  t->coding = head_body_coding(t->head, t->head_len);
  if (t->coding == UNSUPPORTED)
    outcome_fail(t, "content",
                 "the response has a Content-Encoding that was not asked for");
}


/* Inflates what was received, until there are plain bytes or it is used up. */
static void inflate_body (transfer *t) {
  if (t->plain == NULL) t->plain = malloc(PLAIN_SIZE);
  if (t->plain == NULL) {
    t->state = FAILED;
    return;
  }
  while (t->plain_start == t->plain_end
         && (t->plain_full || t->body_start < t->body_end)) {
    size_t in = t->body_end - t->body_start, out = PLAIN_SIZE;
    inflate_result result = inflater_run(&t->inflater, t->body + t->body_start,
                                         &in, t->plain, &out);
    t->body_start += in;
    t->plain_start = 0;
    t->plain_end = out;
    t->plain_full = out == PLAIN_SIZE;
    if (result == INFLATE_NO_MEMORY) {
      t->state = FAILED;
      return;
    }
    if (result == INFLATE_BAD) {
      outcome_fail(
          t, "content",
          "the response is declared as gzip, but cannot be decompressed");
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


/* Ends a pause. Call it last: libcurl may call on_body from within. */
static void resume (transfer *t) {
  CURLcode code;
  if (!t->paused || t->state != RUNNING
      || t->body_end - t->body_start > BODY_SIZE / 2)
    return;
  t->paused = 0;
  t->last_news = clock_now();
  code = curl_easy_pause(t->easy, CURLPAUSE_CONT);
  if (code == CURLE_OUT_OF_MEMORY)
    t->state = FAILED;
  else if (code != CURLE_OK)
    outcome_fail(t, "network",
                 "the transfer could not be resumed after a pause");
}


size_t transfer_peek (transfer *t, const char **bytes) {
  size_t len = 0;
  if (t->coding == UNKNOWN && t->head_complete && has_body(t)) find_coding(t);
  if (t->coding == GZIP) {
    inflate_body(t);
    len = t->plain_end - t->plain_start;
    if (len == 0)
      resume(t); /* all input is used up, nothing came out */
    else
      *bytes = t->plain + t->plain_start;
  } else if (t->coding == IDENTITY) {
    *bytes = t->body + t->body_start;
    len = t->body_end - t->body_start;
  }
  if (len > READ_SIZE) len = READ_SIZE;
  if (t->delivered + (double)len > t->max_bytes) {
    outcome_fail_long(t, "the body is over", "");
    return 0;
  }
  if (len == 0 && t->state == DONE && t->coding == GZIP
      && !inflater_complete(&t->inflater))
    outcome_fail(t, "network", "the compressed body was cut before its end");
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
