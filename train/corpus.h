/* corpus: treebanks -> sentences to learn from.
 *
 * Every sentence stands once as it is written; some stand again in title case, capitals or small letters, so that the
 * classifiers learn from the words what capitals do not say (headlines). */
#ifndef ACCORD_TRAIN_CORPUS_H
#define ACCORD_TRAIN_CORPUS_H

#include "analyse/words.h"
#include "base/error.h"
#include "base/table.h"
#include "model/parts.h"

struct example {
    struct words w;
    uint8_t *upos, *rel, *ner; // [n] gold
    uint8_t *tag;              // [n] gold class
    int16_t *feats;            // [n] line of its features in the model, -1 when it has none there
    int32_t *head;             // [n] gold head, n for the root
    int32_t *feature;          // rows of embeddings of one word after the other; the first of each is its form's or -1
    int32_t *feature_from;     // [n + 1] where those of a word begin
    int32_t *vector;           // its fixed vectors, one word after the other
    int32_t *vector_from;      // [n + 1] where those of a word begin
    const uint8_t *class_upos; // [classes]
    const tokens *k;
    str text;            // that the spans of k point into
    int32_t first;       // its first word in k
    bool names;          // it has labels of names
    bool loose;          // which follow other rules: learned from in the first rounds alone, as silver
    bool written;        // as it was written
    bool silver;         // labelled by a teacher, not by hand
    bool bare;           // its names alone teach
    bool run;            // several sentences that follow each other
    const float *chance; // [n][NER_COUNT] of each label of names as teachers see it; null for none
};

struct corpus {
    struct example *p;
    ptrdiff_t n, cap;
    struct tag_class class[CLASSES_MAX];
    uint8_t class_upos[CLASSES_MAX];
    int classes;
    str feats[FEATS_MAX]; // sets of features, the commonest first
    int feats_n;
    table titles; // see entities.h
};

/* A generator of numbers that is the same everywhere. */
struct dice {
    uint64_t state;
};
uint32_t dice_roll(struct dice *d, uint32_t below);

/* How sentences are added: as they are written; some again in other letters; as silver; as silver for its names alone.
 */
enum corpus_mode { CORPUS_PLAIN, CORPUS_REWRITE, CORPUS_SILVER, CORPUS_NAMES };
/* Reads a treebank and adds its sentences; those with NER= before those with Entity=, silver last; call corpus_classes
 * once all are read. */
bool corpus_add(struct corpus *c, const char *path, enum corpus_mode mode, struct dice *d, arena *out, arena tmp,
                error *e);
/* Numbers the classes and sets of features; those of `like`, where it is given, are taken over. */
void corpus_classes(struct corpus *c, const struct corpus *like, arena *out);
/* Once features are found: adds the runs of sentences, as they are written, that follow each other in a document, of up
 * to `words` words each: examples for names alone. */
void corpus_join(struct corpus *c, int32_t words, arena *out);
/* The class of a word of a treebank. */
int corpus_class(const struct corpus *c, const tokens *k, int32_t t);

#endif
