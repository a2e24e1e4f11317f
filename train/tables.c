#include "train/tables.h"

#include <stdio.h>
#include <stdlib.h>

#include "analyse/lemma.h"
#include "base/table.h"

static int by_key_and_value(const void *a, const void *b) {
    const struct count *x = a, *y = b;
    if (x->key != y->key) return (x->key > y->key) - (x->key < y->key);
    return (x->value > y->value) - (x->value < y->value);
}

void counts_note(struct counts *c, uint64_t key, int32_t value, arena *a) {
    *vec_push(a, c) = (struct count){key, value, 1};
}

/* Sums equal pairs; what stays is sorted by key. */
static void sum(struct counts *c) {
    if (!c->n) return;
    qsort(c->p, (size_t)c->n, sizeof *c->p, by_key_and_value);
    ptrdiff_t last = 0;
    for (ptrdiff_t i = 1; i < c->n; i++) {
        if (c->p[i].key == c->p[last].key && c->p[i].value == c->p[last].value)
            c->p[last].n++;
        else
            c->p[++last] = c->p[i];
    }
    c->n = last + 1;
}

/* Keeps for each key its commonest value, of equals the lowest, with all of the key's counts. */
static void keep_commonest(struct counts *c) {
    ptrdiff_t out = 0;
    for (ptrdiff_t i = 0, j; i < c->n; i = j) {
        struct count best = c->p[i];
        int64_t total = 0;
        for (j = i; j < c->n && c->p[j].key == c->p[i].key; j++) {
            total += c->p[j].n;
            if (c->p[j].n > best.n) best = c->p[j];
        }
        best.n = total;
        c->p[out++] = best;
    }
    c->n = out;
}

static const struct count *lookup(const struct counts *c, uint64_t key) {
    ptrdiff_t lo = 0, hi = c->n;
    while (lo < hi) {
        ptrdiff_t mid = lo + (hi - lo) / 2;
        if (c->p[mid].key < key)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo < c->n && c->p[lo].key == key ? &c->p[lo] : NULL;
}

/* Writes the pairs as the table that model/lookup.h reads. */
void counts_pack(const struct counts *c, buf *section) {
    uint32_t bits = 1;
    while ((ptrdiff_t)1 << bits < c->n + c->n / 4 + 1) bits++;
    struct lookup_slot *slot = calloc((size_t)1 << bits, sizeof *slot);
    if (!slot) exit(1);
    uint32_t mask = (1u << bits) - 1;
    for (ptrdiff_t k = 0; k < c->n; k++) {
        uint32_t i = (uint32_t)(c->p[k].key >> (64 - bits));
        while (slot[i].value) i = (i + 1) & mask;
        slot[i] = (struct lookup_slot){(uint32_t)c->p[k].key, (uint32_t)c->p[k].value + 1};
    }
    buf_put(section, str_of((const char *)slot, (ptrdiff_t)sizeof *slot << bits));
    free(slot);
    fprintf(stderr, "  a table of %td entries, %u slots\n", c->n, 1u << bits);
}

/* The number of a line, given one when it is new; -1 when there are too many. */
static int32_t number_of(table *lines, str line, int most, arena *a) {
    int64_t *v = table_get(lines, line);
    if (v) return (int32_t)*v;
    if (lines->n == most) return -1;
    v = table_put(lines, a, line);
    *v = lines->n - 1;
    return (int32_t)*v;
}

static void put_lines(const table *lines, buf *b) {
    for (ptrdiff_t i = 0; i < lines->n; i++) {
        buf_put(b, lines->entry[i].key);
        buf_byte(b, '\n');
    }
}

static ptrdiff_t common(str a, str b) {
    ptrdiff_t n = 0;
    while (n < a.n && n < b.n && a.p[n] == b.p[n]) n++;
    while (n > 0 &&
           ((n < a.n && ((unsigned char)a.p[n] & 0xC0) == 0x80) || (n < b.n && ((unsigned char)b.p[n] & 0xC0) == 0x80)))
        n--;
    return n;
}

/* The script that turns a word into its lemma, from the form that shares most with it; a null str when none can. */
static str script_of(str written, str norm, str lemma, bool name, arena *a) {
    enum { SHORT = 2, DROP_MOST = 8 };
    if (norm.n <= SHORT && ascii_alpha(norm.p[0]) && !name) return arena_fmt(a, "0 9 %.*s", STR_FMT(lemma));
    // Of equals: a name as it is with a capital, marks as they are written, other words in lower case.
    str form[3] = {norm, written, lemma_capital(written, a)};
    int best = name ? 2 : ascii_alnum(norm.p[0]) ? 0 : 1;
    for (int i = 0; i < 3; i++)
        if (common(form[i], lemma) > common(form[best], lemma)) best = i;
    ptrdiff_t same = common(form[best], lemma), drop = form[best].n - same;
    if (same == 0) return arena_fmt(a, "%d 9 %.*s", best, STR_FMT(lemma));
    if (drop > DROP_MOST) return (str){0};
    return arena_fmt(a, "%d %td %.*s", best, drop, STR_FMT(str_drop(lemma, same)));
}

void tables_lemmas(const struct corpus *c, arena tmp, buf *scripts, buf *section) {
    enum { LEAST_WHOLE = 1, LEAST_ENDING = 2 };
    struct counts all = {0}, kept = {0};
    table lines = {.seed = 2};
    for (ptrdiff_t x = 0; x < c->n; x++) {
        const struct example *e = &c->p[x];
        for (int32_t i = 0; e->written && !e->silver && i < e->w.n; i++) {
            int32_t t = e->first + i;
            str norm = e->k->norm[t], form = str_slice(e->text, e->k->span[t].beg, e->k->span[t].end);
            bool name = str_eq(e->k->xpos[t], S("NNP"));
            if (!e->k->lemma[t].n) continue;
            str script = script_of(form, norm, e->k->lemma[t], name, &tmp);
            int32_t number = script.n ? number_of(&lines, script, SCRIPTS_MAX, &tmp) : -1;
            if (number < 0) continue;
            // The endings of names say nothing: only plurals follow a rule.
            for (int length = 0; length <= ENDING_MAX + 1; length += name ? ENDING_MAX + 1 : 1)
                if (length > ENDING_MAX || length <= norm.n)
                    counts_note(&all, lemma_key(e->tag[i], norm, length), number, &tmp);
        }
    }
    sum(&all);
    keep_commonest(&all);
    // From the shortest ending up: an entry is kept where it says something that the shorter ones do not.
    for (int length = 0; length <= ENDING_MAX + 1; length++) {
        table done = {.seed = 3};
        struct counts fresh = {0};
        for (ptrdiff_t x = 0; x < c->n; x++) {
            const struct example *e = &c->p[x];
            for (int32_t i = 0; e->written && !e->silver && i < e->w.n; i++) {
                str norm = e->k->norm[e->first + i];
                if (length <= ENDING_MAX && length > norm.n) continue;
                uint64_t key = lemma_key(e->tag[i], norm, length);
                const struct count *v = lookup(&all, key);
                if (!v || v->n < (length > ENDING_MAX ? LEAST_WHOLE : LEAST_ENDING)) continue;
                str name = arena_str(&tmp, str_of((const char *)&key, sizeof key));
                int64_t *seen = table_put(&done, &tmp, name);
                if ((*seen)++) continue;
                int32_t shorter = -1;
                for (int l = length - 1; l >= 0 && shorter < 0; l--) {
                    if (l > norm.n) continue;
                    const struct count *k = lookup(&kept, lemma_key(e->tag[i], norm, l));
                    if (k) shorter = k->value;
                }
                if (shorter != v->value) counts_note(&fresh, key, v->value, &tmp);
            }
        }
        for (ptrdiff_t i = 0; i < fresh.n; i++) *vec_push(&tmp, &kept) = fresh.p[i];
        sum(&kept);
    }
    put_lines(&lines, scripts);
    counts_pack(&kept, section);
}
