#include "clean/encoding_guess.h"

enum { LOOK_HIGH = 65536, LEAST_PAIRS = 4, LEAST_HIGH = 6 };

/* Multibyte encodings: what a pair of bytes is in one of them. */
enum pair { BAD, RARE, COMMON };

static bool within(unsigned char c, int low, int high) { return c >= low && c <= high; }

static enum pair pair_in_sjis(unsigned char a, unsigned char b) {
    if (!(within(a, 0x81, 0x9F) || within(a, 0xE0, 0xFC)) || !(within(b, 0x40, 0x7E) || within(b, 0x80, 0xFC)))
        return BAD;
    return (a == 0x82 && b >= 0x9F) || (a == 0x83 && b <= 0x96) || (a == 0x81 && b <= 0x5B) ? COMMON : RARE; // kana
}

static enum pair pair_in_eucjp(unsigned char a, unsigned char b) {
    if (!(within(a, 0xA1, 0xFE) || a == 0x8E) || !within(b, 0xA1, 0xFE)) return BAD;
    return a == 0xA4 || a == 0xA5 || (a == 0xA1 && b <= 0xBC) ? COMMON : RARE; // kana
}

static enum pair pair_in_euckr(unsigned char a, unsigned char b) {
    if (!within(a, 0x81, 0xFE) || !within(b, 0x41, 0xFE)) return BAD;
    return within(a, 0xB0, 0xC8) && b >= 0xA1 ? COMMON : RARE; // syllables
}

static enum pair pair_in_gb(unsigned char a, unsigned char b) {
    if (!within(a, 0x81, 0xFE) || !within(b, 0x40, 0xFE) || b == 0x7F) return BAD;
    return (within(a, 0xB0, 0xD7) && b >= 0xA1) || (a == 0xA3 && b >= 0xA1) ? COMMON : RARE; // the first level
}

static enum pair pair_in_big5(unsigned char a, unsigned char b) {
    if (!within(a, 0x81, 0xFE) || !(within(b, 0x40, 0x7E) || within(b, 0xA1, 0xFE))) return BAD;
    return within(a, 0xA4, 0xC6) || (a == 0xA1 && b <= 0x7E) ? COMMON : RARE; // the first level
}

/* The share of common characters among the pairs, 0 when they are not well formed. */
static double share_in(str s, enum pair (*pair_of)(unsigned char, unsigned char), bool half_kana) {
    int64_t pairs = 0, common = 0, bad = 0, looked = 0;
    for (ptrdiff_t i = 0; i < s.n && looked < LOOK_HIGH; i++) {
        unsigned char a = (unsigned char)s.p[i], b = i + 1 < s.n ? (unsigned char)s.p[i + 1] : 0;
        if (a < 0x80) continue;
        looked++;
        if (half_kana && within(a, 0xA1, 0xDF)) continue;
        enum pair p = pair_of(a, b);
        bad += p == BAD;
        pairs += p != BAD;
        common += p == COMMON;
        i += p != BAD;
    }
    return pairs >= LEAST_PAIRS && bad * 50 <= pairs ? (double)common / (double)(pairs + looked / 8) : 0;
}

/* Pairs with a lead byte past those of Korean syllables: Chinese has many, Korean has few. */
static bool beyond_hangul(str s) {
    int64_t pairs = 0, beyond = 0;
    for (ptrdiff_t i = 0; i + 1 < s.n && pairs < LOOK_HIGH; i++) {
        if ((unsigned char)s.p[i] < 0x80) continue;
        pairs++;
        beyond += within((unsigned char)s.p[i], 0xC9, 0xF7);
        i++;
    }
    return beyond * 8 > pairs;
}

static str guess_pairs(str s) {
    double sjis = share_in(s, pair_in_sjis, true), eucjp = share_in(s, pair_in_eucjp, false),
           euckr = share_in(s, pair_in_euckr, false), gb = share_in(s, pair_in_gb, false),
           big5 = share_in(s, pair_in_big5, false);
    if (eucjp > 0.25 && eucjp >= sjis) return S("EUC-JP");
    if (sjis > 0.25) return S("CP932");
    if (euckr > 0.6 && !beyond_hangul(s)) return S("CP949");
    if (gb > 0.55 && gb >= big5 * 0.9) return S("GB18030");
    if (big5 > 0.55) return S("BIG5-HKSCS");
    return gb > 0.55 ? S("GB18030") : (str){0};
}

/* Scripts of one byte a character: their commonest letters. */
static const struct {
    str name, letters;
} scripts[] = {
    {S_INIT("CP1251"), S_INIT("\xEE\xE5\xE0\xE8\xED\xF2\xF1\xF0\xE2\xEB\xEA\xEC\xE4\xEF\xF3")},
    {S_INIT("KOI8-R"), S_INIT("\xCF\xC5\xC1\xC9\xCE\xD4\xD3\xD2\xD7\xCC\xCB\xCD\xC4\xD0\xD5")},
    {S_INIT("CP866"), S_INIT("\xAE\xA5\xA0\xA8\xAD\xE2\xE1\xE0\xA2\xAB\xAA\xAC\xA4\xAF\xE3")},
    {S_INIT("CP1253"), S_INIT("\xE1\xEF\xE9\xF4\xE5\xED\xF3\xE7\xF1\xF0\xEA\xF5\xF2\xDF\xDC")},
    {S_INIT("CP1255"), S_INIT("\xE9\xE5\xE4\xEC\xE0\xF8\xEE\xFA\xE1\xF9\xF0\xED\xE3\xF7\xF2")},
    {S_INIT("CP1256"), S_INIT("\xC7\xE1\xED\xE3\xE6\xE4\xD1\xCA\xC8\xDA\xCF\xE5\xC9\xD3\xDD")},
    {S_INIT("CP874"), S_INIT("\xD2\xB9\xC3\xCD\xA1\xE0\xA7\xE8\xE9\xC1\xC2\xC5\xC7\xD1\xB5")},
};

struct bytes {
    int64_t count[256], high, beside; // beside: high bytes next to another
};

static void count_bytes(str s, struct bytes *c) {
    for (ptrdiff_t i = 0; i < s.n && c->high < LOOK_HIGH; i++) {
        unsigned char b = (unsigned char)s.p[i];
        if (b < 0x80) continue;
        c->count[b]++;
        c->high++;
        bool before = i && (unsigned char)s.p[i - 1] >= 0x80, behind = i + 1 < s.n && (unsigned char)s.p[i + 1] >= 0x80;
        c->beside += before || behind;
    }
}

static double share_of(const struct bytes *c, str bytes) {
    int64_t n = 0;
    for (ptrdiff_t i = 0; i < bytes.n; i++) n += c->count[(unsigned char)bytes.p[i]];
    return (double)n / (double)(c->high ? c->high : 1);
}

static str guess_script(const struct bytes *c) {
    double best = 0.5;
    str name = {0};
    for (size_t i = 0; i < sizeof scripts / sizeof *scripts; i++) {
        double share = share_of(c, scripts[i].letters);
        if (share <= best) continue;
        best = share;
        name = scripts[i].name;
    }
    return name;
}

/* The Latin code pages: the letters of one that are signs, or letters of other languages, in the others. */
static str guess_latin(const struct bytes *c) {
    double turkish = share_of(c, S("\xFD\xF0\xFE\xDD\xDE")), icelandic = share_of(c, S("\xE1\xED\xFA\xE6"));
    double polish = share_of(c, S("\xB3\xB9\xBF\x9C\x9F\xEA\xE6")),
           signs = share_of(c, S("\xB3\xB9\xBF")); // superscripts and an opened question mark in windows-1252
    double czech = share_of(c, S("\xEC\xF8\xF9\x9A\x9E\xE8")), czech_alone = share_of(c, S("\xEC\xF8"));
    double hungarian = share_of(c, S("\xF5\xFB")), romanian = share_of(c, S("\xE3\xBA\xFE"));
    if (turkish > 0.3 && icelandic < 0.1 && share_of(c, S("\xBA\xE3")) < 0.1) return S("CP1254");
    if (polish > 0.5 && signs > 0.12) return S("CP1250");
    if (czech > 0.3 && czech_alone > 0.08 && c->count[0xEC] && c->count[0xF8]) return S("CP1250");
    if (hungarian > 0.08 && share_of(c, S("\xE1\xE9\xF6\xFC\xF3\xED")) > 0.6) return S("CP1250");
    if (romanian > 0.5 && c->count[0xBA] && c->count[0xFE]) return S("CP1250");
    return S("CP1252");
}

str encoding_guess(str raw) {
    struct bytes c = {.high = 0};
    count_bytes(raw, &c);
    if (c.high < LEAST_HIGH) return S("CP1252");
    if (c.beside * 10 < c.high * 6) return guess_latin(&c);
    str name = guess_pairs(raw), script = guess_script(&c);
    bool pairs = name.n > 0;
    // well formed pairs happen by chance in a script too: then its letters, which stand in a narrow band, decide
    if (pairs && script.n && str_eq(name, S("CP949")))
        pairs = share_of(&c, S("\xA1\xB0\xB8\xBC\xC0\xC7\xB4\xBB\xC1\xBF")) > 0.25;
    if (pairs) return name;
    return script.n ? script : guess_latin(&c);
}
