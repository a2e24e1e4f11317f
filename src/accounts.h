/* accounts: kept documents -> the accounts of their stories, written in one format: what the program and the library
 * both print.
 *
 *     struct accounts w = {.self = out, .docs = &docs, .threads = 8, .format = ACCOUNTS_JSON, .write = write, …};
 *     accounts_write(&w);
 *
 * Stories are written one after the other, in the order of their first articles, as soon as each is done. */
#ifndef ACCORD_ACCOUNTS_H
#define ACCORD_ACCOUNTS_H

#include "pipeline.h"
#include "report/report_text.h"

/* The name of each is the one that --format and the library take. */
// clang-format off
#define ACCOUNTS_FORMATS(X)                                                                                            \
    X(ACCOUNTS_TEXT, "text") X(ACCOUNTS_JSON, "json") X(ACCOUNTS_MD, "md") X(ACCOUNTS_HTML, "html")                    \
    X(ACCOUNTS_CSV, "csv") X(ACCOUNTS_PLOVER, "plover") X(ACCOUNTS_GDELT_EVENTS, "gdelt-events")                       \
    X(ACCOUNTS_GDELT_MENTIONS, "gdelt-mentions")
// clang-format on
#define X(constant, text) constant,
enum accounts_format { ACCOUNTS_FORMATS(X) ACCOUNTS_FORMATS_COUNT };
#undef X

/* ACCOUNTS_FORMATS_COUNT when there is none of that name. */
enum accounts_format accounts_format_of(str name);

struct accounts {
    void *self; // passed to write and reject
    const documents *docs;
    bool one_story;
    account_options options;
    str as_of; // as given, for the record; empty for none
    int threads;
    const model *model; // for its name
    enum accounts_format format;
    struct text_options text; // of text; `all` and `explain` of the others too
    /* Takes the next bytes, in the caller's thread; false stops. */
    bool (*write)(void *self, str s);
    /* A story that came to nothing: "story s3" and why. */
    void (*reject)(void *self, str what, const error *e);
};

/* False when memory is missing or write said no. */
bool accounts_write(const struct accounts *w);

#endif
