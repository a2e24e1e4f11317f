/* Chains: who stands between the outlet and the words, outermost first, under names that compare across articles:
 * outlets by their lexicon name, people by their entity's, unnamed sources folded as anonymous.tsv says. */
#include "base/utf8.h"
#include "extract/attribution.h"
#include "lexicon_tables.h"

enum { OUTLET_WORDS = 6, OUTLETS_MAX = 4, BACK_MAX = 48 };

struct outlets {
    str name[OUTLETS_MAX];
    struct words at[OUTLETS_MAX];
    int n;
};

static str words_str(const struct view *v, struct words w) {
    return article_str(v->r->article, token_range(v->k, w.beg, w.end));
}

/* The canonical name of an agency or outlet, empty when text names none. */
static str outlet_name(str text) {
    const lex_row *row = lex_find(&lex_agencies, text);
    if (row) return lex_cell(&lex_agencies, row, LEX_agencies_outlet);
    row = lex_find(&lex_outlets, text);
    return row ? lex_cell(&lex_outlets, row, LEX_outlets_outlet) : (str){0};
}

static bool own_outlet(const struct view *v, str name) {
    str own = v->r->article->outlet;
    if (!own.n) return false;
    if (str_starts_nocase(name, S("the "))) name = str_drop(name, 4);
    str folded = outlet_name(own);
    return str_eq(folded, name) || str_eq_nocase(own, name) || str_find_nocase(own, name, 0) >= 0;
}

/* "Petra" of Petra Lund is no agency. */
static bool in_person_name(const reading *r, int32_t beg, int32_t end) {
    int32_t name = reading_name_at(r, beg);
    if (name < 0) return false;
    const struct name *n = &r->names.p[name];
    return n->form == FORM_NAME && n->kind == NAME_PERSON && n->end - n->beg > end - beg;
}

/* "Post" of the Post Hotel, "Sun" of Sun Valley: a common word in a longer name is no paper. */
static bool in_longer_name(const struct view *v, int32_t beg, int32_t end) {
    int32_t name = reading_name_at(v->r, end - 1);
    if (name < 0 || v->r->names.p[name].form != FORM_NAME || v->r->names.p[name].end <= end) return false;
    bool on =
        v->k->upos[end] == UPOS_PROPN || (str_eq(v->k->norm[end], S("-")) && end + 1 < v->end); // "Standard-Herald"
    return on && end - beg <= 2 && lex_find(&lex_background, v->k->norm[end - 1]);
}

/* "The national disaster agency" names no outlet called The National: a name of two words has two capitals, or more. */
static bool written_as_name(const struct view *v, int32_t beg, int32_t len) {
    str first = article_str(v->r->article, v->k->span[beg]);
    if (len < 2 || !str_eq_nocase(first, S("the"))) return true;
    str next = article_str(v->r->article, v->k->span[beg + 1]);
    int n;
    return !utf8_is_lower(utf8_at(next, 0, &n));
}

/* The outlets named in a range of words, the longest name at each place. */
static void outlets_in(const struct view *v, struct words w, struct outlets *all) {
    const tokens *k = v->k;
    for (int32_t i = w.beg; i < w.end;) {
        int32_t step = 1;
        str text = article_str(v->r->article, k->span[i]);
        int n;
        bool capital = utf8_is_upper(utf8_at(text, 0, &n)) || str_find(text, S("."), 1) > 0;
        for (int32_t len = OUTLET_WORDS; capital && len > 0; len--) {
            if (i + len > w.end) continue;
            str name = outlet_name(words_str(v, (struct words){i, i + len}));
            if (!name.n || in_person_name(v->r, i, i + len) || in_longer_name(v, i, i + len) ||
                !written_as_name(v, i, len) ||
                (len == 1 && k->upos[i] != UPOS_PROPN && text.n < 5 && !ascii_upper(text.p[text.n - 1])))
                continue;
            if (all->n < OUTLETS_MAX && !own_outlet(v, name)) {
                all->name[all->n] = name;
                all->at[all->n++] = (struct words){i, i + len};
            }
            step = len;
            break;
        }
        i += step;
    }
}

static const lex_row *anonymous_row(const struct view *v, int32_t head) {
    const tokens *k = v->k;
    if (head > v->beg && (k->rel[head - 1] == REL_COMPOUND || k->rel[head - 1] == REL_AMOD) &&
        k->head[head - 1] == head) {
        const lex_row *two = lex_find(&lex_anonymous, words_str(v, (struct words){head - 1, head + 1}));
        if (two) return two;
    }
    return lex_find(&lex_anonymous, k->norm[head]);
}

static bool kind_is(const lex_row *row, str kind) {
    return row && str_eq(lex_cell(&lex_anonymous, row, LEX_anonymous_kind), kind);
}

static bool definite(const struct view *v, int32_t head) {
    int32_t det = view_kid(v, head, REL_DET);
    return det >= 0 && (str_eq(v->k->norm[det], S("the")) || str_eq(v->k->norm[det], S("that")) ||
                        str_eq(v->k->norm[det], S("this")));
}

static void push(strs *chain, str name, arena *out) {
    if (!name.n) return;
    for (ptrdiff_t i = 0; i < chain->n; i++)
        if (str_eq_nocase(chain->p[i], name)) return;
    *vec_push(out, chain) = name;
}

static str without_determiner(str s) {
    static const str determiners[] = {S_INIT("the "), S_INIT("a "), S_INIT("an "), S_INIT("this "), S_INIT("that ")};
    for (size_t i = 0; i < sizeof determiners / sizeof *determiners; i++)
        if (str_starts_nocase(s, determiners[i])) return str_drop(s, determiners[i].n);
    return s;
}

/* The noun with what stands before it: "elected officials" of "the elected officials in the county". */
static str noun_words(const struct view *v, struct words w, int32_t head) {
    int32_t beg = head, end = head + 1;
    while (beg > w.beg && v->k->upos[beg - 1] != UPOS_DET && v->k->upos[beg - 1] != UPOS_PUNCT &&
           v->k->upos[beg - 1] != UPOS_CCONJ)
        beg--;
    while (end < w.end && (v->k->rel[end] == REL_FLAT || v->k->rel[end] == REL_COMPOUND)) end++;
    return without_determiner(words_str(v, (struct words){beg, end}));
}

/* A person's name that ends the source before its first comma ("Italian President Ann Lee") or follows that comma ("one
 * organiser, Ann Lee,"); -1 when none. */
static int32_t person_in(const struct view *v, struct words w) {
    const reading *r = v->r;
    const tokens *k = v->k;
    int32_t comma = w.beg;
    while (comma < w.end && k->upos[comma] != UPOS_PUNCT) comma++;
    for (int side = 0; side < 2; side++) {
        int32_t at = side ? comma + 1 : comma - 1;
        while (side && at + 1 < w.end && reading_name_at(r, at) < 0 &&
               (k->upos[at] == UPOS_NUM || k->upos[at] == UPOS_NOUN || k->upos[at] == UPOS_ADJ ||
                str_eq(k->norm[at], S("-"))))
            at++; // ", 15-year-old Ann Lee,", ", retired teacher Ann Lee,"
        if (at < w.beg || at >= w.end) continue;
        int32_t name = reading_name_at(r, at);
        if (name < 0) continue;
        const struct name *n = &r->names.p[name];
        if (n->form != FORM_NAME || n->kind != NAME_PERSON || n->entity < 0 || n->beg < w.beg) continue;
        // "an aide to Ann Lee", "police and Ann Lee": the name is not who speaks.
        bool other = false;
        for (int32_t i = side ? comma + 1 : w.beg; i < n->beg; i++)
            other |= k->upos[i] == UPOS_ADP || k->upos[i] == UPOS_CCONJ;
        if (!other) return n->entity;
    }
    return -1;
}

/* The body that is named behind its noun: "the airline, Silk Air"; -1 when none is. */
static int32_t body_named(const struct view *v, int32_t head) {
    if (head < 0 || v->k->upos[head] != UPOS_NOUN) return -1;
    for (int32_t c = view_child(v, head); c >= 0; c = view_next(v, c)) {
        bool beside = v->k->rel[c] == REL_APPOS || (v->k->rel[c] == REL_CONJ && view_kid(v, c, REL_CC) < 0);
        int32_t name = c > head && beside ? reading_name_at(v->r, c) : -1;
        if (name < 0 || v->r->names.p[name].form != FORM_NAME || v->r->names.p[name].kind != NAME_ORG) continue;
        if (v->r->names.p[name].entity >= 0) return v->r->names.p[name].entity;
    }
    return -1;
}

static int32_t entity_of(const struct view *v, struct words w, int32_t head) {
    const reading *r = v->r;
    int32_t body = body_named(v, head);
    if (body >= 0) return body;
    int32_t e = reading_entity_at(r, head), person = head >= w.beg && head < w.end ? person_in(v, w) : -1;
    if (e >= 0 && r->entities.p[e].named && (r->entities.p[e].kind == NAME_PERSON || person < 0)) return e;
    for (int32_t c = person < 0 ? view_child(v, head) : -1; c >= 0;
         c = view_next(v, c)) { // "analyst Ann Lee of the bank"
        int32_t name = c == head + 1 && v->k->rel[c] == REL_APPOS ? reading_name_at(r, c) : -1;
        if (name >= 0 && r->names.p[name].form == FORM_NAME && r->names.p[name].kind == NAME_PERSON)
            person = r->names.p[name].entity;
    }
    return person >= 0 ? person : e;
}

/* A country by its short name, whatever the article calls it or its government. */
static str entity_name(const struct entity *e) {
    if (e->kind != NAME_PLACE && !e->country.n) return e->name;
    for (const lex_row *row = lex_find(&lex_countries, e->name); row; row = lex_next(&lex_countries, row)) {
        str kind = lex_cell(&lex_countries, row, LEX_countries_kind);
        if (str_eq(kind, S("name")) || str_eq(kind, S("alias")) || str_eq(kind, S("capital")))
            return lex_cell(&lex_countries, row, LEX_countries_short);
    }
    return e->name;
}

/* The last chain that began with an outlet, for "the report", "the newspaper". */
static const struct attribution_finding *last_outlet(const reading *r) {
    for (ptrdiff_t i = r->attributions.n - 1; i >= 0 && r->attributions.n - i <= BACK_MAX; i--) {
        const struct attribution_finding *a = &r->attributions.p[i];
        if (a->chain.n && (outlet_name(a->chain.p[0]).n || str_eq(a->chain.p[0], S("media reports")))) return a;
    }
    return NULL;
}

static void append(strs *chain, const strs *more, arena *out) {
    for (ptrdiff_t i = 0; i < more->n; i++) push(chain, more->p[i], out);
}

static bool pronoun_of(const tokens *k, int32_t t, bool *person) {
    str n = k->norm[t];
    if (k->upos[t] != UPOS_PRON) return false;
    *person =
        str_eq(n, S("he")) || str_eq(n, S("she")) || str_eq(n, S("him")) || str_eq(n, S("her")) || str_eq(n, S("his"));
    return true;
}

/* A pronoun that names resolved to nobody: the last source of a fitting kind. */
static void pronoun_chain(const reading *r, bool person, struct attribution_finding *a, arena *out) {
    for (ptrdiff_t i = r->attributions.n - 1; i >= 0 && r->attributions.n - i <= BACK_MAX; i--) {
        const struct attribution_finding *b = &r->attributions.p[i];
        if (!b->chain.n || b->attitude || b->byline || !b->source.n) continue;
        bool is_person = b->entity >= 0 && r->entities.p[b->entity].kind == NAME_PERSON;
        if (b->entity >= 0 && is_person != person) continue;
        append(&a->chain, &(strs){b->chain.p + b->chain.n - 1, 1, 1}, out);
        a->entity = b->entity;
        a->anonymous = b->anonymous;
        return;
    }
}

/* True when a person's name stands in the words [beg, end), not counting what is quoted. */
static int32_t person_named(const reading *r, int32_t beg, int32_t end) {
    for (int32_t t = beg; t < end; t++) {
        int32_t name = reading_name_at(r, t);
        if (name < 0 || r->names.p[name].form != FORM_NAME || r->names.p[name].kind != NAME_PERSON) continue;
        return r->names.p[name].entity;
    }
    return -1;
}

static bool one_person(const struct entity *e) { return e->kind == NAME_PERSON && !e->plural; }

/* True when all of a sentence is quoted, so that who is named in it is spoken of. */
static bool all_quoted(const reading *r, span sentence) {
    ptrdiff_t q = reading_quote_after(r, sentence.beg);
    return q < r->quotes.n && span_holds(r->quotes.p[q].outer, sentence);
}

/* Who "he" is at the head of a reporting clause: who spoke last in the sentences before, unless another person was
 * named as a subject since. -1 leaves it to the resolution of pronouns in general. */
static int32_t speaker_before(const reading *r, const struct view *v, int32_t pronoun) {
    enum { SENTENCES_BACK = 3, QUOTED_BACK = 12, TITLE_MAX = 8 }; // "Former Speaker of the House Ann Lee"
    const tokens *k = v->k;
    int32_t s = k->sent[pronoun];
    char gender = str_starts(k->norm[pronoun], S("h")) && !str_starts(k->norm[pronoun], S("her")) ? 'm' : 'f';
    if (person_named(r, v->beg, pronoun) >= 0) return -1;
    ptrdiff_t i = r->attributions.n - 1;
    int seen = 0;
    for (int32_t back = s - 1; back >= 0 && s - back <= QUOTED_BACK && seen < SENTENCES_BACK; back--) {
        const struct sentence *at = &k->sentences.p[back];
        int32_t best = -1;
        if (all_quoted(r, at->span)) continue;
        seen++;
        for (; i >= 0 && r->attributions.p[i].span.beg >= at->span.beg; i--) {
            const struct attribution_finding *a = &r->attributions.p[i];
            if (a->attitude || !a->source.n || a->entity < 0 || !one_person(&r->entities.p[a->entity])) continue;
            best = a->entity; // the first: "Karran said inspectors had told …"
        }
        for (int32_t t = at->beg; t < at->end && best < 0; t++) {
            if (rel_base((enum rel)k->rel[t]) != REL_NSUBJ || k->head[t] < 0 || k->rel[k->head[t]] != REL_ROOT)
                continue;
            int32_t e = reading_entity_at(r, t);
            if (e < 0 || !r->entities.p[e].named)
                e = person_named(r, t, t + TITLE_MAX < k->head[t] ? t + TITLE_MAX : k->head[t]);
            if (e >= 0 && one_person(&r->entities.p[e])) best = e;
        }
        if (best < 0) best = person_named(r, at->beg, at->beg + 1);
        if (best < 0) continue;
        return !r->entities.p[best].gender || r->entities.p[best].gender == gender ? best : -1;
    }
    return -1;
}

/* Who is cited inside of a source: "a Reuters report citing two people". */
static int32_t cited(const struct view *v, int32_t head) {
    for (int32_t c = view_child(v, head); c >= 0; c = view_next(v, c)) {
        str lemma = v->k->lemma[c];
        bool cites = str_eq(lemma, S("cite")) || str_eq(lemma, S("quote"));
        if (rel_base((enum rel)v->k->rel[c]) == REL_ACL && cites) return view_kid(v, c, REL_OBJ);
    }
    return -1;
}

/* "The water agency", "the agency" that is a water agency: a body, not the press. */
static bool is_other_body(const struct view *v, int32_t head, const struct entity *e) {
    if (e->kind != NAME_ORG || !str_eq(v->k->lemma[head], S("agency"))) return false;
    str name = without_determiner(e->name);
    ptrdiff_t blank = str_rfind_byte(name, ' ');
    return blank > 0 && str_find_nocase(name, S("news"), 0) < 0 && lex_find_folded(&lex_org_heads, name) == NULL;
}

/* True when the words beside a name have it as an outlet: "told Norlink", "Norlink reported", "(Norlink) -". */
static bool told_or_reports(const tokens *k, const struct name *n) {
    const struct sentence *s = &k->sentences.p[k->sent[n->beg]];
    int32_t before = n->beg - 1, after = n->end;
    if (before > s->beg && str_eq(k->norm[before], S("the"))) before--;
    bool told = before >= s->beg && str_eq(k->lemma[before], S("tell"));
    bool bracket =
        before >= s->beg && str_eq(k->norm[before], S("(")) && after < s->end && str_eq(k->norm[after], S(")"));
    bool reports = after < s->end && str_eq(k->lemma[after], S("report")) && k->upos[after] == UPOS_VERB;
    bool credit = before > s->beg && str_eq(k->norm[before], S("by")) && str_eq(k->norm[before - 1], S("reporting"));
    return told || bracket || reports || credit;
}

/* True for a body that no list knows and that the text has as an outlet wherever it names it, or that is called a
 * paper, a station or an agency by its own name. */
static bool press(const reading *r, int32_t entity) {
    const struct entity *e = &r->entities.p[entity];
    if (e->outlet || str_ends(e->code, S("JRN"))) return true;
    if (!e->named || e->kind == NAME_PLACE || e->code.n) return false;
    str first = e->name, rest = e->name;
    str_next_part(&rest, ' ', &first);
    const lex_row *head = first.n < e->name.n ? lex_find_folded(&lex_org_heads, first) : NULL;
    if (head && str_eq(lex_cell(&lex_org_heads, head, LEX_org_heads_sector), S("JRN"))) return true;
    if (e->kind == NAME_PERSON && (e->sure || first.n < e->name.n)) return false;
    int32_t names = 0;
    for (ptrdiff_t i = 0; i < r->names.n; i++) {
        const struct name *n = &r->names.p[i];
        if (n->entity != entity || n->form != FORM_NAME) continue;
        if (!told_or_reports(&r->tokens, n)) return false;
        names++;
    }
    return names > 0;
}

/* Words of a name that begins at `beg`: capitals and the numbers behind them. */
static struct words title_at(const struct view *v, int32_t beg, int32_t low, int32_t high) {
    enum { TITLE_MOST = 4 };
    const tokens *k = v->k;
    struct words w = {beg, beg + 1};
    while (w.end < high && w.end - beg < TITLE_MOST && (k->upos[w.end] == UPOS_PROPN || k->upos[w.end] == UPOS_NUM))
        w.end++;
    while (w.beg > low && w.end - w.beg < TITLE_MOST && k->upos[w.beg - 1] == UPOS_PROPN) w.beg--;
    return w;
}

void chain_outlets(const struct view *v, struct words w, strs *list, arena *out) {
    struct outlets known = {0};
    outlets_in(v, w, &known);
    for (int i = 0; i < known.n; i++) push(list, known.name[i], out);
    for (int32_t t = w.beg; t < w.end; t++) {
        int32_t name = reading_name_at(v->r, t);
        if (name < 0 || v->r->names.p[name].form != FORM_NAME || v->r->names.p[name].entity < 0) continue;
        const struct name *n = &v->r->names.p[name];
        bool listed = false;
        for (int i = 0; i < known.n; i++) listed |= known.at[i].beg < n->end && n->beg < known.at[i].end;
        str text = article_str(v->r->article, n->span);
        if (!listed && press(v->r, n->entity) && !own_outlet(v, text)) push(list, text, out);
        t = n->end - 1;
    }
}

/* The name beside a word for a paper or a station, whatever no list knows: "the newspaper La Costa", "Kanal 7
 * television", "Radio Four"; empty when there is none. */
static str named_beside(const struct view *v, int32_t head) {
    const tokens *k = v->k;
    const lex_row *row = lex_find(&lex_org_heads, k->norm[head]);
    bool agency = str_eq(k->norm[head], S("agency")) && k->upos[head] == UPOS_NOUN;
    bool outlet = row && (agency || str_eq(lex_cell(&lex_org_heads, row, LEX_org_heads_sector), S("JRN")));
    if (!outlet || !kind_is(lex_find(&lex_anonymous, k->norm[head]), S("media")) || str_eq(k->norm[head], S("media")))
        return (str){0};
    for (int side = agency ? 2 : 0; side < 3; side++) {
        int32_t beg = side == 1 ? head + 1 : head - (side == 2);
        if (beg < v->beg || beg >= v->end) continue;
        if (side == 2 && k->upos[beg] == UPOS_NUM && beg > v->beg) beg--;
        if (k->upos[beg] != UPOS_PROPN || k->rel[beg] == REL_NMOD_POSS) continue;
        struct words w = title_at(v, beg, v->beg, side == 2 ? head : v->end);
        bool subject = rel_base((enum rel)k->rel[beg]) == REL_NSUBJ; // "told the newspaper Lee had left"
        if ((side == 0 && w.end - w.beg < 2) || (side == 1 && subject)) continue;
        int32_t at = reading_name_at(v->r, beg);
        bool country = lex_find(&lex_countries, words_str(v, w)) != NULL;
        if (side == 2 && at >= 0 && v->r->names.p[at].kind == NAME_PLACE) w.end = head + 1; // "Porto Sarn television"
        str name = words_str(v, w);
        if (!country && !own_outlet(v, name)) return name;
    }
    return (str){0};
}

/* The outlet without a list that was told, as the text names it, or the station that it is called ("state radio");
 * empty when none was. */
static str press_told(const struct view *v, int32_t told) {
    str name = named_beside(v, told);
    if (name.n) return name;
    const lex_row *row = anonymous_row(v, told);
    if (kind_is(row, S("station"))) return lex_cell(&lex_anonymous, row, LEX_anonymous_folded);
    int32_t e = row && v->k->upos[told] == UPOS_NOUN ? -1 : reading_entity_at(v->r, told); // "the paper" has no name
    if (e < 0 || !v->r->entities.p[e].named || v->r->entities.p[e].kind == NAME_PERSON || !press(v->r, e))
        return (str){0};
    name = v->r->entities.p[e].name;
    return own_outlet(v, name) ? (str){0} : name;
}

static void media_chain(reading *r, const struct view *v, struct words w, int32_t head, struct attribution_finding *a,
                        strs *beside, arena *out) {
    struct outlets o = {0};
    int32_t inner = cited(v, head);
    struct words own = w;
    if (inner >= 0 && view_subtree(v, inner).beg > head && view_subtree(v, inner).beg < own.end)
        own.end = view_subtree(v, inner).beg;
    outlets_in(v, own, &o);
    str name = o.n ? (str){0} : press_told(v, head);
    if (name.n) {
        push(&a->chain, name, out);
    } else if (o.n) {
        push(&a->chain, o.name[0], out);
        for (int i = 1; i < o.n; i++) push(beside, o.name[i], out);
    } else if (definite(v, head) && w.end - w.beg <= 3 && last_outlet(r)) { // "the report", "the newspaper"
        append(&a->chain, &last_outlet(r)->chain, out);
        a->anonymous = last_outlet(r)->anonymous;
    } else {
        push(&a->chain, S("media reports"), out);
        a->anonymous = true;
    }
    if (inner < 0) return;
    const lex_row *row = anonymous_row(v, inner);
    int32_t e = reading_entity_at(r, inner);
    if (row)
        push(&a->chain, lex_cell(&lex_anonymous, row, LEX_anonymous_folded), out);
    else if (e >= 0)
        push(&a->chain, entity_name(&r->entities.p[e]), out), a->entity = e;
    a->anonymous = row != NULL;
}

static bool cased(const struct view *v, int32_t t, str list) {
    int32_t mark = view_kid(v, t, REL_CASE);
    str rest = list, one;
    while (mark >= 0 && str_next_part(&rest, ',', &one))
        if (str_eq(v->k->norm[mark], one)) return true;
    return false;
}

/* "Speaking on Kanal 7", "in an interview with Radio Four": the outlet, where no list knows it. */
static str spoken_on(const struct view *v, const struct found *f) {
    for (int32_t t = f->along.beg; t < f->along.end; t++) {
        bool inside = (t >= f->source.beg && t < f->source.end);
        for (int i = 0; i < f->contents; i++) inside |= t >= f->content[i].beg && t < f->content[i].end;
        if (inside || (v->k->upos[t] != UPOS_NOUN && v->k->upos[t] != UPOS_PROPN)) continue;
        int32_t head = v->k->rel[t] == REL_FLAT ? v->k->head[t] : t, up = v->k->head[head]; // "with" hangs on either
        bool talk = up >= v->beg && up < v->end && v->k->upos[up] == UPOS_NOUN && cased(v, t, S("with,to,by"));
        if (!talk && !cased(v, t, S("on,to"))) continue;
        str name = named_beside(v, head);
        if (!name.n && !kind_is(anonymous_row(v, head), S("station"))) name = press_told(v, head);
        if (name.n) return name;
    }
    return (str){0};
}

/* Outlets that passed the words on: "told CNN", "in a letter seen by Politico", "officials cited by the Global Times".
 */
static void passed_on(const struct view *v, const struct found *f, struct attribution_finding *a, arena *out) {
    struct outlets o = {0};
    if (f->told >= 0) outlets_in(v, view_subtree(v, f->told), &o);
    if (!o.n && f->told >= 0 && v->k->upos[f->told] == UPOS_NOUN && str_eq(v->k->norm[f->told], S("media")) &&
        view_kid(v, f->told, REL_AMOD) >= 0)
        push(&a->chain, S("media reports"), out);
    str told = !o.n && f->told >= 0 ? press_told(v, f->told) : (str){0};
    if (told.n) {
        push(&a->chain, told, out);
        return;
    }
    if (!o.n) outlets_in(v, f->source, &o);
    for (int32_t t = f->along.beg; !o.n && t < f->along.end; t++) {
        bool inside = (t >= f->source.beg && t < f->source.end) || v->k->upos[t] != UPOS_PROPN;
        for (int i = 0; i < f->contents; i++) inside |= t >= f->content[i].beg && t < f->content[i].end;
        if (inside) continue;
        struct words w = {t, t + 1};
        while (w.end < f->along.end && v->k->upos[w.end] == UPOS_PROPN) w.end++;
        if (t > v->beg && str_eq(v->k->norm[t - 1], S("the"))) w.beg--;
        bool credit =
            t > v->beg && str_eq(v->k->norm[t - 1], S("(")); // "GENT (Norlink) - Voters prefer Lee, a poll says"
        if (!credit) outlets_in(v, w, &o);
        t = w.end;
    }
    push(&a->chain, o.n ? o.name[0] : spoken_on(v, f), out);
}

/* "her office" -> "Ann Lee's office" where it is known who she is. */
static str owned(const struct view *v, struct words w, str name, arena *out) {
    const reading *r = v->r;
    int32_t t = w.beg;
    if (t >= w.end || !str_eq(v->k->xpos[t], S("PRP$")) ||
        !str_starts_nocase(name, article_str(r->article, v->k->span[t])))
        return name;
    int32_t e = reading_entity_at(r, t);
    if (e < 0 || !r->entities.p[e].named) return name;
    str rest = str_drop(name, span_len(v->k->span[t]));
    return arena_fmt(out, "%.*s's%.*s", STR_FMT(r->entities.p[e].name), STR_FMT(rest));
}

/* The body or country for which a spokesman or a board without a name speaks; -1 when the text does not say. */
static int32_t spoken_for(const reading *r, int32_t entity) {
    const struct entity *e = &r->entities.p[entity];
    if (e->owner < 0 || r->entities.p[e->owner].kind == NAME_PERSON) return -1;
    ptrdiff_t blank = str_rfind_byte(e->name, ' ');
    const lex_row *row = lex_find_folded(&lex_organs, str_drop(e->name, blank + 1));
    bool speaks = row && str_eq(lex_cell(&lex_organs, row, LEX_organs_speaks), S("yes"));
    return speaks && r->entities.p[e->owner].named ? e->owner : -1;
}

/* "A spokesman for the mayor", "their spokeswoman": whose he is, though nobody tells his name; empty when the text does
 * not say. */
static str voice_of(const struct view *v, int32_t head, int32_t entity, arena *out) {
    const reading *r = v->r;
    const struct entity *e = &r->entities.p[entity];
    int32_t owner = e->owner;
    for (int32_t c = owner < 0 ? view_child(v, head) : -1; c >= 0 && owner < 0; c = view_next(v, c))
        if (c > head && rel_base((enum rel)v->k->rel[c]) == REL_NMOD && cased(v, c, S("for")))
            owner = reading_entity_at(r, c);
    if (owner < 0) return (str){0};
    str last = str_last_word(e->name);
    const lex_row *row = lex_find_folded(&lex_organs, last);
    if (!row || !str_eq(lex_cell(&lex_organs, row, LEX_organs_speaks), S("yes"))) return (str){0};
    str whose = without_determiner(entity_name(&r->entities.p[owner]));
    return arena_fmt(out, "%.*s's %.*s", STR_FMT(whose), STR_FMT(last));
}

/* What a paper does with a document of others: "an indictment seen by Reuters". */
static bool only_sees(const struct view *v, int32_t acl) {
    return rel_base((enum rel)v->k->rel[acl]) == REL_ACL &&
           lex_says(&lex_role_words, v->k->lemma[acl], LEX_role_words_role, S("seen"));
}

static bool seen_by(const struct view *v, int32_t head) {
    for (int32_t c = view_child(v, head); c >= 0; c = view_next(v, c))
        if (only_sees(v, c)) return true;
    return false;
}

/* The paper that saw it, by the name that the text gives it; empty when it is none or the article's own. */
static str seer(const struct view *v, int32_t head) {
    for (int32_t c = view_child(v, head); c >= 0; c = view_next(v, c)) {
        int32_t by = only_sees(v, c) ? view_kid(v, c, REL_OBL) : -1, at = by >= 0 ? reading_name_at(v->r, by) : -1;
        const struct name *n = at >= 0 && cased(v, by, S("by")) ? &v->r->names.p[at] : NULL;
        str name = n ? article_str(v->r->article, n->span) : (str){0};
        if (n && n->form == FORM_NAME && n->kind != NAME_PLACE && !own_outlet(v, name)) return name;
    }
    return (str){0};
}

/* Whose document it is: "an FBI statement", "a study by Oxford", "a video posted by the agency"; -1 when nobody's. */
static int32_t author(const struct view *v, int32_t head) {
    const reading *r = v->r;
    for (int32_t c = view_child(v, head); c >= 0; c = view_next(v, c)) {
        enum rel rel = rel_base((enum rel)v->k->rel[c]);
        int32_t by = rel == REL_ACL ? view_kid(v, c, REL_OBL) : c;
        if (by < 0 || (rel != REL_ACL && rel != REL_COMPOUND && rel != REL_NMOD) || only_sees(v, c)) continue;
        int32_t mark = view_kid(v, by, REL_CASE);
        bool agent = mark >= 0 && (str_eq(v->k->norm[mark], S("by")) || str_eq(v->k->norm[mark], S("from")));
        if (rel == REL_NMOD && v->k->rel[c] != REL_NMOD_POSS && !agent) continue;
        if (rel == REL_ACL && !agent) continue;
        int32_t e = reading_entity_at(r, by);
        if (e >= 0 && r->entities.p[e].kind != NAME_PLACE) return e;
    }
    return -1;
}

/* "A ministry statement", "election commission figures": the words for the body whose document it is; empty when
 * there are none. */
static str issuer_words(const struct view *v, int32_t head) {
    for (int32_t c = view_child(v, head); c >= 0; c = view_next(v, c)) {
        const lex_row *row = v->k->rel[c] == REL_COMPOUND ? lex_find(&lex_org_heads, v->k->lemma[c]) : NULL;
        if (row && lex_cell(&lex_org_heads, row, LEX_org_heads_alone).n)
            return without_determiner(words_str(v, (struct words){view_subtree(v, c).beg, c + 1}));
    }
    return (str){0};
}

/* True when the head of a source can have said something: a name, somebody, a body or a document, not a thing ("the
 * game") nor a verb that a headline's capitals hide ("Lee Confirms"). */
static bool may_speak(const tokens *k, int32_t head, bool says) {
    str norm = k->norm[head];
    bool third = str_ends(norm, S("s"));
    if (k->upos[head] == UPOS_PROPN) return !(third && lex_find(&lex_reporting, str_head(norm, norm.n - 1)));
    if (k->upos[head] != UPOS_NOUN) return true;
    const lex_table *lists[] = {&lex_people,  &lex_descriptions, &lex_org_heads,
                                &lex_offices, &lex_anonymous,    &lex_organs};
    for (size_t i = 0; i < sizeof lists / sizeof *lists; i++)
        if (lex_find(lists[i], k->lemma[head]) || lex_find(lists[i], norm)) return true;
    for (const lex_row *row = lex_find(&lex_event_things, k->lemma[head]); row;
         row = lex_next(&lex_event_things, row)) {
        str class = lex_cell(&lex_event_things, row, LEX_event_things_class);
        if (str_eq(class, S("document")) || str_eq(class, S("public"))) return true;
        if (says && (str_eq(class, S("territory")) || str_eq(class, S("body")))) return true; // "the district said"
    }
    static const str doers[] = {S_INIT("er"), S_INIT("or"), S_INIT("ist"), S_INIT("man"), S_INIT("woman")};
    for (size_t i = 0; says && i < sizeof doers / sizeof *doers; i++)
        if (str_ends(k->lemma[head], doers[i])) return true; // "the operator insisted"
    return false;
}

/* "The duty officer": a single one whom the words tell from others of his kind is somebody of his own. */
static bool named_by_office(const struct view *v, int32_t head, const lex_row *row, int32_t e) {
    if (!kind_is(row, S("person")) || e < 0 || !definite(v, head) || view_kid(v, head, REL_COMPOUND) < 0) return false;
    return str_find(lex_cell(&lex_anonymous, row, 0), S(" "), 0) < 0 &&
           str_find(lex_cell(&lex_anonymous, row, LEX_anonymous_folded), S("sources"), 0) < 0;
}

/* An agency that is no news agency: "the water agency", or "the agency" where the text has cited no press before. */
static bool authority(const reading *r, const struct view *v, int32_t head, int32_t e) {
    if (!str_eq(v->k->norm[head], S("agency"))) return false;
    if (e >= 0 && is_other_body(v, head, &r->entities.p[e])) return true;
    for (int32_t t = head - 1; t >= v->beg && t >= head - 2; t--)
        if (str_eq(v->k->norm[t], S("news")) || str_eq(v->k->norm[t], S("wire"))) return false;
    return !last_outlet(r);
}

/* "The report found that": what an inquiry wrote down, no report of the press. */
static bool findings(const struct view *v, const struct found *f, int32_t head) {
    if (!str_eq(v->k->lemma[head], S("report")) || f->row == NULL || last_outlet(v->r)) return false;
    return str_eq(lex_cell(&lex_reporting, f->row, LEX_reporting_class), S("show"));
}

/* Whom a lawyer speaks for: "Karl Voss's lawyer", "his lawyer", "a lawyer for Karl Voss"; -1 when the text does not
 * say. */
static int32_t client(const struct view *v, int32_t head) {
    for (int32_t c = view_child(v, head); c >= 0; c = view_next(v, c)) {
        bool owner = v->k->rel[c] == REL_NMOD_POSS;
        if (!owner && !(rel_base((enum rel)v->k->rel[c]) == REL_NMOD && cased(v, c, S("for,of")))) continue;
        int32_t e = reading_entity_at(v->r, c);
        if (e >= 0 && v->r->entities.p[e].named) return e;
    }
    return -1;
}

/* "A count by the provincial government", "data compiled by the bank", "the ministry's tally": who made it; -1 when the
 * words do not say. */
static int32_t maker(const struct view *v, int32_t head) {
    for (int32_t c = view_child(v, head); c >= 0; c = view_next(v, c)) {
        enum rel rel = rel_base((enum rel)v->k->rel[c]);
        int32_t by = rel == REL_ACL ? view_kid(v, c, REL_OBL) : c;
        if (by < 0) continue;
        bool agent = (rel == REL_ACL || rel == REL_NMOD) && by > head && cased(v, by, S("by,from"));
        if (agent || (v->k->rel[c] == REL_NMOD_POSS && v->k->upos[c] != UPOS_PRON)) return by;
    }
    return -1;
}

/* What the row folds an unnamed source to; "every poll" is "polls". */
static str folded(const struct view *v, int32_t head, const lex_row *row, arena *out) {
    str name = lex_cell(&lex_anonymous, row, LEX_anonymous_folded);
    int32_t det = view_kid(v, head, REL_DET);
    if (det < 0 || !(str_eq(v->k->norm[det], S("every")) || str_eq(v->k->norm[det], S("each")))) return name;
    str all = arena_fmt(out, "%.*ss", STR_FMT(name));
    return lex_find(&lex_anonymous, all) ? all : name;
}

static void chain_of(reading *r, const struct view *v, const struct found *f, struct attribution_finding *a,
                     strs *beside, arena *out) {
    int32_t head = f->source_head;
    a->entity = -1;
    if (head < 0) {
        if (f->hearsay) push(&a->chain, S("media reports"), out);
        a->anonymous = true;
        return;
    }
    struct outlets o = {0};
    outlets_in(v, f->source, &o);
    int32_t e = entity_of(v, f->source, head);
    for (int i = 0; i < o.n; i++) {
        bool called = head == o.at[i].end && str_eq(v->k->norm[head], S("agency"));
        if ((head < o.at[i].beg || head >= o.at[i].end) && !called) continue; // "the Interfax agency"
        push(&a->chain, o.name[0], out);
        for (int j = 1; j < o.n; j++) push(beside, o.name[j], out);
        for (int32_t c = view_child(v, head); c >= 0; c = view_next(v, c))
            if (v->k->rel[c] == REL_CONJ && kind_is(anonymous_row(v, c), S("media")))
                push(beside, S("media reports"), out);
        a->entity = e;
        return;
    }
    if (v->k->upos[head] == UPOS_PRON && !f->attitude &&
        (str_eq(v->k->norm[head], S("he")) || str_eq(v->k->norm[head], S("she")))) {
        int32_t speaker = speaker_before(r, v, head);
        if (speaker >= 0) e = speaker;
    }
    const lex_row *row = anonymous_row(v, head);
    if (kind_is(row, S("back"))) { // "The man also said"
        if (definite(v, head) && (e < 0 || !r->entities.p[e].named)) {
            pronoun_chain(r, true, a, out);
            if (a->chain.n) return;
        }
        row = NULL;
    }
    bool named = e >= 0 && r->entities.p[e].named;
    if (!row && e >= 0 && !named && r->entities.p[e].kind == NAME_PERSON && view_kid(v, head, REL_NUMMOD) >= 0)
        row = lex_find(&lex_anonymous, S("people")); // "two survivors told us"
    if (named_by_office(v, head, row, e)) row = NULL;
    // "Witnesses said": a capital at the sentence's beginning makes no name.
    if (row && named && str_eq_nocase(without_determiner(r->entities.p[e].name), v->k->norm[head]) &&
        v->k->upos[head] == UPOS_NOUN)
        named = false;
    bool person = false;
    bool media = kind_is(row, S("media")) || kind_is(row, S("station"));
    bool report = media && !named && str_eq(v->k->norm[head], S("report")) && cited(v, head) < 0;
    int32_t by = report ? author(v, head) : -1;
    if (by >= 0 && r->entities.p[by].named && !press(r, by)) { // "a UN report", "the report, by the finance ministry"
        a->entity = by;
        push(&a->chain, entity_name(&r->entities.p[by]), out);
        return;
    }
    if (media && !named && (authority(r, v, head, e) || findings(v, f, head))) row = NULL, media = false;
    if (media && !named) {
        media_chain(r, v, f->source, head, a, beside, out);
        return;
    }
    passed_on(v, f, a, out);
    if (!a->chain.n && kind_is(row, S("document"))) push(&a->chain, seer(v, head), out);
    bool document = kind_is(row, S("document")) || (!row && !named && document_is(v->k, head));
    int32_t issuer = document ? author(v, head) : -1;
    bool known = document && issuer < 0 && definite(v, head);
    if (known) issuer = document_writer(v, head);
    const struct attribution_finding *before = known && issuer < 0 ? document_before(r, v, head) : NULL;
    if (before) {
        append(&a->chain, &before->chain, out);
        a->entity = before->entity;
        return;
    }
    if (issuer >= 0) {
        a->entity = issuer;
        push(&a->chain,
             r->entities.p[issuer].outlet && a->chain.n ? a->chain.p[0] : entity_name(&r->entities.p[issuer]), out);
    } else if (kind_is(row, S("document")) && str_find(lex_cell(&lex_anonymous, row, 0), S(" "), 0) < 0 &&
               issuer_words(v, head).n) {
        push(&a->chain, issuer_words(v, head), out);
    } else if (kind_is(row, S("document")) && a->chain.n && !seen_by(v, head)) {
        a->anonymous = false; // an outlet's own document
    } else if (e >= 0 && (named || !row)) {
        a->entity = e;
        a->anonymous = false;
        int32_t body = named ? -1 : spoken_for(r, e);
        str voice = named || body >= 0 ? (str){0} : voice_of(v, head, e, out);
        push(&a->chain,
             named       ? entity_name(&r->entities.p[e])
             : body >= 0 ? entity_name(&r->entities.p[body])
             : voice.n   ? voice
                         : owned(v, f->source, without_determiner(r->entities.p[e].name), out),
             out);
    } else if (kind_is(row, S("agent")) && client(v, head) >= 0) {
        str whose = entity_name(&r->entities.p[client(v, head)]);
        push(&a->chain, arena_fmt(out, "%.*s's %.*s", STR_FMT(whose), STR_FMT(v->k->norm[head])), out);
    } else if (row) {
        a->anonymous = true;
        a->entity = e;
        push(&a->chain, folded(v, head, row, out), out);
    } else if (pronoun_of(v->k, head, &person)) {
        if (person || str_starts(v->k->norm[head], S("it")) || str_starts(v->k->norm[head], S("the")))
            pronoun_chain(r, person, a, out);
    } else if (may_speak(v->k, head,
                         f->row && str_eq(lex_cell(&lex_reporting, f->row, LEX_reporting_class), S("say")))) {
        push(&a->chain, owned(v, f->source, noun_words(v, f->source, head), out), out);
    }
}

/* The chain of the words with that head, as if they were a source by themselves. */
static void append_source(reading *r, const struct view *v, const struct found *f, struct words w, int32_t head,
                          struct attribution_finding *a, arena *out) {
    struct found g = found_none(f->word);
    struct attribution_finding inner = {.entity = -1};
    strs beside = {0};
    g.source = w;
    g.source_head = head;
    chain_of(r, v, &g, &inner, &beside, out);
    bool vague = inner.chain.n == 1 && str_eq(inner.chain.p[0], S("media reports")); // "citing a confidential report"
    if (!inner.chain.n || (vague && a->chain.n)) return;
    append(&a->chain, &inner.chain, out);
    a->entity = inner.entity;
    a->anonymous = inner.anonymous;
}

void chain_find(reading *r, const struct view *v, const struct found *f, struct attribution_finding *a, strs *beside,
                arena *out) {
    if (f->by_head >= 0) append_source(r, v, f, f->by, f->by_head, a, out);
    chain_of(r, v, f, a, beside, out);
    int32_t made = !a->chain.n && f->row && f->source_head >= 0 && v->k->upos[f->source_head] == UPOS_NOUN
                       ? maker(v, f->source_head)
                       : -1;
    bool tells = made >= 0 && (str_eq(lex_cell(&lex_reporting, f->row, LEX_reporting_form), S("phrase")) ||
                               str_eq(lex_cell(&lex_reporting, f->row, LEX_reporting_class), S("show")));
    if (tells) append_source(r, v, f, view_subtree(v, made), made, a, out);
    if (f->cited_head >= 0) append_source(r, v, f, f->cited, f->cited_head, a, out);
}
