/* accord-train: makes the model of treebanks, and measures the analysis on them.
 *
 *     accord-train model [--vectors FILE] [--names FILE]… [--threads N] [--seed N] [--SETTING N]… FOLDER OUT.model
 *                                                   ewt-train.conllu and gum-open-train.conllu in FOLDER -> a model
 *     accord-train names [--names FILE]… [--threads N] [--seed N] [--SETTING N]… MODEL FOLDER OUT.model
 *                                                   that model with a second network, which reads names alone
 *     accord-train text  MODEL FILE.txt             raw text, blocks between empty lines   -> CoNLL-U
 *     accord-train words MODEL FILE.conllu          gold sentences and words, analysed     -> CoNLL-U
 *     accord-train antecedents MODEL FILE.txt       raw text -> what each pronoun chooses from (extract/extract.h)
 *     accord-train speed MODEL FILE.txt             words a second, the best of five
 * MODEL may be `-`: the one that the program carries. The same files and seed give the same bytes, with one thread or
 * two; the model is written after each round. --vectors takes a text file or a model that has vectors (see
 * train/fit.h); --names sentences that teach their names alone, in place of the entities of GUM; their Chances=, where
 * they have them, say how likely each label is. */
#include <stdio.h>
#include <stdlib.h>
#include <xxhash.h>

#include "analyse/analyse.h"
#include "analyse/conllu.h"
#include "base/limits.h"
#include "base/os.h"
#include "extract/extract.h"
#include "model/parts.h"
#include "train/fit.h"
#include "train/pack.h"
#include "train/tables.h"

#define NAME "en-3"
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

static void print(buf *b) {
    fwrite(b->p, 1, (size_t)b->n, stdout);
    buf_clear(b);
}

static int analyse_text(const model *m, str text, arena *out, arena tmp) {
    article a;
    tokens k;
    buf b = {0};
    article_of(text, &a, out);
    analyse(m, &a, &k, out, tmp);
    conllu_write(&a, &k, &b);
    print(&b);
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
        print(&b);
    }
    return 0;
}

static int list_choices(const model *m, str text, arena *out, arena tmp) {
    article a;
    reading r;
    buf b = {0};
    article_of(text, &a, out);
    read_article(m, &a, &r, out, tmp);
    reading again = {.article = &a, .tokens = r.tokens, .times = r.times, .amounts = r.amounts};
    entity_choices(&again, out, tmp, &b);
    print(&b);
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

/* What `model` and `names` are told on the command line. */
struct order {
    struct settings settings;
    const char *folder, *out, *vectors, *base, *names[8];
    int names_n;
    int run_words; // of a run of sentences
};

static void put_section(buf *file, struct model_header *h, enum model_section i, const buf *section) {
    buf_fill(file, 0, (8 - file->n % 8) % 8);
    h->section[i].at = (uint64_t)file->n;
    h->section[i].bytes = (uint64_t)section->n;
    buf_put(file, buf_str(section));
}

static bool write_sections(const char *path, const buf *section) {
    buf file = {0};
    struct model_header h = {.magic = MODEL_MAGIC, .order = MODEL_ORDER, .version = MODEL_VERSION};
    buf_put(&file, str_of((const char *)&h, sizeof h));
    for (int i = 0; i < SECTION_COUNT; i++) put_section(&file, &h, (enum model_section)i, &section[i]);
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

static void put_net(const struct weights *n, buf *shape, buf *net) {
    buf_put(shape, str_of((const char *)&n->s, sizeof n->s));
    pack_net(n, net);
}

/* fixed: the sections that are there already. */
static bool write_model(const char *path, const struct corpus *c, const struct weights *n, const buf *fixed) {
    buf section[SECTION_COUNT] = {0};
    bool made[SECTION_COUNT] = {0};
    buf_put(&section[SECTION_NAME], S(NAME));
    for (int i = 0; i < c->classes; i++)
        buf_fmt(&section[SECTION_CLASSES], "%.*s\t%.*s\n", STR_FMT(upos_text[c->class[i].upos]),
                STR_FMT(c->class[i].xpos));
    for (int i = 0; i < c->feats_n; i++) buf_fmt(&section[SECTION_FEATS], "%.*s\n", STR_FMT(c->feats[i]));
    put_net(n, &section[SECTION_SHAPE], &section[SECTION_NET]);
    for (int i = 0; i < SECTION_COUNT; i++) {
        made[i] = !fixed[i].n;
        if (!made[i]) section[i] = fixed[i];
    }
    bool good = write_sections(path, section);
    for (int i = 0; i < SECTION_COUNT; i++)
        if (made[i]) buf_clear(&section[i]);
    return good;
}

static bool add_file(struct corpus *c, const char *folder, const char *name, enum corpus_mode mode, bool must,
                     struct dice *d, arena *out, arena tmp) {
    char path[1024];
    error e = {0};
    snprintf(path, sizeof path, "%s%s%s", folder, *folder ? "/" : "", name);
    if (corpus_add(c, path, mode, d, out, tmp, &e)) return true;
    if (must) die(path, e.words);
    return false;
}

static int train(struct order *o) {
    static const char *const devs[] = {"ewt-dev.conllu", "gum-open-dev.conllu"};
    arena out, tmp;
    struct corpus c = {0}, dev[2] = {0};
    struct dice d = {o->settings.seed};
    struct vectors v = {0};
    struct features f = {0};
    struct weights n;
    struct fit fit = {0};
    buf fixed[SECTION_COUNT] = {0}; // what does not change from round to round
    error e = {0};
    int dev_n = 0;
    bool good = false;
    if (!arena_init(&out, TRAIN_ARENA_BYTES) || !arena_init(&tmp, TRAIN_ARENA_BYTES)) return 1;
    if (!add_file(&c, o->folder, "ewt-train.conllu", CORPUS_REWRITE, true, &d, &out, tmp)) return 1;
    if (!add_file(&c, o->folder, "gum-open-train.conllu", CORPUS_REWRITE, true, &d, &out, tmp)) return 1;
    o->settings.strict = o->names_n > 0;
    for (int i = 0; i < o->names_n; i++)
        if (!add_file(&c, "", o->names[i], CORPUS_NAMES, true, &d, &out, tmp)) return 1;
    corpus_classes(&c, NULL, &out);
    counts_pack(&(struct counts){0}, &v.lookup);
    if (o->vectors && !vectors_read(&v, o->vectors, tmp, &e)) return die(o->vectors, e.words);
    features_number(&f, &c, &out, tmp);
    features_find(&f, &v, &c, true, &out, tmp);
    for (int i = 0; i < 2; i++) {
        if (!add_file(&dev[dev_n], o->folder, devs[i], CORPUS_PLAIN, false, &d, &out, tmp)) continue;
        corpus_classes(&dev[dev_n], &c, &out);
        features_find(&f, &v, &dev[dev_n++], false, &out, tmp);
    }
    struct net_shape *s = &o->settings.shape;
    s->rows = (uint32_t)f.n, s->vectors = (uint32_t)v.n, s->vector = (uint32_t)v.width;
    s->classes = (uint32_t)c.classes, s->feats = (uint32_t)c.feats_n;
    fprintf(stderr, "  %td sentences, %d classes, %d feats, %u rows, %u vectors of %u\n", c.n, c.classes, c.feats_n,
            s->rows, s->vectors, s->vector);
    weights_init(&n, *s, o->settings.seed);
    n.vector = v.p, n.counts = f.counts, n.drops = o->settings.drops;
    tables_lemmas(&c, tmp, &fixed[SECTION_SCRIPTS], &fixed[SECTION_LEMMAS]);
    fixed[SECTION_ROWS] = f.lookup, fixed[SECTION_VECTORS] = v.lookup;
    while (fit_round(&fit, &n, &c, dev, dev_n, &o->settings, tmp)) good = write_model(o->out, &c, &n, fixed);
    fit_clear(&fit);
    weights_clear(&n);
    free(v.p);
    for (int i = 0; i < SECTION_COUNT; i++) buf_clear(&fixed[i]);
    arena_clear(&tmp);
    arena_clear(&out);
    return good ? 0 : 1;
}

/* The sections of a model; those of its namer are left empty. */
static void copy_sections(const model *m, buf *section) {
    struct model_header h;
    memcpy(&h, m->file.p, sizeof h);
    for (int i = 0; i < SECTION_NAMER_SHAPE; i++)
        buf_put(&section[i], str_of(m->file.p + h.section[i].at, (ptrdiff_t)h.section[i].bytes));
}

/* A second network, for names alone, beside that of a model, which stays as it is to the byte. */
static int train_namer(struct order *o) {
    arena out, tmp;
    struct corpus c = {0}, dev = {0};
    struct dice d = {o->settings.seed};
    struct vectors v = {0};
    struct features f = {0};
    struct weights n;
    struct fit fit = {0};
    buf section[SECTION_COUNT] = {0};
    error e = {0};
    bool good = false;
    model *base = model_open(o->base, &e);
    if (!base || !vectors_read(&v, o->base, (arena){0}, &e)) return die(o->base, e.words);
    if (!arena_init(&out, TRAIN_ARENA_BYTES) || !arena_init(&tmp, TRAIN_ARENA_BYTES)) return 1;
    if (!add_file(&c, o->folder, "ewt-train.conllu", CORPUS_REWRITE, true, &d, &out, tmp)) return 1;
    for (int i = 0; i < o->names_n; i++)
        if (!add_file(&c, "", o->names[i], CORPUS_NAMES, true, &d, &out, tmp)) return 1;
    corpus_classes(&c, NULL, &out);
    features_of_model(&f, base, &c, &out);
    features_find(&f, &v, &c, true, &out, tmp);
    corpus_join(&c, o->run_words, &out);
    bool measured = add_file(&dev, o->folder, "ewt-dev.conllu", CORPUS_PLAIN, false, &d, &out, tmp);
    corpus_classes(&dev, &c, &out);
    features_find(&f, &v, &dev, false, &out, tmp);
    corpus_join(&dev, o->run_words, &out);
    struct net_shape *s = &o->settings.shape;
    *s = (struct net_shape){.rows = (uint32_t)f.n,
                            .embed = s->embed,
                            .vector = (uint32_t)v.width,
                            .hidden = s->hidden,
                            .layers = s->layers};
    o->settings.runs = o->settings.strict = true;
    fprintf(stderr, "  %td examples, %u rows\n", c.n, s->rows);
    weights_init(&n, *s, o->settings.seed);
    n.vector = v.p, n.counts = f.counts, n.drops = o->settings.drops;
    copy_sections(base, section);
    model_close(base);
    while (fit_round(&fit, &n, &c, &dev, measured, &o->settings, tmp)) {
        buf_clear(&section[SECTION_NAMER_SHAPE]);
        buf_clear(&section[SECTION_NAMER]);
        put_net(&n, &section[SECTION_NAMER_SHAPE], &section[SECTION_NAMER]);
        good = write_sections(o->out, section);
    }
    fit_clear(&fit);
    weights_clear(&n);
    free(v.p);
    buf_clear(&v.lookup);
    buf_clear(&f.lookup);
    for (int i = 0; i < SECTION_COUNT; i++) buf_clear(&section[i]);
    arena_clear(&tmp);
    arena_clear(&out);
    return good ? 0 : 1;
}

static bool set(struct settings *s, const char *name, const char *value) {
    const struct {
        const char *name;
        uint32_t *to;
    } sizes[] = {{"embed", &s->shape.embed},
                 {"hidden", &s->shape.hidden},
                 {"layers", &s->shape.layers},
                 {"arc", &s->shape.arc},
                 {"label", &s->shape.label}};
    const struct {
        const char *name;
        float *to;
    } rates[] = {{"input", &s->drops.input},   {"between", &s->drops.between},
                 {"back", &s->drops.back},     {"heads", &s->drops.heads},
                 {"word", &s->drops.word},     {"rate", &s->rate},
                 {"silver-share", &s->silver}, {"ner", &s->ner},
                 {"part", &s->drops.part},     {"mix", &s->mix}};
    for (size_t i = 0; i < sizeof sizes / sizeof *sizes; i++)
        if (strcmp(name, sizes[i].name) == 0) return *sizes[i].to = (uint32_t)atoi(value), true;
    for (size_t i = 0; i < sizeof rates / sizeof *rates; i++)
        if (strcmp(name, rates[i].name) == 0) return *rates[i].to = strtof(value, NULL), true;
    if (strcmp(name, "rounds") == 0) return s->rounds = atoi(value), true;
    if (strcmp(name, "batch") == 0) return s->batch_words = atoi(value), true;
    if (strcmp(name, "threads") == 0) return s->threads = atoi(value), true;
    if (strcmp(name, "seed") == 0) return s->seed = strtoull(value, NULL, 10), true;
    return false;
}

static int train_command(int argc, char **argv) {
    struct order o = {
        .settings = {.shape = {.embed = 160, .hidden = 192, .layers = 3, .arc = 192, .label = 128},
                     .drops = {.input = .25f, .between = .33f, .back = .25f, .heads = .33f, .word = 3, .part = .1f},
                     .rounds = 14,
                     .batch_words = 1000,
                     .threads = 1,
                     .rate = 2e-3f,
                     .silver = 1,
                     .mix = 1,
                     .ner = 2.5f,
                     .seed = 1},
        .run_words = 100};
    bool names = strcmp(argv[1], "names") == 0;
    if (names) {
        o.settings.shape.embed = 128, o.settings.shape.layers = 2, o.settings.shape.hidden = 224;
        o.settings.ner = 1, o.settings.mix = 4;
    }
    for (int i = 2; i < argc; i++) {
        if (strncmp(argv[i], "--", 2) == 0 && i + 1 < argc) {
            if (strcmp(argv[i], "--vectors") == 0)
                o.vectors = argv[++i];
            else if (strcmp(argv[i], "--names") == 0 && o.names_n < 8)
                o.names[o.names_n++] = argv[++i];
            else if (!set(&o.settings, argv[i] + 2, argv[i + 1]))
                return die(argv[i], "no such setting");
            else
                i++;
        } else if (names && !o.base) {
            o.base = argv[i];
        } else if (!o.folder) {
            o.folder = argv[i];
        } else {
            o.out = argv[i];
        }
    }
    return names ? train_namer(&o) : train(&o);
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
    if (strcmp(what, "antecedents") == 0) status = list_choices(m, text, &out, tmp);
    if (strcmp(what, "speed") == 0) status = measure_speed(m, text, &out, tmp);
    free(data);
    arena_clear(&tmp);
    arena_clear(&out);
    return status;
}

int main(int argc, char **argv) {
    if (argc < 4) {
        fputs("usage: accord-train model [--vectors FILE] [--names FILE] [--threads N] [--seed N] FOLDER OUT.model\n"
              "       accord-train names [--names FILE] [--threads N] [--seed N] MODEL FOLDER OUT.model\n"
              "       accord-train text|words|antecedents|speed MODEL FILE\n",
              stderr);
        return 2;
    }
    if (strcmp(argv[1], "model") == 0 || (strcmp(argv[1], "names") == 0 && argc > 4)) return train_command(argc, argv);
    error e = {0};
    bool carried = strcmp(argv[2], "-") == 0;
    model *opened = carried ? NULL : model_open(argv[2], &e);
    if (!carried && !opened) return die(argv[2], e.words);
    int status = run(argv[1], carried ? model_embedded() : opened, argv[3]);
    model_close(opened);
    return status;
}
