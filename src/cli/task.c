#define _GNU_SOURCE
#include "cli/task.h"

#include <errno.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/limits.h"
#include "base/utf8.h"
#include "ingest/fetch.h"
#include "ingest/net_curl.h"
#include "ingest/url.h"
#include "report/report_text.h"

static void clear_progress(struct task *r) {
    if (r->shown) fputs("\r\x1b[K", stderr);
    r->shown = false;
}

void task_progress(struct task *r, const char *doing, ptrdiff_t done) {
    enum { WAIT_MS = 1000, EACH_MS = 200 }; // quiet for the first second, then a few lines a second
    if (!r->terminal) return;
    double now = os_seconds();
    if ((now - r->began) * 1000 < WAIT_MS || (now - r->last) * 1000 < EACH_MS) return;
    r->last = now;
    r->shown = true;
    fprintf(stderr, "\r%s: %td articles, %.0f s\x1b[K", doing, done, now - r->began);
}

void task_complain(struct task *r, str source, const error *e) {
    clear_progress(r);
    buf line = {0};
    buf_put(&line, S("accord: "));
    error_line(e, source, &line);
    buf_byte(&line, '\n');
    fwrite(line.p, 1, (size_t)line.n, stderr);
    buf_clear(&line);
}

void task_fail(struct task *r, const char *words) {
    error e = {.at = -1};
    error_set(&e, ERROR_SYSTEM, -1, "%s", words);
    task_complain(r, (str){0}, &e);
    r->failed = true;
}

/* Output goes to a file beside the one named and takes its place when all is done; a device or a pipe is written as it
 * is. */
static bool open_output(struct task *r) {
    const char *path = r->o->output;
    r->out = stdout;
    if (!path) return true;
    struct stat st;
    bool plain = stat(path, &st) != 0 || S_ISREG(st.st_mode);
    if (plain && asprintf(&r->part, "%s.part%ld", path, (long)getpid()) < 0) r->part = NULL;
    r->out = fopen(r->part ? r->part : path, "wb");
    if (r->out) return true;
    error e = {.at = -1};
    error_set(&e, ERROR_SYSTEM, -1, "cannot be written: %s", os_words(errno));
    task_complain(r, str_cstr(path), &e);
    free(r->part);
    r->part = NULL;
    return false;
}

/* The network is there when an input asks for it: an address, or a list of them. */
static bool open_network(struct task *r) {
    bool asked = r->o->command == COMMAND_WATCH;
    for (ptrdiff_t i = 0; i < r->o->n; i++) {
        str input = str_cstr(r->o->inputs[i]);
        asked = asked || url_is(input) || str_find_nocase(input, S(".opml"), 0) >= 0;
    }
    if (!asked) return true;
    r->net = net_curl_new();
    if (r->net) r->fetcher = fetcher_new(r->net, &(struct fetch_options){.allow_private = r->o->allow_private});
    if (r->fetcher)
        ingest_use_network(r->ingest, r->fetcher);
    else
        task_fail(r, "no memory to fetch with");
    return r->fetcher != NULL;
}

bool task_open(struct task *r, const struct options *o) {
    *r = (struct task){.o = o, .model = model_embedded(), .terminal = isatty(2), .began = os_seconds(), .failed = true};
    if (o->model) {
        error e = {.at = -1};
        r->opened = model_open(o->model, &e);
        r->model = r->opened;
        if (!r->opened) {
            task_complain(r, str_cstr(o->model), &e);
            return false;
        }
    }
    r->ingest = ingest_new(&os_real, o->inputs, o->n, o->from);
    if (!r->ingest) {
        task_fail(r, "no memory");
        return false;
    }
    if (!open_network(r) || !open_output(r)) return false;
    r->failed = false;
    return true;
}

static void close_output(struct task *r) {
    if (!r->out) return;
    bool written = fflush(r->out) == 0 && !ferror(r->out);
    int error_number = errno;
    if (r->out != stdout && fclose(r->out) != 0) written = false;
    bool keep = written && !r->failed && r->good > 0;
    if (r->part && keep && rename(r->part, r->o->output) != 0) {
        error_number = errno;
        written = false;
    }
    if (r->part && !(keep && written)) unlink(r->part);
    if (!written) {
        error e = {.at = -1};
        error_set(&e, ERROR_SYSTEM, -1, "cannot be written: %s", os_words(error_number));
        task_complain(r, str_cstr(r->o->output ? r->o->output : "standard output"), &e);
        r->failed = true;
    }
}

int task_close(struct task *r) {
    clear_progress(r);
    close_output(r);
    ingest_free(r->ingest);
    fetcher_free(r->fetcher);
    net_curl_free(r->net);
    model_close(r->opened);
    free(r->part);
    if (r->failed || r->good == 0) return EXIT_NOTHING;
    return r->rejected ? EXIT_SOME_REJECTED : EXIT_GOOD;
}

bool task_write(struct task *r, str s) { return s.n == 0 || fwrite(s.p, 1, (size_t)s.n, r->out) == (size_t)s.n; }

static bool next_page(void *source, arena *out, page *p, error *e) { return ingest_next(source, out, p, e); }

static bool take(void *self, const document *d, str rendered) {
    (void)d;
    struct task *r = self;
    r->good++;
    task_progress(r, "working", r->good);
    return task_write(r, rendered);
}

static void reject(void *self, const document *d) {
    struct task *r = self;
    r->rejected++;
    task_complain(r, d->page.source, &d->error);
}

struct flow task_flow(struct task *r, enum flow_depth depth) {
    return (struct flow){.self = r,
                         .source = r->ingest,
                         .next = next_page,
                         .model = r->model,
                         .threads = r->o->threads,
                         .depth = depth,
                         .take = take,
                         .reject = reject};
}

json_t *task_account(struct task *r, const char *path) {
    char *data = NULL;
    ptrdiff_t n = 0;
    error e = {.at = -1};
    json_t *read = NULL;
    int failed = os_real.read_file(NULL, strcmp(path, "-") == 0 ? "/dev/stdin" : path, LIMIT_FILE_BYTES, &data, &n);
    if (failed)
        error_set(&e, ERROR_SYSTEM, -1, "%s", os_words(failed));
    else
        read = exported_parse(str_of(data, n), &e);
    free(data);
    if (!read) {
        task_complain(r, str_cstr(path), &e);
        r->failed = true;
    }
    return read;
}

struct text_options task_text_options(const struct task *r) {
    int columns = r->out == stdout ? os_terminal_columns(1) : 0;
    const char *no_colour = getenv("NO_COLOR"), *terminal = getenv("TERM");
    bool colour = columns > 0 && !(no_colour && *no_colour) && !(terminal && strcmp(terminal, "dumb") == 0);
    int width = r->o->width ? r->o->width : columns ? columns : 80;
    return (struct text_options){.width = width, .colour = colour, .all = r->o->all, .explain = r->o->explain};
}
