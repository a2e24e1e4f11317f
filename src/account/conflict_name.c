/* One name in two forms: "Tomas Berg" and "Thomas Berg", "Ana Brandt" and "Ana Maria Brandt", "Tanaka Hiroshi" and
 * "Hiroshi Tanaka", whether they were taken for one actor or for two. */
#include "account/conflict.h"

#include "doc/name_match.h"
#include "lexicon_tables.h"

static str first_word(str key) {
    ptrdiff_t n = str_find(key, S(" "), 0);
    return n < 0 ? key : str_head(key, n);
}

/* "Tomas" and "Thomas", "Alex" and "Alexander": one letter more or another one, or the same beginning. */
static bool alike(str a, str b) {
    enum { LETTERS_LEAST = 4 };
    ptrdiff_t same = 0, behind = 0, least = a.n < b.n ? a.n : b.n, most = a.n < b.n ? b.n : a.n;
    while (same < least && a.p[same] == b.p[same]) same++;
    while (behind < least - same && a.p[a.n - 1 - behind] == b.p[b.n - 1 - behind]) behind++;
    return same >= LETTERS_LEAST || (least >= LETTERS_LEAST && same + behind + 1 >= most);
}

/* The key of a name without the letters that stand for a middle name: "john f kennedy" is "john kennedy". */
static str full_words(str name, arena *out) {
    str key = name_key(name, out);
    char *p = arena_new(out, char, key.n + 1);
    ptrdiff_t n = 0;
    for (ptrdiff_t i = 0; i < key.n; i++) {
        bool letter = i > 0 && key.p[i - 1] == ' ' && i + 1 < key.n && key.p[i + 1] == ' ';
        if (letter)
            i++;
        else
            p[n++] = key.p[i];
    }
    return str_of(p, n);
}

static bool has_word(str key, str word) {
    while (key.n) {
        str first = first_word(key);
        if (str_eq(first, word)) return true;
        key = str_drop(key, first.n < key.n ? first.n + 1 : key.n);
    }
    return false;
}

/* The same words in another order: "Tanaka Hiroshi" and "Hiroshi Tanaka". */
static bool turned(str a, str b) {
    if (a.n != b.n) return false;
    for (str rest = a; rest.n;) {
        str word = first_word(rest);
        if (!has_word(b, word)) return false;
        rest = str_drop(rest, word.n < rest.n ? word.n + 1 : rest.n);
    }
    return true;
}

/* Two full names, by their keys, are one: in other letters, with a middle name, in another order, or by a given name
 * much like it. */
static bool two_forms(str a, str b) {
    if (name_key_words(a) < 2 || name_key_words(b) < 2 || str_eq(a, b)) return false;
    if (name_key_words(a) == name_key_words(b) && name_key_match(a, b) == MATCH_SAME) return true;
    if (turned(a, b)) return true;
    str first = first_word(a), other = first_word(b);
    if (!str_eq(str_last_word(a), str_last_word(b))) return false;
    return str_eq(first, other) || alike(first, other);
}

/* One word with another letter in it, "Halden" and "Haldin": a name that no list has, of no person. */
static bool one_letter(str a, str b) {
    enum { LETTERS_LEAST = 6 };
    if (a.n != b.n || a.n < LETTERS_LEAST || str_find(a, S(" "), 0) >= 0 || a.p[0] != b.p[0]) return false;
    if (lex_find(&lex_places, a) || lex_find(&lex_places, b)) return false;
    int32_t other = 0;
    for (ptrdiff_t i = 0; i < a.n; i++) other += a.p[i] != b.p[i];
    return other == 1;
}

/* Adds the places where an actor is named in just this form to the side of that form. */
static void add_form(const account *acc, int32_t actor, str form, int32_t *const *actor_of, struct conflict *k,
                     arena *out, arena tmp) {
    str key = full_words(form, out);
    for (int32_t d = 0; d < acc->n; d++) {
        const reading *r = acc->readings[d];
        for (ptrdiff_t i = 0; i < r->names.n; i++) {
            const struct name *x = &r->names.p[i];
            bool named = x->form == FORM_NAME && x->entity >= 0 && actor_of[d][x->entity] == actor;
            arena scratch = tmp;
            if (named && str_eq(full_words(article_str(r->article, x->span), &scratch), key))
                conflict_tell(k, key, (struct place){d, x->span}, -1, out);
        }
    }
}

/* Whoever writes both means two. */
static bool one_article(const struct side *a, const struct side *b) {
    for (ptrdiff_t i = 0; i < a->mentions.n; i++)
        for (ptrdiff_t j = 0; j < b->mentions.n; j++)
            if (a->mentions.p[i].article == b->mentions.p[j].article) return true;
    return false;
}

/* One form of an actor's name. */
struct form {
    int32_t actor;
    str text, key; // key: its full words
};

void conflicts_of_names(account *acc, int32_t *const *actor_of, arena *out, arena tmp) {
    enum { FORMS_MAX = 600, MOST = 6 }; // of the most mentioned actors
    int32_t made = 0;
    struct {
        struct form *p;
        ptrdiff_t n, cap;
    } all = {0};
    for (int32_t a = 0; a < acc->actors.n && all.n < FORMS_MAX; a++) {
        const struct actor *x = &acc->actors.p[a];
        if (!x->named) continue;
        for (ptrdiff_t i = -1; i < x->aliases.n; i++) {
            str text = i < 0 ? x->name : x->aliases.p[i];
            bool known = (str_find(text, S(" "), 0) < 0) == (x->kind == NAME_PERSON);
            for (ptrdiff_t f = 0; f < all.n && !known; f++) known = str_eq(all.p[f].text, text);
            if (!known) *vec_push(&tmp, &all) = (struct form){a, text, full_words(text, &tmp)};
        }
    }
    bool *taken = arena_new(&tmp, bool, all.n);
    for (ptrdiff_t i = 0; i < all.n && made < MOST; i++) {
        const struct form *a = &all.p[i];
        struct conflict k = {.kind = CONFLICT_WORDING, .compatible = true, .why = S("two forms of one name")};
        for (ptrdiff_t j = i + 1; j < all.n && !taken[i]; j++) {
            const struct form *b = &all.p[j];
            bool letter = one_letter(a->text, b->text);
            if (taken[j] || (!letter && !two_forms(a->key, b->key))) continue;
            if (!k.sides.n) add_form(acc, a->actor, a->text, actor_of, &k, out, tmp);
            struct conflict other = {0};
            add_form(acc, b->actor, b->text, actor_of, &other, out, tmp);
            if (!k.sides.n || !other.sides.n) continue;
            bool two = letter || !str_eq(first_word(a->key), first_word(b->key)); // "Christine" and "Christopher"
            if (two && one_article(&k.sides.p[0], &other.sides.p[0])) continue;
            add_form(acc, b->actor, b->text, actor_of, &k, out, tmp);
            taken[j] = true;
        }
        if (k.sides.n < 2) continue;
        conflict_close(acc, &k, out);
        made++;
    }
}
