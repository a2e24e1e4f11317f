#include "extract/event.h"

#include "lexicon_tables.h"

/* A verb that says of what completes it whether it came about: "urged Peru to leave", not "killed a guard to get away".
 */
static bool embeds_clause(str lemma) {
    static const str parts[] = {S_INIT("verb"),     S_INIT("mandate"),     S_INIT("object"),   S_INIT("intent"),
                                S_INIT("going on"), S_INIT("undertaking"), S_INIT("attitude"), S_INIT("utterance"),
                                S_INIT("stative"),  S_INIT("pursuit"),     S_INIT("ahead")};
    for (const lex_row *row = lex_find(&lex_reality, lemma); row; row = lex_next(&lex_reality, row))
        for (size_t i = 0; i < sizeof parts / sizeof *parts; i++)
            if (str_eq(lex_cell(&lex_reality, row, LEX_reality_part), parts[i])) return true;
    return false;
}

enum { KEY_BYTES = 120 };

static bool norm_in(str norm, const str *words, int n) {
    for (int i = 0; i < n; i++)
        if (str_eq(norm, words[i])) return true;
    return false;
}

static bool somebody(const tokens *k, int32_t t) {
    return k->upos[t] == UPOS_PROPN || k->upos[t] == UPOS_PRON || lex_find(&lex_people, k->lemma[t]);
}

/* "Bad news for Ann Lee, who has left": the person right before the pronoun t of a clause that the parser hangs in a
 * thing; -1 when there is none. */
static int32_t person_before(const tokens *k, int32_t t) {
    int32_t low = k->sentences.p[k->sent[t]].beg, w = t - 1;
    if (w > low && str_eq(k->norm[w], S(","))) w--;
    if (w < low) return -1;
    while (k->rel[w] == REL_FLAT && k->head[w] >= low && k->head[w] < w) w = k->head[w];
    return k->upos[w] != UPOS_PRON && somebody(k, w) ? w : -1;
}

/* "Who" and "whom": of persons alone. */
static bool is_who(const tokens *k, int32_t t) { return str_eq(k->norm[t], S("who")) || str_eq(k->norm[t], S("whom")); }

/* The noun in which the relative clause of pronoun t hangs; of "who" the person who stands before it. */
static int32_t related_noun(const tokens *k, int32_t t, int32_t noun) {
    int32_t near = is_who(k, t) && noun >= 0 && !somebody(k, noun) ? person_before(k, t) : -1;
    return near >= 0 ? near : noun;
}

int32_t event_antecedent(const tokens *k, int32_t t) {
    if (t < 0 || k->upos[t] != UPOS_PRON) return t;
    static const str relative[] = {S_INIT("who"), S_INIT("which"), S_INIT("that"), S_INIT("whom"), S_INIT("whose")};
    if (!norm_in(k->norm[t], relative, 5)) return t;
    int32_t up = k->head[t];
    for (int step = 0; up >= 0 && step < CONTROL_STEPS; up = k->head[up], step++)
        if (k->rel[up] == REL_ACL_RELCL) return related_noun(k, t, k->head[up]);
    // A relative clause that the parser hung elsewhere still follows its noun: "took over from Ann Lee, who has
    // served".
    int32_t near = is_who(k, t) ? person_before(k, t) : -1;
    if (near >= 0) return near;
    bool follows = t > k->sentences.p[k->sent[t]].beg && (k->upos[t - 1] == UPOS_NOUN || k->upos[t - 1] == UPOS_PROPN);
    return follows && k->norm[t].p[0] == 'w' ? t - 1 : t;
}

/* "GENEVA - The council met": the parser takes the place for the subject and the subject for its apposition. */
static int32_t past_dateline(const tokens *k, int32_t s) {
    if (s != k->sentences.p[k->sent[s]].beg || s + 1 >= k->n || k->upos[s + 1] != UPOS_PUNCT) return s;
    int32_t apposition = token_child(k, s, REL_APPOS);
    return apposition > s ? apposition : s;
}

static bool is_finite(const tokens *k, int32_t t) {
    return str_eq(k->xpos[t], S("VBD")) || str_eq(k->xpos[t], S("VBZ")) || str_eq(k->xpos[t], S("VBP"));
}

/* "Aimed at the guards before a marksman shot him": the noun right before a finite verb, where the parser hangs it in
 * the verb above; -1 when there is none. */
static int32_t lost_subject(const tokens *k, int32_t t) {
    int32_t mark = is_finite(k, t) && k->rel[t] == REL_ADVCL ? token_child(k, t, REL_MARK) : -1, w = t - 1;
    if (mark < 0) return -1;
    while (w > mark && k->upos[w] == UPOS_ADV) w--;
    bool noun = w > mark && (k->upos[w] == UPOS_NOUN || k->upos[w] == UPOS_PROPN);
    while (noun && k->head[w] > mark && k->head[w] < t && k->head[w] != w) w = k->head[w];
    return noun && k->head[w] == k->head[t] && token_child(k, w, REL_CASE) < 0 ? w : -1;
}

int32_t event_own_subject(const tokens *k, int32_t t) {
    int32_t found = -1;
    for (int32_t c = token_next_child(k, t, -1); c >= 0; c = token_next_child(k, t, c)) {
        int32_t s = event_rel(k, c, REL_NSUBJ) ? c : k->rel[c] == REL_AUX ? token_child(k, c, REL_NSUBJ) : -1;
        if (s >= 0 && (found < 0 || s < t)) found = s;
    }
    if (found < 0) found = lost_subject(k, t);
    return found < 0 ? -1 : past_dateline(k, found);
}

/* True when a quotation mark stands between two words. */
static bool mark_between(const tokens *k, int32_t a, int32_t b) {
    for (int32_t t = a + 1; t < b; t++)
        if (str_eq(k->norm[t], S("\""))) return true;
    return false;
}

/* "Kenya said it will …": who speaks for it or they in what is said; whom "he will stay", put in quotation marks, means
 * it is not. */
static int32_t speaker_for(const tokens *k, int32_t pronoun, int32_t clause) {
    if (k->upos[pronoun] != UPOS_PRON || k->rel[clause] != REL_CCOMP || k->head[clause] < 0) return pronoun;
    int32_t s = event_own_subject(k, k->head[clause]);
    if (s < 0 || k->upos[s] == UPOS_PRON || mark_between(k, clause, s)) return pronoun;
    bool plural = str_find(k->feats[s], S("Number=Plur"), 0) >= 0 || token_child(k, s, REL_CONJ) >= 0;
    str p = k->norm[pronoun];
    bool fits = str_eq(p, S("it")) ? !plural
                : str_eq(p, S("they"))
                    ? plural
                    : (str_eq(p, S("he")) || str_eq(p, S("she"))) && !plural && !event_thing_is(k, s, S("body"));
    return fits ? s : pronoun;
}

static bool to_infinitive(const tokens *k, int32_t t) {
    for (int32_t c = token_next_child(k, t, -1); c >= 0; c = token_next_child(k, t, c))
        if (k->rel[c] == REL_MARK && str_eq(k->norm[c], S("to"))) return true;
    return false;
}

/* The first child with the very relation, no subtype. */
static int32_t child_exactly(const tokens *k, int32_t t, enum rel rel) {
    for (int32_t c = token_next_child(k, t, -1); c >= 0; c = token_next_child(k, t, c))
        if (k->rel[c] == rel) return c;
    return -1;
}

/* A verb of which all readings are done to somebody or something: to arrest, to charge. */
static bool takes_object(str lemma) {
    const lex_row *row = lex_find(&lex_event_verbs, lemma);
    bool all = row != NULL;
    for (; row && all; row = lex_next(&lex_event_verbs, row))
        all = str_find(lex_cell(&lex_event_verbs, row, LEX_event_verbs_roles), S(">obj"), 0) >= 0;
    return all;
}

/* "Mayor charged with fraud", "Two managers arrested": in a headline a verb that lacks its object lacks its auxiliary.
 */
static bool headline_passive(const tokens *k, int32_t t) {
    static const str ends[] = {S_INIT("."), S_INIT("!"), S_INIT("?"), S_INIT("\""), S_INIT("”")};
    const struct sentence *s = &k->sentences.p[k->sent[t]];
    bool past = str_eq(k->xpos[t], S("VBD")) || str_eq(k->xpos[t], S("VBN"));
    if (k->rel[t] != REL_ROOT || !past || norm_in(k->norm[s->end - 1], ends, 5) || !takes_object(k->lemma[t]))
        return false;
    bool subject = false;
    for (int32_t c = token_next_child(k, t, -1); c >= 0; c = token_next_child(k, t, c)) {
        if (k->rel[c] == REL_AUX || k->rel[c] == REL_OBJ || k->rel[c] == REL_CCOMP || k->rel[c] == REL_XCOMP)
            return false;
        subject |= event_rel(k, c, REL_NSUBJ) && c < t;
    }
    return subject;
}

/* "The miners called on the owners to pay.": the parser takes the verb of a full sentence for a participle of its
 * subject. Somebody to or on whom he calls, or an object, tells that it is none. */
static bool tells_whole(const tokens *k, int32_t t) {
    int32_t up = k->head[t], c = token_child(k, t, REL_OBL);
    if (k->rel[t] != REL_ACL || up < 0 || up > t || k->rel[up] != REL_ROOT || token_child(k, up, REL_COP) >= 0)
        return false;
    if (!str_eq(k->norm[k->sentences.p[k->sent[t]].end - 1], S("."))) return false;
    bool on = c == t + 2 || (c > t && k->head[t + 1] == c);
    return token_child(k, t, REL_OBJ) > t || (on && str_eq(k->norm[t + 1], S("on")) && somebody(k, c));
}

static bool is_passive(const tokens *k, int32_t t) {
    if (headline_passive(k, t)) return true;
    if (token_child(k, t, REL_AUX_PASS) >= 0 && child_exactly(k, t, REL_AUX_PASS) >= 0) return true;
    if (is_finite(k, t)) return false; // whatever its subject is taken for
    // "The leader called on him.": in a full sentence a root needs its auxiliary to be passive; headlines leave it out.
    const struct sentence *s = &k->sentences.p[k->sent[t]];
    if (k->rel[t] == REL_ROOT && str_eq(k->norm[s->end - 1], S("."))) return false;
    if (child_exactly(k, t, REL_NSUBJ_PASS) >= 0) return true;
    if (!str_eq(k->xpos[t], S("VBN")) || token_child(k, t, REL_AUX) >= 0) return false;
    if (tells_whole(k, t)) return false;
    int32_t up = k->head[t]; // "arrested and questioned": the second participle has the voice of the first
    if (k->rel[t] == REL_CONJ && up >= 0 && str_eq(k->xpos[up], S("VBN")))
        return token_child(k, up, REL_AUX) < 0 ? k->rel[up] == REL_ACL || k->rel[up] == REL_ADVCL
                                               : child_exactly(k, up, REL_AUX_PASS) >= 0;
    return k->rel[t] == REL_ACL || k->rel[t] == REL_ADVCL || k->rel[t] == REL_XCOMP;
}

/* "Accused Peru of lying", "fined the bank for lying", "kept her from leaving": what the object does or is said to do.
 */
static bool of_object(const tokens *k, int32_t t, int32_t up) {
    static const str marks[] = {S_INIT("of"), S_INIT("for"), S_INIT("from")};
    int32_t mark = token_child(k, t, REL_MARK), object = token_child(k, up, REL_OBJ);
    return mark >= 0 && object >= 0 && object < mark && norm_in(k->norm[mark], marks, 3) && somebody(k, object);
}

/* "Shows Ann Lee leaving the house": a participle right behind the object is its doing. */
static bool seen_doing(const tokens *k, int32_t t, int32_t up) {
    int32_t object = token_child(k, up, REL_OBJ), beg, end;
    if (object < 0 || object > t || !str_eq(k->xpos[t], S("VBG")) || !somebody(k, object)) return false;
    token_subtree(k, object, &beg, &end);
    return end == t;
}

/* "Called Peru to thank it", "used guards to shut the gate": the object of such a verb does not do what it is for. */
static bool keeps_subject(const tokens *k, int32_t verb) {
    return lex_says(&lex_role_words, k->lemma[verb], LEX_role_words_role, S("approach"));
}

/* "Passed a resolution condemning Peru", "sent a letter threatening to leave": who issues the words says them. */
static bool writes(const tokens *k, int32_t t, int32_t noun) {
    return k->rel[noun] == REL_OBJ && k->head[noun] >= 0 && str_eq(k->xpos[t], S("VBG")) &&
           (event_thing_is(k, noun, S("document")) || event_thing_is(k, noun, S("law")));
}

/* "Peru put pressure on Chile, closing its border": a participle behind a comma goes on with what the clause tells,
 * whatever noun the parser hangs it in. */
static bool goes_on(const tokens *k, int32_t t) {
    enum rel rel = rel_base((enum rel)k->rel[t]);
    bool hangs = rel == REL_ACL || rel == REL_ADVCL || rel == REL_CCOMP || rel == REL_XCOMP;
    if (!str_eq(k->xpos[t], S("VBG")) || !hangs || k->head[t] > t) return false;
    int32_t before = t - 1, low = k->sentences.p[k->sent[t]].beg;
    if (before > low && k->upos[before] == UPOS_ADV) before--;
    return before > low && str_eq(k->norm[before], S(",")) && token_child(k, t, REL_MARK) < 0;
}

/* The nearest verb above t that has a subject of its own; -1 when there is none. Of "they stormed the base, officials
 * said, killing two" that of what was said, unless it stands in quotation marks. */
static int32_t finite_above(const tokens *k, int32_t t) {
    int32_t low = t;
    t = k->head[t];
    for (int step = 0; t >= 0 && step < CONTROL_STEPS; t = k->head[t], step++) {
        if (event_own_subject(k, t) < 0) continue;
        int32_t said = !event_light(k, t, S("say")) ? -1
                       : k->rel[t] == REL_PARATAXIS ? k->head[t]
                                                    : token_child(k, t, REL_CCOMP);
        bool told = said >= 0 && said < t && t < low && !mark_between(k, said, t);
        return told && event_own_subject(k, said) >= 0 ? said : t;
    }
    return -1;
}

/* What a word is joined to: of "a house known as the Lodge, breaking windows and setting fires", where the parser joins
 * the last participle to the first one, the one before it that goes on like it. */
static int32_t joined_participle(const tokens *k, int32_t t) {
    int32_t up = k->head[t];
    if (str_eq(k->xpos[t], S("VBG")) && !str_eq(k->xpos[up], S("VBG")))
        for (int32_t w = t - 1; w > up; w--)
            if (goes_on(k, w)) return w;
    return up;
}

/* "Ann Lee was the one who left": who is said to be that. */
static int32_t said_to_be(const tokens *k, int32_t t) {
    bool is = k->upos[t] != UPOS_PROPN && token_child(k, t, REL_COP) >= 0 && !token_negated(k, t);
    int32_t subject = is ? token_child(k, t, REL_NSUBJ) : -1;
    return subject >= 0 && k->upos[subject] == UPOS_PROPN ? subject : t;
}

/* "Ann Lee was among the people wounded", "was one of those arrested": who is said to be one of them, else they. */
static int32_t one_of(const tokens *k, int32_t noun) {
    int32_t link = token_child(k, noun, REL_CASE), up = k->head[noun], is = -1;
    if (link >= 0 && str_eq(k->norm[link], S("among"))) is = noun;
    if (link >= 0 && str_eq(k->norm[link], S("of")) && k->rel[noun] == REL_NMOD && k->upos[up] == UPOS_NUM) is = up;
    int32_t who = is < 0 ? -1 : said_to_be(k, is);
    return who == is ? noun : who;
}

/* Whose a noun that leads up to an infinitive is: "Lee's decision to go", "the refusal of the council to pay", "a bid
 * by Lee to stop it"; -1 when it does not say. */
static int32_t taker_of(const tokens *k, int32_t noun) {
    for (int32_t c = token_next_child(k, noun, -1); c >= 0; c = token_next_child(k, noun, c)) {
        if (k->rel[c] == REL_NMOD_POSS) return c;
        int32_t link = k->rel[c] == REL_NMOD ? token_child(k, c, REL_CASE) : -1;
        if (link >= 0 && (str_eq(k->norm[link], S("by")) || str_eq(k->norm[link], S("of")))) return c;
    }
    return -1;
}

/* "Took credit for raising the ship", "a habit of lying": what whoever takes or has the thing does. */
static bool gerund_of_thing(const tokens *k, int32_t t, int32_t noun) {
    int32_t mark = str_eq(k->xpos[t], S("VBG")) ? token_child(k, t, REL_MARK) : -1;
    return mark > noun && mark < t && !somebody(k, noun);
}

int32_t event_subject(const tokens *k, int32_t t, bool *passive) {
    *passive = is_passive(k, t);
    // "An abandoned well": with an article it stands in a noun phrase, whatever the parser makes of the noun.
    if (k->upos[t] == UPOS_VERB && token_child(k, t, REL_DET) >= 0) return -1;
    for (int step = 0; t >= 0 && step < CONTROL_STEPS; step++) {
        int32_t s = event_own_subject(k, t);
        if (s >= 0) return speaker_for(k, said_to_be(k, event_antecedent(k, s)), t);
        int32_t up = k->head[t];
        if (up < 0) return -1;
        int32_t clause = !*passive && goes_on(k, t) ? finite_above(k, t) : -1;
        if (clause >= 0) {
            t = clause;
            continue;
        }
        switch (rel_base((enum rel)k->rel[t])) {
        case REL_ACL:
            if (k->rel[t] != REL_ACL_RELCL && writes(k, t, up)) {
                t = k->head[up];
                continue;
            }
            if (k->rel[up] == REL_XCOMP && k->rel[t] != REL_ACL_RELCL) { // "was found guilty of lying"
                t = up;
                continue;
            }
            if (k->rel[t] == REL_ACL_RELCL || !(to_infinitive(k, t) || gerund_of_thing(k, t, up)))
                return k->rel[t] == REL_ACL_RELCL ? -1 : one_of(k, up);
            // "his decision to go", "threatened in a bid to stop": the noun's possessor, or the subject of its verb.
            if (k->rel[up] == REL_OBJ && somebody(k, up) && embeds_clause(k->lemma[k->head[up]])) return up;
            s = taker_of(k, up);
            if (s >= 0) return s;
            if (event_rel(k, up, REL_NSUBJ)) return -1; // "an attempt to kill him failed"
            t = k->head[up];
            continue;
        case REL_XCOMP:
            if (keeps_subject(k, up)) {
                t = up;
                continue;
            }
            s = token_child(k, up, REL_OBJ);
            if (s < 0) s = token_child(k, up, REL_IOBJ);
            if (s >= 0) return event_antecedent(k, s);
            t = up;
            continue;
        case REL_ADVCL: // "urged Peru to leave", where the parser takes it for a purpose; "accused Peru of lying"
            s = (to_infinitive(k, t) && embeds_clause(k->lemma[up]) && !keeps_subject(k, up)) || of_object(k, t, up) ||
                        seen_doing(k, t, up)
                    ? token_child(k, up, REL_OBJ)
                    : -1;
            if (s >= 0) return event_antecedent(k, s);
            t = up;
            continue;
        case REL_CONJ: t = joined_participle(k, t); continue;
        case REL_PARATAXIS: t = up; continue;
        default: return -1;
        }
    }
    return -1;
}

static bool listed_as(const lex_table *t, str key, str kind) {
    for (const lex_row *row = lex_find(t, key); row; row = lex_next(t, row))
        if (str_eq(lex_cell(t, row, LEX_light_verbs_kind), kind)) return true;
    return false;
}

bool event_light(const tokens *k, int32_t t, str kind) {
    char key[KEY_BYTES];
    str lemma = k->lemma[t];
    bool bare = true;
    for (int32_t c = token_next_child(k, t, t); c >= 0; c = token_next_child(k, t, c)) {
        bool particle = k->rel[c] == REL_COMPOUND_PRT;
        if ((!particle && k->rel[c] != REL_OBJ) || lemma.n + k->norm[c].n + 1 > KEY_BYTES) continue;
        memcpy(key, lemma.p, (size_t)lemma.n);
        key[lemma.n] = ' ';
        memcpy(key + lemma.n + 1, k->norm[c].p, (size_t)k->norm[c].n);
        str phrase = str_of(key, lemma.n + 1 + k->norm[c].n); // "break out", "take place"
        if (listed_as(&lex_light_verbs, phrase, kind)) return true;
        bare &= !particle;
    }
    return bare && listed_as(&lex_light_verbs, lemma, kind);
}

int32_t event_carrier(const tokens *k, int32_t t) {
    int32_t up = k->head[t];
    if (up < 0 || k->upos[up] != UPOS_VERB) return -1;
    bool object = k->rel[t] == REL_OBJ || k->rel[t] == REL_NSUBJ_PASS;
    if (object && event_light(k, up, S("light"))) return up;
    if (k->rel[t] == REL_NSUBJ && event_light(k, up, S("occur"))) return up;
    if (k->rel[t] == REL_NSUBJ && str_eq(k->lemma[up], S("be"))) return up; // there was a call
    return -1;
}

static str preposition(const tokens *k, int32_t t) {
    for (int32_t c = token_next_child(k, t, -1); c >= 0 && c < t; c = token_next_child(k, t, c)) {
        if (k->rel[c] != REL_CASE) continue;
        bool out_of = str_eq(k->norm[c], S("out")) && c + 1 < t && str_eq(k->norm[c + 1], S("of"));
        return k->norm[out_of ? c + 1 : c];
    }
    return (str){0};
}

static void add_oblique(struct event_frame *f, int32_t word, str prep) {
    if (f->obliques == FRAME_OBLIQUES || !prep.n) return;
    f->oblique[f->obliques].word = word;
    f->oblique[f->obliques++].prep = prep;
}

/* "Was ordered to leave by the court", "was blamed for the fire by the council", "was shot and killed by a guard": the
 * agent that hangs in the complement or in the verb that is joined; -1 when there is none. */
static int32_t agent_below(const tokens *k, int32_t v) {
    for (int32_t below = token_next_child(k, v, v); below >= 0; below = token_next_child(k, v, below)) {
        bool joined = k->rel[below] == REL_CONJ && event_own_subject(k, below) < 0;
        bool noun = k->rel[below] == REL_OBL && k->upos[below] == UPOS_NOUN;
        if (k->rel[below] != REL_XCOMP && !joined && !noun) continue;
        for (int32_t c = token_next_child(k, below, below); c >= 0; c = token_next_child(k, below, c)) {
            bool hangs = k->upos[below] == UPOS_NOUN ? k->rel[c] == REL_NMOD : k->rel[c] == REL_OBL && somebody(k, c);
            bool by = hangs && !joined && (!noun || somebody(k, c)) && str_eq(preposition(k, c), S("by"));
            if (by || k->rel[c] == REL_OBL_AGENT) return c;
        }
    }
    return -1;
}

/* "Called the plan “reckless and unfair”", "slammed presidential hopeful Ann Lee": an adjective in quotation marks that
 * the parser takes for an apposition completes the verb, and one before a name is no complement but of the object. */
static void mend_adjectives(const tokens *k, int32_t v, int32_t *object, int32_t *comp) {
    int32_t of = *object > v ? token_child(k, *object, REL_APPOS) : -1;
    if (*comp < 0 && of > v && k->upos[of] == UPOS_ADJ) *comp = of;
    if (*object >= 0 || *comp < v || k->upos[*comp] != UPOS_ADJ) return;
    int32_t name = token_child(k, *comp, REL_OBJ);
    if (name > *comp && k->upos[name] == UPOS_PROPN) *object = name, *comp = -1;
}

static void verb_frame(const tokens *k, int32_t v, struct event_frame *f) {
    bool passive;
    int32_t subject = event_subject(k, v, &passive), object = -1, agent = -1;
    for (int32_t c = token_next_child(k, v, -1); c >= 0; c = token_next_child(k, v, c)) {
        switch (k->rel[c]) {
        case REL_OBJ:
            if (object > v && str_eq(k->lemma[v], S("call"))) { // "called the verdict a farce"
                f->comp = c;
                break;
            }
            if (object > v && (k->upos[object] == UPOS_SYM || k->upos[object] == UPOS_NUM))
                break;                        // "offered $16 a share"
            if (object > v) f->iobj = object; // "fined the bank $20 million", which a parser takes for two of a kind
            object = event_antecedent(k, c);
            break;
        case REL_IOBJ: f->iobj = event_antecedent(k, c); break;
        case REL_CCOMP:
        case REL_XCOMP:
            f->comp = c;
            if (k->upos[c] == UPOS_NOUN) add_oblique(f, c, preposition(k, c)); // "remains on alert"
            break;
        case REL_COMPOUND_PRT: f->particle = c; break;
        case REL_OBL_AGENT: agent = c; break;
        case REL_OBL:
        case REL_NMOD:
            if (passive && agent < 0 && str_eq(preposition(k, c), S("by")))
                agent = c;
            else
                add_oblique(f, event_antecedent(k, c), preposition(k, c));
            break;
        default: break;
        }
    }
    if (object < 0 && f->iobj >= 0 && f->comp >= 0) object = f->iobj, f->iobj = -1; // "urged Peru to leave"
    mend_adjectives(k, v, &object, &f->comp);
    bool embeds = object < 0 || embeds_clause(k->lemma[v]);
    for (int32_t c = token_next_child(k, v, v); c >= 0 && f->comp < 0 && embeds; c = token_next_child(k, v, c))
        if (k->rel[c] == REL_ADVCL && to_infinitive(k, c)) f->comp = c; // "threatened to leave", however it hangs
    int32_t told =
        object < 0 ? f->iobj : object; // "urged Peru to leave", "told the firm to close", "asked the state to"
    bool party = told >= 0 && (somebody(k, told) || event_thing_is(k, told, S("public")) ||
                               lex_find(&lex_org_heads, k->lemma[told]));
    int32_t acl = party && f->comp < 0 && embeds_clause(k->lemma[v]) ? token_child(k, told, REL_ACL) : -1;
    if (acl >= 0 && to_infinitive(k, acl)) {
        f->comp = acl;
        if (object < 0) object = told, f->iobj = -1;
    }
    if (passive && agent < 0) agent = agent_below(k, v);
    f->passive = passive;
    f->subj = passive ? agent : subject;
    f->obj = passive ? subject : object;
    if (passive && object >= 0) { // "was given a deadline": the subject is the one to whom
        f->iobj = subject;
        f->obj = object;
    }
}

/* "suspended aid to Kenya": what follows the object may hang in it or in the verb; both count. */
static void add_complements(const tokens *k, int32_t t, struct event_frame *f) {
    if (event_thing_is(k, t, S("circumstance"))) return;
    for (int32_t c = token_next_child(k, t, t); c >= 0; c = token_next_child(k, t, c))
        if (k->rel[c] == REL_NMOD || k->rel[c] == REL_OBL) add_oblique(f, event_antecedent(k, c), preposition(k, c));
}

/* "Lifted sanctions imposed on Kenya": on whom stands with the participle. */
static void add_participles(const tokens *k, int32_t t, struct event_frame *f) {
    for (int32_t c = token_next_child(k, t, t); c >= 0; c = token_next_child(k, t, c))
        if (k->rel[c] == REL_ACL && str_eq(k->xpos[c], S("VBN"))) {
            add_complements(k, c, f);
            int32_t agent = token_child(k, c, REL_OBL_AGENT);
            if (agent >= 0) add_oblique(f, agent, preposition(k, agent));
        }
}

/* "The raids this month have killed": a time is no subject where there is another. */
static int32_t subject_but_time(const reading *r, int32_t v, int32_t subject) {
    const tokens *k = &r->tokens;
    if (subject < 0 || k->head[subject] != v || !event_in_time(r, subject)) return subject;
    for (int32_t c = token_next_child(k, v, -1); c >= 0 && c < v; c = token_next_child(k, v, c))
        if (event_rel(k, c, REL_NSUBJ) && !event_in_time(r, c)) return c;
    return subject;
}

/* "Handed over the ships", "went after the minister", where the parser takes the particle for a preposition or an
 * adverb of what follows: the verb as event_verbs.tsv has it with that word, and its object. */
static void mend_particle(const reading *r, int32_t v, struct event_frame *f) {
    const tokens *k = &r->tokens;
    int32_t t = v + 1;
    char key[KEY_BYTES];
    str lemma = k->lemma[v];
    if (f->particle >= 0 || f->passive || t >= k->sentences.p[k->sent[v]].end) return;
    if ((k->upos[t] != UPOS_ADP && k->upos[t] != UPOS_ADV) || lemma.n + k->norm[t].n + 1 > KEY_BYTES) return;
    memcpy(key, lemma.p, (size_t)lemma.n);
    key[lemma.n] = ' ';
    memcpy(key + lemma.n + 1, k->norm[t].p, (size_t)k->norm[t].n);
    const lex_row *row = lex_find(&lex_event_verbs, str_of(key, lemma.n + 1 + k->norm[t].n));
    if (!row) return;
    for (; row; row = lex_next(&lex_event_verbs, row)) // "called on Peru": a preposition indeed
        if (str_find(lex_cell(&lex_event_verbs, row, LEX_event_verbs_roles), k->norm[t], 0) >= 0) return;
    f->particle = t;
    for (int32_t i = 0; i < f->obliques && f->obj < 0; i++)
        if (k->head[t] == f->oblique[i].word && k->rel[t] == REL_CASE && t < k->head[t] && k->upos[t + 1] != UPOS_ADP)
            f->obj = f->oblique[i].word; // not "pulled out of the pact"
}

/* "Gave blankets to help Kenya", "gave $5 million to help Kenya"; -1 when no infinitive says what for. */
static int32_t purpose_of(const tokens *k, int32_t v, int32_t object) {
    const int32_t words[] = {v, object};
    for (size_t i = 0; i < sizeof words / sizeof *words; i++)
        for (int32_t c = words[i] < 0 ? -1 : token_next_child(k, words[i], v); c >= 0;
             c = token_next_child(k, words[i], c))
            if ((k->rel[c] == REL_ADVCL || k->rel[c] == REL_ACL || k->rel[c] == REL_XCOMP) && to_infinitive(k, c))
                return c;
    return -1;
}

/* "Will not end the strike until the company pays": who is to act stands with "until". */
static void add_terms(const tokens *k, int32_t v, struct event_frame *f) {
    for (int32_t c = token_next_child(k, v, v); c >= 0; c = token_next_child(k, v, c)) {
        int32_t mark = k->rel[c] == REL_ADVCL ? token_child(k, c, REL_MARK) : -1;
        int32_t who = mark < 0 ? -1 : event_own_subject(k, c);
        if (who >= 0 && (str_eq(k->norm[mark], S("until")) || str_eq(k->norm[mark], S("unless"))))
            add_oblique(f, who, S("until"));
    }
}

/* "Killed at least 12 people": the parser takes what "at least" counts for an oblique, which then has no preposition;
 * -1 when there is none. */
static int32_t counted_object(const reading *r, int32_t v) {
    const tokens *k = &r->tokens;
    for (int32_t c = token_next_child(k, v, v); c >= 0; c = token_next_child(k, v, c)) {
        if (k->rel[c] != REL_OBL || token_child(k, c, REL_CASE) >= 0 || event_in_time(r, c)) continue;
        bool noun = k->upos[c] == UPOS_NOUN && token_child(k, v, REL_COMPOUND_PRT) >= 0; // "laid down their arms"
        if (noun || k->upos[c] == UPOS_NUM || token_child(k, c, REL_NUMMOD) >= 0) return c;
    }
    return -1;
}

static void noun_frame(const tokens *k, int32_t n, struct event_frame *f) {
    for (int32_t c = token_next_child(k, n, -1); c >= 0; c = token_next_child(k, n, c)) {
        switch (k->rel[c]) {
        case REL_NMOD_POSS: f->poss = event_antecedent(k, c); break;
        case REL_COMPOUND:
        case REL_AMOD:
            if (f->mod < 0 || k->upos[c] == UPOS_PROPN) f->mod = c;
            break;
        case REL_NMOD:
        case REL_OBL: add_oblique(f, c, preposition(k, c)); break;
        case REL_ACL:
        case REL_XCOMP:
        case REL_CCOMP:
        case REL_ADVCL: // of "willing to", "ready to"
            if (f->comp < 0 && k->upos[c] == UPOS_VERB && c > n) f->comp = c;
            break;
        default: break;
        }
    }
}

ptrdiff_t event_time_from(const reading *r, int32_t t) {
    ptrdiff_t lo = 0, hi = r->times.n;
    while (lo < hi) {
        ptrdiff_t mid = lo + (hi - lo) / 2;
        if (r->times.p[mid].end <= t)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

bool event_in_time(const reading *r, int32_t t) {
    ptrdiff_t i = event_time_from(r, t);
    return i < r->times.n && r->times.p[i].beg <= t;
}

ptrdiff_t event_from(const reading *r, uint32_t at) {
    ptrdiff_t lo = 0, hi = r->events.n;
    while (lo < hi) {
        ptrdiff_t mid = lo + (hi - lo) / 2;
        if (r->events.p[mid].span.beg < at)
            lo = mid + 1;
        else
            hi = mid;
    }
    return lo;
}

/* "On Tuesday" is no complement of "call on", and "in the wake of a report" none of "open an inquiry". */
static void drop_circumstances(const reading *r, struct event_frame *f) {
    int32_t kept = 0, near = f->near;
    for (int32_t i = 0; i < f->obliques; i++) {
        if (event_in_time(r, f->oblique[i].word) || event_thing_is(&r->tokens, f->oblique[i].word, S("circumstance"))) {
            if (i < near) f->near--;
            continue;
        }
        f->oblique[kept++] = f->oblique[i];
    }
    f->obliques = kept;
}

/* "Voiced shock and strong condemnation": whose the first of two nouns is the other is as well. */
static int32_t first_joined(const tokens *k, int32_t t) {
    for (int step = 0; k->rel[t] == REL_CONJ && k->head[t] >= 0 && step < CONTROL_STEPS; step++) {
        if (k->upos[k->head[t]] != UPOS_NOUN) break;
        t = k->head[t];
    }
    return t;
}

void event_frame_of(const reading *r, int32_t head, struct event_frame *f) {
    const tokens *k = &r->tokens;
    *f = (struct event_frame){.head = head,
                              .verb = -1,
                              .subj = -1,
                              .obj = -1,
                              .iobj = -1,
                              .comp = -1,
                              .purpose = -1,
                              .particle = -1,
                              .poss = -1,
                              .mod = -1};
    bool passive;
    if (token_child(k, head, REL_COP) >= 0) {
        f->verb = head;
        f->subj = event_subject(k, head, &passive);
        noun_frame(k, head, f);
        f->poss = f->mod = -1;
        f->near = f->obliques;
    } else if (k->upos[head] == UPOS_VERB) {
        f->verb = head;
        verb_frame(k, head, f);
        f->subj = subject_but_time(r, head, f->subj);
        mend_particle(r, head, f);
        if (f->obj < 0 && !f->passive) f->obj = counted_object(r, head);
        if (f->obj >= 0 && f->obj > head) add_complements(k, f->obj, f);
        f->near = f->obliques;
        for (int i = 0; i < f->near; i++) add_complements(k, f->oblique[i].word, f);
        if (f->obj >= 0) add_participles(k, f->obj, f);
        f->purpose = purpose_of(k, head, f->obj);
        add_terms(k, head, f);
    } else if (k->upos[head] == UPOS_ADJ && k->rel[head] == REL_XCOMP) { // "left one soldier dead"
        f->verb = k->head[head];
        f->obj = event_subject(k, head, &passive);
        f->near = f->obliques;
    } else {
        f->noun = true;
        f->verb = event_carrier(k, head);
        noun_frame(k, head, f);
        int32_t first = first_joined(k, head), up = k->head[head], above = k->head[first];
        bool quality = k->upos[head] == UPOS_ADJ && event_rel(k, head, REL_AMOD); // "a six-year-old girl"
        if (event_names_role(k, head) || quality) f->subj = up;
        if (f->verb >= 0) {
            struct event_frame v = {
                .head = f->verb, .subj = -1, .obj = -1, .iobj = -1, .comp = -1, .purpose = -1, .particle = -1};
            verb_frame(k, f->verb, &v);
            if (v.subj != head) f->subj = v.subj;
            f->iobj = v.iobj;
            for (int i = 0; i < v.obliques; i++) add_oblique(f, v.oblique[i].word, v.oblique[i].prep);
        } else if (above >= 0 && k->rel[first] == REL_OBJ && k->upos[above] == UPOS_VERB &&
                   (event_light(k, above, S("own")) || (first != head && event_light(k, above, S("light"))))) {
            f->subj = event_subject(k, above, &passive);
            add_complements(k, above, f);
            f->purpose = purpose_of(k, above, head);
        }
        if (f->purpose < 0) f->purpose = purpose_of(k, f->verb >= 0 ? f->verb : head, head);
        f->near = f->obliques;
        for (int i = 0; i < f->near; i++) add_complements(k, f->oblique[i].word, f);
    }
    drop_circumstances(r, f);
}

int32_t event_slot(const struct event_frame *f, str slot) {
    if (str_eq(slot, S("subj"))) return f->subj;
    if (str_eq(slot, S("obj"))) return f->obj;
    if (str_eq(slot, S("iobj"))) return f->iobj;
    if (str_eq(slot, S("comp"))) return f->comp;
    if (str_eq(slot, S("purpose"))) return f->purpose;
    if (str_eq(slot, S("poss"))) return f->poss;
    if (str_eq(slot, S("mod"))) return f->mod;
    for (int i = 0; i < f->near; i++)
        if (str_eq(f->oblique[i].prep, slot)) return f->oblique[i].word;
    return -1;
}

int32_t event_slot_far(const struct event_frame *f, str slot) {
    int32_t word = event_slot(f, slot);
    for (int i = f->near; word < 0 && i < f->obliques; i++)
        if (str_eq(f->oblique[i].prep, slot)) word = f->oblique[i].word;
    return word;
}
