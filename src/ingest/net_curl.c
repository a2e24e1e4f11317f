#include "ingest/net_curl.h"

#include <curl/curl.h>
#include <stdlib.h>
#include <time.h>
#include <unistd.h>

#include "base/limits.h"
#include "ingest/address.h"

struct net_curl {
    struct net net; // first: what callers hold
    CURL *curl;
    bool (*stop)(void *self); // or null
    void *stop_self;
};

/* One exchange. */
struct exchange {
    const struct net_request *request;
    struct net_answer *answer;
    bool refused, too_long, wide; // wide: its header is too long
};

static curl_socket_t open_socket(void *self, curlsocktype purpose, struct curl_sockaddr *address) {
    (void)purpose;
    struct exchange *x = self;
    if (!x->request->allow_private && !address_is_public(&address->addr)) {
        x->refused = true;
        return CURL_SOCKET_BAD;
    }
    return socket(address->family, address->socktype, address->protocol);
}

static size_t take_head(char *p, size_t size, size_t count, void *self) {
    struct exchange *x = self;
    str line = str_of(p, (ptrdiff_t)(size * count));
    buf *head = &x->answer->head;
    if (str_starts_nocase(line, S("HTTP/"))) head->n = 0; // of an answer that was not the last one
    if (head->n + line.n > LIMIT_FETCH_HEADER_BYTES) {
        x->wide = true;
        return 0;
    }
    buf_put(head, line);
    return head->failed ? 0 : size * count;
}

static size_t take_body(char *p, size_t size, size_t count, void *self) {
    struct exchange *x = self;
    str piece = str_of(p, (ptrdiff_t)(size * count));
    buf *body = &x->answer->body;
    ptrdiff_t room = x->request->max_bytes - body->n;
    x->too_long = piece.n > room;
    buf_put(body, str_head(piece, room));
    if (x->too_long) return 0;
    return body->failed ? 0 : size * count;
}

static int see_progress(void *self, curl_off_t a, curl_off_t b, curl_off_t c, curl_off_t d) {
    (void)a, (void)b, (void)c, (void)d;
    const struct net_curl *n = self;
    return n->stop(n->stop_self);
}

static struct curl_slist *conditions(const struct net_request *r) {
    struct curl_slist *list = NULL;
    buf line = {0};
    const struct {
        const char *name;
        str value;
    } field[] = {{"If-None-Match: ", r->etag}, {"If-Modified-Since: ", r->modified}};
    for (int i = 0; i < 2; i++) {
        bool plain = field[i].value.n > 0; // a value is what a server said once: it may not end its line
        for (ptrdiff_t k = 0; k < field[i].value.n; k++) plain = plain && (unsigned char)field[i].value.p[k] >= 0x20;
        if (!plain) continue;
        line.n = 0;
        buf_put(&line, str_cstr(field[i].name));
        buf_put(&line, field[i].value);
        buf_byte(&line, '\0');
        struct curl_slist *longer = line.failed ? NULL : curl_slist_append(list, line.p);
        if (longer) list = longer;
    }
    buf_clear(&line);
    return list;
}

static bool explain(CURLcode code, const struct exchange *x, error *e) {
    ptrdiff_t max = x->request->max_bytes;
    if (x->refused)
        return error_set(e, ERROR_USAGE, -1, "a private address, which is not fetched from unless that is allowed");
    if (x->wide)
        return error_set(e, ERROR_TOO_LONG, -1, "the header of its answer is longer than %td KiB",
                         LIMIT_FETCH_HEADER_BYTES >> 10);
    if (x->too_long) return error_set(e, ERROR_TOO_LONG, -1, "its answer is longer than %td KiB", max >> 10);
    if (code == CURLE_OUT_OF_MEMORY || x->answer->body.failed || x->answer->head.failed)
        return error_set(e, ERROR_MEMORY, -1, "no memory for its answer");
    if (code == CURLE_OPERATION_TIMEDOUT) return error_set(e, ERROR_SYSTEM, -1, "no answer in time");
    if (code == CURLE_ABORTED_BY_CALLBACK) return error_set(e, ERROR_SYSTEM, -1, "stopped");
    if (code == CURLE_PARTIAL_FILE) return error_set(e, ERROR_SYSTEM, -1, "its answer is shorter than it says");
    return error_set(e, ERROR_SYSTEM, -1, "%s", curl_easy_strerror(code));
}

static bool get(void *self, const struct net_request *r, struct net_answer *a, error *e) {
    struct net_curl *n = self;
    CURL *c = n->curl;
    struct exchange x = {.request = r, .answer = a};
    a->status = 0;
    a->head.n = a->body.n = 0;
    a->head.failed = a->body.failed = false;
    buf url = {0};
    buf_put(&url, r->url);
    buf_byte(&url, '\0');
    struct curl_slist *fields = conditions(r);
    curl_easy_reset(c);
    curl_easy_setopt(c, CURLOPT_URL, url.p);
    curl_easy_setopt(c, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(c, CURLOPT_PROXY, "");
    curl_easy_setopt(c, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(c, CURLOPT_HTTPHEADER, fields);
    curl_easy_setopt(c, CURLOPT_ACCEPT_ENCODING, "");
    curl_easy_setopt(c, CURLOPT_USERAGENT, "accord/" ACCORD_VERSION " (news reader; obeys robots.txt)");
    curl_easy_setopt(c, CURLOPT_CONNECTTIMEOUT, (long)LIMIT_FETCH_CONNECT_SECONDS);
    curl_easy_setopt(c, CURLOPT_TIMEOUT, (long)LIMIT_FETCH_SECONDS);
    curl_easy_setopt(c, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(c, CURLOPT_LOW_SPEED_TIME, (long)LIMIT_FETCH_CONNECT_SECONDS);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETFUNCTION, open_socket);
    curl_easy_setopt(c, CURLOPT_OPENSOCKETDATA, &x);
    curl_easy_setopt(c, CURLOPT_HEADERFUNCTION, take_head);
    curl_easy_setopt(c, CURLOPT_HEADERDATA, &x);
    curl_easy_setopt(c, CURLOPT_WRITEFUNCTION, take_body);
    curl_easy_setopt(c, CURLOPT_WRITEDATA, &x);
    curl_easy_setopt(c, CURLOPT_NOPROGRESS, n->stop ? 0L : 1L);
    curl_easy_setopt(c, CURLOPT_XFERINFOFUNCTION, see_progress);
    curl_easy_setopt(c, CURLOPT_XFERINFODATA, n);
    CURLcode code = url.failed ? CURLE_OUT_OF_MEMORY : curl_easy_perform(c);
    long status = 0;
    curl_easy_getinfo(c, CURLINFO_RESPONSE_CODE, &status);
    a->status = (int)status;
    curl_slist_free_all(fields);
    buf_clear(&url);
    return code == CURLE_OK || explain(code, &x, e);
}

static double now(void *self) {
    (void)self;
    struct timespec t;
    clock_gettime(CLOCK_REALTIME, &t);
    return (double)t.tv_sec + (double)t.tv_nsec * 1e-9;
}

static void wait_for(void *self, double seconds) {
    (void)self;
    struct timespec t = {.tv_sec = (time_t)seconds, .tv_nsec = (long)((seconds - (double)(time_t)seconds) * 1e9)};
    nanosleep(&t, NULL);
}

struct net *net_curl_new(void) {
    struct net_curl *n = calloc(1, sizeof *n);
    if (!n) return NULL;
    n->net = (struct net){.self = n, .get = get, .now = now, .wait = wait_for};
    if (curl_global_init(CURL_GLOBAL_DEFAULT) == CURLE_OK) n->curl = curl_easy_init();
    if (n->curl) return &n->net;
    free(n);
    return NULL;
}

void net_curl_stop_when(struct net *net, bool (*stop)(void *self), void *self) {
    struct net_curl *n = net->self;
    n->stop = stop;
    n->stop_self = self;
}

void net_curl_free(struct net *net) {
    if (!net) return;
    struct net_curl *n = net->self;
    curl_easy_cleanup(n->curl);
    curl_global_cleanup();
    free(n);
}
