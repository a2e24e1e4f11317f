#include "check.h"

#include <stdlib.h>
#include <xxhash.h>

#include "base/buf.h"
#include "model/parts.h"
#include "net_fixture.h"

/* The smallest model file: two classes, tables with one entry. */
static void put(buf *b, struct model_header *h, enum model_section i, str bytes) {
    buf_fill(b, 0, (8 - b->n % 8) % 8);
    h->section[i].at = (uint64_t)b->n;
    h->section[i].bytes = (uint64_t)bytes.n;
    buf_put(b, bytes);
}

static void seal(buf *b, struct model_header *h) {
    h->bytes = (uint64_t)b->n;
    memcpy(b->p, h, sizeof *h);
    h->checksum = XXH3_64bits(b->p + MODEL_CHECKED, (size_t)b->n - MODEL_CHECKED);
    memcpy(b->p, h, sizeof *h);
}

/* namer: with a second network that has so many rows; 0 for none. */
static void make_with(buf *b, struct model_header *h, uint32_t namer) {
    static const struct net_shape tiny = {.rows = 2,
                                          .embed = 4,
                                          .vectors = 1,
                                          .vector = 4,
                                          .hidden = 4,
                                          .layers = 1,
                                          .arc = 4,
                                          .label = 4,
                                          .classes = 2,
                                          .feats = 1};
    struct lookup_slot slots[2] = {{3, 1}, {0, 0}};
    buf net = {0};
    str table = str_of((const char *)slots, sizeof slots);
    *h = (struct model_header){.magic = MODEL_MAGIC, .order = MODEL_ORDER, .version = MODEL_VERSION};
    buf_put(b, str_of((const char *)h, sizeof *h));
    put(b, h, SECTION_NAME, S("tiny-1"));
    put(b, h, SECTION_CLASSES, S("NOUN\tNN\nVERB\tVB\n"));
    put(b, h, SECTION_FEATS, S("_\n"));
    put(b, h, SECTION_SCRIPTS, S("0 0 \n"));
    put(b, h, SECTION_LEMMAS, table);
    put(b, h, SECTION_ROWS, table);
    put(b, h, SECTION_VECTORS, table);
    put(b, h, SECTION_SHAPE, str_of((const char *)&tiny, sizeof tiny));
    fixture_net(&tiny, 1, &net);
    put(b, h, SECTION_NET, buf_str(&net));
    buf_clear(&net);
    if (namer) {
        struct net_shape second = {.rows = namer, .embed = 8, .vector = 4, .hidden = 4, .layers = 2};
        put(b, h, SECTION_NAMER_SHAPE, str_of((const char *)&second, sizeof second));
        fixture_net(&second, 2, &net);
        put(b, h, SECTION_NAMER, buf_str(&net));
        buf_clear(&net);
    } else {
        put(b, h, SECTION_NAMER_SHAPE, S(""));
        put(b, h, SECTION_NAMER, S(""));
    }
    seal(b, h);
}

static void make(buf *b, struct model_header *h) { make_with(b, h, 2); }

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
    make_with(&b, &h, 0);
    assert_true(readable(&b, b.n, &e));
    buf_clear(&b);
    make_with(&b, &h, 3); // rows of embeddings that no word has
    assert_false(readable(&b, b.n, &e));
    buf_clear(&b);
}

static void a_namer_shares_the_vectors(void **state) {
    (void)state;
    buf b = {0};
    struct model_header h;
    error e = {0};
    make(&b, &h);
    model *m = model_read(buf_str(&b), &e);
    assert_non_null(m);
    assert_int_equal(m->namer.shape.layers, 2);
    assert_ptr_equal(m->namer.vector, m->net.vector);
    assert_ptr_equal(m->namer.vector_scale, m->net.vector_scale);
    model_close(m);
    // One that is half there is none.
    h.section[SECTION_NAMER_SHAPE].bytes = 0;
    seal(&b, &h);
    assert_false(readable(&b, b.n, &e));
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

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_small_model_is_read),        cmocka_unit_test(every_truncation_is_refused),
        cmocka_unit_test(every_flipped_bit_is_refused), cmocka_unit_test(damage_behind_a_good_checksum_is_refused),
        cmocka_unit_test(a_namer_shares_the_vectors),   cmocka_unit_test(another_version_is_named),
        cmocka_unit_test(a_missing_file_is_an_error),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
