/* rule: which rules made a finding, for --explain: what each looks for in a few words, and the row of a word list that
 * it rests on.
 *
 *     "about ten days ago"  ->  "a count back or on; a hedge (hedges.tsv:3); from the article's day"
 *
 * Collecting costs no memory; only rules_text makes a string, for what is found in the end. */
#ifndef ACCORD_EXTRACT_RULE_H
#define ACCORD_EXTRACT_RULE_H

#include "base/lexicon.h"

struct rule {
    const char *what;      // static; may be null beside a row
    const lex_table *list; // null when it rests on no list
    uint32_t line;         // in the list's TSV
};

enum { RULES_MAX = 5 };
struct rules { // in the order in which they were used; more than RULES_MAX are dropped
    struct rule p[RULES_MAX];
    int n;
};

void rule_add(struct rules *rules, const char *what);
/* The same with a row of a list, which may be null; without `what` it is the row that the rule before rests on. */
void rule_add_row(struct rules *rules, const char *what, const lex_table *list, const lex_row *row);
/* "a unit (units.tsv:12); a hedge (hedges.tsv:3)"; empty when there are none. */
str rules_text(const struct rules *rules, arena *out);
/* "units.tsv:12", behind `what` and in brackets where there is one. */
str rule_text(const char *what, const lex_table *list, const lex_row *row, arena *out);

#endif
