/* The text cases: tests/cases/KIND/NAME.txt hold inputs with what is expected of them.
 *
 *     === a short name for the case | published=2025-12-04 outlet=Harbour Post
 *     The input: any lines.
 *     ---
 *     what KIND prints of it, a line a finding
 *     === the next case
 *
 * A case of `accounts`, `claims`, `timelines` or `groups` holds several articles, each after a line `+++ published=…
 * outlet=…`.
 *
 * What follows the bar is optional: published, outlet, title, url, language, as the side-car would say them (a value
 * ends where the next word=… begins). KIND is the folder: tokens, clean, times, amounts, names, quotes, attributions,
 * events, reality, positions, accounts, claims, timelines, groups; each printer below shows one line of it. `clean`
 * takes the input as a page of plain text with noise, `html` as an HTML page, the others as it is. ACCORD_BLESS=1
 * rewrites the expected parts with what is printed now: look at the diff. */
#include "check.h"

#include <stdio.h>
#include <stdlib.h>

#include "account/account.h"
#include "base/buf.h"
#include "base/os.h"
#include "clean/clean.h"
#include "extract/extract.h"
#include "story/group.h"

/* One line, white space runs made a blank. */
static void put_line(buf *b, str s) {
    bool blank = false;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        bool space = ascii_space(s.p[i]);
        if (!space)
            buf_byte(b, s.p[i]);
        else if (!blank)
            buf_byte(b, ' ');
        blank = space;
    }
}

static void put_span(buf *b, const reading *r, span s) { put_line(b, article_str(r->article, s)); }

static void put_spans(buf *b, const reading *r, const spans *s) {
    for (ptrdiff_t i = 0; i < s->n; i++) {
        if (i) buf_put(b, S(" … "));
        put_span(b, r, s->p[i]);
    }
}

static str entity_name(const reading *r, int32_t entity) { return entity < 0 ? S("-") : r->entities.p[entity].name; }

static void print_tokens(const reading *r, buf *b) {
    const tokens *k = &r->tokens;
    for (ptrdiff_t s = 0; s < k->sentences.n; s++) {
        for (int32_t t = k->sentences.p[s].beg; t < k->sentences.p[s].end; t++) {
            if (t > k->sentences.p[s].beg) buf_byte(b, ' ');
            put_span(b, r, k->span[t]);
        }
        buf_byte(b, '\n');
    }
}

static void print_times(const reading *r, buf *b) {
    for (ptrdiff_t i = 0; i < r->times.n; i++) {
        const struct time_finding *t = &r->times.p[i];
        put_span(b, r, t->span);
        buf_fmt(b, " = %.*s %.*s", STR_FMT(t->value.n ? t->value : S("?")), STR_FMT(precision_text[t->precision]));
        if (t->clock.n) buf_fmt(b, " %.*s", STR_FMT(t->clock));
        buf_byte(b, '\n');
    }
}

static void print_amounts(const reading *r, buf *b) {
    for (ptrdiff_t i = 0; i < r->amounts.n; i++) {
        const struct amount_finding *a = &r->amounts.p[i];
        put_span(b, r, a->span);
        buf_put(b, S(" = "));
        if (a->has_low) buf_fmt(b, "%.10g", a->low);
        buf_put(b, S(".."));
        if (a->has_high) buf_fmt(b, "%.10g", a->high);
        buf_fmt(b, " %.*s%s", STR_FMT(a->unit.n ? a->unit : S("-")), a->approx ? " approx" : "");
        if (a->of.n) buf_fmt(b, " (%.*s)", STR_FMT(a->of));
        buf_byte(b, '\n');
    }
}

static void print_names(const reading *r, buf *b) {
    for (ptrdiff_t e = 0; e < r->entities.n; e++) {
        const struct entity *x = &r->entities.p[e];
        put_line(b, x->name);
        buf_fmt(b, " | %.*s", STR_FMT(name_kind_text[x->kind]));
        if (x->code.n) buf_fmt(b, " %.*s", STR_FMT(x->code));
        buf_put(b, S(" |"));
        for (ptrdiff_t i = 0; i < r->names.n; i++) {
            if (r->names.p[i].entity != e) continue;
            buf_put(b, S(" ["));
            put_span(b, r, r->names.p[i].span);
            buf_byte(b, ']');
        }
        buf_byte(b, '\n');
    }
}

static void print_quotes(const reading *r, buf *b) {
    for (ptrdiff_t i = 0; i < r->quotes.n; i++) {
        const struct quote_finding *q = &r->quotes.p[i];
        str speaker = q->entity >= 0 ? entity_name(r, q->entity) : article_str(r->article, q->speaker);
        buf_fmt(b, "%s", q->scare ? "scare " : "");
        put_line(b, speaker.n ? speaker : S("-"));
        buf_put(b, S(": "));
        put_span(b, r, q->span);
        buf_byte(b, '\n');
    }
}

static void print_attributions(const reading *r, buf *b) {
    for (ptrdiff_t i = 0; i < r->attributions.n; i++) {
        const struct attribution_finding *a = &r->attributions.p[i];
        for (ptrdiff_t c = 0; c < a->chain.n; c++) buf_fmt(b, "%s%.*s", c ? " < " : "", STR_FMT(a->chain.p[c]));
        buf_fmt(b, " | %.*s %.*s%s | ", STR_FMT(stance_text[a->stance]), STR_FMT(quoting_text[a->kind]),
                a->attitude ? " (no words)" : "");
        put_spans(b, r, &a->source);
        buf_put(b, S(" | "));
        put_spans(b, r, &a->cue);
        buf_put(b, S(" | "));
        put_spans(b, r, &a->content);
        buf_byte(b, '\n');
    }
}

static void put_roles(buf *b, const reading *r, const struct roles *roles) {
    for (ptrdiff_t i = 0; i < roles->n; i++) {
        if (i) buf_put(b, S(", "));
        if (roles->p[i].entity >= 0)
            put_line(b, entity_name(r, roles->p[i].entity));
        else
            put_span(b, r, roles->p[i].span);
    }
}

static void print_events(const reading *r, buf *b) {
    for (ptrdiff_t i = 0; i < r->events.n; i++) {
        const struct event_finding *e = &r->events.p[i];
        if (e->back) continue;
        put_span(b, r, r->tokens.span[e->head]);
        buf_fmt(b, " | %.*s | ", STR_FMT(plover_text[e->plover].n ? plover_text[e->plover] : S("-")));
        put_roles(b, r, &e->actors);
        buf_put(b, S(" -> "));
        put_roles(b, r, &e->recipients);
        buf_put(b, S(" | "));
        put_span(b, r, e->span);
        buf_byte(b, '\n');
    }
}

static void print_reality(const reading *r, buf *b) {
    for (ptrdiff_t i = 0; i < r->events.n; i++) {
        const struct event_finding *e = &r->events.p[i];
        if (e->back) continue;
        put_span(b, r, r->tokens.span[e->head]);
        buf_fmt(b, " | %.*s %.*s", STR_FMT(reality_text[e->reality]), STR_FMT(stance_text[e->stance]));
        if (e->attribution >= 0) {
            const strs *chain = &r->attributions.p[e->attribution].chain;
            buf_put(b, S(" |"));
            for (ptrdiff_t c = 0; c < chain->n; c++) buf_fmt(b, "%s %.*s", c ? " <" : "", STR_FMT(chain->p[c]));
        }
        buf_byte(b, '\n');
    }
}

static void print_positions(const reading *r, buf *b) {
    for (ptrdiff_t i = 0; i < r->positions.n; i++) {
        const struct position_finding *p = &r->positions.p[i];
        buf_fmt(b, "%.*s | ", STR_FMT(act_text[p->act]));
        put_line(b, entity_name(r, p->actor));
        buf_put(b, S(" -> "));
        put_line(b, entity_name(r, p->to));
        buf_put(b, S(" | "));
        put_span(b, r, p->span);
        buf_byte(b, '\n');
    }
}

static void print_clean(const article *a, buf *b) {
    static const char *const kind[] = {"paragraph", "title", "heading", "item", "caption", "tweet"};
    if (a->outlet.n) buf_fmt(b, "outlet: %.*s\n", STR_FMT(a->outlet));
    if (a->title.n) buf_fmt(b, "title: %.*s\n", STR_FMT(a->title));
    for (ptrdiff_t i = 0; i < a->byline.n; i++) buf_fmt(b, "byline: %.*s\n", STR_FMT(a->byline.p[i]));
    if (a->published.n) buf_fmt(b, "published: %.*s (%.*s)\n", STR_FMT(a->published), STR_FMT(a->published_from));
    if (a->agency.n) buf_fmt(b, "agency: %.*s\n", STR_FMT(a->agency));
    if (a->dateline.n) buf_fmt(b, "dateline: %.*s\n", STR_FMT(a->dateline));
    for (ptrdiff_t i = 0; i < a->blocks.n; i++) {
        buf_fmt(b, "%s | ", kind[a->blocks.p[i].kind]);
        put_line(b, article_str(a, a->blocks.p[i].span));
        buf_byte(b, '\n');
    }
    for (ptrdiff_t i = 0; i < a->dropped.n; i++) {
        buf_fmt(b, "dropped %.*s | ", STR_FMT(a->dropped.p[i].why));
        put_line(b, str_slice(a->raw, (ptrdiff_t)a->dropped.p[i].raw.beg, (ptrdiff_t)a->dropped.p[i].raw.end));
        buf_byte(b, '\n');
    }
}

/* A rule without the line numbers of its rows, which move with every row before them. */
static void put_rule(buf *b, const reading *r, const char *finding, span s, str rule) {
    buf_fmt(b, "%s | ", finding);
    put_span(b, r, s);
    buf_put(b, S(" | "));
    for (ptrdiff_t i = 0; i < rule.n; i++) {
        if (rule.p[i] == ':' && i >= 4 && str_eq(str_slice(rule, i - 4, i), S(".tsv")))
            while (i + 1 < rule.n && ascii_digit(rule.p[i + 1])) i++;
        else
            buf_byte(b, rule.p[i]);
    }
    buf_byte(b, '\n');
}

static void print_rules(const reading *r, buf *b) {
#define EACH(finding, list)                                                                                            \
    for (ptrdiff_t i = 0; i < r->list.n; i++) put_rule(b, r, finding, r->list.p[i].span, r->list.p[i].rule);
    EACH("time", times)
    EACH("amount", amounts)
    EACH("name", names)
    EACH("quote", quotes)
    EACH("attribution", attributions)
    EACH("event", events)
    EACH("position", positions)
#undef EACH
}

static const struct {
    const char *kind;
    void (*print)(const reading *r, buf *b);
} printers[] = {
    {"tokens", print_tokens}, {"times", print_times},     {"amounts", print_amounts},
    {"names", print_names},   {"quotes", print_quotes},   {"attributions", print_attributions},
    {"events", print_events}, {"reality", print_reality}, {"positions", print_positions},
    {"rules", print_rules},
};

/* The value of `key=` in the words after the bar. */
static str option(str options, const char *key) {
    str rest = options, word;
    ptrdiff_t beg = -1, end = options.n;
    while (str_next_part(&rest, ' ', &word)) {
        ptrdiff_t equals = str_find(word, S("="), 0), at = word.p - options.p;
        if (equals <= 0) continue;
        if (beg >= 0) {
            end = at;
            break;
        }
        if (str_eq(str_head(word, equals), str_cstr(key))) beg = at + equals + 1;
    }
    return beg < 0 ? (str){0} : str_trim(str_slice(options, beg, end));
}

static page page_of(str text, str options, enum page_format format) {
    page p = {.source = S("case"), .id = S("case"), .raw = text, .format = format};
    p.published = option(options, "published");
    p.outlet = option(options, "outlet");
    p.title = option(options, "title");
    p.url = option(options, "url");
    p.language = option(options, "language");
    return p;
}

static void put_names(buf *b, const account *acc, const ints *list) {
    for (ptrdiff_t i = 0; i < list->n; i++) {
        if (i) buf_put(b, S(", "));
        put_line(b, acc->actors.p[list->p[i]].name);
    }
}

/* Claims with two mentions or more, or not plainly stated; conflicts; quotations with variants. */
static void print_account(const account *acc, buf *b) {
    for (ptrdiff_t c = 0; c < acc->claims.n; c++) {
        const struct claim *x = &acc->claims.p[c];
        if (x->mentions.n < 2 && x->status == STATUS_SINGLE) continue;
        buf_fmt(b, "claim %.*s %d-%d %.*s | ", STR_FMT(status_text[x->status]), x->low, x->high,
                STR_FMT(reality_text[x->reality]));
        put_names(b, acc, &x->actors);
        buf_put(b, S(" -> "));
        put_names(b, acc, &x->recipients);
        buf_put(b, S(" |"));
        for (ptrdiff_t i = 0; i < x->mentions.n; i++) {
            const struct mention *m = &x->mentions.p[i];
            buf_fmt(b, " %d:", m->at.article + 1);
            put_line(b, article_str(acc->readings[m->at.article]->article, m->head));
            if (m->stance != STANCE_STATES) buf_fmt(b, "(%.*s)", STR_FMT(stance_text[m->stance]));
        }
        buf_byte(b, '\n');
    }
    for (ptrdiff_t k = 0; k < acc->conflicts.n; k++) {
        const struct conflict *x = &acc->conflicts.p[k];
        buf_fmt(b, "conflict %.*s %s |", STR_FMT(conflict_kind_text[x->kind]),
                x->compatible ? "compatible" : "contradiction");
        for (ptrdiff_t s = 0; s < x->sides.n; s++) {
            buf_put(b, s ? S(" <> ") : S(" "));
            put_line(b, x->sides.p[s].value);
        }
        buf_byte(b, '\n');
    }
    for (ptrdiff_t q = 0; q < acc->quotes.n; q++) {
        const struct quotation *x = &acc->quotes.p[q];
        if (x->variants.n < 2) continue;
        buf_put(b, S("quote "));
        put_line(b, x->speaker >= 0 ? acc->actors.p[x->speaker].name : x->speaker_name);
        for (ptrdiff_t i = 0; i < x->variants.n; i++) {
            buf_fmt(b, " | %d:", x->variants.p[i].article + 1);
            put_line(b, article_str(acc->readings[x->variants.p[i].article]->article, x->variants.p[i].span));
        }
        buf_byte(b, '\n');
    }
}

/* What happened when, and what is asked. */
static void print_timeline(const account *acc, buf *b) {
    for (ptrdiff_t i = 0; i < acc->timeline.n; i++)
        for (ptrdiff_t k = 0; k < acc->timeline.p[i].claims.n; k++) {
            const struct claim *c = &acc->claims.p[acc->timeline.p[i].claims.p[k]];
            buf_fmt(b, "%.*s %.*s | ", STR_FMT(acc->timeline.p[i].when), STR_FMT(precision_text[c->precision]));
            put_line(b, c->text);
            buf_byte(b, '\n');
        }
    for (ptrdiff_t i = 0; i < acc->questions.n; i++) {
        put_line(b, acc->questions.p[i].text);
        buf_byte(b, '\n');
    }
}

/* Who does what to whom, and when: every claim in the order of the articles; the day in brackets is one on which the
 * passage stands, not one that it names. */
static void print_claims(const account *acc, buf *b) {
    for (int32_t d = 0; d < acc->n; d++)
        for (ptrdiff_t e = 0; e < acc->readings[d]->events.n; e++)
            for (ptrdiff_t c = 0; c < acc->claims.n; c++) {
                const struct claim *x = &acc->claims.p[c];
                const struct mention *m = &x->mentions.p[0];
                if (m->at.article != d || m->event != e) continue;
                put_line(b, article_str(acc->readings[d]->article, m->head));
                buf_put(b, S(" | "));
                put_names(b, acc, &x->actors);
                buf_put(b, S(" -> "));
                put_names(b, acc, &x->recipients);
                buf_put(b, x->inferred ? S(" | (") : S(" | "));
                if (x->precision == WHEN_BEFORE) buf_put(b, S("before "));
                put_line(b, x->when);
                buf_put(b, x->inferred ? S(")\n") : S("\n"));
            }
}

static ptrdiff_t next_mark(str file, ptrdiff_t from, str mark);

/* A case of several articles: accounts, claims, groups. */
static void run_story(const char *kind, str input, buf *b, arena *out, arena tmp) {
    enum { ARTICLES = 32 };
    static reading readings[ARTICLES];
    static article articles[ARTICLES];
    const reading *list[ARTICLES];
    const article *cleaned[ARTICLES];
    ptrdiff_t n = 0;
    for (ptrdiff_t at = next_mark(input, 0, S("+++")), end; at < input.n && n < ARTICLES; at = end) {
        end = next_mark(input, at + 3, S("+++"));
        ptrdiff_t line = str_find(input, S("\n"), at);
        page *p = arena_new(out, page, 1);
        *p = page_of(str_trim(str_slice(input, line + 1, end)), str_slice(input, at + 3, line), PAGE_PLAIN);
        p->id = arena_fmt(out, "%td", n);
        error e = {0};
        if (!clean(p, &articles[n], out, tmp, &e)) {
            buf_fmt(b, "error: %s\n", e.words);
            continue;
        }
        cleaned[n] = &articles[n];
        list[n] = &readings[n];
        n++;
    }
    if (strcmp(kind, "groups") == 0) {
        int32_t story[ARTICLES];
        group_articles(cleaned, n, story, tmp);
        for (ptrdiff_t i = 0; i < n; i++) buf_fmt(b, "%s%d", i ? " " : "", story[i]);
        return;
    }
    for (ptrdiff_t i = 0; i < n; i++) read_article(model_embedded(), &articles[i], &readings[i], out, tmp);
    account_options options = {.as_of = INT32_MAX};
    if (!n) return;
    const account *acc = account_make(list, n, &options, out, tmp);
    if (strcmp(kind, "claims") == 0)
        print_claims(acc, b);
    else if (strcmp(kind, "timelines") == 0)
        print_timeline(acc, b);
    else
        print_account(acc, b);
}

static void run_case(const char *kind, str options, str input, buf *b, arena *out, arena tmp) {
    if (strcmp(kind, "accounts") == 0 || strcmp(kind, "claims") == 0 || strcmp(kind, "groups") == 0 ||
        strcmp(kind, "timelines") == 0) {
        run_story(kind, input, b, out, tmp);
        return;
    }
    bool html = strcmp(kind, "html") == 0, cleaning = html || strcmp(kind, "clean") == 0;
    page p = page_of(input, options, html ? PAGE_HTML : cleaning ? PAGE_TEXT : PAGE_PLAIN);
    article a;
    error e = {0};
    if (!clean(&p, &a, out, tmp, &e)) {
        buf_fmt(b, "error: %s\n", e.words);
        return;
    }
    if (cleaning) {
        print_clean(&a, b);
        return;
    }
    reading r;
    read_article(model_embedded(), &a, &r, out, tmp);
    for (size_t i = 0; i < sizeof printers / sizeof *printers; i++)
        if (strcmp(printers[i].kind, kind) == 0) printers[i].print(&r, b);
}

struct tally {
    int passed, failed;
    arena out, tmp;
    bool bless;
};

/* Where the next line that begins with `mark` stands, from a line's beginning on; n when there is none. */
static ptrdiff_t next_mark(str file, ptrdiff_t from, str mark) {
    for (ptrdiff_t at = from; at < file.n;) {
        if (str_starts(str_drop(file, at), mark)) return at;
        ptrdiff_t end = str_find(file, S("\n"), at);
        if (end < 0) break;
        at = end + 1;
    }
    return file.n;
}

static void run_file(struct tally *t, const char *kind, const char *path) {
    char *data;
    ptrdiff_t n;
    if (os_real.read_file(NULL, path, 1 << 24, &data, &n) != 0) {
        print_error("%s: cannot be read\n", path);
        t->failed++;
        return;
    }
    str file = str_of(data, n);
    buf again = {0};
    for (ptrdiff_t at = next_mark(file, 0, S("===")), end; at < file.n; at = end) {
        end = next_mark(file, at + 3, S("==="));
        ptrdiff_t line = str_find(file, S("\n"), at);
        ptrdiff_t bar = next_mark(str_head(file, end), line + 1, S("---\n"));
        str head = str_slice(file, at + 3, line), options = {0};
        ptrdiff_t split = str_find(head, S("|"), 0);
        if (split >= 0) options = str_drop(head, split + 1);
        str input = str_trim(str_slice(file, line + 1, bar)), want = str_trim(str_slice(file, bar + 4, end));
        buf got = {0};
        arena_reset(&t->out);
        arena_reset(&t->tmp);
        run_case(kind, options, input, &got, &t->out, t->tmp);
        str printed = str_trim(buf_str(&got));
        if (str_eq(printed, want)) {
            t->passed++;
        } else if (!t->bless) {
            t->failed++;
            print_error("%s:%.*s\n--- expected\n%.*s\n--- printed\n%.*s\n\n", path, STR_FMT(head), STR_FMT(want),
                        STR_FMT(printed));
        }
        buf_put(&again, str_slice(file, at, line + 1));
        buf_put(&again, input);
        buf_put(&again, S("\n---\n"));
        buf_put(&again, printed);
        buf_put(&again, printed.n ? S("\n\n") : S("\n"));
        buf_clear(&got);
    }
    if (t->bless) {
        while (again.n > 1 && again.p[again.n - 2] == '\n') again.n--;
        os_real.write_file(NULL, path, again.p, again.n);
    }
    buf_clear(&again);
    free(data);
}

static void every_case_prints_what_it_says(void **state) {
    (void)state;
    struct tally t = {.bless = getenv("ACCORD_BLESS") != NULL};
    const char *only = getenv("ACCORD_CASES"); // a part of the paths to run
    assert_true(arena_init(&t.out, (ptrdiff_t)1 << 30) && arena_init(&t.tmp, (ptrdiff_t)1 << 30));
    char **kinds, **files;
    ptrdiff_t n, m;
    const char *root = SOURCE_DIR "/tests/cases";
    assert_int_equal(os_real.list(NULL, root, &kinds, &n), 0);
    for (ptrdiff_t i = 0; i < n; i++) {
        char folder[600], path[1200];
        snprintf(folder, sizeof folder, "%s/%s", root, kinds[i]);
        if (os_real.list(NULL, folder, &files, &m) != 0) continue;
        for (ptrdiff_t j = 0; j < m; j++) {
            snprintf(path, sizeof path, "%s/%s", folder, files[j]);
            if (!only || strstr(path, only)) run_file(&t, kinds[i], path);
        }
        free(files);
    }
    free(kinds);
    arena_clear(&t.out);
    arena_clear(&t.tmp);
    print_message("%d text cases passed, %d failed\n", t.passed, t.failed);
    assert_int_equal(t.failed, 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_case_prints_what_it_says)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
