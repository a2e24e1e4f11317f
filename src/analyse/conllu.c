#include "analyse/conllu.h"

#include "analyse/token.h"
#include "base/utf8.h"

enum { ID, FORM, LEMMA, UPOS, XPOS, FEATS, HEAD, DEPREL, DEPS, MISC, COLUMNS };

static str or_underscore(str s) { return s.n ? s : S("_"); }

static bool space_after(const tokens *k, ptrdiff_t t) { return t + 1 >= k->n || k->span[t].end < k->span[t + 1].beg; }

static void put_misc(const tokens *k, ptrdiff_t t, bool inside, buf *b) {
    bool any = false;
    if (k->ner[t] != NER_O) {
        buf_put(b, S("NER="));
        buf_put(b, ner_text[k->ner[t]]);
        any = true;
    }
    if (!inside && !space_after(k, t)) {
        buf_put(b, any ? S("|SpaceAfter=No") : S("SpaceAfter=No"));
        any = true;
    }
    buf_put(b, any ? S("\n") : S("_\n"));
}

/* Words of the multiword token that begins at t; 1 for a plain token. */
static ptrdiff_t token_words(const tokens *k, ptrdiff_t t) {
    ptrdiff_t n = 1;
    while (t + n < k->n && k->mwt[t + n] && k->sent[t + n] == k->sent[t]) n++;
    return n;
}

static void put_sentence(const article *a, const tokens *k, ptrdiff_t number, buf *b) {
    const struct sentence *s = &k->sentences.p[number];
    if (s->document_start) buf_put(b, S("# newdoc\n"));
    if (s->paragraph_start) buf_put(b, S("# newpar\n"));
    buf_fmt(b, "# sent_id = %td\n# text = ", number + 1);
    for (uint32_t i = s->span.beg; i < s->span.end; i++) {
        char c = a->text.p[i];
        buf_byte(b, c == '\n' || c == '\r' || c == '\t' ? ' ' : c);
    }
    buf_byte(b, '\n');
    ptrdiff_t whole = 0; // words left of a multiword token
    for (int32_t t = s->beg; t < s->end; t++) {
        ptrdiff_t id = t - s->beg + 1;
        ptrdiff_t words = whole ? 1 : token_words(k, t);
        if (words > 1) {
            str form = article_str(a, (span){k->span[t].beg, k->span[t + words - 1].end});
            buf_fmt(b, "%td-%td\t%.*s\t_\t_\t_\t_\t_\t_\t_\t%s\n", id, id + words - 1, STR_FMT(form),
                    space_after(k, t + words - 1) ? "_" : "SpaceAfter=No");
            whole = words;
        }
        bool inside = whole > 0;
        if (whole) whole--;
        str form = article_str(a, k->span[t]);
        buf_fmt(b, "%td\t%.*s\t%.*s\t%.*s\t%.*s\t%.*s\t%d\t%.*s\t_\t", id, STR_FMT(form),
                STR_FMT(or_underscore(k->lemma[t])), STR_FMT(upos_text[k->upos[t]]), STR_FMT(or_underscore(k->xpos[t])),
                STR_FMT(or_underscore(k->feats[t])), k->head[t] < 0 ? 0 : k->head[t] - s->beg + 1,
                STR_FMT(rel_text[k->rel[t]]));
        put_misc(k, t, inside, b);
    }
    buf_byte(b, '\n');
}

void conllu_write(const article *a, const tokens *k, buf *b) {
    for (ptrdiff_t s = 0; s < k->sentences.n; s++) put_sentence(a, k, s, b);
}

bool conllu_next_document(str *rest, str *document) {
    if (!rest->n) return false;
    ptrdiff_t next = str_find(*rest, S("\n# newdoc"), 1);
    ptrdiff_t end = next < 0 ? rest->n : next + 1;
    *document = str_head(*rest, end);
    *rest = str_drop(*rest, end);
    return true;
}

/* One word of the file with where it stands in the text. */
struct row {
    str column[COLUMNS];
    span span;
    bool joined;
};

struct reader {
    arena *tmp;
    error *e;
    struct {
        char *p;
        ptrdiff_t n, cap;
    } text;
    struct {
        struct row *p;
        ptrdiff_t n, cap;
    } rows;
    struct {
        struct sentence *p;
        ptrdiff_t n, cap;
    } sentences;
    ptrdiff_t line, first; // first: row that the sentence began with
    ptrdiff_t range_left;  // words left of a multiword token
    span range;            // what is left of its form
    bool range_begun;
    bool space, new_block, new_document;
};

static void append(struct reader *r, str s) {
    for (ptrdiff_t i = 0; i < s.n; i++) *(char *)vec_push(r->tmp, &r->text) = s.p[i];
}

static str misc_value(str misc, str key) {
    str item;
    while (str_next_part(&misc, '|', &item))
        if (str_starts(item, key)) return str_drop(item, key.n);
    return (str){0};
}

static bool number(str s, ptrdiff_t *value) {
    *value = 0;
    for (ptrdiff_t i = 0; i < s.n; i++) {
        if (!ascii_digit(s.p[i]) || i > 8) return false;
        *value = *value * 10 + (s.p[i] - '0');
    }
    return s.n > 0;
}

static bool fail(struct reader *r, const char *why) {
    error_set(r->e, ERROR_SYNTAX, -1, "%s", why);
    r->e->line = r->line;
    return false;
}

/* Puts the form into the text, after white space where some is due; its span. */
static span put_form(struct reader *r, str form, str misc) {
    if (r->text.n && r->new_block && r->rows.n == r->first)
        append(r, S("\n\n"));
    else if (r->text.n && r->space)
        append(r, S(" "));
    span where = {(uint32_t)r->text.n, (uint32_t)(r->text.n + form.n)};
    append(r, form);
    r->space = !str_eq(misc_value(misc, S("SpaceAfter=")), S("No"));
    return where;
}

static bool read_range(struct reader *r, str column[], ptrdiff_t dash) {
    ptrdiff_t from, to;
    if (!number(str_head(column[ID], dash), &from) || !number(str_drop(column[ID], dash + 1), &to) || to < from ||
        to - from >= column[FORM].n)
        return fail(r, "a bad range of words");
    r->range = put_form(r, column[FORM], column[MISC]);
    r->range_left = to - from + 1;
    r->range_begun = false;
    return true;
}

/* A word's share of the multiword token that it is a part of: as many bytes as its form has, as far as they go round.
 */
static span take_share(struct reader *r, str form) {
    uint32_t left = span_len(r->range), others = (uint32_t)r->range_left - 1;
    uint32_t n = others ? (uint32_t)form.n : left;
    if (n + others > left) n = left - others;
    while (n < left && ((unsigned char)r->text.p[r->range.beg + n] & 0xC0) == 0x80) n++;
    span share = {r->range.beg, r->range.beg + n};
    r->range.beg = share.end;
    r->range_left--;
    r->range_begun = true;
    return share;
}

static bool read_row(struct reader *r, str line) {
    struct row row = {0};
    ptrdiff_t id;
    int n = 0;
    while (n < COLUMNS && str_next_part(&line, '\t', &row.column[n])) n++;
    if (n != COLUMNS || line.p) return fail(r, "a row without ten columns");
    if (str_find(row.column[ID], S("."), 0) >= 0) return true; // an empty node
    ptrdiff_t dash = str_find(row.column[ID], S("-"), 0);
    if (!row.column[FORM].n) return fail(r, "a word without a form");
    if (dash >= 0) return read_range(r, row.column, dash);
    if (!number(row.column[ID], &id) || id != r->rows.n - r->first + 1) return fail(r, "words that are not in order");
    if (r->range_left) {
        row.joined = r->range_begun;
        row.span = take_share(r, row.column[FORM]);
        if (!span_len(row.span)) return fail(r, "a multiword token that is too short for its words");
    } else {
        row.span = put_form(r, row.column[FORM], row.column[MISC]);
    }
    *vec_push(r->tmp, &r->rows) = row;
    return true;
}

static void end_sentence(struct reader *r) {
    if (r->rows.n == r->first) return;
    *vec_push(r->tmp, &r->sentences) = (struct sentence){
        .span = {r->rows.p[r->first].span.beg, r->rows.p[r->rows.n - 1].span.end},
        .beg = (int32_t)r->first,
        .end = (int32_t)r->rows.n,
        .paragraph_start = r->new_block || !r->sentences.n,
        .document_start = r->new_document,
    };
    r->first = r->rows.n;
    r->new_block = r->new_document = false;
    r->range_left = 0;
}

/* Heads of a sentence that form no tree are replaced: every word then hangs from the first. The root alone is `root`.
 */
static void mend_heads(tokens *k, const struct sentence *s, arena tmp) {
    int32_t n = s->end - s->beg, roots = 0;
    int32_t *seen = arena_new(&tmp, int32_t, n); // number of the walk that passed, plus one
    bool tree = true;
    for (int32_t t = s->beg; t < s->end && tree; t++) {
        roots += k->head[t] < 0;
        for (int32_t w = t; w >= 0 && !seen[w - s->beg]; w = k->head[w]) {
            seen[w - s->beg] = t + 1;
            if (k->head[w] >= 0 && seen[k->head[w] - s->beg] == t + 1) tree = false;
        }
    }
    for (int32_t t = s->beg; t < s->end; t++) {
        if (!tree || roots != 1) k->head[t] = t == s->beg ? -1 : s->beg;
        if (k->head[t] < 0)
            k->rel[t] = REL_ROOT;
        else if (k->rel[t] == REL_ROOT)
            k->rel[t] = REL_DEP;
    }
}

static str unless_underscore(str s, str form) { return str_eq(s, S("_")) && !str_eq(form, S("_")) ? (str){s.p, 0} : s; }

static void fill(struct reader *r, tokens *k, arena *out, arena tmp) {
    tokens_new(k, out, r->rows.n);
    k->sentences.n = k->sentences.cap = r->sentences.n;
    k->sentences.p = arena_new(out, struct sentence, r->sentences.n);
    int32_t block = -1;
    for (ptrdiff_t i = 0; i < r->sentences.n; i++) {
        struct sentence *s = &k->sentences.p[i];
        *s = r->sentences.p[i];
        block += s->paragraph_start;
        s->block = block;
        for (int32_t t = s->beg; t < s->end; t++) {
            const struct row *row = &r->rows.p[t];
            ptrdiff_t head = 0;
            k->span[t] = row->span;
            k->mwt[t] = row->joined;
            k->sent[t] = (int32_t)i;
            k->norm[t] = token_norm(row->column[FORM], out);
            k->lemma[t] = unless_underscore(row->column[LEMMA], row->column[FORM]);
            k->upos[t] = (uint8_t)upos_of(row->column[UPOS]);
            k->xpos[t] = unless_underscore(row->column[XPOS], (str){0});
            k->feats[t] = unless_underscore(row->column[FEATS], (str){0});
            bool known = number(row->column[HEAD], &head) && head <= s->end - s->beg;
            k->head[t] = known && head ? s->beg + (int32_t)head - 1 : known || t == s->beg ? -1 : s->beg;
            k->rel[t] = (uint8_t)rel_of(row->column[DEPREL]);
            k->ner[t] = (uint8_t)ner_of(misc_value(row->column[MISC], S("NER=")));
        }
        mend_heads(k, s, tmp);
    }
}

static void make_article(struct reader *r, article *a, const tokens *k, arena *out) {
    *a = (article){0};
    a->raw = a->text = arena_str(out, str_of(r->text.p, r->text.n));
    *vec_push(out, &a->runs) = (struct run){0};
    for (ptrdiff_t i = 0; i < k->sentences.n; i++) {
        const struct sentence *s = &k->sentences.p[i];
        if (s->paragraph_start) *vec_push(out, &a->blocks) = (struct block){.span = s->span};
        a->blocks.p[a->blocks.n - 1].span.end = s->span.end;
    }
    article_index_points(a, out);
}

bool conllu_read(str file, article *a, tokens *k, arena *out, arena tmp, error *e) {
    struct reader r = {.tmp = &tmp, .e = e, .new_block = true};
    str line;
    if (utf8_check(file) >= 0) return error_set(e, ERROR_ENCODING, utf8_check(file), "not UTF-8");
    while (str_next_part(&file, '\n', &line)) {
        r.line++;
        if (str_ends(line, S("\r"))) line.n--;
        if (!line.n)
            end_sentence(&r);
        else if (str_starts(line, S("# newdoc")))
            r.new_block = r.new_document = true;
        else if (str_starts(line, S("# newpar")))
            r.new_block |= !str_starts(line, S("# newpar_"));
        else if (line.p[0] != '#' && !read_row(&r, line))
            return false;
    }
    end_sentence(&r);
    if (!r.rows.n) return error_set(e, ERROR_EMPTY, -1, "no sentence in it");
    fill(&r, k, out, tmp);
    make_article(&r, a, k, out);
    return true;
}
