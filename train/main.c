/* accord-train: makes the model of treebanks, and measures the analysis on them.
 *
 *     accord-train text FILE.txt             raw text, blocks between empty lines   -> CoNLL-U
 *     accord-train words FILE.conllu         gold sentences and words, analysed     -> CoNLL-U */
#include <stdio.h>
#include <stdlib.h>

#include "analyse/analyse.h"
#include "analyse/conllu.h"
#include "base/limits.h"
#include "base/os.h"

static int die(const char *path, const char *words) {
    fprintf(stderr, "accord-train: %s: %s\n", path, words);
    return 1;
}

/* An article of a plain text: what stands between empty lines is a block. */
static void article_of(str text, article *a, arena *out) {
    *a = (article){.raw = text, .text = text};
    *vec_push(out, &a->runs) = (struct run){0};
    for (ptrdiff_t at = 0; at < text.n;) {
        ptrdiff_t end = str_find(text, S("\n\n"), at);
        if (end < 0) end = text.n;
        if (end > at) *vec_push(out, &a->blocks) = (struct block){.span = {(uint32_t)at, (uint32_t)end}};
        at = end + 2;
    }
    article_index_points(a, out);
}

static int analyse_text(const model *m, str text, arena *out, arena tmp) {
    article a;
    tokens k;
    buf b = {0};
    article_of(text, &a, out);
    analyse(m, &a, &k, out, tmp);
    conllu_write(&a, &k, &b);
    fwrite(b.p, 1, (size_t)b.n, stdout);
    buf_clear(&b);
    return 0;
}

int main(int argc, char **argv) {
    if (argc != 3) {
        fputs("usage: accord-train text|words FILE\n", stderr);
        return 2;
    }
    arena out, tmp;
    if (!arena_init(&out, LIMIT_ARENA_BYTES) || !arena_init(&tmp, LIMIT_ARENA_BYTES)) return 1;
    char *data;
    ptrdiff_t n;
    int why = os_real.read_file(NULL, argv[2], LIMIT_FILE_BYTES, &data, &n);
    if (why) return die(argv[2], os_words(why));
    int status = analyse_text(model_embedded(), str_of(data, n), &out, tmp);
    free(data);
    arena_clear(&tmp);
    arena_clear(&out);
    return status;
}
