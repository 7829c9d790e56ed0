/*
** session: libcurl's multi handle, which drives any number of transfers in one
** thread. Plain C, no Lua.
*/
#ifndef URSSAF_SESSION_H
#define URSSAF_SESSION_H

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
  int news;        /* bytes came or a transfer ended since the last wait */
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

/* Moves all transfers on, without waiting. CURLM_OK, or a fault of use. */
CURLMcode session_perform (session *s);

/* Waits up to that many seconds for something to happen. */
CURLMcode session_wait (session *s, double seconds);

/* How many transfers are not over. */
size_t session_running (const session *s);

/* Detaches all transfers; those not over fail as `cancelled`. NULL is fine. */
void session_free (session *s);

#pragma GCC visibility pop

#endif
