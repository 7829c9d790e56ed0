/*
** session: libcurl's multi handle, which drives any number of transfers in one
** thread. Plain C, no Lua.
**
** Through callbacks libcurl says which descriptors it waits for, and when it
** wants to be called at the latest. Both are stored here: for our own poll(2),
** and for a host that watches the descriptors in its own loop. There is no
** select(2), so a descriptor may have any number.
*/
#ifndef URSSAF_SESSION_H
#define URSSAF_SESSION_H

#include <poll.h>
#include <stddef.h>
#include <sys/types.h>

#include <curl/curl.h>

#include "transfer.h"

#pragma GCC visibility push(hidden)

typedef struct session {
  CURLM *multi;
  transfer *first; /* of the transfers that were started and not detached */
  pid_t pid;       /* the process that may use it */
  int news; /* bytes came or a transfer ended since the caller cleared it */

  struct pollfd *watched; /* the descriptors that libcurl waits for */
  struct pollfd *ready;   /* those that the step under way found ready */
  size_t watched_count, watched_size; /* the size is that of `ready` too */
  double wakes_at; /* by clock_now: when libcurl wants to be called */
} session;

/* Sets libcurl up, once for the process, from any thread. */
CURLcode curl_start (void);

/* NULL when there is no memory. It is malloc's memory, not Lua's: if Lua cannot
   run a finalizer, it leaks, but libcurl never points to freed memory. */
session *session_new (void);

/* Does it belong to another process, from before a fork? */
int session_is_foreign (const session *s);

/* Starts a new transfer; on failure release it all the same. */
CURLcode session_start (session *s, transfer *t, const request *r);

/* Takes a transfer out of its session, if it is in one; what it received stays
   readable. */
void session_detach (transfer *t);

/* Detaches and frees a transfer. NULL is fine. */
void session_release (transfer *t);

/* Waits up to that many seconds (0: not at all) for a descriptor or a timer,
   and lets libcurl act. Anything but CURLM_OK means no memory, or a bug. */
CURLMcode session_step (session *s, double seconds);

/* How many transfers are not over. */
size_t session_running (const session *s);

/* Seconds until session_step has something to do even if no descriptor is
   ready, LONGEST_WAIT at most. */
double session_idle_time (const session *s);

/* Detaches all transfers; those not over fail as `cancelled`. NULL is fine. */
void session_free (session *s);

#pragma GCC visibility pop

#endif
