/* An index as bytes: a head, then every article that is remembered, oldest first, then a hash of all of it. The rest,
 * how rare words are and who has them, is made again from the articles. */
#include <stdlib.h>

#include "base/code.h"
#include "base/limits.h"
#include "base/table.h"
#include "story/index_state.h"

#define MAGIC S("accord index 1\n")
enum { HASH_BYTES = 8, HASH_SEED = 9 };

/* Bits of a float, so that it comes back as it was. */
static void put_float(buf *out, float x) {
    uint32_t bits;
    memcpy(&bits, &x, sizeof bits);
    code_put_int(out, bits);
}

static float get_float(struct code_reader *r) {
    uint32_t bits = (uint32_t)code_int(r, UINT32_MAX);
    float x;
    memcpy(&x, &bits, sizeof x);
    return x >= 0 && x < 1e9f ? x : 0;
}

static void put_hash(buf *out, ptrdiff_t from) {
    uint64_t h = str_hash(str_drop(buf_str(out), from), HASH_SEED);
    for (int i = 0; i < HASH_BYTES; i++) buf_byte(out, (char)(h >> 8 * i));
}

static bool hash_holds(str bytes) {
    if (bytes.n < HASH_BYTES) return false;
    uint64_t h = str_hash(str_head(bytes, bytes.n - HASH_BYTES), HASH_SEED);
    for (int i = 0; i < HASH_BYTES; i++)
        if (bytes.p[bytes.n - HASH_BYTES + i] != (char)(h >> 8 * i)) return false;
    return true;
}

void index_save(const story_index *x, buf *out) {
    ptrdiff_t beg = out->n;
    buf_put(out, MAGIC);
    code_put_signed(out, x->newest);
    code_put_int(out, x->next - x->first);
    for (uint32_t i = x->first; i != x->next; i++) {
        const struct kept *k = *index_at(x, i);
        const subject *s = &k->subject;
        code_put_signed(out, k->article);
        code_put_signed(out, k->story->name);
        features_save(&k->f, out);
        const float lengths[] = {s->all, s->name, s->number, s->pairs, s->days};
        for (size_t n = 0; n < sizeof lengths / sizeof *lengths; n++) put_float(out, lengths[n]);
        code_put_int(out, (uint64_t)k->profile.n);
        for (ptrdiff_t w = 0; w < k->profile.n; w++) {
            code_put_int(out, k->profile.p[w].hash);
            put_float(out, k->profile.p[w].weight);
        }
    }
    put_hash(out, beg);
}

/* The stories that are met again while loading, by their names. */
struct names {
    struct story **slot; // [slots] a power of two
    ptrdiff_t slots;
};

static struct story **find_story(const struct names *t, int64_t name) {
    ptrdiff_t i = (ptrdiff_t)((uint64_t)name * 0x9E3779B97F4A7C15u >> 20) & (t->slots - 1);
    while (t->slot[i] && t->slot[i]->name != name) i = (i + 1) & (t->slots - 1);
    return &t->slot[i];
}

/* The next article off *r; null for bytes that are none, or with *enough false. */
static struct kept *load_article(struct code_reader *r, int64_t *story, arena tmp, bool *enough) {
    int64_t number = code_signed(r);
    *story = code_signed(r);
    features f;
    if (r->bad || !features_load(&r->rest, &f, &tmp)) return NULL;
    subject s = {.all = get_float(r)};
    s.name = get_float(r);
    s.number = get_float(r);
    s.pairs = get_float(r);
    s.days = get_float(r);
    profile v = {.n = code_int(r, PROFILE_WORDS)};
    v.p = arena_new(&tmp, struct weighted, v.n);
    for (ptrdiff_t w = 0; w < v.n; w++) {
        v.p[w].hash = (uint32_t)code_int(r, UINT32_MAX);
        v.p[w].weight = get_float(r);
        if (w && v.p[w - 1].hash >= v.p[w].hash) return NULL;
    }
    if (r->bad) return NULL;
    struct kept *k = kept_new(number, &f, f.words.n < SHORT_WORDS ? &v : NULL);
    if (!k) {
        *enough = false;
        return NULL;
    }
    s.f = k->subject.f;
    s.profile = k->subject.profile;
    k->subject = s;
    return k;
}

static bool load_all(story_index *x, struct code_reader *r, ptrdiff_t n, struct names *names, arena tmp, bool *enough) {
    for (ptrdiff_t i = 0; i < n && *enough; i++) {
        int64_t name;
        struct kept *k = load_article(r, &name, tmp, enough);
        if (!k) return false;
        struct story **s = find_story(names, name);
        if (!*s) *s = story_new(x, name);
        if (!*s) {
            free(k);
            return *enough = false;
        }
        k->story = *s;
        k->story->live++;
        index_push(x, k);
        *enough = rarity_add(&x->rarity, &k->f) && index_words(x, x->next - 1) &&
                  (!k->subject.profile || index_profile(x, x->next - 1));
    }
    return *enough;
}

story_index *index_load(str bytes, error *e) {
    arena tmp;
    struct code_reader r = {.rest = bytes};
    if (!str_starts(bytes, MAGIC) || !hash_holds(bytes)) {
        error_set(e, ERROR_SYNTAX, -1, "this is no index of stories, or it is damaged");
        return NULL;
    }
    r.rest = str_head(str_drop(bytes, MAGIC.n), bytes.n - MAGIC.n - HASH_BYTES);
    if (!arena_init(&tmp, LIMIT_ARENA_BYTES)) goto no_memory;
    story_index *x = index_new();
    int64_t newest = code_signed(&r), n = code_count(&r);
    bool enough = x != NULL, good = false;
    struct names names = {.slots = 1024};
    while (names.slots < 2 * n) names.slots *= 2;
    names.slot = calloc((size_t)names.slots, sizeof *names.slot);
    enough = enough && names.slot && index_room(x, n);
    if (enough && n <= INDEX_ARTICLES && newest == (int32_t)newest) {
        x->newest = (int32_t)newest;
        good = load_all(x, &r, n, &names, tmp, &enough) && !r.bad && r.rest.n == 0;
    }
    free(names.slot);
    arena_clear(&tmp);
    if (good) return x;
    index_free(x);
    if (enough) {
        error_set(e, ERROR_SYNTAX, -1, "this is no index of stories, or it is damaged");
        return NULL;
    }
no_memory:
    error_set(e, ERROR_MEMORY, -1, "no memory is left for the index of stories");
    return NULL;
}
