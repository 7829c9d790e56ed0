#include "outcome.h"

#include <stdio.h>
#include <string.h>


void outcome_fail (transfer *t, const char *kind, const char *message) {
  if (t->kind == NULL) {
    t->kind = kind;
    snprintf(t->message, sizeof t->message, "%s", message);
  }
  t->state = FAILED;
}


/* Writes "3 seconds" or "300 ms", without a decimal point: that would be the
   locale's. */
void outcome_fail_late (transfer *t, const char *what, double seconds,
                        const char *option) {
  char message[96];
  int whole = seconds >= 1 && seconds <= LONGEST_WAIT
              && seconds == (double)(long)seconds;
  snprintf(message, sizeof message, "%s %.0f %s (%s)", what,
           whole ? seconds : seconds * 1000, whole ? "seconds" : "ms", option);
  t->limit = option;
  outcome_fail(t, "timeout", message);
}


void outcome_fail_long (transfer *t, const char *before, const char *after) {
  char message[96];
  snprintf(message, sizeof message, "%s %.0f bytes%s (max_bytes)", before,
           t->max_bytes, after);
  t->kind = NULL; /* this reason replaces any earlier one */
  outcome_fail(t, "limit", message);
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
    /* newer ones say so of a Transfer-Encoding before on_header can */
    case CURLE_BAD_CONTENT_ENCODING: return "content";
    default: return "network";
  }
}


static int is_redirected (const transfer *t) {
  return t->status >= 300 && t->status < 400;
}


/* Did we refuse to follow a redirect? Then the redirect is the response. */
static int is_refused_redirect (const transfer *t, CURLcode code) {
  return is_redirected(t)
         && (code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_URL_MALFORMAT
             || code == CURLE_LOGIN_DENIED || code == CURLE_TOO_MANY_REDIRECTS);
}


static void fail_refused (transfer *t, CURLcode code) {
  char message[96];
  t->head_is_final = 1;
  snprintf(message, sizeof message, "refused a redirect: %s",
           code == CURLE_LOGIN_DENIED ? "its address has a user name"
                                      : curl_easy_strerror(code));
  outcome_fail(t, code == CURLE_TOO_MANY_REDIRECTS ? "limit" : "http", message);
}


/* Before there is a connection libcurl's own message may quote the address of
   the proxy, with its password. So it is not used; the host is that of the
   request. */
static void fail_unconnected (transfer *t, CURLcode code) {
  char *host = NULL;
  const char *url = NULL;
  CURLU *parts = curl_url();
  curl_easy_getinfo(t->easy, CURLINFO_EFFECTIVE_URL, &url);
  if (parts != NULL && url != NULL
      && curl_url_set(parts, CURLUPART_URL, url, 0) == CURLUE_OK)
    curl_url_get(parts, CURLUPART_HOST, &host, 0);
  snprintf(t->curl_message, sizeof t->curl_message, "no connection%s%.128s: %s",
           host != NULL ? " to " : "", host != NULL ? host : "",
           curl_easy_strerror(code));
  outcome_fail(t, "network", t->curl_message);
  curl_free(host);
  curl_url_cleanup(parts);
}


/* Is libcurl's own message about a connection that was made, or about TLS? */
static int is_message_safe (const transfer *t, CURLcode code) {
  if (t->last_news > 0 && !is_redirected(t)) return 1;
  switch (code) {
    case CURLE_OPERATION_TIMEDOUT:
    case CURLE_PROXY:
    case CURLE_WEIRD_SERVER_REPLY:
    case CURLE_PARTIAL_FILE:
    case CURLE_GOT_NOTHING:
    case CURLE_SEND_ERROR:
    case CURLE_RECV_ERROR:
    case CURLE_BAD_CONTENT_ENCODING: return 1;
    default: return strcmp(kind_of(code), "network") != 0;
  }
}


static void fail_with_code (transfer *t, CURLcode code) {
  /* no connection yet: it is libcurl's limit; later ones are the system's */
  if (code == CURLE_OPERATION_TIMEDOUT && t->last_news <= 0)
    outcome_fail_late(t, "no connection after", t->connect_timeout,
                      "connect_timeout");
  else if (is_refused_redirect(t, code))
    fail_refused(t, code);
  else if (!is_message_safe(t, code))
    fail_unconnected(t, code);
  else
    outcome_fail(t, kind_of(code),
                 t->curl_message[0] != '\0' ? t->curl_message
                                            : curl_easy_strerror(code));
}


/*
** libcurl reports "out of memory" for a header line over 100 KB as well, and
** there is no way to tell the two apart. While a head is being received we
** report a failure: a server must not be able to make us raise.
*/
static void fail_without_memory (transfer *t) {
  if (t->last_news > 0 && !t->head_complete)
    outcome_fail(
        t, "limit",
        "a header line of the response is too long, or memory is short");
  t->state = FAILED;
}


void outcome_finish (transfer *t, CURLcode code) {
  if (t->state != RUNNING)
    return; /* it failed before, for a reason of our own */
  if (code == CURLE_ABORTED_BY_CALLBACK) {
    t->state = FAILED; /* by session.c's on_socket, which had no memory */
  } else if (code == CURLE_OUT_OF_MEMORY) {
    fail_without_memory(t);
  } else if (code != CURLE_OK) {
    fail_with_code(t, code);
  } else if (!t->head_complete) {
    outcome_fail(t, "network",
                 "the response was cut before the end of its headers");
  } else {
    t->state = DONE;
    t->head_is_final = 1;
  }
}
