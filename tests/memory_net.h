/* memory_net: a `net` over pages in memory, and a clock that only waiting moves.
 *
 *     struct memory_page pages[] = {{"http://a.example/", 200, "Content-Type: text/html\r\n", S_INIT("<p>A.")}};
 *     struct memory_net m = {.page = pages, .n = 1};
 *     struct net net = memory_net(&m);
 *
 * An address that is no page is answered with 404; one whose status is 0 is not answered. What was asked for is noted,
 * a line each: the seconds since the first request, and the address. */
#ifndef ACCORD_TESTS_MEMORY_NET_H
#define ACCORD_TESTS_MEMORY_NET_H

#include <stdio.h>

#include "ingest/net.h"

struct memory_page {
    const char *url;
    int status;
    const char *fields;
    str body;
    const char *etag; // 304 when it is asked with this one
};

struct memory_net {
    const struct memory_page *page;
    ptrdiff_t n;
    double clock;
    char asked[8192];
};

static inline bool memory_get(void *self, const struct net_request *r, struct net_answer *a, error *e) {
    struct memory_net *m = self;
    size_t used = strlen(m->asked);
    snprintf(m->asked + used, sizeof m->asked - used, "%g %.*s\n", m->clock, STR_FMT(r->url));
    const struct memory_page *p = NULL;
    for (ptrdiff_t i = 0; i < m->n && !p; i++)
        if (str_eq(str_cstr(m->page[i].url), r->url)) p = &m->page[i];
    a->status = p ? p->status : 404;
    if (p && p->etag && str_eq(r->etag, str_cstr(p->etag))) a->status = 304;
    a->head.n = a->body.n = 0;
    if (!a->status) return error_set(e, ERROR_SYSTEM, -1, "no answer in time");
    buf_fmt(&a->head, "HTTP/1.1 %d Words\r\n%s\r\n", a->status, p && p->fields ? p->fields : "");
    if (p && a->status != 304) buf_put(&a->body, str_head(p->body, r->max_bytes));
    return !p || p->body.n <= r->max_bytes || error_set(e, ERROR_TOO_LONG, -1, "longer than the limit");
}

static inline double memory_now(void *self) { return 1764763200 + ((struct memory_net *)self)->clock; }

static inline void memory_wait(void *self, double seconds) { ((struct memory_net *)self)->clock += seconds; }

static inline struct net memory_net(struct memory_net *m) {
    return (struct net){.self = m, .get = memory_get, .now = memory_now, .wait = memory_wait};
}

#endif
