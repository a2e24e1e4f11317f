#include "account/family.h"

#include "base/utf8.h"

ints family_named(const account *acc, str words, const int32_t *acted, arena *out, arena tmp) {
    static const str THE = S_INIT("the ");
    ints found = {0};
    str name = utf8_fold(&tmp, words);
    if (str_starts(name, THE)) name = str_drop(name, THE.n);
    if (name.n < 3 || !str_ends(name, S("s")) || str_find(name, S(" "), 0) >= 0) return found;
    str family = str_head(name, name.n - 1);
    int32_t two[2] = {-1, -1};
    for (int32_t x = 0; x < acc->actors.n; x++) {
        const struct actor *a = &acc->actors.p[x];
        arena scratch = tmp;
        if (!a->named || a->kind != NAME_PERSON || str_rfind_byte(a->name, ' ') < 0) continue;
        if (!str_eq(str_last_word(utf8_fold(&scratch, a->name)), family)) continue;
        if (two[0] < 0 || acted[x] > acted[two[0]])
            two[1] = two[0], two[0] = x;
        else if (two[1] < 0 || acted[x] > acted[two[1]])
            two[1] = x;
    }
    for (int i = 0; i < 2 && two[1] >= 0; i++) *vec_push(out, &found) = two[i];
    return found;
}
