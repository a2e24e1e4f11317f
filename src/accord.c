#include "accord.h"

#include <stdio.h>
#include <stdlib.h>

#include "accounts.h"
#include "doc/calendar.h"
#include "ingest/ingest.h"
#include "report/report_json.h"

struct accord {
    documents docs;
    const model *model;
    int threads;
    bool one_story;
    char *as_of, *without; // owned, or null
    int32_t as_of_day;
    size_t rejected, added; // added: how many were tried one by one, for ids
    buf words;              // what accord_error gives, NUL-terminated; empty when all went well
};

const char *accord_version(void) { return ACCORD_VERSION; }

accord *accord_new(void) {
    accord *a = calloc(1, sizeof *a);
    if (!a) return NULL;
    a->model = model_embedded();
    a->threads = 1;
    a->as_of_day = INT32_MAX;
    return a;
}

void accord_free(accord *a) {
    if (!a) return;
    documents_clear(&a->docs);
    buf_clear(&a->words);
    free(a->as_of);
    free(a->without);
    free(a);
}

/* The status of what *e tells, with its words kept; source may be empty. */
static int done(accord *a, str source, const error *e) {
    a->words.n = 0;
    if (!e->code) return ACCORD_OK;
    error_line(e, source, &a->words);
    buf_byte(&a->words, '\0');
    return e->code == ERROR_MEMORY ? ACCORD_NO_MEMORY : ACCORD_REJECTED;
}

static int no_memory(accord *a) {
    error e = {0};
    error_set(&e, ERROR_MEMORY, -1, "no memory");
    return done(a, (str){0}, &e);
}

void accord_set_threads(accord *a, int threads) { a->threads = threads < 1 ? 1 : threads; }

void accord_set_one_story(accord *a, int one_story) { a->one_story = one_story != 0; }

/* A copy of z in *field, null for null. */
static bool keep(char **field, const char *z) {
    char *copy = NULL;
    if (z) {
        size_t n = strlen(z) + 1;
        copy = malloc(n);
        if (!copy) return false;
        memcpy(copy, z, n);
    }
    free(*field);
    *field = copy;
    return true;
}

int accord_set_as_of(accord *a, const char *date) {
    error e = {0};
    struct moment m = {.day = INT32_MAX};
    if (date && !calendar_parse(str_cstr(date), &m)) {
        error_set(&e, ERROR_USAGE, -1, "not a date: %.80s", date);
        return done(a, (str){0}, &e);
    }
    if (!keep(&a->as_of, date)) return no_memory(a);
    a->as_of_day = m.day;
    return done(a, (str){0}, &e);
}

int accord_set_without(accord *a, const char *origin) {
    error e = {0};
    return keep(&a->without, origin) ? done(a, (str){0}, &e) : no_memory(a);
}

int accord_add(accord *a, const accord_article *one) {
    static const enum page_format formats[] = {
        [ACCORD_TEXT] = PAGE_TEXT, [ACCORD_PLAIN] = PAGE_PLAIN, [ACCORD_HTML] = PAGE_HTML};
    error e = {0};
    char name[32];
    int n = snprintf(name, sizeof name, "a%zu", ++a->added);
    page p = {.source = str_cstr(one->id),
              .id = str_cstr(one->id),
              .outlet = str_cstr(one->outlet),
              .url = str_cstr(one->url),
              .title = str_cstr(one->title),
              .published = str_cstr(one->published),
              .language = str_cstr(one->language)};
    if (!p.id.n) p.id = p.source = str_of(name, n);
    if (one->format < 0 || one->format > ACCORD_HTML || one->size > PTRDIFF_MAX || (one->size && !one->text)) {
        error_set(&e, ERROR_USAGE, -1, "no such format, or no text");
    } else {
        p.format = formats[one->format];
        p.raw = str_of(one->text, (ptrdiff_t)one->size);
        document *d = document_make(&p, a->model, FLOW_READ, &e);
        if (d && !documents_add(&a->docs, d)) {
            document_free(d);
            return no_memory(a);
        }
    }
    a->rejected += e.code != ERROR_NONE;
    return done(a, p.source, &e);
}

struct adding {
    accord *a;
    error first;
    char source[256]; // of the first one
};

static bool next_page(void *source, arena *out, page *p, error *e) { return ingest_next(source, out, p, e); }

static void reject(void *self, const document *d) {
    struct adding *s = self;
    s->a->rejected++;
    if (s->first.code) return;
    s->first = d->error;
    snprintf(s->source, sizeof s->source, "%.*s", STR_FMT(d->page.source));
}

int accord_add_path(accord *a, const char *path) {
    struct ingest *in = ingest_new(&os_real, &path, 1, INGEST_AUTO);
    if (!in) return no_memory(a);
    struct adding s = {.a = a};
    struct flow f = {.self = &s,
                     .source = in,
                     .next = next_page,
                     .model = a->model,
                     .threads = a->threads,
                     .depth = FLOW_READ,
                     .reject = reject};
    bool enough = flow_keep(&f, &a->docs);
    ingest_free(in);
    return enough ? done(a, str_cstr(s.source), &s.first) : no_memory(a);
}

size_t accord_articles(const accord *a) { return (size_t)a->docs.n; }

size_t accord_rejected(const accord *a) { return a->rejected; }

const char *accord_error(const accord *a) { return a->words.n && !a->words.failed ? a->words.p : ""; }

/* Hands over what is in b. */
static char *output(accord *a, buf *b, size_t *size) {
    buf_byte(b, '\0');
    if (b->failed) {
        buf_clear(b);
        no_memory(a);
        if (size) *size = 0;
        return NULL;
    }
    if (size) *size = (size_t)b->n - 1;
    return b->p;
}

static bool append(void *self, str s) {
    buf *b = self;
    buf_put(b, s);
    return !b->failed;
}

/* A story that came to nothing is missing from the output. */
static void leave_out(void *self, str what, const error *e) {
    (void)self;
    (void)what;
    (void)e;
}

static char *report(accord *a, enum accounts_format format, int columns, size_t *size) {
    buf b = {0};
    struct accounts w = {.self = &b,
                         .docs = &a->docs,
                         .one_story = a->one_story,
                         .as_of = str_cstr(a->as_of),
                         .options = {.as_of = a->as_of_day, .without = str_cstr(a->without)},
                         .threads = a->threads,
                         .model = a->model,
                         .format = format,
                         .text = {.width = columns},
                         .write = append,
                         .reject = leave_out};
    if (!accounts_write(&w)) b.failed = true;
    return output(a, &b, size);
}

char *accord_report_json(accord *a, size_t *size) { return report(a, ACCOUNTS_JSON, 0, size); }

char *accord_report_text(accord *a, int columns, size_t *size) { return report(a, ACCOUNTS_TEXT, columns, size); }

char *accord_report(accord *a, const char *format, int columns, size_t *size) {
    enum accounts_format f = accounts_format_of(str_cstr(format));
    if (f != ACCOUNTS_FORMATS_COUNT) return report(a, f, columns, size);
    error e = {.at = -1};
    error_set(&e, ERROR_USAGE, -1, "there is no format of that name");
    done(a, str_cstr(format), &e);
    if (size) *size = 0;
    return NULL;
}

char *accord_read_json(accord *a, size_t *size) {
    buf b = {0};
    for (ptrdiff_t i = 0; i < a->docs.n; i++) {
        json j = {.out = &b};
        json_reading(&j, &a->docs.p[i]->reading, false);
        buf_byte(&b, '\n');
    }
    return output(a, &b, size);
}

void accord_output_free(char *o) { free(o); }
