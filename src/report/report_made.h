/* report_made: how accounts were made, as the head of a report says it. */
#ifndef ACCORD_REPORT_REPORT_MADE_H
#define ACCORD_REPORT_REPORT_MADE_H

#include "base/str.h"

struct report_made {
    str program, model; // "accord 0.1.0", the model's name
    str as_of, without; // as given, empty for none
    bool explain, all;
};

#endif
