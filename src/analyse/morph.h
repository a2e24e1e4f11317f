/* morph: a tagged and parsed word -> its morphological features,
 * "Mood=Ind|Number=Plur|Person=3|Tense=Past|VerbForm=Fin".
 *
 * A table gives the commonest features of a class and form. Where the form does not tell (the person of a verb, the
 * case of "it", voice, mood) a perceptron chooses with the tree at hand: the subject, the auxiliaries, the relation. */
#ifndef ACCORD_ANALYSE_MORPH_H
#define ACCORD_ANALYSE_MORPH_H

#include "analyse/words.h"
#include "model/parts.h"

enum { MORPH_FEATURES = 32 };

/* The key of a form's features in the table; an empty form: of the class alone. */
uint64_t morph_key(int class, str norm);
/* What the table says: a line of the model's features, -1 for none. */
int morph_table(const struct lookup *morphs, int class, str norm);
/* Whether the perceptron is asked about this part of speech. */
bool morph_asks(enum upos upos);

/* A sentence as the features see it; heads count from 0, n or more is the root. */
struct morph_view {
    const struct words *w;
    const uint8_t *tags;           // [n] classes
    const uint8_t *upos;           // [n]
    const int32_t *head;           // [n]
    const uint8_t *rel;            // [n]
    int32_t *subject, *aux, *mark; // [n] a child of each kind, -1 when none
};
void morph_view_make(struct morph_view *v, arena *a);
int morph_features(const struct morph_view *v, int32_t i, int usual, uint64_t *keys);

/* Sets feats[0 … w->n); strs that live as long as the model. norm: [n]. */
void morph_sentence(const model *m, const struct morph_view *v, const str *norm, str *feats);

#endif
