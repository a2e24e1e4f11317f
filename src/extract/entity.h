/* entity: what the parts of entity_find share: mentions on their way to becoming names and entities.
 *
 *     entity.c          the order of the steps, and the reading's lists out of what they found
 *     entity_name.c     mentions by name: capitals, word lists and the NER column -> spans with a kind
 *     entity_kind.c     of which kind a name is that no list knows
 *     entity_role.c     offices and descriptions beside a name: "head of Venezuela's legislature"
 *     entity_nominal.c  mentions by description: "the boy's uncle", "rescuers", and pronouns
 *     entity_alias.c    names by which somebody goes beside his own
 *     entity_cluster.c  names that are names of the same one -> entities
 *     entity_resolve.c  descriptions and pronouns -> the entities that they mean
 *     entity_described.c   which person a description means
 *     entity_antecedent.c  which of all that a pronoun may mean is the likeliest
 *
 * Invariants: 1. mentions by name do not overlap but for a country inside an organisation's name.  2. mentions are
 * sorted by their first word, longer ones first.  3. nothing here outlives entity_find but what is copied to the
 * reading. */
#ifndef ACCORD_EXTRACT_ENTITY_H
#define ACCORD_EXTRACT_ENTITY_H

#include "base/buf.h"
#include "base/lexicon.h"
#include "base/table.h"
#include "doc/reading.h"
#include "extract/rule.h"

struct mention {
    int32_t beg, end, head; // words
    enum name_kind kind;
    enum mention_form form;
    bool sure;    // the kind is certain: a word list or a title says so
    bool country; // a country or its government, whatever words stand for it
    bool formal;  // a country by its own name, not by a capital or an adjective
    bool outlet;  // a news agency or outlet
    bool plural;
    bool definite;              // a description with "the", "this" or a possessive
    int8_t gender;              // 'm', 'f', 0
    bool given;                 // that is the gender of its first word as a given name
    str key;                    // name_key, or for a description its head with what tells it from others
    str canon;                  // the name that a word list gives it, empty when none
    str place;                  // ISO code of the country that it belongs to
    str sector;                 // PLOVER sector
    str klass;                  // class of a description (lexicon/descriptions.tsv)
    str again;                  // whom a description takes up, of the same list
    int32_t role_beg, role_end; // words of the office or description beside it
    int32_t owner;              // head word of the possessor's mention ("the boy's uncle"), -1 when none
    int32_t same_as;    // head word of a mention that is known to be the same one (apposition, acronym), -1 when none
    int32_t entity;     // -1 until resolved
    struct rules rules; // why it is one, or why it means its entity
};

enum caps { CAPS_TELL, CAPS_TITLE, CAPS_ALL }; // whether capitals tell a name: not in headlines

struct finder {
    reading *r;
    const tokens *k;
    const article *a;
    arena *out, *tmp;
    struct {
        struct mention *p;
        ptrdiff_t n, cap;
    } mentions;
    ptrdiff_t sorted; // so many mentions at the front are in order
    LIST(struct entity) entities;
    table words;     // norm -> how often in lower case (low 20 bits), with a capital inside a sentence (the rest)
    uint8_t *caps;   // [sentences] enum caps
    uint8_t *taken;  // [words] 1 in a name, 2 in a time or amount, 3 the head of a description
    uint8_t *quoted; // [words] 1 between quotation marks
    bool tagged;     // parts of speech come from a model
    bool labelled;   // so does the NER column
    buf *choices;    // gets what each pronoun chooses from, for the trainer; else null
};

/* The text of words [beg, end). */
static inline str mention_words(const struct finder *f, int32_t beg, int32_t end) {
    return article_str(f->a, token_range(f->k, beg, end));
}
/* True when word t begins with a capital letter. */
bool word_capital(const struct finder *f, int32_t t);
/* True when word t has two letters or more and all are capitals. */
bool word_all_capitals(const struct finder *f, int32_t t);
/* True when words t and t + 1 stand side by side without a blank. */
static inline bool word_joined(const struct finder *f, int32_t t) {
    return t + 1 < f->k->n && f->k->span[t].end == f->k->span[t + 1].beg;
}

/* The length in words of the longest phrase that begins at t, ends before `end` and is in the list; 0 when none. */
int32_t phrase_from(const struct finder *f, const lex_table *list, int32_t t, int32_t end, const lex_row **row);
/* The same for a phrase that ends before `end` and begins at `low` or after. */
int32_t phrase_to(const struct finder *f, const lex_table *list, int32_t low, int32_t end, const lex_row **row);

struct mention *mention_add(struct finder *f, int32_t beg, int32_t end, enum name_kind kind, enum mention_form form);
/* The smallest mention by name among the sorted ones that holds word t; -1 when none. O(log mentions). */
int32_t mention_at(const struct finder *f, int32_t t);
void mentions_sort(struct finder *f);
/* The word of a mention that hangs in the clause: that under which its others stand; the title where that is the head
 * of the name behind it; the number in "thousands of miners". */
int32_t mention_top(const tokens *k, const struct mention *m);

/* True when word a stands above word t in the tree, or is it; not looked for from far below. */
bool word_above(const tokens *k, int32_t a, int32_t t);

/* What the labels of words [beg, end) and the words right beside them say of the kind of that name: adds to votes of
 * person, organisation and place. */
void kind_votes(const struct finder *f, int32_t beg, int32_t end, int votes[4]);
/* What else its phrase says: whose shareholders, parliament or widow is spoken of. */
void kind_votes_beside(const struct finder *f, int32_t beg, int32_t end, int votes[4]);

void names_find(struct finder *f);
void roles_find(struct finder *f);
/* The party that a title or a description names, folded: "republican party" of "Republican presidential nominee" and
 * "GOP hopeful", "green party" of "the Green Party candidate"; empty where it names none. In the arena tmp. */
str party_named(const struct finder *f, str words);
/* "The American": adjectives of countries that stand for one person become descriptions. Before names are sorted. */
void countrymen_find(struct finder *f);
void nominals_find(struct finder *f);
/* Names by which somebody goes beside his own get same_as; the number of a version becomes part of a name. Mentions are
 * sorted. */
void aliases_find(struct finder *f);
void names_cluster(struct finder *f);
void mentions_resolve(struct finder *f);

/* The last word of the head phrase of a description, in the singular where that is easy. */
str description_head(const struct finder *f, const struct mention *m);
/* True when every modifier of description a is one of b. */
bool modifiers_in(const struct finder *f, const struct mention *a, const struct mention *b);
/* The figure of the age in "28-year-old" that ends with word t; -1 when none does. */
int32_t age_before(const struct finder *f, int32_t t);
/* The person before it whom a definite description in the singular means: one with that office, else that class. */
int32_t described_before(const struct finder *f, ptrdiff_t at);
/* Whom the description `at` of the mentions, of one person, means; -1 when that cannot be told, else why says what told
 * it. Mentions before it are resolved, and names everywhere. */
int32_t person_described(const struct finder *f, ptrdiff_t at, const char **why);

/* What the pronouns of a text choose by. */
struct antecedents;
/* at: [words] 1 + the mention whose head the word is; it and the finder must stay where they are. */
struct antecedents *antecedents_new(const struct finder *f, const int32_t *at);
/* The entity that the pronoun `at` of the mentions means, by what is resolved of those before it; -1 when none.
 * Pronouns are asked for in the order of the text. Cost is bounded by a few sentences. */
int32_t antecedent_of(struct antecedents *a, ptrdiff_t at);

#endif
