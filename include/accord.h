/* accord: many reports of one happening -> what they agree on, where they differ, and from whom each had it.
 *
 *     accord *a = accord_new();
 *     accord_article one = {.outlet = "Harbour Post", .published = "2025-03-03", .text = bytes, .size = n};
 *     if (accord_add(a, &one) != ACCORD_OK) fprintf(stderr, "%s\n", accord_error(a));
 *     …
 *     size_t size;
 *     char *account = accord_report_json(a, &size);
 *     …
 *     accord_output_free(account);
 *     accord_free(a);
 *
 * Invariants: 1. every text in an account is a verbatim span of an article that was added.  2. the same articles in the
 * same order give the same bytes, for any number of threads.  3. the library never prints, exits, or uses the network.
 *
 * Strings are UTF-8 and end in NUL unless a size is given; they are copied, so the caller may free them at once.
 * A handle belongs to one thread at a time; different handles are independent of each other and may be used at once.
 * All declarations are plain C: without the lines that begin with # they can be read by a foreign-function interface.
 */
#ifndef ACCORD_H
#define ACCORD_H

#include <stddef.h>

#pragma GCC visibility push(default)

typedef struct accord accord;

enum accord_status {
    ACCORD_OK = 0,
    ACCORD_REJECTED = 1, /* the input is bad: accord_error says why; the handle stays good */
    ACCORD_NO_MEMORY = 2
};

enum accord_format {
    ACCORD_TEXT = 0,  /* plain text as copied from a page: noise is left out */
    ACCORD_PLAIN = 1, /* plain text, taken as it is */
    ACCORD_HTML = 2   /* a saved page, in the encoding that it says */
};

/* One report. Null or 0 where a thing is not known, except for text and size. */
typedef struct accord_article {
    const char *id; /* names it in what is written; made up when null, numbered when it was used before */
    const char *outlet;
    const char *url;
    const char *title;
    const char *published; /* "2025-12-03" or "2025-12-03T21:15:00Z" */
    const char *language;  /* "en" */
    const char *text;      /* its bytes, which may hold anything */
    size_t size;           /* how many */
    int format;            /* enum accord_format */
} accord_article;

/* The version of the library: "0.1.0". Static. */
const char *accord_version(void);

/* A new handle, or null when memory is missing. accord_free(NULL) does nothing. */
accord *accord_new(void);
void accord_free(accord *a);

/* How the accounts are made: threads (1 at first); all articles as one story (0 at first); what was published after a
 * day left out ("2025-12-03", null for nothing); an origin taken away (null for none). */
void accord_set_threads(accord *a, int threads);
void accord_set_one_story(accord *a, int one_story);
int accord_set_as_of(accord *a, const char *date);
int accord_set_without(accord *a, const char *origin);

/* Cleans, reads and keeps one article: an enum accord_status. Cost is linear in its size. */
int accord_add(accord *a, const accord_article *one);
/* The same for all articles of a file or folder, as the program takes them, in as many threads as are set. Those that
 * are rejected are counted, accord_error has the first of them, and the rest is added. */
int accord_add_path(accord *a, const char *path);

/* Articles kept, and inputs rejected, so far. */
size_t accord_articles(const accord *a);
size_t accord_rejected(const accord *a);
/* Why the last call was not ACCORD_OK: one line, "" when it was. Valid until the next call with this handle. */
const char *accord_error(const accord *a);

/* The accounts of all stories among the articles: JSON, or text of so many columns. The bytes are followed by a NUL and
 * belong to the caller, who gives them to accord_output_free; *size (may be null) does not count the NUL. Null when
 * memory is missing. */
char *accord_report_json(accord *a, size_t *size);
char *accord_report_text(accord *a, int columns, size_t *size);
/* The same in the format of that name: "text" "json" "md" "html" "csv" "plover" "gdelt-events" "gdelt-mentions", as the
 * program's report has it. columns is for text alone. Null when there is no such format too. */
char *accord_report(accord *a, const char *format, int columns, size_t *size);
/* What each article says, a JSON object a line. */
char *accord_read_json(accord *a, size_t *size);
void accord_output_free(char *output);

#pragma GCC visibility pop

#endif
