/*
** transfer: one HTTP GET on libcurl's multi interface, its body inflated while
** it is read. Plain C, no Lua.
**
** libcurl's callbacks write to the buffers below and return. Above the
** high-water mark of the body a transfer is paused, so memory stays bounded
** whatever the body's size. A transfer belongs to the process that started it:
** after a fork the child leaves it alone, as touching it would end the parent's
** connections.
*/
#ifndef URSSAF_TRANSFER_H
#define URSSAF_TRANSFER_H

#include <stddef.h>
#include <sys/types.h>

#include <curl/curl.h>

#include "head.h"
#include "inflate.h"

#pragma GCC visibility push(hidden)

#define LONGEST_WAIT 86400.0 /* seconds */

#ifndef KIB /* the fuzzer has smaller buffers */
#define KIB ((size_t)1024)
#endif

#define READ_SIZE (64 * KIB)  /* the most that one peek gives */
#define BODY_SIZE (128 * KIB) /* high-water mark of a body */
#define HEAD_SIZE (64 * KIB)  /* the most that all heads may take */

/* After each call zlib or ISA-L copies its window, which costs a fiftieth of a
   fetch if a call gives 64 KiB. The memory is malloc's own, and not part of the
   transfer, so that what is made of the body takes its place. */
#define PLAIN_SIZE (512 * KIB)

typedef enum { RUNNING, DONE, FAILED } transfer_state;

typedef struct transfer transfer;

struct transfer {
  /* session.c's: its session and the list of that; NULL if in none */
  struct session *session;
  transfer *previous, *next;
  int *news; /* set to 1 when bytes come; NULL: it is not needed */
  pid_t pid; /* of the process that started it */

  CURL *easy; /* NULL before it is set up */
  struct curl_slist *request_headers;

  transfer_state state;
  const char *kind;  /* of FAILED: `err.kind`, static; NULL: no memory */
  const char *limit; /* the option whose time limit is over, static; or NULL */
  char message[CURL_ERROR_SIZE + 128];
  char curl_message[CURL_ERROR_SIZE];

  long status; /* of the response whose head is in `head`; 0: none yet */
  int head_complete;
  int head_is_final; /* no further response follows, as after a redirect */
  int was_https;
  size_t head_len;
  size_t heads; /* bytes of all heads and trailers, also of redirects */

  int paused;
  body_coding coding;
  inflater inflater;
  size_t body_start, body_end; /* body[start..end) is received, not taken */
  char *plain; /* PLAIN_SIZE; NULL before the first bytes are inflated */
  size_t plain_start, plain_end; /* plain[start..end) is inflated, not taken */
  int plain_full;                /* the inflater may hold more output */
  double max_bytes, delivered;
  double wire;             /* bytes received, whatever they were */
  double wire_before_body; /* `wire` when the head was complete */
  double timeout, connect_timeout, stall_timeout;
  double deadline, last_news; /* by clock_now; last_news is 0 before the request
                                 is sent */

  /* last and not cleared, so that pages never touched cost nothing */
  char head[HEAD_SIZE];
  char body[BODY_SIZE];
};

/* Strings are the caller's; NULL where there is none. */
typedef struct {
  const char *url, *user_agent, *proxy, *ca_file, *ca_path;
  double timeout, connect_timeout, stall_timeout; /* seconds */
  double max_bytes;                               /* of the plain body */
} request;

/* NULL when there is no memory */
transfer *transfer_new (void);

/* Appends to the headers to be sent; 0 when there is no memory. */
int transfer_add_header (transfer *t, const char *line);

/* Sets up t->easy, to be started by a session; on failure free the transfer all
   the same. */
CURLcode transfer_set_up (transfer *t, const request *r);

/* Does it belong to another process, from before a fork? */
int transfer_is_foreign (const transfer *t);

/*
** How many plain bytes can be read, and where they are; they stay until
** transfer_take takes them. If there are none, t->state says whether there will
** be.
*/
size_t transfer_peek (transfer *t, const char **bytes);
void transfer_take (transfer *t, size_t len);

/* Seconds from the time `at` until the first of its time limits. */
double transfer_ends_in (const transfer *t, double at);

/* Fails if too much has come, or if one of its time limits is over at that
   time; says whether. */
int transfer_expire (transfer *t, double at);

/* Fails because its session is closed, unless it is over. */
void transfer_cancel (transfer *t);

/* It must be in no session. */
void transfer_free (transfer *t);

#pragma GCC visibility pop

#endif
