#include "analyse/relation.h"

static int best_of(const float *score) {
    int best = REL_DEP;
    for (int r = 0; r < REL_COUNT; r++)
        if (r != REL_ROOT && score[r] > score[best]) best = r;
    return best;
}

static bool is_active(str xpos) {
    return str_eq(xpos, S("VBD")) || str_eq(xpos, S("VBZ")) || str_eq(xpos, S("VBP")) || str_eq(xpos, S("VB")) ||
           str_eq(xpos, S("VBG"));
}

/* What a subject's relation is above this verb. */
static enum rel subject(enum rel rel, bool passive, bool active) {
    if (passive) return rel == REL_NSUBJ ? REL_NSUBJ_PASS : rel == REL_CSUBJ ? REL_CSUBJ_PASS : rel;
    if (active) return rel == REL_NSUBJ_PASS ? REL_NSUBJ : rel == REL_CSUBJ_PASS ? REL_CSUBJ : rel;
    return rel;
}

void relation_choose(const float *score, const int32_t *head, const str *xpos, int32_t n, uint8_t *rel, arena tmp) {
    bool *passive = arena_new(&tmp, bool, n + 1);
    for (int32_t i = 0; i < n; i++) {
        rel[i] = (uint8_t)(head[i] == n ? REL_ROOT : best_of(score + (ptrdiff_t)i * REL_COUNT));
        passive[head[i]] |= rel[i] == REL_AUX_PASS;
    }
    for (int32_t i = 0; i < n; i++) {
        int32_t h = head[i];
        if (h < n) rel[i] = (uint8_t)subject((enum rel)rel[i], passive[h], is_active(xpos[h]));
    }
}
