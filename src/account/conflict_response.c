/* Denials that point back: "Orm Rail denied that", "the bank rejected the finding", "the mayor called the suit
 * baseless". What is denied was said right before, by somebody else: in the sentence itself, in the one that speaks of
 * a thing of that sort ("charges": where somebody was charged), else in the sentences that end where the denial begins.
 * Words in quotation marks right behind a denial go on it. And denials that tell whose words they deny, "rejected the
 * union's claim that it was slow": both sides stand in one clause. */
#include "account/conflict.h"

#include "account/context.h"
#include "extract/denial.h"
#include "lexicon_tables.h"

enum { BACK_MOST = 4, TURN_MOST = 3 };
static const float SAME_THING = 0.5f; // what two mentions share that tell the same thing: the sum of the words' weights

/* A denial, a disbelief. */
struct response {
    int32_t in, cue, sentence, who; // who: entity, -1
    int32_t thing;                  // the word for what is denied, -1
    const lex_row *sort;            // of lexicon/denials.tsv, null for a pronoun
    bool doubt;
};

static bool points_back(const tokens *k, int32_t t) { return denial_word(k, t, S("back")) != NULL; }

/* It says itself what it is that was said: "accusations of fraud", "the claim that …". */
static bool tells_content(const tokens *k, int32_t t) {
    for (int32_t c = token_next_child(k, t, -1); c >= 0; c = token_next_child(k, t, c)) {
        enum rel rel = rel_base((enum rel)k->rel[c]);
        bool of = rel == REL_NMOD && token_child(k, c, REL_CASE) >= 0; // and not "that report Friday"
        if (c > t && (rel == REL_ACL || rel == REL_CCOMP || of || rel == REL_XCOMP)) return true;
    }
    return false;
}

/* What is said of word t is said of something that was told before: a pronoun, or a thing said. */
static bool take_thing(const tokens *k, int32_t t, struct response *r) {
    if (t < 0) return false;
    r->thing = t;
    if (points_back(k, t)) return true;
    if (k->upos[t] != UPOS_NOUN && k->upos[t] != UPOS_VERB) return false; // "that finding"
    if (tells_content(k, t)) return false;
    r->sort = denial_word(k, t, S("thing"));
    if (!r->sort) r->sort = denial_word(k, t, S("guilt"));
    return r->sort != NULL;
}

/* The thing said that stands right behind verb t, whatever the tree takes it for: "disputed that finding." */
static int32_t thing_behind(const tokens *k, int32_t t) {
    const struct sentence *s = &k->sentences.p[k->sent[t]];
    int32_t w = t + 2, next = w + 1;
    if (next >= s->end || !lex_find(&lex_determiners, k->norm[t + 1]) || !denial_word(k, w, S("thing"))) return -1;
    bool closed = k->upos[next] == UPOS_PUNCT || k->upos[next] == UPOS_CCONJ || str_eq(k->norm[next], S("as"));
    return closed || denial_word(k, next, S("untrue")) ? w : -1;
}

static bool sort_is(const struct response *r, str sort) {
    return r->sort && str_eq(lex_cell(&lex_denials, r->sort, LEX_denials_sort), sort);
}

static bool reports(str lemma, str class) {
    for (const lex_row *row = lex_find(&lex_reporting, lemma); row; row = lex_next(&lex_reporting, row))
        if (str_eq(lex_cell(&lex_reporting, row, LEX_reporting_class), class) &&
            str_eq(lex_cell(&lex_reporting, row, LEX_reporting_form), S("verb")))
            return true;
    return false;
}

/* A judge dismisses charges and suits, which denies nothing. */
static bool judges(const tokens *k, int32_t t, const struct response *r) {
    return sort_is(r, S("sue")) || (sort_is(r, S("charge")) && str_eq(k->lemma[t], S("dismiss")));
}

/* "called the suit baseless", "dismissed it as gossip": what is said of the object. */
static bool called_untrue(const tokens *k, int32_t t) {
    enum { REACH = 10 };
    const struct sentence *s = &k->sentences.p[k->sent[t]];
    for (int32_t w = t + 1; w < s->end && w < t + REACH; w++) {
        if (k->upos[w] == UPOS_VERB && !denial_word(k, w, S("untrue")) && !denial_word(k, w, S("thing"))) return false;
        if (denial_word(k, w, S("untrue"))) return true;
    }
    return false;
}

/* "that is not true", "it was false": t is what is said of its subject. */
static bool is_untrue(const tokens *k, int32_t t) {
    int32_t subject = token_child(k, t, REL_NSUBJ);
    if (token_child(k, t, REL_COP) < 0 || subject < 0 || str_starts(k->xpos[subject], S("W"))) return false;
    if (denial_word(k, t, S("true"))) return token_negated(k, t);
    return denial_word(k, t, S("untrue")) && !token_negated(k, t);
}

/* "I can't believe it": he does. */
static bool wonders(const tokens *k, int32_t t) {
    for (int32_t c = token_next_child(k, t, -1); c >= 0 && c < t; c = token_next_child(k, t, c))
        if (str_eq(k->lemma[c], S("can"))) return true;
    return false;
}

static bool denies_at(const tokens *k, int32_t t, struct response *r) {
    str lemma = k->lemma[t];
    if (k->upos[t] != UPOS_VERB) return is_untrue(k, t) && take_thing(k, token_child(k, t, REL_NSUBJ), r);
    int32_t object = thing_behind(k, t);
    if (object < 0) object = token_child(k, t, REL_OBJ);
    if (object < 0) object = token_child(k, t, REL_IOBJ);
    if (object < 0 && t + 2 < k->n && str_eq(k->norm[t + 1], S("that")) &&
        (k->upos[t + 2] == UPOS_PUNCT || str_eq(k->xpos[t + 2], S("WRB"))))
        object = t + 1; // "disputed that: he had left", "disputed that when he spoke to us"
    if (object < 0 && token_child(k, t, REL_NSUBJ_PASS) >= 0) object = token_child(k, t, REL_NSUBJ_PASS);
    bool neither = str_eq(k->norm[t > 0 ? t - 1 : 0], S("nor")) || str_eq(k->norm[t > 0 ? t - 1 : 0], S("or"));
    if (reports(lemma, S("deny"))) return !neither && !token_negated(k, t) && take_thing(k, object, r);
    if (denial_word(k, t, S("belief"))) {
        r->doubt = true;
        r->thing = object;
        if (wonders(k, t) || token_child(k, t, REL_NSUBJ_PASS) >= 0) return false; // "none are believed to be hurt"
        return token_negated(k, t) && object >= 0 && k->upos[object] == UPOS_PRON &&
               !str_eq(k->norm[object], S("what"));
    }
    if (reports(lemma, S("describe")) || denial_word(k, t, S("verdict")))
        if (called_untrue(k, t) && (take_thing(k, object, r) || (object >= 0 && k->upos[object] == UPOS_PRON)))
            return true;
    return denial_word(k, t, S("verb")) && !token_negated(k, t) && take_thing(k, object, r) && !judges(k, t, r);
}

/* Who says what word t is the cue of, else its subject; -1 when it is nobody whom the text knows. */
static int32_t speaker(const reading *r, int32_t t) {
    const tokens *k = &r->tokens;
    for (ptrdiff_t i = 0; i < r->attributions.n; i++)
        if (r->attributions.p[i].cue_word == t && !r->attributions.p[i].byline) return r->attributions.p[i].entity;
    int32_t subject = k->upos[t] == UPOS_VERB ? token_child(k, t, REL_NSUBJ) : -1;
    if (subject >= 0) return reading_entity_at(r, subject);
    int32_t in = reading_attribution_at(r, k->span[t].beg);
    return in >= 0 ? r->attributions.p[in].entity : -1;
}

/* The first attribution whose cue stands in the sentence and in no other's content, -1. */
static int32_t attribution_of(const reading *r, int32_t sentence) {
    for (ptrdiff_t i = 0; i < r->attributions.n; i++) {
        const struct attribution_finding *a = &r->attributions.p[i];
        if (!a->byline && a->within < 0 && a->cue_word >= 0 && r->tokens.sent[a->cue_word] == sentence)
            return (int32_t)i;
    }
    return -1;
}

static bool begins_quoted(const reading *r, int32_t sentence) {
    const struct sentence *s = &r->tokens.sentences.p[sentence];
    ptrdiff_t q = reading_quote_after(r, s->span.beg);
    return q < r->quotes.n && !r->quotes.p[q].scare && r->quotes.p[q].outer.beg <= s->span.beg + 1;
}

static bool in_text(const reading *r, int32_t sentence) {
    enum block_kind kind = r->article->blocks.p[r->tokens.sentences.p[sentence].block].kind;
    return kind != BLOCK_TITLE && kind != BLOCK_HEADING && kind != BLOCK_CAPTION;
}

/* A sentence that speaks of a thing of that sort, by a verb or a noun. */
static bool speaks_of(const tokens *k, int32_t sentence, str sort) {
    const struct sentence *s = &k->sentences.p[sentence];
    for (int32_t t = s->beg; t < s->end; t++) {
        if (k->upos[t] != UPOS_VERB && k->upos[t] != UPOS_NOUN) continue;
        const lex_row *row = denial_word(k, t, S("thing"));
        if (row && str_eq(lex_cell(&lex_denials, row, LEX_denials_sort), sort)) return true;
    }
    return false;
}

/* It answers something itself. */
static bool answers(const reading *r, int32_t sentence) {
    const struct sentence *s = &r->tokens.sentences.p[sentence];
    for (int32_t t = s->beg; t < s->end; t++)
        if (conflict_points_back(r, t)) return true;
    return false;
}

/* Sentences [*from, *to] that the response answers; false when there are none. */
static bool answered(const reading *r, const struct response *x, int32_t *from, int32_t *to) {
    const tokens *k = &r->tokens;
    str sort = x->sort ? lex_cell(&lex_denials, x->sort, LEX_denials_sort) : (str){0};
    int32_t last = x->sentence - 1;
    for (int32_t s = x->sentence - 1; s >= 0 && sort.n && s >= x->sentence - BACK_MOST && in_text(r, s); s--)
        if (speaks_of(k, s, sort)) {
            *from = *to = s;
            return true;
        }
    if (last >= 0) {
        int32_t a = attribution_of(r, last);
        if (a >= 0 && x->who >= 0 && r->attributions.p[a].entity == x->who) last--; // what the denier says of it before
    }
    if (last < 0 || !in_text(r, last)) return false;
    *from = *to = last;
    int32_t a = attribution_of(r, last);
    int32_t by = a >= 0 ? r->attributions.p[a].entity : -1;
    // A quotation goes with what the same one was reported to say before.
    for (int32_t s = last; begins_quoted(r, s) && s > 0 && last - s < TURN_MOST && in_text(r, s - 1); s--) {
        int32_t b = attribution_of(r, s - 1);
        if (b < 0 || by < 0 || r->attributions.p[b].entity != by || answers(r, s - 1)) break;
        *from = s - 1;
    }
    if (x->who < 0 && by >= 0 && begins_quoted(r, x->sentence)) return false; // it goes on with what the same one said
    return x->who < 0 || by != x->who;
}

static void put(struct side *side, const account *acc, struct place at, arena *out) {
    for (ptrdiff_t i = 0; i < side->mentions.n; i++)
        if (side->mentions.p[i].article == at.article && span_touch(side->mentions.p[i].span, at.span)) return;
    if (!side->mentions.n) side->value = article_str(acc->readings[at.article]->article, at.span);
    *vec_push(out, &side->mentions) = at;
}

/* The head tells what was said, and not that it was said. */
static bool told_thing(const reading *r, const struct event_finding *e) {
    for (ptrdiff_t i = 0; i < r->attributions.n; i++)
        if (r->attributions.p[i].cue_word == e->head) return false;
    return !e->noun && !e->back;
}

/* "who has worked there", of somebody in passing. */
static bool in_passing(const tokens *k, int32_t head) {
    return k->rel[head] == REL_ACL_RELCL && token_child(k, head, REL_NSUBJ) >= 0 &&
           str_starts(k->xpos[token_child(k, head, REL_NSUBJ)], S("W"));
}

static struct context words_of(const account *acc, const struct vocabulary *v, const struct mention *m, arena *out) {
    return context_at(acc, v, m->at, out);
}

/* Mention m of claim c tells what is denied, and so do those of its claim that share its words. */
static void take_mention(const account *acc, const struct vocabulary *v, int32_t c, const struct mention *m,
                         struct conflict *k, arena *out) {
    const struct claim *x = &acc->claims.p[c];
    put(&k->sides.p[0], acc, m->at, out);
    if (!ints_have(&k->claims, c)) *vec_push(out, &k->claims) = c;
    struct context mine = words_of(acc, v, m, out);
    for (ptrdiff_t i = 0; i < x->mentions.n; i++) {
        const struct mention *n = &x->mentions.p[i];
        if (n->stance != STANCE_STATES || n->at.article == m->at.article) continue;
        struct context words = words_of(acc, v, n, out);
        int32_t count;
        if (context_shared(v, &mine, &words, &count) >= SAME_THING && count > 1) put(&k->sides.p[0], acc, n->at, out);
    }
}

/* What is told in words [beg, end) of reading `in` is denied: what is said in passing only where nothing else is. */
static void take_told(const account *acc, const struct vocabulary *v, int32_t in, int32_t beg, int32_t end,
                      struct conflict *k, arena *out) {
    const reading *r = acc->readings[in];
    bool found = false;
    for (int passing = 0; passing < 2 && !found; passing++)
        for (int32_t c = 0; c < acc->claims.n; c++)
            for (ptrdiff_t i = 0; i < acc->claims.p[c].mentions.n; i++) {
                const struct mention *m = &acc->claims.p[c].mentions.p[i];
                if (m->at.article != in || m->stance != STANCE_STATES) continue;
                const struct event_finding *e = mention_event(acc, m);
                if (e->head < beg || e->head >= end || !told_thing(r, e) || conflict_points_back(r, e->head)) continue;
                if (in_passing(&r->tokens, e->head) != (passing > 0)) continue;
                found = true;
                take_mention(acc, v, c, m, k, out);
            }
}

/* The words before the denial in its own sentence that tell what is denied: "he was accused of fraud, which he denied".
 * The first word of the denial, -1 when it has its sentence for itself. */
static int32_t own_part(const tokens *k, const struct response *x) {
    int32_t beg, end, subject = token_child(k, x->cue, REL_NSUBJ);
    if (subject < 0) return -1;
    token_subtree(k, subject, &beg, &end);
    const struct sentence *s = &k->sentences.p[x->sentence];
    bool verb = false, spoken = !x->sort;
    for (int32_t t = s->beg; t < beg; t++) {
        verb |= k->upos[t] == UPOS_VERB && !token_above(k, x->cue, t);
        const lex_row *row = x->sort ? denial_word(k, t, S("thing")) : NULL;
        spoken |= row && sort_is(x, lex_cell(&lex_denials, row, LEX_denials_sort));
    }
    return verb && spoken ? beg : -1;
}

/* Actor a is the entity, or of its country. */
static bool is_actor(const account *acc, const struct entity *e, int32_t a) {
    const struct actor *x = &acc->actors.p[a];
    if (str_eq_nocase(x->name, e->name)) return true;
    for (ptrdiff_t i = 0; i < x->aliases.n; i++)
        if (str_eq_nocase(x->aliases.p[i], e->name)) return true;
    return e->country.n >= 3 && x->code.n >= 3 && str_starts(x->code, str_head(e->country, 3));
}

static bool among(const account *acc, const struct entity *e, const ints *actors) {
    for (ptrdiff_t i = 0; i < actors->n; i++)
        if (is_actor(acc, e, actors->p[i])) return true;
    return false;
}

/* Whose accusations they are, "U.S. accusations", "the union's version"; -1 when nobody is named. */
static int32_t owner(const reading *r, int32_t thing) {
    const tokens *k = &r->tokens;
    for (int32_t c = token_next_child(k, thing, -1); c >= 0 && c < thing; c = token_next_child(k, thing, c)) {
        enum rel rel = rel_base((enum rel)k->rel[c]);
        int32_t e = rel == REL_NMOD || rel == REL_AMOD || rel == REL_COMPOUND ? reading_entity_at(r, c) : -1;
        if (e >= 0) return e;
    }
    return -1;
}

/* Charges against whoever denies them, wherever in the story: accusations of the named accuser, or of the denier. */
static void take_charges(const account *acc, const struct vocabulary *v, const struct response *x, int32_t accuser,
                         struct conflict *k, arena *out) {
    const reading *r = acc->readings[x->in];
    for (int32_t c = 0; c < acc->claims.n; c++)
        for (ptrdiff_t i = 0; i < acc->claims.p[c].mentions.n; i++) {
            const struct claim *y = &acc->claims.p[c];
            const struct mention *m = &y->mentions.p[i];
            const struct event_finding *e = mention_event(acc, m);
            if (e->plover != PLOVER_ACCUSE || m->stance != STANCE_STATES || e->reality == REALITY_DID_NOT_HAPPEN)
                continue;
            if (x->who >= 0 && among(acc, &r->entities.p[x->who], &y->actors)) continue;
            bool by = accuser >= 0 && among(acc, &r->entities.p[accuser], &y->actors);
            bool against = x->who >= 0 && among(acc, &r->entities.p[x->who], &y->recipients);
            if (by || against) take_mention(acc, v, c, m, k, out);
        }
}

static struct place sentence_at(const account *acc, int32_t in, int32_t sentence) {
    const tokens *k = &acc->readings[in]->tokens;
    const struct sentence *s = &k->sentences.p[sentence];
    int32_t end = s->end;
    while (end > s->beg + 1 && str_eq(k->norm[end - 1], S("."))) end--;
    return (struct place){in, token_range(k, s->beg, end)};
}

/* What is denied goes to the first side. */
static void find_said(const account *acc, const struct vocabulary *v, const struct response *x, struct conflict *k,
                      arena *out) {
    const reading *r = acc->readings[x->in];
    const tokens *l = &r->tokens;
    int32_t from, to, accuser = x->sort ? owner(r, x->thing) : -1;
    bool guilt = x->sort && str_eq(lex_cell(&lex_denials, x->sort, LEX_denials_form), S("guilt"));
    if (guilt || sort_is(x, S("accuse"))) take_charges(acc, v, x, accuser, k, out);
    if (k->sides.p[0].mentions.n || guilt || !answered(r, x, &from, &to)) return;
    int32_t a = attribution_of(r, from);
    if (accuser >= 0 && accuser != x->who && (a < 0 || r->attributions.p[a].entity != accuser)) return;
    for (int32_t s = from; s <= to; s++) {
        ptrdiff_t before = k->sides.p[0].mentions.n;
        if (x->sort && lex_cell(&lex_denials, x->sort, LEX_denials_sort).n) // that she was charged is what tells it
            put(&k->sides.p[0], acc, sentence_at(acc, x->in, s), out);
        if (s == from) take_told(acc, v, x->in, l->sentences.p[s].beg, l->sentences.p[s].end, k, out);
        if (k->sides.p[0].mentions.n == before) put(&k->sides.p[0], acc, sentence_at(acc, x->in, s), out);
    }
}

/* The denial, or the quotation behind it, is told already with what it denies. */
static bool told_already(const account *acc, struct place at) {
    for (ptrdiff_t k = 0; k < acc->conflicts.n; k++) {
        if (acc->conflicts.p[k].kind != CONFLICT_DENIAL) continue;
        const struct side *no = &acc->conflicts.p[k].sides.p[1];
        for (ptrdiff_t i = 0; i < no->mentions.n; i++)
            if (no->mentions.p[i].article == at.article && span_touch(no->mentions.p[i].span, at.span)) return true;
    }
    return false;
}

/* The denial's own clause, or its sentence where it is the main clause or what somebody is reported to say. */
static struct place denial_at(const account *acc, const struct response *x, int32_t part) {
    const tokens *k = &acc->readings[x->in]->tokens;
    struct place at = sentence_at(acc, x->in, x->sentence);
    int32_t up = k->head[x->cue], beg, end;
    if (part >= 0) at.span.beg = k->span[part].beg;
    if (up < 0 || lex_find(&lex_reporting, k->lemma[up])) return at;
    token_subtree(k, x->cue, &beg, &end);
    at.span = token_range(k, part >= 0 && part > beg ? part : beg, end);
    return at;
}

static void answer(account *acc, const struct vocabulary *v, const struct response *x, arena *out) {
    const tokens *k = &acc->readings[x->in]->tokens;
    struct conflict c = {.kind = CONFLICT_DENIAL, .compatible = x->doubt};
    vec_push(out, &c.sides);
    vec_push(out, &c.sides);
    int32_t part = own_part(k, x), next = x->sentence + 1;
    if (part >= 0) take_told(acc, v, x->in, k->sentences.p[x->sentence].beg, part, &c, out);
    if (!c.sides.p[0].mentions.n) part = -1;
    struct place at = denial_at(acc, x, part), behind = at;
    bool goes_on = !x->doubt && next < k->sentences.n && !k->sentences.p[next].paragraph_start &&
                   begins_quoted(acc->readings[x->in], next);
    if (goes_on) behind = sentence_at(acc, x->in, next);
    if (told_already(acc, at) || told_already(acc, behind)) return;
    if (part < 0) find_said(acc, v, x, &c, out);
    if (!c.sides.p[0].mentions.n) return;
    put(&c.sides.p[1], acc, at, out);
    if (goes_on) put(&c.sides.p[1], acc, behind, out);
    c.why = x->doubt ? S("one side does not believe what the other says") : S("one side denies what the other says");
    c.about = c.claims.n ? acc->claims.p[c.claims.p[0]].text : c.sides.p[0].value;
    *vec_push(out, &acc->conflicts) = c;
}

static bool response_at(const reading *r, int32_t in, int32_t t, struct response *x) {
    const tokens *k = &r->tokens;
    if (k->upos[t] != UPOS_VERB && k->upos[t] != UPOS_ADJ && k->upos[t] != UPOS_NOUN) return false;
    *x = (struct response){.in = in, .cue = t, .sentence = k->sent[t], .thing = -1};
    return in_text(r, x->sentence) && !conflict_supposed(k, t) && denies_at(k, t, x);
}

/* "His bail was set, but it was denied": a thing that is refused, by nobody whom the text names. */
static bool refused(const tokens *k, const struct response *x) {
    bool passive = token_child(k, x->cue, REL_NSUBJ_PASS) >= 0;
    return passive && x->who < 0 && str_eq(k->lemma[x->cue], S("deny"));
}

/* What somebody says and another denies in one breath: "rejected criticism from the union that it was slow". */
static void reject(account *acc, int32_t in, int32_t t, arena *out) {
    const reading *r = acc->readings[in];
    const tokens *k = &r->tokens;
    int32_t beg, end, thing = denial_of_thing(k, t, &beg, &end);
    if (thing < 0 || beg <= thing || conflict_supposed(k, t) || !in_text(r, k->sent[t])) return;
    bool by = str_eq(k->norm[thing + 1], S("by")) || str_eq(k->norm[thing + 1], S("from"));
    int32_t whose = by ? reading_entity_at(r, beg - 1) : owner(r, thing);
    if (whose < 0 || whose == speaker(r, t)) return;
    struct place yes = {in, token_range(k, beg, end)}, no = {in, token_range(k, t, thing + 1)};
    if (told_already(acc, yes) || told_already(acc, no)) return;
    struct conflict c = {.kind = CONFLICT_DENIAL, .why = S("one side denies what the other says")};
    conflict_tell(&c, S("yes"), yes, conflict_claim_at(acc, in, yes.span), out);
    conflict_tell(&c, S("no"), no, -1, out);
    conflict_close(acc, &c, out);
}

bool conflict_points_back(const reading *r, int32_t t) {
    struct response x;
    return response_at(r, 0, t, &x);
}

void conflicts_of_responses(account *acc, const struct vocabulary *v, arena *out) {
    for (int32_t d = 0; d < acc->n; d++) {
        const reading *r = acc->readings[d];
        struct response x;
        for (int32_t t = 0; t < r->tokens.n; t++) {
            if (!response_at(r, d, t, &x)) continue;
            x.who = speaker(r, t);
            if (refused(&r->tokens, &x)) continue;
            answer(acc, v, &x, out);
        }
    }
}

void conflicts_of_rejections(account *acc, arena *out) {
    for (int32_t d = 0; d < acc->n; d++)
        for (int32_t t = 0; t < acc->readings[d]->tokens.n; t++) reject(acc, d, t, out);
}
