/* reading: what one article says, as findings over its text.
 *
 * `read` (analyse/ and extract/) makes one of an article; account/ takes the readings of a story together. Every
 * finding is a span of the article's text with a normalised value; findings refer to each other by index. -1 means
 * none.
 *
 * Invariants: 1. each list is sorted by the beginning of its span.  2. every str is a view of the article's text, of a
 * static table, or of memory in the reading's arena.  3. a reading refers to its own article alone.  4. `rule` says
 * what found a finding, in words for a reader and with the rows that it rests on: "a hedge (hedges.tsv:3)".
 * Owned by the article's arena; read-only once made. */
#ifndef ACCORD_DOC_READING_H
#define ACCORD_DOC_READING_H

#include "doc/article.h"
#include "doc/tokens.h"

/* Enumerations are written in JSON by the name after the value: X(constant, "text"). */
#define NAME_KINDS(X) X(NAME_PERSON, "person") X(NAME_ORG, "organisation") X(NAME_PLACE, "place") X(NAME_OTHER, "other")
// clang-format off
#define PRECISIONS(X)                                                                                                  \
    X(WHEN_DAY, "day") X(WHEN_APPROX_DAY, "approx-day") X(WHEN_WEEK, "week") X(WHEN_MONTH, "month")                    \
    X(WHEN_YEAR, "year") X(WHEN_SINCE, "since") X(WHEN_BEFORE, "before") X(WHEN_DURATION, "duration")                  \
    X(WHEN_VAGUE, "vague") X(WHEN_SET, "set")
// clang-format on
#define TIME_TYPES(X) X(TIME_DATE, "DATE") X(TIME_TIME, "TIME") X(TIME_DURATION, "DURATION") X(TIME_SET, "SET")
// clang-format off
#define STANCES(X)                                                                                                     \
    X(STANCE_STATES, "states") X(STANCE_DENIES, "denies") X(STANCE_RELAYS_DENIAL, "relays-denial")                     \
    X(STANCE_NO_COMMENT, "no-comment") X(STANCE_DOUBTS, "doubts")
// clang-format on
#define QUOTING(X) X(QUOTING_DIRECT, "direct") X(QUOTING_INDIRECT, "indirect") X(QUOTING_MIXED, "mixed")
// clang-format off
#define PLOVERS(X)                                                                                                     \
    X(PLOVER_NONE, "") X(PLOVER_AGREE, "AGREE") X(PLOVER_CONSULT, "CONSULT") X(PLOVER_SUPPORT, "SUPPORT")              \
    X(PLOVER_CONCEDE, "CONCEDE") X(PLOVER_COOPERATE, "COOPERATE") X(PLOVER_AID, "AID") X(PLOVER_RETREAT, "RETREAT")    \
    X(PLOVER_REQUEST, "REQUEST") X(PLOVER_ACCUSE, "ACCUSE") X(PLOVER_REJECT, "REJECT")                                 \
    X(PLOVER_THREATEN, "THREATEN") X(PLOVER_PROTEST, "PROTEST") X(PLOVER_SANCTION, "SANCTION")                         \
    X(PLOVER_MOBILIZE, "MOBILIZE") X(PLOVER_COERCE, "COERCE") X(PLOVER_ASSAULT, "ASSAULT")
#define REALITIES(X)                                                                                                   \
    X(REALITY_HAPPENED, "happened") X(REALITY_ONGOING, "ongoing") X(REALITY_PLANNED, "planned")                        \
    X(REALITY_CONDITIONAL, "conditional") X(REALITY_HYPOTHETICAL, "hypothetical")                                      \
    X(REALITY_DID_NOT_HAPPEN, "did-not-happen")
#define ACTS(X)                                                                                                        \
    X(ACT_DEMAND, "demand") X(ACT_OFFER, "offer") X(ACT_CONDITION, "condition") X(ACT_THREAT, "threat")                \
    X(ACT_REJECTION, "rejection") X(ACT_ACCEPTANCE, "acceptance") X(ACT_DEADLINE, "deadline") X(ACT_REQUEST, "request")
// clang-format on

#define X(constant, text) constant,
enum name_kind { NAME_KINDS(X) NAME_KINDS_COUNT };
enum precision { PRECISIONS(X) PRECISIONS_COUNT };
enum time_type { TIME_TYPES(X) TIME_TYPES_COUNT };
enum stance { STANCES(X) STANCES_COUNT };
enum quoting { QUOTING(X) QUOTING_COUNT };
enum plover { PLOVERS(X) PLOVERS_COUNT };
enum reality { REALITIES(X) REALITIES_COUNT };
enum act { ACTS(X) ACTS_COUNT };
#undef X

extern const str name_kind_text[], precision_text[], time_type_text[], stance_text[], quoting_text[], plover_text[],
    reality_text[], act_text[];
/* PLOVER_NONE for an unknown one. */
enum plover plover_of(str text);

/* One mention of somebody or something: by name ("Nicolás Maduro"), by description ("the Venezuelan leader") or by
 * pronoun ("he"). */
enum mention_form { FORM_NAME, FORM_NOMINAL, FORM_PRONOUN };

struct name {
    span span;        // without determiners for names; descriptions with them
    int32_t beg, end; // words
    int32_t head;     // word
    int32_t entity;   // index into entities; -1 for a pronoun that could not be resolved
    enum name_kind kind;
    enum mention_form form;
    str rule; // why it is a name, or why it means its entity
};

/* One person, organisation or place of the article; all names with its index are mentions of it. */
struct entity {
    str name;    // the fullest name in the article, verbatim: "Nicolás Maduro", or for one without a name "the boy's
                 // uncle"
    str key;     // folded, without titles, for comparison over articles: "nicolas maduro"
    str code;    // country and PLOVER sector: "VEN GOV"; empty when unknown
    str country; // ISO 3166-1 alpha-3 of its own or of the country that it stands for; empty when none
    str role;    // an office or description in the text: "President", "head of Venezuela's legislature"; may be empty
    enum name_kind kind;
    bool sure;       // its kind is certain: a word list, a title or what belongs to it says so
    bool named;      // false where only descriptions stand in the text ("the boy's uncle")
    bool outlet;     // a news agency or outlet
    bool government; // of its country, by words that say so: "the Greek government", "the Bush administration"
    int8_t gender;   // 'm', 'f', or 0 when unknown
    bool plural;
    int32_t owner; // whose it is ("its board", "Acme's chief executive, Ann Lee"): an entity, -1 when none
    int32_t mentions;
    str rule; // of the name that it has its kind from
};

/* What a time's value starts from. */
enum time_base {
    TIME_LITERAL,  // nothing: `literal` is the value ("P3D", "PRESENT_REF")
    TIME_NOW,      // the day of the article ("today", "last week")
    TIME_SAID,     // the time that the text spoke of last ("two days later", "that year")
    TIME_CALENDAR, // a date, or as much of it as is said ("November 21", "September", "2009", "the 1920s")
    TIME_WEEKDAY,
    TIME_HOLIDAY,
};
enum time_unit {
    UNIT_NONE,
    UNIT_SECOND,
    UNIT_MINUTE,
    UNIT_HOUR,
    UNIT_DAY,
    UNIT_WEEKEND,
    UNIT_WEEK,
    UNIT_MONTH,
    UNIT_QUARTER,
    UNIT_SEASON,
    UNIT_YEAR,
    UNIT_DECADE,
    UNIT_CENTURY,
    UNIT_MILLENNIUM
};

/* How a time is said, as far as its value needs it: time_anchor makes the value of it for any day of the article. */
struct time_form {
    enum time_base base;
    enum time_unit grain; // what the value is cut to
    enum time_unit by;    // then it is moved by `shift` of these
    int32_t shift;
    int32_t year;      // 0 when not said; with a smaller grain than a year's the others are filled in likewise
    int8_t month, day; // 1 to 12, 1 to 31; 0 when not said
    int8_t quarter;    // 1 to 4
    int8_t weekday;    // 1 Monday … 7 Sunday
    int8_t dir;  // where what is not said is looked for: -1 before the article's day (-2 surely), 1 after it, 0 unknown
    int8_t from; // with TIME_WEEKDAY: weeks further on ("Sunday of last week")
    bool before_christ;
    int8_t hour, minute; // hour -1 when not said
    bool utc;
    bool just_told; // with TIME_SAID: the day of the sentences just before, else the article's: "later in the day"
    bool last;      // its last day is meant: "until the end of the month"
    str part;       // part of the day or season, as TIMEX3 has it: "MO" "NI" "SU"
    str rule;       // of a holiday, as in lexicon/holidays.tsv
    str literal;
};

struct time_finding {
    span span;
    int32_t beg, end; // words
    enum time_type type;
    str value; // ISO 8601 without the clock; empty when vague
    enum precision precision;
    int32_t lo, hi; // first and last possible day (see moment), lo > hi when unknown
    str clock;      // "11:00", or a part of the day as TIMEX3 has it ("MO"); empty when none
    str timex;      // the whole value as TIMEX3 has it: "2016-11-06T11:00" "PRESENT_REF" "XXXX-11-21"
    struct time_form form;
    str rule;
};

struct amount_finding {
    span span;
    int32_t beg, end; // words
    int32_t number;   // first word of the number
    int32_t counted;  // word that is counted ("people"), -1 when none
    double low, high;
    bool has_low, has_high;
    bool approx;
    bool partitive; // "one of the best teams": counts nothing of what is told
    str unit;       // "person" "USD" "metre" "percent" …, a singular noun where no unit is known; empty when none
    str of;         // what it is about: "killed", "reward"; may be empty
    str unit_words; // the unit as a reader says it: "dollar per share" "year of age"; empty when it is `unit` itself
    span whole;     // with the counted noun phrase
    str rule;
};

struct quote_finding {
    span span;           // between the marks
    span outer;          // with them
    int32_t entity;      // speaker, -1 when unknown
    span speaker;        // the words that name the speaker; empty when unknown
    bool scare;          // a few words marked as another's or as doubtful, not an utterance
    int32_t attribution; // -1 when none
    str rule;            // why it is its speaker's, or is scare
};

/* Who is said to have said what. */
struct attribution_finding {
    span span; // from the first to the last byte of source and cue
    spans source, cue, content;
    int32_t cue_word;   // head word of the cue
    int32_t entity;     // the innermost source, -1 when it is no entity
    strs chain;         // outermost first, folded to FORMAT.md's names: "Reuters", "anonymous sources"
    enum stance stance; // what the source does with the content
    enum quoting kind;
    int32_t within; // attribution whose content holds this one, -1 when none
    bool anonymous; // the innermost source is unnamed
    bool attitude;  // no words are reported: a belief, a wish, hearsay ("reportedly"), an act ("welcomed the deal")
    bool byline;    // not a reported saying but a credit: "(Reuters)", "Image copyright Reuters"
    str rule;
};

struct role {
    span span;
    int32_t name;   // index into names, -1 when it is no name
    int32_t entity; // -1 when none
    str code;
};
struct roles {
    struct role *p;
    ptrdiff_t n, cap;
};

struct event_finding {
    span span;    // the clause or phrase that tells it
    int32_t head; // word
    enum plover plover;
    str mode;  // PLOVER mode, empty when none
    str cameo; // CAMEO code, empty when none
    str kind;  // class of the happening for alignment: a lemma or a class name of lexicon/ ("call", "kill")
    struct roles actors, recipients;
    int32_t when;  // index into times, -1
    int32_t where; // index into names, -1
    enum reality reality;
    enum stance stance;  // what the article does with it by way of its attribution
    int32_t attribution; // the innermost attribution whose content holds it, -1 for the article's own voice
    bool noun;           // its head is a noun
    bool negated;        // "did not pay", "will not pay": of the second the reality is that of the refusal
    bool back;           // a bare "the call" that only refers back
    bool carried;        // the verb above tells it ("offered to pay"), so that it is no claim beside it
    bool office;         // what somebody is, told beside the name: "energy minister Ann Lee"
    str rule;
};

struct position_finding {
    span span;
    int32_t actor; // entity, -1
    int32_t to;    // entity, -1
    enum act act;
    int32_t deadline; // index into times, -1
    int32_t event;    // the event that carries it, -1
    str rule;
};

#define LIST(T)                                                                                                        \
    struct {                                                                                                           \
        T *p;                                                                                                          \
        ptrdiff_t n, cap;                                                                                              \
    }
typedef struct reading {
    const article *article;
    tokens tokens;
    bool unread; // its language is told and is not English: it has words and sentences, and nothing is found in it
    bool dated;  // the article's day is known: its publication, or the latest full date that it carries
    int32_t day; // that day, on which its times are reckoned
    LIST(struct name) names;
    LIST(struct entity) entities;
    LIST(struct time_finding) times;
    LIST(struct amount_finding) amounts;
    LIST(struct quote_finding) quotes;
    LIST(struct attribution_finding) attributions;
    LIST(struct event_finding) events;
    LIST(struct position_finding) positions;
} reading;

/* The entity of the name (or description or pronoun) that holds word t, the smallest one; -1 when none. O(log n). */
int32_t reading_entity_at(const reading *r, int32_t t);
/* The index of the smallest name whose words hold word t; -1 when none. O(log n). */
int32_t reading_name_at(const reading *r, int32_t t);
/* Word t is one that reports what somebody says ("said", "according to"), not what he thinks. O(attributions). */
bool reading_reports(const reading *r, int32_t t);
/* The first amount whose words end after word t; the number of amounts when there is none. O(log n). */
ptrdiff_t reading_amount_after(const reading *r, int32_t t);
/* The first quote whose marks end after byte `at`; the number of quotes when there is none. O(log n). */
ptrdiff_t reading_quote_after(const reading *r, uint32_t at);
/* The innermost attribution whose content holds byte `at`; -1 when none. States of mind are passed over. O(n). */
int32_t reading_attribution_at(const reading *r, uint32_t at);

#endif
