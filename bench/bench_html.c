#include "bench_html.h"

#include <stdio.h>
#include <stdlib.h>

#include "base/buf.h"
#include "base/limits.h"
#include "base/os.h"
#include "clean/clean.h"
#include "ingest/ingest.h"
#include "report/report_json.h"

enum { RUNS = 20 };

struct times {
    double *p; // seconds of one page each
    ptrdiff_t n, cap;
};

static int by_size(const void *a, const void *b) {
    double x = *(const double *)a, y = *(const double *)b;
    return (x > y) - (x < y);
}

/* All pages of a folder once; the bytes of what was written. */
static ptrdiff_t one_run(const char *folder, struct times *times, arena *room, arena *out, arena tmp) {
    struct ingest *in = ingest_new(&os_real, &folder, 1, INGEST_AUTO);
    buf written = {0};
    ptrdiff_t bytes = 0;
    for (;;) {
        page p = {0};
        article a;
        error e = {0};
        double began = os_seconds();
        if (!in || !ingest_next(in, out, &p, &e)) break;
        if (!e.code && clean(&p, &a, out, tmp, &e)) {
            article_index_points(&a, out);
            json j = {.out = &written};
            json_article(&j, &a, (str){0});
        }
        bytes += written.n;
        written.n = 0;
        arena_reset(out);
        *vec_push(room, times) = os_seconds() - began;
    }
    ingest_free(in);
    buf_clear(&written);
    return bytes;
}

void bench_html(const char *folder, int runs) {
    arena room, out, tmp;
    double seconds[RUNS];
    char **names;
    ptrdiff_t n;
    if (os_real.list(NULL, folder, &names, &n) != 0) return;
    free(names);
    if (!arena_init(&room, LIMIT_ARENA_BYTES) || !arena_init(&out, LIMIT_ARENA_BYTES) ||
        !arena_init(&tmp, LIMIT_ARENA_BYTES))
        return;
    struct times times = {0};
    if (runs > RUNS) runs = RUNS;
    ptrdiff_t pages = 0;
    for (int i = 0; i < runs; i++) {
        double began = os_seconds();
        ptrdiff_t before = times.n;
        one_run(folder, &times, &room, &out, tmp);
        seconds[i] = os_seconds() - began;
        pages = times.n - before;
    }
    if (pages) {
        qsort(seconds, (size_t)runs, sizeof *seconds, by_size);
        qsort(times.p, (size_t)times.n, sizeof *times.p, by_size);
        double median = seconds[runs / 2];
        printf("html\t%td\t\t%.4f\t%.1f\t\t\t%.2f\n", pages, median, (double)pages / median,
               1e3 * times.p[times.n * 99 / 100]);
    }
    arena_clear(&room);
    arena_clear(&out);
    arena_clear(&tmp);
}
