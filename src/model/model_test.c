#include "check.h"

#include <stdlib.h>
#include <xxhash.h>

#include "base/buf.h"
#include "model/parts.h"

/* The smallest model file: one class, and tables without an entry or with one. */
static void put(buf *b, struct model_header *h, enum model_section i, str bytes) {
    buf_fill(b, 0, (8 - b->n % 8) % 8);
    h->section[i].at = (uint64_t)b->n;
    h->section[i].bytes = (uint64_t)bytes.n;
    buf_put(b, bytes);
}

static void put_linear(buf *b, struct model_header *h, enum model_section i, uint32_t labels) {
    struct {
        uint32_t head[4];
        int32_t value[256];
        struct linear_slot slot[4];
        struct linear_entry entry[2];
    } t = {.head = {labels, 4, 2, 0}};
    t.value[5] = 900;
    t.value[133] = -900;
    t.slot[1] = (struct linear_slot){7, 0 << 8 | 2};
    t.entry[0] = (struct linear_entry){0, 5};
    t.entry[1] = (struct linear_entry){(uint8_t)(labels - 1), 133};
    put(b, h, i, str_of((const char *)&t, sizeof t));
}

static void seal(buf *b, struct model_header *h) {
    h->bytes = (uint64_t)b->n;
    memcpy(b->p, h, sizeof *h);
    h->checksum = XXH3_64bits(b->p + MODEL_CHECKED, (size_t)b->n - MODEL_CHECKED);
    memcpy(b->p, h, sizeof *h);
}

static void make(buf *b, struct model_header *h) {
    struct lookup_slot slots[2] = {{3, 1}, {0, 0}};
    str table = str_of((const char *)slots, sizeof slots);
    *h = (struct model_header){.magic = MODEL_MAGIC, .order = MODEL_ORDER, .version = MODEL_VERSION};
    buf_put(b, str_of((const char *)h, sizeof *h));
    put(b, h, SECTION_NAME, S("tiny-1"));
    put(b, h, SECTION_CLASSES, S("NOUN\tNN\nVERB\tVB\n"));
    put(b, h, SECTION_FEATS, S("_\n"));
    put(b, h, SECTION_SCRIPTS, S("0 0 \n"));
    put_linear(b, h, SECTION_TAGGER, 2);
    put_linear(b, h, SECTION_PARSER, 3 + 2 * REL_COUNT);
    put_linear(b, h, SECTION_NAMER, NER_COUNT);
    put_linear(b, h, SECTION_MORPHER, 1);
    put(b, h, SECTION_LEMMAS, table);
    put(b, h, SECTION_MORPHS, table);
    seal(b, h);
}

/* Reads a copy of n bytes; the model if it is one. */
static bool readable(const buf *b, ptrdiff_t n, error *e) {
    char *copy = aligned_alloc(64, (size_t)(n + 64) / 64 * 64 + 64);
    assert_non_null(copy);
    if (n) memcpy(copy, b->p, (size_t)n);
    *e = (error){0};
    model *m = model_read(str_of(copy, n), e);
    bool good = m != NULL;
    assert_true(good || (e->code && e->words[0]));
    model_close(m);
    free(copy);
    return good;
}

static void a_small_model_is_read(void **state) {
    (void)state;
    buf b = {0};
    struct model_header h;
    error e;
    make(&b, &h);
    assert_true(readable(&b, b.n, &e));
    buf_clear(&b);
}

static void every_truncation_is_refused(void **state) {
    (void)state;
    buf b = {0};
    struct model_header h;
    error e;
    make(&b, &h);
    for (ptrdiff_t n = 0; n < b.n; n++) {
        assert_false(readable(&b, n, &e));
        assert_int_equal(e.code, ERROR_MODEL);
    }
    buf_clear(&b);
}

static void every_flipped_bit_is_refused(void **state) {
    (void)state;
    buf b = {0};
    struct model_header h;
    error e;
    make(&b, &h);
    for (ptrdiff_t bit = 0; bit < 8 * b.n; bit++) {
        b.p[bit / 8] = (char)(b.p[bit / 8] ^ 1 << bit % 8);
        assert_false(readable(&b, b.n, &e));
        b.p[bit / 8] = (char)(b.p[bit / 8] ^ 1 << bit % 8);
    }
    buf_clear(&b);
}

static void damage_behind_a_good_checksum_is_refused(void **state) {
    (void)state;
    error e;
    for (ptrdiff_t at = (ptrdiff_t)sizeof(struct model_header);; at++) {
        buf b = {0};
        struct model_header h;
        make(&b, &h);
        if (at >= b.n) {
            buf_clear(&b);
            break;
        }
        b.p[at] = (char)0xFF;
        seal(&b, &h);
        readable(&b, b.n, &e); // refused or harmless: the tables are checked entry by entry
        buf_clear(&b);
    }
}

static void another_version_is_named(void **state) {
    (void)state;
    buf b = {0};
    struct model_header h;
    error e;
    make(&b, &h);
    h.version = 99;
    seal(&b, &h);
    assert_false(readable(&b, b.n, &e));
    assert_non_null(strstr(e.words, "version 99"));
    h.version = MODEL_VERSION;
    h.order = 0x04030201;
    seal(&b, &h);
    assert_false(readable(&b, b.n, &e));
    assert_non_null(strstr(e.words, "byte order"));
    buf_clear(&b);
}

static void a_missing_file_is_an_error(void **state) {
    (void)state;
    error e = {0};
    assert_null(model_open("no/such.model", &e));
    assert_int_equal(e.code, ERROR_SYSTEM);
}

static void scores_agree_with_a_naive_twin(void **state) {
    (void)state;
    enum { SLOTS = 53, LABELS = 9, KEYS = 24 };
    struct linear_slot slot[SLOTS] = {{0, 0}};
    struct linear_entry entry[3 * KEYS];
    uint64_t key[KEYS + 8], seed = 11;
    int32_t value[256];
    uint32_t n = 0;
    for (int i = 0; i < 256; i++) value[i] = 17 * i - 900;
    for (int k = 0; k < KEYS; k++) {
        uint32_t first = n, i;
        key[k] = feature_key(1, (uint64_t)k, seed);
        for (int l = 0; l < 3; l++) {
            seed = seed * 6364136223846793005u + 1;
            entry[n++] = (struct linear_entry){(uint8_t)((seed >> 40) % LABELS), (uint8_t)(seed >> 50)};
        }
        for (i = linear_home(key[k], SLOTS); slot[i].first_count;) i = (i + 1) % SLOTS;
        slot[i] = (struct linear_slot){(uint32_t)key[k], first << 8 | 3};
    }
    for (int k = KEYS; k < KEYS + 8; k++) key[k] = feature_key(2, (uint64_t)k, 0); // not in the table
    struct linear l = {slot, entry, value, SLOTS, n, LABELS};
    int32_t score[LINEAR_LABELS_MAX];
    linear_score(&l, key, KEYS + 8, score);
    for (int label = 0; label < LABELS; label++) {
        int32_t naive = 0;
        for (int k = 0; k < KEYS; k++)
            for (int j = 0; j < 3; j++) naive += entry[3 * k + j].label == label ? value[entry[3 * k + j].code] : 0;
        assert_int_equal(score[label], naive);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_model_is_read),          cmocka_unit_test(every_truncation_is_refused),
        cmocka_unit_test(every_flipped_bit_is_refused),   cmocka_unit_test(damage_behind_a_good_checksum_is_refused),
        cmocka_unit_test(another_version_is_named),       cmocka_unit_test(a_missing_file_is_an_error),
        cmocka_unit_test(scores_agree_with_a_naive_twin),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
