/*
** transfer: HTTP GETs on libcurl's multi interface, bodies inflated while
** they are read. Plain C, no Lua.
**
** libcurl's callbacks write to the buffers below and return; above the
** high-water mark a transfer is paused, so memory does not follow the body.
** After a fork the child abandons what it inherited: touching it would end
** the parent's connections.
*/
#ifndef URSSAF_TRANSFER_H
#define URSSAF_TRANSFER_H

#include <stddef.h>
#include <sys/types.h>

#include <curl/curl.h>

#include "inflate.h"
#include "session.h"

#pragma GCC visibility push(hidden)

#define READ_SIZE ((size_t)64 * 1024)  /* the most that one peek gives */
#define BODY_SIZE ((size_t)128 * 1024) /* high-water mark of a body */
#define HEAD_SIZE ((size_t)64 * 1024)  /* the most a head may take */

/* what is inflated at once of a long body: zlib copies its window after each
   time, which at 64 KiB costs a fiftieth of a fetch; of a short one, the pages
   never touched before would cost more */
#define PLAIN_SIZE ((size_t)256 * 1024)
#define LONG_BODY  1e6

typedef enum { RUNNING, DONE, FAILED } transfer_state;
typedef enum { UNKNOWN, IDENTITY, GZIP, REFUSED } body_coding;

struct transfer {
  session *owner;            /* NULL once detached */
  transfer *previous, *next; /* in owner's list */
  CURL *easy;                /* NULL before it is started */
  struct curl_slist *request_headers;
  pid_t pid;

  transfer_state state;
  const char *kind;  /* of FAILED, in the words of `err.kind`; NULL: there was
                        no memory */
  const char *limit; /* which time limit was over, in the options' words */
  char message[CURL_ERROR_SIZE + 128];
  char curl_message[CURL_ERROR_SIZE];

  long status; /* of the head that is in `head`; 0: none yet */
  int head_complete;
  int head_is_final; /* the answer's own, not a redirect's on the way */
  int was_https;
  size_t head_len;

  int paused;
  body_coding coding;
  inflater inflater;
  size_t body_start, body_end;   /* body[start..end) came and was not taken */
  size_t plain_start, plain_end; /* plain[start..end) is inflated, not taken */
  int plain_full;                /* the last inflating ran out of room */
  double max_bytes, delivered;
  double timeout, connect_timeout, stall_timeout;
  double deadline, last_news; /* of clock_now; last_news is 0 while queued */

  /* last, so that pages never touched cost nothing */
  char head[HEAD_SIZE];
  char body[BODY_SIZE];
  char plain[PLAIN_SIZE];
};

/* What to ask for; strings are the caller's, NULL where there is none. */
typedef struct {
  const char *url, *user_agent, *proxy, *ca_file;
  double timeout, connect_timeout, stall_timeout; /* seconds */
  double max_bytes;                               /* of the plain body */
} request;

typedef struct {
  const char *name, *value;
  size_t name_len, value_len;
} header_field;

/* NULL when there is no memory */
transfer *transfer_new (void);

/* Appends to the headers to be sent; 0 when there is no memory. */
int transfer_add_header (transfer *t, const char *line);

/* Starts it; on failure free it all the same. */
CURLcode transfer_start (transfer *t, session *s, const request *r);

int transfer_is_foreign (const transfer *t);

/*
** The plain bytes that are there: how many, and where. None: look at the
** state. The bytes stay until transfer_take takes them.
*/
size_t transfer_peek (transfer *t, const char **bytes);
void transfer_take (transfer *t, size_t len);

/* The next field of a head, from *at (0 at first) on; 0 at the end. */
int head_next_field (const char *head, size_t len, size_t *at, header_field *f);

/* libcurl's last word on it */
void transfer_finish (transfer *t, CURLcode code);

/* Seconds until one of its time limits is over, at the time `at`. */
double transfer_ends_in (const transfer *t, double at);

/* One of them is over. */
void transfer_end_late (transfer *t, double at);

/* Its session is closed: it fails, unless it is over. */
void transfer_cancel (transfer *t);

/* Leaves the session; what came stays readable. */
void transfer_detach (transfer *t);

/* NULL is fine. */
void transfer_free (transfer *t);

#pragma GCC visibility pop

#endif
