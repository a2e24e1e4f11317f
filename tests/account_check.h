/* account_check: accounts of texts for the tests of account/: the texts are cleaned, read with the model that the
 * library carries, and made an account. Everything lives in one arena; nothing of it is meant for programs. */
#ifndef ACCORD_TESTS_ACCOUNT_CHECK_H
#define ACCORD_TESTS_ACCOUNT_CHECK_H

#include "account/account.h"
#include "check.h"
#include "clean/clean.h"
#include "extract/extract.h"

struct told {
    const char *published, *outlet, *text;
};

struct accounts {
    arena out, tmp;
    const reading **readings; // [n] those of the last account
};

static inline void accounts_open(struct accounts *x) {
    assert_true(arena_init(&x->out, (ptrdiff_t)1 << 30) && arena_init(&x->tmp, (ptrdiff_t)1 << 30));
}

static inline void accounts_close(struct accounts *x) {
    arena_clear(&x->out);
    arena_clear(&x->tmp);
}

static inline const reading *reading_made(struct accounts *x, const struct told *t, ptrdiff_t number) {
    page *p = arena_new(&x->out, page, 1);
    *p = (page){.source = S("test"), .raw = str_cstr(t->text), .format = PAGE_PLAIN};
    p->id = arena_fmt(&x->out, "%03td", number);
    p->outlet = str_cstr(t->outlet);
    p->published = str_cstr(t->published);
    article *a = arena_new(&x->out, article, 1);
    reading *r = arena_new(&x->out, reading, 1);
    error e = {0};
    assert_true(clean(p, a, &x->out, x->tmp, &e));
    read_article(model_embedded(), a, r, &x->out, x->tmp);
    return r;
}

static inline account *account_of(struct accounts *x, const struct told *told, ptrdiff_t n, int32_t as_of) {
    x->readings = arena_new(&x->out, const reading *, n);
    for (ptrdiff_t i = 0; i < n; i++) x->readings[i] = reading_made(x, &told[i], i);
    account_options options = {.as_of = as_of};
    return account_make(x->readings, n, &options, &x->out, x->tmp);
}

/* The first claim with this many mentions whose head is `head`; null when there is none. */
static inline const struct claim *claim_with(const account *acc, const char *head, ptrdiff_t mentions) {
    for (ptrdiff_t c = 0; c < acc->claims.n; c++) {
        const struct claim *x = &acc->claims.p[c];
        const struct mention *m = &x->mentions.p[0];
        if (x->mentions.n == mentions &&
            str_eq(article_str(acc->readings[m->at.article]->article, m->head), str_cstr(head)))
            return x;
    }
    return NULL;
}

#endif
