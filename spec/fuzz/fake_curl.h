/*
** fake_curl: stands in for libcurl's functions for transfers; no network.
** What would come from one is passed to transfer.c's callbacks as libcurl does
** it: a header line at a time, a body in pieces of any size; a piece that meets
** a pause is kept, and nothing else comes until the pause ends. A header to be
** sent, or an address, that is NULL stands for one that found no memory.
*/
#ifndef URSSAF_FUZZ_FAKE_CURL_H
#define URSSAF_FUZZ_FAKE_CURL_H

#include <stddef.h>

#include <curl/curl.h>

typedef struct {
  curl_write_callback on_header, on_body;
  curl_prereq_callback before_request;
  void *header_arg, *body_arg, *request_arg;
  const unsigned char *body; /* what has not come yet */
  size_t left;
  size_t kept; /* so many bytes of it met a pause */
  int paused, failed;
  int at_once;       /* the end of a pause brings what was kept, from within */
  CURLcode at_pause; /* what becomes of the end of a pause */
} fake_curl;

/* A connection is there, the request goes out. */
void fake_curl_request (fake_curl *c);

void fake_curl_header (fake_curl *c, const char *line);

/* The caller keeps the bytes. */
void fake_curl_set_body (fake_curl *c, const unsigned char *bytes, size_t len,
                         int at_once);

/* A piece of up to so many bytes comes, unless there is a pause. */
void fake_curl_body (fake_curl *c, size_t len);

/* How many bytes are still to come; 0 after a failure. */
size_t fake_curl_left (const fake_curl *c);

/* The result of the transfer: `code`, unless a callback ended it. */
CURLcode fake_curl_result (const fake_curl *c, CURLcode code);

#endif
