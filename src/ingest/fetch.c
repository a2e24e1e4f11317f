#include "ingest/fetch.h"

#include <stdlib.h>

#include "base/limits.h"
#include "doc/calendar.h"
#include "ingest/headers.h"
#include "ingest/robots.h"
#include "ingest/url.h"

enum { DAY = 86400, SOON = 600 /* until an unreadable robots.txt is asked for again */ };

#define AGENT S("accord")

enum robots_state { ROBOTS_UNKNOWN, ROBOTS_RULES, ROBOTS_FORBID };

/* A server as we know it. */
struct site {
    char *origin; // [origin_n] owned, in lower case
    ptrdiff_t origin_n;
    char *host; // in origin
    ptrdiff_t host_n;
    double next; // when it may be asked again
    enum robots_state state;
    char *robots; // [robots_n] owned
    ptrdiff_t robots_n;
    double robots_until, delay;
};

struct fetcher {
    const struct net *net;
    struct fetch_options o;
    struct site *sites; // [n] of cap
    ptrdiff_t n, cap, oldest;
    struct net_answer answer;
};

struct fetcher *fetcher_new(const struct net *net, const struct fetch_options *o) {
    struct fetcher *f = calloc(1, sizeof *f);
    if (!f) return NULL;
    f->net = net;
    if (o) f->o = *o;
    if (f->o.gap <= 0) f->o.gap = LIMIT_FETCH_GAP_SECONDS;
    if (f->o.max_bytes <= 0) f->o.max_bytes = LIMIT_PAGE_BYTES;
    return f;
}

static void forget(struct site *s) {
    free(s->origin);
    free(s->robots);
    *s = (struct site){0};
}

void fetcher_free(struct fetcher *f) {
    if (!f) return;
    for (ptrdiff_t i = 0; i < f->n; i++) forget(&f->sites[i]);
    free(f->sites);
    buf_clear(&f->answer.head);
    buf_clear(&f->answer.body);
    free(f);
}

static bool no_memory(error *e) { return error_set(e, ERROR_MEMORY, -1, "no memory to fetch it"); }

/* What is known of a server, kept from now on; null when out of memory. The oldest makes room. Its address holds until
 * the next call. */
static struct site *site_of(struct fetcher *f, const struct url *u) {
    for (ptrdiff_t i = 0; i < f->n; i++)
        if (str_eq_nocase(str_of(f->sites[i].origin, f->sites[i].origin_n), u->origin)) return &f->sites[i];
    struct site s = {.origin = malloc((size_t)u->origin.n), .origin_n = u->origin.n};
    if (!s.origin) return NULL;
    memcpy(s.origin, u->origin.p, (size_t)u->origin.n);
    s.host = s.origin + (u->host.p - u->origin.p);
    s.host_n = u->host.n;
    for (ptrdiff_t i = 0; i < f->n; i++) // another port or scheme of the same host
        if (str_eq_nocase(str_of(f->sites[i].host, f->sites[i].host_n), u->host) && f->sites[i].next > s.next)
            s.next = f->sites[i].next;
    if (f->n == LIMIT_FETCH_SITES) {
        struct site *place = &f->sites[f->oldest];
        f->oldest = (f->oldest + 1) % LIMIT_FETCH_SITES;
        forget(place);
        *place = s;
        return place;
    }
    if (f->n == f->cap) {
        ptrdiff_t cap = f->cap ? 2 * f->cap : 16;
        struct site *p = realloc(f->sites, (size_t)cap * sizeof *p);
        if (!p) {
            free(s.origin);
            return NULL;
        }
        f->sites = p;
        f->cap = cap;
    }
    f->sites[f->n] = s;
    return &f->sites[f->n++];
}

/* All that is known of one host is asked no sooner than this. */
static void not_before(struct fetcher *f, const struct site *s, double when) {
    str host = str_of(s->host, s->host_n);
    for (ptrdiff_t i = 0; i < f->n; i++)
        if (str_eq_nocase(str_of(f->sites[i].host, f->sites[i].host_n), host) && f->sites[i].next < when)
            f->sites[i].next = when;
}

/* Waits until the server may be asked; false when that is too long. */
static bool take_turn(struct fetcher *f, const struct site *s, struct fetched *got, error *e) {
    double wait = s->next - f->net->now(f->net->self);
    if (wait > LIMIT_FETCH_WAIT_SECONDS) {
        got->retry_after = (int64_t)wait;
        return error_set(e, ERROR_SYSTEM, -1, "its server asks not to be asked for %lld seconds more", (long long)wait);
    }
    if (wait > 0) f->net->wait(f->net->self, wait);
    return true;
}

static str answer_field(const struct fetcher *f, str name) {
    str head = buf_str(&f->answer.head), line;
    str_next_part(&head, '\n', &line);
    return header_get(head, name);
}

/* Seconds to wait, of "120" or a date; -1 when it says nothing. */
static int64_t retry_after(const struct fetcher *f) {
    str value = answer_field(f, S("retry-after"));
    int64_t seconds = header_number(value);
    struct moment m;
    if (seconds < 0 && calendar_parse(value, &m)) {
        double when = (double)m.day * DAY + (m.second < 0 ? 0 : m.second) - f->net->now(f->net->self);
        seconds = when > 0 ? (int64_t)when : 0;
    }
    return seconds > DAY ? DAY : seconds;
}

/* The gap counts from the end of an answer, so that a request that was slow to arrive does not shorten it; none follows
 * a robots.txt. */
static bool ask(struct fetcher *f, const struct site *s, const struct net_request *r, bool robots, struct fetched *got,
                error *e) {
    if (!take_turn(f, s, got, e)) return false;
    bool answered = f->net->get(f->net->self, r, &f->answer, e);
    got->status = f->answer.status;
    if (got->status == 429 || got->status == 503) got->retry_after = retry_after(f);
    double gap = s->delay > f->o.gap ? s->delay : f->o.gap;
    if (!robots) not_before(f, s, f->net->now(f->net->self) + gap);
    if (got->retry_after > 0) not_before(f, s, f->net->now(f->net->self) + (double)got->retry_after);
    return answered;
}

static bool is_redirect(int status) {
    return status == 301 || status == 302 || status == 303 || status == 307 || status == 308;
}

/* Where an answer sends us; empty when nowhere. */
static str next_url(const struct fetcher *f, str url, arena *out) {
    str location = answer_field(f, S("location"));
    return is_redirect(f->answer.status) && location.n ? url_resolve(url, location, out) : (str){0};
}

static void keep_robots(struct site *s, enum robots_state state, str text, double until) {
    char *copy = malloc((size_t)text.n + 1);
    if (copy && text.n) memcpy(copy, text.p, (size_t)text.n);
    free(s->robots);
    s->robots = copy;
    s->robots_n = copy ? text.n : 0;
    s->state = copy ? state : ROBOTS_FORBID;
    s->robots_until = until;
    s->delay = state == ROBOTS_RULES ? robots_delay(text, AGENT) : 0;
    if (s->delay > LIMIT_CRAWL_DELAY_SECONDS) s->delay = LIMIT_CRAWL_DELAY_SECONDS;
}

/* Makes the rules of a server known. A redirect from them is followed as RFC 9309 has it, without rules of its own. */
static bool learn_robots(struct fetcher *f, const struct url *u, arena *out, error *e) {
    struct site *s = site_of(f, u);
    if (!s) return no_memory(e);
    if (s->state != ROBOTS_UNKNOWN && f->net->now(f->net->self) < s->robots_until) return true;
    str url = arena_cat(out, u->origin, S("/robots.txt"));
    int status = 0;
    for (int hop = 0; hop <= LIMIT_REDIRECTS; hop++) {
        struct url at;
        struct fetched got = {.retry_after = -1};
        if (!url_parse(url, &at) || !(s = site_of(f, &at))) break;
        struct net_request r = {.url = url, .max_bytes = LIMIT_ROBOTS_BYTES, .allow_private = f->o.allow_private};
        error why = {.at = -1};
        bool answered = ask(f, s, &r, true, &got, &why);
        status = got.status;
        if (!answered && why.code != ERROR_TOO_LONG) { // nothing else would be had from it either
            if (!e->code) *e = why;
            return false;
        }
        str next = next_url(f, url, out);
        if (!next.n) break;
        url = next;
        status = 0;
    }
    s = site_of(f, u);
    if (!s) return no_memory(e);
    double now = f->net->now(f->net->self);
    if (status / 100 == 2)
        keep_robots(s, ROBOTS_RULES, buf_str(&f->answer.body), now + DAY);
    else if (status / 100 == 4 && status != 429)
        keep_robots(s, ROBOTS_RULES, (str){0}, now + DAY);
    else
        keep_robots(s, ROBOTS_FORBID, (str){0}, now + SOON);
    return true;
}

static bool may_fetch(struct fetcher *f, const struct url *u, arena *out, error *e) {
    if (f->o.ignore_robots) return true;
    if (!learn_robots(f, u, out, e)) return false;
    const struct site *s = site_of(f, u);
    if (!s) return no_memory(e);
    if (s->state == ROBOTS_FORBID)
        return error_set(e, ERROR_SYSTEM, -1, "its server's robots.txt cannot be read, so nothing is fetched from it");
    if (robots_allows(str_of(s->robots, s->robots_n), AGENT, u->path)) return true;
    return error_set(e, ERROR_USAGE, -1, "its server's robots.txt does not allow it");
}

static void take_answer(const struct fetcher *f, struct fetched *got, arena *out) {
    str type = answer_field(f, S("content-type"));
    got->type = arena_str(out, header_media(type));
    got->charset = arena_str(out, header_parameter(type, S("charset")));
    got->etag = arena_str(out, answer_field(f, S("etag")));
    got->modified = arena_str(out, answer_field(f, S("last-modified")));
    if (got->status != 304) got->body = arena_str(out, buf_str(&f->answer.body));
}

static bool refuse(const struct fetched *got, error *e) {
    if (got->retry_after >= 0)
        return error_set(e, ERROR_SYSTEM, -1, "its server says %d and to come again in %lld seconds", got->status,
                         (long long)got->retry_after);
    return error_set(e, ERROR_SYSTEM, -1, "its server says %d", got->status);
}

bool fetch(struct fetcher *f, str url, str etag, str modified, struct fetched *got, arena *out, error *e) {
    *got = (struct fetched){.retry_after = -1};
    for (int hop = 0; hop <= LIMIT_REDIRECTS; hop++) {
        struct url u;
        got->url = arena_str(out, url);
        if (url.n > LIMIT_URL_BYTES)
            return error_set(e, ERROR_TOO_LONG, -1, "an address longer than %d bytes", LIMIT_URL_BYTES);
        if (!url_parse(got->url, &u)) return error_set(e, ERROR_USAGE, -1, "no address of http or https");
        if (!may_fetch(f, &u, out, e)) return false;
        struct site *s = site_of(f, &u);
        if (!s) return no_memory(e);
        struct net_request r = {.url = got->url,
                                .etag = etag,
                                .modified = modified,
                                .max_bytes = f->o.max_bytes,
                                .allow_private = f->o.allow_private};
        if (!ask(f, s, &r, false, got, e)) return false;
        if (got->status / 100 == 2 || got->status == 304) {
            take_answer(f, got, out);
            return true;
        }
        url = next_url(f, got->url, out);
        if (!url.n) return refuse(got, e);
    }
    return error_set(e, ERROR_SYSTEM, -1, "more than %d redirects", LIMIT_REDIRECTS);
}
