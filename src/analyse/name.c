#include "analyse/name.h"

bool name_follows(enum ner before, enum ner label) {
    switch (label) {
    case NER_I_PER: return before == NER_B_PER || before == NER_I_PER;
    case NER_I_ORG: return before == NER_B_ORG || before == NER_I_ORG;
    case NER_I_LOC: return before == NER_B_LOC || before == NER_I_LOC;
    default: return true;
    }
}

void name_labels(const float *score, ptrdiff_t stride, int32_t n, uint8_t *labels, arena tmp) {
    uint8_t(*from)[NER_COUNT] = (uint8_t(*)[NER_COUNT])arena_new(&tmp, uint8_t, (ptrdiff_t)n * NER_COUNT);
    double total[NER_COUNT] = {0};
    for (int32_t t = 0; t < n; t++) {
        double next[NER_COUNT];
        for (int l = 0; l < NER_COUNT; l++) {
            int best = NER_O; // which every label but an I may follow
            if (t == 0 && !name_follows(NER_O, (enum ner)l)) {
                next[l] = -1e30, from[t][l] = NER_O;
                continue;
            }
            for (int b = 1; t > 0 && b < NER_COUNT; b++)
                if (name_follows((enum ner)b, (enum ner)l) &&
                    (!name_follows((enum ner)best, (enum ner)l) || total[b] > total[best]))
                    best = b;
            next[l] = total[best] + (double)score[t * stride + l];
            from[t][l] = (uint8_t)best;
        }
        memcpy(total, next, sizeof total);
    }
    int best = 0;
    for (int l = 1; l < NER_COUNT; l++)
        if (total[l] > total[best]) best = l;
    for (int32_t t = n; t-- > 0;) {
        labels[t] = (uint8_t)best;
        best = from[t][best];
    }
}
