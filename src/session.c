#define _GNU_SOURCE /* dladdr, RTLD_NODELETE */

#include "session.h"

#include <dlfcn.h>
#include <pthread.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "transfer.h"

#define MAX_CONNECTIONS 6L /* to one host */


double clock_now (void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}


/*
** The only static data that change: libcurl's own set-up is per process. It
** is never undone, for others in this process may use libcurl too.
*/
static pthread_once_t curl_once = PTHREAD_ONCE_INIT;
static CURLcode curl_ready = CURLE_FAILED_INIT;

/*
** A name lookup that hangs cannot be called off: its thread of libcurl's ends
** when it ends, and must find its code still there, though the host may have
** closed every Lua state by then. So this library stays, and libcurl with it.
*/
static void stay_loaded (void) {
  Dl_info self;
  if (dladdr(&curl_once, &self) != 0)
    dlopen(self.dli_fname, RTLD_NOW | RTLD_NOLOAD | RTLD_NODELETE);
}


static void start_curl (void) {
  stay_loaded();
  curl_ready = curl_global_init(CURL_GLOBAL_DEFAULT);
}


CURLcode curl_start (void) {
  pthread_once(&curl_once, start_curl);
  return curl_ready;
}


session *session_new (void) {
  session *s = calloc(1, sizeof *s);
  if (s == NULL) return NULL;
  s->pid = getpid();
  s->multi = curl_multi_init();
  if (s->multi == NULL) {
    free(s);
    return NULL;
  }
  curl_multi_setopt(s->multi, CURLMOPT_MAX_HOST_CONNECTIONS, MAX_CONNECTIONS);
  return s;
}


int session_is_foreign (const session *s) {
  return s->pid != getpid();
}


static void take_results (session *s) {
  CURLMsg *message;
  int left;
  while ((message = curl_multi_info_read(s->multi, &left)) != NULL) {
    transfer *t;
    char *mine = NULL;
    if (message->msg != CURLMSG_DONE) continue;
    curl_easy_getinfo(message->easy_handle, CURLINFO_PRIVATE, &mine);
    t = (void *)mine;
    transfer_finish(t, message->data.result);
    s->news = 1;
  }
}


static void end_all_late (session *s) {
  double at = clock_now();
  for (transfer *t = s->first; t != NULL; t = t->next) {
    if (transfer_ends_in(t, at) <= 0) transfer_end_late(t, at);
  }
}


CURLMcode session_perform (session *s) {
  int running;
  CURLMcode code = curl_multi_perform(s->multi, &running);
  take_results(s);
  end_all_late(s);
  return code;
}


static int wait_milliseconds (const session *s, double seconds) {
  double at = clock_now();
  if (seconds > LONGEST_WAIT) seconds = LONGEST_WAIT;
  for (const transfer *t = s->first; t != NULL; t = t->next) {
    double left = transfer_ends_in(t, at);
    if (left < seconds) seconds = left;
  }
  return seconds > 0 ? (int)(seconds * 1000) + 1 : 0;
}


CURLMcode session_wait (session *s, double seconds) {
  return curl_multi_poll(s->multi, NULL, 0, wait_milliseconds(s, seconds),
                         NULL);
}


size_t session_running (const session *s) {
  size_t running = 0;
  for (const transfer *t = s->first; t != NULL; t = t->next)
    running += t->state == RUNNING;
  return running;
}


void session_free (session *s) {
  if (s == NULL) return;
  while (s->first != NULL) {
    transfer *t = s->first;
    transfer_detach(t);
    transfer_cancel(t);
  }
  if (!session_is_foreign(s)) curl_multi_cleanup(s->multi);
  free(s);
}
