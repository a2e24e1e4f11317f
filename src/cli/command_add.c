#include "archive.h"
#include "base/json.h"
#include "cli/commands.h"
#include "store/store.h"

struct adding {
    struct task *t;
    buf line;
    ptrdiff_t outcome[KEPT_KNOWN + 1], made;
};

static void key(json *j, str name, str value) {
    json_key(j, name);
    json_str_or_null(j, value);
}

static void story_name(json *j, int64_t story) {
    char name[32];
    int n = story ? snprintf(name, sizeof name, "s%lld", (long long)story) : 0;
    key(j, S("story"), str_of(name, n));
}

static void write_line(struct adding *s) {
    buf_byte(&s->line, '\n');
    if (s->line.failed || !task_write(s->t, buf_str(&s->line))) s->t->failed = true;
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
    write_line(s);
}

static void made(void *self, int64_t story, bool fresh, str title, ptrdiff_t articles) {
    struct adding *s = self;
    s->made++;
    task_progress(s->t, "accounts made", s->made);
    if (s->t->o->format != OUTPUT_JSON) return;
    json j = {.out = &s->line};
    json_open(&j, '{');
    story_name(&j, story);
    json_key(&j, S("new"));
    json_bool(&j, fresh);
    json_key(&j, S("articles"));
    json_int(&j, articles);
    key(&j, S("title"), title);
    json_close(&j, '}');
    write_line(s);
}

static void reject(void *self, str source, const error *e) {
    struct adding *s = self;
    s->t->rejected++;
    task_complain(s->t, source, e);
}

static bool next_page(void *source, arena *out, page *p, error *e) { return ingest_next(source, out, p, e); }

static bool stop(void *self) { return ((struct adding *)self)->t->failed; }

void command_add(struct task *t) {
    error e = {.at = -1};
    store *st = store_open(t->o->store, STORE_WRITE, &e);
    struct adding s = {.t = t};
    struct archive a = {.self = &s,
                        .store = st,
                        .model = t->model,
                        .threads = t->o->threads,
                        .kept = kept,
                        .reject = reject,
                        .made = made,
                        .stop = stop};
    bool good = st && archive_add(&a, t->ingest, next_page, &e) && (t->o->unread || archive_update(&a, &e));
    if (!good) {
        task_complain(t, str_cstr(t->o->store), &e);
        t->failed = true;
    } else if (t->o->n == 0) {
        t->good++; // nothing was to be added
    }
    if (good && t->o->format != OUTPUT_JSON) {
        buf_fmt(&s.line, "%td new, %td changed, %td known; %td accounts made", s.outcome[KEPT_NEW],
                s.outcome[KEPT_CHANGED], s.outcome[KEPT_KNOWN], s.made);
        write_line(&s);
    }
    store_close(st);
    buf_clear(&s.line);
}
