#define _GNU_SOURCE /* dladdr, RTLD_NODELETE */

#include "session.h"

#include <dlfcn.h>
#include <math.h>
#include <pthread.h>
#include <stdlib.h>
#include <unistd.h>

#include "clock.h"
#include "outcome.h"

#define MAX_CONNECTIONS 6L /* to one host */


/*
** The only mutable statics: libcurl is set up once per process. That is never
** undone, as other code in the process may use libcurl too.
*/
static pthread_once_t curl_once = PTHREAD_ONCE_INIT;
static CURLcode curl_ready = CURLE_FAILED_INIT;

/*
** A name lookup that hangs cannot be cancelled: libcurl's thread for it ends
** when the lookup does, and its code must still be there, though the host may
** have closed every Lua state by then. So this library stays loaded, and
** libcurl with it.
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


/* {======================================================
** libcurl's callbacks: they touch C memory only
** ======================================================= */

static short events_of (int what) {
  int events = 0;
  if (what & CURL_POLL_IN) events |= POLLIN;
  if (what & CURL_POLL_OUT) events |= POLLOUT;
  return (short)events;
}


static int resize (struct pollfd **list, size_t size) {
  struct pollfd *moved = realloc(*list, size * sizeof *moved);
  if (moved != NULL) *list = moved;
  return moved != NULL;
}


/* Makes room for one more descriptor; 0 when there is no memory. */
static int reserve (session *s) {
  size_t size = s->watched_size * 2 + 8;
  if (s->watched_count < s->watched_size) return 1;
  if (!resize(&s->watched, size) || !resize(&s->ready, size)) return 0;
  s->watched_size = size;
  return 1;
}


/* Returns -1 when there is no memory: libcurl then fails all transfers. */
static int on_socket (CURL *easy, curl_socket_t fd, int what, void *arg,
                      void *unused) {
  session *s = arg;
  size_t i = 0;
  (void)easy;
  (void)unused;
  while (i < s->watched_count && s->watched[i].fd != fd) i++;
  if (what == CURL_POLL_REMOVE) {
    if (i < s->watched_count) s->watched[i] = s->watched[--s->watched_count];
    return 0;
  }
  if (!reserve(s)) return -1;
  if (i == s->watched_count) s->watched_count++;
  s->watched[i].fd = fd;
  s->watched[i].events = events_of(what);
  return 0;
}


static int on_timer (CURLM *multi, long milliseconds, void *arg) {
  session *s = arg;
  (void)multi;
  s->wakes_at =
      milliseconds < 0 ? INFINITY : clock_now() + (double)milliseconds / 1000;
  return 0;
}

/* }====================================================== */


session *session_new (void) {
  session *s = calloc(1, sizeof *s);
  if (s == NULL) return NULL;
  s->pid = getpid();
  s->wakes_at = INFINITY;
  s->multi = curl_multi_init();
  if (s->multi == NULL) {
    free(s);
    return NULL;
  }
  curl_multi_setopt(s->multi, CURLMOPT_MAX_HOST_CONNECTIONS, MAX_CONNECTIONS);
  curl_multi_setopt(s->multi, CURLMOPT_SOCKETFUNCTION, on_socket);
  curl_multi_setopt(s->multi, CURLMOPT_SOCKETDATA, s);
  curl_multi_setopt(s->multi, CURLMOPT_TIMERFUNCTION, on_timer);
  curl_multi_setopt(s->multi, CURLMOPT_TIMERDATA, s);
  return s;
}


int session_is_foreign (const session *s) {
  return s->pid != getpid();
}


CURLcode session_start (session *s, transfer *t, const request *r) {
  CURLcode code;
  t->pid = s->pid;
  if ((code = transfer_set_up(t, r)) != CURLE_OK) return code;
  if (curl_multi_add_handle(s->multi, t->easy) != CURLM_OK)
    return CURLE_OUT_OF_MEMORY;
  t->session = s;
  t->news = &s->news;
  t->next = s->first;
  if (s->first != NULL) s->first->previous = t;
  s->first = t;
  return CURLE_OK;
}


void session_detach (transfer *t) {
  session *s = t->session;
  if (s == NULL) return;
  if (!transfer_is_foreign(t)) curl_multi_remove_handle(s->multi, t->easy);
  if (t->previous != NULL)
    t->previous->next = t->next;
  else
    s->first = t->next;
  if (t->next != NULL) t->next->previous = t->previous;
  t->previous = t->next = NULL;
  t->session = NULL;
  t->news = NULL;
}


void session_release (transfer *t) {
  if (t == NULL) return;
  session_detach(t);
  transfer_free(t);
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
    outcome_finish(t, message->data.result);
    s->news = 1;
  }
}


static void expire_transfers (session *s) {
  double at = clock_now();
  for (transfer *t = s->first; t != NULL; t = t->next) {
    if (!transfer_expire(t, at)) continue;
    curl_multi_remove_handle(s->multi, t->easy);
    s->news = 1;
  }
}


double session_idle_time (const session *s) {
  double at = clock_now(), least = s->wakes_at - at;
  if (least > LONGEST_WAIT) least = LONGEST_WAIT;
  for (const transfer *t = s->first; t != NULL; t = t->next) {
    double left = transfer_ends_in(t, at);
    if (left < least) least = left;
  }
  return least > 0 ? least : 0;
}


static int milliseconds (const session *s, double seconds) {
  double idle = seconds > 0 ? session_idle_time(s) : 0;
  if (idle < seconds) seconds = idle;
  return seconds > 0 ? (int)(seconds * 1000) + 1 : 0;
}


static int to_curl (short events) {
  int what = 0;
  if (events & (POLLIN | POLLHUP)) what |= CURL_CSELECT_IN;
  if (events & POLLOUT) what |= CURL_CSELECT_OUT;
  if (events & (POLLERR | POLLNVAL)) what |= CURL_CSELECT_ERR;
  return what;
}


/* Fills `ready`. That is a list of its own, as `watched` changes while libcurl
   acts on the descriptors. */
static size_t find_ready (session *s, double seconds) {
  size_t count = 0;
  int found =
      poll(s->watched, (nfds_t)s->watched_count, milliseconds(s, seconds));
  for (size_t i = 0; found > 0 && i < s->watched_count; i++) {
    if (s->watched[i].revents != 0) s->ready[count++] = s->watched[i];
  }
  return count;
}


CURLMcode session_step (session *s, double seconds) {
  size_t count = find_ready(s, seconds);
  CURLMcode code = CURLM_OK;
  int running;
  for (size_t i = 0; i < count && code == CURLM_OK; i++) {
    code = curl_multi_socket_action(s->multi, s->ready[i].fd,
                                    to_curl(s->ready[i].revents), &running);
  }
  if (code == CURLM_OK && s->wakes_at <= clock_now()) {
    s->wakes_at = INFINITY; /* libcurl reports a new timer, not its lack */
    code = curl_multi_socket_action(s->multi, CURL_SOCKET_TIMEOUT, 0, &running);
  }
  take_results(s);
  expire_transfers(s);
  return code;
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
    session_detach(t);
    transfer_cancel(t);
  }
  if (!session_is_foreign(s)) curl_multi_cleanup(s->multi);
  free(s->watched);
  free(s->ready);
  free(s);
}
