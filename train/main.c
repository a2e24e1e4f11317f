/* accord-train: makes the model of treebanks, and measures the analysis on them.
 *
 *     accord-train model FOLDER OUT.model [SEED]    ewt-train.conllu and gum-open-train.conllu in FOLDER -> a model
 *     accord-train text  MODEL FILE.txt             raw text, blocks between empty lines   -> CoNLL-U
 *     accord-train words MODEL FILE.conllu          gold sentences and words, analysed     -> CoNLL-U
 *     accord-train speed MODEL FILE.txt             words a second, the best of five
 * MODEL may be `-`: the one that the program carries. The same treebanks and seed give the same bytes. */
#include <stdio.h>
#include <stdlib.h>
#include <xxhash.h>

#include "analyse/analyse.h"
#include "analyse/conllu.h"
#include "base/limits.h"
#include "base/os.h"
#include "train/fit.h"
#include "train/tables.h"

enum { SEED = 1, FOLDS = 4, TAG_ROUNDS = 8, SEEN_ROUNDS = 4, PARSE_ROUNDS = 10, NAME_ROUNDS = 10, MORPH_ROUNDS = 6 };
#define NAME "en-1"
#define TRAIN_ARENA_BYTES ((ptrdiff_t)16 << 30)

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

static int analyse_words(const model *m, str file, arena *out, arena tmp) {
    str document;
    while (conllu_next_document(&file, &document)) {
        article a;
        tokens k;
        error e = {0};
        buf b = {0};
        if (!conllu_read(document, &a, &k, out, tmp, &e)) {
            fprintf(stderr, "accord-train: line %td of a document: %s\n", e.line, e.words);
            return 1;
        }
        analyse_tokens(m, &a, &k, out, tmp);
        conllu_write(&a, &k, &b);
        fwrite(b.p, 1, (size_t)b.n, stdout);
        buf_clear(&b);
    }
    return 0;
}

static int measure_speed(const model *m, str text, arena *out, arena tmp) {
    enum { RUNS = 5 };
    double best = 0;
    article a;
    article_of(text, &a, out);
    for (int run = 0; run < RUNS; run++) {
        arena room = *out;
        tokens k;
        double begun = os_seconds();
        analyse(m, &a, &k, &room, tmp);
        double speed = (double)k.n / (os_seconds() - begun);
        if (speed > best) best = speed;
    }
    printf("words_per_second %.0f\n", best);
    return 0;
}

static void put_section(buf *file, struct model_header *h, enum model_section i, const buf *section) {
    buf_fill(file, 0, (8 - file->n % 8) % 8);
    h->section[i].at = (uint64_t)file->n;
    h->section[i].bytes = (uint64_t)section->n;
    buf_put(file, buf_str(section));
}

static void put_classes(const struct corpus *c, buf *b) {
    for (int i = 0; i < c->classes; i++)
        buf_fmt(b, "%.*s\t%.*s\n", STR_FMT(upos_text[c->class[i].upos]), STR_FMT(c->class[i].xpos));
}

/* Learns everything and writes the model file. */
static bool make_model(struct corpus *c, struct dice *d, arena tmp, const char *path) {
    buf section[SECTION_COUNT] = {0}, file = {0};
    struct model_header h = {.magic = MODEL_MAGIC, .order = MODEL_ORDER, .version = MODEL_VERSION};
    buf_put(&section[SECTION_NAME], S(NAME));
    put_classes(c, &section[SECTION_CLASSES]);
    tables_lemmas(c, tmp, &section[SECTION_SCRIPTS], &section[SECTION_LEMMAS]);
    tables_morphs(c, tmp, &section[SECTION_FEATS], &section[SECTION_MORPHS]);
    fit_tagger(c, TAG_ROUNDS, d, tmp, &section[SECTION_TAGGER]);
    fit_seen_tags(c, FOLDS, SEEN_ROUNDS, d, tmp);
    fit_morpher(c, MORPH_ROUNDS, buf_str(&section[SECTION_MORPHS]), d, tmp, &section[SECTION_MORPHER]);
    fit_namer(c, NAME_ROUNDS, d, tmp, &section[SECTION_NAMER]);
    fit_parser(c, PARSE_ROUNDS, d, tmp, &section[SECTION_PARSER]);
    buf_put(&file, str_of((const char *)&h, sizeof h));
    for (int i = 0; i < SECTION_COUNT; i++) {
        put_section(&file, &h, (enum model_section)i, &section[i]);
        buf_clear(&section[i]);
    }
    if (file.failed) return false;
    h.bytes = (uint64_t)file.n;
    memcpy(file.p, &h, sizeof h);
    h.checksum = XXH3_64bits(file.p + MODEL_CHECKED, (size_t)file.n - MODEL_CHECKED);
    memcpy(file.p, &h, sizeof h);
    int why = os_real.write_file(NULL, path, file.p, file.n);
    if (why) die(path, os_words(why));
    buf_clear(&file);
    return !why;
}

static int train(const char *folder, const char *path, uint64_t seed) {
    static const char *const files[] = {"ewt-train.conllu", "gum-open-train.conllu"};
    arena out, tmp;
    struct corpus c = {0};
    struct dice d = {seed};
    if (!arena_init(&out, TRAIN_ARENA_BYTES) || !arena_init(&tmp, TRAIN_ARENA_BYTES)) return 1;
    for (size_t i = 0; i < sizeof files / sizeof *files; i++) {
        char name[1024];
        error e = {0};
        snprintf(name, sizeof name, "%s/%s", folder, files[i]);
        if (!corpus_add(&c, name, &d, &out, tmp, &e)) return die(name, e.words);
    }
    corpus_classes(&c, &out);
    fprintf(stderr, "  %td sentences, %d classes\n", c.n, c.classes);
    bool good = make_model(&c, &d, tmp, path);
    arena_clear(&tmp);
    arena_clear(&out);
    return good ? 0 : 1;
}

static int run(const char *what, const model *m, const char *path) {
    arena out, tmp;
    char *data;
    ptrdiff_t n;
    if (!arena_init(&out, LIMIT_ARENA_BYTES) || !arena_init(&tmp, LIMIT_ARENA_BYTES)) return 1;
    int why = os_real.read_file(NULL, path, LIMIT_FILE_BYTES, &data, &n), status = 2;
    if (why) return die(path, os_words(why));
    str text = str_of(data, n);
    if (strcmp(what, "text") == 0) status = analyse_text(m, text, &out, tmp);
    if (strcmp(what, "words") == 0) status = analyse_words(m, text, &out, tmp);
    if (strcmp(what, "speed") == 0) status = measure_speed(m, text, &out, tmp);
    free(data);
    arena_clear(&tmp);
    arena_clear(&out);
    return status;
}

int main(int argc, char **argv) {
    if (argc < 4) {
        fputs("usage: accord-train model FOLDER OUT.model [SEED]\n"
              "       accord-train text|words|speed MODEL FILE\n",
              stderr);
        return 2;
    }
    if (strcmp(argv[1], "model") == 0) return train(argv[2], argv[3], argc > 4 ? strtoull(argv[4], NULL, 10) : SEED);
    error e = {0};
    bool carried = strcmp(argv[2], "-") == 0;
    model *opened = carried ? NULL : model_open(argv[2], &e);
    if (!carried && !opened) return die(argv[2], e.words);
    int status = run(argv[1], carried ? model_embedded() : opened, argv[3]);
    model_close(opened);
    return status;
}
