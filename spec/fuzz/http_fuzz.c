/*
** http_fuzz: a libFuzzer target for the way of a response through transfer.c,
** head.c and inflate.c. In place of libcurl it links spec/fuzz/fake_curl.c,
** which passes on the bytes that this file makes.
**
** Whatever the pieces of the body and the pauses of the reader, the reader must
** get what zlib makes of the body at once, and the outcome must be the one that
** the head and the body call for. Where inflate_member.h lets ISA-L differ, it
** may.
**
** Input: bytes that choose, in this order: the heads before the last one, the
** last head, the body, how it is packed and damaged, max_bytes, the trailers,
** libcurl's result; all that is left says when pieces come and when the reader
** reads. A kibibyte has 4 bytes here (KIB), so that short bodies fill the
** buffers.
*/
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "fake_curl.h"
#include "gzip_body.h"
#include "outcome.h"
#include "transfer.h"

int LLVMFuzzerTestOneInput (const uint8_t *data, size_t len);


/* Says which condition does not hold, and ends the run. */
static void fail (const char *condition, int line) {
  fprintf(stderr, "http_fuzz.c:%d: %s\n", line, condition);
  abort();
}

#define check(holds) ((holds) ? (void)0 : fail(#holds, __LINE__))


/* {======================================================
** Heads
** ======================================================= */

typedef enum { NOTHING, SAYS_GZIP, OTHER_CODING, OTHER_FRAMING } meaning;

typedef struct {
  const char *text;
  meaning says;
} head_line;

static const head_line lines[] = {
  { "Content-Type: text/csv; charset=utf-8\r\n", NOTHING },
  { "Content-Encoding: gzip\r\n", SAYS_GZIP },
  { "content-encoding:\t X-GZip \r\n", SAYS_GZIP },
  { "CONTENT-ENCODING:gzip\n", SAYS_GZIP },
  { "Content-Encoding: Identity\r\n", NOTHING },
  { "Content-Encoding:  \r\n", NOTHING },
  { "Content-Encoding\r\n", NOTHING },
  { "Content-Encodin: br\r\n", NOTHING },
  { "Content-Encoding : br\r\n", NOTHING },
  { ": gzip\r\n", NOTHING },
  { "Content-Encoding: gzip, gzip\r\n", OTHER_CODING },
  { "Content-Encoding: br\r\n", OTHER_CODING },
  { "Content-Encoding: gzi\r\n", OTHER_CODING },
  { "Transfer-Encoding: Chunked\r\n", NOTHING },
  { "Transfer-Encoding: identity\r\n", NOTHING },
  { "Transfer-Encoding: gzip, chunked\r\n", OTHER_FRAMING },
  { "Transfer-Encoding:\r\n", OTHER_FRAMING },
};

#define LINE_COUNT (sizeof lines / sizeof *lines)
#define MOST_LINES 12

typedef struct {
  long status;
  size_t count, len;
  const head_line *lines[MOST_LINES];
} head;


static void add_line (head *h, size_t i) {
  h->lines[h->count++] = &lines[i];
  h->len += strlen(lines[i].text);
}


/* Mostly plain gzip, so that the body counts. */
static head choose_head (source *s, long status) {
  head h = { 0 };
  unsigned choice = source_byte(s) % 8;
  h.status = status;
  if (choice < 4) add_line(&h, 1 + choice % 2);
  if (choice < 6) return h;
  for (unsigned i = source_byte(s) % (MOST_LINES + 1); i > 0; i--)
    add_line(&h, source_byte(s) % LINE_COUNT);
  return h;
}


static size_t count_lines (const head *h, meaning says) {
  size_t count = 0;
  for (size_t i = 0; i < h->count; i++) count += h->lines[i]->says == says;
  return count;
}


#define STATUS_LINE "HTTP/1.1 000 Some reason\r\n"
#define TRAILER     "Trailer: of some length\r\n"

static size_t counted_length (const head *h) {
  return h->len + strlen(STATUS_LINE "\r\n");
}


static void send_head (fake_curl *c, const head *h) {
  char status[] = STATUS_LINE;
  status[9] = (char)('0' + h->status / 100);
  status[10] = (char)('0' + h->status / 10 % 10);
  status[11] = (char)('0' + h->status % 10);
  fake_curl_header(c, status);
  for (size_t i = 0; i < h->count; i++) fake_curl_header(c, h->lines[i]->text);
  fake_curl_header(c, "\r\n");
}


static void check_head (const transfer *t, const head *h) {
  size_t at = 0, len = 0, fields = 0, colons = 0;
  header_field f;
  check(t->head_complete && t->status == h->status);
  check(t->head_is_final || t->state == FAILED);
  for (size_t i = 0; i < h->count; i++) {
    const char *text = h->lines[i]->text;
    check(memcmp(t->head + len, text, strlen(text)) == 0);
    len += strlen(text);
    colons += strchr(text, ':') != NULL;
  }
  check(t->head_len == len);
  while (head_next_field(t->head, t->head_len, &at, &f)) fields++;
  check(fields == colons);
}

/* }====================================================== */


/* {======================================================
** What has to come of it
** ======================================================= */

/* all that comes, and libcurl's results */
typedef struct {
  size_t before; /* bytes of the heads before the last one */
  head last;
  packed_body body;
  size_t trailers;
  CURLcode at_pause, code;
  double max_bytes;
} scene;

typedef struct {
  plain_body plain;
  const char *kind, *or_kind; /* of the failure; or_kind: one or the other */
  CURLcode code;              /* libcurl's result */
  double max_bytes;
  size_t kept;  /* so many bytes may be missing before a cut */
  int is_loose; /* a damaged body, of which only failure is expected */
} expectation;


static int is_limit (const char *kind) {
  return kind != NULL && strcmp(kind, "limit") == 0;
}


/* Failures of the head; its length is noticed first. */
static const char *kind_of_head (const head *h, size_t before) {
  if (before + counted_length(h) > HEAD_SIZE) return "limit";
  return count_lines(h, OTHER_FRAMING) > 0 ? "content" : NULL;
}


static void allow_for_isal (const packed_body *b, expectation *e) {
  enum { KEPT = 3 };
  if (strcmp(inflater_name(), "isal") != 0) return;
  if (e->plain.end == BODY_CUT) e->kept = KEPT;
  e->is_loose = (b->is_altered && e->plain.end != BODY_WHOLE)
                || (e->kept > 0 && (double)e->plain.len > e->max_bytes
                    && (double)(e->plain.len - e->kept) <= e->max_bytes);
}


static const char *kind_of_body (const head *h, const packed_body *b,
                                 expectation *e) {
  size_t gzip = count_lines(h, SAYS_GZIP);
  int has_body = b->len > 0 || (h->status != 204 && h->status != 304);
  if (!has_body) return NULL;
  if (count_lines(h, OTHER_CODING) > 0 || gzip > 1) return "content";
  e->plain = gzip == 1 ? gzip_body_unpack(b) : gzip_body_as_it_is(b);
  if (gzip == 1) allow_for_isal(b, e);
  if ((double)e->plain.len > e->max_bytes) return "limit";
  if (e->plain.end == BODY_BAD) return "content";
  return e->plain.end == BODY_CUT ? "network" : NULL;
}


static expectation expect (const scene *sc) {
  expectation e = { 0 };
  size_t heads = sc->before + counted_length(&sc->last);
  e.max_bytes = sc->max_bytes;
  e.code = sc->code;
  e.kind = kind_of_head(&sc->last, sc->before);
  if (e.kind != NULL) return e;
  e.kind = kind_of_body(&sc->last, &sc->body, &e);
  if (is_limit(e.kind)) return e; /* replaces any other failure */
  /* which of two failures comes first depends on the reader */
  if (heads + sc->trailers * strlen(TRAILER) > HEAD_SIZE)
    e.or_kind = "limit";
  else if (sc->code != CURLE_OK)
    e.or_kind = "network";
  return e;
}


static int is_expected (const expectation *e, const transfer *t) {
  if (e->is_loose) return t->state == FAILED && t->kind != NULL;
  if (e->or_kind != NULL) {
    check(t->state == FAILED);
    return strcmp(t->kind, e->or_kind) == 0
           || (e->kind != NULL && strcmp(t->kind, e->kind) == 0);
  }
  if (e->kind == NULL) return t->state == DONE && t->kind == NULL;
  return t->state == FAILED && strcmp(t->kind, e->kind) == 0;
}

/* }====================================================== */


/* {======================================================
** Memory for the inflater: its malloc and calloc are these (mk/sanitize.mk)
** ======================================================= */

void *grant_malloc (size_t size);
void *grant_calloc (size_t count, size_t size);

typedef struct {
  unsigned left; /* so many requests are granted */
  int refused;
} memory;

static memory *counted; /* NULL while no request counts */


static int is_granted (void) {
  if (counted == NULL) return 1;
  counted->refused |= counted->left == 0;
  if (counted->left == 0) return 0;
  counted->left--;
  return 1;
}


void *grant_malloc (size_t size) {
  return is_granted() ? malloc(size) : NULL;
}


void *grant_calloc (size_t count, size_t size) {
  return is_granted() ? calloc(count, size) : NULL;
}


/* Mostly enough: there are three requests with zlib, one with ISA-L. */
static memory choose_memory (source *s) {
  unsigned choice = source_byte(s);
  memory m = { choice < 240 ? 1000 : choice % 3, 0 };
  return m;
}

/* }====================================================== */


/* {======================================================
** Reading
** ======================================================= */

typedef struct {
  transfer *t;
  fake_curl *curl;
  const expectation *expected;
  memory *memory;
  size_t got;
} reading;


static void check_bounds (const transfer *t) {
  check(t->body_start <= t->body_end && t->body_end <= BODY_SIZE);
  check(t->plain_start <= t->plain_end && t->plain_end <= PLAIN_SIZE);
  check(t->head_len <= HEAD_SIZE);
}


static void check_bytes (const reading *r, const char *bytes, size_t len) {
  const plain_body *plain = &r->expected->plain;
  size_t left = r->got < plain->len ? plain->len - r->got : 0;
  check(len <= READ_SIZE && (len <= left || r->expected->is_loose));
  if (left > len) left = len;
  check(left == 0 || memcmp(bytes, plain->bytes + r->got, left) == 0);
}


/* Takes up to `most` of the bytes that are there, and says how many. Between
   looking and taking a piece may come, as when a finalizer polls. */
static size_t read_bytes (reading *r, size_t most, size_t meanwhile) {
  const char *bytes = NULL;
  size_t len;
  counted = r->memory;
  len = transfer_peek(r->t, &bytes);
  counted = NULL;
  check_bounds(r->t);
  if (len == 0) return 0;
  check_bytes(r, bytes, len);
  if (meanwhile > 0) fake_curl_body(r->curl, meanwhile);
  if (len > most) len = most;
  transfer_take(r->t, len);
  r->got += len;
  check((double)r->got <= r->expected->max_bytes);
  check_bounds(r->t);
  return len;
}


static void act (reading *r, unsigned what) {
  size_t amount = what >> 2;
  switch (what & 3) {
    case 0: fake_curl_body(r->curl, amount + 1); break;
    case 1: fake_curl_body(r->curl, READ_SIZE - amount); break;
    case 2: read_bytes(r, amount < 48 ? READ_SIZE : amount - 47, 0); break;
    case 3: read_bytes(r, READ_SIZE, amount * 4 + 1); break;
  }
}


/* The rest of the body, as fast as the transfer takes it. A piece may meet a
   pause that ends at once, and come the next time. */
static void drain (reading *r) {
  int idle = 0;
  while (fake_curl_left(r->curl) > 0 && r->t->state != FAILED && idle < 3) {
    size_t left = fake_curl_left(r->curl), got = r->got;
    fake_curl_body(r->curl, READ_SIZE);
    read_bytes(r, READ_SIZE, 0);
    if (fake_curl_left(r->curl) < left || r->got > got)
      idle = 0;
    else
      idle++;
  }
  check(idle < 3); /* else it is stuck */
}


static void send_trailers (fake_curl *c, size_t count) {
  if (c->left > 0) return;
  while (count-- > 0) fake_curl_header(c, TRAILER);
}


/* A pause could not end, or there was no memory: not all of the body came. What
   was there may have a fault of its own, or libcurl had one. */
static void check_interrupted (const reading *r, const expectation *e) {
  const char *kind = r->t->kind;
  int broken = r->curl->paused && r->curl->failed;
  CURLcode code = broken ? r->curl->at_pause : e->code;
  check(r->t->state == FAILED);
  if (kind == NULL)
    check(r->memory->refused || code == CURLE_OUT_OF_MEMORY);
  else if (!is_expected(e, r->t))
    check(code != CURLE_OK && code != CURLE_OUT_OF_MEMORY
          && strcmp(kind, "network") == 0);
}


static void check_end (const reading *r, const expectation *e) {
  if (r->memory->refused || (r->curl->paused && r->curl->failed)) {
    check_interrupted(r, e);
    return;
  }
  check(is_expected(e, r->t));
  if (e->is_loose) return;
  /* what came before a fault is delivered */
  if (is_limit(e->kind) && e->plain.bytes != NULL)
    check((double)(r->got + READ_SIZE) > e->max_bytes);
  else
    check(r->got <= e->plain.len && e->plain.len - r->got <= e->kept);
}


static void read_all (reading *r, source *s, const scene *sc) {
  while (s->at < s->end && r->t->state == RUNNING) act(r, source_byte(s));
  drain(r);
  send_trailers(r->curl, sc->trailers);
  outcome_finish(r->t, fake_curl_result(r->curl, sc->code));
  while (read_bytes(r, READ_SIZE, 0) > 0) {}
  check_end(r, r->expected);
}

/* }====================================================== */


/* {======================================================
** A request
** ======================================================= */

/* Responses that others follow; the reader looks after each. Returns how many
   bytes they have. */
static size_t send_first_heads (reading *r, source *s) {
  size_t sent = 0;
  fake_curl_request(r->curl);
  for (unsigned i = source_byte(s) % 8; i > 5; i--) {
    unsigned choice = source_byte(s);
    head h = choose_head(s, choice % 2 == 0 ? 103 : 302);
    if (kind_of_head(&h, sent) != NULL) continue;
    send_head(r->curl, &h);
    check(read_bytes(r, READ_SIZE, 0) == 0 && r->t->state == RUNNING);
    if (h.status == 302) fake_curl_request(r->curl);
    sent += counted_length(&h);
  }
  return sent;
}


static void choose_results (source *s, scene *sc) {
  unsigned choice = source_byte(s);
  if (choice % 8 == 7) sc->code = CURLE_RECV_ERROR;
  if (choice >= 240)
    sc->at_pause = choice < 248 ? CURLE_OUT_OF_MEMORY : CURLE_SEND_ERROR;
}


static scene choose_scene (source *s, size_t before) {
  static const long statuses[] = { 200, 200, 200, 404, 204, 304, 200, 503 };
  static const double most[] = { 1e9, 1e9, 1e9, 1e9, 0, 100, 1000, 5000 };
  scene sc = { .before = before };
  unsigned trailers;
  int has_body;
  sc.last = choose_head(s, statuses[source_byte(s) % 8]);
  has_body = sc.last.status != 204 && sc.last.status != 304;
  sc.body = gzip_body_make(s, has_body);
  sc.max_bytes = most[source_byte(s) % 8];
  trailers = source_byte(s) % 32;
  if (has_body && trailers > 16) sc.trailers = trailers - 16;
  choose_results(s, &sc);
  return sc;
}


static void run (transfer *t, source *s) {
  memory m = { 0, 0 };
  reading r = { t, t->easy, NULL, &m, 0 };
  scene sc = choose_scene(s, send_first_heads(&r, s));
  expectation e = expect(&sc);
  t->max_bytes = sc.max_bytes;
  m = choose_memory(s);
  r.expected = &e;
  if (e.plain.end != BODY_TOO_LONG) {
    fake_curl_set_body(r.curl, sc.body.bytes, sc.body.len,
                       source_byte(s) % 2 == 0);
    r.curl->at_pause = sc.at_pause;
    send_head(r.curl, &sc.last);
    read_all(&r, s, &sc);
    if (kind_of_head(&sc.last, sc.before) == NULL) check_head(t, &sc.last);
  }
  free(e.plain.bytes);
  free(sc.body.bytes);
}


static CURLcode set_up (transfer *t, const char *url) {
  request r = { .url = url,
                .timeout = 60,
                .connect_timeout = 60,
                .stall_timeout = 60,
                .max_bytes = 1e9 };
  check(transfer_add_header(t, "Accept: text/csv"));
  check(!transfer_add_header(t, NULL));
  t->pid = getpid();
  return transfer_set_up(t, &r);
}


static void check_refused_set_up (void) {
  transfer *t = transfer_new();
  check(t != NULL && set_up(t, NULL) == CURLE_OUT_OF_MEMORY);
  transfer_free(t);
}


int LLVMFuzzerTestOneInput (const uint8_t *data, size_t len) {
  source s = { data, data + len };
  transfer *t = transfer_new();
  check(t != NULL && set_up(t, "http://localhost/") == CURLE_OK);
  if (len == 0) check_refused_set_up();
  run(t, &s);
  transfer_free(t);
  return 0;
}

/* }====================================================== */
