/* account: the readings of one story -> its account: claims, conflicts, quotations, positions, origins, open questions.
 *
 *     account *acc = account_make(readings, n, &options, &out, tmp);
 *
 * A claim is one proposition; its mentions are the places where articles make it. Origins are counted, not outlets: see
 * origin.h. Nothing in an account is worded by us but the fixed words of enumerations, `why`, `reasons` and questions;
 * every other text is a span of an article.
 *
 * Invariants: 1. every place refers to an article of the story by index and to bytes of its text.  2. claims, quotes, …
 * are sorted by importance or time as said at each field, ties by article and position, so the order never depends on
 * hashing.  3. indices refer to the lists of the same account; -1 is none.
 * Pure and thread-safe; everything lives in *out; the readings must live as long. */
#ifndef ACCORD_ACCOUNT_ACCOUNT_H
#define ACCORD_ACCOUNT_ACCOUNT_H

#include "doc/reading.h"

// clang-format off
#define STATUSES(X)                                                                                                    \
    X(STATUS_ESTABLISHED, "established") X(STATUS_CORROBORATED, "corroborated") X(STATUS_REPEATED, "repeated")         \
    X(STATUS_SINGLE, "single") X(STATUS_DISPUTED, "disputed") X(STATUS_DENIED, "denied")
#define CONFLICTS(X)                                                                                                   \
    X(CONFLICT_NUMBER, "number") X(CONFLICT_DATE, "date") X(CONFLICT_PLACE, "place") X(CONFLICT_ACTOR, "actor")        \
    X(CONFLICT_DIRECTION, "direction") X(CONFLICT_TERMS, "terms") X(CONFLICT_WORDING, "wording")                       \
    X(CONFLICT_DENIAL, "denial")
// clang-format on

#define X(constant, text) constant,
enum status { STATUSES(X) STATUSES_COUNT };
enum conflict_kind { CONFLICTS(X) CONFLICTS_COUNT };
#undef X
extern const str status_text[], conflict_kind_text[];

typedef LIST(int32_t) ints;

/* A span of one article of the story. */
struct place {
    int32_t article; // index into account.readings
    span span;
};

struct actor {
    str name; // the fullest form in the story
    str code;
    enum name_kind kind;
    strs aliases;     // the other forms: names, then descriptions
    int32_t mentions; // over all articles
    bool named;
    int32_t body; // for whom one without a name acts or speaks ("its board", "a spokesman for Acme"): an actor, -1
    int32_t speaks_for; // the body for which somebody with a name speaks ("Acme's chief executive, Ann Lee"), -1
};

struct mention {
    struct place at;
    span head;
    enum stance stance;
    strs via;       // attribution chain, outermost first
    int32_t event;  // index into the article's events, -1
    int32_t origin; // index into account.origins
};

/* Where mentions come from in the end. */
struct origin {
    str name;      // "Reuters", "Nicolás Maduro", or the outlet's name
    bool unnamed;  // "anonymous sources", "media reports": widens, never adds
    ints articles; // who leans on it
};

struct claim {
    str text;     // the best-worded mention, verbatim
    int32_t best; // that mention
    enum plover plover;
    str cameo;
    str kind;
    ints actors, recipients; // indices into actors
    str when;                // ISO value, empty when no article tells
    enum precision precision;
    int32_t lo, hi; // days that a mention says, lo > hi when none does
    bool inferred;  // `when` is the day on which the passages stand; no mention says it
    str where;
    enum reality reality;
    enum status status;
    int32_t low, high; // origins
    strs reasons;      // why the interval is what it is
    LIST(struct mention) mentions;
    float agreement; // how far its mentions say the same in the same words, 0 to 1
    float weight;    // importance: claims are sorted by it
};

struct side {
    str value;
    LIST(struct place) mentions;
};

struct conflict {
    enum conflict_kind kind;
    str about; // verbatim words or a claim's text
    ints claims;
    LIST(struct side) sides;
    bool compatible;
    bool stands; // its claims are in no doubt: the hour of a fire is, not that it burned
    str why;
};

struct quotation {
    int32_t speaker;             // actor, -1
    str speaker_name;            // where it is no actor; may be empty
    LIST(struct place) variants; // the longest first
};

struct position {
    struct place at;
    int32_t actor, to; // actors, -1
    str deadline;      // ISO value, empty when none
    enum act act;
    int32_t reply; // the position that answers it, -1
};

struct account_time {
    struct place at;
    str value;
    enum precision precision;
    enum time_type type;
};

struct account_amount {
    struct place at;
    double low, high;
    bool has_low, has_high, approx;
    str unit, of;
};

struct source {
    struct place at;
    strs chain;
};

struct moment_line {
    str when;
    ints claims;
};

struct question {
    str text;      // in our words: a fixed sentence around verbatim pieces
    str because;   // the rule's reason
    str query;     // what to search for to settle it: names and words of the claim, and whom not to take it from again
    int32_t claim; // -1 when it is about no single claim
};

typedef struct account_options {
    int32_t as_of; // day as known of; readings published later are left out; INT32_MAX for all
    str without;   // an origin that is taken away; empty for none
    bool explain;
} account_options;

/* A mention with its claim. */
struct telling_of_claim {
    int32_t claim;
    const struct mention *mention;
};
/* The mentions of one article, by claim, then as the claim has them. */
struct told_in {
    struct telling_of_claim *p;
    ptrdiff_t n, cap;
};

typedef struct account {
    str id, title;
    str from, to;                   // first and last publication, ISO; empty when unknown
    const reading *const *readings; // [n], sorted by publication, then by id
    ptrdiff_t n;
    LIST(struct actor) actors; // most mentioned first
    LIST(struct origin) origins;
    LIST(struct claim) claims; // most important first
    struct told_in *told_in;   // [n] what each article tells of the claims; see claims_index
    LIST(struct conflict) conflicts;
    LIST(struct quotation) quotes;
    LIST(struct position) positions;
    LIST(struct account_time) times;
    LIST(struct account_amount) amounts;
    LIST(struct source) sources;
    LIST(struct moment_line) timeline; // earliest first
    LIST(struct question) questions;
    bool countries;      // two countries are in it: governments and officials stand for them
    int32_t *reprint_of; // [n] the reading whose text this one repeats, -1
    ptrdiff_t number;    // which story of a run it is, from 0; set by whoever has it made
} account;

/* The event that a mention was found as; its event is not -1. */
const struct event_finding *mention_event(const account *acc, const struct mention *m);
bool ints_have(const ints *list, int32_t x);

/* The account of one story. n ≥ 1. */
account *account_make(const reading *const *readings, ptrdiff_t n, const account_options *options, arena *out,
                      arena tmp);

#endif
