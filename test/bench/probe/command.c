/*
 * command CODE MS [ANYTHING…]: sleeps MS milliseconds and ends with CODE. Linked like /bin/true and as short: it takes
 * the dynamic loader and nothing else.
 */
#include <stdlib.h>
#include <time.h>

int main(int argc, char **argv) {
  if (argc < 3) return 2;
  long ms = atol(argv[2]);
  struct timespec time = {.tv_sec = ms / 1000, .tv_nsec = ms % 1000 * 1000000};
  if (ms > 0) nanosleep(&time, NULL);
  return atoi(argv[1]);
}
