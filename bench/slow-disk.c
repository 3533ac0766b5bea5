/*
 * Makes every directory listing and every stat of a program 0.5 ms slower, as if the disk were behind a network.
 *
 *   cc -shared -fPIC -O2 -o slow-disk.so bench/slow-disk.c -ldl
 *   LD_PRELOAD=$PWD/slow-disk.so find .            # or any other program that uses the C library dynamically
 *   SLOW_DISK_REPORT=1 LD_PRELOAD=...              # says at the end how many calls of each kind were delayed
 *
 * What programs call was read from their import tables (nm -D) and checked by counting:
 *   find  lists with fdopendir + readdir and looks with fstatat;
 *   node  lists with scandir64 and looks with syscall(SYS_statx), the raw call.
 * A listing is delayed once, where it is opened: readdir hands out what has been fetched. Calls on an open file
 * (fstat, or an empty path) are not delayed: a network file system answers them from what open has brought.
 */
#define _GNU_SOURCE
#include <dirent.h>
#include <dlfcn.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <time.h>

static atomic_long listings, looks;

static void wait_for(atomic_long *count)
{
    const struct timespec half_millisecond = {0, 500000};
    atomic_fetch_add(count, 1);
    nanosleep(&half_millisecond, NULL);
}

static void look(const char *path)
{
    if (path != NULL && path[0] != '\0') wait_for(&looks);
}

__attribute__((destructor)) static void report(void)
{
    if (getenv("SLOW_DISK_REPORT") != NULL)
        fprintf(stderr, "slow-disk: %ld listings, %ld looks\n", atomic_load(&listings), atomic_load(&looks));
}

/* The next definition of the function that this stands in, with its own type. */
#define NEXT(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

DIR *opendir(const char *path)
{
    wait_for(&listings);
    return NEXT(opendir)(path);
}

DIR *fdopendir(int fd)
{
    wait_for(&listings);
    return NEXT(fdopendir)(fd);
}

int scandir(const char *path, struct dirent ***names, int (*filter)(const struct dirent *),
            int (*compare)(const struct dirent **, const struct dirent **))
{
    wait_for(&listings);
    return NEXT(scandir)(path, names, filter, compare);
}

int scandir64(const char *path, struct dirent64 ***names, int (*filter)(const struct dirent64 *),
              int (*compare)(const struct dirent64 **, const struct dirent64 **))
{
    wait_for(&listings);
    return NEXT(scandir64)(path, names, filter, compare);
}

#define STAT_LIKE(name, type)                \
    int name(const char *path, type *result) \
    {                                        \
        look(path);                          \
        return NEXT(name)(path, result);     \
    }
STAT_LIKE(stat, struct stat)
STAT_LIKE(lstat, struct stat)
STAT_LIKE(stat64, struct stat64)
STAT_LIKE(lstat64, struct stat64)

#define FSTATAT_LIKE(name, type)                                       \
    int name(int directory, const char *path, type *result, int flags) \
    {                                                                  \
        look(path);                                                    \
        return NEXT(name)(directory, path, result, flags);             \
    }
FSTATAT_LIKE(fstatat, struct stat)
FSTATAT_LIKE(fstatat64, struct stat64)

/* The names that programs built before glibc 2.33 ask for. */
#define XSTAT_LIKE(name, type)                            \
    int name(int version, const char *path, type *result) \
    {                                                     \
        look(path);                                       \
        return NEXT(name)(version, path, result);         \
    }
XSTAT_LIKE(__xstat, struct stat)
XSTAT_LIKE(__lxstat, struct stat)
XSTAT_LIKE(__xstat64, struct stat64)
XSTAT_LIKE(__lxstat64, struct stat64)

int statx(int directory, const char *path, int flags, unsigned mask, struct statx *result)
{
    look(path);
    return NEXT(statx)(directory, path, flags, mask, result);
}

long syscall(long number, ...)
{
    va_list list;
    long a, b, c, d, e, f;
    va_start(list, number);
    a = va_arg(list, long), b = va_arg(list, long), c = va_arg(list, long);
    d = va_arg(list, long), e = va_arg(list, long), f = va_arg(list, long);
    va_end(list);
    if (number == SYS_statx || number == SYS_newfstatat) look((const char *)b);
    return NEXT(syscall)(number, a, b, c, d, e, f);
}
