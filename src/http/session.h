/*
** session: libcurl's multi handle, which drives any number of transfers in one
** thread. Plain C, no Lua.
**
** libcurl says through callbacks which descriptors it waits for and when it
** wants to be called at the latest. Both are noted here, for our own poll(2)
** and for a host that watches them in its own loop; so nothing depends on how
** high a descriptor's number is.
*/
#ifndef URSSAF_SESSION_H
#define URSSAF_SESSION_H

#include <poll.h>
#include <stddef.h>
#include <sys/types.h>

#include <curl/curl.h>

#pragma GCC visibility push(hidden)

#define LONGEST_WAIT 86400.0 /* seconds */

typedef struct transfer transfer;

typedef struct {
  CURLM *multi;
  transfer *first; /* every transfer that is attached */
  pid_t pid;       /* the process that may use it */
  int news;        /* bytes came or a transfer ended since the last step */

  struct pollfd *watched; /* what libcurl waits for */
  struct pollfd *ready;   /* what of it a step has found ready; as large */
  size_t watched_count, watched_size;
  double wakes_at; /* of clock_now: when libcurl wants to be called */
} session;

/* Seconds on a clock that never goes back. */
double clock_now (void);

/* Sets libcurl up, once for the process, whatever the thread. */
CURLcode curl_start (void);

/* NULL when there is no memory. Not Lua's memory: should Lua be unable to run
   a finalizer, something leaks, but nothing is freed that libcurl points to. */
session *session_new (void);

/* Belongs to another process, from before a fork. */
int session_is_foreign (const session *s);

/* Waits up to that many seconds (0: not at all) for something to happen, and
   moves on what can be moved. CURLM_OK, or a fault of use. */
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
