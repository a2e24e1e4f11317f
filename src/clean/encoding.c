#include "clean/encoding.h"

#include <iconv.h>

#include "base/html_entity.h"
#include "base/utf8.h"
#include "clean/encoding_guess.h"
#include "lexicon_tables.h"

enum { DECLARED_WITHIN = 4096, BAD_IN = 200 /* one bad byte in so many that are not ASCII is forgiven */ };

/* The value of charset= in the page's first bytes; the label of an XML declaration likewise. */
static str declared(str raw) {
    str head = str_head(raw, DECLARED_WITHIN);
    for (ptrdiff_t at = 0; (at = str_find_nocase(head, S("charset"), at)) >= 0; at++) {
        ptrdiff_t i = at + 7;
        while (i < head.n && ascii_space(head.p[i])) i++;
        if (i == head.n || head.p[i] != '=') continue;
        for (i++; i < head.n && (ascii_space(head.p[i]) || head.p[i] == '"' || head.p[i] == '\'');) i++;
        ptrdiff_t beg = i;
        while (i < head.n && (ascii_alnum(head.p[i]) || head.p[i] == '-' || head.p[i] == '_')) i++;
        const lex_row *row = lex_find(&lex_encodings, str_slice(head, beg, i));
        if (row) return lex_cell(&lex_encodings, row, LEX_encodings_name);
    }
    return (str){0};
}

/* Few enough bytes are not UTF-8. */
static bool nearly_utf8(str raw) {
    ptrdiff_t good = 0, bad = 0;
    int n;
    for (ptrdiff_t i = 0; i < raw.n; i += n) {
        n = 1;
        if ((unsigned char)raw.p[i] < 0x80) continue;
        if (utf8_at(raw, i, &n) == 0xFFFD && n == 1)
            bad++;
        else
            good++;
    }
    return good && bad * BAD_IN < good;
}

/* *clean when all of it is UTF-8. */
static str choose(str raw, str charset, uint32_t *skip, bool *clean) {
    *clean = false;
    *skip = 0;
    *clean = utf8_check(raw) < 0;
    if (str_starts(raw, S("\xEF\xBB\xBF"))) return *skip = 3, S("UTF-8");
    if (str_starts(raw, S("\xFF\xFE"))) return *skip = 2, S("UTF-16LE");
    if (str_starts(raw, S("\xFE\xFF"))) return *skip = 2, S("UTF-16BE");
    if (raw.n > 3 && raw.p[0] == '<' && !raw.p[1] && raw.p[2] && !raw.p[3]) return S("UTF-16LE");
    if (raw.n > 3 && !raw.p[0] && raw.p[1] == '<' && !raw.p[2] && raw.p[3]) return S("UTF-16BE");
    if (*clean) return S("UTF-8");
    const lex_row *told = charset.n ? lex_find(&lex_encodings, charset) : NULL;
    str name = told ? lex_cell(&lex_encodings, told, LEX_encodings_name) : declared(raw);
    if (str_starts(name, S("UTF-16"))) name = S("UTF-8"); // the declaration itself was read as ASCII
    if (name.n && !str_eq(name, S("UTF-8"))) return name;
    return nearly_utf8(raw) || name.n ? S("UTF-8") : encoding_guess(raw);
}

struct writer {
    struct decoded *d;
    arena *out;
    char *p;
    ptrdiff_t n;
};

static void put(struct writer *w, str text, ptrdiff_t raw, ptrdiff_t raw_n) {
    *vec_push(w->out, &w->d->pieces) = (struct piece){(uint32_t)w->n, (uint32_t)raw, (uint8_t)text.n, (uint8_t)raw_n};
    memcpy(w->p + w->n, text.p, (size_t)text.n);
    w->n += text.n;
}

static void decode_utf8(struct writer *w, str raw, ptrdiff_t from) {
    int n;
    for (ptrdiff_t i = from; i < raw.n; i += n) {
        n = 1;
        if ((unsigned char)raw.p[i] >= 0x80 && utf8_at(raw, i, &n) == 0xFFFD && n == 1) {
            put(w, S("\xEF\xBF\xBD"), i, 1);
            continue;
        }
        memcpy(w->p + w->n, raw.p + i, (size_t)n);
        w->n += n;
    }
}

/* The character that begins at raw.p[i]: the fewest bytes, up to four, that iconv takes for one. Returns them. */
static int decode_one(iconv_t cd, str raw, ptrdiff_t i, char out[8], ptrdiff_t *made) {
    for (int n = 1; n <= 4 && i + n <= raw.n; n++) {
        char in[4];
        memcpy(in, raw.p + i, (size_t)n);
        char *from = in, *to = out;
        size_t left = (size_t)n, room = 8;
        iconv(cd, NULL, NULL, NULL, NULL);
        if (iconv(cd, &from, &left, &to, &room) == (size_t)-1 || left) continue;
        iconv(cd, NULL, NULL, &to, &room);
        *made = to - out;
        if (*made) return n;
    }
    memcpy(out, "\xEF\xBF\xBD", 3);
    *made = 3;
    return 1;
}

static void decode_with(struct writer *w, iconv_t cd, str raw, ptrdiff_t from, bool wide) {
    char out[8];
    for (ptrdiff_t i = from; i < raw.n;) {
        if (!wide && (unsigned char)raw.p[i] < 0x80) {
            w->p[w->n++] = raw.p[i++];
            continue;
        }
        ptrdiff_t made;
        int n = decode_one(cd, raw, i, out, &made);
        if (wide && n == 1) n = i + 1 < raw.n ? 2 : 1;
        put(w, str_of(out, made), i, n);
        i += n;
    }
}

/* The byte of windows-1252, or of Latin-1 among the C1 controls, that a character is; 0 when it is none past ASCII. */
static unsigned char byte_of(uint32_t c) {
    if (c >= 0x80 && c < 0x100) return (unsigned char)c;
    for (uint32_t k = 0x80; c > 0x100 && k < 0xA0; k++)
        if (html_c1(k) == c) return (unsigned char)k;
    return 0;
}

/* The character whose bytes are the characters from s.p[i] on, *made bytes of it in out; what they take, 0 when they
 * are none. */
static int decode_again(str s, ptrdiff_t i, char out[4], int *made) {
    int taken = 0, n = 0, length = 0;
    do {
        int step;
        unsigned char byte = i + taken < s.n ? byte_of(utf8_at(s, i + taken, &step)) : 0;
        if (!byte) return 0;
        if (!n) length = byte >= 0xF0 ? 4 : byte >= 0xE0 ? 3 : 2;
        out[n++] = (char)byte;
        taken += step;
    } while (n < length);
    utf8_at(str_of(out, n), 0, made);
    return *made == n ? taken : 0;
}

/* Whether all that is not ASCII was encoded twice, and some was. */
static bool encoded_twice(str s) {
    enum { FEWEST = 2 };
    ptrdiff_t found = 0;
    char out[4];
    for (ptrdiff_t i = 0; i < s.n;) {
        uint64_t eight;
        if (i + 8 <= s.n && (memcpy(&eight, s.p + i, 8), !(eight & 0x8080808080808080))) {
            i += 8;
            continue;
        }
        int made, n = (unsigned char)s.p[i] < 0x80 ? 1 : decode_again(s, i, out, &made);
        if (!n) return false;
        found += n > 1;
        i += n;
    }
    return found >= FEWEST;
}

static void decode_twice(struct writer *w, str raw, ptrdiff_t from) {
    for (ptrdiff_t i = from; i < raw.n;) {
        char out[4];
        int made, n = (unsigned char)raw.p[i] < 0x80 ? 0 : decode_again(raw, i, out, &made);
        if (n)
            put(w, str_of(out, made), i, n);
        else
            w->p[w->n++] = raw.p[i];
        i += n ? n : 1;
    }
}

void encoding_decode(str raw, str charset, struct decoded *d, arena *out) {
    *d = (struct decoded){0};
    bool clean, utf8;
    d->name = choose(raw, charset, &d->skip, &clean);
    utf8 = str_eq(d->name, S("UTF-8"));
    d->twice = utf8 && clean && encoded_twice(str_drop(raw, d->skip));
    if (utf8 && clean && !d->twice) {
        d->text = str_drop(raw, d->skip);
        return;
    }
    struct writer w = {.d = d, .out = out, .p = arena_new(out, char, 4 * raw.n + 8)};
    char name[32] = {0};
    memcpy(name, d->name.p, (size_t)d->name.n);
    if (d->twice) {
        decode_twice(&w, raw, d->skip);
        d->text = str_of(w.p, w.n);
        return;
    }
    iconv_t cd = utf8 ? (iconv_t)-1 : iconv_open("UTF-8", name);
    if (cd == (iconv_t)-1) {
        decode_utf8(&w, raw, d->skip);
    } else {
        decode_with(&w, cd, raw, d->skip, str_starts(d->name, S("UTF-16")));
        iconv_close(cd);
    }
    d->text = str_of(w.p, w.n);
}

/* The last piece that begins at or before `at`, -1 when none. */
static ptrdiff_t piece_at(const struct decoded *d, ptrdiff_t at) {
    ptrdiff_t lo = -1, hi = d->pieces.n;
    while (hi - lo > 1) {
        ptrdiff_t mid = lo + (hi - lo) / 2;
        if (d->pieces.p[mid].text <= at)
            lo = mid;
        else
            hi = mid;
    }
    return lo;
}

int64_t encoding_raw(const struct decoded *d, ptrdiff_t at) {
    ptrdiff_t k = piece_at(d, at);
    if (k < 0) return at + d->skip;
    const struct piece *p = &d->pieces.p[k];
    return at < p->text + p->text_n ? p->raw : (int64_t)p->raw + p->raw_n + (at - p->text - p->text_n);
}

void encoding_copy(const struct decoded *d, struct text_builder *b, ptrdiff_t beg, ptrdiff_t end) {
    ptrdiff_t k = piece_at(d, beg);
    if (k < 0 || beg >= d->pieces.p[k].text + d->pieces.p[k].text_n) k++;
    while (beg < end) {
        const struct piece *p = k < d->pieces.n && d->pieces.p[k].text < end ? &d->pieces.p[k] : NULL;
        ptrdiff_t plain = p ? p->text : end;
        if (beg < plain) text_copy(b, encoding_raw(d, beg), encoding_raw(d, beg) + (plain - beg));
        if (!p) return;
        // a letter and its accent may be one character in the raw bytes, and the step may end between them
        if (beg < p->text) beg = p->text;
        ptrdiff_t stop = p->text + p->text_n < end ? p->text + p->text_n : end;
        text_replace(b, str_slice(d->text, beg, stop), p->raw, p->raw + p->raw_n);
        beg = stop;
        k++;
    }
}
