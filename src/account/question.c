#include "account/question.h"

#include "account/origin.h"
#include "account/wording.h"
#include "base/utf8.h"
#include "lexicon_tables.h"

enum { QUESTIONS_MAX = 40, QUERY_NAMES = 3, QUERY_WORDS = 4 };

/* A piece of a query, parted from the one before by a space. */
static void term(arena *out, str *query, const char *before, str words, const char *after) {
    if (words.n)
        *query = arena_fmt(out, "%.*s%s%s%.*s%s", STR_FMT(*query), query->n ? " " : "", before, STR_FMT(words), after);
}

/* A name without the nickname that stands in it in quotation marks, which would end those of the query. */
static str plain_name(str name, arena *out) {
    const str marks[][2] = {{S("\""), S("\"")}, {S("\u201C"), S("\u201D")}};
    for (size_t i = 0; i < sizeof marks / sizeof *marks; i++) {
        str open = marks[i][0], close = marks[i][1];
        ptrdiff_t beg = str_find(name, open, 0), end = beg < 0 ? -1 : str_find(name, close, beg + open.n);
        if (end < 0) continue;
        str before = str_trim(str_head(name, beg)), after = str_trim(str_drop(name, end + close.n));
        name = arena_fmt(out, "%.*s%s%.*s", STR_FMT(before), before.n && after.n ? " " : "", STR_FMT(after));
    }
    return name;
}

static void name_terms(const account *acc, arena *out, str *query, ints actors) {
    for (ptrdiff_t i = 0; i < actors.n && i < QUERY_NAMES; i++) {
        const struct actor *a = &acc->actors.p[actors.p[i]];
        str name = a->named ? plain_name(a->name, out) : (str){0};
        if (name.n && str_find(*query, name, 0) < 0) term(out, query, "\"", name, "\"");
    }
}

/* Nouns, names and numbers of words [beg, end) that the query does not have yet. */
static int add_words(const reading *r, int32_t beg, int32_t end, int words, arena *out, str *query) {
    const tokens *k = &r->tokens;
    for (int32_t t = beg; t < end && words < QUERY_WORDS; t++) {
        bool telling = k->upos[t] == UPOS_NOUN || k->upos[t] == UPOS_NUM || k->upos[t] == UPOS_PROPN;
        str word = article_str(r->article, k->span[t]);
        bool other =
            lex_find(&lex_weekdays, k->norm[t]) || lex_find(&lex_honorifics, word); // the day stands in the query
        if (!telling || other || str_find(*query, word, 0) >= 0 || str_find(*query, k->lemma[t], 0) >= 0) continue;
        term(out, query, "", word, "");
        words++;
    }
    return words;
}

/* The head of a mention and what it is about; where that is little, what its sentence is about. */
static void word_terms(const account *acc, arena *out, str *query, const struct mention *m) {
    enum { LITTLE = 2 };
    const reading *r = acc->readings[m->at.article];
    const tokens *k = &r->tokens;
    int32_t head = token_at(k, m->head.beg), beg = token_at(k, m->at.span.beg), end = token_at(k, m->at.span.end);
    if (head >= k->n) return;
    term(out, query, "", k->lemma[head], "");
    int words = add_words(r, beg, end, 0, out, query);
    const struct sentence *s = &k->sentences.p[k->sent[head]];
    if (words < LITTLE) add_words(r, s->beg, s->end, words, out, query);
}

/* What to search for: who, what, when, and the origins that are known already, which must not answer. */
static str query_of(const account *acc, arena *out, const struct claim *c, bool other_origins) {
    str query = {0};
    name_terms(acc, out, &query, c->actors);
    name_terms(acc, out, &query, c->recipients);
    word_terms(acc, out, &query, &c->mentions.p[c->best]);
    if (c->when.n >= 7) term(out, &query, "", c->when, "");
    ints known = {0};
    for (ptrdiff_t i = 0; other_origins && i < c->mentions.n && known.n < QUERY_NAMES; i++) {
        int32_t origin = c->mentions.p[i].origin;
        if (origin < 0 || ints_have(&known, origin) || acc->origins.p[origin].unnamed ||
            origin_article(acc, origin) >= 0)
            continue;
        *vec_push(out, &known) = origin;
        if (str_find(query, acc->origins.p[origin].name, 0) < 0)
            term(out, &query, "-\"", acc->origins.p[origin].name, "\"");
    }
    return query;
}

/* others: what is known already does not answer it. What two claims ask in the same words is asked once. */
static void ask(account *acc, arena *out, int32_t claim, str text, str because, bool others) {
    if (acc->questions.n >= QUESTIONS_MAX) return;
    for (ptrdiff_t i = 0; i < acc->questions.n; i++)
        if (str_eq(acc->questions.p[i].text, text)) return;
    *vec_push(out, &acc->questions) = (struct question){
        .text = text,
        .because = because,
        .claim = claim,
        .query = claim < 0 ? (str){0} : query_of(acc, out, &acc->claims.p[claim], others),
    };
}

/* A claim's text in curly marks inside a fixed sentence. */
static str around(arena *out, const char *before, str quote, const char *after) {
    return arena_fmt(out, "%s\u201C%.*s\u201D%s", before, STR_FMT(quote), after);
}

/* Which of its sides is right, and of what: "21" or "31" says nothing without the claim that it is a figure of. */
static str which_of(const struct conflict *x, arena *out) {
    enum { SIDES = 4, CLAUSE = 40 }; // bytes: a longer side says by itself what it is about
    bool says = false;
    for (ptrdiff_t i = 0; i < x->sides.n; i++)
        says |= x->sides.p[i].value.n >= CLAUSE || str_eq(x->sides.p[i].value, x->about);
    str text = S("Which is right");
    if (!says && x->about.n) text = around(out, "Which is right of ", x->about, "");
    ptrdiff_t n = x->sides.n < SIDES ? x->sides.n : SIDES;
    for (ptrdiff_t i = 0; i < n; i++)
        text = arena_fmt(out, "%.*s%s \u201C%.*s\u201D", STR_FMT(text),
                         i == 0      ? (says ? "," : ":")
                         : i + 1 < n ? ","
                                     : " or",
                         STR_FMT(x->sides.p[i].value));
    return arena_cat(out, text, S("?"));
}

static void of_conflicts(account *acc, arena *out) {
    for (ptrdiff_t k = 0; k < acc->conflicts.n; k++) {
        const struct conflict *x = &acc->conflicts.p[k];
        if (!x->compatible && x->sides.n >= 2)
            ask(acc, out, x->claims.n ? x->claims.p[0] : -1, which_of(x, out), x->why, false);
    }
}

/* Whether a claim's words are worth a question: a clause that says by itself who did what. Who asks after "who was
 * there", after "the gunshot wounds" or after "she fled" asks nothing. */
static bool asks_something(const account *acc, const struct claim *c) {
    enum { FEW = 20 };                // columns
    static const float CLAUSE = 0.9f; // of wording_whole
    return wording_whole(acc, c) >= CLAUSE && utf8_columns(c->text) >= FEW;
}

/* The one who gave no comment on it, where there is somebody who can be asked. */
static bool no_comment(const struct claim *c, str *who) {
    for (ptrdiff_t i = 0; i < c->mentions.n; i++) {
        const struct mention *m = &c->mentions.p[i];
        if (m->stance != STANCE_NO_COMMENT || !m->via.n) continue;
        *who = m->via.p[m->via.n - 1];
        const lex_row *nobody = lex_find(&lex_unnamed, *who);
        if (!nobody || lex_cell(&lex_unnamed, nobody, LEX_unnamed_asked).n) return true;
    }
    return false;
}

static bool acted(const struct claim *c) { return c->reality == REALITY_HAPPENED || c->reality == REALITY_ONGOING; }

/* What nobody says of an act that several tell: who did it, and when. */
static void of_gaps(account *acc, arena *out) {
    enum { GAPS_MAX = 3 };
    int nobody = 0, undated = 0;
    for (int32_t i = 0; i < acc->claims.n && (nobody < GAPS_MAX || undated < GAPS_MAX); i++) {
        const struct claim *c = &acc->claims.p[i];
        if (c->plover == PLOVER_NONE || !acted(c) || c->status == STATUS_SINGLE || !asks_something(acc, c)) continue;
        if (!c->actors.n && c->plover != PLOVER_COERCE && nobody++ < GAPS_MAX) // who arrests is known
            ask(acc, out, i, around(out, "Who is behind ", c->text, "?"), S("no article names who did it"), false);
        if (!c->when.n && undated++ < GAPS_MAX)
            ask(acc, out, i, around(out, "On which day was ", c->text, "?"), S("no article gives a day"), false);
    }
}

void questions_make(account *acc, arena *out, arena tmp) {
    (void)tmp;
    of_conflicts(acc, out);
    enum { SINGLE_MAX = 6, REPEATED_MAX = 8 };
    int singles = 0, repeated = 0;
    for (int32_t i = 0; i < acc->claims.n; i++) {
        const struct claim *c = &acc->claims.p[i];
        bool tells = asks_something(acc, c);
        str who;
        if (tells && no_comment(c, &who))
            ask(acc, out, i, arena_fmt(out, "What would %.*s say to \u201C%.*s\u201D?", STR_FMT(who), STR_FMT(c->text)),
                S("a party concerned gave no comment"), false);
        if (c->status == STATUS_REPEATED && tells && repeated++ < REPEATED_MAX)
            ask(acc, out, i, around(out, "Who besides that one origin reports ", c->text, "?"),
                S("several outlets, possibly one origin"), true);
        else if (c->status == STATUS_SINGLE && tells && acted(c) && acc->n > 1 && c->mentions.n > 1 &&
                 singles < SINGLE_MAX) {
            singles++;
            ask(acc, out, i, around(out, "Who else reports ", c->text, "?"), S("one outlet only"), true);
        }
    }
    of_gaps(acc, out);
}
