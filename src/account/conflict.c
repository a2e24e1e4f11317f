#include "account/conflict.h"

void conflicts_make(account *acc, arena *out, arena tmp) {
    conflicts_of_numbers(acc, out, tmp);
    conflicts_of_dates(acc, out, tmp);
    conflicts_of_places(acc, out, tmp);
    conflicts_of_denials(acc, out, tmp);
}
