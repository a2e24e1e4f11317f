#include "extract/extract.h"

#include "analyse/analyse.h"

enum { SURE_WORDS = 60 }; // the language of fewer is not told surely enough to leave them unread

void read_tokens(const article *a, const tokens *k, reading *r, arena *out, arena tmp) {
    *r = (reading){.article = a, .tokens = *k};
    time_find(r, out, tmp);
    amount_find(r, out, tmp);
    entity_find(r, out, tmp);
    quote_find(r, out, tmp);
    attribution_find(r, out, tmp);
    event_find(r, out, tmp);
    reality_find(r, out, tmp);
    position_find(r, out, tmp);
}

void read_article(const model *m, const article *a, reading *r, arena *out, arena tmp) {
    tokens k;
    analyse(m, a, &k, out, tmp);
    bool foreign = a->language.n && !str_eq(a->language, S("en")) && k.n >= SURE_WORDS;
    *r = (reading){.article = a, .tokens = k, .unread = foreign};
    if (!r->unread) read_tokens(a, &k, r, out, tmp);
}
