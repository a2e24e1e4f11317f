#include "train/entities.h"

void entities_titles(const tokens *k, table *titles, arena *out) {
    for (ptrdiff_t t = 0; t + 1 < k->n; t++) {
        if (k->upos[t] != UPOS_PROPN || k->sent[t] != k->sent[t + 1]) continue;
        if (k->ner[t] == NER_O && k->ner[t + 1] == NER_B_PER) --*table_put(titles, out, k->norm[t]);
        if (k->ner[t] == NER_B_PER) ++*table_put(titles, out, k->norm[t]);
    }
}

static bool is_title(const table *titles, str norm) {
    const int64_t *n = table_get(titles, norm);
    return n && *n < 0;
}

/* A mention that is open at the current word. */
struct open_mention {
    str number;
    enum ner begin; // NER_O for a kind that is no name's
    int32_t first;
};

enum { OPEN_MAX = 64 };

struct labeller {
    tokens *k;
    const table *titles;
    struct open_mention open[OPEN_MAX];
    int depth;
};

static enum ner begin_of(str kind) {
    if (str_eq(kind, S("person"))) return NER_B_PER;
    if (str_eq(kind, S("organization"))) return NER_B_ORG;
    return str_eq(kind, S("place")) ? NER_B_LOC : NER_O;
}

static int32_t head_of(const tokens *k, int32_t first, int32_t last) {
    for (int32_t t = first; t <= last; t++)
        if (k->head[t] < first || k->head[t] > last) return t;
    return first;
}

static bool in_name(const tokens *k, int32_t t) {
    return k->upos[t] == UPOS_PROPN || str_eq(k->xpos[t], S("HYPH")) || str_eq(k->xpos[t], S("NNP"));
}

static void label_mention(struct labeller *l, const struct open_mention *m, int32_t last) {
    tokens *k = l->k;
    int32_t head = head_of(k, m->first, last), beg = head, end = head;
    if (k->upos[head] != UPOS_PROPN || m->begin == NER_O) return;
    while (beg > m->first && in_name(k, beg - 1)) beg--;
    while (end < last && in_name(k, end + 1)) end++;
    if (m->begin != NER_B_PER && end + 2 <= last && str_eq(k->norm[end + 1], S("of"))) {
        int32_t next = end + 2 + (k->upos[end + 2] == UPOS_DET && end + 3 <= last);
        if (in_name(k, next)) {
            end = next;
            while (end < last && in_name(k, end + 1)) end++;
        }
    }
    while (m->begin == NER_B_PER && beg < end && is_title(l->titles, k->norm[beg])) beg++;
    while (beg < end && k->upos[beg] != UPOS_PROPN && k->upos[beg] != UPOS_VERB && k->upos[beg] != UPOS_ADJ) beg++;
    for (int32_t t = beg; t <= end; t++) k->ner[t] = (uint8_t)(t == beg ? m->begin : m->begin + 1);
}

/* Reads one word's "(6-person-…(7-place-…)8)". Closed mentions are labelled: an outer one closes later, and so wins. */
static void read_entity(struct labeller *l, str e, int32_t t) {
    for (ptrdiff_t i = 0; i < e.n;) {
        if (e.p[i] == '(') {
            ptrdiff_t stop = i + 1;
            while (stop < e.n && !strchr("()", e.p[stop])) stop++;
            str inside = str_slice(e, i + 1, stop), number, kind;
            str_next_part(&inside, '-', &number);
            if (!str_next_part(&inside, '-', &kind)) kind = (str){0};
            if (l->depth < OPEN_MAX) l->open[l->depth++] = (struct open_mention){number, begin_of(kind), t};
            i = stop;
            if (i < e.n && e.p[i] == ')') { // opened and closed at one word
                if (l->depth) label_mention(l, &l->open[--l->depth], t);
                i++;
            }
            continue;
        }
        ptrdiff_t stop = str_find(e, S(")"), i);
        if (stop < 0) return;
        str number = str_slice(e, i, stop);
        for (int d = l->depth; d-- > 0;) {
            if (!str_eq(l->open[d].number, number)) continue;
            label_mention(l, &l->open[d], t);
            memmove(&l->open[d], &l->open[d + 1], (size_t)(l->depth - d - 1) * sizeof *l->open);
            l->depth--;
            break;
        }
        i = stop + 1;
    }
}

void entities_label(str document, tokens *k, const table *titles, arena tmp) {
    struct labeller *l = arena_new(&tmp, struct labeller, 1);
    *l = (struct labeller){.k = k, .titles = titles};
    str line, id, misc, item;
    for (int32_t t = 0; str_next_part(&document, '\n', &line) && t < k->n;) {
        if (!line.n || line.p[0] == '#') continue;
        if (!str_next_part(&line, '\t', &id)) continue;
        if (str_find(id, S("-"), 0) >= 0 || str_find(id, S("."), 0) >= 0) continue;
        misc = line;
        while (str_next_part(&line, '\t', &item)) misc = item;
        while (str_next_part(&misc, '|', &item))
            if (str_starts(item, S("Entity="))) read_entity(l, str_drop(item, 7), t);
        t++;
    }
}
