#include "extract/extract.h"

#include "base/utf8.h"

#include "analyse/analyse.h"

enum { SURE_WORDS = 40 }; // the language of fewer is not told surely enough to leave them unread

/* Words that can tell a language: no figures, and nothing with a capital, which may be a name. */
static int32_t telling_words(const article *a, const tokens *k) {
    int32_t words = 0;
    int n;
    for (ptrdiff_t t = 0; t < k->n; t++) {
        uint32_t c = utf8_at(a->text, k->span[t].beg, &n);
        words += utf8_is_alpha(c) && !utf8_is_upper(c);
    }
    return words;
}

void read_tokens(const article *a, const tokens *k, reading *r, arena *out, arena tmp) {
    *r = (reading){.article = a, .tokens = *k};
    time_find(r, out, tmp);
    amount_find(r, out, tmp);
    entity_find(r, out, tmp);
    quote_find(r, out, tmp);
    attribution_find(r, out, tmp);
    event_find(r, out, tmp);
    reality_find(r, out, tmp);
    time_settle(r, out);
    position_find(r, out, tmp);
}

void read_article(const model *m, const article *a, reading *r, arena *out, arena tmp) {
    tokens k;
    analyse(m, a, &k, out, tmp);
    bool foreign = a->language.n && !str_eq(a->language, S("en")) && telling_words(a, &k) >= SURE_WORDS;
    *r = (reading){.article = a, .tokens = k, .unread = foreign};
    if (!r->unread) read_tokens(a, &k, r, out, tmp);
}
