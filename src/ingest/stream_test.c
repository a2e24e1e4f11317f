#include "ingest/stream.h"

#include "base/limits.h"
#include "check.h"
#include "memory_os.h"
#include "pack.h"

static struct stream *s;

/* All of it, read `step` bytes at a time, malloc'd in *to. */
static void read_through(buf *to, ptrdiff_t step) {
    to->n = 0;
    for (;;) {
        bool more = stream_want(s, step);
        str v = str_head(stream_view(s), step);
        assert_true(more ? v.n == step : v.n < step);
        buf_put(to, v);
        stream_skip(s, v.n);
        if (!more) return;
    }
}

static void expect(str packed, enum packing packing, str want, const char *why) {
    error e = {0};
    buf got = {0};
    for (ptrdiff_t step = 1; step < 5000; step = 3 * step + 1) {
        assert_true(stream_open_memory(s, packed, &e));
        assert_int_equal(s->packing, packing);
        read_through(&got, step);
        assert_str(buf_str(&got), want);
        assert_int_equal(s->at, want.n);
        assert_string_equal(s->error.words, why);
    }
    buf_clear(&got);
}

static void members_and_frames_follow_each_other(void **state) {
    (void)state;
    buf gz = {0}, zst = {0};
    pack_gzip(&gz, S("The harbour "));
    pack_gzip(&gz, (str){0});
    pack_gzip(&gz, S("was closed."));
    buf_put(&gz, str_of("\0\0", 2)); // padding behind it
    pack_zstd(&zst, S("The harbour "));
    buf_put(&zst, str_of("\x51\x2A\x4D\x18\3\0\0\0abc", 11)); // a frame to be skipped
    pack_zstd(&zst, S("was closed."));
    expect(buf_str(&gz), PACKING_GZIP, S("The harbour was closed."), "");
    expect(buf_str(&zst), PACKING_ZSTD, S("The harbour was closed."), "");
    expect(S("The harbour was closed."), PACKING_NONE, S("The harbour was closed."), "");
    expect((str){0}, PACKING_NONE, (str){0}, "");
    buf_clear(&gz);
    buf_clear(&zst);
}

static void a_file_may_end_at_any_byte(void **state) {
    (void)state;
    str text = S("One sentence, and another one, and one more; and then the harbour was closed.");
    for (int zstd = 0; zstd < 2; zstd++) {
        buf whole = {0}, got = {0};
        (zstd ? pack_zstd : pack_gzip)(&whole, text);
        for (ptrdiff_t cut = 0; cut <= whole.n; cut++) {
            error e = {0};
            if (!stream_open_memory(s, str_head(buf_str(&whole), cut), &e)) continue;
            bool packed = s->packing != PACKING_NONE;
            read_through(&got, 10);
            assert_true(!packed || (got.n <= text.n && memcmp(got.p, text.p, (size_t)got.n) == 0));
            assert_int_equal(s->error.code, packed && cut < whole.n ? ERROR_SYNTAX : ERROR_NONE);
        }
        assert_str(buf_str(&got), text);
        buf_clear(&whole);
        buf_clear(&got);
    }
}

/* Any one byte may be wrong: it ends, and what is given out before an error is told is no longer than it was. */
static void any_byte_may_be_wrong(void **state) {
    (void)state;
    for (int zstd = 0; zstd < 2; zstd++) {
        buf whole = {0}, got = {0};
        for (int i = 0; i < 3; i++) (zstd ? pack_zstd : pack_gzip)(&whole, S("The harbour was closed on Monday. "));
        for (ptrdiff_t i = 4; i < whole.n; i++) {
            for (int salvage = 0; salvage < 2; salvage++) {
                error e = {0};
                whole.p[i] ^= 0x55;
                if (stream_open_memory(s, buf_str(&whole), &e)) {
                    s->salvage = salvage;
                    read_through(&got, 100);
                }
                whole.p[i] ^= 0x55;
            }
        }
        buf_clear(&whole);
        buf_clear(&got);
    }
}

static void what_is_broken_is_left_out_where_it_is_salvaged(void **state) {
    (void)state;
    for (int zstd = 0; zstd < 2; zstd++) {
        buf whole = {0}, got = {0};
        void (*pack)(buf *, str) = zstd ? pack_zstd : pack_gzip;
        pack(&whole, S("First. "));
        ptrdiff_t second = whole.n;
        pack(&whole, S("Second."));
        pack(&whole, S("Third."));
        for (int i = 0; i < 2; i++) whole.p[second + (zstd ? 0 : 10) + i] ^= 0x7F; // its mark, or its data
        error e = {0};
        assert_true(stream_open_memory(s, buf_str(&whole), &e));
        s->salvage = true;
        read_through(&got, 100);
        assert_true(str_starts(buf_str(&got), S("First. ")) && str_ends(buf_str(&got), S("Third.")));
        assert_int_equal(s->error.code, ERROR_SYNTAX);
        buf_clear(&whole);
        buf_clear(&got);
    }
}

/* 1 GB of zeros are a MB of gzip and 32 kB of zstd: the window does not grow with what is passed over. */
static void a_bomb_is_passed_over_in_little_memory(void **state) {
    (void)state;
    enum { BOMB = 1 << 30, PIECE = 1 << 20 };
    char *zeros = calloc(1, PIECE);
    buf bomb = {0}, one = {0};
    pack_gzip(&one, str_of(zeros, PIECE));
    for (int i = 0; i < BOMB / PIECE; i++) buf_put(&bomb, buf_str(&one));
    error e = {0};
    str all;
    assert_true(stream_open_memory(s, buf_str(&bomb), &e));
    assert_false(stream_all(s, 3 << 20, &all, &e));
    assert_int_equal(e.code, ERROR_TOO_LONG);
    assert_true(s->out.cap <= 16 << 20);
    assert_true(stream_open_memory(s, buf_str(&bomb), &e));
    assert_true(stream_skip(s, BOMB));
    assert_false(stream_want(s, 1));
    assert_true(s->out.cap <= 4 << 20);
    assert_true(stream_open_memory(s, buf_str(&bomb), &e));
    assert_false(stream_seek(s, S("x"), BOMB / 8));
    assert_int_equal(s->error.code, ERROR_TOO_LONG);
    assert_true(s->at <= BOMB / 8 + (4 << 20));
    free(zeros);
    buf_clear(&bomb);
    buf_clear(&one);
}

static void the_limit_holds_just_past_it(void **state) {
    (void)state;
    buf gz = {0};
    pack_gzip(&gz, S("The harbour"));
    error e = {0};
    str all;
    assert_true(stream_open_memory(s, buf_str(&gz), &e));
    assert_true(stream_all(s, 11, &all, &e));
    assert_str(all, S("The harbour"));
    assert_true(stream_open_memory(s, buf_str(&gz), &e));
    assert_false(stream_all(s, 10, &all, &e));
    assert_int_equal(e.code, ERROR_TOO_LONG);
    buf_clear(&gz);
    // a frame whose header asks for twice the window that is granted, as `zstd --long=28` makes it
    static const char frame[] = {0x28, (char)0xB5, 0x2F, (char)0xFD, 0, (char)((LIMIT_ZSTD_WINDOW_LOG + 1 - 10) << 3),
                                 1,    0,          0};
    e = (error){0};
    bool opened = stream_open_memory(s, str_of(frame, sizeof frame), &e);
    assert_true(!opened || !stream_want(s, 1));
    assert_int_equal((opened ? s->error : e).code, ERROR_TOO_LONG);
    // a dictionary that is longer than the limit
    char head[] = "\x5D\x2A\x4D\x18\1\0\0\1";
    e = (error){0};
    assert_false(stream_open_memory(s, str_of(head, 8), &e));
    assert_int_equal(e.code, ERROR_TOO_LONG);
}

static void a_dictionary_comes_first(void **state) {
    (void)state;
    char words[2000];
    for (size_t i = 0; i < sizeof words; i++) words[i] = (char)('a' + i * i % 23);
    str dictionary = {words, sizeof words}, text = str_slice(dictionary, 500, 1800);
    for (int packed = 0; packed < 2; packed++) {
        buf file = {0}, body = {0};
        if (packed)
            pack_zstd(&body, dictionary);
        else
            buf_put(&body, dictionary);
        char head[8] = {0x5D, 0x2A, 0x4D, 0x18, (char)(body.n & 0xFF), (char)(body.n >> 8), 0, 0};
        buf_put(&file, str_of(head, 8));
        buf_put(&file, buf_str(&body));
        ZSTD_CCtx *z = ZSTD_createCCtx();
        char frame[4000];
        for (int i = 0; i < 2; i++) {
            size_t n = ZSTD_compress_usingDict(z, frame, sizeof frame, text.p, (size_t)text.n, words, sizeof words, 3);
            assert_true(n < 200);
            buf_put(&file, str_of(frame, (ptrdiff_t)n));
        }
        ZSTD_freeCCtx(z);
        error e = {0};
        str all;
        assert_true(stream_open_memory(s, buf_str(&file), &e));
        assert_true(stream_all(s, 1 << 20, &all, &e));
        assert_int_equal(all.n, 2 * text.n);
        assert_str(str_drop(all, text.n), text);
        assert_int_equal(s->error.code, ERROR_NONE);
        for (ptrdiff_t cut = 8; cut < file.n; cut++)
            if (stream_open_memory(s, str_head(buf_str(&file), cut), &(error){0})) stream_all(s, 1 << 20, &all, &e);
        buf_clear(&file);
        buf_clear(&body);
    }
}

static void reading_may_fail_at_any_call(void **state) {
    (void)state;
    static char big[1 << 20];
    memset(big, 'a', sizeof big);
    struct memory_file f = {"big.txt", .data = {big, sizeof big}};
    struct memory m = {.file = &f, .n = 1};
    os system = memory_os(&m);
    struct stream *t = stream_new(&system);
    for (m.fail_at = 0; m.fail_at < 8; m.fail_at++) {
        m.calls = 0;
        error e = {0};
        str all = {0};
        bool opened = stream_open(t, "big.txt", &e);
        if (opened) stream_all(t, 2 << 20, &all, &e);
        bool whole = opened && all.n == sizeof big && !t->error.code;
        assert_int_equal(whole, m.fail_at >= m.calls);
        if (!whole) assert_int_equal((opened ? t->error : e).code, ERROR_SYSTEM);
    }
    stream_free(t);
}

int main(void) {
    s = stream_new(&os_real);
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(members_and_frames_follow_each_other),
        cmocka_unit_test(a_file_may_end_at_any_byte),
        cmocka_unit_test(any_byte_may_be_wrong),
        cmocka_unit_test(what_is_broken_is_left_out_where_it_is_salvaged),
        cmocka_unit_test(a_bomb_is_passed_over_in_little_memory),
        cmocka_unit_test(the_limit_holds_just_past_it),
        cmocka_unit_test(a_dictionary_comes_first),
        cmocka_unit_test(reading_may_fail_at_any_call),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    stream_free(s);
    return failed;
}
