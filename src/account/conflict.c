#include "account/conflict.h"

void conflicts_make(account *acc, const struct vocabulary *v, arena *out, arena tmp) {
    conflicts_of_numbers(acc, out, tmp);
    conflicts_of_dates(acc, v, out, tmp);
    conflicts_of_places(acc, v, out, tmp);
    conflicts_of_denials(acc, v, out, tmp);
}
