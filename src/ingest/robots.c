#include "ingest/robots.h"

struct line {
    str key, value;
};

/* The next "key: value"; lines end in CR, LF or both. */
static bool next_line(str *rest, struct line *l) {
    while (rest->n) {
        ptrdiff_t end = 0;
        while (end < rest->n && rest->p[end] != '\n' && rest->p[end] != '\r') end++;
        str line = str_head(*rest, end);
        *rest = str_drop(*rest, end + 1);
        const char *hash = line.n ? memchr(line.p, '#', (size_t)line.n) : NULL;
        if (hash) line.n = hash - line.p;
        const char *colon = line.n ? memchr(line.p, ':', (size_t)line.n) : NULL;
        if (!colon) continue;
        l->key = str_trim(str_head(line, colon - line.p));
        l->value = str_trim(str_drop(line, colon - line.p + 1));
        return true;
    }
    return false;
}

/* The product token that a group names: "accord" of "Accord/1.0 (news)". */
static str token_of(str value) {
    ptrdiff_t n = 0;
    while (n < value.n && (ascii_alpha(value.p[n]) || value.p[n] == '-' || value.p[n] == '_')) n++;
    return str_head(value, n);
}

struct groups {
    str rest;
    str agent;   // empty for "*"
    bool naming; // the lines before named agents
    bool ours;   // the group at hand is for us
};

static bool is_agent(str key) { return str_eq_nocase(key, S("user-agent")); }

/* The next line that is a rule for us. */
static bool next_rule(struct groups *g, struct line *l) {
    while (next_line(&g->rest, l)) {
        bool rule = str_eq_nocase(l->key, S("allow")) || str_eq_nocase(l->key, S("disallow"));
        if (is_agent(l->key)) {
            bool any = str_eq(l->value, S("*"));
            if (!g->naming) g->ours = false;
            g->naming = true;
            if (g->agent.n ? !any && str_eq_nocase(token_of(l->value), g->agent) : any) g->ours = true;
            continue;
        }
        if (rule) g->naming = false;
        if (g->ours && (rule || str_eq_nocase(l->key, S("crawl-delay")))) return true;
    }
    return false;
}

static struct groups groups_of(str text, str agent) {
    if (str_starts(text, S("\xEF\xBB\xBF"))) text = str_drop(text, 3);
    struct groups g = {.rest = text};
    struct line l;
    for (str rest = text; next_line(&rest, &l);)
        if (is_agent(l.key) && str_eq_nocase(token_of(l.value), agent)) g.agent = agent;
    return g;
}

static int hex(char c) {
    c = ascii_fold(c);
    return ascii_digit(c) ? c - '0' : c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* A character of a path or rule, as it is compared: what needs no percent sign has none, what needs one has it. */
struct reader {
    str s;
    ptrdiff_t at;
    char held[2]; // hex digits of a byte that is written with a percent sign
    int left;
};

enum { END = -1 };

static int next_char(struct reader *r) {
    if (r->left) return r->held[2 - r->left--];
    if (r->at == r->s.n) return END;
    unsigned char c = (unsigned char)r->s.p[r->at++];
    int high = -1, low = -1;
    if (c == '%' && r->at + 1 < r->s.n) high = hex(r->s.p[r->at]), low = hex(r->s.p[r->at + 1]);
    bool written = high >= 0 && low >= 0;
    if (written) {
        r->at += 2;
        c = (unsigned char)(16 * high + low);
    }
    bool plain = ascii_alnum((char)c) || (c && strchr("-._~", c));
    if (plain || (!written && c < 0x80)) return c;
    r->held[0] = "0123456789ABCDEF"[c >> 4];
    r->held[1] = "0123456789ABCDEF"[c & 15];
    r->left = 2;
    return '%';
}

/* Whether a rule fits the beginning of a path. The last "*" alone is ever tried again, so it costs rule times path. */
static bool fits(str rule, str path) {
    struct reader r = {.s = rule}, p = {.s = path}, star_rule = {0}, star_path = {0};
    bool star = false;
    for (;;) {
        struct reader before = r;
        int a = next_char(&r);
        if (a == END) return true;
        if (a == '$' && r.at == rule.n && !r.left) {
            struct reader q = p;
            if (next_char(&q) == END) return true;
            r = before;
            if (!star) return false;
        } else if (a == '*') {
            star = true;
            star_rule = r;
            star_path = p;
            continue;
        } else {
            int b = next_char(&p);
            if (a == b) continue;
            if (!star || b == END) return false;
        }
        if (next_char(&star_path) == END) return false;
        r = star_rule;
        p = star_path;
    }
}

bool robots_allows(str text, str agent, str path) {
    if (!path.n) path = S("/");
    if (str_eq(path, S("/robots.txt"))) return true;
    struct groups g = groups_of(text, agent);
    struct line l;
    ptrdiff_t longest = -1;
    bool allowed = true;
    while (next_rule(&g, &l)) {
        bool allow = str_eq_nocase(l.key, S("allow"));
        if ((!allow && !str_eq_nocase(l.key, S("disallow"))) || !l.value.n || l.value.n < longest) continue;
        if (!fits(l.value, path)) continue;
        allowed = allow || (l.value.n == longest && allowed);
        longest = l.value.n;
    }
    return allowed;
}

double robots_delay(str text, str agent) {
    struct groups g = groups_of(text, agent);
    struct line l;
    double delay = 0;
    while (next_rule(&g, &l)) {
        if (!str_eq_nocase(l.key, S("crawl-delay"))) continue;
        double n = 0, unit = 0;
        for (ptrdiff_t i = 0; i < l.value.n; i++) {
            if (l.value.p[i] == '.' && unit == 0) {
                unit = 1;
            } else if (ascii_digit(l.value.p[i])) {
                n = 10 * n + (l.value.p[i] - '0');
                unit *= 10;
            } else {
                break;
            }
        }
        if (unit > 0) n /= unit;
        if (n > delay) delay = n;
    }
    return delay;
}
