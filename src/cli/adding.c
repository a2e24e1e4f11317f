#include "cli/adding.h"

#include "base/json.h"

static void key(json *j, str name, str value) {
    json_key(j, name);
    json_str_or_null(j, value);
}

static void story_name(json *j, int64_t story) {
    char name[32];
    int n = story ? snprintf(name, sizeof name, "s%lld", (long long)story) : 0;
    key(j, S("story"), str_of(name, n));
}

void adding_write(struct adding *s) {
    buf_byte(&s->line, '\n');
    if (s->line.failed || !task_write(s->t, buf_str(&s->line)) || fflush(s->t->out) != 0) s->t->failed = true;
    s->line.n = 0;
}

static void kept(void *self, const article *a, const struct kept *k, int64_t story) {
    static const str outcomes[] = {
        [KEPT_NEW] = S_INIT("new"), [KEPT_CHANGED] = S_INIT("changed"), [KEPT_KNOWN] = S_INIT("known")};
    struct adding *s = self;
    s->t->good++;
    s->outcome[k->outcome]++;
    task_progress(s->t, "adding", s->t->good);
    if (s->t->o->format != OUTPUT_JSON) return;
    json j = {.out = &s->line};
    json_open(&j, '{');
    key(&j, S("article"), str_cstr(k->id));
    key(&j, S("source"), a->source);
    key(&j, S("kept"), outcomes[k->outcome]);
    json_key(&j, S("version"));
    json_int(&j, k->version);
    story_name(&j, story);
    json_close(&j, '}');
    adding_write(s);
}

static void put_plain(buf *b, str s) {
    for (ptrdiff_t i = 0; i < s.n; i++) buf_byte(b, (unsigned char)s.p[i] < 0x20 || s.p[i] == 0x7F ? ' ' : s.p[i]);
}

static void made(void *self, int64_t story, bool fresh, str title, ptrdiff_t articles) {
    struct adding *s = self;
    s->made++;
    task_progress(s->t, "accounts made", s->made);
    if (s->t->o->format == OUTPUT_JSON) {
        json j = {.out = &s->line};
        json_open(&j, '{');
        story_name(&j, story);
        json_key(&j, S("new"));
        json_bool(&j, fresh);
        json_key(&j, S("articles"));
        json_int(&j, articles);
        key(&j, S("title"), title);
        json_close(&j, '}');
        adding_write(s);
    } else if (s->stories) {
        buf_fmt(&s->line, "s%lld\t%s\t%td article%s\t", (long long)story, fresh ? "new" : "changed", articles,
                articles == 1 ? "" : "s");
        put_plain(&s->line, title);
        adding_write(s);
    }
}

static void reject(void *self, str source, const error *e) {
    struct adding *s = self;
    s->t->rejected++;
    task_complain(s->t, source, e);
}

struct archive adding_open(struct adding *s, struct task *t, store *st, bool (*stop)(void *)) {
    *s = (struct adding){.t = t};
    return (struct archive){.self = s,
                            .store = st,
                            .model = t->model,
                            .threads = t->o->threads,
                            .kept = kept,
                            .reject = reject,
                            .made = made,
                            .stop = stop};
}

void adding_close(struct adding *s) { buf_clear(&s->line); }
