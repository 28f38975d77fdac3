/* Writes the lines of a file, again and again, at a pace: paced_output FILE BYTES_PER_SECOND */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { ticks_per_second = 20 };

int main(int count, char **arguments) {
    if (count != 3) return 2;
    int file = open(arguments[1], O_RDONLY);
    struct stat about;
    if (file < 0 || fstat(file, &about) != 0) return 1;
    char *text = malloc((size_t)about.st_size);
    if (!text || read(file, text, (size_t)about.st_size) != about.st_size) return 1;
    size_t const size = (size_t)about.st_size;
    size_t const tick = (size_t)atol(arguments[2]) / ticks_per_second;
    struct timespec next;
    clock_gettime(CLOCK_MONOTONIC, &next);
    for (size_t at = 0;; at = (at + tick) % size) {
        size_t left = tick < size - at ? tick : size - at;
        for (char *from = text + at; left > 0;) {
            ssize_t written = write(1, from, left);
            if (written <= 0) return 0;
            from += written;
            left -= (size_t)written;
        }
        next.tv_nsec += 1000000000L / ticks_per_second;
        if (next.tv_nsec >= 1000000000L) {
            next.tv_nsec -= 1000000000L;
            next.tv_sec++;
        }
        clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &next, NULL);
    }
}
