/*
** measure: runs a command, and writes to a file what it took: CPU seconds
** (user and system), wall seconds, peak memory in KiB, and the page faults
** that needed no disk.
**
**   measure FILE [-C FOLDER] [NAME=VALUE ...] COMMAND [ARGUMENTS]
**
** FOLDER is the command's current folder, NAME=VALUE a variable of its
** environment, as for env, which would itself be in the figures.
*/
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/types.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>


static double now (void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}


static double seconds (struct timeval t) {
  return (double)t.tv_sec + (double)t.tv_usec * 1e-6;
}


int main (int argc, char **argv) {
  struct rusage used;
  int status, at = 2;
  const char *folder = ".";
  double started = now();
  pid_t child;
  FILE *out;
  if (argc > 4 && strcmp(argv[2], "-C") == 0) folder = argv[3], at = 4;
  while (at < argc && strchr(argv[at], '=') != NULL) putenv(argv[at++]);
  if (at >= argc) return 2;
  child = fork();
  if (child == 0) {
    if (chdir(folder) != 0) _exit(127);
    execvp(argv[at], argv + at);
    _exit(127);
  }
  if (child < 0 || wait4(child, &status, 0, &used) != child) return 1;
  out = fopen(argv[1], "w");
  if (out == NULL) return 1;
  fprintf(out, "%.6f %.6f %ld %ld\n",
          seconds(used.ru_utime) + seconds(used.ru_stime), now() - started,
          used.ru_maxrss, used.ru_minflt);
  fclose(out);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 1;
}
