/*
** limit: what the way costs at the least: metadata, count and export fetched
** with libcurl, which inflates them, and the line ends counted.
**
**   limit BASE_URL MODE [DATASET]    prints the lines, and the seconds of CPU
**                                    and wall time that it took; with MODE load
**                                    it fetches nothing
*/
#include <curl/curl.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#define MAIN_DATASET "auto-entrepreneurs-par-departement"


static size_t count (char *bytes, size_t size, size_t n, void *lines) {
  const char *end = bytes + size * n, *at = bytes;
  while ((at = memchr(at, '\n', (size_t)(end - at))) != NULL) {
    ++*(long *)lines;
    at++;
  }
  return size * n;
}


static double now (void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}


int main (int argc, char **argv) {
  static const char *const paths[] = { "", "/records", "/exports/csv" };
  char url[1024];
  long lines = 0;
  clock_t started;
  double wall;
  CURL *easy;
  if (argc < 2) return 2;
  curl_global_init(CURL_GLOBAL_DEFAULT);
  if (argc > 2 && strcmp(argv[2], "load") == 0) return 0;
  started = clock();
  wall = now();
  easy = curl_easy_init();
  curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "gzip");
  curl_easy_setopt(easy, CURLOPT_BUFFERSIZE, 65536L);
  curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, count);
  curl_easy_setopt(easy, CURLOPT_WRITEDATA, &lines);
  for (int i = 0; i < 3; i++) {
    snprintf(url, sizeof url, "%s/catalog/datasets/%s%s", argv[1],
             argc > 3 ? argv[3] : MAIN_DATASET, paths[i]);
    curl_easy_setopt(easy, CURLOPT_URL, url);
    lines = 0;
    if (curl_easy_perform(easy) != CURLE_OK) return 1;
  }
  curl_easy_cleanup(easy);
  printf("lines %ld\ncpu %.6f wall %.6f\n", lines,
         (double)(clock() - started) / CLOCKS_PER_SEC, now() - wall);
  return 0;
}
