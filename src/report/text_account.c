#include "report/report_text.h"
#include "report/text_page.h"

void text_account(buf *out, const account *a, const struct text_options *o) {
    struct text t = {.out = out, .width = o->width, .colour = o->colour};
    text_begin(&t, 0, 2);
    text_words(&t, a->title.n ? a->title : a->readings[0]->article->title, TEXT_TITLE);
    text_end(&t);
    text_begin(&t, 0, 2);
    text_fmt(&t, TEXT_PLAIN, "%td articles, %td claims", a->n, a->claims.n);
    text_end(&t);
    for (ptrdiff_t i = 0; i < a->claims.n; i++) {
        text_begin(&t, 2, 4);
        text_words(&t, a->claims.p[i].text, TEXT_PLAIN);
        text_words(&t, S(" "), TEXT_PLAIN);
        text_words(&t, status_text[a->claims.p[i].status], TEXT_DIM);
        text_end(&t);
    }
    text_clear(&t);
}
