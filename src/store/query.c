#include "store/query.h"

#include "account/account.h"
#include "base/limits.h"
#include "base/utf8.h"
#include "doc/calendar.h"

enum { NEAR_DEFAULT = 10 };

static const struct {
    str name;
    unsigned kinds; // that have it
} fields[FIELDS] = {
    [FIELD_WORDS] = {S_INIT(""), 7},
    [FIELD_TITLE] = {S_INIT("title"), 1 << KIND_ARTICLES},
    [FIELD_OUTLET] = {S_INIT("outlet"), 7},
    [FIELD_ACTOR] = {S_INIT("actor"), 1 << KIND_CLAIMS | 1 << KIND_QUOTES},
    [FIELD_ORIGIN] = {S_INIT("origin"), 1 << KIND_CLAIMS},
    [FIELD_STATUS] = {S_INIT("status"), 1 << KIND_CLAIMS},
    [FIELD_TYPE] = {S_INIT("type"), 1 << KIND_CLAIMS},
    [FIELD_DATE] = {S_INIT("date"), 7},
    [FIELD_STORY] = {S_INIT("story"), 7},
    [FIELD_IN] = {S_INIT("in"), 7},
};

static const str kind_names[KINDS] = {S_INIT("claims"), S_INIT("quotes"), S_INIT("articles")};

/* What stands between one pair of parentheses, as far as it was seen. Nodes are -1 where there is nothing yet. */
struct frame {
    int32_t any;  // the alternatives before the last OR
    int32_t all;  // what must be there since
    int32_t none; // what must not
    int32_t last; // the item before the place that we are at: one of the two, or the left side of NEAR
    bool last_minus;
    bool minus;     // a minus sign stands before the opening parenthesis
    ptrdiff_t open; // where that is
    ptrdiff_t none_at;
    bool filters; // a date, a story or a kind was given since the last OR
};

struct parser {
    str text;
    ptrdiff_t at;
    query *q;
    arena *out;
    error *e;
    struct frame frame[LIMIT_QUERY_DEPTH + 1];
    int depth, terms;
    int32_t near; // the left side of a NEAR that waits for its right side, -1
    int32_t near_words;
    ptrdiff_t near_at;
    bool minus; // of the next item
    ptrdiff_t minus_at;
    ptrdiff_t and_at; // an AND that waits for its right side, -1
};

static bool bad(struct parser *p, ptrdiff_t at, const char *words) {
    return error_set(p->e, ERROR_USAGE, at, "%s", words);
}

static int32_t add(struct parser *p, struct query_node node) {
    *vec_push(p->out, &p->q->nodes) = node;
    return (int32_t)p->q->nodes.n - 1;
}

/* Two nodes under an operator; one alone where the other is missing. */
static int32_t join(struct parser *p, enum query_op op, int32_t a, int32_t b) {
    if (a < 0 || b < 0) return a < 0 ? b : a;
    span at = {p->q->nodes.p[a].at.beg, p->q->nodes.p[b].at.end};
    return add(p, (struct query_node){.op = op, .a = a, .b = b, .at = at});
}

static struct frame *top(struct parser *p) { return &p->frame[p->depth]; }

static void settle_last(struct parser *p) {
    struct frame *f = top(p);
    if (f->last < 0) return;
    if (f->last_minus)
        f->none = join(p, QUERY_OR, f->none, f->last);
    else
        f->all = join(p, QUERY_AND, f->all, f->last);
    f->last = -1;
}

/* At OR, at a closing parenthesis and at the end: what stands before it becomes one alternative. */
static bool end_alternative(struct parser *p, ptrdiff_t at, const char *empty) {
    struct frame *f = top(p);
    if (p->near >= 0) return bad(p, p->near_at, "NEAR stands between words or phrases");
    if (p->minus) return bad(p, p->minus_at, "nothing follows the minus sign");
    if (p->and_at >= 0) return bad(p, p->and_at, "AND stands between words");
    settle_last(p);
    if (f->all < 0 && f->none >= 0) return bad(p, f->none_at, "there is nothing that this could be left out of");
    bool filters_alone = f->all < 0 && f->filters && f->any < 0;
    if (f->all < 0 && !filters_alone) return bad(p, at, empty);
    f->any = join(p, QUERY_OR, f->any, f->none < 0 ? f->all : join(p, QUERY_NOT, f->all, f->none));
    f->all = f->none = -1;
    return true;
}

/* A term, or what stood between parentheses. */
static bool add_item(struct parser *p, int32_t node, bool minus, ptrdiff_t at) {
    struct frame *f = top(p);
    p->and_at = -1;
    if (p->near >= 0) {
        const struct query_node *n = &p->q->nodes.p[node];
        if (n->op != QUERY_TERM || n->field != FIELD_WORDS || minus)
            return bad(p, p->near_at, "NEAR stands between words or phrases");
        span whole = {p->q->nodes.p[p->near].at.beg, n->at.end};
        f->last =
            add(p, (struct query_node){.op = QUERY_NEAR, .a = p->near, .b = node, .near = p->near_words, .at = whole});
        p->near = -1;
        return true;
    }
    settle_last(p);
    f->last = node;
    f->last_minus = minus;
    if (minus && f->none < 0) f->none_at = at;
    return true;
}

static bool begin_near(struct parser *p, str word, ptrdiff_t at) {
    int32_t words = 0;
    str digits = str_drop(word, 5);
    for (ptrdiff_t i = 0; i < digits.n; i++) {
        if (!ascii_digit(digits.p[i])) return bad(p, at, "NEAR takes a number of words: NEAR/5");
        words = 10 * words + (digits.p[i] - '0');
        if (words > LIMIT_QUERY_NEAR)
            return error_set(p->e, ERROR_USAGE, at, "NEAR takes no more than %d words", LIMIT_QUERY_NEAR);
    }
    struct frame *f = top(p);
    const struct query_node *last = f->last < 0 ? NULL : &p->q->nodes.p[f->last];
    bool words_before =
        last && !f->last_minus && (last->op == QUERY_NEAR || last->op == QUERY_TERM) && last->field == FIELD_WORDS;
    if (!words_before || p->near >= 0 || p->minus) return bad(p, at, "NEAR stands between words or phrases");
    p->near = f->last;
    p->near_words = digits.n ? words : NEAR_DEFAULT;
    p->near_at = at;
    f->last = -1;
    return true;
}

/* "2025" "2025-11" "2025-11-21" -> its first and last day. */
static bool days_of(str s, int32_t *first, int32_t *last) {
    int value[3] = {0}, n = 0;
    str part;
    while (str_next_part(&s, '-', &part)) {
        if (n == 3 || part.n != (n ? 2 : 4)) return false;
        for (ptrdiff_t i = 0; i < part.n; i++) {
            if (!ascii_digit(part.p[i])) return false;
            value[n] = 10 * value[n] + (part.p[i] - '0');
        }
        n++;
    }
    int month = n > 1 ? value[1] : 1, day = n > 2 ? value[2] : 1;
    if (n == 0 || !calendar_valid(value[0], month, day)) return false;
    *first = calendar_day(value[0], month, day);
    *last = n == 3 ? *first : n == 2 ? calendar_day(value[0], month + 1, 1) - 1 : calendar_day(value[0] + 1, 1, 1) - 1;
    return true;
}

static bool set_date(struct parser *p, str value, ptrdiff_t at) {
    const char *words = "date: takes a day, a month, a year, or two of them: 2025-03..2025-04-15";
    ptrdiff_t dots = str_find(value, S(".."), 0);
    str from = dots < 0 ? value : str_head(value, dots), to = dots < 0 ? value : str_drop(value, dots + 2);
    int32_t first, last;
    if (!from.n && !to.n) return bad(p, at, words);
    if (from.n) {
        if (!days_of(from, &first, &last)) return bad(p, at, words);
        if (first > p->q->from) p->q->from = first;
    }
    if (to.n) {
        if (!days_of(to, &first, &last)) return bad(p, at, words);
        if (last < p->q->to) p->q->to = last;
    }
    return p->q->from <= p->q->to || bad(p, at, "no day lies in that range");
}

static bool set_story(struct parser *p, str value, ptrdiff_t at) {
    int64_t n = 0;
    if (str_starts(value, S("s"))) value = str_drop(value, 1);
    for (ptrdiff_t i = 0; i < value.n && n >= 0; i++)
        n = ascii_digit(value.p[i]) && i < 15 ? 10 * n + (value.p[i] - '0') : -1;
    if (n < 1) return bad(p, at, "story: takes a story as it is named in results: s12");
    if (p->q->story && p->q->story != n) return bad(p, at, "no article is in two stories");
    p->q->story = n;
    return true;
}

static bool set_in(struct parser *p, str value, ptrdiff_t at) {
    for (int k = 0; k < KINDS; k++) {
        if (!str_eq(value, kind_names[k])) continue;
        p->q->kinds &= 1u << k;
        return p->q->kinds || bad(p, at, "no one thing can have all of these fields");
    }
    return bad(p, at, "in: takes claims, quotes or articles");
}

/* A date, a story or a kind: it holds for the whole query. */
static bool add_filter(struct parser *p, enum query_field field, str value, ptrdiff_t at) {
    if (p->depth || p->minus || p->near >= 0)
        return bad(p, at,
                   "date:, story: and in: hold for the whole query: not within parentheses or after a minus sign");
    settle_last(p);
    top(p)->filters = true;
    p->and_at = -1;
    if (field == FIELD_DATE) return set_date(p, value, at);
    return field == FIELD_STORY ? set_story(p, value, at) : set_in(p, value, at);
}

static bool check_value(struct parser *p, enum query_field field, str value, ptrdiff_t at) {
    if (field == FIELD_STATUS) {
        for (int i = 0; i < STATUSES_COUNT; i++)
            if (str_eq_nocase(value, status_text[i])) return true;
        return bad(p, at, "status: takes established, corroborated, repeated, single, disputed or denied");
    }
    if (field == FIELD_TYPE) {
        for (int i = 1; i < PLOVERS_COUNT; i++)
            if (str_eq_nocase(value, plover_text[i])) return true;
        return bad(p, at, "type: takes one of the types of PLOVER: AGREE, CONSULT, ACCUSE, REJECT, THREATEN …");
    }
    for (ptrdiff_t i = 0; i < value.n;) {
        int n;
        uint32_t c = utf8_at(value, i, &n);
        if (utf8_is_alpha(c) || utf8_is_digit(c)) return true;
        i += n;
    }
    return bad(p, at, "no letter or digit is in it");
}

static bool add_term(struct parser *p, enum query_field field, str value, bool prefix, ptrdiff_t at,
                     ptrdiff_t value_at) {
    if (field >= FIELD_DATE) return add_filter(p, field, value, value_at);
    if (!check_value(p, field, value, value_at)) return false;
    if (p->terms++ == LIMIT_QUERY_TERMS)
        return error_set(p->e, ERROR_USAGE, at, "more than %d words, phrases and fields", LIMIT_QUERY_TERMS);
    p->q->kinds &= fields[field].kinds;
    if (!p->q->kinds) return bad(p, at, "no one thing can have all of these fields");
    int32_t node = add(
        p,
        (struct query_node){
            .op = QUERY_TERM, .field = field, .text = value, .prefix = prefix, .at = {(uint32_t)at, (uint32_t)p->at}});
    bool minus = p->minus;
    p->minus = false;
    return add_item(p, node, minus, minus ? p->minus_at : at);
}

/* The length of a quotation mark at s[i], 0 when there is none. */
static int mark_at(str s, ptrdiff_t i) {
    if (i >= s.n) return 0;
    if (s.p[i] == '"') return 1;
    str rest = str_drop(s, i);
    return str_starts(rest, S("“")) || str_starts(rest, S("”")) ? 3 : 0;
}

static bool ends_word(str s, ptrdiff_t i) {
    return ascii_space(s.p[i]) || s.p[i] == '(' || s.p[i] == ')' || mark_at(s, i);
}

/* The phrase whose opening mark stands at p->at, and a star behind its closing one. */
static bool phrase(struct parser *p, enum query_field field, ptrdiff_t at) {
    ptrdiff_t open = p->at, beg = open + mark_at(p->text, open), end = beg;
    while (end < p->text.n && !mark_at(p->text, end)) end++;
    if (end == p->text.n) return bad(p, open, "this quotation mark is not closed");
    p->at = end + mark_at(p->text, end);
    bool prefix = p->at < p->text.n && p->text.p[p->at] == '*';
    if (prefix) p->at++;
    return add_term(p, field, str_slice(p->text, beg, end), prefix, at, open);
}

/* The field that `word` begins with; FIELD_WORDS when none, FIELDS when there is no such field. */
static enum query_field field_of(str word, ptrdiff_t *value) {
    ptrdiff_t colon = str_find(word, S(":"), 0);
    *value = 0;
    if (colon <= 0 || str_starts(str_drop(word, colon), S("://"))) return FIELD_WORDS;
    for (ptrdiff_t i = 0; i < colon; i++)
        if (!ascii_alpha(word.p[i])) return FIELD_WORDS;
    *value = colon + 1;
    for (int f = FIELD_TITLE; f < FIELDS; f++)
        if (str_eq_nocase(str_head(word, colon), fields[f].name)) return (enum query_field)f;
    return FIELDS;
}

static bool word(struct parser *p) {
    ptrdiff_t at = p->at, end = at, value;
    while (end < p->text.n && !ends_word(p->text, end)) end++;
    str w = str_slice(p->text, at, end);
    if (str_eq(w, S("NEAR")) || str_starts(w, S("NEAR/"))) {
        p->at = end;
        return begin_near(p, w, at);
    }
    enum query_field field = field_of(w, &value);
    if (field == FIELDS)
        return bad(p, at, "no such field: there are outlet, title, actor, origin, status, type, date, story and in");
    p->at = end;
    if (field != FIELD_WORDS && value == w.n) {
        if (mark_at(p->text, end)) return phrase(p, field, at);
        return bad(p, at, "this field needs a value right behind its colon");
    }
    str text = str_drop(w, value);
    bool prefix = str_ends(text, S("*"));
    if (prefix) text.n--;
    ptrdiff_t star = str_find(text, S("*"), 0);
    if (star >= 0) return bad(p, at + value + star, "a star stands at the end of a word");
    return add_term(p, field, text, prefix, at, at + value);
}

static bool open_group(struct parser *p) {
    if (p->near >= 0) return bad(p, p->near_at, "NEAR stands between words or phrases");
    if (p->depth == LIMIT_QUERY_DEPTH)
        return error_set(p->e, ERROR_USAGE, p->at, "more than %d parentheses in one another", LIMIT_QUERY_DEPTH);
    p->frame[++p->depth] =
        (struct frame){.any = -1, .all = -1, .none = -1, .last = -1, .minus = p->minus, .open = p->at++};
    p->minus = false;
    p->and_at = -1;
    return true;
}

static bool close_group(struct parser *p) {
    if (!p->depth) return bad(p, p->at, "no parenthesis is open here");
    if (!end_alternative(p, p->at, "nothing stands before this parenthesis")) return false;
    struct frame f = *top(p);
    p->depth--;
    p->at++;
    return add_item(p, f.any, f.minus, f.open);
}

static bool operator_or(struct parser *p, str w) {
    ptrdiff_t at = p->at;
    p->at += w.n;
    if (str_eq(w, S("AND"))) {
        bool before = top(p)->last >= 0 || top(p)->all >= 0 || top(p)->filters;
        if (!before || p->and_at >= 0 || p->near >= 0 || p->minus) return bad(p, at, "AND stands between words");
        p->and_at = at;
        return true;
    }
    return end_alternative(p, at, "OR needs something on both sides");
}

/* One step of the text at p->at, which is no white space. */
static bool step(struct parser *p) {
    str rest = str_drop(p->text, p->at);
    ptrdiff_t end = 0;
    while (end < rest.n && !ends_word(rest, end)) end++;
    str w = str_head(rest, end);
    if (str_eq(w, S("OR")) || str_eq(w, S("AND"))) return operator_or(p, w);
    if (str_eq(w, S("NOT")) || rest.p[0] == '-') {
        if (p->minus || p->near >= 0) return bad(p, p->at, "no minus sign can stand here");
        p->minus = true;
        p->minus_at = p->at;
        p->at += rest.p[0] == '-' ? 1 : 3;
        bool ends = rest.p[0] == '-' && (rest.n == 1 || ascii_space(rest.p[1]));
        return !ends || bad(p, p->minus_at, "nothing follows the minus sign");
    }
    if (rest.p[0] == '(') return open_group(p);
    if (rest.p[0] == ')') return close_group(p);
    return mark_at(p->text, p->at) ? phrase(p, FIELD_WORDS, p->at) : word(p);
}

static bool check_text(struct parser *p) {
    if (p->text.n > LIMIT_QUERY_BYTES)
        return error_set(p->e, ERROR_USAGE, -1, "a query is no longer than %d bytes", LIMIT_QUERY_BYTES);
    ptrdiff_t at = utf8_check(p->text);
    if (at >= 0) return bad(p, at, "not UTF-8");
    for (ptrdiff_t i = 0; i < p->text.n; i++)
        if ((unsigned char)p->text.p[i] < 0x20 && !ascii_space(p->text.p[i])) return bad(p, i, "a control byte");
    return true;
}

bool query_parse(str text, query *q, arena *out, error *e) {
    *q = (query){.text = text, .root = -1, .from = INT32_MIN, .to = INT32_MAX, .kinds = (1u << KINDS) - 1};
    struct parser p = {.text = text, .q = q, .out = out, .e = e, .near = -1, .and_at = -1};
    p.frame[0] = (struct frame){.any = -1, .all = -1, .none = -1, .last = -1};
    if (!check_text(&p)) return false;
    while (p.at < text.n) {
        if (ascii_space(text.p[p.at]))
            p.at++;
        else if (!step(&p))
            return false;
    }
    if (p.depth) return bad(&p, top(&p)->open, "this parenthesis is not closed");
    bool any = p.frame[0].any >= 0;
    if (!end_alternative(&p, any ? text.n - 1 : -1, any ? "OR needs something on both sides" : "nothing is asked for"))
        return false;
    q->root = p.frame[0].any;
    return true;
}

void query_caret(str text, ptrdiff_t at, buf *out) {
    buf_put(out, S("  "));
    for (ptrdiff_t i = 0; i < text.n; i++) {
        unsigned char c = (unsigned char)text.p[i];
        buf_byte(out, c < 0x20 || c == 0x7F ? ' ' : (char)c);
    }
    buf_put(out, S("\n  "));
    buf_fill(out, ' ', utf8_columns(str_head(text, at)));
    buf_put(out, S("^\n"));
}
