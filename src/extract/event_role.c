#include "extract/event.h"
#include "lexicon_tables.h"

enum { PARTIES_MAX = 16, DESCENT = 3, SUBJECT = DESCENT + 1 };

/* "Its troops": the pronoun that tells whose somebody is; -1 when there is none. */
static int32_t owning(const tokens *k, int32_t t) {
    for (int32_t c = token_next_child(k, t, -1); c >= 0 && c < t; c = token_next_child(k, t, c))
        if (k->rel[c] == REL_NMOD_POSS && k->upos[c] == UPOS_PRON) return c;
    return -1;
}

/* Somebody's own are not the other party; "his counterpart", "its envoy, Ann Lee" and "her Harbour Council" are. */
static bool owned(const tokens *k, int32_t t) {
    int32_t name = token_child(k, t, REL_APPOS);
    if (name < 0) name = token_child(k, t, REL_FLAT);
    if (event_thing_is(k, t, S("counterpart")) || (name >= 0 && k->upos[name] == UPOS_PROPN)) return false;
    return k->upos[t] != UPOS_PROPN && owning(k, t) >= 0;
}

/* "My players": what is told of them is the speaker's. */
static bool of_one_speaker(const tokens *k, int32_t t) {
    int32_t c = owning(k, t);
    const lex_row *row = c < 0 ? NULL : lex_find(&lex_pronouns, k->norm[c]);
    return row && str_eq(lex_cell(&lex_pronouns, row, LEX_pronouns_kind), S("speaker")) &&
           str_eq(lex_cell(&lex_pronouns, row, LEX_pronouns_number), S("s"));
}

/* True when a pronoun before its noun means somebody else than who acts: "its offices were searched", "police searched
 * his house"; "dropped its demand" does not. */
static bool another(const reading *r, int32_t pronoun) {
    const tokens *k = &r->tokens;
    bool person =
        str_find(k->feats[pronoun], S("Gender=Masc"), 0) >= 0 || str_find(k->feats[pronoun], S("Gender=Fem"), 0) >= 0;
    return reading_entity_at(r, pronoun) >= 0 && (person || k->rel[k->head[pronoun]] == REL_NSUBJ_PASS);
}

/* How near a dependent stands to its noun: possessor, then "by", "of", "from", then "U.S." and "Russian", then the
 * rest. */
static int nearness(const reading *r, int32_t c) {
    const tokens *k = &r->tokens;
    enum rel rel = (enum rel)k->rel[c];
    if (rel == REL_NMOD_POSS) return k->upos[c] == UPOS_PRON && !another(r, c) ? -1 : 0;
    if (rel == REL_NMOD) {
        int32_t link = token_child(k, c, REL_CASE);
        str p = link >= 0 ? k->norm[link] : (str){0};
        if (str_eq(p, S("by")) || str_eq(p, S("of")) || str_eq(p, S("from"))) return 1;
        return event_rel(k, k->head[c], REL_NSUBJ) ? -1 : 3; // "a bomb in Lima killed", "the attack on Peru began"
    }
    bool named = reading_entity_at(r, c) >= 0 || k->ner[c] != NER_O || event_is(r, c, S("public"));
    return (rel == REL_COMPOUND || rel == REL_AMOD) && named ? 2 : -1;
}

/* The person or body that is named beside word t, "the builder, Acme"; -1 when none is. */
static int32_t named_beside(const reading *r, int32_t t) {
    const tokens *k = &r->tokens;
    for (int32_t c = token_next_child(k, t, t); c >= 0; c = token_next_child(k, t, c)) {
        if (k->rel[c] != REL_APPOS && k->rel[c] != REL_FLAT) continue;
        int32_t name = reading_name_at(r, c);
        if (name >= 0 && r->names.p[name].form == FORM_NAME &&
            (r->names.p[name].kind == NAME_PERSON || r->names.p[name].kind == NAME_ORG))
            return name;
    }
    return -1;
}

static bool includes(const tokens *k, int32_t t) {
    return lex_says(&lex_role_words, k->norm[t], LEX_role_words_role, S("included"));
}

/* The dependent c is one of those of whom its noun is said, or acts with them: "some critics, including Ann Lee", "Ann
 * Lee, along with Ben Orr,". */
static bool is_included(const tokens *k, int32_t c) {
    int32_t link = k->rel[c] == REL_NMOD ? token_child(k, c, REL_CASE) : -1;
    if (link < 1 || link > c) return false;
    int32_t with = str_eq(k->norm[link], S("with")) ? link : str_eq(k->norm[link + 1], S("with")) ? link + 1 : -1;
    return with < 0 ? k->upos[link] == UPOS_VERB && includes(k, link) : includes(k, with - 1);
}

/* Some, not a noun: "many of them", "one of the guards". */
static bool is_some(const tokens *k, int32_t t) {
    return k->upos[t] == UPOS_PRON || k->upos[t] == UPOS_DET || k->upos[t] == UPOS_ADJ || k->upos[t] == UPOS_NUM;
}

/* "Groups of youths", "some of the youths": the word for those of whom they are; -1 when there is none. */
static int32_t whole_of(const reading *r, int32_t t) {
    const tokens *k = &r->tokens;
    bool part = is_some(k, t) || event_is(r, t, S("quantity"));
    for (int32_t c = token_next_child(k, t, t); c >= 0 && part; c = token_next_child(k, t, c)) {
        int32_t of = k->rel[c] == REL_NMOD ? token_child(k, c, REL_CASE) : -1;
        if (of >= 0 && str_eq(k->norm[of], S("of"))) return c;
    }
    return -1;
}

/* The name of those of whom a part is told, "a pair of firms, Acme and Orvex"; -1 when there is none. */
static int32_t named_in_whole(const reading *r, int32_t t) {
    int32_t whole = whole_of(r, t), name = whole < 0 ? -1 : named_beside(r, whole);
    if (whole >= 0 && name < 0) name = reading_name_at(r, whole);
    if (name < 0) return -1;
    const struct name *n = &r->names.p[name];
    return n->kind == NAME_PERSON || (n->kind == NAME_ORG && n->form == FORM_NOMINAL) ? name : -1;
}

/* "Some of the miners", "one of them, Ann Lee,": somebody by what stands behind it. */
static bool is_part(const reading *r, int32_t t) {
    return named_in_whole(r, t) >= 0 || (is_some(&r->tokens, t) && named_beside(r, t) >= 0);
}

static int32_t party_in(const reading *r, int32_t t, int depth);

/* The party of a clause that an act is about: "demanded that Peru leave", "offered to send troops to Peru". */
static int32_t party_of_clause(const reading *r, int32_t verb, int depth) {
    const tokens *k = &r->tokens;
    int32_t subject = event_own_subject(k, verb);
    int32_t found = subject < 0 || k->upos[subject] == UPOS_PRON ? -1 : party_in(r, subject, depth);
    if (found >= 0) return found;
    struct event_frame f;
    event_frame_of(r, verb, &f);
    str slots = event_verb_roles(r, &f), slot;
    slots = str_drop(slots, str_find(slots, S(">"), 0) + 1);
    while (str_next_part(&slots, '|', &slot)) {
        int32_t word = event_slot(&f, slot);
        found = word <= verb ? -1 : party_in(r, word, depth);
        if (found >= 0) return found;
    }
    return -1;
}

/* The party in a phrase: its head, or whose or of whom it is ("Russia's invasion", "the release of the sailors"); of a
 * clause those of its verb ("agreed to lift a ban on Kenya"). From DESCENT on it is the head alone; somebody's own is
 * one at the top and as a SUBJECT: "his aides left". */
static int32_t party_in(const reading *r, int32_t t, int depth) {
    enum { WAYS = 4 };
    const tokens *k = &r->tokens;
    if (t < 0 || event_in_time(r, t)) return -1;
    bool top = depth == 0 || (depth == SUBJECT && !of_one_speaker(k, t));
    if (event_is(r, t, S("who")) && (top || !owned(k, t))) return t;
    if (depth >= DESCENT) return is_part(r, t) ? t : -1;
    if (k->upos[t] == UPOS_VERB) {
        int32_t own = party_of_clause(r, t, depth + 1);
        if (own >= 0) return own;
        for (int32_t c = token_next_child(k, t, t); c >= 0; c = token_next_child(k, t, c)) {
            enum rel rel = rel_base((enum rel)k->rel[c]);
            bool complement =
                rel == REL_OBJ || rel == REL_IOBJ || rel == REL_OBL || rel == REL_XCOMP || rel == REL_CCOMP;
            int32_t found = complement && k->rel[c] != REL_OBL_UNMARKED ? party_in(r, c, depth + 1) : -1;
            if (found >= 0) return found;
        }
        return party_in(r, token_child(k, t, REL_NSUBJ), depth + 1);
    }
    for (int way = 0; way < WAYS; way++)
        for (int32_t c = token_next_child(k, t, -1); c >= 0; c = token_next_child(k, t, c)) {
            int32_t found = nearness(r, c) == way ? party_in(r, c, depth + 1) : -1;
            if (found >= 0) return found;
        }
    return -1;
}

/* The words that name a party: its phrase up to its head and what is joined to it by "of". */
static span party_span(const tokens *k, int32_t t) {
    int32_t beg, end, b, e, to = t + 1;
    event_phrase(k, t, &beg, &end);
    for (int32_t c = token_next_child(k, t, t); c >= 0 && c < end; c = token_next_child(k, t, c)) {
        enum rel rel = (enum rel)k->rel[c];
        int32_t link = rel == REL_NMOD ? token_child(k, c, REL_CASE) : -1;
        bool of = link >= 0 && str_eq(k->norm[link], S("of"));
        if (!of && rel != REL_FLAT && rel != REL_COMPOUND && rel != REL_NUMMOD && rel != REL_CASE) break;
        if (rel == REL_CASE) continue; // the 's of a possessor
        event_phrase(k, c, &b, &e);
        if (e > to) to = e;
    }
    return token_range(k, beg, to);
}

static bool has(const struct roles *roles, span s) {
    for (ptrdiff_t i = 0; i < roles->n; i++)
        if (span_eq(roles->p[i].span, s)) return true;
    return false;
}

/* The name by which a phrase with head t calls somebody: its own, or of "the fire chief, Ann Lee" the person's. */
static int32_t name_of(const reading *r, int32_t t) {
    const tokens *k = &r->tokens;
    int32_t own = reading_name_at(r, t);
    if (own >= 0 && r->names.p[own].form == FORM_NAME) return own;
    int32_t name = named_beside(r, t);
    // "the mayor of Osmet, Ann Lee": the parser hangs her in the town
    for (int32_t c = token_next_child(k, t, t); c >= 0 && name < 0 && lex_find(&lex_offices, k->lemma[t]);
         c = token_next_child(k, t, c))
        if (k->rel[c] == REL_NMOD && !is_included(k, c) && named_beside(r, c) != reading_name_at(r, c))
            name = named_beside(r, c);
    return name >= 0 ? name : own >= 0 ? own : named_in_whole(r, t);
}

static void add_role(const reading *r, struct roles *roles, int32_t t, arena *out) {
    const tokens *k = &r->tokens;
    int32_t name = name_of(r, t);
    span s = party_span(k, t);
    if (has(roles, s) || roles->n == PARTIES_MAX) return;
    struct role *role = vec_push(out, roles);
    *role = (struct role){.span = s, .name = name, .entity = name < 0 ? -1 : r->names.p[name].entity};
    if (role->entity >= 0) role->code = r->entities.p[role->entity].code;
}

/* "Lee and business partner Ann Orr", where the parser joins all three: word t describes the one joined behind it. */
static bool describes_next(const tokens *k, int32_t t) {
    int32_t next = token_next_child(k, k->head[t], t);
    if (next < 0 || k->rel[next] != REL_CONJ || k->upos[next] != UPOS_PROPN) return false;
    for (int32_t w = t + 1; w < next; w++)
        if (k->upos[w] == UPOS_PUNCT || k->upos[w] == UPOS_CCONJ) return false;
    return true;
}

/* Those that are coordinated with word t. */
static void add_conjoined(const reading *r, struct roles *roles, int32_t t, arena *out) {
    const tokens *k = &r->tokens;
    for (int32_t c = token_next_child(k, t, t); c >= 0; c = token_next_child(k, t, c))
        if (k->rel[c] == REL_CONJ && k->upos[c] != UPOS_VERB && !describes_next(k, c)) add_role(r, roles, c, out);
}

/* "The two mayors, Ann Lee and Ben Orr": word c names the first of several. */
static bool names_several(const reading *r, int32_t t, int32_t c) {
    const tokens *k = &r->tokens;
    int32_t name = k->rel[c] == REL_APPOS ? reading_name_at(r, c) : -1;
    if (name < 0 || r->names.p[name].form != FORM_NAME || !event_is(r, t, S("several"))) return false;
    return r->names.p[name].kind == NAME_PERSON || r->names.p[name].kind == NAME_ORG;
}

/* Those that are coordinated with word t, with those of whom it is a part or with who is named beside it. */
static void add_others(const reading *r, struct roles *roles, int32_t t, arena *out) {
    const tokens *k = &r->tokens;
    int32_t whole = whole_of(r, t);
    add_conjoined(r, roles, t, out);
    if (whole >= 0) add_conjoined(r, roles, whole, out);
    for (int32_t c = token_next_child(k, t, t); c >= 0; c = token_next_child(k, t, c)) {
        if (is_included(k, c)) add_role(r, roles, c, out);
        if (is_included(k, c) || names_several(r, t, c)) add_conjoined(r, roles, c, out);
    }
}

/* How slots are searched for a role. */
struct search {
    bool coded;                // by PLOVER: the party may stand inside of the slot's phrase
    bool far;                  // prepositions anywhere in the frame
    bool ground;               // a stretch of land will do: "sent troops to the north"
    bool owned;                // somebody's own may be the other party: "urged its members to vote"
    bool alone;                // of one only: "Ann Lee, head of the council, and Ben Orr"
    bool subject;              // what is not coded needs a party as the very head, somebody's own too
    const struct roles *other; // parties of the other side, who are not of this one
};

/* "Ann Lee and Ben Orr, the owners who left": the first of those whom a plural behind them describes; -1 when it
 * describes nobody with a name. */
static int32_t described_several(const reading *r, int32_t t) {
    const tokens *k = &r->tokens;
    int32_t last = k->rel[t] == REL_APPOS ? k->head[t] : -1;
    if (last < 0 || str_find(k->feats[t], S("Number=Plur"), 0) < 0) return -1;
    int32_t first = k->rel[last] == REL_CONJ ? k->head[last] : last, name = reading_name_at(r, first);
    bool several = first != last || token_child(k, first, REL_CONJ) >= 0;
    return several && name >= 0 && r->names.p[name].form == FORM_NAME ? first : -1;
}

/* "A Post/Tollan News survey": who stands on the other side of the stroke from the name at word t. */
static void add_slashed(const reading *r, struct roles *roles, int32_t t, arena *out) {
    int32_t name = name_of(r, t);
    for (int step = -1; step <= 1 && name >= 0; step += 2) {
        int32_t other = name + step;
        if (other < 0 || other >= r->names.n) continue;
        const struct name *a = &r->names.p[step < 0 ? other : name], *b = &r->names.p[step < 0 ? name : other];
        bool stroke = b->beg == a->end + 1 && str_eq(r->tokens.norm[a->end], S("/"));
        if (stroke && r->names.p[other].form == FORM_NAME) add_role(r, roles, r->names.p[other].head, out);
    }
}

/* The party and, where not one alone is meant, those that are coordinated with it. */
static void add_party(const reading *r, struct roles *roles, int32_t t, const struct search *how, arena *out) {
    const tokens *k = &r->tokens;
    int32_t several = how->alone ? -1 : described_several(r, t);
    if (several >= 0) t = several;
    // Of two subjects with "and" between them the parser lost the coordination.
    bool joined = false;
    for (int32_t c = t - 1; event_rel(k, t, REL_NSUBJ) && c >= k->sentences.p[k->sent[t]].beg; c--) {
        joined |= k->upos[c] == UPOS_CCONJ && k->head[c] == k->head[t];
        if (joined && k->rel[c] == k->rel[t] && k->head[c] == k->head[t]) add_role(r, roles, c, out);
    }
    add_role(r, roles, t, out);
    if (how->alone) return;
    add_slashed(r, roles, t, out);
    add_others(r, roles, t, out);
}

static bool among(const struct roles *roles, int32_t entity) {
    for (ptrdiff_t i = 0; roles && entity >= 0 && i < roles->n; i++)
        if (roles->p[i].entity == entity) return true;
    return false;
}

/* Where what somebody agreed or is willing to do is to be done: "to withdraw from the zone"; -1. */
static int32_t ground_of(const reading *r, int32_t verb) {
    static const str slots[] = {S_INIT("in"), S_INIT("from"), S_INIT("to"), S_INIT("on")};
    struct event_frame f;
    event_frame_of(r, verb, &f);
    for (size_t i = 0; i < sizeof slots / sizeof *slots; i++) {
        int32_t word = event_slot_far(&f, slots[i]);
        if (word >= 0 && event_is(r, word, S("territory"))) return word;
    }
    return -1;
}

/* Fills from the first slot of "with|to|obj" that holds a party, for what PLOVER codes else from the first that holds
 * anything. A party inside of the object's phrase goes by the whole phrase: "May's agreement". */
static bool fill(const reading *r, const struct event_frame *f, str slots, const struct search *how,
                 struct roles *roles, arena *out) {
    const tokens *k = &r->tokens;
    str slot;
    int32_t any = -1;
    while (str_next_part(&slots, '|', &slot)) {
        int32_t word = how->far ? event_slot_far(f, slot) : event_slot(f, slot);
        if (word < 0 || event_in_time(r, word)) continue;
        if (how->ground && k->upos[word] == UPOS_VERB) word = ground_of(r, word);
        if (word < 0) continue;
        bool ground = how->ground && event_is(r, word, S("territory"));
        int32_t party = ground ? word : party_in(r, word, how->coded ? 0 : how->subject ? SUBJECT : DESCENT);
        if (party >= 0 && how->other &&
            (among(how->other, reading_entity_at(r, party)) || (how->coded && !how->owned && owned(k, party))))
            continue;
        if (party >= 0) {
            add_party(r, roles, party, how, out);
            if (party != word && f->obj == word && k->upos[word] != UPOS_VERB && roles->n) {
                int32_t beg, end;
                event_phrase(k, word, &beg, &end);
                for (int32_t w = word + 1; w < end; w++)
                    if (event_in_time(r, w)) end = w;
                while (end > word + 1 && (k->upos[end - 1] == UPOS_ADP || k->upos[end - 1] == UPOS_PUNCT)) end--;
                roles->p[0].span = token_range(k, beg, end);
            }
            return true;
        }
        if (how->coded && any < 0 && k->upos[word] != UPOS_PRON && k->upos[word] != UPOS_VERB) any = word;
    }
    if (any >= 0 && !how->far) add_party(r, roles, any, how, out);
    return false;
}

static bool is_mutual(const struct event_class *c) {
    return c->plover == PLOVER_AGREE || c->plover == PLOVER_CONSULT || c->plover == PLOVER_SUPPORT ||
           c->plover == PLOVER_COOPERATE;
}

/* "Kenya and Uganda agreed": what two do together the second does with the first. */
static void share(struct event_finding *e, arena *out) {
    e->recipients = (struct roles){0};
    for (ptrdiff_t i = 1; i < e->actors.n; i++) *vec_push(out, &e->recipients) = e->actors.p[i];
}

/* "Each other", "one another". */
static bool is_mutual_word(const tokens *k, int32_t t) {
    return t >= 0 && (k->upos[t] == UPOS_DET || k->upos[t] == UPOS_NUM) && token_child(k, t, REL_FIXED) >= 0;
}

/* "Kenyan and Ugandan envoys met": the second of two whose envoys they are; -1. */
static int32_t second_of_two(const reading *r, const struct event_finding *e) {
    const tokens *k = &r->tokens;
    if (e->actors.n != 1) return -1;
    int32_t t = token_at(k, e->actors.p[0].span.end - 1);
    for (int32_t c = token_next_child(k, t, -1); c >= 0 && c < t; c = token_next_child(k, t, c)) {
        bool one = (k->rel[c] == REL_AMOD || k->rel[c] == REL_COMPOUND) && party_in(r, c, DESCENT) >= 0;
        int32_t other = one ? token_child(k, c, REL_CONJ) : -1;
        if (other > c && other < t && party_in(r, other, DESCENT) >= 0) return other;
    }
    return -1;
}

/* "Too narrow for a man to enter": who is to do something is nobody to whom it is narrow. */
static bool is_to_act(const tokens *k, int32_t t) {
    int32_t verb = token_child(k, t, REL_ACL), mark = verb < 0 ? -1 : token_child(k, verb, REL_MARK);
    return mark == t + 1 && str_eq(k->norm[mark], S("to"));
}

/* "Handed copies to reporters", "worked with the council": of a verb that is not coded and has nobody for an object the
 * one to or with whom it is done; a place is only where. */
static void add_by_preposition(const reading *r, const struct event_frame *f, const struct search *how,
                               struct event_finding *e, arena *out) {
    struct roles found = {0};
    bool party = f->noun || f->verb != f->head;
    for (int i = 0; i < f->obliques; i++)
        party |= str_eq(f->oblique[i].prep, S("for")) && is_to_act(&r->tokens, f->oblique[i].word);
    for (ptrdiff_t i = 0; i < e->recipients.n; i++) party |= e->recipients.p[i].entity >= 0;
    if (!party) fill(r, f, S("to|against|for|with|from|into"), how, &found, out);
    bool place = false;
    for (ptrdiff_t i = 0; i < found.n; i++)
        place |= found.p[i].entity >= 0 && r->entities.p[found.p[i].entity].kind == NAME_PLACE;
    if (found.n && !place) e->recipients = found;
}

void event_roles_fill(const reading *r, const struct event_frame *f, const struct event_class *c,
                      struct event_finding *e, arena *out) {
    str actor = f->noun ? S("subj|poss|by|mod") : S("subj");
    str recipient = f->noun ? S("of|on|against|with|to|iobj") : S("obj|iobj");
    if (c->roles.n) {
        ptrdiff_t cut = str_find(c->roles, S(">"), 0);
        if (cut > 0) actor = str_head(c->roles, cut);
        if (cut >= 0) recipient = str_drop(c->roles, cut + 1);
    }
    struct search how = {.coded = c->plover != PLOVER_NONE,
                         .owned = c->plover == PLOVER_REQUEST || c->plover == PLOVER_CONSULT};
    struct event_frame g = *f;
    // A noun's modifier is an actor only by name: "U.S. sanctions", but not "phone call".
    if (f->noun && f->mod >= 0 && party_in(r, f->mod, DESCENT) < 0) g.mod = -1;
    how.subject = true;
    how.coded &= !c->stirred || f->obj < 0; // "the death of Ann Lee sparked riots"
    how.alone = event_names_role(&r->tokens, f->head);
    fill(r, &g, actor, &how, &e->actors, out);
    if (f->noun && how.coded && !e->actors.n) {
        how.far = true;
        fill(r, f, S("by|from"), &how, &e->actors, out);
        how.far = false;
    }
    if (how.alone) return; // nothing is done to the council by being its head
    how.coded = c->plover != PLOVER_NONE;
    how.other = &e->actors;
    how.subject = f->passive; // "whose husband was killed"
    how.owned |= f->passive;
    bool party = fill(r, f, recipient, &how, &e->recipients, out);
    how.subject = false;
    if (!f->noun && e->actors.n > 1 && is_mutual_word(&r->tokens, f->obj)) {
        share(e, out);
        return;
    }
    if (!how.coded) {
        add_by_preposition(r, f, &how, e, out);
        return;
    }
    for (ptrdiff_t i = 0; i < e->recipients.n; i++) party |= e->recipients.p[i].entity >= 0;
    if (party) return;
    if (is_mutual(c) && e->actors.n > 1 && event_slot(f, S("with")) < 0 && event_slot(f, S("to")) < 0) {
        share(e, out);
        return;
    }
    int32_t second = is_mutual(c) ? second_of_two(r, e) : -1;
    if (second >= 0) {
        e->recipients = (struct roles){0};
        add_role(r, &e->recipients, second, out);
        return;
    }
    struct roles found = {0};
    how.far = true;
    fill(r, f, S("to|with|against|on|at|for|into|from|between|over|in|near|along|of|by|until|comp"), &how, &found, out);
    bool thing = e->recipients.n == 1 && f->obj >= 0 && span_holds(e->recipients.p[0].span, r->tokens.span[f->obj]);
    if (!found.n && (!e->recipients.n || thing)) {
        how.ground = true;
        fill(r, f, S("in|on|at|to|from|near|along|comp"), &how, &found, out);
    }
    if (found.n)
        e->recipients = found;
    else if (is_mutual(c) && e->actors.n > 1)
        share(e, out);
}
