#include "extract/event.h"

enum { PARTIES_MAX = 16, DESCENT = 3 };

/* The party in a noun phrase: its head, or whose or of whom it is ("Russia's invasion", "the release of the sailors").
 */
static int32_t party_in(const reading *r, int32_t t, int depth) {
    const tokens *k = &r->tokens;
    if (t < 0) return -1;
    if (event_is(r, t, S("who"))) return t;
    if (depth == DESCENT) return -1;
    if (k->upos[t] == UPOS_VERB) { // "agreed to lift a ban on Kenya": the parties of what is agreed
        for (int32_t c = token_next_child(k, t, t); c >= 0; c = token_next_child(k, t, c)) {
            enum rel rel = rel_base((enum rel)k->rel[c]);
            bool complement =
                rel == REL_OBJ || rel == REL_IOBJ || rel == REL_OBL || rel == REL_XCOMP || rel == REL_CCOMP;
            int32_t found = complement && k->rel[c] != REL_OBL_UNMARKED ? party_in(r, c, depth + 1) : -1;
            if (found >= 0) return found;
        }
        int32_t subject = token_child(k, t, REL_NSUBJ);
        return subject >= 0 ? party_in(r, subject, depth + 1) : -1;
    }
    for (int pass = 0; pass < 3; pass++) // possessor, then complements, then "U.S." and "Russian"
        for (int32_t c = token_next_child(k, t, -1); c >= 0; c = token_next_child(k, t, c)) {
            enum rel rel = (enum rel)k->rel[c];
            bool right = pass == 0   ? rel == REL_NMOD_POSS
                         : pass == 1 ? rel == REL_NMOD
                                     : rel == REL_COMPOUND || rel == REL_AMOD;
            if (!right || (pass == 0 && k->upos[c] == UPOS_PRON)) continue;
            if (pass == 2 && reading_entity_at(r, c) < 0 && k->ner[c] == NER_O && !event_is(r, c, S("public")))
                continue;
            int32_t found = party_in(r, c, depth + 1);
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

static void add_role(const reading *r, struct roles *roles, int32_t t, arena *out) {
    const tokens *k = &r->tokens;
    int32_t name = reading_name_at(r, t);
    span s = party_span(k, t);
    if (has(roles, s) || roles->n == PARTIES_MAX) return;
    struct role *role = vec_push(out, roles);
    *role = (struct role){.span = s, .name = name, .entity = name < 0 ? -1 : r->names.p[name].entity};
    if (role->entity >= 0) role->code = r->entities.p[role->entity].code;
}

/* The party and those that are coordinated with it. */
static void add_party(const reading *r, struct roles *roles, int32_t t, arena *out) {
    const tokens *k = &r->tokens;
    add_role(r, roles, t, out);
    for (int32_t c = token_next_child(k, t, t); c >= 0; c = token_next_child(k, t, c))
        if (k->rel[c] == REL_CONJ && k->upos[c] != UPOS_VERB) add_role(r, roles, c, out);
}

static bool in_time(const reading *r, int32_t t) {
    for (ptrdiff_t i = 0; i < r->times.n && r->times.p[i].beg <= t; i++)
        if (t < r->times.p[i].end) return true;
    return false;
}

/* Fills from the first slot of "with|to|obj" that holds a party. For what PLOVER codes the party may stand inside the
 * slot's phrase, and where there is none the first slot's phrase itself counts. */
static void fill(const reading *r, const struct event_frame *f, str slots, bool coded, const struct roles * not,
                 struct roles *roles, arena *out) {
    str slot, rest = slots;
    int32_t any = -1;
    while (str_next_part(&rest, '|', &slot)) {
        int32_t word = event_slot(f, slot), party = party_in(r, word, coded ? 0 : DESCENT);
        if (word < 0 || in_time(r, word)) continue;
        if (party >= 0) {
            int32_t entity = reading_entity_at(r, party);
            bool own = false;
            for (ptrdiff_t i = 0; not &&i < not ->n; i++) own |= not ->p[i].entity >= 0 && not ->p[i].entity == entity;
            if (own) continue;
            add_party(r, roles, party, out);
            return;
        }
        if (coded && any < 0 && r->tokens.upos[word] != UPOS_PRON) any = word;
    }
    if (any >= 0 && r->tokens.upos[any] != UPOS_VERB) add_party(r, roles, any, out);
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
    bool coded = c->plover != PLOVER_NONE;
    // A noun's modifier is an actor only by name: "U.S. sanctions", but not "phone call".
    if (f->noun && f->mod >= 0 && party_in(r, f->mod, DESCENT) < 0) {
        struct event_frame g = *f;
        g.mod = -1;
        fill(r, &g, actor, coded, NULL, &e->actors, out);
    } else {
        fill(r, f, actor, coded, NULL, &e->actors, out);
    }
    fill(r, f, recipient, coded, &e->actors, &e->recipients, out);
    bool party = false;
    for (ptrdiff_t i = 0; i < e->recipients.n; i++)
        party |= event_is(r, token_at(&r->tokens, e->recipients.p[i].span.end - 1), S("who"));
    if (coded && !party) {
        struct roles found = {0};
        fill(r, f, S("to|with|against|on|at|for|into|from|between|over|in|near|along|of|comp"), coded, &e->actors,
             &found, out);
        if (found.n) e->recipients = found;
    }
}
