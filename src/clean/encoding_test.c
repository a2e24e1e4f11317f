#include "clean/encoding.h"

#include "check.h"

static arena out;

/* The text of raw bytes as encoding_copy makes it, every character checked to stand for bytes that go forwards. */
static str decoded(str raw, const char *name) {
    arena_reset(&out);
    struct decoded d;
    encoding_decode(raw, &d, &out);
    assert_str(d.name, str_cstr(name));
    article a = {.raw = raw};
    struct text_builder b = {.a = &a, .out = &out};
    for (ptrdiff_t i = 0; i < d.text.n; i += 3) // in pieces that may begin inside a character's run
        if (((unsigned char)d.text.p[i] & 0xC0) != 0x80) {
            ptrdiff_t end = i + 1;
            while (end < d.text.n && ((unsigned char)d.text.p[end] & 0xC0) == 0x80) end++;
            encoding_copy(&d, &b, i, end);
        }
    b = (struct text_builder){.a = &a, .out = &out};
    a.runs.n = 0;
    encoding_copy(&d, &b, 0, d.text.n);
    text_done(&b);
    assert_str(a.text, d.text);
    int64_t at = 0;
    for (uint32_t i = 0; i < a.text.n; i++) {
        raw_span r = article_raw(&a, (span){i, i + 1});
        assert_true(r.beg >= at && r.end > r.beg && r.end <= raw.n);
        at = r.beg;
    }
    return d.text;
}

static void pages_in_many_encodings(void **state) {
    (void)state;
    assert_str(decoded(S("caf\xC3\xA9"), "UTF-8"), S("caf\xC3\xA9"));
    assert_str(decoded(S("\xEF\xBB\xBF"
                         "caf\xC3\xA9"),
                       "UTF-8"),
               S("caf\xC3\xA9"));
    assert_str(decoded(S("caf\xE9 \x93ja\x94"), "CP1252"), S("caf\xC3\xA9 \xE2\x80\x9Cja\xE2\x80\x9D"));
    assert_str(decoded(S("<meta charset=iso-8859-1>\xE9"), "CP1252"), S("<meta charset=iso-8859-1>\xC3\xA9"));
    assert_str(decoded(S("<meta charset='KOI8-R'>\xC1\xC2"), "KOI8-R"), S("<meta charset='KOI8-R'>\xD0\xB0\xD0\xB1"));
    assert_str(decoded(S("<meta charset=shift_jis>\x93\x8C\x8B\x9E"), "CP932"),
               S("<meta charset=shift_jis>\xE6\x9D\xB1\xE4\xBA\xAC"));
    assert_str(decoded(S("<meta charset=gb2312>\xB1\xB1\xBE\xA9"), "GB18030"),
               S("<meta charset=gb2312>\xE5\x8C\x97\xE4\xBA\xAC"));
    assert_str(decoded(S("<meta charset=euc-kr>\xBC\xAD\xBF\xEF"), "CP949"),
               S("<meta charset=euc-kr>\xEC\x84\x9C\xEC\x9A\xB8"));
    assert_str(decoded(S("<meta charset=big5>\xA5\x78\xA5\x5F"), "BIG5-HKSCS"),
               S("<meta charset=big5>\xE5\x8F\xB0\xE5\x8C\x97"));
    assert_str(decoded(S("\xFF\xFE<\0p\0>\0\xE9\0"), "UTF-16LE"), S("<p>\xC3\xA9"));
    assert_str(decoded(S("\xFE\xFF\0<\0p\0>\0\xE9"), "UTF-16BE"), S("<p>\xC3\xA9"));
}

/* A page that says one thing and is another, as archives that were converted are. */
static void utf8_is_believed_before_a_declaration(void **state) {
    (void)state;
    assert_str(decoded(S("<meta charset=iso-8859-1>caf\xC3\xA9"), "UTF-8"), S("<meta charset=iso-8859-1>caf\xC3\xA9"));
    assert_str(decoded(S("<meta charset=utf-8>caf\xE9"), "UTF-8"), S("<meta charset=utf-8>caf\xEF\xBF\xBD"));
    assert_str(decoded(S("<meta charset=klingon>caf\xE9"), "CP1252"), S("<meta charset=klingon>caf\xC3\xA9"));
}

static void bytes_that_are_no_text_do_no_harm(void **state) {
    (void)state;
    static const char *const heads[] = {"<meta charset=shift_jis>",
                                        "<meta charset=gb18030>",
                                        "<meta charset=euc-jp>",
                                        "<meta charset=big5>",
                                        "\xFF\xFE",
                                        "\xFE\xFF",
                                        ""};
    char raw[64 + 260];
    for (size_t h = 0; h < sizeof heads / sizeof *heads; h++) {
        size_t n = strlen(heads[h]);
        memcpy(raw, heads[h], n);
        for (int seed = 0; seed < 40; seed++) {
            uint32_t x = (uint32_t)seed * 2654435761u + 1;
            for (int i = 0; i < 257; i++) {
                x = x * 1664525u + 1013904223u;
                raw[n + (size_t)i] = (char)(x >> 24);
            }
            arena_reset(&out);
            struct decoded d;
            encoding_decode(str_of(raw, (ptrdiff_t)n + seed * 6), &d, &out);
            decoded(str_of(raw, (ptrdiff_t)n + seed * 6), d.name.p);
        }
    }
}

int main(void) {
    if (!arena_init(&out, (ptrdiff_t)1 << 28)) return 1;
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(pages_in_many_encodings),
        cmocka_unit_test(utf8_is_believed_before_a_declaration),
        cmocka_unit_test(bytes_that_are_no_text_do_no_harm),
    };
    int failed = cmocka_run_group_tests(tests, NULL, NULL);
    arena_clear(&out);
    return failed;
}
