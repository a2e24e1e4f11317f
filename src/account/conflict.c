#include "account/conflict.h"

#include "account/context.h"

void conflicts_make(account *acc, arena *out, arena tmp) {
    struct vocabulary v;
    vocabulary_make(acc, &v, &tmp, *out);
    conflicts_of_numbers(acc, out, tmp);
    conflicts_of_dates(acc, &v, out, tmp);
    conflicts_of_places(acc, out, tmp);
    conflicts_of_denials(acc, &v, out, tmp);
}
