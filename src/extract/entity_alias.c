/* Names that tell one from another. Other names of somebody: "Ann Lee, known as Slim", "Lee, dubbed the Fox of Osmet",
 * "Lee, under the nickname Slim". */
#include "extract/entity.h"
#include "lexicon_tables.h"

/* The mention by name of one or of a body at word t, the noun that a clause describes, or beside which it stands ("Lee,
 * the thief known as Slim"); -1 when there is none. */
static int32_t named_at(const struct finder *f, int32_t t) {
    enum { STEPS = 2 };
    for (int i = 0; i < STEPS && t >= 0; i++) {
        int32_t at = mention_at(f, t);
        if (at >= 0) return f->mentions.p[at].kind == NAME_PLACE || f->mentions.p[at].country ? -1 : at;
        if (f->k->rel[t] != REL_APPOS) return -1;
        t = f->k->head[t];
    }
    return -1;
}

/* Whom the clause with head v is about: the noun that it hangs in, or its subject in the passive. */
static int32_t about(const struct finder *f, int32_t v) {
    const tokens *k = f->k;
    int32_t subject = token_child(k, v, REL_NSUBJ_PASS);
    bool relative = k->rel[v] == REL_ACL || k->rel[v] == REL_ACL_RELCL;
    if (relative) return named_at(f, k->head[v]);
    if (subject >= 0) return named_at(f, subject);
    subject = k->rel[v] == REL_ADVCL && k->head[v] >= 0 ? token_child(k, k->head[v], REL_NSUBJ) : -1;
    return subject < 0 ? -1 : named_at(f, subject);
}

/* Who has the name at word t beside; -1 when the words around it do not tell. */
static int32_t bearer_of(const struct finder *f, int32_t t) {
    const tokens *k = f->k;
    int32_t v = k->head[t];
    if (v < 0 || token_negated(k, v)) return -1;
    int32_t as = token_child(k, t, REL_CASE);
    if (as >= 0 && str_eq(k->norm[as], S("as")))
        return k->rel[t] == REL_OBL && lex_says(&lex_aliases, k->lemma[v], LEX_aliases_form, S("as")) ? about(f, v)
                                                                                                      : -1;
    if (as >= 0) return -1;
    bool complement = k->rel[t] == REL_XCOMP || k->rel[t] == REL_OBJ;
    if (complement && k->rel[v] == REL_ACL && token_child(k, v, REL_NSUBJ) < 0 &&
        lex_says(&lex_aliases, k->lemma[v], LEX_aliases_form, S("name")))
        return about(f, v);
    bool beside = k->rel[t] == REL_APPOS || k->rel[t] == REL_NMOD_DESC || k->rel[t] == REL_FLAT;
    if (!beside || !lex_says(&lex_aliases, k->lemma[v], LEX_aliases_form, S("noun")) || k->head[v] < 0) return -1;
    return k->rel[v] == REL_OBJ || k->rel[v] == REL_OBL ? about(f, k->head[v]) : -1;
}

/* "Katla 2.0" is not Katla: the number of a version is part of a name. */
static void take_version(const struct finder *f, struct mention *m) {
    const tokens *k = f->k;
    if (m->form != FORM_NAME || m->end >= k->n || k->sent[m->end] != k->sent[m->beg] || k->upos[m->end] != UPOS_NUM)
        return;
    bool hangs = k->head[m->end] >= m->beg && k->head[m->end] < m->end;
    if (hangs && str_find(k->norm[m->end], S("."), 0) > 0) m->end++;
}

void aliases_find(struct finder *f) {
    for (ptrdiff_t i = 0; f->tagged && i < f->mentions.n; i++) take_version(f, &f->mentions.p[i]);
    for (ptrdiff_t i = 0; f->tagged && i < f->mentions.n; i++) {
        struct mention *m = &f->mentions.p[i];
        if (m->form != FORM_NAME || m->same_as >= 0 || m->kind == NAME_PLACE || m->country) continue;
        int32_t of = bearer_of(f, token_top(f->k, m->head, m->beg, m->end));
        if (of < 0 || of == i) continue;
        const struct mention *whole = &f->mentions.p[of];
        bool body = whole->kind == NAME_ORG, person = whole->kind == NAME_PERSON;
        if ((body && m->kind == NAME_PERSON) || (person && m->kind == NAME_ORG && m->sure)) continue;
        m->same_as = whole->head;
        m->kind = whole->kind;
        rule_add(&m->rules, "another name of somebody");
    }
}
