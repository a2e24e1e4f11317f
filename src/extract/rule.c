#include "extract/rule.h"

void rule_add_row(struct rules *rules, const char *what, const lex_table *list, const lex_row *row) {
    if (!what && row && rules->n && !rules->p[rules->n - 1].list) { // the row of the rule before
        rules->p[rules->n - 1].list = list;
        rules->p[rules->n - 1].line = row->line;
        return;
    }
    if (rules->n == RULES_MAX || (!what && !row)) return;
    rules->p[rules->n++] = (struct rule){what, row ? list : NULL, row ? row->line : 0};
}

void rule_add(struct rules *rules, const char *what) { rule_add_row(rules, what, NULL, NULL); }

static str one(const struct rule *r, arena *out) {
    if (!r->list) return str_cstr(r->what);
    if (!r->what) return arena_fmt(out, "%s.tsv:%u", r->list->name, r->line);
    return arena_fmt(out, "%s (%s.tsv:%u)", r->what, r->list->name, r->line);
}

str rules_text(const struct rules *rules, arena *out) {
    str text = rules->n ? one(&rules->p[0], out) : (str){0};
    for (int i = 1; i < rules->n; i++) text = arena_cat(out, text, arena_cat(out, S("; "), one(&rules->p[i], out)));
    return text;
}

str rule_text(const char *what, const lex_table *list, const lex_row *row, arena *out) {
    struct rules one_rule = {0};
    rule_add_row(&one_rule, what, list, row);
    return rules_text(&one_rule, out);
}
