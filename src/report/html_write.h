/* html_write: the pieces of which an HTML report is put together. Strings of the program's own go out as they are
 * (html_raw, html_fmt); everything else through html_text, which escapes it. */
#ifndef ACCORD_REPORT_HTML_WRITE_H
#define ACCORD_REPORT_HTML_WRITE_H

#include "report/escape.h"
#include "report/outline.h"
#include "report/report_made.h"

struct html {
    buf *out;
    const account *a;
    const struct report_made *made;
    arena tmp;
    ptrdiff_t story; // counts from 1: every id of the page begins with "s1-"
};

static inline void html_raw(struct html *h, const char *markup) { buf_put(h->out, str_cstr(markup)); }
static inline void html_text(struct html *h, str s) { escape_html(h->out, s); }
/* markup s markup */
void html_wrap(struct html *h, const char *before, str s, const char *after);
/* A heading of a section with its id and what it counts (n < 0: nothing), and the section's beginning. */
void html_section(struct html *h, const char *id, const char *heading, ptrdiff_t n, const char *note);
/* <a href="#s1-a2-14">[2:14]</a> */
void html_ref(struct html *h, struct place p);
/* The sentences of a place with its words marked. */
void html_passage(struct html *h, struct place p);
/* The figure of one article: its outlet, and what it says there, places[0..n) of that article. */
void html_figure(struct html *h, const struct place *places, ptrdiff_t n, const struct mention *const *mentions);
/* The name of an actor, or empty. */
str html_actor(const struct html *h, int32_t actor);

void html_timeline(struct html *h);
void html_origins(struct html *h);
void html_sources(struct html *h);

#endif
